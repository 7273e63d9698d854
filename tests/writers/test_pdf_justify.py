"""Chinese lines are full to the margin, begin and end with nothing forbidden, and read as they were written."""

import io
from itertools import accumulate, groupby, pairwise

import pdfplumber
import pytest
from test_pdf import document
from weasyprint.layout import inline
from weasyprint.text.line_break import Layout

from reportgen.writers.pdf import write_pdf
from reportgen.writers.pdf.breaks import (
    CLOSING,
    NOT_FIRST,
    NOT_LAST,
    Break,
    first_break,
    may_break,
    pause,
    sensible_break,
)
from reportgen.writers.pdf.justify import fitted

RIGHT = (210 - 26) / 25.4 * 72
TEXT = (
    "2021年度财政拨款收入3,395.50万元，与2020年度相比，减少798.42万元，下降19.0%（含“三公”经费），主要原因是上级为稳定就业下达了"
    "《对工业企业的奖补资金》、“双创”补贴等；2021年度不再有这项支出。其中：基本支出2,143.90万元，占63.0%，项目支出1,251.60万元。"
)
TEXTS = [f"{'甲乙丙丁戊己庚辛壬癸'[:n]}{TEXT}" for n in range(10)]


def lines(texts=TEXTS):
    """The characters of every printed line of the paragraphs, and the picture of their first page.

    A left-hand page is printed 2 mm further to the left.
    """
    body = "".join(f"<p>{text}</p>" for text in texts)
    pdf = write_pdf(document(f'<section class="part" id="part-1">{body}</section>'))
    with pdfplumber.open(io.BytesIO(pdf.content)) as opened:
        found = []
        for number, page in enumerate(opened.pages):
            shift = number % 2 * 2 / 25.4 * 72
            chars = [c | {"x0": c["x0"] + shift, "x1": c["x1"] + shift} for c in page.chars if 100 < c["top"] < 740]
            found += [list(line) for _, line in groupby(chars, lambda c: round(c["matrix"][5]))]
        return found, opened.pages[0].to_image(resolution=144).original.convert("L")


@pytest.fixture(scope="module")
def printed():
    return lines()


def words(line):
    return "".join(c["text"] for c in line)


def is_inside(line):
    """A line that isn't its paragraph's last."""
    return not words(line).endswith("1,251.60万元。")


def test_every_line_but_the_last_is_full_to_the_margin(printed):
    for line in filter(is_inside, printed[0]):
        rest = RIGHT - line[-1]["x1"]
        assert abs(rest) < 0.6 or (line[-1]["text"] in CLOSING and -8.8 < rest < 0), words(line)


def test_no_ink_is_beyond_the_margin(printed):
    picture = printed[1]
    beyond = picture.crop((round((RIGHT + 0.5) * 2), 200, picture.width, 1480))
    assert beyond.getextrema() == (255, 255)
    inside = picture.crop((round((RIGHT - 4) * 2), 200, round(RIGHT * 2), 1480))
    assert inside.getextrema()[0] < 128


def test_no_line_begins_or_ends_with_what_may_not(printed):
    for line in printed[0]:
        text = words(line)
        assert text[0] not in NOT_FIRST
        assert text[-1] not in NOT_LAST


def test_no_figure_is_cut(printed):
    whole = "\n".join(map(words, printed[0]))
    for figure in ("3,395.50", "798.42", "19.0%", "2,143.90", "63.0%", "1,251.60"):
        assert whole.count(figure) == len(TEXTS)


def test_a_paragraph_does_not_end_with_one_character(printed):
    for line in printed[0]:
        assert is_inside(line) or len(words(line).rstrip(CLOSING)) > 1


def test_figures_are_hardly_spread(printed):
    """However loose a line is, the digits of a figure stand at most 0.8 pt further apart."""
    steps = [
        b["x0"] - a["x0"] - (a["x1"] - a["x0"])
        for line in printed[0]
        for a, b in pairwise(line)
        if a["text"].isdigit() and b["text"].isdigit()
    ]
    assert max(steps) - min(steps) < 1.2


def test_marks_in_a_row_share_a_square(printed):
    for line in printed[0]:
        for a, b in pairwise(line):
            if a["text"] in CLOSING and b["text"] in CLOSING:
                assert b["x0"] - a["x0"] < 10


def test_the_text_is_read_as_it_was_written(printed):
    assert "".join(map(words, printed[0])) == "".join(TEXTS)


def test_a_line_of_several_boxes_is_full_too():
    text = TEXT.replace("与2020年度相比", '<strong>与2020</strong>年度<span class="pending">待填</span>相比')
    found, _ = lines([text])
    ends = [line[-1]["x1"] for line in found if is_inside(line) and line[-1]["text"] not in CLOSING]
    assert ends
    assert all(abs(RIGHT - end) < 0.6 for end in ends)


def test_it_can_be_switched_off(monkeypatch, printed):
    monkeypatch.setenv("REPORTGEN_JUSTIFY", "off")
    found, _ = lines()
    assert any(RIGHT - line[-1]["x1"] > 4 for line in filter(is_inside, found))
    assert "".join(map(words, found)) == "".join(map(words, printed[0]))


def test_weasyprint_is_as_it_was_afterwards():
    before = inline.split_first_line, inline.justify_line, Layout.set_text
    with fitted():
        assert inline.split_first_line is not before[0]
    assert (inline.split_first_line, inline.justify_line, Layout.set_text) == before


