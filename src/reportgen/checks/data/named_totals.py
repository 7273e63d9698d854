"""Data mode: a total that an edition names by its parts adds up every part that the data have, each once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reportgen.checks.engine.registry import Hit, Outcome, Verdict, check
from reportgen.editions import Edition, TableDefinition
from reportgen.editions.layers import EditionError
from reportgen.editions.places import place_of
from reportgen.figures import FigureBook, UnknownKey
from reportgen.model.field import TOTAL
from reportgen.model.figure import Figure
from reportgen.model.finding import Source
from reportgen.model.terms import STAFF_WITHIN


@check(
    "S046",
    title="版式的合计加全了它的各部分",
    message="版式里「{key}」{problem}",
    what="版式起名的合计（三公.合计.决算数），加的正是数据里的各部分，不漏不重",
    why="漏加一项，合计就小了，各处的占比、增长率也跟着错，数据里却看不出",
    remedy="这是版式里 sum 的错，请告诉做版式的人",
)
def named_total_leaves_out(book: FigureBook) -> Iterator[Outcome]:
    for key, problem in judged(book):
        if problem:
            yield Hit({"key": key, "problem": problem}, key, named_at(book.edition, key))
        else:
            yield Verdict.AGREES


def named_at(edition: Edition, key: str) -> Source | None:
    """Where the nearest layer of an edition gives a sum this name."""
    table = next((t.id for t in edition.tables if key in keys_of(t)), "")
    return place_of(edition, EditionError("", file=f"tables/{table}.yaml", words=f"key: {key}")) if table else None


def keys_of(table: TableDefinition) -> set[str | None]:
    """The names that a table gives to figures."""
    return {row.key for _, row in table.keyed()} | {column.key for leg in table.legs for column in leg.columns}


def judged(book: FigureBook) -> Iterator[tuple[str, str]]:
    """Every named total of records with what is wrong with its parts; '' for nothing."""
    for key in sorted(book.names.sums):
        if TOTAL not in key.split("."):
            continue
        try:
            parts, added = _parts(book, key), Counter(_added(book, book.resolve(key)))
        except UnknownKey as error:
            yield key, f"加的「{error.key}」不是报告里的数"
            continue
        lost = [part for part in parts if not added[part]]
        twice = [part for part in parts if added[part] > 1]
        if not parts:
            continue
        said = [f"没有加「{'、'.join(lost)}」"] * bool(lost) + [f"把「{'、'.join(twice)}」加了两次"] * bool(twice)
        yield key, "，".join(said)


def _parts(book: FigureBook, key: str) -> list[str]:
    """The records that differ from a total only in the part that says 合计; those that are sums themselves are none."""
    shape = key.split(".")
    at = shape.index(TOTAL)

    def alike(name: str) -> bool:
        other = name.split(".")
        same = len(other) == len(shape) and [*other[:at], TOTAL, *other[at + 1 :]] == shape
        return same and other[at] not in (TOTAL, *STAFF_WITHIN)

    known = (name for name, fact in book.records.items() if fact.value is not None)  # of no known row: told elsewhere
    return [name for name in known if alike(name) and name not in book.names.sums]


def _added(book: FigureBook, figure: Figure) -> Iterator[str]:
    """The records that a sum comes down to, as often as they are added."""
    origin = figure.derived.origin
    names = {id(fact): name for name, fact in book.records.items()} if origin.facts else {}
    yield from (names[id(fact)] for fact in origin.facts if id(fact) in names)
    for part in origin.inputs:
        yield from _added(book, part)
    if not origin.inputs and not origin.facts:
        yield figure.key
