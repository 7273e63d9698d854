"""Facts and named rules -> figures: `Report.resolve` finds or makes any figure from its key alone."""

from __future__ import annotations

import difflib
import fnmatch
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from reportgen.editions import Edition, EditionError
from reportgen.figure import (
    INAPPLICABLE,
    PERCENT,
    PERSONS,
    VEHICLES,
    WAN,
    Approved,
    Fact,
    Figure,
    Picked,
    Ruled,
    State,
    Stated,
    lacking,
    round_half_up,
)
from reportgen.finding import Finding, Level, Source
from reportgen.ledger import Ledger
from reportgen.load import Loaded
from reportgen.model import address
from reportgen.model.address import (
    CLOSING,
    DIRECTION,
    INITIAL_BUDGET,
    OPENING,
    STAGE,
    SUBJECT,
    Address,
    NotAnAddress,
)
from reportgen.model.amount import PENDING_MARK
from reportgen.model.formula import Formula, NotAFormula, parse_formula, spelled
from reportgen.model.terms import (
    BUDGETED,
    COUNT_UNITS,
    EQUIPMENT,
    EQUIPMENT_UNIT,
    PROCUREMENT_COLUMNS,
    PROCUREMENT_KINDS,
    STAFF,
    THREE_PUBLIC_COLUMNS,
    THREE_PUBLIC_ITEMS,
)
from reportgen.naming import Definition, definitions, is_record

LAST_YEAR = "上年"
HALF_GRAIN = Decimal("0.5")
Rule = Callable[["Report", re.Match[str]], "Figure | None"]
RECORD_PLACES: Mapping[str, tuple[str, ...]] = {
    "三公": ("三公经费", "金额"), "政府采购": ("政府采购",), "车辆": ("国有资产", "车辆"),
    "人员": ("人员",), "实物量": ("三公经费", "实物量"), "设备": ("国有资产",), "整体自评": ("整体自评",),
    "部门自评": ("绩效自评报告", "资金"), "执行经济": ("绩效自评报告", "执行经济分类"), "完成数": ("绩效自评报告", "完成数"), "问卷": ("绩效自评报告", "问卷"),
}
"""Where records stand that must not be taken for 0 when nobody wrote them."""
OF_BUDGET: Mapping[str, tuple[str, ...]] = {
    "预算": (), "编制": ("编制",), "实有": ("实有",), "离退休": ("离退休",), "资产": ("资产",), "前年": ("前年",), "预算指标": ("指标",),
}
"""Where the records of a budget stand under 部门预算."""
RECORD_SHAPES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...], str]] = {
    "三公": (THREE_PUBLIC_ITEMS, (*THREE_PUBLIC_COLUMNS, BUDGETED), WAN),
    "政府采购": (PROCUREMENT_KINDS, (*PROCUREMENT_COLUMNS, BUDGETED), WAN),
    "车辆": ((), (), VEHICLES),
    "人员": (STAFF, (), PERSONS),
    "实物量": (tuple(COUNT_UNITS), (), ""),
    "设备": (EQUIPMENT, (), EQUIPMENT_UNIT),
    "整体自评": (("基本支出预算", "项目支出预算"), (), WAN),
}
"""Their names, columns and unit; without columns a key is the record and the name."""


class UnknownKey(KeyError):
    """No figure has this key; `nearest` are keys that look like it."""

    why, mend = "不是报告里的数", "请看 docs/data-format.md 的键"

    def __init__(self, key: str, nearest: list[str]) -> None:
        super().__init__(key)
        self.key, self.nearest = key, nearest


class CircularKey(UnknownKey):
    """The figure is made from itself: there is none."""

    why, mend = "绕着圈子用到自己", "请看 docs/data-format.md 的键"


class TooLongAgo(UnknownKey):
    """The figure of the year before last, of which nothing is known."""

    why, mend = "是前年的数，只知道上一年的", "前年的数请直接写在文字里，不用｛｝"


@dataclass(frozen=True)
class Statement:
    """A figure that the clerk states although it can be derived (核定数, a subtotal, 上年数)."""

    value: Decimal | None
    source: Source | None


