"""A snapshot, packed or carried by a Word draft -> its files. Everything from outside is taken for hostile."""

from __future__ import annotations

import zipfile
from pathlib import Path

from reportgen.compare.snapshot import NoSnapshot, unpacked
from reportgen.compare.versions.problem import UnknownVersion
from reportgen.writers.docx.carried import draft_in
from reportgen.writers.docx.opened import NotOurs

LARGEST = 100 << 20
"""Bytes of a file that is opened at all."""
_BROKEN = (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError)
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_WORD = "[Content_Types].xml"


def files_of(path: Path) -> dict[str, bytes]:
    """The inputs in a .zip or a .docx. Raises UnknownVersion."""
    content = _read(path)
    if content.startswith(_OLE):
        raise UnknownVersion(f"{path.name} 是旧的 .doc，或者加了密码：请用 Word 或 WPS 打开，另存为不加密的 .docx")
    try:
        with zipfile.ZipFile(path) as archive:
            is_word = _WORD in archive.namelist()
    except _BROKEN as error:
        raise UnknownVersion(f"{path.name} 读不出来：不是快照，也不是 Word 稿，或者坏了") from error
    return _opened(path.name, carried_in(path, content) if is_word else content)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise UnknownVersion(f"{path.name} 超过 {LARGEST >> 20} MB，不像是快照或 Word 稿，没有打开")
        return path.read_bytes()
    except OSError as error:
        raise UnknownVersion(f"读不了 {path}：{error.strerror}") from error


def _opened(name: str, content: bytes) -> dict[str, bytes]:
    try:
        return unpacked(content)
    except NoSnapshot as error:
        raise UnknownVersion(f"{name} 里的快照用不了：{error}") from error


def carried_in(path: Path, content: bytes) -> bytes:
    """The packed snapshot that a Word draft carries, or that was kept of it beside.
    Raises UnknownVersion where there is none.
    """
    try:
        found = draft_in(content)
    except NotOurs as error:
        raise UnknownVersion(f"{path.name}：{error}") from error
    except (ValueError, *_BROKEN) as error:
        raise UnknownVersion(f"{path.name} 里的快照坏了，读不出来") from error
    if found and found.draft and found.draft.snapshot:
        return found.draft.snapshot
    if found and (kept := _kept(path, found.identity)):
        return _read(kept)
    raise UnknownVersion(
        f"{path.name} 没有带生成它的数据：不是送审稿，或者里面有涉密的行所以没有带，或者别的软件另存时去掉了。"
        "请改写送审那一轮的文件夹（output/…/内部/送审/第N轮），或 内部/冻结 里的文件夹"
    )


def _kept(path: Path, identity: str) -> Path | None:
    """The snapshot of the round with this identity, where the file lies beside it or in its folder."""
    for home in (path.resolve().parent, path.resolve().parent / "内部/送审"):
        for record in sorted(home.glob("送审.json")) + sorted(home.glob("第*轮/送审.json")):
            try:
                named = identity in record.read_text(encoding="utf-8")
            except (OSError, ValueError):
                continue
            if named and (packed := sorted(record.parent.glob("*.zip"))):
                return packed[0]
    return None
