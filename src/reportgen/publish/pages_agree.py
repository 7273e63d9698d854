"""The PDF and what tells of its pages: numbers, rows and words of report.json, enclosed files, the check sheet."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from reportgen.editions import Edition
from reportgen.model.finding import Finding
from reportgen.publish.cells_named import CellOtherwise
from reportgen.publish.folder import SHEET
from reportgen.publish.pages import DIGITS, missing_rows, missing_words
from reportgen.publish.pdf import NoPdf, ReadPdf
from reportgen.publish.pdf_additions import additions
from reportgen.publish.proof import AGAIN, MOST, ORIGINAL, Proof, found
from reportgen.publish.received import too_large_unpacked
from reportgen.publish.sheet_agree import sheet_lines
from reportgen.publish.tables import PrintedTable, texts_of
from reportgen.writers.formats import ENCLOSED


def nothing_added(content: bytes, title: str, name: str) -> Proof:
    """No note, script, field, other title, and nothing drawn over the words."""
    try:
        added = [*itertools.islice(additions(content, title), MOST)]
    except NoPdf:
        return [found("V008", "这个文件不是完整的 PDF", name, ORIGINAL)], ""
    return [found("V025", message, name, ORIGINAL) for message in added], "PDF 里没有批注、脚本，没有盖住的字"


def enclosed(pdf: ReadPdf, name: str, beside: Mapping[str, str], there: Mapping[str, bytes]) -> Proof:
    """The files in the PDF against those beside it."""
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


def against_pages(
    report: Mapping[str, Any],
    wanted: Counter[str],
    keys: Mapping[str, list[str]],
    pdf: ReadPdf,
    name: str,
    cells: Callable[[], list[CellOtherwise]],
) -> Proof:
    """Every number of the report stands on the pages at least as often as in report.json, and no other amount; every
    row and every sentence is there as it is. cells: those of tables that print something else, for which it looks
    where anything is wrong.
    """
    printed = Counter(n for page in pdf.pages for n in DIGITS.findall(page))
    problems = _numbers(wanted, printed, keys, name)
    rows = [*itertools.islice(missing_rows(report, pdf.pages), MOST)] if not problems else []
    if problems or rows:
        named = cells()
        for cell in named:
            printed += Counter(DIGITS.findall(cell.wanted))
            printed -= Counter(DIGITS.findall(cell.printed))
        problems = [found("V008", f"PDF 里{cell}", name, AGAIN) for cell in named[:MOST]]
        problems += _numbers(wanted, printed, keys, name)
    if not problems:
        problems += [found("V008", f"PDF 里没有这一行，或它的数换了位置：{row[:80]}", name, AGAIN) for row in rows]
    if not problems:
        words = itertools.islice(missing_words(report, pdf.pages), MOST)
        problems += [found("V008", f"report.json 里的这些字，PDF 里没有：{text[:60]}", name, AGAIN) for text in words]
    count = sum(wanted.values())
    return (
        problems,
        f"report.json 里的 {count} 个数字和每一行、每一句都印在 PDF 的 {len(pdf.pages)} 页里，检查表里的也在",
    )


def _numbers(wanted: Counter[str], printed: Counter[str], keys: Mapping[str, list[str]], name: str) -> list[Finding]:
    """Numbers that are printed less often than they should be, and amounts that nobody asked for."""
    problems = []
    for number, times in sorted((wanted - printed).items(), key=lambda entry: (-len(entry[0]), entry[0]))[:MOST]:
        of = f"（{'、'.join(keys[number][:3])}{'……' if len(keys[number]) > 3 else ''}）" if number in keys else ""
        problems.append(found("V008", f"report.json 里的 {number}{of}，PDF 里少印了 {times} 处", name, AGAIN))
    strange = sorted(n for n in printed.keys() - wanted.keys() if "." in n)  # folios and the like have no decimals
    return problems + [
        found("V008", f"PDF 里印了 {number}，report.json 里没有这个数", name, AGAIN) for number in strange[:MOST]
    ]


def of_sheet(
    report: Mapping[str, Any], tables: tuple[PrintedTable, ...], pdf: ReadPdf, content: bytes, edition: Edition | None
) -> Proof:
    """The check sheet against the pages and what the edition asks."""
    if too_large_unpacked(content):
        return [found("V022", "这个文件解开以后太大，不是公开稿的文件", SHEET, ORIGINAL)], ""
    problems = [*itertools.islice(sheet_lines(report, tables, pdf.pages, content, edition), MOST)]
    return problems, "检查表里的页码和数，PDF 里都有"


def numbers_of(report: Mapping[str, Any]) -> Counter[str]:
    """Every number that is printed, and how often, charts included."""
    return Counter(n for text in (*texts_of(report), *_charted(report)) for n in DIGITS.findall(text))


def keys_of(report: Mapping[str, Any]) -> dict[str, list[str]]:
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
