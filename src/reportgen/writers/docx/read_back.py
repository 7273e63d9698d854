"""A Word file that came back -> what stands now at each address that the file was written with.

Bookmarks are read first, because every editor tried keeps them; where one is gone, the control with the same tag
is. Words that a reviewer has deleted with changes tracked are gone, words put in count.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from reportgen.spots import Kind
from reportgen.writers.docx.addresses import NAMESPACE, Address, hash_of
from reportgen.writers.docx.opened import NotOurs, Opened

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = (f"{W}del", f"{W}moveFrom", f"{W}sdtPr", f"{W}pPr", f"{W}rPr")


@dataclass(frozen=True)
class Standing:
    """An address with the words that stand there now; None where neither bookmark nor control is left."""

    address: Address
    now: str | None

    @property
    def changed(self) -> bool:
        """Whether somebody changed it."""
        return self.now != self.address.text


def read_back(content: bytes) -> list[Standing]:
    """Every address of the file, in its order. Raises NotOurs for a file that carries none."""
    opened = Opened(content)
    kept = {address.name: address for address in _sidecar(opened)}
    reader = _Reader(kept)
    reader.read(opened.xml("word/document.xml"))
    return [Standing(address, reader.standing(name)) for name, address in kept.items()]


def _sidecar(opened: Opened) -> Iterator[Address]:
    for name in sorted(name for name in opened.names if name.startswith("customXml/item")):
        if name.endswith(".xml") and (root := opened.xml(name)).tag == f"{{{NAMESPACE}}}addresses":
            for entry in root:
                text = entry.text or ""
                if entry.get("hash") != hash_of(text):
                    raise NotOurs(f"{name} 被改过：{entry.get('key')}")
                kind = cast("Kind", entry.get("kind", "words"))
                place, key = entry.get("at", ""), entry.get("key", "")
                yield Address(entry.get("n", ""), kind, place, key, int(entry.get("no", "1")), text)
            return
    raise NotOurs("文件里没有地址表：不是本程序生成的 Word 稿，或者被别的软件另存过")


class _Reader:
    """Collects the words inside every open bookmark and control of a known name."""

    def __init__(self, known: dict[str, Address]) -> None:
        self._known = known
        self._ids: dict[str, str] = {}
        self._open: dict[str, list[str]] = {}  # both kinds, by "b" or "t" and name
        self._done: dict[str, list[str]] = {}

    def standing(self, name: str) -> str | None:
        words = self._done.get(f"b{name}", self._done.get(f"t{name}"))
        return None if words is None else "".join(words)

    def read(self, element: ET.Element) -> None:
        match element.tag.removeprefix(W):
            case "bookmarkStart":
                name = element.get(f"{W}name") or ""
                if name in self._known:
                    self._ids[element.get(f"{W}id") or ""] = name
                    self._open[f"b{name}"] = []
            case "bookmarkEnd":
                self._close(f"b{self._ids.pop(element.get(f'{W}id') or '', '')}")
            case "t":
                self._say(element.text or "")
            case "br" | "p" if element.tag == f"{W}br" or self._open:
                self._say("\n")
            case "tab":
                self._say("\t")
        tag = element.find(f"{W}sdtPr/{W}tag") if element.tag == f"{W}sdt" else None
        name = "" if tag is None else tag.get(f"{W}val") or ""
        if name in self._known:
            self._open[f"t{name}"] = []
        for child in element:
            if child.tag not in _GONE:
                self.read(child)
        if name in self._known:
            self._close(f"t{name}")

    def _say(self, text: str) -> None:
        for words in self._open.values():
            words.append(text)

    def _close(self, name: str) -> None:
        if name in self._open:
            self._done[name] = self._open.pop(name)
