"""Lines of a file -> nodes: what a typo of the hand broke is told, mended, and read on.

A file that YAML reads is read once. One that it doesn't is taken apart at its top-level keys, so that one mistake
hides nothing else; in each part the proposals of `remedies` are tried, and the first after which YAML gets further is
kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

import yaml

from reportgen.load.edits import Typo, apply
from reportgen.load.indents import odd_indent, odd_indents
from reportgen.load.messages import in_chinese, place_of, too_deep
from reportgen.load.nodes import FileReader, Mapping, Node, compose
from reportgen.load.remedies import proposals
from reportgen.load.trouble import trouble_of
from reportgen.load.typos import swallowed
from reportgen.model.finding import Finding, Level, Source
from reportgen.model.schema import top_fields

MOST_TYPOS = 60
"""Typos that are mended in one part of a file."""
MOST_GROWTH = 3
"""A correction adds a few characters: one that quotes what was quoted before doubles them each time."""
WORK = 3_000_000
"""Characters that may be read again in search of a correction, for one file."""
_KEYS = "|".join(sorted(map(re.escape, top_fields()), key=len, reverse=True))
_TOP = re.compile(rf"(?:[^\s#\-\[\]{{}}\"'|>&*!%@`,?:][^:\n]{{0,60}}?\s*:(?:\s|$)|(?:{_KEYS})[:：])")


@dataclass
class Read:
    """What came of one file: its top mapping, its lines as mended, and what was wrong."""

    node: Mapping | None
    lines: list[str]
    findings: list[Finding]


@dataclass
class _FilePart:
    """A stretch of a file on its way; lines outside of it are blank."""

    name: str
    original: list[str]
    lines: list[str]
    work: list[int]
    typos: list[tuple[Typo, Finding]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    node: Node | None = None
    failed: bool = False


def read_yaml(lines: list[str], name: str) -> Read:
    """A file's lines -> its top mapping (None when there is none) and what is wrong with it."""
    part = _FilePart(name, lines, lines, [WORK])
    _settle(part, alone=False)
    if not part.failed:
        return _top(part)
    parts = [_FilePart(name, lines, own, part.work) for own in _taken_apart(lines)]
    for own in parts:
        _settle(own, alone=True)
    return _put_together(name, lines, parts)


def _top(part: _FilePart) -> Read:
    findings = _findings_of(part)
    deep = any(f.code == "L005" for f in findings)
    if part.node is not None and not isinstance(part.node, Mapping) and not deep:
        findings.append(
            Finding("L004", Level.ERROR, "文件的最外层应是“键: 值”", part.node.source, remedy="请参看样例数据")
        )
    return Read(part.node if isinstance(part.node, Mapping) else None, part.lines, findings)


def _put_together(name: str, lines: list[str], parts: list[_FilePart]) -> Read:
    entries: dict[str, Node] = {}
    places: dict[str, Source] = {}
    findings: list[Finding] = []
    merged = list(lines)
    for part in parts:
        read = _top(part)
        findings.extend(read.findings)
        for n, (before, after) in enumerate(zip(lines, read.lines, strict=True)):
            merged[n] = after if part.lines[n] or before.strip() == "" else merged[n]
        for key, node in (read.node.entries if read.node else {}).items():
            place = read.node.key_sources[key] if read.node else node.source
            if key in entries:
                findings.append(
                    Finding(
                        "L008",
                        Level.ERROR,
                        f"键「{key}」写了两次，上一次在第 {places[key].line} 行",
                        place,
                        remedy="请删去一处",
                    )
                )
                continue
            entries[key], places[key] = node, place
    return Read(Mapping(entries, places, Source(name, 1, 1)) if entries else None, merged, findings)


def _taken_apart(lines: list[str]) -> Iterator[list[str]]:
    """The lines of each top-level key, with blank lines in place of the others."""
    starts = [n for n, line in enumerate(lines) if _TOP.match(line)]
    if len(starts) * len(lines) > 2_000_000:
        yield lines
        return
    bounds = [0, *(n for n in starts if n), len(lines)]
    for start, end in pairwise(bounds):
        if any(line.strip() for line in lines[start:end]):
            yield [line if start <= n < end else "" for n, line in enumerate(lines)]


