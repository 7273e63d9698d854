"""A file beside the report that its own tables make: figures, directions and nil sentences that contradict them.

Only what surely rests on cells of the file is told. Where the report has words that the file hasn't, or the file says
nothing of a figure, there is no finding: one of its kind need not be this very one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from reportgen.audit.beside.against import FigureOrigins, in_tables
from reportgen.audit.beside.align import PrintedBlock
from reportgen.audit.beside.expected import WantedBlock, blocks_of
from reportgen.audit.beside.sentences import TextComparison, compare_text
from reportgen.audit.finding import AuditFinding
from reportgen.audit.tables.seen_tables import SeenTables
from reportgen.audit.text.letters import ANYTHING, fold, letters_of
from reportgen.audit.text.stream import Stream
from reportgen.build import BuiltReport
from reportgen.document.provenance import Origins
from reportgen.figures import UnknownKey
from reportgen.model.figure import Figure
from reportgen.model.finding import Source
from reportgen.model.selection import NotAnAddress, parse
from reportgen.reading.grid import OpenedFile, Spot
from reportgen.recognise.amounts import SIZES, in_yuan
from reportgen.recognise.labels import heading
from reportgen.recognise.seen import SeenFigure

_LEAST_OURS = 0.5
"""Share of the report's sentences that a file must have for a missing one to be missed."""
_LEAST_WORDS = 12
_SENTENCES = ("A001", "A002", "A003", "A030")
_ALIKE = 8
_MOST_CHANGED, _WORD = 0.08, 4
"""Share of a sentence's letters that may be others, and how many on end."""


@dataclass
class Alone:
    """A file and what was made of its tables. numbers: how many in sentences were compared."""

    opened: OpenedFile
    seen: SeenTables
    stream: Stream
    made: BuiltReport
    _origins: Origins = field(default_factory=Origins)

    @cached_property
    def blocks(self) -> tuple[WantedBlock, ...]:
        """Of the report."""
        return blocks_of(self.made.document)

    @cached_property
    def text(self) -> TextComparison:
        """The report's blocks beside the file's text."""
        origins = FigureOrigins(self.made.book)
        return compare_text(self.blocks, self.stream, origins.of, words=False, elsewhere=in_tables(self.opened))

    @cached_property
    def _cells(self) -> dict[tuple[str, int, int], Spot]:
        return {(f.cell.spot.sheet, f.cell.spot.row, f.cell.spot.column): f.cell.spot for _, f in self.seen.figures}

    @cached_property
    def _by_key(self) -> dict[str, list[SeenFigure]]:
        found: dict[str, list[SeenFigure]] = {}
        for _, figure in self.seen.figures:
            found.setdefault(_canonical(figure.key), []).append(figure)
        return found

    @property
    def ours(self) -> bool:
        """Whether the file is written in the words of its edition."""
        worth = [b for b in self.blocks if not b.contents and not b.heading and len(b.letters.letters) >= _LEAST_WORDS]
        return bool(worth) and sum(b.number in self.text.standing for b in worth) >= _LEAST_OURS * len(worth)

    def findings(self, told: Sequence[AuditFinding]) -> Iterator[AuditFinding]:
        """What is not told yet, of what no cell is to blame that was told already."""
        blamed = {place for one in told for place in _places((*one.cells, *((one.spot,) if one.spot else ())))}
        blamed |= self.unlike
        for standing in self.text.standing.values():
            if _fits(standing):
                yield from self._of(standing, blamed)
        if self.ours:
            yield from self._nil(told)

    def _of(self, standing: PrintedBlock, blamed: set[tuple[str, int, int]]) -> Iterator[AuditFinding]:
        for one in self.text.by_block.get(standing.block.number, ()):
            cells = self._rests_on(one.key) if one.code in _SENTENCES else ()
            if cells and not blamed.intersection(_places(cells)) and not self._stands(one):
                yield replace(one, cells=cells)

    def _rests_on(self, key: str) -> tuple[Spot, ...]:
        """The cells of the file that a figure is made of; none where anything of it is unknown."""
        try:
            figure = self.made.book.resolve(key)
        except UnknownKey:
            return ()
        leaves = self._origins.of(figure) if figure.certain else {}
        found: list[Spot] = []
        for leaf in leaves:
            own = self._of_source(leaf.source) if leaf.source else []
            if not own or leaf.value is None:
                return ()
            found += own
        return tuple(dict.fromkeys(found))

    @cached_property
    def unlike(self) -> set[tuple[str, int, int]]:
        """Cells of figures that the report has otherwise: what was made of them is not to be trusted."""
        found: set[tuple[str, int, int]] = set()
        for _, seen in self.seen.figures:
            try:
                figure = self.made.book.resolve(seen.key)
            except UnknownKey:
                continue
            if not figure.certain or seen.value is None:
                continue
            grain = max(SIZES.get(seen.unit, Decimal(0)), SIZES.get(figure.unit, Decimal(0))) * Decimal("0.01")
            if abs(in_yuan(seen.value, seen.unit) - in_yuan(figure.value or Decimal(0), figure.unit)) > grain:
                found.update(_places((seen.cell.spot, *self._spots(figure))))
        return found

    def _spots(self, figure: Figure) -> Iterator[Spot]:
        return (spot for leaf in self._origins.of(figure) if leaf.source for spot in self._of_source(leaf.source))

    def _of_source(self, source: Source) -> list[Spot]:
        _, _, sheet = source.file.partition("!")
        at = [(sheet, source.line - 1, source.column - 1)]
        at += [(s, int(row) - 1, _column(letters)) for s, letters, row in _ALSO.findall(source.also)]
        return [self._cells[place] for place in at if place in self._cells]

    def _stands(self, one: AuditFinding) -> bool:
        """Whether a cell of the very figure has what the sentence says: then it was the report that added wrongly."""
        printed = one.words.replace(",", "")
        if _rounded_alike(printed, one.expected.replace(",", "")):
            return True
        return any(f.printed.replace(",", "").strip() == printed for f in self._by_key.get(_canonical(one.key), ()))

    def _was_read(self, place: str) -> bool:
        """Whether the table of a place was read: only then it is known that it is empty."""
        titles = (re.sub(r"\{[^}]*\}|<[^>]*>", "", title) for title in self.seen.titles.values())
        return any(heading(title) in fold(place) for title in titles)

    def _nil(self, told: Sequence[AuditFinding]) -> Iterator[AuditFinding]:
        """Sentences below empty tables that stand fewer times than they should."""
        if any(one.code == "A005" for one in told):
            return
        text = self.stream.letters.letters + letters_of(in_tables(self.opened)).letters
        wanted = [(block, max(block.letters.letters.split(ANYTHING), key=len)) for block in self.blocks if block.nil]
        counts = Counter(words for _, words in wanted)
        if not any(words in text for words in counts):  # an office that says it in its own words
            return
        for words, times in counts.items():
            if len(words) < _LEAST_WORDS or text.count(words) >= times:
                continue
            own = [one for one in self.text.findings if one.code == "A005" and self._was_read(one.place)]
            numbers = {block.number for block, its in wanted if its == words}
            lost = [one for number in numbers for one in self.text.by_block.get(number, ()) if one in own]
            yield from lost[: times - text.count(words)]


