"""What is written for the self-evaluation forms -> findings of what no form has a place for,
and of forms without rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches

from reportgen.figures import FigureBook
from reportgen.figures.form_kinds import transfers, with_own_form
from reportgen.figures.indicators import in_form, indicators
from reportgen.load.once import also
from reportgen.load.problems import renamed
from reportgen.model.amount import is_pending
from reportgen.model.finding import Finding, Level, Source
from reportgen.model.indicator import OVERALL, TABLE, Indicator
from reportgen.model.selection import GENERAL, PROJECT, SPENDING, is_subject_code
from reportgen.model.told_amount import told_amount

SPLIT = ("项目类别",)
"""What 项目资金 says where a project has several."""
NEAR = 0.5
"""How like an option a word must be to be meant for it."""


def wrong_forms(book: FigureBook) -> Iterator[Finding]:
    """Levels, goals and options that the forms of the edition do not have; projects and 整体自评 without indicators."""
    if TABLE not in book.edition.settings.forms:
        return  # an edition without such forms says nothing of them
    for indicator in indicators(book):
        yield from wrong_level(book, indicator)
    yield from _options(book)
    yield from _overall(book)
    yield from _without_indicators(book)
    yield from _overspent(book)
    yield from _effects_of_nothing(book)


def _error(code: str, message: str, source: Source | None, remedy: str, key: str | None = None) -> Finding:
    return Finding(code, Level.ERROR, message, source, key, remedy)


def _cell(book: FigureBook, indicator: Indicator, head: str) -> Source | None:
    at = book.loaded.source
    return at(*indicator.place(head)) or at(*indicator.place())


def wrong_level(book: FigureBook, indicator: Indicator) -> Iterator[Finding]:
    """层级 is 一级/二级, and the 一级 is one of the edition's."""
    written = indicator.cells.get("层级", "").strip()
    if is_pending(written):
        return
    firsts, seconds = book.edition.settings.levels.first, book.edition.settings.levels.second
    parts = [part.strip() for part in written.split("/")]
    place = _cell(book, indicator, "层级")
    remedy = f"请写成 一级/二级，如 产出/数量；一级有 {'、'.join(firsts)}，二级常用 {'、'.join(seconds)}"
    if len(parts) != 2 or not all(parts) or "." in written:
        told = f"写的是「{written}」，不是 一级/二级" if written else "没有写"
        yield _error("D020", f"指标「{indicator.title}」的层级{told}", place, remedy, indicator.key)
    elif not any(first in parts[0] for first in firsts):
        yield _error(
            "D020", f"指标「{indicator.title}」的一级「{parts[0]}」不是版式里的一级指标", place, remedy, indicator.key
        )


def _options(book: FigureBook) -> Iterator[Finding]:
    """What is ticked on the form of a project is one of the edition's options; the same wrong word is told once."""
    options = book.edition.settings.form_options
    printed = {tick.of for tick in book.edition.settings.form_ticks}
    wrong: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, project in enumerate(book.loaded.data.projects):
        split = any(money.project == project.name for money in book.loaded.data.category_money)
        chosen = {"项目类别": project.category, "项目属性": project.attribute, "项目类型": project.kind}
        chosen = {label: word for label, word in chosen.items() if label in printed and not (label in SPLIT and split)}
        for label, word in {**chosen, "项目级别": project.tier}.items():
            if word not in options[label] and not is_pending(word):
                wrong[label, word].append(row)
    for (label, word), rows in wrong.items():
        yield _no_option(book, label, word, rows, options[label])


def _no_option(book: FigureBook, label: str, word: str, rows: list[int], options: Sequence[str]) -> Finding:
    """One finding with the lines of all rows, and the line with the nearest word."""
    at, project = book.loaded.source, book.loaded.data.projects[rows[0]]
    head = label.removeprefix("项目")
    places = [at("项目", row, head) or at("项目", row) for row in rows]
    told = f"写的是「{word}」，版式里没有这一项" if word else "没有写"
    others = also(place.line for place in places[1:] if place)
    nearest = get_close_matches(word, options, 1, NEAR) if word else []
    remedy = f"是不是「{nearest[0]}」？" if nearest else f"请写 {'、'.join(options)} 之一"
    message, key = f"项目「{project.name}」的{head}{told}{others}", f"项目.{project.name}"
    corrected = renamed(word, nearest[0], places[0], book.loaded.lines) if nearest else ""
    return replace(_error("D021", message, places[0], remedy, key), corrected=corrected)


