"""shanghai-2024: what its sample prints, what a department may choose in two lines, a published report's figures."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from clerk import run
from recall import figures, published, text_of_docx, text_of_html
from reportgen.build import BuiltReport, assemble
from reportgen.lint import lint
from reportgen.publish.checksheet import check_lines
from reportgen.workspace.new import begin
from reportgen.writers.docx import write_docx
from reportgen.writers.html import write_html
from shanghai_sample import KIND, made, paragraphs, rows, text, told

PUBLISHED = Path(__file__).parent / "shanghai" / "published" / "2024"
LAST = {"收入总计": 1352.40, "财政拨款收入总计": 1325.60, "支出.一般公共": 1295.60, "机关运行经费": 84.00}
ABROAD, BOUGHT, RUNNING, GUESTS = "因公出国（境）费", "公务用车购置费", "公务用车运行维护费", "公务接待费"
UNIT = "上海市江滨区民生服务局"


def three_public(**money: str) -> dict[str, object]:
    """三公经费 with these cells (预算数 | 决算数) of each item."""
    items = ((ABROAD, "abroad"), (BOUGHT, "bought"), (RUNNING, "running"), (GUESTS, "guests"))
    lines = [f"{item} | {money.get(name, '- | -')}" for item, name in items]
    counts = {"出国团组": 1, "出国人次": 2, "购置车辆": 1, "保有车辆": 2, "国内接待批次": 9, "国内接待人次": 76}
    return {
        "预算口径": "年初预算",
        "金额": "\n".join(["项目 | 预算数 | 决算数", *lines]),
        "实物量": {**counts, "外事接待批次": 0, "外事接待人次": 0},
    }


def last_year(**spent: float) -> dict[str, float]:
    """上年数 with 三公 spent as said."""
    items = {ABROAD: "abroad", BOUGHT: "bought", RUNNING: "running", GUESTS: "guests"}
    money = {f"三公.{item}.决算数": spent.get(name, 0.0) for item, name in items.items()}
    return {**LAST, "三公.合计.决算数": round(sum(money.values()), 2), **money}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> BuiltReport:
    return made(tmp_path_factory.mktemp("局"))


def test_the_edition_has_nothing_wrong() -> None:
    assert [str(f) for f in lint(KIND, "shanghai-2024")] == []


def test_the_sample_has_nothing_wrong(sample: BuiltReport) -> None:
    assert [str(f) for f in sample.findings] == []


def test_the_figures_of_a_published_report_come_again() -> None:
    """All but one share, which was published as 9.55% so that the shares make 100: 29.42 ÷ 307.82 is 9.56%."""
    report = assemble(PUBLISHED)
    assert told(report) == []
    for printed in (text_of_html(write_html(report.document)), text_of_docx(write_docx(report.document))):
        assert published("shanghai-2024") - figures(printed) == {"9.55%": 1}
    assert "9.56%" in text(report)


# -- parts, contents, headings -------------------------------------------------------------------------


def test_contents_name_no_pages_and_may_differ_from_headings(sample: BuiltReport) -> None:
    entries = ["".join(a.itertext()).strip() for a in sample.document.root.iterfind(".//nav//a")]
    assert len(entries) == 4 + 2 + 9 + 11
    assert entries[3] == f"第二部分　{UNIT}2024年度部门决算表"
    assert entries[4:13] == [
        "一、收入支出决算总表",
        "二、收入决算表",
        "三、支出决算表",
        "四、财政拨款收入支出决算总表",
        "五、一般公共预算财政拨款支出决算表",
        "六、一般公共预算财政拨款基本支出决算表",
        "七、财政拨款“三公”经费支出决算表",
        "八、政府性基金预算财政拨款收入支出决算表",
        "九、国有资本经营预算财政拨款收入支出决算表",
    ]
    assert entries[24] == "十一、其他重要事项说明"
    assert "十一、其他重要事项的情况说明" in paragraphs(sample)
    assert f"{UNIT}2024年度部门决算表" in paragraphs(sample)
    word = text_of_docx(write_docx(sample.document))
    assert "PAGEREF" not in word


def test_tables_have_a_title_a_unit_and_notes(sample: BuiltReport) -> None:
    for table in sample.tables:
        assert (table.label, table.head_lines) == ("", (("", "单位：万元"),))
        assert len(table.notes) == 1
    assert [t.definition.landscape for t in sample.tables] == [False, True, True, True, False, False, True, True, True]


# -- tables ---------------------------------------------------------------------------------------------


def test_every_function_is_printed_by_its_fixed_number(sample: BuiltReport) -> None:
    printed = [row[2] for row in rows(sample, "summary")[2:]]
    assert printed[7] == "八、社会保障和就业支出"
    assert printed[23:] == ["二十四、抗疫特别国债安排的支出", "本年支出合计", "结余分配", "年末结转和结余", "总计"]


def test_totals_stand_first_but_in_the_table_of_the_general_budget(sample: BuiltReport) -> None:
    assert rows(sample, "income")[2][0] == "合计"
    assert rows(sample, "general")[-1] == ["合计", "1368.60", "1137.10", "231.50"]
    assert rows(sample, "general")[2] == ["208", "社会保障和就业支出", "1250.50", "1019.00", "231.50"]


def test_three_public_has_its_pairs(sample: BuiltReport) -> None:
    head = rows(sample, "three-public")
    assert head[0] == ["财政拨款“三公”经费"]
    assert head[-1] == ["10.00", "8.00", "", "", "8.00", "6.80", "", "", "8.00", "6.80", "2.00", "1.20"]
    assert len(head) == 5


def test_an_empty_table_keeps_its_form(sample: BuiltReport) -> None:
    assert rows(sample, "state-capital")[2:] == [["合计", *[""] * 6], *[[""] * 8] * 3]
    assert paragraphs(sample).count(f"说明：{UNIT}本年度没有国有资本经营预算财政拨款收入和支出，故本表无数据。") == 1


# -- sentences ------------------------------------------------------------------------------------------

SAID = {
    "总计": (
        f"{UNIT}2024年度收入支出总计1429.20万元。与2023年度相比，收入支出总计增加76.80万元，增长5.68%。"
        "主要原因：就业援助的人数增加，人员工资正常晋级。"
    ),
    "收入": "本年收入合计1413.60万元，其中：财政拨款收入1403.60万元，占99.29%；其他收入10.00万元，占0.71%。",
    "具体": (
        "一般公共预算财政拨款支出年初预算为1326.44万元，支出决算为1368.60万元，完成年初预算的103.18%。"
        "决算数大于预算数的主要原因：年中追加了就业援助和人员经费的预算。其中："
    ),
    "一项": (
        "2、社会保障和就业支出（类）人力资源和社会保障管理事务（款）一般行政管理事务（项）。"
        "主要用于：民生服务平台的运行维护。年初预算为90.00万元，支出决算为86.50万元。"
        "决算数小于预算数的主要原因：平台运行维护通过公开招标节约了资金。"
    ),
    "持平": (
        "8、住房保障支出（类）住房改革支出（款）住房公积金（项）。主要用于：在职人员的住房公积金。"
        "年初预算为76.20万元，支出决算为76.20万元。决算数与预算数持平。"
    ),
    "采购": (
        f"{UNIT}2024年度政府采购金额（以合同签订为准）为91.00万元，"
        "其中：货物采购金额12.60万元、工程采购金额0万元、服务采购金额78.40万元。"
    ),
    "国资": f"{UNIT}2024年度无国有资本经营预算财政拨款收入和支出。",
    "运行": (
        "机关运行经费支出86.20万元，比2023年度增加2.20万元，增长2.62%。主要原因是办公用房集中后的维修和邮电开支增加。"
    ),
    "接待": (
        "国内公务接待支出1.20万元（含外宾接待支出0.00万元）。主要用于兄弟区县来沪学习交流的接待，"
        "公务接待9批次、76人次，其中：接待外宾0批次、0人次。"
    ),
}


@pytest.mark.parametrize("sentence", SAID.values(), ids=SAID)
def test_sentences_of_the_form(sample: BuiltReport, sentence: str) -> None:
    assert sentence in paragraphs(sample)


def test_all_terms_are_explained(sample: BuiltReport) -> None:
    terms = [p for p in paragraphs(sample) if re.match("[一二三四五六七八九十]+、[^：]+：指", p)]
    assert len(terms) == 11
    assert terms[3].endswith("以外的收入。主要是：存款利息收入等。")
    assert terms[1].endswith("取得的收入。")


def test_all_vehicles_are_listed(sample: BuiltReport) -> None:
    sentence = next(p for p in paragraphs(sample) if p.startswith("截至2024年12月31日"))
    assert len(re.findall("用车[01]辆", sentence)) == 8
    assert sentence.endswith("其他用车1辆。单价100万元（含）以上设备（不含车辆）0台（套）。")


CASES: dict[str, tuple[Mapping[str, object], list[str], list[str]]] = {
    "no 三公 at all": (
        {"三公经费": three_public(), "上年数": last_year()},
        [f"{UNIT}2024年度无“三公”经费财政拨款支出。", f"说明：{UNIT}本年度没有财政拨款“三公”经费支出，故本表无数据。"],
        ["（一）“三公”经费"],
    ),
    "budgeted, nothing spent": (
        {"三公经费": three_public(guests="2.00 | -"), "上年数": last_year()},
        [
            "“三公”经费财政拨款支出年初预算为2.00万元，支出决算为0.00万元，完成预算的0.00%，其中：",
            "因公出国（境）费决算为0.00万元，完成预算的0%；",
            f"说明。\n{UNIT}2024年度无“三公”经费财政拨款支出。",
        ],
        ["“三公”经费财政拨款支出决算中，"],
    ),
    "ended": (
        {"三公经费": three_public(), "上年数": last_year(guests=1.70)},
        ["决算数比2023年度减少1.70万元，下降100.00%，其中：", "公务接待费支出决算减少1.70万元，下降100.00%。"],
        ["“三公”经费财政拨款支出决算中，"],
    ),
    "as last year": (
        {"三公经费": three_public(running="8.00 | 6.80"), "上年数": last_year(running=6.80)},
        [
            "2024年度“三公”经费财政拨款支出决算数与2023年度持平，其中：因公出国（境）费支出决算持平；"
            "公务用车购置及运行维护费支出决算持平；公务接待费支出决算持平。"
        ],
        ["增减的主要原因"],
    ),
    "all items": (
        {
            "三公经费": three_public(
                abroad="5.00 | 4.50", bought="20.00 | 18.00", running="8.00 | 6.80", guests="2.00 | 1.20"
            ),
            "上年数": last_year(running=7.20, guests=1.70),
            "补充文字": {f"三公用途.{name}": f"{name}的开支" for name in ("出国", "购车", "用车", "接待")},
        },
        [
            "1、因公出国（境）费支出4.50万元。全年安排因公出国（境）团组1个、累计2人次。开支内容包括：出国的开支。",
            "公务用车购置支出为18.00万元。主要用于购车的开支，购置公务用车1辆。",
            "因公出国（境）费支出决算增加4.50万元，增长100.00%；",
        ],
        [],
    ),
    "a fund that is not spent": (
        {
            "收支": "科目 | 政府性基金.收入 | 政府性基金.项目支出\n2296002 | 50.00 | -",
            "核定数": {},
            "年末结转和结余": {},
        },
        ["政府性基金预算财政拨款收入50.00万元，支出0.00万元，支出具体情况如下：\n1、其他支出（类）"],
        [],
    ),
    "several problems of none": (
        {"补充数据": {"绩效管理.自评项目": 1, "绩效管理.优": 1, "绩效管理.良": 0, "绩效管理.合格": 0}},
        ["绩效评级为“优”的项目1个；"],
        [],
    ),
    "nothing evaluated": ({"补充数据": {"绩效管理.自评项目": 0}}, ["绩效自评的2024年度项目0个，"], ["平均得分"]),
    "one unit": (
        {"补充文字": {"机构设置": f"根据上述职责，{UNIT}设五个内设机构，包括：办公室、就业科。"}},
        [f"二、机构设置\n根据上述职责，{UNIT}设五个内设机构，包括：办公室、就业科。"],
        ["部门决算单位构成"],
    ),
    "a name that ends in 部": (
        {"部门": {"全称": "中共上海市江滨区委社会工作部", "简称": "社会工作部", "级次": "区级"}},
        ["从预算单位构成看，中共上海市江滨区委社会工作部决算包括：中共上海市江滨区委社会工作部本级决算、"],
        ["社会工作部部门"],
    ),
    "no operating money": (
        {"机关运行经费": 0, "上年数": {**LAST, "机关运行经费": 0}},
        [f"{UNIT}2024年度无机关运行经费支出。"],
        [],
    ),
    "a new department": (
        {"上年数": {**last_year(), **dict.fromkeys(LAST, 0)}},
        ["与2023年度相比，收入支出总计增加1429.20万元，增长100.00%。主要原因："],
        [],
    ),
}


@pytest.mark.parametrize(("data", "printed", "absent"), CASES.values(), ids=CASES)
def test_what_other_departments_print(
    tmp_path: Path, data: Mapping[str, object], printed: list[str], absent: list[str]
) -> None:
    whole = text(made(tmp_path, **data))
    for words in printed:
        assert words in whole
    for words in absent:
        assert words not in whole


# -- what an edition of a department chooses ----------------------------------------------------------

CHOICES: dict[str, tuple[str, list[str]]] = {
    "equal": ("words: {预算持平: 决算数与预算数基本持平}", ["支出决算为76.20万元。决算数与预算数基本持平。"]),
    "rate of each item": ("words: {科目完成率: 要}", ["支出决算为86.50万元，完成年初预算的96.11%。"]),
    "100.00%": ("words: {科目完成率: 要}", ["支出决算为76.20万元，完成年初预算的100.00%。"]),
    "part 2": ("words: {第二部分: 第二部分　}", [f"第二部分{UNIT}2024年度部门决算表"]),
    "vehicles": ("words: {车辆单位: 部门（单位）}", [f"{UNIT}部门（单位）共有车辆2辆"]),
    "nil money": ('words: {零元: "0.00"}', ["工程采购金额0.00万元、"]),
    "nil rate": ("words: {零完成率: 0.00%}", ["因公出国（境）费决算为0.00万元，完成预算的0.00%；"]),
    "nil note": (
        "words: {空表: '注：{unit}无', 空表收支: 支出}",
        [f"注：{UNIT}无国有资本经营预算财政拨款支出，故本表无数据。"],
    ),
    "a unit": (
        "words: {部门: 单位, 决算: 决算}",
        [
            f"{UNIT}2024年度决算表",
            f"第三部分{UNIT}2024年度决算情况说明",
            "本单位建立了",
            "注：本表反映单位本年度各项支出情况。",
            f"2024年，{UNIT}开支财政拨款的公务用车保有量为2辆。",
        ],
    ),
}


@pytest.mark.parametrize(("edition", "printed"), CHOICES.values(), ids=CHOICES)
def test_a_department_chooses_its_wording(tmp_path: Path, edition: str, printed: list[str]) -> None:
    report = made(tmp_path, f"{edition}\n")
    assert told(report) == []
    for words in printed:
        assert words in text(report)


def test_a_department_chooses_how_codes_and_figures_look(tmp_path: Path) -> None:
    edition = "split_codes: true\nseparators: {表: true}\nzeros: [basic]\ntable_notes: false\n"
    report = made(tmp_path, f"{edition}words: {{使用结余: 使用非财政拨款结余（含专用结余）, 运行维护费: 运行费}}\n")
    assert told(report) == []
    assert rows(report, "general")[1:5] == [
        ["支出功能分类科目编码", "科目名称"],
        ["类", "款", "项"],
        ["208", "", "", "社会保障和就业支出", "1,250.50", "1,019.00", "231.50"],
        ["208", "01", "", "人力资源和社会保障管理事务", "1,017.16", "930.66", "86.50"],
    ]
    assert rows(report, "basic")[6] == ["301", "06", "伙食补助费", "0.00", "302", "04", "手续费", "0.00"]
    assert "收入支出总计1429.20万元" in text(report)
    assert "注：" not in text(report)
    assert "使用非财政拨款结余（含专用结余）" in [row[0] for row in rows(report, "summary")]
    assert "公务用车购置及运行费" in rows(report, "three-public")[1]


def test_an_edition_leaves_out_a_check_and_the_ledger_says_so(tmp_path: Path) -> None:
    data = {"主要职能": ["拟订规划,组织实施民生服务工作"]}
    assert any(f.code == "C091" for f in made(tmp_path / "甲", **data).findings)
    report = made(tmp_path / "乙", "left_out_checks: {C091: 照原文印}\n", **data)
    assert not any(f.code == "C091" for f in report.findings)
    run = next(run for run in report.runs if run.code == "C091")
    assert (run.status, run.note) == ("不适用", "版式不做这一项：照原文印")


def test_a_sum_is_told_whatever_an_edition_leaves_out(tmp_path: Path) -> None:
    report = made(tmp_path, "left_out_checks: {C005: 不查}\n", 核定数={"收入总计": 1430.20})
    assert any(f.code == "C005" for f in report.findings)


UNLEFT = {
    "a sum": ("C005", "「C005」（"),
    "a sum of data": ("C036", "「C036」（"),
    "a rate": ("C066", "「C066」（"),
    "what no check has": ("C999", "没有「C999」这项检查"),
    "another kind's": ("C116", "部门决算公开没有「C116」这项检查"),
    "a table and a section": ("C058", "「C058」（"),
}


@pytest.mark.parametrize(("code", "said"), UNLEFT.values(), ids=UNLEFT)
def test_what_an_edition_cannot_leave_out_is_told_at_its_line(tmp_path: Path, code: str, said: str) -> None:
    report = made(tmp_path, f"years: 2024\nleft_out_checks:\n  {code}: 不查\n")
    (found,) = (f for f in report.findings if f.code == "C235")
    assert said in found.message
    assert (found.source.file, found.source.line) == ("ours/edition.yaml", 4)
    assert not any(run.note.startswith("版式不做") for run in report.runs)


@pytest.mark.parametrize("code", ["C046", "C048", "C051", "C042", "C050", "C091", "D047", "S046", "C065"])
def test_what_asks_for_words_may_be_left_out_and_the_ledger_says_so(tmp_path: Path, code: str) -> None:
    report = made(tmp_path, f"left_out_checks: {{{code}: 表样没有这一节}}\n")
    if any(f.code == "C235" for f in report.findings):
        assert code in ("S046", "C065")
        return
    assert {run.note for run in report.runs if run.code == code} == {"版式不做这一项：表样没有这一节"}


@pytest.mark.parametrize("states", [["支出.一般公共"], []])
def test_a_form_that_asks_for_no_class_is_not_blocked(tmp_path: Path, states: list[str]) -> None:
    home = tmp_path / "templates/final-accounts/ours/sections"
    home.mkdir(parents=True)
    (home / "general-account.yaml").write_text(f"states: {json.dumps(states, ensure_ascii=False)}\n", "utf-8")
    (home / "general-account.html").write_text(
        '<section class="text" id="{{ here }}"><h2>{{ heading }}</h2><p>支出{{ p.amount("支出.一般公共") }}。</p></section>',
        "utf-8",
    )
    report = made(tmp_path)
    assert not [f for f in report.findings if f.code in ("C046", "C048")]


def test_names_that_the_edition_does_not_ask_for_are_told(tmp_path: Path) -> None:
    report = made(tmp_path, 补充文字={"三公用途.招待": "接待"}, 补充数据={"绩效管理.编报项目": 3})
    found = [f.message + f.remedy for f in report.findings if f.code == "D047"]
    assert found == [
        "补充数据里的「绩效管理.编报项目」，版式 ours 没有哪里印它是不是「绩效管理.编报目标项目」？",
        "补充文字里的「三公用途.招待」，版式 ours 没有哪里印它是不是「三公用途.接待」？",
    ]


def test_the_check_sheet_asks_after_the_sections_of_this_form(sample: BuiltReport) -> None:
    lines = check_lines(sample, {})
    assert [line.item for line in lines if line.answer == "否"] == []
    assert "公开政府性基金预算财政拨款收入支出决算表" in [line.item for line in lines]
    reserved = next(line for line in lines if line.item.startswith("说明面向中小企业预留"))
    assert (reserved.answer, reserved.value[:27]) == ("是", "2024年度面向中小企业预留的预算金额52.00万元，")


def test_what_is_published_agrees_with_itself(tmp_path: Path) -> None:
    """Every file of the sample as published, the counts of its check sheet too."""
    begin(tmp_path / "某局" / "2024", "shanghai-2024", KIND)
    assert run("publish", str(tmp_path / "某局" / "2024"), "--to", str(tmp_path / "上网")).exit_code == 0
    told = run("verify", str(tmp_path / "上网"))
    assert "这份公开稿完整、一致。" in told.output, told.output
