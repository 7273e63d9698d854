"""Text mode: sentences that another sentence or a figure says the opposite of, or that nobody believes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.engine.amounts import in_wan
from reportgen.checks.engine.compare import figure
from reportgen.checks.engine.gaps import mistyped_forms
from reportgen.checks.engine.missed import every_indicator, missed
from reportgen.checks.engine.passages import Printed
from reportgen.checks.engine.registry import ACCOUNTS, BUDGET, SELF_EVALUATION, Hit, Outcome, Verdict, document_check
from reportgen.checks.told.reading import FACTS, Told, statements, typed_statements
from reportgen.checks.typed.telling import hit
from reportgen.model.figure import PERCENT, WAN
from reportgen.model.finding import Level
from reportgen.model.once import once

WHAT = r"(?P<what>[一-鿿]{4,}?)(?:都|均|也|有所|大幅|逐年|明显|相应)*"
UP, DOWN = "增加|增多|增长|上升|提高|扩大", "减少|下降|降低|压减|缩小"
COMPARED = re.compile("比|较|上年|去年|年初|预计|预算|计划|原")
"""Against something else than last year, or told of last year, it may have gone the other way."""
ALIKE = 5
"""Characters at the end of two subjects that make them one thing: 就业援助的人数."""
NOT_DONE = re.compile(
    r"(?P<what>[一-鿿]{0,8}?)(?:绩效|工作|各项|年度|全年)*(?:目标|指标|任务)(?:都|均|仍|还|尚)?(?:没有|没能|未能?)(?:全部|全面|如期|按期)?(?:完成|达到|实现)"
)
DID_NOT = re.compile(
    r"(?P<what>[一-鿿]{0,8}?)(?:都|均|全部)(?:没有|没能|未能?)(?:全面|如期|按期|按时)?(?:完成|达到|实现)"
    r"(?:年度|绩效|全年|各项|预期|年初|工作)*(?:目标|指标|任务)"
)
"""None of them did what was aimed at."""
GENERAL = re.compile("各项|全部|所有|部分|有的|全年|年度|绩效|工作|本|我|的|个别|少数|一些|几项|其中")
NOT_TOLD_OF_NOW = re.compile("如果|若|上年|去年|防止|避免|凡|对")
PAID = re.compile("工资|薪酬|欠薪|补贴|补助|救助|慰问|奖励|待遇|抚恤|津贴|奖金|低保")
MOST_EACH = Decimal(200)
"""万元 of wages or help for each person, and nobody believes it."""
PEOPLE = ("人", "户")
OF_FUND = re.compile(
    r"(?P<fund>非税收入|政府性基金|国有资本经营|上级补助|专户|其他收入)(?:拨款|预算|资金|收入)?(?:中?安排|拨付|支付)的?\s*$"
)


@document_check(
    "C188",
    level=Level.WARNING,
    title="两处的原因不说相反的话",
    what="各条原因里同一件事的增减方向相同（说的是预算和说的是上年的不比）",
    why="前面说援助的人数减少，后面说援助的人数增加",
    remedy="改其中一句；不是一回事的写明是哪一件",
    needs=ACCOUNTS + BUDGET,
    reader="科室",
)
def reasons_against_each_other(printed: Printed) -> Iterator[Outcome]:
    seen: list[tuple[str, bool, str]] = []
    words = printed.book.edition.directions
    way = re.compile(f"{WHAT}(?:(?P<more>{words.up(UP)})|(?P<less>{words.down(DOWN)}))")
    for prose in printed.prose:
        if prose.path[0] != "原因":
            continue
        for clause in re.split("[，。；：\n]", prose.text):
            found = way.search(clause)
            if not found or COMPARED.search(clause):
                continue
            what, more = found["what"], bool(found["more"])
            other = next((o for o in seen if o[1] != more and _same(o[0], what)), None)
            seen.append((what, more, prose.key))
            if other is None:
                yield Verdict.AGREES
                continue
            problem = f"「{other[2]}」里说的是{'减少' if more else '增加'}"
            values = {"said": found[0], "problem": problem, "where": prose.key}
            source = printed.source(prose, found[0])
            yield Hit(values, prose.key, source, "请改其中一句；不是一回事的写明是哪一件")


def _same(one: str, other: str) -> bool:
    end = next((n for n, (a, b) in enumerate(zip(reversed(one), reversed(other), strict=False)) if a != b), None)
    return (min(len(one), len(other)) if end is None else end) >= ALIKE


@document_check(
    "C189",
    level=Level.WARNING,
    title="“没有完成”与指标相符",
    what="文字里说目标没有完成的，说到的指标里有没有达到的",
    why="各项指标都达到了，文字却说目标没有完成",
    remedy="改文字，或核对指标的目标值、实际值",
    needs=ACCOUNTS + SELF_EVALUATION,
    reader="科室",
)
def claimed_not_done(printed: Printed) -> Iterator[Outcome]:
    short = {row.key for rows in missed(printed.book).values() for row in rows}
    named = {p.name: p.full_name for p in printed.book.loaded.data.projects}
    words = [(row.key, f"{row.title}{row.form}{named.get(row.form, '')}") for row in every_indicator(printed.book)]
    for prose in printed.prose if words else ():
        for found in NOT_DONE.finditer(prose.text):
            clause = re.split("[，。；]", prose.text[: found.start()])[-1]
            if NOT_TOLD_OF_NOW.search(clause + found["what"]) or prose.path[0] in ("指标", "原因"):
                continue
            about = GENERAL.sub("", found["what"])[-2:]
            of_it = [key for key, text in words if about in text]
            if not of_it or any(key in short for key in of_it):
                yield Verdict.AGREES
                continue
            values = {"said": found[0], "problem": "说到的指标都达到了目标", "where": prose.key}
            yield Hit(values, prose.key, printed.source(prose, found[0]), "请改文字，或核对指标的目标值、实际值")
        for found in DID_NOT.finditer(prose.text) if prose.path[0] != "指标" else ():
            clause = re.split("[，。；]", prose.text[: found.start()])[-1]
            if short or NOT_TOLD_OF_NOW.search(clause + found["what"]):
                yield Verdict.UNKNOWN
                continue
            values = {"said": found[0], "problem": "各项指标都达到了目标", "where": prose.key}
            yield Hit(values, prose.key, printed.source(prose, found[0]), "请改文字，或核对指标的目标值、实际值")


@document_check(
    "C190",
    level=Level.WARNING,
    title="每人得到的钱说得过去",
    what="一句话里说为多少人发放、追回了多少工资、补贴，平均每人不到二百万元",
    why="75 名劳动者追回 396840 万元，多半是元写成了万元",
    remedy="核对金额和单位",
    reader="科室",
)
def each_person_gets_too_much(printed: Printed) -> Iterator[Outcome]:
    last: Told | None = None
    for told in statements(printed):
        people, last = last, told
        if people is None or told.unit != WAN or people.unit not in PEOPLE or told.prose is None:
            continue
        between = told.passage.text[people.end : told.start] if told.passage is people.passage else "。"
        if re.search("[。；，]", between) or not PAID.search(between + told.after) or people.value < 2:
            continue
        if told.value <= people.value * MOST_EACH:
            yield Verdict.AGREES
        else:
            problem = f"{people.said}一共 {told.said}，平均每人 {in_wan(round(told.value / people.value, 2))}万元"
            yield hit(printed, told.passage, told.start, told.end, problem, "请核对金额和单位")


@document_check(
    "C191",
    level=Level.HINT,
    title="手打的数不是一个数打错的样子",
    what="手打的数，前面的词与一个事实的名称同尾、数只差一位的，是同一个数",
    why="“险种共净增3.5万人”，别处引用的扩面净增是 2.5 万人",
    remedy="是同一个数就写 ｛事实.…｝",
    reader="科室",
)
def nearly_a_fact(printed: Printed) -> Iterator[Outcome]:
    facts = _facts(printed)
    for told in typed_statements(printed):
        if told.key or told.unit == PERCENT or len(told.subject) < 2 or told.role in ("before", "share", "target"):
            continue
        ends = [f for f in facts if f.subject.endswith(told.subject[-2:]) and f.unit == told.unit]
        if any(told.is_one_of(f.value) for f in ends):
            yield Verdict.AGREES
        elif near := next((f for f in ends if _one_slip(told.value, f.value)), None):
            problem = f"写的是 {told.said}，｛{near.key}｝是 {near.said}，像是同一个数"
            yield hit(printed, told.passage, told.start, told.end, problem, f"是同一个数就写 ｛{near.key}｝")


@once
def _facts(printed: Printed) -> tuple[Told, ...]:
    """Every fact where it is printed, told of by its name."""
    found = {told.key: told for told in statements(printed) if told.key.startswith(f"{FACTS}.")}
    return tuple(
        Told(**{**told.__dict__, "subject": key.rpartition(".")[2]}) for key, told in found.items() if told.value >= 10
    )


def _one_slip(one: Decimal, other: Decimal) -> bool:
    """One digit differs, two are swapped, or the point is moved."""
    a, b = f"{one:f}", f"{other:f}"
    return one in mistyped_forms(other) or (len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1)


@document_check(
    "C192",
    level=Level.WARNING,
    title="说是一种资金安排的，不比这种资金多",
    what="文字里说非税收入、政府性基金等安排多少万元的，不比报告里这种资金的收入多",
    why="非税收入拨款一共 3 万元，项目说明里写着非税收入安排的 30 万元",
    remedy="改这个金额，或核对收入",
    needs=ACCOUNTS + BUDGET,
)
def more_than_the_fund_has(printed: Printed) -> Iterator[Outcome]:
    for told in statements(printed):
        found = OF_FUND.search(told.passage.text[: told.start])
        if told.unit != WAN or told.prose is None or told.key or not found:
            continue
        key = f"收入.{found['fund']}"
        names = [key, *(f"{key}{end}" for end in ("拨款", "补助", "收入"))]
        keys = [k for name in names for k in (f"{name}.年初预算", name)]
        had = next((f for k in keys if (f := figure(printed.book, k)) is not None), None)
        if had is None:
            yield Verdict.UNKNOWN
        elif told.value <= had.number:
            yield Verdict.AGREES
        else:
            problem = f"写的是 {told.said}，{found['fund']}一共是 {in_wan(had.number)}万元"
            yield hit(printed, told.passage, told.start, told.end, problem, "请改这个金额，或核对收入")
