"""Composed mode: what compares two printed numbers is computed again from them, as a reader would."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from reportgen.checks.engine.passages import Mark, Passage, Printed
from reportgen.checks.engine.registry import ACCOUNTS, BUDGET, Hit, Outcome, Verdict, document_check
from reportgen.figures import UnknownKey
from reportgen.model.finding import Level

MEND = "这是程序或版式模板的错，请告诉做版式的人"
CHANGE, RATE = ".增减额", ".增长率"


def number_in(text: str) -> Decimal | None:
    """A printed number; thousands separators and a per cent sign go."""
    try:
        return Decimal(text.replace(",", "").removesuffix("%"))
    except InvalidOperation:
        return None


def shown(printed: Printed, key: str) -> Decimal | None:
    """A figure as a reader finds it: in the document, else as it would be printed."""
    if key in printed.texts:
        return number_in(printed.texts[key])
    try:
        figure = printed.book.resolve(key)
    except UnknownKey:
        return None
    return printed.book.rounded(figure) if figure.certain else None


def _marks(printed: Printed, ending: str) -> Iterator[tuple[Passage, Mark, str]]:
    """Printed figures whose key ends so, with the key before the ending."""
    for passage in printed.passages:
        for mark in passage.marks:
            if mark.key.endswith(ending):
                yield passage, mark, mark.key.removesuffix(ending)


def words(passage: Passage, mark: Mark) -> str:
    """The figure as printed."""
    return passage.text[mark.start : mark.end]


def differs(printed: Printed, passage: Passage, mark: Mark, problem: str, remedy: str = MEND) -> Hit:
    """A hit with the words around a figure, and whoever put it there."""
    values = {"said": passage.around(mark.start, mark.end), "problem": problem}
    author = printed.whose.quoting(passage, mark.start, mark.end)
    if author is None:
        return Hit(values, mark.key, None, remedy, template=remedy == MEND)
    return Hit(values, author.key, author.source, author.note if remedy == MEND else remedy)


def _way(printed: Printed, passage: Passage, mark: Mark, base: str) -> int:
    """Which way the words say that a figure went: right before it, or where the edition says none before a rate,
    before the change that stands there.
    """
    directions = printed.book.edition.directions
    change = next((m for m in reversed(passage.marks) if m.end <= mark.start and m.key == f"{base}{CHANGE}"), None)
    told = change if directions.bare_rates and mark.key.endswith(RATE) and change else mark
    return directions.way(passage.text[: told.start])


@document_check(
    "C066",
    title="与上年比：增减额、增减率按印出的两年数计算",
    what="增加（减少）多少，是印出的本年数减印出的上年数；增长百分之几，是它除以上年数",
    why="读者用两年的报告就能重算",
    remedy="程序自己算，不会因数据而错；出现时请告诉我们",
    mode="composed",
    needs=ACCOUNTS + BUDGET,
    aliases=("CMM-007", "V33-234"),
)
def change_differs_from_its_years(printed: Printed) -> Iterator[Outcome]:
    for passage, mark, base in _marks(printed, CHANGE):
        now, last, stated = shown(printed, base), shown(printed, f"上年.{base}"), number_in(words(passage, mark))
        if now is None or last is None or stated is None:
            yield Verdict.UNKNOWN
        elif abs(now - last) == abs(stated):
            yield Verdict.AGREES
        else:
            yield differs(printed, passage, mark, f"{now} − {last} = {now - last}")
    for passage, mark, base in _marks(printed, RATE):
        now, last, stated = shown(printed, base), shown(printed, f"上年.{base}"), number_in(words(passage, mark))
        if now is None or stated is None or not last:
            yield Verdict.UNKNOWN
        elif abs(percent(now - last, last, stated)) == abs(stated):
            yield Verdict.AGREES
        else:
            yield differs(printed, passage, mark, f"({now} − {last}) ÷ {last} = {percent(now - last, last, stated)}%")


def percent(part: Decimal, whole: Decimal, like: Decimal) -> Decimal:
    """A quotient in per cent, to as many places as are printed."""
    exponent = like.as_tuple().exponent
    return (part / whole * 100).quantize(Decimal(1).scaleb(int(exponent)), ROUND_HALF_UP)


@document_check(
    "C067",
    title="增减的字与正负一致",
    what="数增加了才说增加、增长，减少了才说减少、下降",
    why="被引用的是这个词",
    remedy="程序自己选词；出现时请告诉我们",
    mode="composed",
    needs=ACCOUNTS + BUDGET,
    aliases=("CMM-006", "V33-245"),
)
def direction_word_differs_from_sign(printed: Printed) -> Iterator[Outcome]:
    for ending in (CHANGE, RATE):
        for passage, mark, base in _marks(printed, ending):
            now, last, way = shown(printed, base), shown(printed, f"上年.{base}"), _way(printed, passage, mark, base)
            if now is None or last is None:
                yield Verdict.UNKNOWN
            elif way == (now > last) - (now < last):
                yield Verdict.AGREES
            else:
                yield differs(printed, passage, mark, f"上年 {last}，本年 {now}")


@document_check(
    "C068",
    title="增减额不是抄了本年数",
    what="增减额不等于本年数，除非上年是 0",
    why="多半是把本年数抄成了增减额",
    remedy="核对「上年数」",
    mode="composed",
    needs=ACCOUNTS + BUDGET,
    aliases=("CMM-007",),
)
def change_is_the_amount_itself(printed: Printed) -> Iterator[Outcome]:
    for passage, mark, base in _marks(printed, CHANGE):
        now, last, stated = shown(printed, base), shown(printed, f"上年.{base}"), number_in(words(passage, mark))
        if now and last and stated is not None and abs(stated) == abs(now) and last != 2 * now:
            yield differs(printed, passage, mark, f"增减额与本年数相同，而上年数是 {last}", "请核对上年数")
        else:
            yield Verdict.AGREES


@document_check(
    "C069",
    title="上年为 0 时不说百分之几",
    what="上年是 0 或负数的，不说增长百分之几",
    why="拿 0 做母数没有增长率，“增长100%”是错的",
    remedy="程序自己印“上年无此项”；出现时请告诉我们",
    mode="composed",
    needs=ACCOUNTS + BUDGET,
    aliases=("CMM-005", "CMM-007"),
)
def rate_on_a_base_of_zero(printed: Printed) -> Iterator[Outcome]:
    for passage, mark, base in _marks(printed, RATE):
        last = shown(printed, f"上年.{base}")
        if last is not None and last <= 0:
            yield differs(printed, passage, mark, f"上年是 {last}，没有增长率")
        else:
            yield Verdict.AGREES


@document_check(
    "C070",
    level=Level.WARNING,
    title="持平时不再说增减",
    what="没有增减就说持平，后面不再跟金额和百分比",
    why="“增加0.00万元”等于没说",
    remedy="程序自己选词；出现时请告诉我们",
    mode="composed",
    needs=ACCOUNTS + BUDGET,
    aliases=("CMM-005", "V33-245"),
)
def change_of_nothing_told(printed: Printed) -> Iterator[Outcome]:
    for passage, mark, _ in _marks(printed, CHANGE):
        if number_in(words(passage, mark)) == 0:
            yield differs(printed, passage, mark, "没有增减，应说持平")
        else:
            yield Verdict.AGREES


@document_check(
    "C071",
    title="同一对数相比，各处的增减额和增减率相同",
    what="同一对数相比，各处说的增减额和增减率相同",
    why="一、二、四、五常常比的是同一笔钱",
    remedy="程序自己算；出现时请告诉我们",
    mode="composed",
    needs=ACCOUNTS + BUDGET,
    aliases=("V33-235", "NARRATIVE-INDICATOR-REPEAT"),
)
def same_pair_told_differently(printed: Printed) -> Iterator[Outcome]:
    for ending in (CHANGE, RATE):
        changes: dict[tuple[Decimal | None, Decimal | None], dict[str, tuple[Passage, Mark]]] = defaultdict(dict)
        for passage, mark, base in _marks(printed, ending):
            pair = (shown(printed, base), shown(printed, f"上年.{base}"))
            if None not in pair:
                changes[pair].setdefault(words(passage, mark), (passage, mark))
        for texts in changes.values():
            if len(texts) == 1:
                yield Verdict.AGREES
            else:
                passage, mark = list(texts.values())[-1]
                yield differs(printed, passage, mark, f"别处写的是 {'、'.join(list(texts)[:-1])}")


@document_check(
    "C076",
    level=Level.WARNING,
    title="有增减、与预算不同的都说了原因",
    what="有增减的、与预算不同的，都说主要原因",
    why="格式要求说明变动原因",
    remedy="在「原因」里按这个数的键写",
    mode="composed",
    needs=ACCOUNTS + BUDGET,
    aliases=("CMM-005", "V33-234"),
)
def reason_not_given(printed: Printed) -> Iterator[Outcome]:
    together = {
        f"{part.id}-{section.id}"
        for part in printed.book.edition.parts
        for section in part.sections
        if section.reasons_together
    } & {passage.section for passage in printed.passages if "原因" in passage.text}
    for passage in printed.passages:
        changed = next((m for m in passage.marks if m.key.endswith(CHANGE)), None)
        compared = passage.marks and re.search(r"支出决算数[大小]于", passage.text)  # else a person's own words
        if changed is None and not compared:
            continue
        if "原因" in passage.text or "〓" in passage.text or passage.section in together:
            yield Verdict.AGREES
        else:
            mark = changed or passage.marks[0]
            yield differs(printed, passage, mark, "没有说原因", f"请在「原因」里写 {mark.key.removesuffix(CHANGE)}: …")
