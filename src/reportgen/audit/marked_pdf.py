"""A PDF and what was found in it -> the same PDF with the places highlighted, each with its comment."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf

from reportgen.audit.finding import AuditFinding
from reportgen.audit.locate import by_page
from reportgen.model.finding import Level
from reportgen.reading.grid import Box

_COLOURS = {Level.ERROR: (1.0, 0.55, 0.55), Level.WARNING: (1.0, 0.87, 0.4), Level.HINT: (0.65, 0.85, 1.0)}
_MARGIN = 1.0
_LEAST = 6.0
"""Points of width that a mark has at least."""


def marked(content: bytes, findings: Sequence[AuditFinding]) -> bytes:
    """The bytes of the file with its marks; no word of it is changed."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for number, own in by_page(findings):
            page = pdf.pages[number - 1]
            if "/Annots" not in page:
                page["/Annots"] = pikepdf.Array()
            for finding in own:
                page["/Annots"].append(pdf.make_indirect(_mark(page, finding)))
        stream = io.BytesIO()
        pdf.save(stream)
    return stream.getvalue()


def _mark(page: pikepdf.Page, finding: AuditFinding) -> pikepdf.Dictionary:
    assert finding.spot is not None and finding.spot.box is not None  # noqa: S101, PT018  # `by_page` has looked
    left, low, right, high = _on_paper(page, finding.spot.box)
    corners = [left, high, right, high, left, low, right, low]
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Highlight,
        Rect=[left, low, right, high],
        QuadPoints=corners,
        C=list(_COLOURS[finding.level]),
        CA=0.6,
        F=4,
        T=f"{finding.code} {finding.kind}",
        Contents=comment(finding),
    )


def comment(finding: AuditFinding) -> str:
    """What the note at a mark says."""
    basis = "".join(f"\n依据：{line}" for line in finding.basis)
    return f"{finding.level.value}（{finding.sure}）\n「{finding.said}」{finding.problem}{finding.correction}{basis}"


def _on_paper(page: pikepdf.Page, box: Box) -> Box:
    """A box as readers see the page -> left, low, right, high in the page's own measure, turned pages too."""
    media = [float(value) for value in page.mediabox]
    x0, top, x1, bottom = box[0] - _MARGIN, box[1] - _MARGIN, max(box[2], box[0] + _LEAST) + _MARGIN, box[3] + _MARGIN
    match int(page.get("/Rotate", 0)) % 360:
        case 90:
            return media[0] + top, media[1] + x0, media[0] + bottom, media[1] + x1
        case 180:
            return media[2] - x1, media[1] + top, media[2] - x0, media[1] + bottom
        case 270:
            return media[2] - bottom, media[3] - x1, media[2] - top, media[3] - x0
        case _:
            return media[0] + x0, media[3] - bottom, media[0] + x1, media[3] - top
