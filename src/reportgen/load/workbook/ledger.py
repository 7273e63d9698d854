"""Figures that select from the ledger -> the rows of 收支 and of the budgets, 基本支出, balances; totals become 核定数."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reportgen.load.workbook.given import Given
from reportgen.model import selection
from reportgen.model.department import DepartmentYear
from reportgen.model.field import term_of
from reportgen.model.schema import path_of
from reportgen.model.selection import (
    BASIC,
    CLOSING,
    DIRECTION,
    DISTRIBUTION,
    ECONOMIC,
    FISCAL,
    FISCAL_FUNDS,
    FROM_RESERVES,
    FULL_BUDGET,
    FUND,
    GENERAL,
    INCOME,
    INCOME_KINDS,
    INITIAL_BUDGET,
    KIND,
    NEVER_FISCAL,
    OPENING,
    OTHER_MONEY,
    PROJECT,
    SPENDING,
    STAGE,
    SUBJECT,
    UNIT,
    NotAnAddress,
)

(ACCOUNTS,), (BASIC_SPENDING,) = path_of("accounts"), path_of("economic")
BALANCES = (OPENING, CLOSING)
MOVES = (FROM_RESERVES, DISTRIBUTION)
PERSONNEL, PERSONNEL_COST, RUNNING_COST = frozenset({"301", "303"}), "人员经费", "公用经费"
"""The 经济 类 that are paid to persons; all others are 公用经费."""
BUDGETS = (INITIAL_BUDGET, FULL_BUDGET)


@dataclass
class ByCode:
    """A table by 科目: its figures by code and column."""

    rows: dict[str, dict[str, Given]] = field(default_factory=dict)
    always: tuple[str, ...] = ()
    """Columns that stand there though nothing is in them."""

    def add(self, code: str, column: str, one: Given) -> None:
        """Put a figure into its cell; what stands there stays."""
        self.rows.setdefault(code, {}).setdefault(column, one)

    def columns(self) -> list[str]:
        """All columns, those that say something in the order in which they came."""
        return list(dict.fromkeys([*self.always, *(c for row in self.rows.values() for c in row)]))


@dataclass
class StatedLedger:
    """What is stated of 收支, balances and budgets, on its way into the top-level keys that hold it."""

    tables: dict[str, ByCode] = field(default_factory=lambda: {ACCOUNTS: ByCode(), **{b: ByCode() for b in BUDGETS}})
    mappings: dict[str, dict[str, Given]] = field(
        default_factory=lambda: {OPENING: {}, CLOSING: {}, BASIC_SPENDING: {}}
    )
    scalars: dict[str, Given] = field(default_factory=dict)
    balances: dict[tuple[str, str], dict[str, Given]] = field(default_factory=dict)
    """By direction and fund: those of each 科目."""
    income: ByCode = field(default_factory=ByCode)
    """收入 of 部门预算."""
    others: dict[str, Given] = field(default_factory=dict)
    """Figures of several leaves together."""

    @property
    def count(self) -> int:
        """How many figures have a place."""
        cells = sum(len(row) for table in self.tables.values() for row in table.rows.values())
        cells += sum(len(row) for row in self.income.rows.values())
        return cells + sum(map(len, self.mappings.values())) + len(self.scalars)

    def takes(self, key: str, one: Given) -> bool:
        """Put a figure where it belongs; False where its key is none of the ledger's."""
        try:
            pick = selection.parse(key)
        except NotAnAddress:
            return False
        dims = {dim: next(iter(members)) for dim, members in pick.dims if len(members) == 1}
        if len(dims) < len(pick.dims) or not self._placed(dims, one):
            self.others.setdefault(key, one)
        return True

    def _placed(self, dims: Mapping[str, str], one: Given) -> bool:
        direction, stage = dims.get(DIRECTION, SPENDING), dims.get(STAGE)
        code, fund, kind = dims.get(SUBJECT, ""), dims.get(FUND, ""), dims.get(KIND, "")
        if UNIT in dims or set(dims) - {DIRECTION, STAGE, SUBJECT, FUND, KIND, ECONOMIC}:
            return False
        if ECONOMIC in dims:
            return self._economic(dims, one)
        if stage == INITIAL_BUDGET and direction == INCOME and kind in INCOME_KINDS and len(code) == len("2080101"):
            self.income.add(code, kind, one)
            return True
        if stage in BUDGETS:
            if direction != SPENDING or not (code and fund):
                return False
            self.tables[stage].add(code, f"{fund}.{kind}" if kind else fund, one)
            return True
        if stage:
            return False
        if direction in MOVES and not code:
            self.scalars.setdefault(direction, one)
            return True
        if direction in BALANCES and fund:
            if code:
                self.balances.setdefault((direction, fund), {})[code] = one
            else:
                self.mappings[direction].setdefault(fund, one)
            return True
        return self._moved(direction, code, fund, kind, one)

    def _moved(self, direction: str, code: str, fund: str, kind: str, one: Given) -> bool:
        """A cell of 收支."""
        if len(code) != len("2080101"):
            return False
        if direction == SPENDING and fund and kind:
            column = kind if kind in NEVER_FISCAL else f"{fund}.{kind}"
        elif direction == INCOME and kind in INCOME_KINDS:
            column = kind
        elif direction == INCOME and fund in FISCAL_FUNDS:
            column = f"{fund}.{INCOME}"
        else:
            return False
        self.tables[ACCOUNTS].add(code, column, one)
        return True

    def _economic(self, dims: Mapping[str, str], one: Given) -> bool:
        """基本支出 by 经济科目, of 一般公共."""
        said = {dims.get(KIND), dims.get(FUND)} == {BASIC, GENERAL}
        if not said or SUBJECT in dims or STAGE in dims or len(dims[ECONOMIC]) != len("30101"):
            return False
        self.mappings[BASIC_SPENDING].setdefault(dims[ECONOMIC], one)
        return True

    def settle(self, stated: dict[str, Given]) -> None:
        """Balances by 科目 go into 收支 where they are all of their fund, else the fund's own are the leaves; what is
        a sum goes to what is stated.
        """
        for key, one in self.others.items():
            stated.setdefault(key, one)
        for key in [key for key in stated if not comparable(key)]:
            one = stated.pop(key)
            if name := _of_basic(key):
                stated.setdefault(name, one)
        for (direction, fund), own in self.balances.items():
            whole = self.mappings[direction].get(fund)
            if whole is None or _foots(own.values(), whole):
                for code, one in own.items():
                    self.tables[ACCOUNTS].add(code, f"{fund}.{direction}", one)
                if whole is not None:
                    del self.mappings[direction][fund]
                    stated.setdefault(f"{direction}.{fund}", whole)
        self._complete()

    def _complete(self) -> None:
        """Columns of 收支 that must not be missing where nothing is in them."""
        columns = self.tables[ACCOUNTS].columns()
        always = [f"{GENERAL}.{kind}" for kind in (BASIC, PROJECT) if any(c.startswith(GENERAL) for c in columns)]
        other = any(c in NEVER_FISCAL or c.startswith(f"{OTHER_MONEY}.") for c in columns)
        if other and not any(c in INCOME_KINDS for c in columns):
            always.append(INCOME_KINDS[-1])
        self.tables[ACCOUNTS].always = tuple(always)


