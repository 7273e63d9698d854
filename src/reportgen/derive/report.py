"""A loaded department-year and an edition -> Report."""

from __future__ import annotations

from decimal import Decimal

from reportgen.derive.balances import complete
from reportgen.derive.facts import Facts, gather
from reportgen.derive.records import records
from reportgen.derive.scores import score_rules
from reportgen.editions import Edition
from reportgen.ledger import Ledger
from reportgen.load import Loaded
from reportgen.model.department import Amount
from reportgen.report import Report, Statement


def derive(loaded: Loaded, edition: Edition) -> Report:
    """Every figure of the department-year, made on demand; problems of the data are in `Report.findings`."""
    facts = gather(loaded)
    leaves = complete(facts)
    approved = {**facts.stated, **_statements(facts, loaded.data.approved, "核定数")}
    report = Report(
        loaded=loaded,
        edition=edition,
        ledger=Ledger(leaves),
        records=records(facts),
        approved=approved,
        last=_statements(facts, loaded.data.last_year, "上年数"),
        findings=facts.findings,
        previous=derive(loaded.previous, edition) if loaded.previous else None,
    )
    report.rules = score_rules(report)
    return report


def _statements(facts: Facts, mapping: dict[str, Amount], name: str) -> dict[str, Statement]:
    result = {}
    for key, value in mapping.items():
        amount = value if isinstance(value, Decimal) else None
        money = not key.startswith(("人员.", "车辆.", "设备.", "实物量."))
        result[key] = Statement(facts.scaled(amount) if money else amount, facts.loaded.source(name, key))
    return result
