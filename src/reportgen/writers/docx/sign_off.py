"""The slip (送审单) that came back -> what was ticked, what was written beside it, who signed on which day.

Which words the slip offers for ticking is read from what the file was written with, so that an edition may word it as
it likes: a line of choices, each behind an empty box, in a cell of a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportgen.writers.docx.elements import Element, W, qn
from reportgen.writers.docx.folded import folded
from reportgen.writers.docx.opened import Opened

_EMPTY = "□☐○◯▢"
_TICKED = "☑☒√✓✔✕✖✗✘■●◉⊠▣✅Rþý"
"""R, þ and ý are ticked boxes in the fonts Wingdings 2 and Wingdings, whose letters an editor may leave."""
_SYMBOLS = {"0052", "F052", "00FE", "F0FE", "00FC", "F0FC", "0050", "F050", "00FD", "F0FD", "0053", "F053"}
_CHOICE = re.compile(rf"[{_EMPTY}]\s*([^\s{_EMPTY}]+)")
_SIGNED = re.compile(r"(?:签名|签字|签章)[：:]?\s*(.*?)\s*(?:日期[：:]?\s*(.*))?$", re.DOTALL)
_DAY = re.compile(r"((?:19|20)\d\d)\s*[年.\-/]\s*(\d{1,2})\s*[月.\-/]\s*(\d{1,2})")
_STRUCK = ("strike", "dstrike")
_STRESSED = ("b", "u", "highlight", "em")
_OFF = ("0", "false", "off", "none")


@dataclass(frozen=True)
class SignOff:
    """What a leader decided: the choices that are ticked, the words beside them, and who signed when ('' for nobody).

    where: the head of the cell. read: the paragraphs that said it, so that nobody tells them again.
    """

    ticked: tuple[str, ...]
    words: str
    who: str
    day: str
    where: str
    read: frozenset[str]
    signed: tuple[tuple[str, str], ...] = ()
    """Other cells that were filled in: their head, and what stands there."""


@dataclass(frozen=True)
class _Piece:
    text: str
    struck: bool
    stressed: bool


def sign_off(opened: Opened, plain: Iterable[str]) -> SignOff | None:
    """What was decided; None where nothing was ticked, written or signed; `plain`: the words it was written with."""
    before = {_bare(text) for text in plain}
    offered = next((text for text in plain if len(_CHOICE.findall(text)) > 1), "")
    choices = _CHOICE.findall(offered)
    if not choices:
        return None
    for paragraph in opened.document.iter(f"{W}p"):
        said = "".join(piece.text for piece in _pieces(paragraph))
        if all(choice in said for choice in choices):
            cell = next((above for above in paragraph.iterancestors() if above.tag == f"{W}tc"), None)
            return _decided(paragraph, cell, choices, before) if cell is not None else None
    return None


def _decided(paragraph: Element, cell: Element, choices: list[str], before: set[str]) -> SignOff | None:
    pieces = list(_pieces(paragraph))
    ticked, more = _ticked(pieces, choices)
    words, who, day, read = [more] if more else [], "", "", {letters_of(_text(paragraph))}
    for other in cell.iter(f"{W}p"):
        said = _text(other)
        if other is paragraph or not said or _bare(said) in before:
            continue
        read.add(letters_of(said))
        if found := _SIGNED.match(said):
            who, day, rest = _signature(found)
            words += [rest] if rest else []
        else:
            words.append(said)
    read |= {text for text in map(letters_of, before) if _SIGNED.match(text)}  # what stood there is not gone
    where = _head_of(cell, before)
    signed = tuple(_signed(cell, before))
    read |= {letters_of(line) for _, text in signed for line in text.split("\n")}
    if not (ticked or words or who or day or signed):
        return None
    return SignOff(tuple(ticked), "\n".join(words), who, day, where, frozenset(read), signed)


def _signature(found: re.Match[str]) -> tuple[str, str, str]:
    """The name and the day of a signature, and what else was written into it."""
    who = " ".join((found[1] or "").replace("_", " ").split())
    day = _DAY.search(found[2] or found[1] or "")
    iso = f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}" if day else ""
    who = _DAY.sub("", who).strip(" 日，,")
    written = re.sub(r"[年月日\s]", "", found[2] or "")
    return who, iso, "" if day or not written else f"日期：{found[2].strip()}"


def _ticked(pieces: list[_Piece], choices: list[str]) -> tuple[list[str], str]:
    """The choices that are ticked, and words that were written on their line; where all but one are struck out or
    one alone is marked, it is that one.
    """
    said = "".join(piece.text for piece in pieces)
    at = [said.index(choice) for choice in choices]
    ends = [start + len(choice) for start, choice in zip(at, choices, strict=True)]
    found: set[str] = set()
    words = ""
    for n, (start, end) in enumerate(zip([0, *ends], [*at, len(said)], strict=True)):
        gap = said[start:end]
        behind = re.match(rf"[{_TICKED}]+", gap) if n else None
        if behind and (n == len(at) or gap[behind.end() :].strip()):  # 同意公开√: right behind its words
            found.add(choices[n - 1])
            gap = gap[behind.end() :]
        if n < len(at) and any(c in _TICKED for c in gap):
            found.add(choices[n])
        words += re.sub(rf"[\s\u3000{_EMPTY}{_TICKED}]+", " ", gap)
    struck, stressed = (_formatted(pieces, at, choices, kind) for kind in ("struck", "stressed"))
    if not found and struck and len(struck) == len(choices) - 1:
        found = set(choices) - set(struck)
    if not found and len(stressed) == 1:
        found = set(stressed)
    return [choice for choice in choices if choice in found], words.strip()


def _formatted(pieces: list[_Piece], at: list[int], choices: list[str], kind: str) -> list[str]:
    flags = [getattr(piece, kind) for piece in pieces for _ in piece.text]
    return [c for start, c in zip(at, choices, strict=True) if all(flags[start : start + len(c)])]


def _signed(cell: Element, before: set[str]) -> Iterator[tuple[str, str]]:
    """Other cells near by that were filled in by hand."""
    table = next((above for above in cell.iterancestors() if above.tag == f"{W}tbl"), None)
    rows = [] if table is None else list(table.iterchildren(f"{W}tr"))
    own = next((n for n, row in enumerate(rows) if cell in row.iter(f"{W}tc")), 0)
    for row in rows[max(own - 2, 0) :]:
        head = ""
        for other in row.iter(f"{W}tc"):
            said = "\n".join(filter(None, map(_text, other.iter(f"{W}p"))))
            if _bare(said) in before:
                head = said
            elif other is not cell and said and head:
                yield head, said


def _head_of(cell: Element, before: set[str]) -> str:
    row = next((above for above in cell.iterancestors() if above.tag == f"{W}tr"), cell)
    heads = [_text(p) for other in row.iter(f"{W}tc") if other is not cell for p in other.iter(f"{W}p")]
    return next((head for head in heads if head and _bare(head) in before), "")


def _pieces(element: Element) -> Iterator[_Piece]:
    """The runs of a paragraph that stand there now; a struck-out one says so."""
    for run in element.iter(f"{W}r"):
        if any(above.tag in (f"{W}del", f"{W}moveFrom", qn("mc:Fallback")) for above in run.iterancestors()):
            continue
        text = "".join(map(_character, run))
        if text:
            yield _Piece(text, _has(run, _STRUCK), _has(run, _STRESSED))


def _character(element: Element) -> str:
    if element.tag == f"{W}t":
        return folded(element.text or "")
    if element.tag == f"{W}sym":
        return "☑" if (element.get(f"{W}char") or "").upper() in _SYMBOLS else "□"
    return " " if element.tag in (f"{W}tab", f"{W}br") else ""


def _has(run: Element, names: tuple[str, ...]) -> bool:
    found = (run.find(f"{W}rPr/{W}{name}") for name in names)
    return any(e is not None and (e.get(f"{W}val") or "").lower() not in _OFF for e in found)


def _text(paragraph: Element) -> str:
    return "".join(piece.text for piece in _pieces(paragraph)).strip()


def _bare(text: str) -> str:
    return re.sub(r"[\s\u3000_]+", "", text)


def letters_of(text: str) -> str:
    """The words of a line of the slip, without boxes and ticks: so that it is known again."""
    return re.sub(rf"[\s\u3000_{_EMPTY}{_TICKED.replace('R', '')}]+", "", text)
