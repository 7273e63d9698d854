"""What a value in an edition's YAML may be: a number, one of several words, a text whose {…} are known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import yaml

Fits = Callable[[yaml.Node], bool]


@dataclass(frozen=True)
class Kind:
    """A kind of value: how it is told, and whether a node is one. `needed`: it can't be taken away."""

    told: str
    fits: Fits
    needed: bool = False


def needed(kind: Kind) -> Kind:
    """The same, where the engine or a template can't do without it."""
    return replace(kind, needed=True)


def one_of(names: Iterable[str]) -> Kind:
    """One of these words."""
    known = tuple(names)
    return Kind(f"{'、'.join(known)} 之一", lambda node: _text(node) in known)


def filled(*names: str) -> Kind:
    """A text in which only these names stand in braces."""
    told = "、".join(f"{{{name}}}" for name in names)
    return Kind(
        f"文字，花括号里只能写 {told}",
        lambda node: _text(node) is not None and {*re.findall(r"\{([^{}]*)\}", _text(node) or "")} <= {*names},
    )


def list_of(kind: Kind) -> Kind:
    """A list of such values."""
    return Kind(
        f"列表，每一条是{kind.told}",
        lambda node: isinstance(node, yaml.SequenceNode) and all(map(kind.fits, node.value)),
    )


def either(kind: Kind, other: Kind) -> Kind:
    """A value of one or the other kind."""
    return Kind(f"{kind.told}，或{other.told}", lambda node: kind.fits(node) or other.fits(node))


def whole(least: int, most: int) -> Kind:
    """A whole number within bounds."""
    return Kind(
        f"{least} 到 {most} 的整数",
        lambda node: (_text(node) or "").isdecimal() and least <= int(_text(node) or 0) <= most,
    )


def table_number(node: yaml.Node) -> bool:
    """表{number} or 公开{number:02d}表."""
    try:
        return (_text(node) or "").format(number=7) != (_text(node) or "").format(number=8)
    except (KeyError, IndexError, ValueError):
        return False


def _text(node: yaml.Node) -> str | None:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else None


TEXT = Kind("文字", lambda node: _text(node) is not None)
QUOTED = Kind('加了引号的文字，如 "01"', lambda node: isinstance(node, yaml.ScalarNode) and node.tag.endswith(":str"))
NUMBER = Kind("数", lambda node: bool(re.fullmatch(r"-?\d+(\.\d+)?", _text(node) or "")))
FLAG = Kind("true 或 false", lambda node: (_text(node) or "").lower() in ("true", "false", "yes", "no", "on", "off"))
NUMBERED = Kind("写着 {number} 的文字，如 表{number}", table_number)
