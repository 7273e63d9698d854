"""What a file for review was made from -> a custom XML part, and back: it travels with the file wherever that goes."""

from __future__ import annotations

import base64
import binascii
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from datetime import date

from reportgen.document import Draft
from reportgen.writers.docx.opened import NotOurs, Opened
from reportgen.writers.docx.wml import quoted

NAMESPACE = "urn:reportgen:draft:1"
STORE = "{0B6B1C5A-3E0B-5D0A-8E2E-6C1F1D9A7B42}"
"""The part's identity: one and the same in all our files."""
BOOKMARK = "rgdraft_"
"""Begins the name of the bookmark round the title, which also a file saved as .doc and back still has."""
_MARKED = re.compile(rf"{BOOKMARK}([0-9a-f]{{12}})")
_LINE = 76


def draft_xml(draft: Draft) -> str:
    """The part."""
    facts = "".join(f"<fact name={quoted(name)} value={quoted(value)}/>" for name, value in draft.facts.items())
    inputs = "".join(f"<input file={quoted(file)} sha256={quoted(told)}/>" for file, told in draft.inputs.items())
    packed = base64.b64encode(draft.snapshot).decode()
    lines = "\n".join(packed[at : at + _LINE] for at in range(0, len(packed), _LINE))
    snapshot = f"<snapshot>\n{lines}\n</snapshot>" if draft.snapshot else ""
    return (
        f'<draft xmlns="{NAMESPACE}" identity={quoted(draft.identity)} day={quoted(draft.day.isoformat())} '
        f"heading={quoted(draft.heading)}>{facts}{inputs}{snapshot}</draft>"
    )


@dataclass(frozen=True)
class CarriedFile:
    """What a file that came back says of itself: all of it, or where an editor dropped the part, only which one it is."""

    identity: str
    draft: Draft | None = None


def draft_in(content: bytes) -> CarriedFile | None:
    """Which file for review this is; None for one that never was. Raises NotOurs for what can't be read."""
    return draft_of(Opened(content))


def draft_of(opened: Opened) -> CarriedFile | None:
    """The same of a file that is open."""
    for name in sorted(n for n in opened.names if re.fullmatch(r"customXml/item\d+\.xml", n)):
        root = opened.xml(name)
        if root.tag == f"{{{NAMESPACE}}}draft":
            draft = _draft(root, name)
            return CarriedFile(draft.identity, draft)
    for mark in opened.xml("word/document.xml").iter(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}bookmarkStart"
    ):
        if named := _MARKED.fullmatch(
            mark.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}name") or ""
        ):
            return CarriedFile(named[1])
    return None


def _draft(root: ET.Element, name: str) -> Draft:
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
