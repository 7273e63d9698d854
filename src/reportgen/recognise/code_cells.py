"""The code of a row, however it stands: one text, a number, or 类, 款, 项 in cells of their own."""

from __future__ import annotations

import re

from reportgen.reading.grid import GridCell
from reportgen.recognise.labels import fold

_CODE = re.compile(r"\d{3}(?:\d{2}(?:\d{2})?)?")
_ZEROS = re.compile(r"\.0+$")
_NAME_BEHIND = re.compile(r"(\d{3,7})[-—:]?(\D.+)")


def digits_of(cell: GridCell | None) -> str:
    """What stands in a cell for a code: 2010301 of 2010301.0; "" where it is none."""
    if cell is None:
        return ""
    text = _ZEROS.sub("", fold(cell.text)) if cell.text.strip() else ""
    if text == "0":  # typed for nothing: no code begins so
        return ""
    if not text and cell.number is not None:
        text = str(int(cell.number)) if cell.number == int(cell.number) else ""
    return text if re.fullmatch(r"\d{1,7}", text, re.ASCII) else ""


def code_of(cells: list[GridCell | None]) -> str:
    """The code that the cells of a row make; "" where they make none. A number has lost the zero of its 款 or 项."""
    parts = [digits_of(cell) for cell in cells]
    if not parts or not parts[0]:
        return ""
    code = parts[0]
    for part in parts[1:]:
        if not part:
            break
        code = part if part.startswith(code) and len(part) > 2 else code + part.rjust(2, "0")
    return code if _CODE.fullmatch(code) else ""


def code_and_name(cell: GridCell | None) -> tuple[str, str]:
    """2010301 and 行政运行 of a cell that holds both; "" and "" otherwise."""
    found = _NAME_BEHIND.fullmatch(fold(cell.text)) if cell else None
    return (found[1], found[2]) if found and _CODE.fullmatch(found[1]) else ("", "")
