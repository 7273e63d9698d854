"""`new`: the sample explains itself and builds; `schema`: what the editor knows is what the loader takes."""

import json

import pytest
import yaml
from jsonschema import Draft202012Validator

from clerk import DONGHU, DONGXIHU, EVERYTHING, run, texts
from reportgen.build import assemble
from reportgen.model.department import DepartmentYear
from reportgen.workspace.schema import schema_text


@pytest.mark.parametrize("year", [2021, 2022, 2023, 2024, 2025])
def test_the_sample_builds_final_without_a_finding(tmp_path, year):
    folder = tmp_path / "data" / "某局" / str(year)
    run("new", folder, code=0)
    made = assemble(folder)
    older = year in (
        2021,
        2022,
    )  # their forms have no place for last year's results: the sample's words are told as such
    unprinted = [f for f in made.findings if older and f.code in ("S040", "S041")]
    assert all("上年结果应用" in f.message or "上年得分" in f.message or "结合预算" in f.message for f in unprinted)
    assert [str(f) for f in made.findings if f not in unprinted] == []
    assert made.pending == ()
    assert made.book.loaded.data.year == year
    run("build", folder, "--to", "json,html", code=0)


def test_the_sample_takes_the_edition_of_its_year_or_the_one_asked_for(tmp_path):
    assert "版式 hubei-2021" in run("new", tmp_path / "2021", code=0).output
    assert "版式 hubei-2025" in run("new", tmp_path / "2029", code=0).output
    assert "版式 hubei-2022" in run("new", tmp_path / "a" / "2029", "--edition", "hubei-2022", code=0).output
    assert "没有版式「hubei-1999」" in run("new", tmp_path / "b", "--edition", "hubei-1999", code=1).output
    assert not (tmp_path / "b").exists()


def test_the_sample_uses_every_common_key_and_has_nothing_to_fill_in(tmp_path):
    run("new", tmp_path / "2023", code=0)
    files = texts(tmp_path / "2023")
    keys = {key for text in files.values() for key in yaml.load(text, yaml.BaseLoader)}  # noqa: S506 - it makes texts only
    rare = {
        "部门预算",
        "绩效自评报告",
        "项目分科目",
        "不自评项目",
        "转移支付",
        "转移支付资金",
        "项目资金",
        "项目叙述",
        "项目合称",
        "项目余额说明",
        "口径调整",
        "会议费和培训费",
        "重点工作表",
        "支出明细",
        "工作簿更正",
        "补充数据",
        "补充文字",
        "使用非财政拨款结余",
        "结余分配",
        "豁免",
        "改写",
    }
    assert {info.alias for info in DepartmentYear.model_fields.values()} - keys <= rare
    assert all(text.startswith("# yaml-language-server: $schema=reportgen.schema.json\n") for text in files.values())
    assert all(
        sum(line.lstrip().startswith("#") or " # " in line for line in text.splitlines()) >= 2
        for text in files.values()
    )
    assert "@" not in "".join(files.values())


def test_new_never_writes_over_what_is_there(tmp_path):
    (tmp_path / "2023").mkdir()
    (tmp_path / "2023" / "数据.yaml").write_text("年度: 2023\n", encoding="utf-8")
    assert "已经有东西了" in run("new", tmp_path / "2023", code=1).output
    assert texts(tmp_path / "2023") == {"数据.yaml": "年度: 2023\n"}


def test_new_is_tidy_already(tmp_path):
    run("new", tmp_path / "2023", code=0)
    run("fmt", "--check", tmp_path / "2023", code=0)


