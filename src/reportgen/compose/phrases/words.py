"""A person's words in print: reasons, clauses, paragraphs, their references printed as figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from markupsafe import Markup, escape

from reportgen.compose.documented import documented
from reportgen.compose.phrases.figures import FigurePhrases
from reportgen.compose.phrases.marks import addressed, at, pending
from reportgen.compose.phrases.unexplained import Unexplained
from reportgen.figures import UnknownKey
from reportgen.figures.bare import spelled_alone
from reportgen.figures.keys import in_its_own_unit
from reportgen.model.finding import Finding, Level, Source
from reportgen.model.prose import how_printed, paragraphs, pieces
from reportgen.model.schema import path_of
from reportgen.model.values import NOT_YET
from reportgen.model.written import address_of

_ENDED = re.compile(r"(?:[。！？][”’）]*|：)$")
"""A sentence that needs no full stop of ours; a bracket or quotation alone does not end one."""


class Words(FigurePhrases):
    """What people wrote, or what is asked of them."""

    @documented(
        "「原因」里一个数的原因，自己的，或最近的上一级的；没有写就印【待填】。`measure` 是解释什么：增减额、差额.年初预算",
        '{{ p.reason("收入总计", measure="增减额") }}',
        keys=(0,),
    )
    def reason(self, key: str, asked: str = "", measure: str = "") -> Markup:
        """The written reason of a figure, its own or the nearest above it that went the same way;
        else a placeholder and a finding.

        measure: what is explained, 增减额 or 差额.年初预算.
        """
        key = in_its_own_unit(key)
        typed, unfit = self.reasons.find(key, measure)
        if typed:
            return self.inline(
                self.book.loaded.data.reasons[typed].rstrip().rstrip("。"), self.book.loaded.source("原因", typed)
            )
        way, by_whole = self.reasons.about(key, measure)
        added = self.reasons.unbudgeted(self.book.canonical(key)) and not by_whole
        self.unexplained.append(Unexplained(key, asked, way, unfit, by_whole, added))
        return pending(asked or f"{key}的原因", f"原因.{key}", measure)

    @documented(
        "没有预算而有支出的科目，说不说当年追加的原因：照版式的 `unbudgeted`",
        '{{ "说" if p.explains_added("支出.208.一般公共", order.budget) else "不说" }}',
        keys=(0,),
    )
    def explains_added(self, key: str, stage: str) -> bool:
        """Whether the reason of what was added in the year is told."""
        way = self.book.edition.settings.unbudgeted.reason
        return way == "要写" or (way == "写了才印" and bool(self.reasons.find(key, f"差额.{stage}")[0]))

    @documented("人写的一段话，接成一行；里面的 ｛键｝印成数", '{{ p.inline("全年收入｛收入总计｝") }}')
    def inline(self, text: str, source: Source | None = None) -> Markup:
        """One run of a person's words, its references printed as figures; line breaks are joined."""
        return at(address_of(text), self._inline(text, source))

    def _inline(self, text: str, source: Source | None) -> Markup:
        out = Markup()
        for kind, part in pieces("".join(paragraphs(text))):
            if kind == "text":
                out += escape(part)
                continue
            out += self.reference(part, source)
        return out

    @documented("人写的话里一个 ｛键｝印什么", '{{ p.reference("收入总计") }}')
    def reference(self, part: str, source: Source | None = None) -> Markup:
        """What is printed for a reference in words, ｛收入总计｝; a mark and a finding where there is no such figure."""
        key, absolute, bare = how_printed(part)
        try:
            if bare:
                return self.number(spelled_alone(self.book, key), absolute=absolute)
            return self.amount(key, absolute=absolute)
        except UnknownKey as error:
            near = f"是不是 {'、'.join(error.nearest)}？" if error.nearest else error.remedy
            message = f"没有「{part}」这个数" if type(error) is UnknownKey else f"「{part}」{error.why}"
            places = self.book.loaded.places_of(f"｛{part}｝")
            self.findings.extend(
                Finding("T001", Level.ERROR, f"{message}（{path}）", place, part, near) for place, path in places
            )
            if not places:
                self.findings.append(Finding("T001", Level.ERROR, message, source, part, near))
            return Markup('<span class="pending">【没有这个数：{}】</span>').format(part)

    @documented(
        "这些话里有没有哪一段不止半句：中间有句号、分号，或分了段；有就各自成段",
        "{% if p.run_on(['稳定运行。受理事项']) %}各成一段{% endif %}",
    )
    def run_on(self, texts: Iterable[str]) -> bool:
        """Whether one of the texts is more than a clause, so that in a list of them nobody sees where it ends."""
        return any(re.search(r"[。；;！？\n]", text.strip().rstrip("。；;，,")) for text in texts)

    @documented("人写的话，放在句子中间：去掉末尾的句号", '{{ p.clause("改善办公条件。") }}')
    def clause(self, text: str) -> Markup:
        """A person's words inside a sentence: without a full stop of their own."""
        return self.inline(text.rstrip().rstrip("。；;，,"))

    @documented("人写的话，自成一句：末尾有句号", '{{ p.sentence("改善办公条件") }}')
    def sentence(self, text: str, source: Source | None = None) -> Markup:
        """A person's words as a sentence of their own: with a full stop."""
        words = text.rstrip()
        return at(
            address_of(text), self._inline(words if _ENDED.search(words) else words.rstrip("；;，,") + "。", source)
        )

    @documented("人写的几段话，一段一个", "{% for t in p.prose(data.duties) %}{{ t if loop.first }}{% endfor %}")
    def prose(self, text: str | Iterable[str], *path: str) -> list[Markup]:
        """A person's paragraphs."""
        texts = [text] if isinstance(text, str) else list(text)
        source = self.book.loaded.source(*path) if path else None
        return [self.sentence(p, source) for t in texts for p in addressed(t)]

    @documented(
        "人写的话；没有写就印【待填：……】并报出来。后面是它在数据里的位置",
        '{{ p.asked("", "结果应用", "绩效说明", "结果应用") }}',
    )
    def asked(self, text: str, what: str, *path: str) -> Markup:
        """A person's words, or a placeholder that says what to write; `path` is where it belongs, to the last key."""
        if text and text.strip():
            sentence = self.sentence(text)
            return sentence if address_of(text) else at(".".join(path), sentence)
        named = f"「{'.'.join(path)}」" if path else ""
        more = f"（{what}）" if named and path[-1] not in what else "" if named else what
        place = self.book.loaded.home(*path) if path else None
        self._missing("T004", f"没有写{named}{more}", what, _to_write(path, place), place)
        return pending(what, ".".join(path))

    @documented(
        "「补充文字」里一段话，放在句子中间：名称写在版式的 texts 里；没有写就印【待填】",
        '{{ p.supplied("三公用途.接待") if "三公用途.接待" in edition.texts else "这个版式不要" }}',
    )
    def supplied(self, name: str) -> Markup:
        """The words that only this edition asks for, inside a sentence."""
        text = self.book.loaded.data.supplement_words.get(name, "")
        if text.strip():
            return self.clause(text)
        return self.asked("", self.book.edition.settings.texts.get(name, name), *path_of("supplement_words"), name)

    @documented("甲、乙、丙；一个也没有就印【待填：……】", '{{ p.listed(["人员经费", "公用经费"], "支出的种类") }}')
    def listed(self, names: Iterable[str], what: str) -> Markup:
        """甲、乙、丙, or a placeholder when there is nothing to name."""
        items = list(names)
        return escape("、".join(items)) if items else self.asked("", what)

    @documented("数据里写的一个词；写 待填 的印【待填】", "{{ p.given(data.department.level) }}")
    def given(self, value: Any) -> Markup:
        """A stated word, or 【待填】."""
        return pending() if value is NOT_YET else escape(value or "")

    @documented("日期：2024年9月29日；第二个参数是 true 时 2024.9.29", "{{ p.day(order.day) }}")
    def day(self, value: Any, short: bool = False) -> Markup:
        """2024年9月29日, or 2024.9.29; 待填 as such; nothing when absent."""
        if value is NOT_YET:
            return pending()
        if not isinstance(value, date):
            return Markup()
        return escape(
            f"{value.year}.{value.month}.{value.day}" if short else f"{value.year}年{value.month}月{value.day}日"
        )

    @documented("年月：2024年5月", "{{ p.month(order.day) }}")
    def month(self, value: Any) -> Markup:
        """2024年5月, of a day; 待填 as such; nothing when absent."""
        if value is NOT_YET or not isinstance(value, date):
            return self.day(value)
        return escape(f"{value.year}年{value.month}月")


def _to_write(path: tuple[str, ...], place: Source | None) -> str:
    """What to type for a text that is missing, and in which file."""
    if not path:
        return "请补上"
    line = "…"
    for name in reversed(path):
        line = f"{name}: {line}" if line == "…" else f"{name}: {{{line}}}"
    return f"请{f'在 {place.file} 里' if place else ''}写 {line}"
