"""Text mode: doubled words and marks, broken ordinals, stray Latin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reportgen.checks.engine.passages import FoundText, Passage, Printed
from reportgen.checks.engine.registry import Hit, Outcome, document_check
from reportgen.checks.engine.whose import Prose
from reportgen.checks.typed.telling import first_of_each, hit
from reportgen.model.finding import Level

HAN = r"\u4e00-\u9fff"
PATTERNS = (
    (
        re.compile(
            r"[，。；：、]\s*[，。；：、！？]|[！？][，。；：、]|。[”’）]。|《《|》》|““|””|[≥≤＞＜]\s*[≥≤＞＜]"
        ),
        "标点重复或连用",
        "请删去多余的标点",
    ),
    (re.compile(rf"([{HAN}]{{2,6}})\1"), "字词重复", "请删去重复的字"),
    (
        re.compile(
            r"(?<![目标有])的的(?!确)|(?<!为)了了(?!解)|是是(?!非)|把把|被被|将将|从从(?!容)|及及(?!时)|(?<!合)并并|或或|该该|(?<![现存潜所])在在"
        ),
        "字重复",
        "请删去重复的字",
    ),
    (
        re.compile(
            r"(?<=\d)(万元|亿元|人次|个百分点|%|％|元|人|户|个|场|件|家|辆|名|万)\1(?!均)|(?<=\d)万元元|％%|%％"
        ),
        "单位重复",
        "引用 ｛…｝ 印出的数自带单位，后面不要再写",
    ),
    (
        re.compile(rf"(?<=[{HAN}，。、；])\s*(?:and|the|of|or|in|to|is|are)\s*(?=[{HAN}，。、；])"),
        "夹着外文词",
        "请改成中文",
    ),
)
HALF_WIDTH = re.compile(rf"(?<=[{HAN}])[,;:?!](?=[{HAN}])")
DIGITS = "零一二三四五六七八九十"
ORDINALS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("{}是", re.compile(r"(?:^|[。；：，])([一二三四五六七八九十]{1,3})是(?!否)", re.M)),
    ("第{}", re.compile(r"(?:^|[。；：，])第([一二三四五六七八九十]{1,2})[，、是]", re.M)),
    ("（{}）", re.compile(r"^（([一二三四五六七八九十]{1,3})）", re.M)),
    ("（{}）", re.compile(r"(?:^|[。；：，])（(\d{1,2})）", re.M)),
    ("{}.", re.compile(r"(?:^|[。；：])(\d{1,2})[.．、](?!\d)", re.M)),
    ("{}", re.compile(r"([①-⑳])")),
)
NUMBERED_HEADINGS = ("h1", "h2")
"""Their numbers go on from section to section: C085 holds them against the edition."""
_NUMBER = r"(?:\d{1,2}[.．、](?!\d)|（\d{1,2}）|[①-⑳]|（[一二三四五六七八九十]{1,3}）)"
NUMBERED_TWICE = re.compile(rf"^(?:\d{{1,2}}[.．、]|（[\d一二三四五六七八九十]{{1,3}}）|[①-⑳]) ?({_NUMBER})", re.M)


@document_check(
    "C091",
    level=Level.WARNING,
    title="没有重复的字词、标点，序号不断",
    what="没有连着写两遍的字、标点、单位，同一段没有重复的句子，序号一个接一个",
    why="多半是复制时的手误，读者最先看到",
    remedy="照提示改；一组序号从一重新开始",
    reader="科室",
    aliases=("V33-113", "CMM-东湖2023"),
)
def words_or_marks_doubled(printed: Printed) -> Iterator[Outcome]:
    for pattern, problem, remedy in PATTERNS:
        for found in printed.find(pattern):
            if not _meant(found):
                yield _hit(printed, found, problem, remedy)
    for found in first_of_each(printed, HALF_WIDTH):
        yield hit(
            printed, found.passage, found.start, found.end, "中文里用了半角标点", "请改成全角标点", level=Level.HINT
        )
    yield from _ordinals(printed)
    yield from _numbered_twice(printed)
    for passage in printed.passages:
        yield from _sentences(printed, passage)


def _meant(found: FoundText) -> bool:
    """一步一步, and 失业保险保险费: words that are rightly said twice."""
    words, after = found.match.group(), found.passage.text[found.end : found.end + 1]
    return bool(re.fullmatch("一.一.", words)) or (words == "保险保险" and after in tuple("费金待关"))


def _hit(printed: Printed, found: FoundText, problem: str, remedy: str) -> Hit:
    words = found.match.group()
    return hit(printed, found.passage, found.start, found.end, f"{problem}：{words}", remedy)


def _sentences(printed: Printed, passage: Passage) -> Iterator[Outcome]:
    if passage.text.count("。") < 2:
        return
    seen: set[str] = set()
    for sentence in passage.text.split("。"):
        if len(sentence) >= 12 and sentence in seen:
            start = passage.text.rfind(sentence)
            yield hit(
                printed, passage, start, start + len(sentence), "同一段里这句话写了两次", "请删去一句", said=sentence
            )
        seen.add(sentence)


def _ordinals(printed: Printed) -> Iterator[Outcome]:
    """Every style of number goes 1, 2, 3 … within a section; it may start again at 1 anywhere.

    The numbers inside a person's text are a list of their own: the section's numbers go on behind it as before, or
    behind the last one of it. As a person's numbers follow each other in the data they follow each other in print,
    where the one before may stand in another cell, or behind words without a stop.
    Numbers that begin paragraphs go on behind those that run on in one of them, and behind a list of their style that
    stands between two of them (the 科目 of a term in a numbered glossary).
    """
    for style, pattern in ORDINALS:
        last: dict[object, int] = {}
        heads: dict[object, list[int]] = {}
        whole: tuple[object, int] = ("", 0)
        for found in printed.find(pattern):
            passage, number = found.passage, _value(found.match[1])
            if passage.tag in NUMBERED_HEADINGS:
                continue
            at = found.start + found.match.start(1) - found.match.start()
            prose = printed.origin(passage, at, at + len(found.match[1]))
            loose = prose is None and passage.tag in ("td", "th")  # a cell may quote any number
            listed = (passage.section, passage.tag) if passage.tag == "h3" else passage.section
            within: object = (passage.section, list_of(prose)) if prose else passage if loose else listed
            begun, opens = _begun(passage, at, prose, pattern)
            named = opens and prose is not None and _of_a_row(prose)
            before = number - 1 if named else last.get(within, number - 1 if loose else begun)
            goes_on = whole == (passage.section, number - 1)
            if not passage.text[: found.start].strip():
                goes_on = _next_of_a_list(heads.setdefault(within, []), number) or goes_on
            last[within] = number
            whole = (passage.section, number)
            if number in (1, before + 1) or goes_on or (prose and _typed_behind(printed, prose, pattern, number)):
                continue
            problem = f"「{style.format(found.match[1])}」前面没有「{style.format(_like(found.match[1], number - 1))}」"
            if before:
                problem += f"，前一个是「{style.format(_like(found.match[1], before))}」"
            yield hit(printed, passage, at, at + len(found.match[1]), f"序号断了：{problem}", "请把序号接上")


def _next_of_a_list(open_lists: list[int], number: int) -> bool:
    """Whether a paragraph's number is the next one of a list that is open, the innermost first; those within it end."""
    at = next((n for n in reversed(range(len(open_lists))) if open_lists[n] == number - 1), None)
    if at is not None:
        del open_lists[at:]
    elif number != 1:
        open_lists.clear()
    open_lists.append(number)
    return at is not None


