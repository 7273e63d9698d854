"""An empty place -> a complete, commented department-year that builds: the sample that explains itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from reportgen.atomic_write import CannotWrite, replace_files
from reportgen.editions import NoTemplates, find_kind, list_editions, load_edition, template_roots, usual_kind
from reportgen.editions.edition import SAMPLE, read_layers
from reportgen.editions.lost import where_looked
from reportgen.editions.years import meant, proposed, year_in
from reportgen.model.finding import DataUnusable, Finding, Level
from reportgen.workspace.neighbours import kept_apart, without_last_year

SCHEMA_FILE = "reportgen.schema.json"
EDITOR_LINE = f"# yaml-language-server: $schema={SCHEMA_FILE}\n"
"""Editors with the YAML language server offer keys and explain them from the schema beside."""


@dataclass(frozen=True)
class Begun:
    """What was written into a new folder."""

    folder: Path
    year: int
    kind: str
    edition: str
    files: tuple[Path, ...]


def begin(folder: Path, edition: str | None = None, kind: str | None = None) -> Begun:
    """Write the sample into a folder that is not there or empty. Raises DataUnusable."""
    require_empty(folder)
    kind = kind or usual_kind(folder.resolve().parent)
    edition = edition or edition_for(year_in(folder.resolve().name), folder, kind)
    require_edition(edition, folder, kind)
    year = year_in(folder.resolve().name) or year_in(edition) or 2023
    kept_apart(folder, year, kind)
    words = {"@年度@": str(year), "@次年@": str(year + 1), "@上年@": str(year - 1), "@版式@": edition, "@种类@": kind}
    words["@部门@"] = load_edition(kind, edition, folder.resolve().parent).words.department
    sample = sample_of(kind, edition, folder.resolve().parent)
    texts = {name: _filled(path.read_text(encoding="utf-8"), words) for name, path in sample.items()}
    texts = without_last_year(texts, folder, year)
    return Begun(folder, year, kind, edition, write_folder(folder, texts, edition, kind))


def require_empty(folder: Path) -> None:
    """Refuse to write over anybody's data."""
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise _refused("N001", f"{folder} 已经有东西了", "请换一个文件夹名，或把里面的东西先移走")


def write_folder(folder: Path, texts: dict[str, str], edition: str, kind: str) -> tuple[Path, ...]:
    """Write the files of a department-year, each with the line for editors, and the schema beside."""
    from reportgen.workspace.schema import schema_text

    files = {folder / name: EDITOR_LINE + text for name, text in texts.items()}
    files[folder / SCHEMA_FILE] = schema_text(edition, folder.resolve().parent, kind)
    try:
        replace_files({path: text.encode() for path, text in files.items()})
    except CannotWrite as problem:
        raise _refused("N004", problem.message, "请换一个能写的地方，或看磁盘是否已满") from problem
    return tuple(files)


def edition_for(year: int | None, folder: Path, kind: str, like: str = "") -> str:
    """The edition that is proposed for a year: of the province of `like`, last year's, or of those that the years
    beside name; their forms go on until there are new ones.
    """
    used = {like} if like else _beside(folder)
    project = folder.resolve().parent
    return proposed(year, kind, project, {one.province for one in meant(kind, project) if one.name in used})[0]


def require_edition(name: str, folder: Path, kind: str) -> None:
    """Refuse an edition that is not there."""
    project = folder.resolve().parent
    names = list_editions(kind, project)
    if name not in names:
        where = where_looked(find_kind(kind, project), name, project)
        raise _refused("B002", f"没有版式「{name}」", f"有的是：{'、'.join(names)}。{where}")


def _beside(folder: Path) -> set[str]:
    """The editions that the years beside name."""
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in folder.resolve().parent.glob("*/*.y*ml"))
    return {name for text in texts for name in re.findall(r"版式: *[\"']?([\w.-]+)", text)}


def sample_of(kind: str, edition: str, project: Path) -> dict[str, Path]:
    """The files of a sample, by name: the folder `new` of the nearest layer that brings one, else of the kind; of a
    variant of a kind those of its own name in it instead.
    """
    about, layers = find_kind(kind, project), read_layers(kind, edition, project)[0].layers
    usual = [root / about.folder for root in reversed(template_roots(project))]
    home = next((folder for place in (*layers, *usual) if (folder := place / SAMPLE).is_dir()), None)
    if home is None:
        raise NoTemplates(f"{about.folder}/{SAMPLE}", project)
    return {path.name: path for path in (*sorted(home.glob("*.yaml")), *sorted((home / kind).glob("*.yaml")))}


def _filled(text: str, words: dict[str, str]) -> str:
    return re.sub("@(?:年度|次年|上年|版式|种类|部门)@", lambda match: words[match[0]], text)


def _refused(code: str, message: str, remedy: str) -> DataUnusable:
    return DataUnusable([Finding(code, Level.ERROR, message, remedy=remedy)])
