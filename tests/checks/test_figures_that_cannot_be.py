"""What a template or a text asks for and cannot have is told, not printed: no such figure, a circle, a base of 0."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.build import BuiltReport
from reportgen.editions import load_edition
from reportgen.lint import lint
from reportgen.model.finding import DataUnusable

Making = Callable[..., BuiltReport]
KIND = "部门决算公开"


def edition(folder: Path, *, figures: str = "", asks: str = "") -> dict[str, object]:
    """An edition of one's own beside the data, and the case that takes it."""
    own = folder / "templates" / "final-accounts" / "own"
    (own / "sections").mkdir(parents=True)
    (own / "edition.yaml").write_text("extends: hubei-2023\ntitle: 自己的\n", encoding="utf-8")
    (own / "figures.yaml").write_text(figures, encoding="utf-8")
    if asks:
        words = '{% extends "super" %}{% block more %}<p>另有{{ p.amount("' + asks + '") }}。</p>{% endblock %}'
        (own / "sections" / "general.html").write_text(words, encoding="utf-8")
    return {"swap": {"版式: hubei-2023": "版式: own"}}


CIRCLE = "甲数: 乙数 + 支出.207\n乙数: 甲数\n自己: 自己 + 支出.207\n"


@pytest.mark.parametrize(
    ("asks", "told"),
    [("没有的数", "要印的数「没有的数」数据里没有"), ("甲数", "绕着圈子用到自己"), ("自己", "绕着圈子用到自己")],
)
def test_a_template_that_asks_for_no_figure_is_told(asks: str, told: str, making: Making, tmp_path: Path) -> None:
    with pytest.raises(DataUnusable) as raised:
        making(edition(tmp_path, figures=CIRCLE, asks=asks))
    assert raised.value.findings[0].code == "M002"
    assert told in raised.value.findings[0].message
    assert str(raised.value.findings[0].source).startswith("own/sections/general.html:1:")


def test_a_circle_that_nothing_asks_for_is_found_by_the_lint(tmp_path: Path) -> None:
    edition(tmp_path, figures=CIRCLE)
    assert load_edition(KIND, "own", tmp_path).figures["自己"]
    assert any("甲数" in f.message or "自己" in f.message for f in lint(KIND, "own", tmp_path))


@pytest.mark.parametrize("key", ["支出.207.占.收入.经营收入", "支出.2070101.一般公共.完成率.全年预算"])
def test_a_rate_on_nothing_is_told_and_printed_as_to_be_filled_in(key: str, making: Making, tmp_path: Path) -> None:
    case = edition(tmp_path, asks=key)
    made = making({**case, "data": {"全年预算": {"2070101": "0"}}})
    (found,) = [f for f in made.findings if f.code == "T005"]
    assert "分母是 0 或负数" in found.message
    assert any(key.split(".")[0] in text for text in made.pending)


def test_a_text_that_names_a_rate_on_nothing_is_told(making: Making) -> None:
    made = making({"data": {"重点工作": {"演出": "演出支出占经营收入的｛支出.207.占.收入.经营收入｝。"}}})
    assert "T005" in [f.code for f in made.findings]
