"""YAML of an edition's own layer -> keys that nothing reads, and overrides that hit nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import reduce
from pathlib import Path
from typing import Any

import yaml

from reportgen.editions import REFERENCE, Edition, EditionError, usual_reference
from reportgen.editions.layers import PLACING, merge, read
from reportgen.lint.files import Gathered, compose_yaml, is_null, nearest, pairs, shown, source_of
from reportgen.lint.kinds import ValueKind
from reportgen.lint.shapes import ANY, FILES, FREE, Shape
from reportgen.model.finding import Source

UNREAD, HITS_NOTHING, WRONG = "E007", "E009", "E010"
STYLES = ("print.css", REFERENCE)
BESIDE = (".md", ".txt")
"""Notes that people keep beside the files."""


class Walk:
    """One file of a layer against the shape of such files and against what the layers below say."""

    def __init__(self, gathered: Gathered, path: Path, also: Mapping[str, Iterable[str]]) -> None:
        self.gathered, self.path, self.also = gathered, path, also

    def find(self, code: str, message: str, node: yaml.Node, remedy: str = "") -> None:
        """Collect a finding at a node."""
        self.gathered.add_finding(code, message, source_of(self.path, node), remedy)

    def walk(self, node: yaml.Node, shape: Shape, below: Any, name: str) -> None:
        """Descend into a node. `below`: what the layers below have here, None for nothing."""
        if isinstance(shape, ValueKind):
            if not shape.fits(node):
                said = f"，写的是「{node.value}」" if isinstance(node, yaml.ScalarNode) else ""
                self.find(WRONG, f"「{name}」应是{' ' * shape.told[0].isascii()}{shape.told}{said}", node)
        elif isinstance(shape, dict) and isinstance(node, yaml.MappingNode):
            self._mapping(node, shape, below, name)
        elif isinstance(shape, list) and isinstance(node, yaml.SequenceNode):
            for item in node.value:
                self.walk(item, shape[0], None, name)
        elif isinstance(shape, list) and isinstance(node, yaml.MappingNode):
            self._edited(node, shape[0], below, name)

    def _mapping(self, node: yaml.MappingNode, shape: dict[str, Shape], below: Any, name: str) -> None:
        seen: dict[str, int] = {}
        known = [*(k for k in shape if k != FREE), *self.also.get(name, ())]
        for key, key_node, value in pairs(node):
            if key in seen:
                self.find(
                    UNREAD, f"「{key}」写了两次，上一次在第 {seen[key]} 行，只有后一次有用", key_node, "请删去一处"
                )
            seen[key] = key_node.start_mark.line + 1
            if is_null(value):
                kind = shape.get(key)
                if isinstance(kind, ValueKind) and kind.needed:
                    self.find(
                        WRONG,
                        f"「{key}」后面没有写，等于删去它；模板和程序要用它",
                        key_node,
                        f"请写上（{kind.told}），或删掉这一行，用下一层的",
                    )
                elif not (isinstance(below, Mapping) and key in below):
                    self.find(HITS_NOTHING, f"要删去的「{key}」在下面各层里没有", key_node, nearest(key, below or ()))
            elif FREE not in shape and key not in known:
                self.find(
                    UNREAD,
                    f"没有哪里读「{key}」" + (f"（在「{name}」里）" if name else ""),
                    key_node,
                    nearest(key, known),
                )
            else:
                under = below.get(key) if isinstance(below, Mapping) else None
                self.walk(value, shape.get(key, shape.get(FREE, ANY)), under, key)

    def _edited(self, node: yaml.MappingNode, shape: Shape, below: Any, name: str) -> None:
        """A mapping laid on a list: each key must be a name in that list, or a new one with its place."""
        name = name or self.path.name
        if not isinstance(below, list):
            self.find(HITS_NOTHING, f"「{name}」写成了映射，要改的列表在下面各层里却没有", node, "请写成列表")
            return
        items = {str(i.get("name")): i for i in below if isinstance(i, Mapping) and i.get("name")}
        seen: dict[str, int] = {}
        for key, key_node, value in pairs(node):
            if key in seen:
                self.find(
                    UNREAD, f"「{key}」写了两次，上一次在第 {seen[key]} 行，只有后一次有用", key_node, "请删去一处"
                )
                continue
            seen[key] = key_node.start_mark.line + 1
            if is_null(value):
                if items.pop(key, None) is None:
                    self.find(HITS_NOTHING, f"要删去的「{key}」在「{name}」里没有", key_node, nearest(key, items))
                continue
            placed = {word: node for word, _, node in pairs(value) if word in PLACING}
            place = str(getattr(placed.get("after"), "value", ""))
            if key in items:
                for word, where in placed.items():
                    self.find(
                        HITS_NOTHING,
                        f"「{key}」本来就在「{name}」里，{word} 不会移动它",
                        where,
                        "要换次序请把整个列表重写",
                    )
            elif not placed:
                self.find(
                    HITS_NOTHING,
                    f"「{name}」里没有「{key}」，会当作新的加在最后",
                    key_node,
                    nearest(key, items) or "要加新的，请写 after: 放在谁后面（放在最前写 first: true）",
                )
            elif "first" not in placed and place not in items:
                self.find(HITS_NOTHING, f"after: 「{place}」在「{name}」里没有", placed["after"], nearest(place, items))
            if isinstance(shape, dict):
                self.walk(value, {**shape, **dict.fromkeys(PLACING, ANY)}, items.get(key), key)
            items.setdefault(key, {"name": key})


def layers(gathered: Gathered, read_by_templates: Mapping[str, Iterable[str]]) -> None:
    """Every YAML file of every layer; and files of the edition's own folder that no part, table or template uses."""
    edition = gathered.edition
    for number, folder in enumerate(edition.layers):
        below = replace(edition, layers=edition.layers[number + 1 :])
        for path in sorted(folder.rglob("*.yaml")):
            file = path.relative_to(folder).as_posix()
            shape = FILES.get(file) or FILES.get(f"{path.parent.relative_to(folder).as_posix()}/*")
            if shape is None or (number == 0 and not _used(edition, path.parent.name, path.stem)):
                gathered.add_finding(
                    UNREAD, "这个文件没有哪里用到", Source(shown(path), 1, 1), _near_file(edition, path)
                )
                continue
            walk_file(gathered, path, shape, _below(below, file), read_by_templates if file == "edition.yaml" else {})
    _beside(gathered, edition.layers[0])


