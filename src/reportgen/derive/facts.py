"""收支, balances and budgets as stated -> facts with dimensions; stated subtotals apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reportgen.figure import WAN, Fact
from reportgen.finding import Finding, Level, Source
from reportgen.load import Loaded
from reportgen.model import address
from reportgen.model.address import FULL_BUDGET, INITIAL_BUDGET, Address, NotAnAddress
from reportgen.model.amount import NOTHING, NotANumber, is_pending, parse_number
from reportgen.model.terms import SUBJECT_HEADS, budget_rows, subject_code
from reportgen.report import Statement


@dataclass
class Facts:
    """What is gathered from the data: leaves, and figures that are stated although they derive."""

    loaded: Loaded
    leaves: list[Fact] = field(default_factory=list)
    stated: dict[str, Statement] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        in_yuan = self.loaded.data.money_unit == "元"
        self.scale = -4 if in_yuan else 0
        self.grain = Decimal(0) if in_yuan else Decimal("0.01")
        self.units = frozenset(u.name for u in self.loaded.data.units)

    def error(self, code: str, message: str, source: Source | None, mend: str) -> None:
        """Collect an error."""
        self.findings.append(Finding(code, Level.ERROR, message, source, mend=mend))

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

    def leaf(self, pick: Address, value: Decimal | None, source: Source | None) -> None:
        """Add one stated fact."""
        dims = tuple((dim, next(iter(members))) for dim, members in pick.dims)
        self.leaves.append(Fact(dims, value, WAN, self.grain, source))


def gather(loaded: Loaded) -> Facts:
    """All 收支 facts that are stated."""
    facts = Facts(loaded)
    _rows(facts, loaded.data.accounts, "收支", address.Address(()), "收支")
    _columns_complete(facts)
    for name, mapping in ((address.OPENING, loaded.data.opening), (address.CLOSING, loaded.data.closing)):
        for key, value in mapping.items():
            pick = _pick(facts, f"{name}.{key}", loaded.source(name, key))
            if pick:
                facts.leaf(pick, facts.scaled(value), loaded.source(name, key))
    for name, moved in ((address.FROM_RESERVES, loaded.data.from_reserves), (address.DISTRIBUTION, loaded.data.distribution)):
        if moved is not None:
            pick = address.make({address.DIRECTION: frozenset({name}), address.FUND: frozenset({address.OTHER_MONEY})})
            facts.leaf(pick, facts.scaled(moved), loaded.source(name))
    for stage, budget in ((INITIAL_BUDGET, loaded.data.initial_budget), (FULL_BUDGET, loaded.data.full_budget)):
        _budget(facts, budget, stage)
    return facts


def _columns_complete(facts: Facts) -> None:
    """A kind of 一般公共 spending without a column is forgotten more often than it is nothing."""
    picks = [dict(fact.dims) for fact in facts.leaves]
    general = {p.get(address.KIND) for p in picks if p.get(address.FUND) == address.GENERAL and p[address.DIRECTION] == address.SPENDING}
    for kind in (address.BASIC, address.PROJECT):
        if general and None not in general and kind not in general:
            facts.error("D015", f"收支里没有「{address.GENERAL}.{kind}」一栏，不知道是没有还是漏了", facts.loaded.source("收支"), "请加上这一栏，没有就填 -")


def _budget(facts: Facts, budget: list[dict[str, str]] | Mapping[str, str], stage: str) -> None:
    fixed = address.make({address.STAGE: frozenset({stage})})
    _rows(facts, budget_rows(budget), stage, fixed, stage)


def _rows(facts: Facts, rows: list[dict[str, str]], name: str, fixed: Address, path: str) -> None:
    """A table by 科目: the finest codes are leaves, a code above finer ones of its own is a stated subtotal."""
    columns = {head: _pick(facts, head, facts.loaded.source(path, 0, head)) for head in _heads(rows)}
    for head, pick in columns.items():
        if name == "收支" and pick and pick[address.FUND] is None:
            facts.error("D008", f"收支的表头「{head}」没有写是哪种资金", facts.loaded.source(path, 0, head), f"请写成 一般公共.{head} 或 其他资金.{head}")
    codes = [subject_code(row) for row in rows]
    seen: set[tuple[str, str]] = set()
    for number, (row, code) in enumerate(zip(rows, codes, strict=True)):
        place = facts.loaded.source(path, number) or facts.loaded.source(path, code)
        unit = (row.get("单位") or "").strip()
        if code != "合计" and not (code.isascii() and code.isdigit() and len(code) in (3, 5, 7)):
            facts.error("D001", f"{name}的科目「{code}」不是 3、5、7 位编码", place, "请写政府收支分类的科目编码")
            continue
        if unit and unit not in facts.units:
            facts.error("D007", f"{name}里的单位「{unit}」不在单位构成里", facts.loaded.source(path, number, "单位") or place, "请写单位构成里的短名")
            continue
        if (code, unit) in seen:
            facts.error("D002", f"{name}里科目 {code}{f'（{unit}）' if unit else ''} 写了两行", place, "请合成一行")
            continue
        seen.add((code, unit))
        if unit and _counted_twice(rows, codes, code):
            facts.error("D019", f"{name}里科目 {code} 有的行写了单位，有的没有写，会算两遍", place, "请每一行都写单位，或都不写")
        for head, column in columns.items():
            text = row.get(head)
            if column is None or text is None:
                continue
            source = facts.loaded.source(path, number, head) or place
            pick = _with_code(column & fixed, code, unit)
            if pick is None:
                facts.error("D003", f"表头「{head}」用在{name}里说不通", source, "请参看 docs/data-format.md 的表头写法")
                continue
            value = facts.amount(text, source)
            finer = any(c != code and c.isdigit() and (code == "合计" or c.startswith(code)) and rows[n].get(head) is not None
                        and (not unit or (rows[n].get("单位") or "").strip() == unit) for n, c in enumerate(codes))
            if not finer:
                facts.leaf(pick, value, source)
            elif text.strip() not in NOTHING:
                facts.stated[pick.key] = Statement(value, source)


def _counted_twice(rows: list[dict[str, str]], codes: list[str], code: str) -> bool:
    """Whether a row without a unit holds what a unit's row holds: the same 科目, or a finer one."""
    return any(c.isdigit() and c.startswith(code) and not (row.get("单位") or "").strip() for row, c in zip(rows, codes, strict=True))


