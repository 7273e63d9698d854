"""Roles of the report -> word/styles.xml; no size or typeface is written anywhere else."""

from __future__ import annotations

from reportgen.writers.docx.fonts import FANG
from reportgen.writers.docx.styles import review, tables, text
from reportgen.writers.docx.styles.style import CUSTOM, Style, fonts
from reportgen.writers.docx.wml import NAMESPACES

_PARAGRAPHS = {style.id: style for style in (*text.STYLES, *tables.STYLES)}
_REVIEWED = _PARAGRAPHS | {style.id: style for style in review.STYLES}

_DEFAULTS = (
    f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts(FANG)}<w:sz w:val="32"/><w:szCs w:val="32"/>'
    '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
)
# −0.25 points a character: 28 of them fill the 156 mm line (GB/T 9704). Lines are full to the margin, as in print, and
# no blank stands between Chinese and digits. A mark that a full line has no room for may hang beside it, as Word does
# unless told otherwise; print squeezes it in, so that lines end alike. (LibreOffice 7 reads this setting the other way
# round, and when it hangs marks in a justified text it loses some of them.)
_NORMAL = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
    '<w:pPr><w:overflowPunct w:val="1"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    '<w:spacing w:line="579" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr>'
    '<w:rPr><w:spacing w:val="-5"/></w:rPr></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    f"{tables.margins(0, 108)}</w:tblPr></w:style>"
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
)


def measure(style: str) -> tuple[float, float]:
    """The size of a style's type, and how much wider than that its characters stand, in points."""
    found: Style | None = _REVIEWED[style]
    while found is not None:
        if found.size is not None:
            return found.size, found.spacing
        found = _REVIEWED.get(found.based_on)
    return 16.0, -0.25


def styles_xml(*, reviewed: bool = False) -> str:
    """The styles part; a file for review has some more."""
    paragraphs = "".join(style.xml() for style in (_REVIEWED if reviewed else _PARAGRAPHS).values())
    characters = "".join(
        f'<w:style w:type="character" w:styleId="{id_}"{"" if name.isascii() else CUSTOM}><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{run}</w:rPr></w:style>'
        for id_, name, run in (*text.CHARACTERS, *(review.CHARACTERS if reviewed else ()))
    )
    ruled = "".join(
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{id_}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{rules}</w:tblBorders>{room}</w:tblPr>'
        '<w:tcPr><w:vAlign w:val="center"/></w:tcPr></w:style>'
        for id_, name, rules, room in (*tables.TABLES, *(review.TABLES if reviewed else ()))
    )
    return f"<w:styles {NAMESPACES}>{_DEFAULTS}{_NORMAL}{paragraphs}{characters}{ruled}</w:styles>"
