"""A snapshot, packed or carried by a Word draft -> its files. Everything from outside is taken for hostile."""

from __future__ import annotations

import base64
import zipfile
import zlib
from pathlib import Path

from reportgen.snapshot import NoSnapshot, unpacked
from reportgen.versions.problem import NoVersion
from reportgen.writers.docx.opened import NotOurs, Opened

LARGEST = 100 << 20
"""Bytes of a file that is opened at all."""
CARRIED = "{urn:reportgen:snapshot:1}snapshot"
"""The root of the part in which a draft carries the inputs that it was made from."""
_BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError)
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_WORD = "[Content_Types].xml"


def files_of(path: Path) -> dict[str, bytes]:
    """The inputs in a .zip or a .docx. Raises NoVersion."""
    content = _read(path)
    if content.startswith(_OLE):
        raise NoVersion(f"{path.name} 是旧的 .doc，或者加了密码：请用 Word 或 WPS 打开，另存为不加密的 .docx")
    try:
        with zipfile.ZipFile(path) as archive:
            is_word = _WORD in archive.namelist()
    except _BROKEN as error:
        raise NoVersion(f"{path.name} 读不出来：不是快照，也不是 Word 稿，或者坏了") from error
    return _opened(path.name, carried_in(path.name, content) if is_word else content)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise NoVersion(f"{path.name} 超过 {LARGEST >> 20} MB，不像是快照或 Word 稿，没有打开")
        return path.read_bytes()
    except OSError as error:
        raise NoVersion(f"读不了 {path}：{error.strerror}") from error


def _opened(name: str, content: bytes) -> dict[str, bytes]:
    try:
        return unpacked(content)
    except NoSnapshot as error:
        raise NoVersion(f"{name} 里的快照用不了：{error}") from error
    except zlib.error as error:
        raise NoVersion(f"{name} 里的快照坏了") from error


def carried_in(name: str, content: bytes) -> bytes:
    """The packed snapshot that a Word draft carries. Raises NoVersion where there is none."""
    try:
        opened = Opened(content)
        for part in sorted(n for n in opened.names if n.startswith("customXml/item") and n.endswith(".xml")):
            root = opened.xml(part)
            if root.tag == CARRIED:
                return base64.b64decode("".join((root.text or "").split()), validate=True)
    except NotOurs as error:
        raise NoVersion(f"{name}：{error}") from error
    except (ValueError, *_BROKEN) as error:
        raise NoVersion(f"{name} 里的快照坏了，读不出来") from error
    raise NoVersion(
        f"{name} 没有带生成它的数据：不是送审稿，或者里面有涉密的行所以没有带，或者别的软件另存时去掉了。"
        "请改写送审那一轮的文件夹（output/…/内部/送审/第N轮），或 内部/冻结 里的文件夹")
