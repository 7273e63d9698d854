"""Sums that nobody prints a table of: changes of parts and of their whole, shares of one whole, amounts of a list.

Only what one wrong digit or one wrong direction explains is told: a list need not be all of a whole, and what was
there last year need not be there now.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, groupby

from reportgen.audit.finding import AuditFinding
from reportgen.audit.text.numbered import numbered
from reportgen.audit.text.statements import StatedNumber
from reportgen.audit.text.stream import Stream
from reportgen.audit.words.one_cause import CODE
from reportgen.audit.words.one_digit import Addend, gap, mistyped
from reportgen.model.finding import Level

_SAME = re.compile("持平|没有变化|无变化|相同")
_NOTHING = re.compile("(?:当年|本年|全年)?(?:无|没有|未发生)支出")
_OF_BUDGET = re.compile("(?:年初|全年|调整)预算")
_ADDED = re.compile("追加|调增|增加")
_LISTED = re.compile(r"(?:其中|包括)[:,，]?")
_NOT_ROUND = 1000
"""An amount with so many digits is nobody's by chance."""
_NEAR, _CLAUSE, _MOST_PARTS, _MOST_CHOSEN, _LEAST_ITEMS = 48, 24, 40, 8, 3
_AMOUNTS = ("amount", "budget")


@dataclass(frozen=True)
class ToldPair:
    """An amount and what is told with it. sort: 上年 or 预算, what it is compared with, or 执行, what was spent of it."""

    first: Addend
    second: Addend
    sort: str

    @property
    def number(self) -> StatedNumber:
        """The amount as it is printed."""
        assert self.first.number is not None  # noqa: S101  # pairs are made of printed amounts
        return self.first.number


