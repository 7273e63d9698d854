"""Text mode: a reference prints what the words before it say: 调解成功率｛指标.业务.结案率｝ prints another thing's number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from reportgen.checks.engine.passages import Printed
from reportgen.checks.engine.registry import Hit, Outcome, Verdict, document_check
from reportgen.checks.engine.whose import Prose
from reportgen.figures import FigureBook
from reportgen.figures.indicators import evaluation_indicators, indicators
from reportgen.model.finding import Level
from reportgen.model.once import once
from reportgen.model.prose import REFERENCE, how_printed

TARGET = ".目标值"
MUCH, LITTLE, MORE = 3, 2, 3
"""Characters that words have in common with a name: what is much, what is little, and by how many another must be
nearer.
"""
FILLER = re.compile(r"(?:实际|达到?|约|为|是|共|完成|分别|有|至|到|率达|超过|的|占|：|“|”)+$")
AIM_BEFORE = re.compile(r"计划[^，。；｛｝]{0,12}｛([^｛｝]+)\.目标值｝[，；]实际(?:完成|达到|为|有)?$")
"""A plan right before what came of it, with nothing named in between."""


@dataclass(frozen=True)
class Nameable:
    """Something that a reference may name: its key, and what people call it."""

    key: str
    names: tuple[str, ...]

    def near(self, label: str) -> int:
        """How many characters in a row the words and one of its names have in common."""
        return max(_common(label, name) for name in self.names)

    def said_in(self, label: str) -> bool:
        """Whether the words have all characters of one of its names in their order: 新增高校毕业生就业 has 新增就业."""
        return any(len(name) > 1 and _in_order(name, label) for name in self.names)


@once
def nameable(book: FigureBook) -> tuple[Nameable, ...]:
    """All indicators with actual values, facts and surveys."""
    rows = [*indicators(book), *evaluation_indicators(book)]
    known = [Nameable(row.key, tuple(n for n in (row.title, row.name) if n)) for row in rows]
    known += [Nameable(f"事实.{name}", (name,)) for name in book.loaded.data.facts]
    own = book.loaded.data.evaluation
    for survey in own.surveys if own else ():
        known += [Nameable(f"问卷.{survey.name}.{what}", (f"{survey.name}{what}",)) for what in ("满意率", "有效率")]
    return tuple(known)


@document_check(
    "C161",
    level=Level.WARNING,
    title="引用与前面的词说的是一件事",
    message="「{said}」{problem}",
    what="引用前面的词，就是被引用的指标或事实的名称；“计划”后面是目标值，“实际”后面是实际值",
    why="引错了键，印出来的是别的事的数",
    remedy="改成提示的那个键，或改前面的词",
    reader="科室",
)
def reference_of_another_thing(printed: Printed) -> Iterator[Outcome]:
    known = {thing.key: thing for thing in nameable(printed.book)}
    seen: set[tuple[object, ...]] = set()
    for prose in printed.prose:
        for match in REFERENCE.finditer(prose.raw):
            key, _, _ = how_printed(match[1].strip())
            own = known.get(key.removesuffix(TARGET))
            label = FILLER.sub("", re.split(r"[，。；、：（）｝\s]", prose.raw[: match.start()])[-1])
            if own is None or (prose.path, match.start()) in seen:
                continue
            seen.add((prose.path, match.start()))
            if problem := _otherwise(known, own, label, key, prose.raw[: match.start()]):
                yield _hit(printed, prose, match, label, *problem)
            else:
                yield Verdict.AGREES


def _otherwise(known: dict[str, Nameable], own: Nameable, label: str, key: str, before: str) -> tuple[str, str] | None:
    """What is wrong and how to mend it; None where words and reference agree, or nobody can tell."""
    clause = re.split("[，。；]", before)[-1]
    stage = re.findall("计划|目标|任务数|实际|已完成|完成了", clause)
    if key.endswith(TARGET) and stage and stage[-1] in ("实际", "已完成", "完成了"):
        return "说的是实际，印的是目标值", f"请写 ｛{own.key}｝"
    if not key.endswith(TARGET) and stage and stage[-1] == "计划":
        return "说的是计划，印的是实际值", f"请写 ｛{own.key}{TARGET}｝"
    aim = AIM_BEFORE.search(before)
    if aim and aim[1] != own.key and "。" not in before[aim.end() :]:
        return f"前面的计划说的是「{aim[1]}」，实际印的却是「{own.key}」", f"请写 ｛{aim[1]}｝"
    if not label:
        return None
    if "分别" in clause or own.said_in(label):
        return None
    mine = own.near(label)
    best = max(known.values(), key=lambda thing: (thing.near(label), thing.key == own.key), default=own)
    theirs = best.near(label)
    named = any(len(name) > 1 and label.endswith(name) for name in best.names)  # they end in the other's very name
    whole = mine < theirs and (named or theirs == len(label) >= LITTLE)
    if best is own or not ((theirs >= MUCH and mine < LITTLE) or theirs >= mine + MORE or whole):
        return None
    return f"前面说的是「{label[-theirs - 6 :]}」，引用的却是「{own.names[0]}」", f"是不是 ｛{best.key}｝"


def _hit(printed: Printed, prose: Prose, match: re.Match[str], label: str, problem: str, remedy: str) -> Hit:
    source = printed.source(prose, match[0]) or printed.book.loaded.source(*prose.path)
    return Hit({"said": f"{label}{match[0]}", "problem": problem}, prose.key, source, remedy)


def _in_order(name: str, label: str) -> bool:
    rest = iter(label)
    return all(character in rest for character in name)


def _common(label: str, name: str) -> int:
    found = SequenceMatcher(None, label, name, autojunk=False).find_longest_match()
    return found.size
