"""Data mode: the texts of a project are its own: they speak of what it missed, of its own indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from reportgen.checks.engine.missed import below_half, missed, values_of
from reportgen.checks.engine.registry import ACCOUNTS, SELF_EVALUATION, Hit, Outcome, Verdict, check
from reportgen.checks.engine.told import DEVIATION, MEASURES, PROBLEMS, RESULTS, told
from reportgen.figures import FigureBook
from reportgen.figures.indicators import in_form
from reportgen.model.finding import Level
from reportgen.model.indicator import EVALUATION, OVERALL, Indicator
from reportgen.model.quantity import parse_quantity

OWN_WORDS = ("原因", "偏差原因")
"""Columns of 指标 in which a row says itself why it missed."""
LEAST = 10
"""Characters of a text that two projects hardly write alike by chance."""
OUTRIGHT = re.compile(
    "(?:没有?|未|不能|无法|只|仅|难以)[^，。；]{0,6}(?:完成|达到|达标|实现|做到)|不足|不及|缺口|差距|推迟|减少|取消|停"
)
"""What a reason must say where less than half was done."""
CONTENT = re.compile("(?:满意(?:度|率|程度|情况)|认可度|好评率)$")
ASKED = re.compile("满意|评价|意见|投诉|反映|认可|好评|体验|感受|期望|期待|需求|诉求|问卷|测评|调查|质量|不便|知晓")
"""Those whom it was done for stand in the name of a satisfaction: to speak of them says nothing of what they think."""
COMMON = re.compile("服务对象|满意度|情况|工作|项目|资金|完成|指标|目标|全年|年度|人员|单位|管理|经费")
"""Words of nearly every title: to share them means nothing."""


@check(
    "C158",
    level=Level.WARNING,
    title="没达到的指标，原因里说到它",
    message="「{form}」自评表的指标「{name}」目标「{target}」，实际「{actual}」，写的原因没有说到它",
    what="没有达到目标的指标，在偏差原因、问题和原因或改进措施里说到",
    why="读者看见没达到，就会找为什么",
    remedy="在「项目文字」的 偏差原因 里写这个指标为什么没有达到，或核对它的目标值、实际值",
    needs=ACCOUNTS,
    reader="科室",
)
def missed_indicator_untold(book: FigureBook) -> Iterator[Outcome]:
    short = missed(book)
    for form, rows in short.items():
        if form in (EVALUATION, OVERALL):
            continue  # each row there has its own reason, and C105 asks for those of the whole
        words = "".join(w.text for w in told(book) if w.form == form and w.field in (PROBLEMS, DEVIATION, MEASURES))
        shared = _said_of_all(book, form)
        for row in rows:
            if not words or _speaks_of(words, row, shared, half=below_half(book, row)):
                yield Verdict.AGREES  # where there is no reason at all: C103
                continue
            target, actual = values_of(book, row)
            values = {"form": form, "name": row.title, "target": target, "actual": actual}
            source = book.loaded.source(*row.place("实际值")) or book.loaded.source(*row.place())
            remedy = f"请核对目标值和实际值；没有错就在「项目文字.{form}」里写 偏差原因: …"
            yield Hit(values, row.key, source, remedy)


def _said_of_all(book: FigureBook, form: str) -> set[str]:
    """Pairs of characters that tell no indicator of a form from the next: of the project's name, or of two rows."""
    named = {
        name for project in book.loaded.data.projects if project.name == form for name in _pairs(project.full_name)
    }
    pairs = [_pairs(row.title) for row in in_form(book, form)]
    return named | {pair for one, other in combinations(pairs, 2) for pair in one & other}


def _pairs(title: str) -> set[str]:
    text = COMMON.sub(" ", title)
    return {pair for n in range(len(text) - 1) if re.fullmatch("[一-鿿]{2}", pair := text[n : n + 2])}


def _speaks_of(words: str, row: Indicator, shared: set[str], *, half: bool) -> bool:
    if any(row.cells.get(column, "").strip() for column in OWN_WORDS):
        return True
    if half and not OUTRIGHT.search(words):
        return False
    if CONTENT.search(row.title):
        return bool(ASKED.search(words))
    pairs = _pairs(row.title)
    if any(pair in words for pair in (pairs - shared or pairs)) or row.name in words:
        return True
    unit = parse_quantity(row.cells.get("实际值", "")).unit
    return bool(unit) and bool(re.search(rf"[\d一二两三四五六七八九十百几]\s*{re.escape(unit)}", words))


@check(
    "C159",
    level=Level.WARNING,
    title="各项目的文字是自己的",
    message="「{key}」{problem}",
    what="两个项目的产出和效益、问题和原因、偏差原因不一字不差",
    why="照抄别的项目忘了改，自评表就张冠李戴",
    remedy="改成这个项目自己的话",
    needs=ACCOUNTS + SELF_EVALUATION,
    reader="科室",
)
def words_of_another_project(book: FigureBook) -> Iterator[Outcome]:
    own = [w for w in told(book) if w.field in (RESULTS, PROBLEMS, DEVIATION) and w.form not in (OVERALL, EVALUATION)]
    copied: set[str] = set()
    for first, second in combinations(own, 2):
        if first.form != second.form and _bare(first.raw) == _bare(second.raw) and len(_bare(second.raw)) >= LEAST:
            later = second if second.key not in copied else first
            copied.add(later.key)
            values = {"key": second.key, "problem": f"与「{first.key}」一字不差"}
            yield Hit(values, second.key, second.source(book), "请改成这个项目自己的话")
    yield from [Verdict.AGREES] * sum(words.key not in copied for words in own)


def _bare(text: str) -> str:
    return re.sub(r"[，。；、\s]", "", text)
