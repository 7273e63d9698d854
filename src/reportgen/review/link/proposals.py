"""A report -> references for the numbers that people typed although a figure of the report says the same.

A number is proposed for a figure only where the words name it, or where no other figure has that value; of several
that could be meant none is taken.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.build import BuiltReport
from reportgen.checks.engine.passages import Printed
from reportgen.checks.told.naming import named
from reportgen.checks.told.reading import FACTS, Told, quantities, typed_statements
from reportgen.checks.typed.known_figures import GOALS, LABELS, LEAST_DIGITS, Known, known
from reportgen.figures import FigureBook
from reportgen.figures.bare import spelled_alone
from reportgen.figures.prose import unit_after
from reportgen.load.spans import Style
from reportgen.model.prose import ABSOLUTE, BARE, REFERENCE
from reportgen.review.pull.current_data import CurrentData, OwnText

LAST_YEAR, TARGET = "上年.", ".目标值"
CHANGES = (".增减额", ".增长率", ".差额.")
SHOWN = 12
"""Characters around a number that show where it stands."""
MOST_NAMED = 4
"""Figures that are named of those that could all be meant."""


@dataclass(frozen=True)
class Proposal:
    """A typed number and the figures that it may be; one key where it is clear which.

    sure: the words name the figure, not its value alone; before, after: its words as typed and as they would be.
    """

    text: OwnText
    start: int
    end: int
    reference: str
    keys: tuple[str, ...]
    sure: bool
    why: str

    @property
    def typed(self) -> str:
        """The number with its unit as it stands there."""
        return self.text.words[self.start : self.end]

    @property
    def place(self) -> str:
        """File, line and address."""
        span = self.text.span
        below = bool(span and span.style in (Style.LITERAL, Style.FOLDED))
        line = self.text.source.line + below + self.text.words.count("\n", 0, self.start)
        return f"{self.text.source.file}:{line} {self.text.address}"

    @property
    def before(self) -> str:
        """The words around, as typed."""
        return f"{self._left}{self.typed}{self._right}"

    @property
    def after(self) -> str:
        """The words around, with the reference."""
        return f"{self._left}{self.reference}{self._right}"

    @property
    def _left(self) -> str:
        return self.text.words[max(0, self.start - SHOWN) : self.start].split("\n")[-1].lstrip()

    @property
    def _right(self) -> str:
        return self.text.words[self.end : self.end + SHOWN].split("\n")[0]


def proposals(made: BuiltReport) -> list[Proposal]:
    """All of them, in the order of the files; a draft's report does."""
    printed, data = Printed(made.book, made.document), CurrentData(made)
    figures = {**known(printed)}
    for name, fact in data.loaded.data.facts.items():  # they may be printed nowhere yet
        for value in quantities(fact):
            figures[value] = list(dict.fromkeys((*figures.get(value, ()), f"{FACTS}.{name}")))
    by_text: dict[str, list[Told]] = defaultdict(list)
    for told in typed_statements(printed):
        if told.prose and not told.key and told.prose.path[0] != FACTS and told.prose.path[-1] not in GOALS:
            by_text[told.prose.key].append(told)
    found: list[Proposal] = []
    for address, ones in by_text.items():
        text = data.text_at(address)
        first = ones[0].passage  # one text may be printed at several places
        for told in (one for one in ones if one.passage is first) if text else ():
            place = _place(text, told, ones, first) if text else None
            if text and place and (proposal := _proposed(printed, text, place, told, figures)):
                found.append(proposal)
    return sorted(found, key=lambda p: (p.text.source.file, p.text.source.line, p.start))


def _place(text: OwnText, told: Told, ones: list[Told], passage: object) -> tuple[int, int] | None:
    """Where the number stands in the text as typed; None where that can't be told."""
    said = re.compile(rf"(?<![\d.,]){re.escape(told.said)}(?![\d])")
    named = [m.span() for m in REFERENCE.finditer(text.words)]
    places = [m.span() for m in said.finditer(text.words) if all(m.end() <= a or b <= m.start() for a, b in named)]
    alike = [one for one in ones if one.passage is passage and one.said == told.said]
    return places[alike.index(told)] if len(places) == len(alike) else None


