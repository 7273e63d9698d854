"""Text mode: amounts and counts that a person typed beside the printed amount of what they are told of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.engine.amounts import in_wan
from reportgen.checks.engine.gaps import mistyped_forms
from reportgen.checks.engine.passages import Printed
from reportgen.checks.engine.registry import ACCOUNTS, BUDGET, SELF_EVALUATION, Hit, Outcome, Verdict, document_check
from reportgen.checks.told.naming import named
from reportgen.checks.told.reading import Told, statements, typed_statements
from reportgen.checks.typed.telling import hit
from reportgen.figures import UnknownKey
from reportgen.model.figure import WAN
from reportgen.model.finding import Level
from reportgen.model.once import once

USES = ("科目用途", "项目支出成效", "项目余额说明")
"""Texts that say what the amount before them was for."""
REASONS, PROJECT_TEXTS = "原因", "项目文字"
LEFT = re.compile(r"没有?使用|没有?用|未使用|未用|未支付|没有支付|结余|节约|节省|剩余|结转|沉淀|闲置|收回")
"""Money of a budget that was not spent: C157 compares it."""
SPENDING = re.compile(r"购|支出|支付|发放|补贴|补助|投入|安排|使用|拨付|花|开支|列支|采购|预算|资金")
OTHERS_MONEY = re.compile(
    r"累计|总投资|投资额|历年|撬动|带动|吸引|追回|追缴|清缴|征缴|征收|贷款|基金|产值|营收|收入|减免|降费|社会资本|企业|个人|人均|户均|单价|每"
)
"""Of such money a project's text may tell more than the project has."""
SAID = re.compile(
    r"^(?:其中|主要|用于|是|包括|以及|和|及|的|[:：])+|(?:项目|支出|经费|资金|安排|投入|使用|花费?|执行|拨付|共|约|为|是|了|的)+$"
)
"""What stands around a name without belonging to it."""
LEAST = 4
"""Characters of a name that are told of nothing else."""
NO_SPENDING = re.compile(r"当年无支出|无支出")


@document_check(
    "C130",
    level=Level.WARNING,
    title="文字里的金额与它旁边印的数合得上",
    what="用途、成效、原因、余额说明里手打的金额，是前面印的那个数的一部分：不比它大，说的是它的就等于它",
    why="“教育支出217.73万元，主要是用于……生活补贴317.73万元”，一句话里自己矛盾",
    remedy="改这句话里的金额，最好写成 ｛键｝；金额不是它的一部分的，说清是哪一笔",
    needs=ACCOUNTS + SELF_EVALUATION + BUDGET,
    aliases=(),
)
def amount_beyond_what_it_is_part_of(printed: Printed) -> Iterator[Outcome]:
    printed_amounts = [told for told in statements(printed) if not told.typed and told.unit == WAN]
    reported: set[tuple[object, ...]] = set()  # one text is printed at several places
    for told in typed_statements(printed):
        prose = told.prose
        if told.unit != WAN or prose is None or told.role in ("before", "share"):
            continue
        for outcome in _looked_at(printed, told, prose.path[0], printed_amounts):
            cause = (*prose.path, told.said)
            if isinstance(outcome, Verdict) or cause not in reported:
                yield outcome
            if isinstance(outcome, Hit):
                reported.add(cause)


def _looked_at(printed: Printed, told: Told, kind: str | int, amounts: list[Told]) -> Iterator[Outcome]:
    """By the part of the data that the words stand in."""
    if kind == PROJECT_TEXTS:
        yield from _of_project(printed, told)
    elif kind not in (*USES, REASONS):
        yield from _elsewhere(printed, told)
    elif told.role != "target" and kind in (*USES, REASONS):
        before = [
            one for one in amounts if one.passage is told.passage and one.end <= told.start and not _inside(one, told)
        ]
        yield from _use(printed, told, before) if kind in USES else _reason(printed, told, before)


def _inside(one: Told, told: Told) -> bool:
    """Whether a printed amount stands in the same person's words: a reference."""
    return one.prose is not None and one.prose is told.prose


