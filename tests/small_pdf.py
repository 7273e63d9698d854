"""PDF files made by hand: lines, words, pages turned, streams of any kind; nothing that a writer would mend."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Sequence

WIDE, TALL = 595, 842


def words(x: float, y: float, text: str, size: float = 10, matrix: str = "1 0 0 1") -> str:
    """Words that begin at x, y from the lower left corner."""
    return f"BT /F1 {size} Tf {matrix} {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n"


def table(xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]]) -> str:
    """A ruled table; ys from the top down. A cell None is merged with the one at its left."""
    drawn = [f"{xs[0]} {y} m {xs[-1]} {y} l S\n" for y in ys]
    for row, (top, bottom) in zip(rows, itertools.pairwise(ys), strict=True):
        for number, x in enumerate(xs):
            if not (0 < number < len(row) and row[number] is None):
                drawn.append(f"{x} {top} m {x} {bottom} l S\n")
        for number, text in enumerate(row):
            if text:
                drawn.append(words(xs[number] + 3, bottom + 4, text))
    return "".join(drawn)


def pdf(*pages: str, more: str = "", turned: int = 0, kids: str = "") -> bytes:
    """A file of these pages. more: of each page's dictionary; kids: what the page tree lists instead."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    objects.append("<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[4 0 R]>>")
    objects.append(
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
        "/Supplement 4>>/DW 1000/W[1[500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500 500"
        " 500 500 500 500 500 500]]/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/Ascent 880"
        "/Descent -120/CapHeight 880/ItalicAngle 0/StemV 80/FontBBox[0 -120 1000 880]>>>>"
    )
    numbers = []
    for content in pages:
        packed = zlib.compress(content.encode("latin-1"))
        objects.append(f"<</Length {len(packed)}/Filter/FlateDecode>>stream\n{packed.decode('latin-1')}\nendstream")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDE} {TALL}]/Rotate {turned}/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {len(objects)} 0 R{more}>>"
        )
        numbers.append(len(objects))
    listed = kids or " ".join(f"{number} 0 R" for number in numbers)
    objects[1] = f"<</Type/Pages/Kids[{listed}]/Count {len(pages)}>>"
    return written(objects)


def written(objects: Sequence[str]) -> bytes:
    """Objects, from number 1, as a file; the first is the catalog."""
    out, places = b"%PDF-1.5\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return out + f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
