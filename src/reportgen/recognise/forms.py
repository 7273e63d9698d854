"""`templates/exports/` -> the forms that are known, and which of them a sheet is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import ValidationError

from reportgen.recognise.form import (
    BY_CODE,
    CodeRows,
    FormBlock,
    FormColumn,
    NamedRow,
    TableForm,
    Terms,
    row_words,
    words,
)
from reportgen.recognise.labels import fold, heading
from reportgen.recognise.written import (
    BlockWritten,
    ColumnWritten,
    ExportWritten,
    FamilyWritten,
    FormWritten,
    HeadsWritten,
    RowWritten,
    WordsWritten,
)

T = TypeVar("T", bound=ExportWritten)
FOLDER, FAMILY, WORDS = "exports", "family.yaml", "words.yaml"


class FormUnusable(Exception):
    """A file of `exports/` is written wrongly: which, and what is wrong."""


@dataclass(frozen=True)
class Family:
    """What the forms of one export have in common; facts: the patterns of what is wanted of it."""

    id: str
    name: str
    sheet_number: str
    department: tuple[str, ...]
    facts: tuple[str, ...]
    forms: tuple[TableForm, ...]


@dataclass(frozen=True)
class Library:
    """All families. codes: names of codes besides those of the year's list; same: records -> the pick that they are."""

    families: Mapping[str, Family] = field(default_factory=dict)
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """Key of the data -> its head or row -> what other offices call it."""

    @property
    def forms(self) -> Iterator[TableForm]:
        """Those of all families."""
        return (form for family in self.families.values() for form in family.forms)


def load_library(roots: Iterable[Path]) -> Library:
    """The forms below the `exports/` of folders of templates, nearest first: a family that an office has in a folder of
    its own stands before ours. Raises FormUnusable.
    """
    families: dict[str, Family] = {}
    codes: dict[str, tuple[str, ...]] = {}
    same: dict[str, str] = {}
    lists: dict[str, dict[str, tuple[str, ...]]] = {}
    for root in roots:
        folder = root / FOLDER
        if (folder / WORDS).is_file():
            said = _read(folder / WORDS, WordsWritten)
            codes = {**{code: tuple(names) for code, names in said.codes.items()}, **codes}
            same = {**said.same, **same}
            for key, names in said.lists.items():
                lists[key] = {**{name: tuple(called) for name, called in names.items()}, **lists.get(key, {})}
        for path in sorted(folder.glob(f"*/{FAMILY}")):
            if path.parent.name not in families:
                families[path.parent.name] = _family(path)
    return Library(families, codes, same, lists)


def _family(path: Path) -> Family:
    said, ident = _read(path, FamilyWritten), path.parent.name
    forms = [
        _form(file.stem, ident, _read(file, FormWritten), said)
        for file in sorted(path.parent.glob("*.yaml"))
        if file.name != FAMILY
    ]
    for number, entry in enumerate(said.skip):
        forms.append(
            TableForm(
                f"skip-{number}",
                ident,
                frozenset(map(heading, entry.titles)),
                names=frozenset(map(fold, entry.names)),
                skip=entry.why,
            )
        )
    return Family(ident, said.name, said.sheet_number, tuple(said.department), tuple(said.facts), tuple(forms))


def _plain(text: str) -> object:
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - the safe loader, in C


def _read(path: Path, model: type[T]) -> T:
    try:
        return model.model_validate(_plain(path.read_text(encoding="utf-8")) or {})
    except (ValidationError, yaml.YAMLError) as error:
        raise FormUnusable(f"{path.parent.name}/{path.name}: {error}") from error


def _form(ident: str, family: str, said: FormWritten, common: FamilyWritten) -> TableForm:
    return TableForm(
        id=ident,
        family=family,
        titles=frozenset(map(heading, said.titles)),
        names=frozenset(map(fold, said.names)),
        numbers=frozenset(map(fold, said.numbers)),
        blocks=tuple(_block(block, common.heads) for block in said.blocks),
        pick=said.pick or common.pick,
        unit=said.unit,
        skip=said.skip,
        prose=said.prose,
        lost=said.lost,
        instead=tuple(said.instead),
        lacks=said.lacks,
        says=tuple(said.says.items()),
        usual=said.usual,
    )


def _block(said: BlockWritten, heads: HeadsWritten) -> FormBlock:
    columns = [column for entry in said.columns for column in _columns(entry, ())]
    rows = tuple(_row(row) for row in said.rows)
    kinds = {column.kind for column in columns}
    if any(isinstance(row, CodeRows) and row.each in BY_CODE for row in rows):
        for kind, names in (("label", heads.label), ("code", heads.code)):
            if kind not in kinds:
                columns.insert(0, FormColumn(kind, kind, (words(tuple(names)),)))
    if "label" in kinds and "line" not in kinds:
        columns.append(FormColumn("line", "line", (words(tuple(heads.line)),), optional=True))
    return FormBlock(tuple(columns), rows, said.pick)


def _columns(said: ColumnWritten, above: tuple[frozenset[str], ...]) -> Iterator[FormColumn]:
    heads = (*above, words(tuple(said.head or [said.name])))
    if said.columns:
        for below in said.columns:
            yield from _columns(below, heads)
        return
    yield FormColumn(
        said.name or (said.head or [""])[0],
        said.kind,
        heads,
        said.pick,
        said.key,
        _terms(said.formula),
        said.unit,
        said.control or bool(said.formula),
        said.optional or bool(said.lost),
        said.each,
        said.lost,
    )


def _row(said: RowWritten) -> NamedRow | CodeRows:
    if said.each:
        return CodeRows(said.each, said.pick or "")
    return NamedRow(
        said.name,
        row_words(tuple(said.label or [said.name])),
        said.pick,
        said.key,
        keys=said.keys,
        columns=tuple(said.columns),
        formula=_terms(said.formula),
        unit=said.unit,
        control=said.control or bool(said.formula),
        told=said.told,
    )


def _terms(raw: list[str]) -> Terms:
    return tuple((-1, term[1:].strip()) if term.startswith("-") else (1, term) for term in raw)


def number_of(name: str, pattern: str) -> str:
    """Z08_1 of 'Z08-1 一般公共…', 3.15 of '3.15部门收支总表'; "" where the name begins with no number."""
    found = re.match(pattern, fold(name))
    return found[0].replace("-", "_") if found else ""
