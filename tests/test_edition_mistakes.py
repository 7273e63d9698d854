"""Mistakes of an edition end in a finding that names the file, never in a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

import small
from reportgen.build import assemble
from reportgen.model.finding import DataUnusable

MISTAKES = {
    "a run whose end is no row": (
        "tables/summary.yaml",
        "legs: {收入: {foot: {本年收入合计: {sum: [一般公共预算财政拨款收入..别的收入]}}}}\n",
        "别的收入",
    ),
    "a sum of a row that has no line": (
        "tables/summary.yaml",
        "legs: {收入: {foot: {总计: {sum: [本年收入, 年初结转和结余]}}}}\n",
        "本年收入",
    ),
    "a table that balances with nothing": ("tables/summary.yaml", "legs: {收入: {foot: {总计: {balances: 没有}}}}\n", "没有"),
    "no legs": ("tables/three-public.yaml", "legs: {三公: null}\n", "legs 是空的"),
    "nothing that makes a table empty": ("tables/general.yaml", "nil_when: [支出.没有]\n", "支出.没有"),
    "a heading that is a list": ("sections/duties.yaml", "heading: [甲]\n", "heading"),
    "states of no pick": (
        "sections/general.yaml",
        "states: [{each: codes, of: codes, digits: 3, keys: ['支出.{}']}]\n",
        "codes",
    ),
    "a named sum of nothing": ("figures.yaml", "政府采购.合计.金额: 三公.合计\n", "三公.合计"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "text", "told"), MISTAKES.values(), ids=list(MISTAKES))
def test_it_is_told_in_words(tmp_path: Path, file: str, text: str, told: str) -> None:
    home = tmp_path / "templates" / "final-accounts" / "ours"
    (home / file).parent.mkdir(parents=True)
    (home / "edition.yaml").write_text("extends: hubei-2023\n", encoding="utf-8")
    (home / file).write_text(text, encoding="utf-8")
    folder = small.write(tmp_path / "2023", 报告="\n  部门决算公开: {版式: ours, 预算口径: 年初预算}")
    try:
        made = assemble(folder, draft=True)
        said = [*map(str, made.findings), *(f"{run.title} {run.note}" for run in made.runs)]
    except DataUnusable as unusable:
        said = [str(finding) for finding in unusable.findings]
    assert any(told in words for words in said)
