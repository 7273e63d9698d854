"""Drawings are well-formed, print exactly the texts given, and stay true at their limits."""

import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest

from reportgen.compose.charts import NARROW, WIDTH, ChartPart, bars, narrow, strip

NAMESPACE = "{http://www.w3.org/2000/svg}"


def part(label, value, share=None):
    amount = Decimal(value)
    return ChartPart(label, amount, f"{amount:,.2f}", share)


def read(drawing):
    return ET.fromstring(drawing)


def boxes(drawing, fill=None):
    found = [b.attrib for b in read(drawing).iter(f"{NAMESPACE}rect")]
    return [b for b in found if fill is None or b["fill"] == fill]


def texts(drawing):
    return [t.text for t in read(drawing).iter(f"{NAMESPACE}text")]


def segments(drawing):
    return [b for b in boxes(drawing) if b["height"] == "30.00" and b["fill"] != "none"]


TWO_YEARS = [part("2022年度", "4328.39"), part("2023年度", "3529.97", "下降18.4%")]
TWO_PARTS = [part("基本支出", "2143.90", "63.0%"), part("项目支出", "1258.00", "37.0%")]


@pytest.mark.parametrize("draw", [bars, strip])
@pytest.mark.parametrize(
    "series",
    [
        [],
        [part("只有一项", "3395.50", "100.0%")],
        [part("零", "0"), part("零", "0")],
        [part("正", "5"), part("负", "-3.2")],
        [part("负", "-3.2"), part("负", "-1")],
        [part(f"第{n}项", n) for n in range(1, 13)],
        [part("其他人力资源和社会保障管理事务支出以及应当由本级财政负担的<其他>支出&", "12", "100.0%")] * 2,
    ],
    ids=["none", "one", "zero", "mixed", "negative", "twelve", "long"],
)
def test_every_series_gives_a_drawing_inside_its_frame(draw, series):
    root = read(draw(series))
    height = float(root.get("height").removesuffix("pt"))
    for box in boxes(draw(series)):
        assert 0 <= float(box["x"]) <= float(box["x"]) + float(box["width"]) <= WIDTH + 0.01
        assert 0 <= float(box["y"]) <= float(box["y"]) + float(box["height"]) <= height
    for text in root.iter(f"{NAMESPACE}text"):
        assert 0 < float(text.get("y")) < height


def test_a_drawing_says_its_data_in_words():
    root = read(strip(TWO_PARTS))
    words = "构成图：基本支出 2,143.90，占63.0%；项目支出 1,258.00，占37.0%"
    assert root.get("role") == "img"
    assert root.get("aria-label") == words
    assert root.find(f"{NAMESPACE}title").text == words
    assert root.get("font-family")


def test_bars_are_in_proportion_to_their_values_and_the_last_is_dark():
    before, now = boxes(bars(TWO_YEARS))
    assert float(now["height"]) / float(before["height"]) == pytest.approx(3529.97 / 4328.39, abs=0.001)
    assert (before["fill"], now["fill"]) == ("#7b96b0", "#1f4266")
    assert texts(bars(TWO_YEARS)) == ["4,328.39", "2022年度", "3,529.97", "2023年度", "下降18.4%"]


def test_a_negative_bar_hangs_below_the_zero_line():
    up, down = boxes(bars([part("上年", "10"), part("本年", "-5")]))
    zero = float(up["y"]) + float(up["height"])
    assert float(down["y"]) == pytest.approx(zero, abs=0.02)
    assert float(up["height"]) == pytest.approx(2 * float(down["height"]), abs=0.02)


def test_a_zero_has_no_bar_but_keeps_its_text():
    drawing = bars([part("上年", "0"), part("本年", "5")])
    assert len(boxes(drawing)) == 1
    assert "0.00" in texts(drawing)


def test_strip_parts_share_its_whole_length():
    first, second = segments(strip(TWO_PARTS))
    assert float(first["width"]) / float(second["width"]) == pytest.approx(2143.90 / 1258, abs=0.001)
    assert float(second["x"]) + float(second["width"]) == pytest.approx(WIDTH - 11, abs=0.02)


def test_a_strip_of_one_part_is_full():
    (only,) = segments(strip([part("财政拨款收入", "3395.50", "100.0%")]))
    assert float(only["width"]) == WIDTH - 22


def test_a_negative_part_has_no_length_but_stands_in_the_legend():
    drawing = strip([part("收入", "10"), part("冲回", "-3")])
    assert len(segments(drawing)) == 1
    assert {"冲回", "-3.00"} <= set(texts(drawing))


def test_a_long_label_is_cut_into_lines_and_loses_nothing():
    label = "其他人力资源和社会保障管理事务支出以及应当由本级财政负担的其他支出"
    drawing = strip([part(label, "1")])
    assert label in "".join(texts(drawing))
    assert all(len(text) <= 22 for text in texts(drawing))


@pytest.mark.parametrize("kind", ["bars", "strip"])
def test_a_narrow_drawing_fits_a_phone(kind):
    drawing = narrow(kind, TWO_YEARS if kind == "bars" else TWO_PARTS)
    assert read(drawing).get("width") == f"{NARROW:g}pt"
    for box in boxes(drawing):
        assert 0 <= float(box["x"]) <= float(box["x"]) + float(box["width"]) <= NARROW + 0.01


def test_bars_that_a_phone_has_no_room_for_keep_their_figures_readable():
    drawing = narrow("bars", [part(f"第{n}项", 1000 + n) for n in range(1, 10)])
    assert float(read(drawing).get("width").removesuffix("pt")) > NARROW
    sizes = [float(t.get("font-size")) for t in read(drawing).iter(f"{NAMESPACE}text") if t.get("font-size")]
    assert min(sizes) >= 9


def test_a_narrow_legend_breaks_names_before_their_amounts():
    drawing = narrow("strip", [part("一般公共预算财政拨款收入", "12345.67", "80.0%"), part("其他", "1")])
    names = [t.text for t in read(drawing).iter(f"{NAMESPACE}text") if t.get("x") == "27.00"]
    assert "".join(names) == "一般公共预算财政拨款收入其他"
    assert max(map(len, names)) <= 8
