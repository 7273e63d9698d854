"""A case of a check: the small base sample with one thing changed, and what is found in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
import yaml

from reportgen.build import BuiltReport, assemble
from reportgen.checks import Checked, check_document, check_report
from reportgen.compose.tables import lay_out
from reportgen.editions import ReportKind, list_kinds, load_edition
from reportgen.figures import FigureBook
from reportgen.figures.derive import derive
from reportgen.load import load
from reportgen.writers.html.markup import trimmed

HERE = Path(__file__).parent
BASES = {"": HERE / "base", **{folder.name: folder for folder in sorted((HERE / "bases").iterdir()) if folder.is_dir()}}
"""The departments that cases change, by the name under `base` of a case or its file: each of its own kind."""
TEXTS = {
    name: {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))}
    for name, folder in BASES.items()
}


def merge(base: Any, over: Any) -> Any:
    """Mappings merge, null deletes, everything else replaces."""
    if not (isinstance(base, dict) and isinstance(over, dict)):
        return over
    result = {**base, **{key: merge(base.get(key), value) for key, value in over.items()}}
    return {key: value for key, value in result.items() if value not in (None, "null")}


BASE_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Blocks(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes a text of several lines as a block, as people do."""


Blocks.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None),
)


def dump(content: Any) -> str:
    """The data as YAML."""
    return yaml.dump(content, Dumper=Blocks, allow_unicode=True, sort_keys=False, width=10_000)


def write(folder: Path, case: dict[str, Any]) -> Path:
    """The case's base with its `swap` (old text: new text) and `data` (merged) in a folder of its own year."""
    swaps = dict(case.get("swap", {}))
    merged: dict[str, Any] = {}
    for text in TEXTS[case.get("base", "")].values():
        for old in [old for old in swaps if old in text]:
            text = text.replace(old, swaps.pop(old))
        merged = merge(merged, yaml.load(text, Loader=BASE_LOADER))  # noqa: S506 - texts stay texts; it makes no objects
    assert not swaps, f"小样里没有：{list(swaps)}"
    year = int(merged["年度"])
    here = folder / str(year)
    here.mkdir(parents=True)
    content = merge(merged, case.get("data", {}))
    (here / "全部.yaml").write_text(dump(content), encoding="utf-8")
    if (last := case.get("last_year")) is not None:
        before = folder / str(year - 1)
        before.mkdir()
        content = merge({**merged, "年度": str(year - 1), "上年数": None, "核定数": None}, last)
        (before / "全部.yaml").write_text(dump(content), encoding="utf-8")
    return here


@pytest.fixture
def kind_of() -> Callable[[dict[str, Any]], ReportKind]:
    """The kind of report that a case's base is of."""
    texts = {name: "".join(files.values()) for name, files in TEXTS.items()}
    kinds = list_kinds().values()
    return lambda case: next(kind for kind in kinds if f"{kind.name}:" in texts[case.get("base", "")])


def report_of(folder: Path) -> FigureBook:
    """The report of a case's folder."""
    loaded = load(folder)
    kind, order = next(iter(loaded.data.reports.items()))
    return derive(loaded, load_edition(kind, order.edition))


@pytest.fixture
def checked(tmp_path: Path) -> Callable[[dict[str, Any]], Checked]:
    """What the checks say of a case."""

    def run(case: dict[str, Any]) -> Checked:
        report = report_of(write(tmp_path, case))
        return check_report(report, lay_out(report))

    return run


@pytest.fixture
def making(tmp_path: Path) -> Callable[..., BuiltReport]:
    """The whole report of a case; a test with several gives each a name."""
    return lambda case, name="": assemble(write(tmp_path / name, case))


@pytest.fixture
def read(tmp_path: Path) -> Callable[[dict[str, Any]], Checked]:
    """What a reader of the case's report finds, after the case's changes to the finished document."""

    def run(case: dict[str, Any]) -> Checked:
        made = assemble(write(tmp_path, case))
        change(made.document.root, case)
        return check_document(made.book, made.tables, replace(made.document))

    return run


def change(root: Element, case: dict[str, Any]) -> None:
    """words: a text of the document replaced where it first stands; figures: printed figures by key; drop:
    sections taken out.
    """
    body = root.find("body")
    assert body is not None
    if "words" in case:
        body[:] = list(trimmed(body))  # without the paths of words, which part a sentence
    for old, new in case.get("words", {}).items():
        place = next((e, p) for e in body.iter() for p in ("text", "tail") if old in (getattr(e, p) or ""))
        setattr(*place, getattr(*place).replace(old, new, 1))
    for key, text in case.get("figures", {}).items():
        found = [
            e
            for s in root.iter("section")
            if s.get("class") != "statement"
            for e in s.iter("data")
            if e.get("data-key") == key
        ]
        assert found, f"文档里没有印：{key}"
        for element in found:
            element.text = text
    for key, other in case.get("rekey", {}).items():
        found = [e for e in root.iter("data") if e.get("data-key") == key]
        assert found, f"文档里没有印：{key}"
        for element in found:
            element.set("data-key", other)
    for ident in case.get("drop", []):
        parent = next(e for e in root.iter() if any(c.get("id") == ident for c in e))
        parent.remove(next(c for c in parent if c.get("id") == ident))


@pytest.fixture
def base(tmp_path: Path) -> FigureBook:
    """The unchanged base."""
    return report_of(write(tmp_path, {}))


@pytest.fixture
def base_folder(tmp_path: Path) -> Path:
    """The folder of the unchanged base."""
    return write(tmp_path / "folder", {})
