"""report.json -> the statutory tables as plain rows: what the CSV files hold, and what `verify` compares with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from reportgen.model.csv_cells import written_cell
from reportgen.model.figure import round_half_up
from reportgen.workspace.file_names import file_stem

NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
BOM = "\ufeff"
WIDEST = 10_000
"""Places that one cell takes at most."""
Json = Mapping[str, Any]


@dataclass(frozen=True)
class PublishedCell:
    """A cell as printed, the key of its figure, and whether it is one for a figure."""

    text: str
    key: str = ""
    numeric: bool = False

    @property
    def plain(self) -> str:
        """For machines: a number without its thousands separators, words in one line."""
        text = self.text.replace("−", "-")
        return text.replace(",", "") if self.numeric and NUMBER.fullmatch(text) else self.text.replace("\n", "")


@dataclass(frozen=True)
class PrintedTable:
    """One statutory table: its columns by their heads, its rows; `top` rows stand over it on its Excel sheet."""

    id: str
    title: str
    label: str
    file: str
    unit: str
    top: int
    head: int
    columns: tuple[str, ...]
    rows: tuple[tuple[PublishedCell, ...], ...]
    notes: tuple[str, ...]

    @property
    def csv(self) -> bytes:
        """UTF-8 with a mark for Excel; words and codes in quotes, numbers bare."""
        lines = [",".join(map(_quoted, self.columns))]
        lines += [",".join(_field(cell) for cell in row) for row in self.rows]
        return (BOM + "".join(f"{line}\r\n" for line in lines)).encode()


def tables_of(report: Json) -> tuple[PrintedTable, ...]:
    """The statutory tables of a report.json, in order."""
    sections = [
        block
        for block in blocks_of(report["内容"])
        if block["类型"] == "section"
        and "statement" in _classes(block)
        and any(part["类型"] == "table" for part in block["子项"])
    ]
    units = {figure["键"]: figure["单位"] for figure in report["数"]}
    return tuple(_table(section, number, str(report["年度"]), units) for number, section in enumerate(sections, 1))


def blocks_of(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every block, with those below it, in reading order."""
    for block in blocks:
        yield block
        yield from blocks_of(block.get("子项", []))


def texts_of(report: Json) -> Iterator[str]:
    """Every run of words that is printed: paragraphs, cells, what stands beside the drawings."""
    for block in blocks_of(report["内容"]):
        if "文字" in block:
            yield block["文字"]
        yield block.get("表题", "")
        for row in block.get("行", ()):
            yield from (cell["文字"] for cell in row["格"])


def _table(section: Json, number: int, year: str, units: Mapping[str, str]) -> PrintedTable:
    parts = section["子项"]
    at = next(n for n, part in enumerate(parts) if part["类型"] == "table")
    words = {name: part["文字"] for part in parts[:at] for name in _classes(part) if "文字" in part}
    title = words.get("table-title", "")
    name = file_stem(title.removeprefix(f"{year}年度"))
    rows = parts[at]["行"]
    head = sum(1 for row in rows if row.get("表头"))
    grid = _grid(rows)
    named = [
        line for line, row in zip(grid, rows, strict=True) if row.get("表头") and "column-numbers" not in _classes(row)
    ]
    return PrintedTable(
        id=section["编号"],
        title=title,
        label=words.get("table-number", ""),
        file=f"{number:02d} {name}.csv",
        unit=_unit(parts[:at], grid[head:], units),
        top=at,
        head=head,
        columns=_columns(named),
        rows=tuple(tuple(cell if owner else PublishedCell("") for cell, owner in line) for line in grid[head:]),
        notes=tuple(part["文字"] for part in parts[at + 1 :] if "文字" in part),
    )


_MONEY = re.compile(r"(?:万|千|百)?元")


def _unit(above: list[Any], rows: list[list[tuple[PublishedCell, bool]]], units: Mapping[str, str]) -> str:
    """The unit of a table's amounts: of its figures; of an empty table, as the words above it say."""
    printed = (units.get(cell.key, "") for row in rows for cell, _ in row if cell.key)
    said = (found[0] for part in above if (found := _MONEY.search(part.get("文字", ""))))
    return next((unit for unit in printed if unit), next(said, ""))


_PRINTED = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)(?:%|人|辆|台|个|件|次)?")


def printed_from(value: str | None, printed: str) -> bool:
    """Whether an exact value is printed so: rounded half up to its places, a change perhaps without its sign. What is
    printed in words, or in a larger unit, is not judged.
    """
    match = _PRINTED.fullmatch(printed.replace("−", "-"))
    if value is None or match is None:
        return True
    shown = Decimal(match[1].replace(",", ""))
    try:
        rounded = round_half_up(Decimal(value), len(match[1].partition(".")[2]))
    except InvalidOperation:
        return False
    return shown in (rounded, abs(rounded))


def _grid(rows: list[Json]) -> list[list[tuple[PublishedCell, bool]]]:
    """Every place of the table with the cell that covers it, and whether the cell begins there."""
    taken: dict[tuple[int, int], tuple[PublishedCell, bool]] = {}
    for number, row in enumerate(rows):
        column = 0
        for raw in row["格"]:
            while (number, column) in taken:
                column += 1
            cell = PublishedCell(raw["文字"], raw.get("键", ""), "num" in _classes(raw))
            if raw.get("跨行", 1) * raw.get("跨列", 1) > WIDEST:
                raise ValueError("a cell larger than any of ours")
            for down in range(raw.get("跨行", 1)):
                for across in range(raw.get("跨列", 1)):
                    taken[number + down, column + across] = (cell, not down and not across)
    width = 1 + max(column for _, column in taken)
    nothing = (PublishedCell(""), True)
    return [[taken.get((number, column), nothing) for column in range(width)] for number in range(len(rows))]


def _columns(head: list[list[tuple[PublishedCell, bool]]]) -> tuple[str, ...]:
    """The heads over each column from the outermost in; alike ones are told apart by a number."""
    names: list[str] = []
    for stack in zip(*head, strict=True):
        words = dict.fromkeys(cell.text.replace("\n", "").replace("　", "") for cell, _ in stack)
        name = "/".join(word for word in words if word)
        alike = sum(1 for other in names if other.partition("#")[0] == name)
        names.append(f"{name}#{alike + 1}" if alike else name)
    return tuple(names)


def _classes(block: Json) -> list[str]:
    return str(block.get("类", "")).split()


def _quoted(text: str) -> str:
    return '"' + written_cell(text).replace('"', '""') + '"'


def _field(cell: PublishedCell) -> str:
    text = cell.plain
    if not text or (cell.numeric and NUMBER.fullmatch(text)):
        return text
    return _quoted(text)