def _overall(book: FigureBook) -> Iterator[Finding]:
    """The goals of 整体自评 and those of its indicators are the same."""
    overall, rows = book.loaded.data.overall, in_form(book, OVERALL)
    if overall is None:
        if rows:
            yield _error(
                "D022",
                f"「指标」里有 {len(rows)} 个指标写了整体的分值，却没有「整体自评」",
                _cell(book, rows[0], rows[0].points_column(OVERALL)),
                "请补上「整体自评」；没有开展整体自评就删去「指标」里的「整体」栏",
                OVERALL,
            )
        return
    numbered = any(i.goal(OVERALL) for i in rows)
    yield from _unknown_goals(
        book, [i for i in rows if numbered and i.goal(OVERALL) not in overall.goals], list(overall.goals)
    )
    used = {i.goal(OVERALL) for i in rows}
    for field, names in (("目标", overall.goals if rows else {}), ("目标完成", overall.goals_met)):
        for number in names:
            source = book.loaded.source("整体自评", field, number) or book.loaded.source("整体自评", field)
            if field == "目标" and number not in used:
                remedy = f"请在「指标」的“整体目标”栏写 {number}" + (
                    "" if numbered else "；不分目标的自评表用「年度目标」"
                )
                yield _error(
                    "D023",
                    f"整体自评的目标 {number} 下面没有一个指标，自评表里不会印",
                    source,
                    remedy,
                    f"整体自评.目标.{number}",
                )
            elif field == "目标完成" and overall.goals and number not in overall.goals:
                yield _error(
                    "D023",
                    f"「目标完成」的 {number} 不是「目标」里的序号",
                    source,
                    f"「目标」里有 {'、'.join(overall.goals)}",
                    f"整体自评.目标完成.{number}",
                )


def _unknown_goals(book: FigureBook, rows: list[Indicator], goals: list[str]) -> Iterator[Finding]:
    """One finding for each number that no goal has, at the first indicator that is under it."""
    remedy = (
        f"「整体自评」的「目标」里有 {'、'.join(goals)}"
        if goals
        else "请在「整体自评」里写 目标: {1: …, 2: …}；不分目标就删去“整体目标”栏"
    )
    for number in dict.fromkeys(i.goal(OVERALL) for i in rows if not is_pending(i.goal(OVERALL))):
        under = [i for i in rows if i.goal(OVERALL) == number]
        named = f"指标「{under[0].title}」" + (f"等 {len(under)} 个" if len(under) > 1 else "")
        told = (
            f"的整体目标写的是「{number}」，「整体自评」的「目标」里没有"
            if number
            else "没有写整体目标，别的指标都写了"
        )
        yield _error("D023", f"{named}{told}", _cell(book, under[0], "整体目标"), remedy, under[0].key)


def _without_indicators(book: FigureBook) -> Iterator[Finding]:
    """A form without a row scores nothing, which is not 0."""
    data, at = book.loaded.data, book.loaded.source
    names = with_own_form(book)
    if not set(data.indicators) <= {OVERALL, *names, *transfers(book)}:
        return  # a table stands under a mistaken name, which is told
    if names and not any(in_form(book, name) for name in names):  # of one among others, check S011 tells
        remedy = "请在「指标」里给每个项目写一张表；不做自评的不写进「项目」"
        yield Finding(
            "D024",
            Level.WARNING,
            f"{len(names)} 个项目都没有指标，算不出得分",
            at("项目"),
            f"项目.{names[0]}.得分",
            remedy,
        )
    if data.overall and data.indicators and not in_form(book, OVERALL):
        remedy = "请在「指标」各表里加“整体”一栏，写在整体自评表里的分值；没有开展整体自评就删去「整体自评」"
        yield Finding(
            "D024", Level.WARNING, "整体自评没有一个指标，算不出得分", at("整体自评"), "整体自评.得分", remedy
        )


def _overspent(book: FigureBook) -> Iterator[Finding]:
    """All projects together spend at most all 项目支出; where each names its 科目, C062 says so of each 科目."""
    projects = book.loaded.data.projects
    if not projects or all(p.subjects for p in projects):
        return
    told, whole = book.resolve("项目.合计.执行数"), book.resolve(f"{SPENDING}.{PROJECT}")
    if told.certain and whole.certain and book.rounded(told) > book.rounded(whole):
        unit = book.loaded.data.money_unit
        one, other = (told_amount(book.rounded(amount), unit) for amount in (told, whole))
        message = f"各项目的执行数合计 {one} {unit}，比全部项目支出 {other} {unit}还多"
        yield _error(
            "D025", message, book.loaded.source("项目", 0, "执行数"), "请核对项目的执行数和收支里的项目支出", told.key
        )


def _effects_of_nothing(book: FigureBook) -> Iterator[Finding]:
    """A 科目 whose 项目支出 has an effect has 项目支出."""
    for name in book.loaded.data.project_effects:
        if is_subject_code(name) and (figure := book.resolve(f"{SPENDING}.{name}.{GENERAL}.{PROJECT}")).zero:
            message = f"「项目支出成效」里的 {name} 没有一般公共预算的项目支出"
            yield _error(
                "D026",
                message,
                book.loaded.source("项目支出成效", name),
                "请写有项目支出的科目或项目的代号",
                figure.key,
            )
