"""意见.yaml can be read again whatever a reviewer's program wrote; what is too long is refused, never cut in silence."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from reportgen.review import review_comments
from reportgen.review.pull.lists.problems import problems_of
from reportgen.review.review_comments import OF_PDF, ReviewComment
from reportgen.workspace.fmt import NotTidied, tidy_file
from reportgen.writers.docx.opened import NotOurs

ODD = [
    "\x00", "\x01", "\x07", "\x08", "\x0b", "\x0c", "\x1b", "\x1f", "\x7f",
    "\x80", "\x85", "\x9f", "\u2028", "\u2029", "\ufeff", "\ufffe",
    "\uffff", "\ud800", "\r", "\r\n", "\t", "\n", '"', "'", "\\",
    ": ", " #", "- ", "{", "%", "@", "｛收入总计｝", "\U0001f600",
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("place", ["{}数不对", "数{}不对", "数不对{}"])
def test_a_note_with_odd_characters_is_kept_and_read_again(odd: str, place: str, tmp_path: Path) -> None:
    note = ReviewComment(OF_PDF, f"某{odd}", "2024-09-10", f"第{odd}页", odd, place.format(odd))
    files, new = review_comments.added(tmp_path, [note])
    assert new == 1
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    (kept,) = review_comments.read(tmp_path)
    assert "数" in kept.text
    assert "不对" in kept.text
    again, new = review_comments.added(tmp_path, [note])
    assert new == 0
    assert again[review_comments.YAML] == files[review_comments.YAML]


def test_a_list_that_is_too_long_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["问题描述", "位置"])
    for number in range(21_000):
        sheet.append([f"问题{number}", "表1"])
    book.save(tmp_path / "清单.xlsx")
    with pytest.raises(NotOurs, match="21001 行"):
        problems_of(tmp_path / "清单.xlsx", ["某局"])


def test_six_thousand_problems_are_six_thousand(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["问题描述", "位置"])
    for number in range(6_000):
        sheet.append([f"问题{number}", "表1"])
    book.save(tmp_path / "清单.xlsx")
    assert len(problems_of(tmp_path / "清单.xlsx", ["某局"]).comments) == 6_000


def test_fmt_writes_no_file_that_is_too_large_to_be_read(tmp_path: Path) -> None:
    path = tmp_path / "项目.yaml"
    wide = "说" * 3_000
    rows = "".join(f"  甲{n} | 乙 | 丙\n" for n in range(900))
    path.write_text(f"项目: |\n  代号 | 名称 | 实施单位\n  某 | {wide} | 丁\n{rows}", encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(NotTidied, match="上限"):
        tidy_file(path)
    assert path.read_bytes() == before
