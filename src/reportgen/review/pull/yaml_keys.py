"""Keys of a mapping in a YAML file that leave with their value, or get another name."""

from __future__ import annotations

import re

from reportgen.load.files import split
from reportgen.load.nodes import Mapping
from reportgen.load.reading import read_yaml
from reportgen.load.spans import FileText, Span, Style, span_of
from reportgen.review.pull.splices import CannotChange, Splice, spliced
from reportgen.review.pull.yaml_lists import Keys, nodes_in

_PLAIN = re.compile(r"[^\s\W][^\s:#,{}\[\]&*!|>'\"%@`]*")


def with_renamed_key(text: str, name: str, keys: Keys, new: str) -> str:
    """A file's text with another name for a key. Raises CannotChange."""
    by_hand = f"{name} 里的键「{'.'.join(keys)}」请手工改成：{new}"
    above = nodes_in(text, name).get(keys[:-1])
    if not isinstance(above, Mapping) or keys[-1] not in above.entries or new in above.entries:
        raise CannotChange(by_hand)
    file, place = FileText(text), above.key_sources[keys[-1]]
    start = file.line_start(place.line) + place.column - 1
    start += text[start] in "\"'"  # a key in quotes stays in them
    end = start + len(keys[-1])
    if text[start:end] != keys[-1] or not _PLAIN.fullmatch(new):
        raise CannotChange(by_hand)
    done = text[:start] + new + text[end:]
    after = nodes_in(done, name).get(keys[:-1])
    if not isinstance(after, Mapping) or [*after.entries] != [new if k == keys[-1] else k for k in above.entries]:
        raise CannotChange(by_hand)
    return done


def without_key(text: str, name: str, keys: Keys) -> str:
    """A file's text without a key and its value. Raises CannotChange."""
    nodes = nodes_in(text, name)
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
    if keys in nodes_in(done, name):
        raise CannotChange(by_hand)
    return done


def _without_top(text: str, name: str, keys: Keys, file: FileText, span: Span) -> str:
    lines = split(text)
    read = read_yaml(lines, name)
    place = read.node.key_sources.get(keys[0]) if read.node else None
    if place is None:
        raise CannotChange(f"{name} 里「{'.'.join(keys)}」删不掉（写法特别），请手工删")
    return text[: file.line_start(place.line)] + text[file.line_start(span.end_line + 1) :]
