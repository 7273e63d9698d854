"""Text mode: one thing that two sentences of a report tell with two numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from reportgen.checks.engine.passages import Printed
from reportgen.checks.engine.registry import Outcome, Verdict, document_check
from reportgen.checks.told.naming import BRACKETS
from reportgen.checks.told.reading import Told, statements, typed_statements
from reportgen.checks.typed.telling import hit
from reportgen.model.finding import Level

HEAD = re.compile(
    r"^(?:年度?|全年|全市|全区|全县|全局|全系统|今年|本年|当年|年内|我局|我区|我市|我部门|共|累计|已|并|另|还|又|其中|同时|截至|预计|计划|目标"
    r"|实现|完成|力争|争取|确保|为|对|将|使|有|实际|新的)+"
)
LEAST = 4
"""Characters of a subject that is surely the same thing wherever it is told."""
PART_OF_YEAR = re.compile(r"季度|上半年|下半年|月|旬|日|首[次批]|分别|每|其中|平均")
GENERAL = re.compile(
    r"满意|^(?:服务|发放|培训|参加|组织|开展|举办|召开|投入|支出|收入|资金|金额|补贴|补助|预算|决算)\w{0,2}$"
)
"""What every project says of itself."""
PROJECTS = ("项目文字", "项目支出成效", "项目绩效目标")
OTHER_ROLES = ("before", "change", "share", "target")
AMONG_OTHERS = "往年预算"


@document_check(
    "C132",
    level=Level.WARNING,
    title="一件事只有一个数",
    what="同一件事在几段文字里说到，是同一个数（一处是目标、一处是完成数的不比）",
    why="新增就业一处写 26481 人，一处写 20218 人，不知道哪个对",
    remedy="改成一样，最好在「事实」里写一次，用 ｛事实.…｝ 引用；不是一回事的写明是哪一件",
    reader="科室",
)
def one_thing_with_two_numbers(printed: Printed) -> Iterator[Outcome]:
    planned = printed.book.edition.about.planned
    groups: dict[tuple[str, str, bool], list[Told]] = defaultdict(list)
    for told in typed_statements(printed):
        if (name := _name(told)) and told.role not in ("before", "change", "share"):
            groups[name, told.unit, not planned and told.role == "target"].append(told)
    for (name, _, _), ones in groups.items():
        first = ones[0]
        for other in ones[1:]:
            if first.is_one_of(other.value) or other.is_one_of(first.value) or _of_two_projects(first, other, name):
                yield Verdict.AGREES
                continue
            problem = f"「{name}」写的是 {other.said}，在{_where(first)}写的是 {first.said}"
            yield hit(printed, other.passage, other.start, other.end, problem, "请改成一样；不是一回事的写明是哪一件")


def _name(told: Told) -> str:
    """What it is told of, without what may stand before it; '' where that is nothing sure."""
    own = told.before.endswith(told.subject) or told.subject in told.before
    last_years = told.prose is not None and AMONG_OTHERS in told.prose.path
    text = BRACKETS.sub("", told.passage.text[: told.start])
    rest = re.sub(r"\d{4}年", "", re.split(r"[，。；：、（]", text)[-1])
    if not own or last_years or PART_OF_YEAR.search(told.before) or any(c.isdigit() for c in rest):
        return ""  # behind another number of the clause the words don't say what it is of
    if told.unit == "分" or "其中" in re.split("[。；]", text)[-1]:
        return ""  # points of a form; a part of something, which may be of anything
    name = HEAD.sub("", BRACKETS.sub("", told.subject))
    return name if len(name) >= LEAST and not GENERAL.search(name) else ""


def _of_two_projects(first: Told, other: Told, name: str) -> bool:
    """Two projects may each have trained so many; of a long name they don't."""
    a, b = _project(first), _project(other)
    return bool(a and b and a != b) and len(name) < LEAST + 2


def _project(told: Told) -> str:
    path = told.prose.path if told.prose else ()
    return next((str(path[n + 1]) for n, part in enumerate(path[:-1]) if part in PROJECTS), "")


def _where(told: Told) -> str:
    path = told.prose.path if told.prose else ()
    return ".".join(str(part + 1 if isinstance(part, int) else part) for part in path)


@document_check(
    "C229",
    level=Level.WARNING,
    title="一句话里一个名称一个数，换一个单位还是那个数",
    what="手打的数和同一句话里印的数，说的是同一个名称、同一个单位，就是同一个数；"
    "“31250人次（3.125万人次）”括号里换算的也是",
    why="“其他用车1辆，其他用车2辆”，一句话里自己矛盾",
    remedy="改手打的数，最好写成 ｛键｝",
    reader="科室",
)
def sentence_contradicts_itself(printed: Printed) -> Iterator[Outcome]:
    beside: dict[int, list[Told]] = defaultdict(list)
    for told in statements(printed):
        beside[id(told.passage)].append(told)
    for told in typed_statements(printed):
        if told.unit == "辆" and told.prose is not None and told.prose.path[0] == "国有资产":
            continue  # C056
        others = [one for one in beside[id(told.passage)] if one is not told and not one.typed and _near(one, told)]
        same = [one for one in others if one.role not in OTHER_ROLES and _called(one) == _called(told)]
        again = [one for one in beside[id(told.passage)] if one.end <= told.start and _said_again(one, told)]
        if (told.role in OTHER_ROLES or not _called(told)) and not again:
            continue
        known = again or same
        if any(one.is_one_of(told.value) or told.is_one_of(one.value) for one in known):
            yield Verdict.AGREES
        elif known:
            problem = f"写的是 {told.said}，同一句话里印的是 {known[-1].said}"
            yield hit(printed, told.passage, told.start, told.end, problem, "请改成一样；不是一回事的写明是哪一件")


def _near(one: Told, told: Told) -> bool:
    """Whether both stand in one sentence and count the same."""
    between = told.passage.text[min(one.end, told.end) : max(one.start, told.start)]
    return one.unit == told.unit and not re.search("[。；\n]", between)


def _called(told: Told) -> str:
    """What a number is told of: the words right before it, or, where there are none, those right behind it."""
    if "其中" in told.before:
        return ""  # a part of it
    own = HEAD.sub("", BRACKETS.sub("", told.subject)) if told.subject and told.subject in told.before else ""
    name = own or ("" if told.before else told.after.removeprefix("的"))
    return name if len(name) >= LEAST - 1 and not GENERAL.search(name) and not PART_OF_YEAR.search(name) else ""


def _said_again(one: Told, told: Told) -> bool:
    """Whether a number is the one before it in another size: 31250人次（3.125万人次）, 即3.125万人次."""
    between = told.passage.text[one.end : told.start]
    return (
        one.unit == told.unit
        and one.scaled != told.scaled
        and re.fullmatch(r"[（(，]?(?:即|折合|也就是|相当于)|[（(]", between) is not None
    )
