"""Workbooks of several units of one department: which figures count, so that nothing is counted twice.

One workbook may hold the sum of the others already (汇总): then it alone counts, and the others are compared with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import reduce
from pathlib import Path
from typing import Literal

from reportgen.load.nodes import Mapping as Nodes
from reportgen.load.nodes import Node, Text
from reportgen.load.nodes import Sequence as Rows
from reportgen.load.tables import table_from_mapping, table_from_text
from reportgen.load.workbook.given import Given, canonical
from reportgen.load.workbook.read import Workbook
from reportgen.load.workbook.together import given_by
from reportgen.model.cell_words import half_width
from reportgen.model.finding import Finding, Level, Source
from reportgen.model.schema import path_of
from reportgen.model.selection import INCOME_KINDS, NEVER_FISCAL, NotAnAddress, parse

WHOLE_COUNTS, WHOLE_DIFFERS, WHICH, INTERNAL = "R110", "R111", "R112", "R113"
(UNITS,) = path_of("units")
_WHOLE = re.compile("汇总")
OWN_OFFICE = re.compile(r"[(（](?:本级|机关)[)）]|本级")
_PAIRS = ((INCOME_KINDS[0], NEVER_FISCAL[2]), (INCOME_KINDS[3], NEVER_FISCAL[0]))
"""What one unit of a department gets and what another one pays: 上级补助收入 and 对附属单位补助支出, 附属单位上缴收入 and
上缴上级支出.
"""
_FEWEST = 3
Amounts = Mapping[str, Given]


@dataclass(frozen=True)
class Counted:
    """The workbooks that count, by the unit that they are of; apart: those of units whose sum one of them holds."""

    by_unit: list[list[Workbook]]
    apart: list[list[Workbook]] = field(default_factory=list)

    @property
    def books(self) -> list[Workbook]:
        """All that count."""
        return [book for books in self.by_unit for book in books]

    @property
    def units(self) -> list[Workbook]:
        """The first workbook of every unit, where there are several."""
        several = self.apart or (self.by_unit if len(self.by_unit) > 1 else [])
        return [books[0] for books in several]


@dataclass(frozen=True)
class _Party:
    """The workbooks of one unit, and what they say of its spending by 科目."""

    books: list[Workbook]
    amounts: Amounts

    @property
    def name(self) -> str:
        return "、".join(Path(book.name).name for book in self.books)

    @property
    def words(self) -> str:
        """Where a name may say that it is the whole, or only the department's own office."""
        return " ".join(f"{Path(book.name).stem} {book.seen.department}" for book in self.books)


def counted(books: list[Workbook], findings: list[Finding]) -> Counted:
    """Which of a department's workbooks count, and what must be told of them."""
    if len(books) < 2:
        return Counted([books] if books else [])
    parties = _parties(books, _of_one_unit)
    whole = next((one for one in parties if _WHOLE.search(one.words)), None)
    if whole is None and len(parties) > 2:
        whole = next((one for one in parties if _holds(one, _others(one, parties)) == "="), None)
    if whole is None or len(parties) < 2:
        parties = _parties(books, lambda one, other: _called_alike(one, other) or _of_one_unit(one, other))
        findings += [*_doubtful(parties), *_internal(parties)]
        return Counted([one.books for one in parties])
    others = _others(whole, parties)
    findings.append(_counts(whole, others))
    findings += _differs(whole, others)
    return Counted([whole.books], [one.books for one in others])


def _others(one: _Party, parties: Sequence[_Party]) -> list[_Party]:
    return [other for other in parties if other is not one]


def _parties(books: list[Workbook], alike: Callable[[_Party, _Party], bool]) -> list[_Party]:
    """Workbooks by the unit that they are of."""
    parties: list[_Party] = []
    for book in sorted(books, key=lambda one: one.name):
        mine = _Party([book], _spending(book))
        at = next((n for n, there in enumerate(parties) if alike(there, mine)), None)
        if at is None:
            parties.append(mine)
        else:
            parties[at] = _Party([*parties[at].books, book], {**mine.amounts, **parties[at].amounts})
    return parties


def _of_one_unit(one: _Party, other: _Party) -> bool:
    """What says the same of every 科目 under a name that only says less is of the same unit; two exports of one form
    that do not may be of two, though both have the department's name.
    """
    shared = [key for key, amount in one.amounts.items() if amount.value and key in other.amounts]
    agree = all(one.amounts[key].near(other.amounts[key]) for key in shared)
    first, second = one.books[0].seen, other.books[0].seen
    if not same_name(first.department, second.department):
        return False
    if agree and len(shared) >= _FEWEST and len(one.amounts) == len(other.amounts):
        return True
    return _called_alike(one, other) and (agree or first.families != second.families)


def _called_alike(one: _Party, other: _Party) -> bool:
    return one.books[0].seen.department == other.books[0].seen.department


def _spending(book: Workbook) -> Amounts:
    """What it says of spending by 科目, fund and kind; where that is nothing, of all money."""
    said = {
        canonical(one.key): one for one in given_by(book) if not one.control and one.money and not _paid_within(one)
    }
    leaves = {key: one for key, one in said.items() if re.match(r"支出\.\d{7}\.[^.]+\.[^.]+$", key) and one.value}
    return leaves or said


def _paid_within(one: Given) -> bool:
    """Whether a figure may be a payment between two units of one department."""
    return any(kind in one.key for pair in _PAIRS for kind in pair)


