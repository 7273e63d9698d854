"""A kind of report is a folder: what a project puts there can be made, checked and published like any other."""

import json
from pathlib import Path

import pytest

from clerk import run
from reportgen.build import assemble
from reportgen.editions import EditionError, find_kind, list_editions, list_kinds, load_edition, usual_kind
from reportgen.figures.derive.orders import ordered
from reportgen.load import load
from reportgen.workspace.new import begin

KIND = """\
name: 公用经费情况公开
order: 9
needs: [基本支出]
dated: 1
"""
BASE = """\
subjects: "2023"
table_title: "{title}（{year}年度）"
document_title: "{unit}{year}年度{kind}"
tables: ["01"]
parts:
  - {name: part-1, heading: 第一部分　情况说明, sections: [running]}
  - {name: part-2, heading: 第二部分　公用经费表, tables: true}
"""
TABLE = """\
title: 公用经费表
legs:
  - name: 公用
    columns:
      - {name: 科目, type: label, width: 40}
      - {name: 决算数, width: 20}
    rows:
      - {name: 办公费, pick: 经济.30201}
      - {name: 印刷费, pick: 经济.30202}
    foot:
      - {name: 合计, sum: [办公费..印刷费], key: 公用合计, style: total}
checks: {公用合计: K001, rows: C007}
rules: {K001: {title: 公用合计＝各款之和}}
"""
TEXT = """\
<section class="text" id="{{ here }}">
<h2>{{ heading }}</h2>
<p>{{ year }}年度{{ unit }}公用经费合计{{ p.amount("公用合计") }}，其中办公费占{{ p.share("经济.30201", "公用合计") }}。</p>
</section>
"""
DATA = """\
年度: 2023
金额单位: 万元
部门: {全称: 某市某局, 简称: 市某局, 级次: 市级}
报告: {公用经费情况公开: {版式: city-2023, 日期: 2024-03-01}}
基本支出: {30201: 3.00, 30202: 1.00}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a kind of its own, and a department-year that orders it."""
    home = tmp_path / "data" / "某局" / "templates" / "running-costs"
    files = {
        "kind.yaml": KIND,
        "base/edition.yaml": BASE,
        "base/tables/01.yaml": TABLE,
        "base/sections/running.yaml": "heading: 公用经费情况\nstates: [{keys: [公用合计]}]\n",
        "base/sections/running.html": TEXT,
        "city-2023/edition.yaml": "extends: base\ntitle: 某市的格式\n",
    }
    for name, text in files.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, encoding="utf-8")
    data = tmp_path / "data" / "某局" / "2023"
    data.mkdir()
    (data / "数据.yaml").write_text(DATA, encoding="utf-8")
    return data


def test_a_fourth_kind_needs_no_python(folder: Path) -> None:
    made = assemble(folder)
    text = "".join(made.document.root.itertext())
    assert made.kind == "公用经费情况公开"
    assert made.document.title == "某市某局2023年度公用经费情况公开"
    assert "公用经费合计4.00万元，其中办公费占75.0%。" in text
    assert "公用经费表（2023年度）" in text
    assert [str(f) for f in made.errors] == []


def test_only_the_checks_of_the_kind_are_run(folder: Path) -> None:
    codes = {run.code for run in assemble(folder).runs}
    assert {"C085", "C095", "S001"} <= codes
    assert not codes & {"C001", "C054", "C077", "C099"}


def test_a_table_s_own_checks_stand_in_the_ledger_with_their_titles(folder: Path) -> None:
    made = assemble(folder)
    titles = {run.code: run.title for run in made.runs}
    assert titles["K001"] == "公用合计＝各款之和"
    assert titles["C007"] == "表02：合计＝各类，类＝各款，款＝各项"  # stated by a table of another kind


