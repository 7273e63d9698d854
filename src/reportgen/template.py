"""An edition's templates -> text: Jinja in a sandbox, and what goes wrong there told with file, line and data.

A template reads figures, words and fields that it is given. It reaches no file but those of its
edition, no method of a record, and it ends: loops, texts and time are bounded.
"""

from __future__ import annotations

import contextlib
import ctypes
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path, PurePath
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateRuntimeError,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel

from reportgen.editions import Edition
from reportgen.finding import DataUnusable, Finding, Level, Source
from reportgen.load.excerpts import with_excerpts
from reportgen.phrases import Phrases
from reportgen.report import Report

SECONDS = 10
"""A report is composed in a fraction of one."""
LONGEST = 30_000_000
"""Characters of a composed report: a hundred times the longest so far."""
LARGEST_FACTOR = 10_000
MEND = "这是版式模板的错，请告诉做版式的人"
HIDDEN = (Report, Edition, PurePath)
"""Behind phrases and records stand objects that know the disk; a template reaches none of them."""


class TemplateTooLong(TemplateRuntimeError):
    """A template that doesn't come to an end."""


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
    """A sandbox: a template reads figures, words and fields and changes none; no files, no methods of records, no findings."""

    intercepted_binops = frozenset(["*", "**", "+", "%"])

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Jinja's hook, asked for every attribute."""
        if isinstance(obj, BaseModel):
            return attr in type(obj).model_fields
        if isinstance(value, HIDDEN) or isinstance(obj, HIDDEN) or (isinstance(obj, Phrases) and not callable(value)):
            return False
        return bool(super().is_safe_attribute(obj, attr, value))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Jinja's hook: no product grows without bounds."""
        if isinstance(left, str) and ((operator == "%" and re.search(r"\d{5}", left)) or (operator == "+" and len(left) > LONGEST)):
            raise TemplateTooLong("写出的字太多")
        repeated = operator == "*" and not all(isinstance(side, int | float) for side in (left, right))
        if (repeated or operator == "**") and any(isinstance(side, int) and abs(side) > LARGEST_FACTOR for side in (left, right)):
            raise TemplateTooLong(f"{operator} 的数太大")
        return super().call_binop(context, operator, left, right)

    def join_path(self, template: str, parent: str) -> str:
        """Turn "super" into the parent's own file in the next layer."""
        if template != "super":
            return template
        loader = self.loader
        found = loader.locate(parent) if isinstance(loader, LayerLoader) else None
        if found is None:
            raise TemplateNotFound(parent)
        return f"{found[0] + 1}:{parent.rpartition(':')[2]}"


