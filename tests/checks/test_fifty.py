"""Fifty errors of published reports, each made once: it is found,
or it cannot be written (docs/what-cannot-go-wrong.md).
"""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reportgen.build import BuiltReport
from reportgen.checks import Checked
from reportgen.document.tree import squeeze, text_of

ROOT = Path(__file__).parents[2]
Entry = dict[str, Any]


def page() -> Any:
    """The script that writes the page: it reads the fifty, and knows their tests' names."""
    spec = importlib.util.spec_from_file_location("errors_page", ROOT / "scripts/errors_page.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAGE = page()
FIFTY: list[Entry] = PAGE.fifty()
FOUND = [pytest.param(e, id=f"{n:02d}") for n, e in enumerate(FIFTY, 1) if "finds" in e]
NEVER = [pytest.param(e, id=f"{n:02d}") for n, e in enumerate(FIFTY, 1) if "finds" not in e]


def test_there_are_fifty() -> None:
    assert len(FIFTY) == 50
    assert all(e["error"] and e["why"] for e in FIFTY)
    assert len({e["error"] for e in FIFTY}) == 50


@pytest.mark.parametrize("entry", FOUND)
def test_the_error_is_found(entry: Entry, making: Callable[..., BuiltReport], read: Callable[[Entry], Checked]) -> None:
    change = entry["change"]
    printed = any(k in change for k in ("words", "figures", "rekey", "drop"))
    found = read(change).findings if printed else making(change).findings
    assert (entry["finds"], entry.get("level", "错误")) in [(f.code, f.level.value) for f in found], [
        str(f) for f in found
    ]


@pytest.mark.parametrize("entry", NEVER)
def test_the_error_cannot_be_written(entry: Entry, making: Callable[..., BuiltReport]) -> None:
    made = making(entry["change"])
    text = squeeze(text_of(made.document.body))
    for words in entry.get("says", ()):
        assert words in text
    for words in entry.get("never", ()):
        assert words not in text
    for key in entry.get("same", ()):
        texts = [
            d.text for d in made.document.body.iter("data") if d.get("data-key") == key and d.get("data-abs") != "1"
        ]
        assert len(texts) > 1, key
        assert len(set(texts)) == 1, (key, texts)


@pytest.mark.parametrize("name", sorted({name for e in FIFTY for name in PAGE.tests_of(FIFTY.index(e) + 1, e)}))
def test_every_named_test_exists(name: str) -> None:
    path, _, function = name.partition("::")
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    functions = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    assert not function or function.partition("[")[0] in functions


def test_the_page_is_up_to_date() -> None:
    assert (ROOT / "docs/what-cannot-go-wrong.md").read_text(encoding="utf-8") == PAGE.page(), "请 make docs"
