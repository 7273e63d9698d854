"""What a style may say: read by the parser that prints it, so that no escape or comment hides an address.

Allowed is what is known: functions, rules with @, addresses inside the document, pictures and fonts written into it.
What is not known may reach outside, and is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import tinycss2  # type: ignore[import-untyped]

_CORNERS = [f"{a}-{b}{c}" for a in ("top", "bottom") for b in ("left", "right") for c in ("", "-corner")]
_SIDES = [f"{a}-{b}" for a in ("left", "right") for b in ("top", "middle", "bottom")]
RULES = frozenset(
    {
        *("charset", "container", "counter-style", "font-face", "footnote", "keyframes", "layer", "media", "page"),
        *("property", "supports", "top-center", "bottom-center", *_CORNERS, *_SIDES),
    }
)
"""What may stand behind an @."""
FUNCTIONS = frozenset(
    {
        *("abs", "calc", "clamp", "max", "min", "mod", "round", "env", "var", "attr", "format", "local", "tech"),
        *("color", "color-mix", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "rgb", "rgba"),
        *("conic-gradient", "linear-gradient", "radial-gradient"),
        *("repeating-conic-gradient", "repeating-linear-gradient", "repeating-radial-gradient"),
        *("content", "counter", "counters", "leader", "running", "string", "symbols"),
        *("target-counter", "target-counters", "target-text"),
        *("fit-content", "minmax", "repeat", "circle", "ellipse", "inset", "path", "polygon"),
        *("matrix", "rotate", "rotatex", "rotatey", "scale", "scalex", "scaley", "skew", "skewx", "skewy"),
        *("translate", "translatex", "translatey", "cubic-bezier", "steps"),
        *("blur", "brightness", "contrast", "drop-shadow", "grayscale", "opacity", "saturate"),
        *("dir", "has", "host", "is", "lang", "not", "nth-child", "nth-last-child", "nth-last-of-type"),
        *("nth-of-type", "selector", "where"),
    }
)
"""Functions of values and of selectors that show or choose something and fetch nothing."""
_WITHIN = re.compile(r"#|data:(?:image/(?:png|jpeg|gif|webp)|font/[\w-]+|application/font-[\w-]+)[;,]", re.IGNORECASE)


@dataclass(frozen=True)
class Refusal:
    """Something that a style must not say: its line (from 1), its words, why."""

    line: int
    words: str
    why: str


@lru_cache(maxsize=1024)
def refusal_of(css: str) -> Refusal | None:
    """The first thing in a style sheet, or in a style attribute, that is not allowed; None where all is."""
    if "</" in css:
        before, _, rest = css.partition("</")
        return Refusal(before.count("\n") + 1, f"</{rest[:20]}", "样式里不能有“</”")
    waiting: list[Sequence[Any]] = [tinycss2.parse_component_value_list(css, skip_comments=True)]
    while waiting:
        for node in waiting.pop():
            if refused := _refused(node):
                return Refusal(node.source_line, *refused)
            waiting += [inner for inner in (getattr(node, "arguments", None), getattr(node, "content", None)) if inner]
    return None


def without_comments(css: str) -> str:
    """The same style sheet; two parts that only a comment kept apart stay apart."""
    return str(tinycss2.serialize(tinycss2.parse_component_value_list(css, skip_comments=True)))


def _refused(node: Any) -> tuple[str, str] | None:
    """The words and the reason, of one part of a style."""
    match node.type:
        case "error" if node.kind in ("bad-url", "bad-string"):
            return node.message, "写法不对"
        case "at-keyword" if node.lower_value not in RULES:
            return f"@{node.value}", "引用了外面的文件或网址，或者不认识"
        case "url" if not _WITHIN.match(node.value):
            return f"url({node.value})", "引用了外面的文件或网址"
        case "function" if node.lower_name == "url":
            address = "".join(part.value for part in node.arguments if part.type == "string")
            return None if _WITHIN.match(address) else (f"url({address})", "引用了外面的文件或网址")
        case "function" if node.lower_name not in FUNCTIONS or _as_address(node):
            return f"{node.name}()", "引用了外面的文件或网址，或者不认识"
    return None


def _as_address(function: Any) -> bool:
    """attr(href url): what the document says becomes an address."""
    return function.lower_name == "attr" and any(
        part.type == "ident" and part.lower_value == "url" for part in function.arguments
    )
