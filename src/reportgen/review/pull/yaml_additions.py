"""New keys and new items of lists in the text of a YAML file, in which nothing else moves; proved by reading it again."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reportgen.load.edits import in_quotes
from reportgen.load.files import split
from reportgen.load.nodes import Mapping as MappingNode
from reportgen.load.nodes import Node, Text
from reportgen.load.nodes import Sequence as SequenceNode
from reportgen.load.reading import read_yaml
from reportgen.review.pull.yaml_patch import CannotRevise, alike, escaped, offset, texts_in

Value = str | dict[str, str]
_KEY = re.compile(r"[\w一-鿿（）“”、，。·¶—.\-/]+")
_UNSAFE = re.compile(r": |:$| #|\s$|^(?:true|false|yes|no|null|~|是|否)$")
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=][^\n]*")


def with_key(text: str, name: str, keys: tuple[str, ...], value: Value) -> str:
    """A file's text with a value under keys that are not all there yet. Raises CannotRevise."""
    lines = split(text)
    top = read_yaml(lines, name).node
    if top is None:
        raise CannotRevise(f"{name} 读不出来")
    above: Node = top
    depth = 0
    while (
        depth < len(keys) - 1
        and isinstance(above, MappingNode)
        and isinstance(above.entries.get(keys[depth]), MappingNode)
    ):
        above, depth = above.entries[keys[depth]], depth + 1
    assert isinstance(above, MappingNode)  # noqa: S101 - the loop goes into mappings only
    rest = keys[depth:]
    empty = above.entries.get(rest[0])
    if empty is not None and not (isinstance(empty, Text) and not empty.value.strip()):
        raise CannotRevise(f"{name} 里「{'.'.join(keys[: depth + 1])}」的写法放不进新的键，请手工补：{'.'.join(keys)}")
    done = _put(text, lines, above, rest, value, empty is not None)
    nodes = texts_in(done, name)
    address = ".".join(keys)
    wanted = {address: value} if isinstance(value, str) else {f"{address}.{key}": words for key, words in value.items()}
    if any(not alike(nodes.get(a, ""), w) for a, w in wanted.items()) or any(
        nodes.get(a) != w for a, w in texts_in(text, name).items() if a in nodes and w.strip()
    ):
        raise CannotRevise(f"{name} 里补不进「{address}」，请手工补")
    return done


def _put(text: str, lines: list[str], above: MappingNode, rest: tuple[str, ...], value: Value, there: bool) -> str:
    if above.flow:
        close = _closing(text, offset(text, above.source.line, above.source.column))
        joint = ", " if above.entries else ""
        return text[:close] + joint + _in_braces(rest, value) + text[close:]
    first = min(above.key_sources.values(), key=lambda source: (source.line, source.column))
    indent = " " * (first.column - 1)
    if there:
        line = above.key_sources[rest[0]].line
        written = _block(rest[1:], value, indent + "  ") if rest[1:] or isinstance(value, dict) else None
        if written is None:
            return "\n".join(
                [*lines[: line - 1], f"{lines[line - 1].rstrip()} {_scalar(str(value), indent)}", *lines[line:]]
            )
        return "\n".join([*lines[:line], *written, *lines[line:]])
    last = max(source.line for source in above.key_sources.values())
    end = last
    while end < len(lines) and (
        not lines[end].strip()
        or len(lines[end]) - len(lines[end].lstrip()) >= first.column
        or (indent and lines[end].startswith(indent + " "))
    ):
        end += 1
    while end > last and not lines[end - 1].strip():
        end -= 1
    return "\n".join([*lines[:end], *_block(rest, value, indent), *lines[end:]])


def _block(keys: tuple[str, ...], value: Value, indent: str) -> list[str]:
    if not keys:
        return (
            [line for key, words in value.items() for line in _block((key,), words, indent)]
            if isinstance(value, dict)
            else []
        )
    if len(keys) == 1 and isinstance(value, str):
        return f"{indent}{_key(keys[0])}: {_scalar(value, indent)}".split("\n")
    return [f"{indent}{_key(keys[0])}:", *_block(keys[1:], value, indent + "  ")]


def _key(key: str) -> str:
    return key if (_KEY.fullmatch(key) and not key.isdigit()) or re.fullmatch(r"[1-9]\d*", key) else in_quotes(key)


