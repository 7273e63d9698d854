"""Composed mode: 类, 项 and 款 as the sections tell them that the edition says do, against the accounts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from reportgen.checks.engine.passages import Passage, Printed
from reportgen.checks.engine.registry import ACCOUNTS, Hit, Outcome, Verdict, document_check
from reportgen.checks.engine.whose import Author
from reportgen.checks.printed.template_errors import template_error
from reportgen.compose.phrases import economic_items, subject_codes
from reportgen.document.numbering import without_number
from reportgen.editions.written import StatesEntry
from reportgen.model.finding import Level
from reportgen.model.selection import is_subject_code

OF_CLASSES, OF_ITEMS = 3, 7
"""The digits of 类 and of 项."""
GENERAL = "支出.一般公共"
STAFF_AND_RUNNING = ("人员经费", "公用经费")
LISTED = re.compile(r"主要包括：([^。；]*)")


def _left_out(printed: Printed, key: str) -> Author | None:
    return printed.whose.leaving_out(printed.document.root, {key})


def _asked(printed: Printed, declared: Callable[[str | StatesEntry], bool]) -> bool:
    """Whether a section of the form says in `states` that it tells of something."""
    return any(declared(entry) for part in printed.book.edition.parts for s in part.sections for entry in s.states)


def _paragraphs(printed: Printed, declared: Callable[[str | StatesEntry], bool]) -> list[Passage]:
    """The paragraphs of the sections that say in `states` that they tell of something."""
    parts = printed.book.edition.parts
    telling = {f"{part.id}-{s.id}" for part in parts for s in part.sections if any(map(declared, s.states))}
    return [p for p in printed.passages if p.section in telling and p.tag == "p"]


def _tells_subjects(digits: int) -> Callable[[str | StatesEntry], bool]:
    """Whether an entry of `states` asks for every subject of the general budget, of this many digits."""
    return lambda entry: (
        isinstance(entry, StatesEntry)
        and (entry.each, entry.of) == ("codes", GENERAL)
        and int(entry.digits or 0) == digits
    )


def _tells_basic(entry: str | StatesEntry) -> bool:
    """Whether an entry of `states` asks for 人员经费 or 公用经费."""
    keys = [entry] if isinstance(entry, str) else entry.keys or []
    return any(key in STAFF_AND_RUNNING for key in keys)


def _stage(printed: Printed) -> str:
    order = printed.book.loaded.data.reports.get(printed.book.edition.kind)
    return order.budget if order else "年初预算"


def _known(printed: Printed, codes: list[str]) -> list[str]:
    """Those whose amount is known: what is not known prints no figure to be found again."""
    return [code for code in codes if printed.book.resolve(f"支出.{code}.一般公共").certain]


@document_check(
    "C046",
    title="五（二）：各类支出各写一次",
    message="{problem}",
    what="五（二）把表05 的每一类各说一次，有金额、有占比",
    why="漏了一类就是漏了一笔钱",
    remedy="这是版式模板的事，请告诉做版式的人",
    mode="composed",
    needs=ACCOUNTS,
    aliases=("V33-106", "V33-222"),
    of_form=True,
)
def classes_not_told_once(printed: Printed) -> Iterator[Outcome]:
    asked = _asked(printed, _tells_subjects(OF_CLASSES))
    telling = _paragraphs(printed, _tells_subjects(OF_CLASSES)) if asked else printed.passages
    paragraphs = [p for p in telling if any(".占.支出.一般公共" in m.key for m in p.marks)]
    narrated = [
        m.key.split(".")[1]
        for p in paragraphs
        for m in p.marks
        if re.fullmatch(r"支出\.\d{3}\.一般公共", m.key) and not p.quoted(m)
    ]
    if not asked and not narrated:
        return  # a form that has no such section
    wanted = _known(printed, subject_codes(printed.book, "支出.一般公共", 3))
    if not printed.book.resolve(
        "支出.一般公共"
    ).certain:  # without the whole no share is printed, by which they are known
        yield Verdict.UNKNOWN
        return
    for code in sorted({*narrated, *wanted}):
        if narrated.count(code) == (code in wanted):
            yield Verdict.AGREES
        else:
            name = printed.book.subject_name(code)
            yield template_error(
                f"五（二）写了 {narrated.count(code)} 次「{name}」，表05 {'有' if code in wanted else '没有'}这一类",
                f"支出.{code}.一般公共",
                _left_out(printed, f"支出.{code}.一般公共"),
            )


@document_check(
    "C048",
    title="五（三）：表05 的各项和只有预算的各项，各写一段",
    message="{problem}",
    what="五（三）对表05 的每一项、只有预算没有支出的每一项，各写一段，不多不少",
    why="当年无支出的也要说明",
    remedy="这是版式模板的事，请告诉做版式的人",
    mode="composed",
    needs=ACCOUNTS,
    aliases=("V33-227", "D-005"),
    of_form=True,
)
def subjects_not_told_once(printed: Printed) -> Iterator[Outcome]:
    narrated: list[str] = []
    for passage in _paragraphs(printed, _tells_subjects(OF_ITEMS)):
        keys = [m.key for m in passage.marks if re.match(r"支出\.\d{3,7}\.一般公共", m.key)]
        if any(".占." in key or key.endswith(".项目支出") for key in keys):
            continue  # a paragraph of 五（二）, or what 项目支出 was used for
        codes = {key.split(".")[1] for key in keys}
        if len(codes) == 1 and _paragraph_of(printed, min(codes), passage.text):
            narrated.extend(codes)
    if not narrated and not _asked(printed, _tells_subjects(OF_ITEMS)):
        return  # a form that has no such section
    digits = 7 if any(len(c) == 7 for c in narrated) else 3
    wanted = _known(printed, subject_codes(printed.book, "支出.一般公共", digits, _stage(printed)))
    for code in sorted({*narrated, *wanted}):
        if narrated.count(code) == (code in wanted):
            yield Verdict.AGREES
        else:
            yield template_error(
                f"五（三）有 {narrated.count(code)} 段写「{printed.book.subject_name(code)}」（{code}），"
                f"应有 {int(code in wanted)} 段",
                f"支出.{code}.一般公共",
                _left_out(printed, f"支出.{code}.一般公共"),
            )


def _paragraph_of(printed: Printed, code: str, text: str) -> bool:
    """Whether a paragraph is the one of a subject: it begins with the name, behind a number where there are several."""
    return without_number(text).startswith(printed.book.subject_name(code[:3]))


@document_check(
    "C049",
    title="五（三）：项目支出主要用于的金额是该类的项目支出",
    message="{problem}",
    what="“项目支出主要用于”后面的金额，是该类的项目支出或项目的执行数，不是该类的全部支出",
    why="公开稿在这里印过该类支出合计",
    remedy="「项目支出成效」里同一笔钱只写一处：写科目或写项目",
    mode="composed",
    needs=ACCOUNTS,
    aliases=("R010",),
)
def project_uses_take_another_figure(printed: Printed) -> Iterator[Outcome]:
    for passage in _paragraphs(printed, _tells_subjects(OF_CLASSES)):
        if not passage.text.startswith("项目支出主要用于"):
            continue
        for project, code in _told_twice(printed):
            source = printed.book.loaded.source("项目支出成效", project)
            problem = f"「项目支出成效」里又写了科目 {code}，又写了这个科目的项目「{project}」，同一笔钱说了两次"
            yield Hit({"problem": problem}, f"项目.{project}", source, "请留一个")
        for mark in passage.marks:
            if re.fullmatch(r"支出\.\d+\.一般公共", mark.key):
                author = printed.whose.quoting(passage, mark.start, mark.end)
                yield template_error(f"「{mark.key}」是该类的全部支出，应是项目支出", mark.key, author)
            else:
                yield Verdict.AGREES


def _told_twice(printed: Printed) -> Iterator[tuple[str, str]]:
    data = printed.book.loaded.data
    codes = [name for name in data.project_effects if is_subject_code(name)]
    for project in data.projects:
        if project.name in data.project_effects:
            yield from ((project.name, c) for c in codes if any(s.startswith(c) for s in project.subjects))


@document_check(
    "C051",
    level=Level.WARNING,
    title="六：列出的正是表06 不为零的各款",
    message="{problem}",
    what="六里“主要包括”列出的，正是表06 不为 0 的各款",
    why="列了为 0 的就是照抄上年",
    remedy="这是版式模板的事，请告诉做版式的人",
    mode="composed",
    needs=ACCOUNTS,
    aliases=("D-006",),
)
def economic_items_differ(printed: Printed) -> Iterator[Outcome]:
    for passage in _paragraphs(printed, _tells_basic):
        for found in LISTED.finditer(passage.text):
            whole = next((m.key for m in reversed(passage.marks) if m.end <= found.start()), "")
            if whole not in STAFF_AND_RUNNING or "〓" in found[1]:
                continue
            named = set(found[1].split("、")) - {""}
            wanted = set(economic_items(printed.book, whole))
            wrong = sorted((named - wanted) | {f"（没有列出）{n}" for n in wanted - named})
            author = printed.whose.rewriting(passage.element)
            problem = f"「{whole}」列的与经济分类的表不同：{'、'.join(wrong)}"
            yield template_error(problem, whole, author) if wrong else Verdict.AGREES
