"""The sample of shanghai-2024 under a department's own edition, with other data in the place of some of its own."""

from __future__ import annotations

from pathlib import Path

import yaml

from reportgen.build import BuiltReport, assemble
from reportgen.document.tree import squeeze, text_of
from reportgen.workspace.new import begin

KIND = "部门决算公开"


def made(folder: Path, edition: str = "", *, without: tuple[str, ...] = (), **keys: object) -> BuiltReport:
    """The report. edition: what a child of shanghai-2024 says; keys: what stands in the place of the sample's own."""
    year = folder / "2024"
    begin(year, "shanghai-2024", KIND)
    data: dict[str, object] = {}
    for path in year.glob("*.yaml"):
        data |= yaml.safe_load(path.read_text("utf-8"))
        path.unlink()
    data |= keys
    for key in without:
        del data[key]
    data["报告"] = {KIND: data["报告"][KIND] | {"版式": "ours"}}  # type: ignore[index]
    (year / "数据.yaml").write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10**6), "utf-8")
    home = folder / "templates" / "final-accounts" / "ours"
    home.mkdir(parents=True, exist_ok=True)
    (home / "edition.yaml").write_text(f"extends: shanghai-2024\n{edition}", "utf-8")
    return assemble(year)


def told(report: BuiltReport) -> list[str]:
    """What is found, but for hints."""
    return [str(f) for f in report.findings if f.level.value != "提示"]


def paragraphs(report: BuiltReport) -> list[str]:
    """Every heading and paragraph."""
    return [squeeze(text_of(e)) for e in report.document.root.iter() if e.tag in ("p", "h1", "h2", "h3")]


def text(report: BuiltReport) -> str:
    """All of them."""
    return "\n".join(paragraphs(report))


def rows(report: BuiltReport, table: str) -> list[list[str]]:
    """The cells of a table, head and body."""
    section = next(e for e in report.document.root.iter("section") if e.get("id") == f"t-{table}")
    return [[squeeze(text_of(c)) for c in row] for row in section.iter("tr")]
