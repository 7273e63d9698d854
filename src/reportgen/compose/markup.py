"""Where a template's own mark-up is broken: the tag that is never closed, the & that is no entity.

The composed text shows an error only where the parser noticed it, often at the end; the templates
themselves are balanced, so that the first one that is not is where to look.
"""

from __future__ import annotations

import re

from reportgen.editions import Edition
from reportgen.model.finding import Source

_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"<(?P<closes>/?)(?P<name>[a-zA-Z][\w:-]*)(?:\"[^\"]*\"|'[^']*'|[^<>\"'/]|/(?!>))*(?P<empty>/?)>")
_STRAY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)|<(?![a-zA-Z/!?])")


def broken(edition: Edition) -> Source | None:
    """The first place in the edition's templates, its own first, where a tag has no partner or a character is none."""
    for layer in edition.layers:
        for path in sorted(layer.rglob("*.html")):
            text = path.read_text(encoding="utf-8", errors="replace")
            at = _first_fault(_JINJA.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text))
            if at is not None:
                start = text.rfind("\n", 0, at) + 1
                return Source(
                    f"{layer.name}/{path.relative_to(layer).as_posix()}", text.count("\n", 0, at) + 1, at - start + 1
                )
    return None


def _first_fault(text: str) -> int | None:
    stray = _STRAY.search(text)
    unclosed = _unclosed(text)
    return min((at for at in (stray.start() if stray else None, unclosed) if at is not None), default=None)


def _unclosed(text: str) -> int | None:
    """Where a tag is opened and not closed, or closed and not opened."""
    opened: list[re.Match[str]] = []
    for tag in _TAG.finditer(text):
        if tag["empty"]:
            continue
        if not tag["closes"]:
            opened.append(tag)
        elif opened and opened[-1]["name"] == tag["name"]:
            opened.pop()
        else:
            return opened[-1].start() if opened else tag.start()
    return opened[-1].start() if opened else None
