"""Files of an edition's layers -> YAML nodes with their lines; where a name stands; findings with their file."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from reportgen.editions import Edition, LayeredFolders, template_roots
from reportgen.editions.edition import settings_of
from reportgen.editions.kinds import SHARED, list_kinds
from reportgen.editions.layers import EditionError, read
from reportgen.editions.nodes import child, compose_yaml
from reportgen.editions.subjects import list_files, list_subjects, nearest_list
from reportgen.model.finding import Finding, Level, Source


@dataclass
class Gathered:
    """The edition under examination and what was found in it so far: `said` is what its edition.yaml say together."""

    folders: LayeredFolders
    said: dict[str, Any]
    subjects: dict[str, Any]
    findings: list[Finding] = field(default_factory=list)

    @cached_property
    def edition(self) -> Edition:
        """What the layers say, as values. Raises EditionError."""
        folders = self.folders
        return Edition(folders.name, folders.about, folders.layers, settings_of(self.said), self.subjects)

    def table_ids(self) -> list[str]:
        """The tables that the edition lists, as far as it is a list."""
        tables = self.said["tables"]
        return [str(table) for table in tables] if isinstance(tables, list) else []

    def section_ids(self) -> list[str]:
        """The sections that the edition prints, as far as they are lists."""
        parts = self.said["parts"]
        named = [part.get("sections") for part in parts if isinstance(part, Mapping)] if isinstance(parts, list) else []
        return [str(s) for sections in named if isinstance(sections, list) for s in sections]

    def of_variants(self) -> tuple[set[str], set[str]]:
        """The tables and sections that the own layer lists for one kind of report or another: 部门预算公开, 单位预算公开."""
        said = read(self.folders.layers[0] / "edition.yaml")
        variants = said.get("variants")
        tables: set[str] = set()
        sections: set[str] = set()
        for one in (said, *(variants.values() if isinstance(variants, dict) else ())):
            if isinstance(one, dict):
                tables |= _names(one.get("tables"))
                parts = one.get("parts")
                entries = parts.values() if isinstance(parts, dict) else parts if isinstance(parts, list) else ()
                for part in (part for part in entries if isinstance(part, dict)):
                    sections |= _names(part.get("sections"))
        return tables, sections

    def add_finding(
        self, code: str, message: str, source: Source | None, remedy: str = "", level: Level = Level.ERROR
    ) -> None:
        """Collect a finding, once."""
        finding = Finding(code, level, message, source, remedy=remedy)
        if finding not in self.findings:
            self.findings.append(finding)

    def layers_with(self, file: str) -> Iterator[tuple[int, Path]]:
        """The layers that have this file, own first."""
        for number, folder in enumerate(self.folders.layers):
            if (folder / file).is_file():
                yield number, folder / file

    def place(self, file: str, *names: str) -> Source | None:
        """Where the first of these names that a layer has stands in it, own layer first; else the file's first line."""
        files = [path for _, path in self.layers_with(file)]
        for path in files:
            for name in names:
                for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                    column = line.find(name)
                    if column >= 0 and not line.lstrip().startswith("#"):
                        return Source(shown(path), number, column + 1)
        return Source(shown(files[0]), 1, 1) if files else None

    def in_full(self, source: Source | None) -> Source | None:
        """ours/sections/spending.html, as a report tells it, by the folder that holds the templates."""
        name, _, rest = source.file.partition("/") if source else ("", "", "")
        folder = next((f for f in self.folders.layers if f.name == name), None)
        return replace(source, file=shown(folder / rest)) if source and folder else source

    def listed(self, key: str, entry: str) -> Source | None:
        """Where an entry stands in a list under this key of edition.yaml, in the nearest layer that writes it."""
        for _, path in self.layers_with("edition.yaml"):
            node = child(compose_yaml(path), key)
            if node is not None:
                return next(
                    (source_of(path, scalar) for scalar in scalars(node) if str(scalar.value) == entry),
                    source_of(path, node),
                )
        return None


@lru_cache(maxsize=1024)
def shown(path: Path) -> str:
    """The path below the folder that holds the templates: templates/final-accounts/hubei-2022/edition.yaml."""
    parts = path.parts
    for folder in (*(kind.folder for kind in list_kinds().values()), SHARED, "subjects"):
        if folder in parts:
            at = len(parts) - 1 - parts[::-1].index(folder)
            return "/".join(parts[max(at - 1, 0) :])
    return str(path)


def source_of(path: Path, node: yaml.Node) -> Source:
    """Where a node stands."""
    return Source(shown(path), node.start_mark.line + 1, node.start_mark.column + 1)


def scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Every value below a node."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    for below in node.value if isinstance(node, yaml.CollectionNode) else ():
        for part in below if isinstance(below, tuple) else (below,):
            yield from scalars(part)


def subject_files(year: str, project: Path | None) -> list[Path]:
    """The year's file and those it extends, as far as they can be read."""
    found: list[Path] = []

    def extends(path: Path) -> str:
        found.append(path)
        try:
            return str(getattr(child(compose_yaml(path), "extends"), "value", ""))
        except (yaml.YAMLError, UnicodeDecodeError):
            return ""

    with suppress(EditionError):  # loading the edition told it
        list_files(nearest_list(year, list_subjects(project)) or year, template_roots(project), extends)
    return found


def is_null(node: yaml.Node) -> bool:
    """Whether a node says null, which deletes."""
    return isinstance(node, yaml.ScalarNode) and node.tag.endswith(":null")


def nearest(word: str, known: Iterable[str]) -> str:
    """是不是「…」？ — or nothing when no known word looks like it."""
    close = difflib.get_close_matches(word, [*known], 1, 0.5)
    return f"是不是「{close[0]}」？" if close else ""


def _names(listed: object) -> set[str]:
    """What a list names; nothing where something else is written, which is told elsewhere."""
    return {str(name) for name in listed} if isinstance(listed, list) else set()
