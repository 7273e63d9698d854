"""Parts, sections, headings in sections, tables in the contents and terms are numbered as the edition says, and the
checks read what it says.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import small
from clerk import run
from reportgen.build import BuiltReport, assemble
from reportgen.document.anchors import unnumbered
from reportgen.editions.numbering import before
from reportgen.lint import lint
from reportgen.model.finding import Finding

KIND = "部门决算公开"


@pytest.mark.parametrize(
    ("pattern", "number", "printed"),
    [
        ("（{一}）", 3, "（三）"),
        ("({n})", 3, "(3)"),
        ("（{n}）", 12, "（12）"),
        ("{一}、", 12, "十二、"),
        ("{n}.", 4, "4."),
        ("{n}、", 4, "4、"),
        ("{①}", 2, "②"),
        ("{①}", 21, "21"),  # there is none
        ("第{一}节　", 2, "第二节　"),
        ("", 5, ""),
    ],
)
def test_a_number_is_written_as_the_pattern_says(pattern: str, number: int, printed: str) -> None:
    assert before(pattern, number) == printed


@pytest.mark.parametrize("number", ["一、", "（一）", "(一)", "（1）", "(1)", "1.", "1．", "1、", "①", "第一部分　"])
def test_the_words_of_a_heading_are_the_same_whatever_its_number(number: str) -> None:
    assert unnumbered(f"{number}收入情况") == "收入情况"


def reported(project: Path, text: str) -> BuiltReport:
    """A draft of the small department-year by an edition that says this."""
    home = project / "templates" / "final-accounts" / "ours"
    home.mkdir(parents=True)
    (home / "edition.yaml").write_text(f"extends: hubei-2023\n{text}", encoding="utf-8")
    order = "\n  部门决算公开: {版式: ours, 预算口径: 年初预算}"
    return assemble(small.write(project / "2023", 报告=order), draft=True)


def headings(made: BuiltReport, tag: str) -> list[str]:
    """The headings of a level, in order, below the contents."""
    body = (section for section in made.document.body if section.tag == "section" and section.get("id") != "cover")
    return ["".join(h.itertext()).strip() for section in body for h in section.iter(tag)]


def of_numbers(made: BuiltReport) -> list[Finding]:
    return [f for f in made.findings if f.code in ("C085", "C087", "C091")]


STYLES = {
    "（一）": ("（{一}）", ["（一）", "（二）", "（三）"]),
    "(1)": ("({n})", ["(1)", "(2)", "(3)"]),
    "（1）": ("（{n}）", ["（1）", "（2）", "（3）"]),
    "一、": ("{一}、", ["一、", "二、", "三、"]),
    "1.": ("{n}.", ["1.", "2.", "3."]),
    "1、": ("{n}、", ["1、", "2、", "3、"]),
    "①": ("{①}", ["①", "②", "③"]),
    "none": ("", ["", "", ""]),
}


@pytest.mark.parametrize(("pattern", "numbers"), STYLES.values(), ids=STYLES)
def test_sections_are_numbered_so_and_no_check_complains(tmp_path: Path, pattern: str, numbers: list[str]) -> None:
    made = reported(tmp_path, f'numbers: {{节: "{pattern}"}}\n')
    (part,) = [p for p in made.document.reading.parts if p.element.get("id") == "part-3"]
    found = ["".join(h.itertext()).strip() for h in part.element.iter("h2")][:3]
    words = ["收入支出决算总体情况说明", "收入决算情况说明", "支出决算情况说明"]
    assert found == [f"{number}{word}" for number, word in zip(numbers, words, strict=True)]
    listed = ["".join(a.itertext()).strip() for a in made.document.body.iterfind(".//nav//a")]
    assert found[1] in listed
    assert of_numbers(made) == []


@pytest.mark.parametrize(("pattern", "numbers"), STYLES.values(), ids=STYLES)
def test_headings_in_a_section_are_numbered_so(tmp_path: Path, pattern: str, numbers: list[str]) -> None:
    made = reported(tmp_path, f'numbers: {{小节: "{pattern}"}}\n')
    first = "一般公共预算财政拨款支出决算总体情况"
    assert f"{numbers[0]}{first}" in headings(made, "h3")
    assert of_numbers(made) == []


def test_every_level_at_once_and_one_part_otherwise(tmp_path: Path) -> None:
    made = reported(
        tmp_path,
        'numbers: {部分: "{一}、", 节: "（{一}）", 小节: "{n}.", 表: "({n})", 名词: "{①}"}\n'
        'parts:\n  part-1: {heading: 概况, contents: "", numbers: "{n}、"}\n  part-2: {heading: 决算表, contents: ""}\n'
        '  part-3: {heading: 情况说明, contents: ""}\n',
    )
    assert [re.sub("第.部分　", "", h) for h in headings(made, "h1")][:3] == ["一、概况", "二、决算表", "三、情况说明"]
    assert headings(made, "h2")[0].startswith("1、")
    assert any(heading.startswith("（一）") for heading in headings(made, "h2"))
    listed = ["".join(a.itertext()).strip() for a in made.document.body.iterfind(".//nav//a")]
    assert listed[0] == "一、概况"
    assert any(line.startswith("(1)收入支出决算总表") for line in listed)
    assert of_numbers(made) == []


def test_a_pattern_with_other_names_is_told(tmp_path: Path) -> None:
    reported(tmp_path, "")
    (tmp_path / "templates/final-accounts/ours/edition.yaml").write_text(
        'extends: hubei-2023\nnumbers: {节: "（{number}）", 结: "{n}."}\n', encoding="utf-8"
    )
    found = [str(f) for f in lint(KIND, "ours", tmp_path)]
    assert any("edition.yaml:2:14 错误 [E010] 「节」应是文字，花括号里只能写 {一}、{n}、{①}" in f for f in found)
    assert any("[E007] 没有哪里读「结」（在「numbers」里）。是不是「节」？" in f for f in found) or any(
        "「结」" in f for f in found
    )


def test_a_heading_with_a_wrong_number_is_told(tmp_path: Path) -> None:
    home = tmp_path / "templates" / "final-accounts" / "ours" / "sections"
    home.mkdir(parents=True)
    (home / "income.html").write_text(
        '{% extends "super" %}\n{% block heading %}<h2>（三）收入决算情况说明</h2>{% endblock %}\n', encoding="utf-8"
    )
    (home.parent / "edition.yaml").write_text('extends: hubei-2023\nnumbers: {节: "（{一}）"}\n', encoding="utf-8")
    order = "\n  部门决算公开: {版式: ours, 预算口径: 年初预算}"
    made = assemble(small.write(tmp_path / "2023", 报告=order), draft=True)
    assert any("「（三）收入决算情况说明」是这一部分的第二节，序号应是「（二）」" in f.message for f in made.findings)


def test_check_runs_on_a_folder_of_such_an_edition(tmp_path: Path) -> None:
    reported(tmp_path, 'numbers: {节: "（{一}）"}\n')
    assert "序号断了" not in run("check", tmp_path / "2023").output


@pytest.mark.parametrize("pattern", ["{n}.", "{n}、", "（{n}）", "（{一}）", "{一}、"])
def test_terms_go_on_behind_the_numbered_subjects_of_one_of_them(tmp_path: Path, pattern: str) -> None:
    """The glossary numbers the subjects of a term within it, in a style that the terms may have too."""
    made = reported(tmp_path, f'numbers: {{名词: "{pattern}"}}\n')
    assert [f for f in made.findings if "序号断了" in f.message] == []
