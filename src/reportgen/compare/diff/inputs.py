"""Two loaded department-years -> the inputs that changed, in the clerk's words, with both places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

from reportgen.compare.diff.order import moved_among
from reportgen.compare.diff.recoded import Recoded
from reportgen.figures import LAST_YEAR, FigureBook
from reportgen.load import Loaded
from reportgen.model import selection
from reportgen.model.finding import Source
from reportgen.model.schema import top_fields

How = Literal["changed", "added", "removed", "moved"]
SUBJECT = "支出功能分类科目"
"""What a subject is called that has another code."""
_SIZED = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Input:
    """A value in the data, or a whole row that came or went: `below` are its cells then.

    address: its dotted path, in which rows go by their names; those of last year's folder begin with 上年/; printed: of
    a subject that has another code, what is printed of it and of the levels above it, as it was and is.
    """

    how: How
    address: str
    label: str
    old: str = ""
    new: str = ""
    old_source: Source | None = None
    new_source: Source | None = None
    who: str = ""
    day: str = ""
    below: tuple[str, ...] = ()
    words: bool = False
    printed: tuple[tuple[str, str], ...] = ()

    @property
    def short(self) -> str:
        """Its label without the table that it stands in."""
        return self.label.partition(" · ")[2].replace(" · ", " ") or self.label


def changed_inputs(old: FigureBook, new: FigureBook, recoded: Recoded) -> tuple[Input, ...]:
    """Every value that differs, last year's among them; cells of a row that came or went together are one, and so is
    all that has another code.
    """
    readdressed = recoded.data(old.loaded)
    found = [*_recodes(readdressed, new.loaded, recoded), *_of_year(readdressed, new.loaded, "", new, recoded)]
    before, after = old.loaded.previous, new.loaded.previous
    if before and after:
        found += _of_year(before, after, f"{LAST_YEAR}/", new)
    return tuple(_in_order(found))


def _recodes(old: Loaded, new: Loaded, recoded: Recoded) -> Iterator[Input]:
    """One for each subject with another code: all its cells but those that differ by themselves."""
    for was, now in recoded.codes.items():
        own = re.compile(rf"(?<!\d){now}(?!\d)")
        below = [a for a in new.texts if a in old.texts and (own.search(a) or own.search(new.texts[a]))]
        below = [a for a in below if recoded.forward(old.texts[a]) == new.texts[a]]
        named = [a for a in below if old.texts[a] != new.texts[a]] or below
        if not named:
            continue
        before, after = f"{was} {recoded.old.subject_name(was)}", f"{now} {recoded.new.subject_name(now)}"
        yield Input(
            "changed",
            named[0],
            SUBJECT,
            before,
            after,
            _source(old, named),
            _source(new, named),
            below=tuple(below),
            words=True,
            printed=recoded.names(was),
        )


def _of_year(old: Loaded, new: Loaded, mark: str, book: FigureBook, recoded: Recoded | None = None) -> Iterator[Input]:
    listed = {a for loaded in (old, new) for a in loaded.texts if isinstance(loaded.addresses[a][-1], int)}
    differing = [a for a in {**old.texts, **new.texts} if a not in listed and old.texts.get(a) != new.texts.get(a)]
    if recoded:
        differing = [a for a in differing if recoded.forward(old.texts.get(a, "")) != new.texts.get(a, "")]
    yield from _items(old, new, listed, mark, book)
    together = _rows(old, new, differing)
    rows: dict[str, list[str]] = {}
    for here in differing:
        rows.setdefault(together.get(here, (here,))[0], []).append(here)
    for name, below in rows.items():
        yield _input(
            old,
            new,
            together[below[0]][1] if below[0] in together else _how(old, new, name),
            name,
            tuple(below),
            mark,
            book,
        )


def _items(old: Loaded, new: Loaded, listed: set[str], mark: str, book: FigureBook) -> Iterator[Input]:
    """Texts in a list have no names: those of the same words belong together, whatever comes or goes before them."""
    for name in dict.fromkeys(a.rpartition(".")[0] for a in {**new.texts, **old.texts} if a in listed):
        before, after = (
            [a for a in loaded.texts if a in listed and a.rpartition(".")[0] == name] for loaded in (old, new)
        )
        shifted = moved_among(_once(old, before), _once(new, after))
        for text, standing in shifted.items():
            was, now = (next(a for a in side if of.texts[a] == text) for of, side in ((old, before), (new, after)))
            before.remove(was)
            after.remove(now)
            label = label_of(now, new.addresses[now], book, mark)
            sources = _source(old, (was,)), _source(new, (now,))
            said = standing.said(standing.beside)
            yield Input("moved", mark + now, label, text, said, sources[0], sources[1], words=True)
        matcher = SequenceMatcher(None, [old.texts[a] for a in before], [new.texts[a] for a in after], autojunk=False)
        for tag, a, b, c, d in matcher.get_opcodes():
            for was, now in zip_longest(before[a:b], after[c:d]) if tag != "equal" else ():
                how: How = "changed" if was and now else "added" if now else "removed"
                path = new.addresses[now] if now else old.addresses[was]
                yield Input(
                    how,
                    mark + (now or was),
                    label_of(now or was, path, book, mark),
                    old.texts.get(was, ""),
                    new.texts.get(now, ""),
                    _source(old, (was,)),
                    _source(new, (now,)),
                    words=True,
                )


def _once(loaded: Loaded, items: Iterable[str]) -> list[str]:
    """The texts that stand in a list once."""
    texts = [loaded.texts[a] for a in items]
    return [text for text in texts if texts.count(text) == 1]


def changed_orders(old: FigureBook, new: FigureBook) -> tuple[Input, ...]:
    """The rows of tables that stand in another order: where the report follows the data, it does too."""
    before, after = _rows_by_table(old.loaded), _rows_by_table(new.loaded)
    found = []
    for table, rows in after.items():
        for row, standing in moved_among(before.get(table, []), rows).items():
            cells = [next(a for a in loaded.texts if _row_of(loaded, a) == row) for loaded in (old.loaded, new.loaded)]
            label = label_of(row, new.loaded.addresses[cells[1]][:-1], new)
            said = standing.said(standing.beside.removeprefix(f"{table}."))
            was, now = (_source(year, (a,)) for year, a in zip((old.loaded, new.loaded), cells, strict=True))
            found.append(Input("moved", row, label, "", said, was, now, words=True))
    return tuple(_in_order(found))


def _rows_by_table(loaded: Loaded) -> dict[str, list[str]]:
    """The addresses of the rows of each table, in the order of the data."""
    found: dict[str, dict[str, None]] = {}
    for here in loaded.texts:
        if row := _row_of(loaded, here):
            path = loaded.addresses[here]
            table = ".".join(str(part) for part in path[:-2])
            found.setdefault(table, {})[row] = None
    return {table: list(rows) for table, rows in found.items()}


def _how(old: Loaded, new: Loaded, here: str) -> How:
    return "changed" if here in old.texts and here in new.texts else "added" if here in new.texts else "removed"


def _rows(old: Loaded, new: Loaded, differing: Iterable[str]) -> dict[str, tuple[str, How]]:
    """Address -> the row that it came or went with. A row is a path through a list whose cells all came or went."""
    found: dict[str, tuple[str, How]] = {}
    for loaded, other, how in ((new, old, "added"), (old, new, "removed")):
        standing = {row for a in other.texts if (row := _row_of(other, a))}
        for here in differing:
            if (
                here in loaded.texts
                and here not in other.texts
                and (row := _row_of(loaded, here))
                and row not in standing
            ):
                found[here] = (row, how)  # type: ignore[assignment] # how is one of two words
    return found


def _row_of(loaded: Loaded, here: str) -> str:
    """The address of the row that a cell stands in: a mapping in a list. '' for what stands in none."""
    path = loaded.addresses[here]
    if len(path) < 2 or not isinstance(path[-2], int):
        return ""
    return here.removesuffix(f".{path[-1]}")


def _input(old: Loaded, new: Loaded, how: How, name: str, below: tuple[str, ...], mark: str, book: FigureBook) -> Input:
    cells = len(below) > 1 or below[0] != name
    texts = [_row_text(loaded, below, name) if cells else loaded.texts.get(name, "") for loaded in (old, new)]
    places = [_source(loaded, below) for loaded in (old, new)]
    words = not any(_SIZED.fullmatch(t.strip()) for t in texts if t) and not cells
    return Input(
        how,
        mark + name,
        label_of(name, _path(old, new, below[0])[: -1 if cells else None], book, mark),
        texts[0],
        texts[1],
        places[0],
        places[1],
        below=tuple(mark + b for b in below) if cells else (),
        words=words,
    )


def _path(old: Loaded, new: Loaded, here: str) -> tuple[str | int, ...]:
    return new.addresses.get(here) or old.addresses[here]


def _row_text(loaded: Loaded, below: Iterable[str], row: str) -> str:
    """The cells of a row in one line; what is empty is not told."""
    cells = [(a.removeprefix(f"{row}."), loaded.texts[a]) for a in below if a in loaded.texts]
    return "；".join(f"{name} {text}" for name, text in cells if text.strip() not in ("", "-"))


def _source(loaded: Loaded, below: Iterable[str]) -> Source | None:
    places = (loaded.source(*loaded.addresses[a]) for a in below if a in loaded.addresses)
    return next((place for place in places if place), None)


def label_of(name: str, path: tuple[str | int, ...], book: FigureBook, mark: str = "") -> str:
    """An address in the clerk's words: codes with their names, the parts of the path set apart."""
    parts, rest = [], name
    for number, part in enumerate(path):
        if isinstance(part, int):
            following = path[number + 1] if number + 1 < len(path) else None
            word = (
                rest
                if following is None
                else rest[: rest.rfind(f".{following}") if isinstance(following, str) else len(rest)]
            )
            word = word.removeprefix(".")
            parts.append(f"第 {word} 条" if word.isdecimal() and following is None else _named(word, book))
        else:
            word = part
            parts.append(_named(word, book))
        rest = rest.removeprefix(".").removeprefix(word)
    year = f"{book.loaded.data.year - 1} 年度的数据" if mark else ""
    return " · ".join(filter(None, (year, *parts)))


