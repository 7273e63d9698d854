"""Last year's folder -> this year's to fill in: what lasts is kept, what must be said anew is 待填, last year is linked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.build import assemble, ordered
from reportgen.editions import Edition, EditionError, load_edition, usual_kind
from reportgen.figures import FigureBook
from reportgen.figures.derive import derive
from reportgen.load import Loaded, load
from reportgen.load.dump import dump
from reportgen.model.amount import PENDING
from reportgen.model.department import DepartmentYear
from reportgen.model.finding import DataUnusable, Finding, Level, Source
from reportgen.workspace.budget import budget
from reportgen.workspace.carry import (
    MAPPINGS,
    TABLES,
    Plain,
    indicators,
    mapping,
    projects,
    shares,
    tasks,
    unsaid,
    words,
)
from reportgen.workspace.last_year import comparisons, openings, scores, subject_changes
from reportgen.workspace.new import Begun, edition_for, require_edition, require_empty, write_folder, year_in

LEFT_OUT = ("上年数", "口径调整", "豁免")
"""What is said of the year before last, and what was let pass last year."""
ALSO = "上年数.yaml"


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
    name = edition or edition_for(year, folder, kind)
    require_edition(name, folder, kind)
    chosen = load_edition(kind, name, folder.resolve().parent)
    beside = source.resolve() == (folder.resolve().parent / str(year - 1))
    carried = _carried(last, year, chosen)
    if not beside and year == last.loaded.data.year + 1:
        carried["上年数"] = comparisons(assemble(last.loaded, kind, draft=True))
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
        raise DataUnusable([Finding("B002", Level.ERROR, str(error), loaded.source("报告", kind, "版式"))]) from error
    return derive(loaded, edition)


def _carried(last: FigureBook, year: int, edition: Edition) -> Plain:
    """What was written of last year -> what stands in the new one."""
    old = last.loaded.data.model_dump(by_alias=True, exclude_unset=True)
    new: Plain = {}
    for key, value in old.items():
        if key in LEFT_OUT:
            continue
        if key in TABLES:
            new[key] = TABLES[key](value)
        elif key in MAPPINGS:
            new[key] = mapping(value, MAPPINGS[key])
        else:
            new[key] = value
    new |= {"年度": year, "报告": _orders(old["报告"], edition)}
    if "年初结转和结余" in new:
        new["年初结转和结余"] = openings(last)
    for key, change in (("项目", projects), ("项目分科目", shares), ("指标", indicators), ("重点工作表", tasks)):
        if key in new:
            new[key] = change(new[key])
    if "部门预算" in new:
        new["部门预算"] = budget(new["部门预算"], last)
    marks = scores(last)
    if "项目文字" in new:
        new["项目文字"] = {name: words(said, marks.get(name)) for name, said in new["项目文字"].items()}
    if "整体自评" in new:
        new["整体自评"] = {"资金口径": old["整体自评"].get("资金口径", "财政拨款")} | words(
            old["整体自评"], marks.get(""), keep=("资金口径",)
        )
    for key in ("机关运行经费", "使用非财政拨款结余", "结余分配"):
        if key in new:
            new[key] = PENDING
    return new


def _orders(orders: Mapping[str, Any], edition: Edition) -> Plain:
    return {
        kind: {
            **order,
            **({"版式": edition.name} if kind == edition.kind else {}),
            **({"日期": PENDING} if "日期" in order else {}),
        }
        for kind, order in orders.items()
    }


def _files(text: str, loaded: Loaded, year: int) -> dict[str, str]:
    """The dumped keys in the files that the clerk keeps them in, each with a line about what to write."""
    about = {info.alias: info.description for info in DepartmentYear.model_fields.values()}
    texts: dict[str, str] = {}
    for key, source, block in _placed(text, loaded):
        name = f"{Path(source.file).stem}.yaml" if source and key not in LEFT_OUT else ALSO
        head = f"# {year} 年度，照 {loaded.data.year} 年度开头：写着 {PENDING} 的换成今年的；收支和预算里上年是 - 的格子照旧是 -，今年有数就改。\n"
        texts.setdefault(name, head)
        texts[name] += f"\n# {about.get(key) or key}\n{block}"
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
    if "上年数" in carried:
        return f"上年数从 {last.loaded.data.year} 年度的报告取来 {len(carried['上年数'])} 个，写在 {ALSO}。"
    return f"{last.loaded.data.year} 年度不是 {year} 年度的上年，上年数请自己写。"


def _notes(last: FigureBook, edition: Edition, year: int) -> list[str]:
    notes = subject_changes(last, edition)
    if year_in(edition.name) != year:
        notes.append(f"没有 {year} 年度的版式，先用 {edition.name}")
    if last.loaded.secret_rows:
        notes.append(f"涉密的 {last.loaded.secret_rows} 行没有带过来，今年还有的请自己补上，涉密栏写 是")
    if unsaid(last.loaded.data):
        notes.append(f"{last.loaded.data.year} 年度自己还有没填完的地方，先填好上年再比较")
    return notes
