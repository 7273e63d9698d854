"""What stands in an office's own layers of an edition, by file and line: keys that nothing reads, wrong values.

The lint tells more, of every layer and with specimens; this is as much as can be told at every build.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import yaml
from pydantic import BaseModel

from reportgen.editions.edition import Edition, LayeredFolders
from reportgen.editions.homes import shipped_roots
from reportgen.editions.kinds import shadows
from reportgen.editions.layers import PLACING, EditionError
from reportgen.editions.nodes import compose_yaml, pairs
from reportgen.editions.worded import WORDS
from reportgen.model.finding import Finding, Level, Source

FILE = "edition.yaml"
UNREAD, SHADOWS = "E007", "E011"


def unread_keys(edition: Edition) -> Iterator[Finding]:
    """Keys of the office's own edition.yaml that neither the program nor any template of the edition reads."""
    own = [layer for layer in edition.layers if not any(layer.is_relative_to(root) for root in shipped_roots())]
    unknown = list(_unknown(edition.settings, ())) if own else []
    templates = _templates(edition.layers) if unknown else ""
    worded = words_named(edition.layers) if unknown else set()
    for path, known in unknown:
        if not re.search(_reading(path), templates) and not (path[:-1] == (WORDS,) and path[-1] in worded):
            yield from (_unread(path, known, place) for layer in own for place in _keys(layer, path))


def words_named(layers: Iterable[Path]) -> set[str]:
    """The words that the YAML files of an edition's layers name in braces."""
    found: set[str] = set()
    for path in (p for layer in layers for p in layer.rglob("*.yaml")):
        with suppress(OSError, UnicodeDecodeError):  # loading the edition told it
            found |= {*re.findall(r"\{(\w+)\}", path.read_text(encoding="utf-8"))}
    return found


def shadowing_kinds(edition: Edition, project: Path | None) -> Iterator[Finding]:
    """A kind.yaml of the office's own by which the kind of this report is known, in place of the one that travels with
    the tool.
    """
    for own, shipped in shadows(project):
        if edition.about.file == own:
            yield shadowing(own, shipped)


def shadowing(own: Path, shipped: Path) -> Finding:
    """A kind.yaml that takes another one's place, most likely by accident."""
    name = f"{own.parent.name}/{own.name}"
    same = own.read_bytes() == shipped.read_bytes()
    differs = "内容一样，以后程序的改了它不会跟着改" if same else "内容不同，用的是这一份"
    message = f"这个 kind.yaml 盖住了程序自带的同名的报告种类（{differs}）"
    remedy = "做版式用不着它，请删去；要做另一种报告，换一个 name 和文件夹"
    return Finding(SHADOWS, Level.WARNING, message, Source(name, 1, 1), remedy=remedy)


def said_at(folders: LayeredFolders, file: str, key: str) -> Source | None:
    """Where the nearest layer says most of a key such as precision.万元; None where no layer says anything of it."""
    found: list[tuple[int, int, Source]] = []
    for number, layer in enumerate(folders.layers):
        if (layer / file).is_file():
            depth, node = 0, compose_yaml(layer / file)
            for name in key.split("."):
                below = _below(node, name)
                if below is None:
                    break
                depth, node = depth + 1, below
            if depth and node is not None:
                found.append((depth, -number, _source(layer, file, node)))
    return max(found, key=lambda entry: entry[:2])[2] if found else None


def place_of(folders: LayeredFolders, error: EditionError) -> Source | None:
    """Where an edition's error stands in its YAML: at its key, at its words, else at the head of the table's file."""
    if error.key and (place := said_at(folders, error.file, error.key)):
        return place
    files = [(layer, layer / error.file) for layer in folders.layers if (layer / error.file).is_file()]
    for layer, path in files if error.words else ():
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if error.words in line and not line.lstrip().startswith("#"):
                return Source(f"{layer.name}/{error.file}", number, line.index(error.words) + 1)
    if not files:
        return _listed(folders, Path(error.file).stem)
    return Source(f"{files[0][0].name}/{error.file}", 1, 1) if error.file != FILE else None


def _listed(folders: LayeredFolders, name: str) -> Source | None:
    """Where the nearest layer names a table or a section that has no file."""
    for layer in folders.layers:
        path = layer / FILE
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
        for number, line in enumerate(lines, 1):
            if found := re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", line.split("#", 1)[0]):
                return Source(f"{layer.name}/{FILE}", number, found.start() + 1)
    return None


def _unknown(said: BaseModel, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """The keys that no definition names, each by its path, with those that its mapping may have."""
    fields = type(said).model_fields
    known = [field.alias or name for name, field in fields.items()]
    for key in said.model_extra or {}:
        if key not in PLACING:
            yield (*above, key), known
    for name, field in fields.items():
        value, path = getattr(said, name), (*above, field.alias or name)
        named = value.items() if isinstance(value, dict) else _by_name(value) if isinstance(value, list) else ()
        for key, entry in ((None, value), *named):
            if isinstance(entry, BaseModel):
                yield from _unknown(entry, path if key is None else (*path, key))


def _by_name(entries: list[object]) -> Iterator[tuple[str, object]]:
    return ((str(getattr(entry, "name", "")), entry) for entry in entries)


def _reading(path: tuple[str, ...]) -> str:
    """How a template reads it: edition.slogan, words.局, edition["slogan"]."""
    owner, key = path[-2] if len(path) > 1 else "edition", re.escape(path[-1])
    return rf"\b{re.escape(owner)}\s*(?:\.\s*{key}\b|\[\s*['\"]{key}['\"])"


def _templates(layers: Iterable[Path]) -> str:
    return "\n".join(
        path.read_text(encoding="utf-8", errors="replace") for layer in layers for path in sorted(layer.rglob("*.html"))
    )


def _keys(layer: Path, path: tuple[str, ...]) -> Iterator[Source]:
    """Where a layer writes this key."""
    node = compose_yaml(layer / FILE)
    for name in path[:-1]:
        node = _below(node, name)
    yield from (_source(layer, FILE, key) for name, key, _ in pairs(node) if name == path[-1])


def _below(node: yaml.Node | None, name: str) -> yaml.Node | None:
    """What stands under a key, or in a list under a name or number."""
    if isinstance(node, yaml.SequenceNode):
        items = {str(number): item for number, item in enumerate(node.value)}
        named = {str(value.value): item for item in node.value for key, _, value in pairs(item) if key == "name"}
        return named.get(name, items.get(name))
    return next((value for key, _, value in pairs(node) if key == name), None)


def _unread(path: tuple[str, ...], known: list[str], place: Source) -> Finding:
    where = f"（在「{path[-2]}」里）" if len(path) > 1 else ""
    near = difflib.get_close_matches(path[-1], known, 1, 0.5)
    remedy = f"是不是「{near[0]}」？" if near else "请删去；自己的模板要用它，写 edition.名字"
    return Finding(UNREAD, Level.WARNING, f"版式里没有哪里读「{path[-1]}」{where}", place, remedy=remedy)


def _source(layer: Path, file: str, node: yaml.Node) -> Source:
    return Source(f"{layer.name}/{file}", node.start_mark.line + 1, node.start_mark.column + 1)
