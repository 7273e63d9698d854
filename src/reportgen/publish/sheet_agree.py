"""The check sheet against what its edition asks and what the pages print: each line, its answer, page and numbers."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from reportgen.editions import Edition
from reportgen.model.finding import Finding
from reportgen.publish.checksheet import BY_HAND, COUNTED, NO_MATTER, above_lines
from reportgen.publish.edition_named import SheetLine, sheet_asks
from reportgen.publish.folder import SHEET
from reportgen.publish.pages import DIGITS, flat
from reportgen.publish.proof import ORIGINAL, found
from reportgen.publish.tables import NUMBER, PrintedTable, blocks_of, texts_of

_DAY = re.compile(r"\d+年\d+月\d+日")
_ROWS = re.compile(r"列出 \d+ 个")
"""How many subjects a table lists, which it prints nowhere."""
_AGAINST = re.compile("没有印|没有说明的空表|见核对清单|没有这张表")
"""What a note says that speaks for 否."""
_PAGE = re.compile(r"—\s*(\d+)\s*—")
Cells = tuple[str, ...]


@dataclass(frozen=True)
class ReadSheet:
    """What stands over the lines, and the lines."""

    above: Cells
    lines: tuple[Cells, ...]


def read_sheet(content: bytes) -> ReadSheet | None:
    """The check sheet; None for a workbook of another shape."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheet = load_workbook(io.BytesIO(content), data_only=True).worksheets[0]
    rows = [
        tuple("" if cell is None else str(cell) for cell in row) for row in sheet.iter_rows(max_col=8, values_only=True)
    ]
    head = next((n for n, row in enumerate(rows) if row and row[0] == "序号"), None)
    if head is None:
        return None
    return ReadSheet(tuple(row[0] for row in rows[:head]), tuple(rows[head + 1 :]))


def sheet_lines(
    report: Mapping[str, Any],
    tables: tuple[PrintedTable, ...],
    pages: Sequence[str],
    content: bytes,
    edition: Edition | None,
) -> Iterator[Finding]:
    """Where the check sheet is another than the one of this report."""
    read = read_sheet(content)
    if read is None:
        yield _wrong("不是检查表的样子")
        return
    title, asked = sheet_asks(edition, tables) if edition else (read.above[0] if read.above else "", [])
    for want, there in zip_longest(above_lines(title, report["单位"], report["年度"]), read.above, fillvalue=""):
        if want != there:
            yield _wrong(f"表头写的是「{there[:60]}」，应是「{want[:60]}」")
    for turn, (number, _, item, *_) in enumerate(read.lines, 1):
        if number != str(turn):
            yield _wrong(f"第 {number} 条「{item[:20]}」排在第 {turn}，检查表少了或多了一行")
            return
    if edition and (problem := _other_lines(asked, read.lines)):
        yield _wrong(problem)
        return
    printed = AnsweredPages(report, pages)
    for line, asks in zip_longest(read.lines, asked):
        yield from map(_wrong, printed.problems(line, asks))


def _wrong(message: str) -> Finding:
    return found("V023", message, SHEET, ORIGINAL)


def _other_lines(asked: list[SheetLine], lines: tuple[Cells, ...]) -> str:
    """The first line that the edition's check sheet doesn't have there; '' where all are as it has them."""
    want = [(line.aspect, line.item, line.basis) for line in asked]
    there = [(line[1], line[2], line[7]) for line in lines]
    missing = [item for _, item, _ in want if item not in {item for _, item, _ in there}]
    if missing:
        return f"少了 {len(missing)} 条，版式的检查表里有：{'；'.join(missing[:3])}"
    if len(there) > len(want):
        more = next((t[1] for n, t in enumerate(there) if n >= len(want) or t != want[n]), "")
        return f"有 {len(there)} 条，版式的检查表里是 {len(want)} 条；多出的是「{more[:30]}」"
    other = next((n for n, (a, b) in enumerate(zip(want, there, strict=False)) if a != b), None)
    if other is None:
        return ""
    return f"第 {other + 1} 条是「{'｜'.join(there[other])[:60]}」，版式的检查表里是「{'｜'.join(want[other])[:60]}」"


