"""How many of a published report's figures a generated report prints again, counted as often as they occur.

Every figure that carries information counts: a decimal, a per cent, or an integer of three digits or more (dates and
codes too). `1,234.50` and `1234.5` are one figure. What was published stands in tests/published as figures and times.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).parents[1]
PUBLISHED = Path(__file__).parent / "published"
ERRORS = ROOT / "docs" / "published-errors"
"""Of each report, the figures that it got wrong: what is printed instead, and by which rule."""
SEEDS = {
    "dongxihu-hrss-2020-budget": "budget-2020-dongxihu.txt",
    "dongxihu-hrss-2021": "final-accounts-2021-dongxihu.txt",
    "donghu-hrss-2023": "final-accounts-2023-donghu.txt",
    "pingqiao-hrss-2022": "self-evaluation-2022-pingqiao.txt",
    "jianghan-hrss-2022": "final-accounts-2022-jianghan.txt",
}
"""Each published report, and the file that its text has where the texts are kept."""
FIGURE = re.compile(r"(?<![\d.])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*([%％])?")
BROKEN = re.compile(r"(?<=\d)\. (?=\d)")
"""`2. 35`, as some texts were extracted."""


@dataclass(frozen=True)
class Recall:
    """Per cent of the figures found again by occurrence and by distinct figure, and of those counted out as wrong."""

    occurrences: float
    distinct: float
    counted_out: float
    missing: dict[str, int]


def figures(text: str) -> Counter[str]:
    """Each figure of a text, and how often it occurs."""
    found: Counter[str] = Counter()
    for number, percent in FIGURE.findall(BROKEN.sub(".", text)):
        plain = number.replace(",", "")
        if percent or "." in plain or len(plain) >= 3:
            found[f"{Decimal(plain).normalize():f}" + ("%" if percent else "")] += 1
    return found


def published(name: str) -> Counter[str]:
    """The figures that a report was published with."""
    with (PUBLISHED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return Counter({row["figure"]: int(row["times"]) for row in csv.DictReader(file)})


def as_csv(found: Counter[str]) -> str:
    """Figures and times as a CSV, in the order of their value: it says nothing of the text."""

    def value(figure: str) -> tuple[bool, Decimal]:
        return figure.endswith("%"), Decimal(figure.rstrip("%"))

    rows = [f"{figure},{found[figure]}" for figure in sorted(found, key=value)]
    return "\n".join(["figure,times", *rows, ""])


def recall(name: str, generated: str) -> Recall:
    """Compare a generated text with the published figures, less what the published report got wrong."""
    wanted = published(name)
    total, wrong = sum(wanted.values()), 0
    with (ERRORS / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            for figure in figures(row["figure"]):
                taken = min(wanted[figure], int(row["times"]))
                wanted[figure] -= taken
                wrong += taken
    wanted, there = +wanted, figures(generated)
    missing = wanted - there
    again = sum(wanted.values()) - sum(missing.values())
    return Recall(
        100 * again / sum(wanted.values()),
        100 * sum(figure in there for figure in wanted) / len(wanted),
        100 * wrong / total,
        dict(missing),
    )


def text_of_html(content: bytes) -> str:
    """The text of a page, and of its styles and scripts, which have few figures."""
    return re.sub(r"<[^>]+>", " ", content.decode())


def text_of_docx(content: bytes) -> str:
    """The text of a Word file: its body, notes and remarks, a line for each paragraph and cell."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [n for n in archive.namelist() if re.fullmatch(r"word/(document|comments|footnotes)[^/]*\.xml", n)]
        raw = "\n".join(archive.read(name).decode() for name in parts)
    return re.sub(r"<[^>]+>", "", re.sub(r"</w:(p|tc)>", "\n", raw))
