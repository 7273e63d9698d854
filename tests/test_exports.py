"""Every fact and control that stands in the fictional exports is extracted, with its value, its unit and its cell."""

import json
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from export_variants import (
    as_html,
    blank_for,
    each_grid,
    filled,
    numbers_as_text,
    placed,
    renamed,
    shifted,
    text_changed,
    unmerged,
    without,
    words,
)
from reportgen.editions.subjects import load_subjects
from reportgen.reading.grid import Grid, OpenedFile
from reportgen.reading.open import open_file
from reportgen.recognise.amounts import SIZES, in_yuan
from reportgen.recognise.facts import facts_of
from reportgen.recognise.file import recognise
from reportgen.recognise.forms import Library, load_library
from reportgen.recognise.lists import CodeLists, lists_of
from reportgen.recognise.picks import join
from reportgen.recognise.said import place
from reportgen.recognise.seen import RecognisedFile, SeenFigure

EXPORTS = Path(__file__).parent / "exports"
TEMPLATES = Path(__file__).parents[1] / "templates"
EXPECTED = json.loads((EXPORTS / "expected.json").read_text(encoding="utf-8"))
FILES = tuple(EXPECTED)


@cache
def library() -> Library:
    return load_library([TEMPLATES])


@cache
def lists(year: int | None) -> CodeLists:
    return lists_of(load_subjects(str(year or 2025)), library().codes)


@cache
def recognised(name: str) -> RecognisedFile:
    return recognise(open_file(EXPORTS / name), library(), lists)


def figures_by_cell(name: str) -> Mapping[str, SeenFigure]:
    short = {whole: number for number, whole in EXPECTED[name]["recognise"]["sheets"].items()}
    return {
        f"{short[table.grid]}!{str(figure.cell.spot).rpartition('!')[2]}": figure
        for table, figure in recognised(name).figures
    }


def entries(kind: str) -> list[Any]:
    return [
        pytest.param(name, entry, id=f"{name}-{'-'.join(str(entry[k]) for k in entry if k not in ('unit',))}"[:150])
        for name in FILES
        for entry in EXPECTED[name][kind]
        if "cells" in entry
    ]


def stands(name: str, entry: Mapping[str, Any]) -> list[SeenFigure]:
    """The figures seen in the cells of an expected entry, each with the value and unit that it should have."""
    seen = [figures_by_cell(name)[cell] for cell in entry["cells"]]
    for figure in seen:
        assert (figure.value or Decimal(0)) == Decimal(entry["value"]), figure
        assert figure.unit == entry["unit"], figure
        assert figure.key == (key_of(entry) or figure.key), (figure.key, entry)
    return seen


STAFF = "基本支出.301、303"
OFFICE = "基本支出.302、307、309、310、311、312、313、399"
SAYS = {
    "人员经费": STAFF,
    "公用经费": OFFICE,
    "一般公共预算财政拨款收入": "收入.一般公共",
    "政府性基金预算财政拨款收入": "收入.政府性基金",
    "国有资本经营预算财政拨款收入": "收入.国有资本",
    "财政拨款收入": "收入.财政拨款",
    "一般公共预算资金": "收入.一般公共",
    "政府性基金": "政府性基金",
    "事业单位经营收入": "经营收入",
    "年初财政拨款结转和结余": "年初结转和结余.财政拨款",
    "一般公共预算财政拨款": "年初结转和结余.一般公共",
    "政府性基金预算财政拨款": "年初结转和结余.政府性基金",
}
RECORDS = {
    "主要负责人用车": "主要领导干部用车",
    "离退休干部服务用车": "离退休干部用车",
    "50万元以上通用设备": "通用",
    "100万元以上专用设备": "专用",
}
DIMENSIONS = ("科目", "经济", "资金", "种类", "来源", "单位", "类别", "口径")


