"""A row that has not the cells of its head -> that one finding, without what follows from cells that moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import replace

from reportgen.model.finding import Finding

MORE, FEWER = "L013", "L014"
CAUSES = (MORE, FEWER, "L011", "L012", "L015", "L016", "L017", "L018", "L023", "L026", "L036")
"""What is told of such a line all the same: how it is written, and what is secret."""
UNKNOWN, LACKING = "L021", "L020"


def without_what_follows(findings: Iterable[Finding], crooked: Set[tuple[str, int]]) -> list[Finding]:
    """crooked: files and lines. A column that the head has too many or too few is named by its cause."""
    listed = list(findings)
    if not crooked:
        return listed
    followers = [f for f in listed if _place(f) in crooked and f.code.startswith("L") and f.code not in CAUSES]
    return [_named(f, followers) for f in listed if f not in followers]


def _place(finding: Finding) -> tuple[str, int] | None:
    return (finding.source.file, finding.source.line) if finding.source else None


def _named(cause: Finding, followers: list[Finding]) -> Finding:
    """The finding of a head with the column that is to blame."""
    follower = {FEWER: UNKNOWN, MORE: LACKING}.get(cause.code)
    columns = [f for f in followers if f.code == follower and _place(f) == _place(cause)]
    if len(columns) != 1 or "表头有" not in cause.message:
        return cause
    name = next(_quoted(columns[0].message), "")
    if cause.code == FEWER:
        return replace(cause, message=f"表头多一栏「{name}」：{cause.message}", source=columns[0].source)
    return replace(cause, message=f"表头少一栏「{name}」：{cause.message}")


def _quoted(message: str) -> Iterator[str]:
    """The last name in 「」."""
    if "「" in message:
        yield message.rpartition("「")[2].partition("」")[0]
