"""The command line: what it says, what it writes, how it ends."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen import environment
from reportgen.cli import commands
from reportgen.document import Document
from reportgen.environment import Diagnosis
from reportgen.writers.docx import layout
from reportgen.writers.formats import FORMATS

SAMPLE = Path(__file__).parent.parent / "data" / "dongxihu-hrss" / "2021"


def run(*words: str | Path) -> Result:
    result = CliRunner().invoke(commands, list(map(str, words)))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "data" / "某局" / "2021"))


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_build_writes_what_is_asked_and_says_where(tmp_path: Path) -> None:
    result = run("build", SAMPLE, "--to", "json,html", "--out", tmp_path)
    assert result.exit_code == 0
    files = [p for p in tmp_path.rglob("*") if p.is_file() and not p.name.startswith(".")]
    assert sorted(p.suffix for p in files) == [".html", ".json", ".json", ".json"]
    for path in files:
        assert path.name in result.output
    assert result.output.splitlines()[-1].startswith("错误 0、提醒 ")


def test_a_word_file_alone_takes_its_pages_from_a_layout_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def laid_out(document: Document) -> dict[str, int]:
        asked.append(document.title)
        return {"part-3": 77}

    monkeypatch.setattr(layout, "lay_out", laid_out)
    sizes = []
    for words in ((), ("--pages",)):
        run("build", SAMPLE, "--to", "docx", "--out", tmp_path, *words)
        sizes.append(next(tmp_path.rglob("*.docx")).read_bytes())
    assert len(asked) == 1
    assert sizes[0] != sizes[1]


def test_the_first_file_is_opened_when_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("click.launch", opened.append)
    run("build", SAMPLE, "--to", "json", "--out", tmp_path)
    assert opened == []
    run("build", SAMPLE, "--to", "json", "--out", tmp_path, "--open")
    assert [Path(path).suffix for path in opened] == [".json"]


def test_a_final_build_with_errors_writes_nothing_and_a_draft_does(copy: Path, tmp_path: Path) -> None:
    change(copy, "收支.yaml", "396.9", "369.9")
    out = tmp_path / "out"
    result = run("build", copy, "--to", "json", "--out", out)
    assert result.exit_code == 1
    assert not out.exists()
    assert "收支.yaml" in result.output
    assert "没有生成：有 " in result.output
    assert "--draft" in result.output
    draft = run("build", copy, "--to", "json", "--out", out, "--draft")
    assert draft.exit_code == 0
    assert list(out.rglob("草稿-2021年度*.json"))


def test_a_final_build_says_where_something_is_still_to_fill_in(copy: Path, tmp_path: Path) -> None:
    change(copy, "三公与运行.yaml", "机关运行经费: ", "机关运行经费: 待填 # ")
    result = run("build", copy, "--to", "json", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert not (tmp_path / "out").exists()
    assert "待填　三公与运行.yaml:" in result.output
    assert "　机关运行经费\n" in result.output
    assert "没有生成：有 1 个待填（印在 " in result.output


def test_check_ends_with_the_ledger_and_writes_nothing(copy: Path) -> None:
    before = sorted(copy.parent.parent.parent.rglob("*"))
    result = run("check", copy)
    assert result.exit_code == 0
    assert "\n通过 " in f"\n{result.output}"
    assert sorted(copy.parent.parent.parent.rglob("*")) == before
    assert "C001　通过" in run("check", copy, "--all").output


def test_check_fails_on_an_error(copy: Path) -> None:
    change(copy, "收支.yaml", "396.9", "369.9")
    result = run("check", copy)
    assert result.exit_code == 1
    assert " 错误 [" in result.output
    assert "不通过 " in result.output


def test_data_that_cannot_be_read_are_findings_not_a_traceback(copy: Path) -> None:
    (copy / "部门.yaml").write_text("年度: [2021\n", encoding="utf-8")
    result = run("check", copy)
    assert result.exit_code == 1
    assert "部门.yaml:" in result.output
    assert "Traceback" not in result.output


def test_a_folder_that_is_not_there_is_told() -> None:
    result = run("build", "没有这里", "--to", "json")
    assert result.exit_code == 1
    assert "没有这个文件夹：没有这里" in result.output


def test_explain_and_its_reverse() -> None:
    assert "3,991.22 万元" in run("explain", SAMPLE, "收入总计").output
    assert "支出.2080101.基本支出" in run("explain", SAMPLE, "--moves", "收支.yaml:10:13").output
    unknown = run("explain", SAMPLE, "收人总计")
    assert unknown.exit_code == 1
    assert "是不是：收入总计" in unknown.output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("build", SAMPLE, "--to", "pdf,wps"), "没有这种格式：wps"),
        (("build", SAMPLE, "--to", ""), "没有这种格式"),
        (("explain",), "请写：reportgen explain"),
        (("explain", "a", "b", "c"), "请写：reportgen explain"),
        (("explain", SAMPLE, "--moves", "收支.yaml"), "应写成 文件:行"),
    ],
)
def test_wrong_usage_is_told_in_chinese(words: tuple[str | Path, ...], says: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert says in result.output


def test_editions_come_with_the_layers_they_stand_on() -> None:
    assert "hubei-2021（hubei-2021 ← base ← shared）" in run("editions").output


@pytest.mark.parametrize(("required", "code"), [(True, 3), (False, 0)])
def test_doctor_fails_only_on_what_is_required(monkeypatch: pytest.MonkeyPatch, required: bool, code: int) -> None:
    lacking = Diagnosis("某字体", False, "没有找到", "请装上", required)
    monkeypatch.setattr(environment, "diagnose", lambda: [lacking])
    result = run("doctor")
    assert result.exit_code == code
    assert "某字体　没有找到。请装上" in result.output


def test_whole_program_speaks_utf8_and_makes_all_formats(tmp_path: Path) -> None:
    """In a process of its own, on a console that isn't UTF-8, with the PDF from the second process."""
    done = subprocess.run(
        [sys.executable, "-m", "reportgen.cli", "build", str(SAMPLE), "--out", str(tmp_path)],
        capture_output=True,
        check=False,
        env={"PYTHONIOENCODING": "gbk", "PATH": ""},
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert "已生成：" in done.stdout.decode("utf-8")
    assert done.stderr == b""
    assert {p.suffix[1:] for p in tmp_path.glob("*/2021/*/2021年度*")} == set(FORMATS)


def test_everything_but_pdf_works_without_weasyprint(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['weasyprint'] = None\n"
        "from reportgen.cli import commands\n"
        f"commands(['build', {str(SAMPLE)!r}, '--to', 'docx,xlsx,html,json', '--out', {str(tmp_path)!r}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert len(list(tmp_path.glob("*/2021/*/2021年度*"))) == 4