def key_of(entry: Mapping[str, Any]) -> str:
    """The key that an expected entry has among ours."""
    what, item = entry["what"], entry.get("项目", "")
    if what in ("三公", "实物量", "车辆", "设备", "政府采购", "机关运行经费", "上年数"):
        return record_key(what, RECORDS.get(item, item), entry.get("口径", ""))
    if what == "合计":
        return ""
    said = [SAYS.get(entry[d], entry[d]) for d in DIMENSIONS if d in entry and entry[d] != "全部"]
    if what in ("年初结转和结余", "年末结转和结余") and entry.get("表") == "公开04表" and "行" in entry:
        said.append(SAYS[entry["行"]])
    if what == "经济分类":
        said.append("基本支出、项目支出、经营支出")
    direction = "支出" if what.startswith("经济") else what
    return join((direction, *said), frozenset(filter(None, [entry.get("单位", "")]))) or ""


def record_key(what: str, item: str, stage: str) -> str:
    if what == "三公":
        return f"三公.{item}.{'决算数' if stage == '决算' else stage}"
    if what == "机关运行经费":
        return "预算.机关运行经费" if stage else what
    if what == "政府采购":
        return f"政府采购.合计.{item}" if item.endswith("企业") else f"政府采购.{item}.金额"
    if what == "上年数":
        last = {"基本支出": "支出.基本支出", "项目支出": "支出.项目支出", "“三公”经费支出": "三公.合计.决算数"}
        return f"上年.{last.get(item, item)}".replace("一般公共预算财政拨款支出", "支出.一般公共")
    return f"{what}.{item}"


@pytest.mark.parametrize(("name", "entry"), entries("facts"))
def test_a_fact_is_seen_in_its_cell(name: str, entry: Mapping[str, Any]) -> None:
    for figure in stands(name, entry):
        # a sum over the columns or rows of its own sheet is a fact of the list and a control of ours: it is never added
        assert not figure.control or "财政拨款" in figure.key or figure.column == "合计"


@pytest.mark.parametrize(("name", "entry"), entries("controls"))
def test_a_total_is_a_control(name: str, entry: Mapping[str, Any]) -> None:
    assert all(figure.control for figure in stands(name, entry))


@pytest.mark.parametrize("name", FILES)
def test_sheets_department_year_and_kind_are_recognised(name: str) -> None:
    found, expected = recognised(name), EXPECTED[name]
    assert (found.kind, found.department, found.year) == tuple(
        expected["recognise"][key] for key in ("kind", "unit_name", "year")
    )
    assert {sheet for sheet, _ in found.ignored} == set(expected["ignored_sheets"])
    read = {table.grid for table in found.tables} - {sheet for sheet, _ in found.ignored} | set(found.texts)
    assert read == set(expected["recognise"]["sheets"].values()) - set(expected["ignored_sheets"])


@pytest.mark.parametrize("name", FILES)
def test_nothing_of_a_sheet_that_is_read_is_left_over(name: str) -> None:
    assert [cell for table in recognised(name).tables for cell in table.unread] == []


TOLD = {
    # what the list says that an importer must tell -> the code of ours and words that must be in it
    "no row for 类 and 款: all rows are leaves": ("R049", "只有项级科目的行"),
    "numbers are text with thousands separators; “—” is nothing": ("R032", "文字"),
    "三公: this older form has 年初预算 and 决算 only; 全年预算 is not known": ("R046", "全年预算不知道，不是 0"),
    "机关运行经费 is “—”: a 事业单位 has none (0, not unknown)": ("R047", "是 0，不是不知道"),
    "every cell is rounded by itself: sums may differ in the last place": ("R050", "GK01"),
    "sheets of text, not of figures: offered as text": ("R048", "3.27项目经费情况说明（部门）"),
    "totals marked formula:true are formulas, without cached values or (3.19, 3.25) with a cached 0: "
    "compute them or add the parts": ("R033", "3.17、3.19、3.20、3.21、3.25"),
    "3.25 is in 万元, everything else in 元": ("R051", "「3.25」是万元"),
}


@pytest.mark.parametrize("name", FILES)
def test_what_must_be_told_is_told(name: str) -> None:
    told = {notice.code: notice.message for notice in recognised(name).notices}
    for notice in EXPECTED[name]["notices"]:
        if "codes" not in notice:
            code, words = TOLD[notice["what"]]
            assert words in told[code]


