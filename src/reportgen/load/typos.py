"""Nodes that YAML read without a word -> the typos it swallowed: text cut off, a number split, keys joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reportgen.load.edits import LineEdit, Typo, in_quotes, quote
from reportgen.load.nodes import FileReader, Mapping, Node, Sequence, Text
from reportgen.load.references import names_a_figure, reference_typo
from reportgen.model.schema import kind_at

Path = tuple[str | int, ...]
Row = tuple[int, int, str]
"""Line and column (from 0) of a row of text, and its words."""
NUMBER = re.compile(r"[-+]?\d{1,3}(?:,\d{3})*(?:\.\d+)?|[-+]?\d+(?:\.\d+)?|-|是|否|待填|\d{4}-\d\d?-\d\d?")
TAIL = re.compile(r"\d{3}(?:\.\d+)?")
"""What a comma cuts off a number: 1,778.49."""
WORD = r"[^\s:：，。；、,\[\]{}\"'|#-][^\s:：，。；、,\[\]{}\"'|#]{0,19}"
_LOST = re.compile(r"[ \t]*#(?=[^\s#])")
DASHED = re.compile(r"-(?:\d{1,2}[.、．)）]|[^\s\d.\-])")
LINE_OF_MAPPING = re.compile(rf"(?P<key>{WORD})(?P<colon>：[ \t]*|:)(?P<value>\S.*)?")
ODD_BLANK = "\u3000\u00a0\u2000-\u200a\u202f\u205f"


def swallowed(root: Node, reading: FileReader) -> Iterator[Typo]:
    """Every typo below a node that YAML took for something else."""
    yield from _in(root, (), reading.lines, flow=False)


def _in(node: Node, path: Path, lines: list[str], *, flow: bool) -> Iterator[Typo]:
    if isinstance(node, Text):
        yield from _text(node, path, lines, flow)
    elif isinstance(node, Sequence):
        if node.flow:
            yield from _items(node, lines)
        for n, child in enumerate(node.items):
            yield from _in(child, (*path, n), lines, flow=node.flow)
    else:
        if node.flow and (typo := _reference(node, path, lines)):
            yield typo
            return
        if node.flow:
            yield from _pairs(node, path, lines)
        yield from _wide_before_bracket(node)
        for key, child in node.entries.items():
            yield from _in(child, (*path, key), lines, flow=node.flow)


# -- texts ---------------------------------------------------------------------------------------


def _text(node: Text, path: Path, lines: list[str], flow: bool) -> Iterator[Typo]:
    line, column = node.source.line - 1, node.source.column - 1
    if line >= len(lines):  # nothing stands behind the last key
        return
    if node.marked and column < len(lines[line]) and lines[line][column] in "&!":
        mark = lines[line][column]
        yield Typo(
            "L040",
            f"「{mark}」开头的值被 YAML 当成了记号",
            "请给整个值加上引号",
            line,
            column,
            (quote(lines[line], line, column, flow),),
        )
        return
    if node.style == ">" and not node.value.strip() and (found := re.match(r">\d", lines[line][column:])):
        yield _begins(node, lines, found[0][0])
    if node.style:
        return
    yield from _cut_off(node, lines)
    if flow:
        return
    rows = [(number - 1, len(text) - len(text.lstrip()), text.strip()) for number, text in node.lines[1:]]
    if not lines[line][:column].strip():
        rows.insert(0, (line, column, lines[line][column:].strip()))
    if kind_at(path) == "mapping":
        yield from _joined_lines(rows)
    else:
        yield from _dashes(rows, node)


def _begins(node: Text, lines: list[str], mark: str) -> Typo:
    line, column = node.source.line - 1, node.source.column - 1
    end = len(lines[line].rstrip())
    return Typo(
        "L038",
        f"「{mark}」开头的值被 YAML 当成了记号",
        "请加上引号",
        line,
        column,
        (LineEdit(line, column, end, in_quotes(lines[line][column:end])),),
    )


def _cut_off(node: Text, lines: list[str]) -> Iterator[Typo]:
    """完成 #1 项目: what follows the # is lost."""
    line, column = node.end[0] - 1, node.end[1] - 1
    found = _LOST.match(lines[line], column) if line < len(lines) else None
    if not found or (node.value and NUMBER.fullmatch(node.value)):
        return
    first, start = node.source.line - 1, node.source.column - 1
    if not node.value:
        first, start = line, found.end() - 1
    rest = lines[line][found.end() - 1 :].rstrip()
    edits: tuple[LineEdit, ...] = ()
    if first == line:
        edits = (LineEdit(line, start, len(lines[line].rstrip()), in_quotes(lines[line][start:].rstrip())),)
        if not node.value and start and lines[line][start - 1] not in " \t":
            edits = (LineEdit(line, start, start, " "), *edits)
    yield Typo(
        "L030",
        f"「{rest}」前面有空格，被当成注释丢掉了",
        "要印出来就加上引号；是注释就在 # 后面加一个空格",
        line,
        found.end() - 1,
        edits,
    )


def _dashes(rows: list[Row], node: Text) -> Iterator[Typo]:
    """-2.完善: without a blank behind the dash it is no item of a list."""
    if NUMBER.fullmatch(node.value):
        return
    for line, column, text in rows:
        if DASHED.match(text):
            yield dash_typo(line, column, text)


def dash_typo(line: int, column: int, text: str) -> Typo:
    """-完善 at a place."""
    return Typo(
        "L045",
        f"「{text[:8]}」的短横后面没有空格，不是列表的一条",
        "请在 - 后面加一个空格",
        line,
        column,
        (LineEdit(line, column + 1, column + 1, " "),),
    )


