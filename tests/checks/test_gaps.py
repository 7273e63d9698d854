"""Gaps between a stated and a derived value: what one slip of the hand could have made of a number."""

from decimal import Decimal

import pytest

from reportgen.checks.engine.gaps import mistyped_forms


@pytest.mark.parametrize("sign", ["", "-"])
def test_digits_are_swapped_and_the_point_is_moved_on_either_side_of_nought(sign: str) -> None:
    forms = mistyped_forms(Decimal(f"{sign}12.30"))
    assert forms == {Decimal(sign + form) for form in ("21.30", "13.20", "12.03", "0.123", "1.23", "123", "1230")}
