"""The same problem in many rows of one table -> one finding that names the rows."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace

from reportgen.model.finding import Finding

SHOWN = 6
"""Rows that are named; of more, how many there are."""


def once(findings: Iterable[Finding], same: Callable[[Finding], Hashable]) -> list[Finding]:
    """The first of each kind, with the lines of the others; None is a kind of its own."""
    kinds: dict[Hashable, list[Finding]] = {}
    for number, finding in enumerate(findings):
        kind = same(finding)
        kinds.setdefault(("", number) if kind is None else (kind, finding.source and finding.source.file), []).append(
            finding
        )
    return [_with_others(first, others) for first, *others in kinds.values()]


def _with_others(first: Finding, others: list[Finding]) -> Finding:
    own = first.source.line if first.source else 0
    more = also({f.source.line for f in others if f.source} - {own}) or (
        f"；这一行共 {len(others) + 1} 处" if others else ""
    )
    return replace(first, message=f"{first.message}{more}")


def also(lines: Iterable[int]) -> str:
    """What to say of other lines that have the same problem; '' when there is none."""
    ordered = sorted(set(lines))
    many = f"等 {len(ordered)} 行" if len(ordered) > SHOWN else ""
    return f"；第 {'、'.join(map(str, ordered[:SHOWN]))} 行{many}也是" if ordered else ""
