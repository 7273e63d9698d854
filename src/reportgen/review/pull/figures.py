"""Figures that a reviewer typed over: a stated one goes to its line of the data, a computed one is refused with its formula."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal

from reportgen.build import BuiltReport
from reportgen.document.explain import Explainer
from reportgen.document.provenance import stated_at
from reportgen.figures import FigureBook, UnknownKey
from reportgen.model.amount import NotANumber, parse_number
from reportgen.model.figure import WAN, Figure, Summed
from reportgen.model.finding import Source
from reportgen.review.pull.edits import Edit, EditKind, Resolution
from reportgen.review.pull.yaml_patch import TextChange
from reportgen.writers.docx.addresses import ContentControl
from reportgen.writers.docx.standing import ControlState

_NUMBER = re.compile(r"-?[\d,，]+(?:\.\d+)?")
MOST_LINES = 4
"""Lines of the data that a refused figure names."""


def sorted_out(
    made: BuiltReport,
    edited: Mapping[str, list[ControlState]],
    where: Callable[[ContentControl], str],
    printed: Counter[str],
) -> list[Edit]:
    """One Edit for each figure, however many places of it were typed over; a cell with several readings is a conflict."""
    explainer = Explainer(made.book, made.document) if edited else None
    return [
        _one(made, explainer, key, standings, where, printed[key]) for key, standings in edited.items() if explainer
    ]


def _one(
    made: BuiltReport,
    explainer: Explainer,
    key: str,
    standings: list[ControlState],
    where: Callable[[ContentControl], str],
    places: int,
) -> Edit:
    first = standings[0]
    old, new = first.address.text, (first.now or "").strip()
    hands = tuple(dict.fromkeys(hand for s in standings for hand in s.hands))
    edit = Edit(EditKind.COMPUTED, where(first.address), old, new, hands, Resolution.REFUSED)
    versions = list(dict.fromkeys((s.now or "").strip() for s in standings))
    if len(versions) > 1:
        edit.resolution, edit.message = Resolution.CONFLICT, f"「{key}」在几处改成了不同的数：{'、'.join(versions)}"
        return edit
    try:
        figure = made.book.resolve(key)
    except UnknownKey:
        edit.resolution, edit.message = Resolution.NOTED, f"现在的数据里没有「{key}」"
        return edit
    only = (
        f"（报告里有 {places} 处，只改了 {len(standings)} 处，改数据以后都会跟着变）" if len(standings) < places else ""
    )
    if made.book.printed(figure) == new:
        edit.resolution, edit.message = Resolution.SAME, key
        return edit
    source = stated_at(figure)
    if source is None:
        edit.message = _refused(explainer, figure)
        return edit
    edit.kind = EditKind.STATED
    if not new:
        edit.message = f"{source} 的数「{key}」删空了，看不出应当是多少；是 0 就请写 0"
        return edit
    change = _change(made.book, figure, source, old, new)
    if change is None:
        edit.message = f"{source} 的数改成「{new}」看不明白，请自己核对「{key}」"
        return edit
    edit.changes.append(change)
    edit.resolution, edit.message = Resolution.NOTED, f"{source} {change.old} → {change.new}{only}；加 --figures 才改"
    return edit


def _refused(explainer: Explainer, figure: Figure) -> str:
    lines = [str(leaf) for leaf in explainer.leaves(figure)]
    more = f"……共 {len(lines)} 行" if len(lines) > MOST_LINES else ""
    return f"「{figure.key}」是算出来的：{figure.origin.formula or Summed.rule}。要改请改填报的数：{'；'.join(lines[:MOST_LINES])}{more}"


def _change(book: FigureBook, figure: Figure, source: Source, old: str, new: str) -> TextChange | None:
    """The text in the data with the new number in it, as the old one was written there."""
    loaded = book.loaded
    address = next((a for a, path in loaded.addresses.items() if loaded.sources.get(path) == source), None)
    if address is None:
        return None
    raw = loaded.texts[address]
    if figure.text is not None and raw.strip() == old:
        return TextChange(loaded.addresses[address], address, raw, source.line, source.column, ((0, len(raw), new),))
    try:
        value, before = parse_number(new), parse_number(old)
    except NotANumber:
        return None
    factor = Decimal(10_000) if loaded.data.money_unit == "元" and figure.unit == WAN else Decimal(1)
    match = _NUMBER.search(raw)
    if match is None or value == before:
        return None
    written = f"{value * factor:f}" if factor == 1 else f"{(value * factor).normalize():f}"
    if "," in match[0]:
        written = f"{Decimal(written):,f}"
    return TextChange(
        loaded.addresses[address], address, raw, source.line, source.column, ((match.start(), match.end(), written),)
    )
