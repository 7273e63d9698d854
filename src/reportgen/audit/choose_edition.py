"""Which kind of report a file is, of which year, and which edition fits it best."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reportgen.audit.text.letters import fold
from reportgen.editions import Edition, list_editions, list_kinds, load_edition
from reportgen.editions.layers import EditionError
from reportgen.reading.grid import OpenedFile
from reportgen.recognise.labels import heading, titled

_YEAR = re.compile(r"(20\d\d)年?度?[^,，。；\d]{0,30}?(?:部门|单位)?(?:整体)?(决算|预算|支出绩效)")
_ANY_YEAR = re.compile(r"(20\d\d)年")
_COVER = 5
_FIRST = 30
"""Lines that a cover and a table of contents take."""


@dataclass(frozen=True)
class FittingEdition:
    """An edition, and how many of its tables the file has titles of."""

    edition: Edition
    titles: int
    year: int | None


def year_of(opened: OpenedFile) -> int | None:
    """The year that the report is of: of its cover, else the one that is named most with 决算 or 预算."""
    lines = [fold(line.text) for line in opened.lines]
    for line in lines[:_FIRST]:
        if found := _YEAR.search(line):
            return int(found[1])
    named = Counter(match[1] for line in (*lines, *_titles(opened)) for match in _YEAR.finditer(line))
    if not named:
        named = Counter(match[1] for line in (*lines, *_titles(opened)) for match in _ANY_YEAR.finditer(line))
    return int(named.most_common(1)[0][0]) if named else None


def department_of(opened: OpenedFile) -> str:
    """Whose report it is, as the cover has it: what stands before the year, or behind 单位."""
    cover = "".join(fold(line.text) for line in opened.lines[:_COVER])
    found = re.match(r"([一-鿿()]{4,40}?)20\d\d年", cover) or re.search(
        r"(?:部门|单位)(?:名称)?:([一-鿿()]{4,30}?)(?:目录|20|$)", cover
    )
    return found[1] if found else ""


def fitting(
    opened: OpenedFile, kind: str | None = None, edition: str | None = None, project: Path | None = None
) -> FittingEdition | None:
    """The edition that fits best; None where none has a table of the file. Raises EditionError for one that is named
    and not there.
    """
    year = year_of(opened)
    if edition:
        for name in [kind] if kind else [k for k in list_kinds(project) if edition in list_editions(k, project)]:
            found = load_edition(name, edition, project)
            return FittingEdition(found, _matched(found, opened), year)
        raise EditionError(f"没有版式「{edition}」，有哪些版式：reportgen editions")
    words = "".join(fold(line.text) for line in opened.lines[:_FIRST])
    fits = [FittingEdition(one, _matched(one, opened), year) for one in _all(kind, project)]
    best = max(fits, key=lambda fit: _rank(fit, words, year), default=None)
    return best if best and best.titles else None


def _rank(fit: FittingEdition, words: str, year: int | None) -> tuple[int, int, int, int]:
    """Titles first, then the place, then the kind that the cover names, then the nearest year."""
    name = fit.edition.name
    stated = re.search(r"20\d\d", name)
    apart = abs(int(stated[0]) - year) if stated and year else 50
    region = name.partition("-")[0]
    here = int(_PLACES.get(region, "？") in words)
    about = fit.edition.about
    return fit.titles, here, int(about.name[:4] in words or about.name[2:4] in words), -apart


_PLACES = {"shanghai": "上海", "hubei": "湖北", "henan": "河南"}


def _matched(edition: Edition, opened: OpenedFile) -> int:
    wanted = {heading(re.sub(r"<[^>]*>|\{[^}]*\}", "", table.title)) for table in edition.tables}
    there = _headings(opened)
    return len(wanted & there) or sum(any(titled(text, title) for text in there) for title in wanted)


def _headings(opened: OpenedFile) -> set[str]:
    return {heading(line) for line in _titles(opened)}


def _titles(opened: OpenedFile) -> Iterator[str]:
    """What stands above tables, and in the first rows of sheets."""
    for grid in opened.grids:
        yield from (line.text for line in grid.above[-6:])
        yield grid.name
        yield from (cell.text for row in range(min(4, grid.height)) for _, cell in grid.row(row))


def _all(kind: str | None, project: Path | None) -> Sequence[Edition]:
    return _every(kind, project)


@lru_cache(4)
def _every(kind: str | None, project: Path | None) -> tuple[Edition, ...]:
    """The editions that can be used."""
    found = []
    for name in [kind] if kind else list_kinds(project):
        for edition in list_editions(name, project):
            try:
                found.append(load_edition(name, edition, project))
            except EditionError:  # of an office's own, and told by `editions --lint`
                continue
    return tuple(found)
