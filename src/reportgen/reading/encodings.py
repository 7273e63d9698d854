"""Bytes -> text: UTF-8, UTF-16 with its mark, else GBK as GB 18030 has it."""

from __future__ import annotations


class NotText(ValueError):
    """No text in these encodings. line, column: from 1, of the broken byte of a text that is else UTF-8;
    0 where it is no text at all.
    """

    def __init__(self, line: int = 0, column: int = 0) -> None:
        super().__init__(line, column)
        self.line, self.column = line, column


def decoded(raw: bytes) -> str:
    """The text, without its mark. Raises NotText."""
    try:
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            return raw.decode("utf-16")
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        broken = error
    try:
        text = raw.decode("gb18030")
        if not _rather_utf8(raw):
            return text
    except UnicodeDecodeError:
        pass
    if not _rather_utf8(raw):
        raise NotText
    before = broken.object[: broken.start].decode("utf-8", errors="replace")  # its mark is taken off already
    raise NotText(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


def _rather_utf8(raw: bytes) -> bool:
    """Whether most of what is not ASCII reads as UTF-8: then a byte is broken,
    and GBK would only make noise of the rest.
    """
    text = raw.decode("utf-8", errors="replace")
    foreign = sum(1 for c in text if ord(c) > 0x7F)
    return text.count("\ufffd") * 4 < foreign
