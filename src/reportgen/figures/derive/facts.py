"""What is gathered from the data: leaves, records, formulas, stated figures, and what was wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from reportgen.figures import Statement
from reportgen.load import Loaded
from reportgen.model import selection
from reportgen.model.amount import NotANumber, is_pending, parse_number
from reportgen.model.figure import LOST, WAN, Fact
from reportgen.model.finding import Finding, Level, Source
from reportgen.model.schema import path_of
from reportgen.model.selection import Selection

UNCHECKED = "；改好以前，用到它的合计不核对"
"""What is said with the remedy of an error that leaves a row or a column out."""
WAN_IN_CELLS = Decimal("0.01")
"""How coarse the cells of a workbook in 万元 are."""
EXACT = -4
"""Places of an amount in 万元 that has been counted in 元."""
(ACCOUNTS,) = path_of("accounts")


@dataclass
class Facts:
    """What is gathered from the data: leaves, records, formulas, and figures that are stated although they derive."""

    loaded: Loaded
    listed: Mapping[str, Any] = field(default_factory=dict)
    """The codes of the year's list, with their names."""
    source_kinds: Mapping[str, str] = field(default_factory=dict)
    """Sources of a budget's income that the edition counts as a kind of income."""
    spending_rows: bool = False
    """Whether the edition's tables of a budget need rows of 科目 × 经济科目."""
    leaves: list[Fact] = field(default_factory=list)
    stated: dict[str, Statement] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    records: dict[str, Fact] = field(default_factory=dict)
    formulas: dict[str, tuple[str, Source | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        in_yuan = self.loaded.data.money_unit == "元"
        self.scale = -4 if in_yuan else 0
        self.rounding_unit = Decimal(0) if in_yuan else Decimal("0.01")
        self.units = frozenset(u.name for u in self.loaded.data.units)

    def code_of(self, name: str) -> str:
        """The code of seven digits that has this name in the list; '' where there is none."""
        named = (c for c, entry in self.listed.items() if len(c) == 7 and _name(entry) == name)
        return next(named, "")

    def told(self, source: Source | None) -> bool:
        """Whether the loader said already that what stands there can't be read."""
        return any(f.level is Level.ERROR and f.source == source for f in self.loaded.findings)

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
        self.leaves.append(Fact(dims, value, WAN, self.rounding_of(value, source), source))

    def rounding_of(self, value: Decimal | None, source: Source | None = None) -> Decimal:
        """How coarse an amount is stated: one with places below 分 of 万元 is exact, as a workbook in 元 has it; one of a
        workbook in 万元 is not, whatever the data are in.
        """
        if is_rough(value, source):
            return WAN_IN_CELLS
        exact = value is not None and int(value.as_tuple().exponent) <= EXACT
        return Decimal(0) if exact else self.rounding_unit


def is_rough(value: Decimal | None, source: Source | None) -> bool:
    """Whether an amount (in 万元) of a workbook was rounded to 0.01 万元: it says no 分."""
    return bool(source and source.sheet) and value is not None and int(value.as_tuple().exponent) > EXACT - 2


def _name(entry: object) -> str:
    return str(entry.get("name", "")) if isinstance(entry, Mapping) else str(entry or "")
