"""The formulas of the data dictionary, calculated again from the figures that the publication itself has.

Sums go by the exact values, what compares two figures (a change, a share, a rate) by what is printed, as the report
itself does it. What a formula needs and the publication doesn't print is counted as nothing, as an empty cell is; where
that doesn't come out, nothing is said against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from reportgen.figures.keys import DIGITS, LAST_YEAR, digits_of, split_measure
from reportgen.model.figure import PERCENT, round_half_up
from reportgen.model.formula import Formula, NotAFormula, Terms, parse_formula

SUM = "收支数据中有关各行之和"
"""The formula of a sum, for readers who don't have the data."""
_CLOSE = Decimal("1e-15")
"""Of two quotients that are the same."""
_TAIL = 20
"""How many units of its last printed place an approved total may be off the sum of rounded parts."""
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_TIMES = re.compile(r"(?P<weight>\d+(?:\.\d+)?|\S+) × (?P<share>[^（]+?)(?:（(?!1 −).*)?")
_LEFT = re.compile(r"\(1 − (\d+) × ([\d.]+)%\)")
_CONSTANT = re.compile(r"(?:\S+ )?(\d+(?:\.\d+)?)(?: 分| ÷ (\d+(?:\.\d+)?))?")
_COUNTS = (
    (r"项目\.合计\.个数", "项目表的行数"),
    (r"自评\.[^.]+\.指标数", "自评表的行数"),
    (r"自评\.[^.]+\.完成数", "得分 ≥ 分值 的行数"),
    (r"自评\.[^.]+\.[^.]+\.[^.]+\.指标数", "这一级的行数"),
    (r"项目\.(?!合计)([^.]+)\.个数", r"\1的?项目"),
    (r"自评\..+\.个数", "指标表里不同的名称"),
)
"""Formulas in words, by the key of what they count."""


@dataclass(frozen=True)
class Held:
    """A figure as the publication has it: exact, as printed, and how many places were printed."""

    exact: Decimal
    shown: Decimal
    places: int


@dataclass(frozen=True)
class Recomputed:
    """What a formula comes to; None where the publication can't tell. wrong: the formula can't be one of this key."""

    value: Decimal | None = None
    wrong: str = ""


class OwnFigures:
    """The figures of one report.json by their keys, charts included."""

    def __init__(self, report: Mapping[str, Any]) -> None:
        self._held: dict[str, Held] = {}
        points = (p for chart in report["图"] for p in chart["数据"])
        for entry in (*report["数"], *points):
            key, held = str(entry.get("键", "")), _held(entry)
            if key and held:
                self._held.setdefault(key, held)

    def get(self, key: str) -> Held | None:
        """The figure, in whatever unit it is printed, or last year's by what was added since; None where it isn't
        published.
        """
        if key in self._held:
            return self._held[key]
        if longer := next((self._held[f"{key}.{unit}"] for unit in DIGITS if f"{key}.{unit}" in self._held), None):
            digits = next(DIGITS[unit] for unit in DIGITS if self._held.get(f"{key}.{unit}") is longer)
            exact = longer.exact.scaleb(-digits)
            return Held(exact, longer.shown.scaleb(-digits), longer.places + digits)
        now = key.removeprefix(f"{LAST_YEAR}.")
        base, change = self._held.get(now), self._held.get(f"{now}.增减额")
        if key == now or base is None or change is None:
            return None
        before = base.shown - change.shown
        return Held(before, before, base.places)

    def __contains__(self, key: str) -> bool:
        return self.get(key) is not None

    def check(self, key: str, formula: str) -> Recomputed:
        """What the formula of a published figure comes to."""
        if not formula or formula == SUM:
            return Recomputed(wrong=self._lost(key))
        if wrong := _wrong_shape(key, formula):
            return Recomputed(wrong=wrong)
        if found := _TIMES.fullmatch(formula):
            return Recomputed(self._score(key, found["weight"], found["share"].strip()))
        if found := _CONSTANT.fullmatch(formula):
            value = Decimal(found[1]) / Decimal(found[2] or 1)
            percent = found[2] and key.endswith(".权重")
            return Recomputed(value * 100 if percent else value)
        if (digits := digits_of(key)) is not None and not _of_amounts(key, formula):
            held = self.get(formula)
            return Recomputed(held.exact.scaleb(digits) if held else None)
        try:
            parsed = parse_formula(formula)
        except NotAFormula:
            return Recomputed()
        return Recomputed(self._quotient(parsed) if parsed.divisor else self._sum(key, parsed.terms))

    def agrees(self, key: str, value: Decimal) -> bool:
        """Whether a figure is what its formula came to."""
        held = self._held[key]
        off = abs(held.exact - value)
        if off <= _CLOSE * max(abs(value), Decimal(1)):
            return True
        stated = held.exact == held.shown  # an approved total, beside the sum of its rounded parts
        return stated and off <= _TAIL * Decimal(1).scaleb(-held.places) and not split_measure(key)

    def _lost(self, key: str) -> str:
        """What compares two published figures follows from them."""
        measure = split_measure(key)
        return "它是算出来的数，要有自己的算式" if measure and measure[0] in self._held else ""

    def _sum(self, key: str, terms: Terms) -> Decimal | None:
        held = [(sign, self.get(name)) for sign, name in terms]
        compared = split_measure(key) is not None
        total = sum((sign * (h.shown if compared else h.exact) for sign, h in held if h), Decimal(0))
        if all(h for _, h in held) or (not compared and self.agrees(key, total)):
            return total
        return None

    def _quotient(self, formula: Formula) -> Decimal | None:
        sides = []
        for terms in (formula.terms, formula.divisor):
            held = [(sign, self.get(name)) for sign, name in terms]
            if not all(h for _, h in held):
                return None
            sides.append(sum((sign * h.shown for sign, h in held if h), Decimal(0)))
        return sides[0] / sides[1] * 100 if sides[1] else None

    def _score(self, key: str, weight: str, share: str) -> Decimal | None:
        """Points times what was reached of them, rounded as the figure's own value is."""
        full = self.get(weight) if not _NUMBER.fullmatch(weight) else None
        points = full.exact if full else Decimal(weight) if _NUMBER.fullmatch(weight) else None
        reached = self._reached(key, share)
        if points is None or reached is None:
            return None
        places = max(-int(self._held[key].exact.as_tuple().exponent), 0)
        return round_half_up(min(points * reached, points), places)

    def _reached(self, key: str, share: str) -> Decimal | None:
        if found := _LEFT.fullmatch(share):
            return max(1 - Decimal(found[1]) * Decimal(found[2]) / 100, Decimal(0))
        if re.fullmatch(r"\d+(?:\.\d+)?%?", share):
            return Decimal(share.rstrip("%")) / (100 if share.endswith("%") else 1)
        first, _, second = share.partition(" ÷ ")
        if share in ("B/A", "A/B"):
            actual, target = key.rpartition(".")[0], f"{key.rpartition('.')[0]}.目标值"
            first, second = (actual, target) if share == "B/A" else (target, actual)
        parts = [self.get(name) for name in filter(None, (first, second))]
        if not all(parts):
            return None
        values = [part.shown for part in parts if part]
        if len(values) == 1:
            return values[0] / 100  # a rate
        return values[0] / values[1] if values[1] else None


