"""Numbered paragraphs on end, as lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.audit.text.statements import StatedNumber

_ITEM = re.compile(r"\(?(?:(\d{1,2})[.、)](?!\d)|([一二三四五六七八九十]{1,3})[、)])|([①-⑳])")
_FIRST = ("1", "一", "①")


def numbered(
    section: Sequence[Sequence[StatedNumber]], fewest: int
) -> Iterator[tuple[list[Sequence[StatedNumber]], list[StatedNumber]]]:
    """Numbered paragraphs on end, with the numbers of the two paragraphs before them."""
    numbers = [_number_of(stated) for stated in section]
    at = 0
    while at < len(section):
        end = at
        while end < len(section) and numbers[end] and (end == at or numbers[end] not in _FIRST):
            end += 1
        if end - at >= fewest:
            yield [*section[at:end]], [one for stated in section[max(at - 2, 0) : at] for one in stated]
        at = max(end, at + 1)


def _number_of(stated: Sequence[StatedNumber]) -> str:
    """Of the list that a paragraph is an item of; "" of none."""
    found = _ITEM.match(stated[0].paragraph.text)
    return next(filter(None, found.groups()), "") if found else ""
