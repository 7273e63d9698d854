"""`watch`: builds at each save when it is calm, and the last good output stays."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import reportgen
from clerk import replace, run
from reportgen.workspace.watch import places, signature, watch


class Clock:
    """Pauses take no time; at each, the next thing happens."""

    def __init__(self, *events):
        self.events, self.pauses = list(events), []

    def pause(self, seconds):
        self.pauses.append(seconds)
        if self.events:
            self.events.pop(0)()


def nothing():
    """Nobody saves."""


def test_it_builds_at_once_and_after_each_save(tmp_path):
    path = tmp_path / "数据.yaml"
    path.write_text("1", encoding="utf-8")
    built = []
    clock = Clock(nothing, lambda: path.write_text("22", encoding="utf-8"), nothing, nothing)
    watch(lambda: (tmp_path,), built.append, rounds=4, pause=clock.pause)
    assert built == [[], [str(path)]]


def test_it_waits_until_nobody_writes_any_more(tmp_path):
    path = tmp_path / "数据.yaml"
    path.write_text("", encoding="utf-8")
    sizes = []
    writes = [lambda n=n: path.write_text("x" * n, encoding="utf-8") for n in (1, 2, 3)]
    clock = Clock(*writes)
    watch(
        lambda: (tmp_path,),
        lambda _: sizes.append(path.stat().st_size),
        rounds=2,
        interval=9,
        calm=0.4,
        pause=clock.pause,
    )
    assert sizes == [0, 3]
    assert clock.pauses == [9, 0.4, 0.4, 0.4]


def test_new_and_vanished_files_count_and_others_do_not(tmp_path):
    a, b, other = tmp_path / "a.yaml", tmp_path / "b.csv", tmp_path / "~$a.docx"
    a.write_text("1", encoding="utf-8")
    built = []
    clock = Clock(lambda: other.write_text("1"), lambda: b.write_text("1"), nothing, a.unlink, nothing, nothing)
    watch(lambda: (tmp_path,), built.append, rounds=4, pause=clock.pause)
    assert built == [[], [str(b)], [str(a)]]


def test_a_folder_that_goes_away_is_an_empty_one(tmp_path):
    assert signature(tmp_path / "无") == {}


def test_the_last_good_output_stays_when_the_data_can_not_be_read(tmp_path):
    folder, out = tmp_path / "2023", tmp_path / "out"
    run("new", folder, code=0)
    assert "草稿-2023年度" in run("watch", folder, "--once", "--out", out, code=0).output
    (page,) = out.rglob("草稿-*.html")
    good = page.read_bytes()
    (folder / "坏.yaml").write_bytes(b"\xff\xff\xff")
    assert "上一次生成的没有动" in run("watch", folder, "--once", "--out", out, code=0).output
    assert page.read_bytes() == good
    (folder / "坏.yaml").unlink()
    replace(folder / "部门.yaml", "简称: 区民生局", "简称: 区民服局")
    run("watch", folder, "--once", "--out", out, code=0)
    assert "区民服局" in page.read_text(encoding="utf-8")


def test_ctrl_c_ends_it_quietly(tmp_path, monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("reportgen.workspace.watch.watch", stop)
    (tmp_path / "a.yaml").write_text("", encoding="utf-8")
    assert run("watch", tmp_path, code=0).output.endswith("停了。\n")
    assert "没有这个文件夹" in run("watch", tmp_path / "无", code=1).output


# -- where a change counts --------------------------------------------------------------------------


def save(path, text):
    """As an editor does; the folders of it come to be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "file",
    [
        "2023/收支.yaml",
        "2022/收支.yaml",
        "templates/final-accounts/ours/edition.yaml",
        "templates/final-accounts/ours/sections/total.html",
        "templates/final-accounts/ours/tables/summary.yaml",
        "templates/final-accounts/ours/print.css",
        "templates/subjects/2024.yaml",
    ],
)
def test_data_last_year_editions_and_subjects_count_once_they_are_there(tmp_path, file):
    """Last year's folder and the project's templates may come to be while one watches."""
    save(tmp_path / "2023" / "部门.yaml", "1")
    built = []
    clock = Clock(lambda: save(tmp_path / file, "1"), nothing, lambda: save(tmp_path / file, "22"), nothing)
    watch(lambda: places(tmp_path / "2023", 2023), built.append, rounds=3, pause=clock.pause)
    assert built == [[], [str(tmp_path / file)], [str(tmp_path / file)]]


