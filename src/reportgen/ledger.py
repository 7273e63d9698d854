"""Facts with dimensions, indexed so that a pick over them is a meeting of sets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from reportgen.figure import Fact
from reportgen.model.address import FINAL, STAGE, SUBJECT, Address


class Ledger:
    """The 收支 facts of one department-year."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.facts = tuple(facts)
        self._index: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._having: dict[str, set[int]] = defaultdict(set)
        for number, fact in enumerate(self.facts):
            for dim, member in fact.dims:
                self._having[dim].add(number)
                members = [member[:n] for n in (3, 5, 7) if n <= len(member)] if dim == SUBJECT else [member]
                for name in members:
                    self._index[dim, name].add(number)
            if STAGE not in dict(fact.dims):
                self._index[STAGE, FINAL].add(number)

    def pick(self, address: Address) -> tuple[Fact, ...]:
        """The facts that an address lets through; without a 口径 it means 决算."""
        return tuple(self.facts[n] for n in sorted(self._numbers(address)))

    def has_coarser(self, address: Address) -> bool:
        """Whether facts are known that would count if the address were less fine: its figure is unknown, not 0."""
        wanted = set(range(len(self.facts)))
        for dim, members in self._closed(address):
            exact = set().union(*(self._index[dim, m] for m in members))
            above = set(range(len(self.facts))) - self._having[dim] if dim != STAGE else set()
            if dim == SUBJECT:
                above |= {n for m in members for cut in (3, 5) if cut < len(m) for n in self._index[dim, m[:cut]]
                          if len(dict(self.facts[n].dims)[SUBJECT]) == cut}
            wanted &= exact | above
        return bool(wanted)

    def _numbers(self, address: Address) -> set[int]:
        result: set[int] | None = None
        for dim, members in self._closed(address):
            found = set().union(*(self._index[dim, m] for m in members))
            result = found if result is None else result & found
        return result or set()

    @staticmethod
    def _closed(address: Address) -> list[tuple[str, frozenset[str]]]:
        dims = list(address.dims)
        if address[STAGE] is None:
            dims.append((STAGE, frozenset({FINAL})))
        return dims
