"""A folder that was uploaded -> whether its files are whole, tell the same figures, and come from these data."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.model.csv_cells import read_cell
from reportgen.model.finding import Finding
from reportgen.publish.again import made_again
from reportgen.publish.books import against_workbook
from reportgen.publish.folder import FORMAT, MANIFEST, REPORT, SHEET, files_below
from reportgen.publish.pdf import NoPdf, ReadPdf, read_pdf
from reportgen.publish.proof import AGAIN, MOST, ORIGINAL, Proof, found
from reportgen.publish.tables import PrintedTable, tables_of, texts_of
from reportgen.writers.formats import ENCLOSED

DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Verified:
    """What doesn't agree, and what was proven."""

    findings: tuple[Finding, ...]
    proven: tuple[str, ...]


def verify(folder: Path, data: Path | None = None) -> Verified:
    """All proofs in turn; each tells its own."""
    there = files_below(folder) if folder.is_dir() else {}
    manifest = _manifest(there)
    if manifest is None:
        remedy = "请核对 publish 写出的整个文件夹，不是其中一部分"
        return Verified(
            (found("V001", f"{folder} 里没有 publish 写的 manifest.json，或者它读不懂", MANIFEST, remedy),), ()
        )
    proofs = [_whole(there, manifest), *_agreeing(there)]
    if data is not None:
        proofs.append(made_again(data, there, manifest))
    findings = [f for problems, _ in proofs for f in problems]
    return Verified(tuple(findings), tuple(proven for problems, proven in proofs if not problems))


def _manifest(there: Mapping[str, bytes]) -> dict[str, Any] | None:
    try:
        manifest = json.loads(there[MANIFEST])
        return manifest if manifest["格式"] == FORMAT and isinstance(manifest["输出"], dict) else None
    except (KeyError, ValueError, TypeError):
        return None


def _whole(there: Mapping[str, bytes], manifest: Mapping[str, Any]) -> Proof:
    listed = manifest["输出"]
    again = "请用 publish 写出的原样，或重新 publish"
    problems = [found("V002", "清单里有这个文件，这里没有", name, again) for name in listed if name not in there]
    problems += [
        found("V003", "内容和清单里的散列不同，写出以后改动过", name, again)
        for name, expected in listed.items()
        if name in there and hashlib.sha256(there[name]).hexdigest() != expected
    ]
    problems += [
        found("V004", "清单里没有这个文件", name, "请删去，或移到别处")
        for name in there
        if name not in listed and name != MANIFEST
    ]
    return problems, f"清单里的 {len(listed)} 个文件都在，散列都对，没有多出的文件"


def _agreeing(there: Mapping[str, bytes]) -> Iterator[Proof]:
    """The files against each other, whatever the manifest says of them."""
    try:
        report = json.loads(there[REPORT])
        tables = tables_of(report)
        wanted, keys, inside = _numbers(report), _keys(report), _within(report, tables)
    except (KeyError, ValueError, TypeError, AttributeError, StopIteration):
        if REPORT in there:
            yield [found("V006", "report.json 读不懂，别的文件没有东西可比", REPORT, ORIGINAL)], ""
        return
    pdf_name = next((name for name in there if name.endswith(".pdf")), None)
    book_name = next((name for name in there if name.endswith(".xlsx") and name != SHEET), None)
    yield inside
    yield _against_csv(tables, there)
    if book_name:
        problems = [
            found("V007", message, f"{book_name} {sheet}".strip())
            for sheet, message in against_workbook(tables, there[book_name])
        ]
        yield problems, f"Excel 的 {len(tables)} 张表每一格都和 report.json 相同"
    if pdf_name:
        try:
            pdf = read_pdf(there[pdf_name])
        except NoPdf:
            yield [found("V008", "这个文件不是完整的 PDF", pdf_name, ORIGINAL)], ""
            return
        yield _enclosed(pdf, pdf_name, {"json": REPORT, "xlsx": book_name or ""}, there)
        yield _against_pages(wanted, keys, pdf, pdf_name)


def _within(report: Mapping[str, Any], tables: tuple[PrintedTable, ...]) -> Proof:
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
    return problems[:MOST], f"report.json 的表里 {len(cells)} 格和它的「数」相同"


def _enclosed(pdf: ReadPdf, name: str, beside: Mapping[str, str], there: Mapping[str, bytes]) -> Proof:
    problems = []
    for form, (inside, _) in ENCLOSED.items():
        if inside not in pdf.enclosed:
            problems.append(found("V005", f"PDF 里没有附 {inside}", name, "请用 publish 写出的 PDF"))
        elif beside[form] in there and pdf.enclosed[inside] != there[beside[form]]:
            problems.append(
                found(
                    "V005",
                    f"PDF 里附的 {inside} 和旁边的 {beside[form]} 不同",
                    name,
                    "两个里有一个换过，请重新 publish",
                )
            )
    return problems, f"PDF 里附的 {'、'.join(inside for inside, _ in ENCLOSED.values())} 和旁边的文件逐个字节相同"


def _against_csv(tables: tuple[PrintedTable, ...], there: Mapping[str, bytes]) -> Proof:
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


def _against_pages(wanted: Counter[str], keys: Mapping[str, list[str]], pdf: ReadPdf, name: str) -> Proof:
    """Every number of the report stands on the pages at least as often as in report.json, and no other amount."""
    printed = Counter(n for page in pdf.pages for n in DIGITS.findall(page))
    problems = []
    for number, times in sorted((wanted - printed).items(), key=lambda entry: (-len(entry[0]), entry[0]))[:MOST]:
        of = f"（{'、'.join(keys[number][:3])}{'……' if len(keys[number]) > 3 else ''}）" if number in keys else ""
        problems.append(found("V008", f"report.json 里的 {number}{of}，PDF 里少印了 {times} 处", name, AGAIN))
    strange = sorted(n for n in printed.keys() - wanted.keys() if "." in n)  # folios and the like have no decimals
    problems += [
        found("V008", f"PDF 里印了 {number}，report.json 里没有这个数", name, AGAIN) for number in strange[:MOST]
    ]
    return problems, f"report.json 里的 {sum(wanted.values())} 个数字都印在 PDF 的 {len(pdf.pages)} 页里"


def _numbers(report: Mapping[str, Any]) -> Counter[str]:
    """Every number that is printed, and how often, charts included."""
    return Counter(n for text in (*texts_of(report), *_charted(report)) for n in DIGITS.findall(text))


def _keys(report: Mapping[str, Any]) -> dict[str, list[str]]:
    """The keys of the figures by the number that they are printed as."""
    found: dict[str, list[str]] = {}
    for figure in report["数"]:
        for number in DIGITS.findall(figure["印作"]):
            found.setdefault(number, []).append(figure["键"])
    return found


def _charted(report: Mapping[str, Any]) -> Iterator[str]:
    for chart in report["图"]:
        for point in chart["数据"]:
            yield str(point.get("印作", ""))
            yield str((point.get("占比") or {}).get("印作", ""))
