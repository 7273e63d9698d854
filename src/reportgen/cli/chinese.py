"""Click's own words -> Chinese.

Click asks gettext for each of its sentences, but brings no Chinese. Its modules get this table instead;
a test goes through click's sources and holds that nothing a user may see is missing here.
"""

from __future__ import annotations

import sys
import unicodedata

from click import HelpFormatter, MissingParameter, unstyle

WORDS = {
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "Error: {message}": "错误：{message}",
    "Aborted!": "停了。",
    "Try '{command} {option}' for help.": "看怎么用：{command} {option}",
    "Show this message and exit.": "看这个帮助。",
    "Show the version and exit.": "看版本号。",
    "Missing command.": "没有写命令。",
    "Missing argument": "没有写参数",
    "Missing option": "没有写选项",
    "Missing parameter": "没有写参数",
    "Missing {param_type}": "没有写{param_type}",
    "Missing parameter: {param_name}": "没有写参数：{param_name}",
    "No such option {name!r}.": "没有这个选项：{name}。",
    "No such option: {name}": "没有这个选项：{name}。",
    "No such command {name!r}.": "没有这个命令：{name}。",
    "Did you mean {possibility}?": "是不是 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "是不是其中之一：{possibilities}？",
    "(Possible options: {possibilities})": "是不是其中之一：{possibilities}？",
    "Invalid value: {message}": "写得不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 写得不对：{message}",
    "Could not open file {filename!r}: {message}": "打不开文件 {filename}：{message}",
    "unknown error": "原因不明",
    "Got unexpected extra argument ({args})": "多写了参数：{args}",
    "Got unexpected extra arguments ({args})": "多写了参数：{args}",
    "Option {name!r} does not take a value.": "选项 {name} 后面不用写值。",
    "Option {name!r} requires an argument.": "选项 {name} 后面要写一个值。",
    "Option {name!r} requires {nargs} arguments.": "选项 {name} 后面要写 {nargs} 个值。",
    "Argument {name!r} takes {nargs} values.": "参数 {name} 要写 {nargs} 个值。",
    "Takes {nargs} values but 1 was given.": "要写 {nargs} 个值，只写了 1 个。",
    "Takes {nargs} values but {len} were given.": "要写 {nargs} 个值，写了 {len} 个。",
    "{len_type} values are required, but {len_value} was given.": "要写 {len_type} 个值，只写了 {len_value} 个。",
    "{len_type} values are required, but {len_value} were given.": "要写 {len_type} 个值，写了 {len_value} 个。",
    "Choose from:\n\t{choices}": "可以写：\n\t{choices}",
    "{value!r} is not {choice}.": "「{value}」不行，应是 {choice}。",
    "{value!r} is not one of {choices}.": "「{value}」不在其中：{choices}。",
    "{value!r} does not match the format {format}.": "「{value}」不是这种写法：{format}。",
    "{value!r} does not match the formats {formats}.": "「{value}」不是这几种写法：{formats}。",
    "{value!r} is not a valid {number_type}.": "「{value}」不是数。",
    "{value} is not in the range {range}.": "{value} 不在 {range} 里。",
    "{value!r} is not a valid boolean. Recognized values: {states}": "「{value}」应是：{states}",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
    "{name} {filename!r} does not exist.": "没有这个{name}：{filename}。",
    "{name} {filename!r} is a file.": "{filename} 是文件，这里要写文件夹。",
    "{name} {filename!r} is a directory.": "{filename} 是文件夹，这里要写文件。",
    "{name} {filename!r} is not readable.": "{name} {filename} 读不了。",
    "{name} {filename!r} is not writable.": "{name} {filename} 写不了。",
    "{name} {filename!r} is not executable.": "{name} {filename} 不能运行。",
    "default: {default}": "不写就是 {default}",
    "required": "必写",
    "deprecated": "不再使用",
    "env var: {var}": "环境变量 {var}",
    "(dynamic)": "（另定）",
    "Unknown standard stream '{name}'": "没有这个流：{name}",
}
MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "types", "utils")


def install() -> None:
    """Let click's modules say these words, and measure them as they stand on a screen."""
    setattr(sys.modules["click.formatting"], "term_len", lambda text: columns(unstyle(text)))  # noqa: B010 - not exported
    HelpFormatter.write_heading = _heading  # type: ignore[method-assign,assignment] # "选项：", with a Chinese colon
    MissingParameter.format_message = _missing  # type: ignore[method-assign,assignment] # and with a Chinese full stop
    for name in MODULES:
        module = sys.modules.get(f"click.{name}")
        if module is not None:
            setattr(module, "_", translated)  # noqa: B010 - gettext's short name is no attribute that a type checker knows
            if hasattr(module, "ngettext"):
                setattr(module, "ngettext", _one_or_more)  # noqa: B010


def _heading(formatter: HelpFormatter, heading: str) -> None:
    formatter.write(f"{'':>{formatter.current_indent}}{heading}：\n")


def _missing(error: MissingParameter) -> str:
    parameter = error.param
    hint = parameter.get_error_hint(error.ctx) if parameter is not None else str(error.param_hint or "")
    kind = "选项" if parameter is not None and parameter.param_type_name == "option" else "参数"
    more = parameter.type.get_missing_message(param=parameter, ctx=error.ctx) if parameter is not None else None
    return f"没有写{kind} {hint}。{more or ''}"


def translated(message: str) -> str:
    """The Chinese of one of click's sentences."""
    return WORDS.get(message, message)


def _one_or_more(one: str, more: str, number: int) -> str:
    return translated(one if number == 1 else more)


def columns(text: str) -> int:
    """Columns on a screen: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
