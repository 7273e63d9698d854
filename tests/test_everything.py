"""An invented department that uses everything: every number by hand, every sentence read."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from reportgen.build import assemble
from reportgen.compose.composed import compose
from reportgen.compose.tables import lay_out
from reportgen.editions import load_edition
from reportgen.figures.derive import derive
from reportgen.load import load

FOLDER = Path(__file__).parent / "everything"
KIND = "部门决算公开"
RUNS = [("2022", "hubei-2021"), ("2022", "hubei-2023"), ("2023", "hubei-2021"), ("2023", "hubei-2023")]


@cache
def composed(year, edition):
    loaded = load(FOLDER / year)
    if edition == "hubei-2021":  # whose forms call it so
        projects = [
            p.model_copy(update={"category": p.category.replace("财政专项资金", "区直专项")})
            for p in loaded.data.projects
        ]
        loaded = replace(loaded, data=loaded.data.model_copy(update={"projects": projects}))
    report = derive(loaded, load_edition(KIND, edition))
    tables = lay_out(report)
    return report, tables, compose(report, tables, KIND)


def paragraphs(year="2023", edition="hubei-2023"):
    root = composed(year, edition)[2].document.root
    return [
        re.sub(r"\s+", " ", "".join(e.itertext())).strip()
        for e in root.iter()
        if e.tag in ("p", "td", "h1", "h2", "h3", "h4")
    ]


def printed(year, number):
    """label or code -> the amounts of its row as printed, blanks as ''; only rows that print one."""
    report, tables, _ = composed(year, "hubei-2023")
    table = next(t for t in tables if t.definition.id == number)
    rows = {}
    for row in table.rows:
        name, amounts = "", []
        for cell in [*row.cells, None]:
            if cell is None or (cell.kind in ("label", "code") and amounts):
                if any(amounts):
                    rows[name.split("、")[-1].replace("　", "")] = amounts
                name, amounts = "", []
            if cell is not None and cell.kind in ("label", "code") and not (name and cell.kind == "label"):
                name = cell.text
            elif cell is not None and cell.kind == "amount":
                amounts.append("" if cell.figure is None or cell.figure.zero else report.printed(cell.figure))
    return rows


@pytest.mark.parametrize(("year", "edition"), RUNS)
def test_the_whole_journey_runs_without_a_finding_or_a_place_to_fill(year, edition):
    report, _, result = composed(year, edition)
    assert (report.findings, result.findings) == ([], ())
    assert "待填" not in "".join(result.document.root.itertext())


@pytest.mark.parametrize("year", ["2022", "2023"])
def test_the_final_build_is_not_blocked(year):
    made = assemble(FOLDER / year)
    assert (made.errors, made.pending) == ((), ())


@pytest.mark.parametrize(("year", "edition"), RUNS)
def test_no_sentence_stumbles(year, edition):
    stumbles = re.compile(
        r"None|万元万元|。。|，。|；。|，，|、。|各持平|比上年与|年度年度|%%|[{}｛｝]|：。|(?<![\d/])-\d"
    )
    forms = {"备注"}
    assert [
        p
        for p in paragraphs(year, edition)
        if stumbles.search(p) and not any(f in p for f in forms) and "定性指标" not in p
    ] == []


@pytest.mark.parametrize(("year", "edition"), RUNS)
def test_what_is_secret_is_printed_nowhere(year, edition):
    told = paragraphs(year, edition)
    assert not re.search("秘密|不公开的项目|机密项目|999", "".join(told))
    assert not {"204", "20499", "2049901"} & set(told)


def test_table_01():
    assert printed("2023", "summary") == {
        "一般公共预算财政拨款收入": ["1,403.25"],
        "政府性基金预算财政拨款收入": ["180.00"],
        "国有资本经营预算财政拨款收入": ["18.00"],
        "上级补助收入": ["15.00"],
        "事业收入": ["48.00"],
        "经营收入": ["20.00"],
        "附属单位上缴收入": ["6.00"],
        "其他收入": ["5.30"],
        "社会保障和就业支出": ["1,412.85"],  # 620.35 + 193.00 + 311.20 + 196.90 + 56.40 + 35.00
        "卫生健康支出": ["26.50"],
        "城乡社区支出": ["142.50"],
        "住房保障支出": ["48.25"],
        "国有资本经营预算支出": ["18.00"],
        "其他支出": ["35.00"],
        "本年收入合计": ["1,695.55"],
        "使用非财政拨款结余": ["3.00"],
        "年初结转和结余": ["185.00"],
        "本年支出合计": ["1,683.10"],
        "结余分配": ["5.00"],
        "年末结转和结余": ["195.45"],
        "总计": ["1,883.55"],
    }


def test_table_02():
    found = printed("2023", "income")
    assert found["合计"] == ["1,695.55", "1,601.25", "15.00", "48.00", "20.00", "6.00", "5.30"]
    assert found["2080102"] == ["170.70", "165.40", "", "", "", "", "5.30"]
    assert found["2080150"] == ["229.15", "140.15", "15.00", "48.00", "20.00", "6.00", ""]
    assert found["2080505"] == ["56.40", "56.40", "", "", "", "", ""]
    assert found["20801"] == ["1,331.40", "1,237.10", "15.00", "48.00", "20.00", "6.00", "5.30"]
    assert [found[c][0] for c in ("208", "210", "212", "221", "223", "229")] == [
        "1,422.80",
        "26.50",
        "150.00",
        "48.25",
        "18.00",
        "30.00",
    ]
    assert "20809" not in found  # a budget without income is no row here


def test_table_03():
    found = printed("2023", "spending")
    assert found["合计"] == ["1,683.10", "1,137.10", "519.50", "8.00", "14.50", "4.00"]
    assert found["2080150"] == ["196.90", "170.40", "", "8.00", "14.50", "4.00"]
    assert found["2080102"] == ["193.00", "", "193.00", "", "", ""]
    assert found["2210201"] == ["48.25", "48.25", "", "", "", ""]
    assert found["208"] == ["1,412.85", "1,062.35", "324.00", "8.00", "14.50", "4.00"]


def test_table_04():
    assert printed("2023", "fiscal") == {
        "一般公共预算财政拨款": ["60.00"],
        "政府性基金预算财政拨款": ["25.00"],
        "国有资本经营预算财政拨款": ["18.00"],
        "社会保障和就业支出": ["1,343.50", "1,343.50", "", ""],
        "卫生健康支出": ["26.50", "26.50", "", ""],
        "城乡社区支出": ["142.50", "", "142.50", ""],
        "住房保障支出": ["48.25", "48.25", "", ""],
        "国有资本经营预算支出": ["18.00", "", "", "18.00"],
        "其他支出": ["35.00", "", "35.00", ""],
        "本年收入合计": ["1,601.25"],
        "本年支出合计": ["1,613.75", "1,418.25", "177.50", "18.00"],
        "年初财政拨款结转和结余": ["85.00"],
        "年末财政拨款结转和结余": ["72.50", "45.00", "27.50", ""],
        "总计": ["1,686.25", "1,463.25", "205.00", "18.00"],
    }


def test_tables_05_to_08():
    assert printed("2023", "general")["合计"] == ["1,418.25", "1,106.85", "311.40"]
    assert printed("2023", "general")["2080109"] == ["311.20", "215.20", "96.00"]
    found = printed("2023", "basic")
    assert {k: found[k] for k in ("301", "303", "302", "310", "人员经费合计", "公用经费合计")} == {
        "301": ["834.65"],
        "303": ["52.20"],
        "302": ["205.00"],
        "310": ["15.00"],
        "人员经费合计": ["886.85"],
        "公用经费合计": ["220.00"],
    }
    assert printed("2023", "government-fund") == {
        "合计": ["25.00", "180.00", "177.50", "", "177.50", "27.50"],
        **{code: ["20.00", "150.00", "142.50", "", "142.50", "27.50"] for code in ("212", "21208", "2120803")},
        **{code: ["5.00", "30.00", "35.00", "", "35.00", ""] for code in ("229", "22960", "2296002")},
    }
    assert printed("2023", "state-capital") == {
        name: ["18.00", "", "18.00"] for name in ("合计", "223", "22301", "2230105")
    }


def test_table_09():
    assert printed("2023", "three-public") == {
        "": ["36.00", "5.00", "28.00", "20.00", "8.00", "3.00", "31.75", "4.00", "25.50", "18.00", "7.50", "2.25"]
    }
    assert printed("2022", "three-public") == {
        "": ["11.00", "", "8.00", "", "8.00", "3.00", "10.75", "", "8.50", "", "8.50", "2.25"]
    }


def test_yuan_become_wan_only_where_they_are_printed():
    report = composed("2022", "hubei-2023")[0]
    assert str(report.resolve("收入总计").value) == "1654.973456"
    assert printed("2022", "summary")["总计"] == ["1,654.97"]
    assert (
        report.resolve("年末结转和结余").value
        == composed("2023", "hubei-2023")[0].resolve("年初结转和结余").value
        == 185
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "2023年度收、支总计1,883.55万元。与2022年度相比，收、支总计各增加228.58万元，增长13.8%，主要原因是示例事务的任务增加。",
        "2023年度财政拨款收入中，国有资本经营预算财政拨款收入18.00万元，与2022年度相比，国有资本经营预算财政拨款收入增加18.00万元（上年无此项），主要原因是本年新增国有企业退休人员社会化管理补助。",
        "5.社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）。年初预算为50.00万元，"
        "支出决算为56.40万元，完成年初预算的112.8%，支出决算数大于年初预算数的主要原因是缴费基数调整。",
        "6.社会保障和就业支出（类）就业补助（款）其他就业补助支出（项）。无年初预算，支出决算为35.00万元，为当年追加，主要原因是年中下达就业补助。",
        "7.社会保障和就业支出（类）退役安置（款）退役士兵安置（项）。年初预算为25.00万元，当年无支出，支出决算数小于年初预算数的主要原因是当年没有接收安置任务。",
        "9.住房保障支出（类）住房改革支出（款）住房公积金（项）。年初预算为48.25万元，支出决算为48.25万元，完成年初预算的100%。",
        "2023年度政府性基金预算财政拨款年初结转和结余25.00万元，本年收入180.00万元，本年支出177.50万元，年末结转和结余27.50万元。具体支出情况为：",
        "区示例局有财政拨款预算安排“三公”经费的单位包括某市江城区示例局、某市江城区示例经办中心。",
        "2023年度“三公”经费财政拨款全年预算为36.00万元，支出决算为31.75万元，完成全年预算的88.2%，比全年预算减少4.25万元，主要原因是厉行节约，各项支出都少于预算。"
        "与2022年度相比，“三公”经费支出决算增加21.00万元，增长195.3%，主要原因是本年新增出国团组和车辆更新。其中：",
        "1.因公出国（境）费全年预算为5.00万元，支出决算为4.00万元，完成全年预算的80.0%，比全年预算减少1.00万元，"
        "主要原因是团组压缩了一天行程；比上年增加4.00万元（上年无此项）。全年因公出国（境）团组1个，2人次。",
        "3.公务接待费全年预算为3.00万元，支出决算为2.25万元，完成全年预算的75.0%，比全年预算减少0.75万元，主要原因是严格执行中央八项规定，接待标准降低；与上年持平。"
        "2023年度区示例局执行公务和开展业务活动开支公务接待费2.25万元，其中：国内公务接待25批次，180人次；外事接待1批次，4人次。",
        "2023年度区示例局机关运行经费支出190.00万元，与2022年度相比，机关运行经费减少10.00万元，"
        "下降5.0%（上年数按调整后的口径为200.00万元，调整的原因是服务中心由参公改为事业后不再计入），主要原因是压减一般性支出。",
        "2023年度区示例局政府采购支出总额150.00万元，其中：政府采购货物支出50.00万元、政府采购工程支出20.00万元、"
        "政府采购服务支出80.00万元。授予中小企业合同金额120.00万元，占政府采购支出总额的80.0%，"
        "其中：授予小微企业合同金额85.00万元，占授予中小企业合同金额的70.8%；货物采购授予中小企业合同金额40.00万元，占货物支出金额的80.0%；"
        "工程采购授予中小企业合同金额20.00万元，占工程支出金额的100%；服务采购授予中小企业合同金额60.00万元，占服务支出金额的75.0%。",
        "截至2023年12月31日，区示例局共有车辆4辆，其中：机要通信用车1辆、执法执勤用车2辆、其他用车1辆，其他用车为业务用车。单价50万元（含）以上通用设备2台（套），单价100万元（含）以上专用设备1台（套）。",
        "根据预算绩效管理要求，我部门组织对2023年度项目支出全面开展绩效自评，共涉及项目4个，资金341.40万元，其中：一般公共预算项目3个，资金306.40万元，占一般公共预算项目支出总额的98.4%；"
        "政府性基金预算项目1个，资金35.00万元，占政府性基金预算项目支出总额的19.7%。",
        "社会保障和就业支出（类）人力资源和社会保障管理事务（款）一般行政管理事务（项）项目支出中未列入上述项目的5.00万元，零星支出，未单列项目。",
        "我部门在2023年度部门决算中反映所有项目绩效自评结果（不包括涉密项目），共涉及3个一级项目、1个二级项目。",
        "1.示例信息化和示例监管绩效自评综述：项目全年预算数为190.00万元，执行数为175.40万元，完成预算的92.3%。主要产出和效益是：示例系统上线，服务14,401人次；监管覆盖面扩大。"
        "发现的问题及原因：验收推迟，尾款在下年支付；监管力量不足。下一步改进措施：提前组织验收；按合同节点付款；充实力量。",
        "3.未完成的绩效目标。上线系统目标值4个，实际完成值3个；严重故障次数目标值0次，实际完成值2次；响应时间目标值≤30分钟，实际完成值40分钟。",
    ],
)
def test_a_sentence_of_2023(sentence):
    assert sentence in paragraphs()


@pytest.mark.parametrize(
    "sentence",
    [
        "2022年度收、支总计1,654.97万元。与2021年度相比，收、支总计各减少45.03万元，下降2.6%，主要原因是压减一般性支出。",
        "2022年度一般公共预算财政拨款支出1,324.97万元，占本年支出合计的90.1%。与2021年度相比，一般公共预算财政拨款支出持平。",
        "2022年度财政拨款收入中，政府性基金预算财政拨款收入115.00万元，与2021年度相比，政府性基金预算财政拨款收入增加115.00万元（上年无此项），主要原因是新增城市建设和福利项目。",
        "1.社会保障和就业支出（类）人力资源和社会保障管理事务（款）行政运行（项）。支出决算为580.00万元。",
        "本部门当年无国有资本经营预算财政拨款支出。",
        "1.因公出国（境）费支出决算为0.00万元，当年未安排因公出国（境）。",
        "截至2022年12月31日，区示例局共有车辆0辆。单价50万元（含）以上通用设备0台（套），单价100万元（含）以上专用设备0台（套）。",
        "本部门2022年度没有开展部门整体支出绩效自评。",
        "管理示例事务，提供示例服务。",
    ],
)
def test_a_sentence_of_2022(sentence):
    assert sentence in paragraphs("2022")


@pytest.mark.parametrize(
    ("edition", "scores"),
    [
        # execution: 20 × 96.1%, 95.0%, 88.6%, 96.3%, 100%; whole points in 2021
        (
            "hubei-2023",
            {"整体自评": "88.22", "项目.信息": "81.5", "项目.监管": "93.72", "项目.经办": "97.26", "项目.福利": "100"},
        ),
        ("hubei-2021", {"整体自评": "89", "项目.信息": "82", "项目.监管": "94", "项目.经办": "97", "项目.福利": "100"}),
    ],
)
def test_scores(edition, scores):
    report = composed("2023", edition)[0]
    assert {name: report.printed(report.resolve(f"{name}.得分")) for name in scores} == scores


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("支出.本级.2080505", "44.10"),
        ("支出.经办中心", "323.50"),
        ("支出.服务中心.其他资金", "56.75"),
        ("支出.208.一般公共.完成率.年初预算", "100.5"),
        ("支出.2080901.一般公共.年初预算", "25.00"),
        ("支出.2080901.一般公共", ""),
        ("上年.支出.208", "1,305.27"),
        ("支出.208.增减额", "107.58"),
        ("支出.208.增长率", "8.2"),
        ("政府采购.合计.小微企业", "85.00"),
        ("车辆.合计", "4"),
        ("人员.离退休", "19"),
        ("事实.招聘会", "40场"),
        ("指标.信息.服务.目标值", "12,000人次"),
        ("支出.一般公共.全年预算.差额.年初预算", "35.55"),
        ("经济.302", "205.00"),
        ("三公.合计.预算数", "36.00"),
    ],
)
def test_a_key_of_the_documentation_is_an_address(key, text):
    report = composed("2023", "hubei-2023")[0]
    figure = report.resolve(key)
    assert ("" if figure.state == "blank" else report.printed(figure)) == text
