"""Findings in files of the layers below -> what the edition's own layer has to do with them.

A layer answers for what it says. What the edition below has wrong already stays where it is; what it says and this one
doesn't use is nobody's mistake; what this one breaks is told where it does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import yaml

from reportgen.editions.nodes import compose_yaml, pairs
from reportgen.lint.files import Gathered, is_null, shown, source_of
from reportgen.lint.walk import UNREAD
from reportgen.model.finding import Finding, Source

TWINS = {".yaml": ".html", ".html": ".yaml"}
"""A section is two files: what one of them says of the other is wrong in either."""
SHORTEST = 2
"""Names of fewer letters stand in a line by accident."""
LISTING = {"E002": ("subjects", "tables"), "E004": ("tables", "subjects"), "E005": ("tables", "subjects")}
"""The settings that decide which figures and subjects there are."""


Judged = tuple[list[Finding], list[Finding]]
"""What is found in an edition and the layers below it, as it shows; and the same, each where it can be mended."""


def blamed(gathered: Gathered, found: list[Finding], below: Callable[[], Judged]) -> list[Finding]:
    """The findings, each where it can be mended. below: those of the edition below."""
    others = tuple(_folder(layer) for layer in gathered.folders.layers[1:])
    inherited = [f for f in found if f.source and f.source.file.startswith(others) and not in_own_layer(gathered, f)]
    if not inherited:
        return found
    already, told = below()
    here = [f for f in found if f not in inherited]
    broken = [_told(gathered, f) for f in inherited if f not in already and f.code != UNREAD]
    return [*here, *_once(broken), *(told if any(f in already for f in inherited) else ())]


def in_own_layer(gathered: Gathered, finding: Finding) -> bool:
    """Whether it stands in a file of the edition's own."""
    return finding.source is not None and finding.source.file.startswith(_folder(gathered.folders.layers[0]))


def _once(told: list[Finding]) -> Iterator[Finding]:
    """One finding for one cause: the first, and how many more places there are."""
    causes: dict[tuple[str, Source | None], list[Finding]] = {}
    for finding in told:
        causes.setdefault((finding.code, finding.source), []).append(finding)
    for first, *more in causes.values():
        yield replace(first, message=f"{first.message}（这样的还有 {len(more)} 处）") if more else first


def _folder(layer: Path) -> str:
    return shown(layer / "edition.yaml").removesuffix("edition.yaml")


def _told(gathered: Gathered, finding: Finding) -> Finding:
    """The finding at what causes it in the edition's own layer."""
    place = finding.source
    if place is None:
        return finding
    own, *others = gathered.folders.layers
    layer = next(layer for layer in others if place.file.startswith(_folder(layer)))
    file = place.file.removeprefix(_folder(layer))
    where = f"下一层的 {layer.name}/{file} 第 {place.line} 行，站在这一层上就不对了：{finding.message}"
    lines = (layer / file).read_text(encoding="utf-8").splitlines()
    text = lines[(place.line or 1) - 1] if (place.line or 1) <= len(lines) else ""
    cause = next(_causes(own, file, text, finding.code), Source(shown(own / "edition.yaml"), 1, 1))
    return replace(finding, message=where, source=cause)


def _causes(own: Path, file: str, text: str, code: str) -> Iterator[Source]:
    """Where the own layer has a say in this line of a file below, the likeliest first: what it took away, the same
    file, its twin, what it lists.
    """
    said = compose_yaml(own / "edition.yaml")
    deleted = sorted(_deleted(said), key=lambda one: -len(one[0]))
    for name, node in deleted:
        if len(name) >= SHORTEST and (named := name.strip("*.")) and named in text:
            yield source_of(own / "edition.yaml", node)
    path = Path(file)
    for name in (file, str(path.with_suffix(TWINS.get(path.suffix, path.suffix)))):
        if (own / name).is_file():
            yield Source(shown(own / name), 1, 1)
    for name, node in deleted:
        if "*" in name:
            yield source_of(own / "edition.yaml", node)
    for key, node, _ in pairs(said):
        if key in LISTING.get(code, ()):
            yield source_of(own / "edition.yaml", node)


def _deleted(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
    """The keys that say null, wherever they stand."""
    for key, key_node, value in pairs(node):
        if is_null(value):
            yield key, key_node
        yield from _deleted(value)