def _proposed(printed: Printed, text: OwnText, place: tuple[int, int], told: Told, figures: Known) -> Proposal | None:
    if told.scaled or told.bound:
        return None  # 2.1万 and 600以上 are no value of a figure
    keys = [key for key in figures.get((abs(told.value), told.unit), ()) if _fits(told, key)]
    if not keys:
        return None
    strengths = {key: _evidence(printed.book, told, key) for key in keys}
    best = max(strengths.values())
    meant = [key for key in keys if strengths[key] == best]
    if not best and len("".join(re.findall(r"\d", told.said)).strip("0")) < LEAST_DIGITS:
        return None  # 50场 and 100% may be anything
    chosen = meant[0] if len(meant) == 1 else ""
    if not chosen:
        return Proposal(text, *place, "", tuple(sorted(meant, key=len)[:MOST_NAMED]), False, "有几个数都是这个值")
    why = "名称和数都相同" if best else "只有数相同，没有别的数是这个值"
    return Proposal(text, *place, _reference(printed.book, told, chosen), (chosen,), bool(best), why)


def _fits(told: Told, key: str) -> bool:
    """Whether a figure may stand where a number is meant so: a target for a target, last year's for last year's."""
    kinds = {
        "target": TARGET in key or "预算" in key,
        "before": key.startswith(LAST_YEAR),
        "change": any(part in key for part in CHANGES),
        "share": ".占." in key,
    }
    if told.role in kinds:
        return kinds[told.role]
    return not (key.startswith(LAST_YEAR) or TARGET in key or any(part in key for part in (*CHANGES, ".占.")))


def _evidence(book: FigureBook, told: Told, key: str) -> int:
    """How many characters of the figure's name the words say."""
    words = told.before + told.after if told.before else told.words
    for pattern, labelled in LABELS:
        if labelled == key and pattern.search(told.subject):
            return 100  # the one name that is printed for it
    parts = key.removesuffix(TARGET).split(".")
    if parts[0] == "指标" and (row := book.indicators.get((parts[1], parts[2]))):
        return named(row.title, told.subject, told.after, least=3) or (parts[2] in words) * len(parts[2])
    if parts[0] == "项目" and len(parts) > 2:
        return _of_project(book, told, parts)
    names = [book.subject_name(part) if part.isdigit() else part for part in parts]
    return sum(len(name) for name in names if len(name) > 1 and name in words)


def _of_project(book: FigureBook, told: Told, parts: list[str]) -> int:
    """A project's figure, in its own text or where its name is said."""
    project = next((p for p in book.loaded.data.projects if p.name == parts[1]), None)
    own = bool(told.prose and len(told.prose.path) > 1 and told.prose.path[1] == parts[1])
    column = parts[-1] if parts[-1] in told.before or parts[-1][-3:] in told.before else ""
    named_here = named(project.full_name, told.subject, "") if project else 0
    return named_here + (len(column) if named_here or own else 0)


def _reference(book: FigureBook, told: Told, key: str) -> str:
    """What to type: the unit that was typed stays where it is another word."""
    figure = book.resolve(key)
    absolute = ABSOLUTE if figure.value is not None and figure.value < 0 else ""
    typed = re.sub(r"^-?[\d,]+(?:\.\d+)?\s*", "", told.said)
    text = book.printed(figure)
    own = unit_after(figure) if figure.text is None else re.sub(r"^[\d,.]+\s*", "", text)
    if typed == own or (typed in ("%", "％") and own == "%"):
        return f"｛{key}{absolute}｝"
    return f"｛{key}{absolute}{BARE}｝{typed}"


def prints(book: FigureBook, proposal: Proposal) -> str:
    """What the reference will print, to be held against what is typed."""
    key, _, unit = proposal.reference.removeprefix("｛").partition("｝")
    bare = key.endswith(BARE)
    name = key.removesuffix(BARE).removesuffix(ABSOLUTE)
    figure = book.resolve(spelled_alone(book, name) if bare else name)
    text = book.printed(figure).removeprefix("-") if ABSOLUTE in key else book.printed(figure)
    return f"{text}{'' if bare else unit_after(figure)}{unit}"


def numbered(found: list[Proposal]) -> Iterator[tuple[int, Proposal]]:
    """Those that can be written, each with the number by which a person names it."""
    return enumerate((proposal for proposal in found if proposal.reference), 1)
