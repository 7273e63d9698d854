"""Two editions of a kind -> what they print differently: settings, tables, sections, and the wording of both over the
same invented departments, sentence by sentence.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.compare.diff.entries import entries_of
from reportgen.compose.composed import compose
from reportgen.compose.tables import lay_out
from reportgen.document import Document
from reportgen.document.anchors import unnumbered
from reportgen.editions import Edition, Row, TableDefinition
from reportgen.figures import FigureBook
from reportgen.lint.specimen import reports
from reportgen.model.finding import DataUnusable

SETTINGS, TABLES, SECTIONS, WORDS = "设置", "表", "节", "文字"
NOT_PRINTED = ("title", "years", "tables", "parts")
"""Settings that say what an edition is, and those that are told of tables and sections."""
WHOLE_LISTS = 8
"""Of longer lists only what came and went is told."""


@dataclass(frozen=True)
class EditionDifference:
    """One thing that differs: where, and what stands there in the one and in the other; '' for nothing."""

    group: str
    place: str
    old: str
    new: str


def differences(old: Edition, new: Edition) -> Iterator[EditionDifference]:
    """All that two editions print differently, group by group."""
    yield from _settings("", _said(old), _said(new))
    yield from _tables(old, new)
    yield from _sections(old, new)
    yield from _words(old, new)


def _said(edition: Edition) -> dict[str, Any]:
    said = edition.settings.model_dump(by_alias=True, mode="json")
    return {key: value for key, value in said.items() if key not in NOT_PRINTED}


def _settings(path: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[EditionDifference]:
    for key in dict.fromkeys((*old, *new)):
        was, now, name = old.get(key), new.get(key), f"{path}{key}"
        if isinstance(was, Mapping) and isinstance(now, Mapping):
            yield from _settings(f"{name}.", was, now)
        elif was != now:
            yield EditionDifference(SETTINGS, name, *_lists(was, now))


def _lists(was: Any, now: Any) -> tuple[str, str]:
    """Two values in print; of two long lists what only one of them has."""
    if isinstance(was, list) and isinstance(now, list) and max(len(was), len(now)) > WHOLE_LISTS:
        gone, come = [one for one in was if one not in now], [one for one in now if one not in was]
        if gone or come:
            return _text(gone), _text(come)
    return _text(was), _text(now)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "、".join(map(_text, value))
    if isinstance(value, Mapping):
        return "，".join(f"{key}: {_text(entry)}" for key, entry in value.items())
    return "" if value is None else str(value)


def _tables(old: Edition, new: Edition) -> Iterator[EditionDifference]:
    yield from _order(TABLES, "次序", old.settings.tables, new.settings.tables)
    before = {table.id: table for table in old.tables}
    for table in new.tables:
        if table.id in before:
            was, place = before[table.id], f"{table.id} {table.title}"
            for what, old_texts, new_texts in (
                ("题名", [was.title], [table.title]),
                ("纸", [_page(was)], [_page(table)]),
                ("栏", _columns(was), _columns(table)),
                ("行", _rows(was), _rows(table)),
                ("注", was.notes, table.notes),
                ("空表的一句", [was.nil], [table.nil]),
            ):
                yield from _changed(TABLES, f"{place}　{what}", old_texts, new_texts)


def _page(table: TableDefinition) -> str:
    return "横排" if table.landscape else "竖排"


def _columns(table: TableDefinition) -> list[str]:
    heads = (column.heads or (column.name,) for leg in table.legs for column in leg.columns)
    return [" › ".join(part.replace("<br/>", "") for part in parts) for parts in heads]


def _rows(table: TableDefinition) -> list[str]:
    return [
        (row.label or "（空行）") if isinstance(row, Row) else f"（照{row.each}生成的各行）"
        for leg in table.legs
        for row in (*leg.rows, *leg.foot)
    ]


def _sections(old: Edition, new: Edition) -> Iterator[EditionDifference]:
    before, after = {part.id: part for part in old.parts}, {part.id: part for part in new.parts}
    yield from _order(SECTIONS, "各部分", list(before), list(after))
    for name, part in after.items():
        if name in before:
            yield from _changed(SECTIONS, f"{name}　标题", [before[name].heading], [part.heading])
            ids = [[section.id for section in one.sections] for one in (before[name], part)]
            yield from _order(SECTIONS, f"{name}　各节", *ids)
            headings = {section.id: section.heading for section in before[name].sections}
            for section in part.sections:
                if section.id in headings:
                    place = f"{name} {section.id}　标题"
                    yield from _changed(SECTIONS, place, [headings[section.id]], [section.heading])


def _order(group: str, place: str, old: list[str], new: list[str]) -> Iterator[EditionDifference]:
    if old != new:
        yield EditionDifference(group, place, "、".join(old), "、".join(new))


def _words(old: Edition, new: Edition) -> Iterator[EditionDifference]:
    """What is printed of the invented departments of the old edition."""
    told: set[EditionDifference] = set()
    try:
        with reports(old) as before, reports(old, under=new) as after:
            for was, now in zip(before, after, strict=True):
                for found in _sentences(_document(was), _document(now)):
                    if found not in told:
                        told.add(found)
                        yield found
    except DataUnusable as unusable:
        yield EditionDifference(WORDS, "用样例数据排不出来", "", unusable.findings[0].message)


def _document(book: FigureBook) -> Document:
    return compose(book, lay_out(book), book.edition.kind, draft=True).document


def _sentences(old: Document, new: Document) -> Iterator[EditionDifference]:
    before, after = _by_section(old), _by_section(new)
    for name in dict.fromkeys((*after, *before)):
        heading = (after.get(name) or before[name])[0]
        sides = [texts[1] if (texts := side.get(name)) else [] for side in (before, after)]
        yield from _changed(WORDS, heading or "封面", *sides)


def _by_section(document: Document) -> dict[str, tuple[str, list[str]]]:
    """The sentences of each section by its id, with its heading; tables are told by their definitions."""
    tables = {section.get("id") for section in document.body.iter("section") if section.get("class") == "statement"}
    found: dict[str, tuple[str, list[str]]] = {}
    for entry in entries_of(document):
        if entry.kind == "sentence" and entry.text and entry.home.id not in tables:
            heading = entry.home.section or entry.home.part
            found.setdefault(entry.home.id, (heading, []))[1].append(unnumbered(entry.text))
    return found


def _changed(group: str, place: str, old: Iterable[str], new: Iterable[str]) -> Iterator[EditionDifference]:
    """Each run of texts that is another one."""
    before, after = list(old), list(new)
    for how, i, j, m, n in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if how != "equal":
            yield EditionDifference(group, place, "\n".join(before[i:j]), "\n".join(after[m:n]))
