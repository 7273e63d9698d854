"""Numbers of a text in which letters stand for digits: 8.2O万元, l8场, 2136O件."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.load.references import Miswritten
from reportgen.model.finding import Level

_LETTERS = str.maketrans("OoＯｏIlＩｌ", "00001111")
_UNIT = r"\s*(?:[%％万亿元人件户次场个名家项条台套辆份批笔年月天]|分钟|小时|平方米)"
_MIXED = re.compile(
    rf"(?<![A-Za-z0-9])(?=[\d.,]*[OoＯｏIlＩｌ])[\dOoＯｏIlＩｌ]+(?:,[\dOoＯｏIlＩｌ]{{3}})*(?:\.[\dOoＯｏIlＩｌ]+)?(?={_UNIT})"
)


def lettered(text: str) -> Iterator[Miswritten]:
    """Every number with a unit behind it that has letters among its digits."""
    for found in _MIXED.finditer(text):
        if not re.search(r"\d", found[0]) or re.fullmatch("[OoＯｏ]2[OoＯｏ]", found[0]):
            continue  # O2O is a way to sell
        meant = found[0].translate(_LETTERS)
        message = f"「{found[0]}」里有字母，像是数字打错了，读作 {meant}"
        yield Miswritten(found.start(), found.end(), meant, message, f"请写 {meant}", "L050", Level.WARNING)
