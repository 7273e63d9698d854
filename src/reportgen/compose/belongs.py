"""Whether a section or a part belongs into the report of these data."""

from __future__ import annotations

from pydantic import BaseModel

from reportgen.editions.edition import Part, Section
from reportgen.model.terms import under


def belongs(data: BaseModel, piece: Section | Part) -> bool:
    """What it needs is stated, and nothing that stands in its place."""
    return (not piece.needs or bool(under(data, piece.needs))) and not (piece.unless and under(data, piece.unless))
