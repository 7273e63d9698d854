"""The bytes of a PDF, looked through before anything reads them: no stream unpacks to more than a report has."""

from __future__ import annotations

import re
import zlib

from reportgen.reading import limits

_STREAM = re.compile(rb"stream\r?\n")
_LARGEST_STREAM = 64 << 20
_NESTED = 3
"""How often a stream may be packed within itself."""


def refuse_bombs(data: bytes) -> None:
    """Raises Unreadable for streams that unpack to too much, each for itself or all together."""
    total = 0
    for found in _STREAM.finditer(data):
        total += _unpacked(data, found.end())
        if total > 8 * _LARGEST_STREAM:
            raise limits.too_large(f"解开以后有 {total >> 20} MB 以上")


def _unpacked(data: bytes, start: int) -> int:
    content, total = memoryview(data)[start:], 0
    for _ in range(_NESTED):
        if len(content) < 2 or content[0] & 0x0F != 8 or (content[0] << 8 | content[1]) % 31:
            break
        try:
            unpacked = zlib.decompressobj().decompress(content, _LARGEST_STREAM + 1)
        except zlib.error:
            break
        if len(unpacked) > _LARGEST_STREAM:
            raise limits.too_large("PDF 里的一段解开以后太大，像是压缩炸弹")
        total += len(unpacked)
        content = memoryview(unpacked)
    return total
