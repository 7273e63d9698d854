"""The streams of a PDF, looked through before anything reads them: none unpacks to more than a report has, and those
that are broken are counted, for pdfminer takes them for empty and says nothing.
"""

from __future__ import annotations

import re
import zlib

from reportgen.reading import limits

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_PACKED = re.compile(rb"/Filter\s*\[?\s*/Fl(?:ateDecode)?\b")
_RUNS = re.compile(rb"/RunLengthDecode\b|/RL\b")
_MOST_RUNS = 8 << 20
"""Bytes packed by runs: each two of them may be 128."""
_LARGEST = 64 << 20
"""Bytes of one stream, unpacked."""
_NESTED = 3
"""How often a stream may be packed within itself."""
_BEFORE = 600
"""Bytes before a stream in which it is said how it is packed."""


def broken_streams(data: bytes) -> int:
    """How many streams can't be unpacked to their end. Raises Unreadable for streams that unpack to too much."""
    total = broken = 0
    encrypted = b"/Encrypt" in data
    for found in _STREAM.finditer(data):
        size, whole = _unpacked(data, found.end())
        total += size
        before = data[max(found.start() - _BEFORE, 0) : found.start()].rsplit(b"obj", 1)[-1]
        if _RUNS.search(before) and max(size, _length(before)) > _MOST_RUNS:
            raise limits.too_large("PDF 里的一段解开以后太大，像是压缩炸弹")
        if total > 8 * _LARGEST:
            raise limits.too_large(f"解开以后有 {total >> 20} MB 以上")
        broken += not whole and not encrypted and bool(_PACKED.search(before))
    return broken


def _length(before: bytes) -> int:
    """The bytes that a stream says to have."""
    found = re.search(rb"/Length\s+(\d{1,12})(?!\s+\d+\s+R)", before)
    return int(found[1]) if found else 0


def _unpacked(data: bytes, start: int) -> tuple[int, bool]:
    """To how many bytes a stream unpacks, and whether it does so to its end."""
    content, total, whole = memoryview(data)[start:], 0, False
    for level in range(_NESTED):
        if len(content) < 2 or content[0] & 0x0F != 8 or (content[0] << 8 | content[1]) % 31:
            break
        unpacker = zlib.decompressobj()
        try:
            unpacked = unpacker.decompress(content, _LARGEST + 1)
        except zlib.error:
            break
        if len(unpacked) > _LARGEST:
            raise limits.too_large("PDF 里的一段解开以后太大，像是压缩炸弹")
        whole = whole or (level == 0 and unpacker.eof)
        total += len(unpacked)
        content = memoryview(unpacked)
    return total, whole
