"""Figures that a reviewer typed over: a stated one goes to its line of the data,
a computed one is refused with its formula.
"""

from __future__ import annotations

import re
from decimal import Decimal

from reportgen.document.provenance import stated_at
from reportgen.figures import UnknownKey
from reportgen.figures.keys import digits_of, in_its_own_unit
from reportgen.model.amount import NOTHING, NotANumber, parse_number
from reportgen.model.figure import WAN, Figure, Summed
from reportgen.model.finding import Source
from reportgen.review.pull.current_data import CurrentData
from reportgen.review.pull.data_changes import TextChange
from reportgen.review.pull.edits import Choices, Edit, Resolution, ResolvedEdit, TypedFigure, resolved
from reportgen.review.pull.resolve.text_figures import another_meaning

_NUMBER = re.compile(r"-?[\d,，]+(?:\.\d+)?")
MOST_LINES = 4
"""Lines of the data that a refused figure names."""


def typed_figure(edit: Edit, target: TypedFigure, data: CurrentData, choices: Choices) -> ResolvedEdit:
    """One figure; a cell with several readings is a conflict."""
    key, new = target.key, edit.new
    if len(target.versions) > 1:
        several = "、".join(target.versions)
        return resolved(edit, Resolution.CONFLICT, f"「{key}」在几处改成了不同的数：{several}")
    try:
        figure = data.book.resolve(key)
    except UnknownKey:
        return resolved(edit, Resolution.NOTED, f"现在的数据里没有「{key}」")
    if new in (data.book.printed(figure), data.book.celled(figure)):
        return resolved(edit, Resolution.SAME, key)
    figure = data.book.resolve(in_its_own_unit(key))  # what a table prints in 元 is stated under its own key
    source = stated_at(figure)
    if source is None:
        return resolved(edit, Resolution.REFUSED, _formula(figure, data))
    if not new:
        return resolved(edit, Resolution.REFUSED, f"{source} 的数「{key}」删空了，看不出应当是多少；是 0 就请写 0")
    if target.unit:
        remedy = "单位由程序定；数要改请照原来的单位改"
        return resolved(edit, Resolution.REFUSED, f"「{key}」改成了「{new}{target.unit}」，单位也换了：{remedy}")
    if figure.text is not None and (reason := another_meaning(edit.old, new)):
        return resolved(edit, Resolution.REFUSED, f"「{key}」{reason}；确实要改，请改 {source}")
    if source.sheet:
        return resolved(edit, Resolution.NOTED, _of_workbook(figure, source, new))
    change = _change(figure, source, edit, data, digits_of(key) or 0)
    if change is None:
        return resolved(edit, Resolution.REFUSED, f"{source} 的数改成「{new}」看不明白，请自己核对「{key}」")
    message = f"{source} {change.old} → {change.new}{_only(target)}"
    if choices.figures:
        return resolved(edit, Resolution.WRITTEN, message, change)
    return resolved(edit, Resolution.NOTED, f"{message}；加 --figures 才改")


def _of_workbook(figure: Figure, source: Source, new: str) -> str:
    """What to do about a figure that a workbook states: nothing is written into a workbook."""
    ways = (
        f"工作簿错了，换成更正过的再生成；只能以稿件为准的，在 YAML 里写这个数，再在「工作簿更正」写 {figure.key}: 原因"
    )
    return f"「{figure.key}」出自 {source}，稿件改成了 {new}：工作簿没有改。{ways}"


def _only(target: TypedFigure) -> str:
    if target.typed >= target.printed:
        return ""
    return f"（报告里有 {target.printed} 处，只改了 {target.typed} 处，改数据以后都会跟着变）"


def _formula(figure: Figure, data: CurrentData) -> str:
    formula = figure.origin.formula or Summed.rule
    lines = [str(leaf) for leaf in data.explainer.leaves(figure)]
    more = f"……共 {len(lines)} 行" if len(lines) > MOST_LINES else ""
    return f"「{figure.key}」是算出来的：{formula}。要改请改填报的数：{'；'.join(lines[:MOST_LINES])}{more}"


def _as_written(value: Decimal, before: str) -> str:
    """A converted amount with the decimals of the one that stood there, where it has no more of them."""
    places = len(before.partition(".")[2])
    return f"{value:.{places}f}" if round(value, places) == value else f"{value.normalize():f}"


def _change(figure: Figure, source: Source, edit: Edit, data: CurrentData, digits: int) -> TextChange | None:
    """The text in the data with the new number in it, in the data's unit, as the old one was written there.

    digits: by how many the printed amount is longer than in 万元.
    """
    text = data.text_from(source)
    if text is None:
        return None
    if figure.text is not None and text.words.strip() == edit.old:
        return text.replaced(edit.new)
    try:
        value, before = parse_number(edit.new), parse_number(edit.old)
    except NotANumber:
        return None
    there = _NUMBER.search(text.words)
    nothing = there is None and text.words.strip() in NOTHING
    if (there is None and not nothing) or value == before:
        return None
    longer = (4 if data.loaded.data.money_unit == "元" and figure.unit == WAN else 0) - digits
    like = there[0] if there else ".00"
    written = f"{value:f}" if not longer and not digits else _as_written(value.scaleb(longer), like)
    if there is None:
        return text.replaced(written)
    if "," in there[0]:
        written = f"{Decimal(written):,f}"
    return text.changed((there.start(), there.end(), written))
