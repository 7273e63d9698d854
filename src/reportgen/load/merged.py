"""The files of a folder -> their top-level keys together, with what was wrong in reading them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping as Mapping_
from dataclasses import dataclass, field, replace
from pathlib import Path

from reportgen.load import files, tables
from reportgen.load.nodes import Mapping, Node
from reportgen.load.reading import read_yaml
from reportgen.model.finding import DataUnusable, Finding, Level, Source
from reportgen.model.schema import top_fields

YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
"""How a folder of a department-year is called."""
IN_PARTS = frozenset(name for name, field in top_fields().items() if field.term.parts)
"""Top-level keys that may be written in several files."""


@dataclass
class FolderTree:
    """The files of a folder, merged by top-level key."""

    entries: dict[str, Node] = field(default_factory=dict)
    key_sources: dict[str, Source] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    lines: dict[str, list[str]] = field(default_factory=dict)
    mended: dict[str, list[str]] = field(default_factory=dict)

    def add(self, key: str, node: Node, source: Source) -> None:
        """Put one top-level key; a second one of the same name is a finding."""
        there = self.entries.get(key)
        if key in IN_PARTS and isinstance(there, Mapping) and isinstance(node, Mapping):
            twice = [name for name in node.entries if name in there.entries]
            self.findings += [
                Finding(
                    "L009",
                    Level.ERROR,
                    f"「{key}.{name}」在 {there.key_sources[name]} 已经写过",
                    node.key_sources[name],
                    remedy="同一个键只能写一次",
                )
                for name in twice
            ]
            more = {name: child for name, child in node.entries.items() if name not in twice}
            sources = {name: node.key_sources[name] for name in more}
            self.entries[key] = replace(
                there, entries={**there.entries, **more}, key_sources={**there.key_sources, **sources}
            )
            return
        if key in self.entries:
            self.findings.append(
                Finding(
                    "L009",
                    Level.ERROR,
                    f"顶层键「{key}」在 {self.key_sources[key]} 已经写过",
                    source,
                    remedy="同一个键只能写在一个文件里",
                )
            )
            return
        self.entries[key], self.key_sources[key] = node, source


def merged(folder: Path, prefix: str, instead: Mapping_[Path, bytes], *, typed: bool = False) -> FolderTree:
    """The files of a folder; `prefix` stands before their names, `instead` is read in place of files on the disk.

    typed: without its workbooks.
    """
    tree = FolderTree()
    books = [] if typed else files.files_below(folder, files.WORKBOOKS)
    for path in files.files_of(folder, alone=typed or bool(books)):
        name = f"{prefix}{path.name}"
        try:
            raw = instead[path] if path in instead else files.read_bytes(path, name)
            tree.hashes[path.name] = hashlib.sha256(raw).hexdigest()
            text = files.decode(raw, name)
        except DataUnusable as unusable:
            tree.findings.extend(unusable.findings)
            continue
        lines, found = files.lines_of(text, name)
        tree.lines[name] = files.split(text)
        tree.findings.extend(found)
        _read_one(tree, path, name, lines)
    if books:
        _add_workbooks(tree, folder, prefix, instead)
    return tree


def _add_workbooks(tree: FolderTree, folder: Path, prefix: str, instead: Mapping_[Path, bytes]) -> None:
    """What the workbooks of the folder say, among what was typed."""
    from reportgen.load.workbook.folder import joined  # whoever has no workbook needs no reader of them
    from reportgen.load.workbook.read import workbooks_of

    found = workbooks_of(folder, prefix, instead)
    name = folder.resolve().name
    made = joined(tree.entries, found.books, int(name) if YEAR.fullmatch(name) else None)
    tree.findings += [*found.findings, *made.findings]
    tree.key_sources |= {key: node.source for key, node in made.nodes.items() if key not in tree.entries}
    tree.entries = made.nodes
    for book in found.books:
        tree.hashes[Path(book.name).name] = book.hash
        tree.lines |= book.lines()


def _read_one(tree: FolderTree, path: Path, name: str, lines: list[str]) -> None:
    tree.mended[name] = lines
    if path.suffix.lower() == ".csv":
        node, found = tables.table_from_csv("\n".join(lines), name)
        tree.findings.extend(found)
        tree.add(path.stem, node, Source(name, 1, 1))
        return
    read = read_yaml(lines, name)
    tree.mended[name] = read.lines
    tree.findings.extend(read.findings)
    if read.node:
        for key, child in read.node.entries.items():
            tree.add(key, child, read.node.key_sources[key])
