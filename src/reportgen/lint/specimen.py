"""An edition -> two invented department-years: one that has a fact for everything, one that has almost nothing.

What an edition forgets only shows where there is something to forget: every 功能类, fund, kind, 经济科目, record and
level has a figure of its own there. Last year lies beside it, with other figures. A kind brings them in a folder beside
its editions.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from reportgen.editions import Edition, NoTemplates, list_kinds, template_roots
from reportgen.figures import FigureBook
from reportgen.figures.derive import derive
from reportgen.load import load

SUBJECTS_OF_A_CLASS = 2
UNLISTED = "9999"
SPECIMEN = "specimen"
"""The folder of full.yaml, last.yaml (the year before) and bare.yaml;
a kind without one is held against the usual kind's.
"""
COLUMNS = 31
"""More than a line has figures: each figure of a table is another one."""


@contextmanager
def reports(edition: Edition, under: Edition | None = None) -> Iterator[tuple[FigureBook, FigureBook]]:
    """The full and the bare department-year of an edition, under it or under another one."""
    year = max([int(found) for found in re.findall(r"\d{4}", edition.settings.subjects)], default=2023)
    home, lists = _home(edition), _lists(edition)
    with tempfile.TemporaryDirectory() as name:
        full, bare = Path(name, "full", str(year)), Path(name, "bare", str(year))
        for file, folder in (("last", full.parent / str(year - 1)), ("full", full), ("bare", bare)):
            text = (home / f"{file}.yaml").read_text(encoding="utf-8")
            folder.mkdir(parents=True)
            (folder / "样例.yaml").write_text(_filled(text, edition, int(folder.name), lists), encoding="utf-8")
        yield derive(load(full), under or edition), derive(load(bare), under or edition)


def _home(edition: Edition) -> Path:
    """The folder of the kind's specimen, else of the usual kind's."""
    usual = next(iter(list_kinds().values())).folder
    homes = [*(layer.parent for layer in edition.layers[::-1]), *(root / usual for root in template_roots())]
    found = next((folder / SPECIMEN for folder in homes if (folder / SPECIMEN).is_dir()), None)
    if found is None:
        raise NoTemplates(f"{usual}/{SPECIMEN}")
    return found


def _lists(edition: Edition) -> Mapping[str, list[str]]:
    """What a line may be written for each of."""
    levels = edition.settings.levels
    pairs = [(first, levels.second[at % len(levels.second)]) for at, first in enumerate(levels.first)]
    pairs += [(levels.first[at % len(levels.first)], second) for at, second in enumerate(levels.second)]
    return {
        "经济科目": [str(code) for code in edition.subjects.get("经济科目", {}) if len(str(code)) == 5],
        "科目": codes(edition),
        "车辆种类": edition.settings.vehicle_kinds,
        "补充数据": list(edition.settings.records),
        "补充文字": list(edition.settings.texts),
        "层级": ["/".join(pair) for pair in pairs],
    }


def _filled(text: str, edition: Edition, year: int, lists: Mapping[str, list[str]]) -> str:
    """A department-year that a kind brings: its lines for each of a list, then the year and the edition put in."""
    lines = []
    for line in text.splitlines():
        name = next((name for name in lists if f"@{name}@" in line), None)
        if name is None or line.startswith("#"):
            lines.append(line)
        elif not lists[name] and lines[-1] == f"{name}:":
            lines.pop()  # a heading with nothing under it
        else:
            most = edition.settings.weights.indicators - len(lists[name]) + 1
            for row, entry in enumerate(lists[name]):
                points = most if row == 0 else 1
                lines.append(_numbered(line.replace(f"@{name}@", entry).replace("@分值@", str(points)), row))
    known = {"年度": year, "次年": year + 1, "上年": year - 1, "版式": edition.name, "种类": edition.kind}
    first = {f"{name}{number}": entry for name, found in lists.items() for number, entry in enumerate(found[:2], 1)}
    filled = "\n".join(lines) + "\n"
    for mark, word in {**known, **first}.items():
        filled = filled.replace(f"@{mark}@", str(word))
    return filled


def _numbered(line: str, row: int) -> str:
    """The figures of one line of many: @数 N@ another one above N, @余数 N@ N less its row, @序@ its row, @甲/乙@ in turn."""
    at = count()
    line = re.sub(r"@数 (\d+)@", lambda m: f"{int(m[1]) + (row * COLUMNS + next(at)) / 100:.2f}", line)
    line = re.sub(r"@余数 (\d+)@", lambda m: str(int(m[1]) - row), line).replace("@序@", str(row + 1))
    return re.sub(r"@(\w+)/(\w+)@", lambda m: m[1 + row % 2], line)


def codes(edition: Edition) -> list[str]:
    """Some 项 of every 类 of the year's list; of a 类 without 项 one of 7 digits that is in no list."""
    listed = [str(c) for c in edition.subjects.get("功能科目", {})]
    classes = dict.fromkeys(
        [str(e["code"]) for e in edition.subjects.get("功能类", [])] + [c[:3] for c in listed if len(c) > 3]
    )
    result: list[str] = []
    for class_ in classes:
        below = sorted(c for c in listed if c.startswith(class_) and len(c) == len(UNLISTED) + len(class_))
        result += below[:SUBJECTS_OF_A_CLASS] or [class_ + UNLISTED]
    return result
