"""Folders of YAML and templates -> editions: what a report of one kind, year and province looks like."""

from reportgen.editions.edition import (
    REFERENCE,
    Edition,
    LayeredFolders,
    list_editions,
    load_edition,
    reference_of,
    usual_reference,
)
from reportgen.editions.homes import NoTemplates, template_roots
from reportgen.editions.kinds import ReportKind, find_kind, list_kinds, main_kinds, usual_kind
from reportgen.editions.layers import EditionError
from reportgen.editions.settings import EditionSettings, StandardIndicator
from reportgen.editions.table import Column, Leg, Row, RowGenerator, TableDefinition

__all__ = [
    "REFERENCE",
    "Column",
    "Edition",
    "EditionError",
    "EditionSettings",
    "LayeredFolders",
    "Leg",
    "NoTemplates",
    "ReportKind",
    "Row",
    "RowGenerator",
    "StandardIndicator",
    "TableDefinition",
    "find_kind",
    "list_editions",
    "list_kinds",
    "load_edition",
    "main_kinds",
    "reference_of",
    "template_roots",
    "usual_kind",
    "usual_reference",
]
