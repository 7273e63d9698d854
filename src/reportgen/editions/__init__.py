"""Folders of YAML and templates -> editions: what a report of one kind, year and province looks like."""

from reportgen.editions.edition import Edition, list_editions, load_edition, template_roots
from reportgen.editions.layers import EditionError
from reportgen.editions.table import Column, Leg, Row, RowGenerator, TableDefinition

__all__ = [
    "Column", "Edition", "EditionError", "Leg", "Row", "RowGenerator", "TableDefinition",
    "list_editions", "load_edition", "template_roots",
]
