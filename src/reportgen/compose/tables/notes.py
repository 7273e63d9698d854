"""Formulas of a table -> the note that states them by line or column number (27行＝（1＋2＋…＋8）行)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reportgen.editions import EditionError, Leg, RowGenerator, TableDefinition
from reportgen.figures.table_keys import expand_terms, static_rows

LONG = 9
"""A sum of this many terms or more is written with …"""


def formula_notes(
    definition: TableDefinition, lines: list[dict[str, int]], subjects: Mapping[str, Any]
) -> tuple[str, ...]:
    """One line of text per leg whose formulas have numbers, or the columns' formulas in one line."""
    result = []
    first_column = 1
    for leg, numbers in zip(definition.legs, lines, strict=True):
        parts = [*_row_formulas(leg, numbers, subjects), *_column_formulas(definition, leg, first_column)]
        if parts:
            result.append("；".join(parts) + "。")
        first_column += sum(c.kind == "amount" for c in leg.columns)
    return tuple(result)


def _row_formulas(leg: Leg, numbers: dict[str, int], subjects: Mapping[str, Any]) -> Iterator[str]:
    if not numbers:
        return
    names = [*(r.name for r in static_rows(leg, subjects)), *(r.name for r in leg.foot)]
    for row in leg.foot:
        if row.formula:
            signed = expand_terms(row.formula, names)
            if lost := next((name for _, name in signed if name not in numbers), ""):
                raise EditionError(f"「{row.name}」的公式里有「{lost}」，这张表没有这一行", words=lost)
            terms = [(sign, numbers[name]) for sign, name in signed]
            yield f"{numbers[row.name]}行＝（{_sum(terms)}）行"


def _column_formulas(definition: TableDefinition, leg: Leg, first: int) -> Iterator[str]:
    amounts = [c for c in leg.columns if c.kind == "amount"]
    numbers: dict[str, int] = {}
    for n, column in enumerate(amounts):
        before = numbers[amounts[n - 1].name] if n else first - 1
        numbers[column.name] = column.number or before + 1
    if definition.column_numbers != "columns":
        return
    word = "栏各行" if any(isinstance(r, RowGenerator) for r in leg.rows) else "栏"
    for column in amounts:
        if column.formula:
            terms = [(sign, numbers[name]) for sign, name in expand_terms(column.formula, list(numbers))]
            yield f"{numbers[column.name]}{word}＝（{_sum(terms)}）{word}"


def _sum(terms: list[tuple[int, int]]) -> str:
    numbers = [n for _, n in terms]
    run = all(sign > 0 for sign, _ in terms) and numbers == list(range(numbers[0], numbers[-1] + 1))
    if run and len(numbers) >= LONG:
        return f"{numbers[0]}＋{numbers[1]}＋…＋{numbers[-1]}"
    text = "".join(f"{'＋' if sign > 0 else '−'}{n}" for sign, n in terms)
    return text.removeprefix("＋")
