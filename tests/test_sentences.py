"""The printed page, sentence by sentence: what went up or down, what is nothing, what is one or many,
what nobody wrote.
"""

import re

import pytest

import small
from reportgen.compose.composed import compose
from reportgen.compose.tables import lay_out

EDITIONS = ("hubei-2021", "hubei-2022", "hubei-2023")
SPENT = "|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出\n  2080101 | {} | -"


def composed(folder, edition="hubei-2023", **keys):
    report = small.report(folder, edition, **keys)
    return compose(report, lay_out(report), "部门决算公开")


def paragraphs(folder, edition="hubei-2023", **keys):
    root = composed(folder, edition, **keys).document.root
    return [re.sub(r"\s+", "", "".join(e.itertext())) for e in root.iter() if e.tag in ("p", "td", "h2", "h3", "h4")]


def one(told, start):
    """The paragraph that begins so, without its beginning."""
    (found,) = [t.removeprefix(start) for t in told if t.startswith(start)]
    return found


# -- reasons -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    ("now", "before", "reasons", "told"),
    [
        ("120", "100", "{总体.增加: 任务增加, 总体.减少: 厉行节约}", "增加20.00万元，增长20.0%，主要原因是任务增加。"),
        ("80", "100", "{总体.增加: 任务增加, 总体.减少: 厉行节约}", "减少20.00万元，下降20.0%，主要原因是厉行节约。"),
        ("100", "100", "{总体: 任务增加}", "持平。"),
        ("100", "0", "{总体: 任务增加}", "增加100.00万元（上年无此项），主要原因是任务增加。"),
        ("100", "待填", "{总体: 任务增加}", "【待填：与上年比较】。"),
    ],
)
def test_a_change_is_told_with_the_reason_of_its_direction(tmp_path, edition, now, before, reasons, told):
    page = paragraphs(
        tmp_path, edition, 收支=SPENT.format(now), 上年数=f"{{收入总计: {before}, 支出总计: {before}}}", 原因=reasons
    )
    assert [t.replace("总计各", "总计") for t in page if t.startswith(f"2023年度收、支总计{float(now):.2f}万元")] == [
        f"2023年度收、支总计{float(now):.2f}万元。与2022年度相比，收、支总计{told}"
    ]


@pytest.mark.parametrize(
    ("reasons", "told"),
    [
        ("{总体: 压减开支}", "主要原因是【待填：机关"),
        ("{总体: 压减开支, 机关运行经费: 业务增加}", "主要原因是业务增加。"),
    ],
)
def test_a_figure_with_a_reason_of_its_own_takes_no_other(tmp_path, reasons, told):
    page = paragraphs(tmp_path, 上年数="{收入总计: 200, 支出总计: 200, 机关运行经费: 10}", 原因=reasons)
    assert told in one(page, "2023年度区示例局机关运行经费支出")


def test_the_reason_of_a_fall_does_not_explain_a_rise(tmp_path):
    made = composed(tmp_path, 上年数="{收入总计: 200, 支出总计: 200, 支出.一般公共: 100}", 原因="{总体: 压减开支}")
    (found,) = [f for f in made.findings if f.key == "支出.一般公共" and f.code == "C076"]
    assert found.message == "没有写支出.一般公共比上年增加的主要原因；「总体」的原因说的是相反的方向"
    assert found.remedy == "请在「原因」里写 支出.一般公共: …，或把 总体 分成 总体.增加 和 总体.减少"
    assert str(found.source) == "数据.yaml:16:6"


@pytest.mark.parametrize(
    ("basic", "reason"), [("60", "【待填：支出.2080101.一般公共决算小于年初预算的主要原因】"), ("100", "新增任务")]
)
def test_the_reason_of_a_class_explains_only_subjects_that_went_its_way(tmp_path, basic, reason):
    accounts = f"|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出\n  2080101 | {basic} | -\n  2080102 | - | 100"
    page = paragraphs(tmp_path, 收支=accounts, 年初预算="{2080101: 80, 2080102: 50}", 原因="{支出.208: 新增任务}")
    (told,) = [t for t in page if t.startswith("1.") and "年初预算为" in t]
    assert told.rpartition("主要原因是")[2] == f"{reason}。"


@pytest.mark.parametrize("typed", ["支出.2080101", "支出.2080101.一般公共", "项目.甲"])
def test_the_reason_of_a_subject_is_its_own_whatever_its_other_money_did(tmp_path, typed):
    page = paragraphs(
        tmp_path,
        收支=SPENT.format(60),
        年初预算="{2080101: 80}",
        原因=f"{{{typed}: 人员减少}}",
        项目="|\n  代号 | 名称 | 科目 | 全年预算 | 执行数\n  甲 | 甲 | 2080101 | 1 | 1",
    )
    assert [t for t in page if t.endswith("的主要原因是人员减少。")]


