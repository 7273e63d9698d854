"""The charts of a Word file that came back -> what they say otherwise than they were written."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part

from reportgen.writers.docx.charts.chart import Chart
from reportgen.writers.docx.elements import Element, qn
from reportgen.writers.docx.opened import Opened, root_of

_LARGEST = 4 << 20
_CELL = re.compile(rb"<v>([^<]{1,40})</v>")


def said_by(chart: Chart) -> str:
    """What the sidecar keeps of a chart: its title and its amounts."""
    return "\t".join((chart.title, *(f"{part.value:f}" for part in chart.parts)))


def changed_charts(opened: Opened, drawn: Sequence[str]) -> Iterator[str]:
    """Each chart that says other numbers than it was written with, has others in its workbook, or is gone."""
    if not drawn:
        return
    left = [_Returned(relation.target_part) for relation in opened.main.rels.values() if relation.reltype == RT.CHART]
    for said in drawn:
        title, *amounts = said.split("\t")
        wanted = Counter(number for amount in amounts if (number := _number(amount)) is not None)
        own = next((chart for chart in left if title in chart.texts), None)
        own = own or next((chart for chart in left if chart.numbers == wanted), None)
        if own is None:
            yield f"图“{title}”不见了"
            continue
        left.remove(own)
        if own.numbers != wanted:
            yield f"图“{title}”的数改了：{_told(wanted, own.numbers)}"
        elif title not in own.texts:
            yield f"图“{title}”的题名改了"
        elif (booked := own.booked) is not None and wanted - booked:
            yield f"图“{title}”后面的工作簿里的数改了：{_told(wanted, booked)}"
    yield from (f"多了一张图：{'、'.join(sorted(chart.texts)[:3])}" for chart in left)


def _told(wanted: Counter[Decimal], now: Counter[Decimal]) -> str:
    lost, come = wanted - now, now - wanted
    return f"{'、'.join(f'{n:f}' for n in lost)} → {'、'.join(f'{n:f}' for n in come) or '（没有了）'}"


class _Returned:
    """One chart as it came back."""

    def __init__(self, part: Part) -> None:
        self._part = part
        root = root_of(part)
        values = [v.text or "" for v in root.iter(qn("c:v"))]
        held = [v.text or "" for numbers in root.iter(qn("c:numCache")) for v in numbers.iter(qn("c:v"))]
        self.numbers = Counter(number for text in held if (number := _number(text)) is not None)
        self.texts = {text for text in values if _number(text) is None} | set(_titles(root))

    @property
    def booked(self) -> Counter[Decimal] | None:
        """The numbers of the workbook behind it; None where there is none that can be read."""
        books = (r.target_part for r in self._part.rels.values() if r.reltype == RT.PACKAGE and not r.is_external)
        book = next(books, None)
        if book is None or len(book.blob) > _LARGEST:
            return None
        try:
            with zipfile.ZipFile(io.BytesIO(book.blob)) as archive:
                sheets = [
                    archive.read(entry)
                    for entry in archive.infolist()
                    if entry.filename.startswith("xl/worksheets/") and entry.file_size < _LARGEST
                ]
        except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
            return None
        cells = (cell.decode(errors="replace") for sheet in sheets for cell in _CELL.findall(sheet))
        return Counter(number for cell in cells if (number := _number(cell)) is not None)


def _titles(root: Element) -> Iterator[str]:
    for title in root.iter(qn("c:title")):
        yield "".join(t.text or "" for t in title.iter(qn("a:t")))


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number.quantize(Decimal("0.0001")).normalize() + 0 if number.is_finite() and abs(number) < 10**15 else None
