"""Short names and keys with a blank inside (服务 中心, as a form pads it) -> the name that was meant.

A short name is written in many places and compared as it stands: with a blank it would be another one.
"""

from __future__ import annotations

import re

from reportgen.model.cell_words import CellTypo
from reportgen.model.field import NAME
from reportgen.model.finding import Level
from reportgen.model.selection import UNIT

COLUMNS = (UNIT, NAME)
"""Heads of the columns in which short names stand."""
_WIDE = r"[^\x00-\x7f\s]"
_BLANK = re.compile(rf"(?<={_WIDE})\s+(?={_WIDE}|\d)|(?<=\d)\s+(?={_WIDE})")
"""Blanks beside a Chinese character; those between Latin words part them."""


def blank_typo(text: str) -> CellTypo | None:
    """What is unusual about a short name or a key of short names; None where there is no blank inside."""
    words = text.strip()
    meant = _BLANK.sub("", words)
    if meant == words:
        return None
    remedy = "短名里不要空格，每一处写得一样"
    return CellTypo("L064", f"「{words}」中间有空格，读作「{meant}」", meant, remedy, Level.WARNING)
