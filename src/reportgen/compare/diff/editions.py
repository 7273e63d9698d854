"""Two editions -> the files in which they differ, in words: what changed there did not change in the data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportgen.editions import Edition
from reportgen.lint.templates import DOCUMENTS

_KINDS = (
    ("sections/", "文字"),
    ("tables/", "表的格式"),
    ("edition.yaml", "设置"),
    ("terms.yaml", "名词解释"),
    ("figures.yaml", "合计的算法"),
)


@dataclass(frozen=True)
class EditionChange:
    """A file of the edition that came, went or changed; or its name."""

    file: str
    what: str
    how: str


def edition_changes(old: Edition, new: Edition) -> tuple[EditionChange, ...]:
    """What differs between the two, looks and documents besides the report left out: they change no word of it."""
    found = [EditionChange("版式", f"{old.name} → {new.name}", "改动")] if old.name != new.name else []
    if [p.resolve() for p in old.layers] != [p.resolve() for p in new.layers]:
        before, after = _files(old), _files(new)
        besides = {*DOCUMENTS} - {"report.html"}
        for name in sorted({*before, *after}):
            if name not in besides and before.get(name) != after.get(name):
                how = "新增" if name not in before else "删去" if name not in after else "改动"
                found.append(EditionChange(name, _what(name), how))
    if old.subjects != new.subjects:
        found.append(EditionChange("科目表", "科目的名称和说明", "改动"))
    return tuple(found)


def _files(edition: Edition) -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = {}
    for layer in edition.layers:
        for path in sorted(layer.rglob("*")):
            if path.is_file() and path.suffix in (".html", ".yaml") and not path.name.startswith("."):
                found.setdefault(_name(path, layer), []).append(path.read_bytes())
    return found


def _name(path: Path, layer: Path) -> str:
    return path.relative_to(layer).as_posix()


def _what(name: str) -> str:
    return next((what for start, what in _KINDS if name.startswith(start)), "模板")
