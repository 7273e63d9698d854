"""Words that come back may say what they like, but not another thing of a figure."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.model.unit_words import measure_of, number_of
from reportgen.review.pull.edits import Resolution
from reportgen.review.pull.meaning import Meanings, changed_meaning
from reportgen.review.pull.resolve.text_figures import another_meaning
from reportgen.review.pull.retyped import printed_in, typed_over, with_references
from reportgen.review.pull.tokens import tokens_of
from reportgen.writers.docx.folded import folded
from reviewing import Review

UNITS = {
    "经费": "万元",
    "经费.增减额": "万元",
    "经费.增长率": "%",
    "在职": "人",
    "车辆": "辆",
    "完成率": "%",
    "批次": "批次",
}
SIGNS = {"经费.增减额": 1, "经费.增长率": 1}
MEANINGS = Meanings(lambda key: UNITS.get(key, ""), lambda key: SIGNS.get(key, 0), 2023)
SENTENCE = "2023年度经费支出｛经费｝，与2022年度相比，经费增加｛经费.增减额.绝对值｝，增长｛经费.增长率.绝对值｝，主要原因是｛文：原因.经费｝。"


def changed(old: str, new: str, sentence: str = SENTENCE, *, own: bool = False) -> str:
    assert old in sentence
    returned = sentence.replace(old, new, 1)
    return changed_meaning(tokens_of(sentence), tokens_of(returned), MEANINGS, own=own)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("支出｛经费｝", "支出｛经费.数｝元"),
        ("支出｛经费｝", "支出｛经费.数｝亿元"),
        ("支出｛经费｝", "支出｛经费.数｝千元"),
        ("支出｛经费｝", "支出｛经费.数｝万"),
        ("支出｛经费｝", "支出｛经费.数｝"),
        ("支出｛经费｝", "支出｛经费.数｝%"),
        ("增长｛经费.增长率.绝对值｝", "增长｛经费.增长率.绝对值.数｝个百分点"),
        ("增长｛经费.增长率.绝对值｝", "增长｛经费.增长率.绝对值.数｝‰"),
        ("增长｛经费.增长率.绝对值｝", "增长｛经费.增长率.绝对值.数｝倍"),
        ("增长｛经费.增长率.绝对值｝", "增长｛经费.增长率.绝对值.数｝"),
        ("经费增加", "经费减少"),
        ("经费增加", "经费下降"),
        ("经费增加", "经费"),
        ("经费增加", "经费超过"),
        ("，增长", "，下降"),
        ("与2022年度相比", "与2021年度相比"),
        ("与2022年度相比", "与2020年度相比"),
        ("2023年度经费", "2024年度经费"),
        ("2023年度经费", "上年经费"),
        ("经费支出｛经费｝", "经费收入｛经费｝"),
        ("经费支出｛经费｝", "经费支出超过｛经费｝"),
        ("经费支出｛经费｝", "经费支出不足｛经费｝"),
        ("经费支出｛经费｝", "经费支出｛经费｝以上"),
        ("经费支出｛经费｝", "经费支出｛经费｝以内"),
        ("经费支出｛经费｝", "经费支出｛经费｝左右"),
        ("经费支出｛经费｝", "经费支出｛经费.数｝余万元"),
        ("经费支出｛经费｝", "经费支出｛经费.数｝多万元"),
        ("经费支出｛经费｝", "经费支出约｛经费｝"),
        ("经费支出｛经费｝", "经费支出近｛经费｝"),
        ("经费支出｛经费｝", "经费支出将近｛经费｝"),
        ("经费支出｛经费｝", "经费支出大约｛经费｝"),
        ("经费支出｛经费｝", "经费支出不超过｛经费｝"),
        ("经费支出｛经费｝", "经费支出至少｛经费｝"),
        ("经费支出｛经费｝", "经费支出逾｛经费｝"),
        ("经费支出｛经费｝", "经费支出不是｛经费｝"),
        ("经费支出｛经费｝", "经费未支出｛经费｝"),
        ("主要原因是", "主要原因不是"),
    ],
)
def test_another_unit_direction_time_or_bound_is_another_meaning(old: str, new: str) -> None:
    assert changed(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("支出｛经费｝", "支出共｛经费｝"),
        ("支出｛经费｝", "支出｛经费.数｝ 万元"),
        ("支出｛经费｝", "支出｛经费｝（含税）"),
        ("支出｛经费｝", "支出（不含框架协议）｛经费｝"),
        ("支出｛经费｝", "支出为｛经费｝"),
        ("增长｛经费.增长率.绝对值｝", "增长｛经费.增长率.绝对值.数｝％"),
        ("，增长｛经费.增长率.绝对值｝", "（｛经费.增长率.绝对值｝）"),
        ("，增长｛经费.增长率.绝对值｝", "，上升｛经费.增长率.绝对值｝"),
        ("经费增加", "经费增长"),
        ("经费增加", "经费增加了"),
        ("经费增加", "多"),
        ("与2022年度相比", "比上年"),
        ("与2022年度相比", "与去年相比"),
        ("与2022年度相比，", ""),
        ("2023年度经费", "本年度经费"),
        ("，主要原因是", "，这主要是因为"),
        ("2023年度经费支出｛经费｝，与", "与"),
    ],
)
def test_other_words_for_the_same_are_wording(old: str, new: str) -> None:
    assert not changed(old, new)


@pytest.mark.parametrize(
    ("sentence", "old", "new", "same"),
    [
        ("实有人数｛在职｝，其中", "｛在职｝", "｛在职.数｝名", True),
        ("实有人数｛在职｝，其中", "｛在职｝", "｛在职.数｝位", True),
        ("实有人数｛在职｝，其中", "｛在职｝", "｛在职｝次", False),
        ("实有人数｛在职｝，其中", "｛在职｝", "｛在职.数｝万人", False),
        ("实有人数｛在职｝，其中", "｛在职｝", "｛在职.数｝户", False),
        ("实有人数｛在职｝，其中", "实有", "未有", False),
        ("共有车辆｛车辆｝。", "｛车辆｝", "｛车辆.数｝台", True),
        ("共有车辆｛车辆｝。", "｛车辆｝", "｛车辆.数｝人", False),
        ("国内接待｛批次｝", "｛批次｝", "｛批次.数｝个批次", True),
        ("国内接待｛批次｝", "｛批次｝", "｛批次.数｝人次", False),
        ("完成年初预算的｛完成率｝", "完成", "未完成", False),
        ("完成年初预算的｛完成率｝", "年初预算", "全年预算", False),
        ("完成年初预算的｛完成率｝", "预算", "决算", False),
        ("单价50万元以上设备｛车辆｝。", "50", "100", False),
        ("支出决算数大于年初预算数的主要原因是｛文：原因.经费｝。", "大于", "小于", False),
        ("支出决算数大于年初预算数的主要原因是｛文：原因.经费｝。", "大于", "高于", True),
        ("当年未安排因公出国（境）。", "未", "", False),
        ("当年未安排因公出国（境）。", "未", "没有", True),
        ("不超过｛经费｝", "不超过", "超过", False),
        ("不超过｛经费｝", "不超过", "控制在", True),
        ("不低于｛完成率｝", "不低于", "低于", False),
        ("高于｛完成率｝", "高于", "低于", False),
    ],
)
def test_units_counts_and_bounds_of_other_sentences(sentence: str, old: str, new: str, same: bool) -> None:
    assert bool(changed(old, new, sentence)) is not same


def test_a_person_may_mend_a_direction_and_a_year_of_own_words_that_were_wrong() -> None:
    wrong = "2021年经费比上年减少｛经费.增减额.绝对值｝"
    assert not changed("减少", "增加", wrong, own=True)
    assert not changed("2021年", "2023年", wrong, own=True)
    assert changed("减少", "持平", wrong, own=True)
    assert changed("增加", "减少", wrong.replace("减少", "增加"), own=True)
    assert not changed("机构改革", "人员减少", "因机构改革，经费支出｛经费｝", own=True)


SENT = "经费支出｛经费｝，与上年相比增长｛经费.增长率.绝对值｝，主要原因是｛文：原因.经费｝。"
PRINTED = printed_in(SENT, "经费支出1,086.20万元，与上年相比增长2.6%，主要原因是人员增加。")


@pytest.mark.parametrize(
    ("returned", "wanted"),
    [
        ("我局经费支出1,086.20万元，比上年增长2.6%，原因是人员增加。", "我局经费支出｛经费｝，比上年增长｛经费.增长率.绝对值｝，原因是｛文：原因.经费｝。"),
        ("经费支出１，０８６．２０万元，与上年相比增长2.60％，主要是人员增加。", "经费支出｛经费｝，与上年相比增长｛经费.增长率.绝对值.数｝％，主要是｛文：原因.经费｝。"),
        ("经费支出1086.2万元，与上年相比增长｛经费.增长率.绝对值｝，主要原因是人手多了。", "经费支出｛经费｝，与上年相比增长｛经费.增长率.绝对值｝，主要原因是人手多了。"),
    ],
)  # fmt: skip
def test_what_was_typed_anew_keeps_its_references_where_it_says_the_same(returned: str, wanted: str) -> None:
    assert "".join(with_references(tokens_of(SENT), tokens_of(returned), PRINTED)) == wanted


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("10,862,000元", "值一样，单位由程序定"),
        ("0.108620亿元", "值一样，单位由程序定"),
        ("1,086.30万元", "要改请改数据"),
        ("一千零八十六点二万元", "汉字"),
        ("壹仟零捌拾陆点贰万元", "汉字"),
    ],
)
def test_another_number_in_the_place_of_a_figure_is_told_with_its_reason(typed: str, reason: str) -> None:
    returned = tokens_of(SENT.replace("｛经费｝", typed))
    assert reason in "".join(typed_over(tokens_of(SENT), returned, PRINTED))


def test_units_and_numbers_in_characters() -> None:
    assert measure_of("万元").in_units_of(measure_of("元")) == 10_000
    assert not measure_of("个百分点").same_as(measure_of("%"))
    assert measure_of("件次").same_as(measure_of("件次"))
    said = {
        "零点七": "0.7",
        "五十三": "53",
        "十": "10",
        "一百零二": "102",
        "一亿零三万": "100030000",
        "二〇二三": "2023",
    }
    for characters, value in said.items():
        assert number_of(characters) == Decimal(value), characters


@pytest.mark.parametrize(
    ("pasted", "meant"),
    [
        ("约谈\u00a0\u200b实施", "约谈实施"),
        ("A\u00a0B", "A B"),
        ("\ufeff约\u00ad谈\u2060", "约谈"),
        ("民⽣\uf900", "民生豈"),
        ("2023\u2009年", "2023年"),
        ("约谈\u2028实施", "约谈实施"),
        ("总　计", "总　计"),
    ],
)
def test_what_nobody_sees_is_folded(pasted: str, meant: str) -> None:
    assert folded(pasted) == meant


# -- in a file ---------------------------------------------------------------------------------------------------------

OPERATING = "区民生局机关运行经费支出86.20"


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return Review(tmp_path)


@pytest.mark.parametrize(
    ("where", "old", "new", "reason"),
    [
        (OPERATING, "万元，与2022", "元，与2022", "单位是万元，改成元"),
        (OPERATING, "86.20万元", "862,000元", "单位由程序定"),
        (OPERATING, "增加2.20", "减少2.20", "“增加”改成“减少”"),
        ("收、支总计1,429.20", "与2022年度", "与2021年度", "“2022年”改成“2021年”"),
        ("2023年度收入合计1,413.60", "0.7%", "百分之零点七", "汉字“百分之零点七”"),
        (OPERATING, "，与2022年度相比，机关运行经费增加2.20万元", "", "句子里的数没有了"),
    ],
)
def test_a_standard_sentence_that_says_another_thing_of_a_figure_is_refused(
    review: Review, where: str, old: str, new: str, reason: str
) -> None:
    review.replace(where, old, new)
    outcome = review.pull(figures=True)
    (edit,) = outcome.edits
    assert (edit.resolution, outcome.data) == (Resolution.REFUSED, {})
    assert reason in edit.message


def test_another_word_for_the_unit_is_written(review: Review) -> None:
    review.replace("区民生局在职在编实有人数53人", "人，其中", "名，其中")
    (edit,) = review.pull().edits
    assert edit.resolution is Resolution.WRITTEN
    assert "｛人员.在职.数｝名，其中：行政｛人员.行政｝" in str(edit.changes)


@pytest.mark.parametrize(
    ("where", "old", "new"),
    [
        ("收、支总计1,429.20", "1,429.20", "１，４２９．２０"),
        ("收、支总计1,429.20", "1,429.20", "1429.2"),
        (OPERATING, "支出86.20万元", "支出８６．２０万元"),
        ("对支付进度慢的项目约谈实施单位", "约谈", "约谈\u00a0\u200b"),
        ("对支付进度慢的项目约谈实施单位", "约谈", "约\ufeff谈"),
    ],
)
@pytest.mark.parametrize("track", [True, False])
def test_the_same_value_and_what_nobody_sees_are_no_change(
    review: Review, where: str, old: str, new: str, *, track: bool
) -> None:
    review.replace(where, old, new, track=track)
    assert review.pull(figures=True).edits == []


FAIRS = "举办社区招聘活动18场"


@pytest.mark.parametrize("track", [True, False])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        *(("18场", f"18场{bound}") for bound in ("以内", "以上", "以下", "左右")),
        *(("18场", f"{bound}18场") for bound in ("不超过", "超过", "近", "约", "至少", "不少于", "将近")),
        *(("18场", new) for new in ("18余场", "18多场", "18万场", "十八场", "18")),
        *((old, new) for old, new in (("场。", "场以内。"), ("场。", "场左右。"), ("场。", "余场。"))),
    ],
)
def test_a_stated_text_that_says_another_thing_of_its_number_is_refused(
    review: Review, old: str, new: str, *, track: bool
) -> None:
    review.replace(FAIRS, old, new, track=track)
    outcome = review.pull(figures=True)
    assert {edit.resolution for edit in outcome.edits} == {Resolution.REFUSED}
    assert outcome.data == {}


@pytest.mark.parametrize(
    ("text", "typed"), [("≥95%", "≤95%"), ("≥95%", "95%"), ("30分钟", "30小时"), ("24个", "24个左右")]
)
def test_a_text_with_another_bound_or_unit_takes_no_place(text: str, typed: str) -> None:
    assert another_meaning(text, typed)


@pytest.mark.parametrize(
    ("text", "typed"), [("18场", "20场"), ("18场", "18次"), ("≥95%", "≥96%"), ("良好", "优秀"), ("12场/年", "20场/年")]
)
def test_a_text_with_another_number_does(text: str, typed: str) -> None:
    assert not another_meaning(text, typed)
