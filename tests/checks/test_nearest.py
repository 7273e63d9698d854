"""What is proposed for a word that names nothing."""

from collections.abc import Callable
from typing import Any

from reportgen.checks import Checked
from reportgen.checks.data.unused import nearest


def test_at_most_three_names_that_look_like_it_are_proposed() -> None:
    known = ["2080101", "2080102", "2080103", "2080104", "2210201"]
    assert nearest("2080105", known).count("、") == 2
    assert nearest("2080105", ["2080101"], {"2080101": "行政运行"}) == "是不是 2080101 行政运行？"
    assert nearest("经费", known) == ""


def test_a_code_of_basic_spending_that_is_none_may_be_one_that_is(checked: Callable[[dict[str, Any]], Checked]) -> None:
    (found,) = (f for f in checked({"swap": {"30108: 48.20": "30180: 48.20"}}).findings if f.code == "S012")
    assert "30110 职工基本医疗保险缴费" in found.remedy