def _foots(parts: Iterable[Given], whole: Given) -> bool:
    """Whether parts add up to the whole, but for the rounding of their cells."""
    parts = list(parts)
    apart = abs(sum((one.in_yuan for one in parts), Decimal(0)) - whole.in_yuan)
    return apart <= whole.grain + sum(one.grain for one in parts)


def _of_basic(key: str) -> str | None:
    """The key of a total of 基本支出 by 经济科目: of a 类, of 人员经费 or of 公用经费."""
    try:
        dims = dict(selection.parse(key).dims)
    except NotAnAddress:
        return None
    codes = dims.pop(ECONOMIC, frozenset())
    dims.pop(DIRECTION, None)
    if dims != {FUND: {GENERAL}, KIND: {BASIC}} or any(len(code) != len("301") for code in codes):
        return None
    if len(codes) == 1:
        return term_of(DepartmentYear.model_fields["economic"]).key.replace("{}", next(iter(codes)))
    if codes == PERSONNEL:
        return PERSONNEL_COST
    return RUNNING_COST if codes and not codes & PERSONNEL else None


def comparable(key: str) -> bool:
    """Whether a total can be compared with what the data say: sums over kinds of spending, or of 经济科目 other than
    those of 一般公共 基本支出, are none of theirs.
    """
    try:
        pick = selection.parse(key)
    except NotAnAddress:
        return not ("总计." in key and key.endswith((*BUDGETS, FISCAL)))
    dims = dict(pick.dims)
    if ECONOMIC in dims:  # a budget may be split by 科目, and apart from that by 经济科目
        own = {FUND: GENERAL, KIND: BASIC, STAGE: INITIAL_BUDGET}
        return SUBJECT not in dims and all(dims.get(dim) == frozenset({one}) for dim, one in own.items())
    several = {dim for dim, members in pick.dims if len(members) > 1}
    return not several - {FUND}