def _joined_lines(rows: list[Row]) -> Iterator[Typo]:
    """Lines such as 行政:10 below one another are one text for YAML."""
    found = [(line, column, LINE_OF_MAPPING.fullmatch(text)) for line, column, text in rows]
    if all(match for _, _, match in found):
        for line, column, match in found:
            if match:
                yield colon_typo(match, line, column)


def colon_typo(found: re.Match[str], line: int, at: int) -> Typo:
    """收入：1 or 基本:1, found at a column of a line."""
    start, end = at + found.start("colon"), at + found.end("colon")
    key = found["key"]
    if found["colon"].startswith("："):
        return Typo(
            "L033",
            f"「{key}」后面的冒号是全角的",
            "请改成半角冒号加一个空格",
            line,
            start,
            (LineEdit(line, start, end, ": "),),
        )
    return Typo(
        "L034",
        f"「{key}:」的冒号后面没有空格",
        "请在冒号后面加一个空格",
        line,
        start,
        (LineEdit(line, start, end, ": "),),
    )


def _reference(node: Mapping, path: Path, lines: list[str]) -> Typo | None:
    """{收入总计} as a whole value: for YAML a mapping with one key."""
    only, line, column = list(node.entries.items()), node.source.line - 1, node.source.column - 1
    if (
        kind_at(path) in ("", "mapping")
        or len(only) != 1
        or not isinstance(only[0][1], Text)
        or only[0][1].value
        or not names_a_figure(only[0][0])
    ):
        return None
    end = lines[line].find("}", column)
    return reference_typo(lines[line], line, column, end + 1) if end > 0 else None


# -- brackets ------------------------------------------------------------------------------------


def _pairs(node: Mapping, path: Path, lines: list[str]) -> Iterator[Typo]:
    """In braces a key without a value is the rest of a number, or a key whose colon has no blank."""
    before: Text | None = None
    for key, value in node.entries.items():
        place = node.key_sources[key]
        line, column = place.line - 1, place.column - 1
        if not isinstance(value, Text):
            before = None
            continue
        if not value.value and not value.style:
            if before and TAIL.fullmatch(key) and _split(before, line, column, lines):
                yield _split_number(before, key, line, column)
                before = Text(key, place)
                continue
            found = re.match(rf"(?P<key>{WORD})(?P<colon>：[ \t]*|:[{ODD_BLANK}]*)(?P<value>\S.*)?", key)
            if found:
                yield colon_typo(found, line, column)
        if not value.style and "，" in value.value and kind_at((*path, key)) in ("amount", "day", "int", "yes"):
            yield from _joined_pairs(value)
        before = value if not value.style else None


def _wide_before_bracket(node: Mapping) -> Iterator[Typo]:
    """上年数：{收入总计: 3}: for YAML the key is 上年数：{收入总计."""
    for key, place in node.key_sources.items():
        if found := re.match(rf"(?P<key>{WORD})(?P<colon>：[ \t]*)[{{\[]", str(key)):
            yield colon_typo(found, place.line - 1, place.column - 1)


def _joined_pairs(value: Text) -> Iterator[Typo]:
    """{行政: 10，事业:5}: where a number is expected, the next key is no part of it."""
    line, column = value.source.line - 1, value.source.column - 1
    for found in re.finditer(rf"，\s*(?={WORD}[:：])", value.value):
        edit = LineEdit(line, column + found.start(), column + found.end(), ", ")
        yield Typo("L032", "花括号里的逗号是全角的", "请改成半角逗号加一个空格", line, column + found.start(), (edit,))


def _items(node: Sequence, lines: list[str]) -> Iterator[Typo]:
    """In brackets a comma ends a value, and a full-width one does not."""
    texts = [child if isinstance(child, Text) and not child.style else None for child in node.items]
    codes = all(t is not None and re.fullmatch(r"\d{3}|\d{5}|\d{7}", t.value) for t in texts)
    for above, below in pairwise(texts):
        if above and below and not codes and TAIL.fullmatch(below.value):
            line, column = below.source.line - 1, below.source.column - 1
            if _split(above, line, column, lines):
                yield _split_number(above, below.value, line, column)
    for text in texts:
        if text and "，" in text.value and (typo := _joined_items(text)):
            yield typo


def _split(above: Text, line: int, column: int, lines: list[str]) -> bool:
    """Whether a number goes on directly behind the comma."""
    return (
        bool(re.fullmatch(r"[-+]?\d{1,3}", above.value))
        and above.source.line - 1 == line
        and lines[line][:column].endswith(f"{above.value},")
    )


def _split_number(above: Text, rest: str, line: int, column: int) -> Typo:
    return Typo(
        "L031",
        f"方括号、花括号里的「{above.value},{rest}」被逗号拆成了两个",
        "括号里的数不要写千分位逗号",
        line,
        above.source.column - 1,
        (LineEdit(line, column - 1, column, ""),),
    )


def _joined_items(text: Text) -> Typo | None:
    pieces = [piece.strip() for piece in text.value.split("，")]
    if not all(NUMBER.fullmatch(piece) for piece in pieces) or NUMBER.fullmatch(text.value.replace("，", ",")):
        return None
    line, column = text.source.line - 1, text.source.column - 1
    edits = tuple(LineEdit(line, column + m.start(), column + m.end(), ", ") for m in re.finditer(r"，\s*", text.value))
    return Typo(
        "L032", f"「{text.value}」里的逗号是全角的，几个值成了一个", "请改成半角逗号加一个空格", line, column, edits
    )
