"""The guides say what is there: keys, commands, options, blocks, pictures; generated pages are up to date."""

import re
import shlex
import shutil
import sys
from pathlib import Path
from typing import get_type_hints

import click
import pytest
import yaml
from click.testing import Result
from pydantic import ConfigDict, create_model

from clerk import replace, run
from reportgen import environment
from reportgen.cli import commands
from reportgen.editions import EditionSettings
from reportgen.model.department import DepartmentYear
from reportgen.model.field import term_of
from reportgen.model.values import Record

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
BASE = ROOT / "templates" / "final-accounts" / "base"
SHARED = ROOT / "templates" / "shared"
sys.path.insert(0, str(ROOT / "scripts"))

import page_pictures  # noqa: E402
import reference_page  # noqa: E402 - a script, not a package
import settings_page  # noqa: E402
import terminal_pictures  # noqa: E402

GUIDE = (DOCS / "guide.md").read_text(encoding="utf-8")
IMPORT = (DOCS / "import.md").read_text(encoding="utf-8")
EDITIONS = (DOCS / "editions.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def no_pdf() -> str:
    """Why this machine can't print, or nothing."""
    try:
        environment.require_pdf()
    except environment.EnvironmentProblem as problem:
        return str(problem)
    return ""


def records(model: type[Record]) -> list[type[Record]]:
    """A model and all records in it."""
    found = [model]
    for hint in get_type_hints(model, include_extras=True).values():
        if (inner := reference_page._record(hint)) and inner not in found:
            found.extend(records(inner))
    return found


FIELDS = [(m, name, info) for m in records(DepartmentYear) for name, info in m.model_fields.items()]


@pytest.mark.parametrize(("model", "name", "info"), FIELDS, ids=[f"{m.__name__}.{n}" for m, n, _ in FIELDS])
def test_every_field_says_what_to_write(model, name, info):
    assert info.alias
    assert info.description
    assert "\n" not in info.description
    assert not info.description.endswith("。")
    assert re.search("[一-鿿]", info.description)


@pytest.mark.parametrize(("model", "name", "info"), FIELDS, ids=[f"{m.__name__}.{n}" for m, n, _ in FIELDS])
def test_an_example_is_an_example(model, name, info):
    """It is what the type takes; rows of tables are read in another way, and stand in the sample."""
    hint = get_type_hints(model, include_extras=True)[name]
    if not info.examples:
        assert reference_page._record(hint), f"{info.alias} 没有例子"
        return
    if not term_of(info).table:
        probe = create_model("Probe", __config__=ConfigDict(arbitrary_types_allowed=True), value=(hint, ...))
        probe(value=yaml.load(info.examples[0], Loader=yaml.BaseLoader))  # noqa: S506 - safer than the safe one


def test_the_reference_is_up_to_date_and_whole():
    keys = [key for group in reference_page.groups().values() for key in group]
    assert sorted(keys) == sorted(str(info.alias) for info in DepartmentYear.model_fields.values())
    assert (DOCS / "reference.md").read_text(encoding="utf-8") == reference_page.page(), (
        "请运行 python scripts/reference_page.py"
    )


def test_the_page_of_an_editions_settings_is_up_to_date_and_says_what_each_means():
    page = (DOCS / "edition-settings.md").read_text(encoding="utf-8")
    assert page == settings_page.page(), "请运行 python scripts/settings_page.py"
    lowest = yaml.safe_load((SHARED / "edition.yaml").read_text(encoding="utf-8"))
    fields = {info.alias or name: info for name, info in EditionSettings.model_fields.items()}
    assert set(lowest) == set(fields) - {"subjects", "years"}  # each has its default in the lowest layer, but these
    for key, info in fields.items():
        assert f"| `{key}` | {info.description} |" in page, key
    for row in re.findall(r"^\| `.*$", page, re.M):
        assert re.match(r"\| `[^`]+` \| [^|]*[\u4e00-\u9fff]", row), f"没有说是什么意思：{row}"


# -- the guide -------------------------------------------------------------------------------------


def shell(text: str, *, inline: bool = True) -> list[str]:
    """The command lines of a page in its order: in ```sh blocks and, with `inline`, in `code`."""
    lines: list[str] = []
    for block, code in re.findall(r"```(?:sh|powershell)\n(.*?)```|`(reportgen [^`\n]+)`", text, re.DOTALL):
        lines += block.splitlines() if block else [code] if inline else []
    return [line.split(" #")[0].strip() for line in lines if line.startswith("reportgen ")]


@pytest.mark.parametrize(
    "line", sorted({*shell(GUIDE), *shell(EDITIONS), *shell((DOCS / "reference.md").read_text(encoding="utf-8"))})
)
def test_a_command_of_the_guides_is_understood(line, tmp_path, monkeypatch):
    """Parsed as typed, not run."""
    (tmp_path / terminal_pictures.FOLDER).mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    name, *words = line.split()[1:]
    if name == "--help":
        return
    command = commands.get_command(click.Context(commands), name)
    assert command is not None, name
    if words:  # else the page speaks of the command itself
        command.make_context(name, list(words)).close()


WITH = {"watch": ("--once",), "doctor": ()}
"""What a command needs besides, to come to an end."""


def typed(line: str) -> Result:
    """Run a line as it stands in a page; a traceback is a failure."""
    words = shlex.split(line)[1:]
    return run(*words, *WITH.get(words[0], ()))


def test_every_example_of_the_readme_runs_as_it_is_written(tmp_path, monkeypatch):
    """One after the other, in one folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(environment, "diagnose", list)  # not of this machine
    monkeypatch.setattr("click.launch", lambda path: 0)
    shutil.copy(terminal_pictures.EXPORT, tmp_path / terminal_pictures.EXPORTED)
    formats = () if not no_pdf() else ("--to", "docx,xlsx,html,json")
    lines = shell(README)
    assert {line.split()[1] for line in lines} == set(commands.commands)
    for line in lines:
        words = shlex.split(line)[1:]
        if formats and words[0] in ("publish", "verify", "diff", "correct"):
            continue  # they are about the PDF, or what was published
        if words[0] == "correct":  # of something that is wrong
            replace(tmp_path / "data/某局/2023/部门.yaml", "承担区委、区政府交办的其他任务", "承担上级交办的其他任务")
        more = formats if words[0] == "build" and "--to" not in words else WITH.get(words[0], ())
        result = run(*words, *more)
        assert result.exit_code == 0, f"{line}\n{result.output}"


ENDS = {f"reportgen check {terminal_pictures.FOLDER}": 1, f"reportgen build {terminal_pictures.FOLDER}": 1}
"""Commands of the guide that are meant to fail: where the mistake is in, and where something is still 待填."""
SAID = {
    "check": ("收支.yaml:9:24", "[C034]", "612.40（数字颠倒或小数点错位）", "^"),
    "draft": ("草稿-", "内部"),
    "refused": ("没有生成：有 ", "公务接待费"),
    "final": ("manifest.json", "错误 0"),
    "next": ("改成待填", "上年的数从旁边的 2023 文件夹取。"),
    "status": ("公务接待费", "批复后 20 日内", "还不能定稿"),
}
"""What the guide says that the pictures show."""


def test_the_guide_runs_from_an_empty_folder_to_a_report_as_it_is_written(tmp_path, monkeypatch):
    """Each line of its blocks in turn; the edits that it tells of are made where it tells of them."""
    monkeypatch.chdir(tmp_path)
    if no_pdf():
        pytest.skip(no_pdf())
    scenes = list(terminal_pictures.SCENES)
    final = next(scene for scene in scenes if scene.name == "final")
    lines = shell(GUIDE, inline=False)
    at = lines.index(f"reportgen build {terminal_pictures.FOLDER}") + 1
    lines[at:at] = final.commands  # “再来一次”
    for line in lines:
        code = ENDS.get(line, 0) if scenes and scenes[0] is not final else 0
        name = ""
        if scenes and line == scenes[0].commands[0]:
            scene = scenes.pop(0)
            name = scene.name
            for edit in scene.edits:
                terminal_pictures.change(tmp_path / terminal_pictures.FOLDER / edit[0], *edit[1:])
        result = typed(line)
        assert result.exit_code == code, f"{line}\n{result.output}"
        for words in SAID.get(name, ()):
            assert words in result.output, f"{line}\n{result.output}"
    assert scenes == []
    assert {p.suffix for p in (tmp_path / "output").rglob("2023年度*")} == {".pdf", ".docx", ".xlsx", ".html", ".json"}


def test_every_command_is_in_the_guide_or_in_another_page():
    pages = "\n".join(p.read_text(encoding="utf-8") for p in (*DOCS.glob("*.md"), ROOT / "README.md"))
    assert [name for name in commands.commands if f"reportgen {name}" not in pages and f"`{name}" not in pages] == []


def test_the_pictures_are_those_that_the_scripts_make_and_small():
    pages = "\n".join(p.read_text(encoding="utf-8") for p in (*DOCS.glob("*.md"), ROOT / "README.md"))
    shown = set(re.findall(r"images/([\w-]+)\.png\)", pages))
    drawn = {f"guide-{scene.name}" for scene in terminal_pictures.SCENES}
    drawn |= {f"import-{scene.name}" for scene in terminal_pictures.IMPORTS if scene.lines}
    assert shown == drawn | set(page_pictures.PICTURES)
    sizes = {p.stem: p.stat().st_size for p in (DOCS / "images").iterdir()}
    assert set(sizes) == shown
    assert min(sizes.values()) > 2_000
    assert max(sizes.values()) < 120_000
    assert sum(sizes.values()) < 1_050_000


def test_what_the_picture_of_the_draft_leaves_open_is_in_the_sample():
    name, known, _ = page_pictures.STILL_OPEN
    assert (ROOT / "templates" / "final-accounts" / "new" / name).read_text(encoding="utf-8").count(known) == 1


def test_what_the_pictures_run_stands_in_the_guide():
    for scene in terminal_pictures.SCENES:
        for command in scene.commands:
            assert command in GUIDE, command
    for scene in terminal_pictures.IMPORTS:
        for command in scene.commands:
            assert command in IMPORT, command


def test_the_guide_of_imports_runs_as_it_is_written(tmp_path, monkeypatch):
    """Each line of its blocks in turn, with the fictional export; its other files are another department's."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(terminal_pictures.EXPORT, tmp_path / terminal_pictures.EXPORTED)
    shutil.copy(terminal_pictures.EXPORT.parent / "budget-a.xlsx", tmp_path / "预算.xlsx")
    for line in shell(IMPORT, inline=False):
        if "去年公开.pdf" in line:
            if no_pdf():
                continue
            run("build", "市民服务局/2025", "--draft", "--to", "pdf", code=0)
            shutil.copy(next((tmp_path / "output").rglob("*.pdf")), tmp_path / "去年公开.pdf")
        result = typed(f"{line} --to docx,html" if " build " in line else line)
        assert result.exit_code == 0, f"{line}\n{result.output}"


def test_the_mistakes_of_the_pictures_are_in_the_sample():
    sample = {
        p.name: p.read_text(encoding="utf-8") for p in (ROOT / "templates" / "final-accounts" / "new").glob("*.yaml")
    }
    done: dict[tuple[str, str], str] = {}
    for scene in terminal_pictures.SCENES:
        for file, old, new in scene.edits:
            assert sample[file].count(done.get((file, old), old)) == 1, f"{file}：{old}"
            done[file, new] = done.get((file, old), old)


@pytest.mark.parametrize(
    "page",
    [
        "guide.md",
        "import.md",
        "editions.md",
        "reference.md",
        "data-format.md",
        "architecture.md",
        "../README.md",
        "../CONTRIBUTING.md",
    ],
)
def test_links_lead_somewhere(page):
    text = (DOCS / page).read_text(encoding="utf-8")
    headings = {line.lstrip("#").strip() for line in text.splitlines() if line.startswith("#")}
    for target in re.findall(r"\]\(([^)]+)\)", text):
        if target.startswith("#"):
            assert target[1:] in headings, target
        elif not target.startswith("http"):
            assert ((DOCS / page).parent / target.split("#")[0]).resolve().exists(), target


# -- the editions guide ----------------------------------------------------------------------------


def test_the_worked_example_is_the_edition_that_is_shipped():
    blocks = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", EDITIONS, re.DOTALL)]
    folder = ROOT / "templates" / "final-accounts" / "hubei-2022"
    files = ("edition.yaml", "tables/summary.yaml", "sections/three-public.yaml")
    assert blocks[:3] == [yaml.safe_load((folder / file).read_text(encoding="utf-8")) for file in files]
    lines = sum(len(p.read_text(encoding="utf-8").splitlines()) for p in folder.rglob("*") if p.is_file())
    assert f"三个文件、{lines} 行" in EDITIONS


def test_the_blocks_of_the_guide_are_there():
    named = {
        file: set(re.findall(r"`(\w+)`", text))
        for file, text in re.findall(r"^\| `(\w+\.html)` \| (.*) \|$", EDITIONS, re.MULTILINE)
    }
    named["*"] = set(re.findall(r"`(\w+)`", re.search(r"^\| 各节 \| (.*) \|$", EDITIONS, re.MULTILINE)[1]))
    assert len(named) == 4
    for file, names in named.items():
        paths = (
            [next(f for home in (BASE, SHARED) if (f := home / file).is_file())]
            if file != "*"
            else [*(BASE / "sections").glob("*.html")]
        )
        blocks = {b for p in paths for b in re.findall(r"\{% (?:block|macro) (\w+)", p.read_text(encoding="utf-8"))}
        assert names <= blocks, f"{file}: {names - blocks}"


def test_every_section_can_be_added_to():
    for path in (BASE / "sections").glob("*.html"):
        text = path.read_text(encoding="utf-8")
        if "<h2>{{ heading }}</h2>" in text:
            assert "{% block heading %}" in text, path.name


def test_the_codes_of_the_lint_are_told():
    import reportgen.lint

    assert set(re.findall(r"^\| (E\d{3})", EDITIONS, re.MULTILINE)) == set(
        re.findall(r"E\d{3}", reportgen.lint.__doc__ or "")
    )


def walked(folder):
    """The worked example of an office's own edition: its files written, its commands as they stand,
    from an empty folder.
    """
    text = EDITIONS[EDITIONS.index("## 再做一个") : EDITIONS.index("## 改一句话")]
    for kind, block in re.findall(r"```(\w+)\n(.*?)```", text, re.DOTALL):
        if kind == "sh":
            for line in block.splitlines():
                if "check" in line:
                    department = folder / "data/某局/2024/部门.yaml"
                    department.write_text(
                        department.read_text("utf-8").replace("版式: hubei-2024", "版式: ours-2024"), "utf-8"
                    )
                yield line, typed(line.split(" #")[0].strip())
        else:
            path = folder / re.match(r"(?:# |\{# )(\S+)", block)[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block, encoding="utf-8")


def test_an_office_makes_its_own_edition_by_the_guide_alone(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = {" ".join(line.split()[1:3]).split(" data")[0]: (line, result) for line, result in walked(tmp_path)}
    assert [result.exit_code for _, result in told.values()] == [0] * 5, [result.output for _, result in told.values()]
    assert told["editions"][1].output == "".join(
        f"ours-2024（{k}）：没有问题\n" for k in ("部门决算公开", "单位决算公开")
    )
    assert "提醒 [C022] 科目「2080150」2024 年起已废止，改用 2080155" in told["check"][1].output
    (page,) = (tmp_path / "output").rglob("草稿-*.html")
    text = re.sub(r"<[^>]+>", "", page.read_text("utf-8"))
    assert "十三、年末结转情况说明" in text
    assert re.search(r"年末结转和结余13\.30\s*万元，[^。]*上年[^。]*。", text)


def test_a_folder_behind_lint_is_a_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    list(walked(tmp_path))
    output = run("editions", "--lint", "data/某局", code=0).output
    assert "ours-2024（部门决算公开）：没有问题" in output.splitlines()
