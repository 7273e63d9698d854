"""Findings and ledger -> JSON, SARIF 2.1.0, or a workbook that a bureau can pass on."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from reportgen.checks.engine.pages import at_once, pages
from reportgen.checks.engine.tally import CheckRun
from reportgen.model.finding import Finding, Level, findings_as_json

SARIF_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.HINT: "note"}
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
Runs = Iterable[CheckRun]
Findings = Iterable[Finding]


def to_json(findings: Findings, runs: Runs, pending: int, project: Path | None = None) -> bytes:  # noqa: ARG001 - one shape for every format
    """Everything that `check` says, for another program."""
    content = {
        **findings_as_json(findings),
        "ledger": [
            {"code": r.code, "title": r.title, "mode": r.mode, "status": r.status, "count": r.count, "note": r.note}
            for r in runs
        ],
        "pending": pending,
    }
    return _json(content)


def _json(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def to_sarif(findings: Findings, runs: Runs, pending: int, project: Path | None = None) -> bytes:  # noqa: ARG001 - one shape for every format
    """SARIF 2.1.0: editors and code hosts show it beside the lines. Of a project, its own editions' rules are told."""
    listed = list(findings)
    rules = _rules({f.code for f in listed}, project)
    places = {rule["id"]: n for n, rule in enumerate(rules)}
    tool = {"driver": {"name": "reportgen", "version": version("reportgen"), "language": "zh-CN", "rules": rules}}
    results = [_result(f, places[f.code]) for f in listed]
    return _json(
        {
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [{"tool": tool, "columnKind": "unicodeCodePoints", "results": results}],
        }
    )


def _rules(codes: set[str], project: Path | None) -> list[dict[str, Any]]:
    known = {page.code: page for page in reversed(pages(project))}
    rules = []
    for code in sorted(codes):
        rule: dict[str, Any] = {"id": code}
        if page := known.get(code):
            help_text = f"{page.why}。{page.remedy}。"
            rule |= {
                "shortDescription": {"text": page.title},
                "fullDescription": {"text": page.what},
                "help": {"text": help_text},
            }
        elif immediate := at_once().get(code):
            rule |= {"shortDescription": {"text": immediate[0]}, "help": {"text": f"{immediate[1]}。"}}
        rules.append(rule)
    return rules


def _result(finding: Finding, rule: int) -> dict[str, Any]:
    entry = finding.as_json()
    text = f"{entry['message']}。{entry['remedy']}" if entry["remedy"] else entry["message"]
    location: dict[str, Any] = {}
    if place := entry["source"]:
        region = {"startLine": max(place["line"], 1), "startColumn": max(place["column"], 1)}
        location["physicalLocation"] = {"artifactLocation": {"uri": quote(place["file"])}, "region": region}
    if entry["key"]:
        location["logicalLocations"] = [{"fullyQualifiedName": entry["key"]}]
    result = {
        "ruleId": entry["code"],
        "ruleIndex": rule,
        "level": SARIF_LEVELS[finding.level],
        "message": {"text": text},
    }
    return {**result, "locations": [location]} if location else result


def to_xlsx(findings: Findings, runs: Runs, pending: int, project: Path | None = None) -> bytes:  # noqa: ARG001 - one shape for every format
    """Two sheets: what was found, and the ledger of every check."""
    import xlsxwriter  # type: ignore[import-untyped]  # it ships no py.typed

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    rows = [(f.code, f.level.value, str(f.source) if f.source else f.key or "", f.message, f.remedy) for f in findings]
    list_sheet(book, "查出的问题", (("编号", 8), ("级别", 6), ("位置", 26), ("问题", 70), ("怎么改", 50)), rows)
    ledger = [(r.code, r.status, str(r.count), r.title, r.note) for r in runs]
    list_sheet(book, "检查清单", (("编号", 8), ("结果", 12), ("处数", 8), ("检查", 50), ("说明", 60)), ledger)
    book.close()
    return stream.getvalue()


def list_sheet(book: Any, name: str, columns: Sequence[tuple[str, int]], rows: Iterable[tuple[str, ...]]) -> None:
    """A sheet of a workbook of XlsxWriter's that is a list to filter and to print: columns by title and width."""
    head, wrap = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(name)
    for column, (title, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    last = 0
    for last, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            sheet.write_string(last, column, text, wrap)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


FORMATS: Mapping[str, Callable[[Findings, Runs, int, Path | None], bytes]] = {
    "json": to_json,
    "sarif": to_sarif,
    "xlsx": to_xlsx,
}
