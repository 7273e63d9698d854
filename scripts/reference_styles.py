"""The named styles of a report in Word, as data: `reference_document.py` writes them into the reference document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

FANG, HEI, KAI, SONG, TITLE = "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体", "方正小标宋简体"
LATIN = "Times New Roman"
LINE = 28.95  # points: 22 lines fill the type area of GB/T 9704
# GB/T 9704: a type area of 156 × 225 mm. Tables may use more of the sheet, their folio stays in its place. Millimetres:
# width, height, top, right, bottom, left, header, footer; left is the bound side of a right-hand page.
PAGES = ((210, 297, 37, 26, 35, 28, 15, 23), (210, 297, 24, 18, 35, 20, 15, 23), (297, 210, 18, 27.5, 14, 27.5, 9, 7))
FIRST_LINE = {"firstLineChars": 200, "firstLine": 630}  # two characters, each 16 − 0.25 points
FLUSH = {"firstLineChars": 0, "firstLine": 0}


@dataclass(frozen=True)
class Style:
    """A paragraph style. What is not said here is as in the style that it is based on.

    line, before, after: points, the line exact. keep: on the page of what follows. spread: twentieths of a point more
    at each character. level: of a heading, from 0. leader: dots lead to a place at the right.
    """

    id: str
    name: str
    based_on: str = "Normal"
    following: str = ""
    face: str = ""
    points: float = 0
    latin: str = ""
    spread: int = 0
    color: str = ""
    line: float = 0
    before: float = 0
    after: float = 0
    keep: bool = False
    whole: bool = False
    leader: bool = False
    off_grid: bool = True
    indent: Mapping[str, int] = field(default_factory=dict)
    align: str = ""
    level: int | None = None


def _heading(id_: str, name: str, level: int, face: str = "") -> Style:
    """A heading in the words, of their size."""
    return Style(
        id_,
        name,
        following="BodyText",
        face=face,
        keep=True,
        whole=True,
        off_grid=False,
        indent=FIRST_LINE,
        level=level,
    )


def _cover(id_: str, name: str, points: float, line: float, before: float, spread: int = 0) -> Style:
    return Style(id_, name, face=TITLE, points=points, spread=spread, line=line, before=before, align="center")


def _cell(id_: str, name: str, align: str = "left", based_on: str = "TableText", **own: object) -> Style:
    return Style(id_, name, based_on, align=align, off_grid=False, **own)  # type: ignore[arg-type] # fields of a style


def _in_from_left(characters: int) -> dict[str, int]:
    # in points: Word would count characters of Normal here, not of the table
    return {"left": characters * 180}


_WORDS = (
    Style("BodyText", "Body Text", off_grid=False, indent=FIRST_LINE),
    Style("ListParagraph", "List Paragraph", off_grid=False),
    Style("Signed", "落款", off_grid=False, indent={"rightChars": 200, "right": 630}, align="right"),
    # an exact line would cut the drawing off; type of any size would add its foot to the drawing's height
    Style("Figure", "图", following="Caption", face=SONG, points=1, line=-1, keep=True, align="center"),
    Style("Caption", "caption", following="BodyText", face=HEI, points=12, line=LINE, align="center"),
)

# a title's lines stand on the grid of the text, half a line above and below them, one more before the text
_TITLE_LINES = {"line": LINE, "before": 14.5, "after": 43.4}
_HEADINGS = (
    Style(
        "Heading1",
        "heading 1",
        following="BodyText",
        face=TITLE,
        points=22,
        keep=True,
        whole=True,
        align="center",
        level=0,
        **_TITLE_LINES,
    ),
    Style(
        "PartTitle", "部分标题页", "Heading1", face=TITLE, points=26, line=42, before=188, after=LINE, off_grid=False
    ),
    Style("AnnexTitle", "附件题名", "Heading1", line=LINE, after=5, off_grid=False),  # a form begins below it
    _heading("Heading2", "heading 2", 1, HEI),
    _heading("Heading3", "heading 3", 2, KAI),
    _heading("Heading4", "heading 4", 3),
)

_COVER = (
    _cover("CoverUnit", "封面单位", 24, 40, 136, spread=29),
    _cover("Title", "Title", 34, 54, 28, spread=27),
    _cover("Subtitle", "Subtitle", 24, 40, 14),
    Style("CoverDate", "封面日期", face=KAI, points=16, spread=16, line=29, before=230, align="center"),
    Style("CoverDateTall", "封面日期（题名三行）", "CoverDate", line=29, before=150, align="center"),
)

_CONTENTS = (
    Style(
        "TOCHeading",
        "TOC Heading",
        face=TITLE,
        points=22,
        spread=440,
        line=34,
        after=20,
        indent={"firstLine": 440},
        align="center",
    ),
    Style(
        "TOC1",
        "toc 1",
        face=HEI,
        points=14,
        latin=LATIN,
        spread=-6,
        line=25,
        before=4,
        keep=True,
        leader=True,
        align="left",
    ),
    Style("TOC2", "toc 2", face=FANG, points=14, spread=-6, line=24, leader=True, indent={"left": 560}, align="left"),
)

_HANGING = {"left": 340, "hanging": 340}
_ROUND_TABLES = (
    Style(
        "TableTitle",
        "表题",
        "Heading2",
        "TableMeta",
        face=TITLE,
        points=16,
        line=22,
        keep=True,
        whole=True,
        indent=FLUSH,
        align="center",
    ),
    # of an annex that begins with words
    Style("AnnexHeading", "附件标题", "TableTitle", "BodyText", line=LINE, off_grid=False),
    Style("FormTitle", "表单名", "Heading3", "TableMeta", face=TITLE, points=14, line=20, indent=FLUSH, align="center"),
    Style("TableCaption", "表名", face=HEI, points=12, line=20, keep=True, whole=True, align="center"),
    Style("TableNumber", "表号", face=SONG, points=9, line=13, keep=True, align="right"),
    Style("TableMeta", "表头说明", face=SONG, points=9, line=13, after=3, keep=True, align="left"),
    Style("TableNote", "表注", face=SONG, points=8.5, line=12.5, before=5, indent=_HANGING),
    Style("TableNoteMore", "表注续", "TableNote", line=12.5, off_grid=False, indent={"left": 340, "firstLine": 0}),
    Style("FormNote", "表单注", "TableNote", line=11.5, before=5, off_grid=False),
    Style("FormNoteMore", "表单注续", "TableNoteMore", line=11.5, off_grid=False),
    Style(
        "NilSentence",
        "空表说明",
        face=FANG,
        points=14,
        line=26,
        before=14,
        indent={"firstLineChars": 200, "firstLine": 560},
    ),
    # carries the section where a section does not end in words
    Style("SectionEnd", "节末", face=SONG, points=1, line=1),
)

_FOLIOS = (
    Style("Footer", "footer", face=SONG, points=14, line=16, indent={"rightChars": 100, "right": 280}, align="right"),
    Style(
        "FooterEven",
        "页码偶数页",
        "Footer",
        off_grid=False,
        align="left",
        indent={"leftChars": 100, "left": 280, "rightChars": 0, "right": 0},
    ),
)

_CELLS = (
    _cell("TableText2", "表格文字缩进一级", indent=_in_from_left(1)),
    _cell("TableText3", "表格文字缩进二级", indent=_in_from_left(2)),
    _cell("TableCentre", "表格居中", "center"),
    _cell("TableHead", "表格栏目", "center"),
    _cell("TableColumnNumber", "表格栏次", "center", face=SONG, points=8, color="333333"),
    _cell("TableLine", "表格行次", "center"),
    _cell("TableCode", "表格编码", face=SONG, points=9.5),
    _cell("TableFigure", "表格数字", "right", face=SONG, points=9.5),
)
# the same for a table of many columns on an upright page
_DENSE = (
    Style("DenseText", "密排表文字", "TableText", face=SONG, points=8.5, spread=-4, line=9.6, off_grid=False),
    *(
        _cell(
            cell.id.replace("Table", "Dense"),
            cell.name.replace("表格", "密排表"),
            cell.align,
            "DenseText",
            indent=cell.indent,
            **({"face": SONG, "points": 8, "color": "333333"} if cell.color else {}),
        )
        for cell in _CELLS
    ),
)
_IN_TABLES = (
    Style("TableText", "表格文字", face=SONG, points=9, line=11.5, align="left"),
    *_CELLS,
    *_DENSE,
    Style("PlainText", "正文表文字", face=SONG, points=10.5, line=14, align="left"),
    _cell("PlainHead", "正文表栏目", "center", "PlainText"),
    _cell("PlainFigure", "正文表数字", "right", "PlainText"),
    _cell("PlainCentre", "正文表居中", "center", "PlainText"),
    Style("FormText", "表单文字", "TableText", line=11, off_grid=False),
    _cell("FormHead", "表单栏目", "center", "FormText"),
    _cell("FormCentre", "表单居中", "center", "FormText"),
    _cell("FormFigure", "表单数字", "right", "FormText"),
)

_REVIEW = (
    Style("Header", "header", face=KAI, points=10.5, color="C00000", line=14, align="center"),
    Style("SlipTitle", "送审单题名", face=TITLE, points=20, line=28, after=6, keep=True, whole=True, align="center"),
    Style(
        "SlipHeading",
        "送审附录标题",
        face=HEI,
        points=12,
        line=20,
        before=8,
        after=4,
        keep=True,
        whole=True,
        align="left",
    ),
    Style("SlipNote", "送审单注", face=FANG, points=10.5, line=16, before=3, align="left"),
    Style("SlipText", "送审单文字", face=FANG, points=10.5, line=13, align="left"),
    _cell("SlipHead", "送审单栏目", "center", "SlipText", face=HEI, points=10.5),
    _cell("SlipPart", "送审单分栏", "left", "SlipText", face=HEI, points=10.5),
    _cell("SlipCentre", "送审单居中", "center", "SlipText"),
    _cell("SlipFigure", "送审单数字", "right", "SlipText", face=SONG, points=10.5),
    Style("CommentText", "annotation text", face=SONG, points=10, line=14, align="left"),
)

PARAGRAPHS = {
    "封面": _COVER,
    "目录": _CONTENTS,
    "标题": _HEADINGS,
    "正文": _WORDS,
    "表的上下": _ROUND_TABLES,
    "表里的文字": _IN_TABLES,
    "页码": _FOLIOS,
    "送审稿": _REVIEW,
}
"""The paragraph styles by what they are for."""

CHARACTERS = (
    ("Strong", "Strong", {"w:b": {}, "w:bCs": {}}),
    ("Pending", "待填", {"w:color": {"val": "C00000"}, "w:shd": {"val": "clear", "color": "auto", "fill": "FFF2CC"}}),
    ("Hyperlink", "Hyperlink", {"w:color": {"val": "1F4266"}}),
    ("CommentReference", "annotation reference", {"w:sz": {"val": 16}, "w:szCs": {"val": 16}}),
)
"""Character styles: id, name, what they say of letters."""

_HEAVY, _GREY = (10, "000000"), (2, "A8A8A8")
OPEN = {"top": _HEAVY, "left": None, "bottom": _HEAVY, "right": None, "insideH": _GREY, "insideV": (3, "8A8A8A")}
CLOSED = {
    **dict.fromkeys(("top", "left", "bottom", "right"), (8, "000000")),
    **dict.fromkeys(("insideH", "insideV"), (4, "000000")),
}
TABLES = (
    ("StatementTable", "公开表", OPEN, (0, 60)),
    ("DenseTable", "密排公开表", OPEN, (0, 40)),
    ("PlainTable", "正文表", OPEN, (48, 60)),
    ("FormTable", "自评表", CLOSED, (32, 60)),
    ("SlipTable", "送审单", CLOSED, (26, 80)),
)
"""Table styles: id, name, rules (eighths of a point, colour), room above and beside the words of a cell in twips."""
