"""A YAML file of an edition -> nodes with their lines."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import yaml


def compose_yaml(path: Path) -> yaml.Node | None:
    """The YAML tree of a file. Raises yaml.YAMLError."""
    return _tree(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=256)
def _tree(text: str) -> yaml.Node | None:
    """The layers below most editions are the same files: each text is taken apart once."""
    return yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def pairs(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
    """The keys of a mapping with their nodes; nothing for any other node."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield str(key.value), key, value


def child(node: yaml.Node | None, *path: str) -> yaml.Node | None:
    """The node at a path of keys."""
    for name in path:
        node = next((value for key, _, value in pairs(node) if key == name), None)
    return node
