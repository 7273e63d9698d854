"""A new name and another order are told as what they are: no row comes or goes because of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import small
from clerk import replace as edit
from clerk import replace_everywhere, run
from reportgen.build import BuiltReport, assemble
from reportgen.compare.diff import Difference, compare
from reportgen.compare.diff.blackline import blackline
from reportgen.compare.diff.page import write_page
from reportgen.compare.diff.plain import plain
from reportgen.compare.diff.text import difference_lines
from reportgen.compare.diff.word import write_word
from reportgen.writers.html import to_html_text

EVERYWHERE = ""
"""Instead of a file: in all that have the words."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    """The department that `new` writes."""
    folder = tmp_path_factory.mktemp("sample") / "示例局/2023"
    run("new", folder, code=0)
    return folder


@pytest.fixture(scope="module")
def made(sample) -> BuiltReport:
    """It as it was."""
    return assemble(sample)


@pytest.fixture
def changed(sample, made, tmp_path) -> Callable[..., Difference]:
    """The difference that edits of its files make."""

    def difference(*edits: tuple[str, str, str], swaps: tuple[tuple[str, str, str], ...] = ()) -> Difference:
        folder = shutil.copytree(sample, tmp_path / "示例局/2023")
        for file, old, new in edits:
            if file == EVERYWHERE:
                replace_everywhere(folder, old, new)
            else:
                edit(folder / file, old, new)
        for file, one, other in swaps:
            lines = (folder / file).read_text(encoding="utf-8").split("\n")
            here, there = (next(n for n, line in enumerate(lines) if words in line) for words in (one, other))
            lines[here], lines[there] = lines[there], lines[here]
            (folder / file).write_text("\n".join(lines), encoding="utf-8")
        return compare(made, assemble(folder))

    return difference


def test_a_subject_with_another_code_is_the_same_row(changed) -> None:
    """No row comes or goes: code and name are other words, in the tables, the narrative and the glossary."""
    found = changed((EVERYWHERE, "2080799", "2080705"))
    assert [(one.how, one.label, one.old, one.new) for one in found.inputs] == [
        ("changed", "支出功能分类科目", "2080799 其他就业补助支出", "2080705 公益性岗位补贴")
    ]
    assert {(c.how, c.reason) for c in found.changes} == {("changed", "words")}
    assert {c.kind for c in found.changes} == {"表格", "句子"}
    assert not found.printed
    assert "支出功能分类科目　2080799 其他就业补助支出 → 2080705 公益性岗位补贴" in "\n".join(difference_lines(found))


def test_a_subject_keeps_its_figures_under_another_code(changed) -> None:
    """Sums above it in two classes move because of the code; its own amounts don't."""
    found = changed((EVERYWHERE, "2101102", "2080506"))
    (one,) = found.inputs
    assert {"支出.208", "支出.210"} <= found.printed.keys()
    assert all(found.printed[key].inputs or found.printed[key].figures for key in found.printed)
    assert "支出.2080506" not in found.printed
    assert all(one.address in c.inputs for c in found.changes if c.reason not in ("number", "order"))


@pytest.mark.parametrize(
    "edits",
    [
        (("收支.yaml", "| 2080505 | 服务中心 ", "| 2080506 | 服务中心 "),),
        (
            (
                "收支.yaml",
                "| 2080799 | 本级     | -                 | 145.00 ",
                "| 2080705 | 本级     | -                 | 145.00 ",
            ),
        ),
    ],
    ids=["one unit of two", "the accounts without the budget"],
)
def test_money_that_left_a_subject_which_stays_is_moved_money(changed, edits) -> None:
    """The old code still stands in the data: two subjects, no other code of one."""
    found = changed(*edits)
    assert not any(one.label == "支出功能分类科目" for one in found.inputs)
    assert any(c.how == "added" for c in found.changes)


RENAMES = {
    "a project": (("项目.yaml", "社区助老服务", "社区养老服务"), 6, ("助老服务", "养老服务")),
    "an indicator": (("指标.yaml", "受理服务事项 ", "受理服务总量 "), 4, ("服务事项", "服务总量")),
    "a unit": (("部门.yaml", "江城区民生服务中心", "江城区民生服务指导中心"), 2, ("服务中心", "服务指导中心")),
    "the short name": (("部门.yaml", "简称: 区民生局", "简称: 区民生服务局"), 11, ("区民生局", "区民生服务局")),
    "an indicator below a figure": (("指标.yaml", "平台运行正常率  ", "平台可用率  "), 4, ("运行正常率", "可用率")),
    "who carries a project out": (("项目.yaml", "| 养老科  ", "| 助老科  "), 1, ("养老科", "助老科")),
}


@pytest.mark.parametrize("case", RENAMES)
def test_a_new_name_is_a_change_of_words_where_it_is_printed_and_nothing_else(changed, case) -> None:
    """No row comes or goes; each place says that words were changed, because of that one input."""
    renamed, places, (was, now) = RENAMES[case]
    found = changed(renamed)
    assert {c.how for c in found.changes} == {"changed"}
    assert {c.reason for c in found.changes} == {"words"}
    assert len(found.changes) == places
    assert all(c.inputs == (found.inputs[0].address,) for c in found.changes)
    assert all(was in c.text_of(c.old) and now in c.text_of(c.new) for c in found.changes)
    assert not found.printed


def test_names_that_were_exchanged_change_places_and_the_forms_stay(changed) -> None:
    """Each form is known by its figures, whatever stands above it."""
    found = changed(
        ("项目.yaml", "社区助老服务", "…"),
        ("项目.yaml", "就业困难人员就业援助", "社区助老服务"),
        ("项目.yaml", "…", "就业困难人员就业援助"),
    )
    assert {c.how for c in found.changes} == {"changed"}
    assert not any(c.figures for c in found.changes)
    assert len(found.changes) == 13


