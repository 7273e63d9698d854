"""A clerk at a terminal sees what is being done; a file or a program that reads along gets nothing of it."""

import contextlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.build import build
from reportgen.cli.progress import CLEAR, progress
from reportgen.environment import EnvironmentProblem, require_pdf
from reportgen.writers.pdf.process import pdf_worker
from reportgen.writers.write import write_paged

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "tests/everything/2022"


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def terminal(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("REPORTGEN_PROGRESS", raising=False)
    return Terminal()


def told(stream, form="text"):
    with contextlib.redirect_stderr(stream), progress(form) as tell:
        tell("读数据")
        tell("核对")


def test_each_step_is_written_over_the_last_and_the_line_is_gone_at_the_end(terminal):
    told(terminal)
    assert terminal.getvalue() == f"{CLEAR}读数据……{CLEAR}核对……{CLEAR}"


def test_the_line_is_gone_also_when_the_build_stops(terminal):
    def stopped():
        with contextlib.redirect_stderr(terminal), progress("text") as tell:
            tell("读数据")
            raise ValueError("停")

    with pytest.raises(ValueError, match="停"):
        stopped()
    assert terminal.getvalue().endswith(f"读数据……{CLEAR}")


@pytest.mark.parametrize(("name", "value"), [("REPORTGEN_PROGRESS", "off"), ("TERM", "dumb")])
def test_it_can_be_switched_off(terminal, monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    told(terminal)
    assert terminal.getvalue() == ""


def test_a_program_gets_none(terminal):
    told(terminal, "json")
    assert terminal.getvalue() == ""


def test_what_is_no_terminal_gets_none(capsys):
    told(sys.stderr)
    assert capsys.readouterr() == ("", "")


def test_the_steps_of_a_build_are_told_in_their_order():
    steps = []
    build(SAMPLE, ("xlsx", "json"), on_progress=steps.append)
    assert steps == ["读数据", "推算、核对", "写成文稿", "写 Excel", "写 JSON"]


def test_the_page_that_is_being_set_is_told():
    try:
        require_pdf()
    except EnvironmentProblem as problem:
        pytest.skip(str(problem))
    steps = []
    with pdf_worker() as press:
        made, _ = build(SAMPLE, ("json",))
        write_paged(made.document, ("pdf",), press, lambda _: None, on_progress=steps.append)
        last = press.page
    assert last > 20
    pages = [int(found[1]) for step in steps if (found := re.fullmatch("排 PDF：第 ([0-9]+) 页", step))]
    assert pages == sorted(pages)
    assert steps[-1] == "写 PDF"


@pytest.mark.skipif(os.name != "posix", reason="has no pseudo-terminals")
@pytest.mark.parametrize(("options", "seen"), [((), True), (("--format", "json"), False)])
def test_a_build_at_a_terminal(tmp_path, options, seen):
    try:
        ours, theirs = os.openpty()
    except OSError as error:  # a bare chroot has none
        pytest.skip(f"no pseudo-terminal: {error}")
    command = [
        sys.executable,
        "-m",
        "reportgen",
        "build",
        str(SAMPLE),
        "--to",
        "json",
        "--out",
        str(tmp_path),
        *options,
    ]
    environment = {**os.environ, "TERM": "xterm", "REPORTGEN_PROGRESS": "on"}
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, env=environment, check=True)
    os.close(theirs)
    os.set_blocking(ours, False)
    try:
        shown = os.read(ours, 10000).decode()
    except OSError:
        shown = ""
    os.close(ours)
    assert ("读数据" in shown) == seen
    assert "读数据" not in done.stdout.decode()
