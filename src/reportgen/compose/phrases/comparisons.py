"""Two figures in one phrase: against last year, against a budget, as a share.
The words of direction are chosen here alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape

from reportgen.compose.documented import documented
from reportgen.compose.phrases.budget_outcome import BudgetOutcome
from reportgen.compose.phrases.marks import pending
from reportgen.compose.phrases.words import Words
from reportgen.figures import LAST_YEAR
from reportgen.model.figure import Figure
from reportgen.model.selection import FULL_BUDGET, INITIAL_BUDGET
from reportgen.model.terms import THREE_PUBLIC_COLUMNS


@dataclass(frozen=True)
class Side:
    """One of two figures told together, or both at once: `each` is 各 when both are told at once."""

    subject: str
    each: str
    key: str


class ComparisonPhrases(Words):
    """Phrases that compare."""

    @documented(
        "两个数一起说：印出来一样、增减也一样时合成一个（各……），不然一个一个说。每个有 `.subject`、`.each`、`.key`",
        '{% for s in p.pair("收入总计", "支出总计", "收、支总计", "收入总计", "支出总计") '
        "%}{{ s.subject }}{{ p.changed(s.key, s.each) }}；{% endfor %}",
        keys=(0, 1),
    )
    def pair(self, first: str, second: str, both: str, first_subject: str, second_subject: str) -> list[Side]:
        """Two figures: told at once (各…) when they and their changes are printed alike, else one by one."""
        alike = all(self.alike(f"{p}{first}", f"{p}{second}") for p in ("", f"{LAST_YEAR}."))
        return (
            [Side(both, "各", first)] if alike else [Side(first_subject, "", first), Side(second_subject, "", second)]
        )

    @documented("和上年比：增加……，增长……%；没有增减印“与上年持平”", '{{ p.changed("收入总计") }}', keys=(0,))
    def changed(self, key: str, each: str = "") -> Markup:
        """增加648.86万元，增长7.1% / 减少…，下降… / 与上年持平 / no rate on a base of 0."""
        before, change = self.book.resolve(f"{LAST_YEAR}.{key}"), self.book.resolve(f"{key}.增减额")
        if not change.certain:
            if before.state == "unknown":
                self._missing(
                    "T003",
                    f"没有上年数「{before.key}」，与上年的比较说不出来",
                    before.key,
                    "请在「上年数」里写，或放上年的文件夹",
                )
            return pending("与上年比较")
        phrases, words = self.book.edition.settings.phrases, self.book.edition.words
        if change.value == 0:
            return escape(phrases.level) + self._restated(before)
        word = self._more_or_less(change)
        phrase = Markup("{}{}{}{}").format(each, word, self._data(change, absolute=True), change.unit)
        rate = self.book.resolve(f"{key}.增长率")
        if rate.state == "blank":
            base = self.book.rounded(before)
            return phrase + escape(phrases.absent if base == 0 else phrases.negative) + self._restated(before)
        return (
            phrase
            + Markup("，{}{}%").format(
                words.grown if (rate.value or 0) > 0 else words.fallen, self._data(rate, absolute=True)
            )
            + self._restated(before)
        )

    @documented("和上年比，只说增减多少，不说百分之几；没有增减印“与上年持平”", '{{ p.moved("收入总计") }}', keys=(0,))
    def moved(self, key: str) -> Markup:
        """增加648.86万元 / 减少… / 与上年持平: without a rate."""
        change = self.book.resolve(f"{key}.增减额")
        if not change.certain or change.value == 0:
            return self.changed(key)
        before = self.book.resolve(f"{LAST_YEAR}.{key}")
        phrase = Markup("{}{}{}").format(self._more_or_less(change), self._data(change, absolute=True), change.unit)
        return phrase + self._restated(before)

    @documented("和上年一不一样", '{{ "持平" if p.unchanged("收入总计") else "有增减" }}', keys=(0,))
    def unchanged(self, key: str) -> bool:
        """Whether a figure is known to be as last year."""
        return self.book.resolve(f"{key}.增减额").value == 0

    @documented("和上年比是 增加 还是 减少", '{{ p.direction("收入总计") }}', keys=(0,))
    def direction(self, key: str) -> str:
        """增加 or 减少, of a figure that is not as last year; '' where that is not known."""
        change = self.book.resolve(f"{key}.增减额")
        return self._more_or_less(change) if change.certain else ""

    @documented("比上年增加……，或与上年持平", '{{ p.versus_last("收入总计") }}', keys=(0,))
    def versus_last(self, key: str) -> Markup:
        """比上年增加…, or 与上年持平."""
        return (Markup("与上年") if self.unchanged(key) else Markup("比上年")) + self.changed(key)

    @documented(
        "今年没有、上年有的：减少到没有，要说", '{{ "上年有" if p.ended("收入.国有资本") else "不用说" }}', keys=(0,)
    )
    def ended(self, key: str) -> bool:
        """Nothing this year, but something last year: the fall must be told."""
        before = self.book.resolve(f"{LAST_YEAR}.{key}")
        return before.certain and not before.zero and self.zero(key)

    def _restated(self, before: Figure) -> Markup:
        """（上年数按调整后的口径为…）: with the reason, when last year's figure was restated."""
        for key, entry in self.book.loaded.data.restated.items():
            if (
                self.book.canonical(f"{LAST_YEAR}.{key}".replace(f"{LAST_YEAR}.{LAST_YEAR}.", f"{LAST_YEAR}.", 1))
                == before.key
            ):
                source = self.book.loaded.source("口径调整", key, "原因")
                reason = re.sub(r"^(?:主要)?(?:原因是|因为|由于|因)", "", entry.reason.strip()).rstrip("。")
                return Markup("（上年数按调整后的口径为{}，调整的原因是{}）").format(
                    self.amount(before.key), self.inline(reason, source)
                )
        return Markup()

    @documented("，主要原因是……；没有增减就不印", '与上年相比{{ p.because("收入总计") }}', keys=(0,))
    def because(self, key: str) -> Markup:
        """，主要原因是…: nothing when nothing changed; a placeholder when no reason was written."""
        change = self.book.resolve(f"{key}.增减额")
        if not change.certain or change.value == 0:
            return Markup()
        return Markup("，主要原因是{}").format(
            self.reason(key, f"{key}比上年{self._more_or_less(change)}的主要原因", "增减额")
        )

    @documented(
        "，主要原因是……，只在写了这个数自己的原因时",
        '公务接待费的增减{{ p.own_reason("三公.公务接待费.决算数") }}',
        keys=(0,),
    )
    def own_reason(self, key: str) -> Markup:
        """，主要原因是…: the reason that is written of this very change; nothing without one."""
        change = self.book.resolve(f"{key}.增减额")
        if not self.reasons.own(key) or not change.certain or change.value == 0:
            return Markup()
        return self.because(key)

    @documented("部分占整体的百分比", '{{ p.share("支出.基本支出", "本年支出合计") }}', keys=(0, 1))
    def share(self, part: str, whole: str) -> Markup:
        """占比 of a named base, with %."""
        return self._part(f"{part}.占.{whole}")

    @documented("完成某个预算的百分比", '{{ p.completion("支出.一般公共", order.budget) }}', keys=(0,))
    def completion(self, key: str, stage: str) -> Markup:
        """完成率 of a named budget, with %."""
        return self._part(f"{key}.完成率.{stage}")

    def _part(self, key: str) -> Markup:
        """占本年支出的12.5%; of money paid back 占本年支出的比例不适用."""
        return (Markup("比例") if self.inapplicable(key) else Markup()) + self.amount(key)

    @documented("同一个数在某个预算里的键", '{{ p.amount(p.budget("支出.一般公共", order.budget)) }}', keys=(0,))
    def budget(self, key: str, stage: str) -> str:
        """The key of the same figure at another 口径."""
        return self.book.resolve(f"{key}.差额.{stage}").origin.inputs[1].key

    @documented(
        "和某个预算比怎样。问 `.unknown`（说不出来）、`.unbudgeted`（没有预算却有支出）、`.above`、`.below`、`.differs`（要说原因）；印出来是 大于、小于",
        '{{ p.against("支出.一般公共", order.budget) }}',
        keys=(0,),
    )
    def against(self, key: str, stage: str) -> BudgetOutcome:
        """How a figure stands to a named budget."""
        gap = self.book.resolve(f"{key}.差额.{stage}")
        if not gap.certain or gap.value is None:
            return BudgetOutcome.UNKNOWN
        if gap.value and self.book.resolve(self.budget(key, stage)).zero:
            return BudgetOutcome.UNBUDGETED
        if gap.value == 0 or self._unprinted(gap):
            return BudgetOutcome.LEVEL
        return BudgetOutcome.ABOVE if gap.value > 0 else BudgetOutcome.BELOW

    def _unprinted(self, gap: Figure) -> bool:
        """Whether two amounts differ by less than is printed, though rounding parts them: nobody can explain that."""
        one, other = (figure.number for figure in gap.origin.inputs[:2])
        return abs(one - other) < Decimal(1).scaleb(-self.book.edition.places(gap.unit))

    @documented(
        "这个预算是不是全年预算，而年初预算也知道：两个都要说",
        '{{ "年初和全年都说" if p.revised("支出.一般公共", order.budget) else "只说" ~ order.budget }}',
        keys=(0,),
    )
    def revised(self, key: str, stage: str) -> bool:
        """Whether this is the budget of the whole year, while the one that it was made from is known: both are told."""
        return stage == FULL_BUDGET and self.told(f"{key}.{INITIAL_BUDGET}")

    @documented("和什么比，用话说：2020年度、年初预算；“三公”经费的预算照数据里叫的", '{{ p.stage_name("上年") }}')
    def stage_name(self, stage: str) -> str:
        """What a figure is compared with, in words: 2020年度, 年初预算; the budget of 三公 is called as the data say."""
        data = self.book.loaded.data
        names = {LAST_YEAR: f"{data.year - 1}年度", THREE_PUBLIC_COLUMNS[0]: data.three_public.budget}
        return names.get(stage, stage)

    @documented(
        "全年预算比年初预算 追加 还是 调减", '{{ p.adjusted("支出.一般公共.全年预算", "年初预算") }}', keys=(0,)
    )
    def adjusted(self, key: str, stage: str) -> str:
        """追加 or 调减: which way a budget moved from another."""
        words = self.book.edition.words
        return words.added if (self.book.resolve(f"{key}.差额.{stage}").value or 0) >= 0 else words.cut

    @documented("比某个预算增加多少、减少多少", '{{ p.gap("支出.一般公共", order.budget) }}', keys=(0,))
    def gap(self, key: str, stage: str) -> Markup:
        """增加1.85万元 / 减少1.85万元 against a named budget."""
        figure = self.book.resolve(f"{key}.差额.{stage}")
        return Markup("{}{}{}").format(self._more_or_less(figure), self._data(figure, absolute=True), figure.unit)

    def _more_or_less(self, figure: Figure) -> str:
        words = self.book.edition.words
        return words.more if (figure.value or 0) > 0 else words.less
