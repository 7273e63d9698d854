"""Table definitions and figures -> laid-out tables: every cell with its figure, formula and address."""

from reportgen.compose.tables.laid import LaidCell, LaidRow, LaidTable
from reportgen.compose.tables.layout import lay_out, table_label

__all__ = ["LaidCell", "LaidRow", "LaidTable", "lay_out", "table_label"]
