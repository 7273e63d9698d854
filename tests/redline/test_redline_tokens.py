"""A comparison of two texts reads as if a careful person had marked it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.compare.redline.tokens import changes, tokens, words_diff


def marked(old: str, new: str) -> str:
    """What is taken out in [], what is put in in {}."""
    return "".join({"=": "{}", "-": "[{}]", "+": "{{{}}}"}[sign].format(text) for sign, text in changes(old, new))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("共12,345.67万元", ["共", "12,345.67", "万", "元"]),
        ("增长96.5%", ["增", "长", "96.5%"]),
        ("为-12.30万元", ["为", "-12.30", "万", "元"]),
        ("2021-2022年", ["2021", "-", "2022", "年"]),
        ("1,2345", ["1", ",", "2345"]),
        ("PPP项目", ["PPP", "项", "目"]),
    ],
)
def test_a_number_is_one_token(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "收入3,991.22万元，下降16.9%。",
            "收入4,008.05万元，下降16.5%。",
            "收入[3,991.22]{4,008.05}万元，下降[16.9%]{16.5%}。",
        ),
        ("比上年增加5.00万元", "比上年减少15.00万元", "比上年[增加5.00]{减少15.00}万元"),
        ("本年3,395.50万元", "本年-12.30万元", "本年[3,395.50]{-12.30}万元"),
        ("1.00、2.00", "1.10、2.20", "[1.00、2.00]{1.10、2.20}"),
        (
            "比2022年增加5.00万元，增长3.2%。",
            "比2022年减少15.00万元，下降9.2%。",
            "比2022年[增加5.00]{减少15.00}万元，[增长3.2%]{下降9.2%}。",
        ),
        ("上级为稳定就业下达了奖补资金", "上级下达了稳定就业的资金", "上级[为]{下达了}稳定就业[下达了奖补]{的}资金"),
        ("甲。乙。丙。", "甲。丁。乙。丙。", "甲。{丁。}乙。丙。"),
        ("落实政策，服务企业，培训职工。", "落实政策，培训职工。", "落实政策，[服务企业，]培训职工。"),
        ("行政运行", "一般行政管理事务", "[行政运行]{一般行政管理事务}"),
        ("减少了接待支出", "压减了公务接待的批次和人数", "[减少了接待支出]{压减了公务接待的批次和人数}"),
        ("同一句话", "同一句话", "同一句话"),
        ("", "新的", "{新的}"),
        ("旧的", "", "[旧的]"),
        ("", "", ""),
    ],
)
def test_a_change_reads_well(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


WORDS = st.text(alphabet="收入支出，。1.5万元", max_size=30)


@given(WORDS, WORDS)
def test_the_stretches_are_both_texts_and_take_turns(old: str, new: str) -> None:
    found = changes(old, new)
    assert "".join(text for sign, text in found if sign != "+") == old
    assert "".join(text for sign, text in found if sign != "-") == new
    assert all(one.same != other.same for one, other in pairwise(words_diff(tokens(old), tokens(new))))


@given(WORDS)
def test_equal_texts_have_no_changes(text: str) -> None:
    assert changes(text, text) == ([("=", text)] if text else [])
