"""`editions new`, `diff`, `show`: an edition is begun, compared and explained from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clerk import run
from reportgen.cli import commands
from reportgen.compare.editions import EditionDifference, differences
from reportgen.editions import list_editions, load_edition, main_kinds
from reportgen.editions.homes import user_home
from reportgen.editions.pieces import pieces
from reportgen.lint import lint

KIND = "部门决算公开"


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    folder = tmp_path / "data" / "某局"
    folder.mkdir(parents=True)
    return folder


def own(unit: Path, files: dict[str, str], name: str = "ours", base: str = "hubei-2023") -> None:
    folder = unit / "templates" / "final-accounts" / name
    for file, text in {"edition.yaml": f"extends: {base}\n", **files}.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, encoding="utf-8")


def told(unit: Path, files: dict[str, str]) -> set[tuple[str, str, str, str]]:
    own(unit, files)
    found = differences(load_edition(KIND, "hubei-2023"), load_edition(KIND, "ours", unit))
    return {(d.group, d.place, d.old, d.new) for d in found}


# -- new -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "base"), [(kind, list_editions(kind)[-1]) for kind in main_kinds()], ids=lambda one: one
)
def test_a_new_edition_is_sound_and_prints_what_its_base_prints(unit: Path, kind: str, base: str) -> None:
    run("editions", "new", "ours", "--from", base, "--in", unit, "--kind", kind, code=0)
    assert lint(kind, "ours", unit) == []
    assert list(differences(load_edition(kind, base), load_edition(kind, "ours", unit))) == []


def test_its_files_say_what_to_do(unit: Path) -> None:
    output = run("editions", "new", "ours-2026", "--from", "hubei-2025", "--in", unit, code=0).output
    home = unit / "templates" / "final-accounts" / "ours-2026"
    assert "站在 hubei-2025 上" in output
    text = (home / "edition.yaml").read_text(encoding="utf-8")
    assert "extends: hubei-2025" in text
    assert "reportgen editions diff hubei-2025 ours-2026" in text
    assert "# years: 2026" in text
    assert '# tables: ["summary", "income"' in text
    assert "`three-public` 财政拨款“三公”经费支出决算情况说明：heading、none、scope" in (
        home / "sections" / "怎么改.md"
    ).read_text(encoding="utf-8")
    assert "`basic.yaml` 一般公共预算财政拨款基本支出决算明细表" in (home / "tables" / "怎么改.md").read_text(
        encoding="utf-8"
    )


def test_every_comment_of_it_can_be_taken_away(unit: Path) -> None:
    """What stands behind a # is what holds anyway: without the # the edition is still sound and prints the same."""
    run("editions", "new", "ours", "--from", "hubei-2025", "--in", unit, code=0)
    path = unit / "templates" / "final-accounts" / "ours" / "edition.yaml"
    head, settings = path.read_text(encoding="utf-8").split("\n\n", 1)
    lines = [line.removeprefix("# ").replace("#   part", "  part") for line in settings.splitlines()[1:]]
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    assert lint(KIND, "ours", unit) == []
    assert list(differences(load_edition(KIND, "hubei-2025"), load_edition(KIND, "ours", unit))) == []