def test_a_check_of_ones_own_has_a_page_beside_its_edition_and_nowhere_else(folder: Path) -> None:
    for asked in (folder, folder.parent):
        result = run("check", asked, "--explain", "k001")
        assert result.exit_code == 0
        assert result.stdout.startswith("K001　公用合计＝各款之和\n")
        assert "用于：公用经费" in result.stdout
    assert "是不是 K001" in run("check", folder, "--explain", "K0001").stderr
    assert run("check", folder.parents[2], "--explain", "K001").exit_code == 1


def test_sarif_says_what_a_check_of_ones_own_is(folder: Path) -> None:
    (folder / "数据.yaml").write_text(f"{DATA}核定数: {{公用合计: 4.50}}\n", encoding="utf-8")
    log = json.loads(run("check", folder, "--format", "sarif").stdout)
    rules = {rule["id"]: rule for rule in log["runs"][0]["tool"]["driver"]["rules"]}
    assert rules["K001"]["shortDescription"] == {"text": "公用合计＝各款之和"}


def test_an_edition_that_is_being_written_does_not_hide_the_pages_of_checks(folder: Path) -> None:
    home = folder.parent / "templates" / "final-accounts" / "ours" / "tables"
    home.mkdir(parents=True)
    own = "rules: {C003: {remedy: 改}, K002: {title: 甲＝乙}}\n"
    for name, text in {"01": "rules: [", "02": "rules:\nchecks:\n", "03": own}.items():
        (home / f"{name}.yaml").write_text(text, encoding="utf-8")
    assert run("check", folder, "--explain", "K002").stdout.startswith("K002　甲＝乙\n")
    assert run("check", folder, "--explain", "C003").stdout.count("C003　") == 1
    assert run("check", folder).exit_code == 0


def test_what_a_table_s_own_check_finds_cannot_be_waived(folder: Path) -> None:
    file = folder / "数据.yaml"
    waiver = "豁免: [{检查: K001, 键: 公用合计, 理由: 抄错, 日期: 2024-01-01, 单位: 财务科}]\n"
    file.write_text(f"{DATA}核定数: {{公用合计: 4.50}}\n{waiver}", encoding="utf-8")
    codes = [f.code for f in assemble(folder).errors]
    assert codes == ["K001", "W001"]


def test_every_format_and_the_publication_come_of_a_kind_of_ones_own(folder: Path) -> None:
    assert run("build", folder, "--to", "docx,xlsx,html,json").exit_code == 0
    out = folder.parents[2] / "output" / "某局" / "2023" / "公用经费情况公开"
    assert {p.suffix for p in out.iterdir() if p.is_file()} == {".docx", ".xlsx", ".html", ".json"}
    assert run("publish", folder).exit_code == 0
    assert run("verify", out / "上网", "--data", folder).exit_code == 0
    frozen = next(path for path in (out / "内部" / "冻结").iterdir() if path.is_dir())
    assert (frozen / "data/某局/templates/running-costs/kind.yaml").is_file()


def test_what_a_kind_cannot_do_without_is_asked_for(folder: Path) -> None:
    (folder / "数据.yaml").write_text(DATA.replace("基本支出", "# 基本支出"), encoding="utf-8")
    told = run("check", folder)
    assert told.exit_code == 1
    assert "缺「基本支出」，公用经费情况公开要用它" in told.output


def test_several_kinds_of_one_folder_are_all_made(folder: Path) -> None:
    (folder / "数据.yaml").write_text(DATA.replace("}}\n", "}, 部门决算公开: {版式: hubei-2023}}\n"), encoding="utf-8")
    assert ordered(load(folder)) == ["公用经费情况公开", "部门决算公开"]
    told = run("build", folder, "--draft", "--to", "html")
    assert told.exit_code == 0
    assert told.output.index("== 公用经费情况公开") < told.output.index("== 部门决算公开")
    assert "== " not in run("build", folder, "--draft", "--to", "html", "--kind", "公用").output
    assert "请说是哪一种：--kind 公用经费情况公开、--kind 部门决算公开" in run("publish", folder).output


