"""A file by itself: its tables make the report again, and sentences that say otherwise are found."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from as_read import as_read
from reportgen.audit.audited import audited
from reportgen.audit.beside.recompose import recomposed
from reportgen.audit.finding import AuditFinding
from reportgen.audit.tables.seen_tables import see
from reportgen.document.tree import text_of
from reportgen.model.finding import Level
from reportgen.reading.grid import OpenedFile
from test_audit_text import sample, with_cell, with_line

NAME = "jianghan-hrss/2022"


def told(opened: OpenedFile, name: str = NAME) -> list[AuditFinding]:
    edition, year = sample(name).book.edition, sample(name).book.loaded.data.year
    return [one for one in audited(opened, edition, year).findings if one.level is not Level.HINT]


def damaged(before: str, after: str, name: str = NAME) -> tuple[OpenedFile, int]:
    """The print with the words changed where they first stand in a sentence."""
    opened = as_read(sample(name).document)
    number = next(n for n, line in enumerate(opened.lines) if before in line.text)
    return with_line(opened, number, opened.lines[number].text.replace(before, after, 1)), number


def test_the_tables_of_a_print_make_its_report_again_with_the_places_of_the_cells() -> None:
    opened = as_read(sample(NAME).document)
    edition = sample(NAME).book.edition
    made = recomposed(opened, see(opened, edition), edition, 2022)
    assert made
    assert [made.book.printed(made.book.resolve(key)) for key in ("支出", "收入")] == ["13,258.64", "13,258.64"]
    assert made.pending  # reasons, last year's amounts: no table has them
    assert {source.file.partition("!")[0] for source in made.book.loaded.sources.values()} == {"报告.docx"}


@pytest.mark.parametrize(
    ("before", "after", "code", "expected"),
    [
        ("占本年支出的10.2%", "占本年支出的10.3%", "A003", "10.2"),
        ("项目支出11,908.32万元", "项目支出11,903.32万元", "A001", "11,908.32"),
        ("一般公共预算财政拨款支出13,258.64万元", "一般公共预算财政拨款支出13,258.46万元", "A001", "13,258.64"),
        ("支出决算为0.35万元，比年初预算增加0.35万元", "支出决算为0.35万元，比年初预算增加0.38万元", "A001", "0.35"),
        ("2022年度收、支总计13,258.64万元", "2022年度收、支总计13,268.64万元", "A001", "13,258.64"),
        ("支出决算为0.35万元，比年初预算增加", "支出决算为0.35万元，比年初预算减少", "A002", "增加"),
    ],
)
def test_a_sentence_that_says_otherwise_than_the_tables_is_found_once_in_its_line(
    before: str, after: str, code: str, expected: str
) -> None:
    opened, number = damaged(before, after)
    (found,) = told(opened)
    assert (found.code, found.spot.row if found.spot else None) == (code, number)
    assert expected in found.expected


def test_a_wrong_cell_is_one_finding_and_the_sentences_that_it_makes_wrong_are_none() -> None:
    opened = as_read(sample(NAME).document)
    at = next(at for at, cell in opened.grids[2].cells.items() if cell.text == "11,908.32")
    codes = {one.code for one in told(with_cell(opened, 2, at, "11,903.32"))}
    assert codes <= {"A010", "A011"}
    assert codes


def test_one_nil_sentence_of_several_that_is_left_out_is_found() -> None:
    opened = as_read(sample(NAME).document)
    nil = "本部门2022年度无国有资本经营预算财政拨款支出。"
    number = next(n for n, line in enumerate(opened.lines) if line.text == nil)
    grids = tuple(replace(g, above=tuple(line for line in g.above if line.text != nil)) for g in opened.grids)
    assert [one.code for one in told(replace(with_line(opened, number, None), grids=grids))] == ["A005"]


@pytest.mark.parametrize("words", ["主要原因是人员增加", "主要原因是压减了一般性支出12.5%"])
def test_reasons_that_no_table_knows_are_no_findings(words: str) -> None:
    opened = as_read(sample(NAME).document)
    number = next(n for n, line in enumerate(opened.lines) if "主要原因是" in line.text and "公务接待" in line.text)
    changed = re.sub(r"主要原因是[^。]+", words, opened.lines[number].text, count=1)
    assert not told(with_line(opened, number, changed))


@pytest.mark.parametrize("whole", ["13,259", "13,258.6", "13258.64"])
def test_an_amount_told_with_fewer_places_is_no_error(whole: str) -> None:
    opened, _ = damaged("2022年度支出合计13,258.64万元", f"2022年度支出合计{whole}万元")
    assert not [one for one in told(opened) if one.code == "A001" and one.level is Level.ERROR]


@pytest.mark.parametrize("name", [NAME, "donghu-hrss/2023", "dongxihu-hrss/2020", "dongxihu-hrss/2021"])
def test_every_sentence_below_an_empty_table_is_missed_the_last_table_and_blank_cells_too(name: str) -> None:
    opened = as_read(sample(name).document)
    nil = {text_of(p) for p in sample(name).document.root.iter("p") if p.get("class") == "nil"}
    numbers = [number for number, line in enumerate(opened.lines) if line.text in nil]
    assert numbers
    for number in numbers:
        gone = opened.lines[number].text
        grids = tuple(replace(g, above=tuple(a for a in g.above if a.text != gone)) for g in opened.grids)
        codes = [one.code for one in told(replace(with_line(opened, number, None), grids=grids), name)]
        assert codes == ["A005"], gone


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("受理劳动纠纷2646件，结案2591件", "受理劳动纠纷2646件，结案2951件", "C082"),
        ("信访维稳工作有效开展", "信访维稳工作XXX有效开展", "C090"),
    ],
)
def test_the_rules_over_words_of_our_own_reports_are_run_over_anybodys(before: str, after: str, code: str) -> None:
    opened, number = damaged(before, after)
    (found,) = [one for one in told(opened) if one.code == code]
    assert found.spot
    assert found.spot.row == number
    assert found.sure == "可能"
