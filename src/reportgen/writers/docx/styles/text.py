"""The styles of words: cover, contents, headings, text, what stands above and below a table, folios."""

from __future__ import annotations

from reportgen.writers.docx.fonts import FANG, HEI, KAI, LATIN, SONG, TITLE
from reportgen.writers.docx.pages import TEXT
from reportgen.writers.docx.styles.style import (
    CENTRE,
    INDENT,
    KEEP,
    LEFT,
    NO_INDENT,
    OFF_GRID,
    RIGHT,
    Style,
    exact,
    fonts,
    outline,
    type_,
)

_LEADER = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{TEXT.text_width}"/></w:tabs>'
_NEXT = "<w:keepNext/>"

_TEXT = (
    Style("BodyText", "Body Text", paragraph=INDENT),
    Style("ListParagraph", "List Paragraph"),
    Style("Signed", "落款", paragraph='<w:ind w:rightChars="200" w:right="630"/>' + RIGHT),
    # an exact line would cut the drawing off; type of any size would add its foot to the drawing's height
    Style(
        "Figure",
        "图",
        following="Caption",
        run=type_(SONG, 1),
        paragraph=_NEXT + OFF_GRID + '<w:spacing w:line="240" w:lineRule="auto"/>' + CENTRE,
    ),
    Style("Caption", "caption", following="BodyText", run=type_(HEI, 12), paragraph=OFF_GRID + exact(28.95) + CENTRE),
)

# a title's lines stand on the grid of the text, half a line above and below them, one more before the text
_HEADINGS = (
    Style(
        "Heading1",
        "heading 1",
        following="BodyText",
        run=type_(TITLE, 22),
        paragraph=KEEP + OFF_GRID + exact(28.95, 14.5, 43.4) + CENTRE + outline(0),
    ),
    Style("PartTitle", "部分标题页", "Heading1", run=type_(TITLE, 26), paragraph=exact(42, 188, 28.95)),
    Style("AnnexTitle", "附件题名", "Heading1", paragraph=exact(28.95, 0, 5)),  # a form begins below it
    Style("Heading2", "heading 2", following="BodyText", run=fonts(HEI), paragraph=KEEP + INDENT + outline(1)),
    Style("Heading3", "heading 3", following="BodyText", run=fonts(KAI), paragraph=KEEP + INDENT + outline(2)),
    Style("Heading4", "heading 4", following="BodyText", paragraph=KEEP + INDENT + outline(3)),
)

_COVER = (
    Style("CoverUnit", "封面单位", paragraph=OFF_GRID + exact(40, 136) + CENTRE, run=type_(TITLE, 24, spacing=29)),
    Style("Title", "Title", paragraph=OFF_GRID + exact(54, 28) + CENTRE, run=type_(TITLE, 34, spacing=27)),
    Style("Subtitle", "Subtitle", paragraph=OFF_GRID + exact(40, 14) + CENTRE, run=type_(TITLE, 24)),
    Style("CoverDate", "封面日期", paragraph=OFF_GRID + exact(29, 230) + CENTRE, run=type_(KAI, 16, spacing=16)),
    Style("CoverDateTall", "封面日期（题名三行）", "CoverDate", paragraph=OFF_GRID + exact(29, 150) + CENTRE),
)

_CONTENTS = (
    Style(
        "TOCHeading",
        "TOC Heading",
        run=type_(TITLE, 22, spacing=440),
        paragraph=OFF_GRID + exact(34, 0, 20) + '<w:ind w:firstLine="440"/>' + CENTRE,
    ),
    Style(
        "TOC1",
        "toc 1",
        run=type_(HEI, 14, spacing=-6, latin=LATIN),
        paragraph=_NEXT + _LEADER + OFF_GRID + exact(25, 4) + LEFT,
    ),
    Style(
        "TOC2",
        "toc 2",
        run=type_(FANG, 14, spacing=-6),
        paragraph=_LEADER + OFF_GRID + exact(24) + '<w:ind w:left="560"/>' + LEFT,
    ),
)

_ROUND_TABLES = (
    Style(
        "TableTitle",
        "表题",
        "Heading2",
        "TableMeta",
        run=type_(TITLE, 16),
        paragraph=KEEP + OFF_GRID + exact(22) + NO_INDENT + CENTRE,
    ),
    # of an annex that begins with words
    Style("AnnexHeading", "附件标题", "TableTitle", "BodyText", paragraph=exact(28.95)),
    Style(
        "FormTitle",
        "表单名",
        "Heading3",
        "TableMeta",
        run=type_(TITLE, 14),
        paragraph=OFF_GRID + exact(20) + NO_INDENT + CENTRE,
    ),
    Style("TableCaption", "表名", run=type_(HEI, 12), paragraph=KEEP + OFF_GRID + exact(20) + CENTRE),
    Style("TableNumber", "表号", run=type_(SONG, 9), paragraph=_NEXT + OFF_GRID + exact(13) + RIGHT),
    Style("TableMeta", "表头说明", run=type_(SONG, 9), paragraph=_NEXT + OFF_GRID + exact(13, 0, 3) + LEFT),
    Style(
        "TableNote",
        "表注",
        run=type_(SONG, 8.5),
        paragraph=OFF_GRID + exact(12.5, 5) + '<w:ind w:left="340" w:hanging="340"/>',
    ),
    Style("TableNoteMore", "表注续", "TableNote", paragraph=exact(12.5) + '<w:ind w:left="340" w:firstLine="0"/>'),
    Style("FormNote", "表单注", "TableNote", paragraph=exact(11.5, 5)),
    Style("FormNoteMore", "表单注续", "TableNoteMore", paragraph=exact(11.5)),
    Style("Signed", "落款", paragraph='<w:ind w:rightChars="200" w:right="630"/>' + RIGHT),
    Style(
        "NilSentence",
        "空表说明",
        run=type_(FANG, 14),
        paragraph=OFF_GRID + exact(26, 14) + '<w:ind w:firstLineChars="200" w:firstLine="560"/>',
    ),
    Style("Signed", "落款", paragraph='<w:ind w:rightChars="200" w:right="630"/>' + RIGHT),
    # carries the section where a section does not end in words
    Style("SectionEnd", "节末", paragraph=OFF_GRID + exact(1), run=type_(SONG, 1)),
)

_FOLIOS = (
    Style(
        "Footer",
        "footer",
        run=type_(SONG, 14),
        paragraph=OFF_GRID + exact(16) + '<w:ind w:rightChars="100" w:right="280"/>' + RIGHT,
    ),
    Style(
        "FooterEven",
        "页码偶数页",
        "Footer",
        paragraph='<w:ind w:leftChars="100" w:left="280" w:rightChars="0" w:right="0"/>' + LEFT,
    ),
)

STYLES = (*_TEXT, *_HEADINGS, *_COVER, *_CONTENTS, *_ROUND_TABLES, *_FOLIOS)

CHARACTERS = (
    ("Strong", "Strong", "<w:b/><w:bCs/>"),
    ("Pending", "待填", '<w:color w:val="C00000"/><w:shd w:val="clear" w:color="auto" w:fill="FFF2CC"/>'),
    ("Hyperlink", "Hyperlink", '<w:color w:val="1F4266"/>'),
)
"""Character styles: id, name, properties."""
