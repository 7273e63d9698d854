"""Whatever a template raised -> one finding: the template's file and line, and the data it was writing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from reportgen.compose.template import sandbox
from reportgen.compose.template.bounds import TemplateTooLong
from reportgen.compose.template.sandbox import SECONDS
from reportgen.editions import Edition
from reportgen.load.excerpts import with_excerpts
from reportgen.model.finding import DataUnusable, Finding, Level, Source

MEND = "这是版式模板的错，请告诉做版式的人"


def failed(error: Exception, edition: Edition) -> DataUnusable:
    """The finding for whatever a template raised, with its file and line and what it was writing then."""
    source, reading = place_of(error, edition)
    if isinstance(error, TemplateSyntaxError):
        source = _source(Path(error.filename), error.lineno, edition) if error.filename else None
        message = f"模板写法不对：{syntax_in_chinese(error.message or '')}"
    else:
        message = f"模板出错：{_in_chinese(error)}"
    code = "M001" if isinstance(error, TemplateError) or _own(error) else "M003"
    return unusable(code, f"{message}{reading}", source, edition)


def unusable(
    code: str,
    message: str,
    source: Source | None,
    edition: Edition,
    key: str | None = None,
    remedy: str = MEND,
    heading: str = "",
) -> DataUnusable:
    """One finding about a template, with the excerpt of its line; `heading` stands above its place in print."""
    finding = Finding(code, Level.ERROR, message, source, key, remedy)
    lines: dict[str, list[str]] = {}
    if source:
        layer, _, file = source.file.partition("/")
        path = next((folder / file for folder in edition.layers if folder.name == layer), None)
        if path and path.is_file():
            lines[source.file] = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return DataUnusable(with_excerpts([finding], lines), heading)


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


def source_in_template(words: str, edition: Edition) -> Source | None:
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
    after = files[max((n for n, file in enumerate(files) if file.endswith((".html", ".xml"))), default=-1) + 1 :]
    return all(Path(file) == Path(sandbox.__file__) for file in after if "reportgen" in Path(file).parts)


_SYNTAX_MESSAGES = (
    (r"'(.+)' is undefined", r"没有「\1」这个变量"),
    (r".* has no (?:attribute|element) '?([^']+)'?", r"没有「\1」这一项"),
    (r"access to attribute '(.+)' of .* is unsafe\.?", r"模板不能用「\1」"),
    (r".* is not safely callable", "模板不能调用它"),
    (r"Range too big\..*", "循环的次数太多"),
    (r"(?:Encountered unknown tag|Unexpected end of template).*needs to be closed is '(.+?)'\.?", r"「\1」没有关上"),
    (r"(?:unexpected end of template|Unexpected end of template.*?)", "模板没有写完"),
    (r"No test named '(.+?)'.*", r"没有「\1」这种判断"),
    (r"the template '(.+?)' .*does not export the requested name '(.+?)'", r"\1 里没有「\2」"),
    (r"block '(.+?)' defined twice", r"名叫「\1」的 block 写了两次"),
    (r"Encountered unknown tag '(.+?)'.*", r"没有「\1」这个标记"),
    (r"expected token '(.+?)', got '(.+?)'", r"应是「\1」，却是「\2」"),
    (r"unexpected '(.+?)'", r"不该有「\1」"),
    (r"No filter named '(.+?)'.*", r"没有「\1」这个过滤器"),
    (r"division by zero", "除数是 0"),
    (r".*missing \d+ required (?:positional|keyword-only) arguments?: (.+)", r"调用时少写了 \1"),
    (r".*takes .*positional arguments? but \d+ .*given", "调用时多写了参数"),
    (r".*got an unexpected keyword argument '(.+)'", r"调用时没有「\1」这个参数"),
    (r"unsupported operand type\(s\) for (.+): .*", r"「\1」两边不能这样算"),
    (r".*format: .*|not (?:all|enough) arguments .*format.*", "格式串和值对不上"),
)


def syntax_in_chinese(message: str) -> str:
    """One of Jinja's sentences about its syntax, in Chinese."""
    for pattern, in_chinese in _SYNTAX_MESSAGES:
        if re.fullmatch(pattern, message, re.S):
            return re.sub(pattern, in_chinese, message, count=1, flags=re.S)
    return f"Jinja 读不懂（{message}）"


def _in_chinese(error: Exception) -> str:
    message = str(error)
    if isinstance(error, TemplateNotFound):
        return f"没有模板「{error.name}」；模板只能用版式文件夹里的文件"
    if isinstance(error, TemplateTooLong):
        return f"运行太久，或写得太长：{f'超过 {SECONDS} 秒' if message in ('', 'None') else message}"
    if isinstance(error, RecursionError):
        return "宏一层层调用自己，没有尽头"
    for pattern, in_chinese in _SYNTAX_MESSAGES:
        if re.fullmatch(pattern, message, re.S):
            return re.sub(pattern, in_chinese, message, count=1, flags=re.S)
    if re.search(r"[\u4e00-\u9fff]", message):
        return message
    kind = "" if isinstance(error, UndefinedError | SecurityError) else f"{type(error).__name__} "
    return f"Python 或 Jinja 说：{kind}{message}"
