"""The fifth report: another district's forms, by an edition of its own that is a few lines of settings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.build import assemble
from reportgen.document.tree import squeeze, text_of
from reportgen.model.finding import Level

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "data/jianghan-hrss/2022"
EDITION = FOLDER.parent / "templates/final-accounts/jianghan-2022"


@pytest.fixture(scope="module")
def made():
    """The report, assembled once."""
    return assemble(FOLDER)


@pytest.fixture(scope="module")
def blocks(made):
    """Its paragraphs and rows as a reader sees them."""
    return [squeeze(text_of(e)) for e in made.document.body.iter() if e.tag in ("p", "tr", "h2", "h3", "h4")]


def test_nothing_stands_in_the_way_and_nothing_is_complained_of(made):
    assert [str(f) for f in made.findings if f.level is not Level.HINT] == []
    assert made.pending == ()
    assert "待填" not in text_of(made.document.body)


def test_its_edition_is_one_small_file():
    assert [path.name for path in EDITION.rglob("*") if path.is_file()] == ["edition.yaml"]
    assert len((EDITION / "edition.yaml").read_text("utf-8").splitlines()) < 50


def test_every_project_and_every_transfer_has_its_form(blocks):
    """Fifteen of projects and two of 转移支付, counted on."""
    titles = [b for b in blocks if re.search(r"自评表[⑴-⒇]$", b)]
    assert titles[0] == "2022年度项目支出绩效自评表⑴"
    assert titles[14:] == [
        "2022年度项目支出绩效自评表⒂",
        "就业补助资金转移支付整体绩效目标自评表⒃",
        "“三支一扶”计划中央财政补助资金转移支付整体绩效目标自评表⒄",
    ]


@pytest.mark.parametrize(
    "row",
    [
        "年度资金总额6,016.476,013.92",
        "其中：省级补助3,809.234,703.004,702.7699.99%",
        "市县资金3,890.831,313.471,311.1599.82%",
        "其他资金59.1459.14100%",
    ],
)
def test_the_money_of_a_transfer_is_told_by_source(blocks, row):
    wanted = re.sub(r"[^\d.,%]", "", row)
    assert any(wanted in re.sub(r"[^\d.,%]", "", b) for b in blocks)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("整体自评.得分", "94.5"),
        ("项目.机关.得分", "97"),
        ("项目.人才.得分", "95"),
        ("项目.支农.得分", "83"),
        ("项目.招聘.得分", "82"),
        ("项目.预研.得分", "88"),
        ("转移支付.支补.得分", "92.6"),
        ("项目.三支.得分", "92.6"),
        ("项目.三支.执行率", "77.9"),
        ("自评.支补.执行率", "77.92"),
        ("转移支付.就补.年初预算", "7,700.06"),
        ("项目.支农.上级转移支付项目.资金量", "1,203.45"),
        ("项目.机关.部门预算项目.资金量", "108.37"),
        ("实物量.国内接待人次", "41"),
        ("自评.整体.产出指标.数量指标.得分", "24.5"),
        ("自评.整体.产出指标.数量指标.指标数", "23"),
        ("自评.整体.产出指标.质量指标.指标数", "12"),
    ],
)
def test_what_the_department_published_follows_from_what_is_stated(made, key, value):
    assert made.book.printed(made.book.resolve(key)) == value


@pytest.mark.parametrize(
    "said",
    [
        "18.人事考试标准化面试考场改造项目4.22万元，主要成效是添置了办公设备，改善了办公环境。",
        "（项）。年初预算为0万元，支出决算为2,756.83万元。",
        "外省市交流接待0.25万元，主要用于吉林省人社厅来我局调研公共就业服务，1批次17人次（其中：陪同3人次）",
        "没有公务用车，也没有其他用车。没有单价50万元（含）以上通用设备",
        "自评得分：94.5分",
        "共涉及项目17个，资金11,904.10万元",
        "无生态效益指标",
        "专项资金■",
        "扶持创业，年初目标值为4080人，实际完成4994人，得1分",
    ],
)
def test_it_reads_as_the_form_of_the_district_has_it(blocks, said):
    assert any(said in b for b in blocks)


def test_what_is_not_evaluated_leaves_nothing_over(made):
    """11,904.10 of 17 projects and 4.22 of the one that is not evaluated are all of 项目支出."""
    book = made.book
    parts = [book.resolve(key).number for key in ("项目.合计.执行数", "不自评项目.合计.执行数")]
    assert sum(parts) == book.resolve("支出.项目支出").number
    assert book.resolve("项目余额.2089999").number == 0
