"""Sums in sentences: one wrong digit or direction that explains them is told; a list that is not all is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.audit.audited import audited
from reportgen.audit.finding import AuditFinding
from reportgen.reading.grid import OpenedFile, Spot, TextLine

NAME = "公开稿.docx"
BUDGET = (
    "支出预算1,322.58万元，其中：财政拨款支出预算1,313.98万元，比2024年预算增加67.32万元。财政拨款支出预算中，一般公共预算拨款"
    "支出预算1,278.98万元，比2024年预算增加62.32万元；政府性基金拨款支出预算35.00万元，比2024年预算增加5.00万元；国有资本"
    "经营预算拨款支出预算0万元，与2024年预算持平。"
)
LESS = (
    "支出决算数比2023年度减少0.90万元，其中：因公出国（境）费持平；公务用车运行费减少0.40万元；公务接待费减少0.50万元。"
)
GOODS = "政府采购金额为91.00万元，其中：货物采购金额12.60万元、工程采购金额0万元、服务采购金额78.40万元。"
RATES = (
    "整体支出全年预算数为3,796.75万元，执行数为3,401.90万元，执行率为89.6%。其中：基本支出全年预算数2,236.70万元，执行数"
    "2,143.90万元，占整体支出执行数的63.0%，执行率为95.9%；项目支出全年预算数1,560.05万元，执行数1,258.00万元，占整体支出"
    "执行数的37.0%，执行率为80.6%。"
)
ITEMS = (
    "项目支出1,001.90万元，用在：",
    "1.就业补助项目经费613.92万元，主要用于就业。",
    "2.劳动监察项目经费43.20万元，主要用于执法。",
    "3.园区管理项目经费344.78万元，主要用于园区。",
)
ADDED = "年初预算为3,231.05万元，年度执行中追加财政拨款预算565.70万元，全年预算为3,796.75万元，支出决算为3,395.50万元。"
CARS = (
    "公务用车购置及运行费4.20万元，比2024年预算减少0.30万元，主要原因是厉行节约。其中：公务用车购置费0万元，与2024年预算持平；"
    "公务用车运行费4.20万元，比2024年预算减少0.30万元。"
)
TWICE = (
    "收入预算1,322.58万元，其中：财政拨款收入1,313.98万元，比2024年预算增加67.32万元；事业收入8.60万元。",
    "支出预算1,322.58万元，其中：财政拨款支出预算1,313.98万元，比2024年预算增加67.32万元。",
)
REASON = "公务接待费支出决算减少0.50万元，下降29.41%。公务接待费支出减少的主要原因是压减接待批次。"


def told(*lines: str) -> list[AuditFinding]:
    texts = ("一、收入支出情况说明", *lines)
    opened = OpenedFile(Path(NAME), "docx", (), tuple(TextLine(t, Spot(NAME, row=n)) for n, t in enumerate(texts)))
    return [one for one in audited(opened, None, None).findings if one.code != "A009"]


@pytest.mark.parametrize("lines", [(BUDGET,), (LESS,), (GOODS,), (RATES,), ITEMS, (REASON,), (ADDED,), (CARS,), TWICE])
def test_what_adds_up_is_told_by_nobody(lines: tuple[str, ...]) -> None:
    assert told(*lines) == []


@pytest.mark.parametrize(
    ("lines", "before", "after", "code"),
    [
        ((BUDGET,), "增加67.32", "增加47.32", "A045"),
        ((BUDGET,), "增加5.00", "减少5.00", "A002"),
        ((BUDGET,), "增加62.32", "增加62.92", "A045"),
        ((LESS,), "减少0.90", "减少0.40", "A045"),
        ((LESS,), "费减少0.50", "费增加0.50", "A002"),
        ((GOODS,), "78.40", "78.47", "A045"),
        ((GOODS,), "91.00", "61.00", "A045"),
        ((RATES,), "2,143.90", "2,143.60", "A045"),
        ((RATES,), "1,560.05", "1,565.05", "A045"),
        ((RATES,), "63.0%", "63.4%", "A003"),
        ((RATES,), "80.6%", "10.6%", "A003"),
        (ITEMS, "613.92", "613.42", "A045"),
        (ITEMS, "344.78", "314.78", "A045"),
        (ITEMS, "1,001.90", "1,001.40", "A045"),
        (TWICE, "收入1,313.98万元，比2024年预算增加67.32", "收入1,313.98万元，比2024年预算增加67.52", "A030"),
        (TWICE, "收入1,313.98万元，比2024年预算增加", "收入1,313.98万元，比2024年预算减少", "A002"),
        ((ADDED,), "565.70", "765.70", "A045"),
        ((ADDED,), "3,231.05", "3,251.05", "A045"),
        ((CARS,), "运行费4.20万元，比2024年预算减少", "运行费4.20万元，比2024年预算增加", "A002"),
        ((REASON,), "支出减少的", "支出增加的", "A002"),
    ],
)
def test_one_wrong_digit_or_direction_is_told_once_with_all_numbers_of_the_sum(
    lines: tuple[str, ...], before: str, after: str, code: str
) -> None:
    number = next(n for n, line in enumerate(lines) if before in line)
    (found,) = told(*(line.replace(before, after, 1) for line in lines))
    assert found.code == code
    assert number + 1 in {spot.row for spot in (*found.cells, *((found.spot,) if found.spot else ()))}


@pytest.mark.parametrize(
    "line",
    [
        "项目支出1,560.05万元，其中：就业补助613.92万元、劳动监察43.20万元。",  # not all of them
        "政府采购金额为91.00万元，其中：授予中小企业78.40万元，授予小微企业29.60万元。",  # one is a part of the other
        "收入35.00万元，支出35.00万元。公务接待费支出减少的主要原因是压减接待批次。",
        "三公经费减少0.90万元，其中：公务接待费减少0.50万元，主要原因是厉行节约。",
    ],
)
def test_lists_that_are_not_all_of_a_whole_are_no_sums(line: str) -> None:
    assert told(line) == []
