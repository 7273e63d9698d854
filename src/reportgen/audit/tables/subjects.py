"""Codes and names of 科目 in tables beside the list of the year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from reportgen.audit.finding import AuditFinding
from reportgen.audit.tables.seen_tables import SeenTables
from reportgen.audit.text.letters import fold
from reportgen.editions import Edition
from reportgen.model.finding import Level

_ALIKE = 0.5
_MARKS = re.compile(r"[（(](?:类|款|项)[）)]$|[\s（）()\[\]、，\-:：/·]")
_FEWEST, _MOST_UNKNOWN = 5, 0.3
"""Codes that a file must have, and the share of them that the list may lack, for the list to be that of its year."""


def subject_findings(seen: SeenTables, edition: Edition) -> Iterator[AuditFinding]:
    """Codes that the year doesn't have, names that are another code's; each once."""
    known = _known(edition)
    named = {(code, name): spot for table in seen.tables for code, (name, spot) in table.names.items()}
    strange = [code for code, _ in named if code not in known]
    if len(named) < _FEWEST or len(strange) > _MOST_UNKNOWN * len(named):
        return
    by_name = {bare: code for code, name in known.items() if len(bare := _bare(name)) > 1}
    for (code, name), spot in named.items():
        own = known.get(code)
        if own is None:
            problem = f"这个编码不在 {edition.name} 的科目表里，名称写的是「{name}」"
            yield AuditFinding("A022", Level.HINT, spot, "", code, problem, sure="可能")
        elif name and not _same(_bare(name), _bare(own)):
            other = by_name.get(_bare(name), "")
            problem = f"写在 {code} 旁边，{code} 是「{own}」" + (f"；{name} 是 {other}" if other else "")
            level = Level.WARNING if other or not _close(_bare(name), _bare(own)) else Level.HINT
            yield AuditFinding("A022", level, spot, "", name, problem, own, sure="可能")


def _known(edition: Edition) -> Mapping[str, str]:
    return {
        str(code): str(known.get("name", "") if isinstance(known, dict) else known)
        for table in ("功能科目", "经济科目")
        for code, known in edition.subjects.get(table, {}).items()
    }


def _bare(name: str) -> str:
    return _MARKS.sub("", fold(name))


def _same(one: str, other: str) -> bool:
    return one == other or one in other or other in one


def _close(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
