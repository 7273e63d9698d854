"""What leans on WeasyPrint and pydyf beyond what they promise is declared, and their versions are pinned."""

import ast
import re
import tomllib
from pathlib import Path

import reportgen.writers.pdf
from reportgen.environment import PINNED

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "src/reportgen/writers/pdf"
PROMISED = {"weasyprint", "weasyprint.urls", "weasyprint.text.fonts"}
"""What WeasyPrint documents: HTML, CSS, Attachment; URLFetcher and its errors; FontConfiguration."""


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module


def leaning(path):
    """The unpromised packages that a module imports, and the private attributes that it uses of what isn't its own."""
    tree = ast.parse(path.read_text("utf-8"))
    for name in set(imported(tree)) - PROMISED:
        if name.split(".")[0] in ("weasyprint", "pydyf"):
            yield ".".join(name.split(".")[:2])
    for node in ast.walk(tree):
        ours = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"
        if isinstance(node, ast.Attribute) and not ours and re.match("_(?!_)", node.attr):
            yield f".{node.attr}"


def test_the_list_of_what_leans_on_internals_is_whole():
    declared = re.findall(r"^    (\w+\.py) +(\S.*)$", reportgen.writers.pdf.__doc__, re.MULTILINE)
    found = {path.name: set(leaning(path)) for path in FOLDER.glob("*.py")}
    assert {name: set(told.split()) for name, told in declared} == {n: what for n, what in found.items() if what}


def test_nothing_outside_the_writer_leans_on_internals_but_the_look_at_this_machine():
    others = [p for p in (ROOT / "src").rglob("*.py") if FOLDER not in p.parents]
    assert {
        path.name: sorted(
            {name for name in imported(ast.parse(path.read_text("utf-8"))) if name.startswith("weasyprint")}
        )
        for path in others
        if re.search(r"\b(import|from) (weasyprint|pydyf)", path.read_text("utf-8"))
    } == {"environment.py": ["weasyprint.text"]}


def test_the_versions_that_doctor_asks_for_are_those_that_are_installed_with_us():
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert {f"{name.lower()}=={version}" for name, version in PINNED.items()} == {n for n in listed if "==" in n}
