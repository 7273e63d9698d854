"""Codes of 科目 as people and Excel write them (2080101.0, 208.01.01, 2080101-行政运行) -> the code that was meant."""

from __future__ import annotations

import re
import unicodedata

from reportgen.model.cell_words import CellTypo
from reportgen.model.finding import Level
from reportgen.model.schema import ledgers

_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}", re.ASCII)
_GAP = r"[\s.\-_/·]"
_GROUPED = re.compile(
    rf"\d{{3}}(?:{_GAP}+\d{{2}}){{1,2}}|\d{{3}}{_GAP}+\d{{4}}|\d{{5}}{_GAP}+\d{{2}}|\d{{1,2}}(?:[, ]\d{{3}}){{1,2}}"
    r"|\d(?: \d){2}(?:(?: \d){2}){0,2}",
    re.ASCII,
)
"""The digits of one code, parted."""
_POWER = re.compile(r"(\d)(?:\.(\d+))?[eE]\+?0*(\d)", re.ASCII)
_WRITTEN = r"[\dOoIl](?:[\dOoIl\s.\-_/·,]*[\dOoIl])?"
_CHINESE = r"[\u3400-\u9fff]"
_BEFORE_NAME = re.compile(rf"\[?\(?(?P<code>{_WRITTEN})\]?\)?(?P<gap>[\s\-_:、/·.,|]*)(?P<name>\(?{_CHINESE}.*)", re.S)
_BEHIND_NAME = re.compile(rf"(?P<name>{_CHINESE}.*?)(?P<gap>[\s\-_:、/·.,|\[(]*)(?P<code>{_WRITTEN})[\])]?", re.S)
_DASH = re.compile("[‐‑‒–—―−－﹣]")
_BRACKETS = str.maketrans("【】〔〕〖〗「」『』《》", "[][][][][][]")
_QUOTES = "'\"“”‘’`´="
_MARKS = " ;,。、:."
_PARTED_KEY = re.compile(
    r"(?<!\d)(?:(\d{3})\.(\d{2})(?:\.(\d{2}))?|(\d{5})\.(\d{2})|(\d{7}|\d{5}|\d{3})\.0+)(?!\d)", re.ASCII
)
_CODED_LEDGERS = ("经济", "执行经济", "支出", "收入")
CODE, LOST = "L061", "L062"
REMEDY = "科目只写编码，如 2080101；Excel 里请先把这一列设成文本"


def plain_code(text: str) -> str | None:
    """The code that a text means; '' where its digits are lost, None where it is no code, or of no known length."""
    half = _plainly(text)
    digits = _digits(half)
    if digits is not None:
        return digits
    found = _with_name(half)
    return (_digits(found["code"].strip(" .-_/·,")) or None) if found else None


def _plainly(text: str) -> str:
    """The text with plain dashes and brackets, without quotes and marks around it."""
    half = _DASH.sub("-", unicodedata.normalize("NFKC", text))
    half = "".join(c for c in half.translate(_BRACKETS) if unicodedata.category(c) != "Cf").strip()
    half = half.strip(_QUOTES).rstrip(_MARKS).strip()
    whole = re.fullmatch(r"[\[(]([^\[\]()]*)[\])]", half)
    return whole[1].strip() if whole else half


def _with_name(half: str) -> re.Match[str] | None:
    return next((found for pattern in (_BEFORE_NAME, _BEHIND_NAME) if (found := pattern.fullmatch(half))), None)


def _name_beside(text: str) -> str:
    """The name that is written with a code; '' where there is none."""
    half = _plainly(text)
    found = _with_name(half) if _digits(half) is None else None
    return found["name"].strip("()[] -") if found else ""


def _digits(half: str) -> str | None:
    """The code in a text without a name."""
    if found := _POWER.fullmatch(half):
        lead, decimals, power = found[1], (found[2] or "").rstrip("0"), int(found[3])
        if power not in (2, 4, 6):
            return None
        return lead + decimals if len(decimals) == power else ""
    whole = re.sub(r"(?<=\d)\.0*$", "", half)
    if _GROUPED.fullmatch(whole):
        whole = re.sub(r"\D", "", whole)
    if re.fullmatch(r"[\dOoIl]{3,7}", whole, re.ASCII) and sum(c.isdigit() for c in whole) >= 2:
        whole = whole.translate(str.maketrans("OoIl", "0011"))
    return whole if _CODE.fullmatch(whole) else None


def code_typo(text: str, *, several: bool = False) -> CellTypo | None:
    """What is unusual about a text that should be a code; `several`: or codes with 、 between them."""
    words = text.strip()
    if _CODE.fullmatch(words) or not any(c.isdigit() for c in words):
        return None
    if several and (meant := _several(words)) and meant != words:
        return _read_as(words, meant)
    meant_code = plain_code(words)
    if meant_code is None or meant_code == words:
        return None
    if not meant_code:
        lost = f"「{words}」是 Excel 写坏的编码，后面几位丢了，看不出是哪个科目"
        return CellTypo(LOST, lost, "", "请照原来的编码写，如 2080101；Excel 里先把这一列设成文本")
    return _read_as(words, meant_code, _name_beside(words))


def _read_as(words: str, meant: str, name: str = "") -> CellTypo:
    return CellTypo(CODE, f"「{words}」读作 {meant}", meant, REMEDY, Level.WARNING, name)


def _several(words: str) -> str:
    """Codes of seven digits with any mark between them, joined as they should be; '' where it is something else."""
    pieces = [piece for piece in re.split(r"[、，,;；/\n]+\s*|\s+(?=2\d{6}(?!\d))", words) if piece.strip()]
    codes = [plain_code(piece) for piece in pieces]
    return "、".join(code for code in codes if code) if len(codes) > 1 and all(c and len(c) > 3 for c in codes) else ""


def key_typo(key: str) -> CellTypo | None:
    """What is unusual about the codes among the parts of a key of figures: 支出.208.01.01.基本支出."""
    parts = key.split(".")
    if not any(c.isdigit() for c in key) or (parts[0] in ledgers() and parts[0] not in _CODED_LEDGERS):
        return None
    whole = _PARTED_KEY.sub(lambda m: "".join(group for group in m.groups() if group), _width(key))
    meant = ".".join(_part(part) for part in whole.split("."))
    named = [part for part, code in zip(whole.split("."), meant.split("."), strict=True) if part != code]
    return _read_as(key, meant, _name_beside(named[0]) if len(named) == 1 else "") if meant != key else None


def _width(key: str) -> str:
    return "".join(unicodedata.normalize("NFKC", c) if unicodedata.category(c) == "Nd" or c == "．" else c for c in key)


def _part(part: str) -> str:
    """A part with its codes plain; what a name hides in only where a mark stands between (120急救 is a name)."""
    names = part.split("、")
    codes = [name if _CODE.fullmatch(name) else plain_code(name) for name in names]
    bare = [re.match(r"\D*\d+(?:$|[^\w]|_)", name.strip(_QUOTES)) or _GROUPED.fullmatch(name.strip()) for name in names]
    return "、".join(code for code in codes if code) if all(codes) and all(bare) else part
