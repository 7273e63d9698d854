"""The numbers in front of paragraphs and items: 1. （2） ③ 四、 （五）. They are numbering, no words."""

from __future__ import annotations

import re
from collections.abc import Iterable

NUMBER = re.compile(
    r"\s*(?:\d{1,2}[.．](?:(?!\d)|(?=\d{4}年))|\d{1,2}、|[（(]\d{1,2}[）)]"
    r"|[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|[①-⑳])\s*"
)
"""A number with its mark and the blanks around it."""


def number_of(text: str) -> str:
    """The number that a text begins with, with its mark; '' for none."""
    match = NUMBER.match(text)
    return match[0] if match else ""


def without_number(text: str) -> str:
    """A text without the number that it begins with."""
    return text[len(number_of(text)) :]


def of_their_kind(numbers: Iterable[str]) -> re.Pattern[str]:
    """Any number that is written like one of these (2. ② （二）), behind the end of a sentence or a clause."""
    kinds = dict.fromkeys(map(_kind, numbers))
    return re.compile("|".join(rf"(?<=[。；])\s*{kind}\s*" for kind in kinds) or "(?!)")


def _kind(number: str) -> str:
    bare = re.sub(r"[①-⑳]", "[①-⑳]", re.escape(number.strip()))
    kind = re.sub(r"[一二三四五六七八九十]+", "[一二三四五六七八九十]{1,3}", re.sub(r"\d+", r"\\d{1,2}", bare))
    return rf"{kind}(?:(?!\d)|(?=\d{{4}}年))" if kind.endswith((".", "．", "、")) else kind
