"""The check sheet that is published answers each item from what it asks, in words that are for everybody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.publish.checksheet import check_lines, outward
from slips import made

TEXT, TABLES, FORMS = "说明文字中的数与表一致", "表与表之间的勾稽关系成立", "绩效自评的得分、执行率复算一致"
RATES, REASONS = "增减方向、增长率、占比、完成率复算一致", "说明“三公”经费与预算、与上年相比增减变化的原因"
WITHIN, ORDER = "各表之内的合计、小计与明细相等", "部分、章节、表的次序和编号齐全"

SLIPS = {
    "two inputs that differ": (("  项目支出预算: 270.00", "  项目支出预算: 280.00"), "C063", ()),
    "a code of no list": (("2080102 | 本级", "2080198 | 本级"), "C022", ()),
    "another year compared with": (("人员工资正常晋级\n  收入", "比2019年增加了人员\n  收入"), "C072", ()),
    "a reason that contradicts": (("办公用房集中后的维修和邮电开支增加", "压缩一般性支出"), "C077", ()),
    "an amount that contradicts a table": (
        ("我局对部门整体支出和全部预算项目", "全年公务接待费12.20万元，我局对部门整体支出和全部预算项目"),
        "C081",
        (TEXT,),
    ),
    "doubled words": (("整合线上线下窗口", "整合整合线上线下窗口"), "C091", ()),
    "a part that is more than its whole": (("  30231: 6.80 ", "  30231: 16.80 "), "C037", (TABLES,)),
    "a date of another year": (("填报日期: 2024-04-20", "填报日期: 2023-04-20"), "C114", ()),
}


@pytest.mark.parametrize(("swap", "code", "denied"), SLIPS.values(), ids=SLIPS)
def test_an_item_is_denied_by_what_it_asks_and_by_no_neighbour(
    tmp_path: Path, swap: tuple[str, str], code: str, denied: tuple[str, ...]
) -> None:
    report = made(tmp_path, swap)
    assert code in {f.code for f in report.findings}, [str(f) for f in report.findings]
    lines = check_lines(report, {})
    assert tuple(line.item for line in lines if line.answer == "否") == denied


@pytest.mark.parametrize(("swap", "code", "_"), SLIPS.values(), ids=SLIPS)
def test_nothing_on_the_sheet_names_a_file(tmp_path: Path, swap: tuple[str, str], code: str, _: object) -> None:
    for line in check_lines(made(tmp_path, swap), {}):
        assert not re.search(r"\.ya?ml|\.csv|:\d+", line.value + line.note), code
        assert not re.search("[「」｛｝]", line.value)


def test_a_sound_report_is_in_order_in_every_item_that_can_be_seen(tmp_path: Path) -> None:
    lines = check_lines(made(tmp_path), {})
    assert [line.item for line in lines if line.answer == "否"] == []
    assert {line.item for line in lines if line.answer == "是"} >= {TEXT, TABLES, FORMS, RATES, REASONS, WITHIN, ORDER}


def test_a_message_goes_out_in_words_without_what_the_office_is_told(tmp_path: Path) -> None:
    book = made(tmp_path).book
    message = "整体自评的项目支出预算 280.00，「支出.一般公共」之和 270.00（整体自评.yaml:7），相差 10.00；可能是「整体自评.项目支出预算」（整体自评.yaml:7）写错"
    assert outward(book, message) == "整体自评的项目支出预算 280.00，“一般公共预算财政拨款支出”之和 270.00，相差 10.00"


def test_what_could_not_be_compared_is_left_for_a_person(tmp_path: Path) -> None:
    item = "年初结转和结余与上年公开的年末数一致"
    (line,) = [line for line in check_lines(made(tmp_path), {}) if line.item == item]
    assert (line.answer, line.note) == ("", "要比的数不在这里，请人工核对")


OURS = ("版式: hubei-2023", "版式: ours")
ALL_IN_ONE = """extends: hubei-2023
parts:
  - {name: part-1, heading: 概况, sections: [duties, office]}
  - {name: part-2, heading: 说明, sections: [all-in-one]}
  - {name: part-3, heading: 决算表, tables: true}
tables: [summary, income, spending, fiscal, basic, government-fund, state-capital, three-public]
"""
TEXT_OF_ALL = """<section class="text" id="{{ here }}"><p>
收、支总计{{ p.amount("收入总计") }}，{{ p.changed("收入总计") }}。机关运行经费{{ p.amount("机关运行经费") }}。
政府采购{{ p.amount("政府采购.合计.金额") }}。
</p></section>
"""


def answers(folder: Path, edition: str = ALL_IN_ONE, **files: str) -> dict[str, tuple[str, str]]:
    """The answers and notes of the inherited sheet where an edition has sections of its own."""
    own = folder / "templates" / "final-accounts" / "ours"
    texts = {
        "edition.yaml": edition,
        "sections/office.yaml": "heading: 机构\n",
        "sections/office.html": '<section class="text" id="{{ here }}"><p>无</p></section>',
        "sections/all-in-one.yaml": 'heading: ""\n',
        "sections/all-in-one.html": TEXT_OF_ALL,
        **files,
    }
    for name, text in texts.items():
        (own / name).parent.mkdir(parents=True, exist_ok=True)
        (own / name).write_text(text, encoding="utf-8")
    return {line.item: (line.answer, line.note) for line in check_lines(made(folder, OURS, draft=True), {})}


def test_items_follow_the_sections_that_the_edition_has(tmp_path: Path) -> None:
    told = answers(tmp_path)
    alone = ("", "报告里没有单独的这一节，请人工核对")
    assert told["公开部门主要职责"][0] == "是"
    assert told["说明收入支出总体情况及增减变化"][0] == "是"  # in the section that has them
    assert told["说明机关运行经费支出情况"][0] == "是"
    assert told["公开机构设置（单位构成）情况"] == alone
    assert told["说明政府采购总额及货物、工程、服务金额"] == alone  # 货物 … are printed nowhere
    assert told["公开项目绩效自评表"] == alone
    assert told["一般公共预算支出公开到支出功能分类项级科目"] == ("", "报告里没有这张表，请人工核对")
    assert "否" not in {
        answer for item, (answer, _) in told.items() if "核对" not in item and told[item][1] == alone[1]
    }


def test_a_section_left_out_by_name_does_not_apply(tmp_path: Path) -> None:
    told = answers(tmp_path, "extends: hubei-2023\nleft_out: [units]\n")
    assert told["公开机构设置（单位构成）情况"] == ("不适用", "这种报告不印这一节")


def test_a_number_that_the_edition_took_away_is_left_for_a_person(tmp_path: Path) -> None:
    sheet = """title: 检查表
aspects:
  - aspect: 完整性
    items:
      - {item: 甲, section: total, states: [补充.没有的数]}
      - {item: 乙, section: total, when: 补充.没有的数, checks: [C076]}
      - {item: 丙}
"""
    told = answers(tmp_path, "extends: hubei-2023\n", **{"checksheet.yaml": sheet})
    assert told["甲"][0] == told["丙"][0] == ""
    assert told["乙"][0] in ("是", "")
