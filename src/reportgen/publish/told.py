"""What manifest, dictionary and check sheet tell, against the report that they belong to."""

from __future__ import annotations

import csv
import io
import itertools
import re
import warnings
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportgen.model.finding import Finding
from reportgen.publish.dictionary import FIELDS, HEAD
from reportgen.publish.pages import DIGITS, PrintedWords, flat, missing_words
from reportgen.publish.pdf import NoPdf, read_pdf
from reportgen.publish.proof import MOST, ORIGINAL, Proof, found
from reportgen.publish.received import too_large_unpacked
from reportgen.publish.tables import NUMBER, PrintedTable, texts_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COUNTED = re.compile(r"核对 \d+ 处")
_DAY = re.compile(r"\d+年\d+月\d+日")
_ROWS = re.compile(r"列出 \d+ 个")
"""How many subjects a table lists, which it prints nowhere."""
_CLAUSES = re.compile(r"(?<=[，。；：])|……")
_AGAINST = re.compile("没有印|没有说明的空表|见核对清单|没有这张表")
"""What a note says that speaks for 否."""
_PAGE = re.compile(r"—\s*(\d+)\s*—")


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


def dictionary_lines(
    report: Mapping[str, Any], tables: Sequence[PrintedTable], content: bytes, name: str
) -> Iterator[Finding]:
    """Every figure and column has its line, with its name, unit and place; no line tells of another."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    if not rows or tuple(rows[0]) != HEAD or any(len(row) != len(HEAD) for row in rows):
        yield found("V023", "第一行或有的行不是数据字典的样子", name, ORIGINAL)
        return
    wanted = {("report.json", f["键"]): (f["名称"], f["单位"], _places(f)) for f in report["数"]}
    wanted |= {("report.json", field): (field, "", meaning) for field, meaning in FIELDS.items()}
    columns = {(table.file, column) for table in tables for column in table.columns}
    seen = [(row[0], row[1]) for row in rows[1:]]
    for file, key in [*wanted, *columns]:
        if (file, key) not in seen:
            yield found("V023", f"没有「{key}」（{file}）这一行", name, ORIGINAL)
    units = {table.file: table.unit for table in tables}
    for number, row in enumerate(rows[1:], 2):
        file, key, *told = row
        expected = wanted.get((file, key.strip()))
        if expected and tuple(text.strip() for text in told[:3]) != tuple(text.strip() for text in expected):
            message = f"{key} 的名称、单位或出处和 report.json 不同"
            yield found("V023", message, name, ORIGINAL, number, 2)
        elif not expected and file == "report.json":
            yield found("V023", f"report.json 里没有「{key}」", name, ORIGINAL, number, 2)
        elif file in units and told[1] not in ("", units[file]):
            yield found("V023", f"{file} 的单位是「{units[file]}」", name, ORIGINAL, number, 4)


def _places(figure: Mapping[str, Any]) -> str:
    return f"印在：{'、'.join(dict.fromkeys(place['标题'] for place in figure['出处'] if place['标题']))}"


def sheet_lines(report: Mapping[str, Any], pages: Sequence[str], content: bytes, name: str) -> Iterator[Finding]:
    """Every number of the check sheet's values is printed, on the page that is named where one is."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheet = load_workbook(io.BytesIO(content), data_only=True).worksheets[0]
    folios = {number[1]: flat(page) for page in pages for number in [_PAGE.search(page)] if number}
    printed = {n for text in texts_of(report) for n in DIGITS.findall(text)} | {
        n for page in pages for n in DIGITS.findall(page)
    }
    heads = next((n for n, row in enumerate(sheet.iter_rows(values_only=True), 1) if row and row[0] == "序号"), 0)
    if not heads:
        yield found("V023", "不是检查表的样子", name, ORIGINAL)
        return
    for turn, row in enumerate(sheet.iter_rows(min_row=heads + 1, max_col=8, values_only=True), 1):
        number, _, item, answer, page, value, note, *_ = (str(cell) if cell is not None else "" for cell in row)
        where = f"第 {number} 条「{item[:20]}」"
        if number != str(turn):
            yield found("V023", f"{where}排在第 {turn}，检查表少了或多了一行", name, ORIGINAL)
            return
        if answer in ("是", "否") and (answer == "否") != _against(value, note):
            yield found("V023", f"{where}答的是「{answer}」，和它的说明「{note[:30]}」矛盾", name, ORIGINAL)
        if answer not in ("是", "否", "不适用", ""):
            yield found("V023", f"{where}答的是「{answer}」", name, ORIGINAL)
        if page and page not in folios:
            yield found("V023", f"{where}说在第 {page} 页，PDF 里没有这一页", name, ORIGINAL)
        if _COUNTED.match(value):
            continue  # a count of checks, which nobody prints
        strange = [
            n for n in DIGITS.findall(_ROWS.sub("", _DAY.sub("", value))) if n not in printed and NUMBER.fullmatch(n)
        ]
        if strange and answer == "是":
            yield found("V023", f"{where}写的 {'、'.join(strange)} 报告里没有印", name, ORIGINAL)


def _against(value: str, note: str) -> bool:
    """Whether what is told beside an answer speaks for 否: a note, or the day of publication behind the last day."""
    days = [tuple(map(int, re.findall(r"\d+", day))) for day in _DAY.findall(f"{value.rpartition('，')[2]} {note}")]
    if "日内是到" in note and len(days) == 2:
        return days[0] > days[1]
    return bool(_AGAINST.search(note))


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


def words_agree(report: Mapping[str, Any], content: bytes, name: str) -> Proof:
    """The Word file of a corrected report has every sentence of it, every number so often, and no other amount."""
    if too_large_unpacked(content):
        return [found("V022", "这个文件解开以后太大，不是更正版的 Word", name, ORIGINAL)], ""
    words = _word_texts(content)
    wanted = Counter(n for text in texts_of(report) for n in DIGITS.findall(text))
    there = Counter(n for text in words for n in DIGITS.findall(text))
    lines = [f"report.json 里的 {number}，Word 里少 {times} 处" for number, times in sorted((wanted - there).items())]
    lines += [f"Word 里有 {n}，report.json 里没有这个数" for n in sorted(there.keys() - wanted.keys()) if "." in n]
    if not lines:
        lines = [f"report.json 里的这些字，Word 里没有：{t[:60]}" for t in missing_words(report, ["".join(words)])]
    return [
        found("V024", line, name, ORIGINAL) for line in lines[:MOST]
    ], "更正版的 Word 里的字和数，与 report.json 相同"


def _word_texts(content: bytes) -> list[str]:
    """The paragraphs of a Word file."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            root = ET.fromstring(archive.read("word/document.xml"))
    except (zipfile.BadZipFile, zlib.error, ET.ParseError, OSError, EOFError, NotImplementedError) as error:
        raise ValueError("no Word file") from error
    return ["".join(t.text or "" for t in p.iter(f"{_W}t")) for p in root.iter(f"{_W}p")]
