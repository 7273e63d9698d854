"""What is wrong with the data, as values: level, code, place, what stands there and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Level(Enum):
    """How grave a finding is; 错误 blocks the final build."""

    ERROR = "错误"
    WARNING = "提醒"
    HINT = "提示"


_TERM = re.compile(r"[＋−][^＋−]+")
MOST_CELLS = 3
"""Cells that a place names besides its own."""
_SHEET = re.compile(r"(?P<file>.+\.(?:xlsx?|xlsm|ett?|html?|docx?|wps|pdf))!(?P<sheet>[^!]+)", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Source:
    """A place in a file of the user's: lines and columns count from 1; of a workbook `file` names the sheet too
    (决算.xls!Z04), and they are row and column.

    also: the other cells of which the figure is made, as a formula goes on (−Z07!L14), or the cell that it stands for.
    """

    file: str
    line: int
    column: int
    also: str = field(default="", compare=False)

    @property
    def sheet(self) -> str:
        """The sheet of a workbook; "" for a text file."""
        found = _SHEET.fullmatch(self.file)
        return found["sheet"] if found else ""

    @property
    def cell(self) -> str:
        """F23; "" for a text file."""
        return f"{letters_of(self.column - 1)}{self.line}" if self.sheet and self.line and self.column else ""

    def as_json(self) -> dict[str, Any]:
        """The place for programs."""
        place: dict[str, Any] = {"file": self.file, "line": self.line, "column": self.column}
        if found := _SHEET.fullmatch(self.file):
            place |= {"file": found["file"], "sheet": found["sheet"], "cell": self.cell, "also": self.also}
        return place

    def __str__(self) -> str:
        if cell := self.cell:
            first = _TERM.findall(self.also)
            many = len(first) > MOST_CELLS
            return f"{self.file}!{cell}{''.join(first[:MOST_CELLS]) if many else self.also}{'…' if many else ''}"
        return f"{self.file}:{self.line}:{self.column}{self.also}"

    def rests_on(self, file: str, line: int, column: int = 0) -> bool:
        """Whether it is this line or cell (column 0: any of its row), or one of the others of which it is made."""
        if (self.file, self.line) == (file, line) and column in (0, self.column):
            return True
        book, _, sheet = file.rpartition("!")
        if not self.also or not self.sheet or not self.file.startswith(f"{book}!"):
            return False
        row = re.escape(letters_of(column - 1)) if column else "[A-Z]+"
        return bool(re.search(rf"[＋−]{re.escape(sheet)}!{row}{line}(?!\d)", self.also))


def letters_of(column: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA: the name of a column as spreadsheet programs have it."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


NOWHERE = Source("数据", 0, 0)


FORMAT = "reportgen findings 1"
"""Name and version of findings in JSON (docs/json.md); another number when a key goes or changes its meaning."""


@dataclass(frozen=True)
class Finding:
    """One problem: `message` says what stands there and what was expected, `remedy` what to do.

    excerpt: the line of the file with a caret below the place; corrected: the line as it should be, where that is
    known.
    """

    code: str
    level: Level
    message: str
    source: Source | None = None
    key: str | None = None
    remedy: str = ""
    excerpt: str = field(default="", compare=False)
    corrected: str = field(default="", compare=False)

    def as_text(self) -> str:
        """The finding in print: its line, the line of the file with a caret, and the line as it should be."""
        corrected = f"     改成 | {self.corrected.rstrip()}" if self.corrected else ""
        return "\n".join(line for line in (str(self), self.excerpt, corrected) if line)

    def as_json(self) -> dict[str, Any]:
        """The one shape of a finding for programs: every key always, null or "" where there is nothing."""
        return {
            "code": self.code,
            "level": self.level.value,
            "message": self.message,
            "remedy": self.remedy,
            "key": self.key,
            "source": self.source.as_json() if self.source else None,
            "excerpt": self.excerpt,
            "corrected": self.corrected,
        }

    def __str__(self) -> str:
        place = str(self.source) if self.source else (self.key or "数据")
        remedy = f"。{self.remedy}" if self.remedy else ""
        return f"{place} {self.level.value} [{self.code}] {self.message}{remedy}"


class DataUnusable(Exception):
    """Going on is impossible; `findings` say why, each with its place and next step.

    heading: what stands above the place in print, where no file is to blame for certain.
    """

    def __init__(self, findings: Iterable[Finding], heading: str = "") -> None:
        self.findings, self.heading = tuple(findings), heading
        super().__init__("\n".join(map(str, self.findings)))


def findings_as_json(findings: Iterable[Finding]) -> dict[str, Any]:
    """Findings for programs, with the name of their format; commands add what is theirs."""
    return {"format": FORMAT, "findings": [finding.as_json() for finding in findings]}


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Gravest first, then what others may follow from, then by place; the same finding once."""
    order = list(Level)
    unique = dict.fromkeys(findings)
    return sorted(unique, key=lambda f: (order.index(f.level), _turn(f.code), f.source or NOWHERE, f.code, f.message))


def _turn(code: str) -> int:
    """What to mend first: unreadable data, then the data's own sums, then what is printed of them,
    at last the words.
    """
    if code[:1] in "LBEM":
        return 0
    if code[:1] == "C" and (code < "C041" or code >= "C099"):
        return 1
    return 1 if code[:1] in "DPS" and code != "S001" else 3 if "C066" <= code < "C099" else 2
