"""A folder that was uploaded -> whether its files are whole, tell the same figures, and come from these data."""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.model.csv_cells import read_cell
from reportgen.model.finding import Finding, Level
from reportgen.publish.again import made_again
from reportgen.publish.books import against_workbook
from reportgen.publish.complete import listed_otherwise
from reportgen.publish.folder import BUILT, DICTIONARY, FORMAT, MANIFEST, REPORT, SHEET
from reportgen.publish.pages import DIGITS, missing_rows, missing_words
from reportgen.publish.pdf import NoPdf, ReadPdf, read_pdf
from reportgen.publish.proof import AGAIN, MOST, ORIGINAL, Proof, found
from reportgen.publish.received import BROKEN, parsed, receive, too_large_unpacked
from reportgen.publish.tables import PrintedTable, printed_from, tables_of, texts_of
from reportgen.publish.told import dictionary_lines, manifest_figures, notice_agrees, sheet_lines, words_agree
from reportgen.workspace.file_names import LONGEST
from reportgen.workspace.output import stem_named
from reportgen.writers.formats import ENCLOSED


@dataclass(frozen=True)
class Verified:
    """What doesn't agree, what was proven, and the files that a system put there."""

    findings: tuple[Finding, ...]
    proven: tuple[str, ...]
    strays: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether nothing is wrong; a remark may stand."""
        return not any(_is_wrong(f) for f in self.findings)


def verify(folder: Path, data: Path | None = None) -> Verified:
    """All proofs in turn; each tells its own."""
    received = receive(folder)
    there = received.files
    manifest = _manifest(there)
    if manifest is None:
        return Verified((found("V001", *_no_publication(folder, there)),), (), received.strays)
    unread = [found("V022", f"这个文件{why}", name, ORIGINAL) for name, why in received.unread]
    proofs = [(unread, ""), _whole(there, manifest, {name for name, _ in received.unread})]
    proofs += list(_agreeing(there, manifest))
    if data is not None:
        proofs.append(made_again(data, there, manifest))
    findings = [f for problems, _ in proofs for f in problems]
    proven = tuple(proven for problems, proven in proofs if proven and not any(_is_wrong(f) for f in problems))
    return Verified(tuple(dict.fromkeys(findings)), proven, received.strays)


def _is_wrong(finding: Finding) -> bool:
    return finding.level is Level.ERROR


def _no_publication(folder: Path, there: Mapping[str, bytes]) -> tuple[str, str, str]:
    """Why there is nothing to verify: of a part of a correction, what is missing."""
    try:
        partly = parsed(there[MANIFEST])["格式"] == BUILT
    except BROKEN:
        partly = False
    if partly:
        return (
            f"{folder} 里只有一部分格式，不是可以上网的全部",
            MANIFEST,
            "请用 publish，或不带 --to 的 correct，写出全部文件",
        )
    remedy = "请核对 publish 写出的整个文件夹，不是其中一部分"
    return f"{folder} 里没有 publish 写的 manifest.json，或者它读不懂", MANIFEST, remedy


def _manifest(there: Mapping[str, bytes]) -> dict[str, Any] | None:
    try:
        manifest = parsed(there[MANIFEST])
        whole = manifest["格式"] == FORMAT and isinstance(manifest["输出"], dict)
        return manifest if whole and all(isinstance(one, str) for one in manifest["输出"].values()) else None
    except BROKEN:
        return None


def _whole(there: Mapping[str, bytes], manifest: Mapping[str, Any], unread: set[str]) -> Proof:
    listed = {name: hashed for name, hashed in manifest["输出"].items() if name not in unread}
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


def _named(there: Mapping[str, bytes], title: str, suffix: str) -> str:
    """The file of the report; a long name has the unit's 简称, which the report does not tell."""
    own = f"{title}{suffix}"
    beside = [name for name in there if name.endswith(suffix) and not re.search(r"/|更正说明|检查表", name)]
    return beside[0] if own not in there and len(beside) == 1 and len(own.encode()) > LONGEST // 2 else own


def _agreeing(there: Mapping[str, bytes], manifest: Mapping[str, Any]) -> Iterator[Proof]:
    """The files against each other, whatever the manifest says of them."""
    try:
        report = parsed(there[REPORT])
        tables = tables_of(report)
        wanted, keys, inside = _numbers(report), _keys(report), _within(report, tables)
        title = stem_named(str(report["标题"]))
    except BROKEN:
        if REPORT in there:
            yield [found("V006", "report.json 读不懂，别的文件没有东西可比", REPORT, ORIGINAL)], ""
        return
    pdf_name, book_name = _named(there, title, ".pdf"), _named(there, title, ".xlsx")
    yield [*listed_otherwise(manifest["输出"], there.keys(), tables, (pdf_name, book_name))], ""
    told = _told(report, tables, there, manifest) if _untouched(there, manifest, REPORT) else []
    yield [*inside[0], *told], inside[1]
    yield _guarded(lambda: _against_csv(tables, there), "V006", REPORT)
    if book_name in there:
        yield _guarded(lambda: _of_book(tables, there[book_name], book_name), "V007", book_name)
    if pdf_name not in there:
        return
    try:
        pdf = read_pdf(there[pdf_name])
    except NoPdf:
        yield [found("V008", "这个文件不是完整的 PDF", pdf_name, ORIGINAL)], ""
        return
    beside = {"json": REPORT, "xlsx": book_name}
    yield _guarded(lambda: _enclosed(pdf, pdf_name, beside, there), "V005", pdf_name)
    problems, proven = _guarded(lambda: _against_pages(report, wanted, keys, pdf, pdf_name), "V008", pdf_name)
    if SHEET in there and not problems:
        problems, _ = _guarded(lambda: _of_sheet(report, pdf, there[SHEET]), "V023", SHEET)
    yield problems, proven
    if "更正" in manifest:
        yield _guarded(lambda: notice_agrees(there, manifest, title), "V024", MANIFEST)
        if (word_name := f"{pdf_name.removesuffix('.pdf')}.docx") in there:
            yield _guarded(lambda: words_agree(report, there[word_name], word_name), "V024", word_name)


