"""The tables of a file -> the report that its edition would make of them: facts, data in memory, figures, document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from reportgen.audit.tables.seen_tables import SeenTables
from reportgen.build import BuiltReport, assemble
from reportgen.editions import Edition
from reportgen.editions.homes import template_roots
from reportgen.load.in_memory import in_memory
from reportgen.load.nodes import CELL, Node, Text
from reportgen.load.nodes import Mapping as Nodes
from reportgen.load.workbook.folder import prepared
from reportgen.load.workbook.read import Workbook, library_of
from reportgen.model.finding import DataUnusable, Source
from reportgen.model.schema import path_of
from reportgen.model.selection import DIRECTION, STAGE, SUBJECT, Selection
from reportgen.reading.grid import OpenedFile
from reportgen.recognise.facts import FoundFact, facts_of
from reportgen.recognise.forms import Family, Library
from reportgen.recognise.picks import parse
from reportgen.recognise.seen import RecognisedFile

(YEAR,), (REPORTS,) = path_of("year"), path_of("reports")
EDITION = "版式"


def recomposed(opened: OpenedFile, seen: SeenTables, edition: Edition, year: int) -> BuiltReport | None:
    """What stands in no table is 待填. None where the tables say too little."""
    folder = opened.path.resolve().parent / str(year)
    book = _workbook(opened, seen, edition, year)
    place = Source(opened.path.name, 1, 1)
    typed: dict[str, Node] = {
        YEAR: Text(str(year), place, style=CELL),
        REPORTS: _nested({edition.kind: {EDITION: edition.name}}, place),
    }
    loaded = in_memory(prepared(typed, [book], year).joined.nodes, folder, year)
    if loaded is None:
        return None
    try:
        return assemble(loaded, edition.kind, draft=True, checks=False)
    except DataUnusable:
        return None


def _workbook(opened: OpenedFile, seen: SeenTables, edition: Edition, year: int) -> Workbook:
    """The tables as a workbook of the year, of which all is wanted that is wanted of any export."""
    exports = library_of(tuple(template_roots(Path(opened.path).resolve().parent)))
    wanted = tuple(dict.fromkeys(fact for family in exports.families.values() for fact in family.facts))
    found = RecognisedFile(
        tables=seen.tables,
        ignored=(),
        families=(edition.name,),
        kind=edition.kind,
        department=seen.department,
        year=year,
    )
    library = Library({edition.name: Family(edition.name, edition.name, "(?!)", (), wanted, ())})
    listed = frozenset(code for code in edition.subjects if code[0] == "2")
    facts = facts_of(found, library)
    facts = replace(facts, facts=_once(facts.facts))
    return Workbook(opened.path.name, "", found, facts, opened, listed)


def _once(facts: Mapping[str, FoundFact]) -> dict[str, FoundFact]:
    """Without a 类 of which the file has the 项 too: the same money is told once."""
    picks = {key: pick for key in facts if (pick := parse(key))}
    below = {(*_side(pick), code[:3]) for pick in picks.values() for code in pick[SUBJECT] or () if len(code) > 3}
    return {
        key: fact
        for key, fact in facts.items()
        if key not in picks or not any((*_side(picks[key]), code) in below for code in picks[key][SUBJECT] or ())
    }


def _side(pick: Selection) -> tuple[frozenset[str] | None, ...]:
    """What must be the same for two picks to be of the same money."""
    return pick[DIRECTION], pick[STAGE]


def _nested(values: dict[str, dict[str, str]], place: Source) -> Nodes:
    outer: dict[str, Node] = {}
    for key, inner in values.items():
        texts: dict[str, Node] = {name: Text(value, place, style=CELL) for name, value in inner.items()}
        outer[key] = Nodes(texts, dict.fromkeys(texts, place), place)
    return Nodes(outer, dict.fromkeys(outer, place), place)