def _holds(whole: _Party, others: list[_Party]) -> Literal["=", ">", ""]:
    """= where it is the sum of the others, > where every figure of theirs is in it and there is more; else nothing."""
    added = _added(others)
    if not added or any(key not in whole.amounts for key in added):
        return ""
    gaps = {key: whole.amounts[key].in_yuan - one.in_yuan for key, one in added.items()}
    if all(abs(gap) <= added[key].grain + whole.amounts[key].grain for key, gap in gaps.items()):
        return "=" if len(added) == len(whole.amounts) else ">"
    return ">" if all(gap >= 0 for gap in gaps.values()) else ""


def _added(parties: list[_Party]) -> Amounts:
    return reduce(_plus, (one.amounts for one in parties), {})


def _plus(one: Amounts, other: Amounts) -> Amounts:
    found = dict(one)
    for key, more in other.items():
        there = found.get(key)
        value = more.in_yuan + (there.in_yuan if there else 0)
        found[key] = Given(key, value, "元", more.source, grain=more.grain + (there.grain if there else 0))
    return found


def _told(code: str, level: Level, party: _Party, message: str, remedy: str = "") -> Finding:
    return Finding(code, level, message, Source(party.books[0].name, 1, 1), remedy=remedy)


def _counts(whole: _Party, others: list[_Party]) -> Finding:
    names = "、".join(one.name for one in others)
    message = f"{whole.name} 是部门的汇总，数用它的；{names} 已经在里面，只拿来核对，不再加"
    return _told(WHOLE_COUNTS, Level.HINT, whole, message, "不是汇总的，改文件名，或把它移走")


def _differs(whole: _Party, others: list[_Party]) -> Iterator[Finding]:
    """The figures by 科目 of which the sum of the units is another one."""
    added = _added(others)
    zero = Decimal(0)
    off = []
    for key in sorted({*added, *whole.amounts}):
        mine, theirs = whole.amounts.get(key), added.get(key)
        gap = (mine.in_yuan if mine else zero) - (theirs.in_yuan if theirs else zero)
        if abs(gap) > (mine.grain if mine else zero) + (theirs.grain if theirs else zero):
            off.append(
                f"「{key}」汇总 {mine.in_yuan if mine else zero:,.2f}、各单位 {theirs.in_yuan if theirs else zero:,.2f}"
            )
    if off:
        more = f" 等 {len(off)} 个" if len(off) > _FEWEST else ""
        message = f"{whole.name} 和各单位工作簿之和不同（元）：{'；'.join(off[:_FEWEST])}{more}"
        yield _told(WHOLE_DIFFERS, Level.WARNING, whole, message, "请看是不是少放了一个单位的，或有一份不是最后的")


def _doubtful(parties: list[_Party]) -> Iterator[Finding]:
    """A workbook that may hold the others already, as far as the figures tell."""
    for one in parties:
        if not OWN_OFFICE.search(one.words) and _holds(one, _others(one, parties)):
            names = "、".join(other.name for other in _others(one, parties))
            message = f"不知道 {one.name} 是不是已经包括了 {names}：后者的每个数都不比它的大，现在是相加的"
            remedy = "是汇总的，在它的文件名里写“汇总”，就不再加；是部门本级自己的，写“本级”"
            yield _told(WHICH, Level.ERROR, one, message, remedy)
            return


def _internal(parties: list[_Party]) -> Iterator[Finding]:
    """Money that one unit of the department may have paid to another one: in the sum it is counted twice."""
    said = [{one.key: one for book in party.books for one in given_by(book) if one.money} for party in parties]
    for got, paid in _PAIRS:
        received = [_of_kind(figures, got) for figures in said]
        spent = [_of_kind(figures, paid) for figures in said]
        pairs = [(n, m) for n, a in enumerate(received) for m, b in enumerate(spent) if n != m and a and b]
        if not pairs:
            continue
        level = Level.ERROR if sum(received) == sum(spent) else Level.WARNING
        to, by = parties[pairs[0][0]], parties[pairs[0][1]]
        message = (
            f"几个单位的工作簿相加：{to.name} 有{got} {sum(received):,.2f}，{by.name} 有{paid} {sum(spent):,.2f}（元），"
            "是部门内部往来的，两边都不该算进部门的收入、支出"
        )
        yield _told(INTERNAL, level, to, message, "请放部门汇总的工作簿（文件名里有“汇总”），它已经抵消")


def _of_kind(figures: Mapping[str, Given], kind: str) -> Decimal:
    """All that is of a kind, by 科目, else its total."""
    parts = [
        one.in_yuan for key, one in figures.items() if _is(key, kind) and not one.control and re.search(r"\d{7}", key)
    ]
    return sum(parts, Decimal(0)) or next((o.in_yuan for key, o in figures.items() if _is(key, kind)), Decimal(0))


def _is(key: str, kind: str) -> bool:
    try:
        return ("类别", frozenset({kind})) in parse(key).dims and "预算" not in key
    except NotAnAddress:
        return False


def names_of_units(typed: Mapping[str, Node]) -> list[str]:
    """What the units are called in what is typed of them."""
    node = typed.get(UNITS)
    if isinstance(node, Text):
        node = table_from_text(node)[0]
    elif isinstance(node, Nodes):
        node = table_from_mapping(node, path_of("units", "name")[-1])
    rows = node.items if isinstance(node, Rows) else ()
    named = path_of("units", "full_name")[-1]
    cells = [row.entries.get(named) for row in rows if isinstance(row, Nodes)]
    return [cell.value.strip() for cell in cells if isinstance(cell, Text) and cell.value.strip()]


def same_name(one: str, other: str) -> bool:
    """Whether two names are of one department: the one may say more than the other."""
    first, second = half_width(one).strip(), half_width(other).strip()
    return first in second or second in first
