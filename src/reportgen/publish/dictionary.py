"""The data dictionary: every column of the CSV files and every key of report.json, with unit, meaning and formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from reportgen.build import BuiltReport
from reportgen.editions import Column, Leg, Row
from reportgen.model.figure import Summed
from reportgen.publish.recomputed import SUM
from reportgen.publish.tables import BOM, PrintedTable, tables_of

HEAD = ("文件", "列或键", "名称", "单位", "含义", "算式")
FIELDS = {
    "格式": "这个文件的格式和版本",
    "标题": "报告的标题",
    "单位": "公开的单位",
    "年度": "报告的年度",
    "图": "每张图的数据",
    "数": "报告里印出的每一个数，一个键一次",
    "内容": "报告的全部文字和表，按次序",
    "数/键": "数的名字，全报告唯一",
    "数/名称": "数的中文名称",
    "数/值": "确切值，没有四舍五入",
    "数/单位": "数的单位",
    "数/印作": "报告里印出的样子，已四舍五入",
    "数/出处": "印在哪一节、哪一段",
}
KINDS = {"code": "科目编码，是文字不是数", "line": "行次，表里的行号", "label": "项目或科目的名称"}


def dictionary_of(made: BuiltReport, report: Mapping[str, Any]) -> bytes:
    """The dictionary as CSV."""
    lines = [
        HEAD,
        *_of_tables(made, report),
        *(("report.json", field, field, "", meaning, "") for field, meaning in FIELDS.items()),
    ]
    lines += _of_figures(made, report)
    return (BOM + "".join(",".join(_field(text) for text in line) + "\r\n" for line in lines)).encode()


def _field(text: str) -> str:
    """In quotes; a formula's leading sign is kept from being run by whoever opens the file."""
    safe = f" {text}" if text.startswith(("=", "+", "-", "@")) else text
    return '"' + safe.replace('"', '""').replace("\n", " ") + '"'


def _of_tables(made: BuiltReport, report: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    meanings = {term.term: term.text for term in made.book.edition.terms}
    for table, laid in zip(tables_of(report), made.tables, strict=True):
        yield from table_lines(table, laid.definition.legs, meanings)


def table_lines(table: PrintedTable, legs: Sequence[Leg], meanings: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """What the dictionary says of one table, of its columns, and of the rows that add others up."""
    yield table.file, "", table.title, table.unit, "；".join(table.notes), ""
    columns = [column for leg in legs for column in leg.columns]
    for name, column in zip(table.columns, columns, strict=True):
        unit = table.unit if column.kind == "amount" else ""
        yield (
            table.file,
            name,
            column.name,
            unit,
            _meaning(table, name, column, meanings),
            _formula_text(column.formula),
        )
    yield from _rows(table, legs)


def _meaning(table: PrintedTable, head: str, column: Column, meanings: Mapping[str, str]) -> str:
    if column.kind != "amount":
        return KINDS.get(column.kind, "")
    return meanings.get(column.name) or f"{table.title}的「{head}」栏；空着表示没有"


def _rows(table: PrintedTable, legs: Iterable[Leg]) -> Iterator[tuple[str, ...]]:
    """The rows that add others up."""
    for leg in legs:
        for row in (*leg.rows, *leg.foot):
            if isinstance(row, Row) and row.formula and row.name:
                label = row.label.replace("　", "")
                yield table.file, f"行：{label}", row.name, table.unit, "合计的行", _formula_text(row.formula)


def _formula_text(formula: Iterable[tuple[int, str]]) -> str:
    """「甲＋乙－丙」, a run of names as 「甲至丙之和」."""
    parts = []
    for sign, name in formula:
        first, run, last = name.partition("..")
        parts.append(("－" if sign < 0 else "＋") + (f"（{first.strip()}至{last.strip()}之和）" if run else name))
    return "".join(parts).removeprefix("＋")


def _of_figures(made: BuiltReport, report: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for entry in report["数"]:
        figure = made.book.resolve(entry["键"])
        formula = SUM if figure.origin.formula == Summed.formula else figure.origin.formula
        places = "、".join(dict.fromkeys(place["标题"] for place in entry["出处"] if place["标题"]))
        yield "report.json", entry["键"], entry["名称"], entry["单位"], f"印在：{places}", formula
