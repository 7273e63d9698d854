"""A loaded department-year and an edition -> Report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from reportgen.editions import Edition
from reportgen.figures import FigureBook, Statement
from reportgen.figures.derive.facts import Facts
from reportgen.figures.derive.names import wrong_names
from reportgen.figures.derive.subjects import SUBJECTS
from reportgen.figures.ledger import Ledger
from reportgen.load import Loaded
from reportgen.model.finding import Finding, Level
from reportgen.model.values import Amount


def derive(loaded: Loaded, edition: Edition) -> FigureBook:
    """Every figure of the department-year, made on demand; problems of the data are in `Report.findings`."""
    report = _figures(loaded, edition)
    for subject in SUBJECTS:
        report.findings.extend(subject.findings(report))
    for key in report.formulas:
        report.resolve(key)  # a formula that nothing uses may be wrong as well
    return report


def _figures(loaded: Loaded, edition: Edition) -> FigureBook:
    """The report of one year; of last year too, whose forms were made for another edition and are not looked at."""
    facts = Facts(loaded)
    for subject in SUBJECTS:
        subject.facts(facts)
    copied = _statements(facts, loaded.data.approved, "核定数")
    report = FigureBook(
        loaded=loaded,
        edition=edition,
        ledger=Ledger(facts.leaves),
        records=facts.records,
        approved={**facts.stated, **copied},
        last=_statements(facts, loaded.data.last_year, "上年数"),
        restated=_restated(facts),
        formulas=facts.formulas,
        findings=facts.findings,
        previous=_figures(loaded.previous, edition) if loaded.previous else None,
    )
    if report.previous:
        report.findings.extend(f for f in report.previous.findings if f.level is Level.ERROR)
    report.rules = tuple(rule for subject in SUBJECTS for rule in subject.rules(report))
    report.findings.extend(wrong_names(loaded))
    report.findings.extend(_stated_twice(report, facts.stated, copied))
    return report


def _stated_twice(
    book: FigureBook, stated: Mapping[str, Statement], copied: Mapping[str, Statement]
) -> Iterator[Finding]:
    """A total that stands in its table and in 核定数 too, with another value: 核定数 is the one that is printed."""
    approved = {book.canonical(key): (key, statement) for key, statement in copied.items()}
    for key, statement in stated.items():
        name, other = approved.get(book.canonical(key), (key, statement))
        if None not in (statement.value, other.value) and statement.value != other.value:
            told = f"「{name}」写了两个数：这里是 {statement.value}，核定数是 {other.value}（{other.source}）"
            yield Finding(
                "D027",
                Level.ERROR,
                told,
                statement.source,
                name,
                f"请照批复的{book.edition.word('本数')}改成一样，或只留一处",
            )


NOT_MONEY = ("人员", "车辆", "设备", "实物量", "事实", "指标", "自评", "问卷", "完成数")
NOT_MONEY_MEASURES = re.compile(r"(?:^|\.)(?:增长率|占|完成率|执行率|得分|上年得分|执行得分|指标得分|个数)(?:\.|$)")


def _statements(facts: Facts, mapping: dict[str, Amount], name: str) -> dict[str, Statement]:
    result = {}
    for key, value in mapping.items():
        amount = value if isinstance(value, Decimal) else None
        bare = key.removeprefix("上年.")
        money = bare.split(".")[0] not in NOT_MONEY and not NOT_MONEY_MEASURES.search(bare)
        result[key if name == "核定数" else bare] = Statement(
            facts.scaled(amount) if money else amount, facts.loaded.source(name, key)
        )
    return result


def _restated(facts: Facts) -> dict[str, Statement]:
    result = {}
    for key, entry in facts.loaded.data.restated.items():
        ((bare, statement),) = _statements(facts, {key: entry.value}, "口径调整").items()
        result[bare] = Statement(statement.value, facts.loaded.source("口径调整", key, "上年数"))
    return result