@dataclass(eq=False)
class Report:
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
    previous: Report | None = None

    def __post_init__(self) -> None:
        self._cache: dict[str, Figure] = {}
        self._making: set[str] = set()
        self._canonical: dict[str, str] = {}
        self._quotients: dict[str, Formula] = {}
        self._defined, self._aliases = definitions(self.edition.tables, self.edition.subjects)
        for key, text in self.edition.figures.items():
            if key not in (*self._defined, *self._aliases.values()) and "*" not in key:
                self._define(key, text)
        classes = {code[:3] for code in self.edition.subjects["经济科目"]}
        self._not_listed = [k for k in self.records if k.startswith("经济.") and k.split(".")[1] not in self.edition.subjects["经济科目"]]
        self._no_class = {k[: len("经济.301")] for k in self._not_listed if k.split(".")[1][:3] not in classes}
        self._units = frozenset(u.name for u in self.loaded.data.units)
        self._projects = frozenset(p.name for p in self.loaded.data.budget.projects) if self.loaded.data.budget else frozenset()
        self._approved_keys = {self.canonical(key): statement for key, statement in self.approved.items()}
        self._last_keys = {self.canonical(key): statement for key, statement in self.last.items()}
        self._restated_keys = {self.canonical(key): statement for key, statement in self.restated.items()}

    def _define(self, key: str, text: str) -> None:
        """A figure of figures.yaml: a named sum, or a quotient."""
        formula = self._formula(text)
        if formula.divisor:
            self._quotients[key] = formula
        else:
            self._defined[key] = Definition(key, formula.terms)

    # -- keys -----------------------------------------------------------------------------------

    def canonical(self, key: str) -> str:
        """The one spelling of a key that may be typed in several orders."""
        if key not in self._canonical:
            self._canonical[key] = self._spell(key)
        return self._canonical[key]

    def _spell(self, key: str) -> str:
        if key.startswith(f"{LAST_YEAR}."):
            return f"{LAST_YEAR}.{self.canonical(key[3:])}"
        measure = _split_measure(key)
        if measure:
            base, name, other = measure
            spelled = f"{self.canonical(base)}.{name}"
            return f"{spelled}.{other if name in ('完成率', '差额') else self.canonical(other)}" if other else spelled
        if key in self._defined or key in self._quotients or key in self._aliases.values() or is_record(key):
            return key
        try:
            spelled = address.parse(key, self._units, self._projects).key
        except NotAnAddress:
            return key
        return self._aliases.get(spelled, spelled)

    def known_keys(self) -> list[str]:
        """Keys worth proposing when a typed one is unknown."""
        keys = {*self._defined, *self._quotients, *self.formulas, *self._aliases.values(), *self.records, *self._cache}
        keys.update(key.rsplit(".", 1)[0] for key in self.records if key.startswith(("指标.", "项目.")))
        return sorted(keys)

    @property
    def without_accounts(self) -> bool:
        """No 收支 is written: the folder is of another kind of report (a budget in January), and knows no closing of its year."""
        return not self.loaded.data.accounts

    def terms_of(self, key: str) -> list[str]:
        """The keys that a named sum adds up."""
        return [name for _, name in self._defined[self.canonical(key)].terms]

    # -- figures --------------------------------------------------------------------------------

    def resolve(self, key: str) -> Figure:
        """The figure with this key. Raises UnknownKey, and CircularKey for one that is made from itself."""
        key = self.canonical(key)
        if key not in self._cache:
            if key in self._making:
                raise CircularKey(key, [])
            self._making.add(key)
            try:
                figure = self._make(key)
            finally:
                self._making.discard(key)
            if figure is None:
                raise UnknownKey(key, difflib.get_close_matches(key, self.known_keys(), 3, 0.5))
            self._cache[key] = figure if figure.label else replace(figure, label=self._label(key))
        return self._cache[key]

    def _make(self, key: str) -> Figure | None:
        if key.startswith(f"{LAST_YEAR}."):
            return self._of_last_year(key[3:])
        derived = self._derived(key)
        statement = self._approved_keys.get(key)
        if statement is None or derived is None:
            return derived
        state: State = "pending" if statement.value is None else "known"
        return replace(derived, value=statement.value, state=state, origin=Approved(statement.source, derived))

    def _derived(self, key: str) -> Figure | None:
        if key in self.records:
            return self._stated(key, self.records[key])
        if key in self.formulas:
            return self.evaluate(key, *self.formulas[key])
        for pattern, rule in self.rules:
            if match := pattern.fullmatch(key):
                figure = rule(self, match)
                if figure is not None:
                    return figure
        if key in self._defined:
            return self.combine(key, self._defined[key].terms)
        if key in self._quotients:
            return self._divided(key, self._quotients[key])
        if measure := _split_measure(key):
            return self._measured(key, *measure)
        if key.startswith("经济."):
            return self._economic(key)
        if is_record(key):
            return self._from_wildcards(key)
        return self._picked(key)

    def _stated(self, key: str, fact: Fact) -> Figure:
        state: State = "pending" if fact.pending else "known"
        origin: Stated | Picked = Stated(fact.source) if not fact.inputs else Picked((fact,))
        return Figure(key, fact.value, fact.unit, origin, state, text=fact.text, slack=fact.grain * HALF_GRAIN)

    def pick(self, key: str) -> Address | None:
        """What a key picks from the ledger; None when it names no pick."""
        name = next((pick for pick, alias in self._aliases.items() if alias == key), key)
        try:
            return address.parse(name, self._units, self._projects)
        except NotAnAddress:
            return None

    def _picked(self, key: str) -> Figure | None:
        pick = self.pick(key)
        if pick is None:
            return None
        facts = self.ledger.pick(pick)
        if self.ledger.doubtful(pick, of_any_subject=False):
            return Figure(key, None, WAN, Picked(facts), "pending")  # more is written than could be taken in
        if not facts and self.loaded.data.budget and pick[STAGE] == frozenset({INITIAL_BUDGET}):
            return self._summed(key, facts)  # all of the budget is written: what is not there is nothing
        if not facts and (self.ledger.has_coarser(pick) or not self.ledger.whole(pick)):
            return Figure(key, None, WAN, Picked(()), "unknown")
        if not facts and not pick[SUBJECT] and not pick[STAGE] and not self.loaded.data.accounts:
            return Figure(key, None, WAN, Picked(()), "pending")  # nobody has filled in 收支 yet: not nothing
        return self._summed(key, facts)

    def _economic(self, key: str) -> Figure | None:
        """The sum of the 款 under an 经济科目 of the year's list."""
        if key.split(".", 1)[1] not in self.edition.subjects["经济科目"]:
            return None
        facts = tuple(fact for name, fact in self.records.items() if name.startswith(key))
        if self._not_listed and len(key) == len("经济.301") and any(s[: len(key)] in (key, *self._no_class) for s in self._not_listed):
            return Figure(key, None, WAN, Picked(facts), "pending")  # what stands under a code of no list may belong here
        if not self.loaded.data.economic and len(key) == len("经济.301") and not self.resolve("支出.基本支出.一般公共").zero:
            return Figure(key, None, WAN, Picked(()), "pending")  # there is 基本支出, and nobody has said of what
        return self._summed(key, facts)

    def _summed(self, key: str, facts: tuple[Fact, ...], unit: str = WAN) -> Figure:
        if not facts:
            return Figure(key, None, unit, Picked(()), "blank")
        if any(f.value is None for f in facts):
            return Figure(key, None, unit, Picked(facts), "pending")
        total = sum((f.value for f in facts if f.value is not None), Decimal(0))
        slack = sum((f.grain for f in facts), Decimal(0)) * HALF_GRAIN
        return Figure(key, total, facts[0].unit, Picked(facts), "known", slack=slack)

    def _from_wildcards(self, key: str) -> Figure | None:
        """Sums over all records of a kind: 政府采购.合计.金额 = 政府采购.*.金额."""
        for pattern, text in self.edition.figures.items():
            if "*" in pattern and fnmatch.fnmatchcase(key, pattern):
                parts = key.split(".")
                formula = self._formula(text.replace("{栏}", parts[-1]).replace("{名}", parts[1] if len(parts) > 1 else ""))
                if formula.divisor:
                    return self._divided(key, formula)
                return self.combine(key, formula.terms) if formula.terms else self._nothing_of(key)
        return self._nothing_of(key) if key.split(".")[0] in RECORD_PLACES else None

    def _nothing_of(self, key: str) -> Figure | None:
        """A record that nobody wrote: unknown, never 0; blank in a mapping of counts that names only what there is."""
        ledger, *rest = key.split(".")
        if ledger not in RECORD_SHAPES or not rest:
            return None
        names, columns, unit = RECORD_SHAPES[ledger]
        if columns and (rest[0] not in (*names, "合计") or rest[-1] not in columns or len(rest) != 2):
            return None
        if names and not columns and (rest[0] not in names or len(rest) != 1):
            return None
        if ledger == "整体自评" and self.loaded.data.overall is None:
            return None
        counted = ledger == "车辆" and self.loaded.source(*RECORD_PLACES[ledger]) is not None
        return Figure(key, None, COUNT_UNITS.get(rest[0], unit), Picked(()), "blank" if counted else "unknown")

    def place_of(self, key: str) -> Source | None:
        """Where the data have what a key names, or where it would have to be written."""
        ledger, *rest = self.canonical(key).split(".")
        path: tuple[str | int, ...] = RECORD_PLACES.get(ledger, (ledger,))
        if ledger in ("收入", "支出"):
            path = ("部门预算",) if self.loaded.data.budget and INITIAL_BUDGET in rest else ("收支",)
        elif ledger in OF_BUDGET:
            path = ("部门预算", *OF_BUDGET[ledger])
        elif ledger == LAST_YEAR:
            path = ("上年数",)
        elif ledger == "项目" and rest:
            path = next(((ledger, n) for n, p in enumerate(self.loaded.data.projects) if p.name == rest[0]), (ledger,))
        places = (self.loaded.source(*path[:n]) for n in range(len(path), 0, -1))
        return next((place for place in places if place), None)

    def _formula(self, text: str) -> Formula:
        """A formula of the edition, with every 政府采购.*.金额 written out."""
        try:
            formula = parse_formula(text)
        except NotAFormula as error:
            raise EditionError(f"figures.yaml 里的算式「{text}」看不懂：{error}") from error
        return Formula(self._expanded(formula.terms), self._expanded(formula.divisor))

    def _expanded(self, terms: tuple[tuple[int, str], ...]) -> tuple[tuple[int, str], ...]:
        return tuple(
            (sign, found) for sign, name in terms
            for found in ([r for r in self.records if fnmatch.fnmatchcase(r, name) and ".合计" not in r] if "*" in name else [name])
        )

    def evaluate(self, key: str, text: str, source: Source | None = None) -> Figure:
        """The figure of a formula that a person or an edition wrote; one that can't be read or names no figure is a finding."""
        try:
            formula = parse_formula(text)
            if problem := self._uncountable(formula):
                self._wrong_formula(key, text, problem, source, "算式里只能用单位相同的数")
            elif formula.divisor:
                return self._divided(key, formula, source, told=True)
            else:
                return self._with_unit(self.combine(key, formula.terms, "算式"))
        except NotAFormula as error:
            self._wrong_formula(key, text, f"看不懂：{error}", source, "写法：＝甲 ＋ 乙 − 丙，或 ＝(甲 − 乙) ÷ 丙")
        except UnknownKey as error:
            near = f"是不是 {'、'.join(error.nearest)}？" if error.nearest else error.mend
            self._wrong_formula(key, text, f"里的「{error.key}」{error.why}", source, near)
        return Figure(key, None, "", Stated(source), "pending")

    def _uncountable(self, formula: Formula) -> str:
        """Why figures can't be added or divided: one is a text, or they are of different units; '' when they can."""
        inputs = [self.resolve(name) for name in formula.keys]
        words = next((f for f in inputs if f.state == "known" and f.value is None), None)
        if words is not None:
            return f"里的「{words.key}」是「{words.text}」，不是数"
        units = list(dict.fromkeys(f.unit for f in inputs if f.certain))
        return f"里的单位不同：{'、'.join(unit or '没有单位' for unit in units)}" if len(units) > 1 else ""

    def _with_unit(self, figure: Figure) -> Figure:
        """A sum in a unit whose places the edition does not set (万人) is printed exactly, with its unit, as its parts are."""
        if figure.value is None or figure.unit in self.edition.settings["precision"] or figure.unit in ("", PERSONS, VEHICLES):
            return figure
        return replace(figure, text=f"{figure.value:,f}{figure.unit}")

    def _wrong_formula(self, key: str, text: str, told: str, source: Source | None, mend: str) -> None:
        finding = Finding("D030", Level.ERROR, f"算式「{text.strip()}」{told}", source, key, mend)
        if finding not in self.findings:
            self.findings.append(finding)

    def _divided(self, key: str, formula: Formula, source: Source | None = None, *, told: bool = False) -> Figure:
        """A quotient in per cent of two sums as printed; 0 ÷ 0 is 不适用, anything else over 0 unknown, and a finding where `told`."""
        part, whole = self._side(key, "分子", formula.terms), self._side(key, "分母", formula.divisor)
        origin = Ruled("两数相除（按印出的数）", str(formula), (part, whole))
        if state := lacking((part, whole)):
            return Figure(key, None, PERCENT, origin, state)
        above, below = (f.number if f.text is not None else self.rounded(f) for f in (part, whole))
        if above == below == 0:
            return Figure(key, None, PERCENT, origin, "inapplicable", text=INAPPLICABLE)
        if below <= 0:
            if told:
                problem = f"的分母「{spelled(formula.divisor)}」是 {self.printed(whole) or 0}，分子是 {self.printed(part) or 0}，算不出百分之几"
                self._wrong_formula(key, str(formula), problem, source, "请核对这两个数")
            return Figure(key, None, PERCENT, origin, "unknown")
        return Figure(key, above / below * 100, PERCENT, origin)

    def _side(self, key: str, name: str, terms: tuple[tuple[int, str], ...]) -> Figure:
        """One side of a quotient: the figure itself, or the sum."""
        return self.resolve(terms[0][1]) if len(terms) == 1 and terms[0][0] > 0 else self.combine(f"{key}.{name}", terms)

    def combine(self, key: str, terms: tuple[tuple[int, str], ...], rule: str = "合计") -> Figure:
        """A sum of figures by key, with signs, as a named rule."""
        inputs = tuple(self.resolve(name) for _, name in terms)
        origin = Ruled(rule, spelled(terms), inputs, tuple(sign for sign, _ in terms))
        unit = inputs[0].unit if inputs else WAN
        if state := lacking(inputs):
            return Figure(key, None, unit, origin, state)
        if all(f.state == "blank" for f in inputs):
            return Figure(key, None, unit, origin, "blank")
        value = sum((sign * f.number for (sign, _), f in zip(terms, inputs, strict=True)), Decimal(0))
        slack = sum((f.slack for f in inputs), Decimal(0))
        return Figure(key, value, unit, origin, "known", slack=slack)

    # -- measures: what compares two printed figures is computed from them as printed ------------

    def _measured(self, key: str, base: str, name: str, other: str) -> Figure | None:
        part = self.resolve(base)
        if name in ("增减额", "增长率"):
            before = self.resolve(f"{LAST_YEAR}.{base}")
            if name == "增减额":
                return self._difference(key, part, before, f"{part.key} − {LAST_YEAR}.{part.key}")
            change = self.resolve(f"{base}.增减额")
            return self.quotient(key, change, before, f"{change.key} ÷ {LAST_YEAR}.{part.key}", "增长率")
        if name == "占":
            return self.quotient(key, part, self.resolve(other), f"{part.key} ÷ {self.canonical(other)}", "占比")
        staged = self._staged(base, other)
        if staged is None:
            return None
        budget = self.resolve(staged)
        if name == "差额":
            return self._difference(key, part, budget, f"{part.key} − {budget.key}")
        return self.quotient(key, part, budget, f"{part.key} ÷ {budget.key}", "完成率")

    def _staged(self, base: str, stage: str) -> str | None:
        """The same figure at another 口径: a 收支 pick takes it as a dimension, a record as its column; a sum has none."""
        if is_record(base):
            return f"{base.rsplit('.', 1)[0]}.{stage}"
        pick = self.pick(base)
        return address.make({**dict(pick.dims), STAGE: frozenset({stage})}).key if pick else None

    def _difference(self, key: str, a: Figure, b: Figure, formula: str) -> Figure:
        origin = Ruled("差额（按印出的数）", formula, (a, b))
        if not (a.certain and b.certain):
            return Figure(key, None, a.unit, origin, lacking((a, b)) or "unknown")
        return Figure(key, self.rounded(a) - self.rounded(b), a.unit, origin)

    def quotient(self, key: str, part: Figure, whole: Figure, formula: str, rule: str) -> Figure:
        """part ÷ whole in per cent, both as printed; unknown when the whole is 0 or negative."""
        origin = Ruled(f"{rule}（按印出的数）", formula, (part, whole))
        if not (part.certain and whole.certain):
            return Figure(key, None, PERCENT, origin, lacking((part, whole)) or "unknown")
        base = self.rounded(whole)
        if base <= 0:
            return Figure(key, None, PERCENT, origin, "blank")
        return Figure(key, self.rounded(part) / base * 100, PERCENT, origin)

    # -- last year -------------------------------------------------------------------------------

    def _of_last_year(self, key: str) -> Figure | None:
        """Last year's figure: restated, stated by key, from last year's folder, or what follows from this year's opening."""
        full = f"{LAST_YEAR}.{key}"
        if statement := self._restated_keys.get(key) or self._last_keys.get(key):
            state: State = "known" if statement.value is not None else "pending"
            return Figure(full, statement.value, self._unit_of(key), Stated(statement.source), state)
        if self.previous and (found := self._from_folder(self.previous, key)):
            return found
        if key.startswith(f"{LAST_YEAR}."):
            raise TooLongAgo(full, [])
        if key in self._defined:
            return self._last_sum(full, self._defined[key])
        turned = self._opening_for_closing(key)
        if turned:
            opening = self.resolve(turned)
            return replace(opening, key=full, label="", origin=Ruled("上年年末 = 本年年初", turned, (opening,), (1,)))
        if key in ("结余分配", "使用非财政拨款结余"):
            return Figure(full, Decimal(0), WAN, Ruled("上年没有写，按没有", "0", ()))
        return self._unknown_of_last_year(key)

    def _from_folder(self, previous: Report, key: str) -> Figure | None:
        """What last year's folder has; None where it holds a budget alone, and the key is not of it."""
        full, alone = f"{LAST_YEAR}.{key}", previous.loaded.data.budget is not None and not previous.loaded.data.accounts
        try:
            found = self._known_of(replace(previous.resolve(key), key=full, label=""))
        except TooLongAgo as error:
            raise TooLongAgo(full, []) from error
        except UnknownKey:
            return None if alone else self._unknown_of_last_year(key)
        return None if alone and not found.certain else found

    def _known_of(self, figure: Figure) -> Figure:
        """The figure, when it is not of two years ago and unknown: nobody will ever fill that in."""
        if figure.state == "unknown" and figure.key.startswith(f"{LAST_YEAR}.{LAST_YEAR}."):
            raise TooLongAgo(figure.key, [])
        return figure

    def _unknown_of_last_year(self, key: str) -> Figure | None:
        """Not known of last year; no figure at all when this year has none of that key either."""
        this = self._make(key)
        return Figure(f"{LAST_YEAR}.{key}", None, this.unit, Picked(()), "unknown") if this else None

    def _last_sum(self, full: str, definition: Definition) -> Figure:
        terms = tuple((sign, f"{LAST_YEAR}.{name}") for sign, name in definition.terms)
        figure = self.combine(full, terms)
        if figure.state == "unknown" and definition.balances:
            other = self._defined[definition.balances]
            figure = self.combine(full, tuple((s, f"{LAST_YEAR}.{n}") for s, n in other.terms), "收支总计相等")
        return figure

    def _opening_for_closing(self, key: str) -> str | None:
        pick = self.pick(key)
        if pick is None or pick[DIRECTION] != frozenset({CLOSING}):
            return None
        return address.make({**dict(pick.dims), DIRECTION: frozenset({OPENING})}).key

    def _unit_of(self, key: str) -> str:
        if key in self.records:
            return self.records[key].unit
        this = self._make(key)
        return this.unit if this else WAN

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
        words = [self.subject_name(part) if address.is_subject_code(part) else address.FULL_TERMS.get(part, part) for part in key.split(".")]
        return f"{year}年度 {' '.join(words)}"

    def subject_name(self, code: str) -> str:
        """The standard name of a subject, the clerk's own first."""
        own = self.loaded.data.subjects.get(code)
        listed = self.edition.subjects["功能科目"].get(code) or {}
        name = (own.name if own else "") or listed.get("name") or self.edition.subjects["经济科目"].get(code, code)
        return str(name)


_MEASURE = re.compile(r"(?P<base>.+?)\.(?:(?P<change>增减额|增长率)|(?P<name>占|完成率|差额)\.(?P<other>.+))")


def _split_measure(key: str) -> tuple[str, str, str] | None:
    """'支出.208.占.本年支出合计' -> ('支出.208', '占', '本年支出合计')."""
    match = _MEASURE.fullmatch(key)
    return (match["base"], match["change"] or match["name"], match["other"] or "") if match else None
