"""The rules keep themselves: codes, pages and the ledger."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest

from reportgen.checks import CHECKS, check_report
from reportgen.checks.engine.catalogue import all_rules
from reportgen.checks.engine.registry import ACCOUNTS, BUDGET, Hit, Verdict, check
from reportgen.compose.tables import lay_out
from reportgen.figures import FigureBook
from reportgen.model.finding import Level

RULE: dict[str, Any] = {
    "level": Level.HINT,
    "title": "人员都写了",
    "message": "",
    "what": "人员都写了",
    "why": "读者要看",
    "remedy": "补上",
}


def test_a_code_is_given_once() -> None:
    with pytest.raises(ValueError, match="C034 已经有了"):
        check("C034", **RULE)(lambda book: iter(()))
    one_place = [(rule.code, rule.mode) for rule in all_rules()]
    assert [code for code in one_place if one_place.count(code) > 1] == []
    assert all(re.fullmatch(r"[CSW]\d{3}", code) for code, _ in one_place)


@pytest.mark.parametrize(("needs", "runs"), [((), True), (ACCOUNTS, True), (BUDGET, False), (BUDGET + ACCOUNTS, True)])
def test_a_new_check_runs_on_the_kinds_whose_data_it_needs_without_being_listed_anywhere(
    base: FigureBook, needs: tuple[str, ...], runs: bool
) -> None:
    check("C999", **RULE, needs=needs)(lambda book: iter([Verdict.AGREES]))
    try:
        found = [(run.title, run.status) for run in check_report(base, lay_out(base)).runs if run.code == "C999"]
    finally:
        del CHECKS["C999"]
    assert found == ([("人员都写了", "通过")] if runs else [])


def test_a_hit_without_names_for_its_values_is_refused_where_it_is_written() -> None:
    with pytest.raises(TypeError, match=r'Hit\(\{"problem": \'人数没有写\'\}\)'):
        Hit("人数没有写")  # type: ignore[arg-type]


def test_every_code_of_the_catalogue_is_there() -> None:
    assert {f"C{n:03d}" for n in range(1, 126)} <= {rule.code for rule in all_rules()}


def test_the_base_is_sound(base: FigureBook) -> None:
    result = check_report(base, lay_out(base))
    assert [str(f) for f in result.findings] == []
    assert not [run for run in result.runs if run.status in ("不通过", "未运行")]


def test_the_ledger_names_every_code_of_the_catalogue_once(base: FigureBook) -> None:
    runs = check_report(base, lay_out(base)).runs
    codes = [run.code for run in runs]
    assert len(codes) == len(set(codes))
    assert {f"C{n:03d}" for n in range(1, 41)} <= set(codes)
    status = {run.code: run.status for run in runs}
    assert status["C003"] == "通过"  # 核定数 states 收入总计
    assert status["C020"] == "由推导保证"  # nothing of table 08 is stated twice
    assert status["S004"] == "不适用"  # there is no folder of last year


def test_checking_is_quick(base: FigureBook) -> None:
    tables = lay_out(base)
    started = time.process_time()
    check_report(base, tables)
    assert time.process_time() - started < 0.5  # commonly 0.02
