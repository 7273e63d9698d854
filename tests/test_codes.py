"""Codes of 科目 as Excel and people write them are read as they were meant, told once, and nothing follows from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.build import assemble
from reportgen.load.codes import code_typo, key_typo, plain_code
from reportgen.model.finding import DataUnusable, Finding
from reportgen.workspace.new import begin

SPELLINGS = [
    "2080101.0", "2080101.00", "208.01.01", "208 01 01", "208-01-01", "208_01_01", "2,080,101", "2 080 101", "208 0101",
    "2.080101E+06", "2080101-行政运行", "2080101 行政运行", "2080101行政运行", "2080101—行政运行", "2080101（行政运行）",
    "行政运行2080101", "行政运行（2080101）", "[2080101]行政运行", "【2080101】行政运行", "'2080101", "’2080101", "“2080101”",
    "「2080101 行政运行」", "２０８０１０１", "208O1O1", "2080l01", "2080101；", '="2080101"', "208·01·01", "2080101\u200b",
    "208\u00a001\u00a001",
]  # fmt: skip
OTHERS = ["合计", "-", "", "208010", "20801011", "2080101.5", "20.8", "人员经费", "公用经费", "待填", "12", "3.14"]
KEYS = {
    "支出.2080101.0": "支出.2080101",
    "支出.208.01.01": "支出.2080101",
    "支出.208.01.01.基本支出": "支出.2080101.基本支出",
    "支出.208 01 01": "支出.2080101",
    "支出.2080101-行政运行": "支出.2080101",
    "支出.２０８０１０１": "支出.2080101",
    "支出.20801.01": "支出.2080101",
    "208.01.01.支出": "2080101.支出",
    "一般公共.208.01": "一般公共.20801",
    "经济.30101.0": "经济.30101",
    "支出.2080101.0、2080102.0": "支出.2080101、2080102",
}


def changed(folder: Path, file: str, old: str, new: str, *, draft: bool = False) -> list[Finding]:
    """What is found in the sample with one thing changed."""
    begin(folder / "2023")
    path = folder / "2023" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    try:
        return list(assemble(folder / "2023", draft=draft).findings)
    except DataUnusable as unusable:
        return list(unusable.findings)


@pytest.mark.parametrize("text", SPELLINGS)
def test_a_code_is_read_however_it_is_written(text: str) -> None:
    assert plain_code(text) == "2080101"
    typo = code_typo(text)
    assert typo
    assert (typo.code, typo.meant, typo.level.value) == ("L061", "2080101", "提醒")


@pytest.mark.parametrize("text", [*OTHERS, "2080101", "20801", "208"])
def test_what_is_no_code_and_what_is_one_stays(text: str) -> None:
    assert code_typo(text) is None


@pytest.mark.parametrize("text", ["2.08E+06", "2.0801E+06", "2E+06", "2.1e6"])
def test_a_code_that_lost_digits_is_never_guessed(text: str) -> None:
    typo = code_typo(text)
    assert typo
    assert (typo.code, typo.meant, typo.level.value) == ("L062", "", "错误")


@pytest.mark.parametrize(("key", "meant"), KEYS.items())
def test_codes_in_keys_of_figures_are_read(key: str, meant: str) -> None:
    typo = key_typo(key)
    assert typo
    assert typo.meant == meant


@pytest.mark.parametrize(
    "key", ["收入总计", "支出.208.基本支出", "项目.120急救.执行数", "指标.平台.受理", "支出.2080101、2080102"]
)
def test_other_keys_stay(key: str) -> None:
    assert key_typo(key) is None


@pytest.mark.parametrize(
    "text", ["2080101.0", "208 01 01", "2080101-行政运行", "'2080101", "２０８０１０１", "行政运行（2080101）"]
)
def test_in_a_table_it_is_told_once_and_nothing_follows(text: str, tmp_path: Path) -> None:
    found = changed(tmp_path, "收支.yaml", "2080101 | 本级     | 612.40", f"{text} | 本级     | 612.40")
    assert [f.code for f in found] == ["L061"], [str(f) for f in found]
    assert str(found[0].source) == "收支.yaml:9:5"
    assert found[0].corrected.startswith("  | 2080101 | 本级     | 612.40")


@pytest.mark.parametrize(
    ("file", "old", "new", "corrected"),
    [
        ("预算和上年.yaml", "  | 2080101 | 600.00 ", "  | 2080101.0 | 600.00 ", "  | 2080101 | 600.00 "),
        ("项目.yaml", "| 2080102 | 90.00", "| 2080102.0 | 90.00", "| 2080102 | 90.00"),
        ("项目.yaml", "| 2080799 | 145.00", "| 208 07 99 | 145.00", "| 2080799 | 145.00"),
        ("预算和上年.yaml", "  2296002: 社区助老服务", "  2296002.0: 社区助老服务", "  2296002: 社区助老服务"),
        ("预算和上年.yaml", "  208: 机构运转", "  208-社会保障: 机构运转", "  208: 机构运转"),
        ("预算和上年.yaml", "  210: 在职", '  "210 ": 在职', '  "210": 在职'),
        ("预算和上年.yaml", "  支出.2080101: 人员", "  支出.208.01.01: 人员", "  支出.2080101: 人员"),
        ("预算和上年.yaml", "  支出.2080799: 年中", "  支出.2080799-其他: 年中", "  支出.2080799: 年中"),
        ("预算和上年.yaml", "  平台: 保障民生", "  2080102.0: 保障民生", "  2080102: 保障民生"),
        ("重点工作和解释.yaml", "  2296002: {说明", "  229.60.02: {说明", "  2296002: {说明"),
        ("收支.yaml", "  30101: 268.50", "  30101.0: 268.50", "  30101: 268.50"),
        ("收支.yaml", "  30102: 196.30", "  30102-津贴补贴: 196.30", "  30102: 196.30"),
        ("收支.yaml", "  30103: 243.60", "  '301 03': 243.60", "  '30103': 243.60"),
        ("收支.yaml", "收入总计: 1429.20,", "支出.208.01.01: 612.40, 收入总计: 1429.20,", "支出.2080101: 612.40"),
        ("重点工作和解释.yaml", "全年受理服务事项｛", "支出｛支出.208 01 01｝，全年受理服务事项｛", "｛支出.2080101｝"),
    ],
)  # fmt: skip
def test_wherever_codes_stand(file: str, old: str, new: str, corrected: str, tmp_path: Path) -> None:
    found = changed(tmp_path, file, old, new)
    wrong = [f for f in found if f.code.startswith(("L", "D", "C0", "T"))]
    if new.startswith('  "210 "'):
        assert not wrong
        return
    assert [f.code for f in wrong] == ["L061"], [str(f) for f in found]
    assert corrected in wrong[0].corrected


def test_many_rows_are_one_finding(tmp_path: Path) -> None:
    begin(tmp_path / "2023")
    path = tmp_path / "2023" / "收支.yaml"
    lines = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join(f"{line[:11]}.0{line[11:]}" if line.startswith("  | 2") else line for line in lines))
    found = assemble(tmp_path / "2023").findings
    assert [f.code for f in found] == ["L061"], [str(f) for f in found]
    assert "第 10、11、12、13、14、15 行等 10 行也是" in found[0].message


@pytest.mark.parametrize("draft", [False, True])
def test_what_lost_its_digits_is_one_error(draft: bool, tmp_path: Path) -> None:
    found = changed(tmp_path, "收支.yaml", "| 2080101 |", "| 2.08E+06 |", draft=draft)
    assert [f.code for f in found if f.level.value == "错误"] == ["L062"], [str(f) for f in found]
    assert not [f for f in found if "版式模板" in f"{f.message}{f.remedy}"]


def test_a_code_twice_in_two_spellings_is_told(tmp_path: Path) -> None:
    found = changed(tmp_path, "预算和上年.yaml", "  210: 在职", "  208.0: 又是这一类\n  210: 在职")
    assert [f.code for f in found if f.level.value == "错误"] == ["L008"], [str(f) for f in found]


def test_a_project_may_be_called_like_a_code_with_a_name(tmp_path: Path) -> None:
    begin(tmp_path / "2023")
    for path in (tmp_path / "2023").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("助老", "208助老"), encoding="utf-8")
    assert not [f for f in assemble(tmp_path / "2023", draft=True).findings if f.code == "L061"]
