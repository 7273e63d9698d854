"""Text mode: what a sentence lets its reader multiply, divide or count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from reportgen.checks.engine.amounts import in_wan, number
from reportgen.checks.engine.gaps import mistyped_forms
from reportgen.checks.engine.passages import FoundText, Printed
from reportgen.checks.engine.registry import BUDGET, Outcome, Verdict, document_check
from reportgen.checks.told.reading import Told, statements, typed_statements
from reportgen.checks.typed.telling import hit
from reportgen.figures import LAST_YEAR, UnknownKey
from reportgen.model.figure import PERCENT, WAN
from reportgen.model.finding import Level

_N = r"(\d[\d,]*(?:\.\d+)?)"
_THING = r"(?:平方米|平米|㎡|人次|人|名|户|家|辆|台|套|个|间|件|次|份|亩|节|课时)"
RECKONED = re.compile(
    rf"{_N}\s*{_THING}[^，。；、\d]{{0,6}}[，、×xX*]\s*(?:按照?)?每{_THING}(?:每?(?:月|年|季度?))?[^，。；、\d]{{0,6}}{_N}\s*(万?元)"
    rf"(?:[^，。；、\d]{{0,4}}[，、×xX*]\s*{_N}\s*个?(?:月|年|季度?|次|天))?"
)
"""5200平方米、每平方米每月5元、12个月."""
TIMES = re.compile(
    rf"{_N}(?:[^\d，。；×*]{{0,6}})[×xX*]\s*{_N}(?:[^\d，。；×*]{{0,6}})(?:[×xX*]\s*{_N}(?:[^\d，。；×*=＝]{{0,6}}))?"
    rf"(?:[=＝]|，?(?:共计?|合计|计|为|需))\s*{_N}\s*(万元|亿元|元)?"
)
"""5200平方米×5元×12个月=31.2万元."""
TOTAL = re.compile(rf"[^，。；\d]{{0,4}}[，、](?:共计?|合计|总计|计|需|年需|每年)[^，。；\d]{{0,6}}{_N}\s*(万元|元)")
NUMERALS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
COUNTED = re.compile(
    r"(?:^|[，。；：])([^，。；：、\d\n]+(?:、[^，。；：、\d\n]+)+?)(等)?([两二三四五六七八九十]|[2-9]|1\d)"
    r"(?:个|大|项|类|种|条|家)(?:方面|领域|街道|社区|环节|部门|科室|单位|项目|险种|平台|系统|区县|乡镇|窗口|任务|内容|专题)",
    re.M,
)
WHOLE_RATES = re.compile(
    r"(?:覆盖|结案|满意|合格|准确|办结|参保|持卡|普及|签订|通过|及时|接听|回访|上线|正常|兑现|调解|调解成功|有效|回收|发放|知晓|到位|优良"
    r"|入学|就业|达标|响应|公开|整改|出勤|好评|合规|续保|免费开放)(?:率|度)[^，。；]{0,3}$"
)
"""Rates of a whole, which are never more than all of it."""
OF_A_YEAR = re.compile(r"(\d{4})年(?:(?![增减比])[^，。；\d]){0,20}(?:\d{4}年[^，。；\d]{0,8})?(\d+(?:\.\d+)?)万元")
LESS = re.compile(r"(?:提速|压缩|压减|缩短|精简|减少|降低|下降)(?:了|约|近|超过?|达到?)?$")
"""Nothing becomes less by more than all of it."""


@document_check(
    "C136",
    level=Level.WARNING,
    title="一段话里的算式算得出它的结果",
    what="“5200平方米、每平方米每月5元、12个月”乘起来就是这个项目的预算；“增加20万元，增长25%”与这个数合得上",
    why="几个数都在眼前，读者会自己算一遍",
    remedy="核对这几个数",
)
def reckoning_gives_another_result(printed: Printed) -> Iterator[Outcome]:
    for found in printed.find(TIMES):
        yield from _times(printed, found)
    for found in printed.find(RECKONED):
        yield from _reckoned(printed, found)
    last: Told | None = None
    before: Told | None = None
    for told in statements(printed):
        yield from _growth(printed, before, last, told)
        before, last = last, told


def _value(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _product(factors: list[str | None]) -> Decimal:
    result = Decimal(1)
    for factor in factors:
        result *= _value(factor) if factor else 1
    return result


def _times(printed: Printed, found: FoundText) -> Iterator[Outcome]:
    match = found.match
    product = _product([match[1], match[2], match[3]])
    stated = _value(match[4])
    wanted = {"万元": product / 10000, "亿元": product / 10**8}.get(match[5] or "", product)
    if stated in (wanted, product) or abs(stated - wanted) <= Decimal("0.005"):
        yield Verdict.AGREES
    elif not found.passage.typed(found.start, found.end):
        yield Verdict.UNKNOWN
    else:
        problem = f"左边乘起来是 {number(wanted, '')}{match[5] or ''}，右边写的是 {match[4]}{match[5] or ''}"
        yield hit(printed, found.passage, found.start, found.end, problem, "请核对这几个数")


def _reckoned(printed: Printed, found: FoundText) -> Iterator[Outcome]:
    """The result stands behind, or is the budget of the project of which the words are."""
    match, text = found.match, found.passage.text
    product = _product([match[1], match[2], match[4]]) / (1 if match[3] == "万元" else 10000)
    total = TOTAL.match(text, found.end)
    prose = printed.origin(found.passage, found.start, found.end)
    if total:
        stated = _value(total[1]) / (1 if total[2] == "万元" else 10000)
        wanted, name = [stated], f"后面写的是 {total[1]}{total[2]}"
    else:
        project = str(prose.path[2]) if prose and prose.path[:2] == ("部门预算", "项目绩效目标") else ""
        wanted = _budgets(printed, project) if project else []
        name = f"项目「{project}」的预算是 {in_wan(wanted[0])}万元" if wanted else ""
    if not wanted:
        return
    if any(abs(product - value) <= Decimal("0.005") for value in wanted):
        yield Verdict.AGREES
    else:
        problem = f"乘起来是 {in_wan(product)}万元，{name}"
        yield hit(printed, found.passage, found.start, found.end, problem, "请核对这几个数")


@document_check(
    "C139",
    level=Level.WARNING,
    title="申报表里说的今年预算就是项目的预算",
    what="「往年预算」里写的今年的预算数，与这个项目的当年预算一样；上年的不比上年这一类项目的合计多",
    why="同一张申报表上下两格写着两个数",
    remedy="改这句话，或改项目的预算",
    needs=BUDGET,
)
def budget_of_the_year_told_differently(printed: Printed) -> Iterator[Outcome]:
    year = printed.book.loaded.data.year
    for told in typed_statements(printed):
        path = told.prose.path if told.prose else ()
        if told.unit != WAN or path[:2] != ("部门预算", "项目绩效目标") or "往年预算" not in path:
            continue
        named = re.findall(r"(\d{4})年", told.passage.text[: told.start])
        if named and told.role == "change" and int(named[-1]) == year:
            yield from _grown(printed, told)
        if not named or told.role == "change":
            continue
        if int(named[-1]) == year - 1:
            yield from _of_last_year(printed, told, str(path[2]))
        wanted = _budgets(printed, str(path[2])) if int(named[-1]) == year else []
        if not wanted:
            continue
        if told.value in wanted:
            yield Verdict.AGREES
        else:
            problem = f"写的是 {told.said}，项目「{path[2]}」{year} 年的预算是 {in_wan(wanted[-1])}万元"
            yield hit(printed, told.passage, told.start, told.end, problem, "请改成一样")


def _grown(printed: Printed, told: Told) -> Iterator[Outcome]:
    """A rise or fall against the year before, where both years are told in the same field."""
    field = told.prose.path[:4] if told.prose else ()
    texts = "；".join(prose.text for prose in printed.prose if prose.path[:4] == field)
    years = {int(year): Decimal(amount) for year, amount in OF_A_YEAR.findall(texts)}
    year = printed.book.loaded.data.year
    if year not in years or year - 1 not in years:
        return
    change = abs(years[year] - years[year - 1])
    if told.value == change or not printed.book.edition.directions.way(told.before.removesuffix("了")):
        yield Verdict.AGREES
    else:
        problem = f"写的是 {told.said}，{year - 1} 年和 {year} 年相差 {in_wan(change)}万元"
        yield hit(printed, told.passage, told.start, told.end, problem, "请核对这几个数")


def _of_last_year(printed: Printed, told: Told, name: str) -> Iterator[Outcome]:
    """What a project had last year is no more than all of its kind; the only one of its kind had all of it."""
    budget = printed.book.loaded.data.budget
    kinds: dict[str, str] = {project.name: project.type for project in budget.projects} if budget else {}
    kind = kinds.get(name, "")
    whole = _amount(printed, f"{LAST_YEAR}.支出.{kind}.年初预算") if kind else None
    if whole is None:
        return
    slip = [*kinds.values()].count(kind) == 1 and whole in mistyped_forms(told.value)
    if told.value > whole or slip:
        year = printed.book.loaded.data.year - 1
        problem = f"写的是 {told.said}，{year} 年的{kind}一共是 {in_wan(whole)}万元"
        yield hit(printed, told.passage, told.start, told.end, problem, "请核对这两个数")
    else:
        yield Verdict.AGREES


def _amount(printed: Printed, key: str) -> Decimal | None:
    try:
        figure = printed.book.resolve(key)
    except UnknownKey:
        return None
    return figure.value if figure.certain else None


def _budgets(printed: Printed, project: str) -> list[Decimal]:
    found = []
    for key in (f"项目.{project}.年初预算", f"项目.{project}.总预算"):
        try:
            figure = printed.book.resolve(key)
        except UnknownKey:
            continue
        if figure.certain and figure.value:
            found.append(figure.value)
    return found


def _growth(printed: Printed, whole: Told | None, change: Told | None, rate: Told) -> Iterator[Outcome]:
    """A value, what it grew by and the rate, side by side, of which a person typed one or more."""
    if whole is None or change is None or rate.unit != PERCENT or not (whole.passage is change.passage is rate.passage):
        return
    text = rate.passage.text[change.end : rate.start]
    words = printed.book.edition.directions
    way = words.either("增长|增幅|上升|提高|下降|降低|减少")
    ways = re.fullmatch(f"[，、（]?(?:同比)?(?:{way})(?:了|为|达)?", text) or (
        words.bare_rates and text in ("，", "（")
    )
    down = words.way(change.before) < 0 or re.search(r"减少|少", change.before) is not None
    told = down or words.way(change.before) > 0 or re.search(r"增加|多", change.before)
    same = whole.unit == change.unit != PERCENT and told and ways
    near = "。" not in rate.passage.text[whole.end : change.start] and not re.search(
        r"其中|占", rate.passage.text[whole.end : change.start]
    )
    if (
        not same
        or not near
        or not (whole.typed or change.typed or rate.typed)
        or change.role != "change"
        or whole.role == "change"
    ):
        return
    base = whole.value + change.value if down else whole.value - change.value
    if base <= 0:
        return
    exact = change.value / base * 100
    if exact.quantize(Decimal(1).scaleb(-rate.places), ROUND_HALF_UP) == rate.value or rate.bound:
        yield Verdict.AGREES
    else:
        shown = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
        problem = f"{whole.said}比上年{'减少' if down else '增加'} {change.said}，是 {shown}%，写的是 {rate.said}"
        yield hit(printed, rate.passage, rate.start, rate.end, problem, "请核对这三个数")


@document_check(
    "C137",
    level=Level.WARNING,
    title="覆盖率、满意度、结案率不超过 100%",
    what="文字里一个整体的率（覆盖率、结案率、满意度、合格率、普及率……）不大于 100%；减少、压缩、提速也不超过 100%",
    why="多打一位，178% 的结案率就印出去了",
    remedy="改正这个率；目标的完成率可以超过 100%",
    reader="科室",
)
def rate_of_more_than_all(printed: Printed) -> Iterator[Outcome]:
    for told in typed_statements(printed):
        whole = WHOLE_RATES.search(told.before) and told.role != "change"
        if told.unit != PERCENT or not (whole or LESS.search(told.before)):
            continue
        if told.value > 100:
            problem = f"写的是 {told.said}，这样的率不会超过 100%"
            yield hit(printed, told.passage, told.start, told.end, problem, "请改正")
        else:
            yield Verdict.AGREES


@document_check(
    "C138",
    level=Level.WARNING,
    title="列出来的和说的个数一样",
    what="“甲、乙、丙三个方面”列了三个；“甲、乙等五个街道”列的不比五个多",
    why="加了一个、删了一个，后面的个数没有跟着改",
    remedy="改个数，或改列出来的",
    reader="科室",
)
def listed_are_not_as_many(printed: Printed) -> Iterator[Outcome]:
    for found in printed.find(COUNTED):
        match = found.match
        stated = NUMERALS.get(match[3]) or int(match[3])
        items = match[1].count("、") + 1
        joined = len(re.findall(r"[和及与]", match[1].split("、")[-1]))
        some = match[2] or match[1].endswith("等")
        right = items <= stated if some else stated in range(items, items + joined + 1)
        start = found.start + match.start(1) - match.start()
        if right or not found.passage.typed(start, found.end):
            yield Verdict.AGREES
        else:
            problem = f"列了 {items} 个，写的是{match[3]}个"
            yield hit(printed, found.passage, start, found.end, problem, "请改个数，或改列出来的")
