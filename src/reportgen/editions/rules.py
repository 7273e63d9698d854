"""What the tables and sections of editions say of rules of their own, beside the formulas and states that these check.

    checks: {rows: C007}
    rules: {C007: {title: 表02：合计＝各类，类＝各款，款＝各项, aliases: [V33-240]}}

What is said of a code stands once; another table or section names the code alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict

from reportgen.editions.kinds import ReportKind, list_kinds
from reportgen.editions.layers import read


class RuleDefinition(BaseModel):
    """An entry of `rules`; see Rule of the checks for what the fields say.

    table, keys: it compares no formula, but keys that the other table prints too.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)

    title: str
    what: str = ""
    why: str = ""
    remedy: str = ""
    aliases: tuple[str, ...] = ()
    approved: tuple[str, ...] = ()
    waivable: bool = False
    table: str = ""
    keys: tuple[str, ...] = ()


def rules_from(raw: Mapping[str, Any]) -> dict[str, RuleDefinition]:
    """What the YAML of a table or section says of its rules, by code. Raises ValueError."""
    return {code: RuleDefinition.model_validate(said) for code, said in raw.get("rules", {}).items()}


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
            said = rules_from(raw)
            section = [raw["check"]] if raw.get("check") else []
            for code in dict.fromkeys([*said, *raw.get("checks", {}).values(), *section]):
                yield NamedRule(kind, code, path.parent.name == "tables", said.get(code))
