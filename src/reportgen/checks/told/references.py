"""Text mode: figures that a person named in words, beside the words that they stand behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.checks.engine.passages import Printed
from reportgen.checks.engine.registry import ACCOUNTS, SELF_EVALUATION, Hit, Outcome, Verdict, document_check
from reportgen.checks.told.indicators import Known, all_of, known_indicators, role_beside, told_of
from reportgen.checks.told.naming import core, named
from reportgen.checks.told.reading import FACTS, Told, of_table, statements
from reportgen.figures import UnknownKey
from reportgen.figures.indicators import indicators, indicators_of
from reportgen.model.finding import Level
from reportgen.model.indicator import EVALUATION
from reportgen.model.once import once

TARGET = ".目标值"
THINGS = ("台", "套", "台（套）", "辆", "平方米", "公里", "公顷", "亩")
THING_WORDS = re.compile(
    r"设备|系统|车|机|器|仪|面积|房|场地|道路|管网|土地|软件|终端|设施|购|维护|维修|建设|改造|安装|更新|绿化"
)
"""Units of things, and what is said of such things."""


@document_check(
    "C135",
    level=Level.WARNING,
    title="引用的数就是前面说的那个",
    what="｛指标.…｝｛事实.…｝前面的话说的就是它，说目标的引用目标值，说实际的引用实际值",
    why="引用写错一个名称，印出来的数有根有据，说的却是另一件事",
    remedy="照提示改引用",
    needs=ACCOUNTS + SELF_EVALUATION,
    reader="科室",
)
def reference_to_another_figure(printed: Printed) -> Iterator[Outcome]:
    listed = all_of(known_indicators(printed))
    names = _names(printed)
    for told in statements(printed):
        stem = told.key.removesuffix(TARGET)
        if told.prose is None or stem not in names or of_table(told.prose):
            continue
        said = any(named(title, told.subject, told.after, least=3) for title in names[stem])
        if not said and (thing := _thing_not_told(told, names[stem])):
            yield _hit(printed, told, thing, "请核对引用")
        elif not said and (other := _meant(told, listed) or _told_elsewhere(told, names, stem)):
            problem = f"说的是「{other[1]}」，引用的却是 ｛{told.key}｝（{told.said}）"
            yield _hit(printed, told, problem, f"请核对，是不是 ｛{other[0]}｝")
        else:
            yield _swapped(printed, told, stem, listed)


@once
def _names(printed: Printed) -> dict[str, list[str]]:
    """What the words before a reference may call it: an indicator's title and short name, a fact's name."""
    found = {f"{FACTS}.{name}": [name] for name in printed.book.loaded.data.facts}
    for row in (*indicators(printed.book), *indicators_of(printed.book, EVALUATION)):
        found[row.key] = [row.title, row.name]
    return found


def _meant(told: Told, listed: list[Known]) -> tuple[str, str] | None:
    """The indicator whose whole name stands right before, where it has another value."""
    meant = [known for known in told_of(told, listed) if told.subject.endswith(core(known.row.title))]
    if meant and not any(told.is_one_of(value) for known in meant for value, _ in known.values("")):
        return meant[0].row.key, meant[0].row.title
    return None


def _told_elsewhere(told: Told, names: dict[str, list[str]], own: str) -> tuple[str, str] | None:
    """What the last word before names, where nothing of the words is in the name of what is referred to."""
    words = told.subject
    ledger, form = own.split(".")[:2]
    for key in names if ledger == FACTS else ():  # a whole name right before
        if key != own and key.startswith(f"{FACTS}.") and len(names[key][0]) >= 4 and words.endswith(names[key][0]):
            return key, names[key][0]
    pairs = {words[n : n + 2] for n in range(len(words) - 1)} | {told.after[:2]}
    said = any(pair in name for pair in pairs if len(pair) == 2 for name in names[own])
    if said or len(words) < 2 or told.before.startswith("其中"):
        return None
    near = sorted(names, key=lambda key: (not key.startswith(f"{ledger}.{form}."), not key.startswith(f"{ledger}.")))
    for key in near:
        beside = key.startswith((f"{ledger}.{form}.", f"{FACTS}.")) if ledger != FACTS else key.startswith(FACTS)
        for name in names[key] if key != own else ():
            if words[-3:] in name if len(words) > 2 else words in name:
                return key, names[key][0]
            if beside and core(name).endswith(words[-2:]):
                return key, names[key][0]
    return None


def _thing_not_told(told: Told, titles: list[str]) -> str:
    """What is wrong where machines or floors are counted of which the clause says nothing; '' for nothing."""
    words = told.passage.clause(told.start) + told.after
    pairs = {title[n : n + 2] for title in titles for n in range(len(title) - 1)}
    if told.unit not in THINGS or THING_WORDS.search(words) or any(pair in words for pair in pairs):
        return ""
    return f"说的是“{told.subject[-12:]}”，引用的却是 ｛{told.key}｝「{titles[0]}」（{told.said}）"


def _swapped(printed: Printed, told: Told, stem: str, listed: list[Known]) -> Outcome:
    """The target for what was reached, or what was reached for the target."""
    own = next((known for known in listed if known.row.key == stem), None)
    role, is_target = role_beside(printed, told, own) if own else told.role, told.key.endswith(TARGET)
    if role not in ("done", "target") or is_target == (role == "target") or told.key.startswith(f"{FACTS}."):
        return Verdict.AGREES
    right = stem if is_target else f"{stem}{TARGET}"
    if _text(printed, right) == _text(printed, told.key):
        return Verdict.AGREES
    problem = f"说的是{'实际' if is_target else '目标'}，引用的却是 ｛{told.key}｝（{told.said}）"
    return _hit(printed, told, problem, f"请改引用 ｛{right}｝")


def _text(printed: Printed, key: str) -> str | None:
    try:
        return printed.book.resolve(key).text
    except UnknownKey:
        return None


def _hit(printed: Printed, told: Told, problem: str, remedy: str) -> Hit:
    """At the person's words that name the figure, not where the figure is stated."""
    where = told.prose.key if told.prose else ""
    source = printed.source(told.prose, f"｛{told.key}") if told.prose else None
    said = told.passage.around(told.start, told.end)
    return Hit({"said": said, "problem": problem, "where": where}, where, source, remedy)
