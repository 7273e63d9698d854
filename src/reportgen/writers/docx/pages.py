"""The page of a section -> w:sectPr and the footers with the folio."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.writers.docx.wml import NAMESPACES, run, twips

# relation, part: folios of right-hand and left-hand pages, upright and turned
FOOTERS = {
    ("default", False): ("rIdFooterOdd", "footer1.xml"),
    ("even", False): ("rIdFooterEven", "footer2.xml"),
    ("default", True): ("rIdFooterOddTurned", "footer3.xml"),
    ("even", True): ("rIdFooterEvenTurned", "footer4.xml"),
}

HEADER = ("rIdHeader", "header1.xml")
"""Relation and part of the line on every page of a file for review."""


@dataclass(frozen=True)
class WordPage:
    """A page in millimetres; left is the bound side of a right-hand page (margins are mirrored)."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    footer: float  # from the sheet's edge

    @property
    def turned(self) -> bool:
        """Whether the sheet lies on its side."""
        return self.width > self.height

    @property
    def text_width(self) -> int:
        """In twips."""
        return twips(self.width) - twips(self.left) - twips(self.right)

    @property
    def text_height(self) -> float:
        """In points."""
        return (self.height - self.top - self.bottom) * 72 / 25.4


# GB/T 9704: a type area of 156 × 225 mm. Tables may use more of the sheet, their folio stays in its place.
TEXT = WordPage(210, 297, top=37, right=26, bottom=35, left=28, footer=23)
PORTRAIT = WordPage(210, 297, top=24, right=18, bottom=35, left=20, footer=23)
LANDSCAPE = WordPage(297, 210, top=18, right=27.5, bottom=14, left=27.5, footer=7)
# 22 lines of text. linesAndChars would set 9-point table text on the 16-point grid in LibreOffice, and a page of
# tables that is no whole number of lines high would begin lower there
_GRID = '<w:docGrid w:type="lines" w:linePitch="579"/>'
PAGES = {"portrait": PORTRAIT, "landscape": LANDSCAPE, None: TEXT}


def section_properties(page: WordPage, *, numbered: bool, restart: bool, headed: bool = False) -> str:
    """The w:sectPr; front matter has no footers, and only a file for review has headers."""
    headers = "".join(f'<w:headerReference w:type="{side}" r:id="{HEADER[0]}"/>' for side in ("default", "even"))
    footers = "".join(
        f'<w:footerReference w:type="{side}" r:id="{FOOTERS[side, page.turned][0]}"/>' for side in ("default", "even")
    )
    turned = ' w:orient="landscape"' if page.turned else ""
    start = ' w:start="1"' if restart else ""
    return (
        f"<w:sectPr>{headers if headed else ''}{footers if numbered else ''}"
        f'<w:type w:val="{"oddPage" if restart else "nextPage"}"/>'  # page 1 is a right-hand page
        f'<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"{turned}/>'
        f'<w:pgMar w:top="{twips(page.top)}" w:right="{twips(page.right)}" w:bottom="{twips(page.bottom)}" '
        f'w:left="{twips(page.left)}" w:header="{twips(9 if page.turned else 15)}" w:footer="{twips(page.footer)}" w:gutter="0"/>'
        f'<w:pgNumType w:fmt="decimal"{start}/>'
        f"{_GRID if page is TEXT else ''}</w:sectPr>"
    )


def header(line: str) -> str:
    """The header part."""
    return f'<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{run(line)}</w:p></w:hdr>'


def footers() -> dict[str, str]:
    """The footer parts."""
    return {
        part: _footer("Footer" if side == "default" else "FooterEven", turned)
        for (side, turned), (_, part) in FOOTERS.items()
    }


def _footer(style: str, turned: bool) -> str:
    folio = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_FOLIO}</w:p>'
    if turned:
        folio = f'{_turned(folio, at_foot=style == "Footer")}<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p>'
    return f"<w:ftr {NAMESPACES}>{folio}</w:ftr>"


def _turned(folio: str, *, at_foot: bool) -> str:
    """A turned page is bound at its head: its folio stands at the left and reads like the others when the sheet is turned.

    A cell is the one thing whose text Word, WPS and LibreOffice all turn.
    """
    wide, tall = twips(9), twips(40)
    left = twips(LANDSCAPE.left) - twips(7) - wide
    top = twips(LANDSCAPE.height - LANDSCAPE.bottom) - tall if at_foot else twips(LANDSCAPE.top)
    return (
        f'<w:tbl><w:tblPr><w:tblpPr w:horzAnchor="page" w:vertAnchor="page" w:tblpX="{left}" w:tblpY="{top}"/>'
        f'<w:tblW w:w="{wide}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
        f'<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{wide}"/></w:tblGrid>'
        f'<w:tr><w:trPr><w:trHeight w:val="{tall}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>'
        f'<w:textDirection w:val="tbRl"/><w:vAlign w:val="center"/></w:tcPr>{folio}</w:tc></w:tr></w:tbl>'
    )


_DASH = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
_FOLIO = (
    f'{_DASH.format("— ")}<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    f'<w:r><w:fldChar w:fldCharType="end"/></w:r>{_DASH.format(" —")}'
)
