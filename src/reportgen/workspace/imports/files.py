"""Files to be imported -> the workbooks and lists among them, and what is told of those that are none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportgen.load.workbook.read import Workbook, read_workbook
from reportgen.model.finding import Finding, Level, Source
from reportgen.reading.grid import Unreadable
from reportgen.reading.open import is_stray
from reportgen.recognise.file import STRANGE
from reportgen.workspace.imports.lists import ListRead, heads_of, lists_in

NOT_READ, NOTHING, NO_DATA, UNKNOWN_LIST = "N010", "N011", "N012", "N024"


def read_files(paths: list[Path], project: Path) -> tuple[list[Workbook], dict[str, list[ListRead]], list[Finding]]:
    """Those that hold tables, the lists in each by its name, and what is told of the others."""
    paths = list(dict.fromkeys(paths))
    books: list[Workbook] = []
    lists: dict[str, list[ListRead]] = {}
    refused: list[Finding] = []
    stray = [path for path in paths if is_stray(path)]
    if paths and stray == paths:
        refused.append(_only_opened(paths[0]))
    for path in (path for path in paths if path not in stray):
        name = name_among(path, paths)
        try:
            book = read_workbook(path.resolve(), name, project=project)
        except Unreadable as problem:
            place = Source(name, 1, 1)
            refused.append(Finding(NOT_READ, Level.ERROR, f"读不了：{problem}", place, remedy=problem.remedy))
            continue
        lists[name] = list(lists_in(book))
        if book.seen.tables:
            books.append(book)
        elif not lists[name]:
            refused.append(nothing_in((path,), book))
        if book.seen.tables or lists[name]:
            refused += _unknown_lists(book, {one.sheet for one in lists[name]})
    return books, lists, refused


def name_among(path: Path, paths: list[Path]) -> str:
    """What a file is called: its name, with the folders above where another one has the same."""
    parts = path.resolve().parts
    others = [other.resolve().parts for other in paths if other.resolve() != path.resolve()]
    count = next((n for n in range(1, len(parts)) if all(other[-n:] != parts[-n:] for other in others)), 1)
    return "-".join(parts[-count:])


def _unknown_lists(book: Workbook, known: set[str]) -> Iterator[Finding]:
    """Sheets beside those that are known, with a head and rows that nobody knows."""
    strange = {name for name, why in book.seen.ignored if why == STRANGE}
    for sheet, heads in heads_of(book).items():
        if sheet in strange - known:
            message = f"表单「{sheet}」没有认出是什么清单，这几栏没有看懂：{'、'.join(heads)}"
            place = Source(f"{book.name}!{book.sheet(sheet)}", 1, 1)
            yield Finding(UNKNOWN_LIST, Level.HINT, message, place, remedy="报告要用的，栏名改成和 YAML 的表一样再导入")


def _only_opened(path: Path) -> Finding:
    """A file that an office program makes while a workbook is open, and no workbook."""
    message = "这是办公软件打开工作簿时的临时文件，里面没有数"
    remedy = f"要导入的是 {path.name.removeprefix('~$').removeprefix('.~')}；正在编辑的先存盘、关掉"
    return Finding(NOT_READ, Level.ERROR, message, Source(path.name, 1, 1), remedy=remedy)


def no_data(book: Workbook) -> Finding:
    """A published report, or a workbook under a name that is none: it can't lie in the folder as data."""
    message = "只有工作簿（.xls、.xlsx、.xlsm、.et）能当数据"
    remedy = "公开的 PDF、Word 里有上年的数，用 --last-year；网页形式的工作簿，扩展名改成 .xls"
    return Finding(NO_DATA, Level.ERROR, message, Source(book.name, 1, 1), remedy=remedy)


def nothing_in(paths: tuple[Path, ...], book: Workbook | None = None) -> Finding:
    """That no table was recognised, with what the heads of a workbook say."""
    heads = heads_of(book) if book else {}
    seen = "；".join(f"「{sheet}」的 {'、'.join(words)}" for sheet, words in heads.items())
    names = "、".join(path.name for path in paths)
    remedy = "能认的有：决算、预算系统导出的工作簿，公开表，表头和 YAML 的表一样的清单（采购、人员、项目、单位）"
    message = f"{names} 里没有认出一张表" + (f"，这几栏没有看懂：{seen}" if seen else "")
    return Finding(NOTHING, Level.ERROR, message, Source(paths[0].name, 1, 1), remedy=remedy)
