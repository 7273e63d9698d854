"""Document -> the page for the office's own eyes: what each figure is made from, which numbers nobody vouches for.

A figure that is pointed at, tapped or reached by Tab shows its formula and the lines of the data
below it; a number in the words that no key backs is highlighted; a sum of a table that foots
carries a tick, another one the gap. It is never published.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from importlib.resources import files

from reportgen.document import Document
from reportgen.document.tree import SVG
from reportgen.writers.html.added import MARK, added
from reportgen.writers.html.page import page_of, page_text

TYPED = re.compile(
    r"(?<![\d.,第图表〔\[A-Za-z-])"  # an ordinal, a number of a figure, 〔2024〕, A4
    r"(?!(?<=[（(])\d{1,2}[）)])"  # （1）
    r"\d[\d,]*(?:\.\d+)?%?"
    r"(?![\d.,]*(?:年|月|日|号|[．、]|\.(?!\d)))"  # 2023年, 9月, 1. 1、
)
"""A number in words that says how much. Dates and numbering say which, not how much."""
ASIDE = frozenset({"data", "a", "mark", SVG, "input", "label"})
NOT_PROSE = frozenset(
    {"cover", "contents", "note", "table-number", "table-meta", "table-title", "line", "code", "column-numbers"}
)
WORDS = frozenset({"p", "li", "td", "h2", "h3", "h4", "strong", "span"})


@dataclass(frozen=True)
class Explanation:
    """How a figure came to be, and lines about what people wrote below it: file:line:col, the value, its name."""

    formula: str
    sources: tuple[str, ...] = ()


def write_review(document: Document, explanations: Mapping[str, Explanation]) -> bytes:
    """The page with everything that is known of its figures. Every key that is printed needs its explanation."""
    root = page_of(document)
    body = root.find("body")
    assert body is not None  # noqa: S101 - page_of has seen to it
    typed = _mark_typed(body)
    footing = _tick_sums(body)
    figures = 0
    for figure in list(body.iter("data")):
        _explain(figure, explanations[figure.get("data-key", "")])
        figures += 1
    body.insert(0, _banner(figures, typed, footing))
    style = files("reportgen.writers.html").joinpath("review.css").read_text(encoding="utf-8")
    return page_text(replace(document, title=f"核对　{document.title}"), root, [style]).encode()


def _banner(figures: int, typed: int, footing: tuple[int, int]) -> ET.Element:
    foots, fails = footing
    sums = f"表里的合计 {foots + fails} 个，" + (f"{fails} 个与各项之和有差（标 ✗）" if fails else "个个加得拢（标 ✓）")
    banner = added("header", class_="review")
    ET.SubElement(
        banner, "p"
    ).text = f"内部核对用，不公开。数 {figures} 处，指着、点一下或按 Tab 键看来处；文字里没有键的数 {typed} 处（标黄）；{sums}。"
    return banner


def _explain(figure: ET.Element, explanation: Explanation) -> None:
    figure.set("tabindex", "0")
    note = added("span", class_="why")
    ET.SubElement(
        note, "strong"
    ).text = f"{figure.get('data-key')}　{''.join(figure.itertext())}{figure.get('data-unit', '')}"
    for line in (explanation.formula, *explanation.sources):
        ET.SubElement(note, "br").tail = line
    figure.append(note)


def _tick_sums(body: ET.Element) -> tuple[int, int]:
    """A tick or the gap on every sum that prints something and has all its terms; how many foot and how many don't."""
    cells = {td.get("id"): td for td in body.iter("td") if td.get("id")}
    foots = fails = 0
    for cell in list(cells.values()):
        terms = cell.get("data-formula", "").split()
        if cell.find("data") is None or not terms or any(_pending(cells[term[1:]]) for term in terms):
            continue
        total = sum((_signed(term, cells) for term in terms), Decimal(0))
        gap = _value(cell) - total
        foots, fails = (foots + 1, fails) if gap == 0 else (foots, fails + 1)
        words = ("✓", "foots", "等于各项之和") if gap == 0 else (f"✗ {gap:+f}", "fails", f"与各项之和相差 {gap:+f}")
        cell.append(added("span", words[0], class_=words[1], role="img", aria_label=words[2]))
    return foots, fails


def _pending(cell: ET.Element) -> bool:
    return cell.find("span[@class='pending']") is not None


def _signed(term: str, cells: Mapping[str | None, ET.Element]) -> Decimal:
    value = _value(cells[term[1:]])
    return -value if term[0] == "-" else value


def _value(cell: ET.Element) -> Decimal:
    figure = cell.find("data")
    return Decimal(figure.get("value") or 0) if figure is not None else Decimal(0)


def _mark_typed(body: ET.Element) -> int:
    """Highlight the numbers in words that no key backs; how many there are."""
    count = 0
    for element, is_prose in list(_elements(body, False)):
        if not is_prose:
            continue
        for child in list(element):
            pieces = _split(child.tail)
            if pieces:
                child.tail, marks = pieces
                at = list(element).index(child) + 1
                element[at:at] = marks
                count += len(marks)
        pieces = _split(element.text)
        if pieces:
            element.text, marks = pieces
            element[:0] = marks
            count += len(marks)
    return count


def _elements(element: ET.Element, prose: bool) -> Iterator[tuple[ET.Element, bool]]:
    """Every element that may hold words of the document, and whether these are prose."""
    for child in element:
        numbering = child.tag == "td" and re.fullmatch(r"\s*\d{1,3}\s*", "".join(child.itertext()))
        if (
            numbering
            or child.tag in ASIDE
            or MARK in child.attrib
            or NOT_PROSE & set((child.get("class") or "").split())
        ):
            continue
        inside = child.tag in WORDS or (prose and child.tag == "br")
        yield child, inside
        yield from _elements(child, inside)


def _split(text: str | None) -> tuple[str, list[ET.Element]] | None:
    """The words before the first such number, and a mark for each with the words after it."""
    found = list(TYPED.finditer(text or ""))
    if not text or not found:
        return None
    marks = []
    for number, following in zip(found, [*found[1:], None], strict=True):
        mark = ET.Element("mark", {"class": "typed"})
        mark.text, mark.tail = number[0], text[number.end() : following.start() if following else len(text)]
        marks.append(mark)
    return text[: found[0].start()], marks
