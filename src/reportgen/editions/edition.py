"""An edition's folder and those it extends -> Edition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, reduce
from pathlib import Path
from typing import Any

from reportgen.editions.directions import Directions, directions_of, refuse_contradicting
from reportgen.editions.homes import NoTemplates, template_roots
from reportgen.editions.kinds import SHARED, ReportKind, find_kind
from reportgen.editions.layers import EditionError, merge, read, read_as
from reportgen.editions.lost import no_edition
from reportgen.editions.settings import ChosenWords, EditionSettings, PartSettings
from reportgen.editions.subjects import read_subjects
from reportgen.editions.table import TableDefinition, table_from
from reportgen.editions.worded import worded, words_in
from reportgen.editions.written import RuleDefinition, SectionFile, StatesEntry, TableFile, TermDefinition

REFERENCE = "reference.docx"
"""The file whose styles, pages and numberings Word reports have."""
SAMPLE = "new"
"""The folder of the sample that `new` writes, in an edition or beside the editions of a kind."""


@dataclass(frozen=True)
class Section:
    """A section of a part: its file stem, heading (in the contents too, where `contents` says nothing else),
    and the keys that its text must state.
    """

    id: str
    heading: str
    states: tuple[str | StatesEntry, ...] = ()
    check: str = ""
    needs: str = ""
    unless: str = ""
    contents: str = ""
    reasons_together: bool = False
    rules: Mapping[str, RuleDefinition] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """第N部分: heading and sections, or the tables. contents: its words in the contents, where they are others;
    titled: its heading is printed; listed: the contents list its sections; numbers: what stands before their headings.
    """

    id: str
    heading: str
    sections: tuple[Section, ...]
    tables: bool = False
    needs: str = ""
    unless: str = ""
    titled: bool = True
    contents: str = ""
    listed: bool = True
    numbers: str = "{一}、"


@dataclass(frozen=True)
class LayeredFolders:
    """The folders of one edition: own first, then those that it extends, its kind's base, last what all kinds share."""

    name: str
    about: ReportKind
    layers: tuple[Path, ...]

    @property
    def kind(self) -> str:
        """The kind of report that it is of: 部门决算公开."""
        return self.about.name

    def homes(self) -> Iterator[tuple[Path, str]]:
        """Each layer with its place below the folder of templates that it lies in: final-accounts/base, shared."""
        for layer in self.layers:
            yield layer, layer.name if layer == self.layers[-1] else f"{self.about.folder}/{layer.name}"

    def layered(self, file: str) -> dict[str, Any]:
        """A YAML file merged over all layers that have it, base first."""
        result: dict[str, Any] | None = None
        for folder in reversed(self.layers):
            if (folder / file).is_file():
                content = read(folder / file)
                result = content if result is None else merge(result, content)
        if result is None:
            raise EditionError(f"版式 {self.name} 没有 {file}", file=file)
        return result

    def origin(self, file: str) -> str:
        """The name of the nearest layer that has this file."""
        return next((f.name for f in self.layers if (f / file).is_file()), "")


