"""Numbers of foreign cells: read as they are written, told when odd, never guessed at."""

from __future__ import annotations

from decimal import Decimal

import pytest
from openpyxl.styles.numbers import BUILTIN_FORMATS

from reportgen.reading.grid import GridCell, Spot
from reportgen.reading.number_format import BUILT_IN
from reportgen.reading.numbers import Kind, number_of, read_number


@pytest.mark.parametrize("text", ["1,234.50", "1234.50", " 1234.50 ", "\t1234.50\n", "\u30001,234.50", "+1234.50"])
def test_a_plain_number_is_nothing_odd(text: str) -> None:
    read = read_number(text)
    assert (read.value, read.odd) == (Decimal("1234.50"), ())


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("(1,200.00)", "-1200"),
        ("（1,200.00）", "-1200"),
        ("-1,200.00", "-1200"),
        ("－1,200.00", "-1200"),
        ("−1,200.00", "-1200"),
        ("–1200", "-1200"),
        ("- 1200", "-1200"),
        ("△1,200", "-1200"),
        ("▲1,200", "-1200"),
        ("-￥1,200", "-1200"),
        ("￥-1,200", "-1200"),
        ("１，２３４．５０", "1234.5"),
        ("￥1,234.50", "1234.5"),
        ("¥ 1,234.50", "1234.5"),
        ("人民币1,234.50", "1234.5"),
        ("1.2E+7", "12000000"),
        ("1.2e7", "12000000"),
        ("1 234.50", "1234.5"),
        ("1234。50", "1234.5"),
        ("'1234.50", "1234.5"),
        ("612.4000000000001", "612.4"),
        ("86.5O", "86.5"),
        (".5", "0.5"),
        ("1,234.50，", "1234.5"),
        ("1234.50\u200b", "1234.5"),
    ],
)
def test_an_odd_number_is_read(text: str, value: str) -> None:
    assert read_number(text).value == Decimal(value)


@pytest.mark.parametrize("text", ["（1,200.00）", "１２", "￥3", "1.2E+7", "−5", "86.5O", "1 234"])
def test_what_was_odd_is_told_with_what_it_was_read_as(text: str) -> None:
    assert [code for code, _ in read_number(text).odd] == ["R021"]


@pytest.mark.parametrize("text", ["", " ", "\u3000", "-", "—", "－", "–", "―", "─", "‐", "−", "——", "--", "无", "/"])
def test_dashes_and_blanks_are_nothing(text: str) -> None:
    assert read_number(text).kind is Kind.NOTHING


def test_a_chinese_one_alone_is_a_dash_and_told() -> None:
    read = read_number("一")
    assert (read.kind, len(read.odd)) == (Kind.NOTHING, 1)


@pytest.mark.parametrize(
    "text", ["一、", "一、基本支出", "（一）", "合计", "第12批", "1/2", "2024年度", "2080101 行政运行"]
)
def test_words_are_no_number(text: str) -> None:
    assert read_number(text).kind is Kind.WORDS


@pytest.mark.parametrize(
    "text", ["1.234,50", "1.234.567", "1,23", "12,34.50", "1,2345", "12 34", "1\n2", "1,200.00-", "(1,200", "1.2.3"]
)
def test_what_can_be_read_in_two_ways_is_not_guessed_at(text: str) -> None:
    read = read_number(text)
    assert (read.value, [code for code, _ in read.odd]) == (None, ["R020"])


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("12.5%", "12.5", "%"),
        ("12.5％", "12.5", "%"),
        ("-3%", "-3", "%"),
        ("1,234.50万元", "1234.5", "万元"),
        ("3.5亿", "3.5", "亿元"),
        ("12辆", "12", "辆"),
        ("1200元", "1200", "元"),
    ],
)
def test_a_unit_is_kept_apart_and_the_number_stays(text: str, value: str, unit: str) -> None:
    read = read_number(text)
    assert (read.value, read.unit) == (Decimal(value), unit)


@pytest.mark.parametrize("text", ["待填", "待定", "…", "……"])
def test_not_known_yet_is_no_zero(text: str) -> None:
    read = read_number(text)
    assert (read.kind, read.value) == (Kind.PENDING, None)


@pytest.mark.parametrize("text", ["#REF!", "#DIV/0!", "####"])
def test_an_error_of_excel_is_told(text: str) -> None:
    read = read_number(text)
    assert (read.kind, len(read.odd)) == (Kind.WORDS, 1)


@pytest.mark.parametrize(
    ("text", "stored", "value", "unit"),
    [
        ("12.5%", "0.125", "12.5", "%"),
        ("1,234.50万元", "1234.5", "1234.5", "万元"),
        ("(1,234.50)", "-1234.5", "-1234.5", ""),
        ("1,235", "1234.5", "1234.5", ""),
    ],
)
def test_a_stored_number_counts_with_the_unit_that_is_shown(text: str, stored: str, value: str, unit: str) -> None:
    read = number_of(GridCell(text, Spot("a.xlsx"), Decimal(stored)))
    assert (read.value, read.unit, read.odd) == (Decimal(value), unit, ())


def test_formats_that_are_known_by_their_number_are_those_of_the_standard() -> None:
    assert BUILT_IN == BUILTIN_FORMATS
