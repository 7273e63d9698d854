"""Text mode: one word for the unit, fixed names left alone, the level of the unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.checks.data.unused import subjects_of
from reportgen.checks.engine.passages import Printed
from reportgen.checks.engine.registry import Hit, Outcome, Verdict, document_check
from reportgen.checks.typed.telling import hit
from reportgen.model.finding import Level, Source

REWRITTEN = re.compile(
    r"附属部门(?:上缴|补助)|行政事业部门(?:养老|离退休|医疗)|(?<!\w)事业部门(?:的?(?:收入|支出|结余|离退休))|对附属部门补助"
)
OWN_LEVEL = re.compile(
    r"(?<![省市县区、和及与两])([省市县区])(?:级(?:财政|部门预算)|财政)(?![部厅局所])(?=[^，。；\n]{0,12}(?:拨|安排|预算|资金))"
)


@document_check(
    "C089",
    level=Level.WARNING,
    title="部门、单位用词统一，固定名称不改",
    what="正文统一说“本部门”（或版式规定的“本单位”）；附属单位、事业单位等固定名称不改",
    why="全文替换“单位”为“部门”，会把科目名称改坏",
    remedy="照科目表的名称写",
    reader="科室",
    aliases=("V33-236", "BUD-113"),
)
def unit_word_or_fixed_name_changed(printed: Printed) -> Iterator[Outcome]:
    for found in printed.find(REWRITTEN):
        yield hit(
            printed, found.passage, found.start, found.end, f"固定名称被改了：{found.match.group()}", "请恢复成“…单位…”"
        )
    word = printed.book.edition.words.department
    other = "单位" if word == "部门" else "部门"
    for found in printed.find(re.compile(rf"[本我]{other}(?![的]?预算|构成)")):
        if found.passage.section.endswith("glossary"):
            continue
        yield hit(
            printed, found.passage, found.start, found.end, f"别处都说“本{word}”", f"请改成“本{word}”", level=Level.HINT
        )


@document_check(
    "C092",
    level=Level.WARNING,
    title="名词解释说的是本部门的级次和本年度有的科目",
    what="名词解释里说的财政级次是本部门的级次，解释的科目是本年度有的科目",
    why="市里的范本抄到区里、上年的抄到今年，常忘了改",
    remedy="写本部门的级次；没有的科目删去",
    reader="科室",
    aliases=("R005",),
)
def explanation_of_another_unit(printed: Printed) -> Iterator[Outcome]:
    own = printed.book.loaded.data.department.level
    for found in printed.find(OWN_LEVEL):
        level = f"{found.match[1]}级"
        if found.passage.section.endswith("glossary") and level != own and own.endswith("级"):
            yield hit(printed, found.passage, found.start, found.end, f"写的是{level}，本部门是{own}", f"请改成{own}")
    yield from _unused_subjects(printed)


def _unused_subjects(printed: Printed) -> Iterator[Outcome]:
    data, at = printed.book.loaded.data, printed.book.loaded.source
    used = subjects_of(printed.book)
    listed = {
        code: str(entry.get("name", ""))
        for code, entry in printed.book.edition.subjects["功能科目"].items()
        if len(code) == 7
    }
    for term in data.glossary:
        name = re.sub(r"^.*[（(][类款][）)]|[（(]项[）)].*$", "", term).strip()
        codes = [code for code, known in listed.items() if name in (known, code)]
        yield _outcome(term, "名词解释", not codes or any(c in used for c in codes), at("名词解释", term))
    for code, entry in data.subjects.items():
        if entry.note:
            yield _outcome(code, "科目", code in used, at("科目", code))


def _outcome(name: str, field: str, known: bool, source: Source | None) -> Outcome:
    if known:
        return Verdict.AGREES
    problem = "这个科目不在本年度的收支和预算里"
    return Hit({"said": name, "problem": problem, "where": field}, f"{field}.{name}", source, "多半是旧的，请删去")
