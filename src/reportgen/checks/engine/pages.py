"""Rules and codes -> what a clerk is told of one: mode, level, rule, reason, remedy."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from reportgen.checks.engine.catalogue import all_rules, kinds_of
from reportgen.checks.engine.registry import FINANCE, Rule
from reportgen.editions import main_kinds

MODES = {"data": "数据", "stated": "报数与推算", "composed": "印出来的", "text": "文字"}
WHEN = {
    "B": "选版式",
    "D": "由数据推算",
    "E": "检查版式（editions --lint）",
    "L": "读入数据",
    "R": "读别人的文件",
    "A": "检查公开稿",
    "M": "套用模板",
    "N": "新建（new）",
    "P": "自评得分",
    "T": "正文要印的话和数",
    "V": "核验公开稿，和公开过的比",
}
"""What is being done when a code that is no check is told, by its letter."""


def used_by(code: str, project: Path | None = None) -> str:
    """The kinds of reports that a check is run on; 各种报告 when it is every kind's."""
    names = [kind.short for kind in kinds_of(code, project)]
    return "各种报告" if len(names) == len(main_kinds(project)) else "、".join(names)


def waivable(rule: Rule) -> str:
    """Whether 豁免 may name it."""
    return "可以豁免" if rule.may_be_waived(rule.level) else "不能豁免"


def pages(project: Path | None = None) -> tuple[Rule, ...]:
    """All rules (of a project, its own editions' too), by code and mode, each with every alias of its code."""
    rules = all_rules(project)
    aliases: dict[str, list[str]] = defaultdict(list)
    for rule in rules:
        aliases[rule.code] += rule.aliases
    whole = (replace(r, aliases=tuple(dict.fromkeys((*r.aliases, *aliases[r.code])))) for r in rules)
    return tuple(sorted(whole, key=lambda rule: (rule.code, list(MODES).index(rule.mode))))


def explain(code: str, project: Path | None = None) -> str:
    """The pages of one code in print; '' when there is none."""
    wanted = code.strip().upper()
    texts = [_in_print(rule, project) for rule in pages(project) if rule.code == wanted]
    if wanted in at_once():
        what, remedy, *_ = at_once()[wanted]
        texts.append(f"{wanted}　{what}\n方式：{WHEN[wanted[0]]}\n怎么改：{remedy}。")
    return "\n\n".join(texts)


def explained(code: str, project: Path | None = None) -> list[dict[str, Any]]:
    """The same for another program: a rule each, all with the same keys; None where nothing is said."""
    wanted = code.strip().upper()
    rules = [_for_programs(rule, project) for rule in pages(project) if rule.code == wanted]
    if wanted in at_once():
        what, remedy, *_ = at_once()[wanted]
        said = {"code": wanted, "title": what, "when": WHEN[wanted[0]], "remedy": remedy, "aliases": []}
        rules.append({**dict.fromkeys(_SHAPE), **said})
    return rules


_SHAPE = ("code", "title", "mode", "when", "level", "waivable", "kinds", "what", "why", "remedy", "aliases")


def _for_programs(rule: Rule, project: Path | None) -> dict[str, Any]:
    kinds = [kind.name for kind in kinds_of(rule.code, project)]
    judged = (rule.level.value, rule.may_be_waived(rule.level), kinds)
    values = (rule.code, rule.title, rule.mode, None, *judged, rule.what, rule.why, rule.remedy, list(rule.aliases))
    return dict(zip(_SHAPE, values, strict=True))


def nearest(code: str, project: Path | None = None) -> list[str]:
    """Codes that look like one that there is not."""
    known = sorted({*(rule.code for rule in all_rules(project)), *at_once()})
    return difflib.get_close_matches(code.strip().upper(), known, 3, 0.5)


def reader_of_check(code: str, project: Path | None = None) -> str:
    """Who is asked about what was found under a code: 领导, 财务 or 科室."""
    said = [rule.reader for rule in all_rules(project) if rule.code == code] + list(at_once().get(code, ())[2:])
    return next((reader for reader in said if reader != FINANCE), FINANCE)


@cache
def at_once() -> Mapping[str, tuple[str, ...]]:
    """Codes of what is told while data are read, derived and composed: what it is, the remedy,
    who is asked if not 财务.
    """
    import yaml

    content = yaml.safe_load(Path(__file__).with_name("codes.yaml").read_text(encoding="utf-8"))
    return {code: tuple(said) for code, said in content.items()}


def _in_print(rule: Rule, project: Path | None) -> str:
    lines = [
        f"{rule.code}　{rule.title}",
        f"方式：{MODES[rule.mode]}　级别：{rule.level.value}　{waivable(rule)}　用于：{used_by(rule.code, project)}",
        f"规则：{rule.what}。",
        f"为什么：{rule.why}。",
        f"怎么改：{rule.remedy}。",
    ]
    if rule.aliases:
        lines.append(f"GovBudgetChecker 的编号：{'、'.join(rule.aliases)}")
    return "\n".join(lines)
