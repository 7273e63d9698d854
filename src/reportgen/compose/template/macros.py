"""Macros of a template -> macros of which an edition can override each by itself.

Jinja lets the template below win where both define a macro of one name, and a template's own calls see no other. So the
body of each macro is compiled as a block of the macro's name: `{% macro yoy(key, subject="") %}` in an edition's
`macros.html` that extends the one below takes the place of that one macro, for every template and macro that calls it,
and `{{ super() }}` in it prints the one below. A macro whose name begins with `_` is its file's own.
"""

from __future__ import annotations

from jinja2 import nodes
from jinja2.compiler import find_undeclared

CALLED_WITH_MORE = ("caller", "kwargs", "varargs")
"""What a macro knows and a block doesn't; one that asks for it stays as it is."""


def overridable(template: nodes.Template) -> nodes.Template:
    """The template with the body of each macro as a block, which takes the place of the one below."""
    scoped, required = True, False
    for macro in macros_of(template).values():
        macro.body = [nodes.Block(macro.name, macro.body, scoped, required, lineno=macro.lineno)]
    return template


def is_overridable(macro: nodes.Macro) -> bool:
    """Whether editions may replace this macro."""
    return not macro.name.startswith("_") and not find_undeclared(macro.body, CALLED_WITH_MORE)


def macros_of(template: nodes.Template) -> dict[str, nodes.Macro]:
    """The macros at the top of a template that editions may replace."""
    return {node.name: node for node in template.body if isinstance(node, nodes.Macro) and is_overridable(node)}


def signature(macro: nodes.Macro) -> str:
    """yoy(key, subject=""), as a template calls it."""
    required = len(macro.args) - len(macro.defaults)
    names = [argument.name for argument in macro.args[:required]]
    for argument, default in zip(macro.args[required:], macro.defaults, strict=True):
        value = (
            f'"{default.value}"'
            if isinstance(default, nodes.Const) and isinstance(default.value, str)
            else getattr(default, "value", "…")
        )
        names.append(f"{argument.name}={value}")
    return f"{macro.name}({', '.join(names)})"
