"""Data mode: subject codes and the rows that carry them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.checks.engine.amounts import number
from reportgen.checks.engine.leaves import leaves_of
from reportgen.checks.engine.registry import ACCOUNTS, BUDGET, SELF_EVALUATION, Hit, Outcome, Verdict, check
from reportgen.editions.subjects import LISTED
from reportgen.figures import FigureBook
from reportgen.model.amount import NotANumber, is_pending, parse_number
from reportgen.model.finding import Level, Source
from reportgen.model.schema import path_of, top_fields
from reportgen.model.selection import SUBJECT, make
from reportgen.model.terms import BY_SUBJECT, PROJECTS, SUBJECT_HEADS, budget_rows, subject_code

LENGTHS = (3, 5, 7)


def stated_rows(book: FigureBook) -> Iterator[tuple[str, int, Mapping[str, str], str]]:
    """The rows by 科目: table, row number, cells, code."""
    for name, field in top_fields().items():
        if field.term.table and field.term.table.heads:
            for number_, row in enumerate(budget_rows(getattr(book.loaded.data, field.name))):
                yield name, number_, row, subject_code(row)


def place(book: FigureBook, name: str, row: int, code: str) -> Source | None:
    """Where a row stands: its cell, its line, or its key in a mapping."""
    loaded = book.loaded
    places = [loaded.source(name, row, h) for h in SUBJECT_HEADS] + [
        loaded.source(name, row),
        loaded.source(name, code),
    ]
    return next((place for place in places if place), None)


def _codes(book: FigureBook) -> dict[str, Source | None]:
    """Every code with its first place."""
    result: dict[str, Source | None] = {}
    for name, row, _, code in stated_rows(book):
        if code != "合计":
            result.setdefault(code, place(book, name, row, code))
    for row, project in enumerate(book.loaded.data.projects):
        for code in (c for c in project.subjects if not is_pending(c)):
            result.setdefault(code, book.loaded.source(PROJECTS, row, SUBJECT))
    if budget := book.loaded.data.budget:
        codes = {"basic": [r.subject for r in budget.basic], "spending": [r.subject for r in budget.spending]}
        for table, stated in codes.items():
            for row, code in enumerate(stated):
                result.setdefault(code.strip(), book.loaded.source(*path_of("budget", table), row, SUBJECT))
    return result


CHANGES = frozenset(("增减额", "增长率", "差额"))
"""Parts of keys of figures that may well be negative."""


@check(
    "C022",
    level=Level.WARNING,
    title="科目编码不对",
    message="科目「{code}」{problem}",
    what="科目编码是 3、5、7 位数字，在当年的科目表里有，不重复",
    why="编码错了，这笔钱就归错了类",
    remedy="按提示改编码；当年新设的科目写在「科目」里",
    aliases=("V33-227", "R002"),
)
def subject_code_wrong(book: FigureBook) -> Iterator[Outcome]:
    listed, own = book.edition.subjects["功能科目"], book.loaded.data.subjects
    told = {f.source for f in (*book.loaded.findings, *book.findings) if f.level is Level.ERROR and f.source}
    for code, source in _codes(book).items():
        problem = _problem(book, code, listed, own)
        if problem is None:
            yield Verdict.AGREES
        elif source in told:  # that it is no code at all was said when it was read
            yield Verdict.UNKNOWN
        else:
            message, remedy, level = problem
            yield Hit({"code": code, "problem": message}, code, source, remedy, level)


def _problem(
    book: FigureBook, code: str, listed: Mapping[str, object], own: Mapping[str, object]
) -> tuple[str, str, Level] | None:
    year = book.loaded.data.year
    if not code.isdigit() or len(code) not in LENGTHS:
        named = next((c for c, entry in listed.items() if len(c) == 7 and _name(entry) == code), None)
        return "不是 3、5、7 位编码", f"请写编码 {named}" if named else "请写政府收支分类的功能科目编码", Level.ERROR
    abolished = (book.edition.subjects.get("废止科目") or {}).get(code)
    if abolished and year >= int(abolished["自"]):
        new = f"{abolished['新']} {_name(listed.get(str(abolished['新'])))}".strip()
        return f"{abolished['自']} 年起已废止，改用 {new}", f"请改成 {abolished['新']}", Level.WARNING
    if code not in listed and code not in own:
        return (
            f"不在 {listed_year(book)} 年的科目表里，没有名称",
            f"请核对编码；确有这个科目就在「科目」里写 {code}: {{名称: …}}",
            Level.WARNING,
        )
    above = [code[:n] for n in LENGTHS if n < len(code)]
    lost = next((c for c in above if c not in listed and c not in own), None)
    return (
        (f"的上级 {lost} 不在科目表里，没有名称", f"请在「科目」里写 {lost}: {{名称: …}}", Level.WARNING)
        if lost
        else None
    )


def listed_year(book: FigureBook) -> str:
    """The year of the list that is used: 2023, or another one where that year has none."""
    return str(book.edition.subjects.get(LISTED) or book.loaded.data.year)


def _name(entry: object) -> str:
    """The name of a listed subject."""
    return str(entry.get("name", "")) if isinstance(entry, Mapping) else str(entry or "")


@check(
    "C023",
    level=Level.WARNING,
    title="收支表里有一行没有任何金额",
    message="「收支」里科目 {code} 这一行没有任何金额",
    what="「收支」表里的一行至少有一个不是 0 的数",
    why="公开的表里不该有没有金额的科目",
    remedy="填上金额，或删去这一行",
    needs=ACCOUNTS + BUDGET,
)
def row_without_amount(book: FigureBook) -> Iterator[Outcome]:
    for name, row, cells, code in stated_rows(book):
        if name != path_of("accounts")[0]:
            continue
        amounts = [text for head, text in cells.items() if head not in (*BY_SUBJECT.names_rows, *BY_SUBJECT.beside)]
        if any(_counts(text) for text in amounts):
            yield Verdict.AGREES
        elif book.ledger.doubtful(make({SUBJECT: frozenset({code})})):
            yield Verdict.UNKNOWN  # a column is missing
        else:
            yield Hit({"code": code}, code, place(book, name, row, code), "请补上金额，或删去这一行")


def _counts(text: str) -> bool:
    try:
        return is_pending(text) or parse_number(text) != 0
    except NotANumber:
        return True


@check(
    "C025",
    level=Level.WARNING,
    title="金额是负数",
    message="「{key}」是负数 {a}",
    what="金额不是负数（年末结转冲减等写明可以为负的除外）",
    why="负数多半是抄错了正负号",
    remedy="核对这一格",
    needs=ACCOUNTS + BUDGET + SELF_EVALUATION,
    aliases=("V33-平桥2022自评",),
)
def amount_negative(book: FigureBook) -> Iterator[Outcome]:
    leaves = leaves_of(book)
    for fact in (*book.ledger.facts, *book.records.values()):
        if fact.value is None:
            continue
        if fact.value >= 0 or any((leaf.value or 0) < 0 for leaf in fact.leaves() if leaf is not fact):
            yield Verdict.AGREES  # what follows from a negative amount is told of that amount
            continue
        source = fact.source or next((f.source for f in fact.leaves() if f.source), None)
        note = "由推导得出" if fact.inputs else ""
        key = leaves.name(fact)
        yield Hit(
            {"key": key, "a": number(fact.value, fact.unit) + note},
            key,
            source,
            "请核对；确实是负数（如退回、收回）可以保留：不印它的占比和完成率，执行得分是 0，请在文字里说明",
        )
    for key, statement in book.last.items():
        if statement.value is not None and statement.value < 0 and not CHANGES.intersection(key.split(".")):
            values = {"key": f"上年数.{key}", "a": number(statement.value)}
            yield Hit(values, key, statement.source, "请照上年的决算核对正负号；确实是负数的可以保留")
