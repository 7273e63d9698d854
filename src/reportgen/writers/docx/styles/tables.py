"""The styles of tables: words in their cells, rules round them."""

from __future__ import annotations

from reportgen.writers.docx.fonts import SONG
from reportgen.writers.docx.styles.style import CENTRE, LEFT, OFF_GRID, RIGHT, Style, exact, type_


def _cell(id_: str, name: str, jc: str = LEFT, chars: int = 0, run: str = "", based_on: str = "TableText") -> Style:
    # in points: Word would count characters of Normal here, not of the table
    indent = f'<w:ind w:left="{chars * 180}"/>' if chars else ""
    return Style(id_, name, based_on, paragraph=indent + jc, run=run)


_CELLS = (
    _cell("TableText2", "表格文字缩进一级", chars=1),
    _cell("TableText3", "表格文字缩进二级", chars=2),
    _cell("TableCentre", "表格居中", CENTRE),
    _cell("TableHead", "表格栏目", CENTRE),
    _cell("TableColumnNumber", "表格栏次", CENTRE, run=type_(SONG, 8, color="333333")),
    _cell("TableLine", "表格行次", CENTRE),
    _cell("TableCode", "表格编码", run=type_(SONG, 9.5)),
    _cell("TableFigure", "表格数字", RIGHT, run=type_(SONG, 9.5)),
)
# the same for a table of many columns on an upright page
_DENSE = (
    Style("DenseText", "密排表文字", "TableText", paragraph=exact(9.6), run=type_(SONG, 8.5, spacing=-4)),
    *(
        Style(
            cell.id.replace("Table", "Dense"),
            cell.name.replace("表格", "密排表"),
            "DenseText",
            paragraph=cell.paragraph,
            run=cell.run if cell.id == "TableColumnNumber" else "",
        )
        for cell in _CELLS
    ),
)

STYLES = (
    Style("TableText", "表格文字", run=type_(SONG, 9), paragraph=OFF_GRID + exact(11.5) + LEFT),
    *_CELLS,
    *_DENSE,
    Style("PlainText", "正文表文字", run=type_(SONG, 10.5), paragraph=OFF_GRID + exact(14) + LEFT),
    _cell("PlainHead", "正文表栏目", CENTRE, based_on="PlainText"),
    _cell("PlainFigure", "正文表数字", RIGHT, based_on="PlainText"),
    _cell("PlainCentre", "正文表居中", CENTRE, based_on="PlainText"),
    Style("FormText", "表单文字", "TableText", paragraph=exact(11)),
    Style("FormHead", "表单栏目", "FormText", paragraph=CENTRE),
    Style("FormCentre", "表单居中", "FormText", paragraph=CENTRE),
    Style("FormFigure", "表单数字", "FormText", paragraph=RIGHT),
)
"""Styles of the paragraphs in cells."""


def margins(upright: int, across: int) -> str:
    """Room round the words of a cell, in twips."""
    sides = (("top", upright), ("left", across), ("bottom", upright), ("right", across))
    return (
        "<w:tblCellMar>" + "".join(f'<w:{side} w:w="{wide}" w:type="dxa"/>' for side, wide in sides) + "</w:tblCellMar>"
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
CLOSED = (
    "".join(_line(side, 8) for side in ("top", "left", "bottom", "right")) + _line("insideH", 4) + _line("insideV", 4)
)

TABLES = (
    ("StatementTable", "公开表", _OPEN_SIDES, margins(0, 60)),
    ("DenseTable", "密排公开表", _OPEN_SIDES, margins(0, 40)),
    ("PlainTable", "正文表", _OPEN_SIDES, margins(48, 60)),
    ("FormTable", "自评表", CLOSED, margins(32, 60)),
)
"""Table styles: id, name, rules, room in the cells."""
