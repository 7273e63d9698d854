"""docs/published-errors/*.csv -> a Chinese page for each: what a published report got wrong, and by which rule.

Run it after a change of a CSV or of a check's title; `--check` only says whether a page is out of date.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

from reportgen.checks.engine.pages import pages as pages_of_checks

FOLDER = Path(__file__).parents[1] / "docs" / "published-errors"
REPORTS = {
    "dongxihu-hrss-2021": "武汉市东西湖区人力资源和社会保障局 2021 年度部门决算公开",
    "dongxihu-hrss-2020-budget": "武汉市东西湖区人力资源和社会保障局 2020 年部门预算公开",
    "donghu-hrss-2023": "武汉市人力资源和社会保障局东湖新技术开发区分局 2023 年度部门决算公开",
    "jianghan-hrss-2022": "武汉市江汉区人力资源局 2022 年度部门决算公开",
    "pingqiao-hrss-2022": "信阳市平桥区人力资源和社会保障局 2022 年度部门整体支出绩效自评报告",
}
CODE = re.compile(r"C\d{3}")


def title(code: str) -> str:
    """The title of a check as it is explained to a clerk; of one that looks in two ways, both. Raises KeyError."""
    titles = dict.fromkeys(page.title for page in pages_of_checks() if page.code == code)
    if not titles:
        raise KeyError(code)
    return "；".join(titles)


def page(path: Path) -> str:
    """One CSV as a page of Markdown."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = sorted({code for row in rows for code in CODE.findall(row["rule"])})
    times = sum(int(row["times"]) for row in rows)
    table = [
        f"| {_cell(row['figure'])} | {row['times']} | {_cell(row['ours'])} | {_cell(row['rule'])} |" for row in rows
    ]
    return "\n".join(
        [
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
        ]
    )


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
