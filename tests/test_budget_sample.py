"""The published budget of 2020: its words, its figures, what its check sheet and its reviewers are asked,
and how it is published.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from reportgen.build import BuiltReport, assemble
from reportgen.publish.checksheet import check_lines
from reportgen.review.draft.deviations import largest
from test_snapshots import lines, parts

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "data/dongxihu-hrss/2020"


@pytest.fixture(scope="module")
def made() -> BuiltReport:
    return assemble(FOLDER)


def test_it_is_made_without_an_error(made: BuiltReport) -> None:
    """What the published budget contradicts itself in is told as 提醒: two rates of 失业, two floor areas."""
    assert made.errors == ()
    assert made.pending == ()
    assert {f.code for f in made.findings if f.level.value == "提醒"} == {"C124", "C125"}


@pytest.mark.parametrize("name", ["cover", "contents", "part-1", "part-2", "part-3", "part-4"])
def test_the_words_of_a_part_are_as_accepted(made: BuiltReport, name: str, matches_snapshot) -> None:
    matches_snapshot(f"dongxihu-2020-budget/{name}.txt", "\n".join(lines(parts(made.document.body)[name])) + "\n")


def test_no_person_is_named(made: BuiltReport) -> None:
    """负责人, 联系电话 and 填报人 are answered by an office."""
    text = "\n".join(lines(parts(made.document.body)["part-4"]))
    assert "项目负责人 | 预备役部队 | 联系电话 | 区人社局办公室" in text
    assert "填报人 | 区人社局 | 联系电话 | 区人社局办公室" in text
    assert not re.search(r"1[3-9]\d{9}", text)


def test_an_indicator_of_a_project_stands_under_its_goal_of_the_whole(made: BuiltReport) -> None:
    """It is stated once, in the project's table."""
    text = "\n".join(lines(parts(made.document.body)["part-4"]))
    _, overall = text.split("## 二、")
    assert overall.count("完成重残、精准扶贫人员代缴（城乡养老） | 1120人次") == 1
    assert overall.index("年度目标2") < overall.index("1120人次") < overall.index("年度目标3")


def test_the_check_sheet_has_no_answer_no(made: BuiltReport) -> None:
    found = check_lines(made, {})
    assert [line.item for line in found if line.answer == "否"] == []
    assert {"公开部门收支总表（表1）", "公开政府性基金预算支出表（表9）"} <= {line.item for line in found}


def test_what_moved_most_is_asked_about(made: BuiltReport) -> None:
    assert [d.name for d in largest(made.book, made.kind)] == ["一般公共预算财政拨款支出", "部门项目支出", "基本支出"]


def test_the_same_year_under_the_later_edition_has_one_table_more(tmp_path: Path, made: BuiltReport) -> None:
    folder = tmp_path / "2020"
    shutil.copytree(FOLDER, folder)
    path = folder / "部门.yaml"
    path.write_text(path.read_text("utf-8").replace("hubei-2020", "hubei-2022"), "utf-8")
    later = assemble(folder)
    assert [t.definition.title for t in later.tables][:9] == [t.definition.title for t in made.tables]
    assert [t.definition.title for t in later.tables][9:] == ["国有资本经营预算支出表"]


def test_the_edition_that_adds_a_table_says_only_what_differs() -> None:
    edition = ROOT / "templates/budget/hubei-2022"
    assert sorted(p.relative_to(edition).as_posix() for p in edition.rglob("*.*")) == [
        "edition.yaml",
        "tables/fiscal.yaml",
        "tables/state-capital.yaml",
        "tables/summary.yaml",
    ]
    assert set(yaml.safe_load((edition / "edition.yaml").read_text("utf-8"))) == {
        "extends",
        "title",
        "years",
        "subjects",
        "tables",
    }


@pytest.mark.parametrize("name", ["2080101", "301", "支出", "决算", "一般公共", "年初", "非税收入拨款", "经常性项目"])
def test_a_unit_whose_name_means_something_else_is_told_and_a_draft_is_made(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "2020"
    shutil.copytree(FOLDER, folder)
    for path in folder.glob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("本级", name), encoding="utf-8")
    made = assemble(folder, "部门预算公开", draft=True)
    told = [f for f in made.findings if f.code == "D018"]
    assert len(told) == 1
    assert f"「{name}」另有意思" in told[0].message
