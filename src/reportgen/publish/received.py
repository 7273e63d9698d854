"""The files of a folder that was uploaded, read with care: what the system put there is set apart, what is too large,
too deep or unreadable is told in a sentence, and nothing that stands in a file can stop the proof.
"""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LARGEST = 200 << 20
"""Bytes of one file, and of what a workbook unpacks to: far more than any publication has."""
MOST_FILES = 2_000
DEEPEST = 100
"""Brackets in each other: report.json has about ten."""
STRAY = re.compile(
    r"\.DS_Store|\._.*|Thumbs\.db|ehthumbs(_vista)?\.db|desktop\.ini|~\$.*|\.~lock\..*#|~WRL\d+\.tmp|~.*\.tmp|"
    r"\.nfs[0-9a-f]+|\.directory|Icon\r|\.Trash.*|\.localized",
    re.IGNORECASE,
)
STRAY_FOLDERS = frozenset(("__MACOSX", ".Spotlight-V100", ".Trashes", ".fseventsd", "$RECYCLE.BIN"))
"""What systems and office programs put beside the files of others."""
BROKEN = (
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    StopIteration,
    RuntimeError,
    OverflowError,
    MemoryError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    ET.ParseError,
    csv.Error,
)
"""What a file of another shape than ours raises where it is read."""


@dataclass(frozen=True)
class Received:
    """The contents by path, the stray files of the system, and what can't be read with why."""

    files: dict[str, bytes]
    strays: tuple[str, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()


def is_stray(path: str) -> bool:
    """Whether a system put it there."""
    *folders, name = path.split("/")
    return bool(STRAY.fullmatch(name)) or not STRAY_FOLDERS.isdisjoint(folders)


def receive(folder: Path) -> Received:
    """Every file of a folder; nothing where there is none."""
    files: dict[str, bytes] = {}
    strays: list[str] = []
    unread: list[tuple[str, str]] = []
    for path in _below(folder):
        name = readable(path.relative_to(folder).as_posix())
        if is_stray(name):
            strays.append(name)
        elif len(files) == MOST_FILES:
            return Received(files, tuple(strays), (*unread, (name, f"文件太多，超过 {MOST_FILES} 个")))
        else:
            try:
                if path.stat().st_size > LARGEST:
                    unread.append((name, f"太大，超过 {LARGEST >> 20} MB，不是公开稿的文件"))
                else:
                    files[name] = path.read_bytes()
            except OSError as error:
                unread.append((name, f"读不了：{error.strerror}"))
    return Received(files, tuple(strays), tuple(unread))


def _below(folder: Path) -> list[Path]:
    try:
        return [p for p in sorted(folder.rglob("*")) if p.is_symlink() or p.is_file()]
    except OSError:
        return []


def readable(name: str) -> str:
    """A name that can be printed, whatever bytes it has."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def parsed(content: bytes) -> Any:
    """The value of a JSON file. Raises ValueError for what is none, is deeper than any of ours, or says a key twice:
    another reader may take the other of the two.
    """
    text = content.decode("utf-8")
    depth = deepest = 0
    for piece in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', text, re.DOTALL):
        mark = piece[0]
        depth += (mark in ("[", "{")) - (mark in ("]", "}"))
        deepest = max(deepest, depth)
        if deepest > DEEPEST:
            raise ValueError("too deep")
    return json.loads(text, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key twice")
    return found


def too_large_unpacked(content: bytes) -> bool:
    """Whether an Office file unpacks to more than any of ours; what is none at all is for its reader to tell."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    return len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > LARGEST
