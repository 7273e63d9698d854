"""What a person stated and nothing asked for: no sentence, no table, no comparison. It would be lost in silence."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from reportgen.checks.data.unused import subjects_of, unusable_reason
from reportgen.checks.engine.amounts import number
from reportgen.checks.engine.compare import figure
from reportgen.checks.engine.passages import Printed
from reportgen.checks.engine.registry import Hit, Outcome, Verdict, document_check
from reportgen.document.provenance import Origins
from reportgen.figures import FigureBook, UnknownKey
from reportgen.figures.form_kinds import transfers
from reportgen.load.once import also
from reportgen.model.amount import is_pending
from reportgen.model.figure import WAN
from reportgen.model.finding import Level, Source
from reportgen.model.schema import path_of
from reportgen.model.selection import CLOSING, SUBJECT
from reportgen.model.terms import WHOLE_REASONS
from reportgen.model.written import PARAGRAPH, Written, address_of

Place = tuple[str, str, str]
"""File, top-level key and column: what a person reads as one thing written in several rows."""
(REASONS,), (LAST,) = path_of("reasons"), path_of("last_year")
BY_PROJECT, BY_SUBJECT = ("项目文字",), ("科目用途", "项目余额说明")
"""What is written under a project or a 科目."""
OF_FINDINGS = path_of("waivers")
"""What is said of findings, and is no part of a report."""
OF_THE_WHOLE = path_of("overall")
SPARE = (*WHOLE_REASONS, "三公")
"""Reasons that are written for whatever has none of its own."""


@document_check(
    "S040",
    level=Level.WARNING,
    title="写了的数没有一处用到",
    message="「{what}」写的 {a} 没有用上：报告里没有一处印它、算它、拿它核对{more}",
    what="数据里写的每个数（0 除外），报告印它、由它算出别的数，或拿它核对",
    why="写的人以为它公开了，其实哪里也没有；和别处矛盾也没人知道",
    remedy="核对键和栏名；这份报告用不到的请删去",
    mode="composed",
)
def figure_used_nowhere(printed: Printed) -> Iterator[Outcome]:
    book, origins = printed.book, Origins()
    used = {leaf.source for figure in book.made for leaf in origins.of(figure)}
    projects = _forms(book)
    lost: dict[Place, list[tuple[Source, str, str]]] = {}
    for key, said, source in _stated(book):
        if source in used:
            yield Verdict.AGREES
        else:
            path = [str(part) for part in book.loaded.path_at(source)]
            if path[0] in BY_PROJECT and len(path) > 1 and path[1] not in projects:
                continue  # D014 tells
            lost.setdefault((source.file, path[0], path[-1]), []).append((source, key, said))
    for (_, top, column), found in lost.items():
        source, key, said = min(found)
        rows = {place.line for place, _, _ in found} - {source.line}
        level = Level.HINT if top == LAST or len(book.loaded.data.reports) > 1 else None
        values = {"what": f"{top}.{column}", "a": said, "more": also(rows)}
        yield Hit(values, key, source, "请核对键和栏名；这份报告用不到的请删去", level)


def _forms(book: FigureBook) -> set[str]:
    """What 项目文字 may be of: projects, and 转移支付."""
    return {project.name for project in book.loaded.data.projects} | set(transfers(book))


def _stated(book: FigureBook) -> Iterator[tuple[str, str, Source]]:
    """Every number that somebody typed in this folder and that is not 0: its key, the number, its place."""
    facts = [(key, fact) for key, fact in book.records.items() if not fact.inputs]
    facts += [(".".join(m for _, m in fact.dims), fact) for fact in book.ledger.facts if not fact.inputs]
    for key, fact in facts:
        if fact.source and not fact.source.sheet and (fact.value or fact.text):
            yield key, fact.text or number(fact.value or Decimal(0), fact.unit), fact.source
    compared = {key for key in book.last if book.previous or key.startswith(CLOSING)}  # by S004 and C039
    for statements in (book.approved, book.last):
        for key, statement in statements.items():
            source = statement.source
            if source and statement.value and not (source.sheet or key in compared or _unheard_of(book, key)):
                yield key, number(statement.value, _unit(book, key)), source


def _unit(book: FigureBook, key: str) -> str:
    """Of a figure of this year, or of last year where the key is of a figure that only last year had."""
    try:
        return book.resolve(key).unit
    except UnknownKey:
        return WAN


def _unheard_of(book: FigureBook, key: str) -> bool:
    """A key of last year or of what was approved that names no figure: S002 and S005 tell."""
    try:
        book.resolve(key)
    except UnknownKey:
        return True
    return False


@document_check(
    "S041",
    level=Level.WARNING,
    title="写了的话没有印出来",
    message="「{address}」写的“{said}”没有印出来：报告里没有一句话用到它",
    what="「原因」「项目文字」等处写的每句话，报告都印出来",
    why="写的人以为它公开了",
    remedy="核对键：是不是应写在别的数下面；用不到的请删去",
    mode="composed",
)
def words_printed_nowhere(printed: Printed) -> Iterator[Outcome]:
    book = printed.book
    shown = {e.get("data-path", "").split(PARAGRAPH)[0] for e in printed.document.root.iter() if e.get("data-path")}
    several = len(book.loaded.data.reports) > 1
    tops = {address.split(".")[0] for address in shown}  # what this one of several reports prints at all
    fields = {address.rpartition(".")[2] for address in shown}
    for path, text in _written(book.loaded.data, ()):
        if not text.strip() or is_pending(text) or (several and path[0] not in tops):
            continue
        if address_of(text).split(PARAGRAPH)[0] in shown or _told_elsewhere(book, path):
            yield Verdict.AGREES
        else:
            dotted = ".".join(str(part) for part in path if isinstance(part, str))
            values = {"address": dotted, "said": text if len(text) <= 24 else f"{text[:24]}…"}
            source = book.loaded.source(*path)
            of_record = len(path) > 2 or path[0] in OF_THE_WHOLE
            unasked = of_record and path[-1] not in fields  # this edition prints it of nobody
            level = Level.HINT if several or unasked else None
            yield Hit(values, dotted, source, "请核对键；用不到的请删去", level)


def _told_elsewhere(book: FigureBook, path: tuple[str | int, ...]) -> bool:
    """A reason for whatever has none of its own may stay unused; of one under an impossible key, S013 tells, of one
    whose budget nobody wrote, S043; where nothing is known of last year, T003; of a project that is none, D014, of a
    科目 that is none, S013.
    """
    if path[0] in OF_FINDINGS:
        return True
    if path[0] in BY_PROJECT:
        return str(path[1]) not in _forms(book)
    if path[0] in BY_SUBJECT:
        return str(path[1]) not in subjects_of(book)
    if path[0] != REASONS:
        return False
    key = str(path[1])
    if key in SPARE or unusable_reason(book, key) or not (book.last or book.previous):
        return True
    pick = book.selection_of(book.canonical(key))
    budgets = [figure(book, f"{key}.{order.budget}") for order in book.loaded.data.reports.values()]
    return bool(pick and pick[SUBJECT]) and any(budget is None for budget in budgets)


def _written(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Written]]:
    """Every text that is printed as a person wrote it, but for the cells of tables."""
    if isinstance(value, Written):
        yield path, value
    elif isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            yield from _written(getattr(value, name), (*path, info.alias or name))
    elif isinstance(value, dict) and not (path and isinstance(path[-1], int)):
        for key, inner in value.items():
            yield from _written(inner, (*path, key))
    elif isinstance(value, list):
        for row, inner in enumerate(value):
            yield from _written(inner, (*path, row))
