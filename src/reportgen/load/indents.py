"""Lines that begin in the wrong column -> the blanks that may have been meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.load.edits import LineEdit, Typo
from reportgen.load.trouble import BLOCK, HEAD, Trouble
from reportgen.load.typos import ODD_BLANK, WORD

_ODD_INDENT = re.compile(rf"^[ ]*(?P<odd>[{ODD_BLANK}][ {ODD_BLANK}]*)(?=\S)")
_ANY_ODD = re.compile(rf"^[ ]*[{ODD_BLANK}]", re.MULTILINE)


def tabs(trouble: Trouble) -> Iterator[Typo]:
    """Tabs where blanks are meant."""
    tabbed = [n for n, line in enumerate(trouble.lines) if re.match(r" *\t", line) and line.strip()]
    if not tabbed or not ("tab" in trouble.problem or trouble.line in tabbed or trouble.began in tabbed):
        return
    first = trouble.line if trouble.line in tabbed else tabbed[0]
    if trouble.context == "while scanning a block scalar":
        yield from _head_without_a_first_cell(trouble)
        tabbed = [n for n in tabbed if n > trouble.began]
        outer = len(_lead(trouble.lines[trouble.began])) + 2
        edits = tuple(LineEdit(n, 0, trouble.lines[n].index("\t") + 1, " " * outer) for n in tabbed)
        yield Typo("L051", "缩进用了制表符（Tab）", "请改用空格缩进，每级两个", first, 0, edits)
    for size in (2, 4, 8):
        edits = tuple(
            LineEdit(n, 0, len(lead), _spaces(lead, size)) for n in tabbed if (lead := _lead(trouble.lines[n]))
        )
        yield Typo("L051", "缩进用了制表符（Tab）", "请改用空格缩进，每级两个", first, 0, edits)


def _head_without_a_first_cell(trouble: Trouble) -> Iterator[Typo]:
    """A row of an Excel block above the head, whose first cell is empty: YAML takes its tab for an indent."""
    rows = [n for n in range(trouble.began + 1, len(trouble.lines)) if trouble.lines[n].strip()][:2]
    if (
        len(rows) == 2
        and re.match(r" *\t", trouble.lines[rows[0]])
        and re.match(r" *[^\s]", trouble.lines[rows[1]])
        and "\t" in trouble.lines[rows[1]].strip()
    ):
        yield Typo(
            "L011",
            "表头上面多一行，第一格是空的（Excel 里合并的标题或表头）",
            "请把它的字写到下面的表头里，如 一般公共.基本支出，再删去这一行",
            rows[0],
            0,
            (LineEdit(rows[0], 0, len(trouble.lines[rows[0]]), ""),),
        )


def _lead(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]


def _spaces(lead: str, size: int) -> str:
    return lead.replace("\t", " " * size)


def indented_oddly(trouble: Trouble, near: list[int]) -> Iterator[Typo]:
    """U+3000 and no-break blanks look like indentation, and are letters to YAML."""
    if any(_ODD_INDENT.match(trouble.lines[n]) for n in near):
        odd = [(n, found) for n, line in enumerate(trouble.lines) if (found := _ODD_INDENT.match(line))]
        yield odd_indent(odd)


def odd_indent(odd: list[tuple[int, re.Match[str]]], width: int = 2) -> Typo:
    """Lines that begin with blanks that are none to YAML."""
    line, found = odd[0]
    wide = "\u3000" in found["odd"]
    edits = tuple(
        LineEdit(n, m.start("odd"), m.end("odd"), "".join(" " * width if c == "\u3000" else " " for c in m["odd"]))
        for n, m in odd
    )
    return Typo(
        "L035" if wide else "L036",
        f"行首用了{'全角空格' if wide else '不间断空格'}",
        "请改成半角空格，和同级的行对齐",
        line,
        found.start("odd"),
        edits,
    )


def odd_indents(lines: list[str]) -> list[tuple[int, re.Match[str]]]:
    """Such lines outside of | and > blocks."""
    found: list[tuple[int, re.Match[str]]] = []
    if not _ANY_ODD.search("\n".join(lines)):
        return found
    inside: int | None = None
    for n, line in enumerate(lines):
        indent = len(line) - len(line.lstrip(" "))
        if inside is not None and (not line.strip() or indent > inside):
            continue
        inside = indent if BLOCK.search(line) else None
        if match := _ODD_INDENT.match(line):
            found.append((n, match))
    return found


def out_of_step(trouble: Trouble) -> Iterator[Typo]:
    """A line that is out of step with those above it."""
    own = len(trouble.text) - len(trouble.text.lstrip(" "))
    if not trouble.text.strip():
        return
    yield from _first_of_its_level(trouble, own)
    levels: dict[int, None] = {}
    above = trouble.line
    while (above := trouble.above(above)) >= 0 and len(levels) < 6:
        head = HEAD.match(trouble.lines[above])
        if head:
            levels[len(head["indent"])] = None
            levels[len(head["indent"]) + len(head["item"])] = None
    for level in sorted((n for n in levels if n != own), key=lambda n: abs(n - own)):
        yield Typo(
            "L052",
            "缩进和上面的行对不齐",
            f"同级的行要对齐，这一行前面应有 {level} 个空格",
            trouble.line,
            own,
            (LineEdit(trouble.line, 0, own, " " * level),),
        )


def _first_of_its_level(trouble: Trouble, own: int) -> Iterator[Typo]:
    """The line above is the first below its key, and the only one that is indented further."""
    first = trouble.above(trouble.line)
    key = trouble.above(first) if first >= 0 else -1
    if key < 0:
        return
    further, outer = (len(line) - len(line.lstrip(" ")) for line in (trouble.lines[first], trouble.lines[key]))
    below = next((n for n in range(trouble.line + 1, len(trouble.lines)) if trouble.lines[n].strip()), -1)
    agreed = below >= 0 and len(trouble.lines[below]) - len(trouble.lines[below].lstrip(" ")) == own
    if outer < own < further and (agreed or (own % 2 == 0 and further % 2)) and re.search(r":\s*$", trouble.lines[key]):
        yield Typo(
            "L052",
            "缩进和下面的行对不齐",
            f"同级的行要对齐，这一行前面应有 {own} 个空格",
            first,
            further,
            (LineEdit(first, 0, further, " " * own),),
        )


def pasted(trouble: Trouble) -> Iterator[Typo]:
    """Lines below a | that were pasted without indentation."""
    top = next(
        (n for n in range(trouble.line, -1, -1) if n < len(trouble.lines) and BLOCK.search(trouble.lines[n])), None
    )
    if top is None:
        return
    outer = len(trouble.lines[top]) - len(trouble.lines[top].lstrip(" "))
    item = re.match(r" *((?:- )*)", trouble.lines[top])
    outer += len(item[1]) if item else 0
    loose = []
    for n in range(top + 1, len(trouble.lines)):
        line = trouble.lines[n]
        indent = len(line) - len(line.lstrip(" "))
        if line.strip() and indent <= outer:
            if re.match(rf" *(?:- )*{WORD}:(?:\s|$)", line) or (indent < outer and trouble.began < n):
                break
            loose.append(n)
    if not loose:
        return
    shift = outer + 2 - min(len(trouble.lines[n]) - len(trouble.lines[n].lstrip(" ")) for n in loose)
    edits = tuple(LineEdit(n, 0, 0, " " * shift) for n in loose)
    more = f"，连同下面共 {len(loose)} 行" if len(loose) > 1 else ""
    yield Typo("L046", "| 下面的文字没有缩进", f"请把这一行{more}往右缩进 {shift} 个空格", loose[0], 0, edits)
