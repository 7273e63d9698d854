"""Characters that mean something to YAML, where a person meant none of it -> the value in quotes, or without them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.load.edits import LineEdit, Typo, in_brackets, quote
from reportgen.load.trouble import BLOCK, Trouble
from reportgen.model.amount import PENDING
from reportgen.model.finding import Level

MARKS = {"@": "L041", "`": "L041", "%": "L039", "*": "L040", "&": "L040", "!": "L040", ">": "L038", "|": "L038"}
SCANNING = (
    "while scanning an alias",
    "while scanning an anchor",
    "while scanning a tag",
    "while parsing a tag",
    "while scanning a block scalar",
)
"""What YAML does when such a character has begun a value."""


def marks(trouble: Trouble) -> Iterator[Typo]:
    """>90%, %90, *涉密, @: a character that means something at the beginning of a value."""
    found = _begin_of_value(trouble)
    text = trouble.lines[found[0]] if found and found[0] < len(trouble.lines) else ""
    if found is None or found[1] >= len(text) or text[found[1]] not in MARKS:
        return
    line, column = found
    mark = text[column]
    above = trouble.above(line)
    if mark == "|" and above >= 0 and BLOCK.search(trouble.lines[above]):  # a row of a table that was pasted
        return
    percent = re.match(r"%\s*(\d+(?:\.\d+)?)(?!\d)", text[column:])
    if percent and mark == "%":
        yield Typo(
            "L039",
            f"「{percent[0]}」的百分号写在了前面",
            f"请写 {percent[1]}%",
            line,
            column,
            (LineEdit(line, column, column + percent.end(), f"{percent[1]}%"),),
        )
    flow = in_brackets(text, column) or "flow" in trouble.context
    yield Typo(
        MARKS[mark],
        f"「{mark}」开头的值被 YAML 当成了记号",
        "请给整个值加上引号",
        line,
        column,
        (quote(text, line, column, flow),),
    )


def _begin_of_value(trouble: Trouble) -> tuple[int, int] | None:
    """Line and column of the value at which YAML gave up; None where it was doing something else."""
    line, column = trouble.line, trouble.column
    if trouble.context in SCANNING:
        head = trouble.lines[trouble.began]
        begins = (m.start(1) for m in re.finditer(r"(?:^|[:,\[{\-]\s*)([*&!|>])", head))
        begin = next((at for at in begins if at <= column or trouble.began != line), None)
        return None if begin is None else (trouble.began, begin)
    if trouble.context == "while scanning a directive":
        return trouble.began, 0
    return (line, column) if "cannot start any token" in trouble.problem else None


def lone_marks(trouble: Trouble) -> Iterator[Typo]:
    """A ? or a - as the whole value."""
    rest = trouble.text[trouble.column :]
    if "mapping keys are not allowed" in trouble.problem and (found := re.match(r"\?[?？]*(?=\s*(?:#.*)?$)", rest)):
        edit = LineEdit(trouble.line, trouble.column, trouble.column + found.end(), PENDING)
        yield Typo(
            "L048",
            f"「{found[0]}」读作还不知道",
            f"还不知道的数请写 {PENDING}",
            trouble.line,
            trouble.column,
            (edit,),
            Level.WARNING,
        )
    if "block sequence entries" in trouble.problem and re.match(r"-\s*(?:#.*)?$", rest):
        edit = LineEdit(trouble.line, trouble.column, trouble.column + 1, "0")
        yield Typo(
            "L059",
            "单独一个 - 被 YAML 当成了列表，读作 0",
            "没有请写 0；- 只能写在表格和花括号里",
            trouble.line,
            trouble.column,
            (edit,),
            Level.HINT,
        )


def documents(trouble: Trouble) -> Iterator[Typo]:
    """--- or ... in the middle of a file."""
    for line in (trouble.line, trouble.above(trouble.line)):
        if 0 <= line < len(trouble.lines) and re.match(r"(?:---|\.\.\.)(?:\s|$)", trouble.lines[line]):
            yield Typo(
                "L057",
                f"「{trouble.lines[line][:3]}」把文件分成了几份",
                "请删掉这一行",
                line,
                0,
                (LineEdit(line, 0, len(trouble.lines[line]), ""),),
            )
