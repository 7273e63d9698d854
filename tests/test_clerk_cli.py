"""The command line as a clerk meets it: in Chinese, on any console, in any folder."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

import reportgen
from clerk import DONGXIHU, documented, replace, run
from reportgen.cli import chinese, commands
from reportgen.environment import EnvironmentProblem, require_pdf
from reportgen.model.finding import FORMAT, Finding, Level

EXPORT = Path(__file__).parent / "exports" / "accounts-a.xlsx"
NOT_SEEN = {
    "_termui_impl",
    "_winconsole",
    "termui",  # prompts, pagers and editors: we have none
    "shell_completion",  # of click's making of scripts we take the text only
}
NEVER_SAID = (
    "DeprecationWarning",
    "Could not determine name",
    "No options defined",
    "Arguments take exactly",
    "Name '{name}' defined twice",
    "Boolean option",
    "Value must be an iterable",
    "Do you want to continue?",
    "Confirm the action",
    "%(prog)s, version",
    "Choice({choices})",
    "{value!r} is not a valid UUID",
    "Invalid start character",
    "(Deprecated)",
)
"""What click tells programmers, or says of things that we have not."""


HERE = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(Path(reportgen.__file__).parents[1])}
"""What a process of its own needs, to run the reportgen that is tested."""


def of_click():
    """Every sentence that click's modules ask gettext for."""
    for path in sorted(Path(click.__file__).parent.glob("*.py")):
        if path.stem in NOT_SEEN:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
                yield from (a.value for a in node.args[:2] if isinstance(a, ast.Constant) and isinstance(a.value, str))


def test_every_sentence_of_clicks_that_a_clerk_may_see_is_chinese():
    assert sorted({s for s in of_click() if s not in chinese.WORDS and not s.startswith(NEVER_SAID)}) == []


def test_a_translation_names_only_what_the_sentence_gives():
    fields = {said: {part.split("!")[0] for part in re.findall(r"{(\w+(?:!r)?)}", said)} for said in chinese.WORDS}
    assert [said for said, told in chinese.WORDS.items() if not set(re.findall(r"{(\w+)}", told)) <= fields[said]] == []


def test_all_modules_that_ask_for_words_are_given_ours():
    for name in chinese.MODULES:
        module = import_module(f"click.{name}")
        assert getattr(module, "_", chinese.translated) is chinese.translated


@pytest.mark.parametrize("name", [None, *commands.commands])
def test_help_is_chinese_throughout(name):
    output = run(*([name] if name else []), "--help", code=0).output
    for line in output.splitlines():
        bare = re.sub(
            r"(?<![\w-])-{1,"
            r"2}[\w-]+|\[text\|json(?:\|sarif\|xlsx)?\]|bash\|zsh\|fish\|powershell|[\w.-]+\.(?:yaml|json)",
            "",
            line,
        )
        assert "Usage" not in bare
        assert not re.search(
            r"\b(?:TEXT|PATH|Show|Options|Commands|default|required|COMMAND|ARGS|OPTIONS|FLOAT|INTEGER)\b", bare
        ), line
    assert output.startswith("用法：")
    assert "选项：" in output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("chek",), "没有这个命令：chek"),
        (("check", "--al"), "没有这个选项：--al"),
        (("new",), "没有写参数"),
        (("fmt", "没有这个"), "没有这个路径：没有这个"),
        (("editions", "a", "b"), "多写了参数：b"),
        (("status", "--format", "xml"), "「xml」不在其中：'text', 'json'"),
        (("build", "--to"), "选项 --to 后面要写一个值"),
        (("watch", "--every", "快"), "「快」不是数"),
        (("status", "--today", "明天"), "「明天」不是这种写法"),
        (("completion", "cmd"), "「cmd」不在其中"),
        (("completion",), "没有写参数 'bash|zsh|fish|powershell'。可以写"),
        (("subjects", "就业", "--year", "去年"), "「去年」应是四位数字"),
        (("explain", "."), "没有写键：. 是文件夹"),
    ],
)
def test_a_slip_on_the_command_line_is_told_in_chinese(words, says):
    result = run(*words, code=2)
    assert says in result.output
    assert not re.search(r"(?<!-)\b(?:Error|Usage|Try|Invalid|Missing|No such)\b", result.output)


def test_help_stands_in_columns_that_count_chinese_as_wide():
    rows = [line for line in run("build", "--help", code=0).output.splitlines() if line.startswith("  -")]
    assert len({chinese.columns(line[: line.rindex("  ") + 2]) for line in rows}) == 1


def process(*words, cwd, **env):
    """reportgen in a process of its own; its output as bytes."""
    return subprocess.run(
        [sys.executable, "-m", "reportgen", *map(str, words)],
        capture_output=True,
        check=False,
        cwd=cwd,
        env={**HERE, **env},
    )


