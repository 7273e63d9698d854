"""Keys of the 收支 ledger: any order of parts, one canonical spelling."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model import selection
from reportgen.model.selection import FUND, KIND, MEMBERS, STAGE, NotAnAddress, parse

UNITS = frozenset({"本级", "服务中心"})
CODES = st.sampled_from(["208", "20801", "2080101", "205", "2296002"])
SPENDING_KINDS = MEMBERS[KIND][:5]
INCOME_KINDS = MEMBERS[KIND][5:]
spending = st.tuples(
    st.just("支出"),
    st.none() | st.sampled_from(sorted(UNITS)),
    st.none() | CODES,
    st.none() | st.sampled_from([*MEMBERS[FUND], "财政拨款"]),
    st.none() | st.sampled_from(SPENDING_KINDS),
    st.none() | st.sampled_from(MEMBERS[STAGE][1:]),
).map(lambda parts: [p for p in parts if p])


@given(spending, st.randoms())
def test_parts_may_stand_in_any_order(parts, random):
    shuffled = list(parts)
    random.shuffle(shuffled)
    assert parse(".".join(shuffled), UNITS).key == parse(".".join(parts), UNITS).key == ".".join(parts)


@given(spending)
def test_a_canonical_key_parses_to_itself(parts):
    pick = parse(".".join(parts), UNITS)
    assert parse(pick.key, UNITS) == pick


@given(spending, spending)
def test_two_picks_meet_in_either_order(a, b):
    one, two = parse(".".join(a), UNITS), parse(".".join(b), UNITS)
    assert (one & two) == (two & one)
    assert (one & one) == one


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("一般公共.208.支出", "支出.208.一般公共"),
        ("2080101.基本", "支出.2080101.基本支出"),
        ("一般公共预算.项目", "支出.一般公共.项目支出"),
        ("事业收入", "收入.其他资金.事业收入"),
        ("财政拨款收入.收入", "收入.财政拨款"),
        ("政府性基金、一般公共、国有资本.支出", "支出.财政拨款"),
        ("20825、20807.支出", "支出.20807、20825"),
        ("208.一般公共.年初预算", "支出.208.一般公共.年初预算"),
        ("年末.政府性基金", "年末结转和结余.政府性基金"),
        ("支出.208.决算", "支出.208"),
        ("支出.基本、项目", "支出.基本支出、项目支出"),
    ],
)
def test_a_typed_key_has_one_spelling(typed, key):
    assert parse(typed).key == key


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "支出.",
        "收人",
        "支出.20",
        "支出.2080",
        "支出.208.210",
        "支出.收入",
        "一般公共、基本支出",
        "收入.基本支出",
        "支出.事业收入",
        "一般公共.事业收入",
        "支出.２０８",
        "本级",
    ],
)
def test_what_names_nothing_or_contradicts_itself_is_no_address(typed):
    with pytest.raises(NotAnAddress):
        parse(typed)


def test_picks_that_exclude_each_other_meet_nowhere():
    assert parse("支出.208") & parse("支出.210") is None
    assert parse("一般公共") & parse("事业收入") is None
    assert (parse("支出.208") & parse("支出.2080101")).key == "支出.2080101"


def test_no_two_dimensions_share_a_name():
    names = list(itertools.chain(*MEMBERS.values(), selection.GROUPS, selection.SHORT))
    assert len(set(names)) == len(names)