def _wrong_shape(key: str, formula: str) -> str:
    """What compares two figures has a formula that its key tells; what counts, says what is counted."""
    counted = next((words for pattern, words in _counts(key) if re.fullmatch(pattern, key)), "")
    if counted and not re.fullmatch(counted, formula) and not re.search(r"[+−÷×]", formula):
        return f"这样的数的算式是「{counted.replace('的?', '')}」"
    digits = digits_of(key)
    if digits is not None:
        told = formula == key.rpartition(".")[0] or _of_amounts(key, formula)
        return "" if told else f"它是 {key.rpartition('.')[0]} 换了单位"
    measure = split_measure(key)
    if measure is None:
        return ""
    base, name, other = measure
    expected = {
        "增减额": f"{base} − {LAST_YEAR}.{base}",
        "增长率": f"{base}.增减额 ÷ {LAST_YEAR}.{base}",
        "占": f"{base} ÷ {other}",
    }.get(name, "")
    sign = "−" if name == "差额" else "÷"
    if expected:
        return "" if formula == expected else f"这样的数的算式是「{expected}」"
    return "" if formula.startswith(f"{base} {sign} ") else f"这样的数的算式是「{base} {sign} …」"


def _of_amounts(key: str, formula: str) -> bool:
    """Whether a formula is of a rate in a table that isn't in 万元: both its amounts are those of the table."""
    sides, unit = formula.split(" ÷ "), key.rpartition(".")[2]
    return len(sides) == len(("part", "whole")) and all(side.endswith(f".{unit}") for side in sides)


def _counts(key: str) -> Iterator[tuple[str, str]]:
    for pattern, words in _COUNTS:
        if found := re.fullmatch(pattern, key):
            yield pattern, found.expand(words) if "\\" in words else words


def _held(entry: Mapping[str, Any]) -> Held | None:
    """The number of an entry; None for what has none, or is printed in words."""
    printed = _NUMBER.match(str(entry.get("印作", "")).replace("−", "-"))
    try:
        exact = Decimal(str(entry["值"]))
    except (InvalidOperation, KeyError):
        return None
    if printed is None or not exact.is_finite():
        return None
    places = len(printed[0].partition(".")[2])
    shown = abs(Decimal(printed[0].replace(",", "")))
    return Held(exact, shown.copy_sign(exact), places)


def hidden(entry: Mapping[str, Any]) -> bool:
    """Whether a value has more places than are printed."""
    held = _held(entry)
    return held is not None and held.exact != held.shown and entry.get("单位") != PERCENT
