"""What people said about a draft: comments of Word with their replies, notes in a PDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from reportgen.review.review_comments import COMMENT, OF_PDF, ReviewComment
from reportgen.writers.docx.comments import THREADS
from reportgen.writers.docx.elements import W, qn
from reportgen.writers.docx.opened import NotOurs, Opened
from reportgen.writers.docx.read_back import hand_of
from reportgen.writers.docx.standing import ReviewedFile

OURS = "reportgen"
"""The author of the comments that a draft was written with."""


def of_word(opened: Opened, returned: ReviewedFile, places: Mapping[str, tuple[str, str]]) -> list[ReviewComment]:
    """The comments of a Word file; `places` tells what an address is called, for people and by its anchor.
    A reply to one of ours is a remark about its question.
    """
    comments = opened.related(RT.COMMENTS)
    if comments is None:
        return []
    parents, done = _threads(opened)
    found: dict[str, ReviewComment] = {}
    by_paragraph: dict[str, str] = {}
    replies: list[tuple[str, ReviewComment]] = []
    for comment in comments.iter(f"{W}comment"):
        number = comment.get(f"{W}id") or ""
        paragraphs = list(comment.iter(f"{W}p"))
        text = "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in paragraphs).strip()
        last = paragraphs[-1].get(qn("w14:paraId"), "") if paragraphs else ""
        where, anchor = places.get(returned.anchors.get(number, ""), ("", ""))
        about = returned.quoted.get(number, "")[:80]
        reviewer = hand_of(comment)
        remark = ReviewComment(
            COMMENT, reviewer.who, reviewer.day, where, about, text, done=done.get(last, False), anchor=anchor
        )
        by_paragraph[last] = number
        parent = parents.get(last, "")
        if parent:
            replies.append((by_paragraph.get(parent, ""), remark))
        elif text:
            found[number] = remark
    for number, reply in replies:
        above = found.get(number)
        if above is None:
            continue
        if above.who == OURS:
            found[f"{number}.{len(found)}"] = replace(reply, about=above.text, where=above.where, anchor=above.anchor)
        else:
            found[number] = replace(above, answer="\n".join(filter(None, (above.answer, f"{reply.who}：{reply.text}"))))
    return [remark for remark in found.values() if remark.who != OURS]


def _threads(opened: Opened) -> tuple[dict[str, str], dict[str, bool]]:
    """Of the last paragraph of each comment, that of the comment it answers, and whether the thread is done."""
    threads = opened.related(THREADS)
    if threads is None:
        return {}, {}
    parents, done = {}, {}
    for entry in threads.iter(qn("w15:commentEx")):
        own = entry.get(qn("w15:paraId")) or ""
        parents[own] = entry.get(qn("w15:paraIdParent")) or ""
        done[own] = entry.get(qn("w15:done")) == "1"
    return parents, done


def of_pdf(path: Path) -> list[ReviewComment]:
    """The notes, marks and typed-in texts of a PDF. Raises NotOurs."""
    import pypdfium2 as pdfium  # type: ignore[import-untyped]
    import pypdfium2.raw as raw  # type: ignore[import-untyped]

    try:
        document = pdfium.PdfDocument(path)
    except (pdfium.PdfiumError, OSError, ValueError) as error:
        raise NotOurs("PDF 读不出来：坏了，或者有密码") from error
    found = []
    with document:
        for number in range(len(document)):
            page = document[number]
            for n in range(raw.FPDFPage_GetAnnotCount(page)):
                annotation = raw.FPDFPage_GetAnnot(page, n)
                if raw.FPDFAnnot_GetSubtype(annotation) in (
                    raw.FPDF_ANNOT_LINK,
                    raw.FPDF_ANNOT_WIDGET,
                    raw.FPDF_ANNOT_POPUP,
                ):
                    continue
                text = _string(raw, annotation, b"Contents").strip()
                day = _day(_string(raw, annotation, b"M"))
                about = _below(page, raw, annotation)
                raw.FPDFPage_CloseAnnot(annotation)
                if text or about:
                    found.append(
                        ReviewComment(
                            OF_PDF,
                            _string_of(raw, page, n, b"T"),
                            day,
                            f"PDF 第 {number + 1} 张",
                            about,
                            text or "（只做了标记，没有写字）",
                        )
                    )
    return found


def _day(written: str) -> str:
    """The day of a PDF's date (D:20240909100000+08'00'), as the data write it; nothing for what is no date."""
    try:
        return date.fromisoformat(written.removeprefix("D:")[:8]).isoformat()
    except ValueError:
        return ""


def _string_of(raw: object, page: object, number: int, key: bytes) -> str:
    annotation = raw.FPDFPage_GetAnnot(page, number)  # type: ignore[attr-defined] # pypdfium2.raw has no types
    try:
        return _string(raw, annotation, key)
    finally:
        raw.FPDFPage_CloseAnnot(annotation)  # type: ignore[attr-defined]


def _string(raw: object, annotation: object, key: bytes) -> str:
    import ctypes

    # pypdfium2.raw has no types
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)  # type: ignore[attr-defined]
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)  # type: ignore[attr-defined]
    return buffer.raw[: max(size - 2, 0)].decode("utf-16-le", errors="replace")


def _below(page: object, raw: object, annotation: object) -> str:
    """The words that a mark covers."""
    if not raw.FPDFAnnot_HasAttachmentPoints(annotation):  # type: ignore[attr-defined]
        return ""
    text = page.get_textpage()  # type: ignore[attr-defined]
    words = []
    for n in range(raw.FPDFAnnot_CountAttachmentPoints(annotation)):  # type: ignore[attr-defined]
        quad = raw.FS_QUADPOINTSF()  # type: ignore[attr-defined]
        if raw.FPDFAnnot_GetAttachmentPoints(annotation, n, quad):  # type: ignore[attr-defined]
            xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            words.append(text.get_text_bounded(min(xs), min(ys), max(xs), max(ys)))
    text.close()
    return "".join(words).strip()[:80]
