"""What an edition says that it is for: years that overlap, a kind.yaml that hides another one, the words of variants,
sections that are left out.
"""

from __future__ import annotations

from contextlib import suppress
from functools import reduce
from pathlib import Path

import yaml

from reportgen.editions.kinds import list_kinds, shadows
from reportgen.editions.layers import merge, read
from reportgen.editions.nodes import child, compose_yaml, pairs
from reportgen.editions.places import SHADOWS, shadowing
from reportgen.editions.settings import EditionFile
from reportgen.editions.worded import WORDS
from reportgen.editions.years import overlaps, span
from reportgen.lint.files import Gathered, nearest, shown, source_of
from reportgen.lint.walk import HITS_NOTHING, UNREAD, Walk
from reportgen.model.finding import Level, Source

YEARS = "E012"
FILE = "edition.yaml"


def meant(gathered: Gathered, project: Path | None) -> None:
    """Everything that is wrong with what it is for."""
    _years(gathered, project)
    for own, shipped in shadows(project):
        if own == gathered.folders.about.file:
            told = shadowing(own, shipped)
            gathered.add_finding(SHADOWS, told.message, Source(shown(own), 1, 1), told.remedy, Level.WARNING)
    with suppress(yaml.YAMLError):
        _variants(gathered, project)
        _left_out(gathered)


def _years(gathered: Gathered, project: Path | None) -> None:
    folders, said = gathered.folders, str(gathered.said.get("years") or "")
    first, last = span(said)
    if first and last < first:
        gathered.add_finding(
            YEARS, f"years: {said}，前一年比后一年晚", gathered.place(FILE, "years:"), "请写成 2020-2021"
        )
    for pair in overlaps(folders.kind, project):
        for one, other in (pair, pair[::-1]):
            if one.name == folders.name:
                years = range(max(one.first, other.first), min(one.last, other.last) + 1)
                message = f"years 和「{other.name}」（{other.as_text}）重叠：{'、'.join(map(str, years))}"
                gathered.add_finding(YEARS, message, gathered.place(FILE, "years:"), "请各写各的年度，一年只归一个版式")


def _variants(gathered: Gathered, project: Path | None) -> None:
    """The settings of another kind that is printed by the same edition are written as those of the edition."""
    about = gathered.folders.about
    known = [k.name for k in list_kinds(project).values() if k.variant_of and k.folder == about.folder]
    files = [path for _, path in gathered.layers_with(FILE)]
    said = reduce(merge, (read(path) for path in reversed(files)))  # before a variant changes it
    for path in files:
        node = compose_yaml(path)
        for name, key, settings in pairs(child(node, "variants")) if node is not None else ():
            if name not in known:
                message = f"variants 里的「{name}」不是用这个版式的报告；有的是：{'、'.join(known)}"
                gathered.add_finding(UNREAD, message, source_of(path, key), nearest(name, known))
            also = {WORDS: gathered.said.get(WORDS) or {}}  # whether these are read is told of the edition's own
            Walk(gathered, path, also, frozenset()).walk(settings, EditionFile, said, "")


def _left_out(gathered: Gathered) -> None:
    if gathered.folders.about.variant_of:  # what a layer below leaves out, this edition may never have had
        return
    left_out = gathered.said.get("left_out")
    for name in left_out if isinstance(left_out, list) else ():
        if name not in gathered.section_ids():
            place = gathered.listed("left_out", str(name)) or gathered.place(FILE, f"{name}")
            gathered.add_finding(
                HITS_NOTHING, f"不印的节「{name}」本来就没有列", place, nearest(str(name), gathered.section_ids())
            )