def _named(word: str, book: FigureBook) -> str:
    code, dot, unit = word.partition("·")
    if not selection.is_subject_code(code) and not re.fullmatch(r"\d{5}", code):
        return word
    return f"{code} {book.subject_name(code)}" + (f"（{unit}）" if dot else "")


def _in_order(found: Iterable[Input]) -> list[Input]:
    """As the data are described, then as they stand in their files."""
    order = list(top_fields())

    def turn(one: Input) -> tuple[int, int, str, int, int]:
        top = one.address.removeprefix(f"{LAST_YEAR}/").split(".")[0]
        place = one.new_source or one.old_source
        known = order.index(top) if top in order else len(order)
        return (
            one.address.startswith(f"{LAST_YEAR}/"),
            known,
            place.file if place else "",
            place.line if place else 0,
            place.column if place else 0,
        )

    return sorted(found, key=turn)


def with_authors(inputs: Iterable[Input], wrote: Mapping[tuple[str, int], tuple[str, str]]) -> tuple[Input, ...]:
    """The inputs with who wrote their new lines, and when; `wrote` by file and line."""
    return tuple(
        replace(one, who=known[0], day=known[1])
        if one.new_source and (known := wrote.get((one.new_source.file, one.new_source.line)))
        else one
        for one in inputs
    )
