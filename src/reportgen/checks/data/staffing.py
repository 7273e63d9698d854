"""Data mode: people against posts and pensions, units against their subjects and codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.data.subjects import place, stated_rows
from reportgen.checks.engine.amounts import money as told_money
from reportgen.checks.engine.compare import figure
from reportgen.checks.engine.registry import ACCOUNTS, BUDGET, Hit, Outcome, Verdict, check
from reportgen.figures import FigureBook
from reportgen.model.figure import Fact
from reportgen.model.finding import Level

POSTS = (
    ("编制.行政编制", ("实有.行政编制",)),
    ("编制.事业编制", ("实有.事业编制", "实有.全额事业编制", "实有.差额事业编制", "实有.自收自支事业编制")),
    ("编制.工勤编制", ("实有.工勤编制",)),
    ("编制.员额编制", ("实有.员额编制",)),
    ("人员.行政编制", ("人员.行政",)),
    ("人员.事业编制", ("人员.事业",)),
)
PENSIONS = (
    ("经济.30301", "离休费", ("人员.离休", "离退休.离休")),
    ("经济.30302", "退休费", ("人员.退休", "人员.离休", "离退休.")),
    ("支出.30301.年初预算", "离休费", ("离退休.",)),
    ("支出.30302.年初预算", "退休费", ("离退休.",)),
)
"""What is paid to people who have left, and the counts of them; one ending in a dot stands for all below it."""
OF_OFFICES, OF_INSTITUTIONS = re.compile("行政(?:运行|单位)"), re.compile("事业(?:运行|单位)")


@check(
    "C164",
    level=Level.WARNING,
    title="实有人数不多于编制，有退休费就有退休人员",
    message="{problem}",
    what="各种编制的实有人数不大于编制数；有离休费、退休费的，离退休人数不是 0；参公不多于事业和行政之和",
    why="人数和编制、人数和钱并排印出来",
    remedy="核对人数；确实超编的写豁免",
    needs=ACCOUNTS + BUDGET,
)
def people_without_posts(book: FigureBook) -> Iterator[Outcome]:
    for posts, names in POSTS:
        had = [book.records[name] for name in names if name in book.records]
        if posts in book.records and had:
            allowed, there = _count([book.records[posts]]), _count(had)
            if there <= allowed:
                yield Verdict.AGREES
            else:
                problem = f"{posts.split('.')[1]} {allowed} 人，实有 {there} 人，超出 {there - allowed} 人"
                yield Hit({"problem": problem}, names[0], had[0].source, "请核对人数和编制")
    yield from _pensions(book)


def _pensions(book: FigureBook) -> Iterator[Outcome]:
    for money_key, what, names in PENSIONS:
        money = figure(book, money_key)
        counts = [
            f for key, f in book.records.items() if any(key == n or key.startswith(f"{n}.") for n in _bare(names))
        ]
        if money is None or money.zero or not counts or any(fact.value is None for fact in counts):
            continue
        if _count(counts):
            yield Verdict.AGREES
        else:
            problem = f"{what} {told_money(money.number)}，{'离休' if what == '离休费' else '离退休'}人数却是 0"
            yield Hit({"problem": problem}, money.key, counts[0].source, "请核对人数；补发以前年度的写豁免")


def _bare(names: tuple[str, ...]) -> list[str]:
    return [name.rstrip(".") for name in names]


def _count(facts: list[Fact]) -> Decimal:
    return sum((fact.value or Decimal(0) for fact in facts), Decimal(0))


@check(
    "C165",
    level=Level.WARNING,
    title="单位与科目、编码相符",
    message="{what}{problem}",
    what="行政单位不用“事业运行、事业单位医疗”，事业单位不用“行政运行、行政单位医疗”；单位的编码以部门的编码开头",
    why="科目写错单位，两个单位的数就都错了",
    remedy="核对「单位」一栏和科目、编码",
    needs=ACCOUNTS + BUDGET,
)
def unit_against_subject(book: FigureBook) -> Iterator[Outcome]:
    natures = {unit.name: unit.nature for unit in book.loaded.data.units}
    listed = book.edition.subjects["功能科目"]
    for table, row, cells, code in stated_rows(book):
        unit, entry = cells.get("单位", "").strip(), listed.get(code, "")
        name = str(entry.get("name", "") if isinstance(entry, dict) else entry)
        nature = natures.get(unit, "")
        if not nature or not (OF_OFFICES.match(name) or OF_INSTITUTIONS.match(name)):
            continue
        office = "行政" in nature or "参" in nature
        if office == bool(OF_OFFICES.match(name)):
            yield Verdict.AGREES
        else:
            values = {"what": f"科目 {code}「{name}」写在「{unit}」名下，", "problem": f"它的性质是{nature}"}
            yield Hit(values, code, place(book, table, row, code), "请核对这一行的单位和科目")
    whole = (book.loaded.data.department.code or "").strip()
    for row_number, one in enumerate(book.loaded.data.units):
        own = (one.code or "").strip()
        if not whole or not own:
            continue
        if own.startswith(whole):
            yield Verdict.AGREES
        else:
            source = book.loaded.source("单位构成", row_number, "编码") or book.loaded.source("单位构成", row_number)
            values = {"what": f"单位「{one.name}」的编码 {own} ", "problem": f"不以部门的编码 {whole} 开头"}
            yield Hit(values, one.name, source, "请核对编码")
