"""Who is asked about what is missing or deviates: readers.yaml. Who is asked about a finding is said by its rule."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

EVERYBODY = ""
READERS = ("领导", "财务", "科室")


@cache
def _table() -> Mapping[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("readers.yaml").read_text(encoding="utf-8"))
    return loaded


def reader_of_gap(path: str) -> str:
    """Who writes what is missing at this address of the data."""
    return _longest(_table()["待填"], path)


def reader_of(kind: str) -> str:
    """Who answers any other question."""
    return _longest(_table()["问题"], kind)


def section_for(top: str) -> str:
    """The end of the id of the section that tells of a top-level key; '' where none is named."""
    return str(_table()["节"].get(top, ""))


def top_of(section: str) -> str:
    """The first top-level key that a section tells of; '' for a section of the tables or the cover."""
    return next((top for top, end in _table()["节"].items() if f"{section}-".find(f"-{end}-") > 0), "")


def _longest(table: Mapping[str, str], name: str) -> str:
    fitting = sorted((begin for begin in table if name.startswith(begin)), key=len)
    return table[fitting[-1]] if fitting else str(_table()["其余"])
