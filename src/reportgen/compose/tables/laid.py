"""A table as it is laid out: every cell with its figure, its formula and its address."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.compose.tables.head import HeadCell
from reportgen.editions import TableDefinition
from reportgen.model.figure import Figure


@dataclass(frozen=True)
class LaidCell:
    """A body cell. Amount cells have an address and may have a figure; `terms` are the addresses it sums.

    printed: the key under which the figure is printed, in the unit of the table; zeros: a 0 is printed too.
    """

    kind: str
    text: str = ""
    address: str = ""
    figure: Figure | None = None
    printed: str = ""
    zeros: bool = False
    awaited: bool = False
    terms: tuple[tuple[int, str], ...] = ()
    row_terms: tuple[tuple[int, str], ...] = ()
    column_terms: tuple[tuple[int, str], ...] = ()
    indent: int = 0
    style: str = ""
    colspan: int = 1
    row: str = ""
    column: str = ""

    @property
    def is_amount(self) -> bool:
        """Whether it is for a figure."""
        return self.kind == "amount"

    @property
    def is_line(self) -> bool:
        """Whether it holds the number of its line (行次)."""
        return self.kind == "line"

    @property
    def is_code(self) -> bool:
        """Whether it holds the code of a subject."""
        return self.kind == "code"

    @property
    def is_strong(self) -> bool:
        """Whether it is printed bold."""
        return self.style == "strong"

    @property
    def is_total(self) -> bool:
        """Whether it is the name of a total."""
        return self.style == "total"

    @property
    def tells(self) -> bool:
        """Whether a figure is printed in it: most forms leave the cell of a 0 empty."""
        if self.figure is None or self.figure.state == "unknown":
            return self.figure is not None and self.awaited
        return self.zeros or not self.figure.zero

    @property
    def formula(self) -> str:
        """'+t-income-a2-3 +t-income-a3-3', as the document carries it; '' without a formula."""
        return " ".join(f"{'+' if sign > 0 else '-'}{name}" for sign, name in self.terms)


@dataclass(frozen=True)
class LaidRow:
    """One printed row across all legs."""

    cells: tuple[LaidCell, ...]
    style: str = ""


@dataclass(frozen=True)
class LaidTable:
    """A table ready to be printed and checked."""

    definition: TableDefinition
    label: str
    widths: tuple[float, ...]
    head: tuple[tuple[HeadCell, ...], ...]
    column_numbers: tuple[HeadCell, ...]
    rows: tuple[LaidRow, ...]
    notes: tuple[str, ...]
    nil: str
    head_lines: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """How messages call it: 公开01表, or its title where tables have no number."""
        return self.label or f"《{self.definition.title}》"

    @property
    def id(self) -> str:
        """The document's id of this table: t-income."""
        return f"t-{self.definition.id}"

    def cells(self) -> tuple[LaidCell, ...]:
        """All amount cells."""
        return tuple(c for row in self.rows for c in row.cells if c.kind == "amount" and c.address)
