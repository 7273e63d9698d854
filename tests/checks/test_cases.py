"""Every case file CXXX.yaml: its `agrees` finds nothing of its code, each of its `differs` what it says.

A code of the printed document is looked for there; its case may change the document besides (conftest.change).
base (of a case or of its file): which of the departments it changes (conftest.BASES), the final accounts where none is named;
swap: texts of the base replaced; data: merged into it (null deletes); last_year: a folder of the year before beside it;
finds: part of the message; level; code: when the finding stands under another code; only: all the codes that are found;
mode: data, where a code is of the data and of the document too.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from reportgen.checks import CHECKS, DOCUMENT_CHECKS, Checked

Case = dict[str, Any]
Looking = Callable[[Case], Checked]


def read(path: Path) -> dict[str, Any]:
    """A case file; its numbers stay texts."""
    content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - makes no objects
    return content


def based(file: dict[str, Any], case: Case) -> Case:
    """A case with the sample that its file changes."""
    return {"base": file.get("base", ""), **case}


FILES = {path.stem: read(path) for path in sorted(Path(__file__).parent.glob("[CS]*.yaml"))}
AGREES = [pytest.param(code, based(file, file["agrees"]), id=code) for code, file in FILES.items() if "agrees" in file]
DIFFERS = [
    pytest.param(code, based(file, case), id=f"{code}-{n}")
    for code, file in FILES.items()
    for n, case in enumerate(file["differs"], 1)
]


@pytest.mark.parametrize(("code", "case"), AGREES)
def test_sound_data_raise_no_finding(code: str, case: Case, checked: Looking, read: Looking) -> None:
    result = read(case) if code in DOCUMENT_CHECKS else checked(case)
    assert not [str(f) for f in result.findings if f.code == case.get("code", code)]
    if code in CHECKS or code in DOCUMENT_CHECKS:
        assert next(run for run in result.runs if run.code == code).status in ("通过", "由推导保证", "不适用")


@pytest.mark.parametrize(("code", "case"), DIFFERS)
def test_wrong_data_are_found(code: str, case: Case, checked: Looking, read: Looking) -> None:
    result = read(case) if code in DOCUMENT_CHECKS and case.get("mode") != "data" else checked(case)
    told = [str(f) for f in result.findings]
    found = [f for f in result.findings if case["finds"] in f.message]
    assert found, told
    assert found[0].code == case.get("code", code)
    assert found[0].level.value == case.get("level", "错误")
    assert found[0].remedy
    if "only" in case:
        assert {f.code for f in result.findings} <= set(case["only"]), told
    if found[0].level.value != "提示":
        assert "不通过" in [run.status for run in result.runs if run.code == found[0].code]


@pytest.mark.parametrize("code", sorted({*CHECKS, *DOCUMENT_CHECKS}))
def test_every_check_has_a_case_that_fires(code: str) -> None:
    assert FILES[code]["differs"]
