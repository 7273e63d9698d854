"""What is printed -> what it tells: every number with its unit, the words that it is told of, and how it is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from reportgen.checks.engine.passages import Passage, Printed
from reportgen.checks.engine.whose import Prose
from reportgen.editions.directions import Directions
from reportgen.model.figure import WAN
from reportgen.model.indicator import REPORT, TABLE
from reportgen.model.once import once
from reportgen.model.prose import BARE

Role = Literal["", "done", "target", "before", "change", "share"]
"""How a number is meant: as what was reached, what was aimed at, what was last year, how much more or less, a part of a
whole or for each; '' where the words don't say.
"""
Bound = Literal["", "about", "least", "most"]
FACTS = "事实"
_UNITS = (
    "个百分点|人次|人天|场次|批次|车次|课时|学时|平方米|平方公里|公里|公顷|分钟|小时|个月|个工作日|工作日|天|台（套）|元|人|名|户|家|件|场|"
    "笔|批|次|辆|台|套|项(?!目)|条(?!件|例)|份|亩|平米|㎡|吨|分(?!别|类|析|管|局|公司)|%|个|张|本|篇|期|所(?!有|在)|处(?!理|置|级)|间|座|宗|起|例"
    "|块|班(?!子)|幅|支(?!出|付)|村|街道|社区"
)
_NUMBER = re.compile(
    rf"(?<![\dA-Za-z.,])(-?\d[\d,]*(?:\.\d+)?)(余|多)?\s*(万亿|亿|千万|百万|十万|万|千|百)?(余|多)?\s*({_UNITS})?(余|多|左右|上下)?"
)
_SCALES = {
    "": Decimal(1),
    "百": Decimal(10) ** 2,
    "千": Decimal(10) ** 3,
    "万": Decimal(10) ** 4,
    "十万": Decimal(10) ** 5,
    "百万": Decimal(10) ** 6,
    "千万": Decimal(10) ** 7,
    "亿": Decimal(10) ** 8,
    "万亿": Decimal(10) ** 12,
}
_ALIKE = {"名": "人", "场次": "场", "平米": "平方米", "㎡": "平方米", "个工作日": "工作日"}
_WIDE = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_DIGITS = dict(zip("一二两三四五六七八九", "1223456789", strict=True))
_SPELLED = re.compile(
    r"(?<![第各每一二两三四五六七八九十百千万几数零〇\d])[一二两三四五六七八九]"
    r"(?=[个家](?:[一-鿿]{0,6}(?:单位|项目)|团组)|辆|个?批次|名(?:在职|退休|行政|事业|参公))"
)
"""What may as well be written in digits: 两辆车, 三个单位; 一辆辆 counts nothing."""
_RANGE = tuple("-－—–~～至")
_NOT_TOLD = re.compile(r"[/／A-Za-z℃〕号年月日季期届版#×*＊]|个(?:月|工作日)内")
_BEGIN = re.compile(r"[，。；：、（\s,;:(]")
_END = re.compile(r"[，。；：、（）\s\d,;:()]|$")
_IN_BRACKETS = re.compile(r"（[^（）]*）")
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("share", re.compile(r"占|人均|平均|每|户均|比[重例率]")),
    (
        "change",
        re.compile(
            r"增加|增长|增幅|增收|增支|减少|下降|降低|降幅|提高|上升|压减|压缩|节约|同比|比(?:上年|去年|\d{4}年|计划|预算|目标|年初)|较|超额|超出"
        ),
    ),
    ("before", re.compile(r"上年|去年|上一年|往年|以前年度|同期")),
    ("target", re.compile(r"目标|计划|任务|预期|指标值|拟|力争|争取|确保|控制在|要求|应(?!急|届|用|付)")),
    ("done", re.compile(r"实际|完成|实现|达到|达成|已|共|累计")),
)
_NO_SUBJECT = (
    r"(?:年初|年末|全年|本年|当年|年度|今年|年内|目前|实际|计划|预期|目标|任务|指标|绩效|值|完成|实现|达到|达成|达|执行|结果"
    r"|控制在|共计|共|合计|总计|累计|约|为|是|至|到|有|仅|只|了|的|其中|均|都|已经|已|最终|则|而|但|却|又|比|较|上年度?|去年|上一年度?|同期"
    r"|将近|近|超过|不低于|不少于|不超过|以上|≥|≤|＞|＜|=|＝|\d{4}年度?)"
)
_SAID_NOTHING = re.compile(rf"(?:{_NO_SUBJECT}|数量|数|率|情况)*")
_FOR = re.compile(r"[为对给向使让替]")
_IN_FACT = re.compile(r"(?:而|但|却)?(?:全年|年底|年末|最终|截至年底)?实际[^，。；]{0,5}")
"""实际到场, 实际帮扶: of what the clause before told."""
_TAIL = re.compile(rf"{_NO_SUBJECT}+$")
_LEAST = re.compile(r"(?:≥|>=?|＞|不低于|不少于|至少|超过|突破|逾|超)$")
_MOST = re.compile(r"(?:≤|<=?|＜|不超过|不高于|不多于|低于|少于|控制在|至多)$")
_ABOUT = re.compile(r"(?:约|近|将近|接近|大约|左右)$")
_AIMED = re.compile(r"(?:以上|以内)?的?(?:年度|年初|全年)?(?:目标|任务|计划)")
_GOALS = ("目标值", "工作内容及目标", "指标", "目标", "年度目标", "总目标")
"""Texts that say what is aimed at."""
RESULTS = ("产出和效益", "目标完成", "完成情况", "完成", "项目支出成效")
"""Texts that say what came of it."""


@dataclass(frozen=True)
class Told:
    """A number in a passage. value: 1.2万人 is 12000 人; an amount is in 万元; scaled: written with 万 or 亿.

    before, after: the words of its clause around it; subject: what it is told of, from the clause before where its own
    says nothing; key: of the figure that the program printed there; prose: the person's words that it stands in.
    """

    passage: Passage
    start: int
    end: int
    said: str
    value: Decimal
    unit: str
    places: int
    scaled: bool
    before: str
    after: str
    subject: str
    role: Role
    bound: Bound
    key: str
    prose: Prose | None

    @property
    def typed(self) -> bool:
        """Whether a person typed it, here or among the facts that only prose tells."""
        return self.prose is not None and (not self.key or self.key.startswith(f"{FACTS}."))

    @property
    def words(self) -> str:
        """All that its clause says of it."""
        return self.subject + self.after

    def is_one_of(self, value: Decimal) -> bool:
        """Whether the words may stand for this value: itself, or rounded as 万 or 约 allow."""
        if self.bound == "least":
            return value >= self.value
        if self.bound == "most":
            return value <= self.value
        if self.bound == "about":
            return abs(value - self.value) <= max(abs(value), abs(self.value)) / 10
        return value == self.value or (self.scaled and abs(value - self.value) <= self._last / 2)

    def rounded(self, value: Decimal) -> Decimal:
        """A value with as many places as it is told with."""
        last = self._last or Decimal(1).scaleb(-self.places)
        return (value / last).quantize(Decimal(1), ROUND_HALF_UP) * last

    @property
    def _last(self) -> Decimal:
        """One of its last written place, in its unit."""
        text = self.said.replace(",", "")
        digits = re.match(r"-?[\d.]+", text)
        written = Decimal(digits[0]) if digits else self.value  # in 汉字
        return abs(self.value / written) * Decimal(1).scaleb(-self.places) if written else Decimal(0)


@once
def statements(printed: Printed) -> tuple[Told, ...]:
    """All numbers with a unit that are printed in passages, in reading order."""
    return tuple(told for passage in printed.passages for told in _of_passage(printed, passage))


@once
def typed_statements(printed: Printed) -> tuple[Told, ...]:
    """Those that a person typed in sentences."""
    return tuple(told for told in statements(printed) if told.typed and told.prose and not of_table(told.prose))


def of_table(prose: Prose) -> bool:
    """Whether the words stand in a table of indicators, or among the facts themselves."""
    return prose.path[0] in (TABLE, FACTS) or prose.path[:2] == (REPORT, TABLE)


def quantities(text: str) -> list[tuple[Decimal, str]]:
    """The numbers of a cell such as ≥95% or 9.39万人次, each with its unit, as `Told` has them."""
    plain = text.translate(_WIDE)
    return [(value, unit) for m in _NUMBER.finditer(plain) for value, unit in [_value(m)]]


def _of_passage(printed: Printed, passage: Passage) -> Iterator[Told]:
    text = _SPELLED.sub(lambda m: _DIGITS[m[0]], passage.text.translate(_WIDE))
    if not any(c.isdigit() for c in text):
        return
    last: Told | None = None
    for match in _NUMBER.finditer(text):
        mark = next((m for m in passage.marks if m.start < match.end() and match.start() < m.end), None)
        whole = mark and (mark.end > match.end() or text[mark.start : match.start()].strip("≥≤＞＜=＝ "))
        if not match[5] or whole or _no_statement(text, match):
            continue
        told = _told(printed, passage, text, match, mark.key.removesuffix(BARE) if mark else "")
        if _FOR.fullmatch(told.before) and told.after:
            told = replace(told, subject="")
        elif _SAID_NOTHING.fullmatch(told.before) or (last and _IN_FACT.fullmatch(told.before)):
            same = last and "。" not in text[last.end : told.start] and "；" not in text[last.end : told.start]
            told = replace(told, subject=last.subject if last and same else "")
        last = told
        yield told


def _no_statement(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    span = before.endswith(_RANGE) and before[-2:-1] in tuple("0123456789元%人个件次户家万")
    span = span or (after.startswith(_RANGE) and after[1:2].isdigit())
    return span or before.endswith(("第", "×", "*")) or bool(_NOT_TOLD.match(after))


def _told(printed: Printed, passage: Passage, text: str, match: re.Match[str], key: str) -> Told:
    start, end = match.start(), match.end()
    value, unit = _value(match)
    bare = _IN_BRACKETS.sub("", text[max(0, start - 60) : start])
    before = re.split(r"\d", _BEGIN.split(bare)[-1])[-1] if bare else ""
    stop = _END.search(text, end)
    after = text[end : stop.start() if stop else end]
    prose = printed.origin(passage, start, end)
    return Told(
        passage,
        start,
        end,
        passage.text[start:end],
        value,
        unit,
        len(match[1].partition(".")[2]),
        match[3] in ("亿", "万亿") or bool(match[3] and unit != WAN),
        before,
        after,
        _TAIL.sub("", before),
        role_of(before, after, prose, printed.book.edition.directions),
        _bound(match, before, after),
        key,
        prose,
    )


def _value(match: re.Match[str]) -> tuple[Decimal, str]:
    value = Decimal(match[1].replace(",", "") or 0) * _SCALES[match[3] or ""]
    unit = match[5] or ""
    return (value / 10000, WAN) if unit == "元" else (value, _ALIKE.get(unit, unit))


def role_of(before: str, after: str, prose: Prose | None, directions: Directions) -> Role:
    """How a number between these words is meant."""
    innermost = next((part for part in reversed(prose.path) if part in (*_GOALS, *RESULTS)), "") if prose else ""
    aimed = _AIMED.match(after) or innermost in _GOALS
    found: Role = next((role for role, pattern in _ROLES if pattern.search(before)), "")
    found = "change" if found != "share" and directions.way(before) else found
    return "target" if aimed and found in ("", "done") else found


def _bound(match: re.Match[str], before: str, after: str) -> Bound:
    if after.startswith(("以上", "及以上")) or _LEAST.search(before):
        return "least"
    if after.startswith(("以内", "以下", "之内")) or _MOST.search(before):
        return "most"
    around = match[2] or match[4] or match[6] or after.startswith(("左右", "上下")) or _ABOUT.search(before)
    return "about" if around else ""
