"""What the manifest, a notice of correction and a corrected Word file tell, against the report that they belong to."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reportgen.editions import Edition
from reportgen.model.finding import Finding
from reportgen.publish.cells_named import cells_otherwise
from reportgen.publish.pages import DIGITS, PrintedWords, missing_rows, missing_words
from reportgen.publish.pdf import NoPdf, read_pdf
from reportgen.publish.proof import MOST, ORIGINAL, Proof, found
from reportgen.publish.received import too_large_unpacked
from reportgen.publish.tables import PrintedTable, texts_of
from reportgen.reading.grid import Unreadable
from reportgen.reading.open import open_file

_CLAUSES = re.compile(r"(?<=[，。；：])|……")


def manifest_figures(report: Mapping[str, Any], manifest: Mapping[str, Any], name: str) -> list[Finding]:
    """Unit, year and every figure of the manifest as the report prints them."""
    heads = [(key, manifest.get(key), report[key]) for key in ("单位", "年度")]
    problems = [
        found("V023", f"清单里的「{key}」是「{there}」，report.json 里是「{here}」", name, ORIGINAL)
        for key, there, here in heads
        if there != here
    ]
    told = manifest.get("数")
    if not isinstance(told, dict):
        return [found("V023", "清单里没有「数」", name, ORIGINAL)]
    printed = {f["键"]: {f["印作"], *(place.get("印作", f["印作"]) for place in f["出处"])} for f in report["数"]}
    for point in (p for chart in report["图"] for p in chart["数据"]):
        for one in filter(None, (point, point.get("占比"))):
            if "键" in one and "印作" in one:
                printed.setdefault(one["键"], set()).add(str(one["印作"]).removesuffix("%"))
    for key in dict.fromkeys([*printed, *told]):
        texts = told.get(key)
        there = {texts} if isinstance(texts, str) else {str(t) for t in texts} if isinstance(texts, list) else set()
        if there != printed.get(key, set()):
            message = f"清单里 {key} 是「{_all(there)}」，report.json 里印作「{_all(printed.get(key, set()))}」"
            problems.append(found("V023", message, name, ORIGINAL))
    return problems[:MOST]


def _all(texts: set[str]) -> str:
    return "、".join(sorted(texts)) or "（没有）"


def notice_agrees(there: Mapping[str, bytes], manifest: Mapping[str, Any], title: str) -> Proof:
    """The notice is there in both forms, which tell the same numbers, and what the manifest says of it."""
    names = [name for name in there if name.endswith((".pdf", ".docx")) and not name.startswith(title)]
    (pdf_name,) = [name for name in names if name.endswith(".pdf")] or [""]
    (word_name,) = [name for name in names if name.endswith(".docx")] or [""]
    if not pdf_name or not word_name:
        return [found("V002", "更正说明的 PDF 和 Word 不全", pdf_name or word_name or "更正说明", ORIGINAL)], ""
    if too_large_unpacked(there[word_name]):
        return [found("V022", "这个文件解开以后太大，不是更正说明", word_name, ORIGINAL)], ""
    try:
        printed = PrintedWords(read_pdf(there[pdf_name]).pages)
    except NoPdf:
        return [found("V024", "这个文件不是完整的 PDF", pdf_name, ORIGINAL)], ""
    words = _word_texts(there[word_name])
    together = PrintedWords(["".join(words)])
    problems = []
    for name, old, new in manifest["更正"]["事项"]:
        for what in filter(None, (name, *(part for side in (old, new) for part in side.split("……")))):
            for file, text in ((pdf_name, printed), (word_name, together)):
                if what not in text:
                    problems.append(found("V024", f"没有更正事项里的「{what[:40]}」", file, ORIGINAL))
    missing = (text for text in words if any(part not in printed for part in _CLAUSES.split(text)))
    problems += [
        found("V024", f"更正说明的 Word 里有，PDF 里没有：{text[:60]}", pdf_name, ORIGINAL)
        for text in itertools.islice(missing, MOST)
    ]
    return problems[:MOST], "更正说明的 PDF 和 Word 相同，和清单里的更正事项一致"


def words_agree(
    report: Mapping[str, Any], tables: tuple[PrintedTable, ...], edition: Edition | None, content: bytes, name: str
) -> Proof:
    """The Word file of a corrected report has every sentence and row of it, every number so often, no other amount."""
    if too_large_unpacked(content):
        return [found("V022", "这个文件解开以后太大，不是更正版的 Word", name, ORIGINAL)], ""
    words = _word_texts(content)
    wanted = Counter(n for text in texts_of(report) for n in DIGITS.findall(text))
    there = Counter(n for text in words for n in DIGITS.findall(text))
    together = ["".join(words)]
    rows = [f"Word 里没有这一行，或它的数换了位置：{row[:80]}" for row in missing_rows(report, together)]
    if wanted - there or rows or any("." in number for number in there.keys() - wanted.keys()):
        named = cells_otherwise(tables, edition, content, name)
        for cell in named:
            there += Counter(DIGITS.findall(cell.wanted))
            there -= Counter(DIGITS.findall(cell.printed))
        lines = [f"Word 里{cell}" for cell in named]
        lines += [
            f"report.json 里的 {number}，Word 里少 {times} 处" for number, times in sorted((wanted - there).items())
        ]
        lines += [f"Word 里有 {n}，report.json 里没有这个数" for n in sorted(there.keys() - wanted.keys()) if "." in n]
        lines = lines or rows
    else:
        lines = [f"report.json 里的这些字，Word 里没有：{t[:60]}" for t in missing_words(report, together)]
    return [
        found("V024", line, name, ORIGINAL) for line in lines[:MOST]
    ], "更正版的 Word 里的字和数，与 report.json 相同"


def _word_texts(content: bytes) -> list[str]:
    """The words of a Word file: its paragraphs, then its tables cell by cell."""
    try:
        opened = open_file(Path("稿.docx"), data=content)
    except Unreadable as error:
        raise ValueError("no Word file") from error
    cells = (cell.text for grid in opened.grids for _, cell in sorted(grid.cells.items()))
    return [*(line.text for line in opened.lines), *cells]
