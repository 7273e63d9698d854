"""Report and laid-out tables -> Document: Jinja templates write the one tree, in a sandbox."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePath
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup
from pydantic import BaseModel

from reportgen.charts import Part as ChartPart
from reportgen.charts import bars, strip
from reportgen.content import Content, group_by_level, rows_by_score
from reportgen.document import Document, DocumentError, parse, places
from reportgen.editions import Edition, EditionError
from reportgen.editions.table import chinese_ordinal
from reportgen.finding import DataUnusable, Finding, Level
from reportgen.performance import form_of
from reportgen.phrases import Phrases
from reportgen.report import CircularKey, Report, UnknownKey
from reportgen.tables import LaidTable


@dataclass(frozen=True)
class Composed:
    """The document and what was found missing while it was written."""

    document: Document
    findings: tuple[Finding, ...]
    text: str = field(repr=False, default="")


class LayerLoader(BaseLoader):
    """Templates of an edition's layers; '{% extends "super" %}' is the same file one layer below."""

    def __init__(self, layers: tuple[Path, ...]) -> None:
        self.layers = layers

    def locate(self, name: str) -> tuple[int, Path] | None:
        """The layer number and path of a template; 'N:file' looks from layer N on."""
        start, _, file = name.rpartition(":")
        parts = file.split("/")
        if ".." in parts or file.startswith("/") or not (start or "0").isdecimal():
            return None
        for number in range(int(start or 0), len(self.layers)):
            path = self.layers[number].joinpath(*parts)
            if path.is_file():
                return number, path
        return None

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002 - Jinja's signature
        """Jinja's hook."""
        found = self.locate(template)
        if found is None:
            raise TemplateNotFound(template)
        return found[1].read_text(encoding="utf-8"), str(found[1]), lambda: True


HIDDEN = (Report, Edition, PurePath)
"""Behind phrases and records stand objects that know the disk; a template reaches none of them."""


class ReportEnvironment(SandboxedEnvironment):
    """A sandbox: a template reads figures, words and fields; no files, no methods of records, no findings."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Jinja's hook, asked for every attribute."""
        if isinstance(obj, BaseModel):
            return attr in type(obj).model_fields
        if isinstance(value, HIDDEN) or isinstance(obj, HIDDEN) or (isinstance(obj, Phrases) and not callable(value)):
            return False
        return bool(super().is_safe_attribute(obj, attr, value))

    def join_path(self, template: str, parent: str) -> str:
        """Turn "super" into the parent's own file in the next layer."""
        if template != "super":
            return template
        loader = self.loader
        found = loader.locate(parent) if isinstance(loader, LayerLoader) else None
        if found is None:
            raise TemplateNotFound(parent)
        return f"{found[0] + 1}:{parent.rpartition(':')[2]}"


def environment(edition: Edition) -> ReportEnvironment:
    """The Jinja environment of an edition."""
    return ReportEnvironment(
        loader=LayerLoader(edition.layers), undefined=StrictUndefined, autoescape=True,
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.do"],
    )


def compose(report: Report, tables: tuple[LaidTable, ...], kind: str) -> Composed:
    """Write the document. Raises DataUnusable when a template fails, with its file and line."""
    phrases = Phrases(report)
    env = environment(report.edition)
    try:
        env.filters["groupby_level"] = group_by_level(report)
        env.filters["full"], env.filters["not_full"] = rows_by_score(report, full=True), rows_by_score(report, full=False)
        text = env.get_template("report.html").render(_context(report, tables, phrases, kind))
        root = parse(text)
    except TemplateSyntaxError as error:
        raise _failed(f"{error.filename}:{error.lineno} 模板写法不对：{error.message}") from error
    except UnknownKey as error:
        told = "绕着圈子用到自己" if isinstance(error, CircularKey) else "数据里没有"
        mend = "请在数据里补上（没有就写 0）；数据里写了还这样，是版式模板的错，请告诉做版式的人"
        raise DataUnusable([Finding("M002", Level.ERROR, f"{_template_line(error)}要印的数「{error.key}」{told}", None, error.key, mend)]) from error
    except (TemplateError, DocumentError, EditionError) as error:
        raise _failed(f"{_template_line(error)}{error}") from error
    data = report.loaded.data
    order = data.reports[kind]
    labels = {p.key: report.resolve(p.key).label for p in places(root) if p.key}
    document = Document(
        root=root,
        title=f"{data.year}年度{data.department.full_name}{kind}",
        unit=data.department.full_name,
        year=data.year,
        created=order.day if isinstance(order.day, date) else date(data.year + 1, 1, 1),
        styles=_styles(report.edition),
        labels=labels,
    )
    return Composed(document, tuple(phrases.findings), text)


