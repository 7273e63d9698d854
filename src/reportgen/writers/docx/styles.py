"""Roles of the report -> word/styles.xml; no size or typeface is written anywhere else."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.writers.docx.fonts import FANG, HEI, KAI, LATIN, SONG, TITLE
from reportgen.writers.docx.pages import TEXT
from reportgen.writers.docx.wml import NAMESPACES

_CUSTOM = ' w:customStyle="1"'
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="630"/>'  # two characters, each 16 − 0.25 points
_OFF_GRID = '<w:snapToGrid w:val="0"/>'
_LEFT, _RIGHT, _CENTRE = '<w:jc w:val="left"/>', '<w:jc w:val="right"/>', '<w:jc w:val="center"/>'


@dataclass(frozen=True)
class _Style:
    """A paragraph style; pPr and rPr are in the schema's order already."""

    id: str
    name: str
    based_on: str = "Normal"
    following: str = ""
    paragraph: str = ""
    run: str = ""

    def xml(self) -> str:
        builtin = self.name[0].isascii()
        following = f'<w:next w:val="{self.following}"/>' if self.following else ""
        custom = "" if builtin else _CUSTOM
        return (
            f'<w:style w:type="paragraph"{custom} w:styleId="{self.id}"><w:name w:val="{self.name}"/>'
            f'<w:basedOn w:val="{self.based_on}"/>{following}<w:qFormat/>'
            f"<w:pPr>{self.paragraph}</w:pPr><w:rPr>{self.run}</w:rPr></w:style>"
        )


def _exact(points: float, before: float = 0, after: float = 0) -> str:
    return (
        f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}" '
        f'w:line="{round(points * 20)}" w:lineRule="exact"/>'
    )


def _fonts(east_asian: str) -> str:
    return f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{east_asian}" w:cs="{LATIN}"/>'


