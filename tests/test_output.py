"""Files of a report: whole or not at all, the same each time, the office's own apart."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from reportgen.atomic_write import replace_files
from reportgen.build import BuiltReport, assemble
from reportgen.environment import EnvironmentProblem
from reportgen.model.finding import Finding, Level, Source
from reportgen.workspace.output import output_root, write_files
from small import write

SAMPLE = Path(__file__).parent.parent / "data" / "dongxihu-hrss" / "2021"


@pytest.fixture(scope="module")
def made() -> BuiltReport:
    return assemble(SAMPLE)


def made_in(folder: Path) -> BuiltReport:
    """The report of a small department-year in a folder."""
    return assemble(folder if folder.exists() else write(folder), draft=True)


def _names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_files_stand_under_unit_year_and_kind(made: BuiltReport, tmp_path: Path) -> None:
    written = write_files(made, {"pdf": b"1", "json": b"2"}, tmp_path)
    assert written.folder == tmp_path / "dongxihu-hrss" / "2021" / "部门决算公开"
    assert _names(written.folder) == [
        "2021年度武汉市东西湖区人力资源和社会保障局部门决算公开.json",
        "2021年度武汉市东西湖区人力资源和社会保障局部门决算公开.pdf",
        "manifest.json",
        "内部/核对.json",
    ]


def test_a_draft_never_touches_the_final_report(made: BuiltReport, tmp_path: Path) -> None:
    folder = write_files(made, {"pdf": b"final"}, tmp_path).folder
    before = {name: (folder / name).read_bytes() for name in _names(folder)}
    write_files(made, {"pdf": b"draft"}, tmp_path, draft=True)
    assert {name: (folder / name).read_bytes() for name in before} == before
    new = set(_names(folder)) - before.keys()
    assert all("草稿-" in name for name in new)
    assert len(new) == 3


def test_same_report_gives_the_same_bytes(made: BuiltReport, tmp_path: Path) -> None:
    first = write_files(made, {"json": b"1"}, tmp_path / "a")
    second = write_files(assemble(SAMPLE), {"json": b"1"}, tmp_path / "b")
    for path in _names(first.folder):
        assert (first.folder / path).read_bytes() == (second.folder / path).read_bytes()


def test_manifest_names_inputs_layers_figures_and_outputs(made: BuiltReport, tmp_path: Path) -> None:
    written = write_files(made, {"json": b"1"}, tmp_path)
    manifest = json.loads(written.manifest.read_text(encoding="utf-8"))
    assert manifest["输入"]["本年"].keys() == {p.name for p in SAMPLE.glob("*.yaml")}
    assert manifest["版式"]["层"] == ["hubei-2021", "base", "shared"]
    assert manifest["版式"]["文件"]["edition.yaml"]["来自"] == ["hubei-2021", "base", "shared"]
    assert manifest["数"]["收入总计"] == "3,991.22"
    assert list(manifest["输出"]) == [written.published[0].name]


def test_review_leads_every_printed_figure_to_its_lines(made: BuiltReport, tmp_path: Path) -> None:
    written = write_files(made, {"json": b"1"}, tmp_path)
    review = json.loads(written.internal[0].read_text(encoding="utf-8"))
    manifest = json.loads(written.manifest.read_text(encoding="utf-8"))
    assert review["数"].keys() == manifest["数"].keys()
    grown = review["数"]["收入总计.增长率"]
    assert grown["用到"] == ["收入总计.增减额", "上年.收入总计"]
    assert any(leaf.startswith("收支.yaml:10:13  1778.49 万元") for leaf in grown["填报"])


def test_the_review_tells_findings_as_every_command_does(made: BuiltReport, tmp_path: Path) -> None:
    found = Finding("X001", Level.HINT, "写的是 1", Source("收支.yaml", 3, 1), "收入总计", "应是 2", " 3 | 1", "2")
    written = write_files(replace(made, findings=(found,)), {"json": b"1"}, tmp_path)
    review = json.loads(written.internal[0].read_text(encoding="utf-8"))
    assert review["format"] == "reportgen findings 1"
    assert review["findings"] == [
        {
            "code": "X001",
            "level": "提示",
            "message": "写的是 1",
            "remedy": "应是 2",
            "key": "收入总计",
            "source": {"file": "收支.yaml", "line": 3, "column": 1},
            "excerpt": " 3 | 1",
            "corrected": "2",
        }
    ]


def test_nothing_written_says_where_the_machine_keeps_things(tmp_path: Path) -> None:
    """The office's own record, which is not published, has the way from the report to its data."""
    written = write_files(made_in(tmp_path / "data" / "某局" / "2023"), {"json": b"1"}, tmp_path / "output")
    for path in (written.manifest, *written.internal):
        assert str(tmp_path) not in path.read_text(encoding="utf-8")