def test_it_may_lie_among_the_user_s_settings_or_where_the_option_says(
    unit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    run("editions", "new", "mine", "--from", "hubei-2025", "--user", code=0)
    assert (user_home() / "final-accounts" / "mine" / "edition.yaml").is_file()
    (tmp_path / "given").mkdir()
    run("editions", "new", "ours", "--from", "mine", "--templates", tmp_path / "given", code=0)
    assert (tmp_path / "given" / "final-accounts" / "ours" / "edition.yaml").is_file()


def test_the_folder_of_a_year_means_its_department(unit: Path) -> None:
    (unit / "2025").mkdir()
    run("editions", "new", "ours", "--from", "hubei-2025", "--in", unit / "2025", code=0)
    assert (unit / "templates" / "final-accounts" / "ours").is_dir()


@pytest.mark.parametrize(
    ("name", "base", "said"),
    [
        ("hubei-2024", "hubei-2025", "已经有版式「hubei-2024」"),
        ("base", "hubei-2025", "已经有版式「base」"),
        ("a/b", "hubei-2025", "不能用"),
        (".x", "hubei-2025", "不能用"),
        ("ours", "hubei-1999", "没有版式「hubei-1999」"),
    ],
)
def test_what_can_t_be_begun_is_refused(unit: Path, name: str, base: str, said: str) -> None:
    assert said in run("editions", "new", name, "--from", base, "--in", unit, code=1).output
    assert not (unit / "templates").exists()


def test_nothing_is_written_over(unit: Path) -> None:
    folder = unit / "templates" / "final-accounts" / "ours"
    folder.mkdir(parents=True)
    (folder / "notes.md").write_text("我的", encoding="utf-8")
    assert "已经有东西了" in run("editions", "new", "ours", "--from", "hubei-2025", "--in", unit, code=1).output
    assert [p.name for p in folder.iterdir()] == ["notes.md"]


# -- diff ------------------------------------------------------------------------------------------


def test_settings_that_differ(unit: Path) -> None:
    found = told(
        unit, {"edition.yaml": 'extends: hubei-2023\nprecision: {"%": 0}\nsummaries: false\nwords: {增加: 增多}\n'}
    )
    assert ("设置", "precision.%", "1", "0") in found
    assert ("设置", "summaries", "true", "false") in found
    assert ("设置", "words.增加", "增加", "增多") in found
    assert any(group == "文字" and "增多" in new and "增加" in old for group, _, old, new in found)


def test_tables_that_differ(unit: Path) -> None:
    files = {
        "edition.yaml": "extends: hubei-2023\n"
        "tables: [summary, income, spending, fiscal, general, basic, state-capital, government-fund]\n",
        "tables/income.yaml": "title: 收入表\nnotes: [一句注]\n",
        "tables/state-capital.yaml": "legs: {支出: {columns: {项目支出: {head: 专项}}}}\n",
    }
    found = told(unit, files)
    assert any(place == "次序" and new.endswith("basic、state-capital、government-fund") for _, place, _, new in found)
    assert ("表", "income 收入表　题名", "收入决算表", "收入表") in found
    assert any(place == "income 收入表　注" and new == "一句注" for _, place, _, new in found)


def test_columns_and_rows_that_differ(unit: Path) -> None:
    files = {
        "tables/summary.yaml": "legs: {收入: {foot: {多的: {label: 多的一行, blank: true, after: 年初结转和结余}}}}\n"
    }
    assert ("表", "summary 收入支出决算总表　行", "", "多的一行") in told(unit, files)


def test_headings_and_the_order_of_sections_that_differ(unit: Path) -> None:
    sections = "[total, income, spending, fiscal, general, basic, government-fund, state-capital, three-public, assets]"
    files = {
        "edition.yaml": f"extends: hubei-2023\nparts: {{part-3: {{sections: {sections}}}}}\n",
        "sections/income.yaml": "heading: 收入说明\n",
    }
    found = told(unit, files)
    assert ("节", "part-3 income　标题", "收入决算情况说明", "收入说明") in found
    assert any(place == "part-3　各节" and new.endswith("three-public、assets") for _, place, _, new in found)


def test_wording_is_told_sentence_by_sentence(unit: Path) -> None:
    sentence = '{% extends "super" %}{% block none %}<p>没有。</p>{% endblock %}'
    found = told(unit, {"sections/basic.html": sentence})
    changed = [(old, new) for group, _, old, new in found if group == "文字"]
    assert changed == [] or all(new == "没有。" for _, new in changed)  # the invented departments have this spending
    more = '{% extends "super" %}{% block more %}<p>另有一句。</p>{% endblock %}'
    found = told(unit, {"sections/basic.html": more})
    words = {(place, old, new) for group, place, old, new in found if group == "文字"}
    assert words == {("六、一般公共预算财政拨款基本支出决算情况说明", "", "另有一句。")}


def test_the_same_edition_differs_in_nothing() -> None:
    edition = load_edition(KIND, "hubei-2025")
    assert list(differences(edition, edition)) == []
    assert "印出来一样" in run("editions", "diff", "hubei-2025", "hubei-2025", code=0).output


def test_an_edition_that_fails_on_the_invented_department_is_told_so(unit: Path) -> None:
    own(unit, {"sections/basic.html": '{% extends "super" %}{% block more %}{{ p.amount("没有的数") }}{% endblock %}'})
    found = list(differences(load_edition(KIND, "hubei-2023"), load_edition(KIND, "ours", unit)))
    assert isinstance(found[-1], EditionDifference)
    assert found[-1].place == "用样例数据排不出来"
    assert "没有的数" in found[-1].new


def test_diff_in_print_and_as_json() -> None:
    output = run("editions", "diff", "hubei-2022", "hubei-2023", code=0).output
    assert "    table_number\n        − 表{number}\n        ＋ 公开{number:02d}表\n" in output
    listed = json.loads(
        run("editions", "diff", "hubei-2020", "hubei-2022", "--kind", "预算", "--format", "json", code=0).output
    )
    assert {"哪里": ["设置", "subjects"], "甲": "2020", "乙": "2022"} in listed


# -- show ------------------------------------------------------------------------------------------


def test_each_piece_names_its_layers(unit: Path) -> None:
    own(
        unit,
        {
            "edition.yaml": "extends: hubei-2023\nwords: {增加: 增多}\nscore_places: 1\n",
            "tables/income.yaml": "title: 收入表\n",
            "sections/basic.yaml": "heading: 基本支出\n",
            "macros.html": '{% extends "super" %}{% macro yoy(key, subject="") %}增{% endmacro %}',
        },
    )
    found = {
        (p.group, p.name): [layer.name for layer in p.layers] for p in pieces(load_edition(KIND, "ours", unit), unit)
    }
    assert found["设置", "words"] == ["ours", "shared"]
    assert found["设置", "score_places"] == ["ours"]
    assert found["设置", "summaries"] == ["hubei-2023"]
    assert found["表", "tables/income.yaml"] == ["ours", "base"]
    assert found["表", "tables/summary.yaml"] == ["hubei-2023", "base"]
    assert found["节", "sections/basic.yaml"] == ["ours", "base"]
    assert found["节", "sections/basic.html"] == ["base"]
    assert found["宏", "macros.html yoy"] == ["ours", "shared"]
    assert found["宏", "forms.html notes"] == ["base"]
    assert found["科目表", "2023"] == ["2023.yaml", "2022.yaml", "2021.yaml"]


def test_show_in_print_and_as_json(unit: Path) -> None:
    own(unit, {"tables/income.yaml": "title: 收入表\n"})
    output = run("editions", "show", "ours", "--in", unit, code=0).output
    assert "    tables/income.yaml 收入表　ours ← base\n" in output
    assert str(Path("templates") / "final-accounts" / "ours") in output
    told = json.loads(run("editions", "show", "ours", "--in", unit, "--format", "json", code=0).output)
    (piece,) = [p for p in told["各样"] if p["名称"] == "tables/income.yaml"]
    assert [Path(layer).name for layer in piece["层"]] == ["ours", "base"]


# -- the list --------------------------------------------------------------------------------------


def test_the_list_says_for_which_years_and_what_is_hidden(unit: Path) -> None:
    own(unit, {"edition.yaml": "extends: base\nyears: 2020-2021\n"}, "ours-2020")
    own(unit, {"edition.yaml": "extends: base\n"}, "hubei-2023")
    output = run("editions", unit, code=0).output
    assert "ours-2020（ours-2020 ← base ← shared）　2020—2021 年度" in output
    assert "盖住了" in output
    assert "部门决算公开（也印 单位决算公开）" in output


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["editions", ""], "diff"),
        (["editions", "sh"], "show"),
        (["editions", "--li"], "--lint"),
        (["editions", "show", "hubei-202"], "hubei-2025"),
    ],
)
def test_tab_completes_commands_options_and_editions(words: list[str], offered: str) -> None:
    from click.shell_completion import ShellComplete

    found = ShellComplete(commands, {}, "reportgen", "_REPORTGEN_COMPLETE").get_completions(words[:-1], words[-1])
    assert offered in [item.value for item in found]


