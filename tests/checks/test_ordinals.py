"""Numbers of lists: where one is missing it is told; a number that begins a cell of a form begins no list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reportgen.checks import Checked

Reading = Callable[[dict[str, Any]], Checked]


def broken(read: Reading, case: dict[str, Any]) -> list[str]:
    return [f.message for f in read(case).findings if f.code == "C091"]


def test_a_cell_may_begin_with_any_number(read: Reading) -> None:
    assert broken(read, {"words": {"项目名称": "（2）项目名称"}}) == []


def test_a_list_that_begins_with_two_lacks_the_first_and_has_none_before(read: Reading) -> None:
    (told,) = broken(read, {"data": {"重点工作": {"演出": "（2）修馆舍。"}}})
    assert told.endswith("「（2）」前面没有「（1）」")


def test_the_template_goes_on_behind_a_number_that_a_person_typed(read: Reading) -> None:
    duties = ["演出。", "培训。", "展览。"]
    case = {"data": {"主要职能": duties, "部门": {"概述": "本馆职责如下。\n\n1.修馆舍。\n\n2.建队伍。"}}}
    assert broken(read, case) == []


@pytest.mark.parametrize("typed", ["1.甲。\n\n2.乙。\n\n3.丙。", "1.甲\n\n2.乙\n\n3.丙", "甲\n\n1.乙\n\n2.丙"])
@pytest.mark.parametrize("where", ["结合预算", "上年结果应用", "问题和原因"])
def test_paragraphs_that_a_cell_joins_keep_their_numbers(read: Reading, typed: str, where: str) -> None:
    assert broken(read, {"data": {"整体自评": {where: typed}}}) == []


@pytest.mark.parametrize("mark", ["（{}）", "{}.", "{}、"])
def test_texts_of_one_key_may_be_numbered_through(read: Reading, mark: str) -> None:
    texts = {name: f"{mark.format(n)}{name}有序开展。" for n, name in enumerate(("演出", "培训", "展览"), start=1)}
    assert broken(read, {"data": {"重点工作": texts}}) == []


def test_a_gap_in_what_was_typed_is_still_told(read: Reading) -> None:
    (told,) = broken(read, {"data": {"重点工作": {"演出": "1.甲。\n\n2.乙。\n\n4.丙。"}}})
    assert told.endswith("「4.」前面没有「3.」，前一个是「2.」")


def test_numbers_in_another_order_are_told(read: Reading) -> None:
    assert len(broken(read, {"data": {"重点工作": {"演出": "1.甲。\n\n3.乙。\n\n2.丙。"}}})) == 2
