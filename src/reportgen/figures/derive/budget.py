"""部门预算 as stated -> facts at 口径 年初预算, with every split that a budget table asks for, and what must agree with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportgen.figures.derive.facts import UNCHECKED, Facts
from reportgen.figures.ledger import Ledger
from reportgen.model import selection
from reportgen.model.budget import NAME, OWN_MONEY, SPENDING_SOURCE, BasicShare, Budget, ProjectSpending
from reportgen.model.figure import WAN, Fact
from reportgen.model.finding import Finding, Level, Source
from reportgen.model.selection import (
    BASIC,
    CLOSING,
    DIRECTION,
    ECONOMIC,
    FUND,
    FUND_OF_SOURCE,
    INCOME,
    INCOME_KINDS,
    INITIAL_BUDGET,
    KIND,
    OPENING,
    OTHER_MONEY,
    PROJECT,
    PROJECT_NAME,
    PROJECT_TERM,
    PROJECT_TYPE,
    SOURCE,
    SPENDING,
    STAGE,
    SUBJECT,
    UNIT,
    NotAnAddress,
)

Dims = dict[str, str]


@dataclass
class Rows:
    """What is gathered of the rows of spending: whose they are, and which were written already."""

    facts: Facts
    budget: Budget

    def __post_init__(self) -> None:
        self.projects = {p.name: p for p in self.budget.projects}
        self.sole = next(iter(self.facts.units)) if len(self.facts.units) == 1 else ""
        self.whole = not (self.budget.basic or self.budget.spending)
        """No row of spending: 年初预算 is all that is known, of the department as a whole."""
        self.seen: dict[tuple[str, ...], Source | None] = {}


def budgeted(facts: Facts) -> None:
    """Add the budget's facts; 年初预算 that is typed as well is compared and left out, where there are rows of spending."""
    budget = facts.loaded.data.budget
    if budget is None:
        return
    typed = [fact for fact in facts.leaves if dict(fact.dims).get(STAGE) == INITIAL_BUDGET]
    facts.leaves = [fact for fact in facts.leaves if fact not in typed]
    own = len(facts.leaves)
    rows = Rows(facts, budget)
    if rows.whole and typed and facts.spending_rows:
        _ask_for_rows(facts, typed)
        return
    if rows.whole and typed:
        facts.leaves.extend(typed)
        _balances(rows)
        _complete_income(rows, own)
        return
    for number, share in enumerate(budget.basic):
        _spending(rows, "基本支出", number, share)
    for number, row in enumerate(budget.spending):
        _spending(rows, "项目支出", number, row)
    _balances(rows)
    _complete_income(rows, own)
    _compare(facts, typed, Ledger(facts.leaves[own:]))


def _complete_income(rows: Rows, own: int) -> None:
    """Income that nobody wrote follows from spending; a workbook says only that of other money by its kinds."""
    facts = rows.facts
    incomes = [fact for fact in facts.leaves[own:] if dict(fact.dims)[DIRECTION] == INCOME]
    if any(not (fact.source and fact.source.sheet) for fact in incomes):
        return
    had = {dict(fact.dims).get(FUND) for fact in incomes}
    follow = _incomes_that_follow(facts.leaves[own:], facts.source_kinds)
    facts.leaves.extend([fact for fact in follow if dict(fact.dims).get(FUND) not in had])


def _ask_for_rows(facts: Facts, typed: list[Fact]) -> None:
    """年初预算 by 科目 alone, where the edition's tables want its 经济科目 and projects: all of it is still to be written."""
    source = next((fact.source for fact in typed if fact.source), None)
    message = "这里的年初预算只有按科目的数，没有哪个科目用了多少某经济科目；这个版式的表要两样合起来印"
    remedy = (
        f"请在「{NAME}」里写 基本支出（科目、经济科目）和 项目支出（项目、科目、经济科目），几个单位的写 单位；"
        "写好以前印待填，写好以后和这里的数核对"
    )
    facts.findings.append(Finding("L097", Level.WARNING, message, source, remedy=remedy))
    for fact in typed:
        facts.lost(dict(fact.dims), fact.source)
    for kind in (BASIC, PROJECT):
        facts.lost({DIRECTION: SPENDING, STAGE: INITIAL_BUDGET, KIND: kind}, source)
    facts.lost({DIRECTION: INCOME, STAGE: INITIAL_BUDGET}, source)


