"""Words of foreign tables -> what they are compared by: blanks, brackets, numbering and indents mean nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

_CIRCLED = re.compile(r"[\u2460-\u2473\u2776-\u277f]")
_NOISE = re.compile(r"<br\s*/?>|[\s\u200b\ufeff\"'“”‘’《》]+")
_NUMERAL = "[〇一二三四五六七八九十]{1,3}"
_NUMBERING = re.compile(rf"^(?:其中:?|(?:{_NUMERAL}|\d{{1,2}})[、.,)]|\((?:{_NUMERAL}|\d{{1,2}})\)|[-—·*]+)(?=\D)")
_UNIT_BEHIND = re.compile(r"\((?:个|人|辆|台|套|台[,、/]?套|台\(套\)|批|批次|人次|人数|元|千元|万元)\)$")
_ANOTHER = re.compile(
    "拨款|公共|基金|资本|三公|项目|基本|经济|功能|支出|收入|预算|决算|绩效|采购|资产|债|[,，。；]|.{30}"
)
"""What makes a title with more words before it that of another table."""
_TOTALS = frozenset({"合计", "总计", "总合计", "共计"})


def fold(text: str) -> str:
    """The words without blanks, quotation marks and line breaks, full-width letters and brackets as half-width ones."""
    plain = unicodedata.normalize("NFKC", _CIRCLED.sub("", text))
    return _NOISE.sub("", plain).replace("﹝", "(").replace("﹞", ")").replace("[", "(").replace("]", ")")


def bare(text: str) -> str:
    """A label without its numbering (一、 1． （1） 其中：) and without the unit behind it (（辆）)."""
    label = fold(text)
    while (shorter := _NUMBERING.sub("", label, count=1)) != label:
        label = shorter
    while (shorter := _UNIT_BEHIND.sub("", label)) != label:
        label = shorter
    return label.rstrip(":")


def is_total(text: str) -> bool:
    """Whether a label names the total of a table with codes."""
    return bare(text) in _TOTALS


def is_note(text: str) -> bool:
    """Whether a text is a note below a table and none of its labels."""
    plain = fold(text)
    return bool(re.match(r"(?:注|备注|说明|附注)\d*[::.,、]", plain)) or len(plain) > 45


def heading(text: str) -> str:
    """A title of a sheet as titles are compared: without year, department's words and the number behind it."""
    plain = re.sub(r"^.{0,40}?(?:19|20)\d\d年度?", "", fold(text))
    plain = re.sub(r"\(?(?:金额)?单位:[^()]*\)?$|\((?:亿|万|千)?元\)$", "", plain)
    return re.sub(r"\((?:财决|公开|附|表|续)[^()]*\)?$", "", plain)


def titled(text: str, title: str) -> bool:
    """Whether a heading is a title with the number of the table, or the name of a department, before it."""
    return text.endswith(title) and not _ANOTHER.search(text.removesuffix(title))


def find(label: str, wanted: Sequence[Iterable[str]], after: int) -> int | None:
    """Which of the rows in their order a label names: the first after the last one that was found, else the first at
    all. wanted: the bare labels of each.
    """
    name = bare(label)
    places = [place for place, labels in enumerate(wanted) if name in labels]
    return next((place for place in places if place > after), places[0] if places else None)
