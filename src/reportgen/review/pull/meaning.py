"""Whether words that came back say something else of a figure: another unit, direction, bound, time or side of it.

Each reference is compared with itself in the words that stood there: what stands before it, back to the reference
before, and what stands right behind it. Wording is free; what the number means is the data's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reportgen.model.prose import WORDS, how_printed
from reportgen.model.senses import (
    ABOUT,
    BETWEEN,
    COMPARED,
    DIRECTION,
    DOWN,
    NEGATION,
    UP,
    Sense,
    Senses,
    bound_at,
    senses_in,
)
from reportgen.model.unit_words import measure_at, measure_of
from reportgen.review.pull.tokens import Tokens

_CLAUSE = re.compile(r"[，。；：！？\n]")
_SENTENCE = re.compile(r"[。；！？\n]")
_GOES_ON = re.compile(r"[（(、，,/\s]{1,2}")
"""Between two figures of which the second is told with the words of the first: 增加2.20万元（2.6%）."""
_NUMBER = re.compile(r"(?<![\d.,])\d[\d,]*(?:\.\d+)?(?![\d年月日])")
_OF_CHANGE = re.compile(r"\.(?:增减额|增长率|差额)(?:\.|$)")
Unit = Callable[[str], str]
"""The unit that is printed with a figure of a key, '' for none."""
Sign = Callable[[str], int]
"""Whether a figure of a change went up (1) or down (-1); 0 where that is not known."""


@dataclass(frozen=True)
class Meanings:
    """What is known of the figures: their units, the way they went, the year of the report, and the words by which its
    edition says which way.
    """

    unit: Unit
    sign: Sign
    year: int
    own: Mapping[str, str] = field(default_factory=dict)

    def senses(self, words: str) -> Senses:
        """What the words before a figure say of it."""
        return senses_in(words, self.year, self.own)


@dataclass(frozen=True)
class _Told:
    """One reference with the words around it; key '' is the end of the words."""

    key: str
    token: str
    before: str
    behind: str


def changed_meaning(standing: Tokens, returned: Tokens, meanings: Meanings, *, own: bool = False) -> str:
    """Why the words may not come in; '' where every figure still means the same.

    own: the words are a person's, who may mend a year or a direction that the figure itself shows to be wrong.
    """
    before, after = _by_key(standing), _by_key(returned)
    reasons: list[str] = []
    for key, now in after.items():
        for was, told in zip(before.get(key, ()), now, strict=False):
            reasons += _of_one(was, told, meanings, own=own)
    return "；".join(dict.fromkeys(reasons))


def _by_key(tokens: Tokens) -> dict[str, list[_Told]]:
    found: dict[str, list[_Told]] = {}
    for told in _told(tokens):
        found.setdefault(told.key, []).append(told)
    return found


def _told(tokens: Sequence[str]) -> Iterator[_Told]:
    places = [n for n, token in enumerate(tokens) if len(token) > 1]
    words = ""
    for last, place in pairwise((-1, *places, len(tokens))):
        between = "".join(tokens[last + 1 : place])
        words = words if _GOES_ON.fullmatch(between) and place < len(tokens) else between
        if place == len(tokens):
            yield _Told("", "", words, "")
            return
        following = next((n for n in places if n > place), len(tokens))
        yield _Told(how_printed(tokens[place][1:-1])[0], tokens[place], words, "".join(tokens[place + 1 : following]))


def _of_one(was: _Told, told: _Told, meanings: Meanings, *, own: bool) -> Iterator[str]:
    figure = bool(told.key) and not told.key.startswith(WORDS)
    if figure:
        yield from _units(was, told, meanings)
    if own and not figure:
        return
    yield from _senses(was, told, meanings, own=own, figure=figure)
    if not own:
        yield from _numbers(was, told)


def units_typed(sent: Tokens, returned: Tokens) -> dict[str, str]:
    """The units that were typed behind figures in place of their own, by the figures' keys."""
    bare = {told.key for told in _told(sent) if told.key and how_printed(told.token[1:-1])[2]}
    return {
        told.key: measure.unit
        for told in _told(returned)
        if told.key
        and told.key not in bare
        and how_printed(told.token[1:-1])[2]
        and (measure := measure_at(told.behind))
    }


# -- units -------------------------------------------------------------------------------------------------------------


