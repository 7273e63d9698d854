"""Job -> pages, by WeasyPrint: nothing is fetched, and the frames of tables end with their rows."""

from __future__ import annotations

import atexit
import re
import xml.etree.ElementTree as ET
from functools import lru_cache
from typing import Any

from reportgen.writers.pdf.columns import cut_figures, fit_columns
from reportgen.writers.pdf.job import Job
from reportgen.writers.pdf.spans import repeat_labels

LANGUAGE = "zh-CN"
_VOID_ELEMENT = re.compile("<((?:br|col|meta)(?: [^>]*)?)>")
_FOR_EVERY_ELEMENT = re.compile(r"^::(?!marker).*$|^@counter-style .*$", re.MULTILINE)
_SVG_START = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '


def render(job: Job) -> Any:
    """The laid-out pages (weasyprint.Document)."""
    root = tree(job.html)
    fit_columns(root)
    rendering = _html(root).render(font_config=fonts(), stylesheets=[_stylesheet(text) for text in job.styles])
    cut_figures(root, rendering)
    _end_frames_with_their_rows(rendering)
    repeat_labels(rendering)
    data = rendering.metadata
    data.title, data.authors, data.lang = job.title, [job.author], LANGUAGE
    data.created = data.modified = job.created
    data.generator = "reportgen"
    return rendering


def _html(root: ET.Element) -> Any:
    """What `weasyprint.HTML(string=…)` gives."""
    import weasyprint  # type: ignore[import-untyped]
    from cssselect2 import ElementWrapper  # type: ignore[import-untyped]

    class Parsed(weasyprint.HTML):  # type: ignore[misc]
        def __init__(self) -> None:
            self.base_url, self.url_fetcher, self.media_type = None, _refuse(), "print"
            self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
            self.etree_element = self.wrapper_element.etree_element

        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            del forms
            return [_usual_styles()]

    return Parsed()


@lru_cache(maxsize=1)
def _usual_styles() -> Any:
    """WeasyPrint's own style sheet without its six rules for notes and markers of every element there is.

    A document has no notes, and markers in lists only; the styles of those that never come were half of all memory.
    """
    import weasyprint
    from weasyprint.html import UA  # type: ignore[import-untyped]

    return weasyprint.CSS(string=_FOR_EVERY_ELEMENT.sub("", UA).replace("\n::marker", "\nli::marker"))


def tree(text: str) -> ET.Element:
    """The writer's HTML as expat reads it, in a tenth of the time of an HTML parser.

    It is XML but for void elements and namespaces.
    """
    text = _VOID_ELEMENT.sub(r"<\1/>", text.removeprefix("<!DOCTYPE html>"))
    return ET.fromstring(text.replace("<svg ", _SVG_START))


def _end_frames_with_their_rows(rendering: Any) -> None:
    """A frame goes to the foot of the page also when the last row went over with the notes: shorten it."""
    from weasyprint.formatting_structure.boxes import BlockBox, TableBox, TableRowGroupBox  # type: ignore[import-untyped]

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
def fonts() -> Any:
    """Fontconfig is read once in a process; no stylesheet may bring faces, so it never changes."""
    from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]

    atexit.register(fonts.cache_clear)  # it frees C memory with a module that is gone after that
    return FontConfiguration()


@lru_cache(maxsize=8)
def _stylesheet(text: str) -> Any:
    import weasyprint

    return weasyprint.CSS(string=text, font_config=fonts(), url_fetcher=_refuse())


def _refuse() -> Any:
    """A fetcher that fetches nothing: a report stands in its document alone."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher  # type: ignore[import-untyped]

    class Refusing(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:
            del headers
            raise FatalURLFetchingError(f"文档要读取外面的文件或网址，生成 PDF 时一律拒绝：{url[:200]}")

    return Refusing()


def printed_pages(rendering: Any, first_part: str | None) -> dict[str, int]:
    """Id -> printed number; cover and contents have none."""
    sheets: dict[str, int] = {}
    for number, page in enumerate(rendering.pages):
        for name in page.anchors:
            sheets.setdefault(name, number)
    first = sheets.get(first_part, 0) if first_part else 0
    return {name: number - first + 1 for name, number in sheets.items() if number >= first}


def foreign_faces(rendering: Any, job: Job) -> list[str]:
    """Faces nobody asked for: fontconfig put them in because those asked for lack a character."""
    asked = "\n".join((*job.styles, job.html))
    used = sorted({font.family for font in rendering.fonts.values()})
    return [f"用了样式表没有写的字体 {face}：写了的字体都没有装，或者缺字" for face in used if face not in asked]
