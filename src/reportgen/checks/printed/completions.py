"""Composed mode: completions, shares and execution rates are computed again from the printed numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.engine.passages import Mark, Passage, Printed
from reportgen.checks.engine.registry import Hit, Outcome, Verdict, document_check
from reportgen.checks.printed.recomputed import MEND, differs, number_in, percent, shown, words
from reportgen.model.figure import PERCENT
from reportgen.model.finding import Level

_COMPLETION = re.compile(r"(.+)\.完成率\.(.+)")
_SHARE = re.compile(r"(.+)\.占\.(.+)")


@document_check(
    "C073",
    level=Level.ERROR,
    title="完成率按印出的两个数计算，说的是哪个预算就用哪个",
    mode="composed",
    message="「{said}」{problem}",
    alias=("V33-TREND-COMPLETION-RATE", "V33-234"),
)
def completion_differs_from_its_numbers(printed: Printed) -> Iterator[Outcome]:
    """完成年初预算的…% is 决算 over 年初预算 as printed; the word names the budget that was used.

    Why: the commonest wrong rate takes the other budget. How to mend: choose 预算口径 in 报告 and 三公经费.
    """
    for passage, mark, part, budget_key, stage in _completions(printed):
        spent, budget, told = shown(printed, part), shown(printed, budget_key), number_in(words(passage, mark))
        word = re.search(r"完成(?:了)?([^，。]{2,6}?)(?:数)?的$", passage.text[: mark.start])
        if spent is None or told is None or not budget:
            yield Verdict.UNKNOWN
        elif percent(spent, budget, told) != told:
            yield differs(passage, mark, f"{spent} ÷ {budget} = {percent(spent, budget, told)}%")
        elif word and word[1] in ("年初预算", "全年预算") and word[1] != stage:
            yield differs(passage, mark, f"说的是{word[1]}，用的是{stage}")
        else:
            yield Verdict.AGREES


def _completions(printed: Printed) -> Iterator[tuple[Passage, Mark, str, str, str]]:
    for passage in printed.passages:
        for mark in passage.marks:
            if match := _COMPLETION.fullmatch(mark.key):
                part, stage = match[1], match[2]
                key = (
                    f"{part.rsplit('.', 1)[0]}.{stage}"
                    if part.startswith(("三公", "项目"))
                    else printed.book.canonical(f"{part}.{stage}")
                )
                meant = printed.book.loaded.data.three_public.budget if stage == "预算数" else stage
                yield passage, mark, part, key, meant


@document_check(
    "C074",
    level=Level.ERROR,
    title="没有预算的不说完成率",
    mode="composed",
    message="「{said}」{problem}",
    alias=("R004", "COMPLETION-RATE"),
)
def completion_of_no_budget(printed: Printed) -> Iterator[Outcome]:
    """Where the budget is 0 there is no 完成率, but 为当年追加 and the reason.

    Why: 100% of a budget of 0 is no number, and 0/0 isn't full completion. How to mend: nothing in the data makes this
    happen; tell those who keep the program.
    """
    for passage, mark, _, budget_key, stage in _completions(printed):
        if shown(printed, budget_key) == 0:
            yield differs(passage, mark, f"{stage}是 0，没有完成率")
        else:
            yield Verdict.AGREES


@document_check(
    "C075",
    level=Level.ERROR,
    title="大于、小于与数一致",
    mode="composed",
    message="「{said}」{problem}",
    alias=("V33-110",),
)
def greater_or_less_contradicts(printed: Printed) -> Iterator[Outcome]:
    """支出决算数大于年初预算数 is said when it is.

    Why: the sentence goes on with the reason. How to mend: nothing in the data makes this happen; tell those who keep
    the program.
    """
    for passage in printed.passages:
        said = re.search(r"支出决算数(大于|小于)(年初预算|全年预算)数", passage.text)
        if not said:
            continue
        spent, budget = _pair(passage, said[2])
        if budget is None:
            yield Verdict.UNKNOWN
        elif (spent > budget) == (said[1] == "大于") and spent != budget:
            yield Verdict.AGREES
        else:
            mark = passage.marks[0]
            yield differs(passage, mark, f"决算 {spent}，{said[2]} {budget}，却说{said[1]}")


def _pair(passage: Passage, stage: str) -> tuple[Decimal, Decimal | None]:
    """The first budget of a paragraph and the first amount that is none (0 when nothing was spent)."""
    budget = next(
        (number_in(words(passage, m)) for m in passage.marks if m.key.endswith(f".{stage}") and "完成率" not in m.key),
        None,
    )
    spent = next(
        (number_in(words(passage, m)) for m in passage.marks if not m.key.endswith("预算") and "完成率" not in m.key),
        None,
    )
    return spent or Decimal(0), budget


@document_check(
    "C078", level=Level.WARNING, title="一个整体的占比加起来是 100%", mode="composed", message="「{said}」{problem}"
)
def shares_do_not_add_up(printed: Printed) -> Iterator[Outcome]:
    """The shares of one whole in one paragraph are 100 together, but for rounding, when their parts are the whole.

    Why: a part that was left out or taken from another whole shows here. How to mend: nothing in the data makes this
    happen; tell those who keep the program.
    """
    rounding_unit = Decimal(1).scaleb(-printed.book.edition.places(PERCENT))
    for passage in printed.passages:
        groups: dict[str, list[tuple[str, Mark]]] = defaultdict(list)
        for mark in passage.marks:
            if match := _SHARE.fullmatch(mark.key):
                groups[match[2]].append((match[1], mark))
        for whole, parts in groups.items():
            amounts = [shown(printed, part) or Decimal(0) for part, _ in parts]
            if len(parts) < 2 or sum(amounts) != shown(printed, whole):
                continue
            total = sum((number_in(words(passage, m)) or Decimal(0) for _, m in parts), Decimal(0))
            if abs(total - 100) <= rounding_unit / 2 * len(parts):
                yield Verdict.AGREES
            else:
                yield differs(passage, parts[0][1], f"各项占比加起来是 {total}%")


@document_check(
    "C100",
    level=Level.ERROR,
    title="执行率＝执行数÷预算数，得分不超过权重",
    mode="composed",
    message="「{said}」{problem}",
)
def execution_rate_differs(printed: Printed) -> Iterator[Outcome]:
    """In every form 执行率 is 执行数 over the budget as printed, and its score is at most its weight.

    Why: it is the first line of the form. How to mend: nothing in the data makes this happen; tell those who keep the
    program.
    """
    weight = Decimal(printed.book.edition.settings.weights.execution)
    for place in printed.places:
        base, _, name = place.key.rpartition(".")
        told = number_in(place.text) if name in ("执行得分", "执行率") else None
        if name == "执行得分" and told is not None:
            yield (
                Verdict.AGREES
                if 0 <= told <= weight
                else Hit({"said": place.text, "problem": f"执行得分应在 0 到 {weight} 之间"}, place.key, None, MEND)
            )
        elif name == "执行率" and told is not None:
            spent, budget = (shown(printed, key) for key in _spent_and_budget(base))
            if not budget or spent is None:
                yield Verdict.UNKNOWN
            elif percent(spent, budget, told) == told:
                yield Verdict.AGREES
            else:
                yield Hit(
                    {
                        "said": f"{place.key} {place.text}%",
                        "problem": f"{spent} ÷ {budget} = {percent(spent, budget, told)}%",
                    },
                    place.key,
                    None,
                    MEND,
                )


def _spent_and_budget(base: str) -> tuple[str, str]:
    """The keys of a rate's two numbers: of a project, of 部门自评 and its sources, of 整体自评, or of its 基本支出 and 项目支出."""
    if base.startswith("项目"):
        return f"{base}.执行数", f"{base}.全年预算"
    if base.startswith("部门自评"):
        return f"{base}.执行数", f"{base}.全年数"
    return (f"{base}.执行数", f"{base}.预算数") if "." not in base else (base, f"{base}预算")