@pytest.mark.parametrize(
    ("before", "after", "may"),
    [
        ("收", "入", True),
        ("收", "，", False),
        ("（", "收", False),
        ("”", "收", True),
        ("收", "“", True),
        ("1", "2", False),
        ("9", "万", True),
        ("占", "1", True),
        ("1", "%", False),
        ("a", " ", False),
        (" ", "b", True),
        ("·", "乙", True),
        ("甲", "·", False),
        ("≥", "9", False),
        ("—", "—", False),
        ("《", "收", False),
        ("3", "℃", False),
    ],
)
def test_where_a_line_may_end(before, after, may):
    assert may_break(before + after, 1) is may


@pytest.mark.parametrize(
    ("text", "room", "half", "expected"),
    [
        ("甲乙丙丁", 4, 0.5, Break(4, False)),
        ("甲乙丙丁戊己庚", 4.9, 0.5, Break(4, False)),
        ("甲乙丙丁，戊己", 4.5, 0.5, Break(5, True)),
        ("甲乙丙丁，戊己", 4.5, 0.0, Break(3, False)),
        ("甲乙丙（丁戊己", 4.2, 0.5, Break(3, False)),
        ("甲乙丙丁戊己。", 5, 0.5, Break(5, False)),
        ("12345甲乙", 4, 0.5, None),
        ("甲乙12345", 4, 0.5, Break(2, False)),
    ],
)
def test_where_a_line_ends(text, room, half, expected):
    assert first_break(text, list(accumulate([1.0] * len(text))), room, 1.0, half) == expected


def test_a_long_paragraph_leaves_no_single_character_for_its_last_line():
    text = "甲" * 56 + "乙。"
    ends = list(accumulate([16.0] * len(text)))
    first = first_break(text, ends, 448, 16, 8)
    second = first_break(text[first.at :], ends[: len(text) - first.at], 448, 16, 8)
    assert (first.at, second.at) == (28, 27)


def test_a_line_takes_no_mark_in_if_that_leaves_a_single_character():
    text = "甲" * 27 + "，乙。"
    ends = list(accumulate([16.0] * len(text)))
    assert first_break(text, ends, 440, 16, 8).at == 26


def cut(text, room, even, line):
    """All lines of a short text, a Latin letter being half as wide as a character."""
    found = []
    while text:
        ends = list(accumulate(0.5 if c.isascii() else 1.0 for c in text))
        at = sensible_break(text, ends, room, even, line).at
        found.append(text[:at])
        text = text[at:]
    return found


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        (
            "第一部分　武汉市东西湖区人力资源和社会保障局概况",
            20,
            ["第一部分　", "武汉市东西湖区人力资源和社会保障局概况"],
        ),
        (
            "第二部分　某市某区医疗保障局2021年度部门决算表",
            17,
            ["第二部分　", "某市某区医疗保障局", "2021年度部门决算表"],
        ),
        ("武汉市人力资源和社会保障局东湖新技术开发区分局", 17, ["武汉市人力资源和社会保障局", "东湖新技术开发区分局"]),
        ("某市住房和城乡建设局概况", 9, ["某市", "住房和城乡建设局", "概况"]),
        ("第四部分　2021年重点工作", 17, ["第四部分　2021年重点工作"]),
    ],
)
def test_where_a_title_is_cut(text, room, lines):
    assert cut(text, room, True, 2) == lines


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("产出指标（15.5分）", 5, ["产出指标", "（15.5分）"]),
        ("城乡居民养老保险参保人数（1分）", 14, ["城乡居民养老保险参保人数", "（1分）"]),
        ("基本支出总额", 5, ["基本", "支出总额"]),
        ("部门预算项目绩效自评情况表", 9, ["部门预算项目", "绩效自评情况表"]),
        ("甲" * 60, 20, ["甲" * 20] * 3),
    ],
)
def test_where_a_cell_is_cut(text, room, lines):
    assert cut(text, room, True, 6) == lines


def test_an_entry_of_the_contents_is_cut_before_its_year():
    assert cut("一、2021年度武汉市东西湖区人力资源和社会保障局2021年度部门整体绩效自评表", 29, False, 6)[1].startswith(
        "2021年度"
    )


def test_a_line_of_the_contents_is_filled_as_far_as_a_reader_pauses():
    assert cut("用人单位和劳动者对调解仲裁服务的满意度", 9, False, 6)[0] == "用人单位和劳动者"


def test_a_word_that_is_longer_than_its_line_has_no_place_to_be_cut():
    assert sensible_break("abcdefghijk", [float(n + 1) for n in range(11)], 5, True) is None


def test_a_title_of_one_space_and_a_word_is_printed():
    """A line that would hold nothing but a space."""
    assert lines(["　" + "甲" * 29])[0]


@pytest.mark.parametrize(
    ("text", "at", "cost"),
    [
        ("收入，支出", 3, 0.0),
        ("（一）收入", 3, 1.0),
        ("收入和支出", 3, 9.0),  # behind the word that joins
        ("收入和支出", 2, 4.0),  # before it
        ("共1234万", 3, 9.0),  # inside a number
        ("有关的事项", 3, 2.0),
        ("甲乙丙丁戊", 3, 5.0),
    ],
)
def test_a_reader_is_disturbed_least_where_he_pauses(text, at, cost):
    assert pause(text, at) == cost
