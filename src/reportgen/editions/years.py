"""For which years an edition is meant (`years`), and the edition that is proposed for a year."""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from reportgen.editions.edition import find_folder, list_editions
from reportgen.editions.homes import own_roots
from reportgen.editions.kinds import find_kind
from reportgen.editions.layers import EditionError, read


@dataclass(frozen=True)
class Meant:
    """An edition with the years that it says it is for (none: it doesn't say), and whether it is an office's own."""

    name: str
    first: int = 0
    last: int = -1
    own: bool = False

    @property
    def province(self) -> str:
        """hubei of hubei-2023, hubei-city of hubei-2023-city: editions of one province follow each other."""
        return re.sub(r"[-_.]?\d{4}", "", self.name, count=1)

    @property
    def as_text(self) -> str:
        """2023, 2020—2021; '' where it doesn't say."""
        return "" if self.last < self.first else f"{self.first}" + (f"—{self.last}" if self.last > self.first else "")

    def covers(self, year: int) -> bool:
        """Whether it says that it is for this year."""
        return self.first <= year <= self.last


def meant(kind: str, project: Path | None = None) -> list[Meant]:
    """The editions of a kind with their years. One that can't be read says nothing."""
    about, own = find_kind(kind, project), own_roots(project)
    found = []
    for name in list_editions(kind, project):
        folder, said = find_folder(about, name, project), ""
        with suppress(EditionError, AttributeError):
            said = str(read(folder / "edition.yaml").get("years", "")) if folder else ""
        first, last = span(said)
        found.append(Meant(name, first, last, folder is not None and any(folder.is_relative_to(r) for r in own)))
    return found


def span(years: str) -> tuple[int, int]:
    """2020-2021 -> its first and last year; a text that is none has no year."""
    dated = re.findall(r"\d{4}", years)
    return (int(dated[0]), int(dated[-1])) if dated else (0, -1)


def year_in(name: str) -> int | None:
    """The year in the name of a folder or an edition: 2023, hubei-2023, 2023年度."""
    found = re.search(r"(?<!\d)(?:19|20)\d{2}(?!\d)", name)
    return int(found[0]) if found else None


def proposed(year: int | None, kind: str, project: Path | None = None, provinces: Collection[str] = ()) -> list[str]:
    """The editions that may be meant for a year, the likeliest first: those that say that they are for it, then the
    latest before it, or the latest of all. An office's own come first. `provinces`: of these, where they have any.
    """
    everywhere = meant(kind, project)
    known = [m for m in everywhere if m.province in provinces] or everywhere
    fitting = [m for m in known if year is not None and m.covers(year)]
    if not fitting:
        dated = [(m.last if m.as_text else year_in(m.name) or 0, m) for m in known]
        before = [at for at, _ in dated if year is None or at <= year]
        newest = max(before, default=min((at for at, _ in dated), default=0))
        fitting = [m for at, m in dated if at == newest]
    return [m.name for m in sorted(fitting, key=lambda m: (not m.own, m.name))]


def overlaps(kind: str, project: Path | None = None) -> list[tuple[Meant, Meant]]:
    """Editions of one province that say that they are for the same year."""
    return [
        (one, other)
        for one, other in combinations(meant(kind, project), 2)
        if one.province == other.province and max(one.first, other.first) <= min(one.last, other.last)
    ]
