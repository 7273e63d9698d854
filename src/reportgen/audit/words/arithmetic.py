"""What a reader would recompute from a sentence alone: rates of growth, shares, completion, directions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.audit.finding import AuditFinding, Sure
from reportgen.audit.text.paragraphs import TextParagraph
from reportgen.audit.text.statements import StatedNumber
from reportgen.audit.text.stream import Stream
from reportgen.audit.words.rates import base_of, grows, is_share, percent_of, rounded
from reportgen.model.finding import Level

_BIGGER = re.compile(r"决算数?[^,，。；]{0,6}(大于|超过|高于|多于|小于|低于|少于|等于)[^,，。；]{0,6}预算数?")
_MORE, _LESS = ("大于", "超过", "高于", "多于"), ("小于", "低于", "少于")
_NEAR = 260
_ALL = 100
_NO_SPENDING = re.compile(r"(?:当年|本年|全年)(?:无|没有|未发生)支出")
_STAGE = re.compile(r"(年初|全年|调整|当年)?预算")
_OF_BUDGET = re.compile(
    r"[比较](?:年初|全年|调整)预算数?(?:相比)?[^,，。；]{0,4}$|[比较](?:年初|全年|调整)预算数?(?:增加|减少|超出|节约)"
)
_NO_NAME = ("比", "比重", "比例")
_OF_NAME, _LEAST_NAMED = re.compile("(?:总额|金额|数)$"), 4
_LISTED = re.compile(r"其中|主要用于|包括|分别(?:为|是)|按[^,，。；]{1,12}(?:划分|分类)")


Known = Callable[[str], Sequence[Decimal]]


class Arithmetic:
    """Checks of one file's sentences; counts what was looked at."""

    def __init__(self, stream: Stream, known: Known = lambda _: ()) -> None:
        """known: the words before a number -> the amounts of 元 that the tables have under that name."""
        self.stream, self.known = stream, known
        self.growths = self.shares = self.completions = 0

    def findings(
        self, paragraph: TextParagraph, stated: Sequence[StatedNumber], lead: Sequence[StatedNumber] = ()
    ) -> Iterator[AuditFinding]:
        """All of a paragraph. lead: what the paragraph before states, where this one goes on with its list."""
        for number, one in enumerate(stated):
            before = [other for other in stated[:number] if one.start - other.end < _NEAR]
            if one.meaning == "rate" and before and before[-1].meaning == "change" and _side_by_side(before[-1], one):
                yield from self._growth(before[:-1], before[-1], one)
            elif one.meaning == "share" and before and before[-1].money:
                yield from self._share(before[:-1], before[-1], one, lead)
            elif one.meaning == "change" and _OF_BUDGET.search(one.words):
                yield from self._against_budget(before, one)
            elif one.meaning == "completion":
                yield from self._completion(before, one)
        yield from self._directions(paragraph, stated)

    # -- growth ----------------------------------------------------------------------------------

    def _growth(
        self, before: Sequence[StatedNumber], change: StatedNumber, rate: StatedNumber
    ) -> Iterator[AuditFinding]:
        if change.up is not None and rate.up is not None and change.up != rate.up:
            yield self._told("A002", rate, f"前面说{'增加' if change.up else '减少'}，这里的方向相反", "")
            return
        wholes = [one for one in before if one.meaning in ("amount", "budget") and one.money and len(one.words) > 1]
        tables = [replace(change, value=value / change.size, words="") for value in self.known(change.words)]
        if change.up is None or not (wholes or tables):
            return
        self.growths += 1
        if any(grows(whole, change, rate) for whole in (*wholes, *tables)):
            return
        if not wholes:
            yield from self._growth_of_table(tables, change, rate)
            return
        whole = wholes[-1]
        base = base_of(whole, change)
        shown = percent_of(change, base)
        sure: Sure = "确定" if len({one.value for one in wholes}) == 1 and _of_one_thing(whole, change) else "可能"
        if base <= 0:
            if abs(base) <= change.half + whole.half:
                problem = f"上年是 0（{whole.printed} 全是增加的），没有增长率可说"
                yield self._told("A003", rate, problem, "", (_shown(whole),), Level.WARNING)
            return
        problem = f"和「{whole.printed}，{'增加' if change.up else '减少'} {change.printed}」对不上"
        level = Level.ERROR if sure == "确定" else Level.WARNING
        yield self._told("A003", rate, problem, f"{rounded(shown, rate.places)}%", (_shown(whole),), level, sure)

    def _growth_of_table(
        self, tables: Sequence[StatedNumber], change: StatedNumber, rate: StatedNumber
    ) -> Iterator[AuditFinding]:
        """A rate of what only a table tells; where that may be several figures, nothing is said."""
        if len({one.value for one in tables}) > 1 or base_of(tables[0], change) <= 0:
            return
        shown = percent_of(change, base_of(tables[0], change))
        problem = f"和表里的 {tables[0].value.normalize():,f}{change.unit}、增减 {change.printed} 对不上"
        yield self._told("A003", rate, problem, f"{rounded(shown, rate.places)}%", (), Level.WARNING, "可能")

    # -- shares ----------------------------------------------------------------------------------

    def _share(
        self, before: Sequence[StatedNumber], part: StatedNumber, share: StatedNumber, lead: Sequence[StatedNumber]
    ) -> Iterator[AuditFinding]:
        """A part and its share of what was told before the list."""
        if part.meaning not in ("amount", "budget") or "。" in self._between(part, share) or part.value == 0:
            return
        if share.value > _ALL:
            yield self._told("A003", share, "占比大于 100%", "")
            return
        wholes = [
            one for one in before if one.money and one.meaning in ("amount", "budget") and one.value >= part.value
        ]
        named = share.words.rpartition("占")[2].rstrip("的")
        tables = [
            replace(part, value=value / part.size) for name in (named, f"{named}合计") for value in self.known(name)
        ]
        if any(is_share(part, one, share) for one in (*tables, *lead)):
            self.shares += 1
            return
        smaller = [one for one in before if one.money and 0 < one.value < part.value and _is_named(named, one.words)]
        if smaller and not tables:
            yield self._told("A003", share, f"{part.printed} 比 {smaller[-1].printed} 还大", "", (_shown(smaller[-1]),))
            return
        if not wholes:
            own = [one for one in lead if not named or named in _NO_NAME or _alike(named, one.words)]
            yield from self._share_of_others(tables, own, part, share)
            return
        self.shares += 1
        if any(is_share(part, one, share) for one in wholes):
            return
        listed = [one for one in wholes if _LISTED.search(self._between(one, part))]
        if named and named not in _NO_NAME:
            whole = next((one for one in reversed(wholes) if _alike(named, one.words)), None)
        else:
            whole = max(listed, key=lambda one: one.value * one.size, default=None)
            if whole and any(one.start < whole.start and one.meaning != "budget" for one in listed):
                return
        if whole is None:
            return
        exact = part.value * part.size / (whole.value * whole.size) * 100
        problem = f"和 {part.printed} ÷ {whole.printed} 算出来的不同"
        yield self._told("A003", share, problem, f"{rounded(exact, share.places)}%", (_shown(whole),))

    def _share_of_others(
        self, tables: Sequence[StatedNumber], lead: Sequence[StatedNumber], part: StatedNumber, share: StatedNumber
    ) -> Iterator[AuditFinding]:
        """A share of what only a table tells, or the paragraph before: where that is one figure."""
        amounts = [one for one in lead if one.money and one.meaning == "amount" and one.value > part.value]
        wholes = tables or amounts[:1]
        if not wholes or (tables and len({one.value for one in tables}) > 1):
            return
        self.shares += 1
        exact = part.value / (wholes[0].value * wholes[0].size / part.size) * 100
        whole = f"{wholes[0].value.normalize():,f}{wholes[0].unit}"
        problem = f"和 {part.printed} ÷ {whole} 算出来的不同"
        yield self._told("A003", share, problem, f"{rounded(exact, share.places)}%", (), Level.WARNING, "可能")

    # -- completion ------------------------------------------------------------------------------

    def _completion(self, before: Sequence[StatedNumber], rate: StatedNumber) -> Iterator[AuditFinding]:
        """Spent ÷ budget, where these are told just before, one behind the other."""
        near = [one for one in before if one.money and one.sentence >= rate.sentence - 1]
        spent = near[-1] if near else None
        if (
            spent is None
            or any(one.start > spent.start and one.meaning != "share" for one in before)
            or spent.meaning != "amount"
            or not re.search("预算|执行率", rate.words)
        ):
            return
        stage = _stage(rate.words)
        budgets = _just_before(near[:-1])
        own = [one for one in budgets if stage and _stage(one.words) == stage]
        budget = next(iter([*own, *budgets]), None)
        if budget is None:
            return
        self.completions += 1
        if stage and not own:
            return
        if budget.value == 0:
            problem = f"{stage}预算是 0，没有完成率可说"
            yield self._told("A003", rate, problem, "", (_shown(budget),), Level.WARNING)
        elif not is_share(spent, budget, rate):
            exact = spent.value * spent.size / (budget.value * budget.size) * 100
            problem = f"和 {spent.printed} ÷ {budget.printed} 算出来的不同"
            yield self._told("A003", rate, problem, f"{rounded(exact, rate.places)}%", (_shown(budget),))

    def _against_budget(self, before: Sequence[StatedNumber], change: StatedNumber) -> Iterator[AuditFinding]:
        """比全年预算减少1.20万元, where budget and spending are told in the same sentence."""
        own = [one for one in before if one.money and one.sentence == change.sentence]
        budget = next((one for one in reversed(own) if _is_budget(one, _stage(change.words))), None)
        spent = next((one for one in own if budget and one.start > budget.start and one.meaning == "amount"), None)
        if budget is None or spent is None or change.up is None or "决算" not in spent.words:
            return
        exact = (spent.value * spent.size - budget.value * budget.size) / change.size
        slack = change.half + (spent.half * spent.size + budget.half * budget.size) / change.size
        if (exact > 0) != change.up and abs(exact) > slack:
            right_way = "增加" if exact > 0 else "减少"
            yield self._told("A002", change, f"和 {budget.printed}、{spent.printed} 相反", right_way, (_shown(budget),))
        elif abs(abs(exact) - change.value) > slack:
            shown = f"{abs(exact).normalize():,f}{change.unit}"
            yield self._told("A001", change, f"和 {budget.printed}、{spent.printed} 的差不同", shown, (_shown(budget),))

    def _directions(self, paragraph: TextParagraph, stated: Sequence[StatedNumber]) -> Iterator[AuditFinding]:
        """决算数大于预算数, where both are told just before."""
        text = self.stream.letters.text
        for match in _BIGGER.finditer(text, paragraph.start, paragraph.end):
            before = [one for one in stated if one.end <= match.start() and match.start() - one.end < 60 + _NEAR]
            spent = next((one for one in reversed(before) if one.meaning == "amount" and one.money), None)
            if before and before[-1].meaning == "budget" and _NO_SPENDING.search(text, before[-1].end, match.start()):
                spent = replace(before[-1], value=Decimal(0), start=match.start(), printed="当年无支出")
            stage = _stage(match[0])
            budgets = [one for one in before if one.meaning == "budget" and one.money]
            own = [one for one in budgets if not stage or _stage(one.words) == stage]
            if spent is None or not own or len({one.value for one in own[-2:]}) > 1 or spent.start < own[-1].start:
                continue
            left, right = spent.value * spent.size, own[-1].value * own[-1].size
            said = match[1]
            wrong = (said in _MORE and left <= right) or (said in _LESS and left >= right)
            if wrong or (said == "等于" and left != right):
                right_word = "大于" if left > right else "小于" if left < right else "等于"
                spot = self.stream.spot(match.start())
                problem = f"和前面的 {own[-1].printed}、{spent.printed} 相反"
                basis = (_shown(own[-1]), _shown(spent))
                place = paragraph.section
                yield AuditFinding("A002", Level.ERROR, spot, place, match[0], problem, right_word, basis, "确定", said)

    # -- telling ---------------------------------------------------------------------------------

    def _between(self, one: StatedNumber, other: StatedNumber) -> str:
        return self.stream.letters.text[one.end : other.start]

    def _told(
        self,
        code: str,
        one: StatedNumber,
        problem: str,
        expected: str,
        basis: tuple[str, ...] = (),
        level: Level = Level.ERROR,
        sure: Sure = "确定",
    ) -> AuditFinding:
        said = f"{one.before[-40:]}{one.printed}"
        spot = self.stream.spot(one.start)
        return AuditFinding(code, level, spot, one.paragraph.section, said, problem, expected, basis, sure, one.printed)


