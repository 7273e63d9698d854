"""Items of a list in a YAML file that go, come or move: whole lines, or parts of brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.load.files import split
from reportgen.load.nodes import Node
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
    nodes = nodes_in(text, name)
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
    after = nodes_in(done, name).get(keys)
    wanted = [old[item] if isinstance(item, int) else item for item in order]
    now = [item.value for item in after.items if hasattr(item, "value")] if isinstance(after, Items) else []
    if [words.strip() for words in now] != [words.strip() for words in wanted]:
        raise CannotChange(_by_hand(name, keys))
    return done


def _by_hand(name: str, keys: Keys) -> str:
    return f"{name} 里「{'.'.join(keys)}」的写法不能一条一条地加减，请手工改"


def nodes_in(text: str, name: str) -> dict[tuple[str | int, ...], Node]:
    """Every node of a file by the keys and numbers down to it."""
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