def as_an_editor_reads(text):
    """Numbers as numbers, keys as texts, dates as texts."""
    loader = type("Loader", (yaml.SafeLoader,), {})
    loader.yaml_implicit_resolvers = {
        first: [(tag, rule) for tag, rule in rules if not tag.endswith(("timestamp", "bool"))]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def keyed(value):
        if isinstance(value, dict):
            return {str(k): keyed(v) for k, v in value.items()}
        return [keyed(v) for v in value] if isinstance(value, list) else value

    return keyed(yaml.load(text, loader))  # noqa: S506 - a safe loader


@pytest.mark.parametrize(
    ("folder", "edition"), [(DONGXIHU, "hubei-2021"), (DONGHU, "hubei-2023"), (EVERYTHING, "hubei-2023")]
)
def test_the_schema_takes_all_that_the_loader_takes(folder, edition):
    schema = json.loads(schema_text(edition))
    Draft202012Validator.check_schema(schema)
    for name, text in texts(folder).items():
        errors = [
            f"{name} {e.json_path} {e.message}"
            for e in Draft202012Validator(schema).iter_errors(as_an_editor_reads(text))
        ]
        assert errors == []


@pytest.mark.parametrize(
    "wrong",
    [
        "部门: {全称: 甲, 简称: 乙, 级次: 区级, 简名: 丙}",
        "核定书: {}",
        "金额单位: 亿元",
        "人员: {行政: 十}",
        "公开: {批复日期: 去年}",
        "部门: {全称: 甲}",
    ],
)
def test_the_schema_refuses_what_the_loader_refuses(wrong):
    assert list(Draft202012Validator(json.loads(schema_text())).iter_errors(as_an_editor_reads(wrong)))


def test_every_key_of_the_schema_is_told_in_chinese():
    def walk(node, path):
        for name, inner in node.get("properties", {}).items():
            yield f"{path}.{name}", inner
            yield from walk(inner, f"{path}.{name}")
        for more in ("items", "additionalProperties"):
            if isinstance(node.get(more), dict):
                yield from walk(node[more], path)

    told = dict(walk(json.loads(schema_text()), ""))
    assert len(told) > 80
    assert [
        name for name, inner in told.items() if not inner.get("title") or len(inner.get("description", "")) < 2
    ] == []


def test_schema_prints_or_writes_and_offers_what_the_edition_has(tmp_path):
    printed = json.loads(run("schema", "--edition", "hubei-2023", code=0).output)
    assert printed["properties"]["基本支出"]["properties"]["30101"]["title"] == "基本工资"
    assert "执法执勤用车" in printed["properties"]["国有资产"]["properties"]["车辆"]["properties"]
    run("schema", "--out", tmp_path / "s.json", code=0)
    assert json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))["title"] == "部门年度数据"
    assert "没有版式「无」" in run("schema", "--edition", "无", code=1).output


@pytest.mark.parametrize("kind", ["决算", "预算", "自评", "单位决算", "单位预算"])
def test_a_sample_is_not_written_beside_last_year_s_data(tmp_path, kind):
    """Its figures are invented and would contradict them; the command that is meant is said, and works."""
    run("new", tmp_path / "2024", "--kind", kind, code=0)
    output = run("new", tmp_path / "2025", "--kind", kind, code=1).output
    assert "[N003] 旁边的 2024 已有数据" in output
    assert f"--from {tmp_path / '2024'}" in output
    assert not (tmp_path / "2025").exists()
    run("new", tmp_path / "2025", "--from", tmp_path / "2024", code=0)


def test_a_sample_is_not_written_as_the_last_year_of_data(tmp_path):
    run("new", tmp_path / "2025", code=0)
    assert "[N003] 旁边的 2025 已有数据，会拿这里当上年" in run("new", tmp_path / "2024", code=1).output
    run("new", tmp_path / "2023", code=0)


def test_a_unit_s_sample_is_not_written_beside_its_department_s_data(tmp_path):
    run("new", tmp_path / "2024", code=0)
    output = run("new", tmp_path / "2025", "--kind", "单位决算", code=1).output
    assert "--from" not in output
    assert "reportgen new 样例/2025" in output


@pytest.mark.parametrize(
    ("beside", "kind"), [("决算", "预算"), ("决算", "单位预算"), ("预算", "决算"), ("决算", "自评")]
)
def test_a_sample_beside_another_report_contradicts_nothing(tmp_path, beside, kind):
    run("new", tmp_path / "2024", "--kind", beside, code=0)
    run("new", tmp_path / "2025", "--kind", kind, code=0)
    assert assemble(tmp_path / "2025", draft=True).errors == ()


def test_the_accounts_of_a_year_may_begin_beside_the_next_year_s_budget(tmp_path):
    run("new", tmp_path / "2025", "--kind", "预算", code=0)
    run("new", tmp_path / "2024", "--kind", "决算", code=0)
