"""`link`: typed numbers that a figure says too become references where a person agrees; nothing else moves."""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from clerk import documented, replace, run, texts
from reportgen.build import assemble
from reportgen.cli import commands
from reportgen.document.tree import text_of

WORK, OVERALL = "重点工作和解释.yaml", "整体自评.yaml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample with numbers typed by hand, in a block, in quotes and with a comment behind."""
    monkeypatch.chdir(tmp_path)
    run("new", "示例局/2023", code=0)
    here = tmp_path / "示例局/2023"
    work, overall = here / WORK, here / OVERALL
    replace(work, "受理服务事项｛指标.平台.受理｝，", "受理服务事项21360件，公务接待费1.20万元，")
    replace(
        work,
        "帮扶｛指标.援助.帮扶｝；举办社区招聘活动｛事实.招聘活动｝。",
        "帮扶638名困难人员；\n    社区招聘活动18场。",
    )
    words = '"帮扶就业困难人员638人（目标600人）；收入总计1429.20万元，住房公积金76.20万元"'
    replace(overall, "帮扶就业困难人员｛指标.援助.帮扶｝，提供助餐和巡访服务｛指标.助老.服务｝}", f"{words}}}   # 已核")
    return here


def printed(here: Path) -> str:
    return text_of(assemble(here).document.body).replace("1,429.20", "1429.20")


def test_nothing_is_written_before_a_person_agrees(folder: Path) -> None:
    before = texts(folder)
    shown = run("link", folder, code=0).output
    assert "帮扶｛指标.援助.帮扶.数｝名困难人员" in shown
    assert "什么也没有写" in shown
    assert "--yes" in shown
    assert run("link", folder, "--dry-run", code=0).output.count("→") == 7
    assert texts(folder) == before


def test_what_is_sure_is_written_in_place(folder: Path) -> None:
    """Quotes, comments, folded lines stay; the report prints the same words."""
    before, words = texts(folder), printed(folder)
    run("link", folder, "--yes", code=0)
    after = texts(folder)
    assert {name for name in before if before[name] != after[name]} == {WORK, OVERALL}
    assert "受理服务事项｛指标.平台.受理｝，公务接待费｛三公.公务接待费.决算数｝，" in after[WORK]
    assert "帮扶｛指标.援助.帮扶.数｝名困难人员；\n    社区招聘活动｛事实.招聘活动｝。" in after[WORK]
    assert '2: "帮扶就业困难人员｛指标.援助.帮扶｝（目标｛指标.援助.帮扶.目标值｝）；' in after[OVERALL]
    assert '；收入总计｛收入总计｝，住房公积金76.20万元"}   # 已核' in after[OVERALL]
    assert printed(folder) == words


def test_the_files_as_they_were_are_kept(folder: Path) -> None:
    before = texts(folder)
    output = run("link", folder, "--yes", code=0).output
    (kept,) = folder.parents[1].glob("output/**/备份/001")
    assert str(kept.relative_to(folder.parents[1])) in output
    assert texts(kept) == {name: before[name] for name in (WORK, OVERALL)}


def test_a_value_of_several_figures_is_listed_and_never_guessed(folder: Path) -> None:
    output = run("link", folder, "--yes", code=0).output
    assert "「76.20万元」可以是 ｛" in output
    assert "住房公积金76.20万元" in (folder / OVERALL).read_text(encoding="utf-8")


def test_only_those_that_are_named_are_written(folder: Path) -> None:
    shown = run("link", folder, "--dry-run", code=0).output.splitlines()
    number = next(line.split("　")[0] for line, below in pairwise(shown) if "638名" in below)
    run("link", folder, "--only", number, code=0)
    text = (folder / WORK).read_text(encoding="utf-8")
    assert "帮扶｛指标.援助.帮扶.数｝名" in text
    assert "受理服务事项21360件" in text
    assert "没有第 99 处" in run("link", folder, "--only", "99", code=2).output
    assert "不是序号" in run("link", folder, "--only", "一", code=2).output


def test_a_person_is_asked_one_by_one_at_a_terminal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["reportgen.cli.link"], "at_a_terminal", lambda: True)
    result = CliRunner().invoke(commands, ["link", str(folder)], input="y\nn\nq\n")
    assert result.output.count("写成引用吗？") == 3
    assert "写成引用 1 处" in result.output
    assert "帮扶就业困难人员｛指标.援助.帮扶｝（目标600人）" in (folder / OVERALL).read_text(encoding="utf-8")


def test_the_proposals_as_json(folder: Path) -> None:
    told = json.loads(run("link", folder, "--dry-run", "--format", "json", code=0).output)
    assert set(told) == documented("link")
    assert len(told["可以写"]) == 7
    assert told["写了"] == []


@pytest.mark.parametrize(
    "words",
    ["上年受理服务事项21360件", "受理服务事项2.14万件", "受理服务事项20000件以上", "培训18场", "满意率超过94.2%"],
)
def test_what_is_told_of_something_else_is_not_proposed(folder: Path, words: str) -> None:
    replace(folder / WORK, "受理服务事项21360件", words)
    shown = run("link", folder, "--dry-run", code=0).output
    assert f"全年{words}，" in " ".join(texts(folder).values())
    assert shown.count("→") == 6


def test_linked_data_have_nothing_more_to_link(folder: Path) -> None:
    run("link", folder, "--yes", code=0)
    assert "→" not in run("link", folder, "--dry-run", code=0).output
