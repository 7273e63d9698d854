"""A Word file that may have been anywhere -> its parts, with nothing in them that could harm the reader."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
import zlib

LARGEST_PART = 64 << 20
"""Bytes of a part unpacked: a hundred times what a report needs."""


class NotOurs(Exception):
    """The file can't be read as a Word file of ours; the message says why."""


class Opened:
    """The parts of one Word file."""

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except zipfile.BadZipFile as error:
            raise NotOurs("不是 Word 文件（.docx）") from error
        self.order = tuple(dict.fromkeys(self._archive.namelist()))
        self.names = frozenset(self.order)

    def read(self, name: str) -> bytes:
        """The bytes of a part."""
        if name not in self.names:
            raise NotOurs(f"文件里没有 {name}")
        if self._archive.getinfo(name).file_size > LARGEST_PART:
            raise NotOurs(f"{name} 太大")
        try:
            return self._archive.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
            raise NotOurs(f"{name} 读不出来：文件坏了，或者加了密") from error

    def xml(self, name: str) -> ET.Element:
        """A part as a tree."""
        content = self.read(name)
        if b"<!DOCTYPE" in content:
            raise NotOurs(f"{name} 里有 DOCTYPE，Word 不会这样写")
        try:
            return ET.fromstring(content)
        except ET.ParseError as error:
            raise NotOurs(f"{name} 不是完整的 XML") from error
