"""The 《部门决算公开情况检查表》, filled in from what was really printed and checked; what can't be seen here stays blank."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from reportgen.build import Made
from reportgen.checks import CheckRun
from reportgen.clerk.status import DAYS, deadline
from reportgen.document import places, squeeze, text_of
from reportgen.finding import Level
from reportgen.report import UnknownKey
from reportgen.tables import LaidTable
from reportgen.writers.xlsx import Column, Listing, write_listings

TITLE = "部门决算公开情况检查表"
YES, NO, NOT_APPLICABLE, BLANK = "是", "否", "不适用", ""
BY_HAND = "请人工核对"
NOTHING = "这一项没有发生，报告里说明了没有"
COLUMNS = (
    Column("序号", 5, True), Column("方面", 11, True), Column("检查内容", 40), Column("是/否/不适用", 11, True), Column("页码", 6, True),
    Column("公开的数或内容", 42), Column("说明", 32), Column("依据", 17))


@dataclass(frozen=True)
class Answer:
    """是, 否, 不适用 or blank; the block it is seen at; the value as printed; a word on how it was decided."""

    answer: str
    block: str = ""
    value: str = ""
    note: str = ""


@dataclass(frozen=True)
class Line:
    """One line of the sheet."""

    aspect: str
    item: str
    basis: str
    answer: str
    page: str
    value: str
    note: str


def check_lines(made: Made, pages: Mapping[str, int]) -> list[Line]:
    """Every item with its answer; pages as printed."""
    return [
        Line(group["aspect"], item, entry["basis"], told.answer, str(pages.get(told.block, "")), told.value, told.note)
        for group in _items() for entry in group["items"] for item, told in _answers(made, entry)
    ]


def sheet_of(made: Made, lines: list[Line]) -> bytes:
    """The lines as a workbook."""
    document = made.document
    rows = [[str(n), x.aspect, x.item, x.answer, x.page, x.value, x.note, x.basis] for n, x in enumerate(lines, 1)]
    above = (
        TITLE, f"单位：{document.unit}　　年度：{document.year}",
        "由 reportgen 按报告里实际印出的内容和核对清单预填，页码是 PDF 上印的页码；空着的请人工核对后填写。")
    return write_listings(TITLE, document.unit, document.created, [Listing("检查表", COLUMNS, rows, above)])


@cache
def _items() -> list[dict[str, Any]]:
    text = (Path(__file__).parent / "items.yaml").read_text(encoding="utf-8")
    loaded: list[dict[str, Any]] = yaml.safe_load(text)
    return loaded


def _answers(made: Made, entry: dict[str, Any]) -> Iterator[tuple[str, Answer]]:
    if "tables" in entry:
        for table in made.tables:
            yield entry["item"].format(table=table.definition.title, label=table.label), _of_table(made, table)
        return
    asked = next(name for name in ASKS if name in entry)
    yield entry["item"], ASKS[asked](made, entry)


def _of_deadline(made: Made, _entry: dict[str, Any]) -> Answer:
    loaded = made.report.loaded
    found = deadline(loaded, made.document.created)
    if found is None or found.published is None:
        missing = "批复日期和公开日期" if found is None else "公开日期"
        return Answer(BLANK, value=f"{found.approved} 批复，应在 {found.last_day} 以前公开" if found else "", note=f"数据里没有写{missing}，{BY_HAND}")
    value = f"{found.approved} 批复，{found.published} 公开"
    return Answer(YES if found.left >= 0 else NO, value=value, note=f"批复后 {DAYS} 日内是到 {found.last_day}")


def _of_section(made: Made, entry: dict[str, Any]) -> Answer:
    section = _section(made, entry["section"])
    if section is None:
        return Answer(NO, note="报告里没有印这一节")
    block = section.get("id", "")
    if "states" not in entry:
        return Answer(YES, block)
    printed: dict[str, str] = {}
    for place in places(section):
        unit = place.element.get("data-unit", "")
        printed.setdefault(place.key, f"{made.document.labels.get(place.key, place.key)} {squeeze(place.text)}{unit}")
    keys = [_canonical(made, key) for key in entry["states"]]
    told = [printed[key] for key in keys if key in printed]
    if _missing(made, keys, printed) == []:
        return Answer(YES, block, "；".join(_without_year(text, made) for text in told))
    if "when" in entry and made.report.resolve(entry["when"]).zero:
        return Answer(NOT_APPLICABLE, block, _first_words(section), NOTHING)
    missing = "、".join(_missing(made, keys, printed))
    return Answer(NO, block, "；".join(_without_year(text, made) for text in told), f"这一节里没有印：{missing}")


def _missing(made: Made, keys: list[str], printed: Mapping[str, str]) -> list[str]:
    """Keys that the section doesn't print; a figure equal to a printed one of both sides (收、支总计) is told with it."""
    values = {made.report.resolve(key).value for key in printed if key and key.endswith("总计")}
    return [key for key in keys if key not in printed and not (key.endswith("总计") and made.report.resolve(key).value in values)]


