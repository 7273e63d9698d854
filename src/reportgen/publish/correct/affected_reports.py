"""The other published reports that tell a figure that is corrected: next year's, and what stands in output beside."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from reportgen.build import BuiltReport, assemble
from reportgen.compare.diff import Change, Difference, compare
from reportgen.compare.snapshot import put_into
from reportgen.figures import LAST_YEAR
from reportgen.model.finding import DataUnusable
from reportgen.publish.correct.names import PublicNames
from reportgen.publish.correct.notice import AffectedReport
from reportgen.publish.correct.published import manifests_of

MOST = 12
"""Places that one report's line names."""
FORMS = "自评表"


def affected_reports(difference: Difference, folder: Path, output: Path) -> tuple[AffectedReport, ...]:
    """Every report that is known of, each with where it tells what moved; those that are public say so."""
    changed = {cause.key: (cause.old, cause.new) for cause in difference.printed.values()}
    return (*_next_year(difference, folder), *_published(changed, difference.new, folder, output))


def _next_year(difference: Difference, folder: Path) -> Iterator[AffectedReport]:
    """Next year's data beside: made with the old and with the new figures of this year."""
    year = difference.new.document.year + 1
    beside = folder.resolve().parent / str(year)
    if not beside.is_dir():
        return
    name = f"{year} 年度{difference.new.kind}（数据在 {beside.parent.name}/{year}）"
    try:
        following = assemble(beside, difference.new.kind)
        moved = _moved(beside, difference.old, following)
    except DataUnusable:
        yield AffectedReport(name, ("它的数据还不能用，没有比出来；请改好后核对其中的上年数",))
        return
    stated = [*_still_stated(difference, following)]
    places = [
        f"{c.home.section or c.home.part}{'，' if c.place else ''}{c.place}：{c.text_of(c.old)} → {c.text_of(c.new)}"
        for c in moved
        if c.place
    ]
    sentences = [c.home.section for c in moved if not c.place]
    if sentences:
        places.append(f"说明文字 {len(sentences)} 处：{'、'.join(dict.fromkeys(sentences))}")
    if places or stated:
        yield AffectedReport(name, _first([*stated, *places]))


def _moved(beside: Path, old: BuiltReport, following: BuiltReport) -> tuple[Change, ...]:
    """What moves in next year's report between this year's figures as published and as corrected."""
    with tempfile.TemporaryDirectory(prefix="reportgen-") as passing:
        home = Path(passing) / "data" / beside.parent.name
        before = old.book.loaded.folder
        files = {f"{beside.name}/{p.name}": p.read_bytes() for p in _files(beside)}
        files |= {f"{old.document.year}/{p.name}": p.read_bytes() for p in _files(before)}
        own = beside.parent / "templates"
        files |= {f"templates/{p.relative_to(own).as_posix()}": p.read_bytes() for p in own.rglob("*") if p.is_file()}
        put_into(home, files)
        return compare(assemble(home / beside.name, following.kind), following).changes


def _files(folder: Path) -> list[Path]:
    return [p for p in sorted(folder.iterdir()) if p.is_file()]


def _still_stated(difference: Difference, following: BuiltReport) -> Iterator[str]:
    """上年数 that next year's data state by themselves: they don't move with this year's."""
    loaded = following.book.loaded
    for key in loaded.data.last_year:
        cause = difference.printed.get(following.book.canonical(key))
        if cause:
            yield f"数据里的上年数 {key}（{loaded.source('上年数', key)}）是自己写的，要另改：原公开 {cause.old}，更正后 {cause.new}"


def _published(
    changed: Mapping[str, tuple[str, str]], made: BuiltReport, folder: Path, output: Path
) -> Iterator[AffectedReport]:
    """Published folders of the same unit: what their manifests say they print."""
    home, names = output / folder.resolve().parent.name, PublicNames(made)
    for report in sorted(home.glob("*/*")) if home.is_dir() else ():
        path = next(reversed(manifests_of(report)), None)
        manifest = _read(path) if path else {}
        year, kind = manifest.get("年度"), str(manifest.get("报告", ""))
        if (year, kind) == (made.document.year, made.kind) or not isinstance(manifest.get("数"), dict):
            continue
        mark = f"{LAST_YEAR}." if year == made.document.year + 1 else "" if year == made.document.year else None
        places = (
            []
            if mark is None
            else [
                f"{names.figure(key)}印的是{old}，更正后是{new or '（没有）'}"
                for key, (old, new) in changed.items()
                if old and old != new and old in _texts(manifest["数"].get(f"{mark}{key}"))
            ]
        )
        if places:
            yield AffectedReport(f"已公开的{year}年度{kind}", _first(places), published=True)


def _texts(texts: Any) -> list[str]:
    return (
        [texts]
        if isinstance(texts, str)
        else [t for t in texts if isinstance(t, str)]
        if isinstance(texts, list)
        else []
    )


def _read(path: Path) -> Mapping[str, Any]:
    try:
        manifest = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def own_forms(difference: Difference) -> tuple[str, ...]:
    """The forms that moved: where they were published by themselves too, only the office knows."""
    headings = (words for c in difference.changes for words in reversed(c.home.section.split("　")))
    forms = dict.fromkeys(
        re.sub(r"^[一二三四五六七八九十]+、", "", words) for words in headings if words.endswith(FORMS)
    )
    return tuple(forms)


def _first(places: list[str]) -> tuple[str, ...]:
    return (*places[:MOST], f"……共 {len(places)} 处") if len(places) > MOST else tuple(places)
