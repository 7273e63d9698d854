"""Two figures in one phrase: against last year, against a budget, as a share. The words of direction are chosen here alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

from reportgen.compose.phrases.marks import pending
from reportgen.compose.phrases.words import Words
from reportgen.figures import LAST_YEAR
from reportgen.model.figure import Figure


@dataclass(frozen=True)
class Side:
    """One of two figures told together, or both at once: `each` is 各 when both are told at once."""

    subject: str
    each: str
    key: str


class ComparisonPhrases(Words):
    """Phrases that compare."""

    def pair(self, first: str, second: str, both: str, first_subject: str, second_subject: str) -> list[Side]:
        """Two figures: told at once (各…) when they and their changes are printed alike, else one by one."""
        alike = all(self.alike(f"{p}{first}", f"{p}{second}") for p in ("", f"{LAST_YEAR}."))
        return (
            [Side(both, "各", first)] if alike else [Side(first_subject, "", first), Side(second_subject, "", second)]
        )

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
        told = Markup("{}{}{}{}").format(each, word, self._data(change, absolute=True), change.unit)
        rate = self.book.resolve(f"{key}.增长率")
        if rate.state == "blank":
            base = self.book.rounded(before)
            return told + escape(phrases.absent if base == 0 else phrases.negative) + self._restated(before)
        return (
            told
            + Markup("，{}{}%").format(
                words.grown if (rate.value or 0) > 0 else words.fallen, self._data(rate, absolute=True)
            )
            + self._restated(before)
        )

    def unchanged(self, key: str) -> bool:
        """Whether a figure is known to be as last year."""
        return self.book.resolve(f"{key}.增减额").value == 0

    def versus_last(self, key: str) -> Markup:
        """比上年增加…, or 与上年持平."""
        return (Markup("与上年") if self.unchanged(key) else Markup("比上年")) + self.changed(key)

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

    def because(self, key: str) -> Markup:
        """，主要原因是…: nothing when nothing changed; a placeholder when no reason was written."""
        change = self.book.resolve(f"{key}.增减额")
        if not change.certain or change.value == 0:
            return Markup()
        return Markup("，主要原因是{}").format(
            self.reason(key, f"{key}比上年{self._more_or_less(change)}的主要原因", "增减额")
        )

    def own_reason(self, key: str) -> Markup:
        """，主要原因是…: the reason that is written of this very change; nothing without one."""
        change = self.book.resolve(f"{key}.增减额")
        if not self.reasons.own(key) or not change.certain or change.value == 0:
            return Markup()
        return self.because(key)

    def share(self, part: str, whole: str) -> Markup:
        """占比 of a named base, with %."""
        return self.amount(f"{part}.占.{whole}")

    def completion(self, key: str, stage: str) -> Markup:
        """完成率 of a named budget, with %."""
        return self.amount(f"{key}.完成率.{stage}")

    def budget(self, key: str, stage: str) -> str:
        """The key of the same figure at another 口径."""
        return self.book.resolve(f"{key}.差额.{stage}").origin.inputs[1].key

    def against(self, key: str, stage: str) -> str:
        """大于, 小于, 持平, or 无预算 when the named budget is 0 while money was spent."""
        gap = self.book.resolve(f"{key}.差额.{stage}")
        if not gap.certain or gap.value is None:
            return "不知"
        if gap.value and self.book.resolve(self.budget(key, stage)).zero:
            return "无预算"
        return "持平" if gap.value == 0 else "大于" if gap.value > 0 else "小于"

    def adjusted(self, key: str, stage: str) -> str:
        """追加 or 调减: which way a budget moved from another."""
        words = self.book.edition.words
        return words.added if (self.book.resolve(f"{key}.差额.{stage}").value or 0) >= 0 else words.cut

    def gap(self, key: str, stage: str) -> Markup:
        """增加1.85万元 / 减少1.85万元 against a named budget."""
        figure = self.book.resolve(f"{key}.差额.{stage}")
        return Markup("{}{}{}").format(self._more_or_less(figure), self._data(figure, absolute=True), figure.unit)

    def _more_or_less(self, figure: Figure) -> str:
        words = self.book.edition.words
        return words.more if (figure.value or 0) > 0 else words.less
