"""The keys that each YAML file of an edition may have: what the engine and the base templates read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Shape = Any
"""ANY; a mapping of keys to shapes (FREE: any key); a list with the shape of its entries."""

ANY: Shape = None
FREE = "*"

EDITION: Shape = {
    "extends": ANY, "title": ANY, "subjects": ANY,
    "precision": {"万元": ANY, "%": ANY, "分": ANY},
    "score_places": ANY,
    "words": dict.fromkeys(("增加", "减少", "增长", "下降", "追加", "调减"), ANY),
    "weights": {"执行": ANY, "指标": ANY},
    "levels": {"first": ANY, "second": ANY},
    "bands": {FREE: ANY},
    "table_number": ANY, "tables": ANY,
    "parts": [{"name": ANY, "heading": ANY, "sections": ANY, "tables": ANY}],
    "reason_groups": ANY,
    "phrases": {"持平": ANY, "上年无": ANY, "上年为负": ANY},
    "vehicle_kinds": ANY, "summaries": ANY, "short_dates": ANY, "form_options": {FREE: ANY}, "form_notes": ANY,
}
_COLUMN: dict[str, Shape] = dict.fromkeys(("name", "head", "type", "width", "pick", "sum", "key"), ANY)
_COLUMN["columns"] = [_COLUMN]
_ROW: Shape = dict.fromkeys(("name", "label", "pick", "sum", "key", "balances", "style", "indent", "code", "blank", "ordinal", "each", "of"), ANY)
TABLE: Shape = {
    **dict.fromkeys(("title", "page", "density", "column_numbers", "column_head", "notes", "nil", "nil_when"), ANY),
    "checks": {FREE: ANY},
    "legs": [{"name": ANY, "head": ANY, "columns": [_COLUMN], "rows": [_ROW], "foot": [_ROW]}],
    "feet": [{"name": ANY, "label": ANY, "legs": ANY, "sum": ANY, "key": ANY, "style": ANY}],
}
SECTION: Shape = {
    "heading": ANY, "needs": ANY, "check": ANY,
    "states": [dict.fromkeys(("keys", "when", "unless", "given", "each", "of", "digits", "stage"), ANY)],
}
TERMS: Shape = [{"term": ANY, "when": ANY, "text": ANY, "list": ANY}]
SUBJECTS: Shape = {
    "extends": ANY, "功能类": [{"code": ANY, "name": ANY}], "功能科目": {FREE: {"name": ANY, "note": ANY}},
    "经济科目": {FREE: ANY}, "废止科目": {FREE: {"新": ANY, "自": ANY}},
}
FILES: Mapping[str, Shape] = {
    "edition.yaml": EDITION, "figures.yaml": {FREE: ANY}, "terms.yaml": TERMS, "tables/*": TABLE, "sections/*": SECTION,
}