@pytest.mark.parametrize("file", ["2021/收支.yaml", "2024/收支.yaml", "output/某局/a.html", "2023/备份/收支.yaml"])
def test_other_folders_do_not_count(tmp_path, file):
    save(tmp_path / "2023" / "部门.yaml", "1")
    built = []
    watch(
        lambda: places(tmp_path / "2023", 2023),
        built.append,
        rounds=2,
        pause=Clock(lambda: save(tmp_path / file, "1")).pause,
    )
    assert built == [[]]


def test_a_place_that_the_build_made_known_is_no_change(tmp_path):
    """The year stands in the data: only the first build tells where last year's folder is."""
    save(tmp_path / "数据" / "部门.yaml", "1")
    save(tmp_path / "2022" / "部门.yaml", "1")
    year, built = [], []

    def rebuild(changed):
        year.append(2023)
        built.append(changed)

    watch(lambda: places(tmp_path / "数据", year[0] if year else None), rebuild, rounds=3, pause=Clock().pause)
    assert built == [[]]


def test_the_command_rebuilds_when_last_year_or_the_edition_changes(tmp_path, monkeypatch):
    run("new", tmp_path / "2023", "--edition", "hubei-2023", code=0)
    run("new", tmp_path / "elsewhere" / "2022", "--edition", "hubei-2023", code=0)
    (tmp_path / "elsewhere" / "2022").rename(tmp_path / "2022")
    edition = tmp_path / "templates" / "final-accounts" / "ours" / "edition.yaml"
    save(edition, "extends: hubei-2023\n")
    replace(tmp_path / "2023" / "部门.yaml", "版式: hubei-2023", "版式: ours")
    clock = Clock(
        lambda: replace(tmp_path / "2022" / "收支.yaml", "612.40", "602.40"),
        nothing,
        lambda: save(edition, "extends: hubei-2023\nwords: {部门: 单位}\n"),
        nothing,
    )
    monkeypatch.setattr(
        "reportgen.workspace.watch.watch",
        lambda where, rebuild, **_: watch(where, rebuild, rounds=3, pause=clock.pause),
    )
    output = run(
        "watch", tmp_path / "2023", "--to", "json", "--out", tmp_path / "out", "--format", "json", code=0
    ).stdout
    told = [json.loads(line) for line in output.splitlines()]
    assert [[Path(name).name for name in line["改动"]] for line in told] == [[], ["收支.yaml"], ["edition.yaml"]]
    assert all(line["已生成"] for line in told)


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal as Ctrl-C does")
def test_ctrl_c_on_a_real_console(tmp_path):
    """In a process of its own: it ends at once, with 0 and without a traceback."""
    run("new", tmp_path / "2023", code=0)
    out = (tmp_path / "说的").open("wb")
    done = subprocess.Popen(
        [sys.executable, "-m", "reportgen", "watch", "2023", "--to", "json"],
        stdout=out,
        stderr=out,
        cwd=tmp_path,
        env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(Path(reportgen.__file__).parents[1])},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    deadline = time.monotonic() + 30
    while "秒" not in (tmp_path / "说的").read_text("utf-8") and time.monotonic() < deadline:
        time.sleep(0.1)
    done.send_signal(signal.SIGINT)
    assert done.wait(10) == 0
    out.close()
    told = (tmp_path / "说的").read_text("utf-8")
    assert told.endswith("停了。\n")
    assert "Traceback" not in told
