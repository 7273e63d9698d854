"""An edition -> what is wrong with it, before any department's data meet it.

Codes: E001 unreadable, E002 formula against pick, E003 a section that states too little, E004 states that is not printed,
E005 unknown figure, E006 subject list, E007 key or file that nothing reads, or written twice, E008 weights,
E009 override that hits nothing, E010 a value of another kind than is read.
"""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from reportgen.compose.tables import lay_out
from reportgen.editions import EditionError, load_edition
from reportgen.lint import layers, sections, subjects, tables, templates
from reportgen.lint.files import Gathered
from reportgen.lint.readable import unreadable
from reportgen.lint.specimen import reports
from reportgen.model.finding import DataUnusable, Finding, Level, sort_findings

CAUSES = (layers.HITS_NOTHING, layers.UNREAD, layers.WRONG)
"""What is told already when an edition can't be put together."""


def lint(kind: str, name: str, project: Path | None = None) -> list[Finding]:
    """Everything that is wrong with one edition and the layers below it."""
    if unread := unreadable(kind, name, project):
        return sort_findings(unread)
    gathered = Gathered(load_edition(kind, name, project))
    try:
        files = templates.Templates(gathered)
        layers.layers(gathered, files.reads())
        subjects.subjects(gathered, project)
        if (
            not any(f.code == layers.WRONG for f in gathered.findings)
            and sections.listed(gathered)
            and gathered.edition.tables
            and gathered.edition.parts
        ):
            _contents(gathered, files)
    except (EditionError, yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        if not any(f.code in CAUSES for f in gathered.findings):
            gathered.findings.append(_unusable(gathered, error))
    return sort_findings(gathered.findings)


def _unusable(gathered: Gathered, error: Exception) -> Finding:
    """What the layers together don't make: 表 88 的定义不完整."""
    told = str(error) if isinstance(error, EditionError) else f"有一处的写法不是这里要的（{error}）"
    table = re.match(r"表 (\w+) 的", told)
    source = gathered.place(f"tables/{table[1]}.yaml" if table else "edition.yaml")
    return Finding("E001", Level.ERROR, f"版式「{gathered.edition.name}」读不出来：{told}", source)


def _contents(gathered: Gathered, files: templates.Templates) -> None:
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
            files.figures(full)
            templates.composed(gathered, bare, lay_out(bare))
            document = templates.composed(gathered, full, laid)
            if document is not None:
                sections.sections(gathered, full, bare, document)
    except DataUnusable as unusable:
        gathered.findings.extend(unusable.findings)
