"""The check sheet of a kind (检查表), filled in from what was really printed and checked;
what can't be seen here stays blank.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from reportgen.build import BuiltReport
from reportgen.checks import CheckRun
from reportgen.checks.engine.pages import MODES
from reportgen.compose.tables import LaidTable
from reportgen.document.tree import squeeze, text_of
from reportgen.editions.checksheet import ChecksheetFile, SheetItem
from reportgen.editions.layers import read_as
from reportgen.editions.values import fill
from reportgen.model.finding import Finding, Level
from reportgen.publish.said import Said, outward
from reportgen.workspace.status import DAYS, deadline
from reportgen.writers.xlsx import ListColumn, Listing, write_listings

YES, NO, NOT_APPLICABLE, BLANK = "是", "否", "不适用", ""
FILE = "checksheet.yaml"
BY_HAND = "请人工核对"
ELSEWHERE = "报告里没有单独的这一节"
NOTHING = "这一项没有发生，报告里说明了没有"
ALL_FILLED, NOTHING_ABOUT = "各表都有数", "没有与它有关的内容"
NOT_PRINTED = "这种报告不印这一节"
NO_MATTER = (NOTHING, ALL_FILLED, NOTHING_ABOUT, NOT_PRINTED)
"""The notes of what is answered with 不适用."""
COUNTED = re.compile(r"核对 \d+ 处")
"""How a value begins that counts checks."""
COLUMNS = (
    ListColumn("序号", 5, True),
    ListColumn("方面", 11, True),
    ListColumn("检查内容", 44),
    ListColumn("是/否/不适用", 11, True),
    ListColumn("页码", 6, True),
    ListColumn("公开的数或内容", 46),
    ListColumn("说明", 32),
    ListColumn("依据", 18),
)


@dataclass(frozen=True)
class Answer:
    """是, 否, 不适用 or blank; the block it is seen at; the value as printed; a word on how it was decided."""

    answer: str
    block: str = ""
    value: str = ""
    note: str = ""


@dataclass(frozen=True)
class ChecksheetLine:
    """One line of the sheet."""

    aspect: str
    item: str
    basis: str
    answer: str
    page: str
    value: str
    note: str


def check_lines(made: BuiltReport, pages: Mapping[str, int]) -> list[ChecksheetLine]:
    """Every item with its answer; pages as printed."""
    return [
        ChecksheetLine(
            group.aspect, item, entry.basis, answer.answer, str(pages.get(answer.block, "")), answer.value, answer.note
        )
        for group in _items(made).aspects
        for entry in group.items
        for item, answer in _answers(made, entry)
    ]


def sheet_of(made: BuiltReport, lines: list[ChecksheetLine]) -> bytes:
    """The lines as a workbook."""
    document = made.document
    rows = [[str(n), x.aspect, x.item, x.answer, x.page, x.value, x.note, x.basis] for n, x in enumerate(lines, 1)]
    title = _items(made).title
    above = above_lines(title, document.unit, document.year)
    return write_listings(title, document.unit, document.created, [Listing("检查表", COLUMNS, rows, above)])


def above_lines(title: str, unit: str, year: int) -> tuple[str, ...]:
    """What stands over the lines."""
    return (
        title,
        f"单位：{unit}　　年度：{year}",
        "由 reportgen 按报告里实际印出的内容和核对清单预填，页码是 PDF 上印的页码；空着的请人工核对后填写。",
    )


def _items(made: BuiltReport) -> ChecksheetFile:
    """What the bureau asks of this kind of report: the edition's checksheet.yaml."""
    return read_as(ChecksheetFile, made.book.edition.layered(FILE), FILE)


def _answers(made: BuiltReport, entry: SheetItem) -> Iterator[tuple[str, Answer]]:
    if entry.tables is not None:
        for table in made.tables:
            reasons = entry.tables.get(table.definition.id, [])
            yield fill(entry.item, table=table.definition.title, label=table.name), _of_table(made, table, reasons)
        return
    asked = next((ASKS[name] for name in ASKS if name in entry.model_fields_set), _of_manual)
    yield entry.item, asked(made, entry)


