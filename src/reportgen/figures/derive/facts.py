"""收支, balances and budgets as stated -> facts with dimensions; stated subtotals apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reportgen.figures import Statement
from reportgen.load import Loaded
from reportgen.model import selection
from reportgen.model.amount import NOTHING, NotANumber, is_pending, parse_number
from reportgen.model.field import TOTAL
from reportgen.model.figure import LOST, WAN, Fact
from reportgen.model.finding import Finding, Level, Source
from reportgen.model.schema import path_of
from reportgen.model.selection import FULL_BUDGET, INITIAL_BUDGET, NotAnAddress, Selection
from reportgen.model.terms import BY_SUBJECT, SUBJECT_HEADS, budget_rows, subject_code

UNCHECKED = "；改好以前，用到它的合计不核对"
"""What is said with the remedy of an error that leaves a row or a column out."""
(ACCOUNTS,) = path_of("accounts")


@dataclass
class Facts:
    """What is gathered from the data: leaves, records, formulas, and figures that are stated although they derive."""

    loaded: Loaded
    leaves: list[Fact] = field(default_factory=list)
    stated: dict[str, Statement] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    records: dict[str, Fact] = field(default_factory=dict)
    formulas: dict[str, tuple[str, Source | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        in_yuan = self.loaded.data.money_unit == "元"
        self.scale = -4 if in_yuan else 0
        self.grain = Decimal(0) if in_yuan else Decimal("0.01")
        self.units = frozenset(u.name for u in self.loaded.data.units)

    def error(self, code: str, message: str, source: Source | None, remedy: str) -> None:
        """Collect an error."""
        self.findings.append(Finding(code, Level.ERROR, message, source, remedy=remedy))

    def lost(self, dims: Mapping[str, str], source: Source | None) -> None:
        """Something is written that could not be taken in: what it would count for is not known."""
        self.leaves.append(
            Fact(tuple((d, dims[d]) for d in selection.ORDER if d in dims), None, WAN, Decimal(0), source, LOST)
        )

    def amount(self, text: str, source: Source | None) -> Decimal | None:
        """An amount cell in 万元; None for 待填; a cell that is no number is a finding and counts as 待填."""
        if is_pending(text):
            return None
        try:
            return parse_number(text).scaleb(self.scale)
        except NotANumber:
            self.error("L022", f"「{text}」不是数", source, "请写成 1,778.49，没有就写 -")
            return None

    def scaled(self, value: object) -> Decimal | None:
        """A validated amount in 万元; None for 待填."""
        return value.scaleb(self.scale) if isinstance(value, Decimal) else None

    def leaf(self, pick: Selection, value: Decimal | None, source: Source | None) -> None:
        """Add one stated fact."""
        dims = tuple((dim, next(iter(members))) for dim, members in pick.dims)
        self.leaves.append(Fact(dims, value, WAN, self.grain, source))


def gather(facts: Facts) -> None:
    """Add all 收支 facts that are stated."""
    loaded = facts.loaded
    by_subject(facts, loaded.data.accounts, ACCOUNTS, selection.Selection(()), (ACCOUNTS,))
    _columns_complete(facts)
    for direction in (selection.INCOME, selection.SPENDING) if not loaded.data.accounts else ():
        facts.lost(
            {selection.DIRECTION: direction}, loaded.source(ACCOUNTS)
        )  # nobody has filled in 收支 yet: not nothing
    for name, mapping in ((selection.OPENING, loaded.data.opening), (selection.CLOSING, loaded.data.closing)):
        for key, value in mapping.items():
            _balance(facts, name, key, facts.scaled(value), facts.loaded.source(name, key))
    for name, moved in (
        (selection.FROM_RESERVES, loaded.data.from_reserves),
        (selection.DISTRIBUTION, loaded.data.distribution),
    ):
        if moved is not None:
            pick = selection.make(
                {selection.DIRECTION: frozenset({name}), selection.FUND: frozenset({selection.OTHER_MONEY})}
            )
            facts.leaf(pick, facts.scaled(moved), loaded.source(name))
    for stage, budget in ((INITIAL_BUDGET, loaded.data.initial_budget), (FULL_BUDGET, loaded.data.full_budget)):
        _budget(facts, budget, stage)


def _balance(facts: Facts, name: str, key: str, value: Decimal | None, source: Source | None) -> None:
    """年初 or 年末 of a fund (and a 科目); a total over funds is stated beside them."""
    if key == TOTAL:
        facts.stated[name] = Statement(value, source)
        return
    pick = _pick(facts, f"{name}.{key}", source)
    if pick is None:
        facts.lost({**_understood(facts, key), selection.DIRECTION: name}, source)
    elif _joined(pick):
        facts.stated[pick.key] = Statement(value, source)
    else:
        facts.leaf(pick, value, source)


def _columns_complete(facts: Facts) -> None:
    """A kind of 一般公共 spending without a column is forgotten more often than it is nothing."""
    picks = [dict(fact.dims) for fact in facts.leaves]
    general = {
        p.get(selection.KIND)
        for p in picks
        if p.get(selection.FUND) == selection.GENERAL and p.get(selection.DIRECTION) == selection.SPENDING
    }
    for kind in (selection.BASIC, selection.PROJECT):
        if general and None not in general and kind not in general:
            source = facts.loaded.source(ACCOUNTS)
            facts.error(
                "D015",
                f"{ACCOUNTS}里没有「{selection.GENERAL}.{kind}」一栏，不知道是没有还是漏了",
                source,
                f"请加上这一栏，没有就填 -{UNCHECKED}",
            )
            for code in dict.fromkeys(p[selection.SUBJECT] for p in picks if selection.SUBJECT in p):
                facts.lost(
                    {
                        selection.DIRECTION: selection.SPENDING,
                        selection.SUBJECT: code,
                        selection.FUND: selection.GENERAL,
                        selection.KIND: kind,
                    },
                    source,
                )


def _budget(facts: Facts, budget: list[dict[str, str]] | Mapping[str, str], stage: str) -> None:
    fixed = selection.make({selection.STAGE: frozenset({stage})})
    by_subject(facts, budget_rows(budget), stage, fixed, (stage,))


def by_subject(facts: Facts, rows: list[dict[str, str]], name: str, fixed: Selection, path: tuple[str, ...]) -> None:
    """A table by 科目, at its path in the data: the finest codes are leaves, a code above finer ones of its own is a stated subtotal."""
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
                facts.lost({**_understood(facts, head), **_single(fixed), **_code_understood(code)}, source)


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
        facts.error(
            "D001", f"{name}的科目「{code}」不是 3、5、7 位编码", place, f"请写政府收支分类的科目编码{UNCHECKED}"
        )
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
    pick = _pick(facts, head, source)
    if name == ACCOUNTS and pick and pick[selection.FUND] is None:
        facts.error(
            "D008",
            f"{name}的表头「{head}」没有写是哪种资金",
            source,
            f"请写成 一般公共.{head} 或 其他资金.{head}{UNCHECKED}",
        )
        return None
    if pick and _joined(pick):
        facts.error("D005", f"「{head}」指的不止一种，不能填一个数", source, f"请分成几栏写{UNCHECKED}")
        return None
    return pick


def _joined(pick: Selection) -> bool:
    """Whether it lets several members of a dimension through: no leaf, but a sum of leaves."""
    return any(len(members) > 1 for _, members in pick.dims)


def _single(pick: Selection) -> dict[str, str]:
    return {dim: next(iter(members)) for dim, members in pick.dims if len(members) == 1}


def _understood(facts: Facts, text: str) -> dict[str, str]:
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


def _pick(facts: Facts, text: str, source: Source | None) -> Selection | None:
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
