"""The longest part of a row of numbers that rises."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.rising import longest_rising


@pytest.mark.parametrize(
    ("numbers", "kept"),
    [([], set()), ([5], {0}), ([0, 1, 2], {0, 1, 2}), ([1, 2, 0, 3], {0, 1, 3}), ([2, 2], {1}), ([3, 2, 1], {2})],
)
def test_what_was_moved_is_not_in_it(numbers: list[int], kept: set[int]) -> None:
    assert longest_rising(numbers) == kept


@given(st.lists(st.integers(0, 9), max_size=8))
def test_none_that_rises_is_longer(numbers: list[int]) -> None:
    found = [numbers[n] for n in sorted(longest_rising(numbers))]
    assert all(a < b for a, b in pairwise(found))
    longest = max(n for n in range(len(numbers) + 1) for c in combinations(numbers, n) if list(c) == sorted(set(c)))
    assert len(found) == longest