class TextSums:
    """All paragraphs of a file, a section after the other."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._stated: list[list[StatedNumber]] = []
        self.sums = 0

    def add(self, stated: Sequence[StatedNumber]) -> None:
        """The numbers of the next paragraph."""
        if stated:
            self._stated.append([*stated])

    def findings(self) -> Iterator[AuditFinding]:
        """What doesn't add up, each number blamed once."""
        blamed: set[int] = set()
        for finding, number in self._told_twice():
            blamed.add(number.start)
            yield finding
        for _, group in groupby(self._stated, key=lambda stated: stated[0].paragraph.section):
            section = [*group]
            told = (*self._of_section(section), *self._added(section))
            for finding, number in told:
                if number.start not in blamed:
                    blamed.add(number.start)
                    yield finding

    def _of_section(self, section: Sequence[Sequence[StatedNumber]]) -> Iterator[tuple[AuditFinding, StatedNumber]]:
        pairs = [pair for stated in section for pair in self._pairs(stated)]
        for sort in ("上年", "预算", "执行"):
            yield from self._of_pairs([pair for pair in pairs if pair.sort == sort], both=sort == "执行")
        for stated in section:
            yield from self._changes(stated)
            yield from self._shares(stated)
            yield from self._listed(stated)
        yield from self._lists(section)

    # -- amounts with what is told with them -----------------------------------------------------

    def _pairs(self, stated: Sequence[StatedNumber]) -> Iterator[ToldPair]:
        for number, one in enumerate(stated):
            if not one.money or one.meaning not in _AMOUNTS:
                continue
            following = stated[number + 1] if number + 1 < len(stated) else None
            limit = min(following.start if following else one.end + _CLAUSE, one.end + _CLAUSE)
            words = self._stream.letters.text[one.end : limit].replace("\n", "")
            own = Addend(one.value * one.size, one)
            if one.meaning == "budget" and _NOTHING.search(words):
                yield ToldPair(own, Addend(one.value * 0, None), "执行")
            elif _SAME.search(re.split("[。；]", words)[0]):
                yield ToldPair(own, Addend(one.value * 0, None), "预算" if _OF_BUDGET.search(words) else "上年")
            elif following is None or not following.money or following.start - one.end > _NEAR:
                continue
            elif following.meaning == "change" and following.up is not None and following.sentence - one.sentence <= 1:
                sort = "预算" if _OF_BUDGET.search(self._between(one, following)) else "上年"
                yield ToldPair(own, _signed(following), sort)
            elif (one.meaning, following.meaning, following.sentence) == ("budget", "amount", one.sentence):
                yield ToldPair(own, Addend(following.value * following.size, following), "执行")

    def _of_pairs(self, pairs: Sequence[ToldPair], *, both: bool) -> Iterator[tuple[AuditFinding, StatedNumber]]:
        for at, whole in enumerate(pairs):
            following = [pair for pair in pairs[at + 1 : at + 1 + _MOST_PARTS] if both or _goes_on(whole, pair)]
            yield from self._whole(whole, [*_choices(following)], turned=False)
            if both:
                yield from self._whole(whole, [*_choices(following)], turned=True)

    def _told_twice(self) -> Iterator[tuple[AuditFinding, StatedNumber]]:
        """The same amount, 1,313.98, more by 67.32 than last year here and by 67.52 there."""
        groups: dict[Decimal, list[ToldPair]] = defaultdict(list)
        for pair in (pair for stated in self._stated for pair in self._pairs(stated) if pair.sort == "上年"):
            if pair.second.number and pair.number.places and pair.number.value >= _NOT_ROUND:
                groups[pair.first.value].append(pair)
        for same in groups.values():
            times = Counter(pair.second.value for pair in same)
            if len(times) != len(("usual", "other")):
                continue
            usual, other = (next(p for p in same if p.second.value == value) for value, _ in times.most_common())
            wrong = mistyped(other.second, [usual.second])
            if wrong and usual.second.number and other.second.number:
                problem = f"同一个数在别处说的是 {usual.second.number.words[-2:]}{usual.second.number.printed}"
                numbers = [other.second.number, usual.second.number]
                code = "A002" if wrong.flipped else "A030"
                yield self._finding(code, other.second.number, problem, numbers), other.second.number

    def _whole(
        self, whole: ToldPair, choices: Sequence[Sequence[ToldPair]], *, turned: bool
    ) -> Iterator[tuple[AuditFinding, StatedNumber]]:
        """Parts whose one column makes that of the whole make the other one, too."""

        def sides(pair: ToldPair) -> tuple[Addend, Addend]:
            return (pair.second, pair.first) if turned else (pair.first, pair.second)

        known, asked = sides(whole)
        fitting = [
            parts
            for parts in choices
            if known.value and not gap(known, [sides(part)[0] for part in parts])
            if _worth(parts) or _named_parts(self._between(whole.number, parts[0].number))
        ]
        if not fitting:
            return
        self.sums += 1
        columns = [[sides(part)[1] for part in parts] for parts in fitting]
        if all(gap(asked, column) for column in columns):
            yield from self._told(asked, columns[0], whole.number)

    # -- changes, shares, lists ------------------------------------------------------------------

    def _changes(self, stated: Sequence[StatedNumber]) -> Iterator[tuple[AuditFinding, StatedNumber]]:
        """三公 less by 0.90, 其中 cars less by 0.40, guests less by 0.50: where no amounts are told between."""
        for at, whole in enumerate(stated):
            if whole.meaning != "change" or not whole.money or whole.up is None:
                continue
            own = [one for one in stated[at + 1 :] if one.sentence == whole.sentence and one.money]
            if len(own) < 2 or any(one.meaning != "change" or one.up is None for one in own):
                continue
            if "其中" not in self._between(whole, own[0]):
                continue
            self.sums += 1
            parts = [_signed(one) for one in own]
            if gap(_signed(whole), parts):
                yield from self._told(_signed(whole), parts, whole)

    def _listed(self, stated: Sequence[StatedNumber]) -> Iterator[tuple[AuditFinding, StatedNumber]]:
        """226.00, 其中: 5.00, 0 and 221.00."""
        own = [one for one in stated if one.money]
        for at, whole in enumerate(own[:-1]):
            if whole.meaning not in _AMOUNTS or not _LISTED.search(self._between(whole, own[at + 1])):
                continue
            parts = [Addend(one.value * one.size, one) for one in own[at + 1 :] if _listed_with(whole, one)]
            all_of = Addend(whole.value * whole.size, whole)
            if len(parts) < 2 or any(not gap(all_of, parts[:end]) for end in range(1, len(parts) + 1)):
                continue
            self.sums += 1
            yield from self._told(all_of, parts, whole)

    def _shares(self, stated: Sequence[StatedNumber]) -> Iterator[tuple[AuditFinding, StatedNumber]]:
        """Shares of the same whole in one sentence make 100 %."""
        for (_, named), group in groupby(
            (one for one in stated if one.meaning == "share"),
            key=lambda one: (one.sentence, one.words.rpartition("占")[2].rstrip("的")),
        ):
            shares = [*group]
            parts = [Addend(one.value, one) for one in shares]
            whole = Addend(shares[0].value * 0 + 100, None)
            if len(parts) < 2 or (named and not gap(whole, parts)):
                continue
            self.sums += 1
            if gap(whole, parts) and (wrong := mistyped(whole, parts)) and wrong.term.number:
                problem = f"和同一句里的其他占比相加是 {sum(one.value for one in shares)}%"
                yield self._finding("A003", wrong.term.number, problem, shares), wrong.term.number

    def _lists(self, section: Sequence[Sequence[StatedNumber]]) -> Iterator[tuple[AuditFinding, StatedNumber]]:
        """The first amounts of numbered paragraphs make one that is told before them."""
        for items, lead in numbered(section, _LEAST_ITEMS):
            for meaning in _AMOUNTS:
                column = [next((o for o in item if o.money and o.meaning == meaning), None) for item in items]
                parts = [Addend(one.value * one.size, one) for one in column if one]
                wholes = [Addend(one.value * one.size, one) for one in lead if one.money and one.meaning in _AMOUNTS]
                if len(parts) < max(_LEAST_ITEMS, len(items) - 1) or not wholes:
                    continue
                self.sums += 1
                if all(gap(whole, parts) for whole in wholes):
                    for whole in wholes:
                        if len(f"{whole.value.normalize():f}") > 5:  # 50,000 元 and the like are anything
                            yield from self._told(whole, parts, parts[0].number or lead[0])

    def _added(self, section: Sequence[Sequence[StatedNumber]]) -> Iterator[tuple[AuditFinding, StatedNumber]]:
        """年初预算, 年中追加 and 全年预算 of one sentence."""
        for stated in section:
            for first, more, whole in zip(stated, stated[1:], stated[2:], strict=False):
                if not (first.sentence == whole.sentence and _budget(first, "年初") and _budget(whole, "全年|调整")):
                    continue
                if not (more.money and _ADDED.search(more.before[-_CLAUSE:])):
                    continue
                self.sums += 1
                parts = [Addend(first.value * first.size, first), Addend(more.value * more.size, more)]
                if gap(all_of := Addend(whole.value * whole.size, whole), parts):
                    yield from self._told(all_of, parts, whole)

    # -- telling ---------------------------------------------------------------------------------

    def _told(
        self, whole: Addend, parts: Sequence[Addend], near: StatedNumber
    ) -> Iterator[tuple[AuditFinding, StatedNumber]]:
        wrong = mistyped(whole, parts)
        if wrong is None or wrong.term.number is None:
            return
        numbers = [term.number for term in (whole, *parts) if term.number]
        unit = near.unit if near.money else "万元"
        size = near.size
        total = sum(part.value for part in parts) / size
        problem = f"各部分相加是 {total.normalize():,f}{unit}，总数写的是 {(whole.value / size).normalize():,f}{unit}"
        if wrong.flipped:
            problem += "；有一处的增减写反，就对得上"
        yield self._finding("A002" if wrong.flipped else CODE, wrong.term.number, problem, numbers), wrong.term.number

    def _finding(self, code: str, one: StatedNumber, problem: str, numbers: Sequence[StatedNumber]) -> AuditFinding:
        spot = self._stream.spot(one.start)
        cells = tuple(filter(None, dict.fromkeys(self._stream.spot(number.start) for number in numbers)))
        basis = tuple(f"「{number.before[-20:]}{number.printed}」" for number in numbers[:12])
        said = f"{one.before[-40:]}{one.printed}"
        return AuditFinding(
            code, Level.WARNING, spot, one.paragraph.section, said, problem, "", basis, "可能", one.printed, cells
        )

    def _between(self, one: StatedNumber, other: StatedNumber) -> str:
        return self._stream.letters.text[one.end : other.start]