def _typed_behind(printed: Printed, prose: Prose, pattern: re.Pattern[str], number: int) -> bool:
    """Whether the number stands next behind the one before it wherever it was typed below the same key of the data."""
    loaded = printed.book.loaded
    texts = [text for address, text in loaded.texts.items() if loaded.addresses[address][:1] == prose.path[:1]]
    typed = [_value(found[1]) for text in texts for found in pattern.finditer(text.strip())]
    return {before for before, now in pairwise([0, *typed]) if now == number} == {number - 1}


def list_of(prose: Prose) -> tuple[str | int, ...]:
    """What a number in a person's text counts: the items of a list as one."""
    path = prose.path
    while isinstance(path[-1], int):
        path = path[:-1]
    return path


def _of_a_row(prose: Prose) -> bool:
    """Whether it is a cell of a table of the data: a name that each of its forms prints, with the numbers in it."""
    return len(prose.path) > 1 and isinstance(prose.path[-2], int) and isinstance(prose.path[-1], str)


def _begun(passage: Passage, at: int, prose: Prose | None, pattern: re.Pattern[str]) -> tuple[int, bool]:
    """The number that a person's text begins with, where it is not found in print: it stands behind words of the
    template; 0 for none. And whether the number at `at` is the one that the text begins with.
    """
    first = pattern.match(prose.text) if prose else None
    if prose is None or first is None:
        return 0, False
    opens = passage.text.startswith(prose.text, at - first.start(1))
    return 0 if opens else _value(first[1]), opens


def _numbered_twice(printed: Printed) -> Iterator[Outcome]:
    """1.1.贯彻…: the template numbers what a person numbered."""
    told = set()
    for found in printed.find(NUMBERED_TWICE):
        at = found.start + found.match.start(1) - found.match.start()
        prose = printed.origin(found.passage, at, found.end)
        if prose is None or list_of(prose) in told or not prose.raw.startswith(found.match[1]):
            continue
        told.add(list_of(prose))
        problem = f"序号写了两次：版式已经编了号，文字又以「{found.match[1]}」开头"
        yield hit(printed, found.passage, at, found.end, problem, "请删去文字里的序号")


def _value(text: str) -> int:
    if text.isdigit() and text.isascii():
        return int(text)
    if "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return DIGITS.index(text[0])
    return (DIGITS.index(tens) if tens else 1) * 10 + (DIGITS.index(ones) if ones else 0)


def _like(text: str, number: int) -> str:
    """A number written the way `text` is."""
    if text.isdigit() and text.isascii():
        return str(number)
    if "①" <= text <= "⑳":
        return chr(ord("①") + number - 1)
    if number <= 10:
        return DIGITS[number]
    return (DIGITS[number // 10] if number >= 20 else "") + "十" + (DIGITS[number % 10] if number % 10 else "")