# -- one part ------------------------------------------------------------------------------------


def _settle(part: _FilePart, *, alone: bool) -> None:
    """Read a part, mending what can be mended; `alone`: it is one key of a broken file."""
    if odd := odd_indents(part.lines):
        ways = [odd_indent(odd, width) for width in (2, 1, 4)]
        _mend(part, next((way for way in ways if _error_of(apply(part.lines, way.edits), part) is None), ways[0]))
    for _ in range(MOST_TYPOS):
        reading = FileReader(part.name, part.lines)
        try:
            part.node = compose(reading)
        except yaml.YAMLError as error:
            if not alone and _TOP.search("\n".join(part.lines[1:])):
                part.failed = True
                return
            typo = _first_that_helps(part, error)
            if typo is None:
                _give_up(part, error)
                return
            _mend(part, typo)
            continue
        part.findings = reading.findings
        found = list(swallowed(part.node, reading)) if part.node else []
        if not _correct_all(part, found):
            return


def _correct_all(part: _FilePart, found: list[Typo]) -> bool:
    """Mend what YAML swallowed; whether there is anything new to read."""
    known = {(typo.code, typo.line, typo.column) for typo, _ in part.typos}
    fresh = [typo for typo in found if (typo.code, typo.line, typo.column) not in known]
    edits = [edit for typo in fresh for edit in typo.edits]
    safe = bool(edits) and _error_of(apply(part.lines, edits), part) is None
    for typo in fresh:
        _tell(part, typo)
    if safe:
        part.lines = apply(part.lines, edits)
    return safe


def _mend(part: _FilePart, typo: Typo) -> None:
    _tell(part, typo)
    part.lines = apply(part.lines, typo.edits)


def _tell(part: _FilePart, typo: Typo) -> None:
    place = Source(part.name, typo.line + 1, typo.column + 1)
    part.typos.append((typo, Finding(typo.code, typo.level, typo.message, place, remedy=typo.remedy)))


def _findings_of(part: _FilePart) -> list[Finding]:
    """The findings of a part; those of typos with the line as it should be."""
    findings = []
    for typo, finding in part.typos:
        now = (
            apply(part.original, typo.edits)[typo.line]
            if part.lines[typo.line] == part.original[typo.line]
            else part.lines[typo.line]
        )
        findings.append(replace(finding, corrected=now if typo.edits and now != part.original[typo.line] else ""))
    return [*findings, *part.findings]


def _first_that_helps(part: _FilePart, error: yaml.YAMLError) -> Typo | None:
    """The first proposal after which the part is read, or read further than before."""
    before = place_of(error)
    made = {(typo.code, typo.line, typo.column) for typo, _ in part.typos}
    for typo in proposals(trouble_of(error, part.lines)):
        if part.work[0] < 0:
            return None
        if (typo.code, typo.line, typo.column) in made:  # it did not help the first time
            continue
        changed = apply(part.lines, typo.edits)
        if changed == part.lines or len(changed[typo.line]) > MOST_GROWTH * len(part.original[typo.line]) + MOST_GROWTH:
            continue
        after = _error_of(changed, part)
        if after is None or place_of(after) > before:
            return typo
    return None


def _error_of(lines: list[str], part: _FilePart) -> yaml.YAMLError | None:
    part.work[0] -= sum(map(len, lines)) + len(lines)
    try:
        compose(FileReader(part.name, lines))
    except yaml.YAMLError as error:
        return error
    return None


def _give_up(part: _FilePart, error: yaml.YAMLError) -> None:
    message, remedy = in_chinese(error)
    line, column = place_of(error)
    if line >= len(part.lines) or not part.lines[line].strip():  # where the part ends: its last line of words
        words = [n for n, text in enumerate(part.lines) if text.strip()]
        line = max((n for n in words if n <= line), default=words[0] if words else 0)
        column = len(part.lines[line].rstrip()) if line < len(part.lines) else 0
    code, message_in_chinese = ("L005", message) if too_deep(error) else ("L003", f"YAML 写法不对：{message}")
    part.findings = [
        Finding(code, Level.ERROR, message_in_chinese, Source(part.name, line + 1, column + 1), remedy=remedy)
    ]
    part.node = None
