"""The styles that only a file for review has: its slip, the line on its pages, its comments."""

from __future__ import annotations

from reportgen.writers.docx.fonts import FANG, HEI, KAI, SONG, TITLE
from reportgen.writers.docx.styles.style import CENTRE, KEEP, LEFT, OFF_GRID, RIGHT, Style, exact, type_
from reportgen.writers.docx.styles.tables import CLOSED, margins

STYLES = (
    Style("Header", "header", run=type_(KAI, 10.5, color="C00000"), paragraph=OFF_GRID + exact(14) + CENTRE),
    Style("SlipTitle", "送审单题名", run=type_(TITLE, 20), paragraph=KEEP + OFF_GRID + exact(28, 0, 6) + CENTRE),
    Style("SlipHeading", "送审附录标题", run=type_(HEI, 12), paragraph=KEEP + OFF_GRID + exact(20, 8, 4) + LEFT),
    Style("SlipNote", "送审单注", run=type_(FANG, 10.5), paragraph=OFF_GRID + exact(16, 3) + LEFT),
    Style("SlipText", "送审单文字", run=type_(FANG, 10.5), paragraph=OFF_GRID + exact(13) + LEFT),
    Style("SlipHead", "送审单栏目", "SlipText", paragraph=CENTRE, run=type_(HEI, 10.5)),
    Style("SlipPart", "送审单分栏", "SlipText", paragraph=LEFT, run=type_(HEI, 10.5)),
    Style("SlipCentre", "送审单居中", "SlipText", paragraph=CENTRE),
    Style("SlipFigure", "送审单数字", "SlipText", paragraph=RIGHT, run=type_(SONG, 10.5)),
    Style("CommentText", "annotation text", run=type_(SONG, 10), paragraph=OFF_GRID + exact(14) + LEFT),
)
TABLES = (("SlipTable", "送审单", CLOSED, margins(26, 80)),)
CHARACTERS = (("CommentReference", "annotation reference", '<w:sz w:val="16"/><w:szCs w:val="16"/>'),)
"""Character styles: id, name, properties."""
