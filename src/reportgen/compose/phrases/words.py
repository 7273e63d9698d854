"""A person's words in print: reasons, clauses, paragraphs, their references printed as figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from markupsafe import Markup, escape

from reportgen.compose.phrases.figures import FigurePhrases
from reportgen.compose.phrases.marks import addressed, at, pending
from reportgen.figures import UnknownKey
from reportgen.figures.reasons import WHOLE
from reportgen.model.finding import Finding, Level, Source
from reportgen.model.prose import how_printed, paragraphs, pieces
from reportgen.model.values import NOT_YET
from reportgen.model.written import address_of

_ENDED = re.compile(r"(?:[。！？][”’）]*|：)$")
"""A sentence that needs no full stop of ours; a bracket or quotation alone does not end one."""


class Words(FigurePhrases):
    """What people wrote, or what is asked of them."""

    def reason(self, key: str, asked: str = "", measure: str = "") -> Markup:
        """The written reason of a figure, its own or the nearest above it that went the same way; else a placeholder and a finding.

        measure: what is explained, 增减额 or 差额.年初预算.
        """
        typed, unfit = self.reasons.find(key, measure)
        if typed:
            return self.inline(
                self.book.loaded.data.reasons[typed].rstrip().rstrip("。"), self.book.loaded.source("原因", typed)
            )
        told = f"；「{unfit}」的原因说的是相反的方向" if unfit else ""
        both = f"，或把 {WHOLE} 分成 {WHOLE}.增加 和 {WHOLE}.减少" if unfit == WHOLE else ""
        self._missing(
            "C076",
            f"没有写{asked or key}{told}",
            key,
            f"请在「原因」里写 {key}{both}",
            ("原因", unfit) if unfit else ("原因",),
        )
        return pending(asked or f"{key}的原因", f"原因.{key}", measure)

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

    def reference(self, part: str, source: Source | None = None) -> Markup:
        """What is printed for a reference in words, ｛收入总计｝; a mark and a finding where there is no such figure."""
        key, absolute, bare = how_printed(part)
        try:
            return self.number(key, absolute=absolute) if bare else self.amount(key, absolute=absolute)
        except UnknownKey as error:
            near = f"是不是 {'、'.join(error.nearest)}？" if error.nearest else error.remedy
            told = f"没有「{part}」这个数" if type(error) is UnknownKey else f"「{part}」{error.why}"
            places = self.book.loaded.places_of(f"｛{part}｝")
            self.findings.extend(
                Finding("T001", Level.ERROR, f"{told}（{path}）", place, part, near) for place, path in places
            )
            if not places:
                self.findings.append(Finding("T001", Level.ERROR, told, source, part, near))
            return Markup('<span class="pending">【没有这个数：{}】</span>').format(part)

    def clause(self, text: str) -> Markup:
        """A person's words inside a sentence: without a full stop of their own."""
        return self.inline(text.rstrip().rstrip("。；;，,"))

    def sentence(self, text: str, source: Source | None = None) -> Markup:
        """A person's words as a sentence of their own: with a full stop."""
        words = text.rstrip()
        return at(
            address_of(text), self._inline(words if _ENDED.search(words) else words.rstrip("；;，,") + "。", source)
        )

    def prose(self, text: str | Iterable[str], *path: str) -> list[Markup]:
        """A person's paragraphs."""
        texts = [text] if isinstance(text, str) else list(text)
        source = self.book.loaded.source(*path) if path else None
        return [self.sentence(p, source) for t in texts for p in addressed(t)]

    def asked(self, text: str, what: str, *path: str) -> Markup:
        """A person's words, or a placeholder that says what to write; `path` is where it belongs, to the last key."""
        if text and text.strip():
            told = self.sentence(text)
            return told if address_of(text) else at(".".join(path), told)
        above = [] if not path or what.startswith(path[0]) else [*path[:-1], ""]
        self._missing("T004", f"没有写{'.'.join(above)}{what}", what, "请补上", path)
        return pending(what, ".".join(path))

    def listed(self, names: Iterable[str], what: str) -> Markup:
        """甲、乙、丙, or a placeholder when there is nothing to name."""
        told = list(names)
        return escape("、".join(told)) if told else self.asked("", what)

    def given(self, value: Any) -> Markup:
        """A stated word, or 【待填】."""
        return pending() if value is NOT_YET else escape(value or "")

    def day(self, value: Any, short: bool = False) -> Markup:
        """2024年9月29日, or 2024.9.29; 待填 as such; nothing when absent."""
        if value is NOT_YET:
            return pending()
        if not isinstance(value, date):
            return Markup()
        return escape(
            f"{value.year}.{value.month}.{value.day}" if short else f"{value.year}年{value.month}月{value.day}日"
        )

    def month(self, value: Any) -> Markup:
        """2024年5月, of a day; 待填 as such; nothing when absent."""
        if value is NOT_YET or not isinstance(value, date):
            return self.day(value)
        return escape(f"{value.year}年{value.month}月")
