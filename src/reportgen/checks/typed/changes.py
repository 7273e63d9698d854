"""Text mode: what a person says of which way a figure went, and that there was none of it, against the figure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.checks.engine.passages import FoundText, Printed
from reportgen.checks.engine.registry import ACCOUNTS, Outcome, Verdict, document_check
from reportgen.checks.engine.whose import Prose
from reportgen.checks.typed.telling import hit
from reportgen.figures import UnknownKey
from reportgen.model.finding import Level

NAMED = (
    ("财政拨款收入", ("收入.财政拨款", "财政拨款收入总计")),
    ("财政拨款支出", ("支出.财政拨款", "财政拨款支出总计")),
    ("一般公共预算财政拨款支出", ("支出.一般公共",)),
    ("收、?支总计", ("收入总计", "支出总计")),
    ("(?<!拨款)(?:本年|年度|全年|总)?收入(?:总计|合计|总额)?", ("收入总计", "本年收入合计")),
    ("(?<!拨款)(?:本年|年度|全年|总)?支出(?:总计|合计|总额)?", ("支出总计", "本年支出合计")),
    ("机关运行经费", ("机关运行经费",)),
    ("公用经费", ("公用经费",)),
    ("人员经费", ("人员经费",)),
    ("“?三公”?经费", ("三公.合计.决算数",)),
    ("公务接待费", ("三公.公务接待费.决算数",)),
    ("公务用车运行维护费", ("三公.公务用车运行维护费.决算数",)),
    ("政府采购(?:支出)?(?:总额|金额)", ("政府采购.合计.金额",)),
)
UP, DOWN, LEVEL = "增加|增长|上升|提高", "减少|下降|降低|缩减", "持平|不变"
HOW = r"(?:都|均|各|也|则|有所|略有|大幅|小幅|明显|继续|同步|较快)*"
COMPARED = r"(?:(?:比|较|与|同)(?:上年度?|去年|\d{4}年度?)(?:相比|同期|决算数?)?，?|同比)"
NONE = re.compile(r"(?<![\d.,])0(?:\.0+)?(?=万?元(?!以|/|每))")


@document_check(
    "C172",
    level=Level.WARNING,
    title="文字里说的增减与数一致",
    what="人写的话里说收入、支出、机关运行经费等比上年增加还是减少，与报告里印的方向一致；收、支总计相等，不会一增一减",
    why="前面印着增加，这里写着减少，读者不知道信哪个",
    remedy="照数改方向，或写成引用",
    needs=ACCOUNTS,
)
def told_to_move_another_way(printed: Printed) -> Iterator[Outcome]:
    words = printed.book.edition.directions
    moved = rf"{HOW}(?:(?P<up>{words.up(UP)})|(?P<down>{words.down(DOWN)})|(?P<level>{LEVEL}))"
    for name, keys in NAMED:
        for found in printed.find(re.compile(rf"{name}{COMPARED}{moved}(?!的?(?:原因|主要))")):
            prose = printed.origin(found.passage, found.start, found.end)
            if prose is None or not _whole_name(found, prose):
                continue
            said = 1 if found.match["up"] else -1 if found.match["down"] else 0
            ways = {key: way for key in keys if (way := _way(printed, key)) is not None}
            if not ways or said in ways.values():
                yield Verdict.AGREES if ways else Verdict.UNKNOWN
                continue
            key, way = next(iter(ways.items()))
            word = "增加" if way > 0 else "减少" if way < 0 else "与上年持平"
            yield _hit(printed, found, f"报告里「{key}」是{word}", "请照数改")


def _whole_name(found: FoundText, prose: Prose) -> bool:
    """Whether the name begins there: 项目支出 is not 支出."""
    words, before = found.passage.text, found.passage.text[: found.start]
    own = prose.text.startswith(words[found.start : found.end])
    return (
        own or not re.search(r"[\u4e00-\u9fff]$", before) or before.endswith(("我局", "我部门", "本部门", "区", "市"))
    )


def _way(printed: Printed, key: str) -> int | None:
    """1, 0 or -1: which way a figure went since last year; None where that is not known."""
    try:
        change = printed.book.resolve(f"{key}.增减额")
    except UnknownKey:
        return None
    if not change.certain or change.value is None:
        return None
    return (change.value > 0) - (change.value < 0)


@document_check(
    "C171",
    level=Level.HINT,
    title="没有的钱说成没有",
    what="人写的话里不写 0.00万元：表里没有发生的格子是空的，文字说“没有”",
    why="一处是空的、一处是 0.00，读者以为是两回事",
    remedy="写成“没有……”，或用 ｛键｝ 引用",
    needs=ACCOUNTS,
)
def nothing_told_as_a_number(printed: Printed) -> Iterator[Outcome]:
    for found in printed.find(NONE):
        typed = found.passage.typed(found.start, found.end)
        if typed and printed.origin(found.passage, found.start, found.end) is not None:
            yield _hit(printed, found, "没有发生的，表里的格子是空的", "请写成“没有……”")
        else:
            yield Verdict.AGREES


def _hit(printed: Printed, found: FoundText, problem: str, remedy: str) -> Outcome:
    return hit(printed, found.passage, found.start, found.end, problem, remedy)
