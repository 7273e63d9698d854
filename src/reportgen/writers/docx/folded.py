"""Characters that come in with a paste and that nobody sees -> what was meant: so that they never reach the data."""

from __future__ import annotations

import re
import unicodedata

_NOTHING = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffc"
)
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff"
_GONE = re.compile(f"[{_NOTHING}{_CONTROL}]|[\U000e0000-\U000e01ef]")
_BLANK = re.compile("[\x85\u2028\u2029\u00a0\u1680\u2000-\u200a\u202f\u205f]+")
_OTHER_FORM = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
"""Radicals and doubles of characters, which copied PDFs have."""
_WIDE = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
_BESIDE_CHINESE = re.compile(f"(?<={_WIDE})\x00|\x00(?={_WIDE})")


def folded(text: str) -> str:
    """A text without what can't be seen; a no-break space is a blank, beside Chinese it is nothing."""
    if text.isascii() and text.isprintable():
        return text
    text = _GONE.sub("", text)
    text = _OTHER_FORM.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)
    return _BESIDE_CHINESE.sub("", _BLANK.sub("\x00", text)).replace("\x00", " ") if _BLANK.search(text) else text