def place(facts: Facts, *path: str | int) -> Source | None:
    """Where something of the budget stands; its table where the cell is left out."""
    at = facts.loaded.source
    return next((s for n in range(len(path), 0, -1) if (s := at(NAME, *path[:n]))), at(NAME))


# -- spending ---------------------------------------------------------------------------------------


def _spending(rows: Rows, table: str, number: int, row: BasicShare | ProjectSpending) -> None:
    """One row -> one fact; a row that can't be taken in is told, and counts for something unknown."""
    facts = rows.facts
    dims = _dims(rows, table, number, row)
    known = (
        _code(rows, table, number, "科目", row.subject, 7),
        _code(rows, table, number, "经济科目", row.economic, 5),
    )
    if not all(known) or dims is None or _doubled(rows, table, number, row):
        facts.lost(
            {DIRECTION: SPENDING, STAGE: INITIAL_BUDGET, KIND: BASIC if isinstance(row, BasicShare) else PROJECT}, None
        )
        return
    dims |= {SUBJECT: row.subject.strip(), ECONOMIC: row.economic.strip()}
    _leaf(facts, dims, facts.scaled(row.amount), place(facts, table, number, "金额"))


def _leaf(facts: Facts, dims: Mapping[str, str], value: Decimal | None, source: Source | None) -> None:
    ordered = tuple((dim, dims[dim]) for dim in selection.ORDER if dims.get(dim))
    facts.leaves.append(Fact(ordered, value, WAN, facts.rounding_unit, source))


def _dims(rows: Rows, table: str, number: int, row: BasicShare | ProjectSpending) -> Dims | None:
    """Everything but the codes; None, with the error, where the project, the unit or the source is not known."""
    paid = _paid(rows.facts, row.source.strip() or SPENDING_SOURCE, (table, number, "来源"))
    unit = _unit(rows, row.unit.strip(), (table, number, "单位"))
    if paid is None or unit is None:
        return None
    dims = {DIRECTION: SPENDING, STAGE: INITIAL_BUDGET, UNIT: unit, KIND: BASIC, **paid}
    if isinstance(row, BasicShare):
        return dims
    project = rows.projects.get(row.project.strip())
    if project is None:
        rows.facts.error(
            "D044",
            f"项目支出里的「{row.project}」不在「部门预算」的项目表里",
            place(rows.facts, table, number, "项目"),
            f"请写项目的代号（{'、'.join(rows.projects) or '项目表还空着'}），或在项目表里补上这一行{UNCHECKED}",
        )
        return None
    return {
        **dims,
        KIND: PROJECT,
        PROJECT_TYPE: project.type,
        PROJECT_TERM: project.recurrence,
        PROJECT_NAME: project.name,
    }


def _code(rows: Rows, table: str, number: int, column: str, code: str, digits: int) -> bool:
    """Whether a code is as fine as the tables print it, and of the right classification:
    economic codes begin with 3.
    """
    code = code.strip()
    economic = column == "经济科目"
    if code.isascii() and code.isdigit() and len(code) == digits and code.startswith("3") == economic:
        return True
    wanted = "5 位、3 字头的款级编码，如 30101" if economic else "7 位的项级编码，如 2080101"
    rows.facts.error(
        "D040" if not economic else "D041",
        f"{table}的{column}「{code}」不是{wanted[: wanted.index('，')]}",
        place(rows.facts, table, number, column),
        f"请写{wanted}{UNCHECKED}",
    )
    return False