def test_codes_that_the_list_of_the_year_lacks_keep_the_name_of_the_workbook() -> None:
    found = recognise(open_file(EXPORTS / "accounts-a.xlsx"), library(), lambda year: lists(2021))
    told = next(notice.message for notice in found.notices if notice.code == "R037")
    assert "20139 社会工作事务" in told
    assert "2013999 其他社会工作事务支出" in told
    assert found.names["2013999"][0] == "其他社会工作事务支出"
    assert not [notice for notice in recognised("accounts-a.xlsx").notices if notice.code == "R037"]


def test_a_clean_export_has_nothing_to_tell() -> None:
    assert recognised("accounts-a.xlsx").notices == ()


def test_a_missing_form_is_named_with_what_is_lost_by_it() -> None:
    told = [notice.message for notice in recognised("accounts-b.xls").notices if notice.code == "R035"]
    assert [message[:6] for message in told] == ["没有「Z09", "没有「Z11"]


def test_a_total_that_is_a_formula_without_a_result_is_computed() -> None:
    entries = [e for e in EXPECTED["budget-a.xlsx"]["controls"] if e.get("formula")]
    assert len(entries) == 19
    assert all(figures_by_cell("budget-a.xlsx")[e["cells"][0]].computed for e in entries if Decimal(e["value"]))


DERIVED = [
    pytest.param(name, entry, id=f"{name}-{key_of(entry)}")
    for name in FILES
    for entry in EXPECTED[name]["facts"]
    if "plus" in entry
]


@pytest.mark.parametrize(("name", "entry"), DERIVED)
def test_what_stands_in_no_cell_is_a_total_less_its_other_parts(name: str, entry: Mapping[str, Any]) -> None:
    fact = facts_of(recognised(name), library()).facts[key_of(entry)]
    assert (fact.value, fact.unit) == (Decimal(entry["value"]), entry["unit"])
    assert cells_of(name, fact.plus) == entry["plus"]
    assert cells_of(name, fact.minus) == entry["minus"]


def cells_of(name: str, figures: tuple[SeenFigure, ...]) -> list[str]:
    at = {id(figure): cell for cell, figure in figures_by_cell(name).items()}
    return [at[id(figure)] for figure in figures]


def test_the_facts_of_the_accounts_are_complete() -> None:
    """Spending by 科目, fund and kind adds up to the totals of Z01; so do income and what the economic codes say."""
    facts = facts_of(recognised("accounts-a.xlsx"), library()).facts
    spent = {k: f.value for k, f in facts.items() if re.fullmatch(r"支出\.\d{7}\.[^.]+\.[^.]+", k)}
    assert sum(spent.values()) == Decimal("12224070.20")
    income = {k: f.value for k, f in facts.items() if re.fullmatch(r"收入\.\d{7}\..*", k) and ".财政拨款" not in k}
    assert sum(income.values()) == Decimal("12047562.95")
    economic = {k: f.value for k, f in facts.items() if re.fullmatch(r"支出\.3\d{4}\.一般公共\.基本支出", k)}
    assert sum(economic.values()) == Decimal("8829991.03")


def test_public_tables_in_wan_yuan_say_that_their_differences_are_rounded() -> None:
    told = facts_of(recognised("public-tables.xlsx"), library()).notices
    assert [notice.code for notice in told if notice.code == "R056"] == ["R056"]


def test_every_total_of_the_clean_exports_may_be_compared() -> None:
    for name in FILES:
        controls = {id(figure) for figure in facts_of(recognised(name), library()).controls}
        assert all(id(f) in controls for _, f in recognised(name).figures if f.control and f.value is not None)


def facts_in_yuan(found: RecognisedFile) -> Mapping[str, Decimal]:
    return {key: in_yuan(fact.value, fact.unit) for key, fact in facts_of(found, library()).facts.items()}


