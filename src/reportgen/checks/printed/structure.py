"""Composed mode: parts, headings, contents and names as printed, against the edition."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from reportgen.checks.engine.passages import Printed
from reportgen.checks.engine.registry import Outcome, Verdict, document_check
from reportgen.checks.engine.states import present
from reportgen.checks.engine.whose import Author
from reportgen.checks.printed.template_errors import template_error
from reportgen.document.numbering import number_of, without_number
from reportgen.document.tree import squeeze, text_of
from reportgen.editions.edition import Part
from reportgen.editions.numbering import before, chinese_ordinal
from reportgen.editions.values import fill
from reportgen.model.finding import Level


def _rewritten_in(printed: Printed, block: ET.Element | None) -> Author | None:
    """The first 改写 inside a part of the document."""
    blocks = block.iter() if block is not None else ()
    return next((author for b in blocks if (author := printed.whose.rewriting(b))), None)


@document_check(
    "C085",
    title="各部分、各节齐全，次序对，序号不断",
    message="{problem}",
    what="版式的各部分都在、次序对；一部分里的各节照版式写的样子（一、（一）1.……）编号，不跳号",
    why="审核先看目录",
    remedy="这是版式模板的事，请告诉做版式的人",
    mode="composed",
    waivable=True,
    aliases=("V33-东湖2023", "BUD-江汉2022"),
)
def parts_or_sections_out_of_order(printed: Printed) -> Iterator[Outcome]:
    parts = [part.element for part in printed.document.reading.parts]
    expected = [part.id for part in printed.book.edition.parts if present(printed.book, part)]
    if [e.get("id") for e in parts] == expected:
        yield Verdict.AGREES
    else:
        yield template_error(f"各部分是 {'、'.join(str(e.get('id')) for e in parts)}，应是 {'、'.join(expected)}", None)
    for part in printed.book.edition.parts:
        yield from _sections(printed, part)


def _sections(printed: Printed, part: Part) -> Iterator[Outcome]:
    """The headings of the sections of a part: each under the number that the edition gives it."""
    shown = [section for section in part.sections if section.heading and present(printed.book, section)]
    for number, section in enumerate(shown, 1):
        printed_at = printed.document.reading.sections.get(f"{part.id}-{section.id}")
        heading = next(printed_at.element.iter("h2"), None) if printed_at else None
        words, expected = (
            squeeze(text_of(heading)) if heading is not None else "",
            squeeze(before(part.numbers, number)),
        )
        if words.startswith(expected) and (expected or not number_of(words)):
            yield Verdict.AGREES
        elif number_of(words):
            author = printed.whose.rewriting(heading) if heading is not None else None
            problem = f"「{words}」是这一部分的第{chinese_ordinal(number)}节，序号应是「{expected or '（不印）'}」"
            yield template_error(problem, words, author)


@document_check(
    "C087",
    level=Level.WARNING,
    title="目录与正文标题一致",
    message="{problem}",
    what="目录的每一行都对得上正文的一个标题（版式给目录另写了说法的，照版式的）",
    why="目录做好以后常忘了改",
    remedy="这是版式模板的事，请告诉做版式的人",
    mode="composed",
    reader="科室",
    waivable=True,
    aliases=("CMM-东西湖2020预算",),
)
def contents_differ_from_headings(printed: Printed) -> Iterator[Outcome]:
    ids, declared = {e.get("id"): e for e in printed.document.body.iter() if e.get("id")}, _contents(printed)
    for line in printed.document.body.iterfind(".//nav//a"):
        words, ident = squeeze(text_of(line)), (line.get("href") or "").removeprefix("#")
        target = ids.get(ident)
        heading = next((h for h in target.iter() if h.tag in ("h1", "h2")), None) if target is not None else None
        title = squeeze(text_of(heading)) if heading is not None else ""
        bare = re.sub(r"（[^（）]*表\d*）$|\s", "", without_number(words))
        title = declared.get(ident, title) if title else title  # an edition may call it otherwise in the contents
        if title and bare in re.sub(r"\s", "", title):
            yield Verdict.AGREES
        else:
            yield template_error(f"目录写的是「{words}」，正文标题是「{title or '（没有）'}」", words)


def _contents(printed: Printed) -> dict[str, str]:
    """What the edition says that the contents call a part or a section, where that is not its heading."""
    data = printed.book.loaded.data
    names: dict[str, str | int] = {
        "unit": data.department.full_name,
        "short": data.department.short_name,
        "year": data.year,
    }
    parts = printed.book.edition.parts
    said = {part.id: part.contents for part in parts}
    said |= {f"{part.id}-{section.id}": section.contents for part in parts for section in part.sections}
    return {ident: squeeze(fill(words, **names)) for ident, words in said.items() if words}


@document_check(
    "C088",
    title="单位全称各处相同",
    message="{problem}",
    what="封面和每张表的表头都有单位全称，各处一样",
    why="别的单位的名字多半是抄来的",
    remedy="全称只在「部门」里写一次",
    mode="composed",
    reader="科室",
    waivable=True,
    aliases=("R006",),
)
def unit_name_differs(printed: Printed) -> Iterator[Outcome]:
    name = squeeze(printed.book.loaded.data.department.full_name)
    cover = printed.document.reading.sections.get("cover")
    yield (
        Verdict.AGREES
        if cover is not None and name in squeeze(text_of(cover.element))
        else template_error(f"封面上没有「{name}」", "cover", _rewritten_in(printed, cover.element if cover else None))
    )
    named = {
        f"t-{t.id}" for t in printed.book.edition.tables if any("{unit}" in h.left + h.right for h in t.head_lines)
    }
    for table in printed.document.body.iter("section"):
        if table.get("class") != "statement" or table.get("id") not in named:
            continue
        metas = (p for p in table.iter("p") if p.get("class") == "table-meta")
        if any(name in squeeze(text_of(meta)) for meta in metas):
            yield Verdict.AGREES
        else:
            yield template_error(f"表 {table.get('id')} 的表头没有「{name}」", table.get("id"))


@document_check(
    "C098",
    title="涉密的不公开，并且说明",
    message="{problem}",
    what="标了涉密的行读入时就去掉，报告里说明不包括涉密项目",
    why="少了的要说明少了",
    remedy="这是版式模板的事，请告诉做版式的人",
    mode="composed",
    reader="领导",
)
def secret_left_out_without_a_word(printed: Printed) -> Iterator[Outcome]:
    if not printed.book.loaded.secret_rows:
        return
    said = any("涉密" in p.text for p in printed.passages)
    problem, author = "有涉密的行没有公开，报告里没有说明", _rewritten_in(printed, printed.document.body)
    yield Verdict.AGREES if said else template_error(problem, None, author)
