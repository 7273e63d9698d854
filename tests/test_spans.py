"""Every value of the data keeps its place from its first character to behind its last, in every way of writing it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

import small
from reportgen.load import Loaded, load
from reportgen.load.spans import FileText, Span, Style, typed_column

SAMPLES = sorted(Path(__file__).parents[1].glob("data/*/20*"))
WRITTEN = {
    "原因": """
  收入总计: 新设了一个科室  # 财务科写的
  支出总计: "“信息化”\\t项目\\u589e加"
  支出.基本支出: '人员''增加'
  支出.项目支出: >
    项目多了，
    经费也多了。

    第二段。
  总体: 一句话写在
    两行里""",
    "重点工作": """
  就业: |
    全年收入｛收入总计｝。
      再缩进一点

    第二段。
# 下面是别的
  社保: 参保{人数}""",
    "主要职能": '\n- 拟订规划\n- "统筹, 推进"\n',
    "年初预算": "{2080101: 100.00, '2080102': 30.00}",
}


def texts_of(loaded: Loaded) -> dict[str, FileText]:
    return {name: FileText((loaded.folder / name).read_bytes().decode("utf-8-sig")) for name in loaded.lines}


def there(loaded: Loaded, address: str) -> str:
    """What stands in the file at the span of a value."""
    span = loaded.span(*loaded.addresses[address])
    assert span
    text = texts_of(loaded)[span.file]
    return text.text[slice(*text.stretch(span))]


@pytest.fixture
def written(tmp_path: Path) -> Loaded:
    return load(small.write(tmp_path / "2023", **WRITTEN), draft=True)


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_every_value_of_the_samples_stands_at_its_span_letter_by_letter(folder: Path) -> None:
    loaded = load(folder, draft=True)
    files = texts_of(loaded)
    spans = {address: loaded.span(*path) for address, path in loaded.addresses.items()}
    assert len(spans) > 300
    lost = [a for a, s in spans.items() if s is None or files[s.file].letters(s, loaded.texts[a]) is None]
    assert lost == []


@pytest.mark.parametrize(
    ("address", "style", "typed"),
    [
        ("原因.收入总计", Style.PLAIN, "新设了一个科室"),
        ("原因.支出总计", Style.DOUBLE_QUOTED, '"“信息化”\\t项目\\u589e加"'),
        ("原因.支出.基本支出", Style.SINGLE_QUOTED, "'人员''增加'"),
        ("原因.支出.项目支出", Style.FOLDED, ">\n    项目多了，\n    经费也多了。\n\n    第二段。"),
        ("原因.总体", Style.PLAIN, "一句话写在\n    两行里"),
        ("重点工作.就业", Style.LITERAL, "|\n    全年收入｛收入总计｝。\n      再缩进一点\n\n    第二段。"),
        ("主要职能.2", Style.DOUBLE_QUOTED, '"统筹, 推进"'),
        ("年初预算.2080101", Style.PLAIN, "100.00"),
    ],
)
def test_a_span_is_what_was_typed(written: Loaded, address: str, style: Style, typed: str) -> None:
    span = written.span(*written.addresses[address])
    assert span
    assert (span.style, there(written, address)) == (style, typed)


@pytest.mark.parametrize(
    "address", ["原因.支出总计", "原因.支出.基本支出", "原因.支出.项目支出", "原因.总体", "重点工作.就业"]
)
def test_each_character_of_a_value_has_its_place(written: Loaded, address: str) -> None:
    span, value = written.span(*written.addresses[address]), written.texts[address]
    assert span
    file = texts_of(written)[span.file]
    letters = file.letters(span, value)
    assert letters
    assert len(letters) == len(value)
    assert [
        value[n] for n, (a, b) in enumerate(letters) if b - a == 1 and file.text[a] != value[n] and value[n] != " "
    ] == []
    assert all(start <= end <= after for (start, end), (after, _) in pairwise(letters))


def test_a_cell_of_a_table_is_its_words_without_the_bars(tmp_path: Path) -> None:
    loaded = load(
        small.write(tmp_path / "2023", 三公经费="{金额: '项目 | 预算数 | 决算数\n\n  公务接待费 | 2 | 0.15'}")
    )
    span = loaded.span(*loaded.addresses["三公经费.金额.公务接待费.决算数"])
    assert span
    assert (span.style, there(loaded, "三公经费.金额.公务接待费.决算数")) == (Style.CELL, "0.15")


def test_a_list_or_mapping_ends_with_its_last_value(written: Loaded) -> None:
    file = texts_of(written)["数据.yaml"]
    stood = {
        key: (span.style, file.text[slice(*file.stretch(span))])
        for key in ("主要职能", "年初预算")
        if (span := written.span(key))
    }
    assert stood == {
        "主要职能": (Style.BLOCK, '- 拟订规划\n- "统筹, 推进"'),
        "年初预算": (Style.FLOW, "{2080101: 100.00, '2080102': 30.00}"),
    }


def test_in_a_line_that_was_mended_a_span_is_that_of_the_typed_line(tmp_path: Path) -> None:
    loaded = load(small.write(tmp_path / "2023", 原因="\n  收入总计：新设了一个科室"), draft=True)
    assert there(loaded, "原因.收入总计") == "新设了一个科室"


def test_of_a_csv_file_only_cells_are_known(tmp_path: Path) -> None:
    folder = small.write(tmp_path / "2023", 年初预算=None)
    (folder / "年初预算.csv").write_text("科目,金额\n2080101,100.00\n", encoding="utf-8")
    loaded = load(folder, draft=True)
    assert loaded.source("年初预算", 0, "金额")
    assert loaded.span("年初预算", 0, "金额") is None


def test_what_the_file_does_not_say_has_no_places() -> None:
    span = Span("a", 1, 1, 1, 4, Style.PLAIN)
    assert FileText("甲乙丙").letters(span, "甲乙") is None
    assert FileText("甲乙丙").letters(span, "甲乙丙丁") is None
    assert FileText("甲乙丙").letters(span, "甲乙丁") is None
    assert FileText("甲乙丙\r\n").letters(span, "甲乙丙") == [(0, 1), (1, 2), (2, 3)]


@pytest.mark.parametrize(
    ("typed", "read", "column", "there"),
    [
        ("甲乙：丙", "甲乙: 丙", 2, 2),  # before the correction
        ("甲乙：丙", "甲乙: 丙", 5, 4),  # behind it
        ("甲乙: 丙", "甲乙: 丙", 5, 5),
    ],
)
def test_a_column_is_the_one_that_was_typed(typed: str, read: str, column: int, there: int) -> None:
    assert typed_column(typed, read, column) == there
