"""The lines of a table on their way to rows: cells with their columns, and what was wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportgen.model.finding import Finding, Level, Source

Cell = tuple[str, int]
"""A cell's text and its column in the line, counted from 1."""


@dataclass
class WrittenRow:
    """A line of a table, split into cells."""

    line: int
    raw: str
    cells: list[Cell]


@dataclass
class TableLines:
    """A table on its way; problems are collected."""

    source: Source
    rows: list[WrittenRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def say(
        self,
        code: str,
        message: str,
        line: int,
        column: int,
        remedy: str,
        level: Level = Level.ERROR,
        corrected: str = "",
    ) -> None:
        """Collect a finding."""
        self.findings.append(
            Finding(code, level, message, Source(self.source.file, line, column), remedy=remedy, corrected=corrected)
        )


def cells_of(line: str, tabbed: bool = False) -> list[Cell]:
    """The cells of a line; `tabbed`: those of the head stand between tabs."""
    separator = "\t" if "\t" in (line if tabbed else line.strip()) and "|" not in line else "|"
    body = line if separator == "\t" else line.rstrip()
    cells: list[Cell] = []
    start = 0
    for piece in body.split(separator):
        lead = len(piece) - len(piece.lstrip())
        cells.append((piece.strip(), start + lead + 1))
        start += len(piece) + 1
    if separator == "|" and body.lstrip().startswith("|"):
        cells = cells[1:]
    return cells
