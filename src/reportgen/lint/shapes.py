"""The keys that each YAML file of an edition may have, and what may stand there: what the engine and the base templates read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from reportgen.checks.engine.catalogue import all_rules
from reportgen.editions.table import BY_FACTS
from reportgen.editions.table import CODE_LISTS as LISTS
from reportgen.lint.kinds import FLAG, NUMBER, NUMBERED, QUOTED, TEXT, either, filled, list_of, needed, one_of, whole

Shape = Any
"""ANY; a kind of value; a mapping of keys to shapes (FREE: any key); a list with the shape of its entries."""

ANY: Shape = None
FREE = "*"
TEXTS = list_of(TEXT)
HEADING = filled("unit", "short", "year")
PRINTED = filled("year", "三公预算口径")
CHECK = replace(
    one_of(sorted({rule.code for rule in all_rules()})), told="检查的编号，如 C001（全部见 docs/checks.md）"
)

RULES: Shape = {
    FREE: {
        **dict.fromkeys(("title", "what", "why", "remedy", "table"), TEXT),
        **dict.fromkeys(("aliases", "approved", "keys"), TEXTS),
        "waivable": FLAG,
    }
}
DEDUCTION: Shape = dict.fromkeys(("from", "each", "share"), NUMBER)
INDICATOR: Shape = {
    **dict.fromkeys(("explained", "formula", "says"), TEXT),
    "scoring": one_of(("达标", "按率", "扣分")),
    "inapplicable": one_of(("满分", "零分")),
    "deduction": DEDUCTION,
}
EDITION: Shape = {
    "extends": TEXT,
    "title": TEXT,
    "subjects": needed(TEXT),
    "precision": dict.fromkeys(("万元", "%", "分"), needed(whole(0, 6))),
    "document_title": needed(filled("unit", "short", "year", "kind")),
    "table_title": needed(filled("unit", "short", "year", "title")),
    "score_places": needed(whole(0, 6)),
    "formula_notes": needed(FLAG),
    "words": dict.fromkeys(("增加", "减少", "增长", "下降", "追加", "调减", "本数"), needed(TEXT)),
    "weights": {"执行": needed(whole(0, 100)), "指标": needed(whole(0, 100))},
    "deadline": FLAG,
    "forms": list_of(one_of(("指标", "绩效自评报告"))),
    "trimmed": TEXTS,
    "level_suffixes": dict.fromkeys(("first", "second"), TEXT),
    "level_weights": {FREE: whole(0, 100)},
    "indicators": {FREE: INDICATOR},
    "inapplicable": one_of(("满分", "零分")),
    "deduction": DEDUCTION,
    "fund_sources": {FREE: TEXT},
    "levels": {"first": needed(TEXTS), "second": needed(TEXTS)},
    "bands": {FREE: NUMBER},
    "table_words": dict.fromkeys(("单位", "金额"), needed(TEXT)),
    "key_figures": list_of(list_of(TEXT)),
    "table_number": needed(NUMBERED),
    "tables": needed(list_of(QUOTED)),
    "parts": [{"name": TEXT, "heading": HEADING, "sections": TEXTS, "tables": FLAG}],
    "whole": needed(TEXT),
    "reason_groups": needed(list_of(TEXTS)),
    "phrases": dict.fromkeys(("持平", "上年无", "上年为负"), needed(TEXT)),
    "deviations": {"budget": TEXT, "three_public": FLAG, "last_year": list_of(TEXTS)},
    "vehicle_kinds": needed(TEXTS),
    "summaries": needed(FLAG),
    "short_dates": needed(FLAG),
    "form_options": {FREE: needed(TEXTS)},
    "form_notes": needed(TEXTS),
}
_COLUMN: dict[str, Shape] = {
    **dict.fromkeys(("name", "head", "pick", "key"), TEXT),
    "type": one_of(("amount", "label", "code", "line", "unit", "unit-code")),
    "width": NUMBER,
    "sum": TEXTS,
    "number": whole(1, 99),
    "optional": FLAG,
}
_COLUMN["columns"] = [_COLUMN]
_ROW: Shape = {
    **dict.fromkeys(("name", "label", "pick", "key", "balances", "code"), TEXT),
    "sum": TEXTS,
    "style": one_of(("total", "group", "strong")),
    "indent": whole(0, 2),
    "blank": FLAG,
    "optional": FLAG,
    "ordinal": FLAG,
    "each": one_of((*LISTS, "经济科目", *BY_FACTS)),
    "of": TEXTS,
    "below": one_of(("科目",)),
    "flat": FLAG,
}
TABLE: Shape = {
    "title": PRINTED,
    "page": one_of(("portrait", "landscape")),
    "density": one_of(("tall", "single")),
    "column_numbers": one_of(("columns", "legs")),
    "column_head": either(TEXT, list_of(TEXT)),
    "pick": TEXT,
    "notes": list_of(PRINTED),
    "nil": PRINTED,
    "nil_when": TEXTS,
    "checks": {FREE: CHECK},
    "rules": RULES,
    "legs": [{"name": TEXT, "head": TEXT, "pick": TEXT, "columns": [_COLUMN], "rows": [_ROW], "foot": [_ROW]}],
    "feet": [
        {"name": TEXT, "label": TEXT, "legs": list_of(whole(0, 9)), "sum": TEXTS, "key": TEXT, "style": _ROW["style"]}
    ],
}
SECTION: Shape = {
    "heading": HEADING,
    "needs": TEXT,
    "check": CHECK,
    "rules": RULES,
    "states": [
        {
            **dict.fromkeys(("when", "unless", "given", "each", "of", "stage"), ANY),
            "keys": TEXTS,
            "digits": one_of("357"),
        }
    ],
}
TERMS: Shape = [{"term": TEXT, "when": TEXT, "text": TEXT, "list": ANY}]
SUBJECTS: Shape = {
    "extends": TEXT,
    **{name: [{"code": TEXT, "name": TEXT}] for name in LISTS},
    "功能科目": {FREE: {"name": TEXT, "note": TEXT}},
    "经济科目": {FREE: TEXT},
    "废止科目": {FREE: {"新": TEXT, "自": TEXT}},
}
SHEET: Shape = {
    "title": needed(TEXT),
    "words": {FREE: TEXT},
    "aspects": [
        {
            "aspect": TEXT,
            "items": [
                {
                    **dict.fromkeys(("item", "basis", "section", "when", "manual"), TEXT),
                    "states": TEXTS,
                    "tells": TEXTS,
                    "tables": {FREE: TEXTS},
                    "deadline": FLAG,
                    "nil": FLAG,
                    "checks": TEXTS,
                    "codes": {"table": TEXT, "digits": one_of("357")},
                }
            ],
        }
    ],
}
FILES: Mapping[str, Shape] = {
    "edition.yaml": EDITION,
    "figures.yaml": {FREE: TEXT},
    "terms.yaml": TERMS,
    "checksheet.yaml": SHEET,
    "tables/*": TABLE,
    "sections/*": SECTION,
}
