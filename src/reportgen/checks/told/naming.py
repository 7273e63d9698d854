"""Whether the words around a number name an indicator: by its name, or by all the words of it."""

from __future__ import annotations

import re

BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)|[“”\"《》]")
_LEADING = re.compile(
    r"^(?:完成|开展|举办|组织|实施|落实|推行|推进|提高|提升|享受|发放|确保|保障|做好|全年|年度|新增(?=[^就]))"
)
_TRAILING = re.compile(r"(?:人员数量|人员人数|人数|户数|件数|场次数|次数|数量|总量|总数|情况|金额|数|量)$")
LEAST = 4
"""Characters of a name that says which indicator it is; 满意度 stands in every form."""
SUFFIX = 4
"""Characters at the end of a name that are taken for it: 仲裁结案率 for 劳动争议仲裁结案率."""
SAID_EVERYWHERE = ("满意度", "满意率")
"""Ends of names that say less: 客户满意度 is not 用户满意度."""
SHARE, OWN_SHARE = 0.8, 0.6
"""Of the pairs of characters of a name that must stand in the words, in whatever order; in its own project's text."""


def core(title: str) -> str:
    """The name without what people leave out of it: 城镇新增就业 of 城镇新增就业人数."""
    bare = BRACKETS.sub("", title).strip()
    for pattern in (_LEADING, _TRAILING):
        shorter = pattern.sub("", bare)
        bare = shorter if len(shorter) >= LEAST else bare
    return bare


def named(title: str, subject: str, after: str, *, least: int = LEAST) -> int:
    """How many characters of a name the words of a number say; 0 where they don't name it."""
    name, words = core(title), BRACKETS.sub("", subject)
    if len(name) >= least and (name in words or name in words + after or name in after):
        return len(name)
    common = max(_common_end(name, words), _common_end(name, _TRAILING.sub("", words)))
    if common >= SUFFIX + name.endswith(SAID_EVERYWHERE):
        return common
    pairs = {name[n : n + 2] for n in range(len(name) - 1)}
    said = words + after
    found = sum(pair in said for pair in pairs)
    share = SHARE if least >= LEAST else OWN_SHARE
    return found if len(name) > LEAST and found >= share * len(pairs) else 0


def _common_end(name: str, words: str) -> int:
    count = 0
    for a, b in zip(reversed(name), reversed(words), strict=False):
        if a != b:
            break
        count += 1
    return count
