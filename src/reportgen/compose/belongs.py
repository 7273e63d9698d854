"""Whether a section belongs into the report of these data."""

from __future__ import annotations

from pydantic import BaseModel

from reportgen.editions.edition import Section
from reportgen.model.terms import under


def belongs(data: BaseModel, section: Section) -> bool:
    """What it needs is stated, and nothing that stands in its place."""
    return (not section.needs or bool(under(data, section.needs))) and not (
        section.unless and under(data, section.unless)
    )
