"""An empty place -> a complete, commented department-year that builds: the sample that explains itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from reportgen.atomic_write import CannotWrite, replace_files
from reportgen.editions import find_kind, list_editions, template_roots, usual_kind
from reportgen.editions.edition import SAMPLE, read_layers
from reportgen.model.finding import DataUnusable, Finding, Level

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
    words = {"@年度@": str(year), "@次年@": str(year + 1), "@上年@": str(year - 1), "@版式@": edition}
    sample = _sample(kind, edition, folder.resolve().parent)
    texts = {path.name: _filled(path.read_text(encoding="utf-8"), words) for path in sorted(sample.glob("*.yaml"))}
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


def edition_for(year: int | None, folder: Path, kind: str) -> str:
    """The edition of a year; else the latest before it, or the latest of all.

    Another province's is asked for by name.
    """
    known = list_editions(kind, folder.resolve().parent)
    first = known[0].partition("-")[0] if known else ""
    names = [name for name in known if name.partition("-")[0] == first] or known
    dated = sorted((made, name) for name in names if (made := year_in(name)))
    fitting = [name for made, name in dated if year is None or made <= year]
    return (fitting or [name for _, name in dated] or names)[-1]


def require_edition(name: str, folder: Path, kind: str) -> None:
    """Refuse an edition that is not there."""
    names = list_editions(kind, folder.resolve().parent)
    if name not in names:
        raise _refused("B002", f"没有版式「{name}」", f"有的是：{'、'.join(names)}")


def year_in(name: str) -> int | None:
    """The year in the name of a folder or an edition: 2023, hubei-2023, 2023年度."""
    match = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", name, re.ASCII)
    return int(match[0]) if match else None


def _sample(kind: str, edition: str, project: Path) -> Path:
    """The sample of the nearest layer that brings one in a folder `new`, else the kind's own beside its editions."""
    home = find_kind(kind).folder
    layers = read_layers(kind, edition, project)[0].layers
    usual = [root / home for root in reversed(template_roots())]
    return next(folder for place in (*layers, *usual) if (folder := place / SAMPLE).is_dir())


def _filled(text: str, words: dict[str, str]) -> str:
    return re.sub("@(?:年度|次年|上年|版式)@", lambda match: words[match[0]], text)


def _refused(code: str, message: str, remedy: str) -> DataUnusable:
    return DataUnusable([Finding(code, Level.ERROR, message, remedy=remedy)])
