"""Tables: a full grid, cells that Word opens, heads that repeat."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from docx_lint.file import File, Rules, W, name_of, text, value

RULES = Rules()


@RULES.rule("行没有填满表格")
def _rows(file: File) -> Iterator[str]:
    for table in file.document.iter(f"{W}tbl"):
        widths = [int(c.get(f"{W}w") or 0) for c in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        for number, row in enumerate(table.iterfind(f"{W}tr"), start=1):
            spans = [int(value(c, f"{W}tcPr/{W}gridSpan") or 1) for c in row.iterfind(f"{W}tc")]
            wide = sum(int(c.get(f"{W}w") or 0) for c in row.iterfind(f"{W}tc/{W}tcPr/{W}tcW"))
            if sum(spans) != len(widths) or wide != sum(widths):
                yield f"{name_of(table)} 第 {number} 行"


@RULES.rule("单元格不以段落结束")
def _cells(file: File) -> Iterator[str]:
    for table in file.document.iter(f"{W}tbl"):
        for cell in table.iter(f"{W}tc"):
            if not len(cell) or cell[-1].tag != f"{W}p":
                yield f"{name_of(table)} {text(cell)}"


@RULES.rule("表格没有表头行")
def _heads(file: File) -> Iterator[str]:
    """A form has its heads at the left."""
    for table in file.document.iter(f"{W}tbl"):
        if (
            value(table, f"{W}tblPr/{W}tblStyle") not in ("FormTable", "SlipTable")
            and table.find(f"{W}tr/{W}trPr/{W}tblHeader") is None
        ):
            yield name_of(table)


@RULES.rule("两张表连在一起")
def _apart(file: File) -> Iterator[str]:
    blocks = list(file.document[0])
    for one, other in itertools.pairwise(blocks):
        if one.tag == other.tag == f"{W}tbl":
            yield name_of(other)
