"""A formula that forgets or adds a column is found by the column's name; where leaves go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from reportgen.checks import check_report
from reportgen.checks.engine.leaves import Leaves, tolerance_of, value
from reportgen.compose.tables import lay_out
from reportgen.editions.table import Terms
from reportgen.figures import FigureBook
from reportgen.model.finding import Finding


def with_formula(report: FigureBook, table: str, column: str, terms: Terms) -> tuple[Finding, ...]:
    """The findings when a column of a table has another formula."""

    def changed(definition):  # type: ignore[no-untyped-def]
        legs = tuple(
            replace(leg, columns=tuple(replace(c, formula=terms) if c.name == column else c for c in leg.columns))
            for leg in definition.legs
        )
        return replace(definition, legs=legs) if definition.id == table else definition

    report.edition.__dict__["tables"] = tuple(changed(d) for d in report.edition.tables)
    return check_report(report, lay_out(report)).findings


def test_a_forgotten_column_is_found_by_name(base: FigureBook) -> None:
    found = with_formula(base, "spending", "本年支出合计", ((1, "基本支出"),))
    assert [f.message for f in found] == ["公开03表「合计」行「本年支出合计」栏的公式漏了或多了这些栏：项目支出"]
    assert found[0].code == "C008"


def test_a_column_taken_in_without_need_is_found_by_name(base: FigureBook) -> None:
    found = with_formula(base, "general", "小计", ((1, "基本支出"), (1, "项目支出"), (1, "项目支出")))
    assert "项目支出" in found[0].message
    assert found[0].code == "C016"


def test_a_figure_is_the_signed_sum_of_its_leaves(base: FigureBook) -> None:
    leaves = Leaves(base)
    for key in ("收入总计", "支出总计", "年末结转和结余.一般公共", "人员经费", "支出.208"):
        figure = base.resolve(key)
        net = leaves.of(figure)
        assert net is not None
        assert value(net) == figure.derived.value


def test_what_cancels_out_needs_no_tolerance(base: FigureBook) -> None:
    """一般公共: income is spending, so its 年末 is its 年初 and only that may be rounded."""
    net = Leaves(base).of(base.resolve("年末结转和结余.一般公共"))
    assert net is not None
    assert len(net) == 1
    assert tolerance_of(net) == Decimal("0.005")


def test_one_wrong_leaf_is_one_finding_that_names_it(checked: Callable[[dict[str, object]], object]) -> None:
    swap = {"512.37   |": "521.37   |"}
    found = checked({"swap": swap}).findings  # type: ignore[attr-defined]
    assert len(found) == 1, [str(f) for f in found]
    assert "「支出.2070101.一般公共.基本支出」521.37" in found[0].message
    assert "应为 512.37（数字颠倒" in found[0].message
    assert "同一个差额还使" in found[0].message
