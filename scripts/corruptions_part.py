"""tests/corruptions/*.yaml -> the part of docs/what-cannot-go-wrong.md about slips in the samples."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from corrupted import SAMPLES, Corruption, corruptions

LEVELS = ("错误", "提醒", "提示")
ENDS = (*LEVELS, "无害", "没有查出")
HEAD = """
## 五个样例里的手误

在五个样例（`data/` 里的四个和 `reportgen new` 建的一个）里，照经办人忙中会出的错，一处一处改坏 {all} 处：{kinds}。
查出 {found} 处，无害（印出来没有错）{harmless} 处，没有查出 {silent} 处。每一处在 `tests/corruptions/` 里是一行，
`tests/test_corruptions.py` 把它们各犯一次。

| 手误 | 处 | {ends} |
|---|---:|{lines}|
"""
SILENT = """
没有查出的，一处一处列在这里：别处没有同一件事可以对照，或者改了也说得通。

| 样例 | 在哪里 | 改动 | 与什么不符 | 为什么没有查出 |
|---|---|---|---|---|
"""


def part() -> str:
    """The whole part."""
    every = [slip for sample in SAMPLES for slip in corruptions(sample)]
    kinds = list(dict.fromkeys(slip.kind for slip in every))
    counts = Counter(_end(slip) for slip in every)
    found = sum(counts[level] for level in LEVELS)
    head = HEAD.format(
        all=len(every),
        kinds="、".join(kinds),
        found=found,
        harmless=counts["无害"],
        silent=counts["没有查出"],
        ends=" | ".join(ENDS),
        lines="|".join(["---:"] * len(ENDS)),
    )
    rows = [_kind(kind, [slip for slip in every if slip.kind == kind]) for kind in kinds]
    silent = [_silent(slip) for slip in every if slip.silent]
    return "".join([head, *rows, SILENT if silent else "", *silent, *_all_of_them()])


def _all_of_them() -> list[str]:
    lines = []
    for sample, place in SAMPLES.items():
        slips = corruptions(sample)
        lines.append(f"\n<details><summary>{sample}（{place}）的 {len(slips)} 处</summary>\n\n")
        lines.append("| 手误 | 在哪里 | 改动 | 与什么不符 | 结果 |\n|---|---|---|---|---|\n")
        lines += [
            f"| {slip.kind} | {slip.file} | {_change(slip)} | {slip.against} | {_outcome(slip)} |\n" for slip in slips
        ]
        lines.append("\n</details>\n")
    return lines


def _end(slip: Corruption) -> str:
    return slip.found.split()[1] if slip.found else "无害" if slip.harmless else "没有查出"


def _outcome(slip: Corruption) -> str:
    if slip.found:
        code, level = slip.found.split()
        return f"{code}（{level}）"
    return f"无害：{slip.harmless}" if slip.harmless else "没有查出"


def _kind(kind: str, slips: list[Corruption]) -> str:
    ends = Counter(map(_end, slips))
    return f"| {kind} | {len(slips)} | {' | '.join(str(ends[end] or '') for end in ENDS)} |\n"


def _silent(slip: Corruption) -> str:
    return f"| {slip.sample} | {slip.file} | {_change(slip)} | {slip.against} | {slip.silent} |\n"


def _change(slip: Corruption) -> str:
    if slip.delete or slip.double:
        return f"{_cell(slip.at)}：{'删去这一行' if slip.delete else '抄了两遍'}"
    where = f"{_cell(slip.at)}：" if slip.at else ""
    return f"{where}{_cell(slip.old)} → {_cell(slip.new)}"


def _cell(words: str) -> str:
    """Words of a data file in a cell of the page: no bars, no runs of blanks, braces as they are."""
    joined = re.sub(r"\s*\|\s*", "　", words.replace("\n", " "))
    return f"`{re.sub(' +', ' ', joined).strip('　 ')}`"
