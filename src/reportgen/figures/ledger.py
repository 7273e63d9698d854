"""Facts with dimensions, indexed so that a pick over them is a meeting of sets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from reportgen.model.figure import LOST, TAIL, Fact
from reportgen.model.selection import CODED, COMPLETE, ECONOMIC, FINAL, STAGE, SUBJECT, Selection


class Ledger:
    """The 收支 facts of one department-year."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.facts = tuple(facts)
        self.lost = tuple({STAGE: FINAL, **dict(fact.dims)} for fact in self.facts if fact.rule == LOST)
        self._index: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._having: dict[str, set[int]] = defaultdict(set)
        self._without: dict[str, set[int]] = {}
        self._whole: dict[str, set[int]] = defaultdict(set)
        """Code -> the facts of just this 科目, not of one below it."""
        for number, fact in enumerate(self.facts):
            for dim, member in fact.dims:
                self._having[dim].add(number)
                if dim in CODED:
                    self._whole[member].add(number)
                members = [member[:n] for n in (3, 5, 7) if n <= len(member)] if dim in CODED else [member]
                for name in members:
                    self._index[dim, name].add(number)
            if STAGE not in dict(fact.dims):
                self._index[STAGE, FINAL].add(number)

    def facts_in(self, address: Selection) -> tuple[Fact, ...]:
        """The facts that an address lets through; without a 口径 it means 决算."""
        return tuple(self.facts[n] for n in sorted(self._numbers(address)))

    def has_coarser(self, address: Selection) -> bool:
        """Whether facts are known that would count if the address were less fine: its figure is unknown, not 0."""
        wanted: set[int] | None = None
        for dim, members in self._closed(address):
            exact = set().union(*(self._index[dim, m] for m in members))
            above = self._lacking(dim) if dim != STAGE else set()
            if dim in CODED:
                above.update(*(self._whole[m[:cut]] for m in members for cut in (3, 5) if cut < len(m)))
            wanted = exact | above if wanted is None else wanted & (exact | above)
            if not wanted:
                return False
        return True

    def undivided(self, address: Selection) -> bool:
        """Whether some of the money that an address is about is not split by 经济科目, where the address asks for one.
        What rounding left is not thought of.
        """
        lacking = self._numbers(address.without(ECONOMIC)) & self._lacking(ECONOMIC)
        return any(self.facts[n].value and self.facts[n].rule != TAIL for n in lacking)

    def without_subject(self, address: Selection) -> bool:
        """Whether money that an address is about is stated without saying of which 科目."""
        return bool(self._numbers(address.without(SUBJECT)) & self._lacking(SUBJECT))

    def whole(self, address: Selection) -> bool:
        """Whether what an address lets through is stated as a whole, so that what is not there is nothing: 决算,
        and 执行 where there is any.
        """
        stages = address[STAGE] or frozenset({FINAL})
        return all(stage == FINAL or (stage in COMPLETE and self._index.get((STAGE, stage))) for stage in stages)

    def doubtful(self, address: Selection, *, of_any_subject: bool = True) -> bool:
        """Whether something that could not be taken in may belong to a pick: what it does not say may be anything.

        Not of_any_subject: what does not even say its 科目 is not thought to be of each.
        """
        if not self.lost:
            return False
        wanted = dict(self._closed(address))
        lost = self.lost if of_any_subject or SUBJECT not in wanted else [dims for dims in self.lost if SUBJECT in dims]
        return any(
            all(dim not in wanted or _may_meet(dim, member, wanted[dim]) for dim, member in dims.items())
            for dims in lost
        )

    def _lacking(self, dim: str) -> set[int]:
        """The facts that say nothing of a dimension, gathered once."""
        if dim not in self._without:
            self._without[dim] = set(range(len(self.facts))) - self._having[dim]
        return set(self._without[dim])

    def _numbers(self, address: Selection) -> set[int]:
        result: set[int] | None = None
        for dim, members in self._closed(address):
            found = set().union(*(self._index[dim, m] for m in members))
            result = found if result is None else result & found
        return result or set()

    @staticmethod
    def _closed(address: Selection) -> list[tuple[str, frozenset[str]]]:
        dims = list(address.dims)
        if address[STAGE] is None:
            dims.append((STAGE, frozenset({FINAL})))
        return dims


def _may_meet(dim: str, member: str, wanted: frozenset[str]) -> bool:
    """A 科目 meets those above and below it."""
    if dim not in CODED:
        return member in wanted
    return any(member.startswith(w) or w.startswith(member) for w in wanted)
