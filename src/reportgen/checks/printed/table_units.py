"""Composed mode: what the line above a table says of its amounts is their unit."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from reportgen.checks.engine.passages import Printed
from reportgen.checks.engine.registry import Outcome, Verdict, document_check
from reportgen.checks.printed.template_errors import template_error
from reportgen.document.tree import squeeze, text_of

MONEY = re.compile(r"(?:[千万亿]|百万)?元")
SAID = re.compile(rf"单位\s*[：:]\s*(?:人民币)?({MONEY.pattern})")


def said_units(text: str) -> list[str]:
    """The units of money that a line names: 单位：元 -> 元."""
    return [found[1] for found in SAID.finditer(text)]


@document_check(
    "C223",
    title="表头写的金额单位和格子里的一样",
    message="{problem}",
    what="题名下面写“单位：元”的表，格子里的金额是元；写“单位：万元”的是万元",
    why="单位写错，读者看到的数差一万倍",
    remedy="版式里写 {金额单位}，印出来的就是这张表的单位",
    mode="composed",
)
def unit_above_a_table_differs(printed: Printed) -> Iterator[Outcome]:
    for section in printed.document.body.iter("section"):
        if section.get("class") != "statement":
            continue
        units = set(_units_in(section))
        metas = (p for p in section.iter("p") if p.get("class") == "table-meta")
        said = [unit for meta in metas for unit in said_units(squeeze(text_of(meta)))]
        for unit in said if units else ():
            if units == {unit}:
                yield Verdict.AGREES
            else:
                title = next((squeeze(text_of(h)) for h in section.iter("h2")), "")
                problem = f"《{title}》上面写的是“{unit}”，格子里的金额是{'、'.join(sorted(units))}"
                yield template_error(problem, section.get("id"))


def _units_in(section: ET.Element) -> Iterator[str]:
    for cell in section.iter("td"):
        data = cell.find("data")
        if data is not None and MONEY.fullmatch(unit := data.get("data-unit") or ""):
            yield unit
