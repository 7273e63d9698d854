"""For which years an edition and a list of subjects are meant; what is proposed; what is told of another year."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerk import run
from reportgen.build import assemble
from reportgen.editions import EditionError, list_editions, load_edition, main_kinds
from reportgen.editions.subjects import list_subjects, load_subjects, nearest_list
from reportgen.editions.years import meant, overlaps, proposed, span
from reportgen.lint import lint

ACCOUNTS, BUDGET = "部门决算公开", "部门预算公开"


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    folder = tmp_path / "data" / "某局"
    folder.mkdir(parents=True)
    return folder


def own(unit: Path, name: str, text: str) -> None:
    folder = unit / "templates" / "final-accounts" / name
    folder.mkdir(parents=True)
    (folder / "edition.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("kind", main_kinds())
def test_the_shipped_editions_say_their_years_and_none_overlap(kind: str) -> None:
    assert all(one.as_text for one in meant(kind))
    assert overlaps(kind) == []


def test_the_years_that_a_clerk_faces_now() -> None:
    assert [one.name for one in meant(ACCOUNTS) if one.province == "hubei"] == [f"hubei-{y}" for y in range(2021, 2026)]
    assert [one.name for one in meant(BUDGET) if one.province == "hubei"] == [f"hubei-{y}" for y in range(2020, 2028)]
    for kind, years in ((ACCOUNTS, range(2021, 2026)), (BUDGET, range(2020, 2028))):
        for year in years:
            assert proposed(year, kind)[0] == f"hubei-{year}"


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027])
def test_what_is_assumed_stands_in_the_edition(year: int) -> None:
    for kind in (ACCOUNTS, BUDGET):
        if f"hubei-{year}" in list_editions(kind):
            text = (load_edition(kind, f"hubei-{year}").layers[0] / "edition.yaml").read_text(encoding="utf-8")
            assert "# 知道的：" in text
            assert "# 假定的：" in text


@pytest.mark.parametrize(
    ("year", "name"),
    [(None, "hubei-2025"), (2019, "hubei-2021"), (2021, "hubei-2021"), (2025, "hubei-2025"), (2031, "hubei-2025")],
)
def test_a_year_without_an_edition_has_the_latest_before_it(year: int | None, name: str) -> None:
    assert proposed(year, ACCOUNTS)[0] == name


def test_an_own_edition_for_the_year_is_proposed_first(unit: Path) -> None:
    own(unit, "ours", "extends: hubei-2023\nyears: 2024-2026\n")
    assert proposed(2024, ACCOUNTS, unit)[:2] == ["ours", "hubei-2024"]
    assert proposed(2026, ACCOUNTS, unit) == ["ours"]
    assert "版式 ours" in run("new", unit / "2026", code=0).output


def test_the_province_of_the_years_beside_is_proposed_first(unit: Path) -> None:
    own(unit, "zhejiang-2023", "extends: hubei-2023\nyears: 2023\n")
    own(unit, "zhejiang-2024", "extends: hubei-2023\nyears: 2024\n")
    own(unit, "anhui-2024", "extends: hubei-2023\nyears: 2024\n")
    run("new", unit / "2023", "--edition", "zhejiang-2023", code=0)
    assert "版式 zhejiang-2024" in run("new", unit / "2024", "--from", unit / "2023", code=0).output


def test_years_are_not_those_of_the_layer_below(unit: Path) -> None:
    own(unit, "ours", "extends: hubei-2023\n")
    assert load_edition(ACCOUNTS, "ours", unit).settings.years == ""
    assert overlaps(ACCOUNTS, unit) == []


@pytest.mark.parametrize(("text", "years"), [("2024", (2024, 2024)), ("2020-2021", (2020, 2021)), ("", (0, -1))])
def test_a_span_of_years(text: str, years: tuple[int, int]) -> None:
    assert span(text) == years


def test_lint_tells_years_that_overlap_in_one_province(unit: Path) -> None:
    own(unit, "anhui-2023", "extends: hubei-2023\nyears: 2022-2023\n")
    own(unit, "anhui-2024", "extends: hubei-2023\nyears: 2023-2024\n")
    own(unit, "fujian-2023", "extends: hubei-2023\nyears: 2023\n")
    (told,) = lint(ACCOUNTS, "anhui-2024", unit)
    assert told.code == "E012"
    assert "重叠：2023" in told.message
    assert told.source is not None
    assert told.source.line == 2
    assert lint(ACCOUNTS, "fujian-2023", unit) == []


@pytest.mark.parametrize("years", ["2024-", "前年", "[2024]", "2024、2025"])
def test_lint_tells_years_that_are_none(unit: Path, years: str) -> None:
    own(unit, "ours", f"extends: hubei-2023\nyears: {years}\n")
    assert {f.code for f in lint(ACCOUNTS, "ours", unit)} == {"E010"}


def test_lint_tells_years_in_the_wrong_order(unit: Path) -> None:
    own(unit, "ours", "extends: hubei-2023\nyears: 2025-2024\n")
    assert [f.code for f in lint(ACCOUNTS, "ours", unit)] == ["E012"]


def test_a_report_of_another_year_is_told(unit: Path) -> None:
    run("new", unit / "2024", "--edition", "hubei-2023", code=0)
    found = {f.code: f for f in assemble(unit / "2024").findings}
    assert "版式 hubei-2023 是给 2023 年度用的，报告是 2024 年度的" in found["C214"].message
    assert found["C214"].remedy == "请改成 hubei-2024"
    assert found["C214"].level.value == "提醒"
    assert "用 2023 年的科目表，报告是 2024 年度的" in found["C213"].message
    assert 'subjects: "2024"' in found["C213"].remedy


def test_a_year_without_any_is_told_by_name(unit: Path) -> None:
    run("new", unit / "2028", "--kind", "预算", code=0)
    found = {f.code: f for f in assemble(unit / "2028").findings}
    assert "没有 2028 年的科目表" in found["C213"].message
    assert "用 2026 年的科目表" in found["C213"].message
    assert "没有这一年的版式" in found["C214"].message
    assert found["C214"].level.value == "提示"


def test_c022_names_the_list_that_was_used(unit: Path) -> None:
    run("new", unit / "2027", "--kind", "预算", code=0)
    path = unit / "2027" / "预算.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("2080799", "2080798"), encoding="utf-8")
    messages = [f.message for f in assemble(unit / "2027").findings if f.code == "C022"]
    assert any("科目「2080798」不在 2026 年的科目表里" in message for message in messages)


# -- lists of subjects -----------------------------------------------------------------------------


def test_every_list_says_what_it_is_known_from() -> None:
    assert list_subjects() == [str(year) for year in range(2020, 2027)]
    assert all(load_subjects(year)["来源"] for year in list_subjects())
    assert "财预〔2025〕41号" in run("subjects", code=0).output


@pytest.mark.parametrize(
    ("code", "year", "name"),
    [
        ("2100410", "2021", "突发公共卫生事件应急处理"),
        ("2100410", "2022", "突发公共卫生事件应急处理"),
        ("2100410", "2023", "突发公共卫生事件应急处置"),
        ("2130804", "2022", "创业担保贷款贴息及奖补"),
        ("2130804", "2026", "创业担保贷款贴息及奖补"),
        ("20139", "2023", None),
        ("20139", "2024", "社会工作事务"),
        ("2013901", "2024", "行政运行"),
        ("2013950", "2025", "事业运行"),
        ("2013999", "2026", "其他社会工作事务支出"),
        ("22006", "2023", None),
        ("22006", "2024", "耕地保护考核奖惩基金支出"),
        ("22911", "2024", None),
        ("22911", "2025", "中央金融机构注资特别国债财务基金支出"),
        ("21305", "2021", "扶贫"),
        ("21305", "2022", "巩固脱贫攻坚成果衔接乡村振兴"),
    ],
)
def test_names_as_of_the_year(code: str, year: str, name: str | None) -> None:
    entry = load_subjects(year)["功能科目"].get(code)
    assert (entry or {}).get("name") == name


@pytest.mark.parametrize(
    ("code", "years"), [("31019", {"2022", "2024", "2025", "2026"}), ("31001", {"2024", "2025", "2026"})]
)
def test_economic_subjects_as_the_forms_of_the_year_have_them(code: str, years: set[str]) -> None:
    assert {year for year in list_subjects() if code in load_subjects(year)["经济科目"]} == years


@pytest.mark.parametrize(
    ("year", "listed"),
    [
        ("2020", "2020"),
        ("2026", "2026"),
        ("2027", "2026"),
        ("2031", "2026"),
        ("2018", "2020"),
        ("1999", None),
        ("甲", None),
    ],
)
def test_a_year_without_a_list_has_the_nearest(year: str, listed: str | None) -> None:
    assert nearest_list(year, list_subjects()) == listed


def test_an_edition_whose_list_is_far_away_is_refused(unit: Path) -> None:
    own(unit, "ours", 'extends: hubei-2023\nsubjects: "1999"\n')
    with pytest.raises(EditionError, match=r"没有 1999 年的科目表.*有的是：2020、"):
        load_edition(ACCOUNTS, "ours", unit)


def test_subjects_says_which_list_it_uses() -> None:
    assert "没有 2029 年的科目表，用 2026 年的科目表。" in run("subjects", "就业补助", "--year", "2029", code=0).output
    assert "没有" not in run("subjects", "就业补助", "--year", "2022", code=0).output


def test_the_next_year_goes_on_with_the_forms_of_its_own_province(tmp_path: Path) -> None:
    """Shanghai has no edition for 2025, Hubei has: last year's forms are nearer than another province's."""
    unit = tmp_path / "data" / "某局"
    run("new", unit / "2024", "--edition", "shanghai-2024", code=0)
    said = run("new", unit / "2025", "--from", unit / "2024", code=0).output
    assert "没有 2025 年度的版式，先用 shanghai-2024" in said
    assert "版式: shanghai-2024" in "".join(p.read_text("utf-8") for p in (unit / "2025").glob("*.yaml"))
    run("new", unit / "2027", code=0)
    assert "版式: shanghai-2024" in "".join(p.read_text("utf-8") for p in (unit / "2027").glob("*.yaml"))


@pytest.mark.parametrize("year", [2023, 2025])
def test_a_province_s_list_is_not_to_be_replaced_by_the_country_s(tmp_path: Path, year: int) -> None:
    run("new", tmp_path / str(year), "--edition", "shanghai-2024", code=0)
    (found,) = [f for f in assemble(tmp_path / str(year), draft=True).findings if f.code == "C213"]
    assert f"shanghai-2024 是自己的一份，不要改成 {year}" in found.remedy
    assert f"subjects: shanghai-{year}" in found.remedy
