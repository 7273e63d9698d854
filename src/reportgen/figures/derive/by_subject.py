"""A table by 科目 -> facts with dimensions: the finest codes are leaves, codes above them stated subtotals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reportgen.figures import Statement
from reportgen.figures.derive.facts import ACCOUNTS, UNCHECKED, Facts
from reportgen.model import selection
from reportgen.model.amount import NOTHING
from reportgen.model.field import TOTAL
from reportgen.model.finding import Source
from reportgen.model.selection import NotAnAddress, Selection
from reportgen.model.terms import BY_SUBJECT, SUBJECT_HEADS, subject_code


def by_subject(facts: Facts, rows: list[dict[str, str]], name: str, fixed: Selection, path: tuple[str, ...]) -> None:
    """A table by 科目, at its path in the data: the finest codes are leaves,
    a code above finer ones of its own is a stated subtotal.
    """
    columns = {head: _column(facts, head, name, facts.loaded.source(*path, 0, head)) for head in _heads(rows)}
    finer, without_unit = _finer(rows, columns), _without_unit(rows)
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(rows):
        code, unit = subject_code(row), _unit(row)
        place = facts.loaded.source(*path, number) or facts.loaded.source(*path, code)
        usable = _usable(
            facts, name, (code, unit), place, facts.loaded.source(*path, number, selection.UNIT), seen, without_unit
        )
        for head, column in columns.items():
            text = row.get(head)
            if text is None:
                continue
            source = facts.loaded.source(*path, number, head) or place
            pick = _with_code(column & fixed, code, unit) if column and usable else None
            if pick is not None:
                value = facts.amount(text, source)
                if (head, code, unit) not in finer:
                    facts.leaf(pick, value, source)
                elif text.strip() not in NOTHING:
                    facts.stated[pick.key] = Statement(value, source)
                continue
            if usable and column is not None:
                facts.error(
                    "D003",
                    f"表头「{head}」用在{name}里说不通",
                    source,
                    f"请参看 docs/data-format.md 的表头写法{UNCHECKED}",
                )
            if code != TOTAL and text.strip() not in NOTHING:
                facts.lost(
                    {**understood(facts, head), **_single(fixed), **_code_understood(facts.code_of(code) or code)},
                    source,
                )


def _usable(
    facts: Facts,
    name: str,
    row: tuple[str, str],
    place: Source | None,
    unit_place: Source | None,
    seen: set[tuple[str, str]],
    without_unit: set[str],
) -> bool:
    """Whether a row says which 科目 and unit it is of, once; else the error."""
    code, unit = row
    if code != TOTAL and not (code.isascii() and code.isdigit() and len(code) in (3, 5, 7)):
        if not facts.told(place):
            meant = facts.code_of(code)
            remedy = f"请写编码 {meant}" if meant else "请写政府收支分类的科目编码"
            facts.error("D001", f"{name}的科目「{code}」不是 3、5、7 位编码", place, f"{remedy}{UNCHECKED}")
    elif unit and unit not in facts.units:
        facts.error(
            "D007", f"{name}里的单位「{unit}」不在单位构成里", unit_place or place, f"请写单位构成里的短名{UNCHECKED}"
        )
    elif row in seen:
        facts.error(
            "D002", f"{name}里科目 {code}{f'（{unit}）' if unit else ''} 写了两行", place, f"请合成一行{UNCHECKED}"
        )
    elif unit and code in without_unit:
        facts.error(
            "D019",
            f"{name}里科目 {code} 有的行写了单位，有的没有写，会算两遍",
            place,
            f"请每一行都写单位，或都不写{UNCHECKED}",
        )
    else:
        seen.add(row)
        return True
    return False


def _unit(row: Mapping[str, str]) -> str:
    return (row.get(selection.UNIT) or "").strip()


def _above(code: str) -> list[str]:
    """The codes above one, and 合计."""
    return [*(code[:n] for n in (3, 5) if n < len(code)), TOTAL] if code.isdigit() else []


def _finer(rows: list[dict[str, str]], columns: Iterable[str]) -> set[tuple[str, str, str]]:
    """Column, code and unit ("" for all) below which a finer code has a cell of its own."""
    return {
        (head, above, unit)
        for row in rows
        for above in _above(subject_code(row))
        for head in columns
        if row.get(head) is not None
        for unit in ("", _unit(row))
    }


def _without_unit(rows: list[dict[str, str]]) -> set[str]:
    """The codes of rows without a unit and those above them: a unit's row of one holds what they hold."""
    codes = [subject_code(row) for row in rows if not _unit(row)]
    return {part for code in codes for part in (code, *_above(code)) if part.isdigit()}