def environment(edition: Edition) -> ReportEnvironment:
    """The Jinja environment of an edition."""
    made = ReportEnvironment(
        loader=LayerLoader(edition.layers), undefined=StrictUndefined, autoescape=True,
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.do"],
    )
    del made.globals["lipsum"]
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
    """Stop this thread's Python code after SECONDS."""
    thread = threading.get_ident()
    ended = threading.Event()
    lock = threading.Lock()

    def stop() -> None:
        with lock:
            if not ended.is_set():
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(TemplateTooLong))

    timer = threading.Timer(SECONDS, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with lock:
            ended.set()
        timer.cancel()


# -- what went wrong ------------------------------------------------------------------------------


def failed(error: Exception, edition: Edition) -> DataUnusable:
    """The finding for whatever a template raised, with its file and line and what it was writing then."""
    source, reading = place_of(error, edition)
    if isinstance(error, TemplateSyntaxError):
        source = _source(Path(error.filename), error.lineno, edition) if error.filename else None
        message = f"模板写法不对：{_syntax(error.message or '')}"
    else:
        message = f"模板出错：{_in_chinese(error)}"
    code = "M001" if isinstance(error, TemplateError) or _own(error) else "M003"
    return unusable(code, f"{message}{reading}", source, edition)


def unusable(code: str, message: str, source: Source | None, edition: Edition, key: str | None = None, mend: str = MEND) -> DataUnusable:
    """One finding about a template, with the excerpt of its line."""
    finding = Finding(code, Level.ERROR, message, source, key, mend)
    lines: dict[str, list[str]] = {}
    if source:
        layer, _, file = source.file.partition("/")
        path = next((folder / file for folder in edition.layers if folder.name == layer), None)
        if path and path.is_file():
            lines[source.file] = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return DataUnusable(with_excerpts([finding], lines))


def place_of(error: BaseException, edition: Edition) -> tuple[Source | None, str]:
    """The template's line in a traceback through compiled templates, and the loop it was in."""
    trace = error.__traceback__
    source, reading = None, ""
    while trace:
        code = trace.tb_frame.f_code
        if code.co_filename.endswith((".html", ".xml")):
            source = _source(Path(code.co_filename), trace.tb_lineno, edition)
            reading = _reading(trace.tb_frame.f_locals) or reading
        trace = trace.tb_next
    return source, reading


def find(words: str, edition: Edition) -> Source | None:
    """The first line of the edition's templates that has these words, its own files first."""
    for layer in edition.layers:
        for path in sorted(layer.rglob("*.html")):
            for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
                if words in line:
                    return Source(f"{layer.name}/{path.relative_to(layer).as_posix()}", number, line.index(words) + 1)
    return None


def _source(path: Path, line: int, edition: Edition) -> Source | None:
    layer = next((folder for folder in edition.layers if path.is_relative_to(folder)), None)
    return Source(f"{layer.name}/{path.relative_to(layer).as_posix()}", line, 1) if layer else None


def _reading(variables: dict[str, Any]) -> str:
    """The loop variables of a compiled template: l_1_code is code."""
    found = {}
    for name, value in variables.items():
        match = re.fullmatch(r"l_[1-9]\d*_(\w+)", name)
        if match and isinstance(value, str | int) and value != "":
            found[match[1]] = str(value)[:40]
    return f"（正写到 {'、'.join(f'{name}={value}' for name, value in list(found.items())[:4])}）" if found else ""


def _own(error: BaseException) -> bool:
    """Whether the template itself, or Jinja for it, raised this, and none of our functions that it called."""
    files = []
    trace = error.__traceback__
    while trace:
        files.append(trace.tb_frame.f_code.co_filename)
        trace = trace.tb_next
    after = files[max((n for n, file in enumerate(files) if file.endswith((".html", ".xml"))), default=-1) + 1:]
    return not any("reportgen" in Path(file).parts for file in after) or all(Path(file).name == Path(__file__).name for file in after if "reportgen" in Path(file).parts)


_TOLD = (
    (r"'(.+)' is undefined", r"没有「\1」这个变量"),
    (r".* has no attribute '(.+)'", r"没有「\1」这一项"),
    (r"access to attribute '(.+)' of .* is unsafe\.?", r"模板不能用「\1」"),
    (r".* is not safely callable", "模板不能调用它"),
    (r"Range too big\..*", "循环的次数太多"),
    (r"(?:unexpected end of template|Unexpected end of template.*?)", "模板没有写完"),
    (r"Encountered unknown tag '(.+?)'.*", r"没有「\1」这个标记"),
    (r"expected token '(.+?)', got '(.+?)'", r"应是「\1」，却是「\2」"),
    (r"unexpected '(.+?)'", r"不该有「\1」"),
    (r"No filter named '(.+?)'.*", r"没有「\1」这个过滤器"),
    (r"division by zero", "除数是 0"),
)


def _syntax(message: str) -> str:
    for pattern, told in _TOLD:
        if re.fullmatch(pattern, message, re.S):
            return re.sub(pattern, told, message, count=1, flags=re.S)
    return f"Jinja 读不懂（{message}）"


def _in_chinese(error: Exception) -> str:
    message = str(error)
    if isinstance(error, TemplateNotFound):
        return f"没有模板「{error.name}」；模板只能用版式文件夹里的文件"
    if isinstance(error, TemplateTooLong):
        return f"运行太久，或写得太长：{f'超过 {SECONDS} 秒' if message in ('', 'None') else message}"
    if isinstance(error, RecursionError):
        return "宏一层层调用自己，没有尽头"
    for pattern, told in _TOLD:
        if re.fullmatch(pattern, message, re.S):
            return re.sub(pattern, told, message, count=1, flags=re.S)
    kind = "" if isinstance(error, UndefinedError | SecurityError) else f"{type(error).__name__} "
    return f"{kind}{message}"
