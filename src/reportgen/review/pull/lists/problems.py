"""The rows of a list -> the problems of this department, and which rows were left out and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.load.once import SHOWN
from reportgen.model.organization import Organization
from reportgen.review.pull.lists.heads import (
    ANSWER,
    DAY,
    DEADLINE,
    DEMAND,
    OFFICE,
    SORT,
    UNIT,
    WHAT,
    WHERE,
    WHO,
    Head,
    head_of,
    plain,
)
from reportgen.review.pull.lists.sheets import ListSheet, sheets_of
from reportgen.review.review_comments import OF_BUREAU, ReviewComment
from reportgen.writers.docx.opened import NotOurs

SOMEBODY = "检查单位"
_ALL = re.compile(r"^(?:全区|全市|全县|区直|市直|县直)?(?:各|所有|全部|全体)(?:预算)?(?:单位|部门)|^全部$|^共性问题$")
"""Who is meant when a problem is everybody's."""
_FROM = re.compile(r"(?:检查|核查|抽查|反馈|审核)(?:单位|机关|机构|部门|组)[:：]\s*(\S+)")
_OF = re.compile(
    r"^(?:被(?:检查|核查|抽查|审核|查)|受检)?(?:单位|部门)(?:名称)?[:：]\s*(?!万?元|亿元)(\S+)", re.MULTILINE
)
_ON = re.compile(r"(?:检查|反馈|核查)?(?:日期|时间)[:：]\s*(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})")
_NONE = re.compile(
    r"(?:(?:经(?:检查|核查)[，,]?)?(?:暂时?|均|都)?(?:无|没有|未(?:发现|见|检查出))(?:发现|任何|明显|相关|存在|其他|此类)*"
    r"(?:问题|异常|情况)?|[/／—－-]+)[。.]?$"
)
"""What is written where there is no problem."""
_FOOT = re.compile(
    r"^(?:填表人|制表人?|审核人?|负责人|联系人|备注|说明|注|合计|小计|共计|总计|填报单位|检查人员?签字)[:：]?"
)


@dataclass
class FoundProblems:
    """The problems of a list; `told`: how its columns were read, and what was left out."""

    comments: list[ReviewComment] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def problems_of(path: Path, ours: Iterable[str]) -> FoundProblems:
    """A bureau's list; `ours`: the names of the department and its units. Raises NotOurs."""
    names, found, heads = [plain(name) for name in ours if name], FoundProblems(), 0
    others: list[str] = []
    sheets = list(sheets_of(path))
    apart = any(_is_ours(plain(sheet.name), names) for sheet in sheets)  # a sheet for each unit
    for sheet in sheets:
        head = head_of(sheet)
        if head is None:
            if any(any(row) for row in sheet.rows):
                found.told.append(f"工作表「{sheet.name}」里没有找到“问题”一栏，没有收")
            continue
        heads += 1
        found.told.append(f"工作表「{sheet.name}」{head.told()}")
        others += _of_sheet(sheet, head, names, found, sheet.name if apart else "")
    if not heads:
        raise NotOurs("表格里没有找到“问题”一栏，不知道哪些是问题；请让表头有 问题、位置 等")
    if not found.comments and others:
        raise NotOurs(f"清单里没有本单位的问题，都是别的单位的：{'、'.join(list(dict.fromkeys(others))[:SHOWN])}")
    return found


def _of_sheet(sheet: ListSheet, head: Head, names: Sequence[str], found: FoundProblems, whose: str = "") -> list[str]:
    """Collect the problems of a sheet, `whose` where no row says it; the names of other units that have some."""
    rows = sheet.filled()
    who, day, unit_above = _above(rows[: head.begin])
    others: dict[str, list[int]] = {}
    empty: list[int] = []
    before: dict[str, str] = {UNIT: unit_above or whose}
    for number, row in enumerate(rows[head.end :], head.end + 1):
        entry = {meaning: row[column] for meaning, column in head.columns.items()}
        if not any(row) or tuple(" ".join(c.split()) for c in row) == head.names or _is_foot(sheet.rows[number - 1]):
            continue
        for meaning in (UNIT, SORT):  # said once for the rows below, without the cells being merged
            entry[meaning] = before[meaning] = entry.get(meaning) or before.get(meaning, "")
        unit = plain(entry[UNIT])
        if not entry[WHAT] or _NONE.match(plain(entry[WHAT])):
            empty.append(number)
        elif unit and not _is_ours(unit, names):
            others.setdefault(" ".join(entry[UNIT].split()), []).append(number)
        else:
            found.comments.append(_comment(entry, who, day))
    found.told += [f"第 {_listed(lines)} 行是{unit}的，没有收" for unit, lines in others.items()]
    if empty:
        found.told.append(f"第 {_listed(empty)} 行没有写问题，或写的是无，没有收")
    return list(others)


def _is_foot(row: Sequence[str]) -> bool:
    """A line below the list: who filled it in, a sum, a note."""
    words = [cell for cell in row if cell]
    return bool(words) and bool(_FOOT.match(plain(words[0]))) and len(words) <= 3


def _is_ours(unit: str, names: Sequence[str]) -> bool:
    """Whether a unit is the department or one of its units, or all are meant."""
    return bool(_ALL.match(unit)) or any(name in unit or (len(unit) > 3 and unit in name) for name in names)


def _comment(entry: dict[str, str], who: str, day: str) -> ReviewComment:
    return ReviewComment(
        OF_BUREAU,
        entry.get(WHO) or who or SOMEBODY,
        entry.get(DAY, "")[:10] or day,
        entry.get(WHERE, ""),
        "",
        entry[WHAT],
        entry.get(ANSWER, ""),
        sort=entry.get(SORT, ""),
        demand=entry.get(DEMAND, ""),
        deadline=entry.get(DEADLINE, ""),
        office=entry.get(OFFICE, ""),
    )


def _above(rows: Iterable[Sequence[str]]) -> tuple[str, str, str]:
    """Who inspected, when, and whom, as the lines above the head say."""
    text = "\n".join(dict.fromkeys(cell for row in rows for cell in row if cell))
    who, on, of = _FROM.search(text), _ON.search(text), _OF.search(text)
    day = f"{on[1]}-{int(on[2]):02d}-{int(on[3]):02d}" if on else ""
    return (who[1].strip() if who else ""), day, (of[1].strip() if of else "")


def _listed(lines: Sequence[int]) -> str:
    more = f"等 {len(lines)} " if len(lines) > SHOWN else ""
    return f"{'、'.join(map(str, lines[:SHOWN]))}{more}"


def names_of(data: Organization) -> Iterator[str]:
    """What the department and its units are called."""
    yield from (data.department.full_name, data.department.short_name)
    for unit in data.units:
        yield unit.full_name
