"""A paragraph style, and the pieces of pPr and rPr that styles are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportgen.writers.docx.fonts import FANG, KAI, LATIN, SONG

CUSTOM = ' w:customStyle="1"'
INDENT = '<w:ind w:firstLineChars="200" w:firstLine="630"/>'  # two characters, each 16 − 0.25 points
NO_INDENT = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
OFF_GRID = '<w:snapToGrid w:val="0"/>'
KEEP = "<w:keepNext/><w:keepLines/>"
LEFT, RIGHT, CENTRE = '<w:jc w:val="left"/>', '<w:jc w:val="right"/>', '<w:jc w:val="center"/>'
_WITH_LATIN = (FANG, KAI, SONG)
_SIZE, _SPACING = re.compile(r'<w:sz w:val="(\d+)"'), re.compile(r'<w:spacing w:val="(-?\d+)"')


@dataclass(frozen=True)
class Style:
    """A paragraph style; pPr and rPr are in the schema's order already."""

    id: str
    name: str
    based_on: str = "Normal"
    following: str = ""
    paragraph: str = ""
    run: str = ""

    def xml(self) -> str:
        """The w:style element."""
        following = f'<w:next w:val="{self.following}"/>' if self.following else ""
        custom = "" if self.name[0].isascii() else CUSTOM
        return (
            f'<w:style w:type="paragraph"{custom} w:styleId="{self.id}"><w:name w:val="{self.name}"/>'
            f'<w:basedOn w:val="{self.based_on}"/>{following}<w:qFormat/>'
            f"<w:pPr>{self.paragraph}</w:pPr><w:rPr>{self.run}</w:rPr></w:style>"
        )

    @property
    def size(self) -> float | None:
        """Points, where the style sets them itself."""
        found = _SIZE.search(self.run)
        return int(found[1]) / 2 if found else None

    @property
    def spacing(self) -> float:
        """Points more at each character."""
        found = _SPACING.search(self.run)
        return int(found[1]) / 20 if found else 0.0


def exact(points: float, before: float = 0, after: float = 0) -> str:
    """Lines of this height, whatever stands in them."""
    return (
        f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}" '
        f'w:line="{round(points * 20)}" w:lineRule="exact"/>'
    )


def fonts(east_asian: str, latin: str = "") -> str:
    """The faces of a run: a heavy Chinese face sets its figures too, others would look torn beside it."""
    latin = latin or (LATIN if east_asian in _WITH_LATIN else east_asian)
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east_asian}" w:cs="{LATIN}"/>'


def type_(east_asian: str, points: float, *, latin: str = "", color: str = "", spacing: int = 0) -> str:
    """Face, size and colour of a run; `spacing` in twentieths of a point."""
    size = round(points * 2)
    return (
        f"{fonts(east_asian, latin)}"
        f'{f"""<w:color w:val="{color}"/>""" if color else ""}<w:spacing w:val="{spacing}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )


def outline(level: int) -> str:
    """The level of a heading, from 0."""
    return f'<w:outlineLvl w:val="{level}"/>'
