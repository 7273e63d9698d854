"""Parts as text -> the zipped package. Written whole: no foreign template leaves its dates, authors and parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from reportgen.document import Document
from reportgen.writers.docx import carried
from reportgen.writers.docx.addresses import NAMESPACE, STORE
from reportgen.writers.docx.charts import Chart, chart_xml, workbook
from reportgen.writers.docx.fonts import font_table_xml
from reportgen.writers.docx.pages import FOOTERS, HEADER, footers, header
from reportgen.writers.docx.styles import styles_xml
from reportgen.writers.docx.theme import theme_xml
from reportgen.writers.docx.walker import Walker
from reportgen.writers.docx.wml import NAMESPACES, NEWER_NAMESPACES, words

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument"
_WORD_TYPE = f"{_TYPE}.wordprocessingml"
_DATE = (1980, 1, 1, 0, 0, 0)  # of every entry, so that the same input makes the same bytes

Relation = tuple[str, str, str]  # id, type, target
_PACKAGE_RELATIONS: list[Relation] = [
    ("rId1", f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
    ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    ("rId3", f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
]
_APPLICATION = f'<Properties xmlns="{_OFFICE}/extended-properties"><Application>reportgen</Application></Properties>'

_COMMENTS = {
    "comments.xml": f"{_OFFICE}/relationships/comments",
    "commentsExtended.xml": "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
}

# id, part, kind; the kind names both relation and content type
_WORD_PARTS = (
    ("rIdStyles", "styles.xml", "styles"),
    ("rIdNumbering", "numbering.xml", "numbering"),
    ("rIdSettings", "settings.xml", "settings"),
    ("rIdFonts", "fontTable.xml", "fontTable"),
    *((relation, part, "footer") for relation, part in FOOTERS.values()),
    ("rIdTheme", "theme/theme1.xml", "theme"),
)

# compatibilityMode 15: otherwise Word opens the file in an old mode; {} is the place of trackRevisions
_SETTINGS = (
    f'<w:settings {NAMESPACES}><w:mirrorMargins/>{{}}<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:doNotExpandShiftReturn/><w:useFELayout/>'
    + "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
        )
    )
    + '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/>'
    '<w:listSeparator w:val=","/></w:settings>'
)


class Package:
    """All parts of one Word file."""

    def __init__(self, document: Document, body: str, walked: Walker) -> None:
        self._document = document
        self._charts = walked.charts
        self._comments = walked.comments.parts()
        self._stores = [(STORE, NAMESPACE, walked.addresses.sidecar_xml())]
        if document.draft:
            self._stores.append((carried.STORE, carried.NAMESPACE, carried.draft_xml(document.draft)))
        texts = {
            "[Content_Types].xml": self._content_types(),
            "_rels/.rels": _relations(_PACKAGE_RELATIONS),
            "docProps/core.xml": self._core(),
            "docProps/app.xml": _APPLICATION,
            "word/document.xml": f"<w:document {NAMESPACES} {NEWER_NAMESPACES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": _relations(self._document_relations()),
            "word/styles.xml": styles_xml(reviewed=document.draft is not None),
            "word/numbering.xml": walked.lists.numbering_xml(),
            "word/settings.xml": _SETTINGS.format("<w:trackRevisions/>" if document.draft else ""),
            "word/fontTable.xml": font_table_xml(),
            "word/theme/theme1.xml": theme_xml(),
            **{f"word/{part}": text for part, text in footers().items()},
            **{f"word/{part}": text for part, text in self._comments.items()},
            **({f"word/{HEADER[1]}": header(document.draft.heading)} if document.draft else {}),
        }
        for number, store in enumerate(self._stores, start=1):
            texts |= _store(number, *store)
        self._parts = {name: (_HEAD + text).encode() for name, text in texts.items()}
        for chart in self._charts:
            self._add_chart(chart)

    def _add_chart(self, chart: Chart) -> None:
        book = f"Microsoft_Excel_Sheet{chart.number}.xlsx"
        relation = ("rId1", f"{_OFFICE}/relationships/package", f"../embeddings/{book}")
        name = f"chart{chart.number}.xml"
        self._parts[f"word/charts/{name}"] = (_HEAD + chart_xml(chart)).encode()
        self._parts[f"word/charts/_rels/{name}.rels"] = (_HEAD + _relations([relation])).encode()
        self._parts[f"word/embeddings/{book}"] = workbook(chart, self._document.created)

    def _document_relations(self) -> list[Relation]:
        parts = [(id_, f"{_OFFICE}/relationships/{kind}", part) for id_, part, kind in _WORD_PARTS]
        parts += [
            (f"rIdStore{n}", f"{_OFFICE}/relationships/customXml", f"../customXml/item{n}.xml") for n in self._numbers()
        ]
        parts += [(f"rIdComments{n}", _COMMENTS[part], part) for n, part in enumerate(self._comments, start=1)]
        if self._document.draft:
            parts.append((HEADER[0], f"{_OFFICE}/relationships/header", HEADER[1]))
        return parts + [
            (chart.relation, f"{_OFFICE}/relationships/chart", f"charts/chart{chart.number}.xml")
            for chart in self._charts
        ]

    def _numbers(self) -> range:
        return range(1, len(self._stores) + 1)

    def _content_types(self) -> str:
        overrides = [
            ("word/document.xml", f"{_WORD_TYPE}.document.main+xml"),
            *((f"word/{part}", _content_type(kind)) for _, part, kind in _WORD_PARTS),
            *((f"word/charts/chart{c.number}.xml", f"{_TYPE}.drawingml.chart+xml") for c in self._charts),
            *((f"word/{part}", _content_type(part.removesuffix(".xml"))) for part in self._comments),
            *([(f"word/{HEADER[1]}", _content_type("header"))] if self._document.draft else []),
            *((f"customXml/itemProps{n}.xml", f"{_TYPE}.customXmlProperties+xml") for n in self._numbers()),
            ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
            ("docProps/app.xml", f"{_TYPE}.extended-properties+xml"),
        ]
        parts = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in overrides)
        return (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xlsx" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>'
            f"{parts}</Types>"
        )

    def _core(self) -> str:
        document = self._document
        moment = f"{document.created.isoformat()}T00:00:00Z"
        return (
            f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{words(document.title)}</dc:title><dc:creator>{words(document.unit)}</dc:creator>"
            f"<dc:language>zh-CN</dc:language><cp:lastModifiedBy>{words(document.unit)}</cp:lastModifiedBy>"
            f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
            f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>'
        )

    def to_bytes(self) -> bytes:
        """The file."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for name, content in self._parts.items():
                entry = zipfile.ZipInfo(name, _DATE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 0
                archive.writestr(entry, content)
        return target.getvalue()


def _store(number: int, identity: str, namespace: str, text: str) -> dict[str, str]:
    """A custom XML part with its properties."""
    return {
        f"customXml/item{number}.xml": text,
        f"customXml/itemProps{number}.xml": (
            f'<ds:datastoreItem xmlns:ds="{_OFFICE}/customXml" ds:itemID="{identity}"><ds:schemaRefs>'
            f'<ds:schemaRef ds:uri="{namespace}"/></ds:schemaRefs></ds:datastoreItem>'
        ),
        f"customXml/_rels/item{number}.xml.rels": _relations(
            [("rId1", f"{_OFFICE}/relationships/customXmlProps", f"itemProps{number}.xml")]
        ),
    }


def _content_type(kind: str) -> str:
    return f"{_TYPE if kind == 'theme' else _WORD_TYPE}.{kind}+xml"


def _relations(relations: Sequence[Relation]) -> str:
    items = "".join(f'<Relationship Id="{id_}" Type="{kind}" Target="{target}"/>' for id_, kind, target in relations)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'
