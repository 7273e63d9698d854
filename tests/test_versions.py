"""What a person may name as a version, and what is said of everything else."""

from __future__ import annotations

import base64
import io
import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

import small
from clerk import run
from reportgen.build import assemble
from reportgen.compare.snapshot import NoSnapshot, frozen_inputs, packed, put_into, unpacked
from reportgen.compare.versions import UnknownVersion, authors, open_version
from reportgen.workspace.output import as_json, manifest_of
from word import bare, put

NAMESPACE = "urn:reportgen:draft:1"


@pytest.fixture
def data(tmp_path) -> Path:
    """A project with the small department."""
    return small.write(tmp_path / "data/某局/2023")


@pytest.fixture
def frozen(data, tmp_path) -> Path:
    """An uploaded folder with its frozen inputs beside, as publish leaves them."""
    made = assemble(data)
    manifest = as_json({**manifest_of(made, (), {}, draft=False), "格式": "reportgen publication 1"})
    home = tmp_path / "output/某局/2023/部门决算公开"
    put_into(home / "上网", {"manifest.json": manifest})
    put_into(home / "内部/冻结/3f2a", {**frozen_inputs(made, "1"), "manifest.json": manifest})
    return home


def draft(tmp_path: Path, content: str, name: str = "item2.xml") -> Path:
    """A Word file with one custom part."""
    words = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>'
    return put(tmp_path / "草稿.docx", bare({"document": words}, {name: content}))


def carrying(snapshot: bytes) -> str:
    """The part in which a draft carries a snapshot."""
    return (
        f'<draft xmlns="{NAMESPACE}" identity="c03086b039a6" day="2024-09-10" '
        f'heading="草稿"><snapshot>{base64.b64encode(snapshot).decode()}</snapshot></draft>'
    )


def same(name: object, data: Path, beside: object = "") -> str:
    """The version is the data's; its label."""
    with open_version(str(name), str(beside)) as found:
        assert assemble(found.folder).book.loaded.texts == assemble(data).book.loaded.texts
        return found.label


def test_folders_snapshots_and_drafts_are_versions(data, frozen, tmp_path):
    """Each gives the data that it was made from."""
    packed_file = tmp_path / "snap.zip"
    packed_file.write_bytes(packed(frozen_inputs(assemble(data), "1")))
    round_ = tmp_path / "内部/送审/第2轮"
    round_.mkdir(parents=True)
    shutil.copy(packed_file, round_)
    word = draft(tmp_path, carrying(packed_file.read_bytes()))
    assert same(data, data) == "某局/2023"
    for name in (frozen / "内部/冻结/3f2a", frozen / "上网", frozen, frozen / "上网/manifest.json", packed_file, word):
        same(name, data)
    assert same(round_, data) == "第2轮"


def test_a_draft_from_which_an_editor_dropped_the_part_is_known_by_its_round(tmp_path):
    """Its mark names it, and its round is kept beside."""
    data = tmp_path / "data/某局/2023"
    run("new", data, code=0)
    run("build", data, "--to", "docx", "--draft", code=0)
    (word,) = (tmp_path / "output/某局/2023/部门决算公开").glob("草稿-*.docx")
    same(word, data)
    with zipfile.ZipFile(word) as archive:
        kept = {
            n: archive.read(n)
            for n in archive.namelist()
            if "identity=" not in archive.read(n).decode("utf-8", "replace")[:400]
        }
    assert len(kept) < len(zipfile.ZipFile(word).namelist())
    word.write_bytes(_zip(**kept))
    same(word, data)
    shutil.rmtree(tmp_path / "output/某局/2023/部门决算公开/内部")
    with pytest.raises(UnknownVersion, match="没有带生成它的数据"), open_version(str(word)):
        pass


def test_what_was_published_is_known_with_the_version(frozen):
    """The manifest's printed figures."""
    with open_version(str(frozen / "上网")) as found:
        assert found.printed["收入.2080101"] == "100.00"