def _heads(rows: list[dict[str, str]]) -> list[str]:
    heads = dict.fromkeys(head for row in rows for head in row)
    named = any(h in heads for h in SUBJECT_HEADS)
    return [h for n, h in enumerate(heads) if BY_SUBJECT.kind_of(h) == "amount" and (named or n)]


def _column(facts: Facts, head: str, name: str, source: Source | None) -> Selection | None:
    """What the column of a table by 科目 picks; None, with the error, where that can't be told."""
    pick = pick_of(facts, head, source)
    if name == ACCOUNTS and pick and pick[selection.FUND] is None:
        facts.error(
            "D008",
            f"{name}的表头「{head}」没有写是哪种资金",
            source,
            f"请写成 一般公共.{head} 或 其他资金.{head}{UNCHECKED}",
        )
        return None
    if pick and joined(pick):
        facts.error("D005", f"「{head}」指的不止一种，不能填一个数", source, f"请分成几栏写{UNCHECKED}")
        return None
    return pick


def joined(pick: Selection) -> bool:
    """Whether it lets several members of a dimension through: no leaf, but a sum of leaves."""
    return any(len(members) > 1 for _, members in pick.dims)


def _single(pick: Selection) -> dict[str, str]:
    return {dim: next(iter(members)) for dim, members in pick.dims if len(members) == 1}


def understood(facts: Facts, text: str) -> dict[str, str]:
    """What the parts of a key that names nothing tell by themselves."""
    dims: dict[str, str] = {}
    for part in text.split("."):
        try:
            dims.update(_single(selection.parse(part, facts.units)))
        except NotAnAddress:
            continue
    return dims


def _code_understood(code: str) -> dict[str, str]:
    """The 类 or 款 that a wrong code begins with: its row counts for it."""
    known = next((code[:n] for n in (7, 5, 3) if n <= len(code) and code[:n].isascii() and code[:n].isdigit()), "")
    return {selection.SUBJECT: known} if known else {}


def _with_code(pick: Selection | None, code: str, unit: str | None) -> Selection | None:
    if pick is None:
        return None
    dims = dict(pick.dims)
    if code != TOTAL:
        dims[selection.SUBJECT] = frozenset({code})
    if unit:
        dims[selection.UNIT] = frozenset({unit})
    return selection.make(dims)


def pick_of(facts: Facts, text: str, source: Source | None) -> Selection | None:
    """What a key or a head picks; None, with the error, where it names nothing."""
    try:
        pick = selection.parse(text, facts.units)
    except NotAnAddress as error:
        facts.error(
            "D004",
            f"「{text}」里的「{error.part}」不是资金、类别、科目或单位",
            source,
            f"可用的词见 docs/data-format.md{UNCHECKED}",
        )
        return None
    kinds = pick[selection.KIND]
    directions = pick[selection.DIRECTION] or frozenset()
    if (kinds and kinds <= set(selection.NEVER_FISCAL)) or directions & {
        selection.FROM_RESERVES,
        selection.DISTRIBUTION,
    }:
        pick = selection.make({selection.FUND: frozenset({selection.OTHER_MONEY}), **dict(pick.dims)})
    return selection.make({selection.DIRECTION: frozenset({selection.SPENDING}), **dict(pick.dims)})
