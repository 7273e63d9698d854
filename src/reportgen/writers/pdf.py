"""Document -> PDF: tagged, the same bytes every time, with the printed page of every block.

Two halves, so that they can stand in two processes: `prepare` makes a `Job` of plain data, and
`pdf_worker` renders it. WeasyPrint is imported only by the second half.

    pool = ProcessPoolExecutor(max_workers=1, initializer=warm_up)
    pool.submit(int)  # a pool starts its process at the first task, not before
    …compose…
    pdf = pool.submit(pdf_worker, prepare(document)).result()
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import logging
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportgen.document import Document
from reportgen.environment import FACES_REMEDY, EnvironmentProblem, require_pdf

LANGUAGE = "zh-CN"
WARM_UP = (
    '<p style="font-family:Noto Serif CJK SC">汉<b>汉</b>'
    '<span style="font-family:Noto Sans CJK SC">汉</span>'
    '<span style="font-family:Liberation Serif,Times New Roman,Noto Sans CJK SC">1</span>'
)


# no line of a long title holds one character only
_LAST_WORDS = re.compile(r"(<h1[^>]*>[^<]{16,})([^<]{4})</h1>")
_KEPT_TOGETHER = r'\1<span style="white-space:nowrap">\2</span></h1>'
_VOID_ELEMENT = re.compile("<((?:br|col|meta)(?: [^>]*)?)>")
_SVG_START = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '


class PdfError(Exception):
    """The document cannot become a correct PDF; the message says why."""


@dataclass(frozen=True)
class Pdf:
    """The file, the printed number of the page where each id stands, and what was not perfect."""

    content: bytes
    pages: Mapping[str, int]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Job:
    """What the renderer needs, and nothing that does not pickle."""

    html: str
    styles: tuple[str, ...]
    title: str
    author: str
    created: str
    first_part: str | None = None


def write_pdf(document: Document) -> Pdf:
    """Render in this process."""
    return pdf_worker(prepare(document))


def prepare(document: Document) -> Job:
    """The document as plain data; page 1 is where its first part begins."""
    from reportgen.writers.html import to_html_text

    parts = (s.get("id") for s in document.body.iter("section") if "part" in (s.get("class") or "").split())
    return Job(
        html=_LAST_WORDS.sub(_KEPT_TOGETHER, to_html_text(document, styles=False)),
        styles=document.styles,
        title=document.title,
        author=document.unit,
        created=document.created.isoformat(),
        first_part=next(parts, None),
    )


def warm_up() -> None:
    """Make this process a renderer: WeasyPrint imported, the system's fonts read, no collector.

    A problem is left for the job to report, where it reaches the reader.
    """
    with contextlib.suppress(EnvironmentProblem), _logged():
        require_pdf()
        import weasyprint  # type: ignore[import-untyped]

        weasyprint.HTML(string=WARM_UP).write_pdf(font_config=_fonts())
    gc.collect()
    gc.freeze()
    gc.disable()


def pdf_worker(job: Job) -> Pdf:
    """Job -> Pdf, in any process."""
    require_pdf()
    from weasyprint.urls import FatalURLFetchingError  # type: ignore[import-untyped]

    with _logged() as log, _without_collector():
        try:
            rendering = _render(job)
            content = rendering.write_pdf(pdf_tags=True, pdf_identifier=_identifier(job))
        except FatalURLFetchingError as refused:
            raise PdfError(str(refused)) from None
        warnings = log.messages() + _foreign_faces(rendering, job)
        return Pdf(content, _printed_pages(rendering, job.first_part), tuple(warnings))


def _render(job: Job) -> Any:

    rendering = _html(job.html).render(
        font_config=_fonts(), stylesheets=[_stylesheet(text) for text in job.styles]
    )
    _end_frames_with_their_rows(rendering)
    data = rendering.metadata
    data.title, data.authors, data.lang = job.title, [job.author], LANGUAGE
    data.created = data.modified = job.created
    data.generator = "reportgen"
    return rendering


def _html(text: str) -> Any:
    """What `weasyprint.HTML(string=…)` gives, in a tenth of the time.

    The writer's HTML is XML but for void elements and namespaces, so expat can read it.
    """
    import weasyprint
    from cssselect2 import ElementWrapper  # type: ignore[import-untyped]

    class Parsed(weasyprint.HTML):  # type: ignore[misc]
        def __init__(self) -> None:
            self.base_url, self.url_fetcher, self.media_type = None, _refuse(), "print"
            self.wrapper_element = ElementWrapper.from_html_root(_tree(text), content_language=None)
            self.etree_element = self.wrapper_element.etree_element

    return Parsed()


def _tree(text: str) -> ET.Element:
    text = _VOID_ELEMENT.sub(r"<\1/>", text.removeprefix("<!DOCTYPE html>"))
    return ET.fromstring(text.replace("<svg ", _SVG_START))


def _end_frames_with_their_rows(rendering: Any) -> None:
    """A frame goes to the foot of the page also when the last row went over with the notes: shorten it."""
    from weasyprint.formatting_structure.boxes import (  # type: ignore[import-untyped]
        BlockBox,
        TableBox,
        TableRowGroupBox,
    )

    for page in rendering.pages:
        waiting = [page._page_box]
        while waiting:
            box = waiting.pop()
            if isinstance(box, TableRowGroupBox) and box.children:
                last = box.children[-1]
                box.height = last.position_y + last.height - box.position_y
            elif isinstance(box, (BlockBox, TableBox)) or box is page._page_box:
                waiting += box.children


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """Fontconfig is read once in a process; no stylesheet may bring faces, so it never changes."""
    from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]

    return FontConfiguration()


@lru_cache(maxsize=8)
def _stylesheet(text: str) -> Any:
    import weasyprint

    return weasyprint.CSS(string=text, font_config=_fonts(), url_fetcher=_refuse())


def _refuse() -> Any:
    """A fetcher that fetches nothing: a report stands in its document alone."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class Refusing(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:
            del headers
            raise FatalURLFetchingError(f"文档要读取外面的文件或网址，生成 PDF 时一律拒绝：{url[:200]}")

    return Refusing()


