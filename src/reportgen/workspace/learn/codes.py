"""Rows of a table -> subjects: codes with their names, wherever in a row they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from reportgen.workspace.learn.rows import Rows

_CODES = r"2(?:0[1-9]|[1-3]\d)(?:\d{2}){0,2}|3(?:0[1-9]|1\d|99)(?:\d{2})?"
_CODE = re.compile(_CODES)
_BOTH = re.compile(rf"({_CODES})[\s　、.．:：\-—]*([^\d\s].*)")
"""A code with its name in one cell: 2080101 行政运行."""
_NAME = re.compile(r"[一-鿿]")
_NO_NAME = re.compile(r"合计|总计|小计|栏次|行次|编码|名称|科目|^[类款项]$")
_LEAD = re.compile(r"^[\s　\-—–·•]*(?:[（(]?[0-9一二三四五六七八九十]+[）)、.．]\s*)*(?:其中[：:])?\s*")


def subjects_in(rows: Rows) -> Iterator[tuple[str, str]]:
    """Each code with its name, in the order of the rows; the same pair may come again."""
    for row in rows:
        cells = [unicodedata.normalize("NFKC", cell).strip() if _is_code_like(cell) else cell.strip() for cell in row]
        at = 0
        while at < len(cells):
            code, behind = _code_at(cells, at)
            if code:
                name = _name_behind(cells, behind)
                if name:
                    yield code, name
                at = max(behind, at + 1)
                continue
            both = _BOTH.fullmatch(cells[at])
            if both and _named(both[2]):
                yield both[1], tidy(both[2])
            at += 1


def learned(tables: Iterable[tuple[str, Rows]]) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The names by code, and those codes that have several names in the file."""
    found: dict[str, list[str]] = {}
    for _, rows in tables:
        for code, name in subjects_in(rows):
            names = found.setdefault(code, [])
            if name not in names:
                names.append(name)
    doubtful = {code: names for code, names in found.items() if len(names) > 1}
    return {code: names[0] for code, names in found.items() if len(names) == 1}, doubtful


def tidy(name: str) -> str:
    """A name without what stands around it: blanks of indents, 其中：, numbers of a list; brackets are full-width."""
    bare = re.sub(r"\s+", "", _LEAD.sub("", name))
    return bare.replace("(", "（").replace(")", "）").rstrip("：:")


def _is_code_like(cell: str) -> bool:
    return bool(re.fullmatch(r"[\s\d０-９.\-—－]+", cell))


def _code_at(cells: list[str], at: int) -> tuple[str, int]:
    """A code that stands in one cell, or in 类, 款 and 项 side by side; and the cell behind it."""
    cell = re.sub(r"[\s\-—－.]", "", re.sub(r"\.0+$", "", cells[at])) if _is_code_like(cells[at]) else ""
    if not _CODE.fullmatch(cell):
        return "", at
    code, behind = cell, at + 1
    if len(cell) in (3, 5):
        while behind < len(cells) and behind - at < 3 and re.fullmatch(r"\d{1,2}(?:\.0)?", cells[behind]):
            if len(code) == (5 if cell[0] == "3" else 7):
                break
            code, behind = code + cells[behind].removesuffix(".0").zfill(2), behind + 1
        while behind < len(cells) and behind - at < 3 and not cells[behind]:  # a 类 leaves 款 and 项 empty
            behind += 1
    return code, behind


def _name_behind(cells: list[str], behind: int) -> str:
    """The name in the next cell that has words, if no figure stands between."""
    for cell in cells[behind : behind + 3]:
        if _named(cell):
            return tidy(cell)
        if cell:
            return ""
    return ""


def _named(cell: str) -> bool:
    return (bool(_NAME.search(cell)) and not _NO_NAME.search(cell)) or bool(re.search(r"科目.{2,}支出$", cell))
