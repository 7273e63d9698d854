"""Lines of YAML -> nodes that know their places; every scalar stays the text that was typed.

The nodes are made from libyaml's events, one after the other: what is too deep is refused before
it is built, and an alias is never followed, so that no file can grow in memory.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import yaml

from reportgen.load.files import CONTROL
from reportgen.model.finding import Finding, Level, Source

MAX_DEPTH = 30
ALIAS = "*"
"""The style of the empty text that stands for an alias."""
CELL = "cell"
"""The style of a text in a table that is written as text."""


@dataclass(frozen=True)
class Text:
    """A scalar as typed. `lines` are its lines in the file (with their numbers) when it has several.

    style: | > ' " '' (plain) or CELL. end: line and column (from 1) behind its last character, quote included;
    (0, 0) where only its cell is known (a CSV file).
    marked: YAML took its first word for a mark (& or !), and the word is lost.
    """

    value: str
    source: Source
    lines: tuple[tuple[int, str], ...] = ()
    style: str = ""
    end: tuple[int, int] = (0, 0)
    marked: bool = False


@dataclass(frozen=True)
class Sequence:
    """A list of nodes; `flow` when it is written in brackets, and then `end` is behind the closing one.

    crooked: the lines of a table whose cells are not those of its head.
    """

    items: tuple[Node, ...]
    source: Source
    flow: bool = False
    end: tuple[int, int] = (0, 0)
    crooked: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Mapping:
    """Keys with their places, and what stands under them; `flow` when it is written in braces,
    and then `end` is behind the closing one.
    """

    entries: dict[str, Node]
    key_sources: dict[str, Source]
    source: Source
    flow: bool = False
    end: tuple[int, int] = (0, 0)


Node = Text | Sequence | Mapping


class TooDeep(Exception):
    """More levels than any report has."""


@dataclass
class FileReader:
    """One file on its way from lines to nodes; problems are collected, not raised."""

    name: str
    lines: list[str]
    findings: list[Finding] = field(default_factory=list)
    aliases: list[Source] = field(default_factory=list)
    closed: tuple[int, int] = (0, 0)
    """Line and column behind the list or mapping that was read last."""

    def source(self, mark: Any) -> Source:
        """The place of a YAML mark."""
        return Source(self.name, mark.line + 1, mark.column + 1)

    def error(self, code: str, message: str, source: Source, remedy: str) -> None:
        """Collect an error."""
        self.findings.append(Finding(code, Level.ERROR, message, source, remedy=remedy))


def compose(reading: FileReader) -> Node | None:
    """The one node of the lines, None when there is none. Raises yaml.YAMLError."""
    events = yaml.parse("\n".join(reading.lines) + "\n", Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    root: Node | None = None
    documents = 0
    try:
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise yaml.MarkedYAMLError(None, None, "but found another document", _mark(event))
            elif isinstance(event, yaml.NodeEvent):
                root = _node(event, events, reading, 0)
    except TooDeep:
        return Text("", Source(reading.name, 1, 1))
    finally:
        _tell_aliases(reading)
    return root


def _tell_aliases(reading: FileReader) -> None:
    """A file may have thousands of them: told once."""
    if reading.aliases:
        more = f"，共 {len(reading.aliases)} 处" if len(reading.aliases) > 1 else ""
        reading.error(
            "L006", f"用了 YAML 的别名（*）{more}", reading.aliases[0], "请把内容写出来，不用 & 和 *；要印星号就加引号"
        )


def spelled(key: str) -> str:
    """What is the same for two spellings of one key: full-width and half-width, blanks around."""
    return unicodedata.normalize("NFKC", key).strip()


def _mark(event: yaml.Event) -> Any:
    """libyaml's marks have no declared type of their own."""
    return event.start_mark


def _node(event: yaml.Event, events: Iterator[yaml.Event], reading: FileReader, depth: int) -> Node:
    source = reading.source(event.start_mark)
    if depth > MAX_DEPTH:
        reading.error("L005", f"嵌套超过 {MAX_DEPTH} 层", source, "请把内容写平")
        raise TooDeep
    if isinstance(event, yaml.AliasEvent):
        reading.aliases.append(source)
        return Text("", source, style=ALIAS)
    if isinstance(event, yaml.ScalarEvent):
        return _text(event, reading, source)
    if isinstance(event, yaml.SequenceStartEvent):
        items = tuple(_until(yaml.SequenceEndEvent, events, reading, depth))
        return Sequence(items, source, bool(event.flow_style), reading.closed)
    return _mapping(event, events, reading, depth)


