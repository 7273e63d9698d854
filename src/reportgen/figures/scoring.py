"""How an indicator is scored: the edition's rule for its name, or the one that its row names. Rules are data.

计分: 达标        full points where the target is met, else in proportion (定量); 定性 ones are judged by a person
计分: 按率        points × the rate, at most full points
计分: 扣分        full points less `share` % of them for each whole `each` % beyond `from` %
不适用: 满分|零分  what 0 ÷ 0 gives
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reportgen.editions import StandardIndicator
from reportgen.figures import FigureBook
from reportgen.model.figure import Figure
from reportgen.model.formula import is_formula
from reportgen.model.indicator import EVALUATION, Indicator

REACHED, RATE, DEDUCTION = "达标", "按率", "扣分"
RULES = (REACHED, RATE, DEDUCTION)
UNKNOWN = StandardIndicator()
"""What the edition says of an indicator that it doesn't name."""
INAPPLICABLE_RULES = {"满分": Decimal(1), "零分": Decimal(0)}


@dataclass(frozen=True)
class Scoring:
    """The rule of one indicator."""

    rule: str = REACHED
    start: Decimal = Decimal(0)
    each: Decimal = Decimal(1)
    part: Decimal = Decimal(0)
    void: str = "满分"

    @property
    def by_rate(self) -> bool:
        """Whether the score follows from the rate itself, not from its target."""
        return self.rule in (RATE, DEDUCTION)

    def share(self, rate: Decimal) -> tuple[Decimal, str]:
        """The share of the points (0 to 1) that a rate in per cent earns, and the formula."""
        if self.rule == RATE:
            return max(Decimal(0), min(rate / 100, Decimal(1))), f"{rate}%（按率计分，不超过满分）"
        steps = max(Decimal(0), abs(rate) - self.start) // self.each
        left = max(Decimal(0), 1 - steps * self.part / 100)
        return left, f"(1 − {steps} × {self.part}%)（超出 {self.start}% 的每满 {self.each}% 扣 {self.part}%，扣完为止）"

    def inapplicable(self) -> tuple[Decimal, str]:
        """The share that 0 ÷ 0 earns, and its name."""
        return INAPPLICABLE_RULES[self.void], f"得{self.void}"


def standard(book: FigureBook, indicator: Indicator) -> StandardIndicator:
    """What the edition says of an indicator of this name; nothing of one that the department made."""
    if indicator.form != EVALUATION:
        return UNKNOWN
    return book.edition.settings.indicators.get(indicator.title, UNKNOWN)


def scoring_of(book: FigureBook, indicator: Indicator) -> Scoring:
    """The rule that a row names in 计分, else the edition's for its name, else 达标."""
    said = standard(book, indicator)
    void = said.inapplicable or book.edition.settings.inapplicable
    rule = indicator.cells.get("计分", "").strip() if indicator.form == EVALUATION else ""
    rule = rule if rule in RULES else said.scoring
    own, usual = said.deduction, book.edition.settings.deduction
    start = usual.start if own.start is None else own.start
    each = usual.each if own.each is None else own.each
    return Scoring(rule, start, each, usual.share if own.share is None else own.share, void)


def formula_of(book: FigureBook, indicator: Indicator) -> str:
    """The formula of an indicator's actual value: the one that is written, else, where the cell is empty,
    the edition's.
    """
    written = indicator.cells.get("实际值", "").strip()
    if is_formula(written):
        return written
    return "" if written else standard(book, indicator).formula


def grade_of(book: FigureBook, score: Figure) -> str:
    """The grade word of a known score by the edition's bands (优 from 90)."""
    bands = sorted(book.edition.settings.bands.items(), key=lambda band: -band[1])
    return next((word for word, least in bands if book.rounded(score) >= least), bands[-1][0])
