"""Entries of a mapping and rows of a table in a file that stand in another order: whole lines, with the comments above
them, and nothing else.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from reportgen.load.files import split
from reportgen.load.nodes import Mapping, Node, Text
from reportgen.load.reading import read_yaml
from reportgen.load.spans import FileText, Span, Style, span_of
from reportgen.review.pull.data_changes import Reordered
from reportgen.review.pull.splices import CannotChange, Splice, spliced
from reportgen.review.pull.yaml_lists import Keys, nodes_in

Nodes = dict[tuple[str | int, ...], Node]
Lines = tuple[int, int]
"""The first and the last line of an entry or a row, from 1."""
_COMMENT = re.compile(r"[ \t]*#")


def reordered(text: str, name: str, change: Reordered) -> str:
    """A YAML file's text with the entries or rows in their new order. Raises CannotChange."""
    nodes = nodes_in(text, name)
    node = nodes.get(change.keys)
    span = span_of(node) if node else None
    if node is None or span is None or node.source.file != name:
        raise CannotChange(change.by_hand)
    file = FileText(text)
    done = _with_rows(file, span, change) if isinstance(node, Text) else _with_entries(file, node, span, nodes, change)
    before, after = ([finding.code for finding in read_yaml(split(one), name).findings] for one in (text, done))
    if before != after or len(nodes_in(done, name)) != len(nodes) or _letters(done) != _letters(text):
        raise CannotChange(change.by_hand)
    return done


def _with_rows(file: FileText, span: Span, change: Reordered) -> str:
    """A table that is written as a block of lines, under its head."""
    lines = [
        number
        for number in range(span.line + 1, span.end_line + 1)
        if (own := file.text[file.line_start(number) : file.line_start(number + 1)].strip()) and own[0] != "#"
    ]
    if span.style is not Style.LITERAL or sorted(map(str, change.order)) != sorted(map(str, range(len(lines) - 1))):
        raise CannotChange(change.by_hand)
    return moved_lines(file, [(number, number) for number in lines[1:]], [int(n) for n in change.order], change)


def _with_entries(file: FileText, node: Node, span: Span, nodes: Nodes, change: Reordered) -> str:
    """Entries of a mapping, or records of a list."""
    names, keys = names_in(nodes, change.keys), change.keys
    order = _whole_order(names, change)
    if isinstance(node, Mapping) and span.style is Style.FLOW:
        done = _in_braces(file, node, span, order, change)
    else:
        done = moved_lines(file, [_lines_of(node, nodes, keys, each) for each in names], order, change)
    after = nodes_in(done, span.file)
    kept = [_below(after, (*keys, each)) for each in names_in(after, keys)]
    if kept != [_below(nodes, (*keys, names[n])) for n in order]:
        raise CannotChange(change.by_hand)
    return done


def _letters(text: str) -> Counter[str]:
    """Every letter of a text: none may come or go."""
    return Counter(letter for letter in text if not letter.isspace())


def reordered_csv(text: str, change: Reordered) -> str:
    """A CSV file's text with its rows in their new order. Raises CannotChange."""
    file, reader = FileText(text), csv.reader(io.StringIO(text, newline=""))
    ends = [reader.line_num for row in reader if any(cell.strip() for cell in row)]
    if ends != list(range(1, len(ends) + 1)) or len(ends) != len(change.order) + 1:
        raise CannotChange(change.by_hand)
    return moved_lines(file, [(end, end) for end in ends[1:]], [int(n) for n in change.order], change)


def names_in(nodes: Nodes, keys: Keys) -> list[str | int]:
    """The keys of a mapping, or the numbers of a table's rows, in the order of the file."""
    node = nodes.get(keys)
    if isinstance(node, Mapping):
        return [*node.entries]
    depth = len(keys)
    return sorted({p[depth] for p in nodes if len(p) > depth and p[:depth] == keys and isinstance(p[depth], int)})


