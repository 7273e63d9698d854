"""A budget and a self-evaluation that are corrected twice: each publication is made again, byte by byte."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from clerk import ROOT, run

CASES = {
    "a budget": (
        "dongxihu-hrss/2020",
        "部门预算公开",
        "收支.yaml",
        [("30201 | 10.52", "30201 | 11.52"), ("30202 | 7.00", "30202 | 6.00")],
        [("30202 | 6.00", "30202 | 5.00"), ("30207 | 3.00", "30207 | 4.00")],
    ),
    "a self-evaluation": (
        "pingqiao-hrss/2022",
        "部门整体支出绩效自评报告",
        "自评.yaml",
        [("| 10   | 8    | 社会调查", "| 10   | 9    | 社会调查")],
        [("| 15   | 14   | 有2份", "| 15   | 13   | 有2份")],
    ),
}


@pytest.mark.parametrize(("name", "kind", "file", "first", "second"), CASES.values(), ids=CASES)
def test_each_publication_is_made_again_from_its_data(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    kind: str,
    file: str,
    first: list[tuple[str, str]],
    second: list[tuple[str, str]],
) -> None:
    monkeypatch.chdir(tmp_path)
    data, home = tmp_path / name, tmp_path / "output" / name / kind
    shutil.copytree(ROOT / "data" / name, data)
    run("publish", data, code=0)
    before = home / "上网"
    for turn, slips in enumerate((first, second), 1):
        text = (data / file).read_text("utf-8")
        for old, new in slips:
            assert old in text
            text = text.replace(old, new, 1)
        (data / file).write_text(text, "utf-8")
        days = ["--day", f"2024-0{turn + 6}-01", "--published", "2024-06-10"]
        run("correct", data, "--from", before, "--reason", "抄错", *days, code=0)
        before = home / "更正" / f"第{turn}次"
        told = run("verify", before, "--data", data, code=0).output
        assert "逐个字节相同" in told
        assert "这份公开稿完整、一致" in told
