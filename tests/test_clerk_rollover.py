"""`new --from`: what lasts is kept, what must be said anew is 待填, last year is linked."""

import shutil

import pytest

from clerk import DONGXIHU, EVERYTHING, replace, run, texts
from reportgen.build import assemble
from reportgen.load import load
from reportgen.model.values import NOT_YET


@pytest.fixture
def last(tmp_path):
    return shutil.copytree(DONGXIHU, tmp_path / "data" / "某局" / "2021")


def test_what_lasts_is_kept_and_what_was_measured_or_told_is_to_be_filled_in(last):
    run("new", last.parent / "2022", "--from", last, code=0)
    old, new = load(last).data, load(last.parent / "2022").data
    assert (new.year, new.reports["部门决算公开"].edition) == (2022, "hubei-2022")
    assert (new.department, new.units, new.duties, new.narrated, new.joint_names) == (
        old.department,
        old.units,
        old.duties,
        old.narrated,
        old.joint_names,
    )
    assert [(p.name, p.full_name, p.subjects, p.unit) for p in new.projects] == [
        (p.name, p.full_name, p.subjects, p.unit) for p in old.projects
    ]
    assert {(p.budget, p.spent) for p in new.projects} == {(NOT_YET, NOT_YET)}
    kept = ("代号", "层级", "指标", "分值")
    for name, rows in old.indicators.items():
        assert [[row[h] for h in kept] for row in new.indicators[name]] == [[row[h] for h in kept] for row in rows]
        assert {row["实际值"] for row in new.indicators[name]} == {"待填"}
    assert set(new.reasons.values()) == set(new.key_work.values()) == {"待填"}
    assert list(new.key_work) == list(old.key_work)
    assert set(new.staff.values()) == set(new.economic.values()) == set(new.approved.values()) == {NOT_YET}


def test_no_amount_of_last_year_stays_but_what_is_nothing(last):
    run("new", last.parent / "2022", "--from", last, code=0)
    cells = [(h, c) for row in load(last.parent / "2022").data.accounts for h, c in row.items() if h != "科目"]
    assert {c for _, c in cells} == {"待填", "-"}
    first = load(last).data.accounts
    assert [(h, c == "-") for row in first for h, c in row.items() if h != "科目"] == [(h, c == "-") for h, c in cells]


def test_files_stay_the_clerks_own(last):
    run("new", last.parent / "2022", "--from", last, code=0)
    assert list(texts(last.parent / "2022")) == list(texts(last))


def test_this_years_opening_is_last_years_closing(last):
    run("new", last.parent / "2022", "--from", last, code=0)
    assert {k: str(v) for k, v in load(last.parent / "2022").data.opening.items()} == {
        "一般公共": "134.47",
        "其他资金": "454.85",
    }


def test_last_years_score_is_what_last_years_report_gave(last):
    run("new", last.parent / "2022", "--from", last, code=0)
    report = assemble(last).book
    assert load(last.parent / "2022").data.overall.last_score == report.rounded(report.resolve("整体自评.得分"))


def test_a_folder_beside_is_the_link_to_last_year(last):
    result = run("new", last.parent / "2022", "--from", last, code=0)
    assert "上年的数从旁边的 2021 文件夹取" in result.output
    made = assemble(last.parent / "2022", draft=True)
    assert not made.book.loaded.data.last_year
    assert made.book.printed(made.book.resolve("上年.收入总计")) == "3,991.22"
    assert "T003" not in {f.code for f in made.findings}


def test_elsewhere_last_years_figures_are_taken_over_by_key(last, tmp_path):
    result = run("new", tmp_path / "别处 的" / "2022", "--from", last, code=0)
    assert "上年数从 2021 年度的报告取来" in result.output
    made = assemble(tmp_path / "别处 的" / "2022", draft=True)
    assert str(made.book.loaded.data.last_year["收入总计"]) == "3991.22"
    assert str(made.book.loaded.data.last_year["三公.合计.决算数"]) == "0.15"
    assert "T003" not in {f.code for f in made.findings}


def test_the_new_year_builds_a_draft_at_once_and_no_final_one(last):
    folder = last.parent / "2022"
    run("new", folder, "--from", last, code=0)
    run("build", folder, "--draft", "--to", "html,json,docx,xlsx", code=0)
    assert "个待填（印在" in run("build", folder, "--to", "json", code=1).output
    assert not [f for f in assemble(folder).findings if f.level.value == "错误"]


def test_everything_that_can_be_written_can_be_carried_over(tmp_path):
    last = shutil.copytree(EVERYTHING, tmp_path / "x" / "2023")
    output = run("new", tmp_path / "x" / "2024", "--from", last, code=0).output
    assert "涉密的" in output
    assert "版式 hubei-2024" in output
    assert "没有 2024 年度的版式" not in output
    new = load(tmp_path / "x" / "2024").data
    assert not new.restated
    assert not new.last_year
    run("build", tmp_path / "x" / "2024", "--draft", "--to", "html", code=0)


def test_abolished_and_renamed_subjects_are_listed(last):
    for path in last.glob("*.yaml"):
        text = (
            path.read_text(encoding="utf-8")
            .replace("2109999", "2109901")
            .replace("2050399", "2130599")
            .replace("20503", "21305")
            .replace("支出.205", "支出.213")
        )
        path.write_text(text, encoding="utf-8")
    output = run("new", last.parent / "2023", "--from", last, code=0).output
    assert "科目 2109901 " in output
    assert "已经废止，请改用 2109999" in output
    assert "科目 21305 改名：扶贫 → 巩固脱贫攻坚成果衔接乡村振兴" in output
    assert "2021 年度不是 2023 年度的上年" in output


def test_a_folder_that_is_no_year_before_is_refused(last):
    assert "不在 2021 年度之前" in run("new", last.parent / "别处" / "2021", "--from", last, code=1).output
    assert "没有这个文件夹" in run("new", last.parent / "2022", "--from", last / "无", code=1).output


def test_amounts_in_yuan_stay_in_yuan(tmp_path):
    run("new", tmp_path / "a" / "2023", code=0)
    folder = tmp_path / "a" / "2023"
    replace(folder / "收支.yaml", "其他资金: 15.60}", "其他资金: 156000}")
    replace(folder / "部门.yaml", "金额单位: 万元", "金额单位: 元")
    run("new", tmp_path / "b" / "2024", "--from", folder, code=0)
    assert str(load(tmp_path / "b" / "2024").data.last_year["机关运行经费"]) == "86.20"
