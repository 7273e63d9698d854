"""Which way things went is told as it is printed; percentages and nothing are told as they are everywhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from slips import told

SAID = "我局对部门整体支出和全部预算项目开展了绩效自评"

CONTRARY = """
本年收入比上年增加，支出比上年减少
收入总计比上年增长，支出总计比上年下降
全年支出较上年有所减少
机关运行经费同比下降
三公经费比上年增加
“三公”经费较去年略有增加
本年收入合计与上年持平
财政拨款收入比上年减少
收、支总计比上年均减少
""".strip().splitlines()
AS_PRINTED = """
本年收入比上年增加，支出比上年增加
收入总计比上年增长，支出总计也比上年增长
机关运行经费同比上升
三公经费比上年减少
本年收入比上年有所增加的同时，压减了接待
项目支出比上年减少
出国支出比上年持平
上年结转收入比上年减少
节约了公务接待支出
""".strip().splitlines()


@pytest.mark.parametrize("words", CONTRARY)
def test_what_is_said_to_move_the_other_way_is_told_at_its_words(tmp_path: Path, words: str) -> None:
    assert told(tmp_path, (SAID, f"{words}，{SAID}")) == ["整体自评.yaml:16 C172"]


@pytest.mark.parametrize("words", AS_PRINTED)
def test_what_is_said_as_it_is_printed_is_in_order(tmp_path: Path, words: str) -> None:
    assert told(tmp_path, (SAID, f"{words}，{SAID}")) == []


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("群众满意率达199%", ["C173"]),
        ("办结率为100.5%", ["C173"]),
        ("补助资金占项目资金的112%", ["C173"]),
        ("群众满意率达100%", []),
        ("任务完成率120%", []),
        ("参与人数增长150%", []),
        ("满意率≥95%", []),
        ("老年人占服务对象的45.55%", ["C174"]),
        ("老年人占服务对象的45.5%", []),
        ("群众满意率达98.95%", []),
        ("因公出国费0.00万元", ["C171"]),
        ("每人补助0.05万元", []),
        ("补助10.00万元", []),
    ],
)
def test_percentages_and_nothing(tmp_path: Path, words: str, codes: list[str]) -> None:
    assert [line.split()[1] for line in told(tmp_path, (SAID, f"{words}，{SAID}")) if "C17" in line] == codes
