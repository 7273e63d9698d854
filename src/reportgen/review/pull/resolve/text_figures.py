"""A figure that is stated as a text (18场, ≥95%) and was typed over: another number, or another meaning."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from reportgen.model.senses import BETWEEN, bound_at, senses_in
from reportgen.model.unit_words import IN_CHARACTERS, WrittenUnit, measure_at

_PARTS = re.compile(r"([^\d]*)(\d[\d,]*(?:\.\d+)?)(\D*)", re.DOTALL)
_SYMBOLS = re.compile(r"[≥≤≧≦<>=±~]")


@dataclass(frozen=True)
class _Parts:
    """One number with its unit and what stands around them."""

    before: str
    unit: WrittenUnit | None
    between: str
    behind: str

    @property
    def bounds(self) -> tuple[object, ...]:
        """What they say of the number: 不超过, ≥, 近, 余, 以内."""
        senses = {(sense.group, sense.sense) for sense in senses_in(self.before)}
        return frozenset(senses), _SYMBOLS.findall(self.before), self.between, bound_at(self.behind)


def another_meaning(text: str, typed: str) -> str:
    """Why a text can't take the place of another one; '' where only its number is another, or it has none."""
    was, now = _parts(text), _parts(typed)
    if was is None:
        return ""
    if now is None:
        if (found := IN_CHARACTERS.search(typed)) and not re.search(r"\d", typed):
            return f"改成了汉字“{found[0]}”：数要留阿拉伯数字"
        return ""
    if was.unit and not (now.unit and was.unit.same_as(now.unit)):
        return f"单位是{was.unit.unit}，{f'改成{now.unit.unit}数就不是这个数了' if now.unit else '改后没有单位'}"
    if was.bounds != now.bounds:
        return f"“{text.strip()}”改成“{typed.strip()}”，说的范围就不同了"
    return ""


def _parts(text: str) -> _Parts | None:
    found = _PARTS.fullmatch(unicodedata.normalize("NFKC", text.strip()))
    if found is None:
        return None
    behind = found[3].strip()
    between = behind[:1] if behind[:1] in BETWEEN and measure_at(behind[1:]) else ""
    unit = measure_at(behind[len(between) :])
    rest = behind[len(between) :]
    return _Parts(found[1], unit, between, rest[len(unit.unit) :] if unit else rest)
