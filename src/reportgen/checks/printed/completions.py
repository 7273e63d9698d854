"""Composed mode: completions, shares and execution rates are computed again from the printed numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.engine.passages import Mark, Passage, Printed
from reportgen.checks.engine.registry import ACCOUNTS, BUDGET, SELF_EVALUATION, Hit, Outcome, Verdict, document_check
from reportgen.checks.printed.recomputed import MEND, differs, number_in, percent, shown, words
from reportgen.figures.indicators import base_of
from reportgen.model.figure import PERCENT
from reportgen.model.finding import Level

_COMPLETION = re.compile(r"(.+)\.完成率\.(.+)")
_SHARE = re.compile(r"(.+)\.占\.(.+)")


@document_check(
    "C073",
    title="完成率按印出的两个数计算，说的是哪个预算就用哪个",
    what="完成率是印出的决算除以印出的预算；说“年初预算”就用年初预算，说“全年预算”就用全年预算",
    why="用错母数是最常见的错",
    remedy="在「报告」和「三公经费」里选对预算口径",
    mode="composed",
    needs=ACCOUNTS + BUDGET,
    aliases=("V33-TREND-COMPLETION-RATE", "V33-234"),
)
def completion_differs_from_its_numbers(printed: Printed) -> Iterator[Outcome]:
    for passage, mark, part, budget_key, stage in _completions(printed):
        spent, budget, rate = shown(printed, part), shown(printed, budget_key), number_in(words(passage, mark))
        word = re.search(r"完成(?:了)?([^，。]{2,6}?)(?:数)?的$", passage.text[: mark.start])
        if spent is None or rate is None or not budget:
            yield Verdict.UNKNOWN
        elif percent(spent, budget, rate) != rate:
            yield differs(printed, passage, mark, f"{spent} ÷ {budget} = {percent(spent, budget, rate)}%")
        elif word and word[1] in ("年初预算", "全年预算") and word[1] != stage:
            yield differs(printed, passage, mark, f"说的是{word[1]}，用的是{stage}")
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
    title="没有预算的不说完成率",
    what="没有预算的不说完成率，说“为当年追加”和原因",
    why="0 除 0 不是 100%",
    remedy="程序自己选句子；出现时请告诉我们",
    mode="composed",
    needs=ACCOUNTS + BUDGET,
    aliases=("R004", "COMPLETION-RATE"),
)
def completion_of_no_budget(printed: Printed) -> Iterator[Outcome]:
    for passage, mark, _, budget_key, stage in _completions(printed):
        if shown(printed, budget_key) == 0:
            yield differs(printed, passage, mark, f"{stage}是 0，没有完成率")
        else:
            yield Verdict.AGREES


@document_check(
    "C075",
    title="大于、小于与数一致",
    what="决算大于预算才说大于，小于才说小于",
    why="后面接着就是原因",
    remedy="程序自己选词；出现时请告诉我们",
    mode="composed",
    needs=ACCOUNTS + BUDGET,
    aliases=("V33-110",),
)
def greater_or_less_contradicts(printed: Printed) -> Iterator[Outcome]:
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
            yield differs(printed, passage, mark, f"决算 {spent}，{said[2]} {budget}，却说{said[1]}")


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
    "C078",
    level=Level.WARNING,
    title="一个整体的占比加起来是 100%",
    what="同一段里一个整体的各项占比，加起来是 100%（允许四舍五入的尾差）",
    why="漏了一项、用错母数，在这里看得出",
    remedy="程序自己算；出现时请告诉我们",
    mode="composed",
    needs=ACCOUNTS + BUDGET,
)
def shares_do_not_add_up(printed: Printed) -> Iterator[Outcome]:
    """The shares of one whole in one paragraph are 100 together, but for rounding, when their parts are the whole."""
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
                yield differs(printed, passage, parts[0][1], f"各项占比加起来是 {total}%")


@document_check(
    "C100",
    title="执行率＝执行数÷预算数，得分不超过权重",
    what="自评表的执行率是印出的执行数除以预算数；执行得分不超过权重",
    why="表的第一行就是它",
    remedy="程序自己算；出现时请告诉我们",
    mode="composed",
    needs=ACCOUNTS + SELF_EVALUATION,
)
def execution_rate_differs(printed: Printed) -> Iterator[Outcome]:
    weight = Decimal(printed.book.edition.settings.weights.execution)
    for place in printed.places:
        base, _, name = place.key.rpartition(".")
        rate = number_in(place.text) if name in ("执行得分", "执行率") else None
        if name == "执行得分" and rate is not None:
            yield (
                Verdict.AGREES
                if 0 <= rate <= weight
                else Hit(
                    {"said": place.text, "problem": f"执行得分应在 0 到 {weight} 之间"},
                    place.key,
                    None,
                    MEND,
                    template=True,
                )
            )
        elif name == "执行率" and rate is not None:
            of_form = base.startswith("自评.") and base_of(printed.book, base.removeprefix("自评."))
            spent, budget = (shown(printed, key) for key in _spent_and_budget(of_form or base))
            if not budget or spent is None:
                yield Verdict.UNKNOWN
            elif percent(spent, budget, rate) == rate:
                yield Verdict.AGREES
            else:
                yield Hit(
                    {
                        "said": f"{place.key} {place.text}%",
                        "problem": f"{spent} ÷ {budget} = {percent(spent, budget, rate)}%",
                    },
                    place.key,
                    None,
                    MEND,
                    template=True,
                )


def _spent_and_budget(base: str) -> tuple[str, str]:
    """The keys of a rate's two numbers: of a project, of 部门自评 and its sources, of 整体自评, or of its 基本支出 and 项目支出."""
    if base.startswith(("项目", "转移支付")):
        return f"{base}.执行数", f"{base}.全年预算"
    if base.startswith("部门自评"):
        return f"{base}.执行数", f"{base}.全年数"
    return (f"{base}.执行数", f"{base}.预算数") if "." not in base else (base, f"{base}预算")
