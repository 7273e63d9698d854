"""Text mode: characters that others will not see: private ones, and those that no face draws."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from reportgen.checks.engine.passages import Printed
from reportgen.checks.engine.registry import Hit, Outcome, document_check
from reportgen.checks.engine.typed_texts import key_of, place_of, typed_texts
from reportgen.environment import no_face_for

USUAL = re.compile(
    "[\t\n -~\u00a0-\u017f\u02c6-\u02dd\u0391-\u03c9\u0401-\u0451"
    "\u2010-\u205e\u20ac\u2100-\u22ff\u2460-\u27bf\u3000-\u30ff"
    "\u3220-\u33ff\u4e00-\u9fa5\uff01-\uff5e\uffe0-\uffe6]+"
)
"""What the faces of a report surely have."""
MOST = 30
"""Characters that are asked for in one report."""
RETYPE = "请换成电脑上打得出来的字；生僻字请用标准的输入法重打"


@document_check(
    "C180",
    title="没有显示不出来的字",
    what="没有自造字、乱码的记号，也没有这台电脑的字体都没有的字",
    why="自造字在别人的电脑上是空白或另一个字；字体里没有的，PDF 做不出来",
    remedy="换成打得出来的字，或装上有这个字的字体",
    reader="科室",
    waivable=True,
)
def character_without_face(printed: Printed) -> Iterator[Outcome]:
    loaded, told = printed.book.loaded, dict[str, str]()
    for path, text in typed_texts(loaded):
        for character in dict.fromkeys(USUAL.sub("", text)):
            if problem := _problem(character, told):
                values = {"said": character, "problem": problem, "where": key_of(path)}
                yield Hit(values, key_of(path), place_of(loaded, path, character), _remedy(character))
    for character in dict.fromkeys(USUAL.sub("", "".join(printed.document.root.itertext()))):
        if character not in told and (problem := _problem(character, told)):
            values = {"said": character, "problem": f"{problem}；数据里没有，是版式里的", "where": ""}
            yield Hit(values, None, None, _remedy(character))


def _problem(character: str, told: dict[str, str]) -> str:
    """What is wrong with a character; '' where nothing is. `told`: what was found of those asked before."""
    if character not in told and len(told) < MOST:
        told[character] = _asked(character)
    return told.get(character, "")


def _asked(character: str) -> str:
    code = f"U+{ord(character):04X}"
    if unicodedata.category(character) == "Co":
        return f"是自造字区的字（{code}），别人的电脑上是空白或另一个字"
    if character == "\ufffd":
        return f"是乱码留下的记号（{code}），原来的字丢了"
    return f"（{code}）装着的字体里都没有，PDF 里印不出来" if no_face_for(character) else ""


def _remedy(character: str) -> str:
    return RETYPE if unicodedata.category(character) == "Co" or character == "\ufffd" else NO_FACE


NO_FACE = "请核对是不是这个字；是的，装上有这个字的字体，或换一个常用字"
