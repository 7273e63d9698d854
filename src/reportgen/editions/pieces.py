"""An edition -> its pieces, each with the layers that it comes from: settings, tables, sections, macros, lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportgen.editions.edition import REFERENCE, Edition
from reportgen.editions.homes import template_roots
from reportgen.editions.layers import read
from reportgen.editions.subjects import LISTED, list_files

SETTINGS = "edition.yaml"
WHOLE = ("report.html", "terms.yaml", "figures.yaml", "checksheet.yaml", "print.css", "screen.css", REFERENCE)
"""Files that are no table and no section."""
_MACRO = re.compile(r"\{%-?\s*macro\s+([A-Za-z]\w*)")


@dataclass(frozen=True)
class Piece:
    """A piece of an edition. layers: those that say something of it, own first: what a layer says goes before what the
    layers behind it say."""

    group: str
    name: str
    layers: tuple[Path, ...]
    title: str = ""


def pieces(edition: Edition, project: Path | None = None) -> Iterator[Piece]:
    """Every piece, group by group."""
    yield from _settings(edition)
    for table in edition.tables:
        yield Piece("表", f"tables/{table.id}.yaml", _having(edition, f"tables/{table.id}.yaml"), table.title)
    for part in edition.parts:
        for section in part.sections:
            for suffix in ("yaml", "html"):
                file = f"sections/{section.id}.{suffix}"
                yield Piece("节", file, _having(edition, file), section.heading)
    yield from _macros(edition)
    for file in WHOLE:
        if layers := _having(edition, file):
            yield Piece("其他文件", file, layers)
    yield Piece("科目表", str(edition.subjects.get(LISTED, "")), tuple(_lists(edition, project)))


def _settings(edition: Edition) -> Iterator[Piece]:
    """The keys of edition.yaml in the order of the layers, lowest first; of a mapping what each layer says of it."""
    said = [(layer, read(layer / SETTINGS)) for layer in edition.layers if (layer / SETTINGS).is_file()]
    for key in dict.fromkeys(key for _, content in said[::-1] for key in content if key != "extends"):
        own = key == "years"  # a layer's own, not those of the layers below
        layers = [layer for layer, content in (said[:1] if own else said) if key in content]
        nearest = next(content[key] for layer, content in said if key in content)
        if layers:
            yield Piece("设置", key, tuple(layers if isinstance(nearest, dict) else layers[:1]))


def _macros(edition: Edition) -> Iterator[Piece]:
    files = sorted({path.name for layer in edition.layers for path in layer.glob("*.html")})
    for file in files:
        found: dict[str, list[Path]] = {}
        for layer in _having(edition, file):
            for name in _MACRO.findall((layer / file).read_text(encoding="utf-8")):
                found.setdefault(name, []).append(layer)
        yield from (Piece("宏", f"{file} {name}", tuple(layers)) for name, layers in found.items())


def _having(edition: Edition, file: str) -> tuple[Path, ...]:
    return tuple(layer for layer in edition.layers if (layer / file).is_file())


def _lists(edition: Edition, project: Path | None) -> list[Path]:
    """The files of the list of subjects, its own first."""
    listed = str(edition.subjects.get(LISTED, ""))
    return list_files(listed, template_roots(project), lambda path: str(read(path).get("extends") or ""))
