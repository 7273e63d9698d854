"""A record of the data is its class and one Subject: loaded, completed, rolled over,
explained from what its fields say.
"""

import ast
import json
from decimal import Decimal
from pathlib import Path

import pytest

import reportgen
import small
from reportgen.figures import UnknownKey
from reportgen.figures.missing import place_of
from reportgen.load import load
from reportgen.model.finding import DataUnusable, Level, Source
from reportgen.model.values import NOT_YET
from reportgen.workspace.rollover import roll_over
from reportgen.workspace.schema import schema_text

NAME, LEDGER = "会议费和培训费", "会议培训"
TABLE = """|
  项目   | 预算数 | 决算数 | 次数 | 人次
  会议费 | 12     | 10.35  | 8    | 320
  培训费 | 30.5   | 待填   | 15   | 1,200"""
SOURCE = Path(reportgen.__file__).parent
ROOT = Path(__file__).parents[1]


def modules_that_say(*words):
    """The modules whose code or docstrings have one of these words."""
    return [
        p.relative_to(SOURCE).as_posix()
        for p in sorted(SOURCE.rglob("*.py"))
        if any(w in p.read_text("utf-8") for w in words)
    ]


BY_FUND = [
    "checks/data/three_public_funds.py",
    "figures/derive/fund_rules.py",
    "figures/derive/records.py",
    "figures/table_keys.py",
]
"""What splits it by fund, beside 三公经费: more than a plain record."""


def test_its_names_stand_in_one_module():
    assert [name for name in modules_that_say(NAME, LEDGER) if name not in BY_FUND] == ["model/expenses.py"]


def test_its_field_is_named_in_its_class_and_its_subject_only():
    users = [
        path.relative_to(SOURCE).as_posix()
        for path in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.Constant) and node.value == "meetings")
        or (isinstance(node, ast.Attribute) and node.attr == "meetings")
        or (isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == "meetings")
    ]
    assert users == ["figures/derive/subjects.py", "model/expenses.py"]


def test_it_is_loaded_with_its_places(tmp_path):
    loaded = small.loaded(tmp_path, **{NAME: TABLE})
    meetings, training = loaded.data.meetings
    assert (meetings.name, str(meetings.spent), str(training.attended)) == ("会议费", "10.35", "1200")
    assert training.spent is NOT_YET
    begin = loaded.source(NAME)
    assert loaded.source(NAME, 0, "决算数") == Source("数据.yaml", begin.line + 2, 18)


def test_its_figures_have_the_units_of_their_fields(tmp_path):
    book = small.report(tmp_path, **{NAME: TABLE})
    figures = [book.resolve(f"{LEDGER}.会议费.{column}") for column in ("预算数", "决算数", "次数", "人次")]
    assert [(str(f.value), f.unit) for f in figures] == [
        ("12", "万元"),
        ("10.35", "万元"),
        ("8", "个"),
        ("320", "人次"),
    ]
    assert book.resolve(f"{LEDGER}.培训费.决算数").state == "pending"
    assert place_of(book, f"{LEDGER}.会议费.人次").line == book.loaded.source(NAME).line


def test_amounts_in_yuan_are_scaled_and_counts_are_not(tmp_path):
    keys = {"金额单位": "元", NAME: TABLE.replace("10.35 ", "103500")}
    book = small.report(tmp_path, **keys)
    assert book.resolve(f"{LEDGER}.会议费.决算数").number == Decimal("10.35")
    assert book.resolve(f"{LEDGER}.会议费.次数").number == 8


def test_what_nobody_wrote_is_unknown_and_no_key_is_made_up(tmp_path):
    book = small.report(tmp_path)
    assert book.resolve(f"{LEDGER}.会议费.决算数").state == "unknown"
    for key in (f"{LEDGER}.差旅费.决算数", f"{LEDGER}.合计.决算数", f"{LEDGER}.会议费"):
        with pytest.raises(UnknownKey):
            book.resolve(key)


def test_a_draft_completes_what_a_row_lacks_and_says_so(tmp_path):
    lacking = "|\n  项目 | 决算数 | 次数\n  会议费 | 10.35 | 8"
    loaded = load(small.write(tmp_path, **{NAME: lacking}), draft=True)
    (row,) = loaded.data.meetings
    assert (str(row.spent), row.attended) == ("10.35", NOT_YET)
    assert [(f.level, f.message) for f in loaded.findings] == [(Level.ERROR, f"「{NAME}」的表头缺「人次」")]


def test_wrong_names_are_found_with_what_was_meant(tmp_path):
    wrong = "|\n  项目 | 决算 | 次数 | 人次\n  会议 | 10.35 | 8 | 320"
    with pytest.raises(DataUnusable) as refused:
        small.loaded(tmp_path, **{NAME: wrong})
    found = [(f.message, f.remedy) for f in refused.value.findings]
    assert (f"「{NAME}」的表头不认识的栏「决算」", "是不是「决算数」？") in found
    assert any("「会议」应为 会议费 或 培训费" in message for message, _ in found)


def test_a_row_that_is_written_twice_is_an_error(tmp_path):
    book = small.report(tmp_path, **{NAME: TABLE.replace("培训费", "会议费")})
    twice = [f"「{LEDGER}.会议费.{column}」写了两次" for column in ("预算数", "决算数", "次数", "人次")]
    assert [f.message for f in book.findings if f.code == "D017"] == twice
    once = small.report(tmp_path, **{NAME: TABLE})
    assert [f.message for f in once.findings if f.code == "D017"] == []


def test_it_is_rolled_over_with_its_names_and_asks_its_numbers_anew(tmp_path):
    last = small.write(tmp_path / "2023", **{NAME: TABLE})
    roll_over(last, tmp_path / "2024")
    rows = load(tmp_path / "2024").data.meetings
    assert [row.name for row in rows] == ["会议费", "培训费"]
    assert {value for row in rows for value in (row.budget, row.spent, row.held, row.attended)} == {NOT_YET}


def test_it_stands_in_the_schema_and_in_the_reference():
    said = json.loads(schema_text())["properties"][NAME]
    assert said["title"] == NAME
    assert said["type"] == ["string", "array", "object"]
    page = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    assert f"### {NAME}" in page
    assert "| 人次 | 参加会议或培训的人次 | 数，或 待填 | 必填 | `320` |" in page