def _units(was: _Told, told: _Told, meanings: Meanings) -> Iterator[str]:
    """Another size, or another thing that is counted."""
    unit = meanings.unit(told.key)
    (one, rest), (other, behind) = (_unit_of(side, unit) if unit else ("", side.behind) for side in (was, told))
    if one != other and not (other and measure_of(one or unit).same_as(measure_of(other))):
        said = f"「{told.key}」的单位是{one or unit}"
        yield f"{said}，改后没有单位" if not other else f"{said}，改成{other}数就不是这个数了"
    elif bound_at(rest) != bound_at(behind):
        lost = not bound_at(behind)
        word = (rest if lost else behind).lstrip()[:2]
        yield f"「{told.key}」后面的“{word}”{'没有了' if lost else '是加上的'}，改变了它说的范围"


def _unit_of(told: _Told, unit: str) -> tuple[str, str]:
    """The unit of a reference where it stands, and what stands behind that."""
    if not how_printed(told.token[1:-1])[2]:
        longer = measure_at(unit + told.behind)
        if longer is None or len(longer.unit) <= len(unit):
            return unit, told.behind
        return longer.unit, (unit + told.behind)[len(longer.unit) :]
    behind = told.behind.lstrip(" \u3000")
    if behind[:1] in BETWEEN and (more := measure_at(behind[1:])):
        return more.unit, behind[0] + behind[1 + len(more.unit) :]
    if behind.startswith(unit) and (longer := measure_at(behind)) and len(longer.unit) <= len(unit):
        return unit, behind[len(unit) :]
    found = measure_at(behind)
    if found is None:
        return (unit, behind[len(unit) :]) if behind.startswith(unit) else ("", behind)
    return found.unit, behind[len(found.unit) :]


# -- directions, time, sides -------------------------------------------------------------------------------------------


def _senses(was: _Told, told: _Told, meanings: Meanings, *, own: bool, figure: bool) -> Iterator[str]:
    one, other = (_last_clause(side.before) if own else side.before for side in (was, told))
    before, after = meanings.senses(one), meanings.senses(other)
    near = meanings.senses(_last_clause(was.before)), meanings.senses(_last_clause(told.before))
    for group in sorted({sense.group for sense in before ^ after}):
        lost, come = _of(before - after, group), _of(after - before, group)
        if lost and come:
            if own and _is_mended(come, told.key, meanings):
                continue
            yield f"“{_words(lost)}”改成“{_words(come)}”，{_whom(told)}意思就不同了"
        elif group == NEGATION:
            yield f"“{_words(lost or come)}”{'没有了' if lost else '是加上的'}，{_whom(told)}意思就反了"
        elif figure and group in (DIRECTION, COMPARED, ABOUT) and _of(near[0] ^ near[1], group):
            if lost and group != COMPARED and not _OF_CHANGE.search(told.key):
                continue
            yield f"“{_words(lost or come)}”{'没有了' if lost else '是加上的'}，{_whom(told)}意思就不同了"


def _of(senses: Senses, group: str) -> list[Sense]:
    return sorted((sense for sense in senses if sense.group == group), key=lambda sense: sense.word)


def _is_mended(come: list[Sense], key: str, meanings: Meanings) -> bool:
    """A person's own word that was wrong: the figure itself went the other way, or the year is the report's now."""
    senses = {sense.sense for sense in come}
    if come[0].group == DIRECTION:
        sign = meanings.sign(key)
        return bool(sign) and senses == {UP if sign > 0 else DOWN}
    return senses == {"本年"}


def _numbers(was: _Told, told: _Told) -> Iterator[str]:
    """A number of the standard words (单价50万元以上) says what the figure counts."""
    one, other = (Counter(_NUMBER.findall(side.before)) for side in (was, told))
    lost, come = one - other, other - one
    if lost and come:
        yield f"“{'、'.join(lost)}”改成“{'、'.join(come)}”，{_whom(told)}意思就不同了"


def _last_clause(words: str) -> str:
    """The words of the clause that goes on to the figure."""
    return _CLAUSE.split(words)[-1]


def _whom(told: _Told) -> str:
    return f"「{told.key}」的" if told.key else "这一句的"


def _words(senses: list[Sense]) -> str:
    return "、".join(sense.word for sense in senses)
