"""A loaded department-year and an edition -> its book of figures."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from reportgen.editions import Edition
from reportgen.figures import FigureBook, Statement, UnknownKey
from reportgen.figures.derive.economic import with_used_codes
from reportgen.figures.derive.facts import Facts
from reportgen.figures.derive.names import wrong_names
from reportgen.figures.derive.subjects import SUBJECTS
from reportgen.figures.derive.supplement import LEDGER as SUPPLEMENT
from reportgen.figures.indicators import evaluation_indicators, forms_of, in_form, indicators
from reportgen.figures.keys import digits_of, in_its_own_unit
from reportgen.figures.ledger import Ledger
from reportgen.figures.rules import rules_with
from reportgen.load import Loaded
from reportgen.model.figure import WAN
from reportgen.model.finding import Finding, Level
from reportgen.model.schema import by_ledger, path_of, unit_of
from reportgen.model.told_amount import told_amount
from reportgen.model.values import Amount


def derive(loaded: Loaded, edition: Edition) -> FigureBook:
    """Every figure of the department-year, made on demand; problems of the data are in `FigureBook.findings`."""
    book = _figures(loaded, with_used_codes(loaded, edition))
    for subject in SUBJECTS:
        book.add_findings(subject.findings(book))
    for key in book.formulas:
        book.resolve(key)  # a formula that nothing uses may be wrong as well
    for form in forms_of(book):
        _resolve_form(book, form)
    return book


def _resolve_form(book: FigureBook, form: str) -> None:
    """Every value, point and score of a form that is printed, so that none brings its problem only when asked for."""
    for row in in_form(book, form):
        for key in (f"{row.key}.目标值", row.key, row.column("分值", form), row.column("得分", form)):
            with contextlib.suppress(UnknownKey):  # a short name that is no part of a key is told elsewhere
                book.resolve(key)


def _figures(loaded: Loaded, edition: Edition) -> FigureBook:
    """The book of one year; of last year too, whose forms were made for another edition and are not looked at."""
    facts = Facts(
        loaded, edition.subjects.get("功能科目") or {}, edition.settings.source_kinds, edition.settings.spending_rows
    )
    for subject in SUBJECTS:
        subject.facts(facts)
    copied = _statements(facts, edition, loaded.data.approved, "approved")
    book = FigureBook(
        loaded=loaded,
        edition=edition,
        ledger=Ledger(facts.leaves),
        records=facts.records,
        approved={**facts.stated, **copied},
        last=_statements(facts, edition, loaded.data.last_year, "last_year"),
        restated=_restated(facts, edition),
        formulas=facts.formulas,
        rules=rules_with(rule for subject in SUBJECTS for rule in subject.rules),
        previous=_figures(loaded.previous, edition) if loaded.previous else None,
    )
    book.indicators = {(row.form, row.name): row for row in (*indicators(book), *evaluation_indicators(book))}
    book.add_findings(facts.findings)
    if book.previous:
        book.add_findings(f for f in book.previous.findings if f.level is Level.ERROR)
    book.add_findings(wrong_names(loaded))
    book.add_findings(_stated_twice(book, facts.stated, copied))
    return book


def _typed(book: FigureBook, key: str, value: Decimal | None) -> str:
    """What a person stated of a figure, in the unit of the data."""
    return told_amount(value or Decimal(0), book.loaded.data.money_unit, book.resolve(key).unit)


def _stated_twice(
    book: FigureBook, stated: Mapping[str, Statement], copied: Mapping[str, Statement]
) -> Iterator[Finding]:
    """A total that stands in its table and in 核定数 too, with another value: 核定数 is the one that is printed."""
    approved = {book.canonical(key): (key, statement) for key, statement in copied.items()}
    for key, statement in stated.items():
        name, other = approved.get(book.canonical(key), (key, statement))
        if None not in (statement.value, other.value) and statement.value != other.value:
            one, two = (_typed(book, key, stated.value) for stated in (statement, other))
            told = f"「{name}」写了两个数：这里是 {one}，核定数是 {two}（{other.source}）"
            yield Finding(
                "D027",
                Level.ERROR,
                told,
                statement.source,
                name,
                f"请照批复的{book.edition.words.own}改成一样，或只留一处",
            )


SCORES = "自评"
"""The ledger of 自评得分, which no field gives."""
NOT_MONEY_MEASURES = re.compile(r"(?:^|\.)(?:增长率|占|完成率|执行率|得分|上年得分|执行得分|指标得分|个数)(?:\.|$)")


def _statements(facts: Facts, edition: Edition, mapping: dict[str, Amount], name: str) -> dict[str, Statement]:
    result = {}
    (place,) = path_of(name)
    for key, value in mapping.items():
        amount = value if isinstance(value, Decimal) else None
        bare = key.removeprefix("上年.")
        own = in_its_own_unit(key if name == "approved" else bare)
        result[own] = Statement(_stated(facts, edition, bare, amount), facts.loaded.source(place, key))
    return result


def _stated(facts: Facts, edition: Edition, key: str, amount: Decimal | None) -> Decimal | None:
    """In 万元, where it is money: in the unit that its key names (支出.208.元), else in that of the data."""
    if not _is_money(in_its_own_unit(key), edition):
        return amount
    digits = digits_of(key)
    return facts.scaled(amount) if digits is None or amount is None else amount.scaleb(-digits)


def _is_money(key: str, edition: Edition) -> bool:
    """Whether a figure is an amount: its field or the edition says so, or no field says the contrary of its ledger."""
    ledger, _, name = key.partition(".")
    declared = edition.settings.records.get(name) if ledger == SUPPLEMENT else None
    unit = declared.unit if declared else unit_of(key)
    if NOT_MONEY_MEASURES.search(key) or ledger == SCORES:
        return False
    if unit is not None:
        return unit == WAN
    fields = by_ledger().get(ledger, ())
    return not fields or any(field.term.unit == WAN for field in fields)


def _restated(facts: Facts, edition: Edition) -> dict[str, Statement]:
    result = {}
    for key, entry in facts.loaded.data.restated.items():
        ((bare, statement),) = _statements(facts, edition, {key: entry.value}, "restated").items()
        result[bare] = Statement(
            statement.value, facts.loaded.source(*path_of("restated"), key, *path_of("restated", "value")[1:])
        )
    return result
