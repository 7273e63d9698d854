"""What a value in an edition's YAML may be: a number, one of several words, a text whose {…} are known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import yaml

Fits = Callable[[yaml.Node], bool]


@dataclass(frozen=True)
class ValueKind:
    """A kind of value: how it is told, and whether a node is one. `needed`: it can't be taken away."""

    told: str
    fits: Fits
    needed: bool = False


def needed(kind: ValueKind) -> ValueKind:
    """The same, where the engine or a template can't do without it."""
    return replace(kind, needed=True)


def one_of(names: Iterable[str]) -> ValueKind:
    """One of these words."""
    known = tuple(names)
    return ValueKind(f"{'、'.join(known)} 之一", lambda node: _text(node) in known)


def filled(*names: str) -> ValueKind:
    """A text in which only these names stand in braces."""
    told = "、".join(f"{{{name}}}" for name in names)
    return ValueKind(
        f"文字，花括号里只能写 {told}",
        lambda node: _text(node) is not None and {*re.findall(r"\{([^{}]*)\}", _text(node) or "")} <= {*names},
    )


def list_of(kind: ValueKind) -> ValueKind:
    """A list of such values."""
    return ValueKind(
        f"列表，每一条是{kind.told}",
        lambda node: isinstance(node, yaml.SequenceNode) and all(map(kind.fits, node.value)),
    )


def either(kind: ValueKind, other: ValueKind) -> ValueKind:
    """A value of one or the other kind."""
    return ValueKind(f"{kind.told}，或{other.told}", lambda node: kind.fits(node) or other.fits(node))


def whole(least: int, most: int) -> ValueKind:
    """A whole number within bounds."""
    return ValueKind(
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


TEXT = ValueKind("文字", lambda node: _text(node) is not None)
QUOTED = ValueKind(
    '加了引号的文字，如 "01"', lambda node: isinstance(node, yaml.ScalarNode) and node.tag.endswith(":str")
)
NUMBER = ValueKind("数", lambda node: bool(re.fullmatch(r"-?\d+(\.\d+)?", _text(node) or "")))
FLAG = ValueKind(
    "true 或 false", lambda node: (_text(node) or "").lower() in ("true", "false", "yes", "no", "on", "off")
)
NUMBERED = ValueKind("写着 {number} 的文字，如 表{number}", table_number)
