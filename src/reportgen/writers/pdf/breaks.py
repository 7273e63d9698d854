"""Where a line of Chinese may end, and where it ends best: widths of characters in, places out.

Running text fills its lines one after the other (`first_break`). Titles, entries of the contents and
cells are short, so all their lines are chosen together: few, even, and cut where a reader would pause
(`sensible_break`).
"""

from __future__ import annotations

import re
from math import inf
from typing import NamedTuple

CLOSING = "，。、；：）」』》〉”’】〕！？"
OPENING = "（「『《〈“‘【〔"
NOT_FIRST = frozenset(CLOSING + "％·～—…,.;:!?)]}%/-")
NOT_LAST = frozenset(OPENING + "≥≤＞＜￥([{/")
WORD = re.compile(r"[!-~°‰℃]{2,}")
"""Letters and digits that no line may cut."""
LONG_WORD = 24
"""Letters of an address on the web, which lines may cut: behind a mark, else anywhere."""
_IN_ADDRESS = frozenset("/?&=._-#%+:;,@~")
_NARROW = re.compile(r"[!-~°‰℃]")
_POINTS = re.compile(r"（[0-9.]+分?）")
"""What stands together in forms: （20分）."""
SQUEEZED = re.compile(f"[{CLOSING}](?=[{CLOSING}{OPENING}])|(?<=[{OPENING}])[{OPENING}]")
"""Of two marks in a row, the one that loses its empty half."""
TIGHTEST = 0.022
"""How much of a character's width a gap may lose."""
LOOSE = 0.05
"""How much it may gain before it shows in the words and figures, which stay as they are from there on."""
LOOSEST = 0.25
"""How much it may gain; a line that needs more ends where its words do."""
LONELY = 0.09
"""How much it may gain so that a paragraph doesn't end with one character."""

_TERMS = "部门 概况 情况 说明 项目 整体 绩效 目标 指标 决算 预算 拨款 经费 支出 收入 总额 自评 人力 资源 社会 保障 满意 管理 工作 服务 财政 公共 完成 原因 分析 措施 结果 应用 方案 执行 改进"
_WORDS = frozenset(_TERMS.split())
_NAMES = frozenset({"社会保障", "人力资源"})
_YEAR = re.compile(r"\d{4}年")
_OFFICE = re.compile(r"[^市区县省州旗，、　 ]{2,4}和[^，、　 ]{2,8}[局厅委]")
"""人力资源和社会保障局: a name to be read in one."""
_PART = re.compile(r"第[一二三四五六七八九十]+部分[　 ]+")
"""What stands on a line of its own where a title has several."""
LONGEST, LONGEST_CENTRED = 48, 160
"""Characters of a text whose lines are worth choosing all together; a longer one is running text."""


class Break(NamedTuple):
    """Where a line ends, and whether it is to be drawn tighter than it is."""

    at: int
    tight: bool


def may_break(text: str, at: int) -> bool:
    """Whether a line may end before this character."""
    before, after = text[at - 1], text[at]
    if before in _IN_ADDRESS and after not in _IN_ADDRESS and after != " " and _in_long_word(text, at):
        return True
    if after == " " or after in NOT_FIRST or before in NOT_LAST:
        return False
    return before == " " or not (_NARROW.match(before) and _NARROW.match(after))


def _in_long_word(text: str, at: int) -> bool:
    """Whether the place is inside a word that is rather an address."""
    begin = end = at
    while begin and at - begin < LONG_WORD and _NARROW.match(text[begin - 1]):
        begin -= 1
    while end < len(text) and end - at < LONG_WORD and _NARROW.match(text[end]):
        end += 1
    return begin < at < end and end - begin >= LONG_WORD


def _cut_word(text: str, ends: list[float], room: float) -> Break | None:
    """Where a word ends that is longer than the line: at its edge."""
    at = next((n for n, end in enumerate(ends) if end > room), len(text))
    return Break(at, tight=False) if 0 < at < len(text) and _in_long_word(text, at) else None


def weights(text: str, whole_words: bool) -> list[int]:
    """For every character, whether it takes a share of what a line is short or over."""
    found = [1] * len(text)
    for word in WORD.finditer(text) if whole_words else ():
        found[word.start() : word.end()] = [0] * (word.end() - word.start())
    return found


