"""Codes that one sheet has a row for and another, which should list all, has not; codes with another one's name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reportgen.model import selection
from reportgen.reading.grid import Notice, Spot
from reportgen.recognise.agree import UNKNOWN
from reportgen.recognise.known import lets_through, related
from reportgen.recognise.lists import CodeLists
from reportgen.recognise.picks import parse
from reportgen.recognise.said import place, shown
from reportgen.recognise.seen import RecognisedTable, SeenFigure

_NAMED = 3
CUT_OFF = "R066"
"""What is told of a table whose last rows are gone."""


def told_of_codes(tables: Sequence[RecognisedTable], lists: CodeLists) -> Iterator[Notice]:
    """Both, and the rows of forms that no sheet has."""
    yield from _left_out(tables)
    yield from _without_a_row(tables)
    yield from _called_otherwise(tables, lists)


def _left_out(tables: Sequence[RecognisedTable]) -> Iterator[Notice]:
    known = [table for table in tables if table.unit != UNKNOWN and any(f.value for f in table.figures)]
    units = frozenset[str]()
    figures = [figure for table in known for figure in table.figures if figure.value]
    picked = [(f, pick) for f in figures if (pick := parse(f.key, units)) and pick[selection.SUBJECT]]
    for table in known:
        wide = [pick for key in table.complete if (pick := parse(key, units)) and not pick[selection.ECONOMIC]]
        codes = table.codes
        missing: dict[str, SeenFigure] = {}
        for figure, pick in picked if wide and codes else ():
            (code,) = [*(pick[selection.SUBJECT] or ())][:1]
            if code in missing or related(code, codes):
                continue
            rest = pick.without(selection.SUBJECT)
            if any(lets_through(one, rest) for one in wide):
                missing[code] = figure
        if missing:
            yield _told(table, missing)


def _without_a_row(tables: Sequence[RecognisedTable]) -> Iterator[Notice]:
    """Rows that a form has and a sheet of it has not, where no other sheet says their figures."""
    known = {figure.key for table in tables for figure in table.figures}
    for table in tables:
        lost = [name for name, keys in table.lacking if keys and not known & {*keys}]
        if lost and table.figures and not any(notice.code == CUT_OFF for notice in table.notices):
            names = "、".join(lost[:_NAMED]) + (f" 等 {len(lost)} 行" if len(lost) > _NAMED else "")
            text = f"「{table.grid}」没有 {names} 这一行，它的数从这份工作簿里不知道"
            where = Spot(table.figures[0].cell.spot.file, table.grid)
            yield Notice("R067", text, where, "表里换了叫法或没有导全的，核对一下；另外知道的，在 YAML 里写")


def _told(table: RecognisedTable, missing: dict[str, SeenFigure]) -> Notice:
    where = Spot(next(f.cell.spot.file for f in table.figures), table.grid)
    cells = "、".join(f"{code}（{place(f.cell)} 是 {shown(f.value)}）" for code, f in [*missing.items()][:_NAMED])
    more = "等" if len(missing) > _NAMED else ""
    text = f"「{table.grid}」没有 {len(missing)} 个科目的行，别的表里这些科目有数：{cells}{more}"
    return Notice("R064", text, where, "核对是漏了行，还是编码写错了")


def _called_otherwise(tables: Iterable[RecognisedTable], lists: CodeLists) -> Iterator[Notice]:
    """A code whose name is that of another code of its 类, and not one of its own."""
    done: set[tuple[str, str]] = set()
    for table in tables:
        for code, (name, spot) in table.names.items():
            if (code, name) in done or not (other := lists.other_code(code, name)):
                continue
            done.add((code, name))
            text = f"编码 {code} 的名称写的是「{name}」，科目表里这是 {other} 的名称"
            yield Notice("R065", text, spot, "核对是编码写错了，还是名称写错了；照编码读")
