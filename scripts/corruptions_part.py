"""tests/corruptions/*.yaml -> the part of docs/what-cannot-go-wrong.md about slips in the samples.

--record [NAME…]: tries the slips again (of these samples, or these alone: 东湖-011) and writes down what became of them.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from corrupted import CASES, SAMPLES, Corruption, Outcome, corruptions, outcomes

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
没有查出的，一处一处列在这里，写明要知道什么才查得出：报告里别处没有同一件事可以对照，印出来的报告自己不矛盾。请拿原始的册子核对这样的数。

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


def record(names: list[str]) -> None:
    """Try slips again, all where none is named, and write what finds each into its row."""
    for sample in SAMPLES:
        slips = [s for s in corruptions(sample) if not names or sample in names or s.name in names]
        path = CASES / f"{sample}.yaml"
        lines = path.read_text(encoding="utf-8").splitlines()
        rows = [number for number, line in enumerate(lines) if line.startswith("- ")]
        with tempfile.TemporaryDirectory() as folder:
            for outcome in outcomes(slips, Path(folder), whole=True) if slips else ():
                row = rows[outcome.corruption.number - 1]
                lines[row] = re.sub(r", (?:found|silent|harmless): [^{}]*}$", f", {_became(outcome)}}}", lines[row])
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _became(outcome: Outcome) -> str:
    """What is written of a slip: what found it before where it still does, else the gravest that is near it."""
    slip = outcome.corruption
    found = [f"{f.code} {f.level.value}" for f in (*outcome.near, *outcome.findings)]
    if slip.found in found:
        return f"found: {slip.found}"
    if found:
        return f"found: {min(found, key=lambda one: LEVELS.index(one.split()[1]))}"
    return f"harmless: {slip.harmless}" if slip.harmless else f"silent: {slip.silent or '要写明为什么'}"


if __name__ == "__main__":
    if sys.argv[1:2] != ["--record"]:
        raise SystemExit(__doc__)
    record(sys.argv[2:])
