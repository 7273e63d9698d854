"""A standard sentence that was rewritten: an override (改写) that keeps its figures."""

from __future__ import annotations

import re
from collections import Counter

from reportgen.review.pull.current_data import CurrentData
from reportgen.review.pull.data_changes import DataChange, NewKey
from reportgen.review.pull.edits import Choices, Edit, Resolution, ResolvedEdit, StandardSentence, Versions, resolved
from reportgen.review.pull.resolve.listed import unlisted
from reportgen.review.pull.resolve.meant import refused_for
from reportgen.review.pull.resolve.two_sides import written_or_conflict
from reportgen.review.pull.tokens import Tokens, figures_lost

_REWRITES = "改写"
_FIGURE = re.compile(r"\d[\d,]*\.\d+|\d{1,3}(?:,\d{3})+")
_LIVE = "标准句里的数要跟着数据变，请在数据的改写里写它的键（｛…｝）"


def standard_sentence(edit: Edit, target: StandardSentence, data: CurrentData, choices: Choices) -> ResolvedEdit:
    """The words that came back, with the sentence that they stand for and who wrote them."""
    versions = target.versions
    if versions.returned == versions.standing:
        return resolved(edit, Resolution.SAME, "")
    words = "".join(versions.returned).strip()
    if not words:
        return resolved(edit, Resolution.REFUSED, "标准的一句不能整句删去：这是版式要求公开的；可以改写")
    if reason := refused_for(versions, data):
        return resolved(edit, Resolution.REFUSED, reason)
    if lost := figures_lost(versions.sent, versions.returned):
        return resolved(
            edit, Resolution.REFUSED, f"句子里的数没有了：{'、'.join(lost)}；标准句里的数都要公开，可以换个说法留着它"
        )
    if typed := _figures_in(versions.returned) - _figures_in(versions.sent):
        return resolved(edit, Resolution.REFUSED, f"句子里打上了数 {'、'.join(typed)}：{_LIVE}")
    message = f"{_REWRITES}.{target.anchor}"
    if data.text_at(f"{message}.改为") is None and (listed := unlisted(versions.sent, versions.returned, data)):
        return resolved(edit, Resolution.REFUSED, f"{listed}；这一句没有改写")
    return written_or_conflict(edit, message, lambda v: (_rewrite(edit, target, v, data),), versions, choices)


def _figures_in(tokens: Tokens) -> Counter[str]:
    """The numbers that were typed as a report prints amounts and rates."""
    return Counter(_FIGURE.findall("".join(token if len(token) == 1 else "｛｝" for token in tokens)))


def _rewrite(edit: Edit, target: StandardSentence, versions: Versions, data: CurrentData) -> DataChange:
    """The words of an override that is there already, or a new one."""
    words = "".join(versions.returned).strip()
    there = data.text_at(f"{_REWRITES}.{target.anchor}.改为")
    if there:
        return there.replaced(words)
    signed = (("谁", edit.who or "未署名"), *((("日期", edit.day),) if edit.day else ()))
    return NewKey((_REWRITES, target.anchor), (("原文", "".join(versions.standing)), ("改为", words), *signed))
