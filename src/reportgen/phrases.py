"""What templates may say about figures: every phrase asks Report, so that none can lie.

Templates never compare and never choose a direction word; they call these. Words come from the
edition; numbers and their rounding from Report; each printed figure is a <data> with its key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from markupsafe import Markup, escape

from reportgen.figure import PERCENT, Figure
from reportgen.finding import Finding, Level, Source
from reportgen.model import address
from reportgen.model.address import (
    BASIC,
    ECONOMIC,
    FISCAL,
    FISCAL_FUNDS,
    INCOME,
    INCOME_KINDS,
    OTHER_MONEY,
    PROJECT,
    SPENDING,
    SPENDING_KINDS,
)
from reportgen.model.amount import PENDING, PENDING_MARK
from reportgen.model.terms import PROCUREMENT_KINDS, THREE_PUBLIC_COLUMNS
from reportgen.model.values import NOT_YET
from reportgen.model.written import PARAGRAPH, Written, address_of
from reportgen.reasons import WHOLE, Reasons
from reportgen.reference import how_printed, pieces
from reportgen.report import LAST_YEAR, RECORD_PLACES, Report, UnknownKey
from reportgen.words import paragraphs, unit_after

_ENDED = re.compile(r"(?:[。！？][”’）]*|：)$")
"""A sentence that needs no full stop of ours; a bracket or quotation alone does not end one."""


@dataclass(frozen=True)
class Side:
    """One of two figures told together, or both at once: `each` is 各 when both are told at once."""

    subject: str
    each: str
    key: str


class Phrases:
    """The functions that templates see. Findings of what is missing are collected in `findings`."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.reasons = Reasons(report)
        self.findings: list[Finding] = []

    # -- figures ---------------------------------------------------------------------------------

    def number(self, key: str, *, absolute: bool = False) -> Markup:
        """The printed figure without its unit."""
        return self._data(self.report.resolve(key), absolute=absolute)

    def amount(self, key: str, *, absolute: bool = False) -> Markup:
        """The printed figure with its unit: 3,991.22万元, 52人次, 89.6%, 14401人."""
        figure = self.report.resolve(key)
        return self._data(figure, absolute=absolute) + escape(unit_after(figure))

    def _data(self, figure: Figure, *, absolute: bool = False) -> Markup:
        if figure.state == "pending":
            return _pending()
        if figure.state == "unknown":
            for root in _unknown_roots(figure):
                self._unstated(root.key)
            return _pending(figure.key)
        if figure.state == "blank" and figure.unit == PERCENT:
            self._missing("T005", f"「{figure.key}」算不出来，分母是 0 或负数", figure.key, f"请核对；确实要印就在「核定数」里写 {figure.key}")
            return _pending(figure.key)
        text = self.report.printed(figure)
        sign = ""
        if absolute:
            text, sign = text.removeprefix("-"), ' data-abs="1"'
        value = figure.value if figure.value is not None else Decimal(0) if figure.text is None else None
        exact = f' value="{value}"' if value is not None else ""
        unit = f' data-unit="{escape(figure.unit)}"' if figure.unit else ""
        return Markup(f'<data{exact} data-key="{escape(figure.key)}"{unit}{sign}>{escape(text)}</data>')  # noqa: S704 - every part is escaped above

    def _unstated(self, key: str) -> None:
        """The finding of a figure that nobody stated; one for all of a part that nobody wrote."""
        whole = RECORD_PLACES.get(key.split(".")[0], ())[:1]
        if whole and self.report.place_of(key) is None:
            self._missing("T002", f"没有写「{whole[0]}」，要印的数没有数据", whole[0], "请补上，没有就写 0；还不知道写 待填")
        else:
            self._missing("T002", f"要印的数「{key}」没有数据", key, "请补上，没有就写 0；还不知道写 待填")

    def inapplicable(self, key: str) -> bool:
        """Whether a rate is 0 ÷ 0, and says nothing."""
        return self.report.resolve(key).state == "inapplicable"

    def certain(self, key: str) -> bool:
        """Whether a figure is known, or nothing."""
        return self.report.resolve(key).certain

    def zero(self, *keys: str) -> bool:
        """Nothing to tell of any of these."""
        return all(self.report.resolve(key).zero for key in keys)

    def told(self, key: str) -> bool:
        """Whether this figure can be told (known, perhaps 0; 待填 is told as such)."""
        try:
            return self.report.resolve(key).state != "unknown"
        except UnknownKey:
            return False

    def due(self, key: str, money: str) -> bool:
        """Whether a count must be told: it is stated, or there is money that it goes with."""
        return self.told(key) or not self.zero(money)

    def idle(self, item: str) -> bool:
        """Neither budgeted nor spent: 三公.公务接待费."""
        return self.zero(*(f"{item}.{column}" for column in THREE_PUBLIC_COLUMNS))

    def some(self, named: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Those of (name, key) that have something to tell: a list names no zero."""
        return [(name, key) for name, key in named if not self.zero(key)]

    def counted(self, key: str) -> bool:
        """A target or an actual value that has a number in it, or is not yet written; else it is said in words."""
        figure = self.report.resolve(key)
        return figure.state != "known" or any(c.isdecimal() for c in self.report.printed(figure))

    def alike(self, first: str, second: str) -> bool:
        """Whether two figures are printed alike."""
        return self.report.printed(self.report.resolve(first)) == self.report.printed(self.report.resolve(second))

    # -- comparisons -----------------------------------------------------------------------------

    def pair(self, first: str, second: str, both: str, first_subject: str, second_subject: str) -> list[Side]:
        """Two figures: told at once (各…) when they and their changes are printed alike, else one by one."""
        alike = all(self.alike(f"{p}{first}", f"{p}{second}") for p in ("", f"{LAST_YEAR}."))
        return [Side(both, "各", first)] if alike else [Side(first_subject, "", first), Side(second_subject, "", second)]

    def changed(self, key: str, each: str = "") -> Markup:
        """增加648.86万元，增长7.1% / 减少…，下降… / 与上年持平 / no rate on a base of 0."""
        before, change = self.report.resolve(f"{LAST_YEAR}.{key}"), self.report.resolve(f"{key}.增减额")
        if not change.certain:
            if before.state == "unknown":
                self._missing("T003", f"没有上年数「{before.key}」，与上年的比较说不出来", before.key, "请在「上年数」里写，或放上年的文件夹")
            return _pending("与上年比较")
        if change.value == 0:
            return escape(self._phrase("持平")) + self._restated(before)
        word = self._word(change, "增加", "减少")
        told = Markup("{}{}{}{}").format(each, word, self._data(change, absolute=True), change.unit)
        rate = self.report.resolve(f"{key}.增长率")
        if rate.state == "blank":
            base = self.report.rounded(before)
            return told + escape(self._phrase("上年无") if base == 0 else self._phrase("上年为负")) + self._restated(before)
        return told + Markup("，{}{}%").format(self._word(rate, "增长", "下降"), self._data(rate, absolute=True)) + self._restated(before)

    def unchanged(self, key: str) -> bool:
        """Whether a figure is known to be as last year."""
        return self.report.resolve(f"{key}.增减额").value == 0

    def versus_last(self, key: str) -> Markup:
        """比上年增加…, or 与上年持平."""
        return (Markup("与上年") if self.unchanged(key) else Markup("比上年")) + self.changed(key)

    def ended(self, key: str) -> bool:
        """Nothing this year, but something last year: the fall must be told."""
        before = self.report.resolve(f"{LAST_YEAR}.{key}")
        return before.certain and not before.zero and self.zero(key)

    def _restated(self, before: Figure) -> Markup:
        """（上年数按调整后的口径为…）: with the reason, when last year's figure was restated."""
        for key, entry in self.report.loaded.data.restated.items():
            if self.report.canonical(f"{LAST_YEAR}.{key}".replace(f"{LAST_YEAR}.{LAST_YEAR}.", f"{LAST_YEAR}.", 1)) == before.key:
                source = self.report.loaded.source("口径调整", key, "原因")
                reason = re.sub(r"^(?:主要)?(?:原因是|因为|由于|因)", "", entry.reason.strip()).rstrip("。")
                return Markup("（上年数按调整后的口径为{}，调整的原因是{}）").format(self.amount(before.key), self.inline(reason, source))
        return Markup()

    def because(self, key: str) -> Markup:
        """，主要原因是…: nothing when nothing changed; a placeholder when no reason was written."""
        change = self.report.resolve(f"{key}.增减额")
        if not change.certain or change.value == 0:
            return Markup()
        return Markup("，主要原因是{}").format(self.reason(key, f"{key}比上年{self._word(change, '增加', '减少')}的主要原因", "增减额"))

    def own_reason(self, key: str) -> Markup:
        """，主要原因是…: the reason that is written of this very change; nothing without one."""
        change = self.report.resolve(f"{key}.增减额")
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
        return self.report.resolve(f"{key}.差额.{stage}").origin.inputs[1].key  # type: ignore[union-attr] # a difference is Ruled

    def against(self, key: str, stage: str) -> str:
        """大于, 小于, 持平, or 无预算 when the named budget is 0 while money was spent."""
        gap = self.report.resolve(f"{key}.差额.{stage}")
        if not gap.certain or gap.value is None:
            return "不知"
        if gap.value and self.report.resolve(self.budget(key, stage)).zero:
            return "无预算"
        return "持平" if gap.value == 0 else "大于" if gap.value > 0 else "小于"

    def adjusted(self, key: str, stage: str) -> str:
        """追加 or 调减: which way a budget moved from another."""
        return self.report.edition.word("追加" if (self.report.resolve(f"{key}.差额.{stage}").value or 0) >= 0 else "调减")

    def gap(self, key: str, stage: str) -> Markup:
        """增加1.85万元 / 减少1.85万元 against a named budget."""
        figure = self.report.resolve(f"{key}.差额.{stage}")
        return Markup("{}{}{}").format(self._word(figure, "增加", "减少"), self._data(figure, absolute=True), figure.unit)

    def _word(self, figure: Figure, up: str, down: str) -> str:
        return self.report.edition.word(up if (figure.value or 0) > 0 else down)

    def _phrase(self, name: str) -> str:
        return str(self.report.edition.settings["phrases"][name])

    # -- words -----------------------------------------------------------------------------------

    def reason(self, key: str, asked: str = "", measure: str = "") -> Markup:
        """The written reason of a figure, its own or the nearest above it that went the same way; else a placeholder and a finding.

        measure: what is explained, 增减额 or 差额.年初预算.
        """
        typed, unfit = self.reasons.find(key, measure)
        if typed:
            return self.inline(self.report.loaded.data.reasons[typed].rstrip().rstrip("。"), self.report.loaded.source("原因", typed))
        told = f"；「{unfit}」的原因说的是相反的方向" if unfit else ""
        both = f"，或把 {WHOLE} 分成 {WHOLE}.增加 和 {WHOLE}.减少" if unfit == WHOLE else ""
        self._missing("C076", f"没有写{asked or key}{told}", key, f"请在「原因」里写 {key}{both}", ("原因", unfit) if unfit else ("原因",))
        return _pending(asked or f"{key}的原因", f"原因.{key}", measure)

    def inline(self, text: str, source: Source | None = None) -> Markup:
        """One run of a person's words, its references printed as figures; line breaks are joined."""
        return _at(address_of(text), self._inline(text, source))

    def _inline(self, text: str, source: Source | None) -> Markup:
        out = Markup()
        for kind, part in pieces("".join(paragraphs(text))):
            if kind == "text":
                out += escape(part)
                continue
            out += self.reference(part, source)
        return out

    def reference(self, part: str, source: Source | None = None) -> Markup:
        """What is printed for a reference in words, ｛收入总计｝; a mark and a finding where there is no such figure."""
        key, absolute, bare = how_printed(part)
        try:
            return self.number(key, absolute=absolute) if bare else self.amount(key, absolute=absolute)
        except UnknownKey as error:
            near = f"是不是 {'、'.join(error.nearest)}？" if error.nearest else error.mend
            told = f"没有「{part}」这个数" if type(error) is UnknownKey else f"「{part}」{error.why}"
            places = self.report.loaded.places_of(f"｛{part}｝")
            self.findings.extend(Finding("T001", Level.ERROR, f"{told}（{path}）", place, part, near) for place, path in places)
            if not places:
                self.findings.append(Finding("T001", Level.ERROR, told, source, part, near))
            return Markup('<span class="pending">【没有这个数：{}】</span>').format(part)

    def clause(self, text: str) -> Markup:
        """A person's words inside a sentence: without a full stop of their own."""
        return self.inline(text.rstrip().rstrip("。；;，,"))

    def sentence(self, text: str, source: Source | None = None) -> Markup:
        """A person's words as a sentence of their own: with a full stop."""
        words = text.rstrip()
        return _at(address_of(text), self._inline(words if _ENDED.search(words) else words.rstrip("；;，,") + "。", source))

    def prose(self, text: str | Iterable[str], *path: str) -> list[Markup]:
        """A person's paragraphs."""
        texts = [text] if isinstance(text, str) else list(text)
        source = self.report.loaded.source(*path) if path else None
        return [self.sentence(p, source) for t in texts for p in _addressed(t)]

    def asked(self, text: str, what: str, *path: str) -> Markup:
        """A person's words, or a placeholder that says what to write; `path` is where it belongs, to the last key."""
        if text and text.strip():
            told = self.sentence(text)
            return told if address_of(text) else _at(".".join(path), told)
        above = [] if not path or what.startswith(path[0]) else [*path[:-1], ""]
        self._missing("T004", f"没有写{'.'.join(above)}{what}", what, "请补上", path)
        return _pending(what, ".".join(path))

    def listed(self, names: Iterable[str], what: str) -> Markup:
        """甲、乙、丙, or a placeholder when there is nothing to name."""
        told = list(names)
        return escape("、".join(told)) if told else self.asked("", what)

    def _missing(self, code: str, message: str, key: str, mend: str, path: tuple[str, ...] = ()) -> None:
        at = self.report.loaded.source
        source = next((s for n in range(len(path), 0, -1) if (s := at(*path[:n]))), None) or self.report.place_of(key)
        finding = Finding(code, Level.WARNING, message, source, key, mend)
        if finding not in self.findings:
            self.findings.append(finding)

    def given(self, value: Any) -> Markup:
        """A stated word, or 【待填】."""
        return _pending() if value is NOT_YET else escape(value or "")

    def day(self, value: Any, short: bool = False) -> Markup:
        """2024年9月29日, or 2024.9.29; 待填 as such; nothing when absent."""
        if value is NOT_YET:
            return _pending()
        if not isinstance(value, date):
            return Markup()
        return escape(f"{value.year}.{value.month}.{value.day}" if short else f"{value.year}年{value.month}月{value.day}日")

    def month(self, value: Any) -> Markup:
        """2024年5月, of a day; 待填 as such; nothing when absent."""
        if value is NOT_YET or not isinstance(value, date):
            return self.day(value)
        return escape(f"{value.year}年{value.month}月")

    # -- lists -----------------------------------------------------------------------------------

    def codes(self, pick: str, digits: int, stage: str = "") -> list[str]:
        """The subject codes of this many digits whose facts are not 0, budget-only ones too when a 口径 is named."""
        return subject_codes(self.report, pick, digits, stage)

    def incomes(self) -> list[tuple[str, str]]:
        """The kinds of income that are not 0: (name, key)."""
        return self.some([(f"{FISCAL}收入", f"{INCOME}.{FISCAL}"), *((kind, kind) for kind in INCOME_KINDS)])

    def spendings(self) -> list[tuple[str, str]]:
        """基本支出 and 项目支出 in any case, other kinds that are not 0: (name, key)."""
        always = (BASIC, PROJECT)
        return [(kind, f"{SPENDING}.{kind}") for kind in SPENDING_KINDS if kind in always or not self.zero(kind)]

    def procurements(self) -> list[str]:
        """The kinds of procurement, those of 0 too where 0 is stated: the form asks for all three."""
        keys = {kind: f"政府采购.{kind}.金额" for kind in PROCUREMENT_KINDS}
        return [kind for kind, key in keys.items() if self.told(key) or not self.zero(key)]

    def fund(self, fund: str) -> str:
        """The name of a fund in full: 一般公共预算财政拨款."""
        return address.FULL_TERMS[fund]

    def budget_of(self, fund: str) -> str:
        """The budget that a fund belongs to: 一般公共预算."""
        return address.FULL_TERMS[fund].removesuffix("资金" if fund == OTHER_MONEY else FISCAL)

    def fiscal_funds(self) -> tuple[str, ...]:
        """一般公共, 政府性基金, 国有资本."""
        return FISCAL_FUNDS

    def is_code(self, name: str) -> bool:
        """Whether a name is the code of a subject."""
        return address.is_subject_code(name)

    def largest(self, pick: str, digits: int, most: int) -> list[str]:
        """The codes with the largest amounts, no more than this many; what is not known yet has no place among them."""
        amounts = {code: self.report.resolve(f"{pick}.{code}") for code in self.codes(pick, digits)}
        known = [code for code, figure in amounts.items() if figure.certain]
        return sorted(known, key=lambda code: -self.report.rounded(amounts[code]))[:most]

    def subject(self, code: str) -> str:
        """The standard name of a subject."""
        return self.report.subject_name(code)

    def subject_path(self, code: str) -> str:
        """社会保障和就业支出（类）就业补助（款）社会保险补贴（项）."""
        names = zip((3, 5, 7), "类款项", strict=True)
        return "".join(f"{self.report.subject_name(code[:n])}（{word}）" for n, word in names if n <= len(code))

    def economic_codes(self, pick: str, digits: int = 5) -> list[str]:
        """The 经济科目 of this many digits under which the pick has something."""
        found = self.report.pick(pick)
        facts = self.report.ledger.pick(found) if found else ()
        return sorted({code[:digits] for fact in facts if fact.value != 0 and (code := dict(fact.dims).get(ECONOMIC, ""))})

    def economic_items(self, whole: str) -> list[str]:
        """The names of the 款 that are not 0 of the 类 that 人员经费 or 公用经费 is the sum of."""
        listed = self.report.edition.subjects["经济科目"]
        classes = [term.removeprefix("经济.") for term in self.report.terms_of(whole)]
        return [listed[c] for c in sorted(listed) if len(c) == 5 and c[:3] in classes and not self.report.resolve(f"经济.{c}").zero]


def _at(path: str, words: Markup) -> Markup:
    """Words with the place in the data where they stand."""
    return Markup('<span data-path="{}">{}</span>').format(path, words) if path and words else words


def _addressed(text: str) -> list[str]:
    """The paragraphs of a text, each with an address of its own."""
    if not (address := address_of(text)):
        return paragraphs(text)
    return [Written(p, f"{address}{PARAGRAPH}{n}" if n > 1 else address) for n, p in enumerate(paragraphs(text), start=1)]


def _unknown_roots(figure: Figure) -> list[Figure]:
    """The figures that make one unknown: those that nobody stated."""
    inputs = [i for i in getattr(figure.origin, "inputs", ()) if i.state == "unknown"]
    return [root for i in inputs for root in _unknown_roots(i)] if inputs else [figure]


def _pending(what: str = "", path: str = "", measure: str = "") -> Markup:
    """The mark of what is still to be written, what that is, where it belongs in the data, and what a reason must explain."""
    attributes = Markup("").join(Markup(' data-{}="{}"').format(name, value) for name, value in (("path", path), ("measure", measure)) if value)
    return Markup('<span class="pending"{}>{}</span>').format(attributes, f"【{PENDING}：{what}】" if what else PENDING_MARK)


def subject_codes(report: Report, pick: str, digits: int, stage: str = "") -> list[str]:
    """The subject codes of this many digits for which the pick (or the named budget) is not 0."""
    picks = [address.parse(pick)] + ([address.parse(f"{pick}.{stage}")] if stage else [])
    codes = set()
    for one in picks:
        for fact in report.ledger.pick(one):
            code = dict(fact.dims).get(address.SUBJECT, "")
            if len(code) >= digits and fact.value != 0:
                codes.add(code[:digits])
    return sorted(codes)
