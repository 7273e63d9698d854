"""Every rule that the tables and sections of all kinds name, and what is said of it where it is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.editions.kinds import ReportKind, list_kinds
from reportgen.editions.layers import read
from reportgen.editions.written import RuleDefinition


@dataclass(frozen=True)
class NamedRule:
    """A code where a table (or a section) of a kind names it; `said` where it stands."""

    kind: ReportKind
    code: str
    in_table: bool
    said: RuleDefinition | None


def named_rules() -> Iterator[NamedRule]:
    """Every code that a table or section of any kind names."""
    for kind in list_kinds().values():
        for path in sorted([*kind.file.parent.glob("*/tables/*.yaml"), *kind.file.parent.glob("*/sections/*.yaml")]):
            raw = read(path)
            said = {code: RuleDefinition.model_validate(entry) for code, entry in raw.get("rules", {}).items()}
            section = [raw["check"]] if raw.get("check") else []
            for code in dict.fromkeys([*said, *raw.get("checks", {}).values(), *section]):
                yield NamedRule(kind, code, path.parent.name == "tables", said.get(code))
