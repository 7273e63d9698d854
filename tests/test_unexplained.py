"""Changes that no reason explains: what one answer would answer is one finding."""

import pytest

from reportgen.compose.phrases.unexplained import Unexplained, in_findings
from reportgen.figures.reasons import WHOLE


def nowhere(*path: str | int) -> None:
    """No text was read."""


@pytest.mark.parametrize(("way", "said"), [(1, "增加"), (-1, "减少")])
def test_changes_against_the_reason_for_all_are_one_finding(way: int, said: str) -> None:
    against = [Unexplained(key, f"{key}的原因", way, WHOLE, True) for key in ("收入", "支出")]
    other = Unexplained("结余", "结余的原因", -way, WHOLE, True)
    found = list(in_findings([*against, other], nowhere, none_written=False))
    assert [(f.key, f.message) for f in found] == [
        ("原因.总体", f"收入、支出是{said}，「原因.总体」说的是相反的方向"),
        ("结余", "没有写结余的原因；「总体」的原因说的是相反的方向"),
    ]
    assert found[0].remedy == "请把 总体 分成 总体.增加 和 总体.减少"


def test_changes_without_a_reason_are_one_finding_while_none_is_written_for_all() -> None:
    missing = [Unexplained(key, "", 1, "", True) for key in ("收入", "支出")]
    (found,) = in_findings(missing, nowhere, none_written=False)
    assert found.message == "收入、支出有增减，没有写主要原因"
