"""Every rule that the tables and sections of all kinds name, and what is said of it where it is said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from reportgen.editions.homes import own_roots, shipped_roots
from reportgen.editions.kinds import ReportKind, main_kinds
from reportgen.editions.layers import EditionError, read
from reportgen.editions.written import RuleDefinition


@dataclass(frozen=True)
class NamedRule:
    """A code where a table (or a section) of a kind names it; `said` where it stands."""

    kind: ReportKind
    code: str
    in_table: bool
    said: RuleDefinition | None


def named_rules(project: Path | None = None) -> tuple[NamedRule, ...]:
    """Every code that a table or section of any kind names: of the shipped editions, and of an office's own."""
    return (*_shipped(), *_own(project))


@cache
def _shipped() -> tuple[NamedRule, ...]:
    kinds, homes = main_kinds().values(), shipped_roots()
    return tuple(
        rule for kind in kinds for home in homes for path in _files(home / kind.folder) for rule in _named(kind, path)
    )


def _own(project: Path | None) -> Iterator[NamedRule]:
    """Not kept: somebody may be writing them. A file that can't be read is told when its edition is used."""
    for root in own_roots(project):
        for kind in main_kinds(project).values():
            for path in _files(root / kind.folder):
                with suppress(EditionError, AttributeError):
                    yield from _named(kind, path)


def _files(home: Path) -> list[Path]:
    return sorted([*home.glob("*/tables/*.yaml"), *home.glob("*/sections/*.yaml")])


def _named(kind: ReportKind, path: Path) -> Iterator[NamedRule]:
    raw = read(path)
    said: dict[str, RuleDefinition] = {}
    for code, entry in raw.get("rules", {}).items():
        with suppress(ValidationError):  # an entry that only changes what a lower layer says is no page of its own
            said[str(code)] = RuleDefinition.model_validate(entry)
    named = [*said, *map(str, raw.get("checks", {}).values()), *([str(raw["check"])] if raw.get("check") else [])]
    for code in dict.fromkeys(named):
        yield NamedRule(kind, code, path.parent.name == "tables", said.get(code))
