"""Keys and columns that the model leaves open, and that have fixed names nevertheless -> findings for any other."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.load.plain import Lines
from reportgen.load.problems import renamed
from reportgen.load.references import names_a_figure
from reportgen.load.spellings import LAST_YEAR, OF_LAST_YEAR, canonical
from reportgen.load.tables import SECRET
from reportgen.model.amount import NOTHING, PENDING
from reportgen.model.finding import Finding, Level, Source
from reportgen.model.terms import (
    COUNT_UNITS,
    PROCUREMENT_COLUMNS,
    PROCUREMENT_KINDS,
    STAFF,
    THREE_PUBLIC_COLUMNS,
    THREE_PUBLIC_ITEMS,
    WHOLE_REASONS,
    subject_code,
)

Path = tuple[str | int, ...]
STAFF_TOTALS = ("在职", "离退休", "编制", "行政编制", "事业编制")
"""They are compared with their parts (C093)."""
INDICATORS = (
    "代号",
    "层级",
    "指标",
    "目标值",
    "实际值",
    "分值",
    "得分",
    "性质",
    "方向",
    "整体",
    "整体得分",
    "整体目标",
    "原因",
    "偏差原因",
    SECRET,
)
GOALS = ("代号", "目标名称", "层级", "指标", "前年", "上年", "当年", "标准", "长期目标", "年度目标", SECRET)
BUDGET_USES = ("301", "303", "公用经费", "公共项目", "机关运行经费")
OWN_INDICATORS = ("代号", "层级", "指标", "指标值", "实际值", "分值", "得分", "计分", "方向", "原因", SECRET)
CODE = re.compile(r"[0-9]{3}(?:[0-9]{2}){0,2}")
ONE_DIGIT = 0.85
"""How like two codes of seven digits are that differ in one."""
ECONOMIC = re.compile(r"[0-9]+|合计|人员经费|公用经费")
"""What 基本支出 may be written under; whether a code is one of the list, check S012 tells."""
REASONED = (
    "收入总计",
    "支出总计",
    "本年收入合计",
    "本年支出合计",
    "机关运行经费",
    "三公.合计",
    *(f"三公.{item}" for item in THREE_PUBLIC_ITEMS),
)
"""What reasons are most often written of."""
CLOSED = {"性质": ("定量", "定性"), "方向": ("正向", "反向")}
"""Columns of indicators with few words; another word would be taken for none."""
PROPOSALS: Mapping[str, str] = {
    "目标": "目标值",
    "实际": "实际值",
    "实际完成值": "实际值",
    "完成值": "实际值",
    "权重": "分值",
    "绩效标准": "标准",
    "指标内容": "指标",
    "指标值": "当年",
    "年初预算数": "年初数",
    "全年预算数": "全年数",
    "新进": "今年新进",
    "年初预算": "预算数",
    "预算": "预算数",
    "决算": "决算数",
}
"""What offices write for it."""


@dataclass(frozen=True)
class Named:
    """What was written, and where: its keys, its values, the lines of the files."""

    values: Mapping[str, Any]
    keys: Mapping[Path, Source]
    sources: Mapping[Path, Source]
    lines: Lines

    def of(self, table: str, column: str) -> frozenset[str]:
        """The names in a column of a table."""
        rows = self.values.get(table)
        return (
            frozenset(str(row.get(column, "")).strip() for row in rows if isinstance(row, dict))
            if isinstance(rows, list)
            else frozenset()
        )

    def mapping(self, *path: str) -> Mapping[str, Any]:
        """The mapping under a path; an empty one when there is none."""
        found: Any = self.values
        for part in path:
            found = found.get(part) if isinstance(found, dict) else None
        return found if isinstance(found, dict) else {}

    def codes(self) -> frozenset[str]:
        """Every 科目 of 收支 and of the budgets, with those above it."""
        stated = []
        for name in ("收支", "年初预算", "全年预算"):
            written = self.values.get(name)
            if isinstance(written, list):
                stated += [
                    subject_code(row)
                    for row in written
                    if isinstance(row, dict) and all(isinstance(v, str) for v in row.values())
                ]
            elif isinstance(written, dict):
                stated += list(written)
        for name in ("基本支出", "项目支出"):
            rows = self.mapping("部门预算").get(name)
            written = (
                row.get(column)
                for row in (rows if isinstance(rows, list) else ())
                if isinstance(row, dict)
                for column in ("科目", "经济科目")
            )
            stated += [code for code in written if isinstance(code, str)]
        return frozenset(code[:size] for code in stated for size in (3, 5, 7))

    def unknown(
        self,
        path: Path,
        known: Iterable[str],
        where: str,
        level: Level = Level.ERROR,
        remedy: str = "",
        like: float = 0.5,
    ) -> Finding:
        """The finding for a name that stands at a path; `like`: how near the nearest must be to be proposed."""
        name, names, source = str(path[-1]), list(known), self.keys.get(path)
        proposed = PROPOSALS.get(name, "")
        meant = proposed if proposed in names else next(iter(difflib.get_close_matches(name, names, 1, like)), "")
        remedy = (
            f"是不是「{meant}」？"
            if meant
            else remedy or f"可用的有：{'、'.join(names[:13])}；不用的请删去，要留着就写成注释"
        )
        corrected = renamed(name, meant, source, self.lines) if meant and (*path[:-1], meant) not in self.keys else ""
        return Finding(
            "L021",
            level,
            f"{where}不认识的「{name}」，写在这里的不会印出来",
            source,
            remedy=remedy,
            corrected=corrected,
        )


def unknown_names(named: Named) -> Iterator[Finding]:
    """Each name that nothing would read: what is written under it would be lost without a word."""
    values = named.values
    yield from _in(named, ("人员",), (*STAFF, *STAFF_TOTALS))
    yield from _in(named, ("三公经费", "实物量"), COUNT_UNITS)
    yield from _in_rows(
        named,
        named.mapping("三公经费").get("金额"),
        ("三公经费", "金额"),
        ("项目", *THREE_PUBLIC_COLUMNS),
        THREE_PUBLIC_ITEMS,
    )
    yield from _in_rows(named, values.get("政府采购"), ("政府采购",), ("类别", *PROCUREMENT_COLUMNS), PROCUREMENT_KINDS)
    others = [name for form in (*named.mapping("指标"), *named.of("项目", "代号")) for name in (form, f"{form}得分")]
    for form, rows in named.mapping("指标").items():
        yield from _in_rows(named, rows, ("指标", form), (*INDICATORS, *others))
    yield from _of_budget(named)
    own = named.mapping("绩效自评报告")
    yield from _in_rows(
        named, own.get("资金"), ("绩效自评报告", "资金"), ("来源", "年初数", "全年数", "执行数", SECRET)
    )
    yield from _in_rows(named, own.get("指标"), ("绩效自评报告", "指标"), OWN_INDICATORS)
    yield from _unused_codes(named)
    yield from _unused_reasons(named)
    yield from _other_words(named)
    for key in named.mapping("核定数"):
        if key.startswith(LAST_YEAR):
            yield Finding(
                "L021",
                Level.ERROR,
                f"核定数里的「{key}」是上年的数，写在这里用不上",
                named.keys.get(("核定数", key)),
                remedy="请写到「上年数」里",
            )
    for name in OF_LAST_YEAR:
        for key in named.mapping(name):
            if key.startswith(LAST_YEAR * 2):
                yield Finding(
                    "L021",
                    Level.ERROR,
                    f"「{name}」里的「{key}」问的是上年的上年，用不上",
                    named.keys.get((name, key)),
                    remedy="请删去一个“上年.”",
                )


def _of_budget(named: Named) -> Iterator[Finding]:
    """What 部门预算 leaves open: 三公, 采购, 用途, the columns of the indicators."""
    yield from _in(named, ("部门预算", "三公"), THREE_PUBLIC_ITEMS)
    yield from _in(named, ("部门预算", "采购"), PROCUREMENT_KINDS)
    yield from _in(named, ("部门预算", "用途"), BUDGET_USES)
    for form, rows in named.mapping("部门预算", "指标").items():
        yield from _in_rows(named, rows, ("部门预算", "指标", form), GOALS)


def _other_words(named: Named) -> Iterator[Finding]:
    """A 方向 that is neither 正向 nor 反向."""
    for form, rows in named.mapping("指标").items():
        for n, row in enumerate(rows if isinstance(rows, list) else ()):
            for head, words in CLOSED.items():
                word = str(row.get(head, "")).strip() if isinstance(row, dict) else ""
                if word not in (*words, *NOTHING, PENDING):
                    near = difflib.get_close_matches(word, words, 1, 0.5)
                    remedy = f"是不是「{near[0]}」？" if near else "空着由程序看"
                    yield Finding(
                        "L022",
                        Level.ERROR,
                        f"{head}「{word}」应为 {' 或 '.join(words)}",
                        named.sources.get(("指标", form, n, head)),
                        remedy=remedy,
                    )


def _in_rows(
    named: Named, rows: Any, path: Path, known: Iterable[str], firsts: Iterable[str] = ()
) -> Iterator[Finding]:
    """The columns of a table, at the first row that has them; a first column may be headed as one likes."""
    seen: set[str] = set()
    for n, row in enumerate(rows if isinstance(rows, list) else ()):
        if not isinstance(row, dict):
            continue
        heads = list(row)
        first = bool(heads) and str(row[heads[0]]).strip() in firsts
        for head in heads[1:] if first else heads:
            if head and head not in seen and head not in known:
                yield named.unknown((*path, n, head), known, f"「{'.'.join(map(str, path))}」的表头")
            seen.add(head)


def _in(named: Named, path: tuple[str, ...], known: Iterable[str]) -> Iterator[Finding]:
    for key in named.mapping(*path):
        if key not in known:
            yield named.unknown((*path, key), known, f"「{'.'.join(path)}」里")


# -- keys that name something of these data ------------------------------------------------------


def _unused_codes(named: Named) -> Iterator[Finding]:
    """科目 that the data do not have, and codes that are none of the economic classification."""
    codes = named.codes()
    for name, sizes in (("科目用途", (3, 5, 7)), ("项目支出成效", (3, 5, 7)), ("项目余额说明", (7,))):
        known = sorted(code for code in codes if len(code) in sizes)
        for key in named.mapping(name):
            named_otherwise = name == "项目支出成效" and not CODE.fullmatch(
                key
            )  # a project: looked for in the 项目 table
            if known and key not in known and not named_otherwise:
                yield named.unknown(
                    (name, key), known, f"「{name}」里", Level.WARNING, "请写收支里有的科目；不用的请删去", ONE_DIGIT
                )
    for key in named.mapping("基本支出"):
        if not ECONOMIC.fullmatch(key):
            yield Finding(
                "L021",
                Level.ERROR,
                f"「基本支出」里的「{key}」不是经济分类的编码，写在这里的不会印出来",
                named.keys.get(("基本支出", key)),
                remedy="请写款级编码，如 30101",
            )


def _unused_reasons(named: Named) -> Iterator[Finding]:
    """Reasons of what the data do not have."""
    units, codes, projects = named.of("单位构成", "单位"), named.codes(), named.of("项目", "代号")
    for key in named.mapping("原因"):
        parts = canonical(key, units).split(".")
        code = next((p for p in parts for c in p.split("、") if CODE.fullmatch(c) and c not in codes), "")
        unknown = parts[0] == "项目" and len(parts) > 1 and parts[1] not in projects | {"合计"}
        if (code and codes) or (unknown and projects) or not (key in WHOLE_REASONS or names_a_figure(key, units)):
            told = (
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
                f"「原因」里的「{key}」用不上：{told}",
                named.keys.get(("原因", key)),
                remedy=f"是不是「{near[0]}」？" if near and not (code or unknown) else "请核对；不用的请删去",
            )
