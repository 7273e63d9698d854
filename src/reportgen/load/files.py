"""A file -> its lines: encodings, what is no text at all, and characters that no text should hold."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reportgen.load.once import also
from reportgen.model.characters import LookAlike, folded, look_alikes
from reportgen.model.finding import DataUnusable, Finding, Level, Source
from reportgen.reading.encodings import NotText, decoded

MAX_BYTES = 2_000_000
MAX_FILES = 200
WORKBOOKS = (".xls", ".xlsx", ".xlsm", ".et")
"""Suffixes of workbooks, which are data where they are known."""
KINDS = (
    (b"PK\x03\x04", "Word、Excel 或压缩文件"),
    (b"\xd0\xcf\x11\xe0", "旧版的 Word 或 Excel 文件"),
    (b"%PDF", "PDF 文件"),
    (b"{\\rtf", "写字板文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
)
BREAK = re.compile(r"\r\n|[\r\n]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff9-\ufffc\U000e0000-\U000e0fff]"
)
_HAN = "\u2e80-\u2fdf\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff60"
_FIXED_BLANK = re.compile(
    f"(?<=[{_HAN}])[\u00a0\u2000-\u200a\u202f\u205f](?=[{_HAN}0-9A-Za-z])"
    f"|(?<=[0-9A-Za-z])[\u00a0\u2000-\u200a\u202f\u205f]"
    f"(?=[{_HAN}])"
)
"""A blank that is none of the keyboard's inside a text, beside a Chinese character, where none is written."""
TOLD = 10
"""Lines of one file that are told of the same slip; of more only their numbers."""
_NOT_UTF8 = re.compile("[\udc80-\udcff]")
"""What Python makes of the bytes of a name that it can't read."""
_NAMES = {
    "\x0b": "Word 的手动换行符",
    "\x0c": "分页符",
    "\u2028": "行分隔符",
    "\u2029": "段分隔符",
    "\x85": "换行符 NEL",
}


def files_of(folder: Path, *, alone: bool = False) -> list[Path]:
    """The data files of a folder: YAML and CSV, no hidden ones and no lock files. Raises DataUnusable.

    alone: there may be none, for something else holds data.
    """
    try:
        if not folder.is_dir():
            raise _unusable("L010", f"没有这个文件夹：{folder}", "请写部门年度的文件夹，如 data/某局/2023")
        named = sorted(p for p in folder.iterdir() if p.suffix.lower() in (".yaml", ".yml", ".csv"))
        files = [p for p in named if not p.name.startswith((".", "~$")) and not p.is_dir()]
    except (OSError, ValueError) as error:
        raise _unusable("L010", f"打不开文件夹 {folder}：{why(error)}", "请检查文件夹的名称和权限") from error
    if not files and not alone:
        raise _unusable("L010", f"{folder} 里没有 YAML 文件", "请写部门年度的文件夹")
    _refuse_foreign_names([folder.resolve().parent, folder.resolve(), *files])
    if len(files) > MAX_FILES:
        raise _unusable(
            "L001",
            f"{folder} 里有 {len(files)} 个数据文件，超过 {MAX_FILES} 个的上限",
            "一个文件夹只放一个部门一个年度的数据",
        )
    return files


def files_below(folder: Path, suffixes: tuple[str, ...]) -> list[Path]:
    """The files of a folder with these suffixes, no hidden ones; none where it can't be read."""
    try:
        return sorted(p for p in folder.iterdir() if p.suffix.lower() in suffixes and p.name[0] != "." and p.is_file())
    except OSError:
        return []


def _refuse_foreign_names(paths: list[Path]) -> None:
    """Names that are no UTF-8 (of an old archive, mostly in GBK): none of them can be told or written. Raises
    DataUnusable.
    """
    foreign = [os.fsencode(p.name).decode("gb18030", errors="replace") for p in paths if _NOT_UTF8.search(p.name)]
    if foreign:
        raise _unusable(
            "L080",
            f"{len(foreign)} 个文件或文件夹的名称不是 UTF-8（像是从旧的压缩包里解出来的）：{'、'.join(foreign)}",
            "请把它们改名（在文件管理器里重新输入名称），或用支持中文的解压程序重新解一次",
        )


def _unusable(code: str, message: str, remedy: str) -> DataUnusable:
    return DataUnusable([Finding(code, Level.ERROR, message, remedy=remedy)])


def why(error: Exception) -> str:
    """Why the system refused, in Chinese."""
    if isinstance(error, PermissionError):
        return "没有权限"
    if isinstance(error, FileNotFoundError):
        return "文件不在了"
    return "系统读不了" if isinstance(error, OSError) else "名称里有不能用的字符"


