"""A word or a code -> the 科目 that match, from the year's list that travels with the tool."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.editions.subjects import list_subjects, load_subjects

FUNCTIONAL, ECONOMIC = "功能科目", "经济科目"
KINDS = {3: "类", 5: "款", 7: "项"}


@dataclass(frozen=True)
class SubjectLine:
    """One subject: its code, name and explanation, and the names above it."""

    code: str
    name: str
    kind: str
    path: tuple[str, ...]
    note: str
    instead: str = ""

    @property
    def as_text(self) -> str:
        """社会保障和就业支出（类）就业补助（款）社会保险补贴（项）."""
        if self.kind == ECONOMIC:
            return " › ".join(self.path)
        return "".join(f"{name}（{word}）" for name, word in zip(self.path, "类款项", strict=False))


def find_subjects(word: str, year: str | None = None, project: Path | None = None) -> tuple[str, list[SubjectLine]]:
    """The list's year, and its subjects by code, by name, or at last by explanation. Raises EditionError.

    A year without a list of its own has the one before it.
    """
    years = list_subjects(project)
    chosen = next((known for known in reversed(years) if not year or known <= year), years[0])
    content = load_subjects(chosen, project)
    listed = list(_all(content))
    word = word.strip()
    if word.isdigit():
        return chosen, [
            s for s in listed if s.code == word or (s.code.startswith(word) and len(s.code) <= len(word) + 2)
        ] or [s for s in listed if s.code.startswith(word)]
    named = [s for s in listed if word in s.name]
    return chosen, sorted(named, key=lambda s: (s.name != word, len(s.name))) if named else [
        s for s in listed if word in s.note
    ]


def _all(content: Mapping[str, Any]) -> list[SubjectLine]:
    functional = content[FUNCTIONAL]
    abolished = content.get("废止科目") or {}
    classes = {c["code"]: c["name"] for c in content.get("功能类", [])}

    def name_of(code: str) -> str:
        return str((functional.get(code) or {}).get("name") or classes.get(code, code))

    found = [
        SubjectLine(
            code,
            name_of(code),
            FUNCTIONAL,
            tuple(name_of(code[:n]) for n in KINDS if n <= len(code)),
            str((functional.get(code) or {}).get("note", "")),
            str((abolished.get(code) or {}).get("新", "")),
        )
        for code in sorted({*functional, *classes})
    ]
    gone = [
        SubjectLine(code, code, FUNCTIONAL, (name_of(code[:3]), name_of(code[:5]), code), "", str(entry["新"]))
        for code, entry in abolished.items()
        if code not in functional
    ]
    economic = content[ECONOMIC]
    money = [
        SubjectLine(
            code,
            str(name),
            ECONOMIC,
            tuple(str(economic.get(code[:n], code[:n])) for n in (3, 5) if n <= len(code)),
            "",
        )
        for code, name in economic.items()
    ]
    return [*found, *gone, *money]
