"""The edition's own checksheet.yaml -> items that ask for a section, a table, a figure or a check that is not there.

A sheet of a layer below isn't looked at: its items follow the sections that this edition has, when they are answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import yaml

from reportgen.checks.engine.catalogue import all_rules
from reportgen.checks.engine.pages import MODES, at_once
from reportgen.editions.checksheet import SheetItem
from reportgen.editions.layers import EditionError, read_as
from reportgen.editions.nodes import child, compose_yaml, pairs
from reportgen.figures import FigureBook
from reportgen.lint.files import Gathered, nearest, scalars, source_of
from reportgen.lint.tables import known
from reportgen.model.finding import Source

NOT_THERE = "E020"
FILE = "checksheet.yaml"
KEYS = ("states", "tells", "when")
ASKING = ("tables", "deadline", "nil", "codes", "checks", "section", "manual")
ALONE = frozenset(ASKING) - {"section"}
"""Of these an item has one; a section may stand beside, for the page."""
CODE = re.compile(r"[A-Z]\d{3}")


def checksheet(gathered: Gathered, book: FigureBook) -> None:
    """Every item of the edition's own sheet asks for what the edition has."""
    path = gathered.folders.layers[0] / FILE
    if not path.is_file():
        return
    tree = compose_yaml(path)
    for key, node, _ in pairs(child(tree, "words")):
        known(gathered, book, key, source_of(path, node), "检查表 words 里的")
    codes = {rule.code for rule in all_rules()} | set(at_once()) | set(_stated(gathered))
    for node in _items(tree):
        with suppress(EditionError, yaml.YAMLError):  # the walk over the file told it
            content = yaml.SafeLoader("").construct_document(node)
            _item(gathered, book, path, node, read_as(SheetItem, content, FILE), codes)


def _stated(gathered: Gathered) -> Iterator[str]:
    """The codes of rules that the edition itself states."""
    for table in gathered.edition.tables:
        yield from table.rules
    for part in gathered.edition.parts:
        for section in part.sections:
            yield from section.rules


def _items(tree: yaml.Node | None) -> Iterator[yaml.Node]:
    """The nodes of all items, in order."""
    aspects = child(tree, "aspects")
    for aspect in aspects.value if isinstance(aspects, yaml.SequenceNode) else ():
        items = child(aspect, "items")
        yield from items.value if isinstance(items, yaml.SequenceNode) else ()


def _item(gathered: Gathered, book: FigureBook, path: Path, node: yaml.Node, item: SheetItem, codes: set[str]) -> None:
    """One item; each thing that is not there at its own place."""
    asked = [name for name in ASKING if name in item.model_fields_set]
    if not asked:
        remedy = f"请写其中一样：{'、'.join(ASKING)}"
        gathered.add_finding(NOT_THERE, f"检查表的「{item.item}」没有写看什么", source_of(path, node), remedy)
    if len(several := [name for name in asked if name in ALONE]) > 1:
        message = f"检查表的「{item.item}」写了几种看法：{'、'.join(several)}"
        gathered.add_finding(NOT_THERE, message, source_of(path, node), "一项只有一种，请分成几项")
    of_variants = gathered.of_variants()
    tables = list(dict.fromkeys([*gathered.table_ids(), *of_variants[0]]))
    sections = list(dict.fromkeys([*gathered.section_ids(), *of_variants[1]]))
    if item.section and item.section not in sections:
        _missing(gathered, source_of(path, child(node, "section") or node), "节", item.section, sections)
    for name, name_node, keys in pairs(child(node, "tables")):
        if name not in tables:
            _missing(gathered, source_of(path, name_node), "表", name, tables)
        _keys(gathered, book, path, keys)
    if item.codes and item.codes.table not in tables:
        place = child(child(node, "codes"), "table") or node
        _missing(gathered, source_of(path, place), "表", item.codes.table, tables)
    for key in KEYS:
        _keys(gathered, book, path, child(node, key))
    checks = child(node, "checks")
    for scalar in scalars(checks) if checks is not None else ():
        _check(gathered, source_of(path, scalar), str(scalar.value), codes)


def _keys(gathered: Gathered, book: FigureBook, path: Path, node: yaml.Node | None) -> None:
    for scalar in scalars(node) if node is not None else ():
        known(gathered, book, str(scalar.value), source_of(path, scalar), "检查表里的")


def _missing(gathered: Gathered, place: Source, what: str, name: str, there: list[str]) -> None:
    message = f"检查表问的{what}「{name}」，这个版式没有"
    gathered.add_finding(NOT_THERE, message, place, nearest(name, there) or f"这个版式有的：{'、'.join(there)}")


def _check(gathered: Gathered, place: Source, span: str, codes: set[str]) -> None:
    """C041..C053, one code, or one way of checking it: C058 印出来的."""
    words, _, way = span.partition(" ")
    first, several, last = words.partition("..")
    for code in (first, last) if several else (first,):
        if not (code in codes or (several and CODE.fullmatch(code))):
            message = f"检查表问的检查「{code}」没有"
            gathered.add_finding(NOT_THERE, message, place, nearest(code, codes) or "编号见 docs/checks.md")
    if several and CODE.fullmatch(first) and CODE.fullmatch(last) and not any(first <= c <= last for c in codes):
        gathered.add_finding(NOT_THERE, f"检查表问的「{words}」里一项检查也没有", place, "编号见 docs/checks.md")
    if way and way not in MODES.values():
        message = f"检查表的「{span}」后面应是一种检查的方式：{'、'.join(MODES.values())}"
        gathered.add_finding(NOT_THERE, message, place, nearest(way, MODES.values()))
