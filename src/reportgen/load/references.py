"""References to figures that would be printed as text: {收入总计}, ｛收入总计}, a brace that is never closed.

In prose only ｛键｝ with full-width braces prints a figure. What looks like it and is none is told, with the
line as it should be, and read as it was meant; other braces ({{ x }}, {a: 1}) are a person's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportgen.load.codes import key_typo
from reportgen.load.edits import LineEdit, Typo
from reportgen.model import selection
from reportgen.model.finding import Level
from reportgen.model.schema import ledgers
from reportgen.model.selection import NotAnAddress

WORD = r"[^{}｛｝［］\[\]\s:：,，;；。！？!?|#%&*]"
"""A character that a key may have."""
_WHOLE = re.compile(r"｛(\s*[^{}｛｝\s][^{}｛｝]*)｝")
_BRACED = re.compile(rf"(?P<open>\{{\{{?|｛)[ \u3000]*(?P<key>{WORD}{{1,40}})[ \u3000]*(?P<close>\}}\}}?|｝)")
_EMPTY = re.compile(r"｛[ \u3000]*｝")
_OPEN = re.compile(rf"｛(?P<rest>{WORD}{{0,40}})")
_TOTAL = re.compile(r".{2,}(?:总计|合计|结转和结余|人员经费|公用经费)")
_LAST = "上年."
MEND = "引用数请用一对全角花括号 ｛｝"


@dataclass(frozen=True)
class Miswritten:
    """A stretch of a text that is no reference and should be one; meant is '' where that is not known."""

    start: int
    end: int
    meant: str
    message: str
    remedy: str
    code: str = "L060"
    level: Level = Level.ERROR


def names_a_figure(key: str, units: frozenset[str] = frozenset()) -> bool:
    """Whether a text looks like the key of a figure: its parts are words of keys,
    or it begins with the name of a table.
    """
    key = key.strip().removeprefix(_LAST)
    if not re.search(r"[\u4e00-\u9fff]", key):
        return False
    if key.split(".")[0] in ledgers() or _TOTAL.fullmatch(key.split(".")[0]):
        return True
    parts = key.split(".")
    for size in range(len(parts), 0, -1):
        try:
            selection.parse(".".join(parts[:size]), units)
        except NotAnAddress:
            continue
        return True
    return False


def miswritten(text: str) -> Iterator[Miswritten]:
    """Every stretch of a text that was meant for a reference, in order."""
    if not re.search("[{｛｝]", text):
        return
    rest = _WHOLE.sub(lambda m: " " * len(m[0]), text)
    for found in _WHOLE.finditer(text):
        if found[1].strip().startswith(_LAST * 2):
            yield Miswritten(
                found.start(),
                found.end(),
                "",
                f"「{found[0]}」问的是上年的上年",
                "报告里只有上年的数，更早的数请直接写出来",
            )
        elif typo := key_typo(found[1].strip()):
            yield Miswritten(
                found.start(), found.end(), f"｛{typo.meant}｝", typo.message, typo.remedy, typo.code, typo.level
            )
    for found in _BRACED.finditer(rest):
        whole = "｛" in found[0] or "｝" in found[0]
        if whole or names_a_figure(found["key"]):
            rest = f"{rest[: found.start()]}{' ' * len(found[0])}{rest[found.end() :]}"
            yield _braced(found)
    for found in _EMPTY.finditer(rest):
        rest = f"{rest[: found.start()]}{' ' * len(found[0])}{rest[found.end() :]}"
        yield Miswritten(found.start(), found.end(), "", "花括号里没有写键", "请在 ｛ ｝ 里写键，或删去")
    for found in _OPEN.finditer(rest):
        size = next(
            (
                n
                for n in range(len(found["rest"]), 1, -1)
                if names_a_figure(found["rest"][:n]) and _ends(found["rest"], n)
            ),
            0,
        )
        end = found.start() + 1 + size
        yield Miswritten(
            found.start(),
            end,
            f"｛{found['rest'][:size]}｝" if size else "",
            f"「{text[found.start() : found.start() + 12]}」的花括号没有关上",
            "请在键的后面补上 ｝",
        )
    for found in re.finditer("｝", rest):
        yield Miswritten(found.start(), found.end(), "", "多了一个「｝」，前面没有「｛」", "请补上 ｛，或删去")


def _ends(rest: str, size: int) -> bool:
    """Whether a key may end there: at a word that ends one, not in the middle of a name that a person gave."""
    key = rest[:size].removeprefix(_LAST)
    return (
        size == len(rest)
        or bool(_TOTAL.fullmatch(key))
        or (key.split(".")[0] not in ledgers() and key.split(".")[-1] in ADDRESS_WORDS)
    )


ADDRESS_WORDS = frozenset([*(m for members in selection.MEMBERS.values() for m in members), *selection.GROUPS])


def _braced(found: re.Match[str]) -> Miswritten:
    wide = found["open"] == "｛"
    problem = "括号一半是全角、一半是半角" if wide != (found["close"] == "｝") else "括号是半角的"
    return Miswritten(
        found.start(), found.end(), f"｛{found['key'].strip()}｝", f"「{found[0]}」的{problem}，不会印成数", MEND
    )


def mended(text: str, typos: Iterable[Miswritten]) -> str:
    """The text with what was miswritten as it was meant."""
    for typo in sorted(typos, key=lambda s: -s.start):
        text = f"{text[: typo.start]}{typo.meant}{text[typo.end :]}" if typo.meant else text
    return text


def reference_typo(text: str, line: int, start: int, end: int) -> Typo:
    """The braces at both ends of a stretch of a line, half-width in YAML's eyes a mapping."""
    edits = (LineEdit(line, start, start + 1, "｛"), LineEdit(line, end - 1, end, "｝"))
    return Typo("L060", f"「{text[start:end]}」的括号是半角的，不会印成数", MEND, line, start, edits)
