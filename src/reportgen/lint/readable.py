"""An edition's name -> what keeps it from being read at all, each with file and line: encodings, YAML,
style sheets, what it extends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from reportgen.editions import find_kind, template_roots
from reportgen.editions.edition import SAMPLE
from reportgen.editions.nodes import child, compose_yaml
from reportgen.lint.files import shown, source_of, subject_files
from reportgen.load.messages import PROBLEMS, in_chinese, place_of
from reportgen.model.finding import Finding, Level, Source

UNREADABLE = "E001"
LISTS = ("terms.yaml",)
"""Files that are lists; all others are mappings."""
MEND = "请另存为 UTF-8"


def unreadable(kind: str, name: str, project: Path | None) -> list[Finding]:
    """Every file of the edition's layers and of its subjects that can't be read."""
    folders = _layers(kind, name, project)
    found = [
        finding
        for folder in folders
        for path in sorted(p for p in folder.rglob("*") if folder / SAMPLE not in p.parents)
        if path.is_file()
        for finding in _file(path, LISTS)
    ]
    if not any(f.source and f.source.file.endswith("edition.yaml") for f in found):
        year, _ = _said(folders, "subjects")
        found += [finding for path in subject_files(year, project) for finding in _file(path, ())]
    return found


def said_at(kind: str, name: str, project: Path | None, key: str) -> Source | None:
    """Where the layers say what they extend (the last of them) or which subjects they use (the nearest)."""
    return _said(_layers(kind, name, project), key, last=key == "extends")[1]


def _layers(kind: str, name: str, project: Path | None) -> list[Path]:
    """The folders that the edition stands on, as far as they can be followed."""
    folders: list[Path] = []
    home = find_kind(kind, project).folder
    while name:
        folder = next(
            (f for root in template_roots(project) if (f := root / home / name / "edition.yaml").is_file()), None
        )
        if folder is None or folder.parent in folders:
            break
        folders.append(folder.parent)
        name = _said(folders[-1:], "extends")[0]
    return folders


def _said(folders: list[Path], key: str, *, last: bool = False) -> tuple[str, Source | None]:
    """What the nearest layer (or the last) that says it says under a key of edition.yaml, and where;
    else its first line.
    """
    for folder in folders[::-1] if last else folders:
        path = folder / "edition.yaml"
        try:
            node = child(compose_yaml(path), key)
        except (yaml.YAMLError, UnicodeDecodeError):
            break
        if node is not None or last:
            return str(getattr(node, "value", "")), source_of(path, node) if node else Source(shown(path), 1, 1)
    return "", Source(shown(folders[0] / "edition.yaml"), 1, 1) if folders else None


def _file(path: Path, lists: tuple[str, ...]) -> Iterator[Finding]:
    """What is wrong with one file, before anything in it is understood."""
    if path.suffix not in (".yaml", ".html", ".css"):
        return
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        yield _finding(path, before.count(b"\n"), error.start - before.rfind(b"\n") - 1, "文字不是 UTF-8 编码", MEND)
        return
    if path.suffix == ".yaml":
        yield from _yaml(path, text, path.name in lists)
    elif path.suffix == ".css":
        yield from _css(path, text)


def _yaml(path: Path, text: str, listed: bool) -> Iterator[Finding]:
    try:
        node = compose_yaml(path)
    except yaml.YAMLError as error:
        what, remedy = in_chinese(error)
        line, column = place_of(error)
        if any(re.match(r" *\t", told) for told in text.splitlines()[line : line + 1]):
            what, remedy = PROBLEMS["found a tab character"]
        yield _finding(path, line, column, f"YAML 写法不对：{what}", remedy)
        return
    if node is None and listed:  # it would take the place of what the layers below say
        remedy = "用下一层的就删去这个文件；一条也不要写 []"
        yield _finding(path, 0, 0, "这个文件是空的，会盖住下一层的全部条目", remedy)
    wanted = yaml.SequenceNode if listed else yaml.MappingNode
    if node is not None and not isinstance(node, wanted):
        told = "列表：- {term: …, text: …}" if listed else "“键: 值”"
        yield _finding(
            path, node.start_mark.line, node.start_mark.column, f"最外层应是{told}", "写法见 docs/editions.md"
        )


def _css(path: Path, text: str) -> Iterator[Finding]:
    """A brace that is not closed lets everything behind it vanish without a word."""
    bare = re.sub(r"/\*.*?\*/|\"[^\"\n]*\"|'[^'\n]*'", lambda m: re.sub(r"[^\n]", " ", m[0]), text, flags=re.S)
    opened: list[int] = []
    for at, mark in ((m.start(), m[0]) for m in re.finditer(r"[{}]", bare)):
        if mark == "{":
            opened.append(at)
        elif opened:
            opened.pop()
        else:
            yield _finding(path, bare.count("\n", 0, at), 0, "样式里多了一个 }", "请去掉，或看前面少了哪个 {")
            return
    for at in opened[:1]:
        yield _finding(path, bare.count("\n", 0, at), 0, "样式里的 { 没有关上，后面的都不起作用", "请补上 }")


def _finding(path: Path, line: int, column: int, message: str, remedy: str) -> Finding:
    return Finding(UNREADABLE, Level.ERROR, message, Source(shown(path), line + 1, column + 1), remedy=remedy)