def _of_deadline(made: BuiltReport, _entry: SheetItem) -> Answer:
    loaded = made.book.loaded
    found = deadline(loaded, made.document.created)
    if found is None or found.published is None:
        missing = "批复日期和公开日期" if found is None else "公开日期"
        return Answer(
            BLANK,
            value=f"{_day(found.approved)}批复，应在{_day(found.last_day)}以前公开" if found else "",
            note=f"数据里没有写{missing}，{BY_HAND}",
        )
    value = f"{_day(found.approved)}批复，{_day(found.published)}公开"
    return Answer(YES if found.left >= 0 else NO, value=value, note=f"批复后 {DAYS} 日内是到{_day(found.last_day)}")


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _of_section(made: BuiltReport, entry: SheetItem) -> Answer:
    """From the section of this name; what it must state may also stand in another one, where an edition has its own."""
    section, said = _section(made, entry.section), _said(made)
    if not said.knows(*entry.states):
        return Answer(BLANK, note=f"{ELSEWHERE}，{BY_HAND}")
    for place in (section, *(_texts(made) if entry.states else ())):
        if place is not None and not said.missing(entry.states, place):
            value = said.sentence([*entry.states, *entry.tells], said.printed_in(place))
            return Answer(YES, place.get("id", ""), value)
    if section is None:
        return _absent(made, entry)
    block, printed = section.get("id", ""), said.printed_in(section)
    if _is_nil(made, entry):
        when = [entry.when] if entry.when else []
        return Answer(NOT_APPLICABLE, block, said.sentence(when, printed) or _first_words(section), NOTHING)
    missing = said.missing(entry.states, section)
    return Answer(
        NO, block, said.sentence([*entry.states, *entry.tells], printed), f"这一节里没有印：{'、'.join(missing)}"
    )


def _absent(made: BuiltReport, entry: SheetItem) -> Answer:
    """A section that is not printed: because the data have nothing for it, or because this edition has none."""
    settings = made.book.edition.settings
    if entry.section in settings.left_out:
        return Answer(NOT_APPLICABLE, note=NOT_PRINTED)
    if any(entry.section in part.sections for part in settings.parts):
        return Answer(NO, note="报告里没有印这一节")
    return Answer(BLANK, note=f"{ELSEWHERE}，{BY_HAND}")


def _is_nil(made: BuiltReport, entry: SheetItem) -> bool:
    """Whether what the item is about is 0."""
    return entry.when is not None and _said(made).knows(entry.when) and bool(made.book.resolve(entry.when).zero)


def _of_table(made: BuiltReport, table: LaidTable, reasons: list[str]) -> Answer:
    section = made.document.reading.sections.get(table.id)
    if section is None:
        return Answer(NO, note="报告里没有印这张表")
    if table.nil:
        return Answer(YES, table.id, table.nil, "空表照列")
    said = _said(made)
    return Answer(YES, table.id, said.sentence(reasons, said.printed_in(section.element)))


def _said(made: BuiltReport) -> Said:
    return Said(made.book, _items(made).words)


def _of_nil(made: BuiltReport, _entry: SheetItem) -> Answer:
    empty = [table for table in made.tables if not any(c.figure and not c.figure.zero for c in table.cells())]
    if not empty:
        return Answer(NOT_APPLICABLE, note=ALL_FILLED)
    silent = [table.name for table in empty if not table.nil]
    value = "；".join(f"{table.name}：{table.nil.rstrip('。')}" for table in empty if table.nil)
    return Answer(NO if silent else YES, empty[0].id, value, f"没有说明的空表：{'、'.join(silent)}" if silent else "")


def _of_codes(made: BuiltReport, entry: SheetItem) -> Answer:
    asked = entry.codes
    table = next((t for t in made.tables if asked and t.definition.id == asked.table), None)
    if asked is None or table is None:
        return Answer(BLANK, note=f"报告里没有这张表，{BY_HAND}")
    if table.nil:
        return Answer(NOT_APPLICABLE, table.id, table.nil)
    finest = [(code, name) for code, name in _spent(table) if len(code.replace(" ", "")) >= asked.digits]
    if not finest:
        return Answer(NO, table.id, note="这张表里没有印这一级的科目")
    return Answer(YES, table.id, f"列出 {len(finest)} 个有数的科目，如 {' '.join(finest[0])}")


