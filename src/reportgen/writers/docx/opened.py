"""A Word file that may have been anywhere -> its parts, with nothing in them that could harm the reader."""

from __future__ import annotations

import io
import lzma
import xml.etree.ElementTree as ET
import zipfile
import zlib

LARGEST_PART = 64 << 20
"""Bytes of a part unpacked: a hundred times what a report needs."""
LARGEST = 256 << 20
"""Bytes of all parts unpacked."""
MOST_PARTS = 5_000
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class NotOurs(Exception):
    """The file can't be read as a Word file of ours; the message says why."""


class OfAnotherVersion(NotOurs):
    """A file of ours that another version of the program wrote otherwise."""


class Opened:
    """The parts of one Word file. Raises NotOurs for what no honest file of ours can be."""

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise NotOurs("不是 Word 文件（.docx）") from error
        entries = self._archive.infolist()
        self.order = tuple(dict.fromkeys(entry.filename for entry in entries))
        self.names = frozenset(self.order)
        if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST:
            raise NotOurs("文件解开以后太大，不是报告的 Word 稿")

    def read(self, name: str) -> bytes:
        """A part as it is."""
        if name not in self.names:
            raise NotOurs(f"文件里没有 {name}")
        entry = self._archive.getinfo(name)
        if entry.file_size > LARGEST_PART:
            raise NotOurs(f"{name} 太大")
        if entry.flag_bits & 1:
            raise NotOurs("文件有密码，读不出来")
        try:
            with self._archive.open(entry) as part:
                content = part.read(LARGEST_PART + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            lzma.LZMAError,
            RuntimeError,
            NotImplementedError,
            EOFError,
            OSError,
            ValueError,
        ) as error:
            raise NotOurs(f"{name} 读不出来：文件坏了，或者加了密") from error
        if len(content) > LARGEST_PART:
            raise NotOurs(f"{name} 太大")
        return content

    def xml(self, name: str) -> ET.Element:
        """A part as a tree."""
        content = self.read(name)
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise NotOurs(f"{name} 里有 DOCTYPE，Word 不会这样写")
        try:
            return ET.fromstring(content)
        except ET.ParseError as error:
            raise NotOurs(f"{name} 不是完整的 XML") from error

    def refuse_active(self) -> None:
        """Raise NotOurs for macros and for what the file would fetch from outside; links that a reader clicks are none."""
        if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in self.names):
            raise NotOurs("文件里有宏，不收；请另存为不带宏的 .docx")
        for name in sorted(n for n in self.names if n.endswith(".rels")):
            for relation in self.xml(name).iter(_RELATION):
                kind = (relation.get("Type") or "").rpartition("/")[2]
                if relation.get("TargetMode") == "External" and kind != "hyperlink":
                    raise NotOurs(
                        f"文件要从外面取东西（{kind}：{(relation.get('Target') or '')[:60]}），不收；请去掉再交"
                    )
