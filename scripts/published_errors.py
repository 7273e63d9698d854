"""docs/published-errors/*.csv -> a Chinese page for each: what a published report got wrong, and by which rule.

Run it after a change of a CSV or of a rule's title; `--check` only says whether a page is out of date.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

from reportgen.checks import CHECKS, catalogue, composed

FOLDER = Path(__file__).parents[1] / "docs" / "published-errors"
REPORTS = {
    "dongxihu-hrss-2021": "武汉市东西湖区人力资源和社会保障局 2021 年度部门决算公开",
    "donghu-hrss-2023": "武汉市人力资源和社会保障局东湖新技术开发区分局 2023 年度部门决算公开",
}
NOT_BY_RULE = {
    "C049": "五（三）：项目支出主要用于的金额是该类的项目支出",
    "C066": "与上年比：增减额、增减率按印出的两年数计算",
    "C071": "同一对数相比，各处的增减额和增减率相同",
    "C072": "与上年比的年份是上一年度",
    "C079": "百分数的位数统一，不截尾",
    "C081": "同一个指标各处的值相同",
    "C090": "没有填写说明和占位的文字",
    "C106": "指标在正文里的值与自评表相同",
}
"""Codes that stand for the way of printing (a figure has one key, a rate one formula), not for a check."""
CODE = re.compile(r"C\d{3}")


def title(code: str) -> str:
    """The title of a rule: the check's own, the table's or section's, or that of a way of printing. Raises KeyError."""
    return CHECKS[code].title if code in CHECKS else {**NOT_BY_RULE, **composed.TITLES, **catalogue.TITLES}[code]


def page(path: Path) -> str:
    """One CSV as a page of Markdown."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = sorted({code for row in rows for code in CODE.findall(row["rule"])})
    times = sum(int(row["times"]) for row in rows)
    table = [
        f"| {_cell(row['figure'])} | {row['times']} | {_cell(row['ours'])} | {_cell(row['rule'])} |" for row in rows
    ]
    return "\n".join([
        f"# {REPORTS[path.stem]}：原文里的错",
        "",
        f"<!-- 由 scripts/published_errors.py 按 {path.name} 生成，请改 CSV，不要改这一页。 -->",
        "",
        f"发布的原文里有 {len(rows)} 种、{times} 处数与别处的数或规则不符，或是转成文字时走了样。",
        "本工具由同一份数据生成的报告在这些地方印的是“本报告印作”一栏。",
        "",
        "| 原文印作 | 次数 | 本报告印作 | 规则和理由 |",
        "|---|---:|---|---|",
        *table,
        "",
        "## 规则",
        "",
        "| 代号 | 规则 |",
        "|---|---|",
        *[f"| {code} | {_cell(title(code))} |" for code in codes],
        "",
    ])


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def pages() -> dict[Path, str]:
    """Every page with what should stand in it."""
    return {path.with_suffix(".md"): page(path) for path in sorted(FOLDER.glob("*.csv"))}


def main() -> int:
    """Write the pages, or with --check name those that are out of date."""
    stale = [p for p, text in pages().items() if not p.is_file() or p.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv[1:]:
        for path in stale:
            print(f"{path} 不是最新的：请运行 python scripts/published_errors.py")
        return 1 if stale else 0
    for path in stale:
        path.write_text(pages()[path], encoding="utf-8", newline="\n")
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
