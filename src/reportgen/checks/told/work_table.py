"""Text mode: what the table of 重点工作 says was done, beside what its row aimed at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.checks.engine.passages import Printed
from reportgen.checks.engine.registry import ACCOUNTS, Outcome, Verdict, document_check
from reportgen.checks.told.naming import BRACKETS
from reportgen.checks.told.reading import Told, of_table, statements
from reportgen.checks.told.twice import HEAD
from reportgen.checks.typed.telling import hit
from reportgen.model.finding import Level

WORK_TABLE, AIM, DONE = "重点工作表", "工作内容及目标", "完成情况"
BEHIND = re.compile(r"未完成|没有完成|没能|未达|尚|因|由于|受.{0,8}影响|差|正在|下达较晚|推迟")
"""A row that says that something is not done says so."""


@document_check(
    "C140",
    level=Level.WARNING,
    title="重点工作表里完成的不比同一行的目标少",
    what="重点工作表一行里，同一件事的完成数不比目标少；少的，完成情况里说明",
    why="“目标 3100 人”“就业培训 2256 人”并排印着，一句说明也没有",
    remedy="核对完成数；确实没有完成的，写明没有完成和原因",
    needs=ACCOUNTS,
    reader="科室",
)
def done_is_below_the_aim_of_its_row(printed: Printed) -> Iterator[Outcome]:
    aims: dict[tuple[object, str, str], Told] = {}
    done: list[tuple[tuple[object, str, str], Told]] = []
    for told in _of_work_table(printed):
        path = told.prose.path if told.prose else ()
        name = HEAD.sub("", BRACKETS.sub("", told.subject))
        if len(name) >= 4 and told.role not in ("change", "share", "before"):
            if path[-1] == AIM:
                aims.setdefault((path[1], name, told.unit), told)
            elif path[-1] == DONE:
                done.append(((path[1], name, told.unit), told))
    for key, told in done:
        aim = aims.get(key)
        if aim is None or aim.bound == "most" or not told.prose:
            continue
        if told.value < aim.value and not BEHIND.search(told.prose.text):
            problem = f"「{key[1]}」完成的是 {told.said}，同一行的目标是 {aim.said}"
            remedy = "请核对；确实没有完成的，写明没有完成和原因"
            yield hit(printed, told.passage, told.start, told.end, problem, remedy)
        else:
            yield Verdict.AGREES


def _of_work_table(printed: Printed) -> Iterator[Told]:
    for told in statements(printed):  # what was done is mostly a reference
        if told.prose and told.prose.path[0] == WORK_TABLE and not of_table(told.prose):
            yield told
