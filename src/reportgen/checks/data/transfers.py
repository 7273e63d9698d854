"""Data mode: 转移支付, 项目资金, 接待, 总目标 and projects that are not evaluated, against what they are parts of."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.engine.amounts import number
from reportgen.checks.engine.compare import compare, figure
from reportgen.checks.engine.registry import ACCOUNTS, Hit, Outcome, Verdict, check
from reportgen.figures import FigureBook
from reportgen.figures.form_kinds import goal_weight, with_own_form
from reportgen.figures.projects import unevaluated
from reportgen.model.finding import Level, Source


@check(
    "C206",
    title="转移支付各来源之和不等于用它的项目之和",
    message="转移支付「{name}」的{column}：各来源合计 {a}，用它的项目合计 {b}，相差 {gap}",
    what="转移支付的全年预算、执行数，按来源相加和按项目相加是一个数",
    why="整体自评表的合计一行，和项目表、决算表说的是同一笔钱",
    remedy="核对各来源的数，或补上漏掉的项目（项目表的“转移支付”一栏）",
    needs=ACCOUNTS,
    reader="科室",
)
def sources_differ_from_projects(book: FigureBook) -> Iterator[Outcome]:
    data = book.loaded.data
    for transfer in data.transfers:
        projects = [p.name for p in data.projects if p.transfer == transfer.name]
        rows = [row for row in data.transfer_money if row.transfer == transfer.name]
        for column in ("全年预算", "执行数") if projects and rows else ():
            sources = [(1, f"转移支付.{transfer.name}.{row.source}.{column}") for row in rows]
            named = [(1, f"项目.{name}.{column}") for name in projects]
            remedy = "请核对各来源的数；有的项目没有写在项目表的“转移支付”一栏就补上"
            yield from compare(book, "C206", sources, named, remedy=remedy, name=transfer.name, column=column)


@check(
    "C207",
    title="转移支付的代号、来源的代号对不上",
    message="{problem}",
    what="项目表、「转移支付资金」写的转移支付，「转移支付」表里都有；每个转移支付写了资金或有项目用它；代号和项目的不同",
    why="写错代号的钱没有地方印",
    remedy="照「转移支付」表的代号写",
    needs=ACCOUNTS,
    reader="科室",
)
def unknown_transfer(book: FigureBook) -> Iterator[Outcome]:
    data, at = book.loaded.data, book.loaded.source
    known = [transfer.name for transfer in data.transfers]
    used = [(p.transfer, at("项目", n, "转移支付") or at("项目", n)) for n, p in enumerate(data.projects) if p.transfer]
    used += [(r.transfer, at("转移支付资金", n, "转移支付")) for n, r in enumerate(data.transfer_money)]
    for name, source in used:
        if name in known:
            yield Verdict.AGREES
        else:
            remedy = f"「转移支付」表里有 {'、'.join(known)}" if known else "请在「转移支付」表里补上它"
            yield Hit({"problem": f"「{name}」不是「转移支付」表里的代号"}, f"转移支付.{name}", source, remedy)
    for row, name in enumerate(known):
        source = at("转移支付", row, "代号") or at("转移支付", row)
        if name in {p.name for p in data.projects}:
            problem = f"转移支付的代号「{name}」和项目的代号一样，各自的自评表分不开"
            yield Hit({"problem": problem}, f"转移支付.{name}", source, "请把其中一个换个代号")
        elif name not in {used_name for used_name, _ in used}:
            problem = f"转移支付「{name}」没有写资金，也没有项目用它"
            remedy = "请在「转移支付资金」里写它的各来源"
            yield Hit({"problem": problem}, f"转移支付.{name}", source, remedy)
        else:
            yield Verdict.AGREES


@check(
    "C208",
    title="项目资金各类别之和不等于全年预算",
    message="项目「{name}」各类别的资金量合计 {a}，全年预算 {b}，相差 {gap}",
    what="一个项目在「项目资金」里各类别的资金量，加起来是它的全年预算",
    why="自评表在打勾的类别后面印资金量，下一行就是全年预算",
    remedy="核对各类别的资金量",
    needs=ACCOUNTS,
    reader="科室",
)
def categories_differ_from_budget(book: FigureBook) -> Iterator[Outcome]:
    rows = book.loaded.data.category_money
    for name in dict.fromkeys(row.project for row in rows):
        parts = [(1, f"项目.{name}.{row.category}.资金量") for row in rows if row.project == name]
        whole = [(1, f"项目.{name}.全年预算")]
        yield from compare(book, "C208", parts, whole, remedy="请核对各类别的资金量", name=name)


@check(
    "C209",
    title="公务接待各类之和不等于公务接待费",
    message="{what} {a}，各类接待合计 {b}，相差 {gap}",
    what="「三公经费」的「接待」各类的金额，加起来是公务接待费决算；写了国内接待批次、人次的，也等于各类之和；陪同的不多于来的",
    why="一句话里先说合计，再说各类",
    remedy="核对各类的金额、批次、人次",
    needs=ACCOUNTS,
)
def kinds_of_reception_differ(book: FigureBook) -> Iterator[Outcome]:
    rows = book.loaded.data.three_public.receptions
    if not rows:
        return
    parts = [(1, f"接待.{row.kind}.金额") for row in rows]
    whole = [(1, "三公.公务接待费.决算数")]
    yield from compare(book, "C209", whole, parts, remedy="请核对各类的金额", what="公务接待费决算")
    home = [row for row in rows if "外事" not in row.kind]
    for column in ("批次", "人次"):
        key = f"实物量.国内接待{column}"
        if key in book.records and all(f"接待.{row.kind}.{column}" in book.records for row in home):
            told = [(1, f"接待.{row.kind}.{column}") for row in home]
            remedy = f"请核对；不写国内接待{column}，程序就用各类之和"
            yield from compare(book, "C209", [(1, key)], told, remedy=remedy, what=f"国内接待{column}")
    for number_of_row, row in enumerate(rows):
        guests, company = (figure(book, f"接待.{row.kind}.{c}") for c in ("人次", "陪同"))
        if guests and company and company.number > guests.number:
            values = {"what": f"{row.kind}的人次", "a": number(guests.number, ""), "b": f"陪同 {company.number}"}
            source = book.loaded.source("三公经费", "接待", number_of_row, "陪同")
            gap = number(guests.number - company.number, "")
            yield Hit({**values, "gap": gap}, f"接待.{row.kind}.陪同", source, "请核对人次（含陪同的）和陪同的人次")


@check(
    "C210",
    title="总目标的分值、得分对不上",
    message="项目「{name}」{problem}",
    what="自评表给总目标分值的，各条的分值加起来是它；每条写完成情况和得分，得分不超过分值",
    why="总目标是自评表里计分的一行，得分由人判断",
    remedy="在「项目文字」的 总目标 里写 目标、完成、得分",
    needs=ACCOUNTS,
    reader="科室",
)
def scored_goals_differ(book: FigureBook) -> Iterator[Outcome]:
    data, at = book.loaded.data, book.loaded.source
    for name in with_own_form(book):
        weight, words = goal_weight(book, name), data.project_words.get(name)
        goals = list(words.goals) if words else []
        place = at("项目文字", name, "总目标") or at("项目文字", name) or at("项目文字") or at("项目")
        if bool(goals) == bool(weight):
            yield _scored(book, name, goals, weight, place)
            continue
        told = f"没有写总目标，自评表给它 {weight} 分" if weight else "写了总目标，版式的自评表没有这一行，不会印"
        remedy = f"请在「项目文字.{name}」里写 总目标: {{1: {{目标: …}}}}" if weight else "请删去，或选有这一行的版式"
        yield Hit({"name": name, "problem": told}, f"项目.{name}.总目标得分", place, remedy)


def _scored(book: FigureBook, name: str, goals: list[str], weight: Decimal, place: Source | None) -> Outcome:
    """Whether the points of all goals are what the edition gives them, and each score is within its points."""
    points = {goal: figure(book, f"项目.{name}.总目标.{goal}.分值") for goal in goals}
    known = {goal: found.number for goal, found in points.items() if found}
    if len(known) < len(goals):
        return Verdict.UNKNOWN
    whole = sum(known.values(), Decimal(0))
    if goals and whole != weight:
        problem = f"各条总目标的分值合计 {number(whole, '分')} 分，版式规定 {weight} 分"
        return Hit({"name": name, "problem": problem}, f"项目.{name}.总目标得分", place, "请核对各条的分值")
    for goal, most in known.items():
        score = figure(book, f"项目.{name}.总目标.{goal}.得分")
        if score and not 0 <= score.number <= most:
            source = book.loaded.source("项目文字", name, "总目标", goal, "得分") or place
            problem = f"总目标 {goal} 得 {number(score.number, '分')} 分，分值 {number(most, '分')} 分"
            return Hit({"name": name, "problem": problem}, f"项目.{name}.总目标.{goal}.得分", source, "请改正得分")
    return Verdict.AGREES


@check(
    "C211",
    title="不自评的项目和别处对不上",
    message="不自评项目「{name}」{problem}",
    what="不自评的项目不在项目表里；执行数不大于全年预算",
    why="在两处都写，同一笔钱说两次",
    remedy="自评的写在「项目」，不自评的写在「不自评项目」",
    level=Level.WARNING,
    needs=ACCOUNTS,
    reader="科室",
)
def unevaluated_contradicts(book: FigureBook) -> Iterator[Outcome]:
    names = {p.full_name for p in book.loaded.data.projects}
    for row, one in enumerate(unevaluated(book)):
        at = book.loaded.source
        source = at("不自评项目", row) or at("不自评项目", one.name) or at("不自评项目")
        budget, spent = (figure(book, f"不自评项目.{one.name}{end}") for end in ("", ".执行数"))
        if one.name in names:
            values = {"name": one.name, "problem": "在项目表里也有，同一笔钱说了两次"}
            yield Hit(values, f"不自评项目.{one.name}", source, "请删去一处")
        elif budget and spent and spent.number > budget.number:
            values = {
                "name": one.name,
                "problem": f"执行数 {number(spent.number)}，比全年预算 {number(budget.number)} 多",
            }
            yield Hit(values, f"不自评项目.{one.name}.执行数", source, "请核对这两个数")
        else:
            yield Verdict.AGREES
