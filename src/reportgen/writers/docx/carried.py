"""What a file for review was made from -> a custom XML part, and back: it travels with the file wherever that goes."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import date

from lxml import etree

from reportgen.document import Draft
from reportgen.writers.docx.elements import Element, W, root_in
from reportgen.writers.docx.opened import NotOurs, Opened

NAMESPACE = "urn:reportgen:draft:1"
STORE = "{0B6B1C5A-3E0B-5D0A-8E2E-6C1F1D9A7B42}"
"""The part's identity: one and the same in all our files."""
BOOKMARK = "rgdraft_"
"""Begins the name of the bookmark round the title, which also a file saved as .doc and back still has."""
_MARKED = re.compile(rf"{BOOKMARK}([0-9a-f]{{12}})")
_LINE = 76


def draft_element(draft: Draft) -> Element:
    """The root of the part."""
    root = root_in(NAMESPACE, "draft", identity=draft.identity, day=draft.day.isoformat(), heading=draft.heading)
    for name, value in draft.facts.items():
        etree.SubElement(root, f"{{{NAMESPACE}}}fact", name=name, value=value)
    for file, digest in draft.inputs.items():
        etree.SubElement(root, f"{{{NAMESPACE}}}input", file=file, sha256=digest)
    if draft.snapshot:
        packed = base64.b64encode(draft.snapshot).decode()
        lines = "\n".join(packed[at : at + _LINE] for at in range(0, len(packed), _LINE))
        etree.SubElement(root, f"{{{NAMESPACE}}}snapshot").text = f"\n{lines}\n"
    return root


@dataclass(frozen=True)
class CarriedFile:
    """What a file that came back says of itself: all of it, or where an editor dropped the part,
    only which one it is.
    """

    identity: str
    draft: Draft | None = None


def draft_in(content: bytes) -> CarriedFile | None:
    """Which file for review this is; None for one that never was. Raises NotOurs for what can't be read."""
    return draft_of(Opened(content))


def draft_of(opened: Opened) -> CarriedFile | None:
    """The same of a file that is open."""
    for name, root in opened.stores():
        if root.tag == f"{{{NAMESPACE}}}draft":
            draft = _draft(root, name)
            return CarriedFile(draft.identity, draft)
    for mark in opened.document.iter(f"{W}bookmarkStart"):
        if named := _MARKED.fullmatch(mark.get(f"{W}name") or ""):
            return CarriedFile(named[1])
    return None


def _draft(root: Element, name: str) -> Draft:
    space = {"d": NAMESPACE}
    try:
        snapshot = base64.b64decode("".join((root.findtext("d:snapshot", "", space)).split()), validate=True)
        day = date.fromisoformat(root.get("day", ""))
    except (binascii.Error, ValueError) as error:
        raise NotOurs(f"{name} 被改过") from error
    return Draft(
        identity=root.get("identity", ""),
        heading=root.get("heading", ""),
        day=day,
        facts={e.get("name", ""): e.get("value", "") for e in root.iterfind("d:fact", space)},
        inputs={e.get("file", ""): e.get("sha256", "") for e in root.iterfind("d:input", space)},
        snapshot=snapshot,
    )
