"""tests/checks/fifty.yaml and tests/corruptions -> docs/what-cannot-go-wrong.md."""

from __future__ import annotations

import functools
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import corruptions_part  # noqa: E402 - a script, not a package

SOURCE, TARGET = ROOT / "tests/checks/fifty.yaml", ROOT / "docs/what-cannot-go-wrong.md"
Entry = dict[str, Any]
HEAD = """# 哪些错写不出来，哪些错查得出来

<!-- 由 scripts/errors_page.py 按 tests/checks/fifty.yaml 和 tests/corruptions 生成（make docs），请改 YAML，不要改这一页。 -->

公开的决算报告里见过的五十种算术错。{never} 种**写不出来**：数、增减的词、比率都由程序从同一个数印出，
人和模板没有写错的余地。{found} 种**查得出来**：错在抄来的数、录入的格子或手写的话里，检查会指出在哪一行。
有的两样都占：程序不会印错，印好以后仍旧读回来再核一遍。每一种都有一个测试把错犯一次。

| 序号 | 错在哪里 | 结果 | 为什么 | 测试 |
|---:|---|---|---|---|
"""
TAIL = """
测试都在 `tests/checks/test_fifty.py`；运行 `pytest tests/checks/test_fifty.py`，方括号里是序号。
检查的说明见 [checks.md](checks.md)。
"""


@functools.cache
def fifty() -> list[Entry]:
    """The errors; their numbers stay texts."""
    content: list[Entry] = yaml.load(SOURCE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - makes no objects
    return content


def tests_of(number: int, entry: Entry) -> list[str]:
    """The tests that show it."""
    name = "test_the_error_is_found" if "finds" in entry else "test_the_error_cannot_be_written"
    return [f"tests/checks/test_fifty.py::{name}[{number:02d}]", *entry.get("also", ())]


def page() -> str:
    """The whole page."""
    entries = fifty()
    found = sum("finds" in e for e in entries)
    lines = [HEAD.format(found=found, never=len(entries) - found)]
    lines += [_row(number, entry) for number, entry in enumerate(entries, 1)]
    return "".join([*lines, TAIL, corruptions_part.part()])


def _row(number: int, entry: Entry) -> str:
    code = entry.get("finds")
    outcome = f"查出 [{code}](checks.md#{code.lower()})（{entry.get('level', '错误')}）" if code else "写不出来"
    own, *also = tests_of(number, entry)
    tests = [own.partition("::")[2], *(f"{name.removeprefix('tests/')}" for name in also)]
    return f"| {number} | {entry['error']} | {outcome} | {entry['why']} | {'、'.join(f'`{t}`' for t in tests)} |\n"


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8", newline="\n")
