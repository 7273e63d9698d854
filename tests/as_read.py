"""A composed document as a reader gives a clean print of it: paragraphs as lines, tables as grids."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

from reportgen.audit.beside.expected import blocks_of
from reportgen.checks.engine.passages import BlockWords
from reportgen.document import Document
from reportgen.document.grid import place
from reportgen.document.tree import text_of
from reportgen.reading.grid import Grid, GridCell, OpenedFile, Spot, TextLine

NAME = "报告.docx"
_OVER = 12
"""Lines above a table that a reader gives with it."""


def as_read(document: Document) -> OpenedFile:
    """What a reader of the Word file gives."""
    lines = tuple(
        TextLine(BlockWords(block.element).text, Spot(NAME, row=number))
        for number, block in enumerate(blocks_of(document))
    )
    grids: list[Grid] = []
    between: list[TextLine] = []
    blocks = {block.element: TextLine(BlockWords(block.element).text, Spot(NAME)) for block in blocks_of(document)}
    for element in document.body.iter():
        if element in blocks:
            between.append(blocks[element])
        elif element.tag == "table":
            grids.append(_grid(element, f"表{len(grids) + 1}", tuple(between[-_OVER:])))
            between.clear()
    return OpenedFile(Path(NAME), "docx", tuple(grids), lines)


def _grid(table: ET.Element, name: str, above: tuple[TextLine, ...]) -> Grid:
    cells = {}
    for cell in place(table):
        spot = Spot(NAME, name, cell.row, cell.column)
        cells[cell.row, cell.column] = GridCell(text_of(cell.element), spot, rows=cell.rows, columns=cell.columns)
    return Grid(name, NAME, cells, above)
