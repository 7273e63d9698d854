"""Text mode: what a reason says, against the change that it explains: the other way, or nothing at all.

A reason is read clause by clause. What was before (上年, 年初) works the other way: 上年减少了维修 explains an increase. That
something was not planned tells nothing by itself: 年初未安排 explains a rise only with what was then spent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.engine.passages import FoundText, Printed
from reportgen.checks.engine.registry import ACCOUNTS, BUDGET, Outcome, Verdict, document_check
from reportgen.checks.printed.recomputed import number_in
from reportgen.checks.typed.telling import hit
from reportgen.model.finding import Level

UP, DOWN = "增加|增长|大于|超过|高于|追加", "减少|下降|小于|低于|调减"
BECAUSE = r"[^。\n]{0,80}?主要原因(?:是|为|：)([^。；\n]+)"
BEFORE = re.compile(
    r"(?:(?<![比较与同])(?<!相比)(?:上年度?|去年|上一年度?|往年|前年|以前年度|以往|\d{4}年度?)(?!结[转余])(?!相比|相同|一致))"
    r"|(?<![比较])(?:年初|原(?:预算|计划))|编制预算时"
)
MORE = re.compile(
    r"增加|增长|增多|增大|增发|增拨|增幅|增设|增配|上升|上涨|上调|调增|提高|提标|提升|扩大|扩面|扩容|新增|追加|追补|补发|补缴|补记|加大|加强|"
    r"比[^，。]{1,12}多|高于|超出|超过|较多|较大|较高|较好|多于|结转资金|上年结[转余]|转入|调入|划入|划转来|并入|晋[升级档]|升级|恢复|重启|启动|"
    r"集中(?:安排|支付|开展|采购|更新|兑现|结算)|(?:推迟|延后|顺延|延期|结转|递延)[^，。]{0,6}(?:到|至|在)?(?:本年|今年|当年)|"
    r"(?:本年|今年|当年|年中|年内|中途|年度中间)[^，。未没不无]{0,10}(?:安排|支付|支出|开支|列支|开展|实施|发生|下达|购置|更新|建设|启动|需要|招聘|招录)|"
    r"据实[^，。]{0,8}(?:开支|列支|支出|支付|结算|报销|安排)|实际发生|新(?:招|进|录|聘|建|购|设|成立|开办|开工)|购置|更新换代|一次性(?:支付|支出|发放|补)|补充"
)
LESS = re.compile(
    r"减少|减至|减免|减征|下降|下调|降低|压缩|压减|缩减|缩短|削减|精简|节约|节省|节俭|过紧日子|从严|严格|严控|控制|调减|调剂出|取消|停止|停办|停用|停发|暂停|不再|"
    r"没有|未(?:开展|实施|发生|安排|支付|完成|执行|使用|能|申报|列支|达|购|举办|召开|启动|到位|下达|考虑|包含|计入|测算)|不含|无(?:需|此项|支出|安排)|"
    r"推迟|延后|延期|暂缓|滞后|结转下年|收回|交回|上缴|调出|划出|划转|移交|剥离|退休|离职|辞职|调离|撤销|完工|竣工|结束|到期|终止|"
    r"比[^，。]{1,12}少|少于|低于|较少|较小|较低|八项规定|一次性(?:项目|因素)"
)
OUTRIGHT_LESS = re.compile(
    r"(?:都|均|也)?比(?:上年|去年|20\d\d年)度?[^，。；]{0,4}(?:下降|减少|降低)|(?<=[，、])(?:全年|本年|今年)[^，。；]{0,6}支出(?:减少|下降)$"
)
OUTRIGHT_MORE = re.compile(
    r"(?:都|均|也)?比(?:上年|去年|20\d\d年)度?[^，。；]{0,4}(?:上升|增加|增长)|(?<=[，、])(?:全年|本年|今年)[^，。；]{0,6}支出(?:增加|增长)$"
)
"""What no other words of a reason make good, at its end."""
SPARED = re.compile(
    r"(?:退休|离职|调出|调离|辞职|流出|节约|节省|压减|结余|减免|退出|注销)[^，。]{0,8}(?:增加|增多|上升|提高|较多|加大)"
)
"""More of what makes less."""
CURBED = re.compile(r"(?:加大|加强|提高|强化)[^，。]{0,6}(?:压减|压缩|节约|管控|管理|控制|统筹|监督|监管|审核)")
DENIED = re.compile(r"(?:增加|增长|新增)[^，。]{0,6}(?:没有|未)|(?:没有|未|不)[^，。]{0,4}(?:增加|增长|新增|提高|追加)")
KEPT = re.compile(r"(?:没有|未|不)[^，。]{0,3}(?:减少|下降|压减|调减|降低)")
PLANNED = re.compile(r"(?:未|没有|不)[^，。]{0,6}(?:安排|列入|编列|编制|纳入|下达)[^，。]*|无[^，。]{0,6}预算")
"""Before the year: it says what the budget was, not what was spent."""
EMPTY = re.compile(
    r"(?:(?:属于?|系|为|因|由于|根据|按照?|受)?(?:正常|合理|自然|客观|实际|工作|业务|单位|部门|相关|各项|其他|有关|当年|本年|本年度|年度|今年|较上年|比上年|与上年相比|"
    r"预算|决算|支出|收入|经费|费用|开支|资金|拨款|政策性?|总体|整体|有所|略有|大幅|相应|的|了|和|及|等|、|"
    r"增长|增加|增多|增支|增收|上升|减少|减支|减收|下降|变动|变化|波动|浮动|调整|安排|需要|需求|所需|原因|因素|情况|现象|执行|开展|"
    r"据实|列支|支付|影响|导致|引起|所致))+"
)
SLIGHT = Decimal(20)
"""A change of fewer per cent needs no more than 正常增长."""
_MARKED = re.compile(r"｛[^｝]*｝|[“”\"'（）() ]")


@document_check(
    "C077",
    level=Level.WARNING,
    title="原因与增减方向一致",
    what="增加的原因里不能只有“压缩、减少、未开展”，减少的原因里不能只有“增加、上涨、提高”；说的是上年、年初的，方向相反；"
    "只说年初没有安排，不是多了的原因",
    why="原因套错方向，读者一眼看出",
    remedy="在「原因」里为这个数单写一句",
    needs=ACCOUNTS + BUDGET,
    reader="科室",
    aliases=("V33-245",),
)
def reason_contradicts_direction(printed: Printed) -> Iterator[Outcome]:
    for found, word, up in _reasons(printed):
        reason = found.match[1]
        year = printed.book.loaded.data.year
        outright = (OUTRIGHT_LESS if up else OUTRIGHT_MORE).search(reason)
        wrong = opposite(re.sub(rf"{year}年度?", "本年", reason), up=up) or (outright[0] if outright else "")
        if not wrong:
            yield Verdict.AGREES
            continue
        way = "增加" if up else "减少"
        problem = f"说的是{way}，原因里却只有“{wrong}”"
        start = found.start + found.match.start(1) - found.match.start()
        remedy = "请写出为什么" + ("多了" if up else "少了")
        said = f"{word}…主要原因是{reason[:24]}"
        yield hit(printed, found.passage, start, start + len(reason), problem, remedy, said=said)


def _reasons(printed: Printed) -> Iterator[tuple[FoundText, str, bool]]:
    """Every reason with the last word of direction before it, and whether that says that there was more."""
    words = printed.book.edition.directions
    up, down = words.up(UP), words.down(DOWN)
    for found in printed.find(re.compile(f"(?:{up}|{down}){BECAUSE}")):
        at = found.start + found.match.start(1) - found.match.start()
        head = re.split(r"[。；]", found.passage.text[:at])[-1].rsplit("主要原因", 1)[0]
        if told := re.findall(f"({up})|({down})", head):
            more, less = told[-1]
            yield found, more or less, bool(more)


def opposite(reason: str, *, up: bool) -> str:
    """The words of a reason that say only the opposite of what it explains; '' where something explains it."""
    more, less, unplanned = "", "", ""
    for clause in re.split(r"[，、：,]|(?<=[^，])[但而]", reason):
        above, below, planned = _ways(clause)
        more, less, unplanned = more or above, less or below, unplanned or planned
    if up:
        return "" if more else less or unplanned
    return "" if less or unplanned else more


def _ways(clause: str) -> tuple[str, str, str]:
    """The words of a clause for more and for less of this year, and those that say only what was not planned."""
    before = BEFORE.search(clause)
    if before and (planned := PLANNED.search(clause, before.end())):
        rest = clause[: planned.start()][before.end() :]
        return (_first(MORE, rest), "", planned.group())
    spared = SPARED.search(clause) or CURBED.search(clause)
    above = "" if spared else _first(MORE, DENIED.sub("", clause))
    below = spared.group() if spared else _first(LESS, KEPT.sub("", clause))
    if above and _into_this_year(clause):
        return above, "", ""
    if before and not spared:
        now, then = DENIED.sub("", clause[: before.start()]), clause[before.end() :]
        return _first(MORE, now) or _first(LESS, then), _first(LESS, now) or _first(MORE, then), ""
    return above, below, ""


def _into_this_year(clause: str) -> bool:
    return bool(re.search(r"(?:推迟|延后|顺延|延期|结转|递延)[^，。]{0,6}(?:本年|今年|当年)", clause))


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found.group() if found else ""


@document_check(
    "C170",
    level=Level.WARNING,
    title="原因说出了为什么",
    what="变动两成以上的、原来没有的，原因不能只是“正常增长”“工作需要”“预算调整”这样哪里都能用的话",
    why="格式要求说明变动原因；只把增减再说一遍，等于没有说",
    remedy="写出是哪件事、哪个人数或标准变了",
    needs=ACCOUNTS + BUDGET,
    reader="科室",
)
def reason_says_nothing(printed: Printed) -> Iterator[Outcome]:
    for found, word, _ in _reasons(printed):
        reason = _MARKED.sub("", found.match[1])
        rate = _rate(found)
        parts = [part for part in re.split(r"[，、：]", reason) if part]
        if (rate is not None and rate < SLIGHT) or not parts or not all(EMPTY.fullmatch(part) for part in parts):
            yield Verdict.AGREES
            continue
        start = found.start + found.match.start(1) - found.match.start()
        change = f"变动 {rate}%" if rate is not None else "原来没有"
        problem = f"{change}，原因“{found.match[1][:24]}”没有说出为什么"
        remedy = "请写出是哪件事、哪个人数或标准变了"
        said = f"{word}…主要原因是{found.match[1][:24]}"
        yield hit(printed, found.passage, start, start + len(found.match[1]), problem, remedy, said=said)


def _rate(found: FoundText) -> Decimal | None:
    """How far the figure moved in per cent, as printed before its reason; None on a base of 0."""
    end = found.start + found.match.start(1) - found.match.start()
    for mark in reversed([m for m in found.passage.marks if m.end <= end]):
        value = number_in(found.passage.text[mark.start : mark.end])
        if value is not None and mark.key.endswith(".增长率"):
            return abs(value)
        if value is not None and ".完成率." in mark.key:
            return abs(value - 100)
    return None
