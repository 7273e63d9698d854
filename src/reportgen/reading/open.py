"""A file that somebody else made -> its grids and lines: the one way in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from reportgen.environment import EnvironmentProblem, converted_by_office
from reportgen.model.characters import as_read
from reportgen.reading import limits
from reportgen.reading.container import CSV, DOC, DOCX, HTML, PDF, SPREADSHEETML, XLS, XLSX, container_of, is_stray
from reportgen.reading.csv_text import read_csv
from reportgen.reading.grid import Grid, GridCell, OpenedFile, TextLine, Unreadable
from reportgen.reading.html_tables import read_html
from reportgen.reading.pdf import read_pdf
from reportgen.reading.spreadsheet_xml import read_spreadsheet_xml
from reportgen.reading.word import read_word
from reportgen.reading.workbook import read_xls, read_xlsx

__all__ = ["is_stray", "open_file"]

_OLD_WORD = ("doc", "wps", "dot", "wpt", "rtf", "odt", "ott")


def open_file(path: Path, *, data: bytes | None = None) -> OpenedFile:
    """A file as grids of cells and lines of text. data: its bytes, where they are at hand.

    Raises Unreadable: a code, one sentence why, and what to do.
    """
    content = _content(path) if data is None else data
    if len(content) > limits.LARGEST_FILE:
        raise limits.too_large(f"有 {len(content) >> 20} MB")
    opened = READERS[container_of(content, path.name)](path, content)
    return opened if opened.container == PDF else _plain(opened)


def _plain(opened: OpenedFile) -> OpenedFile:
    """With the characters that radicals copied from a PDF stand for."""
    lines = tuple(_plain_line(line) for line in opened.lines)
    return replace(opened, grids=tuple(map(_plain_grid, opened.grids)), lines=lines)


def _plain_grid(grid: Grid) -> Grid:
    cells = {place: _plain_cell(cell) for place, cell in grid.cells.items()}
    return replace(grid, cells=cells, above=tuple(map(_plain_line, grid.above)))


def _plain_cell(cell: GridCell) -> GridCell:
    text = as_read(cell.text)
    return cell if text == cell.text else replace(cell, text=text)


def _plain_line(line: TextLine) -> TextLine:
    text = as_read(line.text)
    return line if text == line.text else replace(line, text=text)


def _read_old_word(path: Path, data: bytes) -> OpenedFile:
    """A .doc, .wps, .rtf or .odt, through LibreOffice where this machine has it."""
    suffix = path.suffix.lower().lstrip(".")
    kind = suffix if suffix in _OLD_WORD else _kind_of(data)
    remedy = "请在 Word 或 WPS 里另存为 .docx 再用；装了 LibreOffice 的电脑可以直接读 .doc 和 .wps"
    try:
        made = converted_by_office(data, kind, "docx:MS Word 2007 XML", f"读不了 .{kind}", remedy)
    except EnvironmentProblem as problem:
        raise Unreadable("R002", problem.message, problem.remedy) from problem
    return read_word(path, made)


def _kind_of(data: bytes) -> str:
    return "rtf" if data.startswith(b"{\\rt") else "odt" if data.startswith(b"PK") else "doc"


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise Unreadable("R001", f"没有这个文件：{path.name}", "请检查文件的名称和位置")
        size = path.stat().st_size
        if size > limits.LARGEST_FILE:
            raise limits.too_large(f"有 {size >> 20} MB")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable("R001", f"文件打不开（{error.strerror}）", "请检查文件还在不在、能不能读") from error


READERS: Mapping[str, Callable[[Path, bytes], OpenedFile]] = {
    XLSX: read_xlsx,
    XLS: read_xls,
    SPREADSHEETML: read_spreadsheet_xml,
    HTML: read_html,
    DOCX: read_word,
    DOC: _read_old_word,
    CSV: read_csv,
    PDF: read_pdf,
}
