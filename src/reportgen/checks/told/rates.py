"""Text mode: rates of execution and numbers of projects, units and receptions that a person typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.engine.amounts import in_wan, number
from reportgen.checks.engine.passages import Printed
from reportgen.checks.engine.registry import ACCOUNTS, SELF_EVALUATION, Outcome, Verdict, document_check
from reportgen.checks.told.reading import Told, typed_statements
from reportgen.checks.typed.telling import hit
from reportgen.figures import UnknownKey
from reportgen.model.figure import PERCENT, WAN
from reportgen.model.finding import Level
from reportgen.model.hanzi import count_of

EXECUTION = re.compile(r"(?:预算|资金|支出|经费)?(?:执行|支付|完成|支出)(?:率|进度)(?:[^，。；]{0,4})$")
PART_OF_YEAR = re.compile(r"月|季度|上半年|截[至止]|年中|当时")
"""Of a part of the year the report prints no rate."""
RATE_KEYS = re.compile(r"执行率|完成率")
EVERY = re.compile(r"(?:全部|所有|所属|下属|局属|直属|共有?)$")
PROJECTS = re.compile(r"(?:部门)?(?:预算|一级|绩效)?项目")
OF_PERFORMANCE = ("绩效说明", "整体自评")
Way = tuple[str, re.Pattern[str], re.Pattern[str] | None, tuple[str, ...]]
COUNTS: tuple[Way, ...] = (
    ("批次", re.compile(r"接待"), None, ("实物量.国内接待批次", "实物量.外事接待批次")),
    ("人次", re.compile(r"公务接待|国内接待|接待来宾|来访接待"), None, ("实物量.国内接待人次", "实物量.外事接待人次")),
    (
        "人次",
        re.compile(r"(?:^|原因是)(?:全年|共|国内)*接待(?:人次|人数)?"),
        re.compile("$"),
        ("实物量.国内接待人次", "实物量.外事接待人次"),
    ),
    ("辆", re.compile(r"购置|新购|更新|购买"), re.compile(r"公务用?车|车辆|$"), ("实物量.购置车辆",)),
    ("辆", re.compile(r"保有|公务用车|车辆"), None, ("实物量.保有车辆", "车辆.合计")),
    ("个", re.compile(r"出国|出境"), re.compile(r"团组|$"), ("实物量.出国团组",)),
    ("人", re.compile(r"在职(?:在编)?(?:人员|职工|干部职工)?|实有人数$"), None, ("人员.在职", "人员.在岗")),
    ("人", re.compile(r"(?<!离)退休(?:人员|职工)?$"), None, ("人员.退休", "人员.离退休")),
)
"""Unit, words before, words behind, and the figures of which it must be one (or the sum of all)."""
_MONEY = (
    r"(?:共计?|合计|总计|涉及|安排|财政|预算|项目|总|年度|全年|的)*(?:资金|金额|预算数?|支出|总额|执行数|经费)"
    r"(?:总额|总量|合计|共计?|为|是|达到?|约|近|[：:])*"
)
ALL_PROJECTS = re.compile(
    rf"(?:全部|所有|(?P<count>\d+|[一二两三四五六七八九十]+)\s*个)[^，。；（）]{{0,10}}项目(?:支出)?(?:[（(]|[（，(]?{_MONEY})$"
)
WHOLE_SPENDING = re.compile(rf"部门整体(?:支出)?(?:[（(]|支出(?:共|为)?|[（，(]?{_MONEY})$")
OF_PROJECTS = (
    *(f"项目.合计.{column}" for column in ("全年预算", "执行数", "年初预算")),
    *(
        "整体自评.项目支出预算",
        "整体自评.项目支出",
        "支出.项目支出",
        "支出.一般公共.项目支出",
        "支出.财政拨款.项目支出",
    ),
)
OF_WHOLE = (
    *("整体自评.预算数", "整体自评.执行数", "本年支出合计", "支出总计", "财政拨款支出总计", "支出.财政拨款"),
    *("支出.一般公共", "本年收入合计", "收入总计"),
)
OWN_COUNTS = ("原因", "科目用途", "国有资产", "三公经费", "绩效说明", "整体自评", "部门", "主要职能")
"""Texts that tell of the department itself: elsewhere a vehicle may be anybody's."""


