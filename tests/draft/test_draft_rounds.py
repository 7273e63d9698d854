"""A round lasts as long as its inputs; what changed since the one before is told old → new."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from clerk import replace, run
from reportgen.document.tree import text_of
from reportgen.review.draft.rounds import rounds_in
from sent import DAY, folder, send


def _files(home: Path) -> dict[str, bytes]:
    return {p.relative_to(home).as_posix(): p.read_bytes() for p in home.rglob("*") if p.is_file()}


def test_the_same_inputs_are_the_same_round_and_the_same_bytes(tmp_path: Path) -> None:
    data = folder(tmp_path)
    first = send(data, tmp_path / "output")
    before = _files(first.home)
    again = send(data, tmp_path / "output", day=None)
    assert again.content == first.content
    assert _files(first.home) == before


def test_another_reader_gets_his_own_file_of_the_same_round(tmp_path: Path) -> None:
    data = folder(tmp_path)
    one, other = (send(data, tmp_path / "output", reader) for reader in ("领导", "财务"))
    (told,) = rounds_in(one.home)
    assert [copy.reader for copy in told.copies] == ["财务", "领导"]
    assert one.prepared.file.startswith("草稿-第1轮-领导-")
    assert other.prepared.file.startswith("草稿-第1轮-财务-")
    assert one.prepared.document.draft.identity != other.prepared.document.draft.identity
    assert send(data, tmp_path / "output", "领导", day=None).content == one.content


def test_a_changed_input_begins_a_new_round(tmp_path: Path) -> None:
    data = folder(tmp_path)
    first = send(data, tmp_path / "output")
    replace(data / "数据.yaml", "50.25", "52.25")
    second = send(data, tmp_path / "output", day=date(2024, 9, 12))
    assert [told.number for told in rounds_in(first.home)] == [1, 2]
    assert second.prepared.file.startswith("草稿-第2轮-")
    assert second.words("word/header1.xml") == "草稿　第2轮　不公开"
    assert second.prepared.document.draft.identity != first.prepared.document.draft.identity


def test_a_new_answer_begins_a_new_round(tmp_path: Path) -> None:
    data = folder(tmp_path)
    home = send(data, tmp_path / "output").home
    (home / "内部/送审/意见.yaml").write_text(
        "- {处: '', 谁: 示例科长, 何时: 2024-09-11, 内容: 看过。}\n", encoding="utf-8"
    )
    send(data, tmp_path / "output")
    assert [told.number for told in rounds_in(home)] == [1, 2]


def test_a_round_keeps_the_file_as_sent_its_inputs_and_what_was_printed(tmp_path: Path) -> None:
    sent = send(folder(tmp_path), tmp_path / "output", "财务")
    kept = sent.home / "内部/送审/第1轮"
    assert (kept / sent.prepared.file).read_bytes() == sent.content == (sent.home / sent.prepared.file).read_bytes()
    record = json.loads((kept / "送审.json").read_text(encoding="utf-8"))
    assert record["轮次"] == 1
    assert record["数"]["收入总计"] == "150.25"
    assert record["稿"] == [
        {
            "给": "财务",
            "日期": "2024-09-10",
            "标识": sent.prepared.document.draft.identity,
            "文件": sent.prepared.file,
            "sha256": sent.prepared.kept(sent.content).files[f"内部/送审/第1轮/{sent.prepared.file}"]
            and record["稿"][0]["sha256"],
        }
    ]
    assert (kept / "快照.zip").is_file()


def test_a_file_that_came_back_is_found_by_its_identity(tmp_path: Path) -> None:
    sent = send(folder(tmp_path), tmp_path / "output")
    kept = {copy.identity: (told.number, copy) for told in rounds_in(sent.home) for copy in told.copies}
    number, copy = kept.pop(sent.prepared.document.draft.identity)
    assert (number, copy.day, copy.file) == (1, DAY, sent.prepared.file)
    assert not kept


def test_the_slip_tells_what_changed_old_and_new(tmp_path: Path) -> None:
    data = folder(tmp_path)
    send(data, tmp_path / "output")
    replace(data / "数据.yaml", "50.25", "52.25")
    replace(data / "数据.yaml", "拟订示例政策", "拟订政策")
    slip, appendix = (
        text_of(send(data, tmp_path / "output").prepared.document.root.find(f".//section[@id='{name}']"))
        for name in ("slip", "appendix")
    )
    assert "与第1轮相比" in slip
    assert "50.25万元" in slip
    assert "52.25万元" in slip
    for told in ("拟订示例政策", "拟订政策", "150.25", "152.25"):
        assert told in appendix


@pytest.mark.parametrize("told", ["[1, 2]", "一句话", "{处: x}", "- {处: [", "\x00"])
def test_a_list_of_remarks_that_is_none_is_told(told: str, tmp_path: Path) -> None:
    data = folder(tmp_path)
    home = send(data, tmp_path / "output").home
    (home / "内部/送审/意见.yaml").write_text(told, encoding="utf-8")
    assert (
        "读不了 意见.yaml" in run("build", data, "--to", "docx", "--draft", "--out", tmp_path / "output", code=3).output
    )


def test_a_remark_may_hold_what_no_file_can(tmp_path: Path) -> None:
    data = folder(tmp_path)
    home = send(data, tmp_path / "output").home
    (home / "内部/送审/意见.yaml").write_text(
        '- {处: x, 谁: 某人, 何时: 2024-09-11, 内容: "一\\x07二<三>"}\n', encoding="utf-8"
    )
    assert ("某人", "2024-09-11", "一二<三>") in send(data, tmp_path / "output").comments


def test_a_build_says_which_round_it_sent(tmp_path: Path) -> None:
    data = folder(tmp_path)
    words = (
        "build",
        data,
        "--to",
        "docx",
        "--draft",
        "--for",
        "科室",
        "--day",
        "2024年9月10日",
        "--out",
        tmp_path / "output",
    )
    told = json.loads(run(*words, "--format", "json", code=0).output)
    assert told["送审"]["轮次"] == 1
    assert told["送审"]["给"] == "科室"
    assert told["送审"]["问题"] == len(send(data, tmp_path / "elsewhere", "科室").prepared.asked)
    assert "送审第 1 轮，科室" in run(*words, code=0).output


def test_a_draft_without_word_begins_no_round(tmp_path: Path) -> None:
    run("build", folder(tmp_path), "--to", "json", "--draft", "--out", tmp_path / "output", code=0)
    assert not list(tmp_path.rglob("送审"))


def test_a_round_whose_record_is_broken_does_not_give_its_number_away(tmp_path: Path) -> None:
    data = folder(tmp_path)
    home = send(data, tmp_path / "output").home
    (home / "内部/送审/第1轮/送审.json").write_text("{", encoding="utf-8")
    assert send(data, tmp_path / "output").prepared.file.startswith("草稿-第2轮-")
