"""The model -> a JSON Schema with Chinese titles and descriptions, for editors that help while one types."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from reportgen.editions import load_edition
from reportgen.editions.edition import Edition, list_editions
from reportgen.editions.kinds import list_kinds, usual_kind
from reportgen.model.department import DepartmentYear
from reportgen.model.field import term_of
from reportgen.model.schema import kind_of, path_of

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
    "names": {"anyOf": [SCALAR, {"type": "array", "items": SCALAR}]},
}


def schema_text(edition: str | None = None, project: Path | None = None, kind: str | None = None) -> str:
    """The schema as a file; with an edition, its names of vehicles, options and subjects are offered.
    Raises EditionError.
    """
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
    orders, (_, edition_key) = _properties(schema, *path_of("reports")), path_of("reports", "edition")
    orders["additionalProperties"]["properties"][edition_key]["examples"] = sorted(
        {name for known in kinds for name in list_editions(known, project)}
    )
    orders["propertyNames"] = {"enum": kinds}
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _offer(schema: Schema, edition: Edition) -> None:
    """What only the edition knows."""
    vehicles = _properties(schema, *path_of("assets", "vehicles"))
    vehicles["properties"] = dict.fromkeys(edition.settings.vehicle_kinds, vehicles["additionalProperties"])
    economic = _properties(schema, *path_of("economic"))
    names = {code: name for code, name in edition.subjects["经济科目"].items() if len(code) == 5}
    economic["properties"] = {code: {"title": name, **SHAPES["amount"]} for code, name in names.items()}


def _properties(schema: Schema, *path: str) -> Schema:
    for name in path:
        schema = schema["properties"][name]
    return schema


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
    table = term_of(info).table
    if table and table.each:
        shape: Schema = {"type": "object", "additionalProperties": TABLE}
    else:
        shape = dict(TABLE) if table else _shape(info.annotation, info)
    words: Schema = {"title": info.alias, "description": info.description or ""}
    return {**words, **shape, **({"examples": list(info.examples)} if info.examples else {})}


def _shape(kind: Any, info: FieldInfo | None = None) -> Schema:
    """What may be typed for one kind of value; the files are read as text, so much is a string or a number."""
    named = kind_of(info if info and info.annotation is kind else kind)
    if named in SHAPES:
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
