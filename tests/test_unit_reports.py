"""单位决算公开 and 单位预算公开: the editions of the department's report, in other words, without the list of units."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clerk import run
from reportgen.build import BuiltReport, assemble
from reportgen.document.tree import squeeze, text_of
from reportgen.editions import list_editions, list_kinds, load_edition
from reportgen.editions.checksheet import ChecksheetFile
from reportgen.editions.layers import read_as
from reportgen.lint import lint

ACCOUNTS, BUDGET = "单位决算公开", "单位预算公开"
DEPARTMENTS = re.compile(r"财政部门|主管部门|部门项目|部门预算项目|指部门和单位|政府工作部门|部门绩效目标")
"""Where 部门 is another one, a kind of project, or part of a person's words."""


@pytest.fixture(scope="module", params=[ACCOUNTS, BUDGET])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> BuiltReport:
    folder = tmp_path_factory.mktemp("unit") / "data" / "某单位" / "2024"
    run("new", folder, "--kind", request.param, code=0)
    return assemble(folder)


def headings(made: BuiltReport) -> list[str]:
    return [squeeze(text_of(e)) for e in made.document.root.iter() if e.tag in ("h1", "h2", "h3", "h4")]


def printed(made: BuiltReport) -> str:
    return "\n".join(
        squeeze(text_of(e)) for e in made.document.root.iter() if e.tag in ("p", "li", "th", "td", "h1", "h2", "h3")
    )


def test_the_sample_is_sound(made: BuiltReport) -> None:
    assert [str(f) for f in made.findings] == []
    assert made.pending == ()


def test_the_department_s_word_is_gone_where_the_unit_is_meant(made: BuiltReport) -> None:
    left = [line for line in printed(made).splitlines() if "部门" in DEPARTMENTS.sub("", line)]
    assert left == []


def test_title_and_headings_follow(made: BuiltReport) -> None:
    title, found = made.document.title, headings(made)
    if made.kind == ACCOUNTS:
        assert title == "2024年度江城区民生服务局（本级）单位决算公开"
        assert "第二部分江城区民生服务局（本级）2024年度单位决算表" in found
        assert "一、单位主要职责" in found
        assert "二、单位人员构成" in found
    else:
        assert title == "江城区民生服务局（本级）2024年单位预算公开"
        assert "一、单位基本情况" in found
        assert "2024年单位收支总表" in found
        assert "（二）人员情况" in found


def test_no_list_of_units(made: BuiltReport) -> None:
    text = printed(made)
    assert "单位构成" not in text
    assert "下属单位" not in text
    assert "机构设置" not in text


def test_notes_and_nil_sentences_follow(made: BuiltReport) -> None:
    notes = [note for table in made.tables for note in (*table.notes, table.nil)]
    if made.kind == ACCOUNTS:
        assert "本表反映单位本年度取得的各项收入情况。" in notes
        assert "本单位2024年度无国有资本经营预算财政拨款支出。" in notes
    else:
        assert "备注：2024年本单位没有国有资本经营预算财政拨款预算安排的支出。" in notes


def test_the_check_sheet_follows(made: BuiltReport) -> None:
    sheet = read_as(ChecksheetFile, made.book.edition.layered("checksheet.yaml"), "checksheet.yaml")
    word = "决算" if made.kind == ACCOUNTS else "预算"
    assert sheet.title == f"单位{word}公开情况检查表"
    items = [item.item for aspect in sheet.aspects for item in aspect.items]
    assert not [item for item in items if "部门" in DEPARTMENTS.sub("", item) and "部门门户网站" not in item]


def test_the_department_s_report_says_department(tmp_path: Path) -> None:
    for kind in ("决算", "预算"):
        run("new", tmp_path / kind / "2024", "--kind", kind, code=0)
        text = printed(assemble(tmp_path / kind / "2024"))
        assert "本单位" not in text.replace("交给本单位的收入", "")
        assert f"部门{kind}" in text


