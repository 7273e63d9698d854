"""What differs between a print and the report that it was made from is found where it stands, and nothing else is."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from as_read import as_read
from reportgen.audit.beside.against import Compared, compared
from reportgen.audit.finding import AuditFinding
from reportgen.build import BuiltReport, assemble
from reportgen.document.tree import text_of
from reportgen.model.finding import Level
from reportgen.reading.grid import OpenedFile, Spot, TextLine
from reportgen.workspace.new import begin

HERE = Path(__file__).parents[1] / "data"
SAMPLES = ("jianghan-hrss/2022", "donghu-hrss/2023", "dongxihu-hrss/2020", "dongxihu-hrss/2021", "pingqiao-hrss/2022")
OTHER_WAY = {"增加": "减少", "增长": "下降", "减少": "增加", "下降": "增长", "大于": "小于", "小于": "大于"}


@cache
def sample(name: str) -> BuiltReport:
    return assemble(HERE / name, checks=False)


def beside(made: BuiltReport, opened: OpenedFile) -> Compared:
    return compared(opened, made.document, made.book)


def with_line(opened: OpenedFile, number: int, text: str | None) -> OpenedFile:
    """One line with other words, or without one."""
    lines = list(opened.lines)
    lines[number : number + 1] = [] if text is None else [TextLine(text, lines[number].spot)]
    return replace(opened, lines=tuple(lines))


def with_cell(opened: OpenedFile, number: int, at: tuple[int, int], text: str) -> OpenedFile:
    """One cell with another text."""
    grids = list(opened.grids)
    cell = grids[number].cells[at]
    grids[number] = replace(grids[number], cells={**grids[number].cells, at: replace(cell, text=text)})
    return replace(opened, grids=tuple(grids))


def other_digit(text: str, at: int) -> str:
    return f"{text[:at]}{(int(text[at]) + 3) % 10}{text[at + 1 :]}"


@pytest.mark.parametrize("name", SAMPLES)
def test_a_clean_print_of_a_sample_has_no_finding(name: str) -> None:
    made = sample(name)
    found = beside(made, as_read(made.document))
    assert not found.findings
    assert found.text.numbers + found.tables.cells > 100


@pytest.mark.parametrize(
    ("kind", "edition", "year"),
    [
        ("部门决算公开", "shanghai-2024", 2024),
        ("部门预算公开", "shanghai-2025", 2025),
        ("部门决算公开", "hubei-2025", 2025),
    ],
)
def test_a_clean_print_of_an_edition_s_sample_has_no_finding(
    kind: str, edition: str, year: int, tmp_path: Path
) -> None:
    begin(tmp_path / str(year), edition, kind)
    made = assemble(tmp_path / str(year), kind, draft=True, checks=False)
    assert not beside(made, as_read(made.document)).findings


@pytest.mark.parametrize("name", SAMPLES)
def test_another_digit_in_a_sentence_is_found_in_its_line(name: str) -> None:
    made, chance = sample(name), random.Random(name)  # noqa: S311
    opened = as_read(made.document)
    contents = {text_of(item) for nav in made.document.root.iter("nav") for item in nav.iter("li")}
    with_digits = [
        n
        for n, line in enumerate(opened.lines)
        if re.search("[0-9]", line.text) and line.text not in contents and len(line.text) > 4
    ]
    for number in chance.sample(with_digits, min(25, len(with_digits))):
        text = opened.lines[number].text
        at = chance.choice([n for n, c in enumerate(text) if c in "0123456789"])
        found = beside(made, with_line(opened, number, other_digit(text, at))).findings
        assert [f.spot.row for f in found if f.spot] == [number], (text, at)


@pytest.mark.parametrize("name", SAMPLES[:2])
def test_a_direction_the_other_way_is_told_as_one(name: str) -> None:
    made = sample(name)
    opened = as_read(made.document)
    tried = 0
    for number, line in enumerate(opened.lines):
        for match in [*re.finditer("|".join(OTHER_WAY), line.text)][:1]:
            text = f"{line.text[: match.start()]}{OTHER_WAY[match[0]]}{line.text[match.end() :]}"
            found = beside(made, with_line(opened, number, text)).findings
            assert [(f.code, f.spot.row) for f in found if f.spot] == [("A002", number)], line.text
            tried += 1
    assert tried > 5


@pytest.mark.parametrize("name", SAMPLES)
def test_another_digit_in_a_table_is_found_in_its_cell(name: str) -> None:
    made, chance = sample(name), random.Random(name)  # noqa: S311
    opened = as_read(made.document)
    figures = [
        (number, at)
        for number, grid in enumerate(opened.grids)
        for at, cell in grid.cells.items()
        if re.fullmatch(r"[\d,]+\.\d+%?", cell.text)
    ]
    for number, at in chance.sample(figures, min(25, len(figures))):
        text = opened.grids[number].cells[at].text
        found = beside(made, with_cell(opened, number, at, other_digit(text, text.index(".") - 1))).findings
        assert [(f.spot.sheet, f.spot.row, f.spot.column) for f in found if f.spot] == [(f"表{number + 1}", *at)]
        assert found[0].expected == text


def test_a_table_without_figures_whose_sentence_is_left_out_is_told_with_the_sentence() -> None:
    made = sample("jianghan-hrss/2022")
    opened = as_read(made.document)
    nil = [text_of(e) for e in made.document.root.iter("p") if e.get("class") == "nil"]
    number = next(n for n, line in enumerate(opened.lines) if line.text == nil[0])
    without = with_line(opened, number, None)
    grids = tuple(replace(g, above=tuple(a for a in g.above if a.text != nil[0])) for g in without.grids)
    (found,) = beside(made, replace(without, grids=grids)).findings
    assert found.code == "A005"
    assert found.expected in nil[0].replace(" ", "")


def test_a_wrong_unit_behind_a_figure_is_told_as_one() -> None:
    made = sample("jianghan-hrss/2022")
    opened = as_read(made.document)
    number = next(n for n, line in enumerate(opened.lines) if re.search("总计[0-9].*万元", line.text))
    found = beside(made, with_line(opened, number, opened.lines[number].text.replace("万元", "元", 1))).findings
    assert [f.code for f in found] == ["A004"]


def test_paragraphs_may_break_anywhere_but_in_a_number_and_page_numbers_stand_between_them() -> None:
    made = sample("donghu-hrss/2023")
    whole = as_read(made.document)
    pieces = [piece for line in whole.lines for piece in re.findall(r".{1,31}(?!\d)|.+", line.text)]
    lines = [TextLine(piece, Spot("报告.pdf", page=1 + number // 9)) for number, piece in enumerate(pieces)]
    paged = [line for number, line in enumerate(lines) for line in (line, TextLine(f"— {number} —", line.spot))]
    assert not beside(made, replace(whole, lines=tuple(paged))).findings


def test_a_rate_that_should_stand_there_has_its_percent() -> None:
    rate = AuditFinding("A003", Level.ERROR, None, "", "占9.55%", "不同", "9.56")
    assert rate.correction == "，应是 9.56%"
    assert AuditFinding("A001", Level.ERROR, None, "", "9.55万元", "不同", "9.56").correction == "，应是 9.56"
    assert AuditFinding("A003", Level.ERROR, None, "", "占9.55%", "没有增长率可说").correction == ""
