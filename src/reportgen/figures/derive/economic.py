"""Economic codes that the data use and the year's list lacks, and another year's has -> the edition with rows for them.

A list tells only what was seen of a year: a code of another year is most likely of this one too, and its money must
be printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from reportgen.editions import Edition
from reportgen.editions.subjects import LISTED, list_subjects, load_subjects
from reportgen.load import Loaded

NAMES, BESIDES, BORROWED = "经济科目", "其余经济科目", "别的年度的经济科目"
"""BORROWED in an edition's subjects: the codes that were added, each with the year whose list has it."""


def with_used_codes(loaded: Loaded, edition: Edition) -> Edition:
    """The edition, whose list has the codes of the data too that it prints no row for otherwise, or that the list of
    another year knows.
    """
    listed, besides = edition.subjects.get(NAMES) or {}, edition.subjects.get(BESIDES) or {}
    used = [code for code in dict.fromkeys(_used(loaded)) if code not in listed and code.isdigit()]
    if not used:
        return edition
    printed = {code[:3] for code in listed if len(code) > 3}  # of the other classes no table prints the 款
    names = {**listed, **{code: besides[code] for code in used if code in besides and code[:3] in printed}}
    lacking, years = [code for code in used if code not in besides], dict[str, str]()
    for year, known in _other_lists(loaded, str(edition.subjects.get(LISTED, ""))):
        for code in (c for c in lacking if c in known and c not in years):
            names |= {above: known[above] for above in (code[:3], code) if above in known and above not in names}
            years[code] = year
    return replace(edition, subjects={**edition.subjects, NAMES: names, BORROWED: years})


def borrowed_from(subjects: Mapping[str, Any], code: str) -> str:
    """The year whose list has a code that the list in use lacks; ''."""
    return str((subjects.get(BORROWED) or {}).get(code, ""))


def _used(loaded: Loaded) -> Iterator[str]:
    data = loaded.data
    yield from data.economic
    yield from (row.economic.strip() for row in data.detail)
    if data.budget:
        yield from (row.economic.strip() for row in data.budget.basic)
        yield from (row.economic.strip() for row in data.budget.spending)


def _other_lists(loaded: Loaded, listed: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The lists of all years, the nearest first; of two that are as near the later one."""
    project, year = loaded.folder.resolve().parent, loaded.data.year
    for name in sorted(list_subjects(project), key=lambda one: (abs(int(one) - year), -int(one))):
        if name != listed:
            known = load_subjects(name, project).get(NAMES) or {}
            yield name, {str(code): str(said) for code, said in known.items()}