class AnsweredPages:
    """What the pages and the report print, for the lines of the check sheet."""

    def __init__(self, report: Mapping[str, Any], pages: Sequence[str]) -> None:
        self._folios = {number[1]: flat(page) for page in pages for number in [_PAGE.search(page)] if number}
        self._numbers = {n for text in (*texts_of(report), *pages) for n in DIGITS.findall(text)}
        self._figures = {figure["键"]: figure for figure in report["数"]}
        self._year = str(report["年度"])
        self._headings: dict[str, str] = {}
        for block in blocks_of(report["内容"]):
            if block["类型"] == "section":
                first = next((b for b in blocks_of(block.get("子项", [])) if b["类型"] in ("h1", "h2", "h3")), {})
                self._headings[str(block["编号"])] = str(first.get("文字", ""))

    def problems(self, line: Cells, asks: SheetLine | None) -> Iterator[str]:
        """What is wrong with one line."""
        number, _, item, answer, page, value, note, _ = line
        where = f"第 {number} 条「{item[:20]}」"
        if answer not in ("是", "否", "不适用", ""):
            yield f"{where}答的是「{answer}」"
        elif BY_HAND not in note and answer not in _speaks_for(value, note, asks is None or asks.may_lack):
            yield f"{where}答的是「{answer}」，和它的说明「{note[:30]}」矛盾"
        if page and page not in self._folios:
            yield f"{where}说在第 {page} 页，PDF 里没有这一页"
        elif page and asks and (heading := self._heading(asks)) and not self._begins(asks, heading, page):
            yield f"{where}说在第 {page} 页，那一页上没有「{heading}」"
        elif not page and asks and answer == "是" and self._heading(asks):
            yield f"{where}没有写页码"
        if answer == "是" and not COUNTED.match(value):  # a count of checks, which nobody prints
            told = [n for n in DIGITS.findall(_ROWS.sub("", _DAY.sub("", value))) if NUMBER.fullmatch(n)]
            known = self._of_line(asks) if asks else None
            strange = [n for n in told if n not in (self._numbers if known is None else known)]
            if strange:
                yield f"{where}写的 {'、'.join(strange)} 报告里没有印" + ("" if known is None else "作这一项的数")

    def _begins(self, asks: SheetLine, heading: str, page: str) -> bool:
        """Whether what an item asks for begins on a page; its figures may be told in another section of text."""
        others = [words for ident, words in self._headings.items() if asks.keys and not ident.startswith("t-")]
        wanted = [heading] if asks.table else [heading, *filter(None, others)]
        return any(flat(words) in self._folios[page] for words in wanted)

    def _heading(self, asks: SheetLine) -> str:
        """What stands over the place where an item is answered."""
        if asks.table:
            return asks.table.title
        return next((self._headings[name] for name in asks.sections if name in self._headings), "")

    def _of_line(self, asks: SheetLine) -> set[str] | None:
        """The numbers of the figures that an item asks for; None where one isn't known by the name that it has here."""
        if not asks.keys or any(key not in self._figures for key in asks.keys):
            return None
        texts = [self._year, *asks.words]
        for figure in (self._figures[key] for key in asks.keys):
            texts += [figure["名称"], figure["印作"], *(str(place.get("印作", "")) for place in figure["出处"])]
        return {n for text in texts for n in DIGITS.findall(text)}


def _speaks_for(value: str, note: str, may_lack: bool) -> tuple[str, ...]:
    """The answers that what is told beside them speaks for: a note, or the day of publication behind the last day."""
    days = [tuple(map(int, re.findall(r"\d+", day))) for day in _DAY.findall(f"{value.rpartition('，')[2]} {note}")]
    if "日内是到" in note and len(days) == 2:
        return ("否",) if days[0] > days[1] else ("是",)
    if note in NO_MATTER:
        return ("不适用",)
    if _AGAINST.search(note):
        return ("否",)
    return ("是", "不适用") if may_lack and not note else ("是",)
