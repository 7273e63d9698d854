"""Data mode: the projects against their own amounts, the accounts, 项目叙述 and 指标."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportgen.checks.engine.amounts import number
from reportgen.checks.engine.compare import compare, figure
from reportgen.checks.engine.registry import ACCOUNTS, BUDGET, SELF_EVALUATION, Hit, Outcome, Verdict, check
from reportgen.compose.phrases import subject_codes
from reportgen.figures import FigureBook
from reportgen.figures.form_kinds import stands_for
from reportgen.figures.indicators import indicators
from reportgen.figures.projects import fund_of, unevaluated, unknown_projects
from reportgen.model.figure import PERCENT
from reportgen.model.finding import Level, Source
from reportgen.model.indicator import OVERALL
from reportgen.model.selection import is_subject_code


@check(
    "C061",
    title="项目叙述与项目表不一致",
    message="项目「{name}」{problem}",
    what="项目表里的每个项目，在「项目叙述」里写一次；别处不出现没有的项目",
    why="项目个数、清单和所附的表要一致",
    remedy="用「项目」里的代号",
    needs=ACCOUNTS,
    reader="科室",
    approved=("项目",),
    aliases=("BUD-108",),
)
def narrated_projects_differ(book: FigureBook) -> Iterator[Outcome]:
    """Every project of the table is told once in 项目叙述 (a name that the table does not have is D014)."""
    data, source = book.loaded.data, book.loaded.source("项目叙述")
    told = [name for group in data.narrated for name in group]
    strange = [n for n in unknown_projects(data) if n in told]
    for name in [p.name for p in data.projects] if told else ():
        if told.count(name) == 1:
            yield Verdict.AGREES
        elif name not in told and strange:
            yield Verdict.UNKNOWN  # it may be the one that is misspelt
        else:
            problem = "在「项目叙述」里没有提到" if name not in told else "在「项目叙述」里写了不止一次"
            yield Hit({"name": name, "problem": problem}, f"项目.{name}", source, "每个项目写一次")


@check(
    "C062",
    title="项目执行数与项目支出对不上",
    message="科目 {codes} 的项目支出（表03）{b}，这些科目的项目执行数合计 {a}，{problem}",
    what="一个科目下各项目的执行数之和，不大于它的项目支出；少的说明原因",
    why="自评表和决算表说的是同一笔钱",
    remedy="核对执行数和项目的科目，余额在「项目余额说明」里说",
    needs=ACCOUNTS,
)
def projects_differ_from_accounts(book: FigureBook) -> Iterator[Outcome]:
    for codes, names in groups(book):
        accounts = [[(1, f"支出.{c}.项目支出{fund}") for c in codes] for fund in ("", ".财政拨款", ".一般公共")]
        spent = [(1, f"项目.{n}.执行数") for n in names] + _unevaluated(book, codes)
        outcomes = [next(compare(book, "C062", spent, money)) for money in accounts]
        same = next((o for o in outcomes if isinstance(o, Verdict) or o.level is Level.HINT), None)
        yield Verdict.AGREES if isinstance(same, Hit) else same or _told(book, codes, names, outcomes[0])


def _unevaluated(book: FigureBook, codes: list[str]) -> list[tuple[int, str]]:
    """What projects that are not evaluated have spent under these 科目."""
    rows = [row.name for row in unevaluated(book) if row.subjects and _meet(codes, list(row.subjects))]
    return [(1, key) for name in rows if (key := f"不自评项目.{name}.执行数") in book.records]


@check(
    "S006",
    title="项目分科目的执行数加起来不等于项目执行数",
    message="项目「{name}」分科目的执行数合计 {a}，执行数是 {b}，相差 {gap}",
    what="「项目分科目」里一个项目的各行，加起来等于它的执行数",
    why="各科目的余额由它算",
    remedy="改其中一行，或补上漏掉的科目",
    needs=ACCOUNTS + SELF_EVALUATION,
)
def project_shares_differ_from_whole(book: FigureBook) -> Iterator[Outcome]:
    shares = book.loaded.data.project_shares
    for name in dict.fromkeys(s.project for s in shares):
        parts = [(1, f"项目.{name}.{s.subject}") for s in shares if s.project == name]
        yield from compare(book, "S006", parts, [(1, f"项目.{name}.执行数")], name=name, remedy="请核对「项目分科目」")


def _told(book: FigureBook, codes: list[str], names: list[str], outcome: Outcome) -> Outcome:
    """More than the accounts is an error; less needs an explanation."""
    if isinstance(outcome, Verdict) or outcome.gap is None:
        return outcome
    explained, gap = book.loaded.data.remainders, outcome.gap
    if gap.size < 0 and any(known.startswith(c) or c.startswith(known) for c in codes for known in explained):
        return Verdict.AGREES
    rows = [n for n, p in enumerate(book.loaded.data.projects) if p.name in names]
    source = book.loaded.source("项目", rows[0], "执行数") if rows else gap.source
    problem = f"多出 {number(gap.size)}" if gap.size > 0 else f"余下 {number(-gap.size)} 没有说明"
    remedy = "请核对执行数和项目的科目" if gap.size > 0 else f"请在「项目余额说明」里写 {codes[0]}: …"
    level = Level.ERROR if gap.size > 0 else Level.WARNING
    gap = replace(gap, key=f"支出.{codes[0]}.项目支出", source=source, remedy=remedy, beyond=level)
    return Hit({**outcome.values, "codes": "、".join(codes), "problem": problem}, gap.key, source, remedy, level, gap)


def groups(book: FigureBook) -> list[tuple[list[str], list[str]]]:
    """科目 and the projects that share them, and those of 项目支出 that no project has."""
    groups: list[tuple[list[str], list[str]]] = []
    for project in book.loaded.data.projects:
        if not project.subjects or not all(is_subject_code(code) for code in project.subjects):
            return []  # a project without 科目, or with one that is 待填, may belong anywhere
        codes, names = list(project.subjects), [project.name]
        for group in [g for g in groups if _meet(g[0], codes)]:
            groups.remove(group)
            codes, names = list(dict.fromkeys([*group[0], *codes])), [*group[1], *names]
        groups.append((codes, names))
    told = [c for codes, _ in groups for c in codes]
    alone = [c for c in subject_codes(book, "项目支出", 7) if not _meet(told, [c])] if groups else []
    return [*((_topmost(codes), names) for codes, names in groups), *(([c], []) for c in alone)]


def _meet(a: list[str], b: list[str]) -> bool:
    return any(x.startswith(y) or y.startswith(x) for x in a for y in b)


def _topmost(codes: list[str]) -> list[str]:
    return [c for c in codes if not any(c != d and c.startswith(d) for d in codes)]


@check(
    "S009",
    level=Level.WARNING,
    title="执行数大于全年预算",
    message="{name}执行数 {a}，全年预算 {b}，执行率 {rate}%，超过 100%",
    what="项目的和整体自评的执行数不大于全年预算",
    why="全年预算是调整以后的数，执行率超过 100% 得分就超过满分",
    remedy="写调整以后的全年预算；抄错的改正",
    needs=ACCOUNTS + BUDGET,
)
def project_overspent(book: FigureBook) -> Iterator[Outcome]:
    at = book.loaded.source
    for row, project in enumerate(book.loaded.data.projects):
        source = at("项目", row, "执行数") or at("项目", row)
        yield _overspent(book, f"项目.{project.name}", "全年预算", f"项目「{project.name}」", source)
    if book.loaded.data.overall:
        source = at("整体自评", "预算数") or at("整体自评", "项目支出预算") or at("整体自评")
        yield _overspent(book, "整体自评", "预算数", "整体自评的", source)


def _overspent(book: FigureBook, base: str, column: str, name: str, source: Source | None) -> Outcome:
    spent, budget = figure(book, f"{base}.执行数"), figure(book, f"{base}.{column}")
    if spent is None or budget is None:
        return Verdict.UNKNOWN
    if spent.number <= budget.number + spent.tolerance:
        return Verdict.AGREES
    rate = "—" if budget.number <= 0 else f"{book.printed(book.ratio(spent.key + PERCENT, spent, budget, '', ''))}"
    values = {"name": name, "a": number(spent.number), "b": number(budget.number), "rate": rate}
    return Hit(values, spent.key, source, "全年预算要写调整以后的数；抄错的请改正")


@check(
    "S010",
    level=Level.WARNING,
    title="项目执行数里有别的资金",
    message="科目 {codes} 的{fund}项目支出 {b}，这些科目的项目执行数合计 {a}：多出的 {gap} 是其他资金的，项目的占比和余额要按这种资金算",
    what="一个科目下各项目的执行数之和，不大于它们那种资金在这个科目的项目支出",
    why="说明十三（一）的占比会超过 100%，余额会是负数",
    remedy="执行数和全年预算只写这种资金的部分",
    needs=ACCOUNTS,
)
def projects_hold_other_money(book: FigureBook) -> Iterator[Outcome]:
    projects = {p.name: p for p in book.loaded.data.projects}
    for codes, names in groups(book):
        funds = list(dict.fromkeys(fund_of(book, projects[n]) for n in names))
        spent = [(1, f"项目.{n}.执行数") for n in names]
        if len(funds) != 1:
            continue
        row = list(projects).index(names[0])
        outcome = next(
            compare(
                book,
                "S010",
                spent,
                [(1, f"支出.{c}.{funds[0]}.项目支出") for c in codes],
                relation="≤",
                codes="、".join(codes),
                fund=funds[0],
            )
        )
        everything = next(compare(book, "S010", spent, [(1, f"支出.{c}.项目支出") for c in codes], relation="≤"))
        if isinstance(outcome, Verdict) or isinstance(everything, Hit):  # more than all money: C062
            yield outcome if isinstance(outcome, Verdict) else Verdict.UNKNOWN
        else:
            remedy = "执行数和全年预算只写这种资金的部分；其他资金办的事另说"
            yield replace(
                outcome,
                source=book.loaded.source("项目", row, "执行数") or book.loaded.source("项目", row),
                remedy=remedy,
            )


@check(
    "S011",
    title="有的项目没有指标",
    message="项目「{name}」没有绩效指标，别的项目有；它的自评表是空的，没有得分",
    what="有一个项目写了指标，每个项目就都要写",
    why="附件里每个项目有一张自评表，没有指标的表没有得分",
    remedy="在「指标」里补上这个项目",
    needs=ACCOUNTS,
    reader="科室",
)
def project_without_indicators(book: FigureBook) -> Iterator[Outcome]:
    rows = list(indicators(book))
    having = {p.name for p in book.loaded.data.projects if any(r.points_text(p.name) for r in rows)}
    for row, project in enumerate(book.loaded.data.projects if having - {OVERALL} else ()):
        if project.name in having or stands_for(book, project.name):
            yield Verdict.AGREES
        else:
            source = (
                book.loaded.source("指标", project.name)
                or book.loaded.source("项目", row, "代号")
                or book.loaded.source("项目", row)
            )
            yield Hit({"name": project.name}, f"项目.{project.name}", source, f"请在「指标」里写 {project.name}: …")
