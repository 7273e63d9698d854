"""How much a template may ask of a text or a list: before it is done, so that no memory is taken for it.

One operation multiplies a text at most LARGEST_FACTOR times and makes at most LONGEST characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from jinja2 import TemplateRuntimeError, nodes
from jinja2.runtime import markup_join

LONGEST = 30_000_000
"""Characters of a composed report: a hundred times the longest so far."""
LARGEST_FACTOR = 10_000
_WIDE = re.compile(r"\d{5}|\*|\{[^{}]*\{")
"""A width that is large, or that is only known when the text is made."""
CONCATENATED = "_concatenated"
FORMATTING = ("format", "format_map", "%")
MULTIPLYING = ("replace", "translate", "expandtabs", "indent", "join", "wordwrap", "*", *FORMATTING)


class TemplateTooLong(TemplateRuntimeError):
    """A template that doesn't come to an end."""


def refuse_too_much(name: str, subject: object, given: Sequence[object]) -> None:
    """Raise TemplateTooLong where an operation on a text or a list would take too much."""
    if name in FORMATTING:
        if isinstance(subject, str) and _WIDE.search(subject):
            raise TemplateTooLong("写出的字太多")
    elif any(isinstance(one, int) and abs(one) > LARGEST_FACTOR for one in given):
        raise TemplateTooLong(f"{name} 的数太大")
    size = _size(subject)
    if name in MULTIPLYING:
        size *= max((_size(one) for one in given), default=1) or 1
    if size > LONGEST:
        raise TemplateTooLong("写出的字太多")


def _size(given: object) -> int:
    """Characters of a text, or of the texts in a list; how often, of a number."""
    if isinstance(given, str | bytes):
        return len(given)
    if isinstance(given, list | tuple):
        return sum(len(one) if isinstance(one, str) else 1 for one in given)
    if isinstance(given, Mapping):
        return len(given)
    return min(abs(given), LARGEST_FACTOR) if isinstance(given, int) else 1


def bounded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter of a template that is refused where it would take too much."""
    first = 1 if hasattr(function, "jinja_pass_arg") else 0

    @wraps(function)
    def careful(*given: Any, **named: Any) -> Any:
        refuse_too_much(name, given[first], (*given[first + 1 :], *named.values()))
        return function(*given, **named)

    return careful


def with_bounds(template: nodes.Template) -> nodes.Template:
    """The template with every ~ as a filter that looks before it joins."""
    for parent in (template, *template.find_all(nodes.Node)):
        for name, value in list(parent.iter_fields()):
            if isinstance(value, list):
                setattr(parent, name, [_as_filter(one) for one in value])
            else:
                setattr(parent, name, _as_filter(value))
    return template


def _as_filter(part: Any) -> Any:
    if not isinstance(part, nodes.Concat):
        return part
    parts = nodes.List([_as_filter(one) for one in part.nodes], lineno=part.lineno)
    made = nodes.Filter(parts, CONCATENATED, [], [], None, None, lineno=part.lineno)
    return made.set_environment(part.environment) if part.environment else made


def concatenated(parts: Sequence[Any]) -> str:
    """What a template joins by ~."""
    texts = list(parts)
    if _size(texts) > LONGEST:
        raise TemplateTooLong("写出的字太多")
    return markup_join(texts)
