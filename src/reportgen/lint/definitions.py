"""Which definition each YAML file of an edition is read as, and what the lint asks of it: keys, kinds of values,
what can't be deleted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import yaml
from pydantic import TypeAdapter, ValidationError

from reportgen.checks.engine.catalogue import all_rules
from reportgen.checks.engine.pages import at_once
from reportgen.editions.checksheet import ChecksheetFile
from reportgen.editions.settings import EditionFile
from reportgen.editions.values import CODE, Definition, Text, kind_of
from reportgen.editions.worded import worded
from reportgen.editions.written import SectionFile, TableFile, TermDefinition

FILES: Mapping[str, Any] = {
    "edition.yaml": EditionFile,
    "figures.yaml": dict[Text, Text],
    "terms.yaml": list[TermDefinition],
    "checksheet.yaml": ChecksheetFile,
    "tables/*": TableFile,
    "sections/*": SectionFile,
}


@dataclass(frozen=True)
class Key:
    """A key of a mapping: the annotation of its value; needed: it can't be taken away."""

    hint: Any
    needed: bool


@cache
def keys_of(definition: type[Definition]) -> dict[str, Key]:
    """The keys of a definition as they are written."""
    hints = get_type_hints(definition, include_extras=True)
    fields = definition.model_fields
    return {field.alias or name: Key(hints[name], field.is_required()) for name, field in fields.items()}


def alternatives(hint: Any) -> tuple[Any, ...]:
    """The annotations of which a value may be one: those of a union, else the annotation itself."""
    if get_origin(hint) in (Union, UnionType):
        return tuple(option for arg in get_args(hint) if arg is not NoneType for option in alternatives(arg))
    return (hint,)


def definition_in(hint: Any) -> type[Definition] | None:
    """The definition that an annotation allows."""
    return next((o for o in alternatives(hint) if isinstance(o, type) and issubclass(o, Definition)), None)


def values_in(hint: Any) -> Any:
    """What stands under any key of a mapping without keys of its own."""
    return next((get_args(option)[1] for option in alternatives(hint) if get_origin(option) is dict), None)


def no_check(hint: Any, name: str, codes: frozenset[str]) -> bool:
    """Whether keys of a mapping are codes of checks, and this one is none."""
    keys = next((get_args(option)[0] for option in alternatives(hint) if get_origin(option) is dict), None)
    return kind_of(keys) is CODE and name not in _codes() | codes | at_once().keys()


def items_in(hint: Any) -> Any:
    """What the entries of a list may be, where they are definitions; other lists are values as a whole."""
    entries = (get_args(option)[0] for option in alternatives(hint) if get_origin(option) is list)
    return next((entry for entry in entries if definition_in(entry)), None)


def fits(
    hint: Any, node: yaml.Node, codes: frozenset[str] = frozenset(), words: Mapping[str, str] | None = None
) -> bool:
    """Whether a node is a value of this kind. codes: of rules that the edition itself states; words: its words, which
    may stand in braces.
    """
    value = worded(yaml.SafeLoader("").construct_document(node), words or {})
    if any(kind_of(option) is CODE for option in alternatives(hint)) and value not in _codes() | codes:
        return False
    try:
        _adapter(hint).validate_python(value)
    except ValidationError:
        return False
    return True


@cache
def _adapter(hint: Any) -> TypeAdapter[Any]:
    return TypeAdapter(hint)


@cache
def _codes() -> frozenset[str]:
    return frozenset(rule.code for rule in all_rules())
