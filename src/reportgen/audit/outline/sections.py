"""Parts and sections of a file beside those of its edition: missing, misplaced, misnumbered, not as in the contents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from reportgen.audit.finding import AuditFinding
from reportgen.audit.outline.headings import BELOW, PART, SECTION, NumberedLine, Outline, ordinal
from reportgen.audit.text.letters import fold
from reportgen.editions import Edition
from reportgen.editions.edition import Section
from reportgen.model.finding import Level
from reportgen.model.rising import longest_rising
from reportgen.reading.grid import Spot

_FITS = 0.7
"""Share of the edition's sections that a file must have for one to be missing."""
_ALIKE = 0.8
_SHORTER = 0.75
_LEAST = 4
_WORDING = re.compile(r"<[^>]*>|\{[^}]*\}|20\d\d年度?|[\"“”‘’、,，（）()]|的|\s")
_TAIL = re.compile(r"(?:总体|有关)?(?:情况)?(?:的?说明)?$")
_TABLE = re.compile(r"表\d*$")
_MOST_OF_IT = 0.6
"""Share of the letters of a line that what a section is about must be for the line to be its heading."""


def section_findings(outline: Outline, edition: Edition) -> tuple[list[AuditFinding], str]:
    """What is found, and why nothing was looked for."""
    found = [*_numbering(outline), *_contents(outline)]
    wanted = [
        section
        for part in edition.parts
        if not part.tables
        for section in part.sections
        if len(_about(section.heading)) >= _LEAST
    ]
    headings = [line for line in outline.body if line.heading]
    places = _placed(wanted, headings)
    known = [place for place in places if place is not None]
    if not wanted or len(known) < _FITS * len(wanted):
        return found, f"版式里的 {len(wanted)} 节只认出 {len(known)} 节，没有查缺哪一节"
    others = [_bare(headings[place].words) for place in known]
    for section, place in zip(wanted, places, strict=True):
        if place is None and not (section.needs or section.unless) and not _told(section, outline, others):
            yield_at = _before(wanted, places, section, headings)
            heading = _plain(section.heading)
            found.append(_finding("A016", yield_at, heading, "这一节没有找到", Level.WARNING))
    kept = longest_rising(known)
    for n, place in enumerate(known):
        line = headings[place]
        if n not in kept and line.level == SECTION:
            found.append(_finding("A017", line.spot, line.shown, "的顺序和版式不同", Level.WARNING))
    if any(one.code == "A016" for one in found):  # the number that it leaves out is no second one
        found = [one for one in found if "跳过" not in one.problem]
    return [*found, *_parts(outline, edition)], ""


def _finding(code: str, spot: Spot | None, said: str, problem: str, level: Level, expected: str = "") -> AuditFinding:
    return AuditFinding(code, level, spot, "", said, problem, expected, sure="可能")


def _plain(words: str) -> str:
    return fold(re.sub(r"<[^>]*>|\{[^}]*\}", "", words)).lstrip("一二三四五六七八九十、")


def _bare(words: str) -> str:
    return _WORDING.sub("", fold(words))


def _placed(wanted: Sequence[Section], headings: Sequence[NumberedLine]) -> list[int | None]:
    """Which heading is that of each section: the one most like it, and each only once."""
    alike: list[tuple[float, int, int]] = []
    for w, section in enumerate(wanted):
        words = _about(section.heading)
        for n, line in enumerate(headings):
            own = _about(line.words)
            if _TABLE.search(own) and not _TABLE.search(words):
                continue
            if min(len(own), len(words)) >= _LEAST and line.level != PART:
                same = (
                    1.0
                    if own == words
                    else 0.99
                    if own.endswith(words) and line.level == SECTION
                    else _ratio(words, own)
                )
                alike.append((same, -w, -n))
    found: dict[int, int] = {}
    for same, w, n in sorted(alike, reverse=True):
        if same >= _ALIKE and -w not in found and -n not in found.values():
            found[-w] = -n
    return [found.get(w) for w in range(len(wanted))]


def _alike(wanted: str, own: str) -> float:
    """A heading may have the department's name before it."""
    return 1.0 if own == wanted else 0.99 if own.endswith(wanted) else _ratio(wanted, own)


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _told(section: Section, outline: Outline, others: Sequence[str]) -> bool:
    """Whether what a section is about is told under a heading that is of none of the others."""
    about = _about(section.heading)
    lines = (_bare(line) for line in outline.lines)
    longest = len(about) / _MOST_OF_IT
    free = (line for line in lines if len(_about(line)) <= longest and not any(one in line for one in others))
    return len(about) < _LEAST or any(about in line and not _TABLE.search(line) for line in free)


