"""Every case file CXXX.yaml: its `agrees` is looked at and found in order,
each of its `differs` is found to be what it says, and of what is left out in its `silent` nothing is told.

A code of the printed document is looked for there; its case may change the document besides (conftest.change).
base (of a case or of its file): which of the departments it changes (conftest.BASES), the final accounts where none is
named; swap: texts of the base replaced; data: merged into it (null deletes); last_year: a folder of the year before
beside it; finds: part of the message; level; code: when the finding stands under another code; only: all the codes that
are found; mode: data, where a code is of the data and of the document too.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from reportgen.checks import CHECKS, DOCUMENT_CHECKS, Checked, CheckRun
from reportgen.checks.engine.catalogue import all_rules, kinds_of
from reportgen.editions import ReportKind

Case = dict[str, Any]
Looking = Callable[[Case], Checked]
KindOf = Callable[[Case], ReportKind]


def read(path: Path) -> dict[str, Any]:
    """A case file; its numbers stay texts."""
    content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - makes no objects
    return content


def based(file: dict[str, Any], case: Case) -> Case:
    """A case with the sample that its file changes."""
    return {"base": file.get("base", ""), **case}


FILES = {path.stem: read(path) for path in sorted(Path(__file__).parent.glob("[CS]*.yaml"))}
AGREES = [pytest.param(code, based(file, file["agrees"]), id=code) for code, file in FILES.items() if "agrees" in file]
SILENT = [pytest.param(code, based(file, file["silent"]), id=code) for code, file in FILES.items() if "silent" in file]
DIFFERS = [
    pytest.param(code, based(file, case), id=f"{code}-{n}")
    for code, file in FILES.items()
    for n, case in enumerate(file.get("differs", ()), 1)
]


def run_of(result: Checked, code: str, kind: ReportKind) -> CheckRun:
    """The line of the ledger; where there is none, the test fails and says why the rule was not run."""
    rule = next((rule for rule in all_rules() if rule.code == code), None)
    assert rule, (
        f"{code} 没有登记：函数要写在 checks/data、printed、typed 或 told 的一个模块里，用 @check 或 @document_check"
    )
    assert kind in kinds_of(code), (
        f"{code} 不用于{kind.name}：它的 needs 是{'、'.join(rule.needs)}，{kind.name}由{'、'.join(kind.needs)}做成；"
        "请改 needs，或给例子写 base"
    )
    return next(run for run in result.runs if run.code == code)


@pytest.mark.parametrize(("code", "case"), AGREES)
def test_sound_data_raise_no_finding(code: str, case: Case, checked: Looking, read: Looking, kind_of: KindOf) -> None:
    result = read(case) if code in DOCUMENT_CHECKS else checked(case)
    assert not [str(f) for f in result.findings if f.code == case.get("code", code)]
    run = run_of(result, code, kind_of(case))
    assert run.status in ("通过", "由推导保证")
    assert run.count > 0, "这个例子里没有它看的东西"


@pytest.mark.parametrize(("code", "case"), SILENT)
def test_what_is_not_there_is_not_found_wrong(code: str, case: Case, checked: Looking) -> None:
    result = checked(case)
    assert not [str(f) for f in result.findings if f.code == code]
    assert not [run for run in result.runs if run.code == code and run.count]


@pytest.mark.parametrize(("code", "case"), DIFFERS)
def test_wrong_data_are_found(code: str, case: Case, checked: Looking, read: Looking, kind_of: KindOf) -> None:
    result = read(case) if code in DOCUMENT_CHECKS and case.get("mode") != "data" else checked(case)
    told = [str(f) for f in result.findings]
    run_of(result, case.get("code", code), kind_of(case))
    found = [f for f in result.findings if case["finds"] in f.message]
    assert found, told
    assert found[0].code == case.get("code", code)
    assert found[0].level.value == case.get("level", "错误")
    assert found[0].remedy
    if "only" in case:
        assert {f.code for f in result.findings} <= set(case["only"]), told
    if found[0].level.value != "提示":
        assert "不通过" in [run.status for run in result.runs if run.code == found[0].code]


OF_EDITIONS = {"S046"}
"""What no data can set off, only an edition: test_named_totals.py."""


@pytest.mark.parametrize("code", sorted({*CHECKS, *DOCUMENT_CHECKS, *FILES} - OF_EDITIONS))
def test_every_check_has_a_case_that_fires(code: str) -> None:
    assert code in FILES, (
        f"{code} 没有例子：请写 tests/checks/{code}.yaml，agrees 是查了没有问题的，differs 是一列查得出问题的，每个有 finds"
    )
    assert FILES[code].get("differs"), (
        f"tests/checks/{code}.yaml 没有 differs：请写一列查得出问题的例子，每个有 finds（问题里的几个字）"
    )
