"""What is paired is the same thing: by its words first, by its address next, by its place last."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.compare.redline.pairing import PairedBlock, pair


def entries(*texts: str) -> list[PairedBlock]:
    """A text may end in @ and its address."""
    parts = [text.partition("@") for text in texts]
    return [PairedBlock("p", text, key) for text, _, key in parts]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (["甲乙", "丙丁"], ["甲乙", "丙丁"], [(0, 0), (1, 1)]),
        (["甲乙", "丙丁"], ["甲乙", "子丑", "丙丁"], [(0, 0), (None, 1), (1, 2)]),
        (["甲乙", "丙丁"], ["丙丁"], [(0, None), (1, 0)]),
        # figures don't matter, and neither do numbers that count
        (["收入1.00万元", "支出2.00万元"], ["支出3.00万元"], [(0, None), (1, 0)]),
        (["1.甲乙丙", "2.子丑寅"], ["1.新的条", "2.甲乙丙", "3.子丑寅"], [(None, 0), (0, 1), (1, 2)]),
        # an address makes up for words that are other ones, never for all of them
        (["原因是人员增加了@x"], ["原因在任务减少后@x"], [(0, 0)]),
        (["原因是人员增加了"], ["原因在任务减少后"], [(0, None), (None, 0)]),
        (["全然不同@x"], ["没一个字像@x"], [(0, None), (None, 0)]),
        # addresses that are counted don't lead astray
        (["反映机构的支出甲@1", "反映机构的支出乙@2"], ["反映机构的支出丙@1", "反映机构的支出甲@2", "反映机构的支出乙@3"], [(None, 0), (0, 1), (1, 2)]),
        # nothing is paired across another pair
        (["甲乙", "丙丁", "戊己"], ["丙丁", "戊己", "甲乙"], [(0, None), (1, 0), (2, 1), (None, 2)]),
        ([], ["甲"], [(None, 0)]),
        (["甲"], [], [(0, None)]),
        (["", ""], ["", "", ""], [(0, 0), (1, 1), (None, 2)]),
    ],
)  # fmt: skip
def test_pairs(old: list[str], new: list[str], expected: list[tuple[int | None, int | None]]) -> None:
    assert pair(entries(*old), entries(*new)) == expected


def test_unlike_shapes_are_never_paired() -> None:
    assert pair([PairedBlock("p", "甲")], [PairedBlock("tbl", "甲")]) == [(0, None), (None, 0)]


TEXTS = st.lists(st.sampled_from(["", "甲", "甲乙", "甲乙1.00", "乙丙@x", "丙丁@y", "1", "2"]), max_size=9)


@given(TEXTS, TEXTS)
def test_everything_is_there_once_and_in_order(old: list[str], new: list[str]) -> None:
    pairs = pair(entries(*old), entries(*new))
    assert [i for i, _ in pairs if i is not None] == list(range(len(old)))
    assert [j for _, j in pairs if j is not None] == list(range(len(new)))


def test_long_sequences_are_paired_by_address_in_time() -> None:
    """Comparing all with all would take minutes."""
    old = [PairedBlock("p", f"原因是{chr(0x5000 + n)}", f"k{n}") for n in range(3000)]
    new = [PairedBlock("p", f"原因在{chr(0x6000 + n)}", f"k{n}") for n in range(3000)]
    start = time.process_time()
    assert pair(old, new) == [(n, n) for n in range(3000)]
    assert time.process_time() - start < 3