def _spent(table: LaidTable) -> Iterator[tuple[str, str]]:
    """The codes and names of the subjects with an amount; a row may have several side by side."""
    for row in table.rows:
        code = name = before = ""
        for cell in row.cells:
            before, kind = cell.kind, before
            if cell.kind == "code":  # 201 | 06 | 01 is one, written as it is printed
                code, name = f"{code} {cell.text}".strip() if kind == "code" else cell.text, ""
            elif cell.kind != "amount":
                name = name or cell.text
            elif code and cell.figure and not cell.figure.zero:
                yield code, name
                code = ""


def _of_checks(made: BuiltReport, entry: SheetItem) -> Answer:
    section = _section(made, entry.section)
    block = section.get("id", "") if section is not None else ""
    if section is not None and _is_nil(made, entry):
        return Answer(NOT_APPLICABLE, block, _first_words(section), NOTHING)
    asked = [run for run in made.runs if any(_asks(span, run) for span in entry.checks)]
    failed = {run.code for run in asked if run.status == "不通过"}
    failed |= {
        f.code for f in made.findings if any(_covers(span, f.code) for span in entry.checks)
    }  # told in composing
    graver = [f for f in made.findings if f.level is not Level.HINT and f.code in failed and _of(entry.about, f)]
    unrun = [run.code for run in asked if run.status in ("未运行", "已豁免")]
    if graver:
        said = "；".join(dict.fromkeys(outward(made.book, f.message) for f in graver))
        return Answer(NO, block, said, f"见核对清单 {'、'.join(sorted({f.code for f in graver}))}")
    if unrun or not asked:
        return Answer(BLANK, note=f"{'、'.join(unrun) or '核对清单里'}没有查或已豁免，{BY_HAND}")
    ran = [run for run in asked if run.status != "不适用"]
    if not ran:
        if entry.when is not None and not _is_nil(made, entry):  # what it is compared with lies elsewhere
            return Answer(BLANK, note=f"要比的数不在这里，{BY_HAND}")
        return Answer(NOT_APPLICABLE, note=NOTHING_ABOUT)
    return Answer(YES, block, f"核对 {sum(run.count for run in ran)} 处，没有不符", _tally(ran))


def _of(about: str | None, finding: Finding) -> bool:
    """Whether a finding is about what the item asks: its key begins so, or it is of all keys at once."""
    return about is None or (finding.key or "").split(".")[0] in (about, "原因")


def _tally(runs: list[CheckRun]) -> str:
    counts = {status: sum(run.status == status for run in runs) for status in dict.fromkeys(run.status for run in runs)}
    return "、".join(f"{status} {count} 项" for status, count in counts.items())


def _of_manual(made: BuiltReport, entry: SheetItem) -> Answer:
    dates = made.book.loaded.data.disclosure_of(made.kind)
    known = {"网址": dates.url, "批复文号": dates.approval_number}
    return Answer(BLANK, value=str(known.get(entry.manual or "") or ""), note=BY_HAND)


ASKS: Mapping[str, Callable[[BuiltReport, SheetItem], Answer]] = {
    "deadline": _of_deadline,
    "nil": _of_nil,
    "codes": _of_codes,
    "checks": _of_checks,
    "section": _of_section,
    "manual": _of_manual,
}
"""By what an item asks for; the first that it has: an item with checks names its section for the page."""


def _asks(span: str, run: CheckRun) -> bool:
    """C041..C053, one code, or one way of checking it: C058 印出来的."""
    codes, _, way = span.partition(" ")
    return _covers(codes, run.code) and way in ("", MODES[run.mode])


def _covers(span: str, code: str) -> bool:
    """Whether a code is the one, or one of those, whatever way it was found; a span of one way covers none so."""
    first, several, last = span.partition("..")
    return first <= code <= last if several else code == first


def _section(made: BuiltReport, name: str) -> ET.Element | None:
    known = made.document.reading.sections.items()
    wanted = {f"{part.id}-{name}" for part in made.book.edition.parts}
    return next((section.element for ident, section in known if ident in wanted), None)


def _texts(made: BuiltReport) -> Iterator[ET.Element]:
    """The sections of text, in order."""
    ids = {f"{part.id}-{section.id}" for part in made.book.edition.parts for section in part.sections}
    yield from (s.element for ident, s in made.document.reading.sections.items() if ident in ids)


def _first_words(section: ET.Element) -> str:
    paragraph = section.find("p")
    return squeeze(text_of(paragraph))[:60] if paragraph is not None else ""
