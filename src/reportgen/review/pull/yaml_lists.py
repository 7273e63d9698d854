"""Items of a list in a YAML file that go, come or move, and keys that leave: whole lines, or parts of brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.load.files import split
from reportgen.load.nodes import Mapping, Node
from reportgen.load.nodes import Sequence as Items
from reportgen.load.plain import plain_of
from reportgen.load.reading import read_yaml
from reportgen.load.spans import FileText, Span, Style, span_of
from reportgen.review.pull.data_changes import ItemChange, order_after
from reportgen.review.pull.splices import CannotChange, Splice, spliced
from reportgen.review.pull.yaml_writing import flow_value, scalar

Keys = tuple[str, ...]
_DASH = re.compile(r"[ \t]*-[ \t]")


def relisted(text: str, name: str, keys: Keys, changes: Sequence[ItemChange]) -> str:
    """A file's text with a list of it in another order, with items more or less. Raises CannotChange."""
    nodes = _nodes(text, name)
    node = nodes.get(keys)
    span = span_of(node) if node else None
    order = order_after(len(node.items), changes) if isinstance(node, Items) else None
    if (
        not isinstance(node, Items)
        or span is None
        or order is None
        or any(item.source.file != name for item in node.items)
    ):
        raise CannotChange(_by_hand(name, keys))
    if not order:
        raise CannotChange(f"{name} 里「{'.'.join(keys)}」的每一条都删了，没有写；真的都不要请在数据里删")
    old = [item.value if hasattr(item, "value") else "" for item in node.items]
    file = FileText(text)
    done = (
        _in_brackets(file, node, span, order) if span.style is Style.FLOW else _in_lines(file, node, order, name, keys)
    )
    after = _nodes(done, name).get(keys)
    wanted = [old[item] if isinstance(item, int) else item for item in order]
    now = [item.value for item in after.items if hasattr(item, "value")] if isinstance(after, Items) else []
    if [words.strip() for words in now] != [words.strip() for words in wanted]:
        raise CannotChange(_by_hand(name, keys))
    return done


def _by_hand(name: str, keys: Keys) -> str:
    return f"{name} 里「{'.'.join(keys)}」的写法不能一条一条地加减，请手工改"


def _nodes(text: str, name: str) -> dict[tuple[str | int, ...], Node]:
    lines = split(text)
    read = read_yaml(lines, name)
    return plain_of(read.node.entries, read.node.key_sources, {name: lines}).nodes if read.node else {}


def _in_brackets(file: FileText, node: Items, span: Span, order: Sequence[int | str]) -> str:
    own = [file.text[slice(*file.stretch(s))] for item in node.items if (s := span_of(item))]
    if len(own) < len(node.items):
        raise CannotChange(_by_hand(span.file, ()))
    start, end = file.stretch(span)
    if "\n" in file.text[start:end].strip():
        raise CannotChange(f"{span.file}:{span.line} 的列表跨了几行，不能一条一条地加减，请手工改")
    words = ", ".join(own[item] if isinstance(item, int) else flow_value(item) for item in order)
    return spliced(file.text, [Splice(start, end, f"[{words}]")])


def _in_lines(file: FileText, node: Items, order: Sequence[int | str], name: str, keys: Keys) -> str:
    """Each item is the lines from its dash to the next one."""
    spans = [span for item in node.items if (span := span_of(item))]
    starts = [file.line_start(span.line) for span in spans]
    ends = [file.line_start(span.end_line + 1) for span in spans]
    if len(spans) < len(node.items) or any(not _DASH.match(file.text, start) for start in starts):
        raise CannotChange(_by_hand(name, keys))
    line_end = "\r\n" if "\r\n" in file.text else "\n"
    indent = re.match(r"[ \t]*", file.text[starts[0] :])
    blanks = indent[0] if indent else ""
    above = [file.text[end:start] for end, start in zip([starts[0], *ends], starts, strict=False)]
    above.append("")
    for number in range(len(spans)):
        if number not in order:  # what stands above an item that goes stays, above the next one
            above[number + 1] = above[number] + above[number + 1]
    chunks = [file.text[start:end] for start, end in zip(starts, ends, strict=True)]
    chunks = [chunk if chunk.endswith(("\n", "\r")) else chunk + line_end for chunk in chunks]
    lines = [
        above[item] + chunks[item]
        if isinstance(item, int)
        else f"{blanks}- {scalar(item, blanks)}\n".replace("\n", line_end)
        for item in order
    ]
    body = "".join(lines) + above[-1]
    if ends[-1] == len(file.text) and not file.text.endswith(("\n", "\r")):
        body = body.removesuffix(line_end)
    return file.text[: starts[0]] + body + file.text[ends[-1] :]


def without_key(text: str, name: str, keys: Keys) -> str:
    """A file's text without a key and its value. Raises CannotChange."""
    nodes = _nodes(text, name)
    above, node = nodes.get(keys[:-1]), nodes.get(keys)
    span, outer = (span_of(n) if n else None for n in (node, above))
    by_hand = f"{name} 里「{'.'.join(keys)}」删不掉（写法特别），请手工删"
    if not isinstance(above, Mapping) or span is None or outer is None or keys[-1] not in above.entries:
        raise CannotChange(by_hand)
    file, place = FileText(text), above.key_sources[keys[-1]]
    if outer.style is Style.FLOW:
        if len(above.entries) == 1:
            raise CannotChange(by_hand)
        start, end = file.line_start(place.line) + place.column - 1, file.stretch(span)[1]
        behind = re.compile(r"\s*,\s*").match(text, end)
        before = re.compile(r".*?(\s*,\s*)$", re.DOTALL).match(text, 0, start)
        stretch = (start, behind.end()) if behind else (before.start(1) if before else start, end)
        done = spliced(text, [Splice(*stretch, "")])
    else:
        keys_gone = keys
        if len(above.entries) == 1:  # a key without any entry says nothing
            return without_key(text, name, keys[:-1]) if len(keys) > 2 else _without_top(text, name, keys, file, span)
        start, end = file.line_start(place.line), file.line_start(span.end_line + 1)
        done = text[:start] + text[end:]
        keys = keys_gone
    if keys in _nodes(done, name):
        raise CannotChange(by_hand)
    return done


def _without_top(text: str, name: str, keys: Keys, file: FileText, span: Span) -> str:
    lines = split(text)
    read = read_yaml(lines, name)
    place = read.node.key_sources.get(keys[0]) if read.node else None
    if place is None:
        raise CannotChange(f"{name} 里「{'.'.join(keys)}」删不掉（写法特别），请手工删")
    return text[: file.line_start(place.line)] + text[file.line_start(span.end_line + 1) :]