VARIANTS: Mapping[str, Callable[[OpenedFile], OpenedFile]] = {
    "three rows lower": lambda o: each_grid(o, shifted(3)),
    "sheets in another order": lambda o: replace(o, grids=tuple(reversed(o.grids))),
    "sheets called Sheet1, Sheet2": renamed(lambda name, number: f"Sheet{number + 1}"),
    "sheets named by another program": renamed(lambda name, number: name.replace(" ", "-")[:31]),
    "sheets named by their titles": renamed(lambda name, number: name.split(" ", 1)[-1].split("(")[0]),
    "full-width brackets": lambda o: each_grid(o, text_changed(lambda t: t.replace("(", "（").replace(")", "）"))),
    "half-width brackets and colons": lambda o: each_grid(
        o, text_changed(lambda t: t.translate(str.maketrans("（）：，", "():,")))
    ),
    "numbers as text": lambda o: each_grid(o, numbers_as_text("{:,.2f}")),
    "numbers as text with a currency sign": lambda o: each_grid(o, numbers_as_text("￥{:,.2f}")),
    "no number of the form": lambda o: each_grid(o, without("^(财决|公开)[^a]*表$")),
    "no titles": lambda o: each_grid(o, lambda g: placed(g, {at: c for at, c in g.cells.items() if at[0] > 0})),
    "merging lost": lambda o: each_grid(o, unmerged),
    "merging lost and filled in": lambda o: each_grid(o, filled),
    "dashes for nothing": lambda o: each_grid(o, blank_for("", "—")),
    "the Chinese one for nothing": lambda o: each_grid(o, blank_for("—", "一")),
    "blanks for nothing": lambda o: each_grid(o, blank_for("—", "")),
    "older words in the heads": lambda o: each_grid(o, words(OLDER)),
}
OLDER = {
    "全年预算数": "调整预算数",
    "日常公用经费": "公用经费",
    "科目名称": "功能分类科目名称",
    "支出功能分类科目编码": "科目编码",
    "项目（按功能分类）": "项目（按支出功能分类）",
    "对附属单位补助支出": "对附属单位补助",
}
SHIFTS_FORMULAS = {("budget-a.xlsx", "three rows lower")}
"""Formulas name cells: moving the rows under them makes other ones."""


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", FILES)
def test_a_variant_of_a_workbook_gives_the_same_facts(name: str, variant: str) -> None:
    found = recognise(VARIANTS[variant](open_file(EXPORTS / name)), library(), lists)
    if (name, variant) in SHIFTS_FORMULAS:
        assert {notice.code for notice in found.notices} >= {"R030"}
        return
    assert facts_in_yuan(found) == facts_in_yuan(recognised(name))
    odd = {"R030", "R031", "R042", "R043", "R054", "R055"}
    assert not odd & {notice.code for notice in found.notices}


def test_a_sheet_that_says_no_unit_has_the_one_in_which_it_agrees_with_the_others() -> None:
    opened = open_file(EXPORTS / "accounts-a.xlsx")
    silent = each_grid(opened, lambda g: without("单位：元")(g) if g.name.startswith("Z07") else g)
    found = recognise(silent, library(), lists)
    table = next(table for table in found.tables if table.form == "Z07")
    assert (table.unit, bool(table.unit_from)) == ("元", True)
    assert "没有写金额单位：和 Z01" in next(notice.message for notice in found.notices if notice.code == "R038")
    assert facts_in_yuan(found) == facts_in_yuan(recognised("accounts-a.xlsx"))


def test_a_unit_that_nothing_tells_is_not_assumed() -> None:
    silent = each_grid(open_file(EXPORTS / "accounts-a.xlsx"), without("单位：元"))
    found = recognise(silent, library(), lists)
    assert {table.unit for table in found.tables} == {"？"}
    facts = facts_of(found, library()).facts
    assert [fact for fact in facts.values() if fact.value and fact.unit not in ("", "辆", "台（套）")] == []


def damaged(name: str, figure: SeenFigure, by: Decimal) -> RecognisedFile:
    """The file with one figure that is larger by so much."""
    assert figure.value is not None
    spot, value = figure.cell.spot, figure.value + by

    def change(grid: Grid) -> Grid:
        if grid.name != spot.sheet:
            return grid
        number = None if figure.cell.number is None else value
        cell = replace(figure.cell, text=f"{value:,.2f}", number=number, formula="")
        return placed(grid, {**grid.cells, (spot.row, spot.column): cell})

    return recognise(each_grid(open_file(EXPORTS / name), change), library(), lists)


