"""A reviewer who pastes tables from Excel into a draft: the words of a table in cells without addresses."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from lxml import etree

from reviewing import Review, W, run

Rows = list[list[str]]
Element = etree._Element
DASH = "—"


def tables(review: Review) -> list[Element]:
    return list(review.body.iter(f"{W}tbl"))


def table_with(review: Review, *words: str) -> Element:
    """The first table in which all this stands."""
    return next(t for t in tables(review) if all(w in "".join(t.itertext()) for w in words))


def titled(review: Review, title: str) -> Element:
    """The table below a title."""
    heading = _heading(review, title)
    return next(e for e in heading.itersiblings() if e.tag == f"{W}tbl")


def _heading(review: Review, title: str) -> Element:
    found = [p for p in review.body.iter(f"{W}p") if "".join(p.itertext()).strip().endswith(title)]
    return next(p for p in found if any(e.tag == f"{W}tbl" for e in p.itersiblings()))


def cells(row: Element) -> list[Element]:
    return list(row.iter(f"{W}tc"))


def rows(table: Element) -> Rows:
    """What its cells say; merged ones once, with blanks for the rest."""
    found = []
    for row in table.iter(f"{W}tr"):
        line: list[str] = []
        for cell in cells(row):
            line += [words(cell), *[""] * (span(cell) - 1)]
        found.append(line)
    return found


def words(cell: Element) -> str:
    return "".join(t.text or "" for t in cell.iter(f"{W}t")).replace("\u3000", "").strip()


def span(cell: Element) -> int:
    found = cell.find(f"{W}tcPr/{W}gridSpan")
    return int(found.get(f"{W}val") or 1) if found is not None else 1


def plain_table(lines: Sequence[Sequence[str]]) -> Element:
    """As Word makes one of cells that were copied in Excel."""
    table = etree.Element(f"{W}tbl")
    etree.SubElement(table, f"{W}tblPr")
    grid = etree.SubElement(table, f"{W}tblGrid")
    for _ in max(lines, key=len):
        etree.SubElement(grid, f"{W}gridCol").set(f"{W}w", "1200")
    for line in lines:
        table.append(plain_row(line))
    return table


def plain_row(line: Sequence[str]) -> Element:
    row = etree.Element(f"{W}tr")
    for said in line:
        cell = etree.SubElement(row, f"{W}tc")
        etree.SubElement(cell, f"{W}tcPr")
        paragraph = etree.SubElement(cell, f"{W}p")
        if said:
            paragraph.append(run(said))
    return row


def paragraph(said: str) -> Element:
    made = etree.Element(f"{W}p")
    made.append(run(said))
    return made


def put_in_place(table: Element, lines: Sequence[Sequence[str]]) -> Element:
    """The table is deleted, and a pasted one stands there."""
    new = plain_table(lines)
    above = table.getparent()
    assert above is not None
    above.replace(table, new)
    return new


def bare(table: Element) -> Element:
    """The table as it comes from elsewhere: merged as it was, without bookmarks and controls."""
    new = copy.deepcopy(table)
    for control in list(new.iter(f"{W}sdt")):
        content = control.find(f"{W}sdtContent")
        for child in list(content) if content is not None else ():
            control.addprevious(child)
        above = control.getparent()
        assert above is not None
        above.remove(control)
    for mark in [*new.iter(f"{W}bookmarkStart"), *new.iter(f"{W}bookmarkEnd")]:
        above = mark.getparent()
        assert above is not None
        above.remove(mark)
    return new


def pasted_in_place(table: Element) -> Element:
    """The table is deleted, and the same one, pasted, stands there."""
    new = bare(table)
    above = table.getparent()
    assert above is not None
    above.replace(table, new)
    return new


def retype(table: Element, label: str, old: str, text: str) -> None:
    """A cell of the first row that says a label, from one text to another one."""
    row = next(row for row in table.iter(f"{W}tr") if label in "".join(row.itertext()))
    write(next(cell for cell in cells(row) if words(cell) == old), text)


def write(cell: Element, text: str) -> None:
    """Type over what a cell says."""
    said = list(cell.iter(f"{W}t"))
    said[0].text = text
    for more in said[1:]:
        more.text = ""


def key_of(cell: Element) -> str:
    """The key of the figure in a cell of the draft, as its control is called."""
    name = cell.find(f".//{W}sdtPr/{W}alias")
    return "" if name is None else name.get(f"{W}val") or ""


def with_cell(lines: Rows, label: str, column: int, text: str) -> Rows:
    """One cell changed, of the first row that says this."""
    done = False
    found = []
    for line in lines:
        if not done and label in line:
            line = [*line[:column], text, *line[column + 1 :]]
            done = True
        found.append(line)
    assert done, label
    return found
