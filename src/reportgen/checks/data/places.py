"""Data mode: amounts that are finer than the others."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.engine.registry import Hit, Outcome, Verdict, check
from reportgen.checks.engine.typed_texts import key_of
from reportgen.figures import FigureBook
from reportgen.model.amount import NotANumber, parse_number
from reportgen.model.finding import Level
from reportgen.model.schema import Path, kind_at

PLACES = 2
FEW = 4
"""Where more than one amount of so many is finer, the office keeps them so."""


@check(
    "C198",
    level=Level.WARNING,
    title="金额的小数位数一致",
    message="「{key}」写的是 {text}，有 {places} 位小数，别处的金额最多 2 位",
    what="金额写到两位小数；全部金额都写得更细的（如 万元 写到元）不算",
    why="318.264 印成 318.26，合计却照 318.264 加，印出来的各数相加会差 0.01",
    remedy="照批复的数改成两位小数",
)
def amount_finer_than_the_others(book: FigureBook) -> Iterator[Outcome]:
    amounts = list(_amounts(book))
    finer = [(path, text, places) for path, text, places in amounts if places > PLACES]
    if len(finer) * FEW > sum(places > 0 for _, _, places in amounts):
        yield Verdict.UNKNOWN
        return
    yield from [Verdict.AGREES] * (len(amounts) - len(finer))
    for path, text, places in finer:
        values = {"key": key_of(path), "text": text, "places": str(places)}
        yield Hit(values, key_of(path), book.loaded.source(*path), "请照批复的决算改成两位小数")


def _amounts(book: FigureBook) -> Iterator[tuple[Path, str, int]]:
    """Every amount with its path, as typed, and the places that it is written with."""
    for address, path in book.loaded.addresses.items():
        text = book.loaded.texts[address].strip()
        if "." not in text or kind_at(path) != "amount":
            continue
        try:
            parse_number(text)
        except NotANumber:
            continue
        yield path, text, len(text.rpartition(".")[2].rstrip("0"))
