"""Rows and moves that can't be taken become opinions; the row of the slip is told by its decision alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.review.pull.edits import Edit, EditKind, OutsideData, Resolution, resolved
from reportgen.review.pull.slip import opinions, without_slip
from reportgen.review.pull.untaken import untaken
from reportgen.writers.docx.sign_off import SignOff, letters_of

OFFERED = "□ 同意公开　　☑ 改后公开　　□ 改后再送"


def edit_of(kind: EditKind, old: str, new: str) -> Edit:
    return Edit(kind, "二、机构设置情况", old, new, (), OutsideData("不写"))


@pytest.mark.parametrize(
    ("kind", "old", "new", "said"),
    [
        (EditKind.ROW, "2 服务中心 事业", "", "“2 服务中心 事业”改成“（删去）”（不写）"),
        (EditKind.ROW, "", "3 养老中心 事业", "加一行：3 养老中心 事业（不写）"),
        (EditKind.ORDER, "举办招聘活动。", "举办招聘活动。", "挪动“举办招聘活动。”（不写）"),
        (EditKind.PARAGRAPH, "", "新的一段。", "加一段：新的一段。（不写）"),
    ],
)
def test_what_was_only_told_is_an_opinion_with_its_words(kind: EditKind, old: str, new: str, said: str) -> None:
    (opinion,) = untaken([resolved(edit_of(kind, old, new), Resolution.NOTED, "不写")])
    assert opinion.text == said


def test_the_row_of_the_slip_is_told_once_and_other_rows_still_are() -> None:
    signed = SignOff(("改后公开",), "写得简单。", "", "", "审核意见", frozenset({letters_of(OFFERED)}), ())
    slip = replace(edit_of(EditKind.ROW, "", f"审核意见 {OFFERED} 写得简单。 签名："), where="送审单之后")
    other = edit_of(EditKind.ROW, "", "3 养老中心 事业")
    assert without_slip([slip, other], signed) == [other]


@pytest.mark.parametrize(("line", "told"), [("改后公开", True), ("同意了", False)])
def test_a_row_is_that_of_the_slip_by_a_line_of_four_letters_and_not_of_three(line: str, told: bool) -> None:
    signed = SignOff((), "", "", "", "审核意见", frozenset({line}), ())
    row = replace(edit_of(EditKind.ROW, "", f"审核意见 {line} 签名："), where="送审单之后")
    assert (without_slip([row], signed) == []) == told


def test_who_agrees_with_words_besides_waits_for_an_answer() -> None:
    agreed = SignOff(("同意公开",), "", "李某", "", "", frozenset())
    assert [o.done for o in opinions(agreed, "")] == [True]
    assert [o.done for o in opinions(replace(agreed, words="原因再写细。"), "")] == [False]
    assert [o.done for o in opinions(replace(agreed, ticked=("改后公开",)), "")] == [False]
