"""Numbers that belong to a person, however they are spelled: with blanks, dots or dashes, full-width, as 汉字.

Everything is looked for in a reading of the text that has one character for each of its own, so that a place in one is
a place in the other. Office telephones, amounts and codes are no private numbers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

_GAP = r"[ \-.·_/]{0,3}"
"""What people put between the digits of one number."""
_DASHES = "‐‑‒–—―−－﹣ー~～〜∼|｜丨ㄧ⼀"
_DOTS = "•‧∙⋅・"
_STOP = re.compile(r"(?<=\d)。(?=\d)")
_HANZI = dict(
    zip(
        "零〇○一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖洞拐勾",
        "000" + "123456789" + "12" + "123456789" + "079",
        strict=True,
    )
)
_SPELLED = re.compile(rf"(?:[\d{''.join(_HANZI)}][ ·\-]{{0,2}}){{11,}}")
"""Digits and 汉字 in one run, as many as the shortest number of a person has."""
_STROKE = re.compile(r"(?<=\d)一(?=\d)")
_LENGTHS = (11, 15, 16, 18, 19)
"""Digits of a mobile number, an identity card, a bank card."""
_LOOKS = re.compile(r"[0-9OoIl]{10,}")
"""Digits with the letters that are mistaken for them."""
_URL = re.compile(r"(?:https?://|www\.)[^\s，；、()】」”。]+", re.I)
_UNIT = re.compile(
    r" ?(?:万|亿|千|百|元|人|件|次|个|份|户|笔|吨|米|公里|只|台|套|条|本|张|亩|辆|家|项|块|斤|平方|立方|%)"
)
"""Behind a number: then it counts something."""
_IS = r" ?(?:(?:为|是|:|No\.?|#) ?){0,2}\(?"
_MOBILE = re.compile(
    r"(?<![\d.,])(?:(?:\+|00)? ?86[ \-]{0,2})?(?P<found>1[3-9]\d(?:[ \-.·_/]{0,3}\d{4}){2}"
    r"|1[3-9]\d\d[ \-.·_/]{1,3}\d{4}[ \-.·_/]{1,3}\d{3}|1[3-9]\d[ \-·_/]{1,3}\d{8}|1[3-9]\d{5}[ \-·_/]{1,3}\d{4}"
    r"|1(?P<each>[ \-.·_/]{1,3})[3-9](?:(?P=each)\d){9})(?!\d|[.,]\d)"
)
_MOBILE_NAMED = re.compile(
    r"(?:手机|电话|联系方式|联系人|热线|致电|微信|短信|tel|phone|mobile)[^\d，；。\n]{0,12}(?:(?:\+|00)? ?86[ \-]{0,2})?"
    r"(?P<found>1[ \-.·_/,、]{0,3}[3-9](?:[ \-.·_/,、]{0,3}\d){9})(?!\d)",
    re.I,
)
_BORN = (
    rf"(?:1{_GAP}9|2{_GAP}0){_GAP}\d{_GAP}\d{_GAP}(?:0{_GAP}[1-9]|1{_GAP}[0-2]){_GAP}"
    rf"(?:0{_GAP}[1-9]|[12]{_GAP}\d|3{_GAP}[01])"
)
_IDENTITY = re.compile(
    rf"(?<!\d)(?P<found>[1-9]{_GAP}(?:\d{_GAP}){{5}}{_BORN}{_GAP}(?:\d{_GAP}){{3}}[\dXx*×])(?![\dA-Za-z])"
)
_IDENTITY_NAMED = re.compile(
    rf"(?:身份证|公民身份|证件号)[^\d，；。\n]{{0,10}}(?P<found>[1-9](?:{_GAP}\d){{13,16}}{_GAP}[\dXx])(?![\dA-Za-z])"
)
_PAPERS = (
    "护照|通行证|台胞证|回乡证|返乡证|军官证|士兵证|警官证|人民警察证|居留证|居留许可|居住证|驾驶证|驾照|社保卡|社会保障卡"
    "|医保卡|医疗保险卡|社会保障号|医保号|残疾证|残疾人证|学籍号|准考证|户口簿|户口本|(?:港澳|香港|澳门)身份证"
)
_PAPER = re.compile(
    rf"(?:{_PAPERS})(?:\([^)\d]{{0,8}}\))?[本上证件的持有人原]{{0,6}}(?:号码?|编号|号)?{_IS}"
    rf"(?P<found>[A-Za-z]{{1,3}}{_GAP}\d(?:{_GAP}\d){{5,9}}(?:[A-Za-z]|\(\d\))?|\d(?:{_GAP}\d){{6,19}}[Xx]?)"
    r"(?![\dA-Za-z])",
    re.I,
)
_SOLDIER = re.compile(r"[军士文]字?第 ?\d{5,9} ?号")
_ACCOUNT = re.compile(
    r"(?:账号|帐号|卡号|账户|帐户|开户行|银行卡|储蓄卡|信用卡)[^\d，；。\n]{0,16}"
    rf"(?P<found>\d(?:{_GAP}\d){{8,22}})(?!\d)"
)
_CARD = re.compile(r"(?<![\d.,A-Za-z])(?P<found>[3-69](?:[ \-]{0,3}\d){14,18})(?![\dA-Za-z]|[.,]\d)")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-Z][ ·.\-]{0,2}"
    r"(?=[A-HJ-NP-Z]{0,4}\d)[A-HJ-NP-Z\d]{4}(?:[A-HJ-NP-Z\d]{1,2}|[挂学警港澳])(?![A-Za-z\d])"
)
_MAIL = re.compile(
    r"[A-Za-z0-9._%+\-]+ ?@ ?(?:vip\.)?(?:qq|163|126|139|189|188|wo|foxmail|gmail|sina|sohu|hotmail|outlook|live|msn"
    r"|yahoo|aliyun|yeah|icloud|tom|21cn)\.(?:com|net|cn)(?:\.cn)?(?![A-Za-z])",
    re.I,
)
_QQ = re.compile(rf"(?<![A-Za-z])QQ(?:号码?)?{_IS}(?P<found>\d{{5,11}})(?!\d)", re.I)

_CHAT = re.compile(
    r"(?:微信(?:账号|帐号|号码?|ID)?|V信号?|wechat(?:号|ID)?|抖音号|支付宝(?:账号|帐号|号)?)"
    rf"{_IS}(?P<found>[A-Za-z][A-Za-z0-9_\-]{{5,19}})(?![A-Za-z0-9_\-])",
    re.I,
)
_NUMBERED = r"[^，。；：、:\s]{2,24}?\d+ ?-? ?(?:号|栋|幢|单元|室|弄|组|户)[\d\-A-Za-z号栋幢单元室弄组户层楼]*"
_HOME = re.compile(
    rf"(?:家住|家庭(?:住|地)?址|家庭(?:详细)?地址|住址|户籍(?:所在)?地|户籍地址|现住址?|现居(?:住)?地?|常住地址|居住地址?|(?<![入])住在)"
    rf"(?:为|是|在|于|:)?(?P<found>{_NUMBERED})|(?P<flat>[^，。；：、:\s]{{0,12}}\d+ ?[号栋幢座] ?\d* ?(?:\d+)?单元 ?\d+ ?[室号户])"
)


@dataclass(frozen=True)
class PrivateNumber:
    """A stretch of a text that belongs to a person; `sure`: it can be nothing else."""

    start: int
    end: int
    what: str
    sure: bool
    hidden: str
    """The number with its middle hidden, to be shown in a message."""


def digits_of(words: str) -> str:
    """What is the same for all spellings of one number."""
    return re.sub(r"[^0-9A-Za-z]", "", _plain(words)).upper()


def private_numbers(text: str) -> list[PrivateNumber]:
    """Every private number of a text in order, each once."""
    if not re.search(r"\d|[零〇一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖洞]{3}|@|微信|V信|wechat", text, re.I):
        return []
    read = _plain(text)
    links = [link.span() for link in _URL.finditer(read)]
    found: list[PrivateNumber] = []
    for pattern, what, sure, fits in _KINDS:
        for match in pattern.finditer(read):
            group = next((name for name in pattern.groupindex if name != "each" and match[name]), 0)
            start, end = match.span(group)
            apart = all(end <= other.start or start >= other.end for other in found)
            if apart and fits(read, start, end, links):
                found.append(PrivateNumber(start, end, what, sure, _hidden(text[start:end])))
    return sorted(found, key=lambda number: number.start)


def _hidden(words: str) -> str:
    number = re.sub(r"\s", "", words)
    return f"{number[:3]}{'*' * max(len(number) - 5, 3)}{number[-2:]}"


def _in_digits(run: re.Match[str]) -> str:
    """The run with digits for its 汉字; 一 stands for a dash where the digits beside it make up a whole number."""
    dashed = _STROKE.sub("-", run[0])
    if dashed != run[0] and sum(c.isdigit() or c in _HANZI for c in dashed) in _LENGTHS:
        return "".join(_HANZI.get(c, c) for c in dashed)
    return "".join(_HANZI.get(c, c) for c in run[0])


class _PlainCharacters(dict[int, str]):
    """What stands for a character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = _plain_character(chr(code))
        return self[code]


