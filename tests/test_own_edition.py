"""A slip in an office's own edition.yaml is told by `check` and `build`, with its file and line there."""

from __future__ import annotations

from pathlib import Path

import pytest

import small
from clerk import run
from reportgen.build import assemble
from reportgen.model.finding import DataUnusable, Finding, Level

HEAD = "extends: hubei-2023\n"


def department(project: Path, text: str, **files: str) -> Path:
    """The small department-year, made by an edition `ours` that says this from line 2 on."""
    home = project / "templates" / "final-accounts" / "ours"
    (home / "sections").mkdir(parents=True)
    (home / "edition.yaml").write_text(HEAD + text, encoding="utf-8")
    for name, content in files.items():
        (home / "sections" / f"{name}.html").write_text(content, encoding="utf-8")
    return small.write(project / "2023", 报告="\n  部门决算公开: {版式: ours, 预算口径: 年初预算}")


def unread(folder: Path) -> list[Finding]:
    return [finding for finding in assemble(folder).findings if finding.code == "E007"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('tabels: ["summary"]\n', "ours/edition.yaml:2:1 提醒 [E007] 版式里没有哪里读「tabels」。是不是「tables」？"),
        (
            "words:\n  部们: 单位\n",
            "ours/edition.yaml:3:3 提醒 [E007] 版式里没有哪里读「部们」（在「words」里）。是不是「部门」？",
        ),
        (
            "parts: {part-3: {heding: 甲}}\n",
            "ours/edition.yaml:2:18 提醒 [E007] 版式里没有哪里读「heding」（在「part-3」里）。是不是「heading」？",
        ),
        (
            "口号: 公开\n",
            "ours/edition.yaml:2:1 提醒 [E007] 版式里没有哪里读「口号」。请删去；自己的模板要用它，写 edition.名字",
        ),
    ],
)
def test_a_key_that_nothing_reads_is_told_with_the_nearest(tmp_path: Path, text: str, expected: str) -> None:
    found = unread(department(tmp_path, text))
    assert [str(finding) for finding in found] == [expected]
    assert found[0].level is Level.WARNING


def test_what_the_office_s_own_templates_read_is_no_slip(tmp_path: Path) -> None:
    text = "slogan: 公开透明\n口号: 公开\nwords: {局: 中心}\n"
    block = '{% block kinds %}<p>{{ edition.slogan }}{{ words.局 }}{{ edition["口号"] }}</p>{% endblock %}'
    template = f'{{% extends "super" %}}\n{block}\n'
    assert unread(department(tmp_path, text, spending=template)) == []


def test_check_and_build_tell_it_and_go_on(tmp_path: Path) -> None:
    folder = department(tmp_path, 'tabels: ["summary"]\n')
    for words in (("check", folder), ("build", folder, "--draft", "--to", "json", "--out", tmp_path / "out")):
        result = run(*words)
        assert "ours/edition.yaml:2:1 提醒 [E007] 版式里没有哪里读「tabels」" in result.output
    assert list((tmp_path / "out").rglob("*.json"))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("precision:\n  万元: 两位\n", "ours/edition.yaml:3:7"),
        ("tables: [[收入]]\n", "ours/edition.yaml:2:10"),
        ("weights: null\n", "ours/edition.yaml:2:10"),
    ],
)
def test_a_wrong_value_is_told_where_the_edition_says_it(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(DataUnusable) as caught:
        assemble(department(tmp_path, text))
    found = next(finding for finding in caught.value.findings if finding.code == "B002")
    assert str(found.source) == place
    assert found.remedy == "请改版式的这一处，写法见 docs/editions.md"
    assert "--lint" not in found.message


def test_an_edition_below_that_is_not_there_is_told_where_the_edition_is_ordered(tmp_path: Path) -> None:
    folder = department(tmp_path, "extends: hubei-1999\n")
    with pytest.raises(DataUnusable) as caught:
        assemble(folder)
    found = next(finding for finding in caught.value.findings if finding.code == "B002")
    assert found.source
    assert found.source.file.endswith(".yaml")
    assert found.source.file != "ours/edition.yaml"
    assert found.remedy == "有哪些版式：reportgen editions"
