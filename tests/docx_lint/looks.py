"""Every look has a named style."""

from __future__ import annotations

from collections.abc import Iterator

from docx_lint.file import File, Rules, W, text, value

RULES = Rules()
_IN_RUNS = frozenset((f"{W}rStyle", f"{W}rFonts", f"{W}b"))
_IN_PARAGRAPHS = frozenset(
    f"{W}{name}" for name in ("pStyle", "keepNext", "pageBreakBefore", "numPr", "tabs", "sectPr")
)


@RULES.rule("样式没有定义")
def _styles(file: File) -> Iterator[str]:
    defined = {s.get(f"{W}styleId") for s in file.styles.iterfind(f"{W}style")}
    used = {f"{W}{name}" for name in ("pStyle", "rStyle", "tblStyle", "basedOn", "next")}
    named = {e.get(f"{W}val") or "" for root in (file.document, file.styles) for e in root.iter() if e.tag in used}
    yield from sorted(named - defined)


@RULES.rule("样式以外的格式")
def _direct(file: File) -> Iterator[str]:
    """Apart from the hint for quotation marks, and bold words that have another character style already."""
    for properties, allowed in (("rPr", _IN_RUNS), ("pPr", _IN_PARAGRAPHS)):
        for own in file.document.iter(f"{W}{properties}"):
            for child in own:
                fonts = child.tag == f"{W}rFonts" and set(child.attrib) != {f"{W}hint"}
                if child.tag not in allowed or fonts:
                    yield child.tag.removeprefix(W)
    for paragraph in file.document.iter(f"{W}p"):
        if paragraph.find(f"{W}pPr/{W}pStyle") is None:
            yield f"没有样式的段落 {text(paragraph)}"


@RULES.rule("用空段落隔开")
def _empty(file: File) -> Iterator[str]:
    for before, paragraph in zip([None, *file.document[0]], file.document[0], strict=False):
        carries = paragraph.find(f"{W}pPr/{W}sectPr") is not None or (before is not None and before.tag == f"{W}tbl")
        full = any(e.tag in (f"{W}t", f"{W}drawing") for e in paragraph.iter())
        if (
            paragraph.tag == f"{W}p"
            and not full
            and not carries
            and paragraph.find(f"{W}pPr/{W}pageBreakBefore") is None
        ):
            yield value(paragraph, f"{W}pPr/{W}pStyle")
