"""Text mode: sums inside one sentence: 共…，其中：a、b; 合计…（a、b）; 受理…，办结…，在办…; a + b = c."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate, pairwise

from reportgen.checks.engine.passages import Passage, Printed
from reportgen.checks.engine.registry import Outcome, Verdict, document_check
from reportgen.checks.typed.numbers import CHANGED, Number, numbers, sentences
from reportgen.checks.typed.telling import hit
from reportgen.model.finding import Level

PARTS = re.compile(r"[，（；](?:其中|包括)[：:，]?|（(?=[^）]*\d)")
EQUATION = re.compile(
    r"(?<![\d.,])(\d[\d,.]*(?:[^\d\s＋+＝=，。]{0,4}\s*[＋+]\s*\d[\d,.]*)+)[^\d\s＋+＝=，。]{0,4}\s*[＝=]\s*(\d[\d,]*(?:\.\d+)?)"
)
COMPLEMENTS = (("线上", "线下"), ("男", "女"), ("国内", "国外"), ("国内", "境外"), ("行政", "事业"), ("基本", "项目"))
"""Two parts that are the whole wherever they are told together."""
HALF = Decimal("0.5")
"""Parts that make more than this of a whole look like all of it."""
RECEIVED = re.compile(r"(?<!网上)(?:受理|立案|收案|接收|收到|接到|收件|案件)")
FINISHED = re.compile(r"办结|结案|办理完毕|回复|化解|已办|审结")
BROUGHT_OVER = re.compile(r"上年|结转|往年|历年|存量|积案|累计|旧存|含")
DONE = re.compile(r"已|办结|结案")
OPEN = re.compile(r"在办|未结|未办|正在|待办|剩余|尚未")
OTHER = re.compile(r"其中|另有|另外|此外|还有|[，；]今年|[，；]全年|同时")
"""Behind such a word stands no part of the list."""
NEAR = Decimal("0.02")
"""Parts that miss the whole by less than this share are taken for all of it."""
TAIL = "数不用改；读者会问，可以在文末说明有尾差"
MEND = "请核对这句话里的数；是引用的数就改数据"


@document_check(
    "C082",
    level=Level.WARNING,
    title="一句话里的总数等于各部分之和",
    what="“其中”后面的各部分加起来不大于总数，看来是全部的要相等；括号里列全的要相等；受理＝办结＋在办",
    why="读者会在心里加一遍",
    remedy="改总数或改部分；各部分有重叠的，在句子里说明或写豁免",
)
def sentence_total_differs_from_parts(printed: Printed) -> Iterator[Outcome]:
    for passage in printed.passages:
        if passage.text.count("其中") or "（" in passage.text or "包括" in passage.text or "结" in passage.text:
            for start, end in sentences(passage):
                yield from _sentence(printed, passage, start, end)
    for found in printed.find(EQUATION):
        terms = [_number(t) for t in re.findall(r"\d[\d,]*(?:\.\d+)?", found.match[1])]
        total, stated = sum(terms, Decimal(0)), _number(found.match[2])
        if total == stated:
            yield Verdict.AGREES
        else:
            yield hit(
                printed, found.passage, found.start, found.end, f"左边加起来是 {total}，右边写的是 {stated}", MEND
            )


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _sentence(printed: Printed, passage: Passage, start: int, end: int) -> Iterator[Outcome]:
    found = list(numbers(passage, start, end))
    for marker in PARTS.finditer(passage.text, start, end):
        yield from _listed(printed, passage, found, marker, end)
    for whole, done in pairwise(found):
        yield from _finished(printed, passage, whole, done)
    for whole, done, left in zip(found, found[1:], found[2:], strict=False):
        if whole.unit and whole.unit == done.unit == left.unit and DONE.search(done.label) and OPEN.search(left.label):
            yield _compared(printed, passage, whole, [done, left], exact=True)


def _finished(printed: Printed, passage: Passage, whole: Number, done: Number) -> Iterator[Outcome]:
    """No more is finished than was received."""
    words = passage.text[max(0, whole.start - 12) : done.end]
    same = whole.unit and whole.unit == done.unit and not BROUGHT_OVER.search(words)
    if same and RECEIVED.search(whole.label) and FINISHED.search(done.label) and not FINISHED.search(whole.label):
        if done.value <= whole.value:
            yield Verdict.AGREES
            return
        problem = f"{done.label}{done.said}，比{whole.label}{whole.said}还多"
        said = passage.around(whole.start, done.end, 4)
        yield hit(printed, passage, whole.start, done.end, problem, f"{MEND}；含上年结转的请写明", said=said)


def _listed(
    printed: Printed, passage: Passage, found: list[Number], marker: re.Match[str], end: int
) -> Iterator[Outcome]:
    bracket = marker.group() == "（"
    wholes = [n for n in found if n.end <= marker.start() and n.unit not in ("%", "", "个百分点")]
    if not wholes or (bracket and wholes[-1].end != marker.start()):
        return
    whole = wholes[-1]
    if CHANGED.search(passage.clause(whole.start)):
        return
    closing = passage.text.find("）", marker.end()) if marker.group().startswith("（") else -1
    limit = closing if 0 <= closing < end else end
    groups = _groups(
        passage, [n for n in found if marker.end() <= n.start and n.end <= limit], marker.end(), whole.unit
    )
    parts = [n for group in groups for n in group]
    if not parts or (bracket and len(parts) < 2):
        return
    sums = list(accumulate(n.value for n in parts))
    if whole.value in sums:
        parts = parts[: sums.index(whole.value) + 1]  # what follows tells of something else
    elif sums[-1] > whole.value >= sum((n.value for n in groups[0]), Decimal(0)):
        return
    yield _compared(printed, passage, whole, parts, exact=bracket)


def _groups(passage: Passage, found: list[Number], start: int, unit: str) -> list[list[Number]]:
    """The parts of a list, in groups between semicolons; what stands in brackets is a part of a part."""
    groups: list[list[Number]] = [[]]
    for one in found:
        before = passage.text[start : one.start]
        bare = re.sub(r"（[^）]*）", "", before)
        if "（" in bare:
            continue
        if OTHER.search(bare):
            break
        if groups[-1] and "；" in passage.text[groups[-1][-1].end : one.start]:
            groups.append([])
        clause = passage.clause(one.start)
        if one.unit == unit and clause and not CHANGED.search(clause):
            groups[-1].append(one)
    return groups


def _compared(printed: Printed, passage: Passage, whole: Number, parts: list[Number], *, exact: bool) -> Outcome:
    total = sum((n.value for n in parts), Decimal(0))
    gap = total - whole.value
    tolerance = Decimal("0.5").scaleb(-whole.places) * (
        len(parts) if any(n.places < whole.places for n in parts) else 0
    )
    near = len(parts) > 1 and abs(gap) <= NEAR * abs(whole.value)
    labels = [part.label for part in parts]
    exact = exact or (len(parts) == 2 and any(_both(labels, pair) for pair in COMPLEMENTS))
    listed = passage.text[parts[0].start : parts[-1].end]
    most = len(parts) > 1 and total > whole.value * HALF and "等" not in passage.text[parts[-1].end :][:3] + listed
    if abs(gap) <= tolerance or (gap < 0 and not (exact or near or most)):
        return Verdict.AGREES
    sum_text = " + ".join(n.text for n in parts)
    problem = f"{sum_text} = {total}，而总数写的是 {whole.said}，相差 {abs(gap)}"
    start, end = whole.start, parts[-1].end
    level = None if exact or near or gap > 0 else Level.HINT
    said = passage.around(start, min(end, start + 40), 4)
    if _only_rounded(printed, passage, whole, parts):
        problem += "，是四舍五入的尾差：各数没有四舍五入的值加起来相等"
        told = hit(printed, passage, start, end, problem, "", level=Level.HINT, said=said)
        return replace(told, remedy=TAIL, template=False)  # nobody's words are to blame
    return hit(printed, passage, start, end, problem, MEND, level=level, said=said)


def _only_rounded(printed: Printed, passage: Passage, whole: Number, parts: list[Number]) -> bool:
    """Whether all of them are figures that the program printed, and their exact values add up."""
    keys = [next((m.key for m in passage.marks if m.start == n.start), "") for n in (whole, *parts)]
    figures = [printed.book.resolve(key) if key else None for key in keys]
    values = [figure.value for figure in figures if figure is not None and figure.value is not None]
    return len(values) == len(keys) and values[0] == sum(values[1:], Decimal(0))


def _both(labels: list[str], pair: tuple[str, str]) -> bool:
    return any(pair[0] in label for label in labels) and any(pair[1] in label for label in labels)
