"""Audits of many files -> a workbook in the shape of a bureau's list: what is wrong, what was checked."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from reportgen.audit.result import Audited
from reportgen.checks.engine.export import list_sheet

_FOUND = (
    ("单位", 24), ("文件", 24), ("问题类型", 14), ("级别", 6), ("把握", 6), ("位置", 34), ("原文", 44), ("问题", 36),
    ("应为", 22), ("依据", 60), ("编号", 7),
)  # fmt: skip
_CHECKED = (("单位", 24), ("文件", 24), ("查了什么", 20), ("处数", 8), ("结果", 8), ("说明", 50))


def bureau_list(audits: Sequence[Audited]) -> bytes:
    """The bytes of an .xlsx."""
    import xlsxwriter  # type: ignore[import-untyped]  # it ships no py.typed

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    list_sheet(book, "问题清单", _FOUND, (row for one in audits for row in _problems(one)))
    list_sheet(book, "检查了什么", _CHECKED, (row for one in audits for row in _ledger(one)))
    book.close()
    return stream.getvalue()


def _problems(one: Audited) -> Iterable[tuple[str, ...]]:
    for f in one.findings:
        yield (
            one.department,
            one.file.name,
            f.kind,
            f.level.value,
            f.sure,
            f.where or "全文",
            f.said,
            f.problem,
            f.should_be,
            "；".join(f.basis),
            f.code,
        )


def _ledger(one: Audited) -> Iterable[tuple[str, ...]]:
    for line in one.ledger:
        yield one.department, one.file.name, line.what, str(line.count), line.status, line.note
    for run in one.rules:
        if run.status == "不适用":  # said as one line above
            continue
        yield one.department, one.file.name, f"{run.code} {run.title}", str(run.count), run.status, run.note
