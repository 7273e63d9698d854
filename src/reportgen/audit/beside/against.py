"""A published file against the report that a department's data give: figure by figure, word by word."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.audit.beside.expected import WantedBlock, blocks_of
from reportgen.audit.beside.rows import side_of, tables_of
from reportgen.audit.beside.sentences import TextComparison, compare_text
from reportgen.audit.beside.tables import TableComparison, compare_tables
from reportgen.audit.finding import AuditFinding, in_order
from reportgen.audit.text.letters import fold
from reportgen.audit.text.stream import Stream, stream_of
from reportgen.document import Document
from reportgen.document.provenance import sources_of
from reportgen.figures import FigureBook, UnknownKey
from reportgen.model.figure import Figure
from reportgen.reading.grid import OpenedFile

_MOST_CELLS = 4


@dataclass(frozen=True)
class Compared:
    """A file beside a report of ours."""

    blocks: tuple[WantedBlock, ...]
    stream: Stream
    text: TextComparison
    tables: TableComparison

    @property
    def findings(self) -> tuple[AuditFinding, ...]:
        """All, in the order of the file."""
        return in_order((*self.text.findings, *self.tables.findings))


def compared(opened: OpenedFile, document: Document, book: FigureBook, *, words: bool = True) -> Compared:
    """words: the report is this very one, so that every word that differs is told; False: it is one of its kind."""
    blocks, stream = blocks_of(document), stream_of(opened.lines)
    origins = FigureOrigins(book)
    text = compare_text(blocks, stream, origins.of, words=words, elsewhere=in_tables(opened))
    grids = [side_of(grid) for grid in opened.grids]
    tables = compare_tables(list(tables_of(document)), grids, origins.of, words=words)
    return Compared(blocks, stream, text, tables)


def in_tables(opened: OpenedFile) -> str:
    """What stands in tables and right above them, row by row."""
    parts: list[str] = []
    for grid in opened.grids:
        parts += [fold(line.text) for line in grid.above]
        parts += ["".join(fold(cell.text) for _, cell in grid.row(row)) for row in range(grid.height)]
    return "\n".join(parts)


class FigureOrigins:
    """The key of a figure -> where it comes from, in words."""

    def __init__(self, book: FigureBook) -> None:
        self.book = book

    def of(self, key: str) -> tuple[str, ...]:
        """The places of what was written for it, nearest first; its formula with the figures in it."""
        try:
            figure = self.book.resolve(key)
        except UnknownKey:
            return (key,)
        places = [str(source) for source in sources_of(figure) if source][:_MOST_CELLS]
        if places:
            return (f"{figure.key}：{'、'.join(places)}",)
        inputs = figure.origin.inputs[:_MOST_CELLS]
        return (f"{figure.key} ＝ {figure.origin.formula}", *map(self._shown, inputs)) if inputs else (figure.key,)

    def _shown(self, figure: Figure) -> str:
        places = [str(source) for source in sources_of(figure) if source][:2]
        value = self.book.printed(figure) if figure.certain else ""
        return f"{figure.key} {value}{figure.unit if value else ''}{f'（{places[0]}）' if places else ''}"