def _type(east_asian: str, points: float, *, bold: bool = False, color: str = "", spacing: int = 0) -> str:
    size = round(points * 2)
    return (
        f"{_fonts(east_asian)}{'<w:b/><w:bCs/>' if bold else ''}"
        f'{f"""<w:color w:val="{color}"/>""" if color else ""}<w:spacing w:val="{spacing}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )


def _outline(level: int) -> str:
    return f'<w:outlineLvl w:val="{level}"/>'


def _cell(
    id_: str, name: str, jc: str = _LEFT, chars: int = 0, run: str = "", based_on: str = "TableText"
) -> _Style:
    # in points: Word would count characters of Normal here, not of the table
    indent = f'<w:ind w:left="{chars * 180}"/>' if chars else ""
    return _Style(id_, name, based_on, paragraph=indent + jc, run=run)


_KEEP = "<w:keepNext/><w:keepLines/>"
_LEADER = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{TEXT.text_width}"/></w:tabs>'

_CELLS = (
    _cell("TableText2", "表格文字缩进一级", chars=1),
    _cell("TableText3", "表格文字缩进二级", chars=2),
    _cell("TableCentre", "表格居中", _CENTRE),
    _cell("TableHead", "表格栏目", _CENTRE),
    _cell("TableColumnNumber", "表格栏次", _CENTRE, run=_type(SONG, 8, color="333333")),
    _cell("TableLine", "表格行次", _CENTRE),
    _cell("TableCode", "表格编码", run=_type(SONG, 9.5)),
    _cell("TableFigure", "表格数字", _RIGHT, run=_type(SONG, 9.5)),
)
# the same for a table of many columns on an upright page
_DENSE = (
    _Style("DenseText", "密排表文字", "TableText", paragraph=_exact(9.6), run=_type(SONG, 8.5, spacing=-4)),
    *(
        _Style(
            cell.id.replace("Table", "Dense"),
            cell.name.replace("表格", "密排表"),
            "DenseText",
            paragraph=cell.paragraph,
            run=cell.run if cell.id == "TableColumnNumber" else "",
        )
        for cell in _CELLS
    ),
)

_STYLES = (
    _Style("BodyText", "Body Text", paragraph=_INDENT),
    _Style("ListParagraph", "List Paragraph", paragraph=""),
    _Style(
        "Heading1",
        "heading 1",
        following="BodyText",
        run=_type(TITLE, 22),
        paragraph=_KEEP + _OFF_GRID + _exact(34, 11.95, 40.9) + _CENTRE + _outline(0),
    ),
    _Style("PartTitle", "部分标题页", "Heading1", run=_type(TITLE, 26), paragraph=_exact(42, 188, 28.95)),
    _Style(
        "Heading2",
        "heading 2",
        following="BodyText",
        run=_fonts(HEI),
        paragraph=_KEEP + _INDENT + _outline(1),
    ),
    _Style(
        "Heading3",
        "heading 3",
        following="BodyText",
        run=_fonts(KAI),
        paragraph=_KEEP + _INDENT + _outline(2),
    ),
    _Style(
        "Heading4",
        "heading 4",
        following="BodyText",
        paragraph=_KEEP + _INDENT + _outline(3),
    ),
    _Style(
        "CoverUnit",
        "封面单位",
        paragraph=_OFF_GRID + _exact(40, 136) + _CENTRE,
        run=_type(TITLE, 24, spacing=29),
    ),
    _Style(
        "Title", "Title", paragraph=_OFF_GRID + _exact(54, 28) + _CENTRE, run=_type(TITLE, 34, spacing=27)
    ),
    _Style("Subtitle", "Subtitle", paragraph=_OFF_GRID + _exact(40, 14) + _CENTRE, run=_type(TITLE, 24)),
    _Style(
        "CoverDate",
        "封面日期",
        paragraph=_OFF_GRID + _exact(29, 200) + _CENTRE,
        run=_type(KAI, 16, spacing=16),
    ),
    _Style(
        "TOCHeading",
        "TOC Heading",
        run=_type(TITLE, 22, spacing=440),
        paragraph=_OFF_GRID + _exact(34, 0, 20) + '<w:ind w:firstLine="440"/>' + _CENTRE,
    ),
    _Style(
        "TOC1",
        "toc 1",
        run=_type(HEI, 14),
        paragraph="<w:keepNext/>" + _LEADER + _OFF_GRID + _exact(25, 4) + _LEFT,
    ),
    _Style(
        "TOC2",
        "toc 2",
        run=_type(FANG, 14),
        paragraph=_LEADER + _OFF_GRID + _exact(24) + '<w:ind w:left="560"/>' + _LEFT,
    ),
    _Style(
        "TableTitle",
        "表题",
        "Heading2",
        "TableMeta",
        run=_type(SONG, 16, bold=True),
        paragraph=_KEEP + _OFF_GRID + _exact(22) + '<w:ind w:firstLineChars="0" w:firstLine="0"/>' + _CENTRE,
    ),
    _Style(
        "TableNumber", "表号", run=_type(SONG, 9), paragraph="<w:keepNext/>" + _OFF_GRID + _exact(13) + _RIGHT
    ),
    _Style(
        "TableMeta",
        "表头说明",
        run=_type(SONG, 9),
        paragraph="<w:keepNext/>" + _OFF_GRID + _exact(13, 0, 3) + _LEFT,
    ),
    _Style(
        "FormTitle",
        "表单名",
        "Heading3",
        "TableMeta",
        run=_type(SONG, 14, bold=True),
        paragraph=_OFF_GRID + _exact(20) + '<w:ind w:firstLineChars="0" w:firstLine="0"/>' + _CENTRE,
    ),
    _Style("TableCaption", "表名", run=_type(HEI, 12), paragraph=_KEEP + _OFF_GRID + _exact(20) + _CENTRE),
    _Style(
        "TableNote",
        "表注",
        run=_type(SONG, 8.5),
        paragraph=_OFF_GRID + _exact(12.5, 5) + '<w:ind w:left="340" w:hanging="340"/>' + _LEFT,
    ),
    _Style(
        "TableNoteMore",
        "表注续",
        "TableNote",
        paragraph=_exact(12.5) + '<w:ind w:left="340" w:firstLine="0"/>',
    ),
    _Style("FormNote", "表单注", "TableNote", paragraph=_exact(11.5, 5)),
    _Style("FormNoteMore", "表单注续", "TableNoteMore", paragraph=_exact(11.5)),
    _Style(
        "NilSentence",
        "空表说明",
        run=_type(FANG, 14),
        paragraph=_OFF_GRID + _exact(26, 14) + '<w:ind w:firstLineChars="200" w:firstLine="560"/>' + _LEFT,
    ),
    _Style("Signed", "落款", paragraph='<w:ind w:rightChars="200" w:right="630"/>' + _RIGHT),
    # an exact line would cut the drawing off
    _Style(
        "Figure",
        "图",
        following="Caption",
        paragraph='<w:keepNext/><w:snapToGrid w:val="0"/><w:spacing w:before="160" w:line="240" w:lineRule="auto"/>'
        + _CENTRE,
    ),
    _Style(
        "Caption",
        "caption",
        following="BodyText",
        run=_type(HEI, 12),
        paragraph=_OFF_GRID + _exact(20, 4, 8) + _CENTRE,
    ),
    _Style("TableText", "表格文字", run=_type(SONG, 9), paragraph=_OFF_GRID + _exact(11.5) + _LEFT),
    *_CELLS,
    _Style("PlainText", "正文表文字", run=_type(SONG, 10.5), paragraph=_OFF_GRID + _exact(14) + _LEFT),
    _cell("PlainHead", "正文表栏目", _CENTRE, based_on="PlainText"),
    _cell("PlainFigure", "正文表数字", _RIGHT, based_on="PlainText"),
    _cell("PlainCentre", "正文表居中", _CENTRE, based_on="PlainText"),
    *_DENSE,
    _Style("FormText", "表单文字", "TableText", paragraph=_exact(11)),
    _Style("FormHead", "表单栏目", "FormText", paragraph=_CENTRE),
    _Style("FormCentre", "表单居中", "FormText", paragraph=_CENTRE),
    _Style("FormFigure", "表单数字", "FormText", paragraph=_RIGHT),
    # carries the section where a section does not end in words
    _Style("SectionEnd", "节末", paragraph=_OFF_GRID + _exact(1), run=_type(SONG, 1)),
    _Style(
        "Footer",
        "footer",
        run=_type(SONG, 14),
        paragraph=_OFF_GRID + _exact(16) + '<w:ind w:rightChars="100" w:right="280"/>' + _RIGHT,
    ),
    _Style(
        "FooterEven",
        "页码偶数页",
        "Footer",
        paragraph='<w:ind w:leftChars="100" w:left="280" w:rightChars="0" w:right="0"/>' + _LEFT,
    ),
)

_CHARACTERS = (
    ("Strong", "Strong", "<w:b/><w:bCs/>"),
    ("Pending", "待填", '<w:color w:val="C00000"/><w:shd w:val="clear" w:color="auto" w:fill="FFF2CC"/>'),
    ("Hyperlink", "Hyperlink", '<w:color w:val="1F4266"/>'),
)

_MARGINS = (
    '<w:tblCellMar><w:top w:w="{0}" w:type="dxa"/><w:left w:w="{1}" w:type="dxa"/>'
    '<w:bottom w:w="{0}" w:type="dxa"/><w:right w:w="{1}" w:type="dxa"/></w:tblCellMar>'
)


def _line(side: str, eighths: int, color: str = "000000") -> str:
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="{color}"/>'


def _none(side: str) -> str:
    return f'<w:{side} w:val="nil"/>'


_OPEN_SIDES = (
    _line("top", 10)
    + _none("left")
    + _line("bottom", 10)
    + _none("right")
    + _line("insideH", 2, "A8A8A8")
    + _line("insideV", 3, "8A8A8A")
)
_CLOSED = (
    _line("top", 8)
    + _line("left", 8)
    + _line("bottom", 8)
    + _line("right", 8)
    + _line("insideH", 4)
    + _line("insideV", 4)
)
_TABLE_STYLES = (
    ("StatementTable", "公开表", _OPEN_SIDES, _MARGINS.format(0, 60)),
    ("DenseTable", "密排公开表", _OPEN_SIDES, _MARGINS.format(0, 40)),
    ("PlainTable", "正文表", _OPEN_SIDES, _MARGINS.format(48, 60)),
    ("FormTable", "自评表", _CLOSED, _MARGINS.format(32, 60)),
)


def styles_xml() -> str:
    """The styles part."""
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(FANG)}<w:sz w:val="32"/><w:szCs w:val="32"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    )
    # −0.25 points a character: 28 of them fill the 156 mm line (GB/T 9704). Lines break where they do in print: no
    # blank between Chinese and digits, no mark in the margin; and as there they are not spread to one length,
    # at which LibreOffice 7 loses the mark after a full line.
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:spacing w:line="579" w:lineRule="exact"/><w:jc w:val="left"/></w:pPr>'
        '<w:rPr><w:spacing w:val="-5"/></w:rPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"{_MARGINS.format(0, 108)}</w:tblPr></w:style>"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    )
    paragraphs = "".join(style.xml() for style in _STYLES)
    characters = "".join(
        f'<w:style w:type="character" w:styleId="{id_}"{"" if name.isascii() else _CUSTOM}><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{run}</w:rPr></w:style>'
        for id_, name, run in _CHARACTERS
    )
    tables = "".join(
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{id_}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders>{margins}</w:tblPr>'
        '<w:tcPr><w:vAlign w:val="center"/></w:tcPr></w:style>'
        for id_, name, borders, margins in _TABLE_STYLES
    )
    return f"<w:styles {NAMESPACES}>{defaults}{normal}{paragraphs}{characters}{tables}</w:styles>"