def test_the_accounts_that_are_not_ready_do_not_hold_up_another_report(folder: Path) -> None:
    (folder / "数据.yaml").write_text(DATA.replace("}}\n", "}, 部门决算公开: {版式: hubei-2023}}\n"), encoding="utf-8")
    told = run("build", folder, "--to", "html")
    assert told.exit_code == 1
    assert list((folder.parents[2] / "output" / "某局" / "2023").glob("公用经费情况公开/*.html"))
    assert "缺「收支」，部门决算公开要用它" in told.output


def test_later_data_never_change_what_was_published(tmp_path: Path) -> None:
    """The budget is published in January; what is put right later is told figure by figure,
    and the published folder stays as it was.
    """
    data = tmp_path / "data" / "某局" / "2024"
    begin(data, kind="部门预算公开")
    assert run("publish", data).exit_code == 0
    home = tmp_path / "output" / "某局" / "2024" / "部门预算公开"
    published = {path.name: path.read_bytes() for path in (home / "上网").iterdir() if path.is_file()}
    budget = data / "预算.yaml"
    text = budget.read_text(encoding="utf-8")
    for old, new in (("| 2080101 | 30201    | 22.00 ", "| 2080101 | 30201    | 24.00 "), ("| 802.40 ", "| 804.40 ")):
        assert text.count(old) == 1
        text = text.replace(old, new)
    budget.write_text(text, encoding="utf-8")
    moved = {
        f["key"]: f["message"]
        for f in json.loads(run("check", data, "--format", "json").output)["findings"]
        if f["code"] == "V011"
    }
    assert "印的是 1,231.20，现在是 1,233.20" in moved["支出.年初预算"]
    assert [key for key in moved if "2080101" in key]
    assert not [key for key in moved if "2080505" in key]
    assert {path.name: path.read_bytes() for path in (home / "上网").iterdir() if path.is_file()} == published
    (frozen,) = (path for path in (home / "内部" / "冻结").iterdir() if path.is_dir())
    assert run("verify", home / "上网", "--data", frozen / "data" / "某局" / "2024").exit_code == 0


@pytest.mark.parametrize("kind", ["部门预算公开", "部门整体支出绩效自评报告"])
def test_last_year_s_folder_of_another_kind_leaves_what_follows_from_this_year(tmp_path: Path, kind: str) -> None:
    """Last year's closing is this year's opening, whatever other report lies in last year's folder."""
    home = tmp_path / "data" / "某局"
    begin(home / "2023")
    alone = assemble(home / "2023", draft=True).book.resolve("上年.年末结转和结余")
    begin(home / "2022", kind=kind)
    beside = assemble(home / "2023", draft=True).book.resolve("上年.年末结转和结余")
    assert alone.certain
    assert (beside.state, beside.value) == (alone.state, alone.value)


def test_a_kind_may_be_asked_for_by_a_part_of_its_name(folder: Path) -> None:
    assert run("check", folder, "-k", "公用").exit_code == 0
    assert "没有「预演」这种报告；会做的有：" in run("check", folder, "-k", "预演").output
    assert "可以是" in run("check", folder, "-k", "公开").output


def test_an_unknown_kind_is_told_with_those_that_are_there() -> None:
    with pytest.raises(EditionError, match="还不会做「述职报告」；会做的有：部门决算公开"):
        find_kind("述职报告")


def test_every_kind_that_is_shipped_has_editions_that_load() -> None:
    assert usual_kind() == "部门决算公开"
    for kind in list_kinds():
        assert list_editions(kind)
        for name in list_editions(kind):
            assert load_edition(kind, name).kind == kind


def test_every_rule_is_run_on_some_kind() -> None:
    from reportgen.checks.engine.catalogue import all_rules, kinds_of

    assert [rule.code for rule in all_rules() if not kinds_of(rule.code)] == []
