"""Lines that YAML could not read, and where it gave up -> the slips that may have caused it, the likeliest first.

Each is a proposal: `reading` makes its edits and keeps the first after which YAML gets further.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from reportgen.load.edits import LineEdit, Typo, in_brackets, in_quotes, quote, scalar_end
from reportgen.load.references import names_a_figure, reference_slip
from reportgen.load.typos import DASHED, LINE_OF_MAPPING, ODD_BLANK, WORD, colon_slip, dash_slip
from reportgen.model.amount import PENDING
from reportgen.model.finding import Level

LONGEST_LINE = 5000
"""No hand wrote a longer one, and patterns take long to search it."""
_HEAD = re.compile(r"(?P<indent>[ ]*)(?P<item>(?:- )*)(?P<words>\S.*)")
_BLOCK = re.compile(r"(?:^|[:\-?][ \t]+)[|>][+-]?\d?[+-]?\s*(?:#.*)?$")
_PAIR = re.compile(r"(?P<key>[^\s:][^:]*?):[ \t]+(?P<value>\S.*)")
_BEGINS_WITH_KEY = re.compile(rf"(?P<key>{WORD})(?P<colon>：[ \t]*|:[{ODD_BLANK}]+)")
_ODD_INDENT = re.compile(rf"^[ ]*(?P<odd>[{ODD_BLANK}][ {ODD_BLANK}]*)(?=\S)")
_ANY_ODD = re.compile(rf"^[ ]*[{ODD_BLANK}]", re.MULTILINE)
_WIDE_BRACKETS = str.maketrans("｛｝［］", "{}[]")
MARKS = {"@": "L041", "`": "L041", "%": "L039", "*": "L040", "&": "L040", "!": "L040", ">": "L038", "|": "L038"}


@dataclass(frozen=True)
class Trouble:
    """Where YAML gave up, and what it was doing; lines and columns from 0."""

    lines: list[str]
    problem: str
    context: str
    line: int
    column: int
    began: int
    """The line on which that began."""

    @property
    def text(self) -> str:
        """The line."""
        return self.lines[self.line] if self.line < len(self.lines) else ""

    def above(self, line: int) -> int:
        """The nearest line above that has words; -1 when there is none."""
        return next(
            (
                n
                for n in range(line - 1, -1, -1)
                if self.lines[n].strip() and not self.lines[n].lstrip().startswith("#")
            ),
            -1,
        )


def trouble_of(error: yaml.YAMLError, lines: list[str]) -> Trouble:
    """The place of an error."""
    problem, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    mark = problem or context
    line, column = (mark.line, mark.column) if mark else (0, 0)
    began = context.line if context else line
    return Trouble(
        lines,
        str(getattr(error, "problem", "")),
        str(getattr(error, "context", "")),
        line,
        column,
        min(began, len(lines) - 1),
    )


def proposals(trouble: Trouble) -> Iterator[Typo]:
    """What may have been meant, the likeliest first."""
    if max(len(trouble.lines[n]) for n in (0, trouble.line, trouble.began) if n < len(trouble.lines)) > LONGEST_LINE:
        return
    near = dict.fromkeys(
        n
        for n in (trouble.line, trouble.began, trouble.above(trouble.line), trouble.above(trouble.began))
        if 0 <= n < len(trouble.lines)
    )
    yield from _tabs(trouble)
    yield from _odd_indents(trouble, list(near))
    yield from _marks(trouble)
    yield from _lone_marks(trouble)
    yield from _references(trouble)
    yield from _after_a_quote(trouble)
    yield from _wide_brackets(trouble, list(near))
    for line in near:
        yield from _colons(trouble.lines[line], line)
    yield from _pasted(trouble)
    yield from _second_colon(trouble)
    yield from _in_brackets(trouble)
    yield from _unclosed(trouble)
    yield from _documents(trouble)
    yield from _indents(trouble)


# -- indentation ---------------------------------------------------------------------------------


def _tabs(trouble: Trouble) -> Iterator[Typo]:
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


def _odd_indents(trouble: Trouble, near: list[int]) -> Iterator[Typo]:
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
        inside = indent if _BLOCK.search(line) else None
        if match := _ODD_INDENT.match(line):
            found.append((n, match))
    return found


def _indents(trouble: Trouble) -> Iterator[Typo]:
    """A line that is out of step with those above it."""
    own = len(trouble.text) - len(trouble.text.lstrip(" "))
    if not trouble.text.strip():
        return
    yield from _first_of_its_level(trouble, own)
    levels: dict[int, None] = {}
    above = trouble.line
    while (above := trouble.above(above)) >= 0 and len(levels) < 6:
        head = _HEAD.match(trouble.lines[above])
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


def _pasted(trouble: Trouble) -> Iterator[Typo]:
    """Lines below a | that were pasted without indentation."""
    top = next(
        (n for n in range(trouble.line, -1, -1) if n < len(trouble.lines) and _BLOCK.search(trouble.lines[n])), None
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


# -- one line ------------------------------------------------------------------------------------


def _marks(trouble: Trouble) -> Iterator[Typo]:
    """>90%, %90, *涉密, @: a character that means something at the beginning of a value."""
    line, column = trouble.line, trouble.column
    if trouble.context in (
        "while scanning an alias",
        "while scanning an anchor",
        "while scanning a tag",
        "while parsing a tag",
        "while scanning a block scalar",
    ):
        head = trouble.lines[trouble.began]
        begin = next(
            (
                m.start(1)
                for m in re.finditer(r"(?:^|[:,\[{\-]\s*)([*&!|>])", head)
                if m.start(1) <= column or trouble.began != line
            ),
            None,
        )
        if begin is None:
            return
        line, column = trouble.began, begin
    elif trouble.context == "while scanning a directive":
        line, column = trouble.began, 0
    elif "cannot start any token" not in trouble.problem:
        return
    text = trouble.lines[line] if line < len(trouble.lines) else ""
    if column >= len(text) or text[column] not in MARKS:
        return
    mark = text[column]
    above = trouble.above(line)
    if mark == "|" and above >= 0 and _BLOCK.search(trouble.lines[above]):  # a row of a table that was pasted
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


def _lone_marks(trouble: Trouble) -> Iterator[Typo]:
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


def _references(trouble: Trouble) -> Iterator[Typo]:
    """{收入总计} within a value: a figure is meant."""
    for line in dict.fromkeys((trouble.line, trouble.began)):
        text = trouble.lines[line] if line < len(trouble.lines) else ""
        for found in re.finditer(r"\{([^{}:,]{2,40})\}", text):
            if names_a_figure(found[1]):
                yield reference_slip(text, line, found.start(), found.end())


def _after_a_quote(trouble: Trouble) -> Iterator[Typo]:
    """ "三支一扶"人员 and [2021]12号: words behind what YAML took for the whole value."""
    text, column = trouble.text, trouble.column
    before = text[:column].rstrip()
    if not text[column:].strip():
        return
    flow = in_brackets(text, max(0, len(before) - 1))
    if found := re.search(r"(?<![^\s,\[{:])([\"'])((?:(?!\1).)*)\1$", before):
        end = scalar_end(text, column, in_brackets(text, found.start()))
        marks = "“”" if found[1] == '"' else "‘’"
        rest = re.sub(r'"([^"]*)"', r"“\1”", text[column:end])
        yield Typo(
            "L043",
            f"「{text[found.start() : end]}」引号后面还有字",
            "请改用中文引号",
            trouble.line,
            found.start(),
            (LineEdit(trouble.line, found.start(), end, f"{marks[0]}{found[2]}{marks[1]}{rest}"),),
        )
        yield Typo(
            "L043",
            f"「{text[found.start() : end]}」引号后面还有字",
            "请给整个值加上引号",
            trouble.line,
            found.start(),
            (LineEdit(trouble.line, found.start(), end, in_quotes(text[found.start() : end])),),
        )
    if found := re.search(r"(\S*)\[([^\[\]]*)\]$", before):
        yield from _brackets(trouble, text, found.start(), flow)
    if found := re.search(r"\{[^{}]*\}$", before):
        end = scalar_end(text, column, in_brackets(text, found.start()))
        yield Typo(
            "L044",
            f"「{text[found.start() : end]}」花括号后面还有字",
            "请给整个值加上引号",
            trouble.line,
            found.start(),
            (LineEdit(trouble.line, found.start(), end, in_quotes(text[found.start() : end])),),
        )
    if text[column:].startswith("[") and (found := re.search(r"[^\s,\[{:]+$", before)):
        yield from _brackets(trouble, text, found.start(), True)


def _brackets(trouble: Trouble, text: str, start: int, flow: bool) -> Iterator[Typo]:
    found = re.match(r"([^\[\]]*)\[([^\[\]]*)\]", text[start:])
    if not found:
        return
    end = scalar_end(text, start + found.end(), flow)
    year = re.fullmatch(r"\d{4}", found[2])
    meant = f"{found[1]}〔{found[2]}〕{text[start + found.end() : end]}" if year else in_quotes(text[start:end])
    remedy = "文号的年份请用六角括号〔〕" if year else "请给整个值加上引号"
    yield Typo(
        "L044",
        f"「{text[start:end]}」方括号被 YAML 当成了列表",
        remedy,
        trouble.line,
        start,
        (LineEdit(trouble.line, start, end, meant),),
    )


def _wide_brackets(trouble: Trouble, near: list[int]) -> Iterator[Typo]:
    """｛ and ［ where { and [ are meant."""
    for line in near:
        text = trouble.lines[line]
        edits = tuple(
            LineEdit(line, m.start(), m.end(), m[0].translate(_WIDE_BRACKETS))
            for m in re.finditer(r"(?<=: )[｛［]|(?<=- )[｛［]|^\s*[｛［]|[｝］](?=\s*(?:[,，}\]｝］].*)?$)", text)
        )
        if edits:
            yield Typo("L053", "括号是全角的", "请改成半角的 { } 或 [ ]", line, edits[0].start, edits)


def _colons(text: str, line: int) -> Iterator[Typo]:
    """收入：1, 基本:1 and -完善 on a line of their own."""
    head = _HEAD.match(text)
    if not head:
        return
    at = head.start("words")
    found = LINE_OF_MAPPING.fullmatch(head["words"]) or _BEGINS_WITH_KEY.match(head["words"])
    if found:
        yield colon_slip(found, line, at)
    elif DASHED.match(head["words"]):
        yield dash_slip(line, at, head["words"])


def _second_colon(trouble: Trouble) -> Iterator[Typo]:
    """成效: 招聘会: 50场: a colon and a blank within a value."""
    text = trouble.text
    head = _HEAD.match(text)
    found = _PAIR.match(head["words"]) if head else None
    if not (head and found) or not re.search(r":(?:\s|$)", found["value"]) or in_brackets(text, trouble.column):
        return
    start = head.start("words") + found.start("value")
    yield Typo(
        "L042",
        "值里还有冒号加空格，YAML 当成了又一个键",
        "请给整个值加上引号",
        trouble.line,
        start,
        (quote(text, trouble.line, start, False),),
    )


def _in_brackets(trouble: Trouble) -> Iterator[Typo]:
    """Within { } and [ ]: full-width commas, a colon within a value, words cut off by a #."""
    if "flow" not in trouble.context:
        return
    for line in dict.fromkeys(
        (trouble.line, trouble.began, *range(trouble.began, min(trouble.line, trouble.began + 20)))
    ):
        text = trouble.lines[line] if line < len(trouble.lines) else ""
        commas = tuple(
            LineEdit(line, m.start(), m.end(), ", ") for m in re.finditer(rf"，\s*(?=[\"']?{WORD}[:：])", text)
        )
        if commas:
            yield Typo("L032", "花括号里的逗号是全角的", "请改成半角逗号加一个空格", line, commas[0].start, commas)
        if lost := re.search(r"(?<=[:,\[{ ])[ ]*([^\s,:\[\]{}][^,:\[\]{}]*?[ \t]+#[^\s#][^,\]}]*)", text):
            start, end = lost.start(1), lost.start(1) + len(lost[1].rstrip())
            edit = LineEdit(line, start, end, in_quotes(text[start:end]))
            yield Typo(
                "L030",
                f"「{lost[1][lost[1].index('#') :]}」前面有空格，被当成注释丢掉了",
                "请给整个值加上引号",
                line,
                start + lost[1].index("#"),
                (edit,),
            )
    text = trouble.text
    if text[trouble.column :].startswith(":") and (found := re.search(r":\s+([^,{}\[\]]*)$", text[: trouble.column])):
        start = found.start(1)
        yield Typo(
            "L042",
            "值里还有冒号加空格，YAML 当成了又一个键",
            "请给整个值加上引号",
            trouble.line,
            start,
            (quote(text, trouble.line, start, True),),
        )


def _unclosed(trouble: Trouble) -> Iterator[Typo]:
    """A bracket or a quote that was opened and never closed, an escape that is none."""
    text = trouble.lines[trouble.began]
    end = len(text.rstrip())
    if "flow" in trouble.context:
        bracket = "]" if "sequence" in trouble.context else "}"
        last = trouble.above(trouble.line)
        for line in dict.fromkeys((trouble.began, last)):
            at = scalar_end(trouble.lines[line], 0, False)
            yield Typo("L054", "括号没有关上", f"请补上 {bracket}", line, at, (LineEdit(line, at, at, bracket),))
    if "quoted scalar" in trouble.context:
        found = next((m for m in re.finditer(r"(?<![^\s,\[{:])[\"']", text)), None)
        if "escape" in trouble.problem or "hexdecimal" in trouble.problem:
            if found and (whole := re.match(r'"((?:[^"\\]|\\.)*)"', text[found.start() :])):
                inner = whole[1].replace("'", "''")
                yield Typo(
                    "L056",
                    "双引号里的反斜杠有特别的意思",
                    "请改用单引号",
                    trouble.began,
                    found.start(),
                    (LineEdit(trouble.began, found.start(), found.start() + whole.end(), f"'{inner}'"),),
                )
        elif found:
            wide = re.search("[”’“‘]", text[found.end() :])
            if wide:
                at = found.end() + wide.start()
                yield Typo(
                    "L055",
                    "引号一半是半角、一半是全角",
                    "请用一对同样的引号",
                    trouble.began,
                    at,
                    (LineEdit(trouble.began, at, at + 1, found[0]),),
                )
            yield Typo(
                "L055",
                "引号没有关上",
                f"请补上 {found[0]}",
                trouble.began,
                found.start(),
                (LineEdit(trouble.began, end, end, found[0]),),
            )
            rest = text[found.start() : end]
            yield Typo(
                "L055",
                "引号没有关上",
                "请补上引号",
                trouble.began,
                found.start(),
                (LineEdit(trouble.began, found.start(), end, in_quotes(rest)),),
            )


def _documents(trouble: Trouble) -> Iterator[Typo]:
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