def _use(printed: Printed, told: Told, before: list[Told]) -> Iterator[Outcome]:
    """What something was for is a part of it; what is left of it is that very amount."""
    whole = before[-1] if before else None
    if whole is None:
        return
    project = _project_named(printed, told)
    subject = None if project else _subject_named(printed, told)
    if subject and told.value not in subject[1]:
        shown = "、".join(in_wan(value) for value in subject[1][:2])
        problem = f"写的是 {told.said}，报告里「{subject[0]}」印的是 {shown}"
        yield _hit(printed, told, problem, "请核对这两个数")
    elif project and told.value not in project[1]:
        problem = f"写的是 {told.said}，项目「{project[0]}」的执行数是 {in_wan(project[1][0])}万元"
        yield _hit(printed, told, problem, f"请写 ｛项目.{project[0]}.执行数｝")
    elif told.value > whole.value:
        problem = f"写的是 {told.said}，它前面印的全部是 {whole.said}，一部分不会比全部多"
        yield _hit(printed, told, problem, "请改正这个金额")
    elif told.value != whole.value and (whole.key.startswith("项目余额.") or whole.value in mistyped_forms(told.value)):
        problem = f"写的是 {told.said}，前面印的是 {whole.said}，像是同一个数"
        yield _hit(printed, told, problem, f"是同一个数就写 ｛{whole.key}｝；是其中一部分就写“其中”", Level.HINT)
    else:
        yield Verdict.AGREES


def _elsewhere(printed: Printed, told: Told) -> Iterator[Outcome]:
    """What any other text tells of a project's money is an amount that the report prints of it."""
    project = _project_named(printed, told) if told.role in ("", "done") and not told.bound else None
    if project is None:
        return
    texts = [text for key, text in printed.texts.items() if key.startswith(f"项目.{project[0]}.")]
    if told.value in project[1] or f"{told.value:,.2f}" in texts:
        yield Verdict.AGREES
    else:
        problem = f"写的是 {told.said}，项目「{project[0]}」的执行数是 {in_wan(project[1][0])}万元"
        yield _hit(printed, told, problem, f"说的是它的执行数就写 ｛项目.{project[0]}.执行数｝；不是就写明是哪一笔")


def _project_named(printed: Printed, told: Told) -> tuple[str, list[Decimal]] | None:
    """The project that is named before the amount, and its amounts as printed."""
    for project in printed.book.loaded.data.projects:
        whole = named(project.full_name, told.subject, "") and told.subject.endswith(project.full_name[-2:])
        if whole or _only_one_named(printed, told, project.full_name):
            amounts = [_rounded(printed, f"项目.{project.name}.{column}") for column in ("执行数", "全年预算")]
            if known := [amount for amount in amounts if amount is not None]:
                return project.name, known
    return None


def _only_one_named(printed: Printed, told: Told, name: str) -> bool:
    """Whether the words end with a stretch of this project's name that no other project and no subject has."""
    said = SAID.sub("", _said_before(told))
    others = [project.full_name for project in printed.book.loaded.data.projects if project.full_name != name]
    others += [printed.book.subject_name(code) for code in _printed_subjects(printed)]
    return len(said) >= LEAST and said in name and not any(said in other for other in others)


def _said_before(told: Told) -> str:
    """What an amount is told of; of one alone in brackets, the words before them: 就业援助（145.00万元）."""
    before = told.passage.text[: told.start]
    return re.split("[，。；：、（）和及]", before[:-1])[-1] if before.endswith(("（", "(")) else told.subject


def _subject_named(printed: Printed, told: Told) -> tuple[str, list[Decimal]] | None:
    """The subject below the one of the words that is named before the amount, and its amounts as printed."""
    said, codes = SAID.sub("", _said_before(told)), _printed_subjects(printed)
    own = str(told.prose.path[-1]) if told.prose else ""
    for code in codes:
        if code.startswith(own[:3]) and code != own and said == SAID.sub("", printed.book.subject_name(code)):
            keys = [key for key in printed.texts if key.split(".")[:1] == ["支出"] and code in key.split(".")]
            amounts = [amount for key in keys if (amount := _rounded(printed, key)) is not None]
            return (printed.book.subject_name(code), list(dict.fromkeys(amounts))) if amounts else None
    return None


