"""What a person may type for a value: the ground of every record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from reportgen.model.amount import PENDING, NotANumber, is_pending, parse_number
from reportgen.model.written import Prose


class Pending:
    """待填: the one value of a thing that is not yet known."""

    def __repr__(self) -> str:
        return f"【{PENDING}】"


NOT_YET = Pending()


def _amount(value: object) -> object:
    if isinstance(value, str):
        if is_pending(value):
            return NOT_YET
        try:
            return parse_number(value)
        except NotANumber as error:
            raise ValueError(f"「{value}」不是数") from error
    return value


def _day(value: object) -> object:
    if isinstance(value, str):
        if is_pending(value):
            return NOT_YET
        match = re.fullmatch(r"(\d{4})[-.年/](\d{1,2})[-.月/](\d{1,2})日?", value.strip())
        if not match:
            raise ValueError(f"「{value}」不是日期，应写成 2022-04-14")
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError as error:
            raise ValueError(f"没有「{value}」这一天") from error
    return value


def _words(value: object) -> object:
    return NOT_YET if isinstance(value, str) and is_pending(value) else value


def _yes(value: object) -> object:
    table = {"是": True, "否": False, "-": False, "": False}
    if isinstance(value, str) and value.strip() in table:
        return table[value.strip()]
    if isinstance(value, str):
        raise ValueError(f"「{value}」应为 是 或 否")
    return value


def _list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _names(value: object) -> object:
    if isinstance(value, str):
        return [n.strip() for n in re.split(r"[、,，\s]+", value) if n.strip()]
    return value


Amount = Annotated[Decimal | Pending, BeforeValidator(_amount)]
Day = Annotated[date | Pending, BeforeValidator(_day)]
Words = Annotated[str | Pending, BeforeValidator(_words)]
YesNo = Annotated[bool, BeforeValidator(_yes)]
Paragraphs = Annotated[list[Prose], BeforeValidator(_list)]
Names = Annotated[list[str], BeforeValidator(_names)]
KINDS: Mapping[object, str] = {_amount: "amount", _day: "day", _yes: "yes", _list: "texts", _names: "names"}
"""The kind of value that a validator makes."""


class Record(BaseModel):
    """Base of all records: keys are the Chinese terms, unknown keys are findings."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True, frozen=True)
