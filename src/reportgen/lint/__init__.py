"""An edition -> what is wrong with it, before any department's data meet it.

Codes: E001 unreadable, E002 formula against pick, E003 a section that states too little, E004 states that is not printed,
E005 unknown figure, E006 subject list, E007 key or file that nothing reads, E008 weights, E009 override that hits nothing.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from reportgen.editions import EditionError, load_edition
from reportgen.finding import DataUnusable, Finding, Level, sort_findings
from reportgen.lint import layers, sections, subjects, tables, templates
from reportgen.lint.files import Gathered
from reportgen.lint.specimen import reports
from reportgen.tables import lay_out


def lint(kind: str, name: str, project: Path | None = None) -> list[Finding]:
    """Everything that is wrong with one edition and the layers below it."""
    try:
        gathered = Gathered(load_edition(kind, name, project))
    except EditionError as error:
        return [_unreadable(name, error)]
    try:
        files = templates.Templates(gathered)
        layers.layers(gathered, files.reads())
        subjects.subjects(gathered, project)
        if gathered.edition.tables and gathered.edition.parts:
            _contents(gathered, files)
    except (EditionError, yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        if not any(f.code in (layers.HITS_NOTHING, layers.UNREAD) for f in gathered.findings):  # which told the cause
            gathered.findings.append(_unreadable(name, error))
    return sort_findings(gathered.findings)


def _unreadable(name: str, error: Exception) -> Finding:
    told = str(error) if isinstance(error, (EditionError, yaml.YAMLError)) else f"有一处的写法不是这里要的（{error}）"
    return Finding("E001", Level.ERROR, f"版式「{name}」读不出来：{told}")


def _contents(gathered: Gathered, files: templates.Templates) -> None:
    files.unused()
    files.blocks()
    sections.weights(gathered)
    tables.names(gathered)
    sound = sections.needs(gathered) and not any(f.code in ("E001", "E002", "E005") for f in gathered.findings)
    if not sound:  # the specimens can't be made of what is broken
        return
    try:
        with reports(gathered.edition) as (full, bare):
            if not tables.keys(gathered, full):
                return
            laid = lay_out(full)
            tables.tables(gathered, full, laid)
            sections.named(gathered, full)
            files.figures(full)
            templates.composed(gathered, bare, lay_out(bare))
            document = templates.composed(gathered, full, laid)
            if document is not None:
                sections.sections(gathered, full, bare, document)
    except DataUnusable as unusable:
        gathered.findings.extend(unusable.findings)
