"""What nobody should publish, by the patterns of our own checks: blanks not filled in, personal data, doubled words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.audit.finding import AuditFinding, Sure
from reportgen.checks.typed.doubled import PATTERNS
from reportgen.checks.typed.residue import ADDRESS, KINDS
from reportgen.model.finding import Level
from reportgen.model.private import private_numbers
from reportgen.reading.grid import OpenedFile, Spot

LEADERS = re.compile(r"(?:[.…·]\s*){4,}$|(?:[.…·]\s*){2,}\d{1,3}\s*$")
"""How a line of the table of contents ends."""
_PENDING = re.compile(r"【?待填】?(?!写)|待补充|待核实|待核对|示例(?=[局部单厅委])")
_AROUND = 12
_BLANK = re.compile(r"[_＿\s（）()]+")


def left_over_findings(opened: OpenedFile, *, in_text: bool = True) -> Iterator[AuditFinding]:
    """In the words of tables, and in the text where the rules over words were not run."""
    told: set[tuple[str, str]] = set()
    for text, spot in (*(_lines(opened) if in_text else ()), *_cells(opened)):
        for found in (*_of_text(text, spot), *_private(text, spot)):
            if (found.code, found.said) not in told:
                told.add((found.code, found.said))
                yield found


def texts_count(opened: OpenedFile) -> int:
    """How many were looked at."""
    return sum(1 for _ in (*_lines(opened), *_cells(opened)))


def _lines(opened: OpenedFile) -> Iterator[tuple[str, Spot]]:
    return ((line.text, line.spot) for line in opened.lines if not LEADERS.search(line.text))


def _cells(opened: OpenedFile) -> Iterator[tuple[str, Spot]]:
    for grid in opened.grids:
        yield from ((cell.text, cell.spot) for cell in grid.cells.values() if not cell.text.replace(",", "").isdigit())


def _of_text(text: str, spot: Spot) -> Iterator[AuditFinding]:
    links = [match.span() for match in ADDRESS.finditer(text)]
    for pattern, _, problem, _ in KINDS:
        for match in pattern.finditer(text):
            inside = any(start <= match.start() and match.end() <= end for start, end in links)
            if (
                not inside and not _BLANK.fullmatch(match[0]) and match[0] != text.strip()
            ):  # ____ to sign on, ** in a head
                yield _told("A019", text, match, spot, problem)
    for match in _PENDING.finditer(text):
        yield _told("A019", text, match, spot, "是没有填的空")
    for doubled, problem, _ in PATTERNS:
        for match in doubled.finditer(text):
            yield _told("A021", text, match, spot, problem)


def _told(code: str, text: str, match: re.Match[str], spot: Spot, problem: str) -> AuditFinding:
    said = text[max(match.start() - _AROUND, 0) : match.end() + _AROUND].strip()
    return AuditFinding(code, Level.WARNING, spot, "", said, f"里的“{match[0]}”{problem}", sure="可能", words=match[0])


def _private(text: str, spot: Spot) -> Iterator[AuditFinding]:
    for number in private_numbers(text):
        level = Level.ERROR if number.sure else Level.WARNING
        sure: Sure = "确定" if number.sure else "可能"
        yield AuditFinding("A020", level, spot, "", number.hidden, f"是{number.what}，不能公开", sure=sure)
