"""Files and sheets that are to be imported and are nothing that is known: what is told of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportgen.load.workbook.read import Workbook
from reportgen.model.finding import Finding, Level, Source
from reportgen.recognise.file import STRANGE
from reportgen.workspace.imports.lists import heads_of

NOTHING, NO_DATA, UNKNOWN_LIST = "N011", "N012", "N024"


def no_data(book: Workbook) -> Finding:
    """A published report, or a workbook under a name that is none: it can't lie in the folder as data."""
    message = "只有工作簿（.xls、.xlsx、.xlsm、.et）能当数据"
    remedy = "公开的 PDF、Word 里有上年的数，用 --last-year；网页形式的工作簿，扩展名改成 .xls"
    return Finding(NO_DATA, Level.ERROR, message, Source(book.name, 1, 1), remedy=remedy)


def unknown_lists(book: Workbook, known: set[str]) -> Iterator[Finding]:
    """Sheets beside those that are known, with a head and rows that nobody knows."""
    strange = {name for name, why in book.seen.ignored if why == STRANGE}
    for sheet, heads in heads_of(book).items():
        if sheet in strange - known:
            message = f"表单「{sheet}」没有认出是什么清单，这几栏没有看懂：{'、'.join(heads)}"
            place = Source(f"{book.name}!{book.sheet(sheet)}", 1, 1)
            yield Finding(UNKNOWN_LIST, Level.HINT, message, place, remedy="报告要用的，栏名改成和 YAML 的表一样再导入")


def nothing(paths: tuple[Path, ...], book: Workbook | None = None) -> Finding:
    """Files in which nothing is known, with what their heads say."""
    heads = heads_of(book) if book else {}
    names = "、".join(path.name for path in paths)
    remedy = "能认的有：决算、预算系统导出的工作簿，公开表，表头和 YAML 的表一样的清单（采购、人员、项目、单位）"
    seen = "；".join(f"「{sheet}」的 {'、'.join(words)}" for sheet, words in heads.items())
    message = f"{names} 里没有认出一张表" + (f"，这几栏没有看懂：{seen}" if seen else "")
    return Finding(NOTHING, Level.ERROR, message, Source(paths[0].name, 1, 1), remedy=remedy)
