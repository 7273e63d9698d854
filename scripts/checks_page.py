"""The registry of checks -> docs/checks.md; with --check, whether it is up to date."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

from reportgen.checks.engine.pages import MODES, WHEN, at_once, pages, used_by, waivable
from reportgen.checks.engine.registry import Rule

TARGET = Path(__file__).resolve().parent.parent / "docs" / "checks.md"
HEAD = """# 检查清单

<!-- 由 scripts/checks_page.py 按登记的检查生成（make docs），请改 src/reportgen/checks，不要改这一页。 -->

`reportgen check 文件夹` 一次做完下面全部检查；`--all` 列出每一项的结果，`--explain C047` 说明一项，
`--format json|sarif|xlsx -o 文件` 写成文件。编号给出以后不再改作别用。检查用于哪些报告，写在检查自己那里；表和各节的检查写在版式的表和节里。

- 方式：**数据**是数据之间比；**报数与推算**是抄来的合计与加出来的比；**印出来的**是把印好的文字读回来再核；**文字**是查人写的和印出来的话。
- 级别：**错误**不让出定稿；**提醒**、**提示**不拦。没有一处手写、全由程序推出的，清单上记“由推导保证”，不记“通过”。
- 豁免：查出来而决定不改的，在数据里写「豁免」（检查、键、理由、日期、单位），结果记“已豁免”；数对不上的不能豁免。

```yaml
豁免: |
  检查 | 键                     | 理由                 | 日期       | 单位
  C091 | 重点工作.就业形势稳中向好 | 文件原文如此，照引 | 2024-09-10 | 财务科
```

键在 `--format json` 和 Excel 清单里能看到；写到上一级就管它下面的全部。

"""
AT_ONCE = """
## 当场说出来的

下面的编号不是一项检查，读入、推算、写出的时候当场说；级别和位置看那一句，写法见 [bad-input.md](bad-input.md)，核验见 [publish.md](publish.md)。
"""


def page() -> str:
    """The whole page."""
    listed = pages()
    counts = "，".join(f"{name} {sum(p.mode == mode for p in listed)} 项" for mode, name in MODES.items())
    lines = [HEAD, f"共 {len(listed)} 项：{counts}。\n\n"]
    lines.append("| 编号 | 用于 | 方式 | 级别 | 检查 |\n|---|---|---|---|---|\n")
    lines += [
        f"| [{p.code}](#{p.code.lower()}) | {used_by(p.code)} | {MODES[p.mode]} | {p.level.value} | {p.title} |\n"
        for p in listed
    ]
    for code, same in groupby(listed, key=lambda p: p.code):
        lines.append(f"\n## {code}\n")
        lines += [_entry(p) for p in same]
    lines.append(AT_ONCE)
    for letter, codes in groupby(sorted(at_once().items()), key=lambda entry: entry[0][0]):
        lines.append(f"\n### {WHEN[letter]}\n\n| 编号 | 说的是什么 | 怎么改 |\n|---|---|---|\n")
        lines += [f"| {code} | {_cell(what)} | {_cell(remedy)} |\n" for code, (what, remedy, *_) in codes]
    return "".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _entry(entry: Rule) -> str:
    aliases = f"GovBudgetChecker 的编号：{'、'.join(entry.aliases)}。" if entry.aliases else ""
    return (
        f"\n**{entry.title}**（{MODES[entry.mode]}，{entry.level.value}，{waivable(entry)}）\n\n"
        f"规则：{entry.what}。为什么：{entry.why}。怎么改：{entry.remedy}。{aliases}\n"
    )


def main() -> None:
    """Write the page, or fail when it is not what it should be."""
    if "--check" in sys.argv[1:]:
        if not TARGET.is_file() or TARGET.read_text(encoding="utf-8") != page():
            sys.exit("docs/checks.md 不是最新的：请 make docs")
    else:
        TARGET.write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