def gaps(text: str, whole_words: bool = False) -> float:
    """Shares of a line: a character has half of its share on either side, none at the ends of the line."""
    found = weights(text, whole_words)
    return sum(found) - (found[0] + found[-1]) / 2


def first_break(text: str, ends: list[float], room: float, em: float, half: float) -> Break | None:
    """Where the first line of running text ends: as near to the margin as it can be.

    `ends` are the right edges of the characters, `half` is what a mark can lose at the end of a line.
    None where no break fits: a word that is longer than the line, and no address.
    """
    last = len(text)
    over = next((n for n, end in enumerate(ends) if end > room), last)
    fits = _legal(text, range(over, 0, -1))
    further = _legal(text, range(over + 1, min(over + 4, last) + 1))
    if further and not _lonely(text, further):
        saved = half if text[further - 1] in CLOSING else 0.0
        need = ends[further - 1] - saved - room
        gap = room - ends[fits - 1] if fits else inf
        if need <= TIGHTEST * em * gaps(text[:further]) and (saved or need < gap * 1.2):
            return Break(further, tight=True)
    if not fits:
        return _cut_word(text, ends, room)
    if _lonely(text, fits):
        earlier = _legal(text, range(fits - 1, 0, -1))
        if earlier and room - ends[earlier - 1] <= LONELY * em * gaps(text[:earlier]):
            fits = earlier
    return Break(fits, tight=False)


def _legal(text: str, places: range) -> int | None:
    """The first of these places where a line may end; the end of the text is one."""
    return next((at for at in places if at == len(text) or may_break(text, at)), None)


def _lonely(text: str, at: int) -> bool:
    """Whether one character would be left for the last line, with the marks that follow it."""
    return at < len(text) and len(text[at:].strip().rstrip(CLOSING)) <= 1


def sensible_break(text: str, ends: list[float], room: float, even: bool, line: float = 6) -> Break | None:
    """Where the first line of a text ends that isn't set to the margin.

    `even` is for centred lines, none of which should stand out; `line` is what one line more costs, measured
    like a `pause`. None where no break fits.
    """
    if ends[-1] <= room:
        return Break(len(text), tight=False)
    if len(text) > (LONGEST_CENTRED if even else LONGEST):
        return first_break(text, ends, room, 0, 0)
    if even and (part := _PART.match(text)):
        return Break(part.end(), tight=False)
    kept = {at for points in _POINTS.finditer(text) for at in range(points.start() + 1, points.end())}
    places = [at for at in range(1, len(text)) if at not in kept and may_break(text, at)]
    costs = {at: pause(text, at) for at in places}

    best: dict[int, tuple[float, int]] = {}
    """For a line that begins here: what all lines from it on cost at least, and where it ends."""
    for start in [*reversed(places), 0]:
        left = ends[start - 1] if start else 0.0
        rest = ends[-1] - left
        if rest <= room:
            uneven = ((room - rest) / room) ** 2 * 2 if even else 0.0
            best[start] = uneven + (20.0 if start and _lonely(text, start) else 0.0), len(text)
            continue
        best[start] = inf, 0
        for at in places:
            width = ends[at - 1] - left
            if at > start and width <= room:
                cost = line + costs[at] + ((room - width) / room) ** 2 * (2 if even else 6) + best[at][0]
                if cost < best[start][0]:
                    best[start] = cost, at

    at = best[0][1]
    return Break(at, tight=False) if at else _cut_word(text, ends, room)


def pause(text: str, at: int) -> float:
    """How much a break here disturbs a reader: 0 where he pauses anyway."""
    before, after, across = text[at - 1], text[at], text[at - 1 : at + 1]
    if before in "　 ，。；：、！？" or _YEAR.match(text, at):
        return 0.0
    if before in "）》”局厅" or after in OPENING:
        return 1.0
    if any(name.start() < at < name.end() for name in _OFFICE.finditer(text)):
        return 12.0
    if (
        across in _WORDS
        or text[max(0, at - 2) : at + 2] in _NAMES
        or after in "局厅表"
        or before in "和与及"
        or across.isdecimal()
    ):
        return 9.0
    if after in "和与及":
        return 4.0
    return 2.0 if text[at : at + 2] in _WORDS or before in "的市区县" else 5.0
