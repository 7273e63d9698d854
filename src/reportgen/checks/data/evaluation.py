"""绩效自评报告: funds against budgets, rates against their formulas, what a sample allows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from reportgen.checks.engine.compare import compare, figure, source_at
from reportgen.checks.engine.registry import SELF_EVALUATION, Hit, Outcome, Verdict, check
from reportgen.figures import FigureBook
from reportgen.figures.formulas import evaluate
from reportgen.figures.indicators import in_form
from reportgen.figures.prose import unit_after
from reportgen.figures.scoring import standard
from reportgen.model.amount import is_pending
from reportgen.model.evaluation import Survey
from reportgen.model.figure import Figure, round_half_up
from reportgen.model.finding import Level, Source
from reportgen.model.formula import is_formula
from reportgen.model.hanzi import count_of
from reportgen.model.indicator import EVALUATION, REPORT, Indicator
from reportgen.model.quantity import parse_quantity
from reportgen.model.selection import EXECUTION, FULL_BUDGET, INITIAL_BUDGET

DISCONTENT = re.compile(
    r"(\d+|[一二三四五六七八九十两]+)\s*[人份个名](?:问卷|群众|对象)?(?:没有|未)?(?:答|回答|选)?[^，。；]{0,2}(?:没有答满意|不满意|未答满意|没有满意)"
)
COLUMNS = {"年初数": INITIAL_BUDGET, "全年数": FULL_BUDGET, "执行数": EXECUTION}


def evaluated(book: FigureBook) -> list[Indicator]:
    """The indicators of 绩效自评报告, where the edition prints them."""
    return in_form(book, EVALUATION) if REPORT in book.edition.settings.forms else []


def _cell(book: FigureBook, row: Indicator, column: str) -> Source | None:
    return book.loaded.source(*row.place(column)) or book.loaded.source(*row.place())


@check(
    "C108",
    title="资金表与预算、执行不符",
    message="资金表里{name}的{column} {a}，按{stage}是 {b}，相差 {gap}",
    what="「绩效自评报告」的资金表里写了的数，与年初预算、全年预算、执行一样",
    why="同一笔预算说了几处",
    remedy="空着就由程序取；写了就核对",
    needs=SELF_EVALUATION,
    waivable=False,
)
def funds_differ(book: FigureBook) -> Iterator[Outcome]:
    for name, fund in book.edition.settings.fund_sources.items():
        for column, stage in COLUMNS.items():
            key, other = f"部门自评.{name}.{column}", f"支出.{fund}.{stage}"
            if key not in book.records:
                if (found := figure(book, key)) and found.state == "known":
                    yield Verdict.DERIVED
            elif figure(book, other):
                remedy = f"请核对；空着就取{stage}的数"
                yield from compare(
                    book, "C108", [(1, key)], [(1, other)], remedy=remedy, name=str(name), column=column, stage=stage
                )


@check(
    "S020",
    level=Level.WARNING,
    title="执行与决算不同",
    message="{what}：自评报告的执行 {a}（{here}），决算 {b}（{there}），相差 {gap}",
    what="自评报告里的执行，在决算出来以后与决算相同",
    why="两份都公开，会被放在一起看",
    remedy="改正不对的一处；「执行」不写就取决算的数",
    needs=SELF_EVALUATION,
)
def execution_differs_from_accounts(book: FigureBook) -> Iterator[Outcome]:
    data = book.loaded.data
    if not (data.evaluation and data.evaluation.execution and data.accounts):
        return
    for what in ("收入", "支出.基本支出", "支出.项目支出"):
        here, there = (str(source_at(book, key) or "没有位置") for key in (f"{what}.{EXECUTION}", what))
        remedy = "请改正不对的一处；「执行」不写就取决算的数；口径不同的请在「其他」里说明，再写豁免"
        for outcome in compare(
            book,
            "S020",
            [(1, f"{what}.{EXECUTION}")],
            [(1, what)],
            remedy=remedy,
            level=Level.WARNING,
            what=what,
            here=here,
            there=there,
        ):
            yield Verdict.AGREES if outcome is Verdict.DERIVED else outcome


@check(
    "S022",
    title="执行的经济分类与基本支出不符",
    message="{what}合计 {a}，基本支出 {b}，相差 {gap}",
    what="执行的人员经费加公用经费，等于基本支出；写了的经济分类各类，加起来不大于基本支出",
    why="表4-1 把它们印在基本支出下面",
    remedy="人员、公用只写一个；核对各类",
    needs=SELF_EVALUATION,
)
def execution_economic_differs(book: FigureBook) -> Iterator[Outcome]:
    own = book.loaded.data.evaluation
    stated = [name for name in (own.execution_economic if own else ()) if f"执行经济.{name}" in book.records]
    kinds, classes = [n for n in stated if not n.isdecimal()], [n for n in stated if n.isdecimal()]
    whole = [(1, f"支出.基本支出.{EXECUTION}")]
    if len(kinds) == 2:
        yield from compare(
            book,
            "S022",
            [(1, f"执行经济.{n}") for n in kinds],
            whole,
            remedy="请只写一个，另一个由程序减",
            what="人员经费、公用经费",
        )
    elif kinds:
        yield from compare(
            book,
            "S022",
            [(1, f"执行经济.{kinds[0]}")],
            whole,
            relation="≤",
            remedy=f"请核对{kinds[0]}，另一个由程序减，不能是负数",
            what=kinds[0],
        )
    if classes:
        yield from compare(
            book,
            "S022",
            [(1, f"执行经济.{n}") for n in classes],
            whole,
            relation="≤",
            remedy="请核对各类",
            what="经济分类各类",
        )


@check(
    "C111",
    title="比率与它的算式不符",
    message="指标「{name}」写的是 {said}，按算式 {formula} 是 {due}",
    what="版式有算式的比率，实际值等于算式算出的；0 ÷ 0 是不适用，不是 100%",
    why="两个数都在眼前，一除就知道",
    remedy="实际值空着由程序算",
    needs=SELF_EVALUATION,
)
def rate_differs_from_formula(book: FigureBook) -> Iterator[Outcome]:
    for row in evaluated(book):
        formula, said = standard(book, row).formula, row.cells.get("实际值", "").strip()
        if not formula:
            continue
        if not said or is_formula(said) or is_pending(said):
            yield Verdict.AGREES if said else Verdict.DERIVED
            continue
        due = evaluate(book, f"{row.key}.算式", formula, _cell(book, row, "实际值"))
        formula_text = f"{book.printed(due)}{unit_after(due)}"
        if due.state not in ("known", "inapplicable"):
            yield Verdict.UNKNOWN
        elif _same(said, due, book):
            yield Verdict.AGREES
        else:
            yield Hit(
                {"name": row.title, "said": said, "formula": formula, "due": formula_text},
                row.key,
                _cell(book, row, "实际值"),
                "请把实际值空着，由程序算；或核对算式里的数",
            )


def _same(said: str, due: Figure, book: FigureBook) -> bool:
    quantity = parse_quantity(said)
    return (
        said == due.text if due.text is not None else quantity.number == book.rounded(due) and quantity.unit == due.unit
    )


@check(
    "C112",
    title="问卷的份数和满意率不可能",
    what="问卷的回收不多于发放、有效不多于回收、满意不多于有效；满意率是这些份数得得出的",
    why="100 份问卷得不出 98.95%",
    remedy="在「问卷」里写满意的份数，实际值写 ＝ 问卷.群众.满意率",
    needs=SELF_EVALUATION,
)
def surveywhy_impossible(book: FigureBook) -> Iterator[Outcome]:
    own = book.loaded.data.evaluation
    for at, survey in enumerate(own.surveys if own else ()):
        counts = [
            (name, figure(book, f"问卷.{survey.name}.{name}"))
            for name in ("发放", "回收", "有效", "满意")
            if f"问卷.{survey.name}.{name}" in book.records
        ]
        for (wide, more), (narrow, less) in pairwise(counts):
            if more is None or less is None:
                yield Verdict.UNKNOWN
            elif less.number <= more.number:
                yield Verdict.AGREES
            else:
                problem = f"问卷「{survey.name}」{narrow} {less.number} 份，比{wide}的 {more.number} 份还多"
                yield Hit({"problem": problem}, less.key, book.loaded.source(REPORT, "问卷", at, narrow), "请核对份数")
    yield from _surveys_named(book)
    for row in evaluated(book):
        said = parse_quantity(row.cells.get("实际值", ""))
        if "满意" in row.title and said.number is not None and said.unit in ("%", "％"):
            if problem := why_impossible(book, said.number):
                yield Hit(
                    {"problem": f"指标「{row.title}」{problem}"},
                    row.key,
                    _cell(book, row, "实际值"),
                    "请写 ＝ 问卷.….满意率",
                )
            else:
                yield Verdict.AGREES


def _surveys_named(book: FigureBook) -> Iterator[Outcome]:
    """An indicator takes its rate from the survey that its name says; its reason counts those who were not content."""
    own = book.loaded.data.evaluation
    surveys = {s.name: s for s in own.surveys} if own else {}
    for row in evaluated(book):
        formula = row.cells.get("实际值", "")
        used, meant = ([n for n in surveys if f"问卷.{n}." in formula], [n for n in surveys if n in row.title])
        if used and meant and not set(used) & set(meant):
            problem = f"指标「{row.title}」取的是问卷「{used[0]}」的数，不是「{meant[0]}」的"
            yield Hit({"problem": problem}, row.key, _cell(book, row, "实际值"), f"请写 ＝ 问卷.{meant[0]}.满意率")
        told = DISCONTENT.search(row.cells.get("原因", ""))
        words = row.title + row.cells.get("原因", "") + own.analysed.get(row.name, "") if own else ""
        in_reason = [n for n in surveys if n in row.cells.get("原因", "")]
        spoken = in_reason or [n for n in surveys if n in words] or [*surveys]
        known = {n: count for n in spoken if (count := _discontent(surveys[n])) is not None}
        if told and known and count_of(told[1]) not in known.values():
            counts = "、".join(f"「{name}」{count}" for name, count in known.items())
            problem = f"指标「{row.title}」的原因说{told[0]}，有效减满意是{counts}"
            yield Hit({"problem": problem}, row.key, _cell(book, row, "原因"), "请核对份数和原因")


def _discontent(survey: Survey) -> int | None:
    if not isinstance(survey.valid, Decimal) or not isinstance(survey.content, Decimal):
        return None
    return int(survey.valid - survey.content)


def why_impossible(book: FigureBook, rate: Decimal) -> str:
    """Why no survey gives this satisfaction; '' when one does, or none is known."""
    own = book.loaded.data.evaluation
    sizes = {s.name: int(s.valid) for s in (own.surveys if own else ()) if isinstance(s.valid, Decimal) and s.valid > 0}
    places = max(0, -int(rate.as_tuple().exponent))
    agreeing = [
        f"问卷「{name}」"
        for name in sizes
        if (f := figure(book, f"问卷.{name}.满意率")) and f.value is not None and round_half_up(f.value, places) == rate
    ]
    stated = [f for name in sizes if (f := figure(book, f"问卷.{name}.满意率")) and f.state == "known"]
    if not sizes or agreeing:
        return ""
    if stated:
        return f"写的满意率是 {rate}%，问卷算出的是 {'、'.join(f'{book.printed(f)}%' for f in stated)}"
    people = {name: int(rate / 100 * size + Decimal("0.5")) for name, size in sizes.items()}
    if any(round_half_up(Decimal(n) / sizes[name] * 100, places) == rate for name, n in people.items()):
        return ""
    return f"写的满意率是 {rate}%，{'、'.join(f'{size} 份' for size in sizes.values())}有效问卷里没有一个人数能得出它"
