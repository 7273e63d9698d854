"""The bytes of a file -> what it is, never by its name; what can't be read is told in one sentence with what to do."""

from __future__ import annotations

import re
from pathlib import Path

from reportgen.reading.grid import Unreadable
from reportgen.reading.package import broken

XLSX, XLS, HTML, SPREADSHEETML, DOCX, DOC, PDF, CSV = (
    "xlsx",
    "xls",
    "html",
    "spreadsheetml",
    "docx",
    "doc",
    "pdf",
    "csv",
)
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
SAVE_AS = "请在 Excel 或 WPS 里打开，另存为 .xlsx 再用"
_BEGIN = 4096
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_MARKUP = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|table|meta|style|div|tr)\b", re.IGNORECASE)
_SPREADSHEETML = b"urn:schemas-microsoft-com:office:spreadsheet"
_BARE_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_STRAY = ("thumbs.db", "desktop.ini", ".ds_store")


def is_stray(path: Path) -> bool:
    """Whether a file is no one's work: what a program left while a file is open, pictures of a folder."""
    name = path.name.lower()
    return name.startswith(("~$", ".~", "._", "~wrl")) or name in _STRAY or name.endswith((".tmp", ".lock"))


def container_of(data: bytes, name: str) -> str:
    """What a file is. Raises Unreadable for what nothing here reads; `name` only chooses the words of that."""
    if not data.strip(b"\0 \r\n\t"):
        raise Unreadable("R004", "文件是空的", "请向给文件的人再要一份")
    if data.startswith(OLE):
        return _ole(data, name)
    if data.startswith(b"PK"):
        return _zip(data)
    if b"%PDF-" in data[:1024]:
        return PDF
    if data[:4] == b"{\\rt":
        return DOC
    if data[:2] in _BARE_BIFF and len(data) > 8 and data[3] == 0:
        return XLS
    return _text(data, name)


def _ole(data: bytes, name: str) -> str:
    streams = _streams(data)
    if {"EncryptedPackage", "EncryptionInfo"} & streams:
        raise Unreadable("R003", "文件有密码，读不出来", "请打开后去掉密码，另存一份")
    if {"Workbook", "Book"} & streams:
        return XLS
    if "WordDocument" in streams:
        return DOC
    if not streams:
        raise broken()
    raise _other(name)


def _streams(data: bytes) -> set[str]:
    """The names in an OLE file's directory, which are found by their look: 64 bytes of UTF-16 with their length."""
    found = set()
    for name in ("EncryptedPackage", "EncryptionInfo", "Workbook", "Book", "WordDocument", "PowerPoint Document"):
        entry = name.encode("utf-16-le").ljust(64, b"\0") + (2 * len(name) + 2).to_bytes(2, "little")
        if entry in data:
            found.add(name)
    return found or ({"?"} if "Root Entry".encode("utf-16-le") in data else set())


def _zip(data: bytes) -> str:
    """By the names in the zip's directory, without unpacking anything."""
    if b"[Content_Types].xml" not in data:
        if b"opendocument.text" in data[:200]:
            return DOC
        if b"opendocument" in data[:200]:
            raise Unreadable("R002", "这是 OpenDocument 文件（.ods），不能直接读", "请另存为 .xlsx 再用")
        if b"PK\x05\x06" not in data[-70_000:]:
            raise broken()
        raise Unreadable("R001", "这是压缩包，不是报告也不是工作簿", "请解压以后，用里面的文件")
    if b"xl/workbook.bin" in data:
        raise Unreadable("R002", "这是二进制工作簿（.xlsb），不能直接读", SAVE_AS)
    if b"word/" in data:
        return DOCX
    if b"ppt/" in data:
        raise Unreadable("R001", "这是演示文稿，里面没有能读的表", "请用报告的 PDF、Word 或工作簿")
    return XLSX


def _text(data: bytes, name: str) -> str:
    begin = data[:_BEGIN]
    if begin.startswith(_MARKS[1:]):
        begin = begin.decode("utf-16", errors="ignore").encode()
    if _SPREADSHEETML in begin:
        return SPREADSHEETML
    if _MARKUP.search(begin) or b"multipart/related" in begin:
        return HTML
    if begin.startswith(_IMAGES):
        raise Unreadable("R009", "这是图片，里面的数读不出来", "请用原来的工作簿、Word 或能复制文字的 PDF")
    if begin.startswith(_ARCHIVES):
        raise Unreadable("R001", "这是压缩包，不是报告也不是工作簿", "请解压以后，用里面的文件")
    if (b"\0" in begin and not data.startswith(_MARKS)) or name.lower().endswith((".jio", ".et", ".wps", ".doc")):
        raise _other(name)
    return CSV


def _other(name: str) -> Unreadable:
    """Nothing that is known: the name says which program would know more."""
    suffix = Path(name).suffix.lower()
    if suffix == ".jio":
        return Unreadable("R002", "这是决算软件自己的数据文件（.jio），别的程序读不了", "请在决算软件里导出 Excel 再用")
    if suffix in (".et", ".ett"):
        return Unreadable("R002", "这是 WPS 表格自己的格式（.et），不能直接读", "请在 WPS 里另存为 .xlsx 再用")
    if suffix in (".xls", ".xlsx", ".xlsm", ".xlt"):
        return Unreadable("R001", "不是 Excel 的工作簿，虽然扩展名这样写", SAVE_AS)
    if suffix in (".doc", ".docx", ".wps"):
        return Unreadable("R001", "不是 Word 文件，虽然扩展名这样写", "请在 Word 或 WPS 里另存为 .docx 再用")
    if suffix == ".pdf":
        return Unreadable("R001", "不是 PDF，虽然扩展名这样写", "请向给文件的人再要一份")
    return Unreadable("R001", "不是工作簿、Word、PDF，也不是文字", "能读的有 .xlsx、.xls、.docx、.pdf、.html、.csv")
