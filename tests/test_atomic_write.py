"""Files into a folder at once: whole beside other runs, foreign files and what killed runs left."""

import os
import subprocess
import sys
import time

import pytest

import reportgen.atomic_write as writing
from reportgen.atomic_write import CannotWrite, alone_in, replace_all

OLD = time.time() - writing.STALE - 60

ONE_AT_A_TIME = """
import sys, time
from pathlib import Path
from reportgen.atomic_write import alone_in, replace_all
folder, name = Path(sys.argv[1]), sys.argv[2]
for _ in range(20):
    with alone_in(folder):
        known = (folder / "list").read_text() if folder.is_dir() else ""
        replace_all(folder, {"list": (known + name).encode(), name: name.encode()})
"""


def test_two_runs_into_one_folder_lose_nothing_of_each_other(tmp_path):
    folder = tmp_path / "报告"
    runs = [subprocess.Popen([sys.executable, "-c", ONE_AT_A_TIME, str(folder), name]) for name in "甲乙"]
    assert [run.wait(60) for run in runs] == [0, 0]
    assert (folder / "甲").is_file()
    assert (folder / "乙").is_file()
    listed = (folder / "list").read_text()
    assert (listed.count("甲"), listed.count("乙")) == (20, 20)


def test_a_run_that_does_not_end_is_told(tmp_path, monkeypatch):
    folder = tmp_path / "报告"
    hold = "import sys\nfrom pathlib import Path\nfrom reportgen.atomic_write import alone_in\n"
    hold += "with alone_in(Path(sys.argv[1])): print('held', flush=True); input()"
    run = subprocess.Popen(
        [sys.executable, "-c", hold, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert run.stdout.readline() == "held\n"
    monkeypatch.setattr(writing, "PATIENCE", 0.2)
    with pytest.raises(CannotWrite, match="另一个 reportgen 一直在往那里写"):
        replace_all(folder, {"a": b"1"})
    assert not folder.exists()
    run.communicate("\n")
    replace_all(folder, {"a": b"1"})
    assert (folder / "a").read_bytes() == b"1"


def test_a_run_may_hold_a_folder_while_it_writes_it(tmp_path):
    with alone_in(tmp_path / "报告"):
        replace_all(tmp_path / "报告", {"a": b"1"})
    assert [p.name for p in (tmp_path / "报告").iterdir()] == ["a"]


def left_beside(folder, tail, seconds):
    path = folder.with_name(f".{folder.name}.{tail}")
    path.mkdir()
    (path / "a").write_text("别人的")
    os.utime(path, (seconds, seconds))
    return path


def test_what_a_killed_run_left_is_swept_away_and_what_a_running_one_makes_is_not(tmp_path):
    folder = tmp_path / "报告"
    replace_all(folder, {"a": b"1"})
    stale = [left_beside(folder, tail, OLD) for tail in ("1.part", "2.old")]
    fresh = [left_beside(folder, tail, time.time()) for tail in ("3.part", "4.old")]
    replace_all(folder, {"b": b"2"})
    assert [path.exists() for path in (*stale, *fresh)] == [False, False, True, True]
    assert sorted(p.name for p in folder.iterdir()) == ["a", "b"]


def test_a_folder_left_aside_by_a_kill_comes_back_the_newest_of_them(tmp_path):
    folder = tmp_path / "报告"
    older, newer = left_beside(folder, "1.old", OLD), left_beside(folder, "2.old", OLD + 30)
    (newer / "b").write_text("新")
    os.utime(newer, (OLD + 30, OLD + 30))
    replace_all(folder, {"c": b"3"})
    assert sorted(p.name for p in folder.iterdir()) == ["a", "b", "c"]
    assert not newer.exists()
    assert not older.exists()


@pytest.mark.parametrize("lock", ["~$某局.docx", "~$局.docx", ".~lock.某局.docx#", ".~某局.docx"])
def test_the_lock_file_of_an_office_program_is_not_carried_on(lock, tmp_path):
    folder = tmp_path / "报告"
    replace_all(folder, {"别的.docx": b"1"})
    (folder / lock).write_bytes(b"x")
    replace_all(folder, {"a": b"1"})
    assert sorted(p.name for p in folder.iterdir()) == ["a", "别的.docx"]


@pytest.mark.parametrize(
    ("lock", "content", "who"),
    [
        ("~$某局.docx", b"\x06\xd5\xc5\xc8\xfd\xc8\xfd" + b"\0" * 40, "（张三三）"),
        (".~lock.某局.docx#", ",李四,host,2024".encode(), ""),
        (".~lock.某局.docx#", "李四,x,host,2024".encode(), "（李四）"),
        ("~$某局.docx", b"", ""),
    ],
)
def test_who_has_a_file_open_is_told_as_far_as_its_lock_says(lock, content, who, tmp_path):
    folder = tmp_path / "报告"
    replace_all(folder, {"某局.docx": b"1"})
    (folder / lock).write_bytes(content)
    with pytest.raises(CannotWrite) as told:
        replace_all(folder, {"某局.docx": b"2"})
    assert f"文件正开着{who}：某局.docx" in str(told.value)
    assert (folder / "某局.docx").read_bytes() == b"1"


@pytest.mark.parametrize("name", ["某局.pdf", "某局.json"])
def test_only_office_files_have_locks(name, tmp_path):
    folder = tmp_path / "报告"
    replace_all(folder, {name: b"1"})
    (folder / f"~${name}").write_bytes(b"x")
    replace_all(folder, {name: b"2"})
    assert (folder / name).read_bytes() == b"2"


def test_alone_means_that_nothing_else_stays(tmp_path, monkeypatch):
    folder = tmp_path / "报告"
    replace_all(folder, {"a": b"1", "内/b": b"2"})
    replace_all(folder, {"c": b"3"}, alone=True)
    assert [p.name for p in folder.iterdir()] == ["c"]
    monkeypatch.setattr(writing, "_swap", lambda staged, folder: False)  # something holds the folder
    replace_all(folder, {"d/e": b"4"}, alone=True)
    assert sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()) == ["d/e"]


def test_where_the_system_cannot_exchange_two_names_two_renames_do(tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "_exchange", lambda a, b: False)
    folder = tmp_path / "报告"
    replace_all(folder, {"a": b"1"})
    replace_all(folder, {"a": b"2", "b": b"3"})
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == {"a": b"2", "b": b"3"}
    assert [p.name for p in tmp_path.iterdir() if p.suffix in (".old", ".part")] == []


def test_a_folder_that_cannot_be_put_back_in_place_stays_as_it_was(tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "_exchange", lambda a, b: False)
    folder = tmp_path / "报告"
    replace_all(folder, {"a": b"1"})
    rename = type(folder).rename

    def refused(path, target):
        if path.suffix == ".part":
            raise PermissionError
        return rename(path, target)

    monkeypatch.setattr(type(folder), "rename", refused)
    replace_all(folder, {"b": b"2"})  # file by file instead
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == {"a": b"1", "b": b"2"}
