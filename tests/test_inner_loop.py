"""`make quick` runs what is fast, and of what is slow the tests of what was changed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from inner_loop import left_out, slow_by_itself


def case_of(code: str) -> Any:
    """A test of a case, as far as it is looked at."""
    nodeid = f"tests/checks/test_cases.py::test_wrong_data_are_found[{code}-1]"
    return SimpleNamespace(
        nodeid=nodeid, name="test_wrong_data_are_found", callspec=SimpleNamespace(params={"code": code})
    )


@pytest.mark.parametrize(
    ("file", "module"),
    [
        ("tests/checks/C034.yaml", "checks/test_cases.py"),
        ("tests/checks/conftest.py", "checks/test_fifty.py"),
        ("src/reportgen/checks/data/records.py", "checks/test_cases.py"),
        ("src/reportgen/checks/data/records.py", "checks/test_waivers.py"),
        ("tests/snapshots/pingqiao-2022/score.txt", "test_evaluation.py"),
        ("tests/snapshots/dongxihu-2020-budget/part1.txt", "test_budget_sample.py"),
        ("tests/test_recall.py", "test_recall.py"),
    ],
)
def test_a_slow_module_is_run_for_what_it_looks_at(file: str, module: str) -> None:
    assert left_out(module, frozenset())
    assert not left_out(module, frozenset({file}))


def test_what_is_fast_is_always_run() -> None:
    assert not left_out("test_snapshots.py", frozenset())


def test_a_changed_case_runs_the_cases_of_its_code_only() -> None:
    files = frozenset({"tests/checks/C034.yaml"})
    assert [code for code in ("C034", "C035") if not slow_by_itself(case_of(code), files)] == ["C034"]


def test_a_changed_check_runs_the_cases_of_all_codes() -> None:
    files = frozenset({"tests/checks/C034.yaml", "src/reportgen/checks/data/records.py"})
    assert not slow_by_itself(case_of("C035"), files)