def test_a_report_needs_no_list_of_units_at_all(tmp_path: Path) -> None:
    folder = tmp_path / "2024"
    run("new", folder, "--kind", ACCOUNTS, code=0)
    path = folder / "部门.yaml"
    text = re.sub(r"(?m)^单位构成: \|\n(?:  \|.*\n)+", "", path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    money = folder / "三公采购和资产.yaml"
    money.write_text(money.read_text(encoding="utf-8") + "\n机关运行经费: 112.50\n", encoding="utf-8")
    assert [str(f) for f in assemble(folder).findings] == []


@pytest.mark.parametrize(("kind", "variant"), [("部门决算公开", ACCOUNTS), ("部门预算公开", BUDGET)])
def test_it_is_no_second_set_of_templates(kind: str, variant: str) -> None:
    kinds = list_kinds()
    assert kinds[variant].file == kinds[kind].file
    assert kinds[variant].variant_of == kind
    assert list_editions(kind) == list_editions(variant)
    for name in list_editions(kind):
        assert load_edition(variant, name).layers == load_edition(kind, name).layers


@pytest.mark.parametrize("name", ["hubei-2021", "hubei-2022", "hubei-2025"])
def test_every_edition_is_sound_in_the_words_of_a_unit(name: str) -> None:
    assert lint(ACCOUNTS, name) == []


def test_both_reports_are_made_of_one_folder(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "某局" / "2024"
    run("new", folder, "--kind", ACCOUNTS, code=0)
    path = folder / "部门.yaml"
    text = path.read_text(encoding="utf-8")
    order = "  单位决算公开:"
    assert order in text
    path.write_text(
        text.replace(order, "  部门决算公开: {版式: hubei-2024, 日期: 2025-09-18}\n  单位决算公开:", 1),
        encoding="utf-8",
    )
    run("build", folder, "--to", "json", code=0)
    names = sorted(p.name for p in (tmp_path / "output").rglob("*.json") if "公开" in p.stem)
    assert len([name for name in names if "单位决算公开" in name]) == 1
    assert len([name for name in names if "部门决算公开" in name]) == 1


@pytest.mark.parametrize(
    ("words", "kind"),
    [("决算", "部门决算公开"), ("单位决算", ACCOUNTS), ("预算", "部门预算公开"), ("单位预算", BUDGET)],
)
def test_a_short_word_means_the_department_s(tmp_path: Path, words: str, kind: str) -> None:
    run("new", tmp_path / "2024", "--kind", words, code=0)
    assert [*assemble(tmp_path / "2024").book.loaded.data.reports] == [kind]


def test_an_own_edition_says_what_its_units_print(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "final-accounts" / "ours"
    folder.mkdir(parents=True)
    (folder / "edition.yaml").write_text(
        'extends: hubei-2024\nvariants: {单位决算公开: {left_out: [units, staff], document_title: "{year}年度{unit}决算"}}\n',
        encoding="utf-8",
    )
    assert lint(ACCOUNTS, "ours", tmp_path) == []
    edition = load_edition(ACCOUNTS, "ours", tmp_path)
    assert edition.words.department == "单位"
    assert [s.id for s in edition.parts[0].sections] == ["duties"]
    assert [s.id for s in load_edition("部门决算公开", "ours", tmp_path).parts[0].sections] == [
        "duties",
        "units",
        "staff",
    ]


@pytest.mark.parametrize(
    ("written", "code", "said"),
    [
        ("variants: {单位决算: {words: {部门: 单位}}}", "E007", "不是用这个版式的报告"),
        ("variants: {单位决算公开: {wordz: {部门: 单位}}}", "E007", "没有哪里读「wordz」"),
        ("variants: {单位决算公开: {summaries: 也许}}", "E010", "summaries"),
        ("left_out: [unit]", "E009", "本来就没有列"),
    ],
)
def test_lint_tells_what_is_wrong_with_its_words(tmp_path: Path, written: str, code: str, said: str) -> None:
    folder = tmp_path / "templates" / "final-accounts" / "ours"
    folder.mkdir(parents=True)
    (folder / "edition.yaml").write_text(f"extends: hubei-2024\n{written}\n", encoding="utf-8")
    found = lint("部门决算公开", "ours", tmp_path)
    assert [f.code for f in found] == [code]
    assert said in found[0].message
    assert found[0].source is not None
    assert found[0].source.line == 2
