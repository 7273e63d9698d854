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


def test_an_edition_below_that_is_not_there_is_told_where_the_edition_names_it(tmp_path: Path) -> None:
    folder = department(tmp_path, "")
    own = tmp_path / "templates" / "final-accounts" / "ours" / "edition.yaml"
    own.write_text("extends: hubei-1999\n", encoding="utf-8")
    with pytest.raises(DataUnusable) as caught:
        assemble(folder)
    found = next(finding for finding in caught.value.findings if finding.code == "B002")
    assert str(found.source) == "ours/edition.yaml:1:10"
    assert "没有版式「hubei-1999」" in found.message


COLUMNS = "title: 自己的表\nlegs:\n  - name: 支出\n    columns:\n      - {name: 项目, type: label}\n"
AMOUNT = "      - {name: 金额, pick: 支出}\n    rows:\n"
TABLES = {
    "rows that are made, without a pick": (
        AMOUNT + "      - {name: 甲, pick: 支出.201}\n      - {each: 科目}\n",
        "9:9 错误 [B002] 表 own 的定义不完整：照科目生成的各行没有写「pick」：这些行挑哪些数，如 pick: 支出",
    ),
    "a named one": (
        AMOUNT + "      - {name: 各科, each: 单位}\n",
        "8:9 错误 [B002] 表 own 的定义不完整：照单位生成的各行没有写「pick」",
    ),
    "a row without a name": (
        AMOUNT + "      - {label: 甲, pick: 支出}\n",
        "8:9 错误 [B002] 表 own 的定义不完整：有一行没有写「name」",
    ),
    "a column without a name": (
        "      - head: 上\n        columns:\n          - {pick: 支出}\n    rows: []\n",
        "8:13 错误 [B002] 表 own 的定义不完整：有一栏没有写「name」",
    ),
    "a pick that names nothing": (
        "      - {name: 金额, pick: 支出.没有}\n    rows: [{name: 甲}]\n",
        "6:29 错误 [B002] 表 own 的「pick」里有「没有」，收支里没有这样的数",
    ),
    "a key that is no figure": (
        "      - {name: 金额, pick: 补充.没有}\n    rows: [{name: 甲}]\n",
        "6:26 错误 [B002] 表 own 里的「补充.没有」不是报告里的数",
    ),
    "a sum of a column that is not there": (
        "      - {name: 金额, sum: [没有]}\n    rows: [{name: 甲}]\n",
        "6:9 错误 [B002] 表 own「金额」的「sum」里有「没有」，没有这一栏",
    ),
    "a run of rows that are not there": (
        AMOUNT + "      - {name: 甲, pick: 支出}\n      - {name: 计, key: 计, sum: [甲..丙]}\n",
        "9:36 错误 [B002] 公式「甲..丙」里的「丙」不是这张表的行、栏",
    ),
    "a total of projects without a name": (
        '      - {name: 金额, pick: "项目.{项目}.执行数"}\n    rows: [{each: 项目, pick: ""}]\n',
        "6:9 错误 [B002] 表 own 的定义不完整：「金额」栏没有写「key」",
    ),
}


@pytest.mark.parametrize(("table", "expected"), TABLES.values(), ids=TABLES)
def test_a_slip_in_a_table_is_told_at_its_line(tmp_path: Path, table: str, expected: str) -> None:
    folder = department(tmp_path, "tables: [own]\nparts: [{name: 一, heading: 表, tables: true}]\n")
    home = tmp_path / "templates" / "final-accounts" / "ours" / "tables"
    home.mkdir()
    (home / "own.yaml").write_text(COLUMNS + table, encoding="utf-8")
    with pytest.raises(DataUnusable) as caught:
        assemble(folder, draft=True)
    assert [str(f) for f in caught.value.findings if f"ours/tables/own.yaml:{expected}" in str(f)], (
        caught.value.findings
    )


BROKEN = {
    "edition.yaml": (
        b"extends: hubei-2023\nwords: [\n",
        "ours/edition.yaml:3:1 错误 [B002] 版式的文件读不出来：YAML 写法不对",
    ),
    "tables/income.yaml": (b"- a\n", "ours/tables/income.yaml:1:1 错误 [B002] 版式的文件读不出来：最外层应是“键: 值”"),
    "sections/income.yaml": (
        b"heading: \xff\n",
        "ours/sections/income.yaml:1:1 错误 [B002] 版式的文件读不出来：读不了",
    ),
    "terms.yaml": (b"- term: [\n", "ours/terms.yaml:2:1 错误 [B002] 版式的文件读不出来：YAML 写法不对"),
    "figures.yaml": (b"a: b: c\n", "ours/figures.yaml:1:5 错误 [B002] 版式的文件读不出来：YAML 写法不对"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_be_read_is_told_at_its_line(tmp_path: Path, name: str) -> None:
    content, expected = BROKEN[name]
    folder = department(tmp_path, "")
    path = tmp_path / "templates" / "final-accounts" / "ours" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    with pytest.raises(DataUnusable) as caught:
        assemble(folder, draft=True)
    found = [str(f) for f in caught.value.findings]
    assert any(expected in f for f in found), found


def test_watch_tells_what_is_wrong_with_the_edition_that_is_being_edited(tmp_path: Path) -> None:
    output = run("watch", department(tmp_path, "wodrs: {甲: 乙}\n"), "--once").output
    assert "ours/edition.yaml:2:1 提醒 [E007] 版式里没有哪里读「wodrs」" in output