_AMOUNT = re.compile(r"-?\d+(?:\.\d+)?")
_ALSO = re.compile(r"[＋−]([^＋−!]+)!([A-Z]+)(\d+)")


def _rounded_alike(one: str, other: str) -> bool:
    """Whether two amounts are the same to the places of the one that has fewer; a cell in 元 told in whole 万元."""
    if not (_AMOUNT.fullmatch(one) and _AMOUNT.fullmatch(other)):
        return False
    places = min(len(text.partition(".")[2]) for text in (one, other))
    grain = Decimal(1).scaleb(-places)
    return abs(Decimal(one) - Decimal(other)) < grain and "." in one + other and len(one) != len(other)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _canonical(key: str) -> str:
    try:
        return parse(key).key
    except NotAnAddress:
        return key


def _places(spots: Sequence[Spot]) -> Iterator[tuple[str, int, int]]:
    return ((spot.sheet, spot.row, spot.column) for spot in spots if spot.sheet)


def _fits(standing: PrintedBlock) -> bool:
    """Whether a block is printed word for word, but for numbers and a few words."""
    changed = [max(one.last - one.first, one.printed_last - one.printed_first) for one in standing.changes]
    return sum(changed) <= len(standing.block.letters.letters) * _MOST_CHANGED and max(changed, default=0) <= _WORD


def without_repeated(told: Sequence[AuditFinding], more: Sequence[AuditFinding]) -> list[AuditFinding]:
    """Both; what was told of the same clause by its own numbers is the same cause."""
    places = [(one.spot, one.said) for one in more if one.spot]
    kept = [
        one
        for one in told
        if one.code not in _SENTENCES or not any(one.spot == spot and _alike(one.said, said) for spot, said in places)
    ]
    return [*kept, *more]


def _alike(one: str, other: str) -> bool:
    """Whether two stretches of the same line are of one clause."""
    return any(one[n : n + _ALIKE] in other for n in range(max(len(one) - _ALIKE + 1, 1)))