def _scalar(value: str, indent: str) -> str:
    if "\n" in value:
        return "|-\n" + "\n".join(f"{indent}  {line}" if line else "" for line in value.split("\n"))
    return value if _PLAIN.fullmatch(value) and not _UNSAFE.search(value) else in_quotes(value)


def _in_braces(keys: tuple[str, ...], value: Value) -> str:
    if not keys:
        assert isinstance(value, dict)  # noqa: S101 - a text has a key
        return "{" + ", ".join(_in_braces((key,), words) for key, words in value.items()) + "}"
    if len(keys) == 1 and isinstance(value, str):
        plain = _PLAIN.fullmatch(value) and not _UNSAFE.search(value) and not re.search(r"[,\[\]{}\n]", value)
        return f"{_key(keys[0])}: {value if plain else chr(34) + escaped(value, chr(34)) + chr(34)}"
    return f"{_key(keys[0])}: {{{_in_braces(keys[1:], value)}}}"


def _closing(text: str, start: int) -> int:
    """The brace that closes the one at a place."""
    depth, quote = 0, ""
    for at in range(start, len(text)):
        character = text[at]
        if quote:
            quote = "" if character == quote else quote
        elif character in "'\"" and text[at - 1] in " ,{[:":
            quote = character
        elif character in "{[":
            depth += 1
        elif character in "}]":
            depth -= 1
            if depth == 0:
                return at
    raise CannotRevise("花括号没有写完")


def files_with(paths: Mapping[str, str], key: str) -> str:
    """The file that has a top-level key; '' for none."""
    return next(
        (name for name, text in paths.items() if re.search(rf"(?m)^[\"']?{re.escape(key)}[\"']?\s*[:：]", text)), ""
    )


# -- lists ------------------------------------------------------------------------------------------------------------


def with_item(text: str, name: str, keys: tuple[str, ...], number: int, value: str | None) -> str:
    """A file's text with a new item behind the one of this number (from 0) of a list, or without that one (None).

    Raises CannotRevise for a list in brackets, and where it does not read back as meant.
    """
    lines = split(text)
    found = _list_at(lines, name, keys)
    if (
        found is None
        or found.flow
        or not 0 <= number < len(found.items)
        or not all(isinstance(item, Text) for item in found.items)
    ):
        raise CannotRevise(f"{name} 里「{'.'.join(keys)}」的写法不能一条一条地加减，请手工改")
    first = found.items[number].source.line
    last = found.items[number + 1].source.line - 1 if number + 1 < len(found.items) else _end_of_item(lines, first)
    while last > first and (not lines[last - 1].strip() or lines[last - 1].lstrip().startswith("#")):
        last -= 1
    dash = re.match(r"[ \t]*", lines[first - 1])
    indent = dash[0] if dash else ""
    new = f"{indent}- {_scalar(value, indent)}".split("\n") if value is not None else []
    kept = lines[:last] if value is not None else lines[: first - 1]
    done = "\n".join([*kept, *new, *lines[last:]])
    before = [item.value.strip() for item in found.items if isinstance(item, Text)]
    wanted = (
        [*before[: number + 1], value.strip(), *before[number + 1 :]]
        if value is not None
        else [*before[:number], *before[number + 1 :]]
    )
    now = _list_at(split(done), name, keys)
    if (
        now is None
        or len(now.items) != len(wanted)
        or not all(
            isinstance(item, Text) and alike(item.value, words) for item, words in zip(now.items, wanted, strict=True)
        )
    ):
        raise CannotRevise(f"{name} 里「{'.'.join(keys)}」加减一条没有成，请手工改")
    return done


def _list_at(lines: list[str], name: str, keys: tuple[str, ...]) -> SequenceNode | None:
    node: Node | None = read_yaml(lines, name).node
    for key in keys:
        node = node.entries.get(key) if isinstance(node, MappingNode) else None
    return node if isinstance(node, SequenceNode) else None


def _end_of_item(lines: list[str], first: int) -> int:
    """The last line of the last item of a block list: what follows stands less deep than its words."""
    dash = len(lines[first - 1]) - len(lines[first - 1].lstrip())
    end = first
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > dash):
        end += 1
    return end
