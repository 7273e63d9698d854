"""How much a foreign file may ask of this machine: bytes, sheets, cells, seconds."""

from __future__ import annotations

import time

from reportgen.reading.grid import Unreadable

LARGEST_FILE = 60 << 20
LARGEST_PART = 96 << 20
"""Bytes of one part of a zip, unpacked."""
LARGEST_ZIP = 256 << 20
"""Bytes of all its parts, unpacked."""
MOST_PARTS = 5_000
WORST_RATIO = 250
"""Unpacked to packed: sheets full of the same cells come to about 60."""
HARMLESS = 24 << 20
"""Unpacked bytes below which no ratio is looked at."""
DEEPEST = 250
"""Elements within each other."""
MOST_SHEETS = 300
MOST_AREA = 2_000_000
"""Rows times columns of a grid."""
MOST_CELLS = 1_000_000
"""Cells with something in them, of a file."""
MOST_PAGES = 1_500
PATIENCE = 60.0
"""Seconds for a file."""

TOO_LARGE = "公开的报告、决算的工作簿通常不到 10 MB，请检查是不是放错了文件，或分成几个文件"


class Watch:
    """The time that a file has taken."""

    def __init__(self, patience: float | None = None) -> None:
        self._until = time.monotonic() + (PATIENCE if patience is None else patience)

    def look(self) -> None:
        """Raises Unreadable when the time is up."""
        if time.monotonic() > self._until:
            raise Unreadable("R006", f"文件读了 {PATIENCE:.0f} 秒还没有读完，不像一份报告或决算工作簿", TOO_LARGE)


def too_large(what: str) -> Unreadable:
    """The file is more than a report or a workbook ever is."""
    return Unreadable("R006", f"文件太大：{what}", TOO_LARGE)
