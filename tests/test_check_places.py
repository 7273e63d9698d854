"""A mistake of an office's own edition: `check` says the file and the line that hold it, not the data or the base."""

from __future__ import annotations

from pathlib import Path

import pytest

import small
from clerk import run

CASES = {
    "an edition on itself": ("edition.yaml", "title: 甲\nextends: ours\n", "ours/edition.yaml:2:10 错误 [B002]"),
    "a lower layer that is not there": (
        "edition.yaml",
        "title: 甲\nextends: hubei-1\n",
        "ours/edition.yaml:2:10 错误 [B002] 没有版式「hubei-1」",
    ),
    "a year without subjects": (
        "edition.yaml",
        'extends: hubei-2023\nsubjects: "1999"\n',
        "ours/edition.yaml:2:11 错误 [B002] 没有 1999 年的科目表",
    ),
    "a formula": ("figures.yaml", "\n某数: 人员.行政 ＋＋ (人员\n", "ours/figures.yaml:2:5 错误 [B002]"),
    "a table without a file": (
        "edition.yaml",
        "extends: hubei-2023\ntables: [summary, incom]\n",
        "ours/edition.yaml:2:19 错误 [B002]",
    ),
    "sections that are no list": (
        "edition.yaml",
        "extends: hubei-2023\nparts:\n  part-3: {sections: total}\n",
        "ours/edition.yaml:3:22 错误 [B002]",
    ),
    "rows of what is none": (
        "tables/income.yaml",
        "legs:\n  收入:\n    rows:\n      - {each: 单元, pick: 收入}\n",
        "ours/tables/income.yaml:4:16 错误 [B002]",
    ),
    "a mapping for a list": (
        "tables/general.yaml",
        "title: 甲\nlegs:\n  支出:\n    foot: {甲: {name: 乙}}\n",
        "ours/tables/general.yaml:4:11 错误 [B002]",
    ),
    "a section without a file": (
        "edition.yaml",
        "extends: hubei-2023\nparts:\n  part-3: {sections: [totl]}\n",
        "ours/edition.yaml:3:23 错误 [B002]",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_check_says_where_the_mistake_stands(tmp_path: Path, name: str) -> None:
    file, text, expected = CASES[name]
    home = tmp_path / "templates" / "final-accounts" / "ours"
    home.mkdir(parents=True)
    (home / "edition.yaml").write_text("extends: hubei-2023\n", encoding="utf-8")
    (home / file).parent.mkdir(exist_ok=True)
    (home / file).write_text(text, encoding="utf-8")
    order = "\n  部门决算公开: {版式: ours, 预算口径: 年初预算}"
    assert expected in run("check", small.write(tmp_path / "2023", 报告=order)).output
