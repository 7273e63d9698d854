"""Totals of income and of spending are always equal: a sentence by which they moved apart is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.audit.finding import AuditFinding
from reportgen.audit.text.stream import Stream
from reportgen.model.finding import Level

_MOVED = r"总计(?:[^,，。；\d]{0,12}[,，])?(?:比|较|与)?[^,，。；\d]{0,10}(增加|增长|减少|下降)(?:了)?(\d[\d,]*(?:\.\d+)?)万元"
_INCOME, _SPENDING = re.compile(rf"(?<!支)收入{_MOVED}"), re.compile(rf"支出{_MOVED}")
_UP = ("增加", "增长")


def apart_findings(stream: Stream) -> Iterator[AuditFinding]:
    """Of each sentence that tells of both."""
    text, begin = stream.letters.text, 0
    for sentence in re.split("(?<=。)", text):
        income, spending = _INCOME.search(_plain(sentence)), _SPENDING.search(_plain(sentence))
        if income and spending and income[0] != spending[0] and _moved(income) != _moved(spending):
            start = begin + max(sentence.find(spending[2]), 0)
            said = f"{income[0]}……{spending[0]}"
            problem = "，收入总计和支出总计总是相等的，增减也一样"
            yield AuditFinding(
                "A023", Level.WARNING, stream.spot(start), "", said, problem, "", (), "可能", spending[0]
            )
        begin += len(sentence)


def _plain(sentence: str) -> str:
    return sentence.replace("\n", "")


def _moved(match: re.Match[str]) -> Decimal:
    amount = Decimal(match[2].replace(",", ""))
    return amount if match[1] in _UP else -amount
