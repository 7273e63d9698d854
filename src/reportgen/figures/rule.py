"""A rule: of which keys it makes figures, and how. A book asks its rules in turn; the first that makes one has made it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.model.figure import Figure

if TYPE_CHECKING:
    from reportgen.figures.book import FigureBook

Maker = Callable[["FigureBook", re.Match[str]], "Figure | None"]
ANY = r".+"
"""The keys of a rule that sees by itself whether a key is one of its own."""


@dataclass(frozen=True)
class Rule:
    """`name` says in words what is made; `make` gives None where a key has the shape but names nothing."""

    name: str
    keys: re.Pattern[str]
    make: Maker

    @property
    def specific(self) -> bool:
        """Whether its keys have a shape of their own; no two such rules may make one key."""
        return self.keys.pattern != ANY

    def figure(self, book: FigureBook, key: str) -> Figure | None:
        """The figure with this key, None where this rule makes none."""
        match = self.keys.fullmatch(key)
        return self.make(book, match) if match else None


class Rules(list[Rule]):
    """The rules of one module, in the order in which they stand there."""

    def makes(self, name: str, keys: str = ANY) -> Callable[[Maker], Maker]:
        """Register a function as the rule for keys of this shape (a regular expression)."""

        def register(make: Maker) -> Maker:
            self.append(Rule(name, re.compile(keys), make))
            return make

        return register
