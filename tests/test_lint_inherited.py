"""An edition's lint blames what its own layer says: what is inherited and not used is nobody's mistake, and what a
layer breaks in those below is told where it does.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.lint import lint
from test_lint import KIND, OURS, project, told

SHANGHAI = "shanghai-2024"
HEAD = f"extends: {SHANGHAI}\n"
ACCOUNT = '<section class="text" id="{{ here }}"><p>收入{{ p.amount("收入总计") }}。</p></section>\n'
ONE_SECTION = (
    HEAD + "parts:\n  - {name: part-1, heading: 概况, sections: [main-duties]}\n"
    "  - {name: part-2, heading: 决算情况说明, sections: [account]}\n  - {name: part-3, heading: 决算表, tables: true}\n"
)
OWN = {"sections/account.yaml": 'heading: ""\nstates: [收入总计]\n', "sections/account.html": ACCOUNT}

CLEAN = {
    "sections of its own": {"edition.yaml": ONE_SECTION, **OWN},
    "fewer sections": {"edition.yaml": HEAD + "parts: {part-3: {sections: [total-account, income-account]}}\n"},
    "no text at all": {"edition.yaml": HEAD + "parts: [{name: part-1, heading: 决算表, tables: true}]\n"},
    "one part taken away": {"edition.yaml": HEAD + "parts: {part-4: null}\n"},
    "words that the own sections don't read, taken away": {
        "edition.yaml": ONE_SECTION + "words: {零元: null, 零完成率: null, 车辆单位: null}\n",
        **OWN,
    },
    "fewer tables": {"edition.yaml": ONE_SECTION + "tables: [summary, income]\n", **OWN},
    "another list of subjects": {"edition.yaml": HEAD + 'subjects: "2023"\n'},
    "vehicles of other kinds": {"edition.yaml": HEAD + "vehicle_kinds: [甲车, 其他用车]\n"},
    "a section left out": {"edition.yaml": HEAD + "left_out: [performance-management]\n"},
}


@pytest.mark.parametrize("files", CLEAN.values(), ids=CLEAN)
def test_what_is_inherited_and_not_used_is_nobody_s_mistake(tmp_path: Path, files: dict[str, str]) -> None:
    assert told(tmp_path, files, SHANGHAI) == []
    assert lint("单位决算公开", "ours", tmp_path) == []


BROKEN = {
    "a number taken away that a section prints": (
        {"edition.yaml": HEAD + "records:\n  三公.外宾接待: null\n"},
        ["edition.yaml:3:3 错误 [E005]"],
        "「补充.三公.外宾接待」不是报告里的数",
    ),
    "two of them": (
        {"edition.yaml": HEAD + "records:\n  三公.外宾接待: null\n  国资.百万元设备: null\n"},
        ["edition.yaml:3:3 错误 [E005]", "edition.yaml:4:3 错误 [E005]"],
        "站在这一层上就不对了",
    ),
    "a word taken away that a section prints": (
        {"edition.yaml": HEAD + "words: {零元: null}\n"},
        ["edition.yaml:2:9 错误 [E005]"],
        "没有「零元」这一项",
    ),
    "a block left empty": (
        {"sections/total-account.html": '{% extends "super" %}\n{% block total %}{% endblock %}\n'},
        ["sections/total-account.html:1:1 错误 [E004]"],
        "（这样的还有 2 处）",
    ),
    "a section written anew": (
        {"sections/total-account.html": '<section class="text" id="{{ here }}"><p>无</p></section>'},
        ["sections/total-account.html:1:1 错误 [E004]"],
        "states 里的「收入总计」",
    ),
    "a table left out whose totals a section prints": (
        {"edition.yaml": HEAD + "tables: [summary, income, spending, fiscal, general, basic]\n"},
        ["edition.yaml:2:1 错误 [E005]"],
        "三公.公务用车购置及运行维护费",
    ),
}


@pytest.mark.parametrize(("files", "places", "words"), BROKEN.values(), ids=BROKEN)
def test_what_a_layer_breaks_is_told_where_it_does(
    tmp_path: Path, files: dict[str, str], places: list[str], words: str
) -> None:
    found = told(tmp_path, files, SHANGHAI)
    assert {f"{f.split(']')[0]}]" for f in found} == {f"{OURS}/{place}" for place in places}
    assert any(words in finding for finding in found), found
    assert all("下一层的 shanghai-2024/" in finding for finding in found)


def test_what_the_layer_below_has_wrong_is_told_there(tmp_path: Path) -> None:
    below = {"/final-accounts/below/edition.yaml": HEAD + "records: {三公.外宾接待: null}\nwodrs: {甲: 乙}\n"}
    found = told(tmp_path, {"edition.yaml": "extends: below\n", **below}, "below")
    places = [f.split(" 错误 ")[0].removeprefix("templates/final-accounts/below/") for f in found]
    assert places == ["edition.yaml:2:11", "edition.yaml:3:1"], found


def test_an_unread_key_of_the_own_layer_is_still_told(tmp_path: Path) -> None:
    (finding,) = told(tmp_path, {"edition.yaml": HEAD + "words: {零圆: 0}\n"}, SHANGHAI)
    assert "ours/edition.yaml:2:9 错误 [E007] 没有哪里读「零圆」" in finding


@pytest.mark.parametrize("kind", [KIND, "单位决算公开"])
def test_the_parent_of_an_own_edition_is_as_clean_as_before(tmp_path: Path, kind: str) -> None:
    project(tmp_path, {"edition.yaml": HEAD}, SHANGHAI)
    assert lint(kind, "ours", tmp_path) == lint(kind, SHANGHAI) == []
