"""Report and laid-out tables -> Document: Jinja templates write the one tree, in a sandbox."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from datetime import date

from jinja2 import TemplateError

from reportgen.compose.documented import offered
from reportgen.compose.markup import broken
from reportgen.compose.phrases import Phrases
from reportgen.compose.rewrites import rewrite
from reportgen.compose.tables import LaidTable
from reportgen.compose.template import environment, failed, place_of, render, source_in_template, unusable
from reportgen.compose.template_context import TemplateContext, context_of
from reportgen.compose.template_filters import TemplateFilters
from reportgen.document import Document
from reportgen.document.pending import mark_pending
from reportgen.document.reading import places
from reportgen.document.styles import refusal_of
from reportgen.document.tree import DocumentError, parse
from reportgen.editions import Edition, usual_reference
from reportgen.figures import CircularKey, FigureBook, UnknownKey
from reportgen.model.amount import PENDING
from reportgen.model.department import DepartmentYear
from reportgen.model.finding import DataUnusable, Finding, Source


@dataclass(frozen=True)
class Composed:
    """The document and what was found missing while it was written."""

    document: Document
    findings: tuple[Finding, ...]
    text: str = field(repr=False, default="")


def compose(book: FigureBook, tables: tuple[LaidTable, ...], kind: str, *, draft: bool = False) -> Composed:
    """Write the document; a draft says on its cover that it is one. Raises DataUnusable when a template fails,
    with its file and line.
    """
    phrases = Phrases(book)
    env = environment(book.edition)
    env.filters.update(offered(TemplateFilters(book)))
    text = ""
    try:
        text = render(env, "report.html", context_of(book, tables, phrases, draft=draft))
        root = parse(text)
        if PENDING in text:
            mark_pending(root)
        rewrite(root, phrases)
    except UnknownKey as error:
        problem = "绕着圈子用到自己" if isinstance(error, CircularKey) else "数据里没有"
        remedy = "请在数据里补上（没有就写 0）；数据里写了还这样，是版式模板的错，请告诉做版式的人"
        source, reading = place_of(error, book.edition)
        raise unusable(
            "M002", f"要印的数「{error.key}」{problem}{reading}", source, book.edition, error.key, remedy
        ) from error
    except DocumentError as error:
        source = source_in_template(error.words, book.edition) if error.words else broken(book.edition)
        heading, place = near(text, error.at)
        raise unusable("M001", f"{error}{place}", source, book.edition, heading=heading) from error
    except DataUnusable:
        raise
    except Exception as error:
        if not isinstance(error, TemplateError) and place_of(error, book.edition)[0] is None:
            raise  # no template was at work: a mistake of ours
        raise failed(error, book.edition) from error
    return Composed(_document(book, root, phrases, kind), phrases._told_findings(), text)


def _document(book: FigureBook, root: ET.Element, phrases: Phrases, kind: str) -> Document:
    """The tree with all that belongs to it: title, unit, year, day, looks, links and names of figures."""
    data = book.loaded.data
    order = data.reports[kind]
    labels = {p.key: book.resolve(p.key).label for p in places(root) if p.key}
    return Document(
        root=root,
        title=TemplateContext(book, phrases).title,
        unit=data.department.full_name,
        year=data.year,
        created=order.day if isinstance(order.day, date) else date(data.year + book.edition.about.dated, 1, 1),
        styles=_styles(book.edition, "print.css"),
        screen=_styles(book.edition, "screen.css"),
        links=_links(data, kind),
        labels=labels,
        reference=usual_reference().read_bytes(),
    )


def _links(data: DepartmentYear, kind: str) -> tuple[tuple[str, str], ...]:
    """Where a reader finds what this report is compared with."""
    disclosure = data.disclosure_of(kind)
    given = (
        (f"{data.year - 1}年度{kind}", disclosure.last_year_url),
        (f"{data.year}年度部门预算公开", disclosure.budget_url),
    )
    return tuple((label, address) for label, address in given if isinstance(address, str))


_BLOCK = re.compile(r"<(?:section|h[1-4]|p|li|tr|table|figure)\b")


def near(text: str, at: int | None) -> tuple[str, str]:
    """Where a place of the composed text stands: the heading above it, and with the block that it is in, in words."""
    if at is None:
        return "", ""
    headings = re.findall(r"<h[1-4][^>]*>([^<]+)", text[:at])
    begin = max((block.start() for block in _BLOCK.finditer(text, 0, at)), default=0)
    shown = text[begin:].strip()[:60]
    if headings:
        return headings[-1].strip(), f"（「{headings[-1].strip()}」一节，{shown}）"
    return "", f"（{shown}）" if shown else ""


def _styles(edition: Edition, name: str) -> tuple[str, ...]:
    """The style sheets of one name, base first. Raises DataUnusable for one that reaches outside."""
    sheets = []
    for folder in reversed(edition.layers):
        path = folder / name
        if not path.is_file():
            continue
        text = path.read_text(encoding="utf-8")
        if refused := refusal_of(text):
            raise unusable(
                "M004",
                f"样式里的「{refused.words[:40]}」{refused.why}",
                Source(f"{folder.name}/{name}", refused.line, 1),
                edition,
                remedy="样式只能写在版式里，图和字体不从外面取；请告诉做版式的人",
            )
        sheets.append(text)
    return tuple(sheets)
