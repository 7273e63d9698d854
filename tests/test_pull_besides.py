"""Whatever a reviewer leaves in a Word file besides words is told: with its words, its place, and as an opinion."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from lxml import etree

from reportgen.review.pull.outcome import Outcome
from reviewing import RELS, Review, W, between, run, runs, text

WORD = W.strip("{}")
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
ENDNOTES = FOOTNOTES.replace("footnotes", "endnotes")
OPERATING = "区民生局机关运行经费支出86.20"
RESULTS = "对支付进度慢的项目约谈实施单位"


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return Review(tmp_path)


def opinions(outcome: Outcome) -> list[dict[str, str]]:
    """意见.yaml as it is to be written."""
    files = [content for path, content in outcome.others.items() if path.name == "意见.yaml"]
    return yaml.safe_load(files[0]) if files else []


def told(review: Review, kind: str) -> dict[str, str]:
    """The one opinion of a kind; the data stay."""
    outcome = review.pull(figures=True)
    assert outcome.data == {}
    (one,) = [opinion for opinion in opinions(outcome) if opinion["来源"] == kind]
    assert one["状态"] == "待答复"
    assert kind in "".join(edit.new for edit in outcome.edits)
    return one


def test_a_draft_that_came_back_untouched_has_nothing_besides(review: Review) -> None:
    outcome = review.pull()
    assert (outcome.edits, outcome.others) == ([], {})


@pytest.mark.parametrize(
    ("name", "kind", "content_type"), [("footnote", "脚注", FOOTNOTES), ("endnote", "尾注", ENDNOTES)]
)
@pytest.mark.parametrize("part", ["notes.xml", "other7.xml"])
def test_a_note_is_told_with_its_words_and_where_it_stands(
    review: Review, name: str, kind: str, content_type: str, part: str
) -> None:
    notes = (
        f'<w:{name}s xmlns:w="{WORD}"><w:{name} w:type="separator" w:id="-1">'
        f"<w:p><w:r><w:t>—</w:t></w:r></w:p></w:{name}>"
        f'<w:{name} w:id="1"><w:p><w:r><w:t>含年中追加的资金。</w:t></w:r></w:p></w:{name}></w:{name}s>'
    )
    review.relate("rIdN", f"{name}s", part, notes.encode(), content_type)
    reference = etree.Element(f"{W}r")
    etree.SubElement(reference, f"{W}{name}Reference", {f"{W}id": "1"})
    runs(review.paragraph("收、支总计1,429.20"))[-1].addnext(reference)
    one = told(review, kind)
    assert one["内容"] == "含年中追加的资金。"
    assert one["处"] == "一、收入支出决算总体情况说明"
    assert "收、支总计1,429.20" in one["原文"]


def marked(tag: str, value: str = "") -> Callable[[Review], None]:
    def mark(review: Review) -> None:
        for one in between(review.paragraph(RESULTS), 0, 15):
            properties = one.find(f"{W}rPr")
            if properties is None:
                properties = etree.Element(f"{W}rPr")
                one.insert(0, properties)
            etree.SubElement(properties, f"{W}{tag}", {f"{W}val": value} if value else {})

    return mark


@pytest.mark.parametrize(
    ("tag", "value", "kind"),
    [
        ("b", "", "加粗"),
        ("strike", "", "删除线"),
        ("dstrike", "true", "删除线"),
        ("highlight", "yellow", "突出显示"),
        ("color", "FF0000", "字的颜色"),
        ("u", "single", "下划线"),
        ("em", "dot", "着重号"),
        ("i", "1", "倾斜"),
        ("vanish", "", "隐藏的字"),
    ],
)
def test_formatting_that_means_something_is_told(review: Review, tag: str, value: str, kind: str) -> None:
    marked(tag, value)(review)
    assert told(review, kind)["内容"] == RESULTS


@pytest.mark.parametrize(
    ("tag", "value"), [("b", "0"), ("color", "000000"), ("color", "auto"), ("u", "none"), ("lang", "x")]
)
def test_formatting_that_means_nothing_is_not(review: Review, tag: str, value: str) -> None:
    marked(tag, value)(review)
    assert review.pull().edits == []


def drawing(inside: str) -> etree._Element:
    """A paragraph with a drawing."""
    a = "http://schemas.openxmlformats.org/drawingml/2006"
    return etree.fromstring(
        f'<w:p xmlns:w="{WORD}" xmlns:wp="{a}/wordprocessingDrawing" xmlns:a="{a}/main" xmlns:pic="{a}/picture" '
        f'xmlns:r="{RELS}" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        f'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        f'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        f'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">{inside}</w:p>'
    )


BOX = "<w:txbxContent><w:p><w:r><w:t>这里再核一下</w:t></w:r></w:p></w:txbxContent>"
GRAPHIC = "<a:graphic><a:graphicData><pic:pic/></a:graphicData></a:graphic>"
PICTURE = f'<wp:inline><wp:docPr id="1" name="图片 1"/>{GRAPHIC}</wp:inline>'
ENTITLED = ' title="图" id'
SAID = f' descr="流程图"{ENTITLED}'
OLD = f"<w:pict><v:textbox>{BOX}</v:textbox></w:pict>"
NEW = f"<w:drawing><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></w:drawing>"
TWICE = (
    f'<mc:AlternateContent><mc:Choice Requires="wps">{NEW}</mc:Choice>'
    f"<mc:Fallback>{OLD}</mc:Fallback></mc:AlternateContent>"
)


@pytest.mark.parametrize(
    ("inside", "kind", "words"),
    [
(f"<w:r><w:drawing>{PICTURE}</w:drawing></w:r>", "图片", "图片 1"),
        ("<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>", "图片", "（图片）"),
        (f"<w:r>{TWICE}</w:r>", "文本框", "这里再核一下"),
        (f"<w:r><w:pict><v:textbox>{BOX}</v:textbox></w:pict></w:r>", "文本框", "这里再核一下"),
        ("<w:r><w:drawing><wps:wsp/></w:drawing></w:r>", "画的图形", "（画的图形）"),
        (f"<w:r><w:drawing>{PICTURE.replace(' id', SAID)}</w:drawing></w:r>", "图片", "流程图"),
        (f"<w:r><w:drawing>{PICTURE.replace(' id', ENTITLED)}</w:drawing></w:r>", "图片", "图"),
        ('<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>', "嵌入的对象", "Excel.Sheet.12"),
        ("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", "公式", "a+b"),
        ('<w:fldSimple w:instr=" =SUM(ABOVE) "/>', "域", "=SUM(ABOVE)"),
        ("<w:r><w:instrText> DATE \\@ yyyy </w:instrText></w:r>", "域", "DATE \\@ yyyy"),
    ],
)  # fmt: skip
def test_what_is_drawn_or_put_in_is_told(review: Review, inside: str, kind: str, words: str) -> None:
    review.paragraph(OPERATING).addnext(drawing(inside))
    one = told(review, kind)
    assert (one["内容"], one["处"]) == (words, "十、机关运行经费支出说明")


def test_the_words_of_a_text_box_are_no_words_of_its_paragraph(review: Review) -> None:
    box = drawing(f"<w:r><w:pict><v:textbox>{BOX}</v:textbox></w:pict></w:r>")[0]
    runs(review.paragraph(OPERATING))[-1].addnext(box)
    assert [edit.kind.value for edit in review.pull().edits] == ["文字以外"]


def test_headers_contents_and_headings_are_told(review: Review) -> None:
    review.swap("word/header1.xml", "不公开", "请保密")
    assert "请保密" in told(review, "页眉")["内容"]
    entry = next(p for p in review.body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle[@{W}val='TOC2']") is not None)
    next(entry.iter(f"{W}t")).text = "一、总表（改过）"
    assert "改过" in told(review, "目录")["内容"]


def test_a_heading_is_an_opinion_with_its_place(review: Review) -> None:
    heading = review.paragraph("部门人员构成", "Heading2")
    next(heading.iter(f"{W}t")).text = "三、部门人员情况"
    for more in list(heading.iter(f"{W}t"))[1:]:
        more.text = ""
    assert "人员情况" in told_untaken(review)


def told_untaken(review: Review) -> str:
    return "".join(o["内容"] for o in opinions(review.pull()) if o["来源"] == "没有写进的改动")


def test_what_was_refused_is_an_opinion_with_its_reason(review: Review) -> None:
    review.replace(OPERATING, "万元，与2022", "元，与2022")
    (one,) = opinions(review.pull())
    assert (one["谁"], one["何时"], one["来源"]) == ("张科长", "2024-09-10", "没有写进的改动")
    assert "86.20元" in one["内容"]
    assert "单位是万元" in one["内容"]


@pytest.mark.parametrize(("typed", "said"), [("1529.20", "1529.2"), ("-0", "0")])
def test_the_data_of_a_chart_and_its_workbook_are_told(review: Review, typed: str, said: str) -> None:
    review.swap("word/charts/chart1.xml", ">1429.20<", f">{typed}<")
    assert f"1429.2 → {said}" in told(review, "图的数据")["内容"]


def test_a_chart_that_is_gone_is_told(review: Review) -> None:
    review.swap("word/_rels/document.xml.rels", 'Target="charts/chart1.xml"', 'Target="charts/chart2.xml"')
    assert any("不见了" in opinion["内容"] for opinion in opinions(review.pull()))


# -- the slip ----------------------------------------------------------------------------------------------------------

CHOICES = "□ 同意公开"


def slip(review: Review) -> list[tuple[str, str, str, str]]:
    outcome = review.pull()
    assert (outcome.edits, outcome.data) == ([], {})
    return [(o["谁"], str(o["何时"] or ""), o["内容"], o["状态"]) for o in opinions(outcome)]


@pytest.mark.parametrize(
    ("old", "new", "ticked"),
    [
        ("□ 改后公开", "☑ 改后公开", "改后公开"),
        ("□ 改后公开", "√改后公开", "改后公开"),
        ("□ 改后公开", "□√改后公开", "改后公开"),
        ("□ 改后公开", "■ 改后公开", "改后公开"),
        ("□ 改后公开", "☒ 改后公开", "改后公开"),
        ("改后公开", "改后公开√", "改后公开"),
        ("改后再送", "改后再送✓", "改后再送"),
        ("□ 改后再送", "☑ 改后再送（原因再写细）", "改后再送：（原因再写细）"),
    ],
)
@pytest.mark.parametrize("track", [True, False])
def test_a_tick_on_the_slip_is_an_opinion_whose_answer_is_due(
    review: Review, old: str, new: str, ticked: str, *, track: bool
) -> None:
    review.replace(CHOICES, old, new, track=track)
    assert slip(review) == [("领导", "", ticked, "待答复")]


def test_who_agrees_wants_no_answer(review: Review) -> None:
    review.replace(CHOICES, "□ 同意公开", "☑ 同意公开", track=False)
    assert slip(review) == [("领导", "", "同意公开", "已答复")]


def test_a_box_of_word_or_of_a_symbol_font_is_a_tick(review: Review) -> None:
    box = etree.fromstring(
        f'<w:sdt xmlns:w="{WORD}"><w:sdtPr/><w:sdtContent><w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>'
        "</w:sdtContent></w:sdt>"
    )
    paragraph = review.paragraph(CHOICES)
    at = text(paragraph).index("□ 改后公开")
    (empty,) = between(paragraph, at, at + 1)
    empty.addnext(box)
    empty.getparent().remove(empty)
    assert slip(review) == [("领导", "", "改后公开", "待答复")]


def test_the_words_and_the_signature_of_the_leader_come_back(review: Review) -> None:
    review.replace(CHOICES, "□ 改后公开", "☑ 改后公开", track=False)
    paragraph = review.paragraph(CHOICES)
    paragraph.getnext().append(run("第三部分的原因写得太简单。"))
    signature = review.paragraph("签名：")
    review.replace("签名：", text(signature), "签名：李某某　　日期：2024年9月12日", track=False)
    assert slip(review) == [("李某某", "2024-09-12", "改后公开：第三部分的原因写得太简单。", "待答复")]


def test_choices_that_are_struck_out_leave_the_one_that_is_meant(review: Review) -> None:
    paragraph = review.paragraph(CHOICES)
    for words in ("同意公开", "改后再送"):
        at = text(paragraph).index(words)
        for one in between(paragraph, at, at + len(words)):
            properties = one.find(f"{W}rPr")
            if properties is None:
                properties = etree.Element(f"{W}rPr")
                one.insert(0, properties)
            etree.SubElement(properties, f"{W}strike")
    assert slip(review) == [("领导", "", "改后公开", "待答复")]


HYPERLINK = f"{RELS}/hyperlink"
ELSEWHERE = "https://www.example.invalid/other"


@pytest.mark.parametrize("way", ["outside", "inside", "field"])
def test_a_link_that_was_laid_over_words_is_told_with_where_it_leads(review: Review, way: str) -> None:
    words = between(review.paragraph(RESULTS), 0, 5)
    link = etree.Element(f"{W}fldSimple" if way == "field" else f"{W}hyperlink")
    if way == "outside":
        relation = f'<Relationship Id="rIdL1" Type="{HYPERLINK}" Target="{ELSEWHERE}" TargetMode="External"/>'
        review.swap("word/_rels/document.xml.rels", "</Relationships>", f"{relation}</Relationships>")
        link.set(f"{{{RELS}}}id", "rIdL1")
    elif way == "inside":
        link.set(f"{W}anchor", "somewhere")
    else:
        link.set(f"{W}instr", f' HYPERLINK "{ELSEWHERE}" ')
    words[0].addprevious(link)
    link.extend(words)
    assert ("somewhere" if way == "inside" else ELSEWHERE) in str(told(review, "链接"))