@dataclass(frozen=True)
class Edition(LayeredFolders):
    """One edition: what its layers say, as values."""

    settings: EditionSettings
    subjects: Mapping[str, Any] = field(default_factory=dict)

    def layered(self, file: str) -> dict[str, Any]:
        """A YAML file merged over all layers that have it, base first, in the edition's words."""
        in_words: dict[str, Any] = worded(super().layered(file), self._words)
        return in_words

    @cached_property
    def _words(self) -> dict[str, str]:
        return words_in({"words": self.settings.words.model_dump(by_alias=True)})

    @cached_property
    def tables(self) -> tuple[TableDefinition, ...]:
        """The tables in the edition's order."""
        return tuple(table_from(ident, self._table(ident), self.settings) for ident in self.settings.tables)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The parts with their sections, in order."""
        return tuple(self._part(part) for part in self.settings.parts)

    @cached_property
    def terms(self) -> list[TermDefinition]:
        """The glossary, in the order of print."""
        content = worded(self._raw("terms.yaml"), self._words)
        entries = content if isinstance(content, list) else []
        return [read_as(TermDefinition, entry, "terms.yaml") for entry in entries]

    @cached_property
    def figures(self) -> Mapping[str, str]:
        """Named sums over records."""
        return {str(key): str(formula) for key, formula in self.layered("figures.yaml").items()}

    @property
    def words(self) -> ChosenWords:
        """Words that editions choose, such as 部门 or 单位."""
        return self.settings.words

    @cached_property
    def directions(self) -> Directions:
        """The words by which it says that a figure went up or down."""
        return directions_of(self.words)

    def places(self, unit: str) -> int:
        """Printed decimals of a unit (小数位)."""
        return self.settings.precision.of(unit) or 0

    def _table(self, ident: str) -> TableFile:
        file = f"tables/{ident}.yaml"
        return read_as(TableFile, self.layered(file), file, f"表 {ident} 的定义不完整")

    def _part(self, part: PartSettings) -> Part:
        printed = [ident for ident in part.sections if ident not in self.settings.left_out]
        return Part(
            part.name,
            part.heading,
            tuple(map(self._section, printed)),
            part.tables,
            part.needs,
            part.unless,
            part.titled,
            part.contents,
            part.listed,
            self.settings.numbers.section if part.numbers is None else part.numbers,
        )

    def _section(self, ident: str) -> Section:
        file = f"sections/{ident}.yaml"
        written = read_as(SectionFile, self.layered(file), file)
        return Section(
            ident,
            written.heading,
            tuple(written.states),
            written.check or "",
            written.needs,
            written.unless,
            written.contents,
            written.reasons_together,
            written.rules,
        )

    def _raw(self, file: str) -> Any:
        import yaml

        for folder in self.layers:
            if (folder / file).is_file():
                try:
                    text = (folder / file).read_text(encoding="utf-8")
                    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - the safe loader, in C
                except yaml.YAMLError as error:
                    raise EditionError(
                        f"{folder.name}/{file}：YAML 写法不对：{error}", file=file, broken=folder / file
                    ) from error
        raise EditionError(f"版式 {self.name} 没有 {file}", file=file)


def reference_of(edition: Edition) -> Path:
    """The reference document for Word: what the nearest layer has of that name, a file or not; else the usual one."""
    return next((path for layer in edition.layers if (path := layer / REFERENCE).exists()), usual_reference())


def usual_reference() -> Path:
    """The reference document that travels with the tool. Raises NoTemplates."""
    found = next((path for root in template_roots() if (path := root / SHARED / REFERENCE).is_file()), None)
    if found is None:
        raise NoTemplates(f"{SHARED}/{REFERENCE}")
    return found


def list_editions(kind: str, project: Path | None = None) -> list[str]:
    """Names of the editions of a kind (the base is none)."""
    folder = find_kind(kind, project).folder
    names = {
        p.parent.name
        for root in template_roots(project)
        for p in (root / folder).glob("*/edition.yaml")
        if p.parent.name != "base"
    }
    return sorted(names)


def load_edition(kind: str, name: str, project: Path | None = None) -> Edition:
    """An edition with all layers that it extends. Raises EditionError."""
    folders, said, subjects = read_layers(kind, name, project)
    return Edition(name, folders.about, folders.layers, settings_of(said), subjects)


def settings_of(said: dict[str, Any]) -> EditionSettings:
    """What the layers of an edition.yaml say together, as values that make sense. Raises EditionError."""
    settings = read_as(EditionSettings, said, "edition.yaml")
    refuse_contradicting(settings.words)
    return settings


def read_layers(
    kind: str, name: str, project: Path | None = None
) -> tuple[LayeredFolders, dict[str, Any], dict[str, Any]]:
    """The folders that an edition extends, what their edition.yaml say together, and its subjects.
    Raises EditionError.
    """
    about = find_kind(kind, project)
    roots = template_roots(project)
    layers: list[Path] = []
    contents: list[dict[str, Any]] = []
    current: str | None = name
    while current:
        folder = find_folder(about, str(current), project)
        if folder is None:
            raise no_edition(about, str(current), list_editions(kind, project), project)
        if folder in layers:
            raise EditionError(f"版式「{current}」绕着圈子继承自己", key="extends")
        layers.append(folder)
        content = read(folder / "edition.yaml")
        current = content.pop("extends", None)
        if contents:
            content.pop("years", None)  # those of the layer below are not this one's
        contents.append(content)
    below = next((r / SHARED for r in roots if (r / SHARED / "edition.yaml").is_file()), None)
    if below is None:
        raise NoTemplates(f"{SHARED}/edition.yaml", project)
    layers.append(below)
    contents.append(read(below / "edition.yaml"))
    settings = _of_kind(about, reduce(merge, reversed(contents)))
    if "subjects" not in settings:
        raise EditionError(
            f"「{name}」不是能用的版式：没有写 subjects（哪一年的科目表）；能用的是：{'、'.join(list_editions(kind, project))}",
            key="extends",
        )
    return LayeredFolders(name, about, tuple(layers)), settings, read_subjects(str(settings["subjects"]), roots)


def find_folder(about: ReportKind, name: str, project: Path | None = None) -> Path | None:
    """The nearest folder of an edition of this name."""
    if not re.fullmatch(r"[\w.-]{1,80}", name) or name.startswith("."):
        return None
    folders = (root / about.folder / name for root in template_roots(project))
    return next((folder for folder in folders if (folder / "edition.yaml").is_file()), None)


def _of_kind(about: ReportKind, said: dict[str, Any]) -> dict[str, Any]:
    """What the layers say of a kind or of a variant of it, in its words."""
    variants = said.pop("variants", None)
    own = variants.get(about.name) if isinstance(variants, dict) and about.variant_of else None
    settings: dict[str, Any] = merge(said, own) if isinstance(own, dict) else said
    in_words: dict[str, Any] = worded(settings, words_in(settings))
    return in_words
