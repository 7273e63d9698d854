"""Lines that YAML could not read, and where it gave up -> the typos that may have caused it, the likeliest first.

Each is a proposal: `reading` makes its edits and keeps the first after which YAML gets further.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.load.edits import Typo, in_brackets, quote
from reportgen.load.indents import indented_oddly, out_of_step, pasted, tabs
from reportgen.load.marks import documents, lone_marks, marks
from reportgen.load.quotes import after_a_quote, unclosed, wide_brackets, within_brackets
from reportgen.load.references import names_a_figure, reference_typo
from reportgen.load.trouble import HEAD, Trouble
from reportgen.load.typos import DASHED, LINE_OF_MAPPING, ODD_BLANK, WORD, colon_typo, dash_typo

LONGEST_LINE = 5000
"""No hand wrote a longer one, and patterns take long to search it."""
_PAIR = re.compile(r"(?P<key>[^\s:][^:]*?):[ \t]+(?P<value>\S.*)")
_BEGINS_WITH_KEY = re.compile(rf"(?P<key>{WORD})(?P<colon>：[ \t]*|:[{ODD_BLANK}]+)")


def proposals(trouble: Trouble) -> Iterator[Typo]:
    """What may have been meant, the likeliest first."""
    if max(len(trouble.lines[n]) for n in (0, trouble.line, trouble.began) if n < len(trouble.lines)) > LONGEST_LINE:
        return
    near = dict.fromkeys(
        n
        for n in (trouble.line, trouble.began, trouble.above(trouble.line), trouble.above(trouble.began))
        if 0 <= n < len(trouble.lines)
    )
    yield from tabs(trouble)
    yield from indented_oddly(trouble, list(near))
    yield from marks(trouble)
    yield from lone_marks(trouble)
    yield from _references(trouble)
    yield from after_a_quote(trouble)
    yield from wide_brackets(trouble, list(near))
    for line in near:
        yield from _colons(trouble.lines[line], line)
    yield from pasted(trouble)
    yield from _second_colon(trouble)
    yield from within_brackets(trouble)
    yield from unclosed(trouble)
    yield from documents(trouble)
    yield from out_of_step(trouble)


def _references(trouble: Trouble) -> Iterator[Typo]:
    """{收入总计} within a value: a figure is meant."""
    for line in dict.fromkeys((trouble.line, trouble.began)):
        text = trouble.lines[line] if line < len(trouble.lines) else ""
        for found in re.finditer(r"\{([^{}:,]{2,40})\}", text):
            if names_a_figure(found[1]):
                yield reference_typo(text, line, found.start(), found.end())


def _colons(text: str, line: int) -> Iterator[Typo]:
    """收入：1, 基本:1 and -完善 on a line of their own."""
    head = HEAD.match(text)
    if not head:
        return
    at = head.start("words")
    found = LINE_OF_MAPPING.fullmatch(head["words"]) or _BEGINS_WITH_KEY.match(head["words"])
    if found:
        yield colon_typo(found, line, at)
    elif DASHED.match(head["words"]):
        yield dash_typo(line, at, head["words"])


def _second_colon(trouble: Trouble) -> Iterator[Typo]:
    """成效: 招聘会: 50场: a colon and a blank within a value."""
    text = trouble.text
    head = HEAD.match(text)
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
