"""A table -> its printed cells, each with an address that outlives new rows, and its row and column for a reader."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from reportgen.compare.diff.printed import words_of
from reportgen.document.anchors import Anchor, row_key
from reportgen.document.grid import PlacedCell, heads, rows_of
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


_Heads = Mapping[ET.Element, list[tuple[str, str]]]
Scope = tuple[str, str]
"""The section by which addresses name a place, and the headings above there in one."""


def within(trail: str, key: str) -> tuple[str, str]:
    """The key of an anchor as the headings that it begins with and what follows; '' for one without them."""
    if key == trail:
        return trail, ""
    return (trail, key[len(trail) + 1 :]) if trail and key.startswith(f"{trail}/") else ("", key)


def cells_of(table: ET.Element, scope: Scope, anchors: Mapping[ET.Element, Anchor]) -> Iterator[PrintedCell]:
    """Every cell in reading order; numbers of lines and columns have none."""
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
                address = ("表头", *scope, str(cell.row), str(cell.column))
                yield PrintedCell("head", address, cell.element, column=words_of_head(cell.element))
            continue
        tall = [] if halved else [cell for cell in row if cell.rows > 1]
        beside = [cell for cell in row if cell not in tall]
        for cell in tall if beside else ():
            yield from _tall(cell, scope, above, seen)
        for side in _sides(row) if halved else [beside or row]:
            line = ("表行", *_line(side, scope, anchors)[1:]) if halved else _line_of(side, row, scope, anchors)
            seen[line] += 1
            yield from _of_side(side, line if seen[line] == 1 else (*line, f"#{seen[line]}"), above)


def _tall(cell: PlacedCell, scope: Scope, above: _Heads, seen: Counter[tuple[str, ...]]) -> Iterator[PrintedCell]:
    """A cell that reaches over several rows: it belongs to none of them, whichever is the first."""
    row, column = _named(cell, "", above)
    address = ("格", *scope, row_key(cell.element), column)
    seen[address] += 1
    yield PrintedCell("cell", (*address, str(seen[address])), cell.element, row, column)


def _line_of(
    side: list[PlacedCell], row: list[PlacedCell], scope: Scope, anchors: Mapping[ET.Element, Anchor]
) -> tuple[str, ...]:
    """The address of a row; the first beside a tall cell is named for its own words, as those that follow are."""
    if len(side) == len(row):
        return _line(side, scope, anchors)
    first = next((cell for cell in side if squeeze(words_of(cell.element))), side[0])
    return "行", *scope, row_key(first.element)


def _line(side: list[PlacedCell], scope: Scope, anchors: Mapping[ET.Element, Anchor]) -> tuple[str, ...]:
    """The address of a row, or of one half of it: its anchor, else its name and first figure."""
    beside = (anchors.get(element) for cell in side for element in (cell.element, *cell.element))
    anchor = next((found for found in beside if found and found.kind in ("row", "words")), None)
    if anchor:
        return "行", anchor.place, *within(scope[1], anchor.key)
    figure = next((d.get("data-key") or "" for c in side for d in c.element.iter("data")), "")
    return "行", *scope, f"{_name_of(side)}/{figure}"


def _name_of(side: list[PlacedCell]) -> str:
    """The words by which a reader calls the row."""
    named = [(words_of(cell.element), "code" in classes_of(cell.element)) for cell in side if _names(cell)]
    words: list[str] = []
    after_code = False
    for text, is_code in named:
        if is_code and after_code:
            words[-1] += text  # 213 | 01 | 01 is 2130101
        else:
            words.append(text)
        after_code = is_code
    name = squeeze(" ".join(filter(None, words)))
    first = side[0].element
    return name or ("" if "num" in (first.get("class") or "") else squeeze(words_of(first)))


def _of_side(side: list[PlacedCell], line: tuple[str, ...], above: _Heads) -> Iterator[PrintedCell]:
    """The cells of a row, or of one half of it, under the row's name."""
    name = _name_of(side)
    seen: Counter[str] = Counter()
    for cell in side:
        if _COUNTED & set(classes_of(cell.element)):
            continue
        row, column = _named(cell, name, above)
        seen[column] += 1
        yield PrintedCell("cell", (*line, column, str(seen[column])), cell.element, row, column, line)


def _named(cell: PlacedCell, name: str, above: _Heads) -> tuple[str, str]:
    """The row of a cell, by the heads before it and the row's name unless that is the cell itself; its column."""
    over = above.get(cell.element, [])
    columns = (word for scope, word in over if scope.startswith("col") and word and not word.isdecimal())
    column = "／".join(dict.fromkeys(columns))
    if cell.element.tag != "td":
        return "", column
    groups = [word for scope, word in over if scope == "rowgroup" and word]
    nearest = [word for scope, word in over if scope == "row" and word][-1:]
    beside = [*groups, *nearest]
    words = squeeze(words_of(cell.element))
    own = [] if nearest and words and words in name else [name]
    return " ".join(dict.fromkeys(filter(None, (*beside, *own)))), column


def words_of_head(head: ET.Element) -> str:
    """The words of a head in one line: it is broken by hand only to fit its column."""
    return squeeze("".join(text_of(head).split("\n")))


def _names(cell: PlacedCell) -> bool:
    return bool(_NAMES & set(classes_of(cell.element)))


def _sides(row: list[PlacedCell]) -> list[list[PlacedCell]]:
    """A row that has several names falls into as many parts: each begins with what names it, which may stand in several
    cells: a code by its levels, a 科目 and a unit.
    """
    sides: list[list[PlacedCell]] = [[]]
    for cell in row:
        if _names(cell) and any(not _names(other) for other in sides[-1]):
            sides.append([])
        sides[-1].append(cell)
    return sides