@document_check(
    "C131",
    level=Level.WARNING,
    title="文字里的执行率、个数与报告里的一样",
    what="手打的预算执行率是报告里印的一个；项目、下属单位、接待批次、各种车辆、各种人员的个数与数据里的一样；全部项目、部门整体后面写的资金是它们的预算数或执行数",
    why="“预算执行率只有60.8%”，表里印的是 80.6%；“全部5个预算项目”，表里只有 3 个",
    remedy="写成 ｛键｝，如 ｛整体自评.执行率｝、｛项目.合计.个数｝",
    needs=ACCOUNTS + SELF_EVALUATION,
    reader="科室",
)
def rate_or_count_differs(printed: Printed) -> Iterator[Outcome]:
    for told in typed_statements(printed):
        if told.role in ("before", "change", "share", "target"):
            continue
        if told.unit == PERCENT and EXECUTION.search(told.before):
            yield from _rate(printed, told)
        elif told.unit == "个" and PROJECTS.match(told.after) and told.said[0].isdigit():  # in 汉字: C166
            yield from _projects(printed, told)
        elif told.unit == WAN and told.prose is not None and told.prose.path[0] in OF_PERFORMANCE:
            yield from _money_of_all(printed, told)
        elif told.unit in ("个", "家") and re.match(r"(?:二级|下属|直属|所属)(?:预算|事业|独立核算)*单位", told.after):
            yield from _units(printed, told)
        elif told.unit in ("个", "家") and told.after.startswith("单位") and EVERY.search(told.before):
            if told.prose is not None and told.prose.path[0] in OWN_COUNTS:
                yield from _units(printed, told)
        elif told.prose is not None and told.prose.path[0] in OWN_COUNTS:
            yield from _count(printed, told)


def _rate(printed: Printed, told: Told) -> Iterator[Outcome]:
    """One of the rates that are printed; in a project's text that project's."""
    path = told.prose.path if told.prose else ()
    if PART_OF_YEAR.search(re.split("[，。；]", told.passage.text[: told.start])[-1]):
        return
    rates = {key: text for key, text in printed.texts.items() if RATE_KEYS.search(key)}
    if path[0] == "项目文字":
        rates = {key: text for key, text in rates.items() if key.startswith(f"项目.{path[1]}.")}
    found = {key: Decimal(text.replace(",", "").rstrip("%")) for key, text in rates.items() if _is_number(text)}
    if not found:
        return
    if any(told.is_one_of(value) or round(value, told.places) == told.value for value in found.values()):
        yield Verdict.AGREES
        return
    first = "整体自评.执行率"
    key = first if first in found else next(iter(found))
    problem = f"写的是 {told.said}，报告里印的执行率没有这个数（「{key}」是 {rates[key].rstrip('%')}%）"
    yield hit(printed, told.passage, told.start, told.end, problem, f"请核对；就是它的写 ｛{key}｝")


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?[\d,]+(?:\.\d+)?%?", text))


def _projects(printed: Printed, told: Told) -> Iterator[Outcome]:
    of_all = re.search(r"全部|所有|共|涉及|对|均|纳入|的$|^$", told.before)
    budget_words = re.search(r"预算|绩效|自评", told.before + told.after)
    if told.prose is None or told.prose.path[0] not in OF_PERFORMANCE or not (of_all or budget_words):
        return
    counts = {key: text for key, text in printed.texts.items() if re.fullmatch(r"项目\..+\.个数", key)}
    yield from _one_of(printed, told, counts)


