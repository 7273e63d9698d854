"""Totals of income and spending that are said to move apart."""

import pytest

from reportgen.audit.text.stream import stream_of
from reportgen.audit.words.moved_apart import apart_findings
from reportgen.reading.grid import Spot, TextLine


def told(text: str) -> list[str]:
    return [f.code for f in apart_findings(stream_of([TextLine(text, Spot("稿.docx"))]))]


@pytest.mark.parametrize(
    "text",
    [
        "与上年相比，收入总计增加12.00万元，支出总计减少12.00万元。",
        "收入总计比上年增加1,012.00万元，增长3.0%，支出总计比上年增加1,021.00万元。",
        "财政拨款收入总计减少5.00万元，财政拨款支出总计增加5.00万元。",
    ],
)
def test_totals_that_move_apart_are_told(text: str) -> None:
    assert told(text) == ["A023"]


@pytest.mark.parametrize(
    "text",
    [
        "与上年相比，收入总计增加12.00万元，支出总计增加12.00万元。",
        "收入合计增加12.00万元，支出合计减少3.00万元。",  # these need not be equal
        "收入总计增加12.00万元。支出总计100.00万元，减少3.00万元的是项目支出。",
        "收入支出总计各增加307.82万元，增长1.00%。",
        "收、支总计增加12.00万元。",
    ],
)
def test_what_need_not_be_equal_is_left_alone(text: str) -> None:
    assert told(text) == []
