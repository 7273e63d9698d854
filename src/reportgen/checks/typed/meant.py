"""Text mode: which figures a number that a person typed may be, by the words around it."""

from __future__ import annotations

import re

from reportgen.checks.engine.passages import Passage, Printed
from reportgen.checks.engine.whose import Prose
from reportgen.checks.typed.numbers import Number
from reportgen.figures import LAST_YEAR

SPENT = re.compile(r"支出|用于|花|购|发放|支付|运行|维修|开支|拨付|补助|补贴|经费")
RECEIVED = re.compile(r"收入|来源|拨入|筹集|到位|取得|拨款")
USES = "科目用途"
SENTENCE = re.compile(r"[。；\n]")


def may_be(printed: Printed, passage: Passage, number: Number, prose: Prose, key: str) -> bool:
    """Whether the words around a number can mean this figure: of this year or last, of money in or out, of its 类."""
    before = SENTENCE.split(passage.text[: number.start])[-1]
    clause = SENTENCE.split(passage.text[number.end :])[0].split("，")[0]
    last = f"{LAST_YEAR}."
    of_last = bool(re.search(rf"上年|去年|上一年|{printed.book.loaded.data.year - 1}年", before + clause))
    if key.startswith(last) and not of_last:
        return False
    parts = key.removeprefix(last).split(".")
    used = prose.path[0] == USES
    if parts[0] in ("收入", "支出") and used and len(parts) > 1 and parts[1].isdigit():
        code = str(prose.path[1])
        if parts[0] == "收入" or not (parts[1].startswith(code[:3]) and code.startswith(parts[1][:3])):
            return False
    near = re.split("[，：、（]", before)[-1] + clause
    if "收入" in parts[0]:
        return not used and not (SPENT.search(near) and not RECEIVED.search(near))
    if "支出" in parts[0] or parts[0] == "基本支出":
        return not (RECEIVED.search(near) and not SPENT.search(near))
    return True