_CHARACTERS = _PlainCharacters()


def _plain(text: str) -> str:
    """The text with plain digits, blanks, dashes and dots, a character for a character."""
    read = _STOP.sub(".", text.translate(_CHARACTERS))
    read = _SPELLED.sub(_in_digits, read)
    return _LOOKS.sub(lambda m: m[0].translate(str.maketrans("OoIl", "0011")) if _has_digits(m[0]) else m[0], read)


def _plain_character(character: str) -> str:
    if character.isascii() and character not in _DASHES:
        return " " if character in "\t\r" else character
    if character in _DASHES or unicodedata.category(character) == "Pd":
        return "-"
    if character in _DOTS:
        return "·"
    if character.isspace() or unicodedata.category(character) in ("Zs", "Cf"):
        return " "
    digit = unicodedata.digit(character, None)
    if digit is not None and unicodedata.category(character) == "Nd":
        return str(digit)
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 and folded not in ",;" else character  # a full-width comma parts no thousands


def _has_digits(run: str) -> bool:
    return sum(c.isdigit() for c in run) >= 4


# -- what a match must have besides


Fits = Callable[[str, int, int, list[tuple[int, int]]], bool]


def _anywhere(_read: str, _start: int, _end: int, _links: list[tuple[int, int]]) -> bool:
    return True


