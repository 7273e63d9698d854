"""`python scripts/reference_document.py`: write templates/shared/reference.docx, the look of a report in Word.

Its body shows every style once, so that an office can open it in Word and change one; nothing of it is in a report.
The same script writes the same bytes: tests/writers/test_reference.py holds the file to it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import reference_parts
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.package import Package
from docx.parts.document import DocumentPart
from reference_styles import CHARACTERS, PAGES, PARAGRAPHS, TABLES

from reportgen.writers.docx.elements import Element, document_root, field_runs, make, run, text_element, twips, val
from reportgen.writers.docx.lists import KINDS
from reportgen.writers.docx.parts import add_xml, saved

TARGET = Path(__file__).parents[1] / "templates" / "shared" / "reference.docx"


# -- pages -------------------------------------------------------------------------------------------------------------


def paragraph(style: str, *content: Element, number: int = 0, section: Element | None = None) -> Element:
    """A w:p."""
    listed = make("w:numPr", val("w:ilvl", 0), val("w:numId", number)) if number else None
    return make("w:p", make("w:pPr", val("w:pStyle", style), listed, section), *content)


def footer(style: str, page: tuple[float, ...]) -> Element:
    """The folio: of a turned page, which is bound at its head, at the left, and read like the others when it is turned.

    A cell is the one thing whose text Word, WPS and LibreOffice all turn.
    """
    folio = paragraph(style, *run("— "), *field_runs("PAGE", "1"), *run(" —"))
    width, height, top, _, bottom, left = page[:6]
    if width < height:
        return make("w:ftr", folio)
    wide, tall = twips(9), twips(40)
    foot = twips(height - bottom) - tall if style == "Footer" else twips(top)
    place = make("w:tblpPr", horzAnchor="page", vertAnchor="page", tblpX=twips(left) - twips(7) - wide, tblpY=foot)
    bare = make("w:tblCellMar", *(make(f"w:{side}", w=0, type="dxa") for side in ("left", "right")))
    cell = make("w:tcPr", make("w:tcW", w=wide, type="dxa"), val("w:textDirection", "tbRl"), val("w:vAlign", "center"))
    row = make("w:trPr", make("w:trHeight", val=tall, hRule="exact"))
    table = make(
        "w:tbl",
        make("w:tblPr", place, make("w:tblW", w=wide, type="dxa"), make("w:tblLayout", type="fixed"), bare),
        make("w:tblGrid", make("w:gridCol", w=wide)),
        make("w:tr", row, make("w:tc", cell, folio)),
    )
    return make("w:ftr", table, paragraph(style))


def section(page: tuple[float, ...], references: dict[str, dict[str, str]], *, grid: bool) -> Element:
    """A w:sectPr; references: kind of reference -> side -> relation."""
    width, height, top, right, bottom, left, header, foot = map(twips, page)
    turned = {"orient": "landscape"} if width > height else {}
    return make(
        "w:sectPr",
        *(
            make(f"w:{kind}Reference", type=side, r_id=id_)
            for kind, sides in references.items()
            for side, id_ in sides.items()
        ),
        make("w:pgSz", w=width, h=height, **turned),
        make("w:pgMar", top=top, right=right, bottom=bottom, left=left, header=header, footer=foot, gutter=0),
        # 22 lines of text. linesAndChars would set 9-point table text on the 16-point grid in LibreOffice, and a page
        # of tables that is no whole number of lines high would begin lower there
        make("w:docGrid", type="lines", linePitch=579) if grid else None,
    )


def sections(document: DocumentPart) -> list[Element]:
    """The pages of words, of upright tables and of turned ones, with their headers and footers."""
    made: dict[str, str] = {}

    def related(kind: str, number: int, root: Element) -> str:
        types = {"footer": (CT.WML_FOOTER, RT.FOOTER), "header": (CT.WML_HEADER, RT.HEADER)}[kind]
        part = add_xml(document, f"/word/{kind}{number}.xml", *types, root)
        return document.relate_to(part, types[1])

    header = related("header", 1, make("w:hdr", paragraph("Header", *run("送审稿的页眉"))))
    for number, (turned, side) in enumerate(((0, "default"), (0, "even"), (2, "default"), (2, "even")), start=1):
        root = footer("Footer" if side == "default" else "FooterEven", PAGES[turned])
        made[f"{turned}{side}"] = related("footer", number, root)
    sides = ("default", "even")
    return [
        section(
            page,
            {
                "header": dict.fromkeys(sides, header),
                "footer": {side: made[f"{2 if n == 2 else 0}{side}"] for side in sides},
            },
            grid=n == 0,
        )
        for n, page in enumerate(PAGES)
    ]


# -- the body, which shows the styles ----------------------------------------------------------------------------------


def body(pages: list[Element]) -> Element:
    """Every style once, each in its name."""
    words, tables, turned = pages
    shown = make("w:body")
    for group, of_group in PARAGRAPHS.items():
        if group == "表的上下":
            shown.extend(paragraph("ListParagraph", *run(name), number=n) for n, name in enumerate(KINDS, start=1))
            shown.append(paragraph("BodyText", *run("以上是正文的页面，以下是竖表的页面。"), section=words))
        shown.extend(paragraph(style.id, *run(style.name)) for style in of_group)
    for id_, name, _, _ in TABLES:
        width = make("w:tblW", w=4000, type="dxa")
        cell = make("w:tc", make("w:tcPr", make("w:tcW", w=4000, type="dxa")), paragraph("TableText", *run(name)))
        properties = make("w:tblPr", val("w:tblStyle", id_), width)
        shown.append(make("w:tbl", properties, make("w:tblGrid", make("w:gridCol", w=4000)), make("w:tr", cell)))
        shown.append(paragraph("SectionEnd"))
    named_runs = [
        make("w:r", make("w:rPr", val("w:rStyle", id_)), text_element("w:t", name)) for id_, name, _ in CHARACTERS
    ]
    shown.append(paragraph("BodyText", *named_runs, section=tables))
    shown.append(paragraph("BodyText", *run("这是横表的页面。")))
    shown.append(turned)
    return shown


def made() -> bytes:
    """The file."""
    package = Package()
    root = document_root()
    document = DocumentPart(PackURI("/word/document.xml"), CT.WML_DOCUMENT_MAIN, root, package)
    package.relate_to(document, RT.OFFICE_DOCUMENT)
    for name, content_type, relation, part in (
        ("styles", CT.WML_STYLES, RT.STYLES, reference_parts.styles()),
        ("numbering", CT.WML_NUMBERING, RT.NUMBERING, reference_parts.numbering()),
        ("settings", CT.WML_SETTINGS, RT.SETTINGS, reference_parts.settings()),
        ("fontTable", CT.WML_FONT_TABLE, RT.FONT_TABLE, reference_parts.fonts()),
        ("theme/theme1", CT.OFC_THEME, RT.THEME, reference_parts.theme()),
    ):
        add_xml(document, f"/word/{name}.xml", content_type, relation, part)
    root.append(body(sections(document)))
    about = package.core_properties
    about.title, about.author, about.last_modified_by, about.language = "报告的样式", "reportgen", "reportgen", "zh-CN"
    about.created = about.modified = datetime(2026, 1, 1, tzinfo=UTC)
    return saved(package)


if __name__ == "__main__":
    TARGET.write_bytes(made())
