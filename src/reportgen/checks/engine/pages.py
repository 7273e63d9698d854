"""The registry and pages.yaml -> every check as it is explained to a clerk: mode, level, rule, reason, remedy."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reportgen.checks.engine.catalogue import ALIASES, BY_PRINTING, SHARED, TITLES
from reportgen.checks.engine.read_back import TITLES as COMPOSED
from reportgen.checks.engine.registry import CHECKS, DOCUMENT_CHECKS, Check
from reportgen.checks.engine.waivers import JUDGED, NO_MATCH, NO_SUM, SUMS, UNFINISHED
from reportgen.editions import list_kinds
from reportgen.model.finding import Level

MODES = {"data": "数据", "stated": "报数与推算", "composed": "印出来的", "text": "文字"}
WHEN = {
    "B": "选版式",
    "D": "由数据推算",
    "E": "检查版式（editions --lint）",
    "L": "读入数据",
    "M": "套用模板",
    "N": "新建（new）",
    "P": "自评得分",
    "T": "正文要印的话和数",
    "V": "和公开过的比",
}
"""What is being done when a code that is no check is told, by its letter."""
STATED, SHARED_FIGURE, PRINTED, COMPOSED_SECTION = "报数与推算", "表与表", "由印法保证", "印出来的"
"""Entries of pages.yaml for checks that have none of their own."""


@dataclass(frozen=True)
class RulePage:
    """One check in one mode."""

    code: str
    mode: str
    level: str
    title: str
    rule: str
    why: str
    remedy: str
    aliases: tuple[str, ...]

    @property
    def waivable(self) -> str:
        """Whether 豁免 may name it."""
        if self.code in SUMS or (self.level == Level.ERROR.value and self.code not in JUDGED):
            return "不能豁免"
        return "可以豁免"


def used_by(code: str) -> str:
    """The kinds of reports that a check is run on; 各种报告 when it is every kind's."""
    kinds = list_kinds()
    names = [kind.short for kind in kinds.values() if kind.checked(code)]
    return "各种报告" if len(names) in (0, len(kinds)) else "、".join(names)  # what no kind lists is the engine's own


def pages() -> tuple[RulePage, ...]:
    """All checks, by code; a code that is checked in two modes has two pages."""
    return tuple(sorted(_pages(), key=lambda page: (page.code, list(MODES.values()).index(page.mode))))


def explain(code: str) -> str:
    """The pages of one code in print; '' when there is none."""
    wanted = code.strip().upper()
    told = [_in_print(page) for page in pages() if page.code == wanted]
    if wanted in at_once():
        what, remedy = at_once()[wanted]
        told.append(f"{wanted}　{what}\n方式：{WHEN[wanted[0]]}\n怎么改：{remedy}。")
    return "\n\n".join(told)


def nearest(code: str) -> list[str]:
    """Codes that look like one that there is not."""
    return difflib.get_close_matches(code.strip().upper(), sorted({*(p.code for p in pages()), *at_once()}), 3, 0.5)


@cache
def _texts() -> Mapping[str, tuple[str, str, str]]:
    """Code -> rule, reason and remedy, in the clerk's words."""
    return {code: (rule, why, remedy) for code, (rule, why, remedy) in _read("pages.yaml").items()}


@cache
def at_once() -> Mapping[str, tuple[str, str]]:
    """Codes of what is told while data are read, derived and composed: what it is, and the remedy."""
    return {code: (what, remedy) for code, (what, remedy) in _read("codes.yaml").items()}


def _read(name: str) -> dict[str, Any]:
    import yaml

    content: dict[str, Any] = yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return content


def _pages() -> Iterator[RulePage]:
    for entry in CHECKS.values():
        yield _registered(entry)
    for reading in DOCUMENT_CHECKS.values():
        yield _registered(reading)
    for code, title in TITLES.items():
        if code not in CHECKS:
            mode = "composed" if code in BY_PRINTING else "stated"
            text = PRINTED if code in BY_PRINTING else SHARED_FIGURE if code in SHARED else STATED
            yield _page(code, mode, Level.ERROR, title, text)
    for code, title in COMPOSED.items():
        yield _page(code, "composed", Level.ERROR, title, COMPOSED_SECTION)
    yield _page(NO_SUM, "data", Level.ERROR, "数对不上的不能豁免", NO_SUM)
    yield _page(UNFINISHED, "data", Level.ERROR, "豁免没有写全", UNFINISHED)
    yield _page(NO_MATCH, "data", Level.HINT, "豁免没有对上任何一处", NO_MATCH)


def _registered(entry: Check[Any]) -> RulePage:
    return _page(entry.code, entry.mode, entry.level, entry.title, entry.code, entry.alias)


def _page(code: str, mode: str, level: Level, title: str, text: str, aliases: tuple[str, ...] = ()) -> RulePage:
    rule, why, remedy = _texts()[text]
    return RulePage(
        code,
        MODES[mode],
        level.value,
        title,
        rule,
        why,
        remedy,
        tuple(dict.fromkeys((*aliases, *ALIASES.get(code, ())))),
    )


def _in_print(page: RulePage) -> str:
    lines = [
        f"{page.code}　{page.title}",
        f"方式：{page.mode}　级别：{page.level}　{page.waivable}　用于：{used_by(page.code)}",
        f"规则：{page.rule}。",
        f"为什么：{page.why}。",
        f"怎么改：{page.remedy}。",
    ]
    if page.aliases:
        lines.append(f"GovBudgetChecker 的编号：{'、'.join(page.aliases)}")
    return "\n".join(lines)