def _no_count(read: str, start: int, end: int, links: list[tuple[int, int]]) -> bool:
    """Neither a count of something nor a part of an address on the web."""
    return not _UNIT.match(read, end) and not any(a <= start < b for a, b in links)


def _card(read: str, start: int, end: int, links: list[tuple[int, int]]) -> bool:
    digits = re.sub(r"\D", "", read[start:end])
    known = digits.startswith("62") or (
        len(digits) in (15, 16, 19) and re.match(r"4|5[1-5]|3[47]|35|6[0589]|9558", digits) and _luhn(digits)
    )
    return bool(known) and _no_count(read, start, end, links)


def _luhn(digits: str) -> bool:
    doubled = (int(d) * (1 + n % 2) for n, d in enumerate(reversed(digits)))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def _plate(read: str, start: int, end: int, _links: list[tuple[int, int]]) -> bool:
    """鄂A12345, and no 鄂J12345号 of a document."""
    return not read.startswith("号", end) or "车" in read[max(0, start - 8) : start]


def _paper(read: str, start: int, end: int, _links: list[tuple[int, int]]) -> bool:
    """办理护照1200000本 counts what was made."""
    return read[start].isalpha() or not _UNIT.match(read, end)


_KINDS: tuple[tuple[re.Pattern[str], str, bool, Fits], ...] = (
    (_IDENTITY, "身份证号", True, _anywhere),
    (_IDENTITY_NAMED, "身份证号", True, _anywhere),
    (_PAPER, "证件号", True, _paper),
    (_SOLDIER, "证件号", True, _anywhere),
    (_ACCOUNT, "银行账号", True, _anywhere),
    (_CARD, "银行账号", True, _card),
    (_MOBILE_NAMED, "手机号", False, _anywhere),
    (_MOBILE, "手机号", False, _no_count),
    (_PLATE, "车牌号", False, _plate),
    (_MAIL, "个人邮箱", False, _anywhere),
    (_QQ, "QQ 号", False, _anywhere),
    (_CHAT, "微信号等网络账号", False, _anywhere),
    (_HOME, "家庭住址", False, _anywhere),
)
