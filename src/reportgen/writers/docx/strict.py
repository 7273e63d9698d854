"""Strict Open XML (Word's 另存为 Strict) -> the ordinary one: the same parts under other names of vocabularies."""

from __future__ import annotations

import re
from collections.abc import Mapping

_STRICT = b"http://purl.oclc.org/ooxml/"
_OURS = b"http://schemas.openxmlformats.org/"
_NAMES = {
    b"wordprocessingml/main": b"wordprocessingml/2006/main",
    b"spreadsheetml/main": b"spreadsheetml/2006/main",
    b"officeDocument/relationships": b"officeDocument/2006/relationships",
    b"officeDocument/math": b"officeDocument/2006/math",
    b"officeDocument/customXml": b"officeDocument/2006/customXml",
    b"officeDocument/extendedProperties": b"officeDocument/2006/extended-properties",
    b"officeDocument/customProperties": b"officeDocument/2006/custom-properties",
    b"officeDocument/docPropsVTypes": b"officeDocument/2006/docPropsVTypes",
    b"officeDocument/bibliography": b"officeDocument/2006/bibliography",
    b"officeDocument/characteristics": b"officeDocument/2006/characteristics",
    b"schemaLibrary/main": b"schemaLibrary/2006/main",
}
_RELATIONS = {b"extendedProperties": b"extended-properties", b"customProperties": b"custom-properties"}
_NAME = re.compile(re.escape(_STRICT) + rb"([A-Za-z]+/[A-Za-z]+)((?:/[A-Za-z]+)?)")


def is_strict(parts: Mapping[str, bytes]) -> bool:
    """Whether the package's own relations are of the strict vocabulary."""
    return _STRICT in parts.get("_rels/.rels", b"")


def as_ordinary(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """All parts with the ordinary names of vocabularies and relations."""
    return {
        name: _NAME.sub(_ordinary, content) if name.lower().endswith((".xml", ".rels")) else content
        for name, content in parts.items()
    }


def _ordinary(match: re.Match[bytes]) -> bytes:
    name, rest = match[1], match[2]
    if name.startswith(b"drawingml/"):
        return _OURS + name.replace(b"drawingml/", b"drawingml/2006/") + rest
    if name not in _NAMES:
        return match[0]
    kind = rest.removeprefix(b"/")
    return _OURS + _NAMES[name] + (b"/" + _RELATIONS.get(kind, kind) if kind else b"")
