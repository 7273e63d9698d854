"""An edition -> what is wrong with it, before any department's data meet it.

Codes: E001 unreadable, E002 formula against pick, E003 a section that states too little, E004 states that is not
printed, E005 unknown figure, E006 subject list, E007 key or file that nothing reads, or written twice, E008 weights,
E009 override that hits nothing, E010 a value of another kind than is read, E011 a kind.yaml that hides another one,
E012 years of two editions that overlap, E020 a check sheet that asks for what is not there, M005 an unfit
reference.docx.
"""

from __future__ import annotations

from pathlib import Path

from reportgen.compose.tables import lay_out
from reportgen.editions import EditionError
from reportgen.editions.edition import read_layers
from reportgen.editions.places import place_of
from reportgen.lint import checksheet, layers, meant, sections, subjects, tables, templates
from reportgen.lint.files import Gathered
from reportgen.lint.inherited import Judged, blamed, in_own_layer
from reportgen.lint.readable import UNREADABLE, said_at, unreadable
from reportgen.lint.specimen import reports
from reportgen.lint.walk import HITS_NOTHING, UNREAD, WRONG
from reportgen.model.finding import DataUnusable, Finding, Level, sort_findings

BASE = "base"
CAUSES = (HITS_NOTHING, UNREAD, WRONG)
"""What is told already when an edition can't be put together."""


def lint(kind: str, name: str, project: Path | None = None) -> list[Finding]:
    """Everything that is wrong with one edition and the layers below it, each where it can be mended."""
    return sort_findings(_judged(kind, name, project)[1])


def _judged(kind: str, name: str, project: Path | None) -> Judged:
    """What is found, and the same with the layer that is to blame."""
    if name == BASE:
        return [], []
    gathered, found = _found(kind, name, project)
    if gathered is None:
        return found, found
    below = gathered.folders.layers[1].name
    return found, blamed(gathered, found, lambda: _judged(kind, below, project))


def _found(kind: str, name: str, project: Path | None) -> tuple[Gathered | None, list[Finding]]:
    """Everything that is wrong with an edition, where it shows, and what was read of it, as far as it could be;
    each step goes on from what the one before found sound.
    """
    if unread := unreadable(kind, name, project):
        return None, unread
    try:
        gathered = Gathered(*read_layers(kind, name, project))
    except EditionError as error:
        place = said_at(kind, name, project, error.key or "extends")
        return None, [Finding(UNREADABLE, Level.ERROR, f"版式「{name}」读不出来：{error}", place)]
    try:
        files = templates.Templates(gathered)
        layers.layers(gathered, files.reads())
        subjects.subjects(gathered, project)
        meant.meant(gathered, project)
        if not any(f.code == WRONG for f in gathered.findings) and sections.listed(gathered):
            _contents(gathered, files)
    except EditionError as error:
        if not any(f.code in CAUSES and in_own_layer(gathered, f) for f in gathered.findings):
            found = gathered.in_full(place_of(gathered.folders, error))
            place, why = found or gathered.place(error.file), error.reason if found else error
            message = f"版式「{name}」读不出来：{why}"
            gathered.findings.append(Finding(UNREADABLE, Level.ERROR, message, place))
    return gathered, gathered.findings


def _contents(gathered: Gathered, files: templates.Templates) -> None:
    if not (gathered.edition.tables and gathered.edition.parts):
        return
    files.unused()
    files.references()
    files.typed()
    files.blocks()
    sections.weights(gathered)
    once = tables.names(gathered)
    sound = sections.needs(gathered) and once and not any(f.code in ("E001", "E002", "E005") for f in gathered.findings)
    if not sound:  # the specimens can't be made of what is broken
        return
    try:
        with reports(gathered.edition) as (full, bare):
            if not tables.keys(gathered, full):
                return
            laid = lay_out(full)
            tables.tables(gathered, full, laid)
            sections.named(gathered, full)
            sections.indicators(gathered, full)
            checksheet.checksheet(gathered, full)
            files.figures(full)
            templates.composed(gathered, bare, lay_out(bare))
            document = templates.composed(gathered, full, laid)
            if document is not None:
                sections.sections(gathered, full, bare, document)
    except DataUnusable as unusable:
        gathered.findings.extend(unusable.findings)
