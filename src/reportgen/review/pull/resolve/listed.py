"""Names that a standard sentence lists because the data have them (units, subjects): which of them come and go is said
by the data. A 改写 that leaves one out would go stale with the next one that comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportgen.load.nodes import Mapping
from reportgen.review.pull.current_data import CurrentData
from reportgen.review.pull.tokens import Tokens

_BOUNDS = re.compile(r"[，。；：！？（）()“”\n｛｝]")
_AND = re.compile(r"、|以及|及|和|与")
_BETWEEN = re.compile(rf"({_AND.pattern})(.*({_AND.pattern}))?")
_INSIDE, _OUTSIDE = str.maketrans("（）", "⟨⟩"), str.maketrans("⟨⟩", "（）")
"""Brackets that are a part of a name, while the text is cut at the others."""
_FIGURE = "｛"
_MOST = 3
"""Places of the data that are named."""


def unlisted(sent: Tokens, returned: Tokens, data: CurrentData) -> str:
    """Why a sentence may not come in that lists other names than the data give; '' where it lists the same."""
    before, after = _plain(sent), _plain(returned)
    for names in _lists(before, data):
        gone = [name for name in names if name not in after]
        if gone:
            return f"“{'、'.join(gone)}”是照数据列出来的，不从句子里去掉或者改；{_where(gone, data)}"
        if more := [name for name in _beside(names, after) if name not in before]:
            return f"“{'、'.join(more)}”加在照数据列出来的名称里；要列它，请在数据里加（{_where(names[:1], data)}）"
        places = [after.index(name) for name in names]
        if places != sorted(places) and len({*places}) == len(places):
            return f"“{'、'.join(names)}”的次序照数据和版式列；{_where(names, data)}"
    return ""


def _plain(tokens: Tokens) -> str:
    return "".join(token if len(token) == 1 else _FIGURE for token in tokens)


def _lists(text: str, data: CurrentData) -> Iterator[list[str]]:
    """The names of each list in a sentence that no file of the edition has side by side."""
    for bracketed in sorted((n for n in data.names if "（" in n and n in text), key=len, reverse=True):
        text = text.replace(bracketed, bracketed.translate(_INSIDE))
    known = frozenset(name.translate(_INSIDE) for name in data.names)
    for stretch in _BOUNDS.split(text):
        for names in _runs(stretch, _names(stretch, known)):
            joints = (f"{one}{mark}{other}" for one, mark, other in _joints(stretch, names))
            if len(names) > 1 and not any(joint.translate(_OUTSIDE) in data.edition_words for joint in joints):
                yield [name.translate(_OUTSIDE) for name in names]


def _runs(stretch: str, names: list[str]) -> Iterator[list[str]]:
    """The names that nothing but 、 and 和 parts, or other names between these."""
    run = names[:1]
    for _, mark, other in _joints(stretch, names):
        if not _BETWEEN.fullmatch(mark):
            yield run
            run = []
        run.append(other)
    yield run


def _names(stretch: str, known: frozenset[str]) -> list[str]:
    """Known names that stand beside each other, with nothing but 、 or 和 between; the first may end, the last begin a
    stretch of other words.
    """
    parts = _AND.split(stretch)
    found: list[str] = []
    for n, part in enumerate(parts):
        if part in known:
            found.append(part)
        elif n == 0 and len(parts) > 1:
            found += _longest(part[at:] for at in range(len(part)) if part[at:] in known)
        elif n == len(parts) - 1:
            found += _longest(part[:end] for end in range(len(part), 0, -1) if part[:end] in known)
    return _with_long_ones(stretch, found, known)


def _with_long_ones(stretch: str, found: list[str], known: frozenset[str]) -> list[str]:
    """The names with those that have 和 or 及 in them, which parted them, in the order of the stretch."""
    long = [
        name
        for part in stretch.split("、")
        if part not in found
        for name in _longest(
            part[at:end]
            for at in range(len(part))
            for end in range(len(part), at + 1, -1)
            if part[at:end] in known and _AND.search(part[at:end])
        )
    ]
    kept = [name for name in found if not any(name in other for other in long)]
    return sorted({*kept, *long}, key=stretch.index)


def _longest(names: Iterator[str]) -> list[str]:
    return sorted(names, key=len)[-1:]


def _joints(stretch: str, names: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    for one, other in pairwise(names):
        yield one, stretch[stretch.index(one) + len(one) : stretch.index(other)], other


def _beside(names: Sequence[str], text: str) -> Iterator[str]:
    """What stands in a list beside the names, with 、 between, and has none of them in it."""
    for stretch in _BOUNDS.split(text):
        parts = stretch.split("、")
        for n, part in enumerate(parts):
            around = {*parts[max(n - 1, 0) : n], *parts[n + 1 : n + 2]}
            if part.strip() and not any(name in part for name in names) and around & {*names}:
                yield part


def _where(names: Sequence[str], data: CurrentData) -> str:
    """Where the data have the names, or the codes that are called so."""
    places = [place for name in names for place in _places(name, data)]
    said = "、".join(dict.fromkeys(places[:_MOST]))
    return f"数据里是 {said}" if said else "由数据和版式列出"


def _places(name: str, data: CurrentData) -> Iterator[str]:
    yield from map(str, data.texts_that_say(name))
    codes = {code for code, called in data.subject_names.items() if called == name}
    for path, node in data.loaded.nodes.items():
        if isinstance(node, Mapping):
            for code in codes & {*node.entries}:
                yield f"{node.key_sources[code]} {'.'.join(map(str, path))}.{code}"
        elif getattr(node, "value", "") in codes:
            yield f"{node.source} {node.value}"  # type: ignore[union-attr] # only a text has one