def _of_table(made: Made, table: LaidTable) -> Answer:
    section = next((e for e in made.document.body.iter("section") if e.get("id") == table.id), None)
    if section is None:
        return Answer(NO, note="报告里没有印这张表")
    if table.nil:
        return Answer(YES, table.id, table.nil, "空表照列")
    totals = [row for row in section.iter("tr") if "total" in row.get("class", "").split()] or list(section.iter("tr"))
    data = [found for row in totals if (found := list(row.iter("data")))]
    if not data:
        return Answer(YES, table.id)
    found = data[-1] if len(data[-1]) == 2 else data[-1][:1]  # of two legs side by side both
    told = (f"{made.document.labels.get(e.get('data-key', ''), '')} {text_of(e)}{e.get('data-unit', '')}" for e in found)
    return Answer(YES, table.id, "；".join(_without_year(text, made) for text in told))


def _of_nil(made: Made, _entry: dict[str, Any]) -> Answer:
    empty = [table for table in made.tables if not any(c.figure and not c.figure.zero for c in table.cells())]
    if not empty:
        return Answer(NOT_APPLICABLE, note="各表都有数")
    silent = [table.label for table in empty if not table.nil]
    value = "；".join(f"{table.label}：{table.nil}" for table in empty if table.nil)
    return Answer(NO if silent else YES, empty[0].id, value, f"没有说明的空表：{'、'.join(silent)}" if silent else "")


def _of_codes(made: Made, entry: dict[str, Any]) -> Answer:
    table = next((t for t in made.tables if t.definition.id == entry["codes"]["table"]), None)
    if table is None:
        return Answer(NO, note="版式里没有这张表")
    if table.nil:
        return Answer(NOT_APPLICABLE, table.id, table.nil)
    codes = [c.text for row in table.rows for c in row.cells if c.kind == "code" and c.text]
    finest = [code for code in codes if len(code) >= entry["codes"]["digits"]]
    return Answer(YES if finest else NO, table.id, f"{len(finest)} 个科目，如 {finest[0]}" if finest else "")


def _of_checks(made: Made, entry: dict[str, Any]) -> Answer:
    section = _section(made, entry.get("section", ""))
    block = section.get("id", "") if section is not None else ""
    if section is not None and "when" in entry and made.report.resolve(entry["when"]).zero:
        return Answer(NOT_APPLICABLE, block, _first_words(section), NOTHING)
    asked = [run for run in made.runs if any(_within(run.code, span) for span in entry["checks"])]
    codes = f"{entry['checks'][0].replace('..', '—')}"
    graver = [f for f in made.findings if f.level is not Level.HINT and f.code in {run.code for run in asked}]
    unrun = [run.code for run in asked if run.status in ("未运行", "已豁免")]
    if graver:
        return Answer(NO, block, "；".join(dict.fromkeys(f.message for f in graver)), f"见核对清单 {'、'.join(sorted({f.code for f in graver}))}")
    if unrun or not asked:
        return Answer(BLANK, note=f"{'、'.join(unrun) or codes} 没有查或已豁免，{BY_HAND}")
    ran = [run for run in asked if run.status != "不适用"]
    if not ran:
        return Answer(NOT_APPLICABLE, note=f"{codes}：没有与它有关的内容")
    return Answer(YES, block, f"核对 {sum(run.count for run in ran)} 处，没有不符", f"{codes}：{_tally(ran)}")


def _tally(runs: list[CheckRun]) -> str:
    counts = {status: sum(run.status == status for run in runs) for status in dict.fromkeys(run.status for run in runs)}
    return "、".join(f"{status} {count} 项" for status, count in counts.items())


def _of_manual(made: Made, entry: dict[str, Any]) -> Answer:
    dates = made.report.loaded.data.disclosure
    known = {"网址": dates.url, "批复文号": dates.approval_number}
    return Answer(BLANK, value=str(known.get(entry["manual"]) or ""), note=BY_HAND)


ASKS: Mapping[str, Callable[[Made, dict[str, Any]], Answer]] = {
    "deadline": _of_deadline, "section": _of_section, "nil": _of_nil, "codes": _of_codes, "checks": _of_checks, "manual": _of_manual,
}


def _within(code: str, span: str) -> bool:
    first, run, last = span.partition("..")
    return first <= code <= last if run else code == first


def _section(made: Made, name: str) -> ET.Element | None:
    return next((e for e in made.document.body.iter("section") if re.fullmatch(rf"part-\d+-{re.escape(name)}", e.get("id", ""))), None)


def _canonical(made: Made, key: str) -> str:
    try:
        return made.report.resolve(key).key
    except UnknownKey:
        return key


def _without_year(text: str, made: Made) -> str:
    return text.removeprefix(f"{made.document.year}年度").strip()


def _first_words(section: ET.Element) -> str:
    paragraph = section.find("p")
    return squeeze(text_of(paragraph))[:60] if paragraph is not None else ""
