"""Every fact and control that stands in the fictional exports is extracted, with its value, its unit and its cell."""

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reportgen.editions.subjects import load_subjects
from reportgen.reading.open import open_file
from reportgen.recognise.file import recognise
from reportgen.recognise.forms import Library, load_library
from reportgen.recognise.lists import CodeLists, lists_of
from reportgen.recognise.seen import RecognisedFile, SeenFigure

EXPORTS = Path(__file__).parent / "exports"
TEMPLATES = Path(__file__).parents[1] / "templates"
EXPECTED = json.loads((EXPORTS / "expected.json").read_text(encoding="utf-8"))
FILES = ("accounts-a.xlsx", "accounts-b.xls")


@cache
def library() -> Library:
    return load_library([TEMPLATES])


@cache
def lists(year: int | None) -> CodeLists:
    return lists_of(load_subjects(str(year or 2025)), library().codes)


@cache
def recognised(name: str) -> RecognisedFile:
    return recognise(open_file(EXPORTS / name), library(), lists)


def figures_by_cell(name: str) -> Mapping[str, SeenFigure]:
    short = {whole: number for number, whole in EXPECTED[name]["recognise"]["sheets"].items()}
    return {
        f"{short[table.grid]}!{str(figure.cell.spot).rpartition('!')[2]}": figure
        for table, figure in recognised(name).figures
    }


def entries(kind: str) -> list[Any]:
    return [
        pytest.param(name, entry, id=f"{name}-{'-'.join(str(entry[k]) for k in entry if k not in ('unit',))}"[:150])
        for name in FILES
        for entry in EXPECTED[name][kind]
        if "cells" in entry
    ]


def stands(name: str, entry: Mapping[str, Any]) -> list[SeenFigure]:
    """The figures seen in the cells of an expected entry, each with the value and unit that it should have."""
    seen = [figures_by_cell(name)[cell] for cell in entry["cells"]]
    for figure in seen:
        assert (figure.value or Decimal(0)) == Decimal(entry["value"]), figure
        assert figure.unit == entry["unit"], figure
        for part in parts_of(entry):
            assert part in figure.key.split("."), (figure.key, part)
    return seen


def parts_of(entry: Mapping[str, Any]) -> list[str]:
    """Parts of a key that the dimensions of an expected entry say as they are."""
    said = [entry.get("科目"), entry.get("经济"), entry.get("口径"), entry.get("资金"), entry.get("类别")]
    return [p for p in said if p and p not in ("全部", "人员经费", "公用经费") and (p != "决算")]


@pytest.mark.parametrize(("name", "entry"), entries("facts"))
def test_a_fact_is_seen_in_its_cell(name: str, entry: Mapping[str, Any]) -> None:
    for figure in stands(name, entry):
        # a sum over the columns or rows of its own sheet is a fact of the list and a control of ours: it is never added
        assert not figure.control or entry.get("资金") == "财政拨款" or figure.column == "合计"


@pytest.mark.parametrize(("name", "entry"), entries("controls"))
def test_a_total_is_a_control(name: str, entry: Mapping[str, Any]) -> None:
    assert all(figure.control for figure in stands(name, entry))


@pytest.mark.parametrize("name", FILES)
def test_sheets_department_year_and_kind_are_recognised(name: str) -> None:
    found, expected = recognised(name), EXPECTED[name]
    assert (found.kind, found.department, found.year) == tuple(
        expected["recognise"][key] for key in ("kind", "unit_name", "year")
    )
    assert {sheet for sheet, _ in found.ignored} == set(expected["ignored_sheets"])
    read = {table.grid for table in found.tables} | set(found.texts)
    assert read == set(expected["recognise"]["sheets"].values()) - set(expected["ignored_sheets"])


@pytest.mark.parametrize("name", FILES)
def test_nothing_of_a_sheet_that_is_read_is_left_over(name: str) -> None:
    assert [cell for table in recognised(name).tables for cell in table.unread] == []
