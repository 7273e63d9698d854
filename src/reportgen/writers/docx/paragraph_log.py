"""The paragraphs of a Word file that came back, in their order, as they are with every tracked change accepted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from reportgen.writers.docx.cell_places import CellPlaces
from reportgen.writers.docx.elements import Element, W
from reportgen.writers.docx.standing import CellPlace, ReadParagraph, Reviewer, UnanchoredText


@dataclass
class _Logged:
    """A paragraph while it is read; `home` is what it stands in."""

    home: Element | None
    row: int
    cell: int
    place: CellPlace | None
    names: dict[str, None] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    hands: list[Reviewer] = field(default_factory=list)
    runs_on: bool = False


class ParagraphLog:
    """Goes along with the reader of addresses; a paragraph within another (in a text box) stands behind that."""

    def __init__(self) -> None:
        self._all: list[_Logged] = []
        self._open: list[int] = []
        self._rows: list[int] = []
        self._cells: dict[Element, int] = {}
        self._places = CellPlaces()
        self._count = 0

    @property
    def number(self) -> int:
        """The paragraph that is read; between two of them the next one."""
        return self._open[-1] if self._open else len(self._all)

    @property
    def in_row(self) -> int:
        """The row of a table that is read; 0 outside of tables."""
        return self._rows[-1] if self._rows else 0

    @property
    def in_cell(self) -> int:
        """The cell of the paragraph that is read; 0 outside of tables."""
        return self._all[self._open[-1]].cell if self._open else 0

    @contextmanager
    def row(self) -> Iterator[None]:
        """While a row of a table is read."""
        self._count += 1
        self._rows.append(self._count)
        yield
        self._rows.pop()

    def begin(self, paragraph: Element, names: Iterable[str]) -> None:
        """A paragraph begins, within these addresses."""
        self._open.append(len(self._all))
        home = paragraph.getparent()
        cell = self._cells.setdefault(home, len(self._cells) + 1) if home is not None and self._rows else 0
        place = self._places.of(paragraph) if self._rows else None
        self._all.append(_Logged(home, self.in_row, cell, place, dict.fromkeys(names)))

    def end(self, paragraph: Element) -> None:
        """It ends; where its mark was deleted or moved away, the next one is its rest."""
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        gone = mark is not None and any(mark.find(f"{W}{kind}") is not None for kind in ("del", "moveFrom"))
        self._all[self._open.pop()].runs_on = gone

    def name(self, name: str) -> None:
        """An address begins that stands in no other."""
        self._all[self._open[-1]].names[name] = None

    def say(self, text: str, hand: Reviewer) -> None:
        """Words that stand in the file now."""
        if self._open:
            self._all[self._open[-1]].words.append(text)
            self._all[self._open[-1]].hands.append(hand)

    @property
    def paragraphs(self) -> tuple[ReadParagraph, ...]:
        """All of them; one that runs on is empty, and the one behind it has its words and addresses."""
        found: list[ReadParagraph] = []
        names: dict[str, None] = {}
        text = ""
        for logged, after in zip(self._all, [*self._all[1:], None], strict=True):
            names, text = names | logged.names, text + "".join(logged.words)
            if logged.runs_on and after is not None and after.home is logged.home:
                found.append(ReadParagraph((), "", logged.row, logged.cell, logged.place))
                continue
            found.append(ReadParagraph(tuple(names), text, logged.row, logged.cell, logged.place))
            names, text = {}, ""
        return tuple(found)

    def rest_of(self, number: int) -> int:
        """The paragraph that has the words of this one, when those before it run on."""
        while 0 <= number < len(self._all) - 1 and self._all[number].runs_on:
            if self._all[number + 1].home is not self._all[number].home:
                break
            number += 1
        return number

    def copies(self, places: Mapping[str, int]) -> Iterator[UnanchoredText]:
        """Paragraphs whose addresses all stand elsewhere: somebody has copied them."""
        last = ""
        for number, logged in enumerate(self._all):
            text = "".join(logged.words).strip()
            if logged.names and text and number not in {places.get(name, number) for name in logged.names}:
                hand = next((hand for hand in logged.hands if hand.who), Reviewer())
                yield UnanchoredText(text, hand, last, at=number, row=logged.row, cell=logged.cell)
            elif logged.names:
                last = list(logged.names)[-1]


def paired(unanchored: list[UnanchoredText], gone: list[str]) -> tuple[tuple[UnanchoredText, ...], tuple[str, ...]]:
    """A heading that reads otherwise now is told as changed, not as one gone and one new."""
    from difflib import get_close_matches

    found = []
    for text in unanchored:
        near = get_close_matches(text.text, gone, 1, 0.5)
        if near:
            gone.remove(near[0])
        found.append(replace(text, was=near[0] if near else ""))
    return tuple(found), tuple(gone)
