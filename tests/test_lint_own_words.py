"""The lint judges by codes, kinds and nodes, never by the words of its own messages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen import lint

FILES = sorted(Path(str(lint.__file__)).parent.rglob("*.py"))
ASKING = ("startswith", "endswith", "find", "index", "count", "split", "partition", "rpartition", "removeprefix")


def reads_message(node: ast.AST) -> bool:
    """Whether `.message` of something stands in it."""
    return any(isinstance(part, ast.Attribute) and part.attr == "message" for part in ast.walk(node))


def matches(tree: ast.AST) -> Iterator[int]:
    """The lines where a message is compared, searched or matched."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and reads_message(node):
            yield node.lineno
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            by_pattern = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
            compiled = node.func.attr in ("match", "search", "fullmatch", "findall", "finditer", "sub")
            asked = node.func.attr in ASKING and reads_message(node.func.value)
            if asked or ((by_pattern or compiled) and any(reads_message(argument) for argument in node.args)):
                yield node.lineno


@pytest.mark.parametrize(
    "line",
    [
        "'没有' in finding.message",
        "finding.message == '没有'",
        "finding.message.startswith('没有')",
        "re.search('「(.+)」', finding.message)",
        "PATTERN.match(f'{finding.message}')",
    ],
)
def test_a_match_on_a_message_is_seen(line: str) -> None:
    assert list(matches(ast.parse(line))) == [1]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_message_is_matched(path: Path) -> None:
    assert list(matches(ast.parse(path.read_text(encoding="utf-8")))) == []
