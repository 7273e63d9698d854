"""Percentages that can't be: a rate, a share, a satisfaction above 100 %; one with other places than all the rest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.audit.finding import AuditFinding
from reportgen.audit.forms.evaluation_forms import EvaluationForm
from reportgen.audit.forms.evaluation_scores import told
from reportgen.audit.tables.learned_sums import title_of
from reportgen.audit.text.stream import Stream
from reportgen.model.finding import Level

_RATE = re.compile(r"[率度]$")
_MAY = re.compile(r"增长|增幅|增速|负债|周转|增加|提高|执行率|完成率|超额|杠杆|回报|利用率|达成率")
"""Rates that may be above 100."""
_SHARE = re.compile(r"(?<!约)占(?:比)?[^,，。；、%\d]{0,24}(?:为|的|达|达到)?(\d+(?:\.\d+)?)%")
_SATISFIED = re.compile(r"满意[率度](?:为|达|达到|是)?(\d+(?:\.\d+)?)%")
_COMPUTED = re.compile(r"(?:增长|下降|占[^,，。；、%\d]{0,24}|完成[^,，。；%\d]{0,12}预算的)(\d+(?:\.\d+)?)%")
_WHOLE = Decimal(100)
_ENOUGH, _NEARLY_ALL = 12, Decimal("0.93")
"""Computed rates that a report must have, and how many of them alike, for one that is otherwise to stand out."""


def percentage_findings(stream: Stream, forms: Sequence[EvaluationForm]) -> Iterator[AuditFinding]:
    """In forms and in the text."""
    for form in forms:
        for row in form.indicators:
            done = row.by.get("done")
            value = row.value("done")
            rate = _RATE.search(row.name) and not _MAY.search(row.name)
            if done and rate and value is not None and value > _WHOLE and "%" in done.text:
                found = told(title_of(form.grid), done, f"「{row.name}」不会大于 100%", "", (done,))
                yield replace(found, code="A015")
    text = stream.letters.text
    for pattern in (_SHARE, _SATISFIED):
        for match in pattern.finditer(text):
            if Decimal(match[1]) > _WHOLE:
                yield _in_text(stream, match, "不会大于 100%", Level.WARNING)
    yield from _other_places(stream)


def _other_places(stream: Stream) -> Iterator[AuditFinding]:
    """One that has other places than nearly all that are computed."""
    found = [match for match in _COMPUTED.finditer(stream.letters.text) if Decimal(match[1]) % _WHOLE]
    places = Counter(_places(match[1]) for match in found)
    if len(found) < _ENOUGH:
        return
    usual, times = places.most_common(1)[0]
    if times == len(found) or times < _NEARLY_ALL * len(found):
        return
    for match in found:
        rounded = Decimal(match[1]).quantize(Decimal(1).scaleb(-usual))
        if _places(match[1]) != usual and rounded % _WHOLE:  # 99.96% has more places so as not to be all of it
            yield _in_text(stream, match, f"的小数位数和别处的不同，别处都是 {usual} 位", Level.HINT)


def _places(number: str) -> int:
    return len(number.partition(".")[2])


def _in_text(stream: Stream, match: re.Match[str], problem: str, level: Level) -> AuditFinding:
    return AuditFinding(
        "A015", level, stream.spot(match.start(1)), "", match[0].replace("\n", ""), problem, sure="可能",
        words=f"{match[1]}%",
    )  # fmt: skip
