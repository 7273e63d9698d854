"""ol and ul -> numbered paragraphs and the numbering part; every list counts for itself."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence

from reportgen.writers.docx.elements import PLAIN, Element, Format, Paragraph, make, val
from reportgen.writers.docx.inline import Inline, classes, items, refuse, refuse_text, stretches

KINDS = ("正文编号", "正文项目符号", "表格编号", "表格项目符号")
"""The numberings of the reference document that lists in words and in cells take, by their names."""
_KINDS = {("ol", False): 0, ("ul", False): 1, ("ol", True): 2, ("ul", True): 3}
LEVELS = 3


class WordLists:
    """The lists of one document in their order."""

    def __init__(self) -> None:
        self._kinds: list[int] = []

    def paragraphs(
        self, element: ET.Element, inline: Inline, style: str | None = None, form: Format = PLAIN, level: int = 0
    ) -> list[Paragraph]:
        """The items of a list; in a table cell `style` is the cell's."""
        classes(element, ())
        refuse_text(element)
        self._kinds.append(_KINDS[element.tag, style is not None])
        number = len(self._kinds)
        written: list[Paragraph] = []
        for item in element:
            if item.tag != "li":
                raise refuse(item, "列表")
            classes(item, ())
            own: tuple[int, int] | None = (number, min(level, LEVELS - 1))
            for part in stretches(item):
                if isinstance(part, ET.Element) and part.tag in ("ol", "ul"):
                    written += self.paragraphs(part, inline, style, form, level + 1)
                    continue
                block = item
                if isinstance(part, ET.Element):
                    if part.tag != "p":
                        raise refuse(part, "列表")
                    classes(part, ())
                    block, part = part, list(items(part))
                runs = inline.sentence(block, part, form) if own or block is not item else inline.runs(part, form)
                written.append(Paragraph(style or "ListParagraph", runs, number=own))
                own = None  # a second paragraph of an item carries no number
        return written

    def put_into(self, numbering: Element, kinds: Sequence[str]) -> None:
        """Add the lists to the numbering part, where `kinds` are the ids of the four numberings."""
        for number, kind in enumerate(self._kinds, start=1):
            restart = (  # without it lists of one kind would count on from each other
                make("w:lvlOverride", val("w:startOverride", 1), ilvl=level) for level in range(LEVELS)
            )
            numbering.append(make("w:num", val("w:abstractNumId", kinds[kind]), *restart, numId=number))
