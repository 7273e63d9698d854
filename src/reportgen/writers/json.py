"""Document -> the public JSON: every figure with its places, every chart, every block of text."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

from reportgen.document import Document
from reportgen.document.reading import PrintedPlace
from reportgen.document.tree import BLOCKS, ELEMENTS, HEADINGS, SVG, DocumentError, squeeze

FORMAT = "reportgen 1"
BREAKING = BLOCKS | {"figcaption", "caption", "tr", "td", "th", "colgroup", "thead", "tbody"}
TEXT_BLOCKS = frozenset({*HEADINGS, "p", "figcaption"})


def write_json(document: Document) -> bytes:
    """What is printed, for machines: no origin, no leaf, no note of the office."""
    public = {
        "格式": FORMAT,
        "标题": document.title,
        "单位": document.unit,
        "年度": document.year,
        "图": [_chart(figure) for figure in document.body.iter("figure") if figure.get("data-chart")],
        "数": _figures(document),
        "内容": list(_blocks(document.body)),
    }
    return (json.dumps(public, ensure_ascii=False, indent=1) + "\n").encode()


def printed_text(element: ET.Element) -> str:
    """The words of an element as a reader sees them: a line per <br> or block, no layout blanks."""
    lines: list[list[str]] = [[]]
    for piece in _pieces(element):
        if piece is None:
            lines.append([])
        else:
            lines[-1].append(piece)
    return "\n".join(filter(None, (squeeze("".join(line)) for line in lines)))


def own_text(element: ET.Element) -> Iterator[str | ET.Element]:
    """What stands in an element, in order: runs of words, and the blocks between them."""
    run = ET.Element("span")
    run.text = element.text
    for child in element:
        if child.tag in BREAKING:
            yield from filter(None, [printed_text(run)])
            yield child
            run = ET.Element("span")
            run.text = child.tail
        else:
            run.append(child)
    yield from filter(None, [printed_text(run)])


def _pieces(element: ET.Element) -> Iterator[str | None]:
    yield element.text or ""
    for child in element:
        if child.tag == SVG:
            pass
        elif child.tag == "br":
            yield None
        elif child.tag not in ELEMENTS:
            raise DocumentError(f"文档里有写作器不认识的元素 <{child.tag}>")
        elif child.tag in BREAKING:
            yield None
            yield from _pieces(child)
            yield None
        else:
            yield from _pieces(child)
        yield child.tail or ""


def chart_series(figure: ET.Element) -> list[dict[str, Any]]:
    """The data behind a drawing, as the template wrote them."""
    try:
        series = json.loads(figure.get("data-series") or "[]")
    except json.JSONDecodeError as error:
        raise DocumentError(f"图 {figure.get('id')} 的 data-series 不是 JSON：{error}") from error
    if not isinstance(series, list) or not all(isinstance(item, dict) for item in series):
        raise DocumentError(f"图 {figure.get('id')} 的 data-series 不是一列数据")
    return series


def _chart(figure: ET.Element) -> dict[str, Any]:
    caption = figure.find("figcaption")
    return {
        "编号": figure.get("id"),
        "类型": figure.get("data-chart"),
        "标题": figure.get("data-title", ""),
        "单位": figure.get("data-unit", ""),
        "说明": printed_text(caption) if caption is not None else "",
        "数据": [_point(item) for item in chart_series(figure)],
    }


def _point(item: dict[str, Any]) -> dict[str, Any]:
    named = {"label": "名称", "key": "键", "value": "值", "text": "印作", "share": "占比"}
    unknown = item.keys() - named.keys()
    if unknown:
        raise DocumentError(f"data-series 里有不认识的项：{'、'.join(sorted(unknown))}")
    return {
        name: _point(item[field]) if field == "share" and item[field] else item[field]
        for field, name in named.items()
        if item.get(field) is not None
    }


def _figures(document: Document) -> list[dict[str, Any]]:
    """Each key once, in the order in which a reader first meets it."""
    found: dict[str, dict[str, Any]] = {}
    for place in document.reading.printed:
        if not place.key:
            continue
        printed = _printed(place)
        entry = found.setdefault(
            place.key, {"键": place.key, "名称": document.labels.get(place.key, place.key), **printed, "出处": []}
        )
        # A figure told in another unit, or without its sign, says so where it is told.
        different = {name: value for name, value in printed.items() if value != entry[name]}
        entry["出处"].append({"章节": place.section, "标题": place.heading, "段落": place.block, **different})
    return list(found.values())


def _printed(place: PrintedPlace) -> dict[str, str]:
    return {
        "值": place.element.get("value", ""),
        "单位": place.element.get("data-unit", ""),
        "印作": squeeze(place.text),
    }


def _blocks(element: ET.Element) -> Iterator[dict[str, Any]]:
    for part in own_text(element):
        if isinstance(part, str):
            yield {"类型": "文字", "文字": part}
        else:
            yield _block(part)


def _block(element: ET.Element) -> dict[str, Any]:
    block: dict[str, Any] = {"类型": element.tag, **_marks(element)}
    if element.tag in TEXT_BLOCKS:
        return {**block, "文字": printed_text(element)}
    if element.tag == "table":
        return {**block, **_table(element)}
    if element.tag == "figure" or element.tag in BLOCKS:
        parts = list(_blocks(element))
        if all(part["类型"] == "文字" for part in parts):
            return {**block, "文字": "\n".join(part["文字"] for part in parts)}
        return {**block, "子项": parts}
    raise DocumentError(f"JSON 写作器不认识这里的 <{element.tag}>")


def _marks(element: ET.Element) -> dict[str, str]:
    named = {"id": "编号", "class": "类", "data-page": "版面"}
    return {name: element.attrib[field] for field, name in named.items() if element.get(field)}


def _table(table: ET.Element) -> dict[str, Any]:
    found: dict[str, Any] = {}
    rows = []
    for part in table:
        if part.tag == "caption":
            found["表题"] = printed_text(part)
        elif part.tag in ("thead", "tbody"):
            rows += [_row(row, head=part.tag == "thead") for row in part]
        elif part.tag != "colgroup":
            raise DocumentError(f"JSON 写作器不认识 <table> 里的 <{part.tag}>")
    return {**found, "行": rows}


def _row(row: ET.Element, head: bool) -> dict[str, Any]:
    return {**({"表头": True} if head else {}), **_marks(row), "格": [_cell(cell) for cell in row]}


def _cell(cell: ET.Element) -> dict[str, Any]:
    if cell.tag not in ("td", "th"):
        raise DocumentError(f"JSON 写作器不认识 <tr> 里的 <{cell.tag}>")
    found: dict[str, Any] = {**_marks(cell), "文字": printed_text(cell)}
    data = list(cell.iter("data"))
    if len(data) == 1:
        if data[0].get("data-key"):
            found["键"] = data[0].get("data-key")
        found["值"] = data[0].get("value", "")
    for field, name in (("data-formula", "算式"), ("colspan", "跨列"), ("rowspan", "跨行")):
        value = cell.get(field)
        if value and value != "1":
            found[name] = value if field == "data-formula" else int(value)
    return found
