"""What the edition says that a section must state -> the keys that its text must print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reportgen.compose.belongs import belongs
from reportgen.compose.phrases import subject_codes
from reportgen.editions.edition import Part, Section
from reportgen.editions.written import StatesEntry
from reportgen.figures import FigureBook, UnknownKey
from reportgen.figures.form_kinds import with_own_form
from reportgen.figures.indicators import form_at, in_form
from reportgen.model import selection
from reportgen.model.figure import Figure
from reportgen.model.indicator import OVERALL
from reportgen.model.terms import under

Ways = tuple[str, ...]
"""Keys of which one must be printed: a project's own, or that of the projects it is told together with."""


OWN_FORMS = "有自评表的项目"
"""All projects but those whose form is that of a 转移支付."""
OF_WHOLE = "整体自评的指标"
"""The keys of all indicators in the form of the whole: {}.目标值."""


class StatesError(ValueError):
    """An entry of `states` is written in no known way; its argument is the entry."""


def wanted(book: FigureBook, section: Section, stage: str) -> Iterator[Ways]:
    """The keys that the text of a section must print, for these data."""
    for entry in section.states:
        budget = isinstance(entry, StatesEntry) and entry.stage is not None
        for key in _keys(book, entry, stage):
            planned = (book.canonical(f"{key}.{stage}"),) if budget and _zero(book, key) else ()
            yield (book.canonical(key), *planned, *_together(book, key), *_in_form(key), *_by_kind(book, key))


def present(book: FigureBook, piece: Section | Part) -> bool:
    """Whether the section, or the part, belongs into the report at all."""
    return belongs(book.loaded.data, piece)


def tells(figure: Figure) -> bool:
    """Whether a sentence can print it. A change of 0 is told as 持平, a rate on a base of 0 not at all."""
    if not figure.certain:
        return False
    if figure.key.endswith((".增减额", ".增长率")):
        return not figure.zero
    return not (figure.unit == "%" and figure.state == "blank")


def _keys(book: FigureBook, entry: str | StatesEntry, stage: str) -> Iterator[str]:
    if isinstance(entry, str):
        yield entry.replace("{stage}", stage)
        return
    if entry.keys is None:
        raise StatesError(str(entry))
    keys = [key.replace("{stage}", stage) for key in entry.keys]
    if entry.each is not None:
        for name in _names(book, entry, stage):
            yield from (k.replace("{}", name) for k in keys)
    elif _holds(book, entry):
        yield from keys


def _names(book: FigureBook, entry: StatesEntry, stage: str) -> list[str]:
    if entry.each == "codes":
        return _codes(book, entry, stage)
    if entry.each == OWN_FORMS:
        return with_own_form(book)
    if entry.each == OF_WHOLE:
        return [row.key for row in in_form(book, OVERALL)]
    records = under(book.loaded.data, entry.each or "")
    if isinstance(records, Mapping):
        return list(records)
    if isinstance(records, list):
        if all(isinstance(record, Mapping) for record in records):
            return [str(next(iter(record.values()), "")).strip() for record in records]
        narrated = {name for group in book.loaded.data.narrated for name in group} if entry.each == "项目" else set()
        return [
            record.name for record in records if not narrated or record.name in narrated
        ]  # C061 tells who is left out
    raise StatesError(str(entry))


def _codes(book: FigureBook, entry: StatesEntry, stage: str) -> list[str]:
    """The subjects, as fine as their budget is known: the text falls back to 类 where only 类 have a budget."""
    digits = entry.digits or _setting(book, entry.digits_in)
    if entry.of is None or digits is None:
        raise StatesError(str(entry))
    pick = entry.of
    try:
        staged = selection.STAGE in dict(selection.parse(pick).dims)
    except selection.NotAnAddress as error:
        raise StatesError(str(entry)) from error
    if staged:
        return subject_codes(book, pick, digits)
    budgeted = f"{pick}.{stage}"
    coarse = digits > 3 and bool(subject_codes(book, budgeted, 3)) and not subject_codes(book, budgeted, digits)
    if entry.stage is not None:
        return subject_codes(book, pick, 3 if coarse else digits, stage)
    return [] if coarse else subject_codes(book, pick, digits)


def _setting(book: FigureBook, path: str | None) -> int | None:
    """A number among what an edition has set for its own templates: entries.digits."""
    found: Any = book.edition.settings.model_extra
    for part in path.split(".") if path else ():
        found = found.get(part) if isinstance(found, Mapping) else None
    return int(found) if path and str(found).isdecimal() else None


def _zero(book: FigureBook, key: str) -> bool:
    try:
        return book.resolve(key).zero
    except UnknownKey:
        return False


def _holds(book: FigureBook, entry: StatesEntry) -> bool:
    for key, zero in ((entry.when, False), (entry.unless, True)):
        if key is not None:
            try:
                figure = book.resolve(key)
            except UnknownKey as error:
                raise StatesError(str(entry)) from error
            return figure.certain and figure.zero == zero
    if entry.given is not None:
        return bool(under(book.loaded.data, entry.given))
    raise StatesError(str(entry))


def _in_form(key: str) -> Iterator[str]:
    """The 执行率 of a form in its own places: 自评.甲.执行率 for 项目.甲.执行率."""
    base, _, name = key.rpartition(".")
    if name == "执行率" and base.split(".")[0] in ("项目", "转移支付", "整体自评"):
        yield f"自评.{form_at(base)}.执行率"


def _by_kind(book: FigureBook, key: str) -> Iterator[str]:
    """The counts of guests where these are told by kind."""
    for row in book.loaded.data.three_public.receptions if key.startswith("实物量.国内接待") else ():
        yield f"接待.{row.kind}.{key[-2:]}"


def _together(book: FigureBook, key: str) -> Iterator[str]:
    parts = key.split(".")
    if parts[0] != "项目" or len(parts) < 3:
        return
    for group in book.loaded.data.narrated:
        if len(group) > 1 and parts[1] in group:
            yield ".".join(("项目合并", "、".join(group), *parts[2:]))
