"""Data stated in 元: every message tells amounts in 元, as they were typed; in 万元 data they stay 万元."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from reportgen.build import BuiltReport, assemble

PUBLISHED = Path(__file__).parent / "shanghai" / "published"
KIND = "部门决算公开"


def slipped(folder: Path, old: str, new: str) -> BuiltReport:
    """The published report in 元, with one slip."""
    text = (PUBLISHED / "2024" / "部门.yaml").read_text("utf-8")
    assert old in text
    year = folder / "2024"
    year.mkdir()
    (year / "部门.yaml").write_text(text.replace(old, new, 1), "utf-8")
    (folder / "templates").symlink_to(PUBLISHED / "templates")
    return assemble(year, KIND, draft=True)


MORE = "补充文字:\n"
SLIPS = {
    "what no figure uses": (
        "支出.一般公共: 0, 机关",
        "支出.一般公共: 0, 支出.2013901.项目支出: 12345.00, 机关",
        "12,345",
    ),
    "an approved total": (MORE, "核定数: {收入总计: 3079240.00}\n补充文字:\n", "3,079,240"),
    "an approved total and its parts": (MORE, "核定数: {收入总计: 3079240.00}\n补充文字:\n", "3,078,240"),
    "the gap": (MORE, "核定数: {收入总计: 3079240.00}\n补充文字:\n", "相差 1,000"),
    "cents": (MORE, "核定数: {收入总计: 3079240.55}\n补充文字:\n", "3,079,240.55"),
    "basic spending by item": ("30101: 141155.00", "30101: 241155.00", "1,155,840"),
    "a negative amount": ("30207: 45.00", "30207: -45.00", "-45"),
    "procurement of small firms": ("货物 | 210700.00 | 210700.00", "货物 | 110700.00 | 210700.00", "大于金额 110,700"),
    "procurement above all": ("货物 | 210700.00 | 210700.00 | 210700.00", "货物 | 9210700.00 | - | -", "9,210,700 元"),
    "a visit without people": ("公务接待费 | - | -", "公务接待费 | 3000.00 | 2000.00", "2,000 元"),
}


@pytest.mark.parametrize(("old", "new", "said"), SLIPS.values(), ids=SLIPS)
def test_a_message_tells_amounts_as_they_were_typed(tmp_path: Path, old: str, new: str, said: str) -> None:
    messages = [f.message for f in slipped(tmp_path, old, new).findings]
    assert any(said in message for message in messages), messages


@pytest.mark.parametrize(("old", "new", "said"), SLIPS.values(), ids=SLIPS)
def test_no_message_about_data_in_yuan_speaks_of_ten_thousands(tmp_path: Path, old: str, new: str, said: str) -> None:
    about = [f for f in slipped(tmp_path, old, new).findings if "像是" not in f.message]
    assert [f.message for f in about if "万元" in f.message] == []


def test_numbers_of_people_stay_numbers_of_people(tmp_path: Path) -> None:
    staff = "人员: {在职: 9, 行政: 5, 事业: 3}\n补充文字:\n"
    messages = [f.message for f in slipped(tmp_path, MORE, staff).findings]
    assert any("人员「在职」9，" in message for message in messages), messages
    assert not any("90,000" in message or "80,000" in message for message in messages)


def test_data_in_ten_thousands_are_told_in_ten_thousands(tmp_path: Path) -> None:
    text = (PUBLISHED / "2024" / "部门.yaml").read_text("utf-8")
    assert yaml.safe_load(text)["金额单位"] == "元"
    report = slipped(tmp_path, "金额单位: 元", "金额单位: 万元")
    assert not any(" 元" in f.message for f in report.findings if "万元" not in f.message)
