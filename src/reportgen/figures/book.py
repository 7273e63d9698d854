"""Facts and rules -> figures: `FigureBook.resolve` finds or makes any figure from its key alone.

A rule says of which keys it makes figures, and how. A book asks its rules in turn; the first that makes one has made
it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from reportgen.editions import Edition
from reportgen.figures.keys import LAST_YEAR, CircularKey, UnknownKey
from reportgen.figures.ledger import Ledger
from reportgen.figures.names import Names
from reportgen.load import Loaded
from reportgen.model import selection
from reportgen.model.amount import PENDING_MARK
from reportgen.model.figure import (
    INAPPLICABLE,
    PERCENT,
    WAN,
    Calculated,
    Fact,
    Figure,
    Overridden,
    State,
    lacking,
    round_half_up,
)
from reportgen.model.finding import Finding, Source
from reportgen.model.formula import spelled
from reportgen.model.indicator import Indicator
from reportgen.model.selection import Selection

HALF_UNIT = Decimal("0.5")
AS_PRINTED = "（按印出的数）"
WHOLE_RATES = (0, 100, -100)
"""Rates that say all or nothing: what only comes near them must not read so."""
MOST_PLACES = 6
PARTS = ("占比", "完成率", "执行率")
"""Ratios of what must be a part of a whole."""
Maker = Callable[["FigureBook", re.Match[str]], "Figure | None"]
ANY = r".+"
"""The keys of a rule that sees by itself whether a key is one of its own."""


@dataclass(frozen=True)
class FigureRule:
    """`name` says in words what is made; `make` gives None where a key has the shape but names nothing.

    heads: the first parts of its keys; of a rule that may make any key, none.
    """

    name: str
    keys: re.Pattern[str]
    make: Maker
    heads: frozenset[str] = frozenset()

    @property
    def specific(self) -> bool:
        """Whether its keys have a shape of their own; no two such rules may make one key."""
        return self.keys.pattern != ANY

    def figure(self, book: FigureBook, key: str) -> Figure | None:
        """The figure with this key, None where this rule makes none."""
        match = self.keys.fullmatch(key)
        return self.make(book, match) if match else None


class Rules(list[FigureRule]):
    """The rules of one module, in the order in which they stand there, and the first parts of their keys."""

    def __init__(self, *heads: str) -> None:
        super().__init__()
        self.heads = frozenset(heads)

    def makes(self, name: str, keys: str = ANY) -> Callable[[Maker], Maker]:
        """Register a function as the rule for keys of this shape (a regular expression)."""

        def register(make: Maker) -> Maker:
            self.append(FigureRule(name, re.compile(keys), make, self.heads))
            return make

        return register


@dataclass(frozen=True)
class Statement:
    """A figure that the clerk states although it can be derived (核定数, a subtotal, 上年数)."""

    value: Decimal | None
    source: Source | None


@dataclass(eq=False)
class FigureBook:
    """All figures of one department-year, made on demand, each once, by the first rule that makes them.

    approved: what prevails over what is derived (核定数, stated subtotals); last, restated: what is stated of last year;
    formulas: what a person wrote, by the key of its figure, with its place; previous: the book of last year's folder.
    """

    loaded: Loaded
    edition: Edition
    ledger: Ledger
    records: Mapping[str, Fact]
    approved: Mapping[str, Statement]
    last: Mapping[str, Statement]
    restated: Mapping[str, Statement] = field(default_factory=dict)
    formulas: Mapping[str, tuple[str, Source | None]] = field(default_factory=dict)
    rules: tuple[FigureRule, ...] = ()
    previous: FigureBook | None = None
    indicators: Mapping[tuple[str, str], Indicator] = field(default_factory=dict)
    """Form and short name -> what was stated of an indicator."""

    def __post_init__(self) -> None:
        self.names = Names(self.loaded, self.edition, self.records)
        self._made: dict[str, Figure] = {}
        self._making: set[str] = set()
        self._by_head: dict[str, tuple[FigureRule, ...]] = {}
        self._found: list[Finding] = []
        self._approved_keys = {self.canonical(key): statement for key, statement in self.approved.items()}
        self.last_keys = {self.canonical(key): statement for key, statement in self.last.items()}
        self.restated_keys = {self.canonical(key): statement for key, statement in self.restated.items()}

    # -- keys -----------------------------------------------------------------------------------

    def canonical(self, key: str) -> str:
        """The one spelling of a key that may be typed in several orders."""
        return self.names.canonical(key)

    def selection_of(self, key: str) -> Selection | None:
        """What a key selects from the ledger; None when it names no selection."""
        return self.names.selection_of(key)

    def known_keys(self) -> list[str]:
        """Keys worth proposing when a typed one is unknown."""
        return self.names.known((*self.formulas, *self._made), self.records)

    def terms_of(self, key: str) -> list[str]:
        """The keys that a named sum adds up."""
        return [name for _, name in self.names.sums[self.canonical(key)].terms]

    @property
    def without_accounts(self) -> bool:
        """No 收支 is written: the folder is of another kind of report (a budget in January),
        and knows no closing of its year.
        """
        return not self.loaded.data.accounts

    # -- figures --------------------------------------------------------------------------------

    def resolve(self, key: str) -> Figure:
        """The figure with this key. Raises UnknownKey, and CircularKey for one that is made from itself."""
        key = self.canonical(key)
        if key not in self._made:
            if key in self._making:
                raise CircularKey(key, [])
            self._making.add(key)
            try:
                figure = self.make(key)
            finally:
                self._making.discard(key)
            if figure is None:
                raise UnknownKey(key, difflib.get_close_matches(key, self.known_keys(), 3, 0.5))
            self.keep(figure if figure.label else replace(figure, label=self._label(key)), key)
        return self._made[key]

    @property
    def depth(self) -> int:
        """How many figures are being made at the moment, one for the other."""
        return len(self._making)

    def make(self, key: str) -> Figure | None:
        """The figure as it is made, not kept; None where nothing has this key."""
        rules = self._rules_for(key)
        derived = next((figure for rule in rules if (figure := rule.figure(self, key)) is not None), None)
        statement = self._approved_keys.get(key)
        if statement is None or derived is None or key.startswith(f"{LAST_YEAR}."):
            return derived
        state: State = "pending" if statement.value is None else "known"
        return replace(derived, value=statement.value, state=state, origin=Overridden(statement.source, derived))

    def _rules_for(self, key: str) -> tuple[FigureRule, ...]:
        """The rules that may make a key, by its first part."""
        head = key.partition(".")[0]
        if head not in self._by_head:
            self._by_head[head] = tuple(rule for rule in self.rules if not rule.heads or head in rule.heads)
        return self._by_head[head]

    def rule_of(self, key: str) -> FigureRule | None:
        """The rule that makes the figure with this key; None where none does."""
        key = self.canonical(key)
        return next((rule for rule in self._rules_for(key) if rule.figure(self, key) is not None), None)

    def keep(self, figure: Figure, key: str = "") -> Figure:
        """Put a figure into the book, where none has its key."""
        return self._made.setdefault(key or figure.key, figure)

    @property
    def made(self) -> tuple[Figure, ...]:
        """Every figure that was asked for so far."""
        return tuple(self._made.values())

    # -- findings -------------------------------------------------------------------------------

    def add_findings(self, findings: Iterable[Finding]) -> None:
        """What is wrong with the data, as `derive` finds it; figures bring their own."""
        self._found.extend(findings)

    @property
    def findings(self) -> list[Finding]:
        """What is wrong with the data, and with the figures that were made so far; each once."""
        problems = (figure.problem for figure in self._made.values() if figure.problem)
        return list(dict.fromkeys((*self._found, *problems)))

    # -- arithmetic -----------------------------------------------------------------------------

    def signed_sum(self, key: str, terms: tuple[tuple[int, str], ...], rule: str = "合计") -> Figure:
        """A sum of figures by key, with signs, as a named rule."""
        inputs = tuple(self.resolve(name) for _, name in terms)
        origin = Calculated(rule, spelled(terms), inputs, tuple(sign for sign, _ in terms))
        unit = inputs[0].unit if inputs else WAN
        if state := lacking(inputs):
            return Figure(key, None, unit, origin, state)
        if all(f.state == "blank" for f in inputs):
            return Figure(key, None, unit, origin, "blank")
        value = sum((sign * f.number for (sign, _), f in zip(terms, inputs, strict=True)), Decimal(0))
        tolerance = sum((f.tolerance for f in inputs), Decimal(0))
        return Figure(key, value, unit, origin, "known", tolerance=tolerance)

    def ratio(self, key: str, part: Figure, whole: Figure, formula: str, rule: str) -> Figure:
        """part ÷ whole in per cent, both as printed; unknown when the whole is 0 or negative; a share or rate of
        money paid back (a negative part or whole) is not applicable.
        """
        origin = Calculated(f"{rule}{AS_PRINTED}", formula, (part, whole))
        if not (part.certain and whole.certain):
            return Figure(key, None, PERCENT, origin, lacking((part, whole)) or "unknown")
        base = self.rounded(whole)
        if (base < 0 or (base and self.rounded(part) < 0)) and rule in PARTS:
            return Figure(key, None, PERCENT, origin, "inapplicable", text=INAPPLICABLE)
        if base <= 0:
            return Figure(key, None, PERCENT, origin, "blank")
        return Figure(key, self.rounded(part) / base * 100, PERCENT, origin)

    # -- print -----------------------------------------------------------------------------------

    def rounded(self, figure: Figure) -> Decimal:
        """The value as printed: 四舍五入 to the edition's places of its unit. A blank is 0.

        A rate that is not 100% (or not 0%) has as many places as it takes not to read so: 99.98%, 0.04%.
        """
        places = self.edition.places(figure.unit) if figure.places is None else figure.places
        value = figure.number
        rounded = round_half_up(value, places)
        while figure.unit == PERCENT and rounded in WHOLE_RATES and value != rounded and places < MOST_PLACES:
            places += 1
            rounded = round_half_up(value, places)
        return rounded

    def printed(self, figure: Figure) -> str:
        """The text of a figure without its unit; 【待填】 when it is not yet known, '' when unknown."""
        if self.edition.settings.plain_zeros and figure.unit == WAN and figure.zero:
            return "0"
        return self.written(figure, grouped=self.edition.settings.separators.text)

    def celled(self, figure: Figure) -> str:
        """The same, as a statutory table writes it."""
        return self.written(figure, grouped=self.edition.settings.separators.tables)

    def written(self, figure: Figure, *, grouped: bool) -> str:
        """The text of a figure, with thousands set off or not."""
        if figure.state == "pending":
            return PENDING_MARK
        if figure.state == "unknown":
            return ""
        if figure.text is not None:
            return figure.text
        if figure.unit == PERCENT and figure.value in (100, -100) and self.edition.settings.bare_hundred:
            return f"{figure.value:.0f}"
        text = f"{self.rounded(figure):,f}" if grouped else f"{self.rounded(figure):f}"
        if figure.unit in self.edition.settings.trimmed and "." in text:
            return text.rstrip("0").rstrip(".")
        return text

    def round_score(self, value: Decimal) -> Decimal:
        """A score that a formula gives, rounded as the edition's forms do (whole points in 2021)."""
        return round_half_up(value, self.edition.settings.score_places)

    def _label(self, key: str) -> str:
        year = self.loaded.data.year
        if key.startswith(f"{LAST_YEAR}."):
            return self._label(key[3:]).replace(f"{year}年度", f"{year - 1}年度", 1)
        words = [
            self.subject_name(part) if selection.is_subject_code(part) else selection.FULL_TERMS.get(part, part)
            for part in key.split(".")
        ]
        return f"{year}年度 {' '.join(words)}"

    def subject_name(self, code: str) -> str:
        """The standard name of a subject, the clerk's own first."""
        own = self.loaded.data.subjects.get(code)
        listed = self.edition.subjects["功能科目"].get(code) or {}
        name = (own.name if own else "") or listed.get("name") or self.edition.subjects["经济科目"].get(code, code)
        return str(name)
