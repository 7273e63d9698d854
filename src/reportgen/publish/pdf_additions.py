"""What a PDF of ours never has: notes on pages, scripts, fields, another title, something drawn over its words."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Any

from reportgen.publish.pdf import NoPdf

ROOT = frozenset(
    [
        "/AF",
        "/Metadata",
        "/Pages",
        "/OutputIntents",
        "/StructTreeRoot",
        "/Names",
        "/Outlines",
        "/Type",
        "/MarkInfo",
        "/ViewerPreferences",
        "/Lang",
    ]
)
NAMES = frozenset(("/Dests", "/EmbeddedFiles"))
PAGE = frozenset(
    [
        "/Type",
        "/Parent",
        "/MediaBox",
        "/Contents",
        "/Resources",
        "/Annots",
        "/BleedBox",
        "/TrimBox",
        "/StructParents",
        "/Tabs",
        "/Rotate",
    ]
)
"""What the catalogue and a page of ours say; a reader may act upon more."""
LEAST = 2.0
"""Points: what is thinner is a rule, no box."""
MOST_COVERED = 0.6
"""From this share of the height and width of words on, they are covered."""
Box = tuple[float, float, float, float]


def additions(content: bytes, title: str) -> Iterator[str]:
    """In words what was put in. Raises NoPdf."""
    import pikepdf

    try:
        with warnings.catch_warnings(), pikepdf.open(io.BytesIO(content)) as pdf:
            warnings.simplefilter("ignore")  # of a field that stands alone
            told = [*_acting(pdf), *_titled(pdf, title)]
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError) as error:
        raise NoPdf(str(error)) from error
    yield from told
    yield from _covered(content)


def _acting(pdf: Any) -> Iterator[str]:
    for key in sorted({*pdf.Root.keys()} - ROOT):
        yield f"PDF 里多了 {key}（打开时会做什么，或要人填写）"
    for key in sorted({*pdf.Root.get("/Names", {}).keys()} - NAMES):
        yield f"PDF 里多了 {key}（如脚本）"
    for number, page in enumerate(pdf.pages, 1):
        for key in sorted({*page.keys()} - PAGE):
            yield f"PDF 第 {number} 张多了 {key}"
        for note in page.get("/Annots", []):
            kind = str(note.get("/Subtype", ""))
            action = note.get("/A")
            if kind != "/Link" or "/AP" in note or "/AA" in note:
                yield f"PDF 第 {number} 张加了批注（{kind.removeprefix('/')}）"
            elif action is not None and str(action.get("/S", "")) not in ("/URI", "/GoTo"):
                yield f"PDF 第 {number} 张的链接会运行别的东西（{str(action.get('/S', '')).removeprefix('/')}）"


def _titled(pdf: Any, title: str) -> Iterator[str]:
    told = {str(pdf.docinfo.get("/Title", title)), str(pdf.open_metadata().get("dc:title") or title)}
    for other in sorted(told - {title}):
        yield f"PDF 的标题是「{other}」，report.json 里是「{title}」"


def _covered(content: bytes) -> Iterator[str]:
    """Pages on which a filled shape or a picture that was drawn later lies over words."""
    import pypdfium2  # type: ignore[import-untyped]  # it ships no py.typed
    import pypdfium2.raw as raw  # type: ignore[import-untyped]

    document = pypdfium2.PdfDocument(content)
    try:
        for number, page in enumerate(document, 1):
            words: list[Box] = []
            for shown in page.get_objects(max_depth=1):
                box = _box(shown.raw, raw)
                if box is None:
                    continue
                if shown.type == raw.FPDF_PAGEOBJ_TEXT:
                    words.append(box)
                elif _hides(shown, raw, box) and any(_over(box, word) for word in words):
                    yield f"PDF 第 {number} 张有东西盖在字上面"
                    break
    finally:
        document.close()


def _box(shown: Any, raw: Any) -> Box | None:
    import ctypes

    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(shown, *sides):
        return None
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top


def _hides(shown: Any, raw: Any, box: Box) -> bool:
    import ctypes

    if min(box[2] - box[0], box[3] - box[1]) < LEAST:
        return False
    if shown.type == raw.FPDF_PAGEOBJ_IMAGE:
        return True
    if shown.type != raw.FPDF_PAGEOBJ_PATH:
        return False
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(shown.raw, filled, stroked)
    pieces = (raw.FPDFPath_GetPathSegment(shown.raw, n) for n in range(raw.FPDFPath_CountSegments(shown.raw)))
    begun = sum(raw.FPDFPathSegment_GetType(piece) == raw.FPDF_SEGMENT_MOVETO for piece in pieces)
    return filled.value != 0 and begun == 1  # the frame of a table is drawn as an outer and an inner edge


def _over(box: Box, word: Box) -> bool:
    wide, high = (min(box[n + 2], word[n + 2]) - max(box[n], word[n]) for n in (0, 1))
    return (
        wide > 0
        and high > MOST_COVERED * (word[3] - word[1])
        and (wide > MOST_COVERED * (word[2] - word[0]) or wide > word[3] - word[1])
    )
