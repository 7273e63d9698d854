"""Data mode: keys that a person typed and that name nothing: what stands under them would be left unused in silence."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping

from reportgen.checks.engine.registry import ACCOUNTS, SELF_EVALUATION, Hit, Outcome, Verdict, check
from reportgen.editions.subjects import LISTED
from reportgen.figures import LAST_YEAR, FigureBook, UnknownKey
from reportgen.figures.derive.economic import BESIDES, borrowed_from
from reportgen.model.finding import Level
from reportgen.model.selection import SUBJECT, is_subject_code
from reportgen.model.terms import KNOWN_REASONS, THREE_PUBLIC_ITEMS

WHOLE = "总体"
REASON_ITEMS = ("合计", "公务用车购置及运行维护费", *THREE_PUBLIC_ITEMS)


def nearest(word: str, known: Iterable[str], names: Mapping[str, str] | None = None) -> str:
    """是不是 …？ with the names of codes; '' when nothing looks like it."""
    near = difflib.get_close_matches(word, list(known), 3, 0.5)
    named = [f"{n} {names[n]}" if names and n in names else n for n in near]
    return f"是不是 {'、'.join(named)}？" if named else ""


@check(
    "S005",
    level=Level.WARNING,
    title="上年数里有不认识的数",
    message="「上年数」里的「{key}」不是报告里的数，没有用上",
    what="「上年数」的键都认得出",
    why="认不出的键不起作用",
    remedy="照提示改键",
)
def last_year_key_unknown(book: FigureBook) -> Iterator[Outcome]:
    for key, statement in book.last.items():
        try:
            book.resolve(key)
        except UnknownKey as error:
            remedy = f"是不是 {'、'.join(error.nearest)}？" if error.nearest else "请看 docs/data-format.md 的键"
            yield Hit({"key": key}, key, statement.source, remedy, _gravity(book))
        else:
            yield Verdict.AGREES


@check(
    "S012",
    title="基本支出里有科目表没有的款",
    message="「基本支出」里的「{code}」{problem}",
    what="「基本支出」的每个编码，都是当年经济分类里的款（或类）",
    why="哪一年的科目表里都没有的，表06 没有这一行，这笔钱印不出来；别的年度有的，照它的名称多印一行",
    remedy="照提示改编码",
    needs=ACCOUNTS + SELF_EVALUATION,
)
def economic_code_unknown(book: FigureBook) -> Iterator[Outcome]:
    listed = {str(code): str(name) for code, name in book.edition.subjects["经济科目"].items()}
    for code in book.loaded.data.economic:
        if (code in listed and not borrowed_from(book.edition.subjects, code)) or not code.isdigit():
            yield Verdict.AGREES
            continue
        problem, remedy, level = of_no_list(book, code)
        yield Hit(
            {"code": code, "problem": problem}, f"经济.{code}", book.loaded.source("基本支出", code), remedy, level
        )


def of_no_list(book: FigureBook, code: str) -> tuple[str, str, Level | None]:
    """What is said of an economic code that the year's list lacks, the remedy, and its level: a hint where the list of
    another year has it.
    """
    listed = {str(code): str(name) for code, name in book.edition.subjects["经济科目"].items()}
    if year := borrowed_from(book.edition.subjects, code):
        used = book.edition.subjects.get(LISTED) or book.loaded.data.year
        problem = f"{listed[code]}，{used} 年的科目表没有，名称用 {year} 年的，照样印一行"
        return (
            problem,
            "请核对本年度有没有这个科目；有的，记进自己的科目表就不再说：reportgen subjects --learn",
            Level.HINT,
        )
    if known := (book.edition.subjects.get(BESIDES) or {}).get(code):
        problem = f"{known}，版式的表不印 {code[:3]} 这一类的款，没有它的一行"
        return problem, "请核对它是不是基本支出；真是的，请告诉做版式的人，在表里加上这一类", None
    near = nearest(code, [c for c in listed if len(c) == 5], listed) or "请看当年的部门预算支出经济分类科目"
    own = "本年度真有的，写进自己的科目表（templates/subjects/年度.yaml 的 经济科目）"
    return "不是经济分类的款级编码，哪一年的科目表里都没有，表里没有它的一行", f"{near}{own}", None


@check(
    "S013",
    level=Level.WARNING,
    title="写了没有一句话会用的键",
    message="「{field}」里的「{key}」{problem}，这句话不会印出来",
    what="「原因」「科目用途」「项目支出成效」「项目余额说明」的键，是报告里的数或有的科目",
    why="键写错了，这句话悄悄地不印",
    remedy="照提示改键",
)
def text_under_unused_key(book: FigureBook) -> Iterator[Outcome]:
    data, codes = book.loaded.data, subjects_of(book)
    for key in data.reasons:
        problem = unusable_reason(book, key, codes)
        yield (
            _unused_key("原因", key, problem, [*codes_as_keys(codes), *book.known_keys(), WHOLE], book)
            if problem
            else Verdict.AGREES
        )
    projects = {p.name for p in data.projects}
    for field, texts, names in (
        ("科目用途", data.uses, set()),
        ("项目支出成效", data.project_effects, projects),
        ("项目余额说明", data.remainders, set()),
    ):
        for key in texts:
            if (
                key in codes or key in names or (field == "项目支出成效" and not is_subject_code(key))
            ):  # of such a name, D014 tells
                yield Verdict.AGREES
            else:
                yield _unused_key(field, key, "不是报告里有的科目", [*codes, *names], book)


def _unused_key(field: str, key: str, problem: str, known: Iterable[str], book: FigureBook) -> Hit:
    near = nearest(key, known) or "请看 docs/data-format.md 的键"
    return Hit(
        {"field": field, "key": key, "problem": problem},
        f"{field}.{key}",
        book.loaded.source(field, key),
        near,
        _gravity(book),
    )


def _gravity(book: FigureBook) -> Level | None:
    """A hint where several reports are made of these data: the key may be of the other one."""
    return Level.HINT if len(book.loaded.data.reports) > 1 else None


def subjects_of(book: FigureBook) -> dict[str, None]:
    """Every 科目 of the accounts and budgets, this year and last, with those above it."""
    reports = [book, *([book.previous] if book.previous else [])]
    written = [dict(f.dims).get(SUBJECT, "") for r in reports for f in r.ledger.facts]
    return dict.fromkeys(code[:n] for code in written for n in (3, 5, 7) if len(code) >= n)


def codes_as_keys(codes: Iterable[str]) -> list[str]:
    """支出.208 for 208."""
    return [f"支出.{code}" for code in codes]


def unusable_reason(book: FigureBook, key: str, known: Mapping[str, None] | None = None) -> str:
    """Why no sentence can ask for this reason; '' when one can. known: `subjects_of` the book, where it is at hand."""
    codes = subjects_of(book) if known is None else known
    parts = key.removeprefix(f"{LAST_YEAR}.").split(".")
    if key in KNOWN_REASONS or key == "三公" or (parts[0] == "三公" and len(parts) == 2 and parts[1] in REASON_ITEMS):
        return ""
    if parts[0] == "项目" and len(parts) == 2:
        return "" if any(p.name == parts[1] for p in book.loaded.data.projects) else "不是项目的代号"
    pick = book.selection_of(book.canonical(key))
    if pick is not None and pick[SUBJECT]:
        return "" if any(code in codes for code in pick[SUBJECT] or ()) else "里的科目不在收支和预算里"
    try:
        book.resolve(key)
    except UnknownKey:
        return "不是报告里的数"
    return ""
