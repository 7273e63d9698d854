"""What is worked out once stands in its object: no module keeps a whole report alive."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

from reportgen.build import assemble
from reportgen.model.once import once

SAMPLE = Path(__file__).parent.parent / "data" / "dongxihu-hrss" / "2021"


class Sheet:
    """Something that is asked."""


def test_it_is_worked_out_once_for_each_object() -> None:
    asked: list[Sheet] = []

    @once
    def worked_out(sheet: Sheet) -> int:
        asked.append(sheet)
        return len(asked)

    one, other = Sheet(), Sheet()
    assert [worked_out(one), worked_out(other), worked_out(one)] == [1, 2, 1]
    assert asked == [one, other]


def test_a_report_that_nobody_holds_is_gone() -> None:
    made = assemble(SAMPLE)
    book, root = weakref.ref(made.book), weakref.ref(made.document.root)
    del made
    gc.collect()
    assert (book(), root()) == (None, None)
