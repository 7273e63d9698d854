"""Each slip of tests/corruptions that is said to be found is found, with that code and level."""

from __future__ import annotations

from pathlib import Path

import pytest

from corrupted import SAMPLES, Corruption, corruptions, outcomes

AT_ONCE = 40
"""How many are tried on one copy of a sample: a test that two processes can share."""
EVERY = [slip for sample in SAMPLES for slip in corruptions(sample)]
PARTS = [
    corruptions(sample)[first : first + AT_ONCE]
    for sample in SAMPLES
    for first in range(0, len(corruptions(sample)), AT_ONCE)
]


@pytest.mark.parametrize("slips", PARTS, ids=[f"{part[0].name}..{part[-1].number}" for part in PARTS])
def test_a_corruption_is_found_as_it_is_said(slips: tuple[Corruption, ...], tmp_path: Path) -> None:
    wrong = []
    for outcome in outcomes(slips, tmp_path):
        said, found = outcome.corruption.found, {f"{f.code} {f.level.value}" for f in outcome.findings}
        if said and said not in found:
            wrong.append(f"{outcome.corruption.name} 应由 {said} 查出，查出的是 {sorted(found)}")
        if outcome.corruption.silent and found:
            wrong.append(
                f"{outcome.corruption.name} 记的是没有查出，查出了 {sorted(found)}：scripts/corruptions_part.py --record"
            )
        if outcome.corruption.harmless and found:
            wrong.append(f"{outcome.corruption.name} 应无害，查出了 {sorted(found)}")
    assert wrong == []


def test_there_are_enough_and_each_has_its_end() -> None:
    assert len(EVERY) >= 220
    assert {slip.kind for slip in EVERY if not slip.against} == set()
    assert [slip.name for slip in EVERY if sum(map(bool, (slip.found, slip.harmless, slip.silent))) != 1] == []
