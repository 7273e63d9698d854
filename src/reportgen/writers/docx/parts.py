"""The parts of a Word file: one more, one less, and all of them as the bytes of a file."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart

from reportgen.writers.docx.elements import Element, make
from reportgen.writers.zipped import zipped

if TYPE_CHECKING:
    from docx.package import Package


def add_xml(source: Part | Package, name: str, content_type: str, relation: str, root: Element) -> XmlPart:
    """A part of XML that another one relates to."""
    part = XmlPart(PackURI(name), content_type, root, _package(source))  # type: ignore[arg-type] # any element will do
    source.relate_to(part, relation)
    return part


def add_bytes(source: Part | Package, name: str, content_type: str, relation: str, content: bytes) -> Part:
    """A part of another kind that one relates to."""
    part = Part(PackURI(name), content_type, content, _package(source))
    source.relate_to(part, relation)
    return part


def _package(source: Part | Package) -> Package:
    return source.package if isinstance(source, Part) else source


def add_store(document: Part, number: int, identity: str, namespace: str, root: Element) -> None:
    """A custom XML part with its properties, which editors keep as it is."""
    store = add_xml(document, f"/customXml/item{number}.xml", CT.XML, RT.CUSTOM_XML, root)
    schemas = make("ds:schemaRefs", make("ds:schemaRef", uri=namespace))
    properties = make("ds:datastoreItem", schemas, itemID=identity)
    add_xml(store, f"/customXml/itemProps{number}.xml", CT.OFC_CUSTOM_XML_PROPERTIES, RT.CUSTOM_XML_PROPS, properties)


def saved(package: Package) -> bytes:
    """The file: the same bytes each time."""
    target = io.BytesIO()
    package.save(target)
    with zipfile.ZipFile(target) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})
