"""An old and a new table -> the new one, changed rows marked, and the words within the cells of the others compared."""

from __future__ import annotations

from collections.abc import Callable

from reportgen.compare.redline.marks import TrackedKind, TrackedMarks
from reportgen.compare.redline.names import saying, value, words
from reportgen.compare.redline.pairing import PairedBlock, pair
from reportgen.compare.redline.paragraphs import put_in, taken_out
from reportgen.writers.docx.elements import Element, W, make

_CHANGE = {"ins": put_in, "del": taken_out}
_SHAPES = ("tcPr/gridSpan", "tcPr/vMerge")


def columns(table: Element) -> list[int]:
    """The widths of a table's columns."""
    return [int(c.get(f"{W}w") or 0) for c in table.iterfind(f"{W}tblGrid/{W}gridCol")]


def whole(table: Element, change: TrackedKind, marks: TrackedMarks) -> Element:
    """A table every row of which is put in or taken out."""
    for row in table.findall(f"{W}tr"):
        _mark(row, change, marks)
    return table


def compare_rows(
    old: Element, new: Element, marks: TrackedMarks, compare_cells: Callable[[Element, Element, TrackedMarks], None]
) -> None:
    """Mark in a new table of the same columns what is other than in the old one."""
    old_rows, new_rows = old.findall(f"{W}tr"), new.findall(f"{W}tr")
    widths = columns(new)
    at = new.index(new_rows[0]) if new_rows else len(new)
    rows: list[Element] = []
    for i, j in pair([_entry(row) for row in old_rows], [_entry(row) for row in new_rows]):
        if j is None and i is not None:
            _fit(old_rows[i], widths)
            rows.append(_mark(old_rows[i], "del", marks))
        elif i is None and j is not None:
            rows.append(_mark(new_rows[j], "ins", marks))
        elif i is not None and j is not None:
            rows.append(new_rows[j])
            if saying(old_rows[i]) != saying(new_rows[j]):
                for cells in zip(old_rows[i].findall(f"{W}tc"), new_rows[j].findall(f"{W}tc"), strict=True):
                    compare_cells(*cells, marks)
    new[at : at + len(new_rows)] = rows


def _entry(row: Element) -> PairedBlock:
    """A row is what its name says; only rows of one subject, whose cells span alike, can be one row."""
    cells = row.findall(f"{W}tc")
    code = next((words(cell) for cell in cells if value(cell, "p/pPr/pStyle").endswith("Code")), "")
    shape = (code, *(tuple(_span(cell, path) for path in _SHAPES) for cell in cells))
    keys = [str(tag.get(f"{W}val", "")) for tag in row.iter(f"{W}tag")]
    key = next((key for key in keys if key.startswith("rr_")), "")
    return PairedBlock(shape, "\t".join(words(cell) for cell in cells), key)


def _span(cell: Element, path: str) -> str:
    """A w:vMerge without a value continues the cell above."""
    return value(cell, path) or ("+" if cell.find("/".join(W + name for name in path.split("/"))) is not None else "")


def _mark(row: Element, change: TrackedKind, marks: TrackedMarks) -> Element:
    marks.mark_row(row, change)
    for cell in row.findall(f"{W}tc"):
        inside = cell.findall(f"{W}p")
        for paragraph in inside:
            _CHANGE[change](paragraph, marks, end=paragraph is not inside[-1])
    return row


def _fit(row: Element, widths: list[int]) -> None:
    """A row of the old table under the columns of the new one."""
    at = 0
    for cell in row.findall(f"{W}tc"):
        span = int(value(cell, "tcPr/gridSpan") or 1)
        width = cell.find(f"{W}tcPr/{W}tcW")
        if width is not None:
            width.set(f"{W}w", str(sum(widths[at : at + span])))
        at += span


def parting(marks: TrackedMarks) -> Element:
    """A paragraph that keeps two tables apart for as long as both are there: it goes with every decision."""
    paragraph, properties = make("w:p"), make("w:pPr")
    properties.append(make("w:pStyle", val="SectionEnd"))
    paragraph.append(properties)
    marks.mark_end(paragraph, "ins")
    marks.mark_end(paragraph, "del")
    return paragraph