def _signed(one: StatedNumber) -> Addend:
    amount = one.value * one.size
    return Addend(amount if one.up else -amount, one, signed=True)


def _listed_with(whole: StatedNumber, one: StatedNumber) -> bool:
    """Whether an amount is of the list behind another one: in its sentence, and compared with nothing."""
    return one.meaning in _AMOUNTS and one.sentence == whole.sentence and "其中" not in one.words


def _goes_on(whole: ToldPair, part: ToldPair) -> bool:
    """Whether a pair is told as a part of another one: in its paragraph, or in a list that this ends with."""
    paragraph = whole.number.paragraph
    return part.number.paragraph == paragraph or paragraph.text.replace("\n", "").rstrip("。").endswith(":")


def _budget(one: StatedNumber, stage: str) -> bool:
    return one.money and one.meaning == "budget" and bool(re.search(f"(?:{stage})预算", one.words))


def _named_parts(between: str) -> bool:
    """Whether what follows is said to be the parts, though only one of them is anything."""
    return "其中" in between and "。" not in between.rpartition("其中")[2]


def _worth(parts: Sequence[ToldPair]) -> bool:
    """Whether two parts at least are something: else a part is told as the whole."""
    return sum(part.first.value != 0 for part in parts) > 1


def _choices(pairs: Sequence[ToldPair]) -> Iterator[Sequence[ToldPair]]:
    """What may be the parts: all that follow on end, and any of the next few."""
    for end in range(2, len(pairs) + 1):
        yield pairs[:end]
    few = pairs[:_MOST_CHOSEN]
    for size in range(2, len(few) + 1):
        yield from combinations(few, size)
