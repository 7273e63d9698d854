"""Report and laid-out tables -> Document: Jinja templates write the one tree, in a sandbox."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jinja2 import TemplateError
from markupsafe import Markup

from reportgen.compose.charts import ChartPart as ChartPart
from reportgen.compose.charts import bars, strip
from reportgen.compose.markup import broken
from reportgen.compose.phrases import Phrases
from reportgen.compose.rewrites import rewrite
from reportgen.compose.tables import LaidTable
from reportgen.compose.template import environment, failed, place_of, render, source_in_template, unusable
from reportgen.compose.template_context import TemplateContext, group_by_level, group_by_second, rows_by_score
from reportgen.document import Document
from reportgen.document.pending import mark_pending
from reportgen.document.reading import places
from reportgen.document.tree import DocumentError, parse
from reportgen.editions import Edition, reference_of
from reportgen.editions.table import chinese_ordinal
from reportgen.figures import CircularKey, FigureBook, UnknownKey
from reportgen.figures.forms import form_of, goals_of_project, goals_under
from reportgen.figures.scoring import scoring_of, standard
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
    """Write the document; a draft says on its cover that it is one. Raises DataUnusable when a template fails, with its file and line."""
    phrases = Phrases(book)
    env = environment(book.edition)
    env.filters["groupby_level"] = group_by_level(book)
    env.filters["groupby_second"] = group_by_second
    env.filters["full"], env.filters["not_full"] = rows_by_score(book, full=True), rows_by_score(book, full=False)
    text = ""
    try:
        text = render(env, "report.html", {**context_of(book, tables, phrases, kind), "draft": draft})
        root = parse(text)
        if PENDING in text:
            mark_pending(root)
        rewrite(root, phrases)
    except UnknownKey as error:
        told = "绕着圈子用到自己" if isinstance(error, CircularKey) else "数据里没有"
        remedy = "请在数据里补上（没有就写 0）；数据里写了还这样，是版式模板的错，请告诉做版式的人"
        source, reading = place_of(error, book.edition)
        raise unusable(
            "M002", f"要印的数「{error.key}」{told}{reading}", source, book.edition, error.key, remedy
        ) from error
    except DocumentError as error:
        source = source_in_template(error.words, book.edition) if error.words else broken(book.edition)
        heading, place = near(text, error.line)
        raise unusable("M001", f"{error}{place}", source, book.edition, heading=heading) from error
    except DataUnusable:
        raise
    except Exception as error:
        if not isinstance(error, TemplateError) and place_of(error, book.edition)[0] is None:
            raise  # no template was at work: a mistake of ours
        raise failed(error, book.edition) from error
    data = book.loaded.data
    order = data.reports[kind]
    labels = {p.key: book.resolve(p.key).label for p in places(root) if p.key}
    document = Document(
        root=root,
        title=TemplateContext(book, phrases).titled(),
        unit=data.department.full_name,
        year=data.year,
        created=order.day if isinstance(order.day, date) else date(data.year + book.edition.about.dated, 1, 1),
        styles=_styles(book.edition, "print.css"),
        screen=_styles(book.edition, "screen.css"),
        links=_links(data, kind),
        labels=labels,
        reference=reference_of(book.edition).read_bytes(),
    )
    return Composed(document, tuple(phrases.findings), text)


def _links(data: DepartmentYear, kind: str) -> tuple[tuple[str, str], ...]:
    """Where a reader finds what this report is compared with."""
    told = data.disclosure_of(kind)
    given = ((f"{data.year - 1}年度{kind}", told.last_year_url), (f"{data.year}年度部门预算公开", told.budget_url))
    return tuple((label, address) for label, address in given if isinstance(address, str))


def near(text: str, line: int | None) -> tuple[str, str]:
    """Where a line of the composed text stands: the heading above it, and both in words."""
    if line is None:
        return "", ""
    lines = text.splitlines()
    headings = re.findall(r"<h[1-4][^>]*>([^<]+)", "\n".join(lines[:line]))
    shown = lines[line - 1].strip()[:60] if 0 < line <= len(lines) else ""
    if headings:
        return headings[-1].strip(), f"（「{headings[-1].strip()}」一节，{shown}）"
    return "", f"（{shown}）" if shown else ""


_OUTSIDE = re.compile(r"@import|\burl\(\s*[\"']?(?!data:|#)[^)]*|expression\(", re.IGNORECASE)


def _styles(edition: Edition, name: str) -> tuple[str, ...]:
    """The style sheets of one name, base first. Raises DataUnusable for one that reaches outside."""
    sheets = []
    for folder in reversed(edition.layers):
        path = folder / name
        if not path.is_file():
            continue
        text = path.read_text(encoding="utf-8")
        bare = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m[0]), text, flags=re.S)
        if found := _OUTSIDE.search(bare):
            source = Source(f"{folder.name}/{name}", bare.count("\n", 0, found.start()) + 1, 1)
            raise unusable(
                "M004",
                f"样式里的「{found[0][:40]}」引用了外面的文件或网址",
                source,
                edition,
                remedy="样式只能写在版式里，图和字体不从外面取；请告诉做版式的人",
            )
        sheets.append(text)
    return tuple(sheets)


def context_of(book: FigureBook, tables: tuple[LaidTable, ...], phrases: Phrases, kind: str) -> dict[str, Any]:
    """What a template may ask for."""
    data = book.loaded.data
    unit = data.department.full_name
    settings = book.edition.settings.model_dump(by_alias=True, exclude_unset=True)  # as it is written
    figures = Charts(phrases)
    content = TemplateContext(book, phrases)
    return {
        "data": data,
        "year": data.year,
        "last_year": data.year - 1,
        "unit": unit,
        "short": data.department.short_name,
        "kind": kind,
        "order": data.reports[kind],
        "disclosure": data.disclosure_of(kind),
        "edition": settings,
        "words": settings["words"],
        "weights": settings["weights"],
        "parts": book.edition.parts,
        "tables": tables,
        "title": content.titled(),
        "table_title": content.table_title,
        "fill": content.fill,
        "shown": content.shown,
        "numbered": content.numbered,
        "ordinal": chinese_ordinal,
        "circled": lambda n: chr(0x2460 + n - 1),
        "p": phrases,
        "bars": figures.bars,
        "strip": figures.strip,
        "form": lambda name: form_of(book, name),
        "standard": lambda row: standard(book, row).model_dump(by_alias=True),
        "void_of": lambda row: scoring_of(book, row).void,
        "project": content.project,
        "words_of": content.words_of,
        "narrated": content.narrated(),
        "joint_name": content.joint_name,
        "project_effects": content.effects(),
        "grade": content.grade,
        "remainders": content.remainders(),
        "goals_of": lambda name: goals_of_project(book, name),
        "goals_under": lambda column, number: goals_under(book, column, number),
        "project_funds": content.project_funds(),
        "project_tiers": content.project_tiers(),
        "glossary": content.glossary(),
    }


class Charts:
    """Charts of the document, numbered in order; drawn from the figures' printed texts."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases, self.count = phrases, 0

    def next(self) -> int:
        """The number of the next figure."""
        self.count += 1
        return self.count

    def bars(self, title: str, series: list[tuple[str, str]]) -> Markup:
        """Bars from zero: (label, key)."""
        return self._figure("bars", title, series, None)

    def strip(self, title: str, series: list[tuple[str, str]], whole: str) -> Markup:
        """The structure of a whole: (label, key of the part)."""
        return self._figure("strip", title, series, whole)

    def _figure(self, kind: str, title: str, series: list[tuple[str, str]], whole: str | None) -> Markup:
        report = self.phrases.book
        parts, points = [], []
        asked = [key for _, key in series] + ([whole] if whole else [])
        unknown = [key for key in asked if not report.resolve(key).certain]
        if unknown:
            self.next()
            return Markup('<p class="note"><span class="pending">【待填：{}，图暂不能画】</span></p>').format(
                "、".join(unknown)
            )
        for label, key in series:
            figure = report.resolve(key)
            share = report.resolve(f"{key}.占.{whole}") if whole else None
            share_text = f"{report.printed(share)}%" if share else None
            parts.append(ChartPart(label, report.rounded(figure), report.printed(figure), share_text))
            point: dict[str, object] = {
                "label": label,
                "key": figure.key,
                "value": str(figure.number),
                "text": report.printed(figure),
            }
            if share:
                point["share"] = {"key": share.key, "value": str(share.number), "text": share_text}
            points.append(point)
        drawing = bars(parts) if kind == "bars" else strip(parts)
        return Markup(
            '<figure data-chart="{}" data-title="{}" data-unit="万元" data-series="{}">{}<figcaption>图{}　{}（单位：万元）</figcaption></figure>'
        ).format(kind, title, json.dumps(points, ensure_ascii=False), Markup(drawing), self.next(), title)  # noqa: S704 - our own drawing, escaped where it is drawn
