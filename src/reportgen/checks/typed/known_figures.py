"""Text mode: numbers that people typed, against the figures that the report knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation
from functools import partial

from reportgen.checks.engine.gaps import mistyped_forms
from reportgen.checks.engine.passages import Passage, Printed
from reportgen.checks.engine.registry import ACCOUNTS, SELF_EVALUATION, Hit, Outcome, Verdict, document_check
from reportgen.checks.engine.whose import Prose
from reportgen.checks.typed.meant import may_be
from reportgen.checks.typed.numbers import CHANGED, MONEY, Number, numbers
from reportgen.checks.typed.telling import hit
from reportgen.figures import UnknownKey
from reportgen.model.figure import WAN
from reportgen.model.finding import Level
from reportgen.model.indicator import REPORT, TABLE
from reportgen.model.once import once

Known = dict[tuple[Decimal, str], list[str]]
LEAST_DIGITS = 3
"""A number with fewer significant digits says nothing: 100%, 50场."""
GOALS = ("目标值", "工作内容及目标", "指标", "目标", "年度目标")
LABELS = (
    (re.compile(r"(?<!财政拨款)收、?支总计"), "收入总计"),
    (re.compile("财政拨款收入总计"), "财政拨款收入总计"),
    (re.compile("财政拨款支出总计"), "财政拨款支出总计"),
    (re.compile("(?<!财政拨款)收入总计"), "收入总计"),
    (re.compile("(?<!财政拨款)支出总计"), "支出总计"),
    (re.compile("本年收入合计"), "本年收入合计"),
    (re.compile("本年支出合计"), "本年支出合计"),
    (re.compile('[“"]?三公[”"]?经费(?:支出)?'), "三公.合计.决算数"),
    (re.compile("公务接待费"), "三公.公务接待费.决算数"),
    (re.compile("公务用车购置费(?:用)?(?!及)|购置公务用车(?:费用?|支出)?"), "三公.公务用车购置费.决算数"),
    (re.compile("(?<!购置及)公务用车运行(?:维护)?费"), "三公.公务用车运行维护费.决算数"),
    (re.compile("因公出国（境）费用?|因公出国[(]境[)]费用?"), "三公.因公出国（境）费.决算数"),
    (re.compile("国有资本经营预算(?:财政拨款)?支出"), "支出.国有资本"),
    (re.compile("政府性基金(?:预算)?(?:财政拨款)?支出"), "支出.政府性基金"),
    (re.compile("机关运行经费"), "机关运行经费"),
    (re.compile("政府采购(?:支出)?(?:总额|合计)"), "政府采购.合计.金额"),
    *(
        (re.compile(f"政府采购{kind}(?:类)?(?:支出|金额)?|{kind}类?采购(?:支出|金额)?"), f"政府采购.{kind}.金额")
        for kind in ("货物", "工程", "服务")
    ),
    (re.compile("人员经费"), "人员经费"),
    (re.compile("公用经费"), "公用经费"),
)
BETWEEN = re.compile(r"(?:支出|决算数?|共计?|合计|总计|为|是|达到?|约)*")
TOTALS = {
    "收入总计": "本年收入合计",
    "支出总计": "本年支出合计",
    "财政拨款收入总计": "收入.财政拨款",
    "财政拨款支出总计": "支出.财政拨款",
}


@once
def typed_numbers(printed: Printed) -> tuple[tuple[Passage, Number, Prose], ...]:
    """Every number with a unit that a person typed in a sentence (not a goal), with the prose it stands in."""
    return tuple(_typed_numbers(printed))


def _typed_numbers(printed: Printed) -> Iterator[tuple[Passage, Number, Prose]]:
    for passage in printed.passages:
        if not any(c.isdigit() for c in passage.text):
            continue
        for number in numbers(passage):
            if number.unit and passage.typed(number.start, number.end):
                prose = printed.origin(passage, number.start, number.end)
                if prose and not (
                    prose.path[0] == TABLE
                    or prose.path[:2] == (REPORT, TABLE)
                    or prose.path[-1] in GOALS
                    or prose.path[0] == "事实"
                ):
                    yield passage, number, prose


@once
def known(printed: Printed) -> Known:
    """What is printed as a figure, by value and unit; a fact or indicator carries its unit in its text."""
    found: Known = {}
    for place in printed.places:
        match = re.fullmatch(r"-?(\d[\d,]*(?:\.\d+)?)(.*)", place.text)
        if place.key and match:
            try:
                value = Decimal(match[1].replace(",", ""))
            except InvalidOperation:
                continue
            keys = found.setdefault((value, place.element.get("data-unit") or match[2].strip()), [])
            if place.key not in keys:
                keys.append(place.key)
    return found


@document_check(
    "S007",
    level=Level.HINT,
    title="手打的数没有写成引用",
    what="文字里手打的数，如果就是报告里的一个数，写成引用",
    why="数改了，文字跟着改",
    remedy="照提示写 ｛键｝",
    needs=ACCOUNTS + SELF_EVALUATION,
)
def known_figure_typed(printed: Printed) -> Iterator[Outcome]:
    figures = known(printed)
    for passage, number, prose in typed_numbers(printed):
        if number.digits < LEAST_DIGITS:
            continue
        fits = partial(may_be, printed, passage, number, prose)
        if keys := figures.get((number.value, number.unit), []):
            keys = [key for key in keys if fits(key)]
            if not keys:
                continue
            key = min(keys, key=len)
            yield hit(
                printed,
                passage,
                number.start,
                number.end,
                f"{number.said} 就是「{key}」",
                f"可以写成 {_reference(passage, number, key)}，数改了文字跟着改",
            )
        elif near := _near(number, figures, fits):
            value, key = near
            problem = f"{number.said} 很像「{key}」的 {value}{number.unit}"
            yield hit(printed, passage, number.start, number.end, problem, f"是同一个数就写成 ｛{key}｝；不是就不用改")


def _reference(passage: Passage, number: Number, key: str) -> str:
    """What to type for the number; 名 that is typed behind a figure of 人 stays."""
    typed = passage.text[number.start + len(number.text) : number.end].strip()
    return f"｛{key}｝" if typed in (number.unit, "％") else f"｛{key}.数｝{typed}"


def _near(number: Number, figures: Known, fits: Callable[[str], bool]) -> tuple[Decimal, str] | None:
    """A figure that this number is with fewer places (rounded or cut off), or with two digits swapped."""
    if not number.places and number.unit != WAN:
        return None
    last = Decimal(1).scaleb(-number.places)
    for (value, unit), keys in figures.items():
        if unit != number.unit or value == number.value:
            continue
        finer = number.places and -int(value.as_tuple().exponent) > number.places
        cut = finer and number.value in (value.quantize(last, ROUND_DOWN), value.quantize(last, ROUND_HALF_UP))
        swapped = (
            number.digits > LEAST_DIGITS and abs(value - number.value) < value and number.value in mistyped_forms(value)
        )
        if (cut or swapped) and (meant := [key for key in keys if fits(key)]):
            return value, min(meant, key=len)
    return None


@document_check(
    "C041",
    title="写“总计”的地方用的是总计",
    what="写“总计”的地方用收、支总计，写“合计”的地方用本年合计",
    why="有年初结转时两个数不同，公开稿常在这里错",
    remedy="换成那个词说的数，最好写成 ｛收入总计｝",
    needs=ACCOUNTS,
    aliases=("V33-102", "V33-225", "225"),
)
def total_word_with_sum_of_the_year(printed: Printed) -> Iterator[Outcome]:
    named = {"收入总计", "支出总计", "财政拨款收入总计", "财政拨款支出总计"}
    for passage in printed.passages:
        for mark in passage.marks if "总计" in passage.text else ():
            if passage.text[: mark.start].endswith("总计"):
                if mark.key in named or mark.key.startswith("项目") or mark.key.removeprefix("上年.") in named:
                    yield Verdict.AGREES
                elif mark.key in TOTALS.values():
                    yield hit(
                        printed,
                        passage,
                        mark.start,
                        mark.end,
                        f"写的是“总计”，数却是「{mark.key}」",
                        "请改用总计，或改成“合计”",
                    )
    for passage, number, label, key in _labelled(printed):
        other = TOTALS.get(key)
        if other and _equals(printed, number, other) and not _equals(printed, number, key):
            yield hit(
                printed,
                passage,
                number.start,
                number.end,
                f"写的是“{label}”，{number.said} 却是「{other}」",
                f"请写 ｛{key}｝",
            )


@document_check(
    "C081",
    level=Level.WARNING,
    title="文字里的数与决算一致",
    what="写在“三公经费”“机关运行经费”等名称后面的数，就是决算里的那个数（或它的预算、上年数）",
    why="同一件事只能有一个数",
    remedy="写成 ｛键｝，或说清是哪一年、哪个口径",
    aliases=("NARRATIVE-INDICATOR-REPEAT",),
)
def typed_number_contradicts_figure(printed: Printed) -> Iterator[Outcome]:
    for passage, number, label, key in _labelled(printed):
        stem, _, column = key.rpartition(".")
        others = [key, f"{key}.年初预算", f"{key}.全年预算", *TOTALS.values()]
        if column == "决算数":
            others.append(f"{stem}.预算数")
        of_last_year = _equals(printed, number, f"上年.{key}")
        said_so = of_last_year and _says_last_year(printed, passage, number)
        if said_so or any(_equals(printed, number, other) for other in others):
            yield Verdict.AGREES
        elif of_last_year:
            problem = f"{label}写的是 {number.said}，这是上年的数，本年是 {_shown(printed, key)}"
            remedy = f"请写 ｛{key}｝；说的是上年就写明“上年”"
            yield hit(printed, passage, number.start, number.end, problem, remedy)
        elif shown := _shown(printed, key):
            yield hit(
                printed,
                passage,
                number.start,
                number.end,
                f"{label}写的是 {number.said}，决算是 {shown}",
                f"请写 ｛{key}｝，或说明是哪一年、哪个口径的数",
            )


def _says_last_year(printed: Printed, passage: Passage, number: Number) -> bool:
    sentence = passage.text[: number.end].split("。")[-1]
    return any(word in sentence for word in ("上年", "去年", "上一年", f"{printed.book.loaded.data.year - 1}年"))


def wrong_unit(printed: Printed) -> Iterator[Hit]:
    """A known amount of 万元 that is typed with another unit of money."""
    figures = known(printed)
    for passage, number, _ in typed_numbers(printed):
        if number.unit in MONEY and number.unit != WAN and number.digits > LEAST_DIGITS and "." in number.text:
            keys = figures.get((number.value, WAN), [])
            if keys and (number.value, number.unit) not in figures:
                yield hit(
                    printed,
                    passage,
                    number.start,
                    number.end,
                    f"「{keys[0]}」是 {number.text}万元，这里写成了 {number.unit}",
                    "请改正单位",
                )


def _labelled(printed: Printed) -> Iterator[tuple[Passage, Number, str, str]]:
    """Typed amounts of 万元 right behind the name of a figure."""
    for passage, number, _ in typed_numbers(printed):
        if number.unit not in MONEY:
            continue
        for pattern, key in LABELS:
            match = next(
                (
                    m
                    for m in pattern.finditer(passage.text, 0, number.start)
                    if BETWEEN.fullmatch(passage.text, m.end(), number.start)
                ),
                None,
            )
            if match:
                if not CHANGED.search(passage.clause(number.start)):
                    yield passage, number, match.group(), key
                break


def _equals(printed: Printed, number: Number, key: str) -> bool:
    try:
        figure = printed.book.resolve(key)
    except UnknownKey:
        return False
    if not figure.certain or figure.unit != WAN:
        return False
    size = {WAN: Decimal(1), "亿元": Decimal(10000), "元": Decimal("0.0001")}[number.unit]
    exact = printed.book.rounded(figure) / size
    return exact == number.value or (
        number.unit == "亿元" and exact.quantize(Decimal(1).scaleb(-number.places), ROUND_HALF_UP) == number.value
    )


def _shown(printed: Printed, key: str) -> str:
    try:
        figure = printed.book.resolve(key)
    except UnknownKey:
        return ""
    return f"{printed.book.printed(figure)}{figure.unit}" if figure.certain else ""