def _failed(message: str) -> DataUnusable:
    return DataUnusable([Finding("M001", Level.ERROR, message, mend="这是版式模板的错，请告诉做版式的人")])


def _template_line(error: BaseException) -> str:
    """The template's file and line in a traceback through compiled templates."""
    trace = error.__traceback__
    place = ""
    while trace:
        code = trace.tb_frame.f_code
        if code.co_filename.endswith((".html", ".xml")):
            place = f"{code.co_filename}:{trace.tb_lineno} "
        trace = trace.tb_next
    return place


def _styles(edition: Edition) -> tuple[str, ...]:
    return tuple(
        path.read_text(encoding="utf-8")
        for path in (folder / "print.css" for folder in reversed(edition.layers)) if path.is_file()
    )


def _context(report: Report, tables: tuple[LaidTable, ...], phrases: Phrases, kind: str) -> dict[str, Any]:
    data = report.loaded.data
    unit = data.department.full_name
    settings = deepcopy(report.edition.settings)  # a template may change its own
    figures = Figures(phrases)
    content = Content(report, phrases)
    return {
        "data": data, "year": data.year, "last_year": data.year - 1, "unit": unit, "short": data.department.short_name,
        "kind": kind, "order": data.reports[kind], "edition": settings, "words": settings["words"],
        "weights": settings["weights"], "parts": report.edition.parts, "tables": tables,
        "fill": content.fill, "shown": content.shown, "numbered": content.numbered, "ordinal": chinese_ordinal,
        "circled": lambda n: chr(0x2460 + n - 1), "p": phrases, "bars": figures.bars, "strip": figures.strip,
        "form": lambda name: form_of(report, name), "project": content.project, "words_of": content.words_of,
        "narrated": content.narrated(), "joint_name": content.joint_name, "project_effects": content.effects(), "grade": content.grade, "remainders": content.remainders(),
        "project_funds": content.project_funds(), "project_tiers": content.project_tiers(), "glossary": content.glossary(),
    }


class Figures:
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
        report = self.phrases.report
        parts, points = [], []
        unknown = [key for _, key in series if not report.resolve(key).certain]
        if unknown:
            self.next()
            return Markup('<p class="note"><span class="pending">【待填：{}，图暂不能画】</span></p>').format("、".join(unknown))
        for label, key in series:
            figure = report.resolve(key)
            share = report.resolve(f"{key}.占.{whole}") if whole else None
            share_text = f"{report.printed(share)}%" if share else None
            parts.append(ChartPart(label, report.rounded(figure), report.printed(figure), share_text))
            point: dict[str, object] = {"label": label, "key": figure.key, "value": str(figure.number), "text": report.printed(figure)}
            if share:
                point["share"] = {"key": share.key, "value": str(share.number), "text": share_text}
            points.append(point)
        drawing = bars(parts) if kind == "bars" else strip(parts)
        return Markup(
            '<figure data-chart="{}" data-title="{}" data-unit="万元" data-series="{}">{}<figcaption>图{}　{}（单位：万元）</figcaption></figure>'
        ).format(kind, title, json.dumps(points, ensure_ascii=False), Markup(drawing), self.next(), title)  # noqa: S704 - our own drawing, escaped where it is drawn

