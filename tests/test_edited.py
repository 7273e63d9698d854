"""A Word file that a person changed is never written over, and only content tells."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from clerk import DONGXIHU, replace, run
from sent import folder


def _build(data: Path, *more: str | Path, code: int = 0) -> str:
    return run(
        "build",
        data,
        "--to",
        "docx",
        "--draft",
        "--day",
        "2024-09-10",
        "--out",
        data.parents[2] / "output",
        *more,
        code=code,
    ).output


def _file(data: Path, part: str = "草稿-第1轮") -> Path:
    return next(
        p for p in (data.parents[2] / "output/示例局/2023/部门决算公开").glob(f"{part}*.docx") if "改过的" not in p.name
    )


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The small department-year with a draft of it."""
    data = folder(tmp_path)
    _build(data)
    return data


def _change(path: Path) -> bytes:
    path.write_bytes(path.read_bytes() + b"changed in Word")
    return path.read_bytes()


def test_a_changed_file_stops_the_build_and_stays(data: Path) -> None:
    changed = _change(_file(data))
    told = _build(data, code=3)
    assert "有人改过，没有动它" in told
    for offered in ("reportgen pull", "--out", "--force"):
        assert offered in told
    assert _file(data).read_bytes() == changed


def test_force_keeps_a_copy_each_time(data: Path) -> None:
    first = _change(_file(data))
    whole = first.removesuffix(b"changed in Word")
    assert "改过的" in _build(data, "--force")
    second = _change(_file(data)) + b"again"
    _file(data).write_bytes(second)
    _build(data, "--force")
    stem = _file(data).name.removesuffix(".docx")
    kept = {n: (_file(data).parent / f"{stem}-改过的-{n}.docx").read_bytes() for n in (1, 2)}
    assert kept == {1: first, 2: second}
    assert _file(data).read_bytes() == whole


def test_time_says_nothing(data: Path) -> None:
    os.utime(_file(data), (0, 0))
    _build(data)
    os.utime(_file(data), (4_000_000_000, 4_000_000_000))
    _build(data)


def test_a_build_of_other_formats_between_forgets_nothing(data: Path) -> None:
    run("build", data, "--to", "json", "--draft", "--out", data.parents[2] / "output", code=0)
    _build(data)
    _change(_file(data))
    run("build", data, "--to", "json", "--draft", "--out", data.parents[2] / "output", code=0)
    _build(data, code=3)


def test_without_a_manifest_the_copy_of_the_round_tells(data: Path) -> None:
    (_file(data).parent / "草稿-manifest.json").unlink()
    _build(data)
    (_file(data).parent / "草稿-manifest.json").unlink()
    _change(_file(data))
    _build(data, code=3)


def test_a_new_round_has_its_own_name_and_leaves_the_changed_file(data: Path) -> None:
    changed = _change(_file(data))
    replace(data / "数据.yaml", "50.25", "52.25")
    _build(data)
    assert _file(data).read_bytes() == changed
    assert _file(data, "草稿-第2轮").is_file()


def test_a_changed_final_file_is_not_written_over(tmp_path: Path) -> None:
    run("build", DONGXIHU, "--to", "docx", "--out", tmp_path, code=0)
    path = next(tmp_path.rglob("*.docx"))
    _change(path)
    assert "有人改过" in run("build", DONGXIHU, "--to", "docx", "--out", tmp_path, code=3).output
    run("build", DONGXIHU, "--to", "docx", "--out", tmp_path, "--force", code=0)
    run("build", DONGXIHU, "--to", "docx", "--out", tmp_path, code=0)


def test_an_open_file_is_told_as_before(data: Path) -> None:
    _file(data).with_name(f"~${_file(data).name[2:]}").write_bytes(b"")
    assert "文件正开着" in _build(data, code=3)


@pytest.mark.parametrize(
    "words", [("--for", "领导"), ("--day", "2024-09-10"), ("--draft", "--to", "pdf", "--for", "财务")]
)
def test_what_is_for_the_draft_in_word_is_refused_elsewhere(words: tuple[str, ...], tmp_path: Path) -> None:
    assert "要和 --draft 一起用" in run("build", folder(tmp_path), *words, code=2).output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--for", "处长"), "有的是 领导、财务、科室"),
        (("--day", "后天"), "不是日期"),
        (("--day", "2024-13-40"), "不是日期"),
    ],
)
def test_a_reader_and_a_day_must_be_ones(words: tuple[str, ...], told: str, tmp_path: Path) -> None:
    assert told in run("build", folder(tmp_path), "--draft", *words, code=2).output
