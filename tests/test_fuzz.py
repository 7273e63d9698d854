"""Mutated data: no traceback, no hang, and every finding in Chinese (scripts/fuzz.py runs many more)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))

import fuzz

PARTS, EACH, SEED = 6, 50, 3


@pytest.mark.parametrize("part", range(PARTS))
def test_mutated_data_are_told_and_never_crash(part: int, tmp_path: Path) -> None:
    results = [fuzz.run(number, SEED, tmp_path) for number in range(part * EACH, (part + 1) * EACH)]
    assert [f"第 {r.number} 个（种子 {SEED}）：{r.crash}" for r in results if r.crash] == []
    assert {"不能用", "草稿"} <= {r.outcome for r in results}


@pytest.mark.parametrize("number", [1839, 6849])
def test_an_indicator_whose_short_name_is_no_part_of_a_key_is_told(number: int, tmp_path: Path) -> None:
    result = fuzz.run(number, 1, tmp_path)
    assert (result.crash, result.outcome) == ("", "草稿")
