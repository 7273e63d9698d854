"""Facts and named rules -> figures: `Report.resolve` finds or makes any figure from its key alone."""

from __future__ import annotations

import difflib
import fnmatch
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from reportgen.editions import Edition
from reportgen.figures.comparisons import comparison
from reportgen.figures.formulas import evaluate, formula_of, ratio_of_formula
from reportgen.figures.keys import LAST_YEAR, CircularKey, UnknownKey, split_measure
from reportgen.figures.last_year import of_last_year
from reportgen.figures.ledger import Ledger
from reportgen.figures.missing import RECORD_PLACES, nothing_of, place_of
from reportgen.figures.table_keys import Definition, definitions, is_record
from reportgen.load import Loaded
from reportgen.model import selection
from reportgen.model.amount import PENDING_MARK
from reportgen.model.figure import (
    PERCENT,
    WAN,
    Calculated,
    Fact,
    Figure,
    Overridden,
    State,
    Stated,
    Summed,
    lacking,
    round_half_up,
)
from reportgen.model.finding import Finding, Source
from reportgen.model.formula import Formula, spelled
from reportgen.model.selection import INITIAL_BUDGET, STAGE, SUBJECT, NotAnAddress, Selection

HALF_UNIT = Decimal("0.5")
Rule = Callable[["FigureBook", re.Match[str]], "Figure | None"]


@dataclass(frozen=True)
class Statement:
    """A figure that the clerk states although it can be derived (核定数, a subtotal, 上年数)."""

    value: Decimal | None
    source: Source | None


