"""The public JSON: what is printed, with its places, and nothing of where it comes from."""

import json
import xml.etree.ElementTree as ET
from datetime import date
from typing import Any

import pytest

from reportgen.document import Document
from reportgen.document.tree import DocumentError, parse
from reportgen.writers.json import printed_text, write_json

TEXT = """\
<html>
  <head><title>决算</title></head>
  <body class="report">
    <section class="part" id="part-1">
      <h1>第一部分<br/>概况</h1>
      <section class="text" id="s1">
        <h2>一、收入</h2>
        <p id="p1">收入<data value="3991.2200" data-key="收入总计" data-unit="万元">3,991.22</data>万元，
          减少<data value="-5.10" data-key="收入总计.变动" data-unit="万元" data-abs="1">5.10</data>万元。</p>
        <ul id="u1">
          <li id="l1">职责
            <ol id="o1"><li id="l2">其一</li></ol>
          </li>
        </ul>
        <figure id="f1" data-chart="bars" data-title="支出" data-unit="万元"
          data-series='[{"label": "基本", "key": "k", "value": "1.50", "text": "1.50",
                         "share": {"key": "k.占比", "value": "60", "text": "60.00%"}}]'>
          <svg xmlns="http://www.w3.org/2000/svg"><text>基本</text></svg>
          <figcaption>图1</figcaption>
        </figure>
      </section>
      <section class="statement" id="s2" data-page="landscape">
        <h2 id="h2" class="table-title">总表</h2>
        <table class="statement" id="t1">
          <colgroup><col style="width:60%"/></colgroup>
          <thead><tr><th colspan="2">项目</th></tr></thead>
          <tbody><tr class="total"><td class="name">合计</td><td class="num" id="c1" data-formula="+c2 -c3"
            ><data value="39912200" data-key="收入总计" data-unit="元">39,912,200.00</data></td></tr></tbody>
        </table>
      </section>
    </section>
  </body>
</html>
"""


def document(text: str = TEXT) -> Document:
    labels = {"收入总计": "收入总计（全部资金）"}
    return Document(parse(text), "某局决算", "某局", 2023, date(2024, 9, 1), labels=labels)


def public(text: str = TEXT) -> Any:
    return json.loads(write_json(document(text)))


def test_a_key_stands_once_with_all_its_places() -> None:
    assert public()["数"] == [
        {
            "键": "收入总计",
            "名称": "收入总计（全部资金）",
            "值": "3991.2200",
            "单位": "万元",
            "印作": "3,991.22",
            "出处": [
                {"章节": "s1", "标题": "一、收入", "段落": "p1"},
                {"章节": "s2", "标题": "总表", "段落": "c1", "值": "39912200", "单位": "元", "印作": "39,912,200.00"},
            ],
        },
        {
            "键": "收入总计.变动",
            "名称": "收入总计.变动",
            "值": "-5.10",
            "单位": "万元",
            "印作": "5.10",
            "出处": [{"章节": "s1", "标题": "一、收入", "段落": "p1"}],
        },
    ]


def test_charts_hold_their_data() -> None:
    share = {"键": "k.占比", "值": "60", "印作": "60.00%"}
    assert public()["图"] == [
        {
            "编号": "f1",
            "类型": "bars",
            "标题": "支出",
            "单位": "万元",
            "说明": "图1",
            "数据": [{"名称": "基本", "键": "k", "值": "1.50", "印作": "1.50", "占比": share}],
        }
    ]


def test_content_is_the_tree_of_blocks() -> None:
    [part] = public()["内容"]
    heading, text, statement = part["子项"]
    assert heading == {"类型": "h1", "编号": "part-1-h11", "文字": "第一部分\n概况"}
    assert text["子项"][1] == {"类型": "p", "编号": "p1", "文字": "收入3,991.22万元，减少5.10万元。"}
    assert text["子项"][2] == {
        "类型": "ul",
        "编号": "u1",
        "子项": [
            {
                "类型": "li",
                "编号": "l1",
                "子项": [
                    {"类型": "文字", "文字": "职责"},
                    {"类型": "ol", "编号": "o1", "子项": [{"类型": "li", "编号": "l2", "文字": "其一"}]},
                ],
            }
        ],
    }
    assert statement == {
        "类型": "section",
        "编号": "s2",
        "类": "statement",
        "版面": "landscape",
        "子项": [
            {"类型": "h2", "编号": "h2", "类": "table-title", "文字": "总表"},
            {
                "类型": "table",
                "编号": "t1",
                "类": "statement",
                "行": [
                    {"表头": True, "格": [{"文字": "项目", "跨列": 2}]},
                    {
                        "类": "total",
                        "格": [
                            {"类": "name", "文字": "合计"},
                            {
                                "编号": "c1",
                                "类": "num",
                                "文字": "39,912,200.00",
                                "键": "收入总计",
                                "值": "39912200",
                                "算式": "+c2 -c3",
                            },
                        ],
                    },
                ],
            },
        ],
    }


def test_the_file_is_plain_utf8_and_always_the_same() -> None:
    written = write_json(document())
    assert written == write_json(document())
    assert written.decode().startswith('{\n "格式": "reportgen 1",\n "标题": "某局决算",')


def test_printed_text_breaks_lines_where_a_reader_sees_them() -> None:
    assert printed_text(ET.fromstring("<td>一<br/>二<ul><li>三\n  四</li></ul>五</td>")) == "一\n二\n三四\n五"


def test_an_unknown_element_stops_the_writer() -> None:
    written = document()
    ET.SubElement(written.body[0], "video")
    with pytest.raises(DocumentError, match="video"):
        write_json(written)


@pytest.mark.parametrize("series", ["[1]", "{", '[{"colour": "red"}]'])
def test_chart_data_it_cannot_read_stop_the_writer(series: str) -> None:
    figure = f"<figure data-chart='bars' data-series='{series}'><figcaption>a</figcaption></figure>"
    with pytest.raises(DocumentError):
        public(f"<html><body><section>{figure}</section></body></html>")
