"""What a value in an edition's YAML may be, and how a finding calls it:
kinds of values as annotations of the models.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema


@dataclass(frozen=True)
class ValueKind:
    """A kind of value: what a finding calls it, whether a value of the YAML is one, and how it is read."""

    words: str
    fits: Callable[[Any], bool]
    read: Callable[[Any], Any] = lambda value: value

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """As pydantic's annotation: a value that doesn't fit is an error."""
        return core_schema.no_info_before_validator_function(self._read, handler(source))

    def _read(self, value: Any) -> Any:
        if not self.fits(value):
            raise ValueError(self.words)
        return self.read(value)


class Definition(BaseModel):
    """Base of everything that a file of an edition says: keys that nothing reads are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True, defer_build=True)


def setting(description: str, *, key: str | None = None, default: Any = ...) -> Any:
    """A field: what it means, in Chinese; `key` is its name in YAML where that is no English word."""
    return Field(default, alias=key, description=description)


def whole(least: int, most: int) -> ValueKind:
    """A whole number within bounds."""

    def fits(value: Any) -> bool:
        decimal = (isinstance(value, int) and not isinstance(value, bool)) or (
            isinstance(value, str) and value.isdecimal()
        )
        return bool(decimal) and least <= int(value) <= most

    return ValueKind(f"{least} 到 {most} 的整数", fits)


def filled(*names: str) -> ValueKind:
    """A text in which only these names stand in braces."""
    told = "、".join(f"{{{name}}}" for name in names)
    return ValueKind(
        f"文字，花括号里只能写 {told}",
        lambda value: _scalar(value) and {*re.findall(r"\{([^{}]*)\}", str(value))} <= {*names},
        str,
    )


def _scalar(value: Any) -> bool:
    return value is not None and not isinstance(value, list | dict)


def _number(value: Any) -> bool:
    return not isinstance(value, bool) and bool(re.fullmatch(r"-?\d+(\.\d+)?", str(value)))


_FIELD = re.compile(r"\{(\w+)(?::0(\d)d)?\}")


def fill(text: str, **values: str | int) -> str:
    """A text with {name}, or {name:02d} of a number, replaced. Nothing else in braces is read: an edition's words are
    no program.
    """

    def one(field: re.Match[str]) -> str:
        name, digits = field.groups()
        value = str(values[name]) if name in values else field[0]
        return value.rjust(int(digits or 0), "0")

    return _FIELD.sub(one, text)


_YEARS = re.compile(r"\d{4}(-\d{4})?", re.ASCII)


def _numbered(value: Any) -> bool:
    """表{number} or 公开{number:02d}表; '' where tables have none."""
    return value == "" or (
        _scalar(value) and "{number" in str(value) and not re.search(r"[{}]", fill(str(value), number=7))
    )


def _flag(value: Any) -> bool:
    return isinstance(value, bool) or str(value).lower() in ("true", "false", "yes", "no", "on", "off")


CODE = ValueKind("检查的编号，如 C001（全部见 docs/checks.md）", lambda v: bool(re.fullmatch(r"[A-Z]\d{3}", str(v))))

Text = Annotated[str, ValueKind("文字", _scalar, str)]
Number = Annotated[Decimal, ValueKind("数", _number, str)]
Width = Annotated[
    Decimal, ValueKind("1 到 1000 的数", lambda value: _number(value) and 1 <= Decimal(str(value)) <= 1000)
]
Flag = Annotated[bool, ValueKind("true 或 false", _flag)]
Places = Annotated[int, whole(0, 6)]
Points = Annotated[int, whole(0, 100)]
NumberBefore = Annotated[str, filled("一", "n", "①")]
TableNumber = Annotated[str, ValueKind("写着 {number} 的文字，如 表{number}；空着不印表号", _numbered, str)]
Heading = Annotated[str, filled("unit", "short", "year", "部门")]
Printed = Annotated[str, filled("unit", "short", "year", "last_year", "三公预算口径", "部门")]
HeadText = Annotated[str, filled("unit", "short", "year", "day", "金额单位", "部门")]
MoneyUnit = Literal["万元", "千元", "元"]
YearRange = Annotated[
    str, ValueKind("一个年度或一段，如 2024、2020-2021", lambda value: bool(_YEARS.fullmatch(str(value))), str)
]
Digits = Annotated[int, ValueKind("3、5、7 之一", lambda value: str(value) in ("3", "5", "7"))]
CheckCode = Annotated[str, CODE]


def kind_of(hint: Any) -> ValueKind | None:
    """The kind that an annotation names."""
    return next((entry for entry in getattr(hint, "__metadata__", ()) if isinstance(entry, ValueKind)), None)


def in_words(hint: Any) -> str:
    """What an annotation allows, as a finding says it: 0 到 6 的整数; 列表，每一条是文字."""
    if kind := kind_of(hint):
        return kind.words
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return in_words(args[0])
    if origin is Literal:
        return f"{'、'.join(map(str, args))} 之一"
    if origin is list:
        return f"列表，每一条是{in_words(args[0])}"
    if origin is tuple:
        return f"列表 [{', '.join(map(in_words, args))}]"
    if origin in (Union, UnionType):
        return "，或".join(in_words(arg) for arg in args if arg is not NoneType)
    return "“键: 值”"
