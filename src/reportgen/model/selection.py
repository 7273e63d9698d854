"""Keys of the 收支 ledger: dotted members of dimensions <-> a pick over facts.

A member's name is unique over all dimensions, so the parts of a key may be typed in any order;
the canonical order is 方向, 单位, 科目, 经济科目, 资金, 来源, 类别, 类型, 性质, 预算项目, 口径.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

DIRECTION, UNIT, SUBJECT, FUND, KIND, STAGE = "方向", "单位", "科目", "资金", "类别", "口径"
ECONOMIC, SOURCE, PROJECT_TYPE, PROJECT_TERM, PROJECT_NAME = "经济科目", "来源", "类型", "性质", "预算项目"
"""What only a budget splits its money by."""
ORDER = (DIRECTION, UNIT, SUBJECT, ECONOMIC, FUND, SOURCE, KIND, PROJECT_TYPE, PROJECT_TERM, PROJECT_NAME, STAGE)
CODED = (SUBJECT, ECONOMIC)
"""Dimensions whose members are codes: a code lets those below it through."""

INCOME, SPENDING = "收入", "支出"
OPENING, CLOSING = "年初结转和结余", "年末结转和结余"
FROM_RESERVES, DISTRIBUTION = "使用非财政拨款结余", "结余分配"
FINAL, INITIAL_BUDGET, FULL_BUDGET, EXECUTION = "决算", "年初预算", "全年预算", "执行"
GENERAL, GOVERNMENT_FUND, STATE_CAPITAL, OTHER_MONEY = "一般公共", "政府性基金", "国有资本", "其他资金"
FISCAL = "财政拨款"
FISCAL_FUNDS = (GENERAL, GOVERNMENT_FUND, STATE_CAPITAL)
BASIC, PROJECT = "基本支出", "项目支出"

MEMBERS: Mapping[str, tuple[str, ...]] = {
    DIRECTION: (INCOME, SPENDING, OPENING, CLOSING, FROM_RESERVES, DISTRIBUTION),
    FUND: (*FISCAL_FUNDS, OTHER_MONEY),
    KIND: (
        BASIC,
        PROJECT,
        "上缴上级支出",
        "经营支出",
        "对附属单位补助支出",
        "上级补助收入",
        "事业收入",
        "经营收入",
        "附属单位上缴收入",
        "其他收入",
    ),
    STAGE: (FINAL, INITIAL_BUDGET, FULL_BUDGET, EXECUTION),
    SOURCE: ("财政指标拨款", "非税收入拨款", "上级转移支付", "政府性基金拨款", "国有资本拨款", "专户管理资金"),
    PROJECT_TYPE: ("部门项目", "公共项目"),
    PROJECT_TERM: ("经常性项目", "一次性项目"),
}
FUND_OF_SOURCE: Mapping[str, str] = dict(
    zip(MEMBERS[SOURCE], (GENERAL, GENERAL, GENERAL, GOVERNMENT_FUND, STATE_CAPITAL, OTHER_MONEY), strict=True)
)
"""The fund that a source of income belongs to."""
COMPLETE = (FINAL, EXECUTION)
"""口径 at which everything is stated; budgets may be known in part."""
GROUPS: Mapping[str, tuple[str, tuple[str, ...]]] = {FISCAL: (FUND, FISCAL_FUNDS)}
"""Names that stand for several members of one dimension."""

SHORT = {
    "基本": BASIC,
    "项目": PROJECT,
    "年初": OPENING,
    "年末": CLOSING,
    "一般公共预算": GENERAL,
    "政府性基金预算": GOVERNMENT_FUND,
    "国有资本经营预算": STATE_CAPITAL,
    "财政拨款收入": FISCAL,
    "非财政拨款": OTHER_MONEY,
    "非财政": OTHER_MONEY,
}
FULL_TERMS = {
    GENERAL: "一般公共预算财政拨款",
    GOVERNMENT_FUND: "政府性基金预算财政拨款",
    STATE_CAPITAL: "国有资本经营预算财政拨款",
    OTHER_MONEY: "非财政拨款资金",
}
_DIMENSION_OF = {member: dim for dim, members in MEMBERS.items() for member in members}
_SUBJECT_CODE = re.compile(r"\d{3}(?:\d{2}(?:\d{2})?)?", re.ASCII)
_ECONOMIC_CODE = re.compile(r"3\d{2}(?:\d{2})?", re.ASCII)
"""支出经济分类: 类 and 款. Functional codes begin with 2."""
NEVER_FISCAL = ("上缴上级支出", "经营支出", "对附属单位补助支出")
"""Kinds of spending that only 非财政拨款资金 pays: their columns need not name it."""
INCOME_KINDS = tuple(k for k in MEMBERS[KIND] if k.endswith("收入"))
SPENDING_KINDS = tuple(k for k in MEMBERS[KIND] if k not in INCOME_KINDS)


def is_subject_code(text: str) -> bool:
    """3, 5 or 7 digits: 类, 款, 项. "²" is a digit to Python, and no code."""
    return bool(_SUBJECT_CODE.fullmatch(text))


class NotAnAddress(ValueError):
    """The text names no figure of the 收支 ledger; `part` is what was not understood."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


