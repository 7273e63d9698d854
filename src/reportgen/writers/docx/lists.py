"""ol and ul -> numbered paragraphs and the numbering part; every list counts for itself."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from reportgen.writers.docx.inline import Inline, classes, items, refuse, refuse_text, stretches
from reportgen.writers.docx.wml import NAMESPACES, PLAIN, Format, Paragraph

_KINDS = {("ol", False): 0, ("ul", False): 1, ("ol", True): 2, ("ul", True): 3}
_LEVELS = 3


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
            own: tuple[int, int] | None = (number, min(level, _LEVELS - 1))
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

    def numbering_xml(self) -> str:
        """The numbering part."""
        kinds = "".join(
            f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="hybridMultilevel"/>'
            f"{''.join(_level(tag, level, in_cell) for level in range(_LEVELS))}</w:abstractNum>"
            for (tag, in_cell), number in _KINDS.items()
        )
        restart = "".join(  # without it lists of one kind would count on from each other
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>' for level in range(_LEVELS)
        )
        lists = "".join(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kind}"/>{restart}</w:num>'
            for number, kind in enumerate(self._kinds, start=1)
        )
        return f"<w:numbering {NAMESPACES}>{kinds}{lists}</w:numbering>"


def _level(tag: str, level: int, in_cell: bool) -> str:
    form, text = ("decimal", f"%{level + 1}.") if tag == "ol" else ("bullet", "•")
    indent = (
        f'w:left="{180 * level}" w:firstLine="0"'
        if in_cell
        else f'w:left="{630 * level}" w:firstLineChars="200" w:firstLine="630"'
    )
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind {indent}/></w:pPr></w:lvl>'
    )
