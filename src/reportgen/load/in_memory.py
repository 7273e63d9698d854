"""Nodes that stand in no folder of data -> a department-year in memory, as a draft has it: what is missing is 待填."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from reportgen.load.folder import Loaded
from reportgen.load.nodes import Node
from reportgen.load.plain import plain_of
from reportgen.load.unfinished import complete


def in_memory(nodes: Mapping[str, Node], folder: Path, year: int) -> Loaded | None:
    """The model of top-level keys; folder: where the department-year would stand. None where nothing can be made."""
    entries = dict(nodes)
    plain = plain_of(entries, {key: node.source for key, node in entries.items()}, {})
    try:
        data, _ = complete(plain.values, year, draft=True)
    except ValidationError:
        return None
    return Loaded(
        folder,
        data,
        plain.sources,
        {},
        addresses=plain.addresses,
        texts=plain.texts,
        nodes=plain.nodes,
        keys=plain.keys,
        named_codes=plain.named_codes,
    )