@once
def _printed_subjects(printed: Printed) -> tuple[str, ...]:
    """The codes of all subjects of which spending is printed."""
    parts = (part for key in printed.texts if key.startswith("支出.") for part in key.split("."))
    return tuple(dict.fromkeys(part for part in parts if part.isdigit()))


def _reason(printed: Printed, told: Told, before: list[Told]) -> Iterator[Outcome]:
    """What a reason tells is no more than what it explains."""
    spent_nothing = bool(NO_SPENDING.search(told.passage.text[: told.start]))
    changes = [one for one in before if one.key.endswith(".增减额") or ".差额." in one.key]
    plain = [one for one in before if one not in changes]
    if not plain and not changes:
        return
    budgets = [one.value for one in plain if one.key.endswith("预算") or one.key.endswith("预算数")]
    actual = [one.value for one in plain if one.value not in budgets]
    change = abs(changes[-1].value) if changes else None
    if change is None and budgets and (actual or spent_nothing):
        change = abs((actual[-1] if actual else Decimal(0)) - budgets[-1])
    if spent_nothing and told.role != "change" and not re.search("预算|计划|安排", told.before):
        yield _hit(printed, told, f"写的是 {told.said}，前面印的却是“无支出”", "请删去这个金额，或核对支出")
    elif told.role == "change" or re.search("追加|调增|调减|新增|压|减|增", told.before):
        yield from _change(printed, told, change)
    elif plain and told.value > max(one.value for one in plain):
        most = max(plain, key=lambda one: one.value)
        yield _hit(printed, told, f"写的是 {told.said}，这里说的数一共是 {most.said}", "请改正这个金额")
    else:
        yield Verdict.AGREES


def _change(printed: Printed, told: Told, change: Decimal | None) -> Iterator[Outcome]:
    text = told.prose.text if told.prose else ""
    alone = len(re.findall(r"\d[\d,.]*万元", text)) == 1
    both = re.search("增|追加", text) and re.search("减|降", text)
    if change is None or both:
        return
    if told.value > change:
        problem = f"写的是 {told.said}，要说明的增减一共是 {in_wan(change)}万元"
        yield _hit(printed, told, problem, "请改正这个金额")
    elif told.value < change and alone and "其中" not in text:
        problem = f"写的是 {told.said}，要说明的增减是 {in_wan(change)}万元，还差 {in_wan(change - told.value)}万元"
        yield _hit(printed, told, problem, "是其中一部分的，请写“其中”，或说明其余的原因", Level.HINT)
    else:
        yield Verdict.AGREES


def _of_project(printed: Printed, told: Told) -> Iterator[Outcome]:
    """A project's text tells of no more money than the project has."""
    name = str(told.prose.path[1]) if told.prose and len(told.prose.path) > 1 else ""
    budget, spent = (_rounded(printed, f"项目.{name}.{column}") for column in ("全年预算", "执行数"))
    clause = told.before + told.after
    if budget is None or spent is None or OTHERS_MONEY.search(clause) or LEFT.search(clause):
        return
    if told.value > max(budget, spent) and SPENDING.search(clause):
        problem = f"写的是 {told.said}，这个项目的全年预算是 {in_wan(budget)}万元"
        yield _hit(printed, told, problem, "请改正这个金额")
    else:
        yield Verdict.AGREES


def _rounded(printed: Printed, key: str) -> Decimal | None:
    try:
        figure = printed.book.resolve(key)
    except UnknownKey:
        return None
    return printed.book.rounded(figure) if figure.certain else None


def _hit(printed: Printed, told: Told, problem: str, remedy: str, level: Level | None = None) -> Hit:
    return hit(printed, told.passage, told.start, told.end, problem, remedy, level=level)
