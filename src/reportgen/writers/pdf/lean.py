"""Less memory for the same file: WeasyPrint copies what it could look at, and gives everything its own dictionary.

It copies each font file whole before it takes the few characters it needs: a Chinese face has 26 MB, and a report
uses three. HarfBuzz has the files mapped already, so a view of them does. And each of the hundred thousand small
dictionaries of a tagged file has a dictionary of its own for where it stands in the file, though it stands nowhere.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

UNPLACED = {"number": None, "offset": 0, "generation": 0, "free": "n"}
"""What pydyf says of an object that is no entry of the file."""


@contextlib.contextmanager
def lean() -> Iterator[None]:
    """While this holds, a PDF is written with less."""
    with mapped_faces(), light_objects():
        yield


@contextlib.contextmanager
def mapped_faces() -> Iterator[None]:
    """While this holds, no font file is copied into memory."""
    from weasyprint.pdf import fonts, stream  # type: ignore[import-untyped]

    class Mapped(fonts.Font):  # type: ignore[misc]
        file_content: Any

        def __init__(self, *what: Any) -> None:
            copied, fonts.get_hb_object_data = fonts.get_hb_object_data, _view
            try:
                super().__init__(*what)
            finally:
                fonts.get_hb_object_data = copied

        def clean(self, to_unicode: Any, hinting: bool) -> None:
            super().clean(to_unicode, hinting)
            self.file_content = bytes(self.file_content)

    stock, stream.Font = stream.Font, Mapped
    try:
        yield
    finally:
        stream.Font = stock


def _view(face: Any) -> Any:
    """The bytes of a face's file; good as long as the face is."""
    from weasyprint.text.ffi import ffi, harfbuzz  # type: ignore[import-untyped]

    length, blob = ffi.new("unsigned int *"), harfbuzz.hb_face_reference_blob(face)
    data = harfbuzz.hb_blob_get_data(blob, length)
    harfbuzz.hb_blob_destroy(blob)  # the face holds it
    return b"" if data == ffi.NULL else ffi.buffer(data, length[0])


@contextlib.contextmanager
def light_objects() -> Iterator[None]:
    """While this holds, an object of a PDF has a dictionary of its own from when it gets a place in the file."""
    import pydyf  # type: ignore[import-untyped]

    stock = pydyf.Object.__init__
    for name, value in UNPLACED.items():
        setattr(pydyf.Object, name, value)
    pydyf.Object.__init__ = object.__init__
    try:
        yield
    finally:
        pydyf.Object.__init__ = stock
