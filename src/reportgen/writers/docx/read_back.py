"""A Word file that came back -> what stands now at each address that the file was written with,
and what stands at none.

Bookmarks are read first, because every editor tried keeps them; where one is gone or has lost words that its control
still has, the control with the same tag is. Words that a reviewer has deleted with changes tracked are gone, words
put in count; who did either is kept.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from reportgen.writers.docx.addresses import ContentControl
from reportgen.writers.docx.bookmark_repair import set_right
from reportgen.writers.docx.elements import Element, W, qn
from reportgen.writers.docx.folded import folded
from reportgen.writers.docx.opened import Opened
from reportgen.writers.docx.paragraph_log import ParagraphLog, paired
from reportgen.writers.docx.sidecar import sidecar
from reportgen.writers.docx.standing import ControlPiece, ControlState, ReviewedFile, Reviewer, UnanchoredText, texts_of

_FALLBACK = qn("mc:Fallback")
_HOLDERS = frozenset(f"{W}{name}" for name in ("p", "ins", "moveTo", "del", "moveFrom", "tr", "sdt"))
_RANGES = ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference")
_SAYING = frozenset(f"{W}{name}" for name in (*_RANGES, "t", "delText", "br", "tab"))
_PROPERTIES = (f"{W}sdtPr", f"{W}pPr", f"{W}rPr", _FALLBACK, f"{W}txbxContent", f"{W}rt")
_NOBODY = "Unknown Author"
_DAY = re.compile(r"[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_CONTENTS = ("TOC", "Contents", "toc ")
"""How the styles of a table of contents begin, whoever saved the file."""


def read_back(content: bytes) -> list[ControlState]:
    """Every address of the file, in its order. Raises NotOurs for a file that carries none."""
    return list(read_all(Opened(content)).standing)


def read_all(opened: Opened, kept: tuple[dict[str, ContentControl], Counter[str]] | None = None) -> ReviewedFile:
    """What the file says now; `kept` are its addresses where an editor lost them. Raises NotOurs."""
    known, plain = kept or sidecar(opened)
    reader = _ControlReader(known, Counter(plain))
    reader.read(opened.document)
    standing = set_right(reader.standing(address) for address in known.values())
    reader.unanchored += reader.log.copies({state.address.name: state.at for state in standing})
    reader.unanchored.sort(key=lambda text: text.at)
    standing = tuple(replace(state, at=reader.log.rest_of(state.at)) for state in standing)
    unanchored, gone = paired(
        [replace(text, at=reader.log.rest_of(text.at)) for text in reader.unanchored], list(reader.plain.elements())
    )
    quoted = {name: "".join(words) for name, words in reader.quoted.items()}
    return ReviewedFile(standing, unanchored, gone, reader.anchors, quoted, reader.log.paragraphs)


@dataclass
class _Open:
    """What is being collected for one address, by its bookmark or by its control."""

    at: int
    pieces: list[ControlPiece] = field(default_factory=list)
    hands: list[Reviewer] = field(default_factory=list)


@dataclass
class _Paragraph:
    """What one paragraph has outside of every address, and the outermost addresses in it."""

    unanchored: list[tuple[int, ControlPiece]] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)


class _ControlReader:
    """Collects what stands inside every open bookmark and control of a known name, and what stands in none."""

    def __init__(self, known: dict[str, ContentControl], plain: Counter[str]) -> None:
        self.plain = plain
        self.unanchored: list[UnanchoredText] = []
        self.anchors: dict[str, str] = {}
        self.quoted: dict[str, list[str]] = {}
        self.log = ParagraphLog()
        self._known = known
        self._ids: dict[str, str] = {}
        self._open: dict[tuple[str, str], _Open] = {}  # by "b" or "t" and name
        self._done: dict[tuple[str, str], list[_Open]] = {}
        self._late: dict[tuple[str, str], list[str]] = {}
        self._hand: list[Reviewer] = []
        self._deleting = False
        self._paragraph: _Paragraph | None = None
        self._last = ""
        self._about: set[str] = set()

    def standing(self, address: ContentControl) -> ControlState:
        """What was collected of an address."""
        by_bookmark, by_tag = (self._done.get((way, address.name), []) for way in "bt")
        if not by_bookmark and not by_tag:
            return ControlState(address, None)
        at = _main_place([*by_tag, *by_bookmark], address.text)
        by_bookmark, by_tag = ([found for found in way if found.at == at] for way in (by_bookmark, by_tag))
        marked, tagged = ("".join(p.text for p in way[0].pieces) if way else None for way in (by_bookmark, by_tag))
        richer = tagged is not None and (marked is None or (marked != tagged and marked in tagged))
        chosen = (by_tag if richer else by_bookmark)[0]
        texts = {"".join(p.text for p in found.pieces) for found in by_tag}
        hands = tuple(dict.fromkeys(hand for hand in chosen.hands if hand.who))
        doubled = len(by_tag) > 1 and len(texts) > 1
        return ControlState(address, tuple(chosen.pieces), hands, doubled=doubled, held=bool(by_tag), at=at)

    def read(self, element: Element) -> None:
        """One element with all that is in it."""
        name = element.tag.removeprefix(W)
        match name:
            case "p":
                self._read_paragraph(element)
            case "ins" | "moveTo":
                self._by(element, self._deleting)
            case "del" | "moveFrom":
                self._by(element, True)
            case "tr":
                with self.log.row():
                    mark = element.find(f"{W}trPr/{W}del")
                    self._hand += [hand_of(mark)] if mark is not None else []
                    self._within(element, self._deleting or mark is not None)
                    del self._hand[len(self._hand) - (mark is not None) :]
            case "sdt":
                self._control(element)
            case _:
                self._within(element, self._deleting)

    def _by(self, element: Element, deleting: bool) -> None:
        self._hand.append(hand_of(element))
        self._within(element, deleting)
        self._hand.pop()

    def _within(self, element: Element, deleting: bool) -> None:
        before, self._deleting = self._deleting, deleting
        for child in element:
            tag = child.tag
            if tag in _HOLDERS:
                self.read(child)
            elif tag not in _PROPERTIES:
                if tag in _SAYING:
                    self._mark(child, tag.removeprefix(W))
                if len(child):
                    self._within(child, deleting)
        self._deleting = before

    def _read_paragraph(self, element: Element) -> None:
        style = element.find(f"{W}pPr/{W}pStyle")
        if style is not None and (style.get(f"{W}val") or "").startswith(_CONTENTS):
            return
        if self._open and not self._deleting:
            self._say("\n")
        outer, self._paragraph = self._paragraph, _Paragraph()
        self.log.begin(element, dict.fromkeys(name for _, name in list(self._open)[:1]))
        self._within(element, self._deleting)
        self._settle(self._paragraph)
        self.log.end(element)
        self._paragraph = outer

    def _control(self, element: Element) -> None:
        if element.find(f"{W}sdtPr/{W}docPartObj") is not None:
            return  # the table of contents
        tag = element.find(f"{W}sdtPr/{W}tag")
        name = "" if tag is None else tag.get(f"{W}val") or ""
        if name not in self._known:
            name = self._bookmark_in(element)
        if not name:
            self._within(element, self._deleting)
            return
        self._begin("t", name)
        self._within(element, self._deleting)
        self._end("t", name)

    def _bookmark_in(self, control: Element) -> str:
        """What a control without its tag holds: LibreOffice drops the tag and ends the bookmark before what is
        typed at its end.
        """
        content = control.find(f"{W}sdtContent")
        if content is None or control.find(f"{W}sdtPr/{W}tag") is not None or content.find(f".//{W}sdt") is not None:
            return ""
        for child in content:
            if child.tag == f"{W}bookmarkStart" and (name := child.get(f"{W}name") or "") in self._known:
                return name
            if any(text.text for text in child.iter() if text.tag in (f"{W}t", f"{W}delText")):
                break
        return ""

    def _mark(self, element: Element, name: str) -> None:
        match name:
            case "bookmarkStart":
                bookmark = element.get(f"{W}name") or ""
                if bookmark in self._known:
                    self._ids[element.get(f"{W}id") or ""] = bookmark
                    self._begin("b", bookmark)
            case "bookmarkEnd":
                self._end("b", self._ids.pop(element.get(f"{W}id") or "", ""))
            case "commentRangeStart":
                number = element.get(f"{W}id") or ""
                self._about.add(number)
                self.anchors.setdefault(number, self._innermost())
            case "commentRangeEnd":
                self._about.discard(element.get(f"{W}id") or "")
            case "commentReference":
                self.anchors.setdefault(element.get(f"{W}id") or "", self._innermost())
            case "t" | "delText":
                self._say(folded(element.text or ""))
            case "br":
                self._say("\n")
            case "tab":
                self._say("\t")

    def _innermost(self) -> str:
        """The address that was opened last, else the last one that was closed."""
        return next((name for _, name in reversed(self._open)), self._last)

    def _say(self, text: str) -> None:
        hand = self._hand[-1] if self._hand else Reviewer()
        if not self._deleting:
            self.log.say(text, hand)
            for number in self._about:
                self.quoted.setdefault(number, []).append(text)
        for opened in self._open.values():
            opened.hands.append(hand)
            if not self._deleting:
                opened.pieces.append(ControlPiece(text, hand))
        if not self._open and not self._deleting and self._paragraph is not None:
            self._paragraph.unanchored.append((len(self._paragraph.inside), ControlPiece(text, hand)))

    def _begin(self, way: str, name: str) -> None:
        if not self._open and self._paragraph is not None and name not in self._paragraph.inside:
            self._paragraph.inside.append(name)
            self.log.name(name)
        for (other, outer), opened in self._open.items():
            if other == way and outer != name:
                opened.pieces.append(ControlPiece(name=name, opens=True))
        self._open[way, name] = _Open(self.log.number)

    def _end(self, way: str, name: str) -> None:
        if (way, name) not in self._open:
            return
        behind = list(self._open)[list(self._open).index((way, name)) + 1 :]
        holding = next((key for key in behind if key[0] == "t" and key[1] != name), None)
        if way == "b" and holding:
            self._late.setdefault(holding, []).append(
                name
            )  # a sentence does not end within a control that stands in it
            return
        opened = self._open.pop((way, name))
        unclosed = [
            inner for other, inner in behind if other == way and any(piece.name == inner for piece in opened.pieces)
        ]
        opened.pieces += [
            ControlPiece(name=inner) for inner in reversed(unclosed)
        ]  # some editors end the outer one first
        self._done.setdefault((way, name), []).append(opened)
        self._last = name
        for (other, _), outer in self._open.items():
            if other == way:
                outer.pieces.append(ControlPiece(name=name))
        for late in self._late.pop((way, name), []):
            self._end("b", late)

    def _settle(self, paragraph: _Paragraph) -> None:
        """What stands outside of every address belongs to the one beside it;
        in a paragraph without any it is unanchored text.
        """
        text = "".join(piece.text for _, piece in paragraph.unanchored).strip()
        if not text:
            return
        if self.plain[text]:
            self.plain[text] -= 1
        elif paragraph.inside and not self._open:
            for at, piece in paragraph.unanchored:
                self._attach(paragraph.inside[max(at - 1, 0)], piece, in_front=at == 0)
        else:
            hand = next((p.hand for _, p in paragraph.unanchored if p.hand.who), Reviewer())
            at, row, cell = self.log.number, self.log.in_row, self.log.in_cell
            self.unanchored.append(UnanchoredText(text, hand, self._last, "", at, row, cell))

    def _attach(self, name: str, piece: ControlPiece, *, in_front: bool) -> None:
        for way in "bt":
            for found in self._done.get((way, name), [])[-1:]:
                found.hands.append(piece.hand)
                found.pieces.insert(0, piece) if in_front else found.pieces.append(piece)


def _main_place(found: list[_Open], text: str) -> int:
    """The paragraph in which an address stands, of several that say it: the one that still says what was written."""
    worded = [one for one in found if any(piece.text for piece in one.pieces)] or found
    return next((one.at for one in worded if texts_of(one.pieces) == text), worded[0].at)


def hand_of(element: Element) -> Reviewer:
    """Who made a change or a comment, and on which day; LibreOffice writes a name and a day where it has none."""
    who, day = element.get(f"{W}author") or "", (element.get(f"{W}date") or "")[:10]
    return Reviewer("未署名" if who == _NOBODY else who, day if _DAY.fullmatch(day) else "")
