"""Nodes of a workbook and lists -> the text of YAML keys (`--as-yaml`), as a person would have typed them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportgen.load.dump import dump_key
from reportgen.load.nodes import Mapping as Nodes
from reportgen.load.nodes import Node, Text, leaves_of
from reportgen.model.schema import top_fields
from reportgen.workspace.imports.lists import ListRead

Keys = Mapping[str, str]
"""Top-level keys with the text of each."""


def block_of(key: str, node: Node) -> str:
    """A key with all that a workbook says of it, and from which sheets."""
    field = top_fields().get(key)
    table = field.term.table if field else None
    return f"# 来自 {'、'.join(sheets_of(node))}\n{dump_key(key, _plain(node), table)}"


def sheets_of(node: Node) -> list[str]:
    """The workbooks and sheets that a node rests on: 决算.xls（Z01、Z04）."""
    found: dict[str, dict[str, None]] = {}
    for leaf in leaves_of(node):
        book = leaf.source.file.rpartition("!")[0]
        found.setdefault(book, {})[leaf.source.sheet] = None
    return [f"{book}（{'、'.join(sheets)}）" for book, sheets in found.items() if book]


def _plain(node: Node) -> Any:
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Nodes):
        return {name: _plain(child) for name, child in node.entries.items()}
    rows = [child.entries if isinstance(child, Nodes) else {} for child in node.items]
    heads = list(dict.fromkeys(head for row in rows for head in row))
    return [{head: _cell(row.get(head)) for head in heads} for row in rows]


def _cell(node: Node | None) -> str:
    return node.value if isinstance(node, Text) else "-"


def list_block(read: ListRead, money_unit: str) -> str:
    """A list of another office as a table of the data, in its unit of money."""
    field = top_fields()[read.key]
    told = f"# 来自 {read.source}；请核对\n"
    if read.names:
        return told + dump_key(read.key, dict(read.rows[0]))
    heads = list(dict.fromkeys(head for row in read.rows for head in row))
    rows = [{head: row.get(head, "-") for head in heads} for row in read.in_unit(money_unit)]
    return told + dump_key(read.key, rows, field.term.table)


def last_year_block(key: str, given: Mapping[str, tuple[str, str]]) -> str:
    """上年数 with the place of each figure behind it: a page, where it comes from a published file."""
    lines = [f"{key}:", *(f"  {name}: {value}      # {place}" for name, (value, place) in given.items())]
    return "\n".join(lines) + "\n"
