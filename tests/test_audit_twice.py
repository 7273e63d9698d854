"""What a file tells twice it tells alike: amounts of one name, and sentences word for word."""

from __future__ import annotations

import pytest

from reportgen.model.finding import Level
from test_audit_alone import damaged, told
from test_audit_file import saying


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("维修经费21.00万元", "维修经费22.00万元"),  # a form of its name has it
        ("事业单位公开招聘经费26.96万元", "事业单位公开招聘经费26.92万元"),
        ("支出合计增加4,332.89万元", "支出合计增加4,332.81万元"),  # the rate allows it, six other sentences don't
        ("挽回经济损失588.67万元", "挽回经济损失588.57万元"),
        ("在建项目的覆盖率为100%", "在建项目的覆盖率为104%"),
        ("欠薪案件比2021年下降10.7%", "欠薪案件比2021年增长10.7%"),
        ("综合调解率71.16%", "综合调解率41.16%"),
    ],
)
def test_what_is_told_otherwise_in_one_of_two_places_is_found_there(before: str, after: str) -> None:
    opened, number = damaged(before, after)
    found = told(opened)
    assert len(found) == 1, found
    places = [spot for spot in (found[0].spot, *found[0].cells) if spot]
    assert any(spot.row == number and not spot.sheet for spot in places)
    assert found[0].sure == "可能"
    assert found[0].level is Level.WARNING


@pytest.mark.parametrize(
    "lines",
    [
        ("养老保险补贴123.40万元。", "稳岗返还资金123.50万元。"),  # the words are others
        ("14十四、资源勘探工业信息等支出46", "14十四、资源勘探工业信息等支出44"),  # numbers of rows
        ("人员经费58.00万元。", "公务接待费58.10万元。"),  # short, and of two names
        ("就业补助资金100.00万元。", "就业补助资金0.00万元。"),
        ("完成职业技能培训1200人次，合格率98%。", "完成职业技能培训3100人次，合格率87%。"),  # two years, two numbers
    ],
)
def test_what_is_no_slip_of_one_digit_is_left_alone(lines: tuple[str, ...]) -> None:
    assert not [one for one in saying(*lines) if one.code in ("A030", "A002")]
