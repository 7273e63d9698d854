"""Text mode: numbers that belong to a person and must not be published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.checks.engine.passages import Printed
from reportgen.checks.engine.registry import Outcome, document_check
from reportgen.checks.typed.telling import hit
from reportgen.model.finding import Level

IDENTITY = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
MOBILE = re.compile(r"(?<![\d.])1[3-9]\d[ \-]?\d{4}[ \-]?\d{4}(?![\d元人件]|\.\d)")
ACCOUNT = re.compile(
    r"(?:账号|帐号|卡号|账户|开户行)[^\d\n]{0,10}((?:\d[ \-]?){11,20}\d)|(?<!\d)(62(?:[ \-]?\d){14,17})(?!\d)"
)


@document_check(
    "C095",
    title="没有个人信息：手机号、身份证号、银行账号",
    what="不印手机号、身份证号、银行账号；办公室座机可以",
    why="公开以后收不回来",
    remedy="删去，或换成办公室座机",
    reader="领导",
    waivable=True,
)
def private_data_printed(printed: Printed) -> Iterator[Outcome]:
    for pattern, what, level in (
        (IDENTITY, "身份证号", Level.ERROR),
        (ACCOUNT, "银行账号", Level.ERROR),
        (MOBILE, "手机号", Level.WARNING),
    ):
        for found in printed.find(pattern):
            number = next((g for g in found.match.groups() if g), None) or found.match.group()
            start = found.passage.text.find(number, found.start)
            if pattern is MOBILE and not found.passage.typed(start, start + len(number)):
                continue
            yield hit(
                printed,
                found.passage,
                start,
                start + len(number),
                f"印出了{what}",
                "个人信息不能公开，请删去；咨询电话写办公室座机",
                level=level,
                said=f"{number[:3]}{'*' * (len(number) - 5)}{number[-2:]}",
            )
