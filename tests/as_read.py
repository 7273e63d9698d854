"""A composed document as a reader gives a clean print of it: paragraphs as lines, tables as grids."""

from __future__ import annotations

from pathlib import Path

from reportgen.audit.expected import blocks_of
from reportgen.audit.rows import _tables
from reportgen.checks.engine.passages import BlockWords
from reportgen.document import Document
from reportgen.document.grid import place
from reportgen.document.tree import text_of
from reportgen.reading.grid import Grid, GridCell, OpenedFile, Spot, TextLine

NAME = "报告.docx"


def as_read(document: Document) -> OpenedFile:
    """What a reader of the Word file gives."""
    lines = tuple(
        TextLine(BlockWords(block.element).text, Spot(NAME, row=number))
        for number, block in enumerate(blocks_of(document))
    )
    standing = document.reading.standing
    grids = []
    for number, table in enumerate(_tables(document.body), 1):
        cells = {}
        for cell in place(table):
            spot = Spot(NAME, f"表{number}", cell.row, cell.column)
            cells[cell.row, cell.column] = GridCell(text_of(cell.element), spot, rows=cell.rows, columns=cell.columns)
        section = standing[table].section.element
        said = [
            section.find("h2"),
            *(p for p in section.findall("p") if p.get("class") in ("table-number", "table-meta")),
        ]
        above = tuple(TextLine(text_of(line).strip(), Spot(NAME)) for line in said if line is not None)
        grids.append(Grid(f"表{number}", NAME, cells, above))
    return OpenedFile(Path(NAME), "docx", tuple(grids), lines)