@pytest.mark.parametrize(
    ("kind", "base"),
    [("决算", "hubei-2024"), ("预算", "hubei-2022"), ("决算", "shanghai-2024"), ("自评", "henan-2022")],
)
def test_the_commands_that_new_proposes_can_be_typed(
    unit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, base: str
) -> None:
    monkeypatch.chdir(tmp_path)
    output = run("editions", "new", "ours-2027", "--from", base, "--in", "data/某局", "--kind", kind, code=0).output
    commands = [line.split()[1:] for line in output.splitlines() if line.startswith("    reportgen ")]
    assert len(commands) == 2
    for command in commands:
        run(*command, code=0)
    (written,) = (unit / "templates").rglob("edition.yaml")
    text = written.read_text(encoding="utf-8")
    for line in (line for line in text.splitlines() if line.startswith("#   reportgen ")):
        run(*line.split()[2:], code=0)
    assert "# years: 2027" in text
    assert "tables/NAME.yaml" in (written.parent / "tables" / "怎么改.md").read_text(encoding="utf-8")


def test_the_name_behind_lint_is_an_edition_though_a_folder_is_called_so(
    unit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own(unit, {})
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ours").mkdir()
    assert "hubei-2023" not in run("editions", "data/某局", "--lint", "ours", code=0).output
    (unit / "ours").mkdir()
    monkeypatch.chdir(unit)
    assert "hubei-2023" not in run("editions", "--lint", "ours", code=0).output