# -- 三公 --------------------------------------------------------------------------------------------

ITEMS = ("因公出国（境）费", "公务用车购置费", "公务用车运行维护费", "公务接待费")


def public(budget, spent, counts="{}"):
    rows = "".join(f"\n    {item} | {b} | {s}" for item, b, s in zip(ITEMS, budget, spent, strict=True))
    return f"\n  预算口径: 年初预算\n  实物量: {counts}\n  金额: |\n    项目 | 预算数 | 决算数{rows}"


NONE = ("-", "-", "-", "-")


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    ("budget", "spent", "counts", "last", "told"),
    [
        (
            ("-", "-", "-", "2"),
            ("-", "-", "-", "1"),
            "{国内接待批次: 3, 国内接待人次: 12, 外事接待批次: 0, 外事接待人次: 0}",
            "",
            [
                "1.因公出国（境）费支出决算为0.00万元，当年未安排因公出国（境）。",
                "2.公务用车购置及运行维护费支出决算为0.00万元，其中：公务用车购置费0.00万元，公务用车运行维护费0.00万元。",
                "3.公务接待费年初预算为2.00万元，支出决算为1.00万元，完成年初预算的50.0%，比年初预算减少1.00万元，主要原因是从俭。"
                "2023年度区示例局执行公务和开展业务活动开支公务接待费1.00万元，其中：国内公务接待3批次，12人次。",
            ],
        ),
        (
            ("5", "-", "3", "-"),
            ("4", "-", "3", "-"),
            "{}",
            "",
            [
                "1.因公出国（境）费年初预算为5.00万元，支出决算为4.00万元，完成年初预算的80.0%，"
                "比年初预算减少1.00万元，主要原因是从俭。全年因公出国（境）团组【待填：实物量.出国团组】，【待填：实物量.出国人次】。",
                "2.公务用车购置及运行维护费年初预算为3.00万元，支出决算为3.00万元，完成年初预算的100%。其中：公务用车购置费支出决算为0.00万元；"
                "公务用车运行维护费年初预算为3.00万元，支出决算为3.00万元，完成年初预算的100%。年末使用财政拨款开支的公务用车保有量【待填：实物量.保有车辆】。",
                "3.公务接待费支出决算为0.00万元，当年未安排公务接待。",
            ],
        ),
        (
            ("-", "-", "-", "1"),
            ("-", "-", "-", "1"),
            "{国内接待人次: 12, 外事接待人次: 2}",
            "三公.公务接待费.决算数: 3, 三公.因公出国（境）费.决算数: 2",
            [
                "1.因公出国（境）费支出决算为0.00万元，当年未安排因公出国（境），比上年减少2.00万元，下降100%。",
                "3.公务接待费年初预算为1.00万元，支出决算为1.00万元，完成年初预算的100%，比上年减少2.00万元，下降66.7%，主要原因是批次减少。"
                "2023年度区示例局执行公务和开展业务活动开支公务接待费1.00万元，其中：国内公务接待12人次；外事接待【待填：实物量.外事接待批次】，2人次。",
            ],
        ),
        (
            ("-", "-", "-", "1"),
            ("-", "-", "-", "1"),
            "{}",
            "三公.公务接待费.决算数: 1",
            [
                "3.公务接待费年初预算为1.00万元，支出决算为1.00万元，完成年初预算的100%，与上年持平。"
                "2023年度区示例局执行公务和开展业务活动开支公务接待费1.00万元，其中：国内公务接待【待填：实物量.国内接待批次】，【待填：实物量.国内接待人次】。"
            ],
        ),
        (
            NONE,
            NONE,
            "{}",
            "三公.合计.决算数: 4",
            [
                "本部门当年无财政拨款“三公”经费支出。与2022年度相比，“三公”经费支出决算减少4.00万元，下降100%，主要原因是从俭。"
            ],
        ),
        (NONE, NONE, "{}", "三公.合计.决算数: 0", ["本部门当年无财政拨款“三公”经费支出。"]),
    ],
)
def test_three_public(tmp_path, edition, budget, spent, counts, last, told):
    page = paragraphs(
        tmp_path,
        edition,
        三公经费=public(budget, spent, counts),
        上年数=f"{{{last}}}",
        原因="{三公: 从俭, 三公.公务接待费.决算数: 批次减少}",
    )
    assert [t for t in told if t not in page] == []


def test_a_count_that_nobody_wrote_is_a_finding_with_its_name_and_place(tmp_path):
    made = composed(tmp_path, 三公经费=public(("-", "-", "-", "1"), ("-", "-", "-", "1"), "{国内接待批次: 3}"))
    (found,) = [f for f in made.findings if f.key == "实物量.国内接待人次"]
    assert (found.code, found.message, str(found.source)) == (
        "T002",
        "要印的数「实物量.国内接待人次」没有数据",
        "数据.yaml:17:8",
    )


