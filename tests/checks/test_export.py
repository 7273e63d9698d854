"""The outcome of `check` as JSON, SARIF and a workbook; `check --explain`."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from reportgen.build import BuiltReport
from reportgen.checks import CHECKS, DOCUMENT_CHECKS
from reportgen.checks.engine.catalogue import all_rules, kinds_of
from reportgen.checks.engine.export import to_sarif
from reportgen.checks.engine.pages import at_once, explain, pages, used_by
from reportgen.cli import commands
from reportgen.editions import find_kind
from reportgen.model.finding import Finding, Level, Source

Said = Callable[..., Result]


@pytest.fixture
def folder(making: Callable[..., BuiltReport]) -> Path:
    case = {"data": {"重点工作": {"演出": "加强加强管理。"}, "核定数": {"收入总计": "931.52"}}}
    return making(case, "data").book.loaded.folder


@pytest.fixture
def said() -> Said:
    return lambda *words: CliRunner().invoke(commands, ["check", *map(str, words)])


def test_json_holds_findings_and_ledger(folder: Path, said: Said) -> None:
    result = said(folder, "--format", "json")
    content = json.loads(result.stdout)
    found = {f["code"]: f for f in content["findings"]}
    assert result.exit_code == 1
    assert found["C003"]["level"] == "错误"
    assert (found["C091"]["key"], found["C091"]["source"]["file"]) == ("重点工作.演出", "全部.yaml")
    assert found["C091"]["source"]["line"] > 1
    about = find_kind("部门决算公开")
    assert {run["code"] for run in content["ledger"]} >= {
        code for code, entry in {**CHECKS, **DOCUMENT_CHECKS}.items() if entry.rule.runs_in(about)
    }


def test_sarif_has_the_shape_of_2_1_0(folder: Path, said: Said, tmp_path: Path) -> None:
    target = tmp_path / "检查 结果.sarif"
    assert said(folder, "--format", "sarif", "-o", target).exit_code == 1
    log = json.loads(target.read_text(encoding="utf-8"))
    assert_is_sarif(log)
    assert {r["ruleId"] for r in log["runs"][0]["results"]} >= {"C003", "C091"}


def test_sarif_of_unreadable_data_and_of_last_year_has_the_shape_too() -> None:
    findings = [
        Finding("L003", Level.ERROR, "读不懂", Source("坏 的.yaml", 3, 1)),
        Finding("D001", Level.WARNING, "上年", Source("../2022/收支.yaml", 0, 0), "支出.208"),
        Finding("E005", Level.HINT, "版式", Source("base/edition.yaml", 1, 1)),
        Finding("X999", Level.HINT, "没有位置"),
    ]
    log = json.loads(to_sarif(findings, (), 0))
    assert_is_sarif(log)
    places = [r["locations"][0]["physicalLocation"] for r in log["runs"][0]["results"] if "locations" in r]
    assert places[0]["artifactLocation"]["uri"] == "%E5%9D%8F%20%E7%9A%84.yaml"
    assert places[1]["region"] == {"startLine": 1, "startColumn": 1}


def test_sarif_of_nothing_has_the_shape_too() -> None:
    log = json.loads(to_sarif([], (), 0))
    assert_is_sarif(log)
    assert log["runs"][0]["results"] == []


def assert_is_sarif(log: Any) -> None:
    """What the schema of SARIF 2.1.0 demands of the members that we write: required ones, types, allowed values,
    no others.
    """
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    assert set(run) <= {"tool", "columnKind", "results"}
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    driver = run["tool"]["driver"]
    assert set(driver) <= {"name", "version", "language", "rules"}
    assert driver["name"] == "reportgen"
    assert re.fullmatch(r"[a-zA-Z]{2}(-[a-zA-Z]{2})?", driver["language"])
    rules = [rule["id"] for rule in driver["rules"]]
    assert len(rules) == len(set(rules))
    for rule in driver["rules"]:
        assert set(rule) <= {"id", "shortDescription", "fullDescription", "help"}
        assert all(set(rule[part]) == {"text"} and rule[part]["text"] for part in set(rule) - {"id"})
    for result in run["results"]:
        assert set(result) <= {"ruleId", "ruleIndex", "level", "message", "locations"}
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"]
        for location in result.get("locations", ()):
            assert_is_location(location)


def assert_is_location(location: Any) -> None:
    """A place in a file by a relative URI with lines and columns from 1, a name, or both."""
    assert set(location) <= {"physicalLocation", "logicalLocations"}
    assert location
    for logical in location.get("logicalLocations", ()):
        assert logical["fullyQualifiedName"]
    if "physicalLocation" in location:
        physical = location["physicalLocation"]
        assert set(physical) == {"artifactLocation", "region"}
        uri = physical["artifactLocation"]["uri"]
        assert re.fullmatch(r"[A-Za-z0-9\-._~/%]+", uri)
        assert not uri.startswith("/")
        assert physical["region"].keys() == {"startLine", "startColumn"}
        assert all(isinstance(n, int) and n >= 1 for n in physical["region"].values())


def test_sarif_of_a_finding_without_a_place() -> None:
    log = json.loads(to_sarif([Finding("X999", Level.HINT, "没有位置")], (), 0))
    assert log["runs"][0]["results"] == [
        {"ruleId": "X999", "ruleIndex": 0, "level": "note", "message": {"text": "没有位置"}}
    ]


def test_xlsx_lists_findings_and_ledger(folder: Path, said: Said, tmp_path: Path) -> None:
    target = tmp_path / "清单.xlsx"
    assert said(folder, "--format", "xlsx", "-o", target).exit_code == 1
    book = openpyxl.load_workbook(io.BytesIO(target.read_bytes()))
    rows: list[tuple[Any, ...]] = list(book["查出的问题"].iter_rows(values_only=True))
    assert rows[0] == ("编号", "级别", "位置", "问题", "怎么改")
    assert rows[1][:2] == ("C003", "错误")
    assert str(rows[1][2]).startswith("全部.yaml:")
    assert book["检查清单"].max_row > 100


def test_a_text_that_looks_like_a_formula_stays_text() -> None:
    from reportgen.checks.engine.export import to_xlsx

    book = openpyxl.load_workbook(io.BytesIO(to_xlsx([Finding("C091", Level.HINT, "=1+1")], (), 0)))
    assert book["查出的问题"]["D2"].value == "=1+1"
    assert book["查出的问题"]["D2"].data_type == "s"


def test_unreadable_data_are_exported_too(tmp_path: Path, said: Said) -> None:
    (tmp_path / "坏.yaml").write_text("年度: [2023\n", encoding="utf-8")
    result = said(tmp_path, "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["findings"]


def test_a_file_that_cannot_be_written_is_told(folder: Path, said: Said, tmp_path: Path) -> None:
    result = said(folder, "--format", "json", "-o", tmp_path / "没有" / "结果.json")
    assert result.exit_code == 1
    assert "写不了" in result.stderr


def test_explain_tells_mode_level_rule_and_alias(said: Said) -> None:
    text = said("--explain", "c091").stdout
    assert all(
        words in text
        for words in ("C091", "方式：文字", "级别：提醒", "可以豁免", "规则：", "为什么：", "怎么改：", "V33-113")
    )
    assert "不能豁免" in explain("C003")
    unknown = said("--explain", "C998")
    assert unknown.exit_code == 1
    assert "没有「C998」这项检查" in unknown.stderr


def test_explain_tells_programs_what_it_tells_in_print(said: Said) -> None:
    (rule,) = json.loads(said("--explain", "c091", "--format", "json").stdout)
    text = explain("C091")
    assert all(rule[name] in text for name in ("code", "title", "level", "what", "why", "remedy"))
    assert (rule["mode"], rule["waivable"]) == ("text", True)
    assert f"GovBudgetChecker 的编号：{'、'.join(rule['aliases'])}" in text
    assert set(rule["kinds"]) == {kind.name for kind in kinds_of("C091")}
    (told,) = json.loads(said("--explain", "L021", "--format", "json").stdout)
    assert told.keys() == rule.keys()
    assert (told["code"], told["when"], told["level"]) == ("L021", "读入数据", None)


EMITTED = sorted(
    {
        code
        for path in (Path(__file__).parents[2] / "src/reportgen").rglob("*.py")
        for code in re.findall(r'"([ABCDELMNPRSTVW]\d{3})"', path.read_text(encoding="utf-8"))
    }
    | {rule.code for rule in all_rules()}
)
"""Every code that the program or a table or section of an edition can tell."""


@pytest.mark.parametrize("code", EMITTED)
def test_every_code_that_can_be_told_is_explained_in_chinese(code: str) -> None:
    text = explain(code)
    assert text.startswith(f"{code}　")
    assert "怎么改：" in text
    plain = re.sub(
        r"reportgen (?:editions|pull|publish|subjects)"
        r"|editions --lint|docs/[\w./-]+|data/|GovBudgetChecker|[\w/-]+\.(?:yaml|docx|json)|\.[a-z]{2,4}\b"
        r"|[A-Z]+[-\w]*\d*|--[\w-]+|weights|bands|states|years|left_out_checks"
        r"|sections/|tables/|templates/(?:subjects|exports)/|[ens]ew\b",
        "",
        text,
    )
    assert not re.search(r"[a-z]{4}", plain), plain


@pytest.mark.parametrize("code", EMITTED)
def test_every_code_that_can_be_told_is_on_the_page_of_checks(code: str) -> None:
    page = (Path(__file__).parents[2] / "docs/checks.md").read_text(encoding="utf-8")
    assert f"\n## {code}\n" in page or f"\n| {code} |" in page


def test_no_explanation_is_of_a_code_that_nothing_tells() -> None:
    assert set(at_once()) <= set(EMITTED)


@pytest.mark.parametrize("page", pages(), ids=lambda p: f"{p.code}-{p.mode}")
def test_every_check_is_explained_in_chinese(page: Any) -> None:
    assert all(any("\u4e00" <= c <= "\u9fff" for c in text) for text in (page.title, page.what, page.why, page.remedy))
    assert not any(text.endswith(("。", "；")) for text in (page.what, page.why, page.remedy))


@pytest.mark.parametrize(
    ("code", "kinds"), [("C034", "决算"), ("C003", "决算、自评"), ("C117", "预算"), ("C091", "各种报告")]
)
def test_the_kinds_of_reports_come_from_the_rule_and_from_the_tables(code: str, kinds: str) -> None:
    assert used_by(code) == kinds


def test_the_page_of_checks_is_up_to_date() -> None:
    import importlib.util

    root = Path(__file__).parents[2]
    spec = importlib.util.spec_from_file_location("checks_page", root / "scripts/checks_page.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (root / "docs/checks.md").read_text(encoding="utf-8") == module.page(), "请 make docs"
