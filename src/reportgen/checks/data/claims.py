"""Data mode: what people claim of a project or of the whole, against its indicators and its money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.engine.amounts import number
from reportgen.checks.engine.compare import figure
from reportgen.checks.engine.missed import missed, values_of
from reportgen.checks.engine.registry import ACCOUNTS, SELF_EVALUATION, Hit, Outcome, Verdict, check
from reportgen.checks.engine.told import DEVIATION, MEASURES, PROBLEMS, RESULTS, FormText, told
from reportgen.figures import FigureBook
from reportgen.model.finding import Level
from reportgen.model.indicator import EVALUATION, OVERALL, Indicator

EVERY = re.compile(
    r"(?:各项|所有|全部|全面|每[一项个]?项?|均|都|各个?)[^，。；]{0,10}?(?:完成|达到|达标|实现|超过|细化|达成)"
    r"|(?:全部|全面|如期|圆满|超额|按期)(?:完成|达到|实现)|(?:完成|达成|达标|实现|细化)率?(?:均|都)?(?:为|是|达到?)?100[%％]"
    r"|没有(?:未完成|没完成)|无未完成"
)
AIMS = re.compile("目标|指标|任务|计划")
HEDGED = re.compile(
    "大体|基本|大部分|绝大|多数|除|努力|力争|确保|保证|争取|要求|是否|没有(?:全部|都)|未(?:全部|都|能)|不"
)
ALL_SPENT = re.compile(r"没有偏差|无偏差|不存在偏差|全部(?:执行|支出|支付|使用)(?:完毕|完)?|全额(?:执行|支出|支付)")
ALL_SPENT_ALIKE = re.compile(r"执行数?与[^，。；]{0,16}(?:一致|相等|相同)|执行率(?:为|是|达到?)?100[%％]")
NOT_SPENT = re.compile(
    r"没有(?:使用|用完|支出|支付完|执行完)|未(?:使用|支出|用完|执行完|使用完)|尚未(?:使用|支出)|没有花完|尚有结余"
)
AMOUNT = r"(\d[\d,]*(?:\.\d+)?)\s*(万?元)"
LEFT = re.compile(
    rf"{AMOUNT}[^，。；\d]{{0,8}}?(?:当年)?(?:没有|未|尚未)(?:[^，。；\d]{{0,4}}(?:使用|用完|支出|执行|支付|调整|用出))"
    rf"|(?:结余|节约|剩余|未使用|没有用完|未用完|未支出|没有支出|未执行)(?:的?资金|了|为|是|共|计|约)*{AMOUNT}"
    rf"|(?:节约|结余|节余|剩余|闲置|沉淀)的{AMOUNT}"
)


@check(
    "C156",
    level=Level.WARNING,
    title="“都完成了”与指标相符",
    message="「{said}」说都做到了，指标「{name}」目标「{target}」，实际「{actual}」",
    what="文字里说各项目标都完成、没有偏差的，这张表的指标都达到了目标",
    why="“各项目标都已完成”下面就是没有达到的指标",
    remedy="改文字，或核对指标的目标值、实际值",
    needs=ACCOUNTS + SELF_EVALUATION,
    reader="科室",
)
def everything_claimed_done(book: FigureBook) -> Iterator[Outcome]:
    short = missed(book)
    for words in told(book):
        if words.field == MEASURES:
            continue
        for clause in _of_this_year(book, words):
            claim = EVERY.search(clause)
            if not claim or HEDGED.search(clause) or not (words.about or AIMS.search(clause)):
                continue
            if row := _missed_of(book, short, words, clause):
                target, actual = values_of(book, row)
                values = {"said": clause.strip()[:30], "name": row.title, "target": target, "actual": actual}
                yield Hit(values, words.key, words.source(book), "请改文字，或核对指标的目标值、实际值")
                break
            yield Verdict.AGREES


def _of_this_year(book: FigureBook, words: FormText) -> list[str]:
    """The clauses of this year's work: of what last year's results were used for, those that name the year."""
    sentences = re.split("[。\\n]", words.text)
    if words.field in ("上年结果应用", "结果应用"):
        sentences = [sentence for sentence in sentences if f"{book.loaded.data.year}年" in sentence]
    return [clause for sentence in sentences for clause in re.split("[，；]", sentence)]


def _missed_of(book: FigureBook, short: dict[str, list[Indicator]], words: FormText, clause: str) -> Indicator | None:
    """The first missed indicator of what a clause speaks of: its project where it names one."""
    if words.form == EVALUATION:
        rows = short.get(EVALUATION, [])
        return next((row for row in rows if _is_of(row, words.about)), None)
    named = [p.name for p in book.loaded.data.projects if p.name in clause or p.full_name in clause]
    forms = [words.form] if words.form != OVERALL else named or [*short]
    return next((row for form in forms for row in short.get(form, [])), None)


def _is_of(row: Indicator, about: str) -> bool:
    """Whether an indicator is the one that a text is about: by its short name, or its number (任务1: 重点工作1计划完成率)."""
    kind, serial = about[:2], about[2:]
    if about in (row.name, row.title):
        return True
    return (
        serial.isdigit() and kind in ("任务", "目标") and f"{'工作' if kind == '任务' else '目标'}{serial}" in row.title
    )


@check(
    "C157",
    level=Level.WARNING,
    title="没有用完的钱等于预算减执行数",
    message="「{said}」{problem}，{what}全年预算 {budget}，执行数 {spent}，相差 {gap}",
    what="文字里说没有使用、结余、节约了多少的，等于全年预算减执行数；说没有偏差的，两个数相等",
    why="预算、执行数和这句话印在一张表里",
    remedy="改文字，或核对全年预算和执行数",
    needs=ACCOUNTS,
    reader="科室",
)
def unspent_told_differently(book: FigureBook) -> Iterator[Outcome]:
    for words in told(book):
        if words.field not in (PROBLEMS, DEVIATION, RESULTS, "开展情况") or words.form == EVALUATION:
            continue
        gaps = _gaps(book, words.form)
        if not gaps:
            continue
        problem, said = _wrong(words.text, gaps)
        if not problem:
            if said:
                yield Verdict.AGREES
            continue
        base, budget, spent = gaps[0]
        values = {"said": said[:30], "problem": problem, "what": base, "budget": number(budget), "spent": number(spent)}
        values["gap"] = number(budget - spent)
        yield Hit(values, words.key, words.source(book), "请改文字，或核对全年预算和执行数")


def _gaps(book: FigureBook, form: str) -> list[tuple[str, Decimal, Decimal]]:
    """What a text of this form may speak of: its budget and what was spent; of the whole, each project besides."""
    bases = [f"项目.{form}.全年预算"] if form != OVERALL else ["整体自评.预算数"]
    bases += [f"项目.{p.name}.全年预算" for p in book.loaded.data.projects] if form == OVERALL else []
    found = []
    for key in bases:
        base = key.rpartition(".")[0]
        budget, spent = figure(book, key), figure(book, f"{base}.执行数")
        if budget is not None and spent is not None:
            found.append((base.removeprefix("项目."), budget.number, spent.number))
    return found


def _wrong(text: str, gaps: list[tuple[str, Decimal, Decimal]]) -> tuple[str, str]:
    """What is wrong with a text, '' for nothing, and the words that it is about, '' where it says nothing of this."""
    _, budget, spent = gaps[0]
    if amount := LEFT.search(text):
        digits, unit = next((amount[n], amount[n + 1]) for n in (1, 3, 5) if amount[n])
        told_amount = Decimal(digits.replace(",", "")) / (1 if unit == "万元" else 10_000)
        left = [b - s for _, b, s in gaps]
        right = any(abs(told_amount - gap) < Decimal("0.05") for gap in [*left, sum(left[1:], Decimal(0))])
        a_part = told_amount < max(left) and len(gaps) > 1  # of what all projects left
        if not right and not a_part:
            return f"说的是 {digits}{unit}", amount[0]
        return "", amount[0]
    whole = ALL_SPENT.search(text) or ALL_SPENT_ALIKE.search(text)
    if whole and abs(budget - spent) >= Decimal("0.01") * budget:
        return "说没有偏差", whole[0]
    none_left = NOT_SPENT.search(text)
    if none_left and "资金" in text and budget == spent and len(gaps) == 1:
        return "说没有用完", none_left[0]
    return "", (whole or none_left or [""])[0]