def _heads(rows: list[dict[str, str]]) -> list[str]:
    heads = dict.fromkeys(head for row in rows for head in row)
    named = any(h in heads for h in SUBJECT_HEADS)
    return [h for n, h in enumerate(heads) if h not in (*SUBJECT_HEADS, "单位", "科目名称", "原因") and (named or n)]


def _with_code(pick: Address | None, code: str, unit: str | None) -> Address | None:
    if pick is None:
        return None
    dims = dict(pick.dims)
    if code != "合计":
        dims[address.SUBJECT] = frozenset({code})
    if unit:
        dims[address.UNIT] = frozenset({unit})
    return address.make(dims)


def _pick(facts: Facts, text: str, source: Source | None) -> Address | None:
    try:
        pick = address.parse(text, facts.units)
    except NotAnAddress as error:
        facts.error("D004", f"「{text}」里的「{error.part}」不是资金、类别、科目或单位", source, "可用的词见 docs/data-format.md")
        return None
    if any(len(members) > 1 for _, members in pick.dims):
        facts.error("D005", f"「{text}」指的不止一种，不能填一个数", source, "请分成几栏写")
        return None
    kinds = pick[address.KIND]
    directions = pick[address.DIRECTION] or frozenset()
    if (kinds and kinds <= set(address.NEVER_FISCAL)) or directions & {address.FROM_RESERVES, address.DISTRIBUTION}:
        pick = address.make({address.FUND: frozenset({address.OTHER_MONEY}), **dict(pick.dims)})
    return address.make({address.DIRECTION: frozenset({address.SPENDING}), **dict(pick.dims)})