def test_older_formats_are_named_when_they_are_not_made_again(made: BuiltReport, tmp_path: Path) -> None:
    write_files(made, {"pdf": b"1", "docx": b"1"}, tmp_path)
    written = write_files(made, {"pdf": b"2"}, tmp_path)
    assert [path.suffix for path in written.left] == [".docx"]


def test_failing_half_way_leaves_the_old_files_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = tmp_path / "a", tmp_path / "b"
    old.write_bytes(b"old")
    whole = Path.write_bytes

    def full_disk(path: Path, content: bytes) -> int:
        if path.name.startswith(".b"):
            whole(path, content[:1])
            raise OSError(28, "No space left on device", str(path))
        return whole(path, content)

    monkeypatch.setattr(Path, "write_bytes", full_disk)
    with pytest.raises(EnvironmentProblem, match="写不了"):
        replace_files({old: b"new", new: b"new"})
    assert _names(tmp_path) == ["a"]
    assert old.read_bytes() == b"old"


def test_a_file_has_its_name_only_when_it_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed before the renaming, there is the old file and a hidden part, never half of the new one."""

    def killed(path: Path, target: Path) -> Path:
        raise KeyboardInterrupt

    (tmp_path / "a").write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        replace_files({tmp_path / "a": b"new"})
    assert (tmp_path / "a").read_bytes() == b"old"


def test_output_stands_beside_data_wherever_one_calls_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data" / "某局" / "2021"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    assert output_root(Path(".")) == tmp_path / "output"
    assert output_root(tmp_path) == folder / "output"


def test_the_folder_of_another_data_folder_of_the_year_stays(tmp_path: Path) -> None:
    first = made_in(tmp_path / "某局" / "2023")
    second = made_in(tmp_path / "某局" / "2023-改")
    folder = write_files(first, {"json": b"1"}, tmp_path / "out", draft=True).folder
    before = {name: (folder / name).read_bytes() for name in _names(folder)}
    for draft in (True, False):
        with pytest.raises(EnvironmentProblem, match=r"另一个数据文件夹.*2023 的报告"):
            write_files(second, {"json": b"2"}, tmp_path / "out", draft=draft)
    assert {name: (folder / name).read_bytes() for name in _names(folder)} == before
    write_files(second, {"json": b"2"}, tmp_path / "out", draft=True, force=True)
    with pytest.raises(EnvironmentProblem, match="2023-改 的报告"):
        write_files(first, {"json": b"1"}, tmp_path / "out", draft=True)
    assert write_files(first, {"json": b"1"}, tmp_path / "beside", draft=True).published[0].read_bytes() == b"1"


def test_a_renamed_or_moved_data_folder_keeps_its_reports(tmp_path: Path) -> None:
    first = made_in(tmp_path / "甲" / "某局" / "2023")
    write_files(first, {"json": b"1"}, tmp_path / "甲" / "output")
    (tmp_path / "甲" / "某局" / "2023").rename(tmp_path / "甲" / "某局" / "决算2023")
    renamed = made_in(tmp_path / "甲" / "某局" / "决算2023")
    write_files(renamed, {"json": b"2"}, tmp_path / "甲" / "output")
    copytree(tmp_path / "甲", tmp_path / "乙")
    copied = made_in(tmp_path / "乙" / "某局" / "决算2023")
    write_files(copied, {"json": b"3"}, tmp_path / "乙" / "output")
