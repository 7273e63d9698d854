"""Characters that look like others (radicals and compatibility forms from a PDF, Greek and Cyrillic letters)
-> what is read.

A search finds none of them, and two spellings of one name are two names. What a person may mean (㎡, ①, ℃, Ⅲ) stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

_RADICALS = (
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚"
    "⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳㇐㇔㇚㇠",
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页"
    "风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟一丶亅乙",
)
"""Unicode's EquivalentUnifiedIdeograph, for what has no decomposition."""
_MARKS = (
    "︐︑︒︓︔︕︖︵︶︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹐﹑﹒﹔﹕﹖﹗﹙﹚﹟﹠﹡﹢﹣﹤﹥﹦﹪﹫",
    "，、。：；！？（）〔〕【】《》〈〉「」『』，、.；：？！（）#&*+-<>=%@",
)
"""Marks for vertical lines, and small ones."""
_OLD_GB = (
    "\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864\ue816\ue817\ue818\ue831"
    "\ue83b\ue855\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793",
    "龴龵龶龷龸龹龺龻𠂇𠂉𠃌𡗗𢦏𤇾，。、：；！？",
)
"""Private places that GB 18030 gave to characters before Unicode had them."""
_LETTERS = ("АВЕКМНОРСТУХЅІЈаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTYXSIJaeopcyxijsABEZHIKMNOPTYXo")
_AS_DIGIT = {"O": "0", "o": "0", "I": "1"}
_KANA = ("ニロカエハタト", "二口力工八夕卜")
_FOLDS = {ord(old): new for olds, news in (_RADICALS, _MARKS, _OLD_GB) for old, new in zip(olds, news, strict=True)}
_LOOK_ALIKE = dict(zip(_LETTERS[0], _LETTERS[1], strict=True))
_KANA_ALIKE = dict(zip(_KANA[0], _KANA[1], strict=True))
_ODD = re.compile(
    "[\u2e80-\u2fd5\u31c0-\u31e3\uf900-\ufaff\U0002f800-\U0002fa1f\ufb00-\ufb06\ufe10-\ufe19\ufe30-\ufe6f"
    "\ue78d-\ue793\ue816-\ue864\U0001d400-\U0001d7ff]"
)
_FOREIGN = re.compile("[\u0370-\u04ff]")
_ANY_KANA = re.compile("[\u3041-\u30fa]")
_HAN = "\u3400-\u9fff"
_KANA_IN_WORD = re.compile(rf"(?<=[{_HAN}])[{_KANA[0]}](?=[{_HAN}]|\W|$)|(?:(?<=\W)|^)[{_KANA[0]}](?=[{_HAN}])")
_ANY = re.compile(f"{_ODD.pattern}|{_FOREIGN.pattern}|[{_KANA[0]}]")


@dataclass(frozen=True)
class LookAlike:
    """A character at a place of a line (from 0), and what is read for it."""

    at: int
    old: str
    new: str


def look_alikes(line: str) -> Iterator[LookAlike]:
    """Every character of a line that is read as another one."""
    if not _ANY.search(line):
        return
    for found in _ODD.finditer(line):
        if (new := _read_as(found[0])) != found[0]:
            yield LookAlike(found.start(), found[0], new)
    foreign = list(_FOREIGN.finditer(line))
    if foreign and all(found[0] in _LOOK_ALIKE for found in foreign):  # else it is Greek, or Russian
        for found in foreign:
            digit = re.search(r"\d", line[max(0, found.start() - 1) : found.end() + 1])
            new = _LOOK_ALIKE[found[0]]
            yield LookAlike(found.start(), found[0], _AS_DIGIT.get(new, new) if digit else new)
    if all(kana in _KANA_ALIKE for kana in _ANY_KANA.findall(line)):  # else it is Japanese
        yield from (LookAlike(f.start(), f[0], _KANA_ALIKE[f[0]]) for f in _KANA_IN_WORD.finditer(line))


@cache
def _read_as(character: str) -> str:
    if new := _FOLDS.get(ord(character)):
        return new
    if "\ue000" <= character <= "\uf8ff" or "\ufe10" <= character <= "\ufe6f":
        return character
    return unicodedata.normalize("NFKC", character)


def as_read(text: str) -> str:
    """A foreign text with the characters that its radicals and compatibility forms stand for, as many as there were.

    A font that a PDF was made with maps one picture to several characters: 一 is copied as ⼀, 门 as ⻔.
    """
    return _ODD.sub(lambda found: _read_as(found[0]) if len(_read_as(found[0])) == 1 else found[0], text)


def folded(line: str, found: list[LookAlike]) -> str:
    """The line as it is read."""
    for one in sorted(found, key=lambda look: -look.at):
        line = line[: one.at] + one.new + line[one.at + len(one.old) :]
    return line
