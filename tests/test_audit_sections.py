"""Parts, sections, numbers and contents of a file beside its edition: a damage is one finding, a clean one has none."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from as_read import as_read
from reportgen.audit.audited import audited
from reportgen.audit.outline.headings import outline_of, value_of
from reportgen.audit.outline.sections import section_findings
from reportgen.audit.text.stream import stream_of
from reportgen.reading.grid import OpenedFile, Spot, TextLine
from test_audit_text import SAMPLES, sample

NAME = "jianghan-hrss/2022"


def found(lines: list[str], name: str = NAME) -> list[tuple[str, str]]:
    """Code and words of what is told of a text's structure."""
    texts = tuple(TextLine(line, Spot("稿.docx", row=n)) for n, line in enumerate(lines))
    findings, _ = section_findings(outline_of(stream_of(texts)), sample(name).book.edition)
    return [(f.code, f.said) for f in findings]


def lines_of(name: str = NAME) -> list[str]:
    return [line.text for line in as_read(sample(name).document).lines]


def body_at(lines: list[str], words: str) -> int:
    """Where a heading stands below the contents."""
    return next(n for n in reversed(range(len(lines))) if lines[n].startswith(words))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_clean_print_has_the_structure_of_its_edition(name: str) -> None:
    assert found(lines_of(name), name) == []


@pytest.mark.parametrize("heading", ["三、支出决算情况说明", "二、收入决算情况说明"])
def test_a_section_that_is_left_out_is_told(heading: str) -> None:
    lines = lines_of()
    begin = body_at(lines, heading)
    end = next(n for n in range(begin + 1, len(lines)) if re.match("[一二三四五六七八九十]+、", lines[n]))
    left = [line for line in lines[:begin] + lines[end:] if line != heading]
    assert found(left) == [("A016", heading.partition("、")[2])]


def test_two_sections_in_the_other_order_are_told() -> None:
    lines = lines_of()
    one, other = body_at(lines, "二、收入决算情况说明"), body_at(lines, "三、支出决算情况说明")
    end = next(n for n in range(other + 1, len(lines)) if lines[n].startswith("四、"))
    assert ("A017", "二、收入决算情况说明") in found(lines[:one] + lines[other:end] + lines[one:other] + lines[end:])


@pytest.mark.parametrize(
    ("heading", "wrong"), [("三、支出", "二、支出"), ("三、支出", "四、支出"), ("五、一般", "六、一般")]
)
def test_a_number_that_stands_twice_or_is_left_out_is_told(heading: str, wrong: str) -> None:
    lines = lines_of()
    at = body_at(lines, heading)
    lines[at] = lines[at].replace(heading, wrong)
    codes = {code for code, _ in found(lines)}
    assert "A017" in codes


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("三、支出决算情况说明", "三、人员编制和车辆配备"),  # another heading
        ("三、支出决算情况说明", "四、支出决算情况说明"),  # another number
        ("一、部门主要职能", "一、领导简介及分工安排"),
    ],
)
def test_contents_that_say_otherwise_are_told(was: str, becomes: str) -> None:
    lines = lines_of()
    at = next(n for n, line in enumerate(lines) if line.startswith(was))
    assert at < body_at(lines, was)
    lines[at] = becomes
    assert ("A018", becomes) in found(lines)


def test_pages_behind_the_entries_of_contents_are_none_of_their_words() -> None:
    lines = lines_of()
    first = body_at(lines, "第一部分")
    lines[:first] = [f"{line}……………{n}" if "、" in line else line for n, line in enumerate(lines[:first])]
    assert found(lines) == []


def test_a_list_that_begins_anew_goes_on_where_it_was() -> None:
    lists = [
        "第一部分概况",
        "一、职责",
        "(一)办公室",
        "(二)人事处",
        "二、机构",
        "(一)机关",
        "第二部分名词解释",
        "一、财政拨款收入",
    ]
    assert found(lists) == []


def test_a_file_that_fits_no_edition_is_said_to_be_looked_at_alone() -> None:
    opened = OpenedFile(Path("稿.docx"), "docx", (), (TextLine("一、说明", Spot("稿.docx")),))
    ledger = {line.what: line.note for line in audited(opened, None, None).ledger}
    assert "没有合适的版式" in ledger["标题和目录"]
    strange = replace(opened, lines=(TextLine("一、天气", Spot("稿.docx")), TextLine("二、收成", Spot("稿.docx"))))
    ledger = {line.what: line.note for line in audited(strange, sample(NAME).book.edition, 2022).ledger}
    assert "没有查缺哪一节" in ledger["标题和目录"]


@pytest.mark.parametrize(("words", "number"), [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("二十六", 26)])
def test_numerals_are_read(words: str, number: int) -> None:
    assert value_of(words) == number
