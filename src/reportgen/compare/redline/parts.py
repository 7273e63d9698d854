"""The bytes of a Word file <-> its parts and their trees, read as if a stranger had made them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

from reportgen.compare.redline.names import Element
from reportgen.writers.docx.opened import NotOurs, Opened

_DATE = (1980, 1, 1, 0, 0, 0)


class Parts:
    """A Word file whose parts can be put in anew."""

    def __init__(self, content: bytes) -> None:
        self._opened = Opened(content)
        self.names = self._opened.order

    def read(self, name: str) -> bytes:
        """The bytes of a part."""
        return self._opened.read(name)

    def xml(self, name: str) -> Element:
        """A part as a tree that can be written again as it was."""
        return parse(self.read(name), name)

    def with_parts(self, changed: Mapping[str, bytes]) -> bytes:
        """The file with other contents in some parts: the same bytes each time."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for name in self.names:
                entry = zipfile.ZipInfo(name, _DATE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 0
                archive.writestr(entry, changed[name] if name in changed else self.read(name))
        return target.getvalue()


def parse(content: bytes, name: str) -> Element:
    """A tree without entities, without anything from elsewhere; what is too deep or too long is refused."""
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise NotOurs(f"{name} 不是完整的 XML") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotOurs(f"{name} 里有 DOCTYPE，Word 不会这样写")
    return root


def unparse(root: Element) -> bytes:
    """The bytes of a part."""
    return etree.tostring(root, encoding="UTF-8", standalone=True, xml_declaration=True)
