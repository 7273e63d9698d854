"""The names of WordprocessingML that a comparison deals with, and what an element says."""

from __future__ import annotations

from lxml import etree

from reportgen.writers.docx.elements import Element, W

STARTS = frozenset(f"{W}{name}" for name in ("bookmarkStart", "commentRangeStart", "permStart"))
ENDS = frozenset(f"{W}{name}" for name in ("bookmarkEnd", "commentRangeEnd", "permEnd"))
MARKERS = STARTS | ENDS
"""What stands between words and has none."""

_SIGNS = {f"{W}br": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "\u2011", f"{W}drawing": "\ufffc"}
_WORDS = {**_SIGNS, f"{W}t": "", f"{W}delText": ""}
_STRUCTURE = {
    **{f"{W}{name}": f"\x1e{name}" for name in ("tbl", "tr", "tc", "p", "sectPr", "gridSpan", "vMerge", "instrText")},
    **{f"{W}{name}": f"\x1f{name}" for name in ("pStyle", "rStyle", "b", "ilvl", "keepNext", "pageBreakBefore")},
    f"{W}commentReference": "\x1ecomment",
}


def value(element: Element, path: str) -> str:
    """The w:val of the element at a path of names, or nothing."""
    found = element.find("/".join(W + name for name in path.split("/")))
    return "" if found is None else str(found.get(f"{W}val", ""))


def words(element: Element) -> str:
    """The words inside; breaks and tabs as white space, a drawing as a sign."""
    return "".join(_word(e) for e in element.iter(*_WORDS))


def saying(element: Element) -> str:
    """Words, structure and looks: what two elements that say the same have in common, whatever their addresses."""
    return "".join(
        _word(e) if e.tag in _WORDS else _STRUCTURE[e.tag] + str(e.get(f"{W}val", ""))
        for e in element.iter(*_WORDS, *_STRUCTURE)
    )


def _word(element: Element) -> str:
    """A w:tab outside a run is a place on the ruler."""
    if element.tag == f"{W}tab" and (parent := element.getparent()) is not None and parent.tag != f"{W}r":
        return ""
    return _WORDS[element.tag] or element.text or ""


def spelled(properties: Element | None) -> bytes:
    """Properties as text: the same for two that are the same."""
    return b"" if properties is None else etree.tostring(properties, method="c14n")
