"""Texts of a clerk's cells -> exact numbers; and quantities such as ≥95% or 12场/年, as written and as parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

PENDING = "待填"
PENDING_MARK = f"【{PENDING}】"
"""What a draft prints for it."""
NOTHING = ("", "-", "—", "－", "–", "无")
LONGEST = 24
"""Characters of a number: more is a slip of the hand, and beyond what Decimal holds exactly."""
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$", re.ASCII)
_QUANTITY = re.compile(
    r"(?P<op>≥|≤|>=|<=|》|《|>|<|不低于|不少于|不超过|不高于)?\s*(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)\s*"
    r"(?P<unit>[^\d\s、，；。]*)(?P<rest>.*)$",
    re.S,
)
_OPERATORS = {
    ">=": "≥",
    "》": "≥",
    ">": "＞",
    "<=": "≤",
    "《": "≤",
    "<": "＜",
    "不低于": "≥",
    "不少于": "≥",
    "不超过": "≤",
    "不高于": "≤",
}


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


@dataclass(frozen=True)
class Quantity:
    """A target or an actual value: `text` as written; operator, number and unit where it is a number."""

    text: str
    operator: str = ""
    number: Decimal | None = None
    unit: str = ""

    @property
    def numeric(self) -> bool:
        """定量: the whole text is one number with its unit."""
        return self.number is not None


def parse_quantity(text: str) -> Quantity:
    """'≥95%' -> ≥, 95, %; a remark （…） behind it is passed over; more than one number is a text (定性)."""
    text = text.strip()
    match = _QUANTITY.match(re.sub(r"（[^（）]*）$", "", text))
    if not match or match["rest"] or len(match["number"]) > LONGEST or re.search(r"\d", match["unit"]):
        return Quantity(text)
    operator = match["op"] or ""
    number = Decimal(match["number"].replace(",", ""))
    unit = match["unit"]
    for suffix in ("以上", "以下"):
        if unit.endswith(suffix):
            operator, unit = operator or ("≥" if suffix == "以上" else "≤"), unit[: -len(suffix)]
    return Quantity(text, _OPERATORS.get(operator, operator), number, unit)
