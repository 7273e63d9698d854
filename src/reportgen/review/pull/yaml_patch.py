"""Changes of the data -> the text of one YAML file, in which nothing else moves; proved by reading it again.

Where a value stands is known since it was loaded (its span). A change of a text is made letter by letter within it, so
that quotes, comments, folded lines and order stay and a diff shows one line; only where that does not read back as
meant is the whole text written anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportgen.load import Loaded
from reportgen.load.files import split
from reportgen.load.plain import plain_of
from reportgen.load.reading import read_yaml
from reportgen.load.spans import FileText, Span, Style
from reportgen.review.pull.data_changes import (
    DataChange,
    ItemChange,
    MovedItem,
    NewItem,
    NewKey,
    RemovedItem,
    RemovedKey,
    RenamedKey,
    Reordered,
    TextChange,
    Texts,
    texts_after,
)
from reportgen.review.pull.new_keys import splices_of
from reportgen.review.pull.splices import CannotChange, Splice, spliced
from reportgen.review.pull.yaml_keys import with_renamed_key, without_key
from reportgen.review.pull.yaml_lists import relisted
from reportgen.review.pull.yaml_order import reordered
from reportgen.review.pull.yaml_writing import block_of_lines, double_quoted, escaped

_BLOCKS = (Style.LITERAL, Style.FOLDED)
Way = NewKey | tuple[Splice, ...]
"""How a change is made: as splices, or, of a new key, together with the others that come below the same one."""


@dataclass(frozen=True)
class Patched:
    """A file's text with the changes in it, and why some of them are not."""

    text: str
    refused: dict[DataChange, str]


def patched(name: str, text: str, changes: Iterable[DataChange], loaded: Loaded) -> Patched:
    """All changes of one file: words, then lists, then the order of entries, then keys that go.
    `loaded` tells the spans of this very text.
    """
    all_ = list(changes)
    words = _with_words(name, text, [change for change in all_ if isinstance(change, TextChange | NewKey)], loaded)
    text, refused = words.text, dict(words.refused)
    lists: dict[tuple[str, ...], list[ItemChange]] = {}
    for change in all_:
        if isinstance(change, NewItem | RemovedItem | MovedItem):
            lists.setdefault(change.keys, []).append(change)
    for keys, own in lists.items():
        try:
            text = relisted(text, name, keys, own)
        except CannotChange as problem:
            refused |= dict.fromkeys(own, str(problem))
    for change in sorted(all_, key=lambda one: not isinstance(one, Reordered)):
        try:
            if isinstance(change, Reordered):
                text = reordered(text, name, change)
            elif isinstance(change, RemovedKey):
                text = without_key(text, name, change.keys)
            elif isinstance(change, RenamedKey):
                text = with_renamed_key(text, name, change.keys, change.name)
        except CannotChange as problem:
            refused[change] = str(problem)
    return Patched(text, refused)


def _with_words(name: str, text: str, changes: Iterable[DataChange], loaded: Loaded) -> Patched:
    """The texts that become others and the new keys."""
    file = _PatchedFile(name, text, loaded)
    refused: dict[DataChange, str] = {}
    ways: dict[DataChange, list[Way]] = {}
    for change in changes:
        try:
            ways[change] = list(file.ways(change))
        except CannotChange as problem:
            refused[change] = str(problem)
    at_once = file.made({change: own[0] for change, own in ways.items()})
    if at_once is not None:
        return Patched(at_once, refused)
    done, made = text, dict[DataChange, Way]()
    for change in reversed(ways):
        for way in ways[change]:
            trial = made | {change: way}
            if (now := file.made({c: trial[c] for c in ways if c in trial})) is not None:
                done, made = now, trial
                break
        else:
            refused[change] = _by_hand(name, change)
    return Patched(done, refused)


def texts_in(text: str, name: str) -> Texts:
    """Every text of a file by its address."""
    lines = split(text)
    read = read_yaml(lines, name)
    if read.node is None:
        return {}
    return plain_of(read.node.entries, read.node.key_sources, {name: lines}).texts


