"""A written Word file -> what is wrong with it that the validators don't see.

They miss doubled ids, rows that don't fill their grid, a look that no style names, what a screen reader
needs, and links into the void: each is a rule here, one function over the opened parts.
"""

from __future__ import annotations

from dataclasses import dataclass

from docx_lint import looks, names, parts, reading, tables
from docx_lint.file import File

_SUBJECTS = (names.RULES, tables.RULES, reading.RULES, looks.RULES, parts.RULES)


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where."""

    rule: str
    where: str

    def __str__(self) -> str:
        return f"{self.rule}：{self.where}"


def lint_docx(content: bytes) -> list[Fault]:
    """Every fault of the file."""
    file = File.read(content)
    return [Fault(name, where) for rules in _SUBJECTS for name, rule in rules.items() for where in rule(file)]
