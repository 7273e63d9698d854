"""What a workbook's sheets have besides values: formulas, number formats, rows and columns that are hidden."""

from __future__ import annotations

from dataclasses import dataclass, field

Place = tuple[int, int]
"""Row and column from 0."""
GENERAL = "General"


@dataclass
class SheetDetails:
    """Of one sheet. height, width: behind the last cell with something in it; formulas without the = before them."""

    height: int = 0
    width: int = 0
    formulas: dict[Place, str] = field(default_factory=dict)
    formats: dict[Place, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def reach(self, row: int, column: int) -> None:
        """There is something in this cell."""
        self.height, self.width = max(self.height, row + 1), max(self.width, column + 1)
