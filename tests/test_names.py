"""Names: a class has one of its own, and what docstrings and guides call by a name is there by that name."""

import ast
import builtins
import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "reportgen"
TREES = {path: ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
GUIDES = {path: path.read_text("utf-8") for path in sorted((ROOT / "docs").glob("*.md"))}
FILES = {
    f"/{path.relative_to(ROOT).as_posix()}"
    for part in ("src", "scripts", "tests", "templates")
    for path in (ROOT / part).rglob("*.*")
}
QUOTED = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
FOREIGN = {"Layout"}
"""Classes of libraries that a docstring names with a member."""


def docstrings(tree):
    """Those of modules, classes and functions, and those below variables."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value


DOCSTRINGS = {path: list(docstrings(tree)) for path, tree in TREES.items()}
TEXTS = {**{path: "\n\n".join(texts) for path, texts in DOCSTRINGS.items()}, **GUIDES}


def bound(node):
    """The names that a node of a tree binds or uses."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.Name):
        return {node.id}
    if isinstance(node, ast.Attribute):
        return {node.attr}
    if isinstance(node, ast.arg | ast.keyword):
        return {node.arg or ""}
    if isinstance(node, ast.alias):
        return {(node.asname or node.name).rpartition(".")[2]}
    return set()


def names_in(tree):
    return {name for node in ast.walk(tree) for name in bound(node)}


def classes():
    """Each class of the package by its name -> what its members may be called."""
    found = defaultdict(set)
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                found[node.name] |= names_in(node)
    return found


CLASSES = classes()
IDENTIFIERS = set().union(*map(names_in, TREES.values())) | {path.stem for path in TREES}


def modules():
    """Each module and package by its last name -> what it defines; a package has its modules and what it hands on."""
    found = defaultdict(set)
    for path, tree in TREES.items():
        package = path.stem == "__init__"
        found[path.parent.name if package else path.stem] |= {
            name
            for top in tree.body
            if package or not isinstance(top, ast.Import | ast.ImportFrom)
            for node in (top, *ast.iter_child_nodes(top))
            for name in bound(node)
        }
        found[path.parent.parent.name if package else path.parent.name].add(path.parent.name if package else path.stem)
    return found


MODULES = modules()
WORDS = {
    node.value
    for tree in TREES.values()
    for node in ast.walk(tree)
    if isinstance(node, ast.Constant) and isinstance(node.value, str)
}
"""Whole strings of the program: keys of YAML, values of attributes."""


def parameters(path):
    """The parameters of the functions of a module; a guide has none."""
    return {node.arg for node in ast.walk(TREES[path]) if isinstance(node, ast.arg)} if path in TREES else set()


def missing(quoted, variables=frozenset(), *, guide=False):
    """A quoted name that is not there, else ''; `variables` are those that the text may speak of besides."""
    if re.fullmatch(r"[\w/.-]+\.(?:py|html|css)", quoted, re.ASCII):
        return "" if any(file.endswith(f"/{quoted}") for file in FILES) else quoted
    dotted = re.fullmatch(r"([A-Za-z_]\w+)\.([A-Za-z_]\w+)(?:\.\w+)*(?:\(\))?", quoted)
    if not dotted:
        return ""
    owner, member = dotted.groups()
    if owner in CLASSES:
        return "" if member in CLASSES[owner] else quoted
    if owner in MODULES and owner not in variables and not guide:  # a guide's are those of templates and files
        return "" if member in MODULES[owner] else quoted
    return quoted if owner[0].isupper() and owner not in FOREIGN else ""


def test_no_class_name_stands_twice_in_the_package():
    places = defaultdict(list)
    for path, tree in TREES.items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                places[node.name].append(path.relative_to(PACKAGE).as_posix())
    assert len(places) > 200
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_a_file_class_or_member_that_a_text_names_is_there():
    stale = {
        (path.name, quoted)
        for path, text in TEXTS.items()
        for quoted in QUOTED.findall(text)
        if missing(quoted, parameters(path), guide=path in GUIDES)
    }
    assert stale == set()


def test_a_word_that_a_docstring_quotes_is_a_name_or_a_value_of_the_program():
    known = IDENTIFIERS | WORDS | set(dir(builtins))
    stale = {
        (path.name, word)
        for path, texts in DOCSTRINGS.items()
        for word in QUOTED.findall("\n\n".join(texts))
        if re.fullmatch(r"[A-Za-z_]\w*(?:\(\))?", word) and word.removesuffix("()") not in known
    }
    assert stale == set()


def test_what_a_docstring_says_is_raised_is_a_class_that_its_module_can_name():
    stale = []
    for path, texts in DOCSTRINGS.items():
        for text in texts:
            for sentence in re.findall(r"\bRaises ((?:yaml\.)?[A-Z]\w+(?:(?:,| and| or) [A-Z]\w+)*)", text):
                for name in re.findall(r"[A-Z]\w+", sentence):
                    if name not in CLASSES and name not in IDENTIFIERS and not hasattr(builtins, name):
                        stale.append((path.name, name))
    assert stale == []


@pytest.mark.parametrize(
    "quoted", ["spots.py", "src/reportgen/document.py", "Spot.name", "Anchor.called", "words.paragraphs", "cli/made.py"]
)
def test_a_stale_name_is_found(quoted):
    assert missing(quoted) == quoted


@pytest.mark.parametrize(
    "quoted", ["document/tree.py", "Anchor.name", "prose.paragraphs", "Layout.set_text", "manifest.json", "p.amount"]
)
def test_a_name_that_is_there_or_not_ours_is_none(quoted):
    assert missing(quoted) == ""
