"""Which kind of self-evaluation form has a name, and what the edition says of that kind."""

from __future__ import annotations

from decimal import Decimal

from reportgen.editions.form_settings import FormKind, Kind
from reportgen.figures.book import FigureBook
from reportgen.model.figure import round_half_up
from reportgen.model.indicator import EVALUATION, OVERALL

PLAIN = FormKind()
"""The form of 绩效自评报告, of which its own edition says all."""


def transfers(book: FigureBook) -> list[str]:
    """The short names of 转移支付, each of which is a form."""
    return [transfer.name for transfer in book.loaded.data.transfers]


def kind_name(book: FigureBook, form: str) -> Kind:
    """Of what a form is."""
    if form == OVERALL:
        return "整体"
    return "转移支付" if form in transfers(book) else "项目"


def form_kind(book: FigureBook, form: str) -> FormKind:
    """What the edition says of the kind of a form."""
    if form == EVALUATION:
        return PLAIN
    return book.edition.settings.form_kinds.get(kind_name(book, form), PLAIN)


def goal_weight(book: FigureBook, form: str) -> Decimal:
    """The points of 总目标 in a form."""
    return Decimal(form_kind(book, form).goal)


def round_in_form(book: FigureBook, form: str, value: Decimal) -> Decimal:
    """A score that a formula gives, rounded as forms of this kind do."""
    places = form_kind(book, form).points
    return book.round_score(value) if places is None else round_half_up(value, places)


def stands_for(book: FigureBook, project: str) -> str:
    """The 转移支付 whose form is a project's too; '' for a project with a form of its own."""
    data = book.loaded.data
    if data.indicators.get(project):
        return ""
    return next((p.transfer for p in data.projects if p.name == project and p.transfer in transfers(book)), "")


def with_own_form(book: FigureBook) -> list[str]:
    """The projects that have a form of their own: all but those that a 转移支付 stands for."""
    return [p.name for p in book.loaded.data.projects if not stands_for(book, p.name)]
