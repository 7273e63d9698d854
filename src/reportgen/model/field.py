"""What a field of the data says of itself, once: its Chinese term, its table, its keys, its figures,
what a roll-over keeps.

Loader, drafts, roll-over, schema page, records and messages ask it here (through `model.schema`); nobody else says it
again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from pydantic import Field
from pydantic.fields import FieldInfo

Rolls = Literal[
    "", "kept", "said", "anew", "anew if written", "emptied", "left out",
    "closing", "score", "before last", "formulas", "measured",
]  # fmt: skip
"""What stands for a value when the next year begins.

"": what the fields below say, and for a plain value `kept`; said: kept, and its default is written too; anew: 待填; anew
if written: 待填, but what was nothing stays nothing; closing: last year's 年末; score: what last year's report gave; before
last: what last year compared with; formulas: what follows from others stays; measured: 待填 where the result of the row
was measured and the text has a number, not where a formula gives it.
"""
KeysOf = Literal[
    "",
    "figure",
    "last year's figure",
    "fund",
    "subject",
    "subject or project",
    "code",
    "project",
    "economic",
    "vehicle",
]
Missing = Literal["", "asked", "unknown", "blank"]
NAME = "代号"
"""The column that names a row where a table says nothing else."""
SECRET = "涉密"  # noqa: S105 - the column that marks a row, no password
TOTAL = "合计"
LEVEL = "层级"
"""The column with both levels of an indicator: 产出/数量."""


@dataclass(frozen=True)
class Table:
    """How a field is written whose text is a table.

    names_rows: the columns that say which row it is; beside: columns of words that belong to them; words: other columns
    of words in a table of amounts; cells: what stands in the rest; kinds: columns that are read in a way of their own;
    columns, rows: all that there may be, where the table is open; of_each: columns for each form and project ({} is its
    name); choices: the few words that a column may have; heads: they name figures (一般公共.基本支出); each: a mapping of such
    tables; rolls: columns that begin the year in a way of their own; shifts: columns that take the place of others, as
    上年 that of 前年.
    """

    names_rows: tuple[str, ...] = (NAME,)
    beside: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    cells: Literal["text", "amount"] = "text"
    kinds: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    of_each: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    heads: bool = False
    each: bool = False
    rolls: Mapping[str, Rolls] = field(default_factory=dict)
    shifts: Mapping[str, str] = field(default_factory=dict)

    @property
    def first(self) -> str:
        """The column that the keys become when the table is written as a mapping."""
        return self.names_rows[0] if len(self.names_rows) == 1 else NAME

    @property
    def measures(self) -> tuple[str, ...]:
        """The columns that say something of a row."""
        return tuple(c for c in self.columns if c not in (*self.names_rows, *self.beside, *self.words))

    def kind_of(self, column: str) -> str:
        """What kind of value stands in a column; '' where the model of the row says it."""
        if column in self.kinds or self.cells == "text":
            return self.kinds.get(column, "")
        return "text" if column in (*self.names_rows, *self.beside, *self.words) else "amount"


@dataclass(frozen=True)
class Keys:
    """What the keys of a mapping name.

    names: the only ones there may be, besides `also`, of which nobody asks; totals: sums of the others, which are
    stated apart.
    """

    of: KeysOf = ""
    names: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    digits: tuple[int, ...] = ()


ANY_KEYS = Keys()


@dataclass(frozen=True)
class Term:
    """What a field says besides its type.

    parts: it may be written in several files. key: the key of the figure that stands in it, {} for the names on the way
    to it, {栏} for the row's cell in that column. unit: of that figure, or by its name. missing: what a key of it is
    when nobody wrote it (asked: never 0; unknown, blank: a figure in that state). prose: True, sentences that stay as
    typed; False, no sentences at all. refers: the table whose rows it names. group: its heading in the reference.
    """

    table: Table | None = None
    parts: bool = False
    keys: Keys = ANY_KEYS
    key: str = ""
    unit: str | Mapping[str, str] = ""
    missing: Missing = ""
    prose: bool | None = None
    refers: str = ""
    rolls: Rolls = ""
    group: str = ""


PLAIN = Term()


def term(
    name: str,
    description: str,
    *,
    example: str = "",
    default: Any = ...,
    ge: int | None = None,
    le: int | None = None,
    table: Table | None = None,
    parts: bool = False,
    keys: Keys = ANY_KEYS,
    key: str = "",
    unit: str | Mapping[str, str] = "",
    missing: Missing = "",
    prose: bool | None = None,
    refers: str = "",
    rolls: Rolls = "",
    group: str = "",
) -> Any:
    """A field under its Chinese term, with what to write there and all else that it says (see `Term`).

    example: as one would type it. A figure with a unit is of one year: unless it says otherwise, the next one asks it
    anew.
    """
    rolls = rolls or ("anew" if key and unit else "")
    said = Term(table, parts, keys, key, unit, missing, prose, refers, rolls, group)
    return Field(
        default,
        alias=name,
        description=description,
        examples=[example] if example else None,
        ge=ge,
        le=le,
        json_schema_extra=cast("Any", {"term": said}) if said != PLAIN else None,
    )


def term_of(info: FieldInfo) -> Term:
    """What a field says."""
    extra = info.json_schema_extra
    return cast("Term", extra["term"]) if isinstance(extra, dict) else PLAIN
