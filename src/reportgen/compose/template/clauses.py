"""A template as it is laid out over lines -> the text that it prints.

A sentence may stand a clause a line and be indented: a line break with the blanks around it prints nothing. Between two
words in Latin letters or figures, which need one, it prints a blank; so it does inside a tag, between its attributes.
It is the rule of prose in the data (`prose.paragraphs`), and it looks at the template alone: what a figure or a
person's words begin or end with changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

_BREAK = re.compile(r"[ \t\f\r]*\n[ \t\f\r\n]*")
_TAG_EDGE = re.compile(r"<(?=[a-zA-Z/!?])|>")


class Clauses(Extension):
    """Takes the layout out of a template's text; each token keeps the line on which its words begin."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Jinja's hook: every token of a template, in order."""
        in_tag = False
        for token in stream:
            if token.type == "data":
                text, in_tag = joined(token.value, in_tag=in_tag)
                begins = len(token.value) - len(token.value.lstrip())
                if text:
                    yield Token(token.lineno + token.value.count("\n", 0, begins), token.type, text)
            else:
                yield token


def joined(text: str, *, in_tag: bool = False) -> tuple[str, bool]:
    """The text without its layout, and whether it ends inside a tag; `in_tag`: it begins inside one."""
    edges = [(edge.start(), edge[0] == "<") for edge in _TAG_EDGE.finditer(text)]

    def inside(at: int) -> bool:
        return next((opens for place, opens in reversed(edges) if place < at), in_tag)

    def blank(found: re.Match[str]) -> str:
        if inside(found.start()):
            return " "
        before, after = text[: found.start()][-1:], text[found.end() :][:1]
        apart = before and after and before.isascii() and after.isascii() and before != ">" and after != "<"
        return " " if apart else ""

    return _BREAK.sub(blank, text), inside(len(text))
