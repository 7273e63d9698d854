"""What a recognised cell says: the shape that forms give and that data, audit and verify take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reportgen.reading.grid import GridCell, Notice, Spot


@dataclass(frozen=True)
class SeenFigure:
    """A figure in a cell. key: as the figures' keys are written (支出.2080101.基本支出, 三公.公务接待费.决算数);
    value in `unit`, blank cells and dashes as None; control: a total or a subtotal, to be compared and never added.

    unit: 元, 千元, 万元, 辆, 台（套）, "" for counts; printed: the text as it stands; computed: the cell is a formula
    without a result that can be trusted, and `value` is what it computes to; stated: its row stands for itself, so that
    a dash or a blank is 0; the rows of a list are not (what they leave out is nothing). label: of its row.
    """

    key: str
    value: Decimal | None
    unit: str
    cell: GridCell
    printed: str
    control: bool = False
    computed: bool = False
    stated: bool = False
    label: str = ""
    column: str = ""


@dataclass(frozen=True)
class RecognisedTable:
    """A grid, or a part of it, that is known: which form it is, why that was thought (名称, 标题, 表号, 表头), what it is
    of.

    names: the codes that it names, with name and place; codes: all that have a row; by_unit: one for each unit; unread:
    cells with something in them that nothing says the meaning of; unit_from: how its unit is known when no line says;
    complete: keys of which it lists every part by 科目, so that a 科目 that it leaves out has nothing; unreadable: keys of
    cells that hold something that is no figure.
    """

    form: str
    title: str
    grid: str
    by: str
    unit: str
    figures: tuple[SeenFigure, ...]
    department: str = ""
    year: int | None = None
    names: Mapping[str, tuple[str, Spot]] = field(default_factory=dict)
    codes: frozenset[str] = frozenset()
    by_unit: bool = False
    unread: tuple[GridCell, ...] = ()
    notices: tuple[Notice, ...] = ()
    family: str = ""
    unit_from: str = ""
    complete: frozenset[str] = frozenset()
    unreadable: frozenset[str] = frozenset()
    wrong: frozenset[Spot] = frozenset()
    """Totals that don't foot."""
    lacking: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Rows that its form has and it has not, each with its keys."""


@dataclass(frozen=True)
class RecognisedFile:
    """All that is known of a file: its tables, the grids that are none of these, and what must be told.

    texts: the sheets that hold text and no figures, by name; units: codes of units -> their names.
    """

    tables: tuple[RecognisedTable, ...]
    ignored: tuple[tuple[str, str], ...]
    """Name of the grid, why it is not read (hidden, 不认识, not needed)."""
    notices: tuple[Notice, ...] = ()
    families: tuple[str, ...] = ()
    kind: str = ""
    department: str = ""
    year: int | None = None
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    wrong: frozenset[Spot] = frozenset()
    """Cells that a total, its parts or another sheet contradict: none of them is a total to be compared with."""

    @property
    def figures(self) -> Iterator[tuple[RecognisedTable, SeenFigure]]:
        """Every figure with its table."""
        return ((table, figure) for table in self.tables for figure in table.figures)

    @property
    def names(self) -> Mapping[str, tuple[str, Spot]]:
        """Codes -> the name that the file gives them, and where."""
        return {code: named for table in reversed(self.tables) for code, named in table.names.items()}
