"""Texts of a clerk's cells -> exact numbers."""

from __future__ import annotations

import re
from decimal import Decimal

PENDING = "待填"
PENDING_MARK = f"【{PENDING}】"
"""What a draft prints for it."""
NOTHING = ("", "-", "—", "－", "–", "无")
LONGEST = 24
"""Characters of a number: more is a slip of the hand, and beyond what Decimal holds exactly."""
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$", re.ASCII)


class NotANumber(ValueError):
    """The text of an amount cell is no number."""


def is_pending(text: str) -> bool:
    """待填: not yet known."""
    return text.strip() == PENDING


def parse_number(text: str) -> Decimal:
    """'1,778.49', '-' or '' -> an exact Decimal. Raises NotANumber."""
    text = text.strip()
    if text in NOTHING:
        return Decimal(0)
    if len(text) > LONGEST or not _NUMBER.match(text):
        raise NotANumber(text)
    return Decimal(text.replace(",", "")) + 0  # -0.00 is 0.00
