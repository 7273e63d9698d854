"""Every cell of a table has its place, every head says what it heads, every value names its heads."""

import xml.etree.ElementTree as ET

import pytest

from reportgen.document.grid import heads, place
from reportgen.document.tree import DocumentError, parse

FORM = """<table><tbody>
<tr><th>项目名称</th><td colspan="3">甲</td></tr>
<tr><th rowspan="2">预算执行</th><th/><th>预算数</th><th>执行数</th></tr>
<tr><th>年度资金</th><td>1</td><td>2</td></tr>
<tr><th rowspan="3">绩效</th><th>指标</th><th>目标值</th><th>实际值</th></tr>
<tr><td>新增就业</td><td>3</td><td>4</td></tr>
<tr><td>成本</td><td>5</td><td>6</td></tr>
<tr><th>总分</th><td colspan="3">7</td></tr></tbody></table>"""
STATEMENT = """<table><thead><tr><th rowspan="2">科目</th><th colspan="2">支出</th></tr><tr><th>基本</th><th>项目</th></tr>\
</thead>
<tbody><tr><td>教育</td><td>8</td><td>9</td></tr></tbody></table>"""


def table_of(text):
    root = parse(f'<html><body class="report"><section class="part" id="part-1">{text}</section></body></html>')
    return next(root.iter("table"))


def words(element):
    return "".join(element.itertext())


def heads_of(text):
    return {
        words(cell): [words(head) for head in above if words(head)]
        for cell, above in heads(place(table_of(text))).items()
    }


def test_a_form_says_what_each_of_its_heads_heads():
    scopes = {words(e): e.get("scope") for e in table_of(FORM).iter("th") if words(e)}
    assert scopes == {
        "项目名称": "row",
        "预算执行": "rowgroup",
        "预算数": "col",
        "执行数": "col",
        "年度资金": "row",
        "绩效": "rowgroup",
        "指标": "col",
        "目标值": "col",
        "实际值": "col",
        "总分": "row",
    }


def test_a_value_of_a_form_stands_under_the_heads_of_its_own_block():
    told = heads_of(FORM)
    assert told["甲"] == ["项目名称"]
    assert told["1"] == ["预算数", "预算执行", "年度资金"]
    assert told["6"] == ["实际值", "绩效"]
    assert told["7"] == ["总分"]


def test_a_value_of_a_statement_stands_under_all_heads_of_its_column():
    assert heads_of(STATEMENT) == {"教育": ["科目"], "8": ["支出", "基本"], "9": ["支出", "项目"]}
    assert [e.get("scope") for e in table_of(STATEMENT).iter("th")] == ["col", "colgroup", "col", "col"]


def test_a_scope_that_the_template_gives_stands():
    assert (
        table_of('<table><tbody><tr><th scope="col">甲</th><td>1</td></tr></tbody></table>').find(".//th").get("scope")
        == "col"
    )


def test_a_cell_stands_past_those_that_reach_down():
    places = {
        words(c.element): (c.row, c.column, c.rows, c.columns)
        for c in place(ET.fromstring(STATEMENT))
        if words(c.element)
    }
    assert places["科目"] == (0, 0, 2, 1)
    assert places["支出"] == (0, 1, 1, 2)
    assert places["基本"] == (1, 1, 1, 1)
    assert places["9"] == (2, 2, 1, 1)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ('<tr><td rowspan="2">甲</td></tr>', "跨出了最后一行"),
        ('<tr><td>甲</td><td rowspan="2">乙</td></tr><tr><td colspan="2">丙</td></tr>', "互相重叠"),
        ('<tr><td rowspan="0">甲</td></tr>', "不是正整数"),
        ('<tr><td colspan="x">甲</td></tr>', "不是正整数"),
        ('<tr><td colspan="99999">甲</td></tr>', "不是正整数"),
    ],
)
def test_cells_that_have_no_place_are_refused(rows, told):
    with pytest.raises(DocumentError, match=told):
        table_of(f"<table><tbody>{rows}</tbody></table>")