@dataclass(frozen=True)
class Selection:
    """A pick: for each named dimension the members it lets through; an unnamed one lets all through."""

    dims: tuple[tuple[str, frozenset[str]], ...]

    def __getitem__(self, dim: str) -> frozenset[str] | None:
        return dict(self.dims).get(dim)

    def __and__(self, other: Selection) -> Selection | None:
        """Both picks at once; None when they exclude each other."""
        merged = dict(self.dims)
        for dim, members in other.dims:
            if dim not in merged:
                merged[dim] = members
            elif dim in CODED:
                deeper = _deeper(merged[dim], members)
                if deeper is None:
                    return None
                merged[dim] = deeper
            else:
                merged[dim] = merged[dim] & members
                if not merged[dim]:
                    return None
        return make(merged)

    def without(self, *dims: str) -> Selection:
        """The same pick with these dimensions open again."""
        return make({d: m for d, m in self.dims if d not in dims})

    @cached_property
    def key(self) -> str:
        """The canonical key of this pick."""
        parts: list[str] = []
        for dim in ORDER:
            members = self[dim]
            if members is None or (dim == STAGE and members == {FINAL}):
                continue
            group = next((g for g, (d, ms) in GROUPS.items() if d == dim and set(ms) == members), None)
            parts.append(group or "、".join(sorted(members)))
        return ".".join(parts)


def _deeper(a: frozenset[str], b: frozenset[str]) -> frozenset[str] | None:
    """Subject codes meet where one is the other's ancestor; the deeper remains."""
    met = {max(x, y, key=len) for x in a for y in b if x.startswith(y) or y.startswith(x)}
    return frozenset(met) or None


def make(dims: Mapping[str, frozenset[str]]) -> Selection:
    """An address with what its members imply: 基本支出 is 支出, 事业收入 is 收入 of 其他资金."""
    filled = dict(dims)
    if any(dim in filled for dim in (PROJECT_TYPE, PROJECT_TERM, PROJECT_NAME)):
        filled.setdefault(KIND, frozenset({PROJECT}))
    kinds = filled.get(KIND)
    if sources := filled.get(SOURCE):
        filled.setdefault(FUND, frozenset(FUND_OF_SOURCE[source] for source in sources))
        filled.setdefault(DIRECTION, frozenset({SPENDING if kinds and not kinds & set(INCOME_KINDS) else INCOME}))
    if kinds and kinds <= set(INCOME_KINDS):
        filled.setdefault(DIRECTION, frozenset({INCOME}))
        filled.setdefault(FUND, frozenset({OTHER_MONEY}))
    elif kinds:
        filled.setdefault(DIRECTION, frozenset({SPENDING}))
    stage = filled.get(STAGE)
    if stage == frozenset({FINAL}):
        del filled[STAGE]
    elif stage or filled.get(ECONOMIC):
        filled.setdefault(DIRECTION, frozenset({SPENDING}))
    return Selection(tuple((dim, filled[dim]) for dim in ORDER if dim in filled))


@lru_cache(maxsize=1 << 15)
def parse(text: str, units: frozenset[str] = frozenset(), projects: frozenset[str] = frozenset()) -> Selection:
    """A dotted key -> the pick that it names. Raises NotAnAddress at a part that names nothing."""
    dims: dict[str, frozenset[str]] = {}
    for raw in text.split("."):
        part = SHORT.get(raw.strip(), raw.strip())
        names = [SHORT.get(n.strip(), n.strip()) for n in part.split("、")]
        if part in GROUPS:
            dim, members = GROUPS[part][0], frozenset(GROUPS[part][1])
        elif all(_ECONOMIC_CODE.fullmatch(n) for n in names):
            dim, members = ECONOMIC, frozenset(names)
        elif all(_SUBJECT_CODE.fullmatch(n) for n in names):
            dim, members = SUBJECT, frozenset(names)
        elif len({_DIMENSION_OF.get(n) for n in names}) == 1 and names[0] in _DIMENSION_OF:
            dim, members = _DIMENSION_OF[names[0]], frozenset(names)
        elif all(n in units for n in names):
            dim, members = UNIT, frozenset(names)
        elif all(n in projects for n in names):
            dim, members = PROJECT_NAME, frozenset(names)
        else:
            raise NotAnAddress(raw)
        if dim in dims:
            raise NotAnAddress(raw)
        dims[dim] = members
        if _contradicts(dims):
            raise NotAnAddress(raw)
    return make(dims)


def _contradicts(dims: Mapping[str, frozenset[str]]) -> bool:
    """收入.基本支出 or 一般公共.事业收入: parts that exclude each other."""
    kinds = dims.get(KIND)
    if not kinds:
        return False
    income = kinds & set(INCOME_KINDS)
    if income:
        return (
            kinds != income
            or dims.get(DIRECTION, {INCOME}) != {INCOME}
            or OTHER_MONEY not in dims.get(FUND, {OTHER_MONEY})
        )
    return dims.get(DIRECTION, {SPENDING}) != {SPENDING}