def _paid(facts: Facts, name: str, path: tuple[str | int, ...]) -> Dims | None:
    """The fund and the source of a row of spending."""
    if name in FUND_OF_SOURCE:
        return {FUND: FUND_OF_SOURCE[name], SOURCE: name}
    if name == OWN_MONEY:
        return {FUND: OTHER_MONEY}
    facts.error(
        "D043",
        f"不认识的来源「{name}」",
        place(facts, *path),
        f"应是 {'、'.join((*FUND_OF_SOURCE, OWN_MONEY))} 之一{UNCHECKED}",
    )
    return None


def _unit(rows: Rows, name: str, path: tuple[str | int, ...]) -> str | None:
    """The unit of a row: the only one where there is one."""
    if name in rows.facts.units or (not name and (rows.whole or len(rows.facts.units) <= 1)):
        return name or rows.sole
    told = f"写的单位「{name}」不在单位构成里" if name else "没有写单位，单位构成里不止一个"
    remedy = f"请写单位构成里的短名：{'、'.join(sorted(rows.facts.units)) or '单位构成还空着'}{UNCHECKED}"
    source = place(rows.facts, *path)
    if source and source.sheet:
        told = "是整个部门的，单位构成里不止一个单位"
        remedy = f"请在「{NAME}」里写 {path[0]}，一行一个单位；工作簿的拿来核对{UNCHECKED}"
    rows.facts.error("D042", f"{path[0]}这一行{told}", source, remedy)
    return None


def _doubled(rows: Rows, table: str, number: int, row: BasicShare | ProjectSpending) -> bool:
    named = getattr(row, "project", "")
    key = (table, named, row.subject, row.economic, row.unit, row.source)
    here = place(rows.facts, table, number, "科目")
    if key not in rows.seen:
        rows.seen[key] = here
        return False
    told = "、".join(part for part in (named, row.subject, row.economic, row.unit, row.source) if part)
    rows.facts.error(
        "D045",
        f"{table}里「{told}」写了两行，另一行在 {rows.seen[key]}",
        here,
        f"请合成一行；来源不同的请写来源{UNCHECKED}",
    )
    return True


# -- income and balances ---------------------------------------------------------------------------


def _balances(rows: Rows) -> None:
    """收入, 上年结转 and 结转下年 as stated."""
    facts, budget = rows.facts, rows.budget
    for name, direction, written in (("收入", INCOME, budget.income), ("上年结转", OPENING, budget.opening)):
        table = written if isinstance(written, list) else [written]
        for number, row in enumerate(table):
            path: tuple[str | int, ...] = (name, number) if isinstance(written, list) else (name,)
            unit = _unit(rows, row.get("单位", "").strip(), (*path, "单位")) if row else None
            if row and unit is None:
                facts.lost({DIRECTION: direction, STAGE: INITIAL_BUDGET}, None)
            subject = row.get("科目", "").strip()
            if subject and not _code(rows, name, number, "科目", subject, 7):
                facts.lost({DIRECTION: direction, STAGE: INITIAL_BUDGET}, None)
                continue
            for head, text in row.items() if unit is not None else ():
                if head not in ("单位", "科目") and (dims := _came_from(facts, direction, head, (*path, head))):
                    source = place(facts, *path, head)
                    _leaf(
                        facts,
                        {**dims, UNIT: unit or "", SUBJECT: subject, STAGE: INITIAL_BUDGET},
                        facts.amount(text, source),
                        source,
                    )
    for fund, value in budget.closing.items():
        if fund in selection.MEMBERS[FUND]:
            _leaf(
                facts,
                {DIRECTION: CLOSING, FUND: fund, STAGE: INITIAL_BUDGET},
                facts.scaled(value),
                place(facts, "结转下年", fund),
            )
        else:
            facts.error(
                "D043",
                f"结转下年里不认识的资金「{fund}」",
                place(facts, "结转下年", fund),
                f"应是 {'、'.join(selection.MEMBERS[FUND])} 之一",
            )


