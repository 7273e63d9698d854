"""What an edition and the data name: sums of the tables, quotients of figures.yaml,
and the one spelling of every key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reportgen.editions import Edition
from reportgen.figures.keys import LAST_YEAR, digits_of, split_measure
from reportgen.figures.table_keys import DefinedSum, definitions, is_record
from reportgen.figures.wildcards import formula_of
from reportgen.load import Loaded
from reportgen.model import selection
from reportgen.model.formula import Formula
from reportgen.model.selection import NotAnAddress, Selection

OF_OTHER_STAGE = ("完成率", "差额")
"""Measures whose second part is a 口径 and no figure."""


class Names:
    """The named figures of an edition, and how keys of this department-year are spelled.

    sums: named sums by key; quotients: named quotients by key; aliases: a selection's key -> the name of the figure.
    """

    def __init__(self, loaded: Loaded, edition: Edition, records: Iterable[str]) -> None:
        self.sums, self.aliases = definitions(edition.tables, edition.subjects)
        self.quotients: dict[str, Formula] = {}
        for key, text in edition.figures.items():
            if key not in (*self.sums, *self.aliases.values()) and "*" not in key:
                self._define(key, formula_of(records, text))
        self._keys = {alias: key for key, alias in reversed(self.aliases.items())}
        self._units = frozenset(unit.name for unit in loaded.data.units)
        budget = loaded.data.budget
        self._projects = frozenset(project.name for project in budget.projects) if budget else frozenset[str]()
        self._spelled: dict[str, str] = {}

    def _define(self, key: str, formula: Formula) -> None:
        if formula.divisor:
            self.quotients[key] = formula
        else:
            self.sums[key] = DefinedSum(key, formula.terms)

    def canonical(self, key: str) -> str:
        """The one spelling of a key that may be typed in several orders."""
        if key not in self._spelled:
            self._spelled[key] = self._spell(key)
        return self._spelled[key]

    def _spell(self, key: str) -> str:
        if key.startswith(f"{LAST_YEAR}."):
            return f"{LAST_YEAR}.{self.canonical(key[3:])}"
        if measure := split_measure(key):
            base, name, other = measure
            spelled = f"{self.canonical(base)}.{name}"
            return f"{spelled}.{other if name in OF_OTHER_STAGE else self.canonical(other)}" if other else spelled
        if digits_of(key) is not None:  # the same amount in another unit
            base, _, unit = key.rpartition(".")
            return f"{self.canonical(base)}.{unit}"
        if key in self.sums or key in self.quotients or key in self._keys or is_record(key):
            return key
        try:
            spelled = selection.parse(key, self._units, self._projects).key
        except NotAnAddress:
            return key
        return self.aliases.get(spelled, spelled)

    def selection_of(self, key: str) -> Selection | None:
        """What a key selects from the ledger; None when it names no selection."""
        try:
            return selection.parse(self._keys.get(key, key), self._units, self._projects)
        except NotAnAddress:
            return None

    def known(self, others: Iterable[str], records: Mapping[str, object]) -> list[str]:
        """Keys worth proposing when a typed one is unknown."""
        keys = {*self.sums, *self.quotients, *self.aliases.values(), *records, *others}
        keys.update(key.rsplit(".", 1)[0] for key in records if key.startswith(("指标.", "项目.")))
        return sorted(keys)
