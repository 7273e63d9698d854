"""Texts of cells -> exact numbers and quantities."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.amount import NotANumber, is_pending, parse_number
from reportgen.model.figure import round_half_up
from reportgen.model.quantity import parse_quantity

numbers = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**10), max_value=10**10)


@given(numbers)
def test_a_number_is_read_exactly_with_or_without_commas(value):
    assert parse_number(f"{value:,f}") == parse_number(f" {value:f} ") == value


@pytest.mark.parametrize("text", ["", "-", "—", "－", "无", " "])
def test_a_dash_or_an_empty_cell_is_nought(text):
    assert parse_number(text) == 0


@pytest.mark.parametrize("text", ["-0.00", "-0", "0.00", "+0"])
def test_nought_has_no_sign(text):
    assert not parse_number(text).is_signed()


@pytest.mark.parametrize(
    "text", ["一百", "1,23", "1.2.3", "12万元", "1 2", "--1", "1e3", "NaN", "待填", "1,234,56.00", "."]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(NotANumber):
        parse_number(text)


def test_not_yet_known_is_one_word():
    assert is_pending(" 待填 ")
    assert not is_pending("待填写")


@pytest.mark.parametrize(
    ("text", "operator", "number", "unit"),
    [
        ("≥95%", "≥", "95", "%"),
        (">=95%", "≥", "95", "%"),
        ("不低于90%", "≥", "90", "%"),
        ("90%以上", "≥", "90", "%"),
        ("8%以下", "≤", "8", "%"),
        ("12场/年", "", "12", "场/年"),
        ("5884.24万", "", "5884.24", "万"),
        ("12,000人次", "", "12000", "人次"),
        ("≤48小时", "≤", "48", "小时"),
        ("0", "", "0", ""),
        ("0次", "", "0", "次"),
        ("1次（省级申报甲、乙社区）", "", "1", "次"),
        ("不超过3天", "≤", "3", "天"),
    ],
)
def test_a_quantity_is_an_operator_a_number_and_a_unit(text, operator, number, unit):
    found = parse_quantity(text)
    assert (found.text, found.operator, found.number, found.unit) == (text, operator, Decimal(number), unit)
    assert found.numeric


@pytest.mark.parametrize("text", ["良好", "出勤率100%，接通率95%", "2021年底完成12件", "", "1、2次"])
def test_what_is_not_one_number_is_qualitative(text):
    found = parse_quantity(text)
    assert not found.numeric
    assert found.text == text


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("0.005", 2, "0.01"),
        ("2.675", 2, "2.68"),
        ("-0.005", 2, "-0.01"),
        ("1324.973456", 2, "1324.97"),
        ("0.05", 1, "0.1"),
        ("2.5", 0, "3"),
    ],
)
def test_half_is_rounded_up(value, places, rounded):
    assert round_half_up(Decimal(value), places) == Decimal(rounded)
