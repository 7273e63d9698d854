"""The small grammar of formulas: signed sums of keys, and at most one quotient of two of them.

    formula  = sum | operand ÷ operand
    operand  = key | ( sum )
    sum      = [−] key { ＋ key | − key }

A key is any figure's: 支出.208, 事实.办结, 三公.因公出国（境）费.决算数. Signs and marks may be of half or full width; + and -
stand between blanks, since a name may hold them; ＋ − ÷ need none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

Terms = tuple[tuple[int, str], ...]
_SIGNS = {"+": 1, "＋": 1, "-": -1, "－": -1, "−": -1}
_PART = re.compile(r"\s*(?:(?P<mark>[＋−－÷]|[-+/](?=\s|$))|(?P<name>(?:[^\s＋−－÷])+))")
_OPEN, _CLOSED = "(（", ")）"


class NotAFormula(ValueError):
    """The text follows the grammar up to a point; its argument says what was wrong, in Chinese."""


@dataclass(frozen=True)
class Formula:
    """A sum, or the quotient of two sums."""

    terms: Terms
    divisor: Terms = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key that it names."""
        return tuple(name for _, name in (*self.terms, *self.divisor))

    def __str__(self) -> str:
        """In the one spelling: (甲 − 乙) ÷ 丙."""
        if not self.divisor:
            return spelled(self.terms)
        return f"{_operand(self.terms)} ÷ {_operand(self.divisor)}"


def is_formula(text: str) -> bool:
    """Whether a cell holds a formula rather than a value."""
    return text.lstrip().startswith(("=", "＝"))


def parse_formula(text: str) -> Formula:
    """'＝(甲 − 乙) ÷ 丙' or '甲 + 乙' -> Formula. Raises NotAFormula."""
    parts = _parts(text.strip().lstrip("=＝").strip())
    if parts.count("÷") > 1:
        raise NotAFormula("只能有一个 ÷")
    if "÷" in parts:
        at = parts.index("÷")
        return Formula(_group(parts[:at]), _group(parts[at + 1 :]))
    return Formula(_sum(_bare(parts)))


def spelled(terms: Terms) -> str:
    """A sum as it is told: 甲 + 乙 − 丙."""
    return " ".join(f"{'+' if sign > 0 else '−'} {name}" for sign, name in terms).removeprefix("+ ")


def _operand(terms: Terms) -> str:
    return spelled(terms) if len(terms) == 1 and terms[0][0] > 0 else f"({spelled(terms)})"


def _parts(text: str) -> list[str]:
    """Keys, signs, brackets of groups and ÷; a key keeps the brackets that it closes itself."""
    parts: list[str] = []
    at = 0
    while at < len(text):
        match = _PART.match(text, at)
        if match is None:
            break
        at = match.end()
        if mark := match["mark"]:
            parts.append("÷" if mark in "/÷" else mark)
        elif name := match["name"]:
            parts += _name(name)
    if not parts:
        raise NotAFormula("没有写算式")
    return parts


def _name(name: str) -> list[str]:
    opened: list[str] = []
    while name and name[0] in _OPEN:
        opened.append("(")
        name = name[1:]
    closed: list[str] = []
    while name and name[-1] in _CLOSED and sum(name.count(c) for c in _CLOSED) > sum(name.count(c) for c in _OPEN):
        closed.append(")")
        name = name[:-1]
    return [*opened, *([name] if name else []), *closed]


def _bare(parts: list[str]) -> list[str]:
    """Without the brackets around the whole."""
    return parts[1:-1] if parts[:1] == ["("] and parts[-1:] == [")"] else parts


def _group(parts: list[str]) -> Terms:
    terms = _sum(_bare(parts))
    if len(terms) > 1 and parts == _bare(parts):
        raise NotAFormula("÷ 两边的加减请用括号括起来")
    return terms


def _sum(parts: list[str]) -> Terms:
    terms: list[tuple[int, str]] = []
    sign: int | None = 1
    for part in parts:
        if part in ("(", ")"):
            raise NotAFormula("括号没有成对，或不在 ÷ 的两边")
        if part in _SIGNS:
            if sign is not None and (terms or sign != 1 or part in "+＋"):
                raise NotAFormula(f"「{part}」前面缺一个数的键")
            sign = _SIGNS[part]
        elif sign is None:
            raise NotAFormula(f"「{part}」前面缺 ＋ 或 −")
        else:
            terms.append((sign, part))
            sign = None
    if sign is not None:
        raise NotAFormula("算式没有写完")
    return tuple(terms)
