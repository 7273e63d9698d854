"""A formula that a person or an edition wrote -> its figure: a sum, or one quotient of sums as printed."""

from __future__ import annotations

from dataclasses import replace

from reportgen.figures.book import FigureBook
from reportgen.figures.keys import UnknownKey
from reportgen.model.figure import INAPPLICABLE, PERCENT, PERSONS, VEHICLES, Calculated, Figure, Stated, lacking
from reportgen.model.finding import Finding, Level, Source
from reportgen.model.formula import Formula, NotAFormula, parse_formula, spelled

DEEPEST = 50
"""Figures that stand one on the other below a formula: more is a slip, or meant to make the program fall."""


def evaluate(book: FigureBook, key: str, text: str, source: Source | None = None) -> Figure:
    """The figure of a formula under a key of its own, kept in the book, so that its problem is told."""
    return book.keep(evaluated(book, key, text, source))


def evaluated(book: FigureBook, key: str, text: str, source: Source | None = None) -> Figure:
    """The figure of a formula that a person or an edition wrote;
    one that can't be read or names no figure has its problem.
    """
    try:
        formula = parse_formula(text)
        if book.depth > DEEPEST or _too_deep(book, formula):
            return _wrong(
                key, text, f"一个套一个，套了超过 {DEEPEST} 层", source, "请写得直接些：一个算式里可以加减许多数"
            )
        if problem := _uncountable(book, formula):
            return _wrong(key, text, problem, source, "算式里只能用单位相同的数")
        if formula.divisor:
            return ratio_of_formula(book, key, formula, source, as_problem=True)
        return _with_unit(book, book.signed_sum(key, formula.terms, "算式"))
    except NotAFormula as error:
        return _wrong(key, text, f"看不懂：{error}", source, "写法：＝甲 ＋ 乙 − 丙，或 ＝(甲 − 乙) ÷ 丙")
    except UnknownKey as error:
        near = f"是不是 {'、'.join(error.nearest)}？" if error.nearest else error.remedy
        return _wrong(key, text, f"里的「{error.key}」{error.why}", source, near)


def _too_deep(book: FigureBook, formula: Formula) -> bool:
    """Whether too many figures stand one on the other below a formula; one that was told already is not told again."""
    layer = [book.resolve(name) for name in formula.keys]
    if lacking(layer):
        return False
    for _ in range(DEEPEST):
        layer = [below for figure in dict.fromkeys(layer) for below in figure.origin.inputs]
    return bool(layer)


def _uncountable(book: FigureBook, formula: Formula) -> str:
    """Why figures can't be added or divided: one is a text, or they are of different units; '' when they can."""
    inputs = [book.resolve(name) for name in formula.keys]
    words = next((f for f in inputs if f.state == "known" and f.value is None), None)
    if words is not None:
        return f"里的「{words.key}」是「{words.text}」，不是数"
    units = list(dict.fromkeys(f.unit for f in inputs if f.certain))
    return f"里的单位不同：{'、'.join(unit or '没有单位' for unit in units)}" if len(units) > 1 else ""


def _with_unit(book: FigureBook, figure: Figure) -> Figure:
    """A sum in a unit whose places the edition does not set (万人) is printed exactly, with its unit,
    as its parts are.
    """
    if (
        figure.value is None
        or book.edition.settings.precision.of(figure.unit) is not None
        or figure.unit in ("", PERSONS, VEHICLES)
    ):
        return figure
    return replace(figure, text=f"{figure.value:,f}{figure.unit}")


def _wrong(key: str, text: str, problem: str, source: Source | None, remedy: str) -> Figure:
    finding = _problem(key, text, problem, source, remedy)
    return Figure(key, None, "", Stated(source), "pending", problem=finding)


def _problem(key: str, text: str, problem: str, source: Source | None, remedy: str) -> Finding:
    return Finding("D030", Level.ERROR, f"算式「{text.strip()}」{problem}", source, key, remedy)


def ratio_of_formula(
    book: FigureBook, key: str, formula: Formula, source: Source | None = None, *, as_problem: bool = False
) -> Figure:
    """A quotient in per cent of two sums as printed; 0 ÷ 0 is 不适用, anything else over 0 unknown,
    and a problem where that is asked.
    """
    part, whole = _side(book, key, "分子", formula.terms), _side(book, key, "分母", formula.divisor)
    origin = Calculated("两数相除（按印出的数）", str(formula), (part, whole))
    if state := lacking((part, whole)):
        return Figure(key, None, PERCENT, origin, state)
    above, below = (f.number if f.text is not None else book.rounded(f) for f in (part, whole))
    if above == below == 0:
        return Figure(key, None, PERCENT, origin, "inapplicable", text=INAPPLICABLE)
    if below <= 0:
        divisor = spelled(formula.divisor)
        zero = f"的分母「{divisor}」是 {book.printed(whole) or 0}，分子是 {book.printed(part) or 0}，算不出百分之几"
        problem = _problem(key, str(formula), zero, source, "请核对这两个数") if as_problem else None
        return Figure(key, None, PERCENT, origin, "unknown", problem=problem)
    return Figure(key, above / below * 100, PERCENT, origin)


def _side(book: FigureBook, key: str, name: str, terms: tuple[tuple[int, str], ...]) -> Figure:
    """One side of a quotient: the figure itself, or the sum."""
    return book.resolve(terms[0][1]) if len(terms) == 1 and terms[0][0] > 0 else book.signed_sum(f"{key}.{name}", terms)
