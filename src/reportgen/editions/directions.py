"""The words by which reports of an edition say that a figure went up or down: the usual ones and its own.

Every check that looks for such a word asks here, so that an edition may choose any (上升, 多支, 降幅为).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.editions.layers import EditionError
from reportgen.editions.settings import ChosenWords
from reportgen.model.senses import DIRECTION, senses_in
from reportgen.model.senses import DOWN as DOWNWARDS
from reportgen.model.senses import UP as UPWARDS

UP, DOWN = ("增加", "增长", "追加"), ("减少", "下降", "调减")
"""What every edition may say: a person's words in a rewrite do."""
_BEFORE_A_FIGURE = r"(?=了|出|\s*-?[\d.,])"
"""One character (多, 高) has a direction only there."""


@dataclass(frozen=True)
class Directions:
    """The edition's own words for more and for less; bare_rates: it says none before a rate (增加2.00万元，5.0%)."""

    more: tuple[str, ...]
    less: tuple[str, ...]
    bare_rates: bool = False

    def way(self, before: str) -> int:
        """1 or -1 by the word that a text ends with, the longest that it is; 0 without any, or one that says both."""
        text = "".join(before.split())
        ends = {word: (word in {*UP, *self.more}) - (word in {*DOWN, *self.less}) for word in self._all()}
        return next((ends[word] for word in sorted(ends, key=len, reverse=True) if text.endswith(word)), 0)

    def up(self, usual: str = "|".join(UP)) -> str:
        """The alternatives of a pattern: these, and the edition's own."""
        return _alternatives(usual, self.more)

    def down(self, usual: str = "|".join(DOWN)) -> str:
        """The same for less."""
        return _alternatives(usual, self.less)

    def either(self, usual: str) -> str:
        """The same for a pattern of the words themselves, whatever stands behind them."""
        return "|".join([*(re.escape(word) for word in sorted({*self.more, *self.less}, key=len, reverse=True)), usual])

    @property
    def senses(self) -> dict[str, str]:
        """The edition's own words with the sense that each has; one that says both has none."""
        both = {*self.more} & {*self.less}
        return {
            w: sense for sense, words in ((UPWARDS, self.more), (DOWNWARDS, self.less)) for w in words if w not in both
        }

    def _all(self) -> set[str]:
        return {*UP, *DOWN, *self.more, *self.less}


def directions_of(words: ChosenWords) -> Directions:
    """What an edition's words say of directions."""
    more = _squeezed((words.more, words.grown, words.added))
    less = _squeezed((words.less, words.fallen, words.cut))
    return Directions(more, less, bare_rates=not words.grown.strip() and not words.fallen.strip())


def refuse_contradicting(words: ChosenWords) -> None:
    """Words by which a reader can't tell a rise from a fall, or takes one for the other. Raises EditionError."""
    for up, more, down, less in (
        ("增加", words.more, "减少", words.less),
        ("增长", words.grown, "下降", words.fallen),
        ("追加", words.added, "调减", words.cut),
    ):
        bare = up == "增长" and not more.strip() and not less.strip()
        for name, word, wrong in () if bare else ((up, more, DOWNWARDS), (down, less, UPWARDS)):
            said = {sense.sense for sense in senses_in(word) if sense.group == DIRECTION}
            if not word.strip():
                raise _unclear(name, f"「{name}」的词空着，读者看不出是多了还是少了")
            if said == {wrong}:
                raise _unclear(name, f"「{name}」的词写的是“{word}”，意思正相反")
        if not bare and "".join(more.split()) == "".join(less.split()):
            raise _unclear(down, f"「{up}」和「{down}」的词都是“{more}”，读者看不出是多了还是少了")


def _unclear(name: str, why: str) -> EditionError:
    return EditionError(f"words 里{why}", key=f"words.{name}")


def _squeezed(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, ("".join(word.split()) for word in words))))


def _alternatives(usual: str, own: tuple[str, ...]) -> str:
    """The edition's own first, the longest before those that it begins with."""
    added = [word for word in sorted(own, key=len, reverse=True) if word not in usual.split("|")]
    return "|".join([*(re.escape(w) + _BEFORE_A_FIGURE * (len(w) == 1) for w in added), usual])
