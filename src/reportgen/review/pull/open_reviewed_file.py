"""A file that came back from somewhere -> the Word file that it is or becomes;
everything else is refused in one sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from reportgen.environment import converted_by_office
from reportgen.writers.docx.addresses import ContentControl
from reportgen.writers.docx.carried import draft_of
from reportgen.writers.docx.elements import W
from reportgen.writers.docx.opened import NotOurs, OfAnotherVersion, Opened
from reportgen.writers.docx.sidecar import sidecar

PDF, BOOKS = ".pdf", (".xlsx", ".xlsm", ".xls", ".et", ".xltx", ".xlt", ".ods", ".csv")
LARGEST = 100 << 20
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How files of old Word, of WPS and encrypted ones begin."""
_OLD = (".doc", ".wps", ".dot", ".wpt", ".rtf", ".odt")
_ENOUGH = 0.8
"""The part of a kept draft's addresses that must stand in a file for it to have come from that draft."""
Kept = tuple[dict[str, ContentControl], Counter[str]]


class Incoming:
    """A file that came back: a Word file is opened once, when it is first asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def is_word(self) -> bool:
        """Whether it may be a Word file; of a PDF or a workbook only the remarks are read."""
        return self.path.suffix.lower() not in (PDF, *BOOKS)

    @cached_property
    def word(self) -> Opened:
        """The Word file. Raises NotOurs, or EnvironmentProblem where that needs LibreOffice."""
        return _received(self.path)


def _received(path: Path) -> Opened:
    """The Word file at a path, converted where it is of another kind. Raises NotOurs,
    or EnvironmentProblem where that needs LibreOffice.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise NotOurs(f"文件有 {size >> 20} MB，报告的 Word 稿不会这么大")
        content = path.read_bytes()
    except OSError as error:
        raise NotOurs(f"读不到文件（{error.strerror}）") from error
    if not content:
        raise NotOurs("文件是空的")
    suffix = path.suffix.lower()
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise NotOurs("文件有密码，读不出来；请去掉密码另存一份")
        return _converted(content, suffix.lstrip(".") if suffix in _OLD else "doc")
    if suffix in (".rtf", ".odt") or content.startswith(b"{\\rtf"):
        return _converted(content, suffix.lstrip(".") or "rtf")
    opened = Opened(content)
    opened.refuse_active()
    _ = opened.document  # which tells what is no Word file
    return opened


def _converted(content: bytes, suffix: str) -> Opened:
    remedy = "请在 Word 或 WPS 里另存为 .docx 再交；装了 LibreOffice 的电脑可以直接读 .doc 和 .wps"
    opened = Opened(converted_by_office(content, suffix, "docx:MS Word 2007 XML", f"读不了 .{suffix}", remedy))
    opened.refuse_active()
    return opened


def addresses_of(opened: Opened, drafts: Iterable[Path]) -> Kept:
    """The addresses that the file was written with: its own, or where an editor lost them,
    those of the kept draft that it came from.

    Raises NotOurs where neither is found.
    """
    try:
        return sidecar(opened)
    except OfAnotherVersion:
        raise
    except NotOurs as lost:
        own = draft_of(opened)
        standing = {mark.get(f"{W}name") or "" for mark in opened.document.iter(f"{W}bookmarkStart")}
        best: tuple[float, Kept] | None = None
        for path in drafts:
            try:
                draft = Opened(path.read_bytes())
                kept, found = sidecar(draft), draft_of(draft)
            except (NotOurs, OSError):
                continue
            if own and found and own.identity == found.identity:
                return kept
            share = len(kept[0].keys() & standing) / max(len(kept[0]), 1)
            best = max(best, (share, kept), key=lambda found: found[0]) if best else (share, kept)
        if best and best[0] >= _ENOUGH:
            return best[1]
        raise NotOurs(f"{lost}，以前送审的稿也都对不上") from lost