def alike(read: str, wanted: str) -> bool:
    """The same words: what parts paragraphs counts, how lines are folded doesn't."""
    one, other = (re.sub(r"[ \t]*\n[ \t]*", "\n", text.strip()) for text in (read, wanted))
    return one == other


def _by_hand(name: str, change: DataChange) -> str:
    match change:
        case TextChange():
            return f"{name}:{change.source.line} 的文字改不进去（写法特别），请手工改成：{change.new}"
        case NewKey():
            return f"{name} 里补不进「{change.address}」，请手工补"
        case _:
            return f"{name} 里「{'.'.join(change.keys)}」加减一条没有成，请手工改"


class _PatchedFile:
    """One file on its way."""

    def __init__(self, name: str, text: str, loaded: Loaded) -> None:
        self._name, self._loaded = name, loaded
        self._file = FileText(text)
        self._before = texts_in(text, name)

    def made(self, ways: dict[DataChange, Way]) -> str | None:
        """The text with these changes; None where it does not read as meant, or something else reads otherwise."""
        keys = [way for way in ways.values() if isinstance(way, NewKey)]
        splices = [splice for way in ways.values() if not isinstance(way, NewKey) for splice in way]
        done = spliced(self._file.text, [*splices, *splices_of(keys, self._name, self._file, self._loaded)])
        wanted = texts_after(self._before, ways)
        read = texts_in(done, self._name) if done != self._file.text else self._before
        same = read.keys() == wanted.keys() and all(alike(read[address], words) for address, words in wanted.items())
        return done if same else None

    def ways(self, change: DataChange) -> Iterator[Way]:
        """The ways to make a change, the one that moves least first. Raises CannotChange."""
        match change:
            case TextChange(span=Span() as span):
                within = self._within(change, span)
                yield from [within] if within is not None else []
                yield from ((splice,) for splice in self._anew(change, span))
            case TextChange():
                raise CannotChange(_by_hand(self._name, change))
            case NewKey():
                splices_of([change], self._name, self._file, self._loaded)
                yield change
            case _:
                raise CannotChange(_by_hand(self._name, change))

    def _within(self, change: TextChange, span: Span) -> tuple[Splice, ...] | None:
        """Letter by letter in the text as it stands; None where the file does not say it so."""
        letters = self._file.letters(span, change.old)
        if letters is None:
            return None
        indent = self._indent(letters[0][0]) if letters and span.style in _BLOCKS else ""
        found: list[Splice] = []
        for start, stop, words in change.stretches:
            written = re.sub(r"(?m)^[ \t]+$", "", escaped(words, span.style).replace("\n", f"\n{indent}"))
            if start < len(letters) and (stop > start or not start):
                at = letters[start][0]
            else:
                at = letters[start - 1][1] if letters else self._file.stretch(span)[1]
            found.append(Splice(at, letters[stop - 1][1] if stop > start else at, written))
        return tuple(found)

    def _anew(self, change: TextChange, span: Span) -> Iterator[Splice]:
        """The whole text: as a block of lines, or in quotes; in a table as it is."""
        start, end = self._file.stretch(span)
        if span.style is Style.CELL:
            yield Splice(start, end, change.new)
            return
        above = re.match(r"[ \t]*(?:- )*", self._file.text[self._file.line_start(span.line) :])
        deeper = " " * (len(above[0]) if above else 0) + "  "
        if "\n" in change.new:
            rest = re.match(r"[^\r\n]*", self._file.text[end:])
            comment = rest[0].rstrip() if rest and rest[0].strip().startswith("#") else ""
            words = block_of_lines(change.new, deeper).rstrip("\n").replace("\n", f"{comment}\n", 1)
            end_ = end + len(rest[0]) if rest and comment else end
            tail = "" if self._file.text[end_ : end_ + 1] in ("\n", "\r", "") else "\n"
            yield Splice(start, end_, words + tail)
        yield Splice(start, end, double_quoted(change.new))

    def _indent(self, at: int) -> str:
        """The blanks before the first word of the line at a place."""
        start = max(self._file.text.rfind("\n", 0, at), self._file.text.rfind("\r", 0, at)) + 1
        blanks = re.match(r"[ \t]*", self._file.text[start:])
        return blanks[0] if blanks else ""
