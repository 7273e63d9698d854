"""The page of a section -> w:sectPr and the footers with the folio."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.writers.docx.wml import NAMESPACES, twips

FOOTER_ODD, FOOTER_EVEN = "rIdFooterOdd", "rIdFooterEven"


@dataclass(frozen=True)
class Page:
    """A page in millimetres; left is the bound side of a right-hand page (margins are mirrored)."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    footer: float  # from the sheet's edge

    @property
    def text_width(self) -> int:
        """In twips."""
        return twips(self.width) - twips(self.left) - twips(self.right)

    @property
    def text_height(self) -> float:
        """In points."""
        return (self.height - self.top - self.bottom) * 72 / 25.4


# GB/T 9704: a type area of 156 × 225 mm. Tables may use more of the sheet, their folio stays in its place.
TEXT = Page(210, 297, top=37, right=26, bottom=35, left=28, footer=23)
PORTRAIT = Page(210, 297, top=24, right=18, bottom=35, left=20, footer=23)
LANDSCAPE = Page(297, 210, top=22, right=27.5, bottom=18, left=27.5, footer=8)
# 22 lines of text. linesAndChars would set 9-point table text on the 16-point grid in LibreOffice, and a page of
# tables that is no whole number of lines high would begin lower there
_GRID = '<w:docGrid w:type="lines" w:linePitch="579"/>'
PAGES = {"portrait": PORTRAIT, "landscape": LANDSCAPE, None: TEXT}


def section_properties(page: Page, *, numbered: bool, restart: bool) -> str:
    """The w:sectPr; front matter has no footers, and what follows takes over those of the section before."""
    footers = (
        f'<w:footerReference w:type="default" r:id="{FOOTER_ODD}"/>'
        f'<w:footerReference w:type="even" r:id="{FOOTER_EVEN}"/>'
    )
    turned = ' w:orient="landscape"' if page.width > page.height else ""
    start = ' w:start="1"' if restart else ""
    return (
        f"<w:sectPr>{footers if numbered else ''}"
        f'<w:type w:val="{"oddPage" if restart else "nextPage"}"/>'  # page 1 is a right-hand page
        f'<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"{turned}/>'
        f'<w:pgMar w:top="{twips(page.top)}" w:right="{twips(page.right)}" w:bottom="{twips(page.bottom)}" '
        f'w:left="{twips(page.left)}" w:header="{twips(15)}" w:footer="{twips(page.footer)}" w:gutter="0"/>'
        f'<w:pgNumType w:fmt="decimal"{start}/>'
        f"{_GRID if page is TEXT else ''}</w:sectPr>"
    )


def footer_xml(style: str) -> str:
    """A footer part: — N —."""
    dash = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
    return (
        f'<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{dash.format("— ")}'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        f'<w:r><w:fldChar w:fldCharType="end"/></w:r>{dash.format(" —")}</w:p></w:ftr>'
    )