def test_what_was_unpacked_goes_when_the_work_is_done(data, tmp_path):
    """Nothing is left in the system's folder for passing files."""
    path = tmp_path / "snap.zip"
    path.write_bytes(packed(frozen_inputs(assemble(data), "1")))
    with open_version(str(path)) as found:
        kept = found.folder
        assert kept.is_dir()
    assert not kept.exists()


def _zip(**files: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def _crc_broken() -> bytes:
    content = bytearray(_zip(**{"data/某局/2023/a": "年度: 2023\n".encode() * 9}))
    at = content.find("年度".encode())
    content[at] ^= 0xFF
    return bytes(content)


HOSTILE = {
    "no zip": (b"hello", "读不出来"),
    "empty zip": (_zip(), "没有部门年度"),
    "leads out": (_zip(**{"../evil": b"x"}), "指到外面"),
    "absolute": (_zip(**{"/etc/x": b"x"}), "指到外面"),
    "broken": (_crc_broken(), "坏了"),
    "a file where a folder must be": (_zip(**{"data": b"x", "data/a/2023/x.yaml": b"y"}), "放不下来"),
    "old Word": (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "另存为不加密的 .docx"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_file_that_is_no_snapshot_is_told_in_chinese(tmp_path, case):
    """And nothing is written outside."""
    content, said = HOSTILE[case]
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    with pytest.raises(UnknownVersion, match=said), open_version(str(path)):
        pass
    assert sorted(p.name for p in tmp_path.iterdir()) == ["x.zip"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<other/>", "没有带生成它的数据"),
        (carrying(b"x").replace("eA==", "不是base64"), "[坏改]"),
        (carrying(b"no zip"), "用不了"),
        (carrying(b""), "没有带生成它的数据"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><draft>&a;</draft>', "DOCTYPE"),
        ("<broken", "不是完整的 XML"),
    ],
)
def test_a_word_file_without_a_sound_snapshot_is_told_in_chinese(tmp_path, content, said):
    """What it lacks, and what to name instead."""
    with pytest.raises(UnknownVersion, match=said), open_version(str(draft(tmp_path, content))):
        pass


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_snapshot_with_any_letter_wrong_is_told_and_not_raised(method):
    """Each byte of it changed in turn, the compressed stream above all: it reads, or is told as broken."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        archive.writestr("data/某局/2023/数据.yaml", small.text())
    content = target.getvalue()
    refused = 0
    for at in range(len(content)):
        try:
            unpacked(content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :])
        except NoSnapshot:
            refused += 1
    assert refused > len(content) // 2


def test_a_version_whose_stream_is_broken_is_told_in_chinese(tmp_path):
    """In a 快照.zip and inside of a draft."""
    sound = packed({"data/某局/2023/数据.yaml": small.text().encode()})
    at = sound.index("数据.yaml".encode()) + len("数据.yaml".encode()) + 4
    broken = sound[:at] + b"\xff" * 8 + sound[at + 8 :]
    (tmp_path / "快照.zip").write_bytes(broken)
    for name in (tmp_path / "快照.zip", draft(tmp_path, carrying(broken))):
        with pytest.raises(UnknownVersion, match="坏了"), open_version(str(name)):
            pass


@pytest.mark.parametrize("name", ["", "nosuch", "-rf", "a b", "nosuch:data/某局/2023", "\0", "x" * 300])
def test_a_name_of_nothing_is_told_in_chinese(tmp_path, monkeypatch, name):
    """Whether it looks like a revision or not."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UnknownVersion, match=r"没有|没有「"), open_version(name):
        pass


def test_a_folder_without_inputs_says_what_to_name(tmp_path):
    """A built folder has the files and not the data."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnknownVersion, match="没有能重做的报告"), open_version(str(tmp_path / "empty")):
        pass


def test_an_uploaded_folder_whose_inputs_are_gone_says_so(frozen):
    """The frozen inputs are found by the manifest."""
    shutil.rmtree(frozen / "内部")
    with pytest.raises(UnknownVersion, match="没有它的输入"), open_version(str(frozen / "上网")):
        pass


# -- git -------------------------------------------------------------------------------------------


def git(folder: Path, *words: str) -> None:
    """Git, as one clerk."""
    who = {
        "GIT_AUTHOR_NAME": "张经办",
        "GIT_AUTHOR_EMAIL": "a@example.invalid",
        "GIT_COMMITTER_NAME": "张经办",
        "GIT_COMMITTER_EMAIL": "a@example.invalid",
        "GIT_AUTHOR_DATE": "2024-09-10T10:00:00+0800",
        "GIT_COMMITTER_DATE": "2024-09-10T10:00:00+0800",
    }
    subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True, env={**os.environ, **who})


@pytest.fixture
def kept(data, tmp_path) -> Path:
    """The project in a repository of two commits: 100 at first, then 120 万元."""
    if shutil.which("git") is None:
        pytest.skip("no git")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "初稿")
    small.write(data, 收支=small.KEYS["收支"].replace("100.00", "120.00"), 基本支出="{30101: 100, 30201: 20}")
    git(tmp_path, "commit", "-qam", "改收支")
    return data


def test_a_revision_is_a_version_with_a_folder_or_with_its_path(kept, tmp_path, monkeypatch):
    """HEAD~1 beside a folder, or HEAD~1:data/某局/2023 inside the repository."""
    monkeypatch.chdir(tmp_path)
    for name, beside in (("HEAD~1", kept), ("HEAD~1:data/某局/2023", "")):
        with open_version(name, str(beside)) as found:
            assert assemble(found.folder).book.loaded.texts["收支.2080101.一般公共.基本支出"] == "100.00"
            assert "初稿" in found.label


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("HEAD~9", "也没有这个版本"),
        ("--output=x", "没有「"),
        ("HEAD:data/某局/2020", "还没有"),
        ("HEAD:../../etc", "不是部门年度"),
        ("HEAD:data", "不是部门年度"),
    ],
)
def test_a_revision_that_is_not_there_is_told_in_chinese(kept, name, said):
    """Unknown, or without that folder."""
    with pytest.raises(UnknownVersion, match=said), open_version(name, str(kept)):
        pass


def test_a_machine_without_git_says_so(kept, monkeypatch):
    """Folders are compared all the same, without authors."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnknownVersion, match="要装 git"), open_version("HEAD", str(kept)):
        pass
    with open_version(str(kept)) as found:
        assert found.kept is None
        assert authors(found, []) == {}


def test_diff_tells_who_changed_a_line_and_when(kept, tmp_path, monkeypatch):
    """From git's blame of the new line."""
    monkeypatch.chdir(tmp_path)
    told = json.loads(run("diff", "HEAD~1", kept, "--to", "json", code=0).output)
    one = next(one for one in told["数据"] if one["地址"] == "收支.2080101.一般公共.基本支出")
    assert (one["谁"], one["哪天"]) == ("张经办", "2024-09-10")
    assert "请说是哪个文件夹" in run("diff", "HEAD~1", code=1).output


def test_diff_refuses_another_department_year(data, tmp_path):
    """It compares two versions of one report."""
    other = small.write(tmp_path / "data/某局/2022", 年度="2022")
    assert "不是同一份报告" in run("diff", data, other, code=1).output


@pytest.mark.parametrize("form", ["docx", "html"])
def test_diff_writes_files_and_leaves_what_stands_there(data, tmp_path, monkeypatch, form):
    """A second one gets a number."""
    monkeypatch.chdir(tmp_path)
    other = small.write(tmp_path / "data/别局/2023", 主要职能="监督实施")
    for name in ("变动", "变动-2"):
        assert name in run("diff", data, other, "--to", form, code=0).output
        assert (tmp_path / f"{name}.{form}").stat().st_size > 1000
