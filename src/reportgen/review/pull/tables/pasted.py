"""Cells without an address in the tables of a file that came back -> what they say otherwise than the draft did.

A table that was pasted, and rows that were typed anew, are read by the edition's own tables: each figure is compared
under its key. What can't be told of which figure it is goes whole to the opinions.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from reportgen.document.tree import squeeze
from reportgen.edition_tables.recognised import EditionTables
from reportgen.figures import FigureBook
from reportgen.reading.grid import GridCell, Spot
from reportgen.recognise.cells import holds_amount
from reportgen.review.pull.current_report import OUTSIDE, CurrentReport
from reportgen.review.pull.edits import Edit, EditKind, OutsideData
from reportgen.review.pull.tables.compared import Comparison, TypedCell
from reportgen.review.pull.tables.understood import SentFigures, Understood, understand
from reportgen.review.pull.tables.word_tables import Place, WordTable, cut, joined, tables_of
from reportgen.writers.docx.standing import ReviewedFile, Reviewer, UnanchoredText

_UNKNOWN = "粘贴的表没有认出是报告里的哪一张，或一多半的数和报告里的不同：一个数也没有取，请对照着改数据"
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年")
_NOWHERE = Spot("稿件")


@dataclass
class Pasted:
    """What such tables say: edits, figures, and what is thereby settled of the file."""

    edits: list[Edit] = field(default_factory=list)
    typed: list[TypedCell] = field(default_factory=list)
    settled: set[str] = field(default_factory=set)
    """Names of addresses of which nothing more is to be said."""
    read: set[int] = field(default_factory=set)
    """Paragraphs of which nothing more is to be said."""
    heads: list[str] = field(default_factory=list)
    """Words of the tables in the place of which they stand."""

    def rest_of(self, returned: ReviewedFile) -> ReviewedFile:
        """The file without what was read here."""
        left, gone = Counter(self.heads), []
        for words in returned.gone:
            left[squeeze(words)] -= 1
            if left[squeeze(words)] < 0:
                gone.append(words)
        return replace(returned, unanchored=tuple(self.free_of(returned)), gone=tuple(gone))

    def free_of(self, returned: ReviewedFile) -> list[UnanchoredText]:
        """What stands at no address and was not read here. Words that stand in many tables (合计) were taken for those
        that were written where they first stand: as many are given back.
        """
        own = {text.at for text in returned.unanchored}
        taken = Counter(returned.paragraphs[n].text.strip() for n in self.read if n not in own)
        left = []
        for text in returned.unanchored:
            if text.at in self.read:
                continue
            if text.row and not text.was and taken[text.text]:
                taken[text.text] -= 1
            else:
                left.append(text)
        return left


def pasted(returned: ReviewedFile, report: CurrentReport, book: FigureBook) -> Pasted:
    """What stands in tables without an address."""
    reader = _Reader(returned, report, book)
    before: WordTable | None = None
    for table in tables_of(returned.paragraphs):
        before = reader.read(table, before) if reader.is_foreign(table) else table
    return reader.found


class _Reader:
    """One file on its way."""

    def __init__(self, returned: ReviewedFile, report: CurrentReport, book: FigureBook) -> None:
        self.found = Pasted()
        self._returned, self._report, self._book = returned, report, book
        self._states = {state.address.name: state for state in returned.standing}
        own = (state.address for state in returned.standing if state.address.place not in OUTSIDE)
        self._sent = SentFigures(own, book)
        self._known = EditionTables(book.edition)

    def _names(self, numbers: frozenset[int]) -> set[str]:
        """The addresses that stand in paragraphs."""
        return {
            name
            for number in numbers
            for name in self._returned.paragraphs[number].names
            if name in self._states and self._states[name].at == number
        }

    def _free(self, table: WordTable) -> list[UnanchoredText]:
        """What stands in a table at no address."""
        return [text for text in self.found.free_of(self._returned) if text.at in table.numbers]

    def is_foreign(self, table: WordTable) -> bool:
        """Whether somebody put figures into it, or made all of it."""
        names, free = self._names(table.numbers), self._free(table)
        about = {*names, *(text.after for text in free)}
        if not free or any(n in self._states and self._states[n].address.place in OUTSIDE for n in about):
            return False
        return not names or any(holds_amount(GridCell(text.text, _NOWHERE)) for text in free)

    def read(self, table: WordTable, before: WordTable | None) -> WordTable:
        """One table, by itself or as the rest of the one before; what nobody understands is told whole, where all of
        it is new. Gives it as it was read.
        """
        if understood := self._understood(table):
            return self._parts(table, understood)
        if before and not table.above and not self._names(table.numbers):
            whole = joined(before, table)
            rest = {place for place, numbers in whole.paragraphs.items() if {*numbers} <= table.numbers}
            if understood := self._understood(whole, rest):
                self._compare(whole, understood, rest)
                return whole
        if not self._names(table.numbers):
            self._told_whole(table)
        return table

    def _understood(self, table: WordTable, own: set[Place] | None = None) -> Understood | None:
        found = understand(table.grid, self._known, self._sent, own)
        year = str(self._book.loaded.data.year)
        return found if found and not self._of_another_year(table, found, year) else None

    @staticmethod
    def _of_another_year(table: WordTable, found: Understood, year: str) -> bool:
        """Whether the table's own lines over its head name another year; what stands above it is the draft's."""
        layout, cells = found.recognised.reading.layout, found.recognised.reading.cells
        texts = (cell.text for row in range(max(table.above, 0), layout.first) for _, cell in cells.beginning(row))
        return any(said != year for text in texts for said in _YEAR.findall(text))

    def _parts(self, table: WordTable, understood: Understood) -> WordTable:
        """A table, of which the lower part may be another one."""
        reading = understood.recognised.reading
        for row in range(reading.layout.data + 1, table.grid.height):
            words = [cell for _, cell in reading.cells.beginning(row)]
            if not words or any(holds_amount(cell) for cell in words):
                continue
            upper, lower = cut(table, row)
            if self._known.begins(lower.grid):
                self._compare(upper, self._understood(upper) or understood, set(upper.paragraphs))
                return self.read(lower, upper)
        self._compare(table, understood, set(table.paragraphs))
        return table

    def _compare(self, table: WordTable, understood: Understood, own: set[Place]) -> None:
        foreign = {place for place in own if not self._names(frozenset(table.paragraphs[place]))}
        compared = Comparison(self._returned, self._report, self._book, self._sent, table, understood, foreign)
        self.found.edits += compared.edits()
        self.found.typed += compared.typed
        self.found.settled |= compared.settled
        self.found.heads += compared.heads
        self.found.read |= {number for place in foreign for number in table.paragraphs[place]}

    def _told_whole(self, table: WordTable) -> None:
        free = self._free(table)
        address = self._states[free[0].after].address if free[0].after in self._states else None
        where = f"{self._report.where(address)}之后" if address else ""
        hands = tuple(dict.fromkeys(text.hand for text in free if text.hand != Reviewer()))
        rows = sorted({row for row, _ in table.paragraphs})
        words = "\n".join(filter(None, (table.words(row, self._returned.paragraphs) for row in rows)))
        self.found.edits.append(Edit(EditKind.PARAGRAPH, where, "", words, hands, OutsideData(_UNKNOWN)))
        self.found.read |= table.numbers