def _money_of_all(printed: Printed, told: Told) -> Iterator[Outcome]:
    """The money told beside all projects, or beside the whole, is theirs: budget or spent."""
    clause = re.split("[。；]", told.passage.text[: told.start])[-1]
    found = ALL_PROJECTS.search(clause)
    projects = printed.book.loaded.data.projects
    some = found and found["count"] and count_of(found["count"]) < len(projects)
    keys = OF_PROJECTS if found else OF_WHOLE if WHOLE_SPENDING.search(clause) else ()
    known = {key: figure for key in keys if (figure := _figure(printed, key)) is not None}
    if some or not known:
        return
    if any(told.is_one_of(value) or told.rounded(value) == told.value for value in known.values()):
        yield Verdict.AGREES
        return
    shown = "、".join(f"「{key}」{in_wan(value)}" for key, value in list(known.items())[:2])
    key = next(iter(known))
    problem = f"写的是 {told.said}，报告里印的是 {shown}"
    yield hit(printed, told.passage, told.start, told.end, problem, f"请核对；就是它的写 ｛{key}｝")


def _figure(printed: Printed, key: str) -> Decimal | None:
    try:
        figure = printed.book.resolve(key)
    except UnknownKey:
        return None
    return printed.book.rounded(figure) if figure.certain and figure.value is not None else None


def _units(printed: Printed, told: Told) -> Iterator[Outcome]:
    units = printed.book.loaded.data.units
    below = sum(unit.tier != "本级" for unit in units)
    if not units:
        return
    if told.value in (below, len(units)):
        yield Verdict.AGREES
        return
    problem = f"写的是 {told.said}单位，单位构成里本级以外有 {below} 个"
    yield hit(printed, told.passage, told.start, told.end, problem, "请核对「单位构成」")


def _count(printed: Printed, told: Told) -> Iterator[Outcome]:
    for unit, before, after, keys in COUNTS:
        if told.unit != unit or not before.search(told.before) or (after and not after.match(told.after)):
            continue
        counts = {key: text for key in keys if (text := _text(printed, key)) is not None}
        if counts:
            yield from _one_of(printed, told, counts)
        return
    yield from _staff(printed, told)


def _staff(printed: Printed, told: Told) -> Iterator[Outcome]:
    """A kind of staff or of cars that the data count, named before or behind the number."""
    own_note = told.prose is not None and told.prose.path[0] == "国有资产"  # C056
    for key, fact in printed.book.records.items() if told.unit in ("人", "辆") and not own_note else ():
        kind, _, name = key.partition(".")
        if (kind, told.unit) not in (("人员", "人"), ("车辆", "辆")) or fact.value is None:
            continue
        name = re.escape(name.removeprefix("今年"))
        before = re.search(rf"{name}(?:在职|在编)?(?:人员|职工|干部)?$", told.subject)
        behind = re.match(
            rf"(?:是|的)?{name}{'(?:在职|在编)?(?:人员|职工|干部)' if kind == '人员' else ''}", told.after
        )
        if before or behind:
            yield from _one_of(printed, told, {key: number(fact.value, "")})
            return


def _text(printed: Printed, key: str) -> str | None:
    try:
        figure = printed.book.resolve(key)
    except UnknownKey:
        return None
    return printed.book.printed(figure) or "0" if figure.certain else None


def _one_of(printed: Printed, told: Told, counts: dict[str, str]) -> Iterator[Outcome]:
    values = {key: Decimal(text.replace(",", "")) for key, text in counts.items() if _is_number(text)}
    if not values:
        return
    if any(told.is_one_of(value) for value in (*values.values(), sum(values.values(), Decimal(0)))):
        yield Verdict.AGREES
        return
    key, value = next(iter(values.items()))
    problem = f"写的是 {told.said}，「{key}」是 {value}{told.unit}"
    yield hit(printed, told.passage, told.start, told.end, problem, f"请核对；就是它的写 ｛{key}｝")
