"""What is imported is declared: the program's needs in pyproject.toml, so that every installation has them."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
NEEDS = {re.match("[A-Za-z0-9._-]+", need)[0].lower() for need in PROJECT["dependencies"]}
COMES_WITH = {"fonttools": "weasyprint", "pillow": "weasyprint", "markupsafe": "jinja2", "pydantic_core": "pydantic"}
"""What a declared library brings with it, and is a part of how it is used."""
OWNERS = packages_distributions()


def imported(path):
    """The libraries that a file imports, also within functions; one that comes with another one counts as that."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(node.module.partition(".")[0])
    ours = {"reportgen"} | {p.stem for p in ROOT.glob("tests/*.py")} | {p.stem for p in ROOT.glob("scripts/*.py")}
    found = {OWNERS.get(name, [name])[0].lower() for name in names - ours - sys.stdlib_module_names}
    return {COMES_WITH.get(name, name) for name in found}


def test_the_program_imports_what_it_declares_and_declares_what_it_imports():
    assert set().union(*(imported(path) for path in (ROOT / "src").rglob("*.py"))) == NEEDS


def scripts_of_make():
    """The scripts that `make` runs without the development set."""
    for rule in re.finditer(r"^(\w+): \$\(VENV\)/\.ready\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE):
        for name in re.findall(r"scripts/([\w*]+\.py)", rule[2]):
            yield from ((rule[1], path.name) for path in sorted((ROOT / "scripts").glob(name)))


@pytest.mark.parametrize(("target", "script"), list(scripts_of_make()))
def test_what_make_runs_needs_only_what_make_installs(target, script):
    assert imported(ROOT / "scripts" / script) <= NEEDS


def test_the_scripts_of_make_are_found():
    assert {"bench", "faces", "docs"} <= {target for target, _ in scripts_of_make()}
