"""The numbers in front of paragraphs and items: 1. （2） ③ 四、 （五）. They are numbering, no words."""

from __future__ import annotations

import re

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
