"""What a recognised cell says: the shape that forms give and that data, audit and verify take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reportgen.reading.grid import GridCell, Notice, Spot


@dataclass(frozen=True)
class SeenFigure:
    """A figure in a cell. key: as the figures' keys are written (支出.2080101.基本支出, 三公经费.公务接待费.决算数);
    value in `unit`, blank cells and dashes as None; control: a total or a subtotal, to be compared and never added.

    unit: 元, 千元, 万元, 辆, 台（套）, "" for counts; printed: the text as it stands.
    """

    key: str
    value: Decimal | None
    unit: str
    cell: GridCell
    printed: str
    control: bool = False


@dataclass(frozen=True)
class RecognisedTable:
    """A grid, or a part of it, that is known: which form it is, why that was thought (名称, 标题, 表头), what it is of.

    names: the codes that it names, with name and place; unread: cells with something in them that nothing says the
    meaning of.
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
    unread: tuple[GridCell, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True)
class RecognisedFile:
    """All that is known of a file: its tables, the grids that are none of these, and what must be told."""

    tables: tuple[RecognisedTable, ...]
    ignored: tuple[tuple[str, str], ...]
    """Name of the grid, why it is not read (hidden, 不认识, not needed)."""
    notices: tuple[Notice, ...] = ()
