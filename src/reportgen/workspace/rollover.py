"""Last year's folder -> this year's to fill in: what lasts is kept, what must be said anew is 待填,
last year is linked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportgen.build import assemble
from reportgen.editions import Edition, EditionError, load_edition, usual_kind
from reportgen.editions.years import meant, year_in
from reportgen.figures import FigureBook
from reportgen.figures.derive import derive
from reportgen.figures.derive.orders import ordered
from reportgen.load import Loaded, load
from reportgen.load.dump import dump
from reportgen.model.amount import PENDING
from reportgen.model.department import DepartmentYear
from reportgen.model.finding import DataUnusable, Finding, Level, Source
from reportgen.model.schema import path_of, top_fields
from reportgen.workspace.carry import NewYear, Plain, unsaid
from reportgen.workspace.last_year import comparisons, subject_changes
from reportgen.workspace.new import Begun, edition_for, require_edition, require_empty, write_folder

(YEAR,), (COMPARED,) = path_of("year"), path_of("last_year")
OF_THE_FOLDER = tuple(path_of(name)[0] for name in ("year", "money_unit", "department"))
"""What a folder can't do without, wherever it stood."""
ALSO = f"{COMPARED}.yaml"
"""The file of what is compared with, and of keys that stood in no file of last year's."""


@dataclass(frozen=True)
class Rolled:
    """A year begun from the last one: how much is to be filled in, how last year is linked, what to look at."""

    begun: Begun
    source: Path
    pending: int
    link: str
    notes: tuple[str, ...]


def roll_over(source: Path, folder: Path, edition: str | None = None, kind: str | None = None) -> Rolled:
    """Write `folder` from last year's `source`. Raises DataUnusable."""
    require_empty(folder)
    last = _report(source, kind)
    kind = last.edition.kind
    year = year_in(folder.resolve().name) or last.loaded.data.year + 1
    if year <= last.loaded.data.year:
        raise DataUnusable(
            [
                Finding(
                    "N002",
                    Level.ERROR,
                    f"{source} 是 {last.loaded.data.year} 年度，不在 {year} 年度之前",
                    remedy="请看 --from 和新文件夹的年度写对没有",
                )
            ]
        )
    name = edition or edition_for(year, folder, kind, last.edition.name)
    require_edition(name, folder, kind)
    chosen = load_edition(kind, name, folder.resolve().parent)
    beside = source.resolve() == (folder.resolve().parent / str(year - 1))
    carried = _carried(last, year, chosen)
    if not beside and year == last.loaded.data.year + 1:
        carried[COMPARED] = comparisons(assemble(last.loaded, kind, draft=True))
    data = DepartmentYear.model_validate(carried)
    texts = _files(dump(data), last.loaded, year)
    begun = Begun(folder, year, kind, name, write_folder(folder, texts, name, kind))
    return Rolled(
        begun,
        source,
        sum(text.count(PENDING) for text in texts.values()) - len(texts),
        _link(carried, beside, year, last),
        tuple(_notes(last, chosen, year)),
    )


def _report(source: Path, kind: str | None) -> FigureBook:
    """Last year's figures of a kind (the first that was ordered), without the document. Raises DataUnusable."""
    loaded, project = load(source, draft=True), source.resolve().parent
    orders = loaded.data.reports
    kind = kind or next(iter(ordered(loaded)), usual_kind(project))
    try:
        edition = load_edition(kind, orders[kind].edition if kind in orders else "", project)
    except EditionError as error:
        raise DataUnusable(
            [
                Finding(
                    "B002",
                    Level.ERROR,
                    str(error),
                    loaded.source(*path_of("reports"), kind, path_of("reports", "edition")[-1]),
                )
            ]
        ) from error
    return derive(loaded, edition)


def _carried(last: FigureBook, year: int, edition: Edition) -> Plain:
    """What was written of last year -> what stands in the new one."""
    old = last.loaded.data.model_dump(by_alias=True, exclude_unset=True)
    new = NewYear(last).of(old, DepartmentYear)
    (orders,) = path_of("reports")
    _, edition_key = path_of("reports", "edition")
    for kind, order in new[orders].items():
        if kind == edition.kind:
            order[edition_key] = edition.name
    return {**new, YEAR: year}


def _files(text: str, loaded: Loaded, year: int) -> dict[str, str]:
    """The dumped keys in the files that the clerk keeps them in, each with a line about what to write."""
    texts: dict[str, str] = {}
    for key, source, block in _placed(text, loaded):
        if source and source.sheet and key not in OF_THE_FOLDER:
            continue  # the new year's workbook says it
        name = (
            f"{Path(source.file).stem}.yaml"
            if source and not source.sheet and top_fields()[key].term.rolls != "left out"
            else ALSO
        )
        head = f"# {year} 年度，照 {loaded.data.year} 年度开头：写着 {PENDING} 的换成今年的；收支和预算里上年是 - 的格子照旧是 -，今年有数就改。\n"
        texts.setdefault(name, head)
        texts[name] += f"\n# {top_fields()[key].info.description}\n{block}"
    return texts


def _placed(text: str, loaded: Loaded) -> Iterator[tuple[str, Source | None, str]]:
    """Each top-level key with its file; one that is written in several files is parted as it was."""
    for key, block in _blocks(text):
        first = loaded.source(key)
        files: dict[str, str] = {}
        places: dict[str, Source | None] = {}
        head, *below = re.split(r"(?m)^(?=  \S)", block)
        for part in below:
            place = loaded.source(key, part.strip().split(":", 1)[0]) or first
            file = place.file if place else ""
            places[file] = place
            files[file] = files.get(file, "") + part
        if len(files) < 2:
            yield key, first, block
        else:
            yield from ((key, places[file], head + parts) for file, parts in files.items())


def _blocks(text: str) -> list[tuple[str, str]]:
    """A dumped text -> (top-level key, its lines)."""
    blocks: list[tuple[str, str]] = []
    for line in text.splitlines(keepends=True):
        if line[:1].strip():
            blocks.append((line.split(":", 1)[0], line))
        else:
            blocks[-1] = (blocks[-1][0], blocks[-1][1] + line)
    return blocks


def _link(carried: Plain, beside: bool, year: int, last: FigureBook) -> str:
    if beside:
        return f"上年的数从旁边的 {year - 1} 文件夹取。"
    if COMPARED in carried:
        return f"上年数从 {last.loaded.data.year} 年度的报告取来 {len(carried[COMPARED])} 个，写在 {ALSO}。"
    return f"{last.loaded.data.year} 年度不是 {year} 年度的上年，上年数请自己写。"


def _notes(last: FigureBook, edition: Edition, year: int) -> list[str]:
    notes = subject_changes(last, edition)
    project = last.loaded.folder.resolve().parent
    fits = [
        one.covers(year) if one.as_text else year_in(one.name) == year
        for one in meant(edition.kind, project)
        if one.name == edition.name
    ]
    if not any(fits):
        notes.append(f"没有 {year} 年度的版式，先用 {edition.name}")
    if last.loaded.secret_rows:
        notes.append(f"涉密的 {last.loaded.secret_rows} 行没有带过来，今年还有的请自己补上，涉密栏写 是")
    books = sorted({place.file.split("!")[0] for place in last.loaded.sources.values() if place.sheet})
    if books:
        notes.append(f"{'、'.join(books)} 里的数没有带过来：把 {year} 年度导出的工作簿放进新文件夹，就是今年的数")
    if unsaid(last.loaded.data):
        notes.append(f"{last.loaded.data.year} 年度自己还有没填完的地方，先填好上年再比较")
    return notes
