"""A person's prose as text: paragraphs, and ｛收入总计｝, which names a figure; nothing else in prose is mark-up."""

from __future__ import annotations

import re
from collections.abc import Iterator

ABSOLUTE = ".绝对值"
"""Behind a key in ｛｝: without its sign, where the words say which way it went (减少｛收入总计.增减额.绝对值｝)."""
BARE = ".数"
"""Behind a key in ｛｝: without its unit, where the words bring another or none."""
WORDS = "文："
"""Before the address of a person's words that stand inside a sentence: ｛文：原因.收入总计｝."""
REFERENCE = re.compile(r"｛([^｛｝]+)｝")


def paragraphs(text: str) -> list[str]:
    """A blank line is a new paragraph; a line break beside a Chinese character joins without a space."""
    parts = re.split(r"\n\s*\n", text.strip())
    return [_joined(part.split("\n")) for part in parts if part.strip()]


def _joined(lines: list[str]) -> str:
    words = ""
    for line in map(str.strip, lines):
        apart = bool(words and line) and words[-1].isascii() and line[0].isascii()
        words += f" {line}" if apart else line
    return words


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """A text as ('text', words) and ('key', key) in turn."""
    at = 0
    for match in REFERENCE.finditer(text):
        if match.start() > at:
            yield "text", text[at : match.start()]
        yield "key", match[1].strip()
        at = match.end()
    if at < len(text):
        yield "text", text[at:]


def how_printed(reference: str) -> tuple[str, bool, bool]:
    """The key of a reference, whether it is printed without its sign, and whether without its unit."""
    key = reference.removesuffix(BARE)
    return key.removesuffix(ABSOLUTE), key.endswith(ABSOLUTE), key != reference


def figures_in(text: str) -> list[str]:
    """The keys of the figures that a text names."""
    return [how_printed(key)[0] for kind, key in pieces(text) if kind == "key" and not key.startswith(WORDS)]


_NOTHING = re.compile(r"无|没有|未|不存在|零|(?<![\d.,])0(?:\.0+)?(?![\d.,])")
_GENERAL = frozenset(["合计", "数", "金额", "决算数", "预算数", "一般公共", "基本支出", "项目支出"])


def says_nothing(text: str, key: str) -> bool:
    """Whether a clause says in words that there is none of what a key names: 无公务用车, of 车辆.合计."""
    name = {c for part in key.split(".") if part not in _GENERAL for c in part if not c.isdigit()}
    for clause in re.split("[，。；]", text):
        said = _NOTHING.search(clause)
        shared = len(name & set(clause[: said.start()] + clause[said.end() :])) if said else 0
        if shared and (2 * shared > len(name) or (2 * shared == len(name) and len(name) <= 2)):
            return True
    return False
