"""Borders of addresses that slid while an editor saved are where they were; what somebody typed is nowhere else."""

from __future__ import annotations

import pytest

from reportgen.writers.docx.addresses import ContentControl
from reportgen.writers.docx.bookmark_repair import set_right
from reportgen.writers.docx.standing import ControlPiece, ControlState

FIGURE = ContentControl("rg_1", "figure", "p", "收入总计", 1, "31", unit="人")
REASON = ContentControl("rw_1", "words", "p", "原因.总体", 1, "没有估算准确", prose=True)
SENTENCE = ContentControl(
    "rw_2", "words", "p", "一", 1, "共31人，因为没有估算准确。", pattern="共｛收入总计｝，因为｛文：原因.总体｝。"
)


def seen(before: str, figure: str, between: str, reason: str, behind: str, *, held: bool = False) -> dict[str, str]:
    """What each address says in the end, where its words stand so between the marks."""
    inner = {FIGURE.name: figure, REASON.name: reason}
    pieces = [
        ControlPiece(before),
        *_marked(FIGURE.name, figure),
        ControlPiece(between),
        *_marked(REASON.name, reason),
        ControlPiece(behind),
    ]
    standings = [ControlState(address, (ControlPiece(inner[address.name]),), held=held) for address in (FIGURE, REASON)]
    return {s.address.key: s.now or "" for s in set_right([*standings, ControlState(SENTENCE, tuple(pieces))])}


def _marked(name: str, text: str) -> list[ControlPiece]:
    return [ControlPiece(name=name, opens=True), ControlPiece(text), ControlPiece(name=name)]


@pytest.mark.parametrize(
    "parts",
    [
        ("共", "31", "人，因为", "没有估算准确", "。"),
        ("共", "31", "人，因为", "没有估算准", "确。"),
        ("共", "31", "人，因为", "没有估", "算准确。"),
        ("共", "3", "1人，因为", "没有估算准确", "。"),
        ("共", "", "31人，因为", "没有估算准确", "。"),
        ("", "共", "31人，因为没", "有估算准确。", ""),
        ("共3", "1人", "，因为没有", "估算准确", "。"),
    ],
)
@pytest.mark.parametrize("held", [True, False])
def test_where_the_paragraph_says_the_same_nothing_has_changed(
    parts: tuple[str, str, str, str, str], held: bool
) -> None:
    assert seen(*parts, held=held) == {"收入总计": "31", "原因.总体": "没有估算准确", "一": SENTENCE.text}


def test_what_was_typed_behind_words_that_slid_belongs_to_them() -> None:
    assert seen("共", "31", "人，因为", "没有估算准", "确，又加了人。")["原因.总体"] == "没有估算准确，又加了人"


def test_a_figure_typed_over_stays_typed_over() -> None:
    assert seen("共", "32", "人，因为", "没有估算准确", "。")["收入总计"] == "32"
    assert seen("共", "3", "2人，因为", "没有估算准确", "。")["收入总计"] == "32"


def test_words_between_two_addresses_stay_there() -> None:
    found = seen("共", "31", "人整，因为", "没有估算准确", "，特此说明。", held=True)
    assert (found["收入总计"], found["原因.总体"], found["一"]) == (
        "31",
        "没有估算准确",
        "共31人整，因为没有估算准确，特此说明。",
    )
