"""A text with separators (CSV, TSV) -> a grid; a text without them -> its lines."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from reportgen.reading import limits
from reportgen.reading.container import CSV
from reportgen.reading.encodings import NotText, decoded
from reportgen.reading.grid import Grid, GridCell, OpenedFile, Spot, TextLine, Unreadable
from reportgen.reading.package import broken

_SEPARATORS = ",\t;，|"
_LOOKED_AT = 20_000


def read_csv(path: Path, data: bytes) -> OpenedFile:
    """A text file. Its one grid is called as the file is. Raises Unreadable."""
    try:
        text = decoded(data)
    except NotText as error:
        raise Unreadable("R001", "文字的编码既不是 UTF-8 也不是 GBK", "请用记事本打开，另存为 UTF-8") from error
    if not text.strip():
        raise Unreadable("R004", "文件是空的", "请向给文件的人再要一份")
    mark = max(_SEPARATORS, key=text[:_LOOKED_AT].count)
    if mark not in text[:_LOOKED_AT] or _is_prose(text, mark):
        lines = [TextLine(line.strip(), Spot(path.name, row=n)) for n, line in enumerate(text.splitlines())]
        return OpenedFile(path, CSV, (), tuple(line for line in lines if line.text))
    return OpenedFile(path, CSV, (Grid(path.stem, path.name, _cells(path, text, mark)),))


def _is_prose(text: str, mark: str) -> bool:
    """Whether the mark stands in sentences and amounts only: hardly two lines have the same number of it."""
    counts = [line.count(mark) for line in text[:_LOOKED_AT].splitlines() if line.strip()]
    often = max(set(counts), key=counts.count)
    if mark == "，" and len(set(counts)) > max(len(counts) // 4, 1):
        return True
    return "。" in text and (often == 0 or counts.count(often) * 2 < len(counts))


def _cells(path: Path, text: str, mark: str) -> dict[tuple[int, int], GridCell]:
    watch, cells = limits.Watch(), {}
    try:
        for row, values in enumerate(csv.reader(io.StringIO(text), delimiter=mark)):
            if row % 2_000 == 0:
                watch.look()
            for column, value in enumerate(values):
                if value.strip():
                    cells[row, column] = GridCell(value, Spot(path.name, path.stem, row, column))
            if len(cells) > limits.MOST_CELLS:
                raise limits.too_large(f"有内容的格子超过 {limits.MOST_CELLS} 个")
    except csv.Error as error:
        raise broken("分栏的写法读不懂，可能少了一个引号") from error
    return cells
