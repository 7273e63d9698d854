"""The zip of a .docx or .xlsx -> its parts, looked through before anything reads them: nothing in it can be a bomb,
declare an entity or be nested without end.
"""

from __future__ import annotations

import io
import lzma
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping

from lxml import etree

from reportgen.reading import limits
from reportgen.reading.grid import Unreadable

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    RuntimeError,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
)
"""What a zip that is cut off, damaged or encrypted raises (NotImplementedError: a way of packing that Python lacks)."""
AGAIN = "请向给文件的人再要一份，或在 Excel、WPS 里打开后另存一份"
_XML = (".xml", ".rels")
_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


def broken(what: str = "文件坏了，或者没有传完整") -> Unreadable:
    """The file can't be read to its end."""
    return Unreadable("R005", what, AGAIN)


def parts_of(data: bytes) -> dict[str, bytes]:
    """The XML parts by name. Raises Unreadable for what is cut off, encrypted, too much or declares entities."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except BROKEN as error:
        raise broken() from error
    if len(entries) > limits.MOST_PARTS:
        raise limits.too_large(f"压缩包里有 {len(entries)} 个文件")
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > limits.LARGEST_ZIP or max((entry.file_size for entry in entries), default=0) > limits.LARGEST_PART:
        raise limits.too_large(f"解开以后有 {unpacked >> 20} MB")
    if unpacked > limits.HARMLESS and unpacked > packed * limits.WORST_RATIO:
        raise limits.too_large(f"解开以后是原来的 {unpacked // max(packed, 1)} 倍，像是压缩炸弹")
    return {entry.filename: _read(archive, entry) for entry in entries if entry.filename.lower().endswith(_XML)}


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.flag_bits & 1:
        raise Unreadable("R003", "文件有密码，读不出来", "请去掉密码另存一份")
    try:
        content = archive.read(entry)
    except BROKEN as error:
        raise broken() from error
    if content.startswith(_UTF_16):
        raise broken("文件里面的编码不是 UTF-8，不是 Excel、Word 写的")
    if declares(content):
        raise Unreadable("R007", "文件里声明了实体（DTD），正常的文件里没有", AGAIN)
    return content


def declares(content: bytes) -> bool:
    """Whether XML declares a DTD or an entity, which no honest file does."""
    return bool(_DECLARES.search(content))


def archived(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a zip again, for a library that wants one: it sees what was looked through and nothing else."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return target.getvalue()


def parsed(content: bytes) -> etree._Element:
    """The root of a part. Raises Unreadable for XML that is broken or nested too deep."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError) as error:
        raise broken() from error


def main_part(parts: Mapping[str, bytes], usual: str) -> str:
    """The name of the part that the package is about: as its relations say, else the usual one; '' for none."""
    root = parts.get("_rels/.rels")
    if root is not None:
        for relation in parsed(root).iter("{*}Relationship"):
            target = str(relation.get("Target", "")).lstrip("/")
            if str(relation.get("Type", "")).endswith("/officeDocument") and target in parts:
                return target
    return usual if usual in parts else ""


def beside(parts: Mapping[str, bytes], main: str, name: str) -> etree._Element | None:
    """The root of the part of this name in the folder of another one, where there is one."""
    content = parts.get(f"{posixpath.dirname(main)}/{name}")
    return parsed(content) if content is not None else None
