"""A case of a check: the small base sample with one thing changed, and what is found in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from reportgen.checks import Checked, check_report
from reportgen.derive import derive
from reportgen.editions import load_edition
from reportgen.load import load
from reportgen.report import Report
from reportgen.tables import lay_out

BASE = Path(__file__).parent / "base"
FILES = {path.name: path.read_text(encoding="utf-8") for path in sorted(BASE.glob("*.yaml"))}


def merge(base: Any, over: Any) -> Any:
    """Mappings merge, null deletes, everything else replaces."""
    if not (isinstance(base, dict) and isinstance(over, dict)):
        return over
    result = {**base, **{key: merge(base.get(key), value) for key, value in over.items()}}
    return {key: value for key, value in result.items() if value not in (None, "null")}


def write(folder: Path, case: dict[str, Any]) -> Path:
    """The base with the case's `swap` (old text: new text) and `data` (merged) in a folder of its own year."""
    here = folder / "2023"
    here.mkdir(parents=True)
    swaps = dict(case.get("swap", {}))
    merged: dict[str, Any] = {}
    for text in FILES.values():
        for old in [old for old in swaps if old in text]:
            text = text.replace(old, swaps.pop(old))
        merged.update(yaml.load(text, Loader=yaml.BaseLoader))  # noqa: S506 - texts stay texts; it makes no objects
    assert not swaps, f"小样里没有：{list(swaps)}"
    content = merge(merged, case.get("data", {}))
    (here / "全部.yaml").write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    if last := case.get("last_year"):
        before = folder / "2022"
        before.mkdir()
        content = merge({**merged, "年度": "2022", "上年数": None, "核定数": None}, last)
        (before / "全部.yaml").write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return here


def report_of(folder: Path) -> Report:
    """The report of a case's folder."""
    return derive(load(folder), load_edition("部门决算公开", "hubei-2023"))


@pytest.fixture
def checked(tmp_path: Path) -> Callable[[dict[str, Any]], Checked]:
    """What the checks say of a case."""

    def run(case: dict[str, Any]) -> Checked:
        report = report_of(write(tmp_path, case))
        return check_report(report, lay_out(report))

    return run


@pytest.fixture
def base(tmp_path: Path) -> Report:
    """The unchanged base."""
    return report_of(write(tmp_path, {}))


@pytest.fixture
def base_folder(tmp_path: Path) -> Path:
    """The folder of the unchanged base."""
    return write(tmp_path / "folder", {})
