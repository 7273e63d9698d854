"""The samples as a tired clerk leaves them: one corruption of tests/corruptions/*.yaml in a copy, and what is found."""

from __future__ import annotations

import functools
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from reportgen.build import assemble
from reportgen.checks import CHECKS, DOCUMENT_CHECKS, check_report, waive
from reportgen.checks.engine.passages import Printed
from reportgen.checks.engine.registry import Hit
from reportgen.compose.tables import lay_out
from reportgen.editions import load_edition
from reportgen.figures import FigureBook
from reportgen.figures.derive import derive
from reportgen.figures.derive.orders import ordered
from reportgen.load import Loaded, load
from reportgen.model.finding import DataUnusable, Finding
from reportgen.workspace.new import begin

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "corruptions"
SAMPLES = {
    "示例局": "示例局/2023",
    "东湖": "donghu-hrss/2023",
    "东西湖2021": "dongxihu-hrss/2021",
    "东西湖2020": "dongxihu-hrss/2020",
    "平桥": "pingqiao-hrss/2022",
}
"""Name of the file of corruptions -> unit and year; 示例局 is what `reportgen new` makes."""
BASE_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Every value a text, the numbers too."""


@dataclass(frozen=True)
class Corruption:
    """One slip: where it is made, what it contradicts, and what became of it.

    found: code and level of what finds it; harmless, silent: why nothing does (harmless: nothing wrong is printed).
    """

    sample: str
    number: int
    kind: str
    file: str
    against: str
    at: str = ""
    old: str = ""
    new: str = ""
    delete: bool = False
    double: bool = False
    found: str = ""
    harmless: str = ""
    silent: str = ""

    @property
    def name(self) -> str:
        """The sample and the number in its file, from 1."""
        return f"{self.sample}-{self.number:03d}"

    def applied(self, text: str) -> tuple[str, int]:
        """The file with the slip in it, and the line where it stands. A place that isn't there once is a mistake."""
        start, stop = 0, len(text)
        if self.at:
            assert text.count(self.at) == 1, f"{self.name}: {self.at} {text.count(self.at)} times"
            place = text.index(self.at)
            start, stop = text.rfind("\n", 0, place) + 1, text.index("\n", place) + 1
        within = text[start:stop]
        if self.delete or self.double:
            changed, offset = within * (0 if self.delete else 2), 0
        else:
            assert within.count(self.old) == 1, f"{self.name}: {self.old} {within.count(self.old)} times"
            changed, offset = within.replace(self.old, self.new), within.index(self.old)
        return text[:start] + changed + text[stop:], text.count("\n", 0, start + offset) + 1


@functools.cache
def corruptions(sample: str) -> tuple[Corruption, ...]:
    """All of one sample, in the order of its file."""
    rows: list[dict[str, Any]] = yaml.load((CASES / f"{sample}.yaml").read_text(encoding="utf-8"), Loader=BASE_LOADER)  # noqa: S506 - texts only
    return tuple(_corruption(sample, number, row) for number, row in enumerate(rows, 1))


def _corruption(sample: str, number: int, row: dict[str, Any]) -> Corruption:
    words = {{"from": "old", "to": "new"}.get(key, key): value for key, value in row.items()}
    flags = {key: words.pop(key) == "true" for key in ("delete", "double") if key in words}
    return Corruption(sample, number, **words, **flags)


def copy_of(sample: str, folder: Path) -> Path:
    """A copy of a sample."""
    where = folder / SAMPLES[sample]
    if sample == "示例局":
        begin(where)
    else:
        shutil.copytree(ROOT / "data" / SAMPLES[sample], where)
    return where


def findings_of(folder: Path, said: str = "") -> tuple[Finding, ...]:
    """What `check` finds in a folder. said: code and level of what should be: then only that rule is asked, and all
    where it does not tell it.
    """
    try:
        loaded = load(folder)
        for look in (_of_one_rule, _of_the_data) if said else ():
            found = look(loaded, said.split()[0])
            if any(f"{finding.code} {finding.level.value}" == said for finding in found):
                return found
        return assemble(loaded).findings
    except DataUnusable as unusable:
        return unusable.findings


def _of_one_rule(loaded: Loaded, code: str) -> tuple[Finding, ...]:
    """What is found on the way to the rule of this code, and by it."""
    found = list(loaded.findings)
    if code in DOCUMENT_CHECKS:
        made = assemble(loaded, checks=False)
        entry, book = DOCUMENT_CHECKS[code], made.book
        outcomes = entry.examine(Printed(book, made.document))
    else:
        book = _report(loaded)
        entry = CHECKS.get(code)
        outcomes = entry.examine(book) if entry else iter(())
    hits = [outcome for outcome in outcomes if isinstance(outcome, Hit) and outcome.gap is None]
    found += [*book.findings, *(entry.rule.finding(hit) for hit in hits if entry)]
    return tuple(waive(book, found, ()).findings)


def _of_the_data(loaded: Loaded, _code: str) -> tuple[Finding, ...]:
    """What the rules over the data find; nothing is written."""
    report = _report(loaded)
    checked = check_report(report, lay_out(report))
    found = [*loaded.findings, *report.findings, *checked.findings]
    return tuple(waive(report, found, checked.runs).findings)


def _report(loaded: Loaded) -> FigureBook:
    kind = next(iter(ordered(loaded)))
    return derive(loaded, load_edition(kind, loaded.data.reports[kind].edition, loaded.folder.resolve().parent))


def told(findings: tuple[Finding, ...]) -> Counter[tuple[str, str]]:
    """Findings without their lines, which a row more or less moves."""
    return Counter((finding.code, re.sub(r"第 ?\d+ 行", "", finding.message)) for finding in findings)


@dataclass(frozen=True)
class Outcome:
    """What is found besides what was there before, the nearest to the slip first."""

    corruption: Corruption
    line: int
    findings: tuple[Finding, ...]

    @property
    def near(self) -> tuple[Finding, ...]:
        """Those that point to the line of the slip, or say its words."""
        return tuple(finding for finding in self.findings if self._hits(finding))

    def _hits(self, finding: Finding) -> bool:
        slip = self.corruption
        if finding.source and finding.source.file.endswith(slip.file) and abs(finding.source.line - self.line) < 2:
            return True
        said = finding.message + finding.remedy
        return any(token in said for token in tokens(slip.new or slip.at or slip.old))


def tokens(text: str) -> list[str]:
    """The numbers and names of a text that a message may repeat."""
    return [token for token in re.findall(r"[\d.,]*\d[\d.,]*|[一-鿿]{2,}", text) if len(token) > 1]


def outcomes(slips: Sequence[Corruption], folder: Path, *, whole: bool = False) -> Iterator[Outcome]:
    """Corruptions of one sample, each tried in turn on one copy of it. whole: all that is found, to record it."""
    where = copy_of(slips[0].sample, folder)
    before = told(findings_of(where))
    for slip in slips:
        path = where / slip.file
        right = path.read_text(encoding="utf-8")
        wrong, line = slip.applied(right)
        path.write_text(wrong, encoding="utf-8")
        try:
            found = findings_of(where, "" if whole else slip.found)
        finally:
            path.write_text(right, encoding="utf-8")
        fresh = told(found) - before
        more = tuple(f for f in found if (f.code, re.sub(r"第 ?\d+ 行", "", f.message)) in fresh)
        yield Outcome(slip, line, more)
