"""Which tests `make quick` leaves out: the slow ones, but for those of what differs from the last commit."""

from __future__ import annotations

import functools
import subprocess
from pathlib import Path

import pytest

SLOW = (
    *("checks/test_cases", "checks/test_composed", "checks/test_fifty", "checks/test_figures", "checks/test_lost"),
    *("checks/test_waivers", "draft/", "redline/test_redline.py", "redline/test_redline_laws", "test_agree"),
    *(
        "test_bad_input",
        "test_budget",
        "test_clerk_cli",
        "test_clerk_draft",
        "test_clerk_rollover",
        "test_clerk_status",
    ),
    *("test_cli", "test_correct", "test_corruptions", "test_diff", "test_edited"),
    *("test_evaluation", "test_everything", "test_fuzz", "test_hubei", "test_jiangdong"),
    *("test_kill", "test_kinds", "test_lint"),
    *("test_progress", "test_publish", "test_pull", "test_read_back", "test_recall", "test_report", "test_samples"),
    *("test_scores", "test_sentences", "test_versions", "writers/test_docx_", "writers/test_formats"),
    *("writers/test_pdf", "writers/test_xlsx_samples"),
)
"""How the modules begin whose tests each make a report or print: nine tenths of the time of all,
and a third of the tests.
"""
SLOW_TESTS = ("test_every_example_of_the_readme", "test_the_guide_runs", "test_an_office_makes", "test_a_folder_behind")
"""The same of a module that has many quick ones besides."""
CASES = "checks/test_cases.py"
RUN_AFTER = {
    "src/reportgen/checks/": "checks/",
    "tests/checks/": CASES,
    "tests/checks/conftest.py": "checks/",
    "tests/everything/": "test_everything.py",
    "tests/jiangdong/": "test_jiangdong.py",
    "tests/published/": "test_recall.py",
    "tests/snapshots/dongxihu-2020-budget/": "test_budget_sample.py",
    "tests/snapshots/pingqiao-2022/": "test_evaluation.py",
}
"""How the names of changed files begin, and of the slow modules that are run for them; a module itself besides."""


@functools.cache
def changed(root: Path) -> frozenset[str]:
    """The tests and checks that differ from the last commit; none where there is no git."""
    command = ["git", "-C", str(root), "status", "--porcelain", "-z", "--untracked-files=all", "tests", "src"]
    try:
        listed = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    except (OSError, subprocess.CalledProcessError):
        return frozenset()
    return frozenset(entry[3:] for entry in listed.split("\0"))


def left_out(module: str, files: frozenset[str]) -> bool:
    """Whether a module, by its path below tests, is slow and not one of what was changed."""
    return module.startswith(SLOW) and f"tests/{module}" not in files and not any(_run_after(module, f) for f in files)


def _run_after(module: str, file: str) -> bool:
    return any(file.startswith(begin) and module.startswith(run) for begin, run in RUN_AFTER.items())


def slow_by_itself(item: pytest.Item, files: frozenset[str]) -> bool:
    """Whether a test is left out of a module that is run: a slow one among quick ones, and a case of a code
    where only the cases of others were changed.
    """
    module = item.nodeid.partition("::")[0].removeprefix("tests/")
    if f"tests/{module}" in files:
        return False
    call = getattr(item, "callspec", None)
    if module == CASES and call is not None and not any(_run_after("checks/", file) for file in files):
        return f"tests/checks/{call.params['code']}.yaml" not in files
    return item.name.startswith(SLOW_TESTS)