def _identifier(job: Job) -> bytes:
    return hashlib.sha256(repr(job).encode()).hexdigest()[:32].encode()


def _printed_pages(rendering: Any, first_part: str | None) -> dict[str, int]:
    """Id -> printed number; cover and contents have none."""
    sheets: dict[str, int] = {}
    for number, page in enumerate(rendering.pages):
        for name in page.anchors:
            sheets.setdefault(name, number)
    first = sheets.get(first_part, 0) if first_part else 0
    return {name: number - first + 1 for name, number in sheets.items() if number >= first}


def _foreign_faces(rendering: Any, job: Job) -> list[str]:
    """Faces nobody asked for: fontconfig put them in because those asked for lack a character."""
    asked = "\n".join((*job.styles, job.html))
    used = sorted({font.family for font in rendering.fonts.values()})
    return [
        f"用了样式表没有写的字体 {face}：写了的字体都没有装，或者缺字" for face in used if face not in asked
    ]


@contextlib.contextmanager
def _without_collector() -> Iterator[None]:
    """The collector walks a million boxes that all stay in use: without it 0.83 of the time."""
    if not gc.isenabled():  # a worker's: it sweeps before the next report, when nobody waits for this one
        gc.collect()
        yield
        return
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.enable()


class _Log(logging.Handler):
    """WeasyPrint's messages of one rendering, in Chinese."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def messages(self) -> list[str]:
        """What to tell the reader; an error (a broken link, an unreadable image) stops the report.

        So does a character that no face has: it would print as a box, and in a face without a free glyph
        number it also spoils the text that readers copy and search.
        """
        boxes = list(dict.fromkeys(filter(None, map(_without_face, self.records))))
        if boxes:
            raise EnvironmentProblem(f"不能生成 PDF：字体里没有“{'”“'.join(boxes)}”", FACES_REMEDY)
        errors = [r.getMessage() for r in self.records if r.levelno >= logging.ERROR]
        if errors:
            raise PdfError("PDF 排版时出错：" + "；".join(dict.fromkeys(errors)))
        return list(dict.fromkeys(map(_in_chinese, self.records)))


def _without_face(record: logging.LogRecord) -> str:
    """The character of a .notdef message, else ''."""
    known = record.getMessage().startswith(".notdef") and isinstance(record.args, tuple)
    return str(record.args[0]) if known and isinstance(record.args, tuple) else ""


def _in_chinese(record: logging.LogRecord) -> str:
    return f"PDF 排版提示：{record.getMessage()}"


@contextlib.contextmanager
def _logged() -> Iterator[_Log]:
    """Collect what WeasyPrint logs instead of printing it."""
    logger = logging.getLogger("weasyprint")
    log, propagate = _Log(), logger.propagate
    logger.addHandler(log)
    logger.propagate = False
    try:
        yield log
    finally:
        logger.removeHandler(log)
        logger.propagate = propagate
