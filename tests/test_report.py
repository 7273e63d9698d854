"""Any figure from its key alone: approved beside derived, last year, changes and shares as printed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import small
from reportgen.figures import TooLongAgo, UnknownKey
from reportgen.figures.missing import place_of
from reportgen.model.figure import Overridden
from small import shown

QUIET = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("收入", "本年收入合计"),
        ("支出", "本年支出合计"),
        ("2080101.支出.基本", "支出.2080101.基本支出"),
        ("收入.事业收入", "收入.其他资金.事业收入"),
        ("上年.208.支出", "上年.支出.208"),
        ("208.支出.增减额", "支出.208.增减额"),
        ("支出.项目.占.支出", "支出.项目支出.占.本年支出合计"),
        ("一般公共.205.支出.完成率.全年预算", "支出.205.一般公共.完成率.全年预算"),
    ],
)
def test_a_key_has_one_canonical_spelling(tmp_path, typed, canonical):
    assert small.report(tmp_path).canonical(typed) == canonical


def test_the_approved_figure_is_printed_and_not_added_up(tmp_path):
    made = small.report(tmp_path, 核定数="{基本支出.支出: 99.99, 收入总计: 150.26}")
    assert shown(made, "支出.基本支出") == "99.99"
    assert made.resolve("支出.基本支出").origin.derived.value == 100
    assert shown(made, "本年支出合计") == "150.25"
    assert isinstance(made.resolve("收入总计").origin, Overridden)


def test_an_approved_share_or_score_is_not_money(tmp_path):
    made = small.report(
        tmp_path,
        金额单位="元",
        项目="|\n  代号 | 名称 | 全年预算 | 执行数\n  甲 | 甲 | 10000 | 9000",
        核定数="{项目.甲.执行率: 90.1, 项目.甲.执行数: 8000}",
    )
    assert [shown(made, k) for k in ("项目.甲.执行率", "项目.甲.执行数")] == ["90.1", "0.80"]


def test_last_year_is_restated_before_stated_before_last_years_folder(tmp_path):
    small.write(
        tmp_path / "2022", 年度="2022", 收支="|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出\n  2080101 | 40 | 10"
    )
    made = small.report(
        tmp_path / "2023",
        上年数="{支出.基本支出: 41, 项目支出.支出: 11}",
        口径调整="{支出.项目支出: {上年数: 12, 原因: 划转}}",
    )
    assert [shown(made, f"上年.{k}") for k in ("支出.基本支出", "支出.项目支出", "支出.2080101", "收入总计")] == [
        "41.00",
        "12.00",
        "50.00",
        "50.00",
    ]
    assert [shown(made, f"支出.{k}.增减额") for k in ("基本支出", "项目支出", "2080101")] == ["59.00", "38.25", "50.00"]


def test_last_years_closing_is_this_years_opening(tmp_path):
    made = small.report(tmp_path, 年初结转和结余="{一般公共: 7, 其他资金: 3}")
    assert shown(made, "上年.年末结转和结余.一般公共") == "7.00"


def test_last_years_total_follows_from_its_parts_or_its_other_side(tmp_path):
    made = small.report(tmp_path, 上年数="{本年支出合计: 90}", 年初结转和结余="{一般公共: 7, 其他资金: 3}")
    assert [shown(made, k) for k in ("上年.支出总计", "上年.收入总计", "上年.本年收入合计")] == [
        "100.00",
        "100.00",
        "unknown",
    ]


def test_what_last_years_folder_does_not_have_is_unknown(tmp_path):
    small.write(tmp_path / "2022", 年度="2022")
    made = small.report(
        tmp_path / "2023", 人员="{行政: 3}", 项目="|\n  代号 | 名称 | 全年预算 | 执行数\n  甲 | 甲 | 1 | 1"
    )
    assert shown(made, "上年.人员.行政") == shown(made, "上年.项目.甲.执行数") == "unknown"


@pytest.mark.parametrize(
    "key",
    [
        "收人总计",
        "上年.收人总计",
        "项目.没有.执行数",
        "三公.会议费.决算数",
        "支出.2080",
        "经济",
        "指标.甲.乙",
        "事实.无",
    ],
)
def test_a_key_that_names_nothing_is_unknown(tmp_path, key):
    with pytest.raises(UnknownKey):
        small.report(tmp_path).resolve(key)


def test_an_unknown_key_knows_the_nearest(tmp_path):
    with pytest.raises(UnknownKey) as caught:
        small.report(tmp_path).resolve("收人总计")
    assert "收入总计" in caught.value.nearest


@pytest.mark.parametrize(
    "key", ["三公.公务接待费.决算数", "三公.合计.预算数", "政府采购.合计.金额", "政府采购.货物.金额", "车辆.合计"]
)
def test_a_record_that_nobody_wrote_is_unknown_not_nought(tmp_path, key):
    assert shown(small.report(tmp_path), key) == "unknown"


def test_a_column_that_nobody_wrote_is_unknown_and_an_empty_mapping_is_nought(tmp_path):
    made = small.report(tmp_path, 政府采购="|\n  类别 | 金额\n  货物 | 5", 国有资产="{车辆: {}}")
    assert [shown(made, f"政府采购.合计.{c}") for c in ("金额", "小微企业")] == ["5.00", "unknown"]
    assert shown(made, "车辆.合计") == "blank"


def test_operating_money_is_the_public_costs_only_when_every_unit_is_in_its_scope(tmp_path):
    units = "|\n  单位 | 全称 | 性质 | 机关运行\n  本级 | 甲 | 行政 | 是\n  中心 | 乙 | 事业 | {}"
    assert shown(small.report(tmp_path / "a", 单位构成=units.format("是")), "机关运行经费") == "20.00"
    partly = small.report(tmp_path / "b", 单位构成=units.format("否"))
    assert shown(partly, "机关运行经费") == "unknown"
    assert "中心不在机关运行经费的范围里" in str(partly.findings[-1])
    assert (
        shown(small.report(tmp_path / "c", 单位构成=units.format("否"), 机关运行经费="15"), "机关运行经费") == "15.00"
    )


def test_a_mistaken_project_name_is_told_where_it_stands(tmp_path):
    made = small.report(
        tmp_path,
        项目="|\n  代号 | 名称 | 全年预算 | 执行数\n  甲 | 甲 | 1 | 1",
        项目文字="{乙: {}}",
        项目叙述="[甲, 丙]",
        项目支出成效="{208: 好, 丁: 好}",
        项目合称="{甲、戊: 合}",
        指标="{己: []}",
    )
    assert [f.message for f in made.findings] == [
        f"「{field}」里的「{name}」不在项目表里"
        for field, name in (("项目叙述", "丙"), ("项目文字", "乙"), ("项目支出成效", "丁"), ("项目合称", "戊"))
    ]  # C107 tells of 指标


def test_a_name_mistaken_everywhere_is_one_finding(tmp_path):
    made = small.report(
        tmp_path,
        项目="|\n  代号 | 名称 | 全年预算 | 执行数\n  甲 | 甲 | 1 | 1",
        项目文字="{乙: {}}",
        项目叙述="[甲, 乙]",
        指标="{乙: []}",
    )
    assert [f.message for f in made.findings] == ["「项目叙述」「项目文字」「指标」里的「乙」不在项目表里"]


cents = st.integers(min_value=1, max_value=10**9).map(lambda n: f"{n // 100}.{n % 100:02d}")


@QUIET
@given(cents, cents, cents)
def test_changes_and_shares_can_be_recomputed_from_what_is_printed(tmp_path, basic, project, before):
    made = small.report(
        tmp_path,
        金额单位="元",
        收支=f"|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出\n  2080101 | {basic} | -\n  2080102 | - | {project}",
        上年数=f"{{本年支出合计: {before}}}",
        年初结转和结余="{一般公共: 0, 其他资金: 0}",
    )
    as_printed = {k: made.rounded(made.resolve(k)) for k in ("本年支出合计", "上年.本年支出合计", "支出.基本支出")}
    change = made.resolve("本年支出合计.增减额")
    assert change.value == as_printed["本年支出合计"] - as_printed["上年.本年支出合计"]
    rate = made.resolve("本年支出合计.增长率")
    base = as_printed["上年.本年支出合计"]
    assert rate.value == change.value / base * 100 if base else rate.state == "blank"
    share, whole = made.resolve("支出.基本支出.占.本年支出合计"), as_printed["本年支出合计"]
    assert share.value == as_printed["支出.基本支出"] / whole * 100 if whole else share.state == "blank"


@QUIET
@given(st.lists(cents, min_size=1, max_size=6))
def test_both_sides_are_equal_whatever_the_amounts(tmp_path, amounts):
    rows = "\n".join(f"  20801{n + 1:02d} | {a} | {a}" for n, a in enumerate(amounts))
    made = small.report(
        tmp_path,
        收支=f"|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出\n{rows}",
        年初结转和结余="{一般公共: 3.33, 其他资金: 1}",
    )
    assert made.resolve("收入总计").value == made.resolve("支出总计").value
    assert (
        sum(made.resolve(f"支出.20801{n + 1:02d}").value for n in range(len(amounts))) == made.resolve("支出.208").value
    )


UNIT = "|\n  单位 | 全称 | 性质\n  {} | 甲局 | 行政\n  {} | 乙局 | 行政"
PROJECTS = "|\n  代号 | 名称 | 全年预算 | 执行数\n  {} | 甲 | 1 | 1\n  {} | 乙 | 1 | 1"


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"单位构成": UNIT.format("本级", "本级")}, "9:3 错误 [D017] 「单位构成」里的「本级」写了两行"),
        ({"项目": PROJECTS.format("甲", "甲")}, "18:3 错误 [D017] 「项目」里的「甲」写了两行"),
        (
            {
                "项目分科目": "|\n  项目 | 科目 | 执行数\n  甲 | 2080101 | 1\n  甲 | 2080101 | 2",
                "项目": PROJECTS.format("甲", "乙"),
            },
            "错误 [D017] 「项目分科目.甲」里的「2080101」写了两行",
        ),
        ({"项目": PROJECTS.format("甲.乙", "丙")}, "17:3 错误 [D018] 「项目」里的「甲.乙」不能作名字"),
        ({"项目": PROJECTS.format("合计", "丙")}, "17:3 错误 [D018] 「项目」里的「合计」另有意思，不能作名字"),
        (
            {"单位构成": UNIT.format("本级", "一般公共")},
            "9:3 错误 [D018] 「单位构成」里的「一般公共」另有意思，不能作名字",
        ),
        (
            {
                "收支": "|\n  科目 | 单位 | 一般公共.基本支出 | 一般公共.项目支出\n  2080101 | 本级 | 100 | -\n  2080101 | | 1 | 2"
            },
            "11:3 错误 [D019] 收支里科目 2080101 有的行写了单位，有的没有写，会算两遍",
        ),
        (
            {
                "收支": "|\n  科目 | 单位 | 一般公共.基本支出 | 一般公共.项目支出\n  208 | 本级 | 100 | -\n  2080101 | | 1 | 2"
            },
            "11:3 错误 [D019] 收支里科目 208 有的行写了单位",
        ),
    ],
)
def test_a_name_or_row_that_counts_twice_is_told_where_it_stands(keys, told, tmp_path):
    assert any(told in str(f) for f in small.report(tmp_path, **keys).findings), [
        str(f) for f in small.report(tmp_path, **keys).findings
    ]


def test_rows_of_units_under_a_subtotal_without_unit_count_once(tmp_path):
    made = small.report(
        tmp_path,
        收支="|\n  科目 | 单位 | 一般公共.基本支出 | 一般公共.项目支出\n  208 | | 100 | -\n  2080101 | 本级 | 100 | -",
    )
    assert small.shown(made, "支出.208") == "100.00"
    assert [f.code for f in made.findings] == []


def test_a_nought_with_a_sign_is_nought(tmp_path):
    made = small.report(
        tmp_path,
        收支="|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出\n  2080101 | 100.00 | -0.00\n  2080102 | - | 50.25",
    )
    assert small.shown(made, "支出.2080101.项目支出") == "0.00"
    assert str(made.resolve("支出.2080101.项目支出").value) == "0.00"


@pytest.mark.parametrize(
    "accounts",
    [
        "\n  2080101: {一般公共.基本支出: 100, 一般公共.项目支出: 1}\n  2040299: {一般公共.基本支出: 3, 一般公共.项目支出: 2, 涉密: 是}",
        "\n  - {科目: 2080101, 一般公共.基本支出: 100, 一般公共.项目支出: 1}\n  - {科目: 2040299, 一般公共.基本支出: 3, 一般公共.项目支出: 2, 涉密: 是}",
    ],
)
def test_a_secret_row_of_a_mapping_is_taken_out_at_load(accounts, tmp_path):
    made = small.report(tmp_path, 收支=accounts)
    assert small.shown(made, "本年支出合计") == "101.00"
    assert made.loaded.secret_rows == 1


def test_a_secret_project_of_a_mapping_goes_with_its_words(tmp_path):
    made = small.report(
        tmp_path,
        项目="\n  甲: {名称: 秘密, 全年预算: 1, 执行数: 1, 涉密: 是}\n  乙: {名称: 公开, 全年预算: 1, 执行数: 1}",
        项目文字="{甲: {产出和效益: 秘密的事}}",
    )
    assert [p.name for p in made.loaded.data.projects] == ["乙"]
    assert not made.loaded.data.project_words
    assert [f.code for f in made.findings] == ["D024"]  # 乙 has no indicators


@pytest.mark.parametrize("key", ["上年.上年.收入总计", "上年.上年.人员.行政"])
@pytest.mark.parametrize("beside", [False, True])
def test_of_the_year_before_last_nothing_is_known(tmp_path, key, beside):
    if beside:
        small.write(tmp_path / "2022", 年度="2022")
    with pytest.raises(TooLongAgo) as caught:
        small.report(tmp_path / "2023").resolve(key)
    assert (caught.value.key, caught.value.why) == (key, "是前年的数，只知道上一年的")


def test_the_year_before_last_is_known_where_last_years_folder_states_it(tmp_path):
    small.write(tmp_path / "2022", 年度="2022", 上年数="{收入总计: 90, 支出总计: 90}")
    assert shown(small.report(tmp_path / "2023"), "上年.上年.收入总计") == "90.00"


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("人员.离退休", "15:5"),
        ("人员.离休", "15:5"),
        ("实物量.国内接待人次", "17:8"),
        ("三公.合计.决算数", "17:3"),
        ("支出.2080101", "9:5"),
        ("项目.甲.年初预算", "20:3"),
        ("整体自评.预算数", "21:7"),
        ("上年.收入总计", None),
        ("政府采购.合计.金额", None),
    ],
)
def test_a_key_belongs_to_a_place_in_the_data(tmp_path, key, place):
    made = small.report(
        tmp_path,
        人员="{行政: 1}",
        三公经费="\n  实物量: {国内接待批次: 1}",
        项目="|\n  代号 | 名称 | 全年预算 | 执行数\n  甲 | 甲 | 1 | 1",
        整体自评="{预算数: 1}",
    )
    source = place_of(made, key)
    assert (f"{source.line}:{source.column}" if source else None) == place
