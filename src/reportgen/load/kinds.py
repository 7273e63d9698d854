"""The model -> what kind of value stands at each path: an amount, a day, a mapping, a text …"""

from __future__ import annotations

from functools import lru_cache
from types import NoneType
from typing import Any, get_args, get_origin

from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from reportgen.model.department import DepartmentYear
from reportgen.model.values import Pending

Path = tuple[str | int, ...]
VALIDATORS = {"_amount": "amount", "_day": "day", "_yes": "yes", "_names": "names", "_list": "texts"}
AMOUNT_TABLES = {
    ("收支",): ("科目", "科目编码", "科目名称", "单位", "涉密", "原因"),
    ("年初预算",): ("科目", "科目编码", "科目名称", "单位", "涉密", "原因"),
    ("全年预算",): ("科目", "科目编码", "科目名称", "单位", "涉密", "原因"),
    ("三公经费", "金额"): ("项目",),
    ("政府采购",): ("类别",),
    ("部门预算", "收入"): ("单位",),
    ("部门预算", "上年结转"): ("单位",),
    ("绩效自评报告", "资金"): ("来源",),
    ("绩效自评报告", "执行"): ("科目", "科目编码", "科目名称", "单位", "涉密", "原因"),
}
"""Tables whose cells are amounts, but for these columns."""


@lru_cache(4096)
def kind_at(path: Path) -> str:
    """What stands at a path of Chinese keys and row numbers; '' where the model has nothing."""
    if "指标" in path[:2] and path[-1] == "层级":
        return "level"
    for table, words in AMOUNT_TABLES.items():
        if path[: len(table)] == table and len(path) > len(table):
            return "amount" if path[-1] not in words and isinstance(path[-1], str) else "text"
    return _kind(_type_at(path))


@lru_cache(4096)
def may_be_left_out(path: Path) -> bool:
    """Whether the model does without it."""
    found = _type_at(path)
    return isinstance(found, FieldInfo) and not found.is_required()


@lru_cache(4096)
def _type_at(path: Path) -> Any:
    """The annotation (or the field) at a path; None where there is none."""
    if not path:
        return DepartmentYear
    above = _plain(_type_at(path[:-1]))
    if isinstance(above, type) and issubclass(above, BaseModel):
        return next((info for info in above.model_fields.values() if info.alias == path[-1]), None)
    inner = get_args(above)
    if get_origin(above) is dict:
        return inner[1]
    return inner[0] if get_origin(above) is list else None


def _validators(found: Any) -> list[str]:
    more = found.metadata if isinstance(found, FieldInfo) else getattr(found, "__metadata__", ())
    return [getattr(m.func, "__name__", "") for m in more if isinstance(m, BeforeValidator)]


def _plain(found: Any) -> Any:
    """The type itself, without None, Annotated and the other branches of a union."""
    if isinstance(found, FieldInfo):
        found = found.annotation
    while hasattr(found, "__metadata__"):
        found = found.__origin__
    options = [a for a in get_args(found) if a not in (NoneType, Pending)]
    if get_args(found) and get_origin(found) not in (dict, list, tuple) and options:
        return found if all(isinstance(o, str) for o in options) else _plain(options[0])
    return found


def _kind(found: Any) -> str:
    if found is None:
        return ""
    annotation = found.annotation if isinstance(found, FieldInfo) else found
    options = () if get_origin(annotation) in (dict, list) else get_args(annotation)
    for layer in (found, *options):
        for name in _validators(layer):
            if name in VALIDATORS:
                return VALIDATORS[name]
    plain = _plain(found)
    if get_origin(plain) is dict or (isinstance(plain, type) and issubclass(plain, BaseModel)):
        return "mapping"
    if get_origin(plain) is list:
        return "list"
    return "int" if plain is int else "text"