def read_bytes(path: Path, name: str) -> bytes:
    """What stands in a file. Raises DataUnusable for one that can't be opened or is too large."""
    place = Source(name, 1, 1)
    try:
        if not path.is_file():
            raise FileNotFoundError
        size = path.stat().st_size
        raw = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        raise DataUnusable(
            [Finding("L019", Level.ERROR, f"文件打不开：{why(error)}", place, remedy="请检查文件还在不在、能不能读")]
        ) from error
    if size > MAX_BYTES:
        remedy = "数据文件通常只有几十 KB，请检查是不是放错了文件，或分成几个文件"
        raise DataUnusable(
            [Finding("L001", Level.ERROR, f"文件有 {size} 字节，超过 {MAX_BYTES} 字节的上限", place, remedy=remedy)]
        )
    return raw


def decode(raw: bytes, name: str) -> str:
    """Bytes -> text: UTF-8, UTF-16 with its mark, else GBK. Raises DataUnusable for what is no text."""
    place = Source(name, 1, 1)
    kind = next((kind for mark, kind in KINDS if raw.startswith(mark)), "")
    if kind:
        remedy = "请在记事本里新建一个文件，把内容粘进去，另存为 UTF-8"
        raise DataUnusable([Finding("L027", Level.ERROR, f"这是{kind}，不是文本", place, remedy=remedy)])
    try:
        return decoded(raw)
    except NotText as broken:
        if not broken.line:
            said, remedy = "文件的编码既不是 UTF-8 也不是 GBK", "请用记事本另存为 UTF-8"
        else:
            place = Source(name, broken.line, broken.column)
            said = f"第 {broken.line} 行有坏字节，不是完整的 UTF-8 文字"
            remedy = "请把这个字重新输入，用记事本另存为 UTF-8"
        raise DataUnusable([Finding("L002", Level.ERROR, said, place, remedy=remedy)]) from broken


def encoded_as(raw: bytes, text: str) -> bytes:
    """A text in the encoding of the bytes that it came from, with their mark."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8")):
        if raw.startswith(mark):
            return mark + text.encode(encoding)
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return text.encode("gb18030")  # GBK, and what it lacks as GB 18030 says it
    return text.encode()


def split(text: str) -> list[str]:
    """The lines of a text, with CRLF, LF or CR behind each."""
    return BREAK.split(text)


def lines_of(text: str, name: str) -> tuple[list[str], list[Finding]]:
    """A text's lines without characters that YAML or a report can't hold, and with look-alikes as they are read;
    what was changed.
    """
    lines = split(text)
    findings: list[Finding] = []
    for number, line in enumerate(lines):
        if line.isascii() and not CONTROL.search(line):
            continue
        for pattern, code in ((CONTROL, "L026"), (_INVISIBLE, "L036"), (_FIXED_BLANK, "L036")):
            if found := pattern.search(line):
                line = pattern.sub(lambda m: " " if m[0] in _NAMES else "", line)
                described = _NAMES.get(found[0], f"不能显示的字符 U+{ord(found[0][0]):04X}")
                message = f"这一行有{described}，读的时候去掉了"
                place = Source(name, number + 1, found.start() + 1)
                findings.append(Finding(code, Level.HINT, message, place, remedy="请把它删掉", corrected=line))
        if alike := list(look_alikes(line)):
            line = folded(line, alike)
            if not line.lstrip().startswith("#"):
                findings.append(_look_alike(alike, Source(name, number + 1, min(one.at for one in alike) + 1), line))
        lines[number] = line
    return lines, list(_few(findings))


def _look_alike(alike: list[LookAlike], place: Source, line: str) -> Finding:
    """What is read for the characters of a line that only look like those of the keyboard."""
    pairs = list(dict.fromkeys((one.old, one.new) for one in alike))
    said = "、".join(f"「{old}」（U+{ord(old):04X}）读作「{new}」" for old, new in pairs[:4])
    message = f"字形像、编码不是常用字：{said}{f'等 {len(pairs)} 个' if len(pairs) > 4 else ''}"
    remedy = "多半是从 PDF 里复制来的，请重打这几个字"
    return Finding("L063", Level.WARNING, message, place, remedy=remedy, corrected=line)


def _few(findings: list[Finding]) -> Iterator[Finding]:
    """The first of each code; of the rest the last one that is told names the lines."""
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    for same in by_code.values():
        *first, last = same[:TOLD]
        yield from first
        more = also(f.source.line for f in same[TOLD:] if f.source)
        yield replace(last, message=f"{last.message}{more}")
