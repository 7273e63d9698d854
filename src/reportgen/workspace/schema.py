"""The model -> a JSON Schema with Chinese titles and descriptions, for editors that help while one types."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from reportgen.editions import load_edition
from reportgen.editions.edition import Edition, list_editions
from reportgen.editions.kinds import list_kinds, usual_kind
from reportgen.model.department import DepartmentYear
from reportgen.model.values import Amount, Day, Names, Paragraphs, YesNo

Schema = dict[str, Any]
TABLE: Schema = {"type": ["string", "array", "object"]}
SCALAR: Schema = {"type": ["string", "number"]}
"""A text may look like a number: 简称: 12 is read as typed."""
SHAPES: Mapping[Any, Schema] = {
    "amount": {
        "anyOf": [
            {"type": "number"},
            {"type": "string", "pattern": r"^\s*([-+]?[\d,]+(\.\d+)?|待填|-|—|－|–|无|)\s*$"},
            {"type": "null"},
        ]
    },
    "day": {"type": "string", "pattern": r"^\s*(\d{4}[-.年/]\d{1,2}[-.月/]\d{1,2}日?|待填)\s*$"},
    "yes": {"enum": ["是", "否", "-", ""]},
    "texts": {"anyOf": [SCALAR, {"type": "array", "items": SCALAR}]},
}


def schema_text(edition: str | None = None, project: Path | None = None, kind: str | None = None) -> str:
    """The schema as a file; with an edition, its names of vehicles, options and subjects are offered. Raises EditionError."""
    kinds = list(list_kinds(project))
    loaded = load_edition(kind or usual_kind(project), edition, project) if edition else None
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"部门年度数据{f'（{edition}）' if edition else ''}",
        "description": "一个部门一个年度的数据；写在几个 YAML 文件里，一个键只写一次。",
        **_record(DepartmentYear, top=True),
    }
    if loaded:
        _offer(schema, loaded)
    _properties(schema, "报告")["additionalProperties"]["properties"]["版式"]["examples"] = sorted(
        {name for known in kinds for name in list_editions(known, project)}
    )
    _properties(schema, "报告")["propertyNames"] = {"enum": kinds}
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _offer(schema: Schema, edition: Edition) -> None:
    """What only the edition knows."""
    vehicles = _properties(_properties(schema, "国有资产"), "车辆")
    vehicles["properties"] = dict.fromkeys(edition.settings["vehicle_kinds"], vehicles["additionalProperties"])
    economic = _properties(schema, "基本支出")
    names = {code: name for code, name in edition.subjects["经济科目"].items() if len(code) == 5}
    economic["properties"] = {code: {"title": name, **SHAPES["amount"]} for code, name in names.items()}


def _properties(schema: Schema, name: str) -> Schema:
    found: Schema = schema["properties"][name]
    return found


def _record(model: type[BaseModel], *, top: bool = False) -> Schema:
    """An object; nothing is required at the top, for the keys may stand in other files."""
    fields = model.model_fields.values()
    required = [info.alias for info in fields if info.is_required()]
    properties = {info.alias or "": _field(info) for info in fields}
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        **({"required": required} if required and not top else {}),
    }


def _field(info: FieldInfo) -> Schema:
    extra = info.json_schema_extra
    table = extra.get("table") if isinstance(extra, dict) else None
    if table == "each":
        shape: Schema = {"type": "object", "additionalProperties": TABLE}
    else:
        shape = dict(TABLE) if table else _shape(info.annotation, info)
    words: Schema = {"title": info.alias, "description": info.description or ""}
    return {**words, **shape, **({"examples": list(info.examples)} if info.examples else {})}


def _shape(kind: Any, info: FieldInfo | None = None) -> Schema:
    """What may be typed for one kind of value; the files are read as text, so much is a string or a number."""
    named = _named(kind, info)
    if named:
        return dict(SHAPES[named])
    if get_origin(kind) is Literal:
        return {"enum": list(get_args(kind))}
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _record(kind)
    if kind is int:
        return {"type": "integer"}
    if get_origin(kind) is dict:
        return {"type": "object", "additionalProperties": _shape(get_args(kind)[1])}
    if get_origin(kind) is list:
        return {"type": "array", "items": _shape(get_args(kind)[0])}
    inner = [arg for arg in get_args(kind) if arg is not type(None)]
    models = [arg for arg in inner if isinstance(arg, type) and issubclass(arg, BaseModel)]
    return _record(models[0]) if models else _shape(inner[0]) if len(inner) == 1 else dict(SCALAR)


def _named(kind: Any, info: FieldInfo | None) -> str | None:
    """The name of an annotated kind; pydantic takes the annotation off a plain field and keeps it beside."""
    kinds = {"amount": Amount, "day": Day, "yes": YesNo, "texts": Paragraphs}
    optional = get_args(kind) if get_origin(kind) in (Union, UnionType) else ()
    validators = [
        _validator(kind),
        *(_validator(arg) for arg in optional),
        *(getattr(m, "func", None) for m in (info.metadata if info else [])),
    ]
    for name, known in kinds.items():
        if _validator(known) in [v for v in validators if v]:
            return name
    return "texts" if _validator(Names) in [v for v in validators if v] else None


def _validator(kind: Any) -> Any:
    return next((getattr(m, "func", None) for m in getattr(kind, "__metadata__", ())), None)
