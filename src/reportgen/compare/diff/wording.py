"""What the tellings of a difference share: places and their groups, words of a chain, counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportgen.compare.diff.causes import Cause
from reportgen.compare.diff.difference import Change, Difference
from reportgen.compare.diff.inputs import Input
from reportgen.compare.redline.tokens import Sign
from reportgen.compare.redline.tokens import changes as word_changes
from reportgen.document.anchors import unnumbered

NOTHING = "（没有）"
NO_CHANGE = "两份没有不同：数据、版式和印出来的都一样"
SHORT = 160
"""Characters of both sides that are told in full."""
SHORT_CLAUSE = 80
_STOPS, _CLAUSE_STOPS = "。；！？", "，。；！？"
BEGINNING = 24
"""Characters by which something that was moved is known."""
MANY_TERMS = 90
"""Characters of a formula that is told in full."""


def edits(old: str, new: str, *, clauses: bool = False) -> list[tuple[Sign, str]]:
    """What stays, went and came; of long words that stay only the sentences, or the clauses,
    in which something changed.
    """
    pieces = word_changes(old, new)
    if len(old) + len(new) < (SHORT_CLAUSE if clauses else SHORT):
        return pieces
    stops = _CLAUSE_STOPS if clauses else _STOPS
    last = len(pieces) - 1
    return [
        (sign, _shortened(text, number == 0, number == last, stops) if sign == "=" else text)
        for number, (sign, text) in enumerate(pieces)
    ]


def _shortened(text: str, first: bool, last: bool, stops: str) -> str:
    """The end of what begins before, and the beginning of what goes on behind."""
    parts = re.findall(f"[^{stops}]+[{stops}]*|[{stops}]+", text)
    head = "" if first or not parts else parts[0]
    tail = "" if last or not parts or text.rstrip()[-1:] in stops else parts[-1]
    return f"{head}……{tail}" if len(head) + len(tail) + 2 < len(text) else text


def by_section(changes: Iterable[Change]) -> dict[str, dict[str, list[Change]]]:
    """Part -> section or table -> what moved there, in the order of the report."""
    found: dict[str, dict[str, list[Change]]] = {}
    for change in changes:
        found.setdefault(change.home.part, {}).setdefault(change.home.section, []).append(change)
    return found


def counted(difference: Difference) -> str:
    """How much there is, in one line."""
    if difference.empty:
        return NO_CHANGE
    kinds: dict[str, int] = {}
    for change in difference.changes:
        kinds[change.kind] = kinds.get(change.kind, 0) + 1
    of = "、".join(f"{kind} {count}" for kind, count in kinds.items())
    return (
        f"改动的数据 {len(difference.inputs)} 处，牵动 {len(difference.printed)} 个印出的数；报告里变动 {len(difference.changes)} 处"
        + (f"（{of}）" if of else "")
        + (f"；版式改动 {len(difference.edition)} 处" if difference.edition else "")
    )


def value(text: str) -> str:
    """An input as it is told: an empty one says so."""
    return text.strip().replace("\n", " ") or "（空）"


def places(one: Input) -> str:
    """Where an input stands, and stood when that is elsewhere."""
    new, old = (str(place or "") for place in (one.new_source, one.old_source))
    if one.how == "removed":
        return f"原在 {old}"
    return new if new == old or not old else f"{new}（原在 {old}）"


def beginning(text: str) -> str:
    """The first words, which tell it from its neighbours, without the number before them."""
    words = unnumbered(text).replace("\n", " ")
    return words if len(words) <= BEGINNING else f"{words[:BEGINNING]}……"


def standing(change: Change) -> str:
    """Where what was moved stands now."""
    if change.standing is None:
        return ""
    beside = change.standing.beside
    return f"现在{change.standing.said(beside.row or beginning(beside.text))}"


def author(one: Input) -> str:
    """Who and when, where git knows."""
    return " ".join(filter(None, (one.who, one.day)))


def amount(text: str, unit: str) -> str:
    """A printed figure with its unit."""
    return f"{text}{unit}" if text else NOTHING


def movement(cause: Cause) -> str:
    """From what to what a figure moved; one that only stands in more or fewer places says so."""
    old, new = amount(cause.old, cause.unit), amount(cause.new, cause.unit)
    return f"{old} → {new}" if old != new else f"{new}（数没有变，印的地方多了或少了）"


def because(difference: Difference, cause: Cause) -> str:
    """By which formula a figure moved, and what moved below it; the end of a chain is an input."""
    formula = cause.rule if len(cause.rule) <= MANY_TERMS else f"{cause.rule[:MANY_TERMS]}……"
    below = [
        *(difference.figures[key].label for key in cause.figures),
        *(difference.input(a).short for a in cause.inputs),
    ]
    why = f"，因为 {'、'.join(dict.fromkeys(below))} 变了" if below else ""
    return f"{formula}{why}" if formula else why.removeprefix("，")


def chain(difference: Difference, key: str) -> Iterator[tuple[int, Cause]]:
    """A figure and all that moved below it, each once, with its depth."""
    seen: set[str] = set()

    def down(name: str, depth: int) -> Iterator[tuple[int, Cause]]:
        if name not in seen:
            seen.add(name)
            yield depth, difference.figures[name]
            for below in difference.figures[name].figures:
                yield from down(below, depth + 1)

    yield from down(key, 0)
