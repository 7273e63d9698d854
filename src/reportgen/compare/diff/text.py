"""A difference for the terminal, in Chinese: the inputs, every place by section, the formulas between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reportgen.compare.diff.difference import HOWS, REASONS, Change, Difference
from reportgen.compare.diff.inputs import Input
from reportgen.compare.diff.wording import (
    NOTHING,
    author,
    because,
    beginning,
    by_section,
    counted,
    edits,
    movement,
    places,
    standing,
    value,
)

MOST = 60
Paint = Callable[[str, str], str]


def plain_paint(text: str, colour: str) -> str:
    """No colours: what is kept in a file."""
    del colour
    return text


def difference_lines(difference: Difference, most: int | None = MOST, paint: Paint = plain_paint) -> Iterator[str]:
    """The lines; `most` places at most, None for all."""
    yield f"比较　{difference.labels[0]} → {difference.labels[1]}"
    yield counted(difference)
    if difference.empty:
        return
    yield from _inputs(difference, paint)
    yield from (f"版式　{one.how} {one.file}（{one.what}）" for one in difference.edition)
    yield from _places(difference, most, paint)
    yield from _formulas(difference, most)


def _inputs(difference: Difference, paint: Paint) -> Iterator[str]:
    if difference.inputs:
        yield "改动的数据"
    for one in difference.inputs:
        by = f"　{author(one)}" if author(one) else ""
        yield f"    {one.label}　{_edited(one, paint)}　{places(one)}{by}"


def _edited(one: Input, paint: Paint) -> str:
    if one.how == "moved":
        return f"{HOWS[one.how]}：{one.new}"
    if one.how != "changed":
        return f"{HOWS[one.how]}：{value(one.new or one.old)}"
    return _marked(one.old, one.new, paint) if one.words and not one.printed else f"{value(one.old)} → {value(one.new)}"


def _places(difference: Difference, most: int | None, paint: Paint) -> Iterator[str]:
    left = len(difference.changes) if most is None else most
    if difference.changes:
        yield "报告里变动的"
    for part, sections in by_section(difference.changes).items():
        if left > 0:
            yield part
        for section, changes in sections.items():
            if section and left > 0:
                yield f"  {section}"
            for change in changes[: max(left, 0)]:
                yield from _change(change, paint)
            left -= len(changes)
    if left < 0:
        yield f"……还有 {-left} 处；全部看：加 --all，或 --to html"


def _change(change: Change, paint: Paint) -> Iterator[str]:
    why = "" if change.reason == "data" else f"（{REASONS[change.reason]}）"
    how = "" if change.how == "changed" else f"{HOWS[change.how]} "
    if change.how == "moved":
        yield f"    {how}{_shifted(change, paint)}　{standing(change)}{why}"
        return
    if change.how == "changed" and change.kind in ("句子", "标题"):
        yield f"    {_marked(change.text_of(change.old), change.text_of(change.new), paint)}{why}"
        return
    old, new = change.text_of(change.old), change.text_of(change.new)
    said = f"{old or NOTHING} → {new or NOTHING}" if change.how == "changed" else old or new
    colour = {"added": "green", "removed": "red"}.get(change.how, "")
    yield f"    {how}{change.place}{'　' if change.place else ''}{paint(said, colour) if colour else said}{why}"


def _shifted(change: Change, paint: Paint) -> str:
    """What was moved: a row by its name, words by their beginning unless they changed besides."""
    old, new = change.text_of(change.old), change.text_of(change.new)
    if change.line:
        return change.place
    return f"「{beginning(new)}」" if change.reason == "order" else _marked(old, new, paint)


def _marked(old: str, new: str, paint: Paint) -> str:
    """The sentences that changed, what went in ［-…-］, what came in ［+…+］."""
    marks = {"-": "red", "+": "green"}
    flat = ((sign, text.replace("\n", " ")) for sign, text in edits(old, new))
    return "".join(text if sign == "=" else paint(f"［{sign}{text}{sign}］", marks[sign]) for sign, text in flat)


def _formulas(difference: Difference, most: int | None) -> Iterator[str]:
    moved = list(difference.printed.values())
    if moved:
        yield "为什么：变动的数和它的算法"
    for cause in moved[:most]:
        yield f"    {cause.label}　{movement(cause)}　{because(difference, cause)}"
    if most is not None and len(moved) > most:
        yield f"……还有 {len(moved) - most} 个；全部看：加 --all"
