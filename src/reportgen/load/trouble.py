"""An error of YAML's and the lines that it read -> where it gave up, and what it was doing."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

HEAD = re.compile(r"(?P<indent>[ ]*)(?P<item>(?:- )*)(?P<words>\S.*)")
BLOCK = re.compile(r"(?:^|[:\-?][ \t]+)[|>][+-]?\d?[+-]?\s*(?:#.*)?$")


@dataclass(frozen=True)
class Trouble:
    """Where YAML gave up, and what it was doing; lines and columns from 0."""

    lines: list[str]
    problem: str
    context: str
    line: int
    column: int
    began: int
    """The line on which that began."""

    @property
    def text(self) -> str:
        """The line."""
        return self.lines[self.line] if self.line < len(self.lines) else ""

    def above(self, line: int) -> int:
        """The nearest line above that has words; -1 when there is none."""
        return next(
            (
                n
                for n in range(line - 1, -1, -1)
                if self.lines[n].strip() and not self.lines[n].lstrip().startswith("#")
            ),
            -1,
        )


def trouble_of(error: yaml.YAMLError, lines: list[str]) -> Trouble:
    """The place of an error."""
    problem, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    mark = problem or context
    line, column = (mark.line, mark.column) if mark else (0, 0)
    began = context.line if context else line
    return Trouble(
        lines,
        str(getattr(error, "problem", "")),
        str(getattr(error, "context", "")),
        line,
        column,
        min(began, len(lines) - 1),
    )
