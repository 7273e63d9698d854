"""Every rule: those that registered themselves, and those that tables and sections of editions state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from reportgen.checks.engine.registry import CHECKS, DOCUMENT_CHECKS, RULES, Rule
from reportgen.editions import Edition, ReportKind, main_kinds
from reportgen.editions.rules import named_rules
from reportgen.editions.written import RuleDefinition

FORMULA = (
    "表里合计的格子，由它下面的各格按版式的公式相加；「核定数」里抄了的，与加出来的比，差额超过四舍五入的尾差就是错误",
    "读者第一件事就是把一栏加起来",
    "消息里指出最可能录错的那一格，对照批复的决算改正；核定数抄错就改核定数",
)
SHARED = (
    "两张表印的是同一个键，就是同一个数，不会不同；核定数与推算不符时，写在那张表自己的检查里",
    "读者会拿两张表对照",
    "按那一条改",
)
SECTION = (
    "版式规定这一节必须写到的数，都要在印好的文字里找得到；印出来的每个数都读回来，与算出来的比",
    "漏了一句话，别的检查看不出来",
    "缺原因、缺数的补数据；版式漏了的请告诉做版式的人",
)
"""What the rules of editions are about: what, why and remedy, where an edition says nothing of its own."""


def _stated(code: str, said: RuleDefinition, in_table: bool) -> Rule:
    what, why, remedy = SHARED if said.keys else FORMULA if in_table else SECTION
    return Rule(
        code,
        title=said.title,
        what=said.what or what,
        why=said.why or why,
        remedy=said.remedy or remedy,
        mode="stated" if in_table else "composed",
        waivable=said.waivable if in_table else None,
        aliases=tuple(said.aliases),
        approved=tuple(said.approved),
        of_form=not in_table,
    )


def registered() -> Iterator[Rule]:
    """The rules that no edition states."""
    return chain((c.rule for c in CHECKS.values()), (c.rule for c in DOCUMENT_CHECKS.values()), RULES)


def all_rules(project: Path | None = None) -> tuple[Rule, ...]:
    """Every rule of every kind, once; of a project, with those that its own editions state. What another province says
    of a code of the base is told with its edition alone.
    """
    stated: dict[tuple[str, bool], Rule] = {}
    for rule in named_rules(project):
        if rule.said:
            stated.setdefault((rule.code, rule.in_table), _stated(rule.code, rule.said, rule.in_table))
    return (*registered(), *stated.values())


def kinds_of(code: str, project: Path | None = None) -> list[ReportKind]:
    """The kinds of reports on which a code is looked for."""
    own = [rule for rule in registered() if rule.code == code]
    named = {rule.kind.name for rule in named_rules(project) if rule.code == code}
    kinds = main_kinds(project).values()
    return [kind for kind in kinds if kind.name in named or any(rule.runs_in(kind) for rule in own)]


def rules_of(edition: Edition) -> tuple[Rule, ...]:
    """The rules of an edition's kind, and those of its tables and sections, whichever edition says what they are."""
    sections = [section for part in edition.parts for section in part.sections]
    own = [_stated(code, said, True) for table in edition.tables for code, said in table.rules.items()]
    own += [_stated(code, said, False) for section in sections for code, said in section.rules.items()]
    own += [rule for rule in registered() if rule.runs_in(edition.about)]
    known = {(rule.code, rule.mode == "composed") for rule in own}
    named = {(code, False) for code in formula_codes(edition)} | {(s.check, True) for s in sections if s.check}
    if missing := named - known:
        own += [rule for rule in all_rules() if (rule.code, rule.mode == "composed") in missing]
    return tuple(own)


def formula_codes(edition: Edition) -> set[str]:
    """The codes of the formulas of an edition's tables, and of what several of them print."""
    return {code for table in edition.tables for code in (*table.checks.values(), *table.rules)}


def titles(rules: Iterable[Rule]) -> dict[str, str]:
    """Code -> title; of a code with several rules, the first that is told."""
    found: dict[str, str] = {}
    for rule in rules:
        found.setdefault(rule.code, rule.title)
    return found
