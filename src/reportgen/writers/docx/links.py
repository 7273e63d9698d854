"""Links that somebody laid over words of a Word file: what they lead to."""

from __future__ import annotations

import shlex

from docx.opc.rel import Relationships

from reportgen.writers.docx.elements import Element, W, qn

_OWN = ("_Toc", "part_")
"""Bookmarks of the contents begin so."""


def linked(element: Element, relations: Relationships, words: str) -> str:
    """What a hyperlink leads to, with its words; '' for one that only makes an address of the web clickable."""
    number = element.get(qn("r:id")) or ""
    relation = relations.get(number)
    target = str(relation.target_ref) if relation is not None else ""
    return _said(target, element.get(f"{W}anchor") or "", words)


def linked_by_field(code: str) -> str:
    """The same of a field HYPERLINK."""
    try:
        parts = shlex.split(code.replace("\\", "\\\\"), posix=True)[1:]
    except ValueError:
        return code.strip()
    targets = [part for part in parts if not part.startswith("\\")]
    if not targets:
        return "（域）"
    inside = "\\l" in parts
    return _said("" if inside else "".join(targets[:1]), "".join(targets[:1]) if inside else "", "")


def _said(target: str, anchor: str, words: str) -> str:
    if target:
        return "" if _bare(target) == _bare(words) else f"{words} → {target}".removeprefix(" → ")
    return "" if not anchor or anchor.startswith(_OWN) else f"{words} → 文内 {anchor}".removeprefix(" → ")


def _bare(text: str) -> str:
    return text.strip().removeprefix("https://").removeprefix("http://").removeprefix("mailto:").rstrip("/")