def _beside(gathered: Gathered, own: Path) -> None:
    """Files of other kinds in the edition's own folder: only the style sheets are read."""
    for path in sorted(p for p in own.rglob("*") if p.is_file() and not p.name.startswith(".")):
        name = path.relative_to(own).as_posix()
        if name == REFERENCE:
            _reference(gathered, path)
        if path.suffix.lower() not in (".yaml", ".html", *BESIDE) and name not in STYLES:
            gathered.add_finding(
                UNREAD,
                "这个文件没有哪里用到",
                Source(shown(path), 1, 1),
                nearest(name, STYLES) or "版式里只有 YAML、模板、print.css 和 reference.docx",
            )


def _reference(gathered: Gathered, path: Path) -> None:
    """The look of Word reports: a style, a page or a header that is missing."""
    from reportgen.writers.docx.adopt import UnfitReference, adopted

    try:
        adopted(path.read_bytes(), usual_reference().read_bytes())
    except UnfitReference as unfit:
        for lack in unfit.lacks:
            gathered.add_finding(
                WRONG, lack, Source(shown(path), 1, 1), "在 Word 里补上，或从 templates/shared/reference.docx 重新改起"
            )


def walk_file(gathered: Gathered, path: Path, shape: Shape, below: Any, also: Mapping[str, Iterable[str]]) -> None:
    """One file against its shape and the layers below."""
    with suppress(yaml.YAMLError):  # loading the edition told it
        node = compose_yaml(path)
        if node is not None:
            Walk(gathered, path, also).walk(node, shape, below, "")


def _used(edition: Edition, folder: str, name: str) -> bool:
    return name in _listed(edition).get(folder, (name,))


def _near_file(edition: Edition, path: Path) -> str:
    return nearest(path.stem, _listed(edition).get(path.parent.name, [Path(f).stem for f in FILES]))


def _listed(edition: Edition) -> dict[str, list[str]]:
    tables = edition.settings["tables"]
    return {"tables": [str(t) for t in tables] if isinstance(tables, list) else [], "sections": section_ids(edition)}


def section_ids(edition: Edition) -> list[str]:
    """The sections that the edition prints."""
    parts = edition.settings["parts"]
    named = [part.get("sections") for part in parts if isinstance(part, Mapping)] if isinstance(parts, list) else []
    return [str(s) for sections in named if isinstance(sections, list) for s in sections]


def _below(rest: Edition, file: str) -> Any:
    """What the layers below say in this file; None for nothing."""
    with suppress(EditionError):
        if rest.layers and file == "edition.yaml":
            return reduce(merge, (read(folder / file) for folder in reversed(rest.layers)))
        if rest.layers and any((folder / file).is_file() for folder in rest.layers):
            return rest.layered(file)
    return None
