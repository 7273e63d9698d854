"""Days as people write them, read as one day or as none."""

import pytest

from reportgen.load.days import day


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("20220414", "2022-04-14"),
        ("22.4.14", "2022-04-14"),
        ("二〇二二年四月十四日", "2022-04-14"),
        ("2022-04-14 00:00:00", "2022-04-14"),
        ("44665", "2022-04-14"),
        ("14/4/2022", "2022-04-14"),
        ("4/14/2022", "2022-04-14"),
        ("12/13/2022", "2022-12-13"),
        ("13/12/2022", "2022-12-13"),
    ],
)
def test_a_day_that_can_be_only_one_is_read(written: str, meant: str) -> None:
    typo = day(written, "")
    assert typo is not None
    assert typo.meant == meant


@pytest.mark.parametrize("written", ["3/4/2022", "13/14/2022", "2022-02-30", "2022年4月", "4月14日"])
def test_a_day_that_may_be_another_is_not_guessed(written: str) -> None:
    typo = day(written, "")
    assert typo is None or typo.meant == ""


@pytest.mark.parametrize("written", ["2022-04-14", "2022.4.14", "2022年4月14日", "待填"])
def test_a_day_as_it_is_asked_for_is_nothing_unusual(written: str) -> None:
    assert day(written, "") is None
