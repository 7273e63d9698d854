"""Whether what is read of a damaged workbook is right, or told: by the facts of the undamaged one."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from reportgen.reading.grid import Notice, OpenedFile
from reportgen.reading.open import open_file
from reportgen.recognise.amounts import in_yuan
from reportgen.recognise.facts import FoundFacts, facts_of
from reportgen.recognise.file import recognise
from reportgen.recognise.said import short
from reportgen.recognise.seen import RecognisedFile
from test_exports import EXPORTS, library, lists
from workbook_mutants import Mutant, mutated

COUNTS = ("实物量.", "设备.")
"""Nothing in a workbook says these twice: C055 and C056 compare them with the money when the data are checked."""
ALONE = ("上年.", "三公.", "预算.机关运行经费", "政府采购.合计.")
"""What stands in one row of one sheet: another figure there is another truth, as long as it is no total of others."""
CHANGES = {
    "formula_without_result",
    "figure_changed",
    "figure_blanked",
    "figures_swapped",
    "row_of_zeros",
    "data_shifted",
}
MANY = 8
"""So many findings of one code for one accident are too many."""
HARMLESS = ("R032", "R033", "R037", "R039", "R045", "R046", "R047", "R048", "R049", "R050", "R051", "R056")
"""What these tell is no warning that a figure is wrong or lost."""


@dataclass(frozen=True)
class Read:
    """A workbook, recognised, and its facts."""

    opened: OpenedFile
    found: RecognisedFile
    facts: FoundFacts


def read(opened: OpenedFile) -> Read:
    found = recognise(opened, library(), lists)
    return Read(opened, found, facts_of(found, library()))


@cache
def clean(name: str) -> Read:
    return read(open_file(EXPORTS / name))


@dataclass(frozen=True)
class Verdict:
    """silent: keys whose figure is another one without a word, each with what it was and is; often: codes told of one
    accident many times.
    """

    name: str
    seed: int
    mutant: Mutant
    silent: tuple[tuple[str, Decimal | None, Decimal | None], ...]
    often: tuple[tuple[str, int], ...]
    told: tuple[Notice, ...]


def judged(name: str, seed: int) -> Verdict:
    right = clean(name)
    mutant = mutated(right.opened, right.found, seed)
    now = read(mutant.opened)
    known = {notice.message for notice in right.facts.notices}
    told = tuple(notice for notice in now.facts.notices if notice.message not in known)
    counts = Counter(notice.code for notice in told)
    often = tuple((code, count) for code, count in counts.items() if count >= MANY) if len(mutant.happened) == 1 else ()
    return Verdict(name, seed, mutant, tuple(_silent(right, now, mutant, told)), often, told)


def _silent(
    right: Read, now: Read, mutant: Mutant, told: tuple[Notice, ...]
) -> Iterator[tuple[str, Decimal | None, Decimal | None]]:
    was = {key: in_yuan(fact.value, fact.unit) for key, fact in right.facts.facts.items()}
    is_now = {key: in_yuan(fact.value, fact.unit) for key, fact in now.facts.facts.items()}
    harmless = set(HARMLESS) - ({"R037"} if "code_changed" in dict(mutant.happened) else set())
    warned = [notice for notice in told if notice.code not in harmless]
    for key in sorted(was.keys() | is_now.keys()):
        if was.get(key) == is_now.get(key) or key.startswith(COUNTS):
            continue
        if _only_in_a_group(key, right.opened.path.name) and "figures_swapped" in dict(mutant.happened):
            continue
        if key.startswith("上年.") and "sheet_deleted" in dict(mutant.happened):  # a sheet that many exports have not
            continue
        if key.startswith(ALONE) and CHANGES & dict(mutant.happened).keys():
            continue
        sheets = set(mutant.sheets) | {
            figure.cell.spot.sheet
            for facts in (right.facts.facts, now.facts.facts)
            if key in facts
            for figure in (*facts[key].plus, *facts[key].minus)
        }
        if not any(_names(notice, name) for notice in warned for sheet in sheets for name in _called(right, sheet)):
            yield key, was.get(key), is_now.get(key)


def _only_in_a_group(key: str, name: str) -> bool:
    """Whether a figure is of a 款 that one sheet of the published tables alone has: two of one 类 in each other's place
    add up to the same.
    """
    return name == "public-tables.xlsx" and re.match(r"支出\.3\d{4}\.", key) is not None


def _called(right: Read, sheet: str) -> Iterator[str]:
    """What a sheet may be called by: its name, the form that it is, the one that it stands in place of."""
    yield from (sheet, short(sheet))
    for table in right.found.tables:
        if table.grid == sheet:
            yield f"「{table.form} "
            yield from (f"「{form.id} " for form in library().forms if table.form in form.instead)


def _names(notice: Notice, name: str) -> bool:
    return notice.code == "R037" or notice.spot.sheet == name or name in notice.message