def test_a_renamed_project_whose_amount_changed_too_shows_both(changed) -> None:
    """The form is the same one; its figures moved beside the name."""
    found = changed(
        ("项目.yaml", "社区助老服务", "社区养老服务"),
        ("项目.yaml", "35.00  | 养老科", "34.00  | 养老科"),
        ("收支.yaml", "| 35.00 ", "| 34.00 "),
        ("收支.yaml", "{收入总计: 1429.20, 支出总计: 1429.20}", "{收入总计: 1428.20, 支出总计: 1428.20}"),
    )
    assert {c.how for c in found.changes} == {"changed"}
    assert "项目.助老.执行数" in found.printed


def test_a_renamed_form_of_the_whole_department_is_the_same_form(changed) -> None:
    """Rows without figures stay rows."""
    found = changed(("部门.yaml", "简称: 区民生局", "简称: 民生局"))
    assert not [c for c in found.changes if c.kind == "行"]


ORDERS = {
    "projects": (("项目.yaml", "| 平台 |", "| 援助 |"), 4, 3),
    "the last projects": (("项目.yaml", "| 援助 |", "| 助老 |"), 4, 3),
    "items": (("部门.yaml", "统筹就业困难", "建设、运行"), 2, 1),
    "units": (("部门.yaml", "| 本级     |", "| 服务中心 |"), 4, 1),
}


@pytest.mark.parametrize("case", ORDERS)
def test_another_order_is_told_as_such(changed, case) -> None:
    """What was moved, and where to; the rest is only numbered otherwise."""
    swap, places, moved = ORDERS[case]
    found = changed(swaps=(swap,))
    assert {c.reason for c in found.changes} <= {"order", "number"}
    assert len(found.changes) == places
    assert [c.how for c in found.changes].count("moved") == moved
    assert not {c.how for c in found.changes} & {"added", "removed"}
    assert [one.how for one in found.inputs] == ["moved"]
    assert all(c.standing for c in found.changes if c.how == "moved")
    said = "\n".join(difference_lines(found))
    assert "移动" in said
    assert "次序变了" in said


def test_rows_of_a_form_that_were_moved_keep_the_cell_that_reaches_over_them(sample, tmp_path) -> None:
    """The level stands beside whichever row is the first."""
    folders = [shutil.copytree(sample, tmp_path / name / "示例局/2023") for name in "ab"]
    for folder in folders:
        edit(folder / "指标.yaml", "产出/质量  ", "产出/数量  ")
    lines = (folders[1] / "指标.yaml").read_text(encoding="utf-8").split("\n")
    here = next(n for n, line in enumerate(lines) if "| 稳定 |" in line)
    lines[here], lines[here + 1] = lines[here + 1], lines[here]
    (folders[1] / "指标.yaml").write_text("\n".join(lines), encoding="utf-8")
    found = compare(*map(assemble, folders))
    assert {c.reason for c in found.changes} == {"order"}
    assert sorted(c.kind for c in found.changes if c.how == "moved") == ["行", "行"]
    assert not {c.how for c in found.changes} & {"added", "removed"}


def test_a_list_that_was_turned_round_keeps_its_words(tmp_path) -> None:
    """Every item is the same one, moved."""
    old = small.write(tmp_path / "a/2023", 主要职能="[管甲事务, 管乙事务, 管丙事务, 管丁事务]")
    new = small.write(tmp_path / "b/2023", 主要职能="[管丁事务, 管丙事务, 管乙事务, 管甲事务]")
    found = compare(assemble(old), assemble(new))
    assert [(c.how, c.reason) for c in found.changes] == [*[("moved", "order")] * 3, ("changed", "number")]
    assert [one.how for one in found.inputs] == ["moved"] * 3


def test_an_item_that_was_moved_and_another_that_came_are_two_things(tmp_path) -> None:
    """Neither hides the other."""
    old = small.write(tmp_path / "a/2023", 主要职能="[管甲事务, 管乙事务, 管丙事务]")
    new = small.write(tmp_path / "b/2023", 主要职能="[管丙事务, 新管丁事务, 管甲事务, 管乙事务]")
    found = compare(assemble(old), assemble(new))
    assert sorted(one.how for one in found.inputs) == ["added", "moved"]
    assert sorted(c.how for c in found.changes if c.reason != "number") == ["added", "moved"]


def test_rows_of_the_accounts_in_another_order_change_nothing(changed) -> None:
    """The report sorts them: there is nothing to tell."""
    assert changed(swaps=(("收支.yaml", "| 2101101 |", "| 2210201 | 服务中心 |"),)).empty


def test_a_moved_project_that_was_renamed_says_both(changed) -> None:
    """Its title is marked, and where it stands now is told."""
    found = changed(("项目.yaml", "社区助老服务", "社区养老服务"), swaps=(("项目.yaml", "| 平台 |", "| 助老 |"),))
    assert not {c.how for c in found.changes} & {"added", "removed"}
    assert any(c.how == "moved" and c.text_of(c.old) != c.text_of(c.new) for c in found.changes)


def test_every_form_of_a_difference_takes_what_was_moved(changed) -> None:
    """Page, blackline, Word and JSON."""
    found = changed(swaps=(("项目.yaml", "| 平台 |", "| 援助 |"), ("部门.yaml", "| 本级     |", "| 服务中心 |")))
    assert "移动" in write_page(found).decode()
    to_html_text(blackline(found))
    assert write_word(found).startswith(b"PK")
    moved = [one for one in plain(found)["变动"] if one["怎么"] == "移动"]
    assert moved
    assert all(one["排到"].startswith("现在排在「") for one in moved)
