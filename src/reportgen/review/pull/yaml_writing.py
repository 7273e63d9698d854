"""Keys and texts as they are written in YAML: plain where nothing in them means something,
in quotes or as a block where it does.
"""

from __future__ import annotations

import re

from reportgen.load.edits import in_quotes
from reportgen.load.spans import Style
from reportgen.review.pull.data_changes import Value

Tree = dict[str, "Value | Tree"]
"""New keys with what stands under them."""
_KEY = re.compile(r"[\w一-鿿（）“”、，。·¶—.\-/]+")
_NUMBER = re.compile(r"[1-9]\d*")
_UNSAFE = re.compile(r": |:$| #|\s$|^(?:true|false|yes|no|null|~|是|否)$")
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=][^\n]*")
_OF_FLOW = re.compile(r"[,\[\]{}\n]")


def escaped(words: str, style: Style) -> str:
    """Words as they are written inside of a text of this style."""
    if style is Style.DOUBLE_QUOTED:
        return words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return words.replace("'", "''") if style is Style.SINGLE_QUOTED else words


def double_quoted(words: str) -> str:
    """Words in the quotes that can hold everything."""
    return f'"{escaped(words, Style.DOUBLE_QUOTED)}"'


def block_of_lines(words: str, indent: str) -> str:
    """Words of several lines, without the last line's end."""
    return "|-\n" + "\n".join(f"{indent}{line}" if line else "" for line in words.split("\n"))


def scalar(words: str, indent: str) -> str:
    """A text behind its key or dash, which stand as far in as `indent`."""
    if "\n" in words:
        return block_of_lines(words, f"{indent}  ")
    return words if _is_plain(words) else in_quotes(words)


def block(tree: Tree, indent: str) -> list[str]:
    """New keys as lines."""
    lines: list[str] = []
    for key, value in tree.items():
        if isinstance(value, str):
            lines += f"{indent}{_key(key)}: {scalar(value, indent)}".split("\n")
        else:
            lines += [f"{indent}{_key(key)}:", *block(_tree(value), indent + "  ")]
    return lines


def in_braces(tree: Tree) -> str:
    """New keys as they are written in braces, without these."""
    return ", ".join(f"{_key(key)}: {flow_value(value)}" for key, value in tree.items())


def flow_value(value: Value | Tree) -> str:
    """A value inside of braces."""
    if not isinstance(value, str):
        return f"{{{in_braces(_tree(value))}}}"
    return value if _is_plain(value) and not _OF_FLOW.search(value) else double_quoted(value)


def _tree(value: tuple[tuple[str, str], ...] | Tree) -> Tree:
    return value if isinstance(value, dict) else dict(value)


def _key(key: str) -> str:
    return key if (_KEY.fullmatch(key) and not key.isdigit()) or _NUMBER.fullmatch(key) else in_quotes(key)


def _is_plain(words: str) -> bool:
    return bool(_PLAIN.fullmatch(words)) and not _UNSAFE.search(words)