@dataclass(eq=False)
class FigureBook:
    """All figures of one department-year, made on demand, each once."""

    loaded: Loaded
    edition: Edition
    ledger: Ledger
    records: Mapping[str, Fact]
    approved: Mapping[str, Statement]
    last: Mapping[str, Statement]
    restated: Mapping[str, Statement] = field(default_factory=dict)
    formulas: Mapping[str, tuple[str, Source | None]] = field(default_factory=dict)
    rules: tuple[tuple[re.Pattern[str], Rule], ...] = ()
    findings: list[Finding] = field(default_factory=list)
    previous: FigureBook | None = None

    def __post_init__(self) -> None:
        self._cache: dict[str, Figure] = {}
        self._making: set[str] = set()
        self._canonical: dict[str, str] = {}
        self._quotients: dict[str, Formula] = {}
        self.defined, self._aliases = definitions(self.edition.tables, self.edition.subjects)
        for key, text in self.edition.figures.items():
            if key not in (*self.defined, *self._aliases.values()) and "*" not in key:
                self._define(key, text)
        classes = {code[:3] for code in self.edition.subjects["经济科目"]}
        self._not_listed = [
            k
            for k in self.records
            if k.startswith("经济.") and k.split(".")[1] not in self.edition.subjects["经济科目"]
        ]
        self._no_class = {k[: len("经济.301")] for k in self._not_listed if k.split(".")[1][:3] not in classes}
        self._units = frozenset(u.name for u in self.loaded.data.units)
        self._projects = (
            frozenset(p.name for p in self.loaded.data.budget.projects) if self.loaded.data.budget else frozenset()
        )
        self._approved_keys = {self.canonical(key): statement for key, statement in self.approved.items()}
        self.last_keys = {self.canonical(key): statement for key, statement in self.last.items()}
        self.restated_keys = {self.canonical(key): statement for key, statement in self.restated.items()}

    def _define(self, key: str, text: str) -> None:
        """A figure of figures.yaml: a named sum, or a quotient."""
        formula = formula_of(self, text)
        if formula.divisor:
            self._quotients[key] = formula
        else:
            self.defined[key] = Definition(key, formula.terms)

    # -- keys -----------------------------------------------------------------------------------

    def canonical(self, key: str) -> str:
        """The one spelling of a key that may be typed in several orders."""
        if key not in self._canonical:
            self._canonical[key] = self._spell(key)
        return self._canonical[key]

    def _spell(self, key: str) -> str:
        if key.startswith(f"{LAST_YEAR}."):
            return f"{LAST_YEAR}.{self.canonical(key[3:])}"
        measure = split_measure(key)
        if measure:
            base, name, other = measure
            spelled = f"{self.canonical(base)}.{name}"
            return f"{spelled}.{other if name in ('完成率', '差额') else self.canonical(other)}" if other else spelled
        if key in self.defined or key in self._quotients or key in self._aliases.values() or is_record(key):
            return key
        try:
            spelled = selection.parse(key, self._units, self._projects).key
        except NotAnAddress:
            return key
        return self._aliases.get(spelled, spelled)

    def known_keys(self) -> list[str]:
        """Keys worth proposing when a typed one is unknown."""
        keys = {*self.defined, *self._quotients, *self.formulas, *self._aliases.values(), *self.records, *self._cache}
        keys.update(key.rsplit(".", 1)[0] for key in self.records if key.startswith(("指标.", "项目.")))
        return sorted(keys)

    @property
    def without_accounts(self) -> bool:
        """No 收支 is written: the folder is of another kind of report (a budget in January), and knows no closing of its year."""
        return not self.loaded.data.accounts

    def terms_of(self, key: str) -> list[str]:
        """The keys that a named sum adds up."""
        return [name for _, name in self.defined[self.canonical(key)].terms]

    # -- figures --------------------------------------------------------------------------------

    def resolve(self, key: str) -> Figure:
        """The figure with this key. Raises UnknownKey, and CircularKey for one that is made from itself."""
        key = self.canonical(key)
        if key not in self._cache:
            if key in self._making:
                raise CircularKey(key, [])
            self._making.add(key)
            try:
                figure = self.make(key)
            finally:
                self._making.discard(key)
            if figure is None:
                raise UnknownKey(key, difflib.get_close_matches(key, self.known_keys(), 3, 0.5))
            self._cache[key] = figure if figure.label else replace(figure, label=self._label(key))
        return self._cache[key]

    def make(self, key: str) -> Figure | None:
        """The figure as it is made, not kept; None where nothing has this key."""
        if key.startswith(f"{LAST_YEAR}."):
            return of_last_year(self, key[3:])
        derived = self._derived(key)
        statement = self._approved_keys.get(key)
        if statement is None or derived is None:
            return derived
        state: State = "pending" if statement.value is None else "known"
        return replace(derived, value=statement.value, state=state, origin=Overridden(statement.source, derived))

    def _derived(self, key: str) -> Figure | None:
        if key in self.records:
            return self._stated(key, self.records[key])
        if key in self.formulas:
            return evaluate(self, key, *self.formulas[key])
        for pattern, rule in self.rules:
            if match := pattern.fullmatch(key):
                figure = rule(self, match)
                if figure is not None:
                    return figure
        if key in self.defined:
            return self.signed_sum(key, self.defined[key].terms)
        if key in self._quotients:
            return ratio_of_formula(self, key, self._quotients[key])
        if measure := split_measure(key):
            return comparison(self, key, *measure)
        if key.startswith("经济."):
            return self._economic(key)
        if is_record(key):
            return self._from_wildcards(key)
        return self._picked(key)

    def _stated(self, key: str, fact: Fact) -> Figure:
        state: State = "pending" if fact.pending else "known"
        origin: Stated | Summed = Stated(fact.source) if not fact.inputs else Summed((fact,))
        return Figure(
            key, fact.value, fact.unit, origin, state, text=fact.text, tolerance=fact.rounding_unit * HALF_UNIT
        )

    def selection_of(self, key: str) -> Selection | None:
        """What a key picks from the ledger; None when it names no pick."""
        name = next((pick for pick, alias in self._aliases.items() if alias == key), key)
        try:
            return selection.parse(name, self._units, self._projects)
        except NotAnAddress:
            return None

    def _picked(self, key: str) -> Figure | None:
        pick = self.selection_of(key)
        if pick is None:
            return None
        facts = self.ledger.facts_in(pick)
        if self.ledger.doubtful(pick, of_any_subject=False):
            return Figure(key, None, WAN, Summed(facts), "pending")  # more is written than could be taken in
        if not facts and self.loaded.data.budget and pick[STAGE] == frozenset({INITIAL_BUDGET}):
            return self._summed(key, facts)  # all of the budget is written: what is not there is nothing
        if not facts and (self.ledger.has_coarser(pick) or not self.ledger.whole(pick)):
            return Figure(key, None, WAN, Summed(()), "unknown")
        if not facts and not pick[SUBJECT] and not pick[STAGE] and not self.loaded.data.accounts:
            return Figure(key, None, WAN, Summed(()), "pending")  # nobody has filled in 收支 yet: not nothing
        return self._summed(key, facts)

    def _economic(self, key: str) -> Figure | None:
        """The sum of the 款 under an 经济科目 of the year's list."""
        if key.split(".", 1)[1] not in self.edition.subjects["经济科目"]:
            return None
        facts = tuple(fact for name, fact in self.records.items() if name.startswith(key))
        if (
            self._not_listed
            and len(key) == len("经济.301")
            and any(s[: len(key)] in (key, *self._no_class) for s in self._not_listed)
        ):
            return Figure(
                key, None, WAN, Summed(facts), "pending"
            )  # what stands under a code of no list may belong here
        if (
            not self.loaded.data.economic
            and len(key) == len("经济.301")
            and not self.resolve("支出.基本支出.一般公共").zero
        ):
            return Figure(key, None, WAN, Summed(()), "pending")  # there is 基本支出, and nobody has said of what
        return self._summed(key, facts)

    def _summed(self, key: str, facts: tuple[Fact, ...], unit: str = WAN) -> Figure:
        if not facts:
            return Figure(key, None, unit, Summed(()), "blank")
        if any(f.value is None for f in facts):
            return Figure(key, None, unit, Summed(facts), "pending")
        total = sum((f.value for f in facts if f.value is not None), Decimal(0))
        tolerance = sum((f.rounding_unit for f in facts), Decimal(0)) * HALF_UNIT
        return Figure(key, total, facts[0].unit, Summed(facts), "known", tolerance=tolerance)

    def _from_wildcards(self, key: str) -> Figure | None:
        """Sums over all records of a kind: 政府采购.合计.金额 = 政府采购.*.金额."""
        for pattern, text in self.edition.figures.items():
            if "*" in pattern and fnmatch.fnmatchcase(key, pattern):
                parts = key.split(".")
                formula = formula_of(
                    self, text.replace("{栏}", parts[-1]).replace("{名}", parts[1] if len(parts) > 1 else "")
                )
                if formula.divisor:
                    return ratio_of_formula(self, key, formula)
                return self.signed_sum(key, formula.terms) if formula.terms else nothing_of(self, key)
        return nothing_of(self, key) if key.split(".")[0] in RECORD_PLACES else None

    def evaluate(self, key: str, text: str, source: Source | None = None) -> Figure:
        """The figure of a formula that a person or an edition wrote."""
        return evaluate(self, key, text, source)

    def place_of(self, key: str) -> Source | None:
        """Where the data have what a key names, or where it would have to be written."""
        return place_of(self, key)

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
        """part ÷ whole in per cent, both as printed; unknown when the whole is 0 or negative."""
        origin = Calculated(f"{rule}（按印出的数）", formula, (part, whole))
        if not (part.certain and whole.certain):
            return Figure(key, None, PERCENT, origin, lacking((part, whole)) or "unknown")
        base = self.rounded(whole)
        if base <= 0:
            return Figure(key, None, PERCENT, origin, "blank")
        return Figure(key, self.rounded(part) / base * 100, PERCENT, origin)

    # -- print -----------------------------------------------------------------------------------

    def rounded(self, figure: Figure) -> Decimal:
        """The value as printed: 四舍五入 to the edition's places of its unit. A blank is 0."""
        return round_half_up(figure.number, self.edition.places(figure.unit))

    def printed(self, figure: Figure) -> str:
        """The text of a figure without its unit; 【待填】 when it is not yet known, '' when unknown."""
        if figure.state == "pending":
            return PENDING_MARK
        if figure.state == "unknown":
            return ""
        if figure.text is not None:
            return figure.text
        if figure.unit == PERCENT and figure.value in (100, -100):
            return f"{figure.value:.0f}"
        text = f"{self.rounded(figure):,f}"
        if figure.unit in self.edition.settings["trimmed"] and "." in text:
            return text.rstrip("0").rstrip(".")
        return text

    def round_score(self, value: Decimal) -> Decimal:
        """A score that a formula gives, rounded as the edition's forms do (whole points in 2021)."""
        return round_half_up(value, int(self.edition.settings["score_places"]))

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
