"""Where editions are found: beside the years, in any folder above, in the user's settings, where a person says."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from clerk import run
from reportgen.build import assemble
from reportgen.editions import EditionError, list_editions, list_kinds, load_edition, template_roots
from reportgen.editions.homes import homes, project_folders, shipped_roots, user_home
from reportgen.lint import lint
from reportgen.load import load
from reportgen.model.finding import DataUnusable
from reportgen.workspace.watch import places, signature

KIND = "部门决算公开"
EDITION = "extends: hubei-2023\ntitle: 我们的\n"


def edition(templates: Path, name: str = "ours", text: str = EDITION) -> Path:
    folder = templates / "final-accounts" / name
    folder.mkdir(parents=True)
    (folder / "edition.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    folder = tmp_path / "office" / "data" / "某局"
    folder.mkdir(parents=True)
    return folder


@pytest.mark.parametrize("above", [0, 1, 2])
def test_an_edition_lies_beside_the_years_or_in_any_folder_above(unit: Path, above: int) -> None:
    folder = edition([unit, *unit.parents][above] / "templates")
    assert load_edition(KIND, "ours", unit).layers[0] == folder
    assert "ours" in list_editions(KIND, unit)
    assert "ours" in run("editions", unit, code=0).output
    (unit / "2024").mkdir()
    assert "ours" in run("editions", unit / "2024", code=0).output


def test_nobody_looks_above_the_project(unit: Path) -> None:
    edition(unit.parents[2] / "templates")  # above the folder that holds data
    assert "ours" not in list_editions(KIND, unit)
    (unit.parents[2] / ".git").mkdir()  # now that is where the project begins
    assert "ours" in list_editions(KIND, unit)


def test_without_data_and_git_all_folders_above_count(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b" / "某局"
    folder.mkdir(parents=True)
    assert list(project_folders(folder))[:4] == [folder, folder.parent, tmp_path / "a", tmp_path]
    edition(tmp_path / "a" / "templates")
    assert "ours" in list_editions(KIND, folder)


def test_the_nearest_wins(unit: Path) -> None:
    far = edition(unit.parents[1] / "templates")
    near = edition(unit / "templates")
    assert load_edition(KIND, "ours", unit).layers[0] == near
    shutil.rmtree(near)
    assert load_edition(KIND, "ours", unit).layers[0] == far


def test_the_user_s_settings(unit: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert user_home() == tmp_path / "config" / "reportgen" / "templates"
    folder = edition(user_home())
    assert load_edition(KIND, "ours", unit).layers[0] == folder
    assert load_edition(KIND, "ours").layers[0] == folder


def test_the_environment_names_one_folder_or_several(
    unit: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    edition(tmp_path / "one", "first")
    edition(tmp_path / "two", "second")
    monkeypatch.setenv("REPORTGEN_TEMPLATES", os.pathsep.join([str(tmp_path / "one"), str(tmp_path / "two")]))
    assert {"first", "second"} <= set(list_editions(KIND, unit))
    assert template_roots(unit)[:2] == [tmp_path / "one", tmp_path / "two"]


def test_an_option_goes_before_all_and_is_forgotten_afterwards(unit: Path, tmp_path: Path) -> None:
    edition(unit / "templates")
    given = edition(tmp_path / "given", text=EDITION.replace("我们的", "给的"))
    output = run("editions", unit, "--templates", tmp_path / "given", code=0).output
    assert "给的" in output
    assert "我们的" not in output
    assert "REPORTGEN_TEMPLATES" not in os.environ
    assert load_edition(KIND, "ours", unit).layers[0] != given
    run("editions", unit, "--templates", tmp_path / "无", code=2)


def test_a_report_is_built_with_an_edition_from_the_option(unit: Path, tmp_path: Path) -> None:
    edition(tmp_path / "given")
    run("new", unit / "2023", code=0)
    path = unit / "2023" / "部门.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("hubei-2023", "ours"), encoding="utf-8")
    assert "B002" in run("check", unit / "2023", code=1).output
    run("check", unit / "2023", "--templates", tmp_path / "given", code=0)
    run("build", unit / "2023", "--to", "json", "--templates", tmp_path / "given", code=0)


def test_b002_says_where_it_looked(unit: Path) -> None:
    run("new", unit / "2023", code=0)
    path = unit / "2023" / "部门.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("hubei-2023", "ours"), encoding="utf-8")
    (unit.parent / "templates").mkdir()
    with pytest.raises(DataUnusable) as unusable:
        assemble(unit / "2023")
    (told,) = [f for f in unusable.value.findings if f.code == "B002"]
    assert "没有版式「ours」" in told.message
    assert f"年度文件夹旁边 {unit / 'templates'}（没有这个文件夹）" in told.message
    assert f"上面的文件夹 {unit.parent / 'templates'}；" in told.message
    assert f"自己的设置 {user_home()}" in told.message
    assert "程序自带的" in told.message
    draft = assemble(load(unit / "2023", draft=True), draft=True)
    assert any(f.code == "B002" and "草稿先用 hubei-2023" in f.message and "找过" in f.message for f in draft.findings)


@pytest.mark.parametrize(
    ("astray", "said"),
    [
        ("templates/ours/edition.yaml", "放错了地方，应放在"),
        ("templates/budget/ours/edition.yaml", "是部门预算公开的版式"),
        ("templates/final-accounts/ours/notes.md", "里没有 edition.yaml"),
    ],
)
def test_an_edition_that_went_astray_is_told(unit: Path, astray: str, said: str) -> None:
    (unit / astray).parent.mkdir(parents=True)
    (unit / astray).write_text("extends: hubei-2022\n", encoding="utf-8")
    with pytest.raises(EditionError, match=said):
        load_edition(KIND, "ours", unit)


def test_watch_sees_an_edition_wherever_it_lies(unit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("REPORTGEN_TEMPLATES", str(tmp_path / "given"))
    year = unit / "2024"
    year.mkdir()
    before = signature(*places(year, 2024))
    for root in (unit / "templates", unit.parents[1] / "templates", user_home(), tmp_path / "given"):
        folder = edition(root, f"in-{root.parent.name}")
        after = signature(*places(year, 2024))
        assert str(folder / "edition.yaml") in {*after} - {*before}
        before = after


def test_watch_does_not_look_at_what_is_no_edition(unit: Path) -> None:
    other = unit / "templates" / "photos"
    other.mkdir(parents=True)
    assert other not in set(places(unit / "2024", 2024))


def test_lint_and_check_find_it_too(unit: Path) -> None:
    edition(unit.parents[1] / "templates")
    assert lint(KIND, "ours", unit) == []
    run("new", unit / "2023", "--edition", "ours", code=0)
    assert "错误 0" in run("check", unit / "2023", code=0).output


def test_the_tool_s_own_templates_come_last_and_once(unit: Path) -> None:
    found = [home.path for home in homes(unit)]
    assert found[-1] in shipped_roots()
    assert len(found) == len(set(found))


# -- a kind.yaml by accident -----------------------------------------------------------------------


def test_a_kind_yaml_that_hides_the_tool_s_is_told(unit: Path) -> None:
    edition(unit / "templates")
    shipped = list_kinds()[KIND].file
    own = unit / "templates" / "final-accounts" / "kind.yaml"
    own.write_text(shipped.read_text(encoding="utf-8").replace("[单位构成, 收支]", "[收支]"), encoding="utf-8")
    (told,) = [f for f in lint(KIND, "ours", unit) if f.code == "E011"]
    assert "盖住了程序自带的同名的报告种类" in told.message
    assert told.source is not None
    assert told.source.file.endswith("final-accounts/kind.yaml")
    run("new", unit / "2023", "--edition", "ours", code=0)
    assert [f.code for f in assemble(unit / "2023").findings if f.code.startswith("E")] == ["E011"]
    own.unlink()
    assert [f.code for f in assemble(unit / "2023").findings if f.code.startswith("E")] == []


def test_an_own_kind_of_another_name_hides_nothing(unit: Path) -> None:
    folder = unit / "templates" / "others"
    (folder / "base").mkdir(parents=True)
    (folder / "kind.yaml").write_text("name: 别的公开\nneeds: [收支]\n", encoding="utf-8")
    edition(unit / "templates")
    assert [f for f in lint(KIND, "ours", unit) if f.code == "E011"] == []
    assert "别的公开" in list_kinds(unit)


ASKING_FOR_TEMPLATES = (
    "pull {draft} --into {data}",
    "check {data}",
    "build {data} --draft --to html",
    "new {data}/../../新局/2024",
    "editions",
    "editions --lint",
    "editions show hubei-2023",
    "schema --edition hubei-2023",
    "link {data}",
    "explain {data} 收入总计",
    "diff {data} {data}",
    "publish {data}",
)


@pytest.mark.parametrize("lacking", ["*/kind.yaml", "shared/edition.yaml"])
@pytest.mark.parametrize("line", ASKING_FOR_TEMPLATES)
def test_templates_that_are_gone_are_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample: Path, line: str, lacking: str
) -> None:
    templates = tmp_path / "templates"
    templates.mkdir()
    if lacking.startswith("shared"):
        shutil.copytree(shipped_roots()[-1], templates, dirs_exist_ok=True)
        shutil.rmtree(templates / "shared")
    monkeypatch.setattr("reportgen.editions.homes.shipped_roots", lambda: (templates,))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "改.docx").write_bytes(b"")
    words = [part.format(draft=tmp_path / "改.docx", data=sample) for part in line.split()]
    if lacking.startswith("shared") and line in ("editions", "new {data}/../../新局/2024"):
        return  # what they list or write needs less
    said = run(*words)
    assert said.exit_code == 3, said.output
    assert f"程序自带的模板不全：没有 templates/{lacking}" in said.output


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "data" / "示例局" / "2023"
    run("new", folder, code=0)
    return folder
