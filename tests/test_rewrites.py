"""A standard sentence put into other words: its figures stay figures, and nothing about it goes unsaid."""

import io
from pathlib import Path

import openpyxl
import pytest

import small
from reportgen.build import BuiltReport, assemble
from reportgen.document.anchors import anchors_of
from reportgen.document.patterns import REWRITTEN, pattern_of
from reportgen.document.tree import squeeze, text_of
from reportgen.workspace.output import review_of, review_workbook

LAST = "{收入总计: 100, 支出总计: 100, 支出.基本支出: 80}"
REASON = "{总体: 新设了一个科室}"


def sentences(made: BuiltReport) -> dict[str, str]:
    """Every sentence that can be rewritten, by its address, as it would be written in 原文."""
    return {
        spot.name: pattern_of(e)
        for e, spot in anchors_of(made.document.root).items()
        if spot.kind == "words" and e.tag == "p"
    }


@pytest.fixture
def total(tmp_path: Path) -> tuple[str, str]:
    """The address and the pattern of the sentence of the totals."""
    made = assemble(small.write(tmp_path / "first", 上年数=LAST, 原因=REASON), draft=True)
    return next(
        (name, words)
        for name, words in sentences(made).items()
        if name.startswith("part-3-total/") and "收入总计" in words
    )


def rewritten(folder: Path, name: str, before: str, after: str, **keys: str) -> BuiltReport:
    entry = f"\n  {name}:\n    原文: {before}\n    改为: {after}\n    谁: 办公室\n    日期: 2024-09-10"
    return assemble(small.write(folder, **{"上年数": LAST, "原因": REASON, "改写": entry, **keys}), draft=True)


def printed(made: BuiltReport) -> list[str]:
    return [squeeze(text_of(e)) for e in made.document.root.iter() if e.get(REWRITTEN) == "办公室 2024-09-10"]


def codes(made: BuiltReport) -> list[str]:
    return [f.code for f in made.findings if f.key.startswith("part-3-total/") or f.code in ("T001", "T006")]


def test_the_pattern_names_every_figure_and_the_persons_own_words(total: tuple[str, str]) -> None:
    _, pattern = total
    assert pattern.startswith("2023年度收、支总计")
    assert "｛收入总计｝" in pattern
    assert "增加｛收入总计.增减额.绝对值｝" in pattern
    assert pattern.endswith("，主要原因是｛文：原因.总体｝。")
    assert not any(c.isdigit() for c in pattern.replace("2023年度", "").replace("2022年", ""))


def test_new_words_stand_with_figures_and_the_reason_in_them(tmp_path: Path, total: tuple[str, str]) -> None:
    name, pattern = total
    after = "全年收入总计｛收入总计｝，比上年增加｛收入总计.增减额.绝对值｝（｛收入总计.增长率.绝对值｝），是因为｛文：原因.总体｝。支出总计｛支出总计｝。"
    made = rewritten(tmp_path / "b", name, pattern, after)
    assert printed(made) == [
        "全年收入总计150.25万元，比上年增加50.25万元（50.3%），是因为新设了一个科室。支出总计150.25万元。"
    ]
    paths = [e.get("data-path") for e in made.document.root.iter("span") if e.get("data-path") == "原因.总体"]
    assert paths
    assert "T007" not in codes(made)


def test_a_rewritten_sentence_keeps_its_address_whatever_figure_comes_first(
    tmp_path: Path, total: tuple[str, str]
) -> None:
    name, pattern = total
    made = rewritten(
        tmp_path / "b", name, pattern, "支出总计｛支出总计｝，收入总计｛收入总计｝，增加｛收入总计.增减额.绝对值｝。"
    )
    assert sentences(made)[name].startswith("支出总计")


def test_the_figures_move_with_the_data(tmp_path: Path, total: tuple[str, str]) -> None:
    name, pattern = total
    more = small.KEYS["收支"].replace("50.25", "60.75")
    made = rewritten(tmp_path / "b", name, pattern, "收入总计｛收入总计｝，增加｛收入总计.增减额.绝对值｝。", 收支=more)
    assert printed(made) == ["收入总计160.75万元，增加60.75万元。"]


def test_a_direction_that_is_no_longer_true_is_an_error(tmp_path: Path, total: tuple[str, str]) -> None:
    name, pattern = total
    less = small.KEYS["收支"].replace("50.25", "-20.00").replace("100.00", "90.00")
    made = rewritten(tmp_path / "b", name, pattern, "收入总计｛收入总计｝，增加｛收入总计.增减额.绝对值｝。", 收支=less)
    assert "T007" in codes(made), "the template says 减少 by now"
    assert [f.code for f in made.errors if "增加" in f.message and "收入总计" in f.message + f.key] != []


def test_a_sentence_that_is_gone_and_a_figure_that_is_dropped_are_told(tmp_path: Path, total: tuple[str, str]) -> None:
    name, pattern = total
    gone = rewritten(tmp_path / "a", name + "/别的", pattern, "别的。")
    assert "T006" in codes(gone)
    assert printed(gone) == []
    dropped = rewritten(tmp_path / "b", name, pattern, "收入总计｛收入总计｝。")
    assert "T008" in codes(dropped)
    unknown = rewritten(tmp_path / "c", name, pattern, "收入总计｛收入总记｝。")
    assert "T001" in codes(unknown)


def test_a_place_in_the_data_is_not_a_sentence(tmp_path: Path) -> None:
    made = rewritten(tmp_path / "a", "part-3-total/原因.总体", "", "别的。")
    assert "T006" in codes(made)


def test_the_ledger_lists_what_was_rewritten(tmp_path: Path, total: tuple[str, str]) -> None:
    name, pattern = total
    made = rewritten(tmp_path / "a", name, pattern, "收入总计｛收入总计｝。")
    told = review_of(made)
    assert told["改写"] == [
        {"处": name, "原文": pattern, "改为": "收入总计｛收入总计｝。", "谁": "办公室", "日期": "2024-09-10"}
    ]
    book = openpyxl.load_workbook(io.BytesIO(review_workbook(made, told)))
    assert "收入总计｛收入总计｝。" in {cell.value for row in book["改写的句子"] for cell in row}
