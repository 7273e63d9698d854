"""Data mode: a code and the name that somebody wrote beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from reportgen.checks.data.unused import subjects_of
from reportgen.checks.engine.registry import Hit, Outcome, Verdict, check
from reportgen.figures import FigureBook
from reportgen.model.finding import Level

ALIKE = 0.5
"""How like two names of one subject are: 行政单位运行 and 行政运行."""
_LEVEL = re.compile(r"[（(](?:类|款|项)[）)]$|[\s（）()\[\]、，\-:：/·]")


@check(
    "C197",
    title="编码旁边写的名称是这个科目的",
    message="「{name}」写在 {code} 旁边，{code} 却是{own}{problem}",
    what="编码和名称写在一起的（2080101-行政运行），名称是这个编码的",
    why="编码打错一位，钱就记到别的科目；名称露出了马脚",
    remedy="看原来的表，改编码或改名称；只写编码就够了",
)
def code_beside_another_name(book: FigureBook) -> Iterator[Outcome]:
    names = {
        str(code): str(known.get("name", "") if isinstance(known, dict) else known)
        for table in ("功能科目", "经济科目")
        for code, known in book.edition.subjects[table].items()
    }
    here = subjects_of(book) if book.loaded.named_codes else {}
    for source, meant, name in book.loaded.named_codes:
        codes = re.findall(r"(?<!\d)\d{3}(?:\d{2}){0,2}(?!\d)", meant)
        own = book.subject_name(codes[0]) if len(codes) == 1 else ""
        if not own or own == codes[0]:  # of an unknown code, others tell
            yield Verdict.UNKNOWN
            continue
        code, bare = codes[0], _bare(name)
        others = [c for c, known in names.items() if _bare(known) == bare and not code.startswith(c)]
        others.sort(key=lambda other: other not in here)
        if bare == _bare(own) or _bare(own) in bare or (not others and _alike(bare, _bare(own))):
            yield Verdict.AGREES
            continue
        problem = f"；{name}是 {'、'.join(others[:2])}" if others else ""
        values = {"name": name, "code": code, "own": own, "problem": problem}
        level = Level.ERROR if others else Level.WARNING
        yield Hit(values, meant, source, "请看原来的表，改编码或改名称；只写编码就够了", level)


def _bare(name: str) -> str:
    return _LEVEL.sub("", name)


def _alike(one: str, other: str) -> bool:
    return one in other or SequenceMatcher(None, one, other).ratio() >= ALIKE
