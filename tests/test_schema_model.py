"""What a field of the data says is said once: the loader and the roll-over ask the model and name no key themselves."""

import ast
from pathlib import Path

import pytest

import reportgen
import small
from reportgen.load import load
from reportgen.model.field import NAME, Table
from reportgen.model.schema import (
    EACH,
    by_ledger,
    choices_at,
    every_field,
    field_of,
    kind_at,
    names_of,
    path_of,
    table_at,
    term_at,
    top_fields,
    unit_of,
)
from reportgen.workspace.carry import WAYS

SOURCE = Path(reportgen.__file__).parent
FIELDS = every_field()


def words_of(path):
    """The texts in a module's code, docstrings left out."""
    tree = ast.parse(path.read_text("utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return {
        n.value
        for n in ast.walk(tree)
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in said
    }


@pytest.mark.parametrize("path", sorted((SOURCE / "load").glob("*.py")), ids=lambda path: path.name)
def test_the_loader_names_no_key_of_the_data(path):
    assert words_of(path) & set(top_fields()) == set()


@pytest.mark.parametrize("name", ["carry.py", "rollover.py", "last_year.py", "schema.py"])
def test_neither_do_the_roll_over_and_the_schema_page(name):
    assert words_of(SOURCE / "workspace" / name) & set(top_fields()) == set()


@pytest.mark.parametrize("field", FIELDS, ids=[".".join(f.path) for f in FIELDS])
def test_what_a_field_says_is_of_use(field):
    """A key of a figure begins with a name and has a unit, unless its text or the edition brings one;
    a way to begin a year is known.
    """
    said = field.term
    if said.key:
        assert not said.key.startswith("{")
        assert said.unit or field.path[-1] in ("指标", "事实", "补充数据")
    assert said.rolls in (*WAYS, "", "said", "left out")
    if said.refers == path_of("projects")[0]:
        assert path_of("projects")[0] in top_fields()


def test_no_two_fields_give_the_same_keys():
    keys = [field.term.key for field in FIELDS if field.term.key]
    assert sorted(set(keys)) == sorted(keys)


def test_a_path_tells_what_stands_there():
    assert [
        kind_at(path) for path in (("年度",), ("收支", 3, "一般公共.基本支出"), ("收支", 3, "科目"), ("收支", 3))
    ] == ["int", "amount", "text", "text"]
    assert kind_at(("指标", "社保", 0, "层级")) == kind_at(("绩效自评报告", "指标", 0, "层级")) == "level"
    assert kind_at(("项目", 2, "执行数")) == "amount"
    assert kind_at(("没有这个键",)) == ""


def test_a_table_is_known_by_its_path():
    assert table_at(("指标",)) is None  # a mapping of tables
    assert table_at(("指标", "社保")) is table_at(("指标", "党建"))
    assert table_at(("部门预算", "收入")).names_rows == ("单位",)
    assert table_at(("主要职能",)) is None


def test_a_field_is_found_by_its_attributes():
    assert path_of("three_public", "money") == ("三公经费", "金额")
    assert field_of("assets", "general").home == ("国有资产",)
    assert term_at(("人员",)).keys.names[0] == "行政"
    assert choices_at(("金额单位",)) == ("万元", "元")


def test_a_key_has_the_unit_of_its_field():
    assert [
        unit_of(key)
        for key in ("三公.公务接待费.决算数", "实物量.国内接待批次", "编制.行政编制", "经济.30101", "收入总计")
    ] == ["万元", "批次", "人", "万元", None]


def test_the_final_accounts_come_before_the_budget():
    assert [field.path for field in by_ledger()["政府采购"]] == [("政府采购",), ("部门预算", "采购")]


def test_a_row_of_a_table_stands_between_a_field_and_its_columns():
    assert ("项目", EACH, "执行数") in [field.path for field in FIELDS]


def test_a_draft_completes_a_row_that_lacks_its_subject(tmp_path):
    """部门预算 without the column 科目 is an error of its own, and the draft goes on."""
    budget = "\n  基本支出: |\n    经济科目 | 金额\n    30101 | 80"
    loaded = load(small.write(tmp_path, 部门预算=budget), draft=True)
    assert [f.message for f in loaded.findings] == ["「部门预算.基本支出」的表头缺「科目」"]
    assert loaded.data.budget.basic[0].subject == "【待填：科目】"


def test_a_part_of_a_key_has_the_names_that_its_column_offers():
    (counted,) = (f for f in FIELDS if f.path == ("会议费和培训费", EACH, "次数"))
    assert names_of(counted, "{项目}") == ("会议费", "培训费")
    assert names_of(counted, "次数") == ("次数",)
    (stated,) = (f for f in FIELDS if f.path == ("项目", EACH, "执行数"))
    assert names_of(stated, "{代号}") == ()


def test_keys_of_a_mapping_become_the_column_that_names_its_rows():
    assert Table(names_rows=("年份",)).first == "年份"
    assert Table().first == NAME
    assert Table(names_rows=("科目", "来源")).first == NAME
