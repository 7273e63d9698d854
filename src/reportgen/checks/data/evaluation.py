"""绩效自评报告: funds against budgets, rates against their formulas, what a sample allows, and what is told of scores."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from reportgen.checks.engine.compare import compare, figure, source_at
from reportgen.checks.engine.gaps import number
from reportgen.checks.engine.passages import FoundText, Printed
from reportgen.checks.engine.registry import Hit, Outcome, Verdict, check, document_check
from reportgen.checks.printed.recomputed import MEND, number_in, percent, shown
from reportgen.figures import FigureBook
from reportgen.figures.formulas import evaluate
from reportgen.figures.indicators import in_form
from reportgen.figures.prose import unit_after
from reportgen.figures.scoring import grade_of, standard
from reportgen.model.amount import is_pending, parse_quantity
from reportgen.model.figure import PERCENT, Figure, round_half_up
from reportgen.model.finding import Level, Source
from reportgen.model.formula import is_formula
from reportgen.model.indicator import EVALUATION, REPORT, Indicator
from reportgen.model.selection import EXECUTION, FULL_BUDGET, INITIAL_BUDGET

COLUMNS = {"年初数": INITIAL_BUDGET, "全年数": FULL_BUDGET, "执行数": EXECUTION}
CONTENT = re.compile(r"满意(?:率|度)[^，。；、\d]{0,8}(?P<rate>\d+(?:\.\d+)?)\s*[%％]")
COUNTED = (
    re.compile(r"(?P<level>[一二三]级)指标(?:共|有|为)*\s*(?P<count>\d+)\s*个"),
    re.compile(r"(?P<count>\d+)\s*个(?P<level>[一二三]级)指标"),
)
GRADED = re.compile(r"(?:评价)?等级(?:为|是|评为)?[“\"]?(?P<word>[优良中差])[”\"]?")


def _rows(book: FigureBook) -> list[Indicator]:
    """The indicators of 绩效自评报告, where the edition prints them."""
    return in_form(book, EVALUATION) if REPORT in book.edition.settings.forms else []


def _cell(book: FigureBook, row: Indicator, column: str) -> Source | None:
    return book.loaded.source(*row.place(column)) or book.loaded.source(*row.place())


@check(
    "C108",
    level=Level.ERROR,
    title="资金表与预算、执行不符",
    message="资金表里{name}的{column} {a}，按{stage}是 {b}，相差 {gap}",
)
def funds_differ(book: FigureBook) -> Iterator[Outcome]:
    """年初数, 全年数 and 执行数 that are written equal the budgets and the execution of their funds where those are known.

    Why: one budget is told at several places. How to mend: leave the cell empty, then it follows; or correct the other.
    """
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
)
def execution_differs_from_accounts(book: FigureBook) -> Iterator[Outcome]:
    """Execution that was stated before the accounts were approved equals the accounts, once they are there.

    Why: both are published, and read side by side. How to mend: correct the one that is wrong, or leave 执行 out, then it is
    taken from the accounts; where both are right, say in 其他 of what they are.
    """
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
    "S022", level=Level.ERROR, title="执行的经济分类与基本支出不符", message="{what}合计 {a}，基本支出 {b}，相差 {gap}"
)
def execution_economic_differs(book: FigureBook) -> Iterator[Outcome]:
    """人员经费 and 公用经费 of 执行 are its 基本支出, and the classes that are stated at most that.

    Why: 表4-1 prints them below it. How to mend: write one of 人员经费 and 公用经费, the other follows.
    """
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
        yield Verdict.DERIVED
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
    level=Level.ERROR,
    title="比率与它的算式不符",
    message="指标「{name}」写的是 {said}，按算式 {formula} 是 {due}",
)
def rate_differs_from_formula(book: FigureBook) -> Iterator[Outcome]:
    """A rate that the edition has a formula for is what the formula gives; 0 ÷ 0 is 不适用, and never 100%.

    Why: a reader has both numbers before him. How to mend: leave the actual value empty.
    """
    for row in _rows(book):
        formula, said = standard(book, row).formula, row.cells.get("实际值", "").strip()
        if not formula:
            continue
        if not said or is_formula(said) or is_pending(said):
            yield Verdict.AGREES if said else Verdict.DERIVED
            continue
        due = evaluate(book, f"{row.key}.算式", formula, _cell(book, row, "实际值"))
        told = f"{book.printed(due)}{unit_after(due)}"
        if due.state not in ("known", "inapplicable"):
            yield Verdict.UNKNOWN
        elif _same(said, due, book):
            yield Verdict.AGREES
        else:
            yield Hit(
                {"name": row.title, "said": said, "formula": formula, "due": told},
                row.key,
                _cell(book, row, "实际值"),
                "请把实际值空着，由程序算；或核对算式里的数",
            )


def _same(said: str, due: Figure, book: FigureBook) -> bool:
    quantity = parse_quantity(said)
    return (
        said == due.text if due.text is not None else quantity.number == book.rounded(due) and quantity.unit == due.unit
    )


@check("C112", level=Level.ERROR, title="问卷的份数和满意率不可能", message="{problem}")
def survey_impossible(book: FigureBook) -> Iterator[Outcome]:
    """回收 ≤ 发放, 有效 ≤ 回收, 满意 ≤ 有效; a typed satisfaction is one that some number of the forms gives.

    Why: 98.95% of 100 forms are no whole number of people. How to mend: write 满意 in 问卷, and ＝ 问卷.….满意率.
    """
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
    for row in _rows(book):
        said = parse_quantity(row.cells.get("实际值", ""))
        if "满意" in row.title and said.number is not None and said.unit in ("%", "％"):
            if problem := _impossible(book, said.number):
                yield Hit(
                    {"problem": f"指标「{row.title}」{problem}"},
                    row.key,
                    _cell(book, row, "实际值"),
                    "请写 ＝ 问卷.….满意率",
                )
            else:
                yield Verdict.AGREES


def _impossible(book: FigureBook, rate: Decimal) -> str:
    """Why no survey gives this satisfaction; '' when one does, or none is known."""
    own = book.loaded.data.evaluation
    sizes = {s.name: int(s.valid) for s in (own.surveys if own else ()) if isinstance(s.valid, Decimal) and s.valid > 0}
    places = max(0, -int(rate.as_tuple().exponent))
    told = [
        f"问卷「{name}」"
        for name in sizes
        if (f := figure(book, f"问卷.{name}.满意率")) and f.value is not None and round_half_up(f.value, places) == rate
    ]
    stated = [f for name in sizes if (f := figure(book, f"问卷.{name}.满意率")) and f.state == "known"]
    if not sizes or told:
        return ""
    if stated:
        return f"写的满意率是 {rate}%，问卷算出的是 {'、'.join(f'{book.printed(f)}%' for f in stated)}"
    people = {name: int(rate / 100 * size + Decimal("0.5")) for name, size in sizes.items()}
    if any(round_half_up(Decimal(n) / sizes[name] * 100, places) == rate for name, n in people.items()):
        return ""
    return f"写的满意率是 {rate}%，{'、'.join(f'{size} 份' for size in sizes.values())}有效问卷里没有一个人数能得出它"


# -- what is printed ------------------------------------------------------------------------------


def _hit(found: FoundText, problem: str, key: str, remedy: str) -> Hit:
    return Hit({"said": found.passage.around(found.start, found.end), "problem": problem}, key, None, remedy)


@document_check("C112", level=Level.ERROR, title="文字里的满意率与问卷相同", message="「{said}」{problem}")
def told_satisfaction_impossible(printed: Printed) -> Iterator[Outcome]:
    """A satisfaction that is typed in words is what a survey gives.

    Why: one survey has one result. How to mend: write ｛问卷.….满意率｝.
    """
    own = printed.book.loaded.data.evaluation
    for found in printed.find(CONTENT) if own and own.surveys else ():
        if found.passage.typed(*_span(found, "rate")) and (
            problem := _impossible(printed.book, Decimal(found.match["rate"]))
        ):
            yield _hit(found, problem, "问卷", "请写 ｛问卷.….满意率｝")
        else:
            yield Verdict.AGREES


def _span(found: FoundText, group: str) -> tuple[int, int]:
    """Where a group of a match stands in the passage."""
    shift = found.start - found.match.start()
    return found.match.start(group) + shift, found.match.end(group) + shift


@document_check(
    "C109", level=Level.ERROR, title="写的指标个数与表里的相同", mode="composed", message="「{said}」{problem}"
)
def indicator_counts_differ(printed: Printed) -> Iterator[Outcome]:
    """一级指标N个, and the like, are as many as the table has.

    Why: a reader counts them. How to mend: leave the number out, or write ｛自评.部门整体.三级.个数｝.
    """
    if not _rows(printed.book):
        return
    for pattern in COUNTED:
        for found in printed.find(pattern):
            counted = printed.book.resolve(f"自评.{EVALUATION}.{found.match['level']}.个数")
            if Decimal(found.match["count"]) == counted.number:
                yield Verdict.AGREES
            else:
                yield _hit(found, f"指标表里有 {counted.number} 个", counted.key, f"请写 ｛{counted.key}｝")


@document_check("C110", level=Level.ERROR, title="等级与得分相符", mode="composed", message="「{said}」{problem}")
def grade_does_not_fit(printed: Printed) -> Iterator[Outcome]:
    """The grade word that is told fits the score by the edition's bands.

    Why: 优 is from 90. How to mend: leave the grade to the program.
    """
    if not _rows(printed.book):
        return
    score = printed.book.resolve("部门自评.得分")
    for found in printed.find(GRADED) if score.certain else ():
        due = grade_of(printed.book, score)
        if found.match["word"] == due:
            yield Verdict.AGREES
        else:
            yield _hit(found, f"得分 {number(score.number, '分')} 分，等级是“{due}”", score.key, "请改正等级")


@document_check(
    "C115", level=Level.ERROR, title="得分率＝得分÷权重，合计＝各项之和", mode="composed", message="「{said}」{problem}"
)
def score_rates_differ(printed: Printed) -> Iterator[Outcome]:
    """In 表3-1 each 得分率 is 得分 over 权重 as printed, and the last column is the sum of the others.

    Why: a reader recomputes it. How to mend: nothing in the data makes this happen; tell those who keep the program.
    """
    report = printed.book
    rows = _rows(report)
    if not rows:
        return
    levels = ["执行", *dict.fromkeys(row.levels()[0] for row in rows)]
    for place in printed.places:
        match = re.fullmatch(rf"自评\.{EVALUATION}\.(?:([^.]+)\.)?得分率", place.key)
        if match is None:
            continue
        keys = (
            (f"自评.{EVALUATION}.{match[1]}.得分", f"自评.{EVALUATION}.{match[1]}.分值")
            if match[1]
            else ("部门自评.得分", f"自评.{EVALUATION}.满分")
        )
        score, points, told = shown(printed, keys[0]), shown(printed, keys[1]), number_in(place.text)
        if not points or score is None or told is None:
            yield Verdict.UNKNOWN
        elif round_half_up(score / points * 100, report.edition.places(PERCENT)) == told:
            yield Verdict.AGREES
        else:
            yield Hit(
                {
                    "said": f"{place.key} {place.text}%",
                    "problem": f"{score} ÷ {points} = {percent(score, points, told)}%",
                },
                place.key,
                None,
                MEND,
            )
    for whole, part in (("部门自评.得分", "得分"), (f"自评.{EVALUATION}.满分", "分值")):
        parts = [shown(printed, f"自评.{EVALUATION}.{level}.{part}") for level in levels]
        total = shown(printed, whole)
        if total is None or any(p is None for p in parts):
            yield Verdict.UNKNOWN
        elif total == sum(p for p in parts if p is not None):
            yield Verdict.AGREES
        else:
            yield Hit(
                {"said": f"{whole} {total}", "problem": f"各项相加是 {sum(p for p in parts if p is not None)}"},
                whole,
                None,
                MEND,
            )
