"""Plain data and the names of secret projects -> the data without whatever else tells of them."""

from __future__ import annotations

import re
from typing import Any

from reportgen.model.field import term_of
from reportgen.model.schema import FieldAt, path_of, records_in, top_fields
from reportgen.model.terms import PROJECTS

BY_PROJECT = (PROJECTS, *path_of("indicators"), "自评", "上年")
"""First parts of keys that a project's name may follow."""
NAMING_PROJECTS = ("project", "subject or project", "figure", "last year's figure")
"""Mappings whose keys may name a project."""


def without_projects(plain: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """The data without whatever else tells of secret projects: their words, indicators, reasons and points."""
    if not names:
        return plain

    def tells(key: str) -> bool:
        parts = key.split(".")
        return bool(names & set(parts[0].split("、"))) or (parts[0] in BY_PROJECT and bool(names & set(parts)))

    def clean(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: clean(v) for k, v in value.items() if not tells(k)}
        if isinstance(value, list):
            return [clean(v) for v in value]
        return value

    result = dict(plain)
    for key, field in top_fields().items():
        said = field.term
        if key in result and said.keys.of in NAMING_PROJECTS:
            result[key] = clean(result[key])
        elif isinstance(result.get(key), list) and said.refers == PROJECTS:
            groups = [[n for n in _group(g) if not (isinstance(n, str) and n in names)] for g in result[key]]
            result[key] = [g for g in groups if g]
        elif isinstance(rows := result.get(key), list) and said.table and (columns := _referring(field)):
            result[key] = [row for row in rows if not (isinstance(row, dict) and _of_any(row, columns, names))]
    return result


def _referring(field: FieldAt) -> list[str]:
    """The columns of a table that name projects of the 项目 table."""
    records = records_in(field.info)
    return [str(i.alias) for record in records for i in record.model_fields.values() if term_of(i).refers == PROJECTS]


def _of_any(row: dict[str, Any], columns: list[str], names: set[str]) -> bool:
    return any(isinstance(row.get(column), str) and row[column] in names for column in columns)


def _group(value: Any) -> list[Any]:
    return value if isinstance(value, list) else re.split(r"[、,，\s]+", str(value))