@pytest.mark.parametrize("name", FILES[:3])
def test_a_figure_that_is_wrong_is_told_by_a_total_or_another_sheet(name: str) -> None:
    """Counts have nothing to be compared with, nor the parts of a total of the budget that is a formula."""
    money = [f for _, f in recognised(name).figures if f.value and f.unit in SIZES and "含转移支付" not in f.key]
    for figure in random.Random(14).sample(money, 12):  # noqa: S311
        told = facts_of(damaged(name, figure, Decimal(1000)), library()).notices
        assert {"R030", "R031", "R055"} & {notice.code for notice in told} or figure.key.startswith("上年."), figure


def test_a_total_that_does_not_foot_is_told_with_both_figures_and_is_no_control() -> None:
    total = figures_by_cell("accounts-a.xlsx")["Z04!F9"]
    found = damaged("accounts-a.xlsx", total, Decimal("0.01"))
    told = [notice.message for notice in found.notices if notice.code == "R030"]
    assert told[0].startswith("Z04!F9（合计）是 9,127,221.66") or any("9,127,221.66" in message for message in told)
    assert all("9,127,221.65" in message or "12,224,070.2" in message for message in told)
    facts = facts_of(found, library())
    assert [f for f in facts.controls if place(f.cell) == "Z04!F9"] == []
    assert facts.facts["支出.2010350.其他资金.基本支出"].value == Decimal("297230.62")


def test_two_sheets_that_disagree_are_told_with_both_cells() -> None:
    figure = figures_by_cell("accounts-a.xlsx")["Z07!L14"]
    told = [n.message for n in damaged("accounts-a.xlsx", figure, Decimal(9)).notices if n.code == "R031"]
    assert any("Z07!L14 是 1,343,858 元" in message and "Z08_1!E13 是 1,343,849 元" in message for message in told)


def test_a_sheet_that_nobody_filled_in_is_not_taken_for_nothing() -> None:
    def emptied(grid: Grid) -> Grid:
        if not grid.name.startswith("F03"):
            return grid
        return placed(grid, {at: c for at, c in grid.cells.items() if at[0] < 5 or at[1] in (0, 1, 5, 6)})

    found = recognise(each_grid(open_file(EXPORTS / "accounts-a.xlsx"), emptied), library(), lists)
    assert "一个数也没有填" in next(notice.message for notice in found.notices if notice.code == "R057")
    assert not [key for key in facts_of(found, library()).facts if key.startswith(("三公", "车辆", "机关运行经费"))]


def test_a_hidden_sheet_is_not_read_and_is_named() -> None:
    opened = open_file(EXPORTS / "accounts-a.xlsx")
    grids = tuple(replace(grid, hidden=grid.name.startswith("Z09")) for grid in opened.grids)
    found = recognise(replace(opened, grids=grids), library(), lists)
    told = {notice.code: notice.message for notice in found.notices}
    assert "Z09" in told["R036"]
    assert "按科目的政府性基金收入、支出和结转" in told["R035"]


def test_an_amount_that_can_be_read_in_two_ways_is_no_fact() -> None:
    opened = open_file(EXPORTS / "accounts-a.xlsx")
    spoiled = each_grid(
        opened,
        lambda g: placed(
            g,
            {
                at: replace(c, text="1.343.849,00", number=None) if (g.name[:3], at) == ("Z07", (13, 11)) else c
                for at, c in g.cells.items()
            },
        ),
    )
    found = recognise(spoiled, library(), lists)
    assert "Z07!L14“1.343.849,00”" in next(n.message for n in found.notices if n.code == "R054")


@pytest.mark.parametrize("name", FILES[:3])
def test_a_page_of_html_that_calls_itself_xls_gives_the_same_facts(name: str, tmp_path: Path) -> None:
    path = tmp_path / "决算.xls"
    path.write_bytes(as_html(open_file(EXPORTS / name)))
    opened = open_file(path)
    assert opened.container == "html"
    assert facts_in_yuan(recognise(opened, library(), lists)) == facts_in_yuan(recognised(name))