def _just_before(stated: Sequence[StatedNumber]) -> list[StatedNumber]:
    """The budgets that were told last, nearest first."""
    found: list[StatedNumber] = []
    for one in reversed(stated):
        if one.meaning != "budget":
            break
        found.append(one)
    return found


def _side_by_side(change: StatedNumber, rate: StatedNumber) -> bool:
    return change.sentence == rate.sentence and rate.start - change.end < 14


def _of_one_thing(whole: StatedNumber, change: StatedNumber) -> bool:
    """Whether nothing else could be meant: both are told in the same breath."""
    return change.sentence - whole.sentence <= 1


def _alike(named: str, words: str) -> bool:
    return named[-4:] in words or words[-4:] in named


def _is_named(named: str, words: str) -> bool:
    """Whether an amount is told under the very name that a share is said to be of."""
    bare = _OF_NAME.sub("", named)
    return len(bare) >= _LEAST_NAMED and _OF_NAME.sub("", words).endswith(bare)


def _stage(words: str) -> str:
    """年初, 全年, 调整 or 当年 of the budget that is named last; "" where it is named without."""
    found = [*_STAGE.finditer(words)]
    return (found[-1][1] or "") if found else ""


def _is_budget(one: StatedNumber, stage: str) -> bool:
    return one.meaning == "budget" and bool(stage) and _stage(one.words) == stage


def _shown(one: StatedNumber) -> str:
    return f"「{one.before[-24:]}{one.printed}」"
