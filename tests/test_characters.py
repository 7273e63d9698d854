"""Characters that look like others are read as those and told; what others can't see is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.build import assemble
from reportgen.load.files import lines_of
from reportgen.model.characters import folded, look_alikes
from reportgen.model.finding import Finding
from reportgen.workspace.new import begin

ALIKE = {
    "江城区\u2ea0\u2f63服务局": "江城区民生服务局",
    "\ufb01nance": "finance",
    "\uf90a额": "金额",
    "\u2f00般公共": "一般公共",
    "\u31d0般公共": "一般公共",
    "\ufe35本级\ufe36": "（本级）",
    "甲\ufe50乙\ufe54": "甲，乙；",
    "\U0001d7d0\U0001d7ce年": "20年",
    "\u0410类": "A类",
    "2\u041e23年": "2023年",
    "\u0391\u0392类": "AB类",
    "人\u30ed": "人口",
    "\u30cb级": "二级",
    "\ue81e": "\u9fb4",
    "\U0002f800": "\u4e3d",
    "⻋辆": "车辆",
    "⻓期": "长期",
}
MEANT = [
    "㎡",
    "①",
    "℃",
    "Ⅲ",
    "α射线",
    "Москва",
    "カラオケ",
    "ＡＢ",
    "２０２３",
    "50％",
    "10²",
    "“三公”",
    "——",
    "…",
    "㈠",
    "½",
]


@pytest.mark.parametrize(("typed", "read"), ALIKE.items())
def test_a_look_alike_is_read_as_what_it_looks_like_and_told(typed: str, read: str) -> None:
    lines, findings = lines_of(f"甲: 乙\n名称: {typed}", "某.yaml")
    assert lines[1] == f"名称: {read}"
    (told,) = findings
    assert (told.code, told.level.value, told.corrected) == ("L063", "提醒", f"名称: {read}")
    assert str(told.source).startswith("某.yaml:2:")


@pytest.mark.parametrize("text", MEANT)
def test_what_a_person_may_mean_stays(text: str) -> None:
    assert list(look_alikes(text)) == []
    assert folded(text, []) == text


@pytest.mark.parametrize(
    "blank",
    ["\u00a0", "\u2002", "\u2009", "\u202f", "\u200b", "\u200d", "\u2060", "\ufe0f", "\u3164", "\u00ad", "\ufeff"],
)
def test_blanks_that_nobody_sees_are_taken_out_of_words_and_told(blank: str) -> None:
    lines, findings = lines_of(f"全称: 江城区{blank}民生局", "某.yaml")
    assert lines == ["全称: 江城区民生局"]
    assert [(f.code, f.corrected, str(f.source)) for f in findings] == [("L036", "全称: 江城区民生局", "某.yaml:1:8")]


def test_a_whole_page_from_a_pdf_is_told_in_a_few_lines() -> None:
    lines, findings = lines_of("\n".join(["名称: \u2ea0\u2f63"] * 40), "某.yaml")
    assert set(lines) == {"名称: 民生"}
    assert len(findings) == 10
    assert findings[-1].message.endswith("行等 30 行也是")


def changed(folder: Path, file: str, old: str, new: str) -> list[Finding]:
    """What is found in the sample with one thing changed."""
    begin(folder / "2023")
    path = folder / "2023" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return list(assemble(folder / "2023", draft=True).findings)


def test_names_are_compared_by_what_is_read(tmp_path: Path) -> None:
    found = changed(tmp_path, "部门.yaml", "全称: 江城区民生服务局", "全称: 江城区\u2ea0\u2f63服务局")
    assert [f.code for f in found] == ["L063"], [str(f) for f in found]


@pytest.mark.parametrize(
    ("character", "why"),
    [
        ("\ue863", "U+E863"),
        ("\uf8ff", "U+F8FF"),
        ("\U000f0001", "U+F0001"),
        ("\ufffd", "U+FFFD"),
        ("\U00031350", "U+31350"),
    ],
)
@pytest.mark.parametrize(
    ("file", "old", "place"),
    [
        ("重点工作和解释.yaml", "整合线上线下窗口", "重点工作和解释.yaml:4:5"),
        ("重点工作和解释.yaml", "就业援助精准到人", "重点工作和解释.yaml:5:3"),
        ("项目.yaml", "社区助老服务 ", "项目.yaml:8:10"),
    ],
)
def test_what_others_will_not_see_is_told_with_its_place(
    character: str, why: str, file: str, old: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportgen.checks.typed.faces.no_face_for", lambda character: ord(character) > 0x2FFFF)
    found = [f for f in changed(tmp_path, file, old, f"{character}{old}") if f.code == "C180"]
    assert [str(f.source) for f in found] == [place], [str(f) for f in found]
    assert why in found[0].message
    assert "apt" not in found[0].remedy
