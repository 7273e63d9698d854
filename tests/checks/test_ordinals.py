"""Numbers of lists: where one is missing it is told; a number that begins a cell of a form begins no list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportgen.checks import Checked

Reading = Callable[[dict[str, Any]], Checked]


def broken(read: Reading, case: dict[str, Any]) -> list[str]:
    return [f.message for f in read(case).findings if f.code == "C091"]


def test_a_cell_may_begin_with_any_number(read: Reading) -> None:
    assert broken(read, {"words": {"项目名称": "（2）项目名称"}}) == []


def test_a_list_that_begins_with_two_lacks_the_first_and_has_none_before(read: Reading) -> None:
    (told,) = broken(read, {"data": {"重点工作": {"演出": "（2）修馆舍。"}}})
    assert told.endswith("「（2）」前面没有「（1）」")
