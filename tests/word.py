"""A Word file's own XML, changed as a reviewer would change it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path


def rewritten(content: bytes, *pairs: tuple[str, str], parts: Mapping[str, bytes] | None = None) -> bytes:
    """The file with texts of its body replaced where they first stand, and parts put in."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                text = part.decode()
                for before, after in pairs:
                    assert before in text, before
                    text = text.replace(before, after, 1)
                part = text.encode()
            if name not in (parts or {}):
                new.writestr(name, part)
        for name, part in (parts or {}).items():
            new.writestr(name, part)
    return target.getvalue()


def put(path: Path, content: bytes) -> Path:
    """A file with this content."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
