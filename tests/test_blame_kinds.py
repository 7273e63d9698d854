"""A slip is told where it is, once: nothing good is blamed beside it, and no good data is said to be useless."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.load.blanks import blank_typo
from slips import found, made

SPACED = [
    ("| 2080150 | 服务中心", "| 2080150 | 服务 中心", "| 2080150 | 服务中心"),
    ("| 2080150 | 服务中心", "| 2080150 | 服务\u3000中心", "| 2080150 | 服务中心"),
    ("| 2080150 | 服务中心", "| 2080150 | 服 务 中\u3000 心", "| 2080150 | 服务中心"),
    ("  | 助老 | 社区助老服务 ", "  | 助 老 | 社区助老服务 ", "  | 助老 | 社区助老服务 "),
    ("  援助:\n", "  援 助:\n", "  援助:"),
    ("  机关运行经费: 84.00", "  机关 运行经费: 84.00", "  机关运行经费: 84.00"),
]


@pytest.mark.parametrize(("old", "new", "corrected"), SPACED)
def test_a_blank_inside_a_short_name_is_told_once_with_the_line_as_it_should_be(
    tmp_path: Path, old: str, new: str, corrected: str
) -> None:
    told = found(tmp_path, (old, new))
    assert {f.code for f in told if f.code not in ("L036",)} == {"L064"}, [str(f) for f in told]
    assert corrected in next(f for f in told if f.code == "L064").corrected


@pytest.mark.parametrize("text", ["IT center", "服务中心", " 本级 ", "A B", "2080101"])
def test_other_names_stay(text: str) -> None:
    assert blank_typo(text) is None


@pytest.mark.parametrize(
    "slip",
    [
        ("| 2080150 | 服务中心", "| 2080150 | 服务站"),
        ("| 2080150 | 服务中心 | 318.26 ", "| 2080150 | 服务中心 | 3l8.2.6 "),
    ],
)
def test_what_an_error_keeps_out_is_never_said_to_be_useless(tmp_path: Path, slip: tuple[str, str]) -> None:
    codes = {f.code for f in found(tmp_path, slip)}
    assert codes & {"D007", "L022"}, codes
    assert not codes & {"S040", "S041"}


@pytest.mark.parametrize(
    ("slip", "place"),
    [
        (("  机关运行经费: 84.00\n", "  机关运行经费: 840000\n"), "预算和上年.yaml:44"),
        (("机关运行经费: 86.20 ", "机关运行经费: 862000 "), "三公采购和资产.yaml:12"),
        (("公务接待费         | 2.00   | 1.20", "公务接待费         | 20000   | 1.20"), "三公采购和资产.yaml:9"),
    ],
)
def test_an_amount_in_another_unit_is_told_where_it_stands_and_nothing_follows(
    tmp_path: Path, slip: tuple[str, str], place: str
) -> None:
    told = found(tmp_path, slip)
    mixed = [f for f in told if f.code == "S014"]
    assert len(mixed) == 1, [str(f) for f in told]
    assert str(mixed[0].source).startswith(f"{place}:")
    assert not {f.code for f in told} & {"C163", "C077", "C076", "C130"}, [str(f) for f in told]


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        (("平台用户满意度｛指标.平台.满意｝", "平台用户满意度｛指标.援助.感受｝"), "C135"),
        (("我局对部门整体支出和全部预算项目", "我局对部门整体支出和4个预算项目"), "C131"),
        (("运行维护费: 严格车辆管理，压减出车次数", "运行维护费: 新购置1辆公务用车"), "C131"),
    ],
)
def test_one_cause_is_told_once(tmp_path: Path, slip: tuple[str, str], code: str) -> None:
    told = found(tmp_path, slip)
    assert [f.code for f in told] == [code], [str(f) for f in told]


@pytest.mark.parametrize("amount", ["49.805", "49.804", "49.795"])
def test_a_deviation_that_is_finer_than_what_is_printed_needs_no_reason(tmp_path: Path, amount: str) -> None:
    report = made(tmp_path, ("| 2210201 | 本级     | 49.80", f"| 2210201 | 本级     | {amount}"))
    assert [f.code for f in report.findings] == ["C198"], [str(f) for f in report.findings]
    assert not report.pending
    finer = report.findings[0]
    assert not re.search(r"\d", finer.remedy)


def test_a_deviation_of_a_cent_does(tmp_path: Path) -> None:
    report = made(tmp_path, ("| 2210201 | 本级     | 49.80", "| 2210201 | 本级     | 49.81"))
    assert "C076" in {f.code for f in report.findings}
