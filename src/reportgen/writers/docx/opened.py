"""A Word file that may have been anywhere -> python-docx's package of it,
with nothing in it that could harm the reader.

What python-docx would read without a limit is looked through before: how much there is, and that no part of XML
declares anything. Its parts are found as Word finds them, by their relations, whatever they are called.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import cast

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part, PartFactory, XmlPart
from docx.oxml.parser import oxml_parser
from docx.package import Package
from lxml import etree

from reportgen.reading.package import BROKEN
from reportgen.writers.docx.elements import Element, W, qn
from reportgen.writers.docx.strict import as_ordinary, is_strict
from reportgen.writers.zipped import zipped

LARGEST_PART = 64 << 20
"""Bytes of a part unpacked: a hundred times what a report needs."""
LARGEST = 256 << 20
"""Bytes of all parts unpacked."""
MOST_PARTS = 5_000
DEEPEST = 250
"""Elements within each other: a table in a table in a table has about thirty."""
_XML = (".xml", ".rels")
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_STORE = re.compile(r"/customXml/item\d+\.xml")

# python-docx knows no notes: their parts would be bytes
PartFactory.part_type_for.update(dict.fromkeys((CT.WML_FOOTNOTES, CT.WML_ENDNOTES), XmlPart))


class NotOurs(Exception):
    """The file can't be read as a Word file of ours; the message says why."""


class OfAnotherVersion(NotOurs):
    """A file of ours that another version of the program wrote otherwise."""


class Opened:
    """One Word file. Raises NotOurs for what no honest file of ours can be."""

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise NotOurs("不是 Word 文件（.docx）") from error
        self._content = content
        entries = self._archive.infolist()
        self.names = frozenset(entry.filename for entry in entries)
        if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST:
            raise NotOurs("文件解开以后太大，不是报告的 Word 稿")

    @cached_property
    def package(self) -> Package:
        """The file as python-docx has it."""
        parts = {name: self._read(name) for name in sorted(self.names) if not name.endswith("/")}
        package = self._content
        if is_strict(parts):
            parts = as_ordinary(parts)
            package = zipped(parts)
        for name, content in parts.items():
            if name.lower().endswith(_XML) and not _STORE.fullmatch(f"/{name}"):  # stores are only read when asked for
                parsed(content, name)
        try:
            try:
                return Package.open(io.BytesIO(package))
            except KeyError:  # a relation to what isn't there: editors leave such
                return Package.open(io.BytesIO(zipped(_without_lost_relations(parts))))
        except (*BROKEN, etree.LxmlError, LookupError, AttributeError, TypeError, AssertionError) as error:
            broken = "不是 Word 文件（.docx），或者坏了"
            raise NotOurs(broken if "word/document.xml" in self.names else _other_kind(self.names)) from error

    def _read(self, name: str) -> bytes:
        entry = self._archive.getinfo(name)
        if entry.file_size > LARGEST_PART:
            raise NotOurs(f"{name} 太大")
        if entry.flag_bits & 1:
            raise NotOurs("文件有密码，读不出来")
        try:
            return self._archive.read(entry)
        except BROKEN as error:
            raise NotOurs(f"{name} 读不出来：文件坏了，或者加了密") from error

    @cached_property
    def main(self) -> Part:
        """The part of the words."""
        try:
            return cast("Part", self.package.main_document_part)
        except (KeyError, ValueError) as error:
            raise NotOurs(_other_kind(self.names)) from error

    @cached_property
    def document(self) -> Element:
        """The root of the words."""
        root = root_of(self.main)
        if root.tag != f"{W}document":
            raise NotOurs(_other_kind(self.names))
        return root

    def related(self, kind: str) -> Element | None:
        """The root of the part that the words relate to by a kind of relation, where there is one."""
        return next(self.all_related(kind), None)

    def all_related(self, kind: str) -> Iterator[Element]:
        """The roots of all such parts."""
        relations = (r for r in self.main.rels.values() if r.reltype == kind and not r.is_external)
        return (root_of(relation.target_part) for relation in relations)

    def stores(self) -> Iterator[tuple[str, Element]]:
        """The custom XML parts with their names."""
        stores = {str(part.partname): part for part in self.package.iter_parts() if _STORE.fullmatch(part.partname)}
        for name in sorted(stores):
            yield name.removeprefix("/"), root_of(stores[name])

    @property
    def title(self) -> str:
        """The title in the file's properties; '' for none."""
        relations = (r for r in self.package.rels.values() if r.reltype == RT.CORE_PROPERTIES and not r.is_external)
        titles = (root_of(relation.target_part).findtext(qn("dc:title")) for relation in relations)
        return (next(titles, "") or "").strip()

    def refuse_active(self) -> None:
        """Raise NotOurs for macros and for what the file would fetch from outside;
        links that a reader clicks are none.
        """
        if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in self.names):
            raise NotOurs("文件里有宏，不收；请另存为不带宏的 .docx")
        for name in sorted(name for name in self.names if name.endswith(".rels")):
            for relation in parsed(self._read(name), name):
                kind, target = (relation.get("Type") or "").rpartition("/")[2], relation.get("Target") or ""
                if relation.get("TargetMode") == "External" and kind != "hyperlink":
                    raise NotOurs(f"文件要从外面取东西（{kind}：{target[:60]}），不收；请去掉再交")


def _other_kind(names: Iterable[str]) -> str:
    kinds = {"xl/workbook.xml": "Excel 表格", "ppt/presentation.xml": "演示文稿", "content.xml": "ODF 文件"}
    kind = next((kind_name for name, kind_name in kinds.items() if name in names), "")
    if not kind and any(name.startswith("word/") for name in names):
        return "文件里没有正文，是坏了的 Word 文件"
    return f"不是 Word 文件，是{kind or '压缩包'}"


def root_of(part: Part) -> Element:
    """The root of a part of XML."""
    return _clean(part.element) if isinstance(part, XmlPart) else parsed(part.blob, part.partname.membername)


def parsed(content: bytes, name: str) -> Element:
    """The root of what a part holds. Raises NotOurs for what is no XML, or declares something."""
    if _DECLARES.search(content) or content.startswith(_UTF_16):
        raise NotOurs(f"{name} 里有 DOCTYPE，Word 不会这样写")
    try:
        root = etree.fromstring(content, oxml_parser)
    except etree.XMLSyntaxError as error:
        raise NotOurs(f"{name} 不是完整的 XML") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotOurs(f"{name} 里有 DOCTYPE，Word 不会这样写")
    if root.xpath(f"boolean(//*[count(ancestor::*) > {DEEPEST}])"):
        raise NotOurs(f"{name} 一层套一层套得太深，不是报告的 Word 稿")
    return _clean(root)


def _clean(root: Element) -> Element:
    """Without comments and instructions."""
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    return root


def _without_lost_relations(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The same parts, no relation of which leads to one that isn't there."""
    kept = dict(parts)
    for name in (name for name in parts if name.endswith(".rels")):
        home = "/" + name.rpartition("_rels/")[0].rstrip("/")
        root = parsed(parts[name], name)
        for relation in list(root):
            if relation.get("TargetMode") != "External" and _target(home, relation.get("Target") or "") not in parts:
                root.remove(relation)
        kept[name] = etree.tostring(root, encoding="UTF-8", standalone=True)
    return kept


def _target(home: str, reference: str) -> str:
    return str(PackURI.from_rel_ref(home, reference)).removeprefix("/")
