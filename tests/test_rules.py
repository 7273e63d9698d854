"""Which rule makes a figure: the book can say it, and for no key does it matter which of two rules is asked first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.build import assemble
from reportgen.figures import FigureBook
from reportgen.figures.derive.subjects import SUBJECTS
from reportgen.figures.rules import rules_with

ROOT = Path(__file__).parents[1]
FOLDERS = ("dongxihu-hrss/2020", "dongxihu-hrss/2021", "donghu-hrss/2023", "pingqiao-hrss/2022")
OWN = [rule for subject in SUBJECTS for rule in subject.rules]


@pytest.fixture(scope="module", params=FOLDERS)
def book(request: pytest.FixtureRequest) -> FigureBook:
    return assemble(ROOT / "data" / request.param).book


def made_keys(book: FigureBook) -> Iterator[str]:
    return (figure for figure in book.known_keys() if not figure.endswith("."))


def test_a_rule_of_a_part_of_the_data_has_keys_of_a_shape_of_its_own() -> None:
    assert [rule.name for rule in OWN if not rule.specific] == []


def test_no_key_has_the_shape_of_two_of_these_rules(book: FigureBook) -> None:
    several = {
        key: names
        for key in made_keys(book)
        if len(names := [rule.name for rule in OWN if rule.keys.fullmatch(key)]) > 1
    }
    assert several == {}


def test_a_key_that_a_rule_makes_begins_with_one_of_its_heads(book: FigureBook) -> None:
    assert [rule.name for rule in OWN if not rule.heads] == []
    left_out = [
        (rule.name, key)
        for key in made_keys(book)
        for rule in book.rules
        if rule.specific and rule.keys.fullmatch(key) and key.partition(".")[0] not in rule.heads
    ]
    assert left_out == []


def test_every_rule_is_asked_once(book: FigureBook) -> None:
    assert len(set(map(id, book.rules))) == len(book.rules) == len(rules_with(OWN))


def test_the_book_says_which_rule_makes_a_figure() -> None:
    book = assemble(ROOT / "data/dongxihu-hrss/2021").book
    asked = {
        "收入总计": "合计",
        "上年.收入总计": "上年数",
        "收入总计.增长率": "比较",
        "三公.公务接待费.决算数": "填报",
        "整体自评.得分": "得分",
        "项目.合计.个数": "项目的个数",
    }
    assert {key: rule.name for key in asked if (rule := book.rule_of(key))} == asked
    assert book.rule_of("收入总几") is None
