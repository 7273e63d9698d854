"""An edition takes inherited records and texts away: one, those of a name, all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.editions import load_edition
from reportgen.editions.layers import merge
from test_lint import KIND, OURS, project, told

SHANGHAI = "shanghai-2024"
BASE = {"甲.一": 1, "甲.二": 2, "乙": 3}


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        ({"甲.一": None}, {"甲.二": 2, "乙": 3}),
        ({"甲.*": None}, {"乙": 3}),
        ({"*": None}, {}),
        ({"*": None, "丙": 4}, {"丙": 4}),
        ({"丙": 4, "*": None}, {"丙": 4}),  # what the own layer says stays, whatever comes first
        ({"*": None, "乙": 5}, {"乙": 5}),
        ({"*.二": None}, {"甲.一": 1, "乙": 3}),
        ({"甲*": None, "甲.一": 7}, {"甲.一": 7, "乙": 3}),
        ({"丁.*": None}, BASE),
        ({"甲.?": None}, BASE),
    ],
)
def test_null_takes_away_what_it_names(over: dict[str, object], expected: dict[str, object]) -> None:
    assert merge(BASE, over) == expected


def test_a_key_with_a_star_of_its_own_is_taken_away_alone() -> None:
    base = {"项目.合计.*": "甲", "项目.合计.个数": "乙"}
    assert merge(base, {"项目.合计.*": None}) == {"项目.合计.个数": "乙"}


def test_what_is_under_the_name_does_not_come_back() -> None:
    base = {"甲": {"unit": "万元", "means": "旧"}}
    assert merge(base, {"*": None, "甲": {"unit": "个"}}) == {"甲": {"unit": "个"}}


OWN = f"""extends: {SHANGHAI}
records: {{"*": null, 绩效评价.项目: {{unit: 个, means: 开展绩效评价的项目数}}}}
texts: {{"*": null}}
parts:
  - {{name: part-1, heading: 概况, sections: [main-duties, budget-units]}}
  - {{name: part-2, heading: 决算情况说明, sections: [account]}}
  - {{name: part-3, heading: 决算表, tables: true}}
"""
ACCOUNT = '<section class="text" id="{{ here }}"><p>评价{{ p.amount("补充.绩效评价.项目") }}。</p></section>\n'
SECTION = {"sections/account.yaml": 'heading: ""\nstates: [补充.绩效评价.项目]\n', "sections/account.html": ACCOUNT}


def test_an_edition_has_only_the_records_of_its_own(tmp_path: Path) -> None:
    assert told(tmp_path, {"edition.yaml": OWN, **SECTION}, SHANGHAI) == []
    settings = load_edition(KIND, "ours", tmp_path).settings
    assert list(settings.records) == ["绩效评价.项目"]
    assert settings.texts == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("records: {绩效管里.*: null}\n", "edition.yaml:2:11 错误 [E009] 要删去的「绩效管里.*」在下面各层里没有"),
        (
            "records: null\n",
            '[E010] 「records」后面没有写，等于删去「records」；模板和程序要用它。一个也不要写 records: {"*": null}',
        ),
        (
            "texts: null\n",
            '[E010] 「texts」后面没有写，等于删去「texts」；模板和程序要用它。一个也不要写 texts: {"*": null}',
        ),
        ("words: {部*: null}\n", "[E010] 「部*」后面没有写，等于删去「部门」"),
        ("records: {绩效管理.*: null}\n", "edition.yaml:2:11 错误 [E005] 下一层的 shanghai-2024/sections/performance"),
        ('records: {"*": null}\n', "edition.yaml:2:11 错误 [E005] 下一层的 shanghai-2024/sections/"),
    ],
)
def test_what_is_taken_away_wrongly_is_told(tmp_path: Path, text: str, words: str) -> None:
    found = told(tmp_path, {"edition.yaml": f"extends: {SHANGHAI}\n{text}"}, SHANGHAI)
    assert any(words in finding for finding in found), found
    assert all(finding.startswith(OURS) for finding in found)


def test_inherited_texts_alone_may_go(tmp_path: Path) -> None:
    project(tmp_path, {"edition.yaml": OWN, **SECTION}, SHANGHAI)
    assert not load_edition(KIND, "ours", tmp_path).settings.texts
