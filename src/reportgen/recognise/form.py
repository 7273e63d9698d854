"""A form: what a table that somebody else made looks like, and what its cells say.

A form of an export is read from `templates/exports/` (written.py). A form can as well be made of a table of an edition,
by whoever knows editions: a leg is a `FormBlock`; a column is a `FormColumn` with the same name, kind, pick, key and
formula, its heads (each a word, tags taken out) as its `heads`; a row is a `NamedRow` with its label, pick and key — or
with `keys`, the key of each cell by the name of its column, where the edition's own `cell_key` is to decide; a
generator 科目 or 用到的经济科目 is `CodeRows("科目" | "经济科目")`, one of a list of the year is `CodeRows("功能类")` or
rows written out; a formula that runs over generated rows names the generator (功能类); the title, without its year, is
`titles`; unit, where the lines above the table don't say it, stays "".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reportgen.recognise.labels import bare, fold

Terms = tuple[tuple[int, str], ...]
"""A formula: signed names of rows or columns; a name "A..B" is the run from A to B."""
SUBJECTS, ECONOMICS, CLASSES, GROUPS = "科目", "经济科目", "功能类", "经济类"
BY_CODE = (SUBJECTS, ECONOMICS)
"""FoundRows that carry a code; those of 功能类 and 经济类 are known by their name."""


@dataclass(frozen=True)
class FormColumn:
    """A column by name. heads: outermost first, each a set of words that it may be called by; label, code, line, unit
    and unit-code are what rows are known by.

    each: not one column but one for each economic code that a head names; optional: may be missing without a word, or
    with that of `lost`;
    control: a total of other columns. unit: of its cells, where not the table's.
    """

    name: str
    kind: str
    heads: tuple[frozenset[str], ...]
    pick: str | None = None
    key: str | None = None
    formula: Terms = ()
    unit: str | None = None
    control: bool = False
    optional: bool = False
    each: str = ""
    lost: str = ""


@dataclass(frozen=True)
class NamedRow:
    """A row by its label; labels: the bare words that it may be called by.

    keys: its keys by column, where they don't follow from pick and key; columns: the only ones that it has;
    control: a total of other rows; unit: of its cells; zero: what a dash in it means is said (0, not unknown).
    """

    name: str
    labels: frozenset[str]
    pick: str | None = None
    key: str | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    formula: Terms = ()
    unit: str | None = None
    control: bool = False
    told: str = ""


@dataclass(frozen=True)
class CodeRows:
    """FoundRows that are made of codes: 科目, 经济科目 (both by the code that stands in the row), 功能类, 经济类 (by name)."""

    each: str
    pick: str = ""


@dataclass(frozen=True)
class FormBlock:
    """One of the tables that stand side by side; `pick` is joined to what every row and column picks."""

    columns: tuple[FormColumn, ...]
    rows: tuple[NamedRow | CodeRows, ...]
    pick: str = ""

    @property
    def amounts(self) -> Iterator[FormColumn]:
        """The columns with figures."""
        return (column for column in self.columns if column.kind == "amount")

    @property
    def by_code(self) -> CodeRows | None:
        """What its rows are made of when each carries a code."""
        return next((row for row in self.rows if isinstance(row, CodeRows) and row.each in BY_CODE), None)


@dataclass(frozen=True)
class TableForm:
    """names: what the name of its sheet begins with (Z04); titles; numbers: 财决04表; all folded.

    skip: why it is not read, "" where it is; prose: it holds text; lost: what is not known when it is missing;
    instead: the forms that say the same; says: words in its notes -> what they make of a part of its keys.
    """

    id: str
    family: str
    titles: frozenset[str]
    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    blocks: tuple[FormBlock, ...] = ()
    pick: str = ""
    unit: str = ""
    skip: str = ""
    prose: bool = False
    lost: str = ""
    instead: tuple[str, ...] = ()
    lacks: str = ""
    says: tuple[tuple[str, str], ...] = ()
    usual: str = ""
    """The unit of money that it usually has, where that is not the one of the other forms."""


def labels_of(row: NamedRow | CodeRows) -> frozenset[str]:
    """The labels that a row may be called by; rows made of codes have none of their own."""
    return row.labels if isinstance(row, NamedRow) else frozenset()


def words(names: tuple[str, ...]) -> frozenset[str]:
    """Heads as they are compared."""
    return frozenset(fold(name) for name in names)


def row_words(names: tuple[str, ...]) -> frozenset[str]:
    """Labels as they are compared."""
    return frozenset(bare(name) for name in names)


def expand(terms: Terms, names: list[str]) -> Terms:
    """Runs "A..B" over the ordered names written out; names that are not there drop out."""
    result: list[tuple[int, str]] = []
    for sign, term in terms:
        first, run, last = term.partition("..")
        if run and first in names and last in names:
            result.extend((sign, name) for name in names[names.index(first) : names.index(last) + 1])
        elif term in names:
            result.append((sign, term))
    return tuple(result)
