"""A table -> its printed cells, each with an address that outlives new rows, and its row and column for a reader."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from reportgen.compare.diff.printed import words_of
from reportgen.document.anchors import Anchor
from reportgen.document.grid import GridCell, heads, rows_of
from reportgen.document.reading import classes_of
from reportgen.document.tree import squeeze, text_of

_COUNTED = frozenset(("line", "column-numbers"))
_NAMES = frozenset(("name", "code"))


class PrintedCell(NamedTuple):
    """A cell, or a head of columns; `line` is the address of its row."""

    kind: Literal["cell", "head"]
    address: tuple[str, ...]
    element: ET.Element
    row: str = ""
    column: str = ""
    line: tuple[str, ...] = ()


def cells_of(table: ET.Element, home: str, anchors: Mapping[ET.Element, Anchor]) -> Iterator[PrintedCell]:
    """Every cell in reading order; `home` is the id of the table's section. Numbers of lines and columns have none."""
    rows = rows_of(table)
    above = {
        cell: [(head.get("scope") or "", words_of_head(head)) for head in named]
        for cell, named in heads([cell for row in rows for cell in row]).items()
    }
    halved = "statement" in classes_of(table)
    seen: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        if "column-numbers" in (row[0].element.get("class") or ""):
            continue
        if row[0].in_head:
            for cell in row:
                address = ("表头", home, str(cell.row), str(cell.column))
                yield PrintedCell("head", address, cell.element, column=words_of_head(cell.element))
            continue
        for side in _sides(row) if halved else [row]:
            line = _line(side, home, anchors)
            seen[line] += 1
            yield from _of_side(side, line if seen[line] == 1 else (*line, f"#{seen[line]}"), above)


def _line(side: list[GridCell], home: str, anchors: Mapping[ET.Element, Anchor]) -> tuple[str, ...]:
    """The address of a row, or of one half of it: its anchor, else its name and first figure."""
    beside = (anchors.get(element) for cell in side for element in (cell.element, *cell.element))
    anchor = next((found for found in beside if found and found.kind in ("row", "words")), None)
    if anchor:
        return "行", f"{anchor.place}/{anchor.key}"
    figure = next((d.get("data-key") or "" for c in side for d in c.element.iter("data")), "")
    return "行", f"{home}/{_name_of(side)}/{figure}"


def _name_of(side: list[GridCell]) -> str:
    """The words by which a reader calls the row."""
    name = squeeze(" ".join(filter(None, (words_of(cell.element) for cell in side if _names(cell)))))
    first = side[0].element
    return name or ("" if "num" in (first.get("class") or "") else squeeze(words_of(first)))


def _of_side(
    side: list[GridCell], line: tuple[str, ...], above: Mapping[ET.Element, list[tuple[str, str]]]
) -> Iterator[PrintedCell]:
    """The cells of a row, or of one half of it, under the row's name."""
    name = _name_of(side)
    for number, cell in enumerate(side):
        element = cell.element
        if _COUNTED & set(classes_of(element)):
            continue
        over = above.get(element, [])
        columns = (word for scope, word in over if scope.startswith("col") and word and not word.isdecimal())
        column = "／".join(dict.fromkeys(columns))
        beside = " ".join(dict.fromkeys(word for scope, word in over if scope.startswith("row") and word))
        row = " ".join(dict.fromkeys(filter(None, (beside, name)))) if element.tag == "td" else ""
        yield PrintedCell("cell", (*line, column, str(number)), element, row, column, line)


def words_of_head(head: ET.Element) -> str:
    """The words of a head in one line: it is broken by hand only to fit its column."""
    return squeeze("".join(text_of(head).split("\n")))


def _names(cell: GridCell) -> bool:
    return bool(_NAMES & set(classes_of(cell.element)))


def _sides(row: list[GridCell]) -> list[list[GridCell]]:
    """A row that has several names falls into as many parts: each begins with a name, or with the code before it."""
    sides: list[list[GridCell]] = [[]]
    for cell in row:
        names = classes_of(cell.element)
        side = sides[-1]
        begins = "code" in names or ("name" in names and not (side and "code" in classes_of(side[-1].element)))
        if begins and side and any(_names(c) for c in side):
            sides.append([])
        sides[-1].append(cell)
    return sides
