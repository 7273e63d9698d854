"""The data dictionary against the report: every line has its figure or column, every formula comes to its figure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from reportgen.editions import Edition
from reportgen.model.figure import POINTS
from reportgen.model.finding import Finding
from reportgen.publish.dictionary import FIELDS, HEAD
from reportgen.publish.edition_named import lines_of_tables, totals_of
from reportgen.publish.folder import DICTIONARY, REPORT
from reportgen.publish.proof import ORIGINAL, found
from reportgen.publish.recomputed import SUM, OwnFigures, hidden
from reportgen.publish.tables import PrintedTable

_OF_REPORT = "report.json"


@dataclass(frozen=True)
class ReadDictionary:
    """Its lines with their numbers; none where it is no dictionary."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def of_report(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The lines of keys."""
        return ((number, row) for number, row in self.rows if row[0] == _OF_REPORT)


def read_dictionary(content: bytes) -> ReadDictionary | None:
    """The dictionary; None for what has another shape."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    if not rows or tuple(rows[0]) != HEAD or any(len(row) != len(HEAD) for row in rows):
        return None
    return ReadDictionary(tuple((n, tuple(text.strip() for text in row)) for n, row in enumerate(rows[1:], 2)))


def dictionary_lines(
    report: Mapping[str, Any], tables: Sequence[PrintedTable], content: bytes, edition: Edition | None
) -> Iterator[Finding]:
    """Every figure and column has its line, with its name, unit, place and formula; no line tells of another."""
    read = read_dictionary(content)
    if read is None:
        yield found("V023", "第一行或有的行不是数据字典的样子", DICTIONARY, ORIGINAL)
        return
    wanted = {f["键"]: (f["名称"], f["单位"], _places(f)) for f in report["数"]}
    wanted |= {field: (field, "", meaning) for field, meaning in FIELDS.items()}
    columns = {(table.file, column) for table in tables for column in table.columns}
    seen = [row[:2] for _, row in read.rows]
    for file, key in [*((_OF_REPORT, key.strip()) for key in wanted), *columns]:
        if (file, key) not in seen:
            yield found("V023", f"没有「{key}」（{file}）这一行", DICTIONARY, ORIGINAL)
    units = {table.file: table.unit for table in tables}
    stripped = {key.strip(): tuple(text.strip() for text in told) for key, told in wanted.items()}
    for number, (file, key, *told) in read.rows:
        expected = stripped.get(key) if file == _OF_REPORT else None
        if expected and tuple(told[:3]) != expected:
            message = f"{key} 的名称、单位或出处和 report.json 不同"
            yield found("V023", message, DICTIONARY, ORIGINAL, number, 2)
        elif expected and key in FIELDS and told[3]:
            yield found("V023", f"{key} 不是算出来的", DICTIONARY, ORIGINAL, number, 6)
        elif not expected and file == _OF_REPORT:
            yield found("V023", f"report.json 里没有「{key}」", DICTIONARY, ORIGINAL, number, 2)
        elif not expected and file not in units:
            yield found("V023", f"没有「{file}」这个文件", DICTIONARY, ORIGINAL, number, 1)
        elif file in units and told[1] not in ("", units[file]):
            yield found("V023", f"{file} 的单位是「{units[file]}」", DICTIONARY, ORIGINAL, number, 4)
    if edition:
        yield from _of_tables(read, tuple(tables), edition)


def _places(figure: Mapping[str, Any]) -> str:
    return f"印在：{'、'.join(dict.fromkeys(place['标题'] for place in figure['出处'] if place['标题']))}"


def _of_tables(read: ReadDictionary, tables: tuple[PrintedTable, ...], edition: Edition) -> Iterator[Finding]:
    """The lines of tables as the edition has them; the first that differs of each file."""
    there: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for number, row in read.rows:
        there.setdefault(row[0], []).append((number, row))
    names = {file: {row[2] for _, row in rows} for file, rows in there.items()}
    want: dict[str, list[tuple[str, ...]]] = {}
    try:
        for line in lines_of_tables(edition, tables, names):
            want.setdefault(line[0], []).append(tuple(text.replace("\n", " ").strip() for text in line))
    except ValueError:  # a column more or less than the edition has: told above, by its name
        return
    for file, lines in want.items():
        for expected, (number, row) in zip_longest(lines, there.get(file, ()), fillvalue=(0, ())):
            if expected != row and len(expected) == len(row):
                at = next(n for n, text in enumerate(row) if text != expected[n])
                message = f"「{row[1] or row[2]}」的{HEAD[at]}是「{row[at]}」，版式里是「{expected[at]}」"
                yield found("V023", message, DICTIONARY, ORIGINAL, number, at + 1)
            elif expected != row:
                yield found("V023", f"{file} 的各行和版式的不同", DICTIONARY, ORIGINAL, number or 1, 2)
                break


def formulas_agree(
    report: Mapping[str, Any], content: bytes, edition: Edition | None
) -> tuple[list[Finding], list[str]]:
    """Where a formula doesn't come to its figure, and the keys whose formula the publication can't calculate."""
    own, totals = OwnFigures(report), totals_of(edition) if edition else {}
    read = read_dictionary(content)
    values = {f["键"]: f for f in report["数"]}
    problems: list[Finding] = []
    undecided: list[str] = []
    for number, (_, key, *told) in read.of_report() if read else ():
        if key not in values:
            continue
        formula, tested = told[3], own.check(key, told[3])
        if totals.get(key, formula) != formula:
            wrong = f"{key} 的算式是「{formula}」，版式里是「{totals[key]}」"
        elif tested.wrong:
            wrong = f"{key} 的算式是「{formula}」：{tested.wrong}"
        elif tested.value is not None and not own.agrees(key, tested.value):
            value = f"{tested.value:.10f}".rstrip("0").rstrip(".")
            wrong = f"{key} 的值是 {values[key]['值']}，照数据字典的算式「{formula}」，由公开的数算出来是 {value}"
        elif formula and values[key]["单位"] == POINTS and hidden(values[key]):
            wrong = f"{key} 的值是 {values[key]['值']}，算出来的分都四舍五入到印的位数"
        else:
            if tested.value is None and formula not in ("", SUM) and key not in totals:
                undecided.append(key)
            continue
        problems.append(
            found("V026", wrong, DICTIONARY, f"{DICTIONARY} 的算式或 {REPORT} 的值改过，{ORIGINAL}", number, 6)
        )
    return problems, undecided
