"""What typed prose tells, held against the report: contradictions are found, true sentences alike are not."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from reportgen.build import BuiltReport
from reportgen.checks.told.reading import quantities

Making = Callable[..., BuiltReport]
ACTIVITIES = """
代号 | 层级        | 指标             | 目标值   | 实际值   | 得分 | 分值 | 整体
场次 | 产出/数量   | 展演场次         | ≥50场   | 48场     | 38   | 20   | 40
观众 | 产出/数量   | 现场观众人数     | 20000人  | 22360人  |      | 20   | -
培训 | 产出/数量   | 培训文艺骨干     | 600人    | 638人    |      | 20   | -
满意 | 满意度/满意 | 现场观众满意度   | ≥90%    | 94.2%    |      | 20   | 40
"""
DATA = {"指标": {"展演": ACTIVITIES}}
CONTRADICT = (
    "现场观众年初目标值20000人，实际到场21360人",
    "现场观众目标25000人，实际22360人",
    "现场观众人数目标22360人",
    "全年现场观众22630人",
    "全年现场观众达2.3万人",
    "现场观众共计２２６３０人",
    "培训文艺骨干683名",
    "培训683名文艺骨干",
    "对683名文艺骨干开展培训",
    "现场观众满意度达到92.4%",
    "观众满意度92.4%",
    "现场观众22360场",
)
REFERENCES = (
    "现场观众｛指标.展演.满意｝",
    "现场观众满意度为｛指标.馆舍.面积｝",
    "培训文艺骨干｛指标.展演.观众｝",
    "观众满意度｛指标.展演.场次｝",
    "展演｛指标.展演.培训｝",
    "培训文艺骨干目标｛指标.展演.培训｝",
    "计划培训文艺骨干600人，实际培训｛指标.展演.培训.目标值｝",
)
AGREE = (
    "现场观众年初目标值20000人，实际到场22360人",
    "现场观众｛指标.展演.观众.目标值｝为目标，实际｛指标.展演.观众｝",
    "计划培训文艺骨干｛指标.展演.培训.目标值｝，实际培训｛指标.展演.培训｝",
    "现场观众2.24万人",
    "现场观众超过2万人",
    "现场观众22000余人",
    "现场观众比上年增加1200人",
    "上年现场观众19800人",
    "培训文艺骨干638名",
    "培训文艺骨干｛指标.展演.培训.数｝名",
    "平均每场现场观众466人",
    "现场观众满意度90%以上",
    "现场观众满意度目标90%",
    "文艺骨干代表12人参加了座谈",
    "热线来电满意度100%",
    "返乡创业340人,文艺骨干培训638人",
    "完成培训文艺骨干600人的年度任务",
)


def told(making: Making, sentences: tuple[str, ...], code: str) -> list[str]:
    """Those of the sentences, each a heading of its own in 重点工作, about which a check says something."""
    work = {f"第{number}": f"{sentence}。" for number, sentence in enumerate(sentences)}
    made = making({"data": {**DATA, "重点工作": work}}, name=f"{code}{len(sentences)}")
    keys = {finding.key for finding in made.findings if finding.code == code}
    return [sentence for number, sentence in enumerate(sentences) if f"重点工作.第{number}" in keys]


def test_a_value_that_is_not_the_indicators_is_found(making: Making) -> None:
    assert told(making, CONTRADICT, "C106") == list(CONTRADICT)


def test_a_reference_to_another_figure_is_found(making: Making) -> None:
    assert told(making, REFERENCES, "C135") == list(REFERENCES)
    assert told(making, AGREE, "C135") == []


def test_what_the_indicator_says_is_not_found(making: Making) -> None:
    assert told(making, AGREE, "C106") == []


@pytest.mark.parametrize(
    ("text", "code"), [("演出48场，现场观众20000人", "C106"), ("现场观众｛指标.展演.观众.目标值｝", "C135")]
)
def test_a_target_is_no_result(making: Making, text: str, code: str) -> None:
    """What was aimed at stands where results are told."""
    made = making({"data": {**DATA, "项目文字": {"展演": {"产出和效益": text}}}})
    assert [f.key for f in made.findings if f.code in ("C106", "C135")] == ["项目文字.展演.产出和效益"]
    assert code in {f.code for f in made.findings}


def test_the_unit_of_a_typed_number_stays(making: Making) -> None:
    """What is proposed for 638名 prints 638名 again."""
    (hint,) = (f for f in made_of(making, "培训文艺骨干638名").findings if f.code == "S007")
    assert "｛指标.展演.培训.数｝名" in hint.remedy
    made = made_of(making, "培训文艺骨干｛指标.展演.培训.数｝名，现场观众｛指标.展演.观众.数｝人次")
    assert "培训文艺骨干638名，现场观众22360人次。" in "".join(made.document.body.itertext())
    assert not [f for f in made.findings if f.code in ("S001", "T001")]


def made_of(making: Making, sentence: str) -> BuiltReport:
    """The report with one sentence of 重点工作."""
    return making({"data": {**DATA, "重点工作": {"演出": f"{sentence}。"}}}, name=f"{len(sentence)}")


def test_a_sentence_typed_like_a_standard_one_is_no_traceback(making: Making) -> None:
    """Who pastes 支出决算数大于年初预算数 into a text of their own gets a report."""
    made = made_of(making, "支出决算数大于年初预算数")
    assert "支出决算数大于年初预算数。" in "".join(made.document.body.itertext())


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.2万亿元", (120_000_000, "万元")),
        ("1.2亿元", (12_000, "万元")),
        ("1.2千万元", (1_200, "万元")),
        ("1.2百万元", (120, "万元")),
        ("1.2十万元", ("12", "万元")),
        ("1.2万元", ("1.2", "万元")),
        ("1.2千元", ("0.12", "万元")),
        ("1.2百元", ("0.012", "万元")),
        ("12元", ("0.0012", "万元")),
        ("1.2亿人次", (120_000_000, "人次")),
    ],
)
def test_a_number_is_as_large_as_its_scale_says(text: str, value: tuple[int | str, str]) -> None:
    assert quantities(text) == [(Decimal(value[0]), value[1])]
