"""Files by name <-> one zip: the same bytes for the same files, whoever made them and whenever."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_DATE = (1980, 1, 1, 0, 0, 0)
"""Of every entry: the first that a zip can tell."""


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files in their order."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, content)
    return target.getvalue()
