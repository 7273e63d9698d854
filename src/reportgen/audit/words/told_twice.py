"""Sentences that a file has twice, word for word but for one digit of a number or one word of direction."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from reportgen.audit.finding import AuditFinding
from reportgen.audit.text.letters import fold
from reportgen.audit.text.paragraphs import TextParagraph
from reportgen.audit.text.stream import Stream
from reportgen.model.finding import Level
from reportgen.reading.grid import OpenedFile, Spot

_CLAUSE = re.compile(r"[^，。；;:]+[，。；;:]?")
_MARKS = "，。；;:"
_OTHER = re.compile(r"[年月日号时届元]")
"""What is behind a number that may differ: dates, and money, which stands under its name in many places."""
_VALUE = re.compile(
    r"(?<![\d.])\d[\d,]*(?:\.\d+)?(?:[年月日号时届元]|万元)?|增加|增长|上升|提高|减少|下降|降低|大于|小于|高于|低于|超过"
)
_LIST = re.compile(r"^\(?(?:\d{1,2}[.、)]|[一二三四五六七八九十]+[、)]|[①-⑳])")
_LEAST, _LEAST_BOTH = 8, 16
"""Letters of a clause, and of two, that nobody writes twice by chance."""
_OFTEN, _DIGITS = 2, 3


@dataclass(frozen=True)
class SaidWords:
    """A clause, or two. letters: without its numbers and directions, which are values."""

    text: str
    letters: str
    values: tuple[str, ...]
    section: str
    spot: Callable[[], Spot | None]
    both: bool


def twice_findings(
    opened: OpenedFile, stream: Stream, paragraphs: Sequence[TextParagraph], known: Sequence[AuditFinding]
) -> Iterator[AuditFinding]:
    """What is said otherwise than elsewhere in the same words, unless one of both is known to be wrong."""
    told = {(one.spot, one.words) for one in known}
    groups: dict[tuple[str, bool], list[SaidWords]] = defaultdict(list)
    for said in _all(opened, stream, paragraphs):
        groups[said.letters, said.both].append(said)
    for (_, both), group in groups.items():
        if len(group) > 1 and (found := _of_group(group, both=both)) and (found.spot, found.words) not in told:
            told.add((found.spot, found.words))
            if not any(_about(one, group) for one in known):
                yield found


def _about(one: AuditFinding, group: Sequence[SaidWords]) -> bool:
    """Whether a finding is of these very words."""
    end = one.said[-_LEAST:]
    return any(
        (end in said.text or any(value in one.said for value in said.values if len(value) >= _DIGITS))
        and one.spot == said.spot()
        for said in group
    )


def _of_group(group: Sequence[SaidWords], *, both: bool) -> AuditFinding | None:
    """What is said once, where all others say it alike. both: words of two clauses, which nobody writes by chance."""
    times = Counter(said.values for said in group)
    if len(times) != len(("usual", "other")):
        return None
    (usual, often), (other, once) = times.most_common()
    pair = _one_apart(usual, other)
    if once > 1 or pair is None or (not both and (often < _OFTEN or pair[0][0].isdigit())):
        return None
    wrong = next(said for said in group if said.values == other)
    right = next(said for said in group if said.values == usual)
    return _finding(wrong, right, pair, often)


def _one_apart(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, str] | None:
    """The values that differ, where these are one of each and no more than a digit or a direction apart."""
    different = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(different) != 1:
        return None
    a, b = different[0]
    if not a[0].isdigit():
        return different[0]
    near = len(a) == len(b) > 1 and sum(x != y for x, y in zip(a, b, strict=True)) == 1
    return different[0] if near and not _OTHER.search(a) else None


def _finding(wrong: SaidWords, right: SaidWords, pair: tuple[str, str], often: int) -> AuditFinding:
    number = pair[0][0].isdigit()
    there = "同样的话" if often == 1 else f"同样的话（{often} 处）"
    problem = f"里的 {pair[1]} 和别处{there}里的 {pair[0]} 不同"
    own, there_is = wrong.spot(), right.spot()
    cells = tuple(spot for spot in (own, there_is) if spot) if often == 1 else ()
    code = "A030" if number else "A002"
    said = wrong.text if len(wrong.text) < 80 else f"{wrong.text[:79]}…"
    basis = (f"「{right.text[:60]}」",)
    return AuditFinding(code, Level.WARNING, own, wrong.section, said, problem, "", basis, "可能", pair[1], cells)


def _all(opened: OpenedFile, stream: Stream, paragraphs: Sequence[TextParagraph]) -> Iterator[SaidWords]:
    """The clauses, and each two of them that follow one another."""
    for paragraph in paragraphs:
        yield from _of_text(paragraph.text, paragraph.section, partial(_spot, stream, paragraph.start))
    for grid in opened.grids:
        for cell in grid.cells.values():
            words = fold(cell.text)
            if len(words) >= _LEAST_BOTH:
                yield from _of_text(words, grid.name, partial(_same, cell.spot))


def _same(spot: Spot, _: int) -> Spot:
    return spot


def _spot(stream: Stream, start: int, at: int) -> Spot | None:
    return stream.spot(start + at)


def _of_text(text: str, section: str, spot: Callable[[int], Spot | None]) -> Iterator[SaidWords]:
    clauses = [*_CLAUSE.finditer(text)]
    for n, clause in enumerate(clauses):
        if said := _said(clause[0], section, partial(spot, clause.start()), both=False):
            yield said
        if n and (said := _said(clauses[n - 1][0] + clause[0], section, partial(spot, clause.start()), both=True)):
            yield said


def _said(words: str, section: str, spot: Callable[[], Spot | None], *, both: bool) -> SaidWords | None:
    """None for words that say nothing of value, and for a row of a table, which its number ends."""
    plain = _LIST.sub("", words.replace("\n", "")).rstrip(_MARKS)
    values = tuple(match[0] for match in _VALUE.finditer(plain))
    letters = _VALUE.sub("▪", plain)
    if not values or plain[-1].isdigit() or len(letters) < (_LEAST_BOTH if both else _LEAST):
        return None
    return SaidWords(plain, letters, values, section, spot, both)
