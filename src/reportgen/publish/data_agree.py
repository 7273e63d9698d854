"""report.json in itself, the CSV files and the workbook: the same figures in each."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from reportgen.model.csv_cells import read_cell
from reportgen.model.finding import Finding
from reportgen.publish.books import against_workbook
from reportgen.publish.folder import REPORT
from reportgen.publish.proof import MOST, ORIGINAL, Proof, found
from reportgen.publish.tables import PrintedTable, blocks_of, printed_from


def within(report: Mapping[str, Any], tables: tuple[PrintedTable, ...]) -> Proof:
    """The list of figures tells the same as the tables of the one file."""
    figures = {f["键"]: {f["印作"], *(place.get("印作", f["印作"]) for place in f["出处"])} for f in report["数"]}
    cells = [(table, cell) for table in tables for row in table.rows for cell in row if cell.key]
    problems = [
        found(
            "V006",
            f"{table.label} 里 {cell.key} 是「{cell.text}」，「数」里印作「{'、'.join(sorted(figures.get(cell.key, ())))}」",
            REPORT,
            ORIGINAL,
        )
        for table, cell in cells
        if cell.text not in figures.get(cell.key, ())
    ]
    problems += [
        found("V006", f"{f['键']} 的值是 {f['值']}，却印作「{f['印作']}」", REPORT, ORIGINAL)
        for f in report["数"]
        if not printed_from(f["值"], f["印作"])
    ]
    problems += [found("V006", said, REPORT, ORIGINAL) for said in _charts(report)]
    problems += [found("V006", said, REPORT, ORIGINAL) for said in _places(report)]
    return problems[:MOST], f"report.json 的表里 {len(cells)} 格、清单和数据字典里的数，都和它的「数」相同"


def _charts(report: Mapping[str, Any]) -> Iterator[str]:
    """Where a chart has another value than the list of figures, or prints another than its own."""
    values = {f["键"]: f["值"] for f in report["数"]}
    for point in (p for chart in report["图"] for p in chart["数据"]):
        for one in filter(None, (point, point.get("占比"))):
            key, value = one.get("键"), one.get("值")
            if values.get(key, value) != value:
                yield f"图里 {key} 的值是 {value}，「数」里是 {values[key]}"
            elif not printed_from(value, str(one.get("印作", ""))):
                yield f"图里 {key} 的值是 {value}，却印作「{one['印作']}」"


def _places(report: Mapping[str, Any]) -> Iterator[str]:
    """Where a figure is said to stand at a place that there is not, or under another heading."""
    text = {str(block["编号"]): block for block in blocks_of(report["内容"]) if "编号" in block}
    cells = {c["编号"] for block in text.values() for row in block.get("行", ()) for c in row["格"] if "编号" in c}
    for figure in report["数"]:
        for place in figure["出处"]:
            if place["段落"] not in text and place["段落"] not in cells:
                yield f"{figure['键']} 的出处「{place['段落']}」，报告里没有"


def against_csv(tables: tuple[PrintedTable, ...], there: Mapping[str, bytes]) -> Proof:
    """The CSV files against report.json, cell by cell."""
    problems: list[Finding] = []
    for table in tables:
        name = f"开放数据/{table.file}"
        if name not in there or there[name] == table.csv:
            continue
        try:
            rows = csv.reader(io.StringIO(there[name].decode("utf-8-sig", errors="replace"), newline=""))
            have = [list(map(read_cell, row)) for row in rows]
        except csv.Error:
            have = []
        want = [list(table.columns), *([cell.plain for cell in row] for row in table.rows)]
        keys = [[""] * len(table.columns), *([cell.key for cell in row] for row in table.rows)]
        if len(have) != len(want):
            problems.append(found("V006", f"有 {len(have)} 行，report.json 里是 {len(want)} 行", name))
            continue
        differing = [
            (r, c)
            for r, row in enumerate(want)
            for c in range(len(row))
            if row != have[r] and (have[r][c : c + 1] or [""])[0] != row[c]
        ]
        for r, c in differing[:MOST]:
            stands, key = (have[r][c : c + 1] or [""])[0], keys[r][c]
            column = table.columns[c]
            of = f"（{key}）" if key else ""
            problems.append(
                found(
                    "V006",
                    f"「{column}」是「{stands}」，report.json 里{of}是「{want[r][c]}」",
                    name,
                    ORIGINAL,
                    r + 1,
                    c + 1,
                )
            )
        if not differing:
            problems.append(found("V006", "各格相同，写法不同", name, ORIGINAL))
    return problems, f"{len(tables)} 个 CSV 的每一格都和 report.json 相同"


def of_book(report: Mapping[str, Any], tables: tuple[PrintedTable, ...], content: bytes, name: str) -> Proof:
    """The workbook's statutory tables against report.json, to the last place of its values."""
    values = {str(f["键"]): f["值"] for f in report["数"]}
    problems = [
        found("V007", message, f"{name} {sheet}".strip())
        for sheet, message in against_workbook(tables, values, content)
    ]
    return problems, f"Excel 的 {len(tables)} 张表每一格都和 report.json 相同"
