"""DepartmentYear -> one YAML text that loads back equal; tables are written as | blocks."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from reportgen.load.pasted import MERGED_DOWN
from reportgen.load.tables import RULE
from reportgen.model.amount import PENDING
from reportgen.model.department import DepartmentYear
from reportgen.model.field import Table, term_of
from reportgen.model.values import Pending

Row = dict[str, Any]

_PLAIN = re.compile(r"[\w（《“｛〔≥≤][\w （）《》“”｛｝〔〕≥≤℃％、。，；：？！…—－·./+~()%=°–☑☐-]*", re.ASCII)
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_COMMENT = re.compile(r"(^|\s)#(\s|$)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def dump(data: DepartmentYear) -> str:
    """The department-year as it may be written in one file."""
    return "".join(f"{key}:{_value(value, table, 1)}\n" for key, value, table in _fields(data))


def dump_key(key: str, value: Any, table: Table | None = None) -> str:
    """One top-level key with what stands under it: records, mappings, rows, texts."""
    return f"{key}:{_value(value, table, 1)}\n"


def _fields(model: BaseModel) -> list[tuple[str, Any, Table | None]]:
    """What was written of a record: alias, value, and whether its text is a table."""
    fields = []
    for name, info in type(model).model_fields.items():
        value = getattr(model, name)
        if name in model.model_fields_set and value is not None:
            fields.append((info.alias or name, value, term_of(info).table))
    return fields


def _value(value: Any, table: Table | None, depth: int) -> str:
    """What stands behind 'key:', with its leading blank or line break."""
    pad = "  " * depth
    if isinstance(value, BaseModel):
        lines = [f"\n{pad}{_scalar(k)}:{_value(v, t, depth + 1)}" for k, v, t in _fields(value)]
        return "".join(lines) or " {}"
    if isinstance(value, Mapping):
        inner = replace(table, each=False) if table and table.each else None
        return "".join(f"\n{pad}{_scalar(k)}:{_value(v, inner, depth + 1)}" for k, v in value.items()) or " {}"
    if isinstance(value, list):
        if table and not table.each and (block := _block(value, pad)):
            return block
        return "".join(f"\n{pad}-{_item(v, depth + 1)}" for v in value) or " []"
    if isinstance(value, str) and "\n" in value:
        return _lines(value, pad)
    return f" {_scalar(value)}"


def _item(value: Any, depth: int) -> str:
    """An item of a list: rows as flow mappings, lists as flow lists."""
    if isinstance(value, BaseModel | Mapping):
        return f" {{{', '.join(f'{_scalar(k)}: {_flow(v)}' for k, v in _row(value).items())}}}"
    return f" {_flow(value)}" if isinstance(value, list) else _value(value, None, depth)


def _flow(value: Any) -> str:
    return f"[{', '.join(_scalar(v) for v in value)}]" if isinstance(value, list) else _scalar(value)


def _scalar(value: Any) -> str:
    """A value as YAML: plain where nothing in it means something, else in double quotes."""
    text = _text(value)
    if _NUMBER.fullmatch(text) or (_PLAIN.fullmatch(_CHINESE.sub("x", text)) and text == text.strip()):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _CONTROL.sub(lambda m: f"\\u{ord(m[0]):04x}", quoted)


def _text(value: Any) -> str:
    if isinstance(value, Pending):
        return PENDING
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _lines(text: str, pad: str) -> str:
    """Several lines as a | block; in quotes where a block would not keep them."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    if (
        _CONTROL.search(text)
        or "\t" in text
        or not lines[0].strip()
        or not lines[-1].strip()
        or lines[0].startswith(" ")
    ):
        return f" {_scalar(text)}"
    mark = "|" if text.endswith("\n") else "|-"
    return f" {mark}\n" + "\n".join(f"{pad}{line}" if line else "" for line in lines)


def _row(value: BaseModel | Mapping[str, Any]) -> Row:
    return {k: v for k, v, _ in _fields(value)} if isinstance(value, BaseModel) else dict(value)


def _block(rows: list[Any], pad: str) -> str:
    """Rows as a | table; '' when a cell could not stand in one."""
    records = [_row(row) for row in rows]
    heads = list(records[0]) if records else []
    texts = [heads]
    for record in records:
        row = [cell for value in record.values() if (cell := _cell(value)) is not None and _fits(cell)]
        if list(record) != heads or len(row) < len(heads):
            return ""
        texts.append(row)
    if not heads or not all(_fits(head) for head in heads) or _looks_merged(texts):
        return ""
    widths = [max(_width(row[n]) for row in texts) for n in range(len(heads))]
    lines = [" | ".join(c + " " * (w - _width(c)) for c, w in zip(row, widths, strict=True)) for row in texts]
    if any(RULE.fullmatch(f"| {line} |") for line in lines):
        return ""  # it would be read as the line below the heads
    return " |\n" + "\n".join(f"{pad}| {line} |" for line in lines)


def _looks_merged(cells: list[list[str]]) -> bool:
    """Whether a cell that is empty would be read as the lower part of a merged one, or as a typo."""
    heads, *rows = cells
    may_not_be_empty = [n == 0 or head in MERGED_DOWN for n, head in enumerate(heads)]
    return not all(heads) or any(
        must and not cell for row in rows for must, cell in zip(may_not_be_empty, row, strict=True)
    )


def _cell(value: Any) -> str | None:
    """The text of a cell; None for what can't be told from it."""
    if not isinstance(value, list):
        return _text(value)
    joined = "、".join(value)
    return joined if [n for n in re.split(r"[、,，\s]+", joined) if n] == value else None


def _fits(cell: str) -> bool:
    return (
        cell == cell.strip()
        and not re.search(r"[|\t\n\r]", cell)
        and not _CONTROL.search(cell)
        and not _COMMENT.search(cell)
    )


def _width(text: str) -> int:
    """Columns on screen: a Chinese character takes two."""
    return sum(1 if ord(c) < 0x1100 else 2 for c in text)
