"""Text of a YAML file -> nodes that know their places; every scalar stays the text that was typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import yaml

from reportgen.finding import DataUnusable, Finding, Level, Source

MAX_BYTES = 2_000_000
MAX_DEPTH = 30


@dataclass(frozen=True)
class Text:
    """A scalar as typed. `lines` are its lines in the file (with their numbers) when it is a block."""

    value: str
    source: Source
    lines: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Sequence:
    """A list of nodes."""

    items: tuple[Node, ...]
    source: Source


@dataclass(frozen=True)
class Mapping:
    """Keys with their places, and what stands under them."""

    entries: dict[str, Node]
    key_sources: dict[str, Source]
    source: Source


Node = Text | Sequence | Mapping


@dataclass
class Reading:
    """One file on its way from text to nodes; problems are collected, not raised."""

    name: str
    lines: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def source(self, mark: yaml.Mark) -> Source:
        """The place of a YAML mark."""
        return Source(self.name, mark.line + 1, mark.column + 1)

    def error(self, code: str, message: str, source: Source, mend: str) -> None:
        """Collect an error."""
        self.findings.append(Finding(code, Level.ERROR, message, source, mend=mend))


def read_text(path: Path, name: str) -> str:
    """A file's text: UTF-8 (with or without mark), else GBK; refuses what is too large or neither."""
    raw = path.read_bytes()
    if len(raw) > MAX_BYTES:
        raise DataUnusable([Finding("L001", Level.ERROR, f"文件有 {len(raw)} 字节，超过 {MAX_BYTES} 字节的上限", Source(name, 1, 1))])
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DataUnusable([Finding("L002", Level.ERROR, "文件的编码既不是 UTF-8 也不是 GBK", Source(name, 1, 1), mend="请用记事本另存为 UTF-8")])


def read_yaml(text: str, name: str) -> tuple[Mapping | None, list[Finding]]:
    """A file's text -> its top mapping (None when there is none) and what is wrong with it."""
    reading = Reading(name, text.splitlines())
    try:
        root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = reading.source(mark) if mark else Source(name, 1, 1)
        reading.error("L003", f"YAML 写法不对：{error.problem}", place, "请看这一行和上一行的缩进、冒号和引号")
        return None, reading.findings
    except yaml.YAMLError as error:
        reading.error("L003", f"YAML 写法不对：{error}", Source(name, 1, 1), "文件里可能有不可见的控制字符")
        return None, reading.findings
    if root is None:
        return None, reading.findings
    node = _node(root, reading, 0, set())
    if not isinstance(node, Mapping):
        reading.error("L004", "文件的最外层应是“键: 值”", node.source if node else Source(name, 1, 1), "请参看样例数据")
        return None, reading.findings
    return node, reading.findings


def _node(raw: yaml.Node, reading: Reading, depth: int, seen: set[int]) -> Node:
    source = reading.source(raw.start_mark)
    if depth > MAX_DEPTH:
        reading.error("L005", f"嵌套超过 {MAX_DEPTH} 层", source, "请把内容写平")
        return Text("", source)
    if id(raw) in seen:
        reading.error("L006", "用了 YAML 的别名（*）", source, "请把内容写出来，不用 & 和 *")
        return Text("", source)
    seen.add(id(raw))
    if isinstance(raw, yaml.ScalarNode):
        return _text(raw, reading, source)
    if isinstance(raw, yaml.SequenceNode):
        return Sequence(tuple(_node(child, reading, depth + 1, seen) for child in raw.value), source)
    entries: dict[str, Node] = {}
    places: dict[str, Source] = {}
    for key_node, value_node in raw.value:
        place = reading.source(key_node.start_mark)
        if not isinstance(key_node, yaml.ScalarNode):
            reading.error("L007", "键应是文字", place, "请把键写成一个词")
            continue
        key = str(key_node.value).strip()
        if key in entries:
            reading.error("L008", f"键「{key}」写了两次，上一次在第 {places[key].line} 行", place, "请删去一处")
            continue
        entries[key] = _node(value_node, reading, depth + 1, seen)
        places[key] = place
    return Mapping(entries, places, source)


def _unfolded(value: str, lines: list[str]) -> str:
    """YAML joins the lines of a text with a blank; beside a Chinese character there is none."""
    for above, below in pairwise(line.strip() for line in lines):
        if above and below and not (above[-1].isascii() and below[0].isascii()):
            n = next((n for n in range(8, 0, -1) if f"{above[-n:]} {below[:n]}" in value), 0)
            value = value.replace(f"{above[-n:]} {below[:n]}", f"{above[-n:]}{below[:n]}", 1) if n else value
    return value


def _text(raw: yaml.ScalarNode, reading: Reading, source: Source) -> Text:
    value = str(raw.value)
    if raw.style != "|" and raw.end_mark.line > raw.start_mark.line:
        value = _unfolded(value, reading.lines[raw.start_mark.line: raw.end_mark.line + 1])
    if raw.style not in ("|", ">"):
        return Text(value, source)
    first, last = raw.start_mark.line + 1, raw.end_mark.line
    lines = tuple((n + 1, reading.lines[n]) for n in range(first, min(last, len(reading.lines))))
    return Text(value, source, lines)
