"""The data as they stand now: a person's texts with their places, and the figures that they give."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from pydantic import BaseModel

from reportgen.build import BuiltReport
from reportgen.document.explain import Explainer
from reportgen.load import Loaded
from reportgen.load.nodes import Mapping
from reportgen.load.spans import Span
from reportgen.model.department import DepartmentYear
from reportgen.model.finding import Source
from reportgen.model.schema import is_many, records_in
from reportgen.review.pull.data_changes import Stretch, TextChange

_NAME = re.compile(r"[^\s，。；：！？｛｝、|\d.]{2,40}")


@dataclass(frozen=True)
class OwnText:
    """A text of the data: its address, the keys and row numbers down to it, its words as typed,
    and where they stand.
    """

    address: str
    path: tuple[str | int, ...]
    words: str
    source: Source
    span: Span | None

    def __str__(self) -> str:
        return f"{self.source.file}:{self.source.line} {self.address}"

    def changed(self, *stretches: Stretch) -> TextChange:
        """The change that replaces stretches of it."""
        return TextChange(self.address, self.source, self.span, self.words, stretches)

    def replaced(self, words: str) -> TextChange:
        """The change that replaces all of it."""
        return self.changed((0, len(self.words), words))

    @property
    def in_row(self) -> bool:
        """Whether it stands in a row of a table or a list."""
        return any(isinstance(key, int) for key in self.path[:-1])

    @property
    def list_keys(self) -> tuple[str, ...] | None:
        """The keys of the list that it is an item of; None where it is none, or is deeper in rows."""
        if not isinstance(self.path[-1], int) or self.in_row:
            return None
        return tuple(str(key) for key in self.path[:-1])

    @property
    def number(self) -> int:
        """Which item of its list it is, from 0."""
        last = self.path[-1]
        return last if isinstance(last, int) else 0


class CurrentData:
    """One department-year and the figures of one report of it."""

    def __init__(self, made: BuiltReport) -> None:
        self.book, self.loaded = made.book, made.book.loaded
        self._made = made

    def text_at(self, address: str) -> OwnText | None:
        """The text at an address; None where nobody wrote one."""
        words, path = self.loaded.texts.get(address), self.loaded.addresses.get(address)
        if words is None or path is None:
            return None
        return OwnText(address, path, words, self.loaded.sources[path], self.loaded.span(*path))

    def text_from(self, source: Source) -> OwnText | None:
        """The text that begins at a place."""
        addresses = self.loaded.addresses.items()
        found = (address for address, path in addresses if self.loaded.sources.get(path) == source)
        return next(map(self.text_at, found), None)

    def texts_that_say(self, words: str) -> list[OwnText]:
        """Every text that is exactly these words."""
        addresses = [address for address, text in self.loaded.texts.items() if text.strip() == words]
        return [text for address in addresses if (text := self.text_at(address))]

    @cached_property
    def subject_names(self) -> dict[str, str]:
        """What the codes of the year's list and of the data are called."""
        listed = self.book.edition.subjects
        codes = {*listed.get("功能科目", {}), *listed.get("经济科目", {}), *self.loaded.data.subjects}
        return {str(code): self.book.subject_name(str(code)) for code in codes}

    @cached_property
    def names(self) -> frozenset[str]:
        """Names that the data have: short texts and keys, and what the subjects are called."""
        texts = (text.strip() for text in self.loaded.texts.values())
        keys = (key for node in self.loaded.nodes.values() if isinstance(node, Mapping) for key in node.entries)
        return frozenset(filter(_NAME.fullmatch, (*texts, *keys, *self.subject_names.values())))

    @cached_property
    def edition_words(self) -> str:
        """All that the edition's files say, without blanks."""
        files = (path for layer in self.book.edition.layers for path in sorted(layer.rglob("*")) if path.is_file())
        own = (path.read_text(encoding="utf-8", errors="ignore") for path in files if path.suffix in (".html", ".yaml"))
        return "".join("".join(own).split())

    @cached_property
    def explainer(self) -> Explainer:
        """What tells from which lines a figure comes."""
        return Explainer(self.book, self._made.document)


def path_in(loaded: Loaded, address: str) -> tuple[str | int, ...]:
    """The keys and row numbers down to a text, or the keys down to an entry that is a list; () where there is none."""
    keys = tuple(address.split("."))
    return loaded.addresses.get(address) or (keys if keys in loaded.nodes else ())


def keys_of(address: str, model: type[BaseModel] = DepartmentYear) -> tuple[str, ...]:
    """The keys down to a text that is not there yet: in a mapping of texts all that follows is one key (三公.公务接待费)."""
    top, _, rest = address.partition(".")
    info = next((info for info in model.model_fields.values() if info.alias == top), None)
    if info is None or not rest:
        return (address,)
    record = next(records_in(info), None)
    if record is None:
        return top, rest
    if is_many(info):
        name, _, last = rest.rpartition(".")
        return (top, name, last) if name else (top, rest)
    return top, *keys_of(rest, record)
