"""Keys that name something of these data -> findings for those that nothing here has."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from reportgen.load.names import Named
from reportgen.load.references import names_a_figure
from reportgen.load.spellings import LAST_YEAR, canonical
from reportgen.model.finding import Finding, Level
from reportgen.model.schema import path_of, top_fields, top_keys
from reportgen.model.terms import KNOWN_REASONS, PROJECTS, THREE_PUBLIC_ITEMS

CODE = re.compile(r"[0-9]{3}(?:[0-9]{2}){0,2}")
ONE_DIGIT = 0.85
"""How like two codes of seven digits are that differ in one."""
ECONOMIC = re.compile(r"[0-9]+|合计|人员经费|公用经费")
"""What an economic classification may be written under; whether a code is one of the list, check S012 tells."""
REASONED = (
    "收入总计",
    "支出总计",
    "本年收入合计",
    "本年支出合计",
    *path_of("operating"),
    "三公.合计",
    *(f"三公.{item}" for item in THREE_PUBLIC_ITEMS),
)
"""What reasons are most often written of."""


def unused_keys(named: Named) -> Iterator[Finding]:
    """Codes, reasons and figures of last year that are of no use where they stand."""
    yield from _unused_codes(named)
    yield from _unused_reasons(named)
    yield from _of_another_year(named)


def _unused_codes(named: Named) -> Iterator[Finding]:
    """科目 that the data do not have, and codes that are none of the economic classification."""
    codes = named.codes()
    for name, field in top_fields().items():
        keys = field.term.keys
        if keys.of not in ("subject", "subject or project"):
            continue
        known = sorted(code for code in codes if len(code) in keys.digits)
        for key in named.mapping(name):
            project = keys.of == "subject or project" and not CODE.fullmatch(key)  # looked for in the 项目 table
            if known and key not in known and not project:
                yield named.unknown(
                    (name, key), known, f"「{name}」里", Level.WARNING, "请写收支里有的科目；不用的请删去", ONE_DIGIT
                )
    for name in top_keys(("economic",)):
        for key in named.mapping(name):
            if not ECONOMIC.fullmatch(key):
                message = f"「{name}」里的「{key}」不是经济分类的编码，写在这里的不会印出来"
                place = named.keys.get((name, key))
                yield Finding("L021", Level.ERROR, message, place, remedy="请写款级编码，如 30101")


def _unused_reasons(named: Named) -> Iterator[Finding]:
    """Reasons of what the data do not have."""
    units, codes, projects = named.units(), named.codes(), named.projects()
    (name,) = path_of("reasons")
    for key in named.mapping(name):
        parts = canonical(key, units).split(".")
        code = next((p for p in parts for c in p.split("、") if CODE.fullmatch(c) and c not in codes), "")
        unknown = parts[0] == PROJECTS and len(parts) > 1 and parts[1] not in projects | {"合计"}
        if (code and codes) or (unknown and projects) or not (key in KNOWN_REASONS or names_a_figure(key, units)):
            message = (
                f"收支里没有科目「{code}」"
                if code
                else f"项目表里没有「{parts[1]}」"
                if unknown
                else f"没有「{key}」这个数"
            )
            near = difflib.get_close_matches(key, ["总体", *REASONED], 1, 0.5)
            yield Finding(
                "L021",
                Level.WARNING,
                f"「{name}」里的「{key}」用不上：{message}",
                named.keys.get((name, key)),
                remedy=f"是不是「{near[0]}」？" if near and not (code or unknown) else "请核对；不用的请删去",
            )


def _of_another_year(named: Named) -> Iterator[Finding]:
    """上年. before a key where it has no meaning, or twice."""
    (name,) = path_of("approved")
    for key in named.mapping(name):
        if key.startswith(LAST_YEAR):
            message = f"{name}里的「{key}」是上年的数，写在这里用不上"
            remedy = f"请写到「{path_of('last_year')[0]}」里"
            yield Finding("L021", Level.ERROR, message, named.keys.get((name, key)), remedy=remedy)
    for name in top_keys(("last year's figure",)):
        for key in named.mapping(name):
            if key.startswith(LAST_YEAR * 2):
                message = f"「{name}」里的「{key}」问的是上年的上年，用不上"
                yield Finding("L021", Level.ERROR, message, named.keys.get((name, key)), remedy="请删去一个“上年.”")
