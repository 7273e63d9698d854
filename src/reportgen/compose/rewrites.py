"""改写: a standard sentence that a person put into other words, which keeps its figures as references.

The sentence stands in the data under its address (`Anchor.name`) with the words that it replaced, so that it is told
when the template says something else by now. Its figures are computed anew in each build, and every check of what is
printed reads it like any other sentence.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET

from markupsafe import Markup, escape

from reportgen.compose.phrases import Phrases
from reportgen.document.anchors import Anchor, anchors_of
from reportgen.document.numbering import number_of, without_number
from reportgen.document.patterns import KEPT, LOST, PATH, REWRITE, REWRITTEN, pattern_of
from reportgen.figures import UnknownKey
from reportgen.model.finding import Finding, Level
from reportgen.model.narrative import Rewrite
from reportgen.model.prose import WORDS, figures_in, pieces, says_nothing


def rewrite(root: ET.Element, phrases: Phrases) -> None:
    """Put every 改写 of the data into the tree; what does not fit any more is a finding among those of the phrases."""
    wanted = phrases.book.loaded.data.rewrites
    if not wanted:
        return
    blocks = {spot.name: (spot, element) for element, spot in anchors_of(root).items() if _is_sentence(spot, element)}
    for name, entry in wanted.items():
        spot, block = blocks.get(name, (None, None))
        if spot is None or block is None:
            _tell(
                phrases, "T006", f"改写的这一句「{name}」不在报告里", name, "照 reportgen pull 写的地址改，或删去这一条"
            )
            continue
        stands = pattern_of(block)
        if entry.before and without_number(entry.before).strip() != without_number(stands):
            _tell(
                phrases,
                "T007",
                f"标准的这一句变了：改写时是「{entry.before}」，现在是「{stands}」，仍照改写的印",
                name,
                "核对「改为」，把「原文」换成现在的；不再要改写就删去",
            )
        lost = [key for key in dict.fromkeys(figures_in(stands)) if key not in figures_in(entry.after)]
        if dropped := [key for key in lost if not _told_as_none(phrases, key, entry.after)]:
            _tell(
                phrases,
                "T008",
                f"改写里没有了原句的数：{'、'.join(dropped)}",
                name,
                "这个数应当公开就补上 ｛键｝",
                Level.HINT,
            )
        _put(block, number_of(stands), entry, phrases)
        block.set(KEPT, spot.key)
        block.set(REWRITE, name)
        block.set(LOST, "|".join(lost))


def _told_as_none(phrases: Phrases, key: str, words: str) -> bool:
    try:
        return phrases.book.resolve(key).zero and says_nothing(words, key)
    except UnknownKey:
        return False


def _is_sentence(spot: Anchor, element: ET.Element) -> bool:
    return spot.kind == "words" and not spot.locked and not element.get(PATH)


def _tell(phrases: Phrases, code: str, message: str, name: str, remedy: str, level: Level = Level.WARNING) -> None:
    source = phrases.book.loaded.source("改写", name)
    phrases.findings.append(Finding(code, level, message, source, name, remedy))


def _put(block: ET.Element, number: str, entry: Rewrite, phrases: Phrases) -> None:
    """The new words in place of the old, with the figures and the person's words that they name, behind the number
    that the template counts today.
    """
    inside = {f"{WORDS}{span.get(PATH)}": span for span in block.iter("span") if span.get(PATH)}
    out = Markup(escape(number))  # noqa: S704 - escaped
    for kind, part in pieces(without_number(entry.after) if number else entry.after):
        if kind == "text":
            out += escape(part)
        elif part in inside:
            out += _as_markup(inside[part])
        else:
            out += phrases.reference(part)
    tail, kept = block.tail, dict(block.attrib)
    block.clear()
    block.attrib.update(kept)
    block.set(REWRITTEN, " ".join(filter(None, (entry.who, entry.day))) or "改写")
    made = ET.fromstring(f"<p>{out}</p>")
    block.text, block.tail = made.text, tail
    block.extend(made)


def _as_markup(element: ET.Element) -> Markup:
    alone = ET.Element(element.tag, element.attrib)
    alone.text = element.text
    alone.extend(element)
    return Markup(ET.tostring(alone, encoding="unicode"))  # noqa: S704 - a part of the tree, escaped as it is written
