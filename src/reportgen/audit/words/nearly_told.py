"""Amounts of a sentence that stand nowhere else, where one that differs by a single digit does and is of the same name:
one of the two is mistyped.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from reportgen.audit.finding import AuditFinding
from reportgen.audit.forms.evaluation_forms import EvaluationForm
from reportgen.audit.text.letters import fold
from reportgen.audit.text.statements import StatedNumber
from reportgen.audit.text.stream import Stream
from reportgen.model.finding import Level
from reportgen.reading.grid import Grid, OpenedFile, Spot

_AMOUNT = re.compile(r"(?<![\d.,])\d[\d,]*\.\d+(?![\d%])")
_STOCK = re.compile(
    r"一般公共预算|财政拨款|年初预算|全年预算|支出决算|绩效自评|综述|执行数|预算数|决算数|万元|主要|原因是|其中|完成"
    r"|项目|支出|收入|增加|减少|增长|下降|与?20\d\d年度?|相比|本年|年度|合计|总计|安排|金额|资金|包括|用于|情况"
)
"""Words of every report, which make no name."""
_SHORT, _NAMED, _CHANGE, _LONG, _OFTEN, _NEVER = 3, 4, 5, 6, 2, 99
"""Digits of an amount, but for zeros at its end: of so few nothing is said; with so many, the name is enough; with so
many, a change needs none; with so many, nothing does; if the other one is told so often.
"""
_PLAN = re.compile("预算数?(?:总额)?(?:为|是)?$|预算金额$")
_NAME, _COMMON = 4, 8
"""Letters that two names share; how many amounts may stand with them."""
_HEADED = re.compile(r"(?<=[\u4e00-\u9fff)])(?:[:。，]|\d)")
_HEAD = 3
"""Rows of a form that say what it is of."""


@dataclass(frozen=True)
class ToldAmount:
    """An amount somewhere: its digits; grams: the short stretches of words that it is told with; role: initial, budget,
    spent or change, "" where that is not known; of_form: whether it is the money of a form.
    """

    digits: str
    grams: frozenset[str]
    role: str
    of_form: bool
    spot: Spot | None


class NearlyTold:
    """All amounts of a file."""

    def __init__(self, opened: OpenedFile, stream: Stream, forms: Sequence[EvaluationForm]) -> None:
        self.opened, self.stream = opened, stream
        self._forms = {form.grid.name for form in forms}
        self._roles = {
            (form.grid.name, row.number): {cell.spot: role for role, cell in row.by.items()}
            for form in forms
            for row in form.money
        }
        self._stated: list[tuple[StatedNumber, ToldAmount]] = []
        self._values: set[Decimal] = set()

    def add(self, stated: Iterable[StatedNumber]) -> None:
        """Those of a paragraph."""
        for one in stated:
            if one.money:
                self._values.add(one.value)
            if one.money and one.places:
                told = ToldAmount(
                    _digits(one.printed.removesuffix(one.unit)),
                    _grams(one.words) or _grams(_HEADED.split(one.paragraph.text, maxsplit=1)[0]),
                    _role(one),
                    False,
                    self.stream.spot(one.start),
                )
                self._stated.append((one, told))

    @cached_property
    def _numbers(self) -> Counter[str]:
        """All numbers of the text, those of tables that nobody could read among them."""
        return Counter(_digits(number.text) for number in self.stream.letters.numbers.values())

    @cached_property
    def _all(self) -> dict[str, list[ToldAmount]]:
        found: dict[str, list[ToldAmount]] = defaultdict(list)
        for _, told in self._stated:
            found[told.digits].append(told)
        for grid in self.opened.grids:
            for told in self._of_grid(grid):
                found[told.digits].append(told)
        return found

    def _of_grid(self, grid: Grid) -> Iterator[ToldAmount]:
        head = "".join(fold(cell.text) for (row, _), cell in grid.cells.items() if row < _HEAD)
        for row in range(grid.height):
            cells = [cell for _, cell in grid.row(row)]
            texts = [(fold(cell.text), cell.spot) for cell in cells]
            roles = self._roles.get((grid.name, row), {})
            words = "".join(text for text, _ in texts if not _AMOUNT.fullmatch(text))
            grams = _grams(f"{head}{words}" if grid.name in self._forms else words)
            for text, spot in texts:
                for match in _AMOUNT.finditer(text):
                    yield ToldAmount(_digits(match[0]), grams, roles.get(spot, ""), spot in roles, spot)

    def _part(self, one: str, other: str) -> bool:
        """Whether the file has what lies between two amounts: then the one is the other and that."""
        between = abs(Decimal(one) - Decimal(other))
        return between >= 1 and (f"{between}" in self._all or between in self._values)

    @cached_property
    def _common(self) -> frozenset[str]:
        """Stretches that stand with many amounts: the department's name."""
        times = Counter(gram for told in self._all.values() for gram in {g for one in told for g in one.grams})
        return frozenset(gram for gram, amounts in times.items() if amounts > _COMMON)

    @cached_property
    def _near(self) -> dict[str, list[str]]:
        """What an amount is with any one digit open -> the amounts."""
        found: dict[str, list[str]] = defaultdict(list)
        for digits in self._all:
            for pattern in _patterns(digits):
                found[pattern].append(digits)
        return found

    def findings(self, told: Sequence[AuditFinding]) -> Iterator[AuditFinding]:
        """Of the sentences, but for what was told already of the same number."""
        blamed = {(one.spot, _digits(one.words.rstrip("亿万千元"))) for one in told}
        done: set[frozenset[str]] = set()
        for one, own in self._stated:
            if (
                self._numbers[own.digits] > 1
                or len(self._all[own.digits]) > 1
                or len(own.digits) <= _SHORT
                or (own.spot, own.digits) in blamed
            ):
                continue
            likely = self._likely(own)
            pair = frozenset((own.digits, *(other.digits for other in likely)))
            if len(pair) == len(("one", "other")) and pair not in done:
                done.add(pair)
                yield self._finding(one, own, likely)

    def _likely(self, own: ToldAmount) -> list[ToldAmount]:
        """Where an amount that is meant by it stands."""
        near = {
            d for pattern in _patterns(own.digits) for d in self._near[pattern] if d != own.digits and d.strip("0.")
        }
        return [other for digits in sorted(near) for other in self._all[digits] if self._of_one(own, other)]

    def _of_one(self, own: ToldAmount, other: ToldAmount) -> bool:
        """Whether both are of the same thing: many digits or a change need no name, few digits need the same role."""
        if own.role and other.role and own.role != other.role and "change" in (own.role, other.role):
            return False
        if not other.of_form and self._part(own.digits, other.digits):
            return False
        told = min(len(own.digits.rstrip("0").replace(".", "")), len(other.digits.rstrip("0").replace(".", "")))
        often = len(self._all[other.digits]) >= _OFTEN
        nameless = _LONG if often else _NEVER
        if len(self._all[other.digits]) > _OFTEN or own.role == other.role == "change":
            nameless = _CHANGE if often else _NEVER
        if told >= nameless:
            return True
        return bool((own.grams & other.grams) - self._common) and (
            told >= _NAMED or (other.of_form and own.role == other.role)
        )

    def _finding(self, one: StatedNumber, own: ToldAmount, likely: Sequence[ToldAmount]) -> AuditFinding:
        times = len(self._all[likely[0].digits])
        problem = f"别处没有这个数，同一件事写的是 {likely[0].digits}（{times} 处）"
        said = f"{one.before[-40:]}{one.printed}"
        cells = tuple(spot for spot in (own.spot, likely[0].spot) if spot) if times == 1 else ()
        return AuditFinding(
            "A030", Level.WARNING, own.spot, one.paragraph.section, said, problem, "", (), "可能", one.printed, cells
        )


def _role(one: StatedNumber) -> str:
    """What an amount is of its name."""
    if one.meaning == "change":
        return "change"
    if one.meaning == "budget" or _PLAN.search(one.words):
        return "initial" if "年初" in one.words else "budget"
    return "spent"


def _digits(amount: str) -> str:
    return amount.replace(",", "")


def _patterns(digits: str) -> Iterator[str]:
    return (f"{digits[:n]}*{digits[n + 1 :]}" for n, c in enumerate(digits) if c.isdigit())


def _grams(words: str) -> frozenset[str]:
    """Stretches of a name, without the words of every report."""
    found: set[str] = set()
    for part in re.split(r"[^\u4e00-\u9fff]+", _STOCK.sub("|", fold(words))):
        found.update(part[n : n + _NAME] for n in range(len(part) - _NAME + 1))
    return frozenset(found)
