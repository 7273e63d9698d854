"""Which text of a file is which of the draft's: by what it says, wherever it stands."""

from __future__ import annotations

import pytest

from reportgen.review.pull.structure.matching import pairs


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (["甲", "乙"], ["乙", "甲"], {0: 1, 1: 0}),
        (["甲甲甲", "举办招聘活动四十场。"], ["举办招聘活动五十场。", "乙乙乙"], {1: 0}),  # rewritten, elsewhere
        (["甲", "完全是另外一句", "丙"], ["甲", "什么也不一样", "丙"], {0: 0, 1: 1, 2: 2}),  # between what is known
        (["甲甲甲", "乙乙乙"], ["丙丙丙"], {}),
    ],
)
def test_a_text_is_the_same_or_the_most_alike_or_the_one_between(
    old: list[str], new: list[str], found: dict[int, int]
) -> None:
    assert pairs(old, new) == found
