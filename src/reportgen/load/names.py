"""Keys and columns that the model leaves open, and that have fixed names nevertheless -> findings for any other."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reportgen.finding import Finding, Level, Source
from reportgen.load.tables import SECRET
from reportgen.model.terms import (
    COUNT_UNITS,
    PROCUREMENT_COLUMNS,
    PROCUREMENT_KINDS,
    STAFF,
    THREE_PUBLIC_COLUMNS,
    THREE_PUBLIC_ITEMS,
)

Path = tuple[str | int, ...]
STAFF_TOTALS = ("在职", "离退休", "编制", "行政编制", "事业编制")
"""They are compared with their parts (C093)."""
INDICATORS = ("代号", "层级", "指标", "目标值", "实际值", "分值", "得分", "性质", "方向", "整体", "整体得分", "整体目标", "原因", "偏差原因", SECRET)
PROPOSALS: Mapping[str, str] = {"目标": "目标值", "实际": "实际值", "完成值": "实际值", "权重": "分值", "新进": "今年新进", "年初预算": "预算数", "预算": "预算数", "决算": "决算数"}
"""What offices write for it."""


def unknown_names(values: Mapping[str, Any], sources: Mapping[Path, Source]) -> Iterator[Finding]:
    """Each name that nothing would read: what is written under it would be lost without a word."""
    yield from _in(values.get("人员"), ("人员",), (*STAFF, *STAFF_TOTALS), sources)
    public = values.get("三公经费")
    if isinstance(public, dict):
        yield from _in(public.get("实物量"), ("三公经费", "实物量"), COUNT_UNITS, sources)
        yield from _in_rows(public.get("金额"), ("三公经费", "金额"), ("项目", *THREE_PUBLIC_COLUMNS), sources, THREE_PUBLIC_ITEMS)
    yield from _in_rows(values.get("政府采购"), ("政府采购",), ("类别", *PROCUREMENT_COLUMNS), sources, PROCUREMENT_KINDS)
    forms = values.get("指标")
    if isinstance(forms, dict):
        projects = [str(row.get("代号", "")).strip() for row in values.get("项目") or () if isinstance(row, dict)]
        others = [name for form in (*forms, *projects) for name in (form, f"{form}得分")]
        for form, rows in forms.items():
            yield from _in_rows(rows, ("指标", form), (*INDICATORS, *others), sources)


def _in_rows(rows: Any, path: Path, known: Iterable[str], sources: Mapping[Path, Source], firsts: Iterable[str] = ()) -> Iterator[Finding]:
    """The columns of a table, at the first row that has them; a first column may be headed as one likes."""
    seen: set[str] = set()
    for n, row in enumerate(rows if isinstance(rows, list) else ()):
        if not isinstance(row, dict):
            continue
        heads = list(row)
        named = bool(heads) and str(row[heads[0]]).strip() in firsts
        for head in heads[1:] if named else heads:
            if head not in seen and head not in known:
                yield _unknown(head, known, sources.get((*path, n, head)), f"「{'.'.join(map(str, path))}」的表头")
            seen.add(head)


def _in(mapping: Any, path: Path, known: Iterable[str], sources: Mapping[Path, Source]) -> Iterator[Finding]:
    for key in mapping if isinstance(mapping, dict) else ():
        if key not in known:
            yield _unknown(key, known, sources.get((*path, key)), f"「{'.'.join(map(str, path))}」里")


def _unknown(name: str, known: Iterable[str], source: Source | None, where: str) -> Finding:
    names = list(known)
    proposed = PROPOSALS.get(name, "")
    meant = proposed if proposed in names else next(iter(difflib.get_close_matches(name, names, 1, 0.5)), "")
    mend = f"是不是「{meant}」？" if meant else f"可用的有：{'、'.join(names[:13])}；不用的请删去，要留着就写成注释"
    return Finding("L021", Level.ERROR, f"{where}不认识的「{name}」，写在这里的不会印出来", source, mend=mend)
