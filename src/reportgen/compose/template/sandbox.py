"""An edition's templates -> text: Jinja in a sandbox.

A template reads figures, words and fields that it is given. It reaches no file but those of its
edition, no method of a record, and it ends: loops, texts and time are bounded.
"""

from __future__ import annotations

import contextlib
import ctypes
import threading
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from inspect import getsource
from pathlib import Path, PurePath
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel

from reportgen.compose.phrases import Phrases
from reportgen.compose.template.bounds import (
    CONCATENATED,
    LARGEST_FACTOR,
    LONGEST,
    TemplateTooLong,
    bounded,
    concatenated,
    refuse_too_much,
    with_bounds,
)
from reportgen.compose.template.clauses import Clauses, joined
from reportgen.compose.template.compiled import Compiled
from reportgen.compose.template.macros import overridable
from reportgen.editions import LayeredFolders
from reportgen.figures import FigureBook

SECONDS = 10
"""A report is composed in a fraction of one."""
OPTIONS: dict[str, Any] = {"autoescape": True, "extensions": ("jinja2.ext.do", Clauses)}
"""What a template is compiled under."""
RULES = sha256("".join(getsource(part) for part in (Clauses, joined, overridable, with_bounds)).encode()).hexdigest()
"""Of what is done to a template before it is compiled: under other rules it compiles otherwise."""
HIDDEN = (FigureBook, LayeredFolders, PurePath)
"""Behind phrases and records stand objects that know the disk; a template reaches none of them."""


class LayerLoader(BaseLoader):
    """Templates of an edition's layers; '{% extends "super" %}' is the same file one layer below."""

    def __init__(self, layers: tuple[Path, ...]) -> None:
        self.layers = layers

    def locate(self, name: str) -> tuple[int, Path] | None:
        """The layer number and path of a template; 'N:file' looks from layer N on."""
        start, _, file = name.rpartition(":")
        parts = file.split("/")
        if ".." in parts or file.startswith("/") or "\\" in file or "\0" in file or not (start or "0").isdecimal():
            return None
        for number in range(int(start or 0), len(self.layers)):
            path = self.layers[number].joinpath(*parts)
            if path.is_file() and path.resolve().is_relative_to(self.layers[number].resolve()):
                return number, path
        return None

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002 - Jinja's signature
        """Jinja's hook."""
        found = self.locate(template)
        if found is None:
            raise TemplateNotFound(template)
        return found[1].read_text(encoding="utf-8"), str(found[1]), lambda: True


class ReportEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox: a template reads figures, words and fields and changes none; no files, no methods of records,
    no findings.
    """

    intercepted_binops = frozenset(["*", "**", "+", "%"])

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Jinja's hook, asked for every attribute: the kinds of both decide, so that each is judged once."""
        asked = (type(obj), attr, type(value))
        if asked not in self._judged:
            self._judged[asked] = self._is_safe(obj, attr, value)
        return self._judged[asked]

    @cached_property
    def _judged(self) -> dict[tuple[type, str, type], bool]:
        return {}

    def _is_safe(self, obj: Any, attr: str, value: Any) -> bool:
        if isinstance(obj, BaseModel):
            return attr in type(obj).model_fields
        if isinstance(value, HIDDEN) or isinstance(obj, HIDDEN) or (isinstance(obj, Phrases) and not callable(value)):
            return False
        return bool(super().is_safe_attribute(obj, attr, value))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Jinja's hook: no product grows without bounds."""
        texts = [side for side in (left, right) if not isinstance(side, int | float | Decimal)]
        if operator == "%":
            refuse_too_much(operator, left, [right])
        elif operator == "*" and texts:
            refuse_too_much(operator, left, [right])
            refuse_too_much(operator, right, [left])
        elif operator == "+":
            for side in texts:
                refuse_too_much(operator, side, ())
        elif operator == "**" and any(abs(side) > LARGEST_FACTOR for side in (left, right)):
            raise TemplateTooLong("** 的数太大")
        return super().call_binop(context, operator, left, right)

    def call(self, context: Any, function: Any, /, *given: Any, **named: Any) -> Any:
        """Jinja's hook: no method of a text or a list takes memory without bounds."""
        method = getattr(function, "__wrapped__", function)  # Jinja wraps str.format
        subject = getattr(method, "__self__", None)
        if isinstance(subject, str | bytes | list | tuple):
            refuse_too_much(method.__name__, subject, (*given, *named.values()))
        return super().call(context, function, *given, **named)

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        """Jinja's hook: each macro is one that an edition can override, and what ~ joins is bounded."""
        return super()._generate(overridable(with_bounds(source)), name, filename, defer_init)

    def join_path(self, template: str, parent: str) -> str:
        """Turn "super" into the parent's own file in the next layer."""
        if template != "super":
            return template
        loader = self.loader
        found = loader.locate(parent) if isinstance(loader, LayerLoader) else None
        if found is None:
            raise TemplateNotFound(parent)
        return f"{found[0] + 1}:{parent.rpartition(':')[2]}"


def environment(edition: LayeredFolders) -> ReportEnvironment:
    """The Jinja environment of an edition."""
    cache = Compiled.under(f"{OPTIONS} {sorted(ReportEnvironment.intercepted_binops)} {RULES}")
    made = ReportEnvironment(
        loader=LayerLoader(edition.layers), undefined=StrictUndefined, bytecode_cache=cache, **OPTIONS
    )
    del made.globals["lipsum"]
    made.filters = {name: bounded(name, function) for name, function in made.filters.items()}
    made.filters[CONCATENATED] = concatenated
    return made


def render(env: ReportEnvironment, name: str, context: dict[str, Any]) -> str:
    """The text that a template makes. Raises TemplateTooLong when there is no end of it."""
    pieces: list[str] = []
    length = 0
    with _deadline():
        for piece in env.get_template(name).generate(context):
            pieces.append(piece)
            length += len(piece)
            if length > LONGEST:
                raise TemplateTooLong(f"写出的字超过 {LONGEST} 个")
    return "".join(pieces)


@contextlib.contextmanager
def _deadline() -> Iterator[None]:
    """Stop this thread's Python code after SECONDS of this process's work: a busy machine is no fault of a template."""
    thread, started, allowed = threading.get_ident(), time.process_time(), SECONDS
    ended = threading.Event()
    lock = threading.Lock()

    def stop() -> None:
        while (left := started + allowed - time.process_time()) > 0:
            if ended.wait(left):
                return
        with lock:
            if not ended.is_set():
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(TemplateTooLong))

    threading.Thread(target=stop, daemon=True).start()
    try:
        yield
    finally:
        with lock:
            ended.set()