# -- lists -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    ("staff", "told"),
    [
        (
            "{行政: 10, 事业: 42, 参公: 1, 员额: 2, 今年新进: 4, 退休: 31, 离休: 2}",
            [
                "区示例局在职在编实有人数52人，其中：行政10人，事业42人（其中：参照公务员法管理1人），另有员额2人，今年新招考及选调进入4人。",
                "离退休人员33人，其中：离休2人，退休31人。",
            ],
        ),
        (
            "{行政: 10, 事业: 0, 参公: 0, 员额: 0, 今年新进: 0, 退休: 3, 离休: 0}",
            ["区示例局在职在编实有人数10人，其中：行政10人。", "离退休人员3人，其中：退休3人。"],
        ),
        (
            "{行政: 0, 事业: 5, 参公: 5, 退休: 0, 离休: 0}",
            ["区示例局在职在编实有人数5人，其中：事业5人（其中：参照公务员法管理5人）。", "没有离退休人员。"],
        ),
        (
            "{行政: 10, 退休: 3, 离休: 0}",
            [
                "区示例局在职在编实有人数【待填：人员.在职】，其中：行政10人，事业【待填：人员.事业】。",
                "离退休人员3人，其中：退休3人。",
            ],
        ),
        (
            "{行政: 待填, 事业: 3, 参公: 待填, 退休: 3, 离休: 待填}",
            [
                "区示例局在职在编实有人数【待填】人，其中：行政【待填】人，事业3人（其中：参照公务员法管理【待填】人）。",
                "离退休人员【待填】人，其中：离休【待填】人，退休3人。",
            ],
        ),
    ],
)
def test_staff(tmp_path, edition, staff, told):
    page = paragraphs(tmp_path, edition, 人员=staff)
    assert [t for t in told if t not in page] == []


def test_one_finding_names_the_head_count_that_nobody_wrote(tmp_path):
    made = composed(tmp_path, 人员="{行政: 10, 退休: 3, 离休: 0}")
    assert [(f.message, str(f.source)) for f in made.findings if (f.key or "").startswith("人员")] == [
        ("要印的数「人员.事业」没有数据", "数据.yaml:15:5")
    ]


def procured(*rows):
    return "|\n  类别 | 金额 | 中小企业 | 小微企业" + "".join(f"\n  {r}" for r in rows)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            ("货物 | 5 | 4 | 3", "工程 | - | - | -", "服务 | 5 | - | -"),
            "10.00万元，其中：政府采购货物支出5.00万元、政府采购工程支出0.00万元、政府采购服务支出5.00万元。授予中小企业合同金额4.00万元，占政府采购支出总额的40.0%，"
            "其中：授予小微企业合同金额3.00万元，占授予中小企业合同金额的75.0%；货物采购授予中小企业合同金额4.00万元，占货物支出金额的80.0%。",
        ),
        (
            ("货物 | 5 | - | -", "工程 | - | - | -", "服务 | - | - | -"),
            "5.00万元，其中：政府采购货物支出5.00万元、政府采购工程支出0.00万元、政府采购服务支出0.00万元。授予中小企业合同金额0.00万元，占政府采购支出总额的0.0%。",
        ),
    ],
)
def test_procurement_names_no_zero(tmp_path, rows, told):
    assert one(paragraphs(tmp_path, 政府采购=procured(*rows)), "2023年度区示例局政府采购支出总额") == told


@pytest.mark.parametrize(
    ("accounts", "first"),
    [
        (SPENT.format(100), "社会保障和就业支出（类）"),
        (
            "|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出\n  2080101 | 100 | -\n  2080102 | - | 5",
            "1.社会保障和就业支出（类）",
        ),
    ],
)
def test_a_single_item_bears_no_number(tmp_path, accounts, first):
    page = paragraphs(tmp_path, 收支=accounts)
    assert next(t for t in page if "支出决算为" in t and "（项）" in t).startswith(first)
    assert next(t for t in page if "（项）：" in t).startswith(first)


@pytest.mark.parametrize(
    ("initial", "full", "told"),
    [
        ("100", "120", "年初预算为100.00万元，年度执行中追加财政拨款预算20.00万元，全年预算为120.00万元，"),
        ("120", "100", "年初预算为120.00万元，年度执行中调减财政拨款预算20.00万元，全年预算为100.00万元，"),
        ("100", "100", "年初预算为100.00万元，年度执行中没有调整，全年预算为100.00万元，"),
    ],
)
def test_how_a_budget_was_adjusted(tmp_path, initial, full, told):
    order = "\n  部门决算公开: {版式: hubei-2023, 预算口径: 全年预算}"
    page = paragraphs(tmp_path, 报告=order, 年初预算=f"{{合计: {initial}}}", 全年预算=f"{{合计: {full}}}")
    assert [t for t in page if told in t]


