"""Tables of the page: a box of their own to scroll in, blank rows that fold, a file for a spreadsheet."""

from __future__ import annotations

import base64
import csv
import io
import re
import xml.etree.ElementTree as ET

from reportgen.document.grid import place
from reportgen.document.tree import HEADINGS, squeeze, text_of
from reportgen.model.csv_cells import written_cell
from reportgen.writers.html.added import added

FEWEST_BLANK = 3
"""Blank rows that are worth a switch."""
KEPT = frozenset({"total", "group"})


def furnish_tables(body: ET.Element) -> None:
    """Give every table of the page what a screen needs."""
    for section in list(body.iter("section")):
        for table in section.findall("table"):
            _furnish(section, table)


def _furnish(section: ET.Element, table: ET.Element) -> None:
    title, home = _heading(section, table), str(table.get("id"))
    box = ET.Element(
        "div", {"class": "box", "tabindex": "0", "role": "group", "aria-label": f"{title or '表'}，可以左右移动"}
    )
    if page := section.get("data-page"):
        box.set("data-page", page)  # for the rules of paper that ask what page a table stands on
    _hold_names(table)
    _narrow_lines(table)
    _let_empty_heads_go(table)
    at = list(section).index(table)
    tools = _tools(section, table, title)
    blank = _blank_rows(table)
    if blank:
        for row in blank:
            row.set("class", f"{row.get('class', '')} blank".strip())
        fold = f"{home}-fold"
        section.insert(at, added("input", type="checkbox", id=fold, class_="fold"))
        tools.insert(0, added("label", f"收起 {len(blank)} 个空行", for_=fold))
        at += 1
    section.insert(at, tools)
    _enclose(section, table, box)


def _enclose(section: ET.Element, table: ET.Element, box: ET.Element) -> None:
    """The table and its notes go into the box: the notes' place on paper depends on the table before them."""
    at = list(section).index(table)
    notes = []
    for follower in section[at + 1 :]:
        if follower.tag != "p" or follower.get("class") != "note":
            break
        notes.append(follower)
    section[at : at + 1 + len(notes)] = [box]
    box.extend([table, *notes])


def _heading(section: ET.Element, table: ET.Element) -> str:
    """The words of the nearest heading above the table."""
    above = section[: list(section).index(table)]
    return next((squeeze(text_of(e)) for e in reversed(above) if e.tag in HEADINGS), "")


def _hold_names(table: ET.Element) -> None:
    """The one column of names stays when the table moves; a table with two sides has two and moves whole."""
    cells = place(table)
    columns = {c.column for c in cells if "name" in (c.element.get("class") or "").split()}
    if len(columns) != 1 or table.get("class") != "statement":
        return
    for cell in cells:
        if cell.column in columns and cell.columns == 1 and not cell.in_head:
            cell.element.set("class", f"{cell.element.get('class', '')} held".strip())


def _narrow_lines(table: ET.Element) -> None:
    """The head over a column of 行次 needs no more room than the numbers."""
    cells = place(table)
    lines = {c.column for c in cells if "line" in (c.element.get("class") or "").split()}
    for cell in cells:
        if cell.in_head and cell.columns == 1 and cell.column in lines:
            cell.element.set("class", f"{cell.element.get('class', '')} slim".strip())


def _let_empty_heads_go(table: ET.Element) -> None:
    """A head without words heads nothing: who hears the table is not told of it."""
    for head in table.iter("th"):
        if not squeeze(text_of(head)):
            head.set("role", "cell")


def _blank_rows(table: ET.Element) -> list[ET.Element]:
    """The rows without any figure, where others have some and no cell reaches over rows."""
    body = table.find("tbody")
    if table.get("class") != "statement" or body is None or any(c.get("rowspan") for c in body.iter()):
        return []
    rows = [row for row in body if not KEPT & set((row.get("class") or "").split())]
    blank = [row for row in rows if row.find(".//data") is None]
    return blank if FEWEST_BLANK <= len(blank) < len(rows) else []


def _tools(section: ET.Element, table: ET.Element, title: str) -> ET.Element:
    """The line of switches and files above a table."""
    tools = added("p", class_="tools")
    number = section.find("p[@class='table-number']")
    unit = section.find("p[@class='table-meta']/span[@class='right']")
    about = [squeeze(text_of(e)) for e in (number, unit) if e is not None and table.get("class") == "statement"]
    name = f"{title or '表'}（{'，'.join(about)}）" if about else title or "表"
    tools.append(
        added(
            "a",
            "下载 CSV",
            class_="csv",
            href=_as_link(to_csv(table)),
            download=f"{_file_name(name)}.csv",
            aria_label=f"下载 CSV：{name}",
        )
    )
    return tools


def to_csv(table: ET.Element) -> str:
    """The printed texts of a table, a record a row; a cell over several places stands in the first of them."""
    cells = place(table)
    height = max((c.row + c.rows for c in cells), default=0)
    width = max((c.column + c.columns for c in cells), default=0)
    grid = [[""] * width for _ in range(height)]
    for cell in cells:
        grid[cell.row][cell.column] = written_cell(squeeze(text_of(cell.element)))
    out = io.StringIO()
    csv.writer(out).writerows(grid)
    return out.getvalue()


def _as_link(text: str) -> str:
    """An address that holds the file; with the mark by which Excel knows UTF-8."""
    return f"data:text/csv;charset=utf-8;base64,{base64.b64encode(text.encode('utf-8-sig')).decode()}"


def _file_name(title: str) -> str:
    return re.sub(r'[\x00-\x1f/\\:*?"<>|]', "_", title)[:70]
