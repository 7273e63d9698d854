"""The sample of `reportgen new` with slips of a clerk in it, and what `check` finds."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from clerk import run
from reportgen.build import BuiltReport, assemble
from reportgen.model.finding import DataUnusable, Finding


@cache
def _sample() -> tuple[TemporaryDirectory[str], Path]:
    kept = TemporaryDirectory()
    folder = Path(kept.name) / "示例局" / "2023"
    run("new", folder, code=0)
    return kept, folder


def slipped(folder: Path, *swaps: tuple[str, str], more: str = "") -> Path:
    """The sample with each old text replaced, in whatever file has it, and more keys at the end."""
    here = folder / "示例局" / "2023"
    shutil.rmtree(here, ignore_errors=True)
    shutil.copytree(_sample()[1], here)
    for old, new in swaps:
        file = next((f for f in sorted(here.glob("*.yaml")) if old in f.read_text(encoding="utf-8")), None)
        assert file, f"没有：{old}"
        file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    if more:
        (here / "另写.yaml").write_text(more, encoding="utf-8")
    return here


def made(folder: Path, *swaps: tuple[str, str], more: str = "", draft: bool = False) -> BuiltReport:
    """The sample's report with slips in its data."""
    return assemble(slipped(folder, *swaps, more=more), draft=draft)


def found(folder: Path, *swaps: tuple[str, str], more: str = "") -> list[Finding]:
    """What is found in the sample with slips."""
    try:
        return list(made(folder, *swaps, more=more).findings)
    except DataUnusable as unusable:
        return list(unusable.findings)


def told(folder: Path, *swaps: tuple[str, str], more: str = "") -> list[str]:
    """The same, each as `file:line code`."""
    return [
        f"{f.source.file}:{f.source.line} {f.code}" if f.source else f"- {f.code}"
        for f in found(folder, *swaps, more=more)
    ]
