"""What a file tells of subjects, beside the list that is used -> the changes of an office's own list, and that list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from reportgen.atomic_write import replace_files
from reportgen.editions.homes import FOLDER as TEMPLATES
from reportgen.editions.layers import EditionError
from reportgen.editions.nodes import child, pairs
from reportgen.editions.subjects import FOLDER, LISTED, load_subjects
from reportgen.editions.years import year_in
from reportgen.workspace.learn.codes import learned
from reportgen.workspace.learn.rows import tables_of
from reportgen.workspace.subjects import ECONOMIC, FUNCTIONAL

SOURCES = "来源"


@dataclass(frozen=True)
class NewName:
    """A subject that the list lacks (old: ''), or names otherwise."""

    code: str
    old: str
    new: str

    @property
    def table(self) -> str:
        """功能科目 or 经济科目."""
        return ECONOMIC if self.code.startswith("3") else FUNCTIONAL


@dataclass(frozen=True)
class Learned:
    """What a file tells. same: codes that the list has by this name; doubtful: those with several names in the file;
    lost: those whose 类 or 款 neither has.
    """

    source: Path
    file: Path
    listed: str
    year: str
    changes: tuple[NewName, ...]
    same: int
    doubtful: Mapping[str, list[str]]
    lost: tuple[NewName, ...]

    @property
    def nothing(self) -> bool:
        """No code with a name stands in the file."""
        return not (self.changes or self.same or self.doubtful or self.lost)


def learn(source: Path, year: str, folder: Path) -> Learned:
    """Compare a file with the list of a year as it is used in a folder. Raises NoTable, EditionError."""
    project = folder.resolve()
    project = project.parent if year_in(project.name) else project
    content = load_subjects(year, project)
    names, doubtful = learned(tables_of(source))
    known = _names(content)
    new = [NewName(code, known.get(code, ""), name) for code, name in names.items() if known.get(code) != name]
    told = {*known, *names}
    lost = tuple(one for one in new if any(one.code[:n] not in told for n in (3, 5) if n < len(one.code)))
    changes = tuple(sorted((one for one in new if one not in lost), key=lambda one: one.code))
    file = project / TEMPLATES / FOLDER / f"{year}.yaml"
    same = sum(known.get(code) == name for code, name in names.items())
    return Learned(source, file, str(content[LISTED]), year, changes, same, doubtful, lost)


def write(told: Learned, changes: tuple[NewName, ...]) -> None:
    """Put the changes into the office's own list; what stands there otherwise stays as it is.
    Raises EditionError, CannotWrite.
    """
    text = told.file.read_text(encoding="utf-8") if told.file.is_file() else _begun(told)
    if told.source.name not in sources_told(text):
        text = _with_source(text, told.source.name)
    for name in (FUNCTIONAL, ECONOMIC):
        own = [one for one in changes if one.table == name]
        if own:
            text = _put(text, name, own, told.file)
    replace_files({told.file: text.encode()})


def _names(content: Mapping[str, Any]) -> dict[str, str]:
    functional = {str(code): str(entry.get("name", "")) for code, entry in (content.get(FUNCTIONAL) or {}).items()}
    economic = {str(code): str(name) for code, name in (content.get(ECONOMIC) or {}).items()}
    return {**functional, **economic}


def _begun(told: Learned) -> str:
    return f"""\
# {told.year} 年度用的科目：只写和 {told.listed} 年的科目表不同的；写 null 是去掉。
extends: "{told.listed}"

{SOURCES}:
  - {told.source.name}
"""


def _put(text: str, name: str, changes: list[NewName], file: Path) -> str:
    """The text with these subjects in one of its mappings: names that stand there are replaced, others added."""
    node = child(yaml.compose(text), name)
    if node is None:
        return f"{text.rstrip()}\n\n{name}:\n{''.join(map(_line, changes))}"
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        raise EditionError(f"{file} 里的「{name}」不是一行一个，不能往里加；请改成一行一个再学", key="subjects")
    written = {key: value for key, _, value in pairs(node)}
    edits = [(*_span(written[one.code]), one) for one in changes if one.code in written]
    added = "".join(_line(one) for one in changes if one.code not in written)
    end = max(value.end_mark.index for _, _, value in pairs(node))
    at = text.find("\n", end) + 1 or len(text)
    head = text[:at] if text[:at].endswith("\n") else text[:at] + "\n"
    text = head + added + text[at:]
    for start, stop, one in sorted(edits, key=lambda edit: -edit[0]):
        text = text[:start] + _scalar(one.new) + text[stop:]
    return text


def _span(node: yaml.Node) -> tuple[int, int]:
    """Where the name stands of a subject that is written already."""
    value = child(node, "name") if isinstance(node, yaml.MappingNode) else node
    if value is None:
        raise EditionError("科目写着却没有 name，请先补上", key="subjects")
    return value.start_mark.index, value.end_mark.index


def _line(one: NewName) -> str:
    name = _scalar(one.new)
    return f'  "{one.code}": {name}\n' if one.table == ECONOMIC else f'  "{one.code}": {{name: {name}}}\n'


def _scalar(text: str) -> str:
    """A name as it stands in YAML."""
    plain = not any(mark in text for mark in ":#{}[],&*!|>%@`\"'") and text == text.strip()
    return text if plain else "'" + text.replace("'", "''") + "'"


def sources_told(text: str) -> list[str]:
    """What the office's own list says that it is known from."""
    node = child(yaml.compose(text), SOURCES)
    return [str(entry.value) for entry in (node.value if isinstance(node, yaml.SequenceNode) else ())]


def _with_source(text: str, name: str) -> str:
    """The text with one more line of what it is known from; a list of another shape stays as it is."""
    node = child(yaml.compose(text), SOURCES)
    if node is None:
        return f"{text.rstrip()}\n\n{SOURCES}:\n  - {_scalar(name)}\n"
    if not isinstance(node, yaml.SequenceNode) or node.flow_style or not node.value:
        return text
    at = text.find("\n", node.value[-1].end_mark.index) + 1
    return f"{text[:at]}  - {_scalar(name)}\n{text[at:]}" if at else f"{text}\n  - {_scalar(name)}\n"