def _about(heading: str) -> str:
    """The words of a heading without 情况说明."""
    return _TAIL.sub("", _bare(_plain(heading)))


def _before(
    wanted: Sequence[Section], places: Sequence[int | None], section: Section, headings: Sequence[NumberedLine]
) -> Spot | None:
    """Where a missing section should stand: at the heading before it."""
    at = next(n for n, one in enumerate(wanted) if one is section)
    before = next((place for place in reversed(places[:at]) if place is not None), None)
    return headings[before].spot if before is not None else None


def _parts(outline: Outline, edition: Edition) -> Iterator[AuditFinding]:
    """第N部分 of which there is none."""
    own = {line.number for line in outline.body if line.level == PART}
    wanted = [_plain(part.contents or part.heading) for part in edition.parts if not (part.needs or part.unless)]
    numbered = [match for words in wanted if (match := re.match(r"第([一二三四五六七八九])部分", words))]
    if len(own) < 2:
        return
    for match in numbered:
        name, text = match.string[match.end() :], _bare(outline.text)
        number = "〇一二三四五六七八九".index(match[1])
        tables = name.endswith("表") or not name  # a part of tables may stand on sheets of their own
        if number not in own and not tables and _bare(name) not in text:
            yield _finding("A016", None, match.string, "这一部分没有找到", Level.WARNING)


def _numbering(outline: Outline) -> Iterator[AuditFinding]:
    """Numbers that stand twice, or leave one out."""
    lists: list[NumberedLine] = []  # the last line of each list that may go on
    for line in outline.body:
        if line.level == PART:
            lists = []
            continue
        own = [one for one in lists if one.level == line.level]
        goes_on = next((one for one in reversed(own) if one.number == line.number - 1), None)
        before = own[-1] if own else None
        last = goes_on or before
        lists = [*(lists if line.number == 1 or last is None else lists[: lists.index(last)]), line]
        if line.number > 1 and goes_on is None and before is not None and line.heading:
            yield from _misnumbered(outline, before, line)


def _misnumbered(outline: Outline, before: NumberedLine, line: NumberedLine) -> Iterator[AuditFinding]:
    due = before.number + 1
    expected = NumberedLine(line.level, due, line.words, line.spot, line.at).shown
    if line.number == before.number and _bare(line.words) != _bare(before.words) and before.heading:
        problem = f"的编号和前面的「{before.shown[:20]}」一样"
        yield _finding("A017", line.spot, line.shown, problem, Level.WARNING, expected)
    elif line.number == before.number + 2 and not _stands(outline, before, line, due):
        problem = f"的编号跳过了{ordinal(due)}，前面是「{before.shown[:20]}」"
        yield _finding("A017", line.spot, line.shown, problem, Level.WARNING, expected)


def _stands(outline: Outline, before: NumberedLine, line: NumberedLine, number: int) -> bool:
    """Whether the number that is left out stands within a line."""
    mark = f"({ordinal(number)})" if line.level == BELOW else f"{ordinal(number)}、"
    return mark in outline.source[before.at : line.at].replace("\n", "")


def _contents(outline: Outline) -> Iterator[AuditFinding]:
    """Entries that no heading has, and headings whose number is another one."""
    headings = [line for line in outline.body if line.level in (PART, SECTION)]
    text = _bare(outline.text)
    for entry in outline.contents:
        if entry.level == BELOW or len(_bare(entry.words)) < _LEAST:
            continue
        same = [line for line in headings if line.level == entry.level and _same(entry, line)]
        numbered = [
            line for line in headings if (line.level, line.part, line.number) == (entry.level, entry.part, entry.number)
        ]
        if any(line.number == entry.number for line in same) or (not same and _bare(entry.words) in text):
            continue
        if same and all(line.part == entry.part for line in same) and len(same) == 1:
            problem = f"正文里是「{same[0].shown}」"
            yield _finding("A018", entry.spot, entry.shown, problem, Level.WARNING)
        elif not same:
            other = next((line for line in numbered if line.heading), None)
            if other and _ratio(_bare(entry.words), _bare(other.words)) >= _SHORTER:
                continue  # the contents have it shorter
            problem = f"正文里是「{other.shown}」" if other else "正文里没有这个标题"
            yield _finding("A018", entry.spot, entry.shown, problem, Level.WARNING)


def _same(entry: NumberedLine, line: NumberedLine) -> bool:
    """Whether a heading has the words of an entry, as far as its line goes."""
    one, other = _bare(entry.words), _bare(line.words)
    return one == other or (min(len(one), len(other)) >= _LEAST and (one.startswith(other) or other.startswith(one)))
