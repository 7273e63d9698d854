"""YAML of an edition's own layer -> keys that nothing reads, and overrides that hit nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import reduce
from pathlib import Path
from typing import Any

from reportgen.editions import REFERENCE, EditionError, LayeredFolders, usual_reference
from reportgen.editions.edition import SAMPLE
from reportgen.editions.layers import merge, read
from reportgen.editions.places import words_named
from reportgen.editions.worded import WORDS
from reportgen.editions.written import KindFile
from reportgen.lint.definitions import FILES
from reportgen.lint.files import Gathered, nearest, shown
from reportgen.lint.walk import UNREAD, walk_file
from reportgen.model.finding import Level, Source

STYLES = ("print.css", "screen.css", REFERENCE)
BESIDE = (".md", ".txt")
"""Notes that people keep beside the files."""


def layers(gathered: Gathered, read_by_templates: Mapping[str, Iterable[str]]) -> None:
    """Every YAML file of every layer; and files of the edition's own folder that no part, table or template uses."""
    folders, (tables, sections) = gathered.folders, gathered.of_variants()
    listed = {"tables": {*gathered.table_ids(), *tables}, "sections": {*gathered.section_ids(), *sections}}
    codes = frozenset(_stated_codes(folders))
    also = {**read_by_templates, WORDS: {*read_by_templates.get(WORDS, ()), *words_named(folders.layers)}}
    for number, folder in enumerate(folders.layers):
        below = replace(folders, layers=folders.layers[number + 1 :])
        for path in sorted(p for p in folder.rglob("*.yaml") if folder / SAMPLE not in p.parents):
            file = path.relative_to(folder).as_posix()
            hint = FILES.get(file) or FILES.get(f"{path.parent.relative_to(folder).as_posix()}/*")
            names = listed.get(path.parent.name)
            if hint is None or (number == 0 and names is not None and path.stem not in names):
                near = nearest(path.stem, [Path(f).stem for f in FILES] if names is None else names)
                gathered.add_finding(UNREAD, "这个文件没有哪里用到", Source(shown(path), 1, 1), near)
                continue
            here = _read_from(folders.layers[number:], also) if number else also
            walk_file(gathered, path, hint, _below(below, file), here if file == "edition.yaml" else {}, codes)
    walk_file(gathered, folders.about.file, KindFile, None, {})
    _beside(gathered, folders.layers[0])


def _read_from(layers: tuple[Path, ...], also: Mapping[str, Iterable[str]]) -> Mapping[str, Iterable[str]]:
    """What templates read, and what those of a layer read by themselves: an edition above, which has other sections
    instead of them, leaves no mistake in the layer.
    """
    found = defaultdict[str, set[str]](set, {owner: {*keys} for owner, keys in also.items()})
    for path in (path for layer in layers for path in layer.rglob("*.html")):
        for owner, key in re.findall(r"(\w+)\s*\.\s*(\w+)", path.read_text("utf-8", errors="replace")):
            found["" if owner == "edition" else owner].add(key)
    return found


def _stated_codes(folders: LayeredFolders) -> Iterator[str]:
    """The codes of rules that tables and sections of an edition state."""
    for folder in folders.layers:
        for path in (*folder.glob("tables/*.yaml"), *folder.glob("sections/*.yaml")):
            with suppress(EditionError):  # loading the edition told it
                rules = read(path).get("rules")
                yield from rules if isinstance(rules, dict) else ()


def _beside(gathered: Gathered, own: Path) -> None:
    """Files of other kinds in the edition's own folder: only the style sheets and the reference document are read."""
    if (own / REFERENCE).exists():
        _reference(gathered, own / REFERENCE)
    for path in sorted(p for p in own.rglob("*") if p.is_file() and not p.name.startswith(".")):
        name = path.relative_to(own).as_posix()
        if path.suffix.lower() not in (".yaml", ".html", *BESIDE) and name not in STYLES:
            gathered.add_finding(
                UNREAD,
                "这个文件没有哪里用到",
                Source(shown(path), 1, 1),
                nearest(name, STYLES) or "版式里只有 YAML、模板、print.css 和 reference.docx",
            )


def _reference(gathered: Gathered, path: Path) -> None:
    """The look of Word reports: a style, a page or a footer that is missing."""
    from reportgen.writers.docx.adopt import fitted

    gathered.findings += fitted(path, usual_reference().read_bytes(), Source(shown(path), 1, 1), Level.ERROR)[1]


def _below(rest: LayeredFolders, file: str) -> Any:
    """What the layers below say in this file; None for nothing."""
    with suppress(EditionError):
        if rest.layers and file == "edition.yaml":
            return reduce(merge, (read(folder / file) for folder in reversed(rest.layers)))
        if rest.layers and any((folder / file).is_file() for folder in rest.layers):
            return rest.layered(file)
    return None