def test_utf8_is_spoken_on_a_gbk_console(tmp_path):
    done = process("subjects", "就业", cwd=tmp_path, PYTHONIOENCODING="gbk")
    assert done.returncode == 0
    assert "社会保障和就业支出" in done.stdout.decode("utf-8")
    assert "没有这个命令" in process("无", cwd=tmp_path, PYTHONIOENCODING="gbk").stderr.decode("utf-8")


def test_colours_are_for_terminals_and_not_for_files(tmp_path):
    assert b"\x1b[" not in process("subjects", "就业", cwd=tmp_path).stdout


@pytest.mark.parametrize(("env", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_no_color_is_obeyed_on_a_terminal(tmp_path, env, coloured):
    try:
        parent, child = os.openpty()
    except (AttributeError, OSError):
        pytest.skip("this machine gives no pseudo-terminal")
    done = subprocess.Popen(
        [sys.executable, "-m", "reportgen", "subjects", "2080799"],
        stdout=child,
        stderr=child,
        cwd=tmp_path,
        env={**HERE, "TERM": "xterm", **env},
    )
    done.wait()
    os.close(child)
    seen = os.read(parent, 100_000)
    os.close(parent)
    assert (b"\x1b[" in seen) is coloured


def test_folders_with_chinese_and_blanks_work_throughout(tmp_path):
    folder = tmp_path / "我的 数据" / "data" / "某 局" / "2023"
    assert '"' in run("new", folder, code=0).output
    for command in ("check", "status", "fmt"):
        run(command, folder, code=0)
    written = run("build", folder, "--to", "json,docx", code=0).output
    assert "2023年度江城区民生服务局部门决算公开.docx" in written
    run("explain", folder, "收入总计", code=0)
    run("new", folder.parent / "2024", "--from", folder, code=0)


def test_crlf_files_with_a_mark_are_read_like_others(tmp_path):
    run("new", tmp_path / "2023", code=0)
    for path in (tmp_path / "2023").glob("*.yaml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    output = run("check", tmp_path / "2023", code=0).output
    assert output.endswith("错误 0、提醒 0、提示 0\n")


def test_quiet_tells_errors_and_the_result_and_loud_tells_more(tmp_path):
    run("new", tmp_path / "2023", code=0)
    folder = tmp_path / "2023"
    replace(folder / "预算和上年.yaml", "  支出.2080102: 平台运行维护通过公开招标节约了资金\n", "")
    assert "提醒 [C076]" in run("check", folder).output
    for words in (("-q", "check", folder), ("check", folder, "-q")):
        assert "提醒 [C076]" not in run(*words).output
    loud = run("-v", "build", folder, "--to", "json", "--draft", code=0)
    assert "版式　" in loud.output
    assert "用时 " in loud.output
    assert "部门.yaml" in loud.output


@pytest.fixture(scope="module")
def bureau(tmp_path_factory):
    """A folder with Chinese and a blank in its path, and one to begin the next year from."""
    folder = tmp_path_factory.mktemp("我的 数据") / "某 局" / "2023"
    run("new", folder, code=0)
    return folder


SHAPE = Finding("X001", Level.ERROR, "").as_json().keys()
TOLD = {
    "new": ("new", "新 局/2023"),
    "new from": ("new", "{}/../2024", "--from", "{}"),
    "subjects": ("subjects", "就业"),
    "status": ("status", "{}"),
    "check": ("check", "{}"),
    "check explained": ("check", "--explain", "C091"),
    "build": ("build", "{}", "--to", "json", "--out", "出"),
    "draft": ("build", "{}", "--draft", "--to", "json", "--out", "出"),
    "watch": ("watch", "{}", "--once", "--to", "json", "--out", "出"),
    "explain": ("explain", "{}", "收入总计"),
    "explain not printed": ("explain", "{}", "上年.支出.2080101"),
    "moves": ("explain", "{}", "--moves", "收支.yaml:9"),
    "fmt": ("fmt", "{}"),
    "schema": ("schema",),
    "schema of an edition": ("schema", "--edition", "hubei-2023"),
    "schema out": ("schema", "--out", "模 式.json"),
    "editions": ("editions",),
    "lint": ("editions", "--lint", "hubei-2023"),
    "doctor": ("doctor",),
    "import": ("import", str(EXPORT)),
    "diff": ("diff", "{}", "{}"),
    "link": ("link", "{}", "--dry-run"),
    "completion": ("completion", "bash"),
}
WRONG = {
    "no folder": ("status", "没有"),
    "no folder to build": ("build", "没有"),
    "no folder to check": ("check", "没有"),
    "no folder to explain": ("explain", "没有", "收入总计"),
    "no folder to watch": ("watch", "没有", "--once"),
    "no folder of editions": ("editions", "没有"),
    "not empty": ("new", "{}"),
    "no last year": ("new", "甲/2024", "--from", "没有"),
    "no folder to publish": ("publish", "没有"),
    "no folder to verify": ("verify", "没有"),
    "nothing published": ("verify", "{}"),
    "no such figure": ("explain", "{}", "收人总计"),
    "no such check": ("check", "--explain", "C998"),
    "no such edition": ("new", "乙/2024", "--edition", "湖北"),
    "schema of none": ("schema", "--edition", "湖北"),
    "schema nowhere": ("schema", "--out", "{}/部门.yaml/x.json"),
    "no version": ("diff", "没有", "{}"),
    "nothing to correct": ("correct", "{}", "--from", "{}", "--reason", "错了", "--to", "docx"),
    "no such snapshot": ("correct", "{}", "--from", "没有", "--reason", "错了", "--to", "docx"),
    "nowhere to build": ("build", "{}", "--to", "json", "--out", "{}/部门.yaml/x"),
}


@pytest.mark.parametrize("name", TOLD)
def test_every_command_tells_programs_in_json_and_nothing_else(name, bureau, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert {words[0] for words in TOLD.values()} == set(commands.commands) - {
        "publish",
        "verify",
        "audit",
        "pull",
        "correct",
    }
    result = run(*(word.replace("{}", str(bureau)) for word in TOLD[name]), "--format", "json", code=0)
    value = json.loads(result.stdout)
    assert value
    assert result.stderr == ""
    if name not in ("moves", "schema", "schema of an edition", "editions"):  # keyed by what they are about
        for one in value if isinstance(value, list) else [value]:
            assert one.keys() <= documented(TOLD[name][0]) | ({"format", "findings"} if name == "lint" else set())


def test_the_page_of_json_has_every_command_and_the_shape_of_a_finding():
    page = (Path(__file__).parents[1] / "docs" / "json.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^### (\w+)$", page, re.M)) == set(commands.commands)
    shape = page.split("## 问题")[1].split("```json")
    assert re.findall(r"^\| `(\w+)` \|", shape[0], re.M) == list(SHAPE)
    (example,) = (value := json.loads(shape[1].split("```")[0]))["findings"]
    assert (value["format"], example.keys()) == (FORMAT, SHAPE)


def test_a_publication_and_its_proof_are_json(bureau, tmp_path):
    if reason := _no_pdf():
        pytest.skip(reason)
    told = json.loads(run("publish", bureau, "--to", tmp_path / "上网", "--format", "json", code=0).stdout)
    assert (told["已写出"], "manifest.json" in told["文件"]) == (True, True)
    assert told.keys() <= documented("publish")
    proven = json.loads(run("verify", tmp_path / "上网", "--data", bureau, "--format", "json", code=0).stdout)
    assert (proven["一致"], proven["findings"]) == (True, [])
    assert proven.keys() == documented("verify")


def _no_pdf():
    try:
        require_pdf()
    except EnvironmentProblem as problem:
        return str(problem)
    return ""


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_json_too(name, bureau, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run(*(word.replace("{}", str(bureau)) for word in WRONG[name]), "--format", "json")
    assert result.exit_code in (1, 3)
    told = json.loads(result.stdout)
    assert told["format"] == FORMAT
    assert told["findings"] or told["原因"]
    assert all(found.keys() == SHAPE for found in told["findings"])
    assert result.stderr == ""


def test_a_build_that_is_refused_says_why_in_json(bureau, tmp_path):
    folder = shutil.copytree(bureau, tmp_path / "2023")
    replace(folder / "三公采购和资产.yaml", "机关运行经费: ", "机关运行经费: 待填 # ")
    told = json.loads(run("build", folder, "--to", "json", "--format", "json", code=1).stdout)
    assert (told["生成了"], "文件" in told) == (False, False)
    assert told["待填"] == [{"位置": "三公采购和资产.yaml:12:9", "内容": "机关运行经费"}]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("editions", "没有"), "没有这个文件夹：没有"),
        (("schema", "--out", "{}/部门.yaml/x.json"), "路径上有一个同名的文件"),
        (("new", "{}/部门.yaml/2024"), "路径上有一个同名的文件"),
        (("schema", "--edition", "湖北"), "没有版式「湖北」；"),
    ],
)
def test_what_can_not_be_done_is_told_in_chinese(bureau, words, says):
    """The system's own words are English."""
    result = run(*(word.replace("{}", str(bureau)) for word in words))
    assert result.exit_code in (1, 3)
    assert says in result.output
    assert not re.search(r"No such|Permission|Not a directory|Errno", result.output)


def test_the_folder_may_stand_before_the_key_or_behind_it(bureau):
    assert run("explain", "收入总计", bureau, code=0).output == run("explain", bureau, "收入总计", code=0).output


def test_a_command_that_is_proposed_can_be_typed(bureau):
    """With the folder, as one would type it from here, in quotes when it holds a blank."""
    told = run("status", bureau, code=0).output.splitlines()[-1]
    quoted = re.fullmatch(r'可以定稿：reportgen build "(.+)"', told)
    assert quoted
    assert Path(quoted[1]).resolve() == bureau.resolve()


def test_a_draft_is_called_one(bureau, tmp_path):
    assert (
        "已生成草稿，送审用，不能公开："
        in run("build", bureau, "--draft", "--to", "json", "--out", tmp_path, code=0).output
    )
    assert "已生成：" in run("build", bureau, "--to", "json", "--out", tmp_path, code=0).output


def test_quiet_leaves_out_what_is_not_the_result(tmp_path):
    folder = tmp_path / "2023"
    assert run("-q", "new", folder, code=0).output.count("\n") == 1
    replace(folder / "三公采购和资产.yaml", "机关运行经费: ", "机关运行经费: 待填 # ")
    assert "机关运行经费" in run("status", folder, code=0).output
    quiet = run("-q", "status", folder, code=0).output
    assert "机关运行经费" not in quiet
    assert "财务科　1 处" in quiet


def test_loud_names_every_file(tmp_path):
    run("new", tmp_path / "2023", code=0)
    assert run("-v", "fmt", tmp_path / "2023", code=0).output.count("不用动　") == 8
    assert "final-accounts/base" in run("-v", "explain", tmp_path / "2023", "收入总计", code=0).output
    assert "final-accounts/hubei-2021" in run("-v", "editions", code=0).output.replace("\\", "/")


def test_a_broken_edition_does_not_hide_the_others(tmp_path):
    folder = tmp_path / "templates" / "final-accounts" / "坏"
    folder.mkdir(parents=True)
    (folder / "edition.yaml").write_text("extends: 无\n", encoding="utf-8")
    result = run("editions", tmp_path, code=0)
    assert "版式「坏」读不出来" in result.stderr
    assert "hubei-2023" in result.stdout


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are Unicode there")
def test_file_names_are_utf8_whatever_the_locale_says(bureau, tmp_path):
    done = process(
        "build",
        bureau,
        "--to",
        "json,html",
        "--out",
        tmp_path / "出",
        cwd=tmp_path,
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
        PYTHONIOENCODING="gbk",
    )
    assert done.returncode == 0, done.stderr.decode()
    assert "江城区民生服务局部门决算公开.html" in done.stdout.decode("utf-8")


def test_output_that_is_cut_off_ends_quietly(bureau):
    """As by `| head -1`."""
    command = f'"{sys.executable}" -m reportgen schema | head -1'
    done = subprocess.run(command, shell=True, capture_output=True, check=False, env=HERE)  # noqa: S602 - our own words
    assert (done.stdout, done.stderr) == (b"{\n", b"")


def test_explain_in_json_is_the_figure_with_its_origin():
    told = json.loads(run("explain", DONGXIHU, "收入总计", "--format", "json", code=0).stdout)
    assert (told["键"], told["印作"], told["单位"], told["由来"]) == ("收入总计", "3,991.22", "万元", "核定数")


@pytest.mark.parametrize(
    ("shell", "part"),
    [
        ("bash", "complete -o"),
        ("zsh", "#compdef"),
        ("fish", "complete --no-files"),
        ("powershell", "Register-ArgumentCompleter"),
    ],
)
def test_completion_prints_a_script_and_where_to_put_it(shell, part):
    output = run("completion", shell, code=0).output
    assert output.startswith("# ")
    assert part in output
    assert "_REPORTGEN_COMPLETE" in output


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({"_REPORTGEN_COMPLETE": "bash_complete", "COMP_WORDS": "reportgen st", "COMP_CWORD": "1"}, b"plain,status\n"),
        ({"_REPORTGEN_COMPLETE": "powershell_complete", "COMP_WORDS": "reportgen st", "COMP_CWORD": "st"}, b"status\n"),
        (
            {"_REPORTGEN_COMPLETE": "powershell_complete", "COMP_WORDS": "reportgen check --a", "COMP_CWORD": "--a"},
            b"--all\n",
        ),
    ],
)
def test_shells_are_answered(tmp_path, env, expected):
    assert process(cwd=tmp_path, **env).stdout == expected


def test_a_command_starts_without_what_it_does_not_need():
    """`subjects` and `new` answer in 0.4 s: no report is made for them."""
    code = (
        "import sys\nimport reportgen.cli\n"
        "import reportgen.workspace.new, reportgen.workspace.subjects\n"
        "heavy = {'weasyprint', 'docx', 'openpyxl', 'xlsxwriter', 'jinja2', 'reportgen.build', 'reportgen.checks'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