def test_money_that_ended_is_told(tmp_path):
    page = paragraphs(tmp_path, 机关运行经费="0", 上年数="{机关运行经费: 10}", 原因="{机关运行经费: 职能划出}")
    assert (
        "本部门当年无机关运行经费支出。与2022年度相比，机关运行经费减少10.00万元，下降100%，主要原因是职能划出。"
        in page
    )


# -- indicators --------------------------------------------------------------------------------------

FORM = (
    "\n  甲: |\n    代号 | 层级 | 指标 | 目标值 | 实际值 | 分值 | 得分\n    一 | 产出/数量 | 秩序 | {} | {} | 80 | {}"
)


@pytest.mark.parametrize(
    ("target", "actual", "score", "told"),
    [
        ("10件", "12件", "", "从产出完成情况看，秩序目标值10件，实际完成值12件。"),
        ("400-500元", "400-500元", "", "从产出完成情况看，秩序目标值400-500元，实际完成值400-500元。"),
        ("明显改善", "明显改善", "", "从产出完成情况看，秩序达到“明显改善”的目标。"),
        ("明显改善", "有所改善", "60", "3.未完成的绩效目标。秩序的目标是“明显改善”，实际“有所改善”。"),
        ("10件", "5件", "", "3.未完成的绩效目标。秩序目标值10件，实际完成值5件。"),
        ("10件", "待填", "", "3.未完成的绩效目标。【待填：未完成的绩效目标】"),
        ("10件", "10件", "", "3.未完成的绩效目标。2023年没有未完成的绩效目标。"),
    ],
)
def test_what_an_indicator_reached(tmp_path, target, actual, score, told):
    projects = "|\n  代号 | 名称 | 科目 | 全年预算 | 执行数\n  甲 | 甲项目 | 2080102 | 60 | 50.25"
    page = paragraphs(tmp_path, 项目=projects, 指标=FORM.format(target, actual, score))
    assert told in page
    assert "2023年度甲项目自评结果（摘要版）" in page


@pytest.mark.parametrize(
    ("measures", "budget", "told"),
    [
        ("[改进]", "", ["改进。"]),
        ("[改进, 完善]", "", ["1.改进。", "2.完善。"]),
        ("[改进]", "挂钩", ["1.改进。", "2.拟与预算安排相结合情况。挂钩。"]),
        ("[]", "挂钩", ["拟与预算安排相结合情况。挂钩。"]),
        ("[]", "", ["【待填：改进措施】"]),
    ],
)
def test_measures_are_numbered_where_there_are_several(tmp_path, measures, budget, told):
    projects = "|\n  代号 | 名称 | 科目 | 全年预算 | 执行数\n  甲 | 甲项目 | 2080102 | 60 | 50.25"
    words = f"{{甲: {{问题和原因: 不足, 改进措施: {measures}, 结合预算: '{budget}'}}}}"
    page = paragraphs(tmp_path, 项目=projects, 项目文字=words, 指标=FORM.format("1件", "1件", ""))
    at = page.index("（四）下一步拟改进措施")
    assert page[at + 1 : at + 1 + len(told)] == told
    assert page[at - 1] == "本年度绩效存在的问题和原因。不足。"


# -- a draft of almost nothing -----------------------------------------------------------------------


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    "keys",
    [
        {"收支": SPENT.format("待填"), "基本支出": None},
        {"单位构成": "[]", "收支": "[]", "基本支出": None, "年初结转和结余": None},
        {
            "项目": "|\n  代号 | 名称 | 全年预算 | 执行数\n  甲 | 甲 | 待填 | 待填",
            "整体自评": "{填报日期: 待填}",
            "项目支出成效": "{甲: 待填}",
        },
    ],
)
def test_an_empty_list_leaves_no_stump(tmp_path, edition, keys):
    page = paragraphs(tmp_path, edition, **keys)
    assert [t for t in page if re.search(r"[：、，]。|[：，、；][，；、]|包括。|组成，，|None", t)] == []


def test_a_part_that_nobody_wrote_is_one_finding(tmp_path):
    told = [f.message for f in composed(tmp_path).findings if f.code == "T002"]
    assert [t for t in told if "三公" in t or "采购" in t or "资产" in t] == [
        "没有写「三公经费」，要印的数没有数据",
        "没有写「政府采购」，要印的数没有数据",
        "没有写「国有资产」，要印的数没有数据",
    ]


def test_a_draft_with_indicators_left_out_says_so_everywhere(tmp_path):
    page = "\n".join(paragraphs(tmp_path, 整体自评="{基本支出预算: 100}", 人员="{行政: 3}"))
    assert "【待填：整体自评.预算数】" in page
    assert "绩效指标0个" not in page
