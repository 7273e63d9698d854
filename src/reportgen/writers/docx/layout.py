"""Document -> the folios that its Word file has when an office program lays it out.

For a report that is made without the PDF, whose pages the contents take otherwise. LibreOffice prints the file with
every bookmark as a named place; its PDF says in plain words on which sheet each place lies.
"""

from __future__ import annotations

import json
import re

from reportgen.document import Document
from reportgen.environment import converted_by_office
from reportgen.writers.docx import write_docx
from reportgen.writers.docx.marks import WordMarks

_REMEDY = "请装 LibreOffice（Debian、Ubuntu：sudo apt install libreoffice-writer），或者连 PDF 一起生成"
_OPTIONS = {"ExportBookmarksToPDFDestination": True, "ExportFormFields": False, "IsSkipEmptyPages": False}


def lay_out(document: Document) -> dict[str, int]:
    """Id -> folio of everything that a link leads to. Raises EnvironmentProblem where nothing can lay it out."""
    sheets = _sheets(_printed(write_docx(document)))
    marks = WordMarks(document.body)
    found = {id_: sheets.get(_spelt(marks.name(id_))) for id_ in sorted(marks.targets)}
    part = next((part.id for part in document.reading.parts), "")
    first = found.get(part) or 1
    return {id_: sheet - first + 1 for id_, sheet in found.items() if sheet is not None and sheet >= first}


def _printed(content: bytes) -> bytes:
    options = json.dumps({name: {"type": "boolean", "value": str(on).lower()} for name, on in _OPTIONS.items()})
    return converted_by_office(content, "docx", f"pdf:writer_pdf_Export:{options}", "Word 目录的页码排不出来", _REMEDY)


def _sheets(pdf: bytes) -> dict[str, int]:
    """Name of each place -> its sheet, from 1."""
    kids = re.search(rb"/Kids\[([^\]]*)\]", pdf)
    order = {int(number): n for n, number in enumerate(re.findall(rb"(\d+) 0 R", kids[1] if kids else b""), start=1)}
    places = re.findall(rb"/(\w+)\[(\d+) 0 R/XYZ", pdf)
    return {name.decode(): order[int(page)] for name, page in places if int(page) in order}


def _spelt(name: str) -> str:
    """A bookmark's name as LibreOffice spells it in a PDF: all but letters and digits as their code."""
    return re.sub(r"[^A-Za-z0-9]", lambda found: f"{ord(found[0]):02X}", name)
