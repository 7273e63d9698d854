"""A Word file opened for the rules, and what several of them ask of it."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@dataclass(frozen=True)
class File:
    """The parts that most rules look at, and the others to be opened."""

    content: bytes
    parts: Mapping[str, bytes]
    document: ET.Element
    styles: ET.Element

    @classmethod
    def read(cls, content: bytes) -> File:
        """Read with another reader than the one that is tested."""
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        document, styles = (ET.fromstring(parts[f"word/{name}.xml"]) for name in ("document", "styles"))
        return cls(content, parts, document, styles)

    def xml(self, name: str) -> ET.Element:
        """A part."""
        return ET.fromstring(self.parts[name])


Rule = Callable[[File], Iterator[str]]


class Rules(dict[str, Rule]):
    """The rules of one subject: what is wrong -> a function that yields where."""

    def rule(self, name: str) -> Callable[[Rule], Rule]:
        """Add a function."""

        def add(function: Rule) -> Rule:
            self[name] = function
            return function

        return add


def text(element: ET.Element) -> str:
    """The first words, to find a place by."""
    return "".join(t.text or "" for t in element.iter(f"{W}t"))[:30]


def value(element: ET.Element, path: str) -> str:
    """The w:val of an element below."""
    found = element.find(path)
    return "" if found is None else found.get(f"{W}val") or ""


def name_of(table: ET.Element) -> str:
    """What a screen reader calls a table."""
    return value(table, f"{W}tblPr/{W}tblCaption") or "没有名称的表"