def _whole_order(names: Sequence[str | int], change: Reordered) -> list[int]:
    """The order by places; what the change does not know was put in behind all others, and stays there."""
    known = [names.index(name) for name in change.order if name in names]
    fresh = [n for n, name in enumerate(names) if name not in change.order]
    if len(known) != len(change.order):
        raise CannotChange(change.by_hand)
    return [*known, *fresh]


def _lines_of(node: Node | None, nodes: Nodes, keys: Keys, name: str | int) -> Lines:
    """The lines of an entry with its key, or of a row."""
    inside = [n for path, n in nodes.items() if path[: len(keys) + 1] == (*keys, name)]
    spans = [span for n in inside if (span := span_of(n))]
    starts = [n.source.line for n in inside]
    if isinstance(node, Mapping):
        starts.append(node.key_sources[str(name)].line)
    return min(starts), max([span.end_line for span in spans] + starts)


def _texts(nodes: Nodes) -> dict[tuple[str | int, ...], str]:
    return {path: node.value for path, node in nodes.items() if hasattr(node, "value")}


def _below(nodes: Nodes, keys: tuple[str | int, ...]) -> dict[tuple[str | int, ...], str]:
    """All texts below a key, by the rest of their paths."""
    depth = len(keys)
    return {path[depth:]: text for path, text in _texts(nodes).items() if path[:depth] == keys}


def moved_lines(file: FileText, lines: Sequence[Lines], order: Sequence[int], change: Reordered) -> str:
    """A text with stretches of its lines in another order. A comment goes with what stands below it, one that a blank
    line parts from that with what stands above; blank lines stay where they are. Raises CannotChange.
    """
    if any(end >= start for (_, end), (start, _) in pairwise(lines)) or not lines:
        raise CannotChange(change.by_hand)
    text, line_end = file.text, "\r\n" if "\r\n" in file.text else "\n"
    starts, ends = [file.line_start(first) for first, _ in lines], [file.line_start(last + 1) for _, last in lines]
    chunks = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    chunks = [chunk if chunk.endswith(("\n", "\r")) else chunk + line_end for chunk in chunks]
    first = _first_comment(text, starts[0])
    between = [text[first : starts[0]], *(text[end:start] for end, start in zip(ends, starts[1:], strict=False))]
    blanks = []
    for n, words in enumerate(between):
        own = words.splitlines(keepends=True)
        at = max((i + 1 for i, line in enumerate(own) if not line.strip()), default=0)
        blanks.append("".join(line for line in own[:at] if not line.strip()))
        chunks[max(n - 1, 0)] += "".join(line for line in own[:at] if line.strip())  # of the first there is none
        chunks[n] = "".join(own[at:]) + chunks[n]
    done = "".join(blank + chunks[item] for blank, item in zip(blanks, order, strict=True))
    if ends[-1] == len(text) and not text.endswith(("\n", "\r")):
        done = done.removesuffix(line_end)
    return text[:first] + done + text[ends[-1] :]


def _first_comment(text: str, start: int) -> int:
    """Where the comments right above a line begin."""
    while start:
        before = max(text.rfind("\n", 0, start - 1), text.rfind("\r", 0, start - 1)) + 1
        if not _COMMENT.match(text, before, start):
            break
        start = before
    return start


def _in_braces(file: FileText, node: Mapping, span: Span, order: Sequence[int], change: Reordered) -> str:
    """{甲: …, 乙: …} on one line."""
    start, end = file.stretch(span)
    if "\n" in file.text[start:end]:
        raise CannotChange(change.by_hand)
    entries = []
    for key, value in node.entries.items():
        place, own = node.key_sources[key], span_of(value)
        if own is None:
            raise CannotChange(change.by_hand)
        entries.append(file.text[file.line_start(place.line) + place.column - 1 : file.stretch(own)[1]])
    words = ", ".join(entries[n] for n in order)
    return spliced(file.text, [Splice(start, end, f"{{{words}}}")])