def _guarded(proof: Callable[[], Proof], code: str, name: str) -> Proof:
    """A proof, or that its file has another shape than any of ours."""
    try:
        return proof()
    except BROKEN:
        return [found(code, "读不懂：里面的写法和 publish 写的不一样", name, ORIGINAL)], ""


def _untouched(there: Mapping[str, bytes], manifest: Mapping[str, Any], name: str) -> bool:
    """Whether a file is the one that the manifest lists: what was changed itself is told once, not by all others."""
    return bool(hashlib.sha256(there[name]).hexdigest() == manifest["输出"].get(name))


def _told(
    report: Mapping[str, Any], tables: tuple[PrintedTable, ...], there: Mapping[str, bytes], manifest: Mapping[str, Any]
) -> list[Finding]:
    """What manifest and dictionary tell otherwise than report.json."""
    problems, _ = _guarded(lambda: (manifest_figures(report, manifest, MANIFEST), ""), "V023", MANIFEST)
    if DICTIONARY in there:
        lines = dictionary_lines(report, tables, there[DICTIONARY], DICTIONARY)
        more, _ = _guarded(lambda: ([*itertools.islice(lines, MOST)], ""), "V023", DICTIONARY)
        problems = [*problems, *more]
    return problems


def _of_book(tables: tuple[PrintedTable, ...], content: bytes, name: str) -> Proof:
    problems = [
        found("V007", message, f"{name} {sheet}".strip()) for sheet, message in against_workbook(tables, content)
    ]
    return problems, f"Excel 的 {len(tables)} 张表每一格都和 report.json 相同"


def _of_sheet(report: Mapping[str, Any], pdf: ReadPdf, content: bytes) -> Proof:
    if too_large_unpacked(content):
        return [found("V022", "这个文件解开以后太大，不是公开稿的文件", SHEET, ORIGINAL)], ""
    problems = [*itertools.islice(sheet_lines(report, pdf.pages, content, SHEET), MOST)]
    return problems, "检查表里的页码和数，PDF 里都有"


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
    problems += [
        found("V006", f"{f['键']} 的值是 {f['值']}，却印作「{f['印作']}」", REPORT, ORIGINAL)
        for f in report["数"]
        if not printed_from(f["值"], f["印作"])
    ]
    return problems[:MOST], f"report.json 的表里 {len(cells)} 格、清单和数据字典里的数，都和它的「数」相同"


def _enclosed(pdf: ReadPdf, name: str, beside: Mapping[str, str], there: Mapping[str, bytes]) -> Proof:
    others = sorted({*pdf.enclosed} - {inside for inside, _ in ENCLOSED.values()})
    problems = [found("V005", f"PDF 里多附了 {inside}", name, ORIGINAL) for inside in others]
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


def _against_pages(
    report: Mapping[str, Any], wanted: Counter[str], keys: Mapping[str, list[str]], pdf: ReadPdf, name: str
) -> Proof:
    """Every number of the report stands on the pages at least as often as in report.json, and no other amount; every
    row and every sentence is there as it is.
    """
    printed = Counter(n for page in pdf.pages for n in DIGITS.findall(page))
    problems = []
    for number, times in sorted((wanted - printed).items(), key=lambda entry: (-len(entry[0]), entry[0]))[:MOST]:
        of = f"（{'、'.join(keys[number][:3])}{'……' if len(keys[number]) > 3 else ''}）" if number in keys else ""
        problems.append(found("V008", f"report.json 里的 {number}{of}，PDF 里少印了 {times} 处", name, AGAIN))
    strange = sorted(n for n in printed.keys() - wanted.keys() if "." in n)  # folios and the like have no decimals
    problems += [
        found("V008", f"PDF 里印了 {number}，report.json 里没有这个数", name, AGAIN) for number in strange[:MOST]
    ]
    if not problems:
        rows = itertools.islice(missing_rows(report, pdf.pages), MOST)
        problems += [found("V008", f"PDF 里没有这一行，或它的数换了位置：{row[:80]}", name, AGAIN) for row in rows]
    if not problems:
        words = itertools.islice(missing_words(report, pdf.pages), MOST)
        problems += [found("V008", f"report.json 里的这些字，PDF 里没有：{text[:60]}", name, AGAIN) for text in words]
    count = sum(wanted.values())
    return (
        problems,
        f"report.json 里的 {count} 个数字和每一行、每一句都印在 PDF 的 {len(pdf.pages)} 页里，检查表里的也在",
    )


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
