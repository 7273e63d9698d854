"""One slip is one finding: what only follows from it is not told again, least of all with other advice."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerk import run
from reportgen.build import assemble
from slips import found, slipped

DATA = Path(__file__).parents[1] / "data"

PROJECT = "  | 助老 | 社区助老服务         | 2296002 | 35.00    | 35.00  | 养老科   | 2024-03-18 | 部门预算项目 | 持续性项目 | 常年性项目 |\n"
EFFECT = "产出和效益: 帮扶就业困难人员｛指标.援助.帮扶｝，按时兑现援助资金"


@pytest.mark.parametrize(
    ("slip", "codes"),
    [
        ((PROJECT, ""), ["D014", "C063"]),
        (("| 2101101 | 本级     | 27.60 ", "| 行政单位医疗 | 本级     | 27.60 "), ["D001"]),
        (("| 2101101 | 本级     | 27.60 ", "| 行政单位医疔 | 本级     | 27.60 "), ["D001", "T002"]),
        (("  机关运行经费: 84.00\n", "  机关运行经费: 84.00\n  政府采购.合计: 120.00\n"), ["S005"]),
        (("  221: 在职人员的住房公积金\n", "  221: 在职人员的住房公积金\n  213: 农业\n"), ["L021"]),
        ((EFFECT, "产出和效益: 为社区老年人提供助餐和巡访服务，服务｛指标.助老.服务｝"), ["C134"]),
        (("  210: 在职人员的基本医疗保险缴费\n", "  210: 在职人员的养老保险缴费\n"), ["C133"]),
        (("  210: 在职人员的基本医疗保险缴费\n", "  210: 单位职工住房公积金\n"), ["C133"]),
        (("| 2101101 | 本级     | 27.60 ", "| 2101101-行政运行 | 本级     | 27.60 "), ["C197"]),
        (("| 2080150 | 服务中心 | 318.26 ", "| 2080150 | 服务中心 | 318.264 "), ["C198"]),
        (("核定数: {收入总计: 1429.20", "核定数: {收入总计: 1429.204"), ["C005"]),
        (("| 86.50  |", "| 86.5O  |"), ["L050"]),
        (("年度: 2023", "年度: 2O23"), ["L050"]),
        (("为社区老年人提供", "电话１３８００１３８０００，为社区老年人提供"), ["C095"]),
        (("| 21360件 |", "| 2136O件 |"), ["L050"]),
        (("99.6%", "99.6O%"), ["L050"]),
        (("18场", "l8场"), ["L050"]),
        (("| 2080799 | -                 | 120.00", "| 2080799 | -                 | -120.00"), ["C025"]),
    ],
)
def test_what_follows_from_a_slip_is_not_told_beside_it(
    tmp_path: Path, slip: tuple[str, str], codes: list[str]
) -> None:
    told = found(tmp_path, slip)
    assert sorted(f.code for f in told) == sorted(codes), [str(f) for f in told]


def test_places_left_open_by_an_error_are_not_all_said_to_be_unwritten(tmp_path: Path) -> None:
    here = slipped(tmp_path, ("| 持续性项目 | 常年性项目 |\n  | 援助", "| 持续性项目 | 经常性项目 |\n  | 援助"))
    assert (
        run("check", here).output.splitlines()[-2] == "出不了定稿：错误 1 个要改、待填 1 处要补（有的改好错误就没有了）"
    )


@pytest.mark.parametrize("folder", ["dongxihu-hrss/2020", "pingqiao-hrss/2022"])
def test_budgets_of_years_gone_by_and_the_date_of_a_report_are_no_old_wording(folder: str) -> None:
    assert not [str(f) for f in assemble(DATA / folder).findings if f.code == "C097"]