def _until(end: type[yaml.Event], events: Iterator[yaml.Event], reading: FileReader, depth: int) -> Iterator[Node]:
    for event in events:
        if isinstance(event, end):
            mark: Any = event.end_mark
            reading.closed = mark.line + 1, mark.column + 1
            return
        yield _node(event, events, reading, depth + 1)


def _mapping(event: yaml.Event, events: Iterator[yaml.Event], reading: FileReader, depth: int) -> Mapping:
    entries: dict[str, Node] = {}
    places: dict[str, Source] = {}
    known: dict[str, str] = {}
    inside = _until(yaml.MappingEndEvent, events, reading, depth)
    for key in inside:
        value = next(inside)
        if not isinstance(key, Text):
            reading.error("L007", "键应是文字", key.source, "请把键写成一个词")
            continue
        name = key.value.strip()
        if before := known.get(spelled(name)):
            same = "" if before == name else f"（「{before}」）"
            reading.error(
                "L008", f"键「{name}」写了两次，上一次{same}在第 {places[before].line} 行", key.source, "请删去一处"
            )
            continue
        known[spelled(name)] = name
        entries[name], places[name] = value, key.source
    flow = bool(getattr(event, "flow_style", False))
    return Mapping(entries, places, reading.source(event.start_mark), flow, reading.closed)


def _text(event: yaml.ScalarEvent, reading: FileReader, source: Source) -> Text:
    begin: Any = event.start_mark
    stop: Any = event.end_mark
    value, first, last = str(event.value), begin.line, stop.line
    style = event.style or ""
    if style == '"' and CONTROL.search(value):  # an escape made it
        value = CONTROL.sub("", value)
        reading.findings.append(
            Finding(
                "L026",
                Level.HINT,
                "引号里的转义写出了不能显示的字符，读的时候去掉了",
                source,
                remedy="请删掉反斜杠和后面的编码",
            )
        )
    end = (last + 1, stop.column + 1)
    marked = bool(event.anchor or event.tag)
    if style != "|" and last > first:
        value = _unfolded(value, reading.lines[first : last + 1])
    if style in ("|", ">"):
        first += 1
    elif last == first:
        return Text(value, source, (), style, end, marked)
    else:
        return Text(
            value,
            source,
            tuple(_inside(reading.lines, first, last, begin.column, stop.column, style)),
            style,
            end,
            marked,
        )
    return Text(
        value,
        source,
        tuple((n + 1, reading.lines[n]) for n in range(first, min(last, len(reading.lines)))),
        style,
        end,
        marked,
    )


def _inside(lines: list[str], first: int, last: int, begin: int, stop: int, style: str) -> Iterator[tuple[int, str]]:
    """The lines of a plain or quoted text, blank before its first character and cut behind its last."""
    quote = len(style)
    for n in range(first, min(last + 1, len(lines))):
        line = lines[n][: stop - quote] if quote and n == last else lines[n]
        yield n + 1, " " * (begin + quote) + line[begin + quote :] if n == first else line


def _unfolded(value: str, lines: list[str]) -> str:
    """YAML joins the lines of a text with a blank; beside a Chinese character there is none."""
    at = 0
    for above, below in pairwise(line.strip() for line in lines):
        if not (above and below) or (above[-1].isascii() and below[0].isascii()):
            continue
        for n in range(8, 0, -1):
            found = value.find(f"{above[-n:]} {below[:n]}", at, at + len(above) + len(below) + 8)
            if found >= 0:
                at = found + len(above[-n:])
                value = value[:at] + value[at + 1 :]
                break
    return value


def leaves_of(node: Node) -> Iterator[Text]:
    """Every text below a node."""
    if isinstance(node, Text):
        yield node
    for child in (
        node.items if isinstance(node, Sequence) else node.entries.values() if isinstance(node, Mapping) else ()
    ):
        yield from leaves_of(child)
