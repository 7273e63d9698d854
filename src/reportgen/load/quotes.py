"""Quotes and brackets that end too soon, never, or are the wrong ones -> what may have been meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.load.edits import LineEdit, Typo, in_brackets, in_quotes, quote, scalar_end
from reportgen.load.trouble import Trouble
from reportgen.load.typos import WORD

_WIDE_BRACKETS = str.maketrans("｛｝［］", "{}[]")


def after_a_quote(trouble: Trouble) -> Iterator[Typo]:
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


def wide_brackets(trouble: Trouble, near: list[int]) -> Iterator[Typo]:
    """｛ and ［ where { and [ are meant."""
    for line in near:
        text = trouble.lines[line]
        edits = tuple(
            LineEdit(line, m.start(), m.end(), m[0].translate(_WIDE_BRACKETS))
            for m in re.finditer(r"(?<=: )[｛［]|(?<=- )[｛［]|^\s*[｛［]|[｝］](?=\s*(?:[,，}\]｝］].*)?$)", text)
        )
        if edits:
            yield Typo("L053", "括号是全角的", "请改成半角的 { } 或 [ ]", line, edits[0].start, edits)


def within_brackets(trouble: Trouble) -> Iterator[Typo]:
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


def unclosed(trouble: Trouble) -> Iterator[Typo]:
    """A bracket or a quote that was opened and never closed, an escape that is none."""
    if "flow" in trouble.context:
        bracket = "]" if "sequence" in trouble.context else "}"
        last = trouble.above(trouble.line)
        for line in dict.fromkeys((trouble.began, last)):
            at = scalar_end(trouble.lines[line], 0, False)
            yield Typo("L054", "括号没有关上", f"请补上 {bracket}", line, at, (LineEdit(line, at, at, bracket),))
    found = re.search(r"(?<![^\s,\[{:])[\"']", trouble.lines[trouble.began])
    if found and "quoted scalar" in trouble.context:
        escape = "escape" in trouble.problem or "hexdecimal" in trouble.problem
        yield from (_escape if escape else _open_quote)(trouble.lines[trouble.began], trouble.began, found)


def _escape(text: str, line: int, quote_: re.Match[str]) -> Iterator[Typo]:
    """A backslash in double quotes that is meant as one."""
    if whole := re.match(r'"((?:[^"\\]|\\.)*)"', text[quote_.start() :]):
        inner = whole[1].replace("'", "''")
        edit = LineEdit(line, quote_.start(), quote_.start() + whole.end(), f"'{inner}'")
        yield Typo("L056", "双引号里的反斜杠有特别的意思", "请改用单引号", line, quote_.start(), (edit,))


def _open_quote(text: str, line: int, quote_: re.Match[str]) -> Iterator[Typo]:
    """A quote that another one closes, or none."""
    start, end = quote_.start(), len(text.rstrip())
    if wide := re.search("[”’“‘]", text[quote_.end() :]):
        at = quote_.end() + wide.start()
        edit = LineEdit(line, at, at + 1, quote_[0])
        yield Typo("L055", "引号一半是半角、一半是全角", "请用一对同样的引号", line, at, (edit,))
    closed = LineEdit(line, end, end, quote_[0])
    yield Typo("L055", "引号没有关上", f"请补上 {quote_[0]}", line, start, (closed,))
    whole = LineEdit(line, start, end, in_quotes(text[start:end]))
    yield Typo("L055", "引号没有关上", "请补上引号", line, start, (whole,))