def _came_from(facts: Facts, direction: str, head: str, path: tuple[str | int, ...]) -> Dims | None:
    """The dimensions that a source of income implies."""
    if head in FUND_OF_SOURCE:
        kind = facts.source_kinds.get(head, "") if direction == INCOME else ""
        return {DIRECTION: direction, FUND: FUND_OF_SOURCE[head], SOURCE: head, KIND: kind}
    if direction == INCOME and head in INCOME_KINDS:
        return {DIRECTION: direction, FUND: OTHER_MONEY, KIND: head}
    if direction == OPENING and head == OTHER_MONEY:
        return {DIRECTION: direction, FUND: OTHER_MONEY}
    known = (*FUND_OF_SOURCE, *(INCOME_KINDS if direction == INCOME else (OTHER_MONEY,)))
    facts.error(
        "D043", f"{path[0]}里不认识的来源「{head}」", place(facts, *path), f"应是 {'、'.join(known)} 之一{UNCHECKED}"
    )
    facts.lost({DIRECTION: direction, STAGE: INITIAL_BUDGET}, None)
    return None


def _incomes_that_follow(own: Iterable[Fact], kinds: Mapping[str, str]) -> Iterator[Fact]:
    """收入 left out: what each unit spends of a source, less what it carried over of it."""
    facts = [(fact, dict(fact.dims)) for fact in own]
    carried = any(dims[DIRECTION] in (OPENING, CLOSING) for _, dims in facts)
    groups: dict[tuple[str, str, str, str], list[Fact]] = defaultdict(list)
    for fact, dims in facts:
        if dims[DIRECTION] in (SPENDING, OPENING, CLOSING):
            subject = "" if carried else dims.get(SUBJECT, "")  # what is carried over is of no subject
            groups[dims.get(UNIT, ""), subject, dims.get(FUND, ""), dims.get(SOURCE, "")].append(fact)
    for (unit, subject, fund, source), inputs in groups.items():
        kind = kinds.get(source, "") if source else INCOME_KINDS[-1]
        dims = {
            DIRECTION: INCOME,
            UNIT: unit,
            SUBJECT: subject,
            FUND: fund,
            SOURCE: source,
            KIND: kind,
            STAGE: INITIAL_BUDGET,
        }
        signed = [
            None if f.value is None else -f.value if dict(f.dims)[DIRECTION] == OPENING else f.value for f in inputs
        ]
        value = None if None in signed else sum((v for v in signed if v is not None), Decimal(0))
        rounding_unit = sum((f.rounding_unit for f in inputs), Decimal(0))
        ordered = tuple((dim, dims[dim]) for dim in selection.ORDER if dims.get(dim))
        yield Fact(ordered, value, WAN, rounding_unit, None, "收入 = 支出 − 上年结转 + 结转下年", tuple(inputs))


# -- what is typed as well --------------------------------------------------------------------------


def _compare(facts: Facts, typed: list[Fact], own: Ledger) -> None:
    """年初预算 beside a 部门预算: the same money, stated twice."""
    totals = {key: facts.stated.pop(key) for key in list(facts.stated) if key.endswith(INITIAL_BUDGET)}
    told = [(selection.make({d: frozenset({m}) for d, m in f.dims}), f.value, f.source) for f in typed]
    for key, statement in totals.items():
        try:
            told.append((selection.parse(key, facts.units), statement.value, statement.source))
        except NotAnAddress:
            continue
    for pick, value, source in told:
        found = own.facts_in(pick)
        total = sum((f.value for f in found if f.value is not None), Decimal(0))
        if value is not None and value != total and all(f.value is not None for f in found):
            there = next((f.source for f in found if f.source), facts.loaded.source(NAME))
            facts.error(
                "D049",
                f"年初预算「{pick.key}」写的是 {value}，部门预算各行相加是 {total}（{there} 等 {len(found)} 行）",
                source,
                "请改成一样；写了部门预算，年初预算可以不写",
            )
