"""A stated fact that was changed where a template prints it (日期, 电话, 文号, 网址) -> its line of the data, not a
rewording of the sentence or the cover.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from reportgen.model.unit_words import number_of
from reportgen.review.pull.current_data import CurrentData, OwnText
from reportgen.review.pull.edits import Edit, EditKind, Resolution, ResolvedEdit, StandardSentence, resolved

_KINDS = (EditKind.SENTENCE, EditKind.FORM, EditKind.NAME)
_DATE = re.compile(r"((?:19|20)\d\d)\s*[年\-./]\s*(\d{1,2})\s*[月\-./]\s*(\d{1,2})(?:\s*[日号])?")
_IN_CHARACTERS = re.compile(
    r"([二一][〇○Ｏ零一二三四五六七八九]{3})\s*年\s*([一二三四五六七八九十]{1,2})\s*月\s*([一二三四五六七八九十]{1,3})\s*[日号]"
)
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_COVER = "cover/"
_NOT_REWRITTEN = "封面照数据和版式印，不改写；"
_FACT = re.compile(r"(?=(?:\D*\d){5})[^\s，。；｛｝]{6,120}")
"""A text with so many digits is printed as it stands: a telephone, the number of a document, an address in the web."""
_ORDERED = "报告."


def with_facts(edits: Sequence[Edit], data: CurrentData, cover: str) -> tuple[list[Edit], list[ResolvedEdit]]:
    """The other edits, and what becomes of those that change one stated fact alone; `cover`: how its place is told."""
    rest, found = list[Edit](), list[ResolvedEdit]()
    for edit in edits:
        done = _of_fact(edit, data, cover) if edit.kind in _KINDS and edit.old and edit.new else None
        done = done or _of_cover(edit, data)
        if done:
            found.append(done)
        else:
            rest.append(edit)
    return rest, found


def _of_fact(edit: Edit, data: CurrentData, cover: str) -> ResolvedEdit | None:
    for texts, words in (*_dates(edit, data), *_others(edit, data)):
        first = [text for text in texts if edit.where == cover and text.address.startswith(_ORDERED)]
        text, *more = first or texts
        if more:
            places = "、".join(map(str, texts))
            return resolved(edit, Resolution.NOTED, f"这是填报的，要改请改数据：{places}")
        return resolved(edit, Resolution.WRITTEN, f"{text} {text.words} → {words}", text.replaced(words))
    return None


def _of_cover(edit: Edit, data: CurrentData) -> ResolvedEdit | None:
    """What stands on the cover is stated or the edition's, and no sentence to be rewritten."""
    if not isinstance(edit.target, StandardSentence) or not edit.target.anchor.startswith(_COVER):
        return None
    before = _DATE.search(edit.old)
    texts = _that_say(_day(before), data) if before else []
    if not texts:
        return resolved(edit, Resolution.REFUSED, f"{_NOT_REWRITTEN}名称要改请改数据里的全称，别的字请告诉做版式的人")
    places = "、".join(map(str, [t for t in texts if t.address.startswith(_ORDERED)] or texts))
    dates = list(_DATE.finditer(_in_digits(edit.new)))
    if len(dates) == 1 and before and _day(dates[0]) == _day(before):
        return resolved(edit, Resolution.REFUSED, f"{_NOT_REWRITTEN}日期没有变，写法由版式定")
    return resolved(edit, Resolution.REFUSED, f"{_NOT_REWRITTEN}日期要改请改 {places}，写到日")


def _dates(edit: Edit, data: CurrentData) -> Iterator[tuple[list[OwnText], str]]:
    """The one date that is another now."""
    old, new = _in_digits(edit.old), _in_digits(edit.new)
    if _DATE.sub("", old).strip() != _DATE.sub("", new).strip("（） "):
        return
    pairs = zip(_DATE.finditer(old), _DATE.finditer(new), strict=False)
    changed = [(one, other) for one, other in pairs if _day(one) != _day(other)]
    if len(changed) != 1 or (day := _day(changed[0][1])) is None:
        return
    if texts := _that_say(_day(changed[0][0]), data):
        dashes = "-" in texts[0].words
        yield texts, day.isoformat() if dashes else f"{day.year}年{day.month}月{day.day}日"


def _that_say(day: date | None, data: CurrentData) -> list[OwnText]:
    return [
        own
        for address, text in data.loaded.texts.items()
        if (there := _DATE.fullmatch(text.strip())) and _day(there) == day and (own := data.text_at(address))
    ]


def _in_digits(text: str) -> str:
    """A text with its dates in digits: 二〇二四年九月二十日 -> 2024年9月20日, full-width digits as the others."""

    def digits(match: re.Match[str]) -> str:
        year, month, day = (number_of(re.sub("[○Ｏ]", "〇", part)) for part in match.groups())
        return f"{year}年{month}月{day}日"

    return _IN_CHARACTERS.sub(digits, text.translate(_WIDE))


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None


def _others(edit: Edit, data: CurrentData) -> Iterator[tuple[list[OwnText], str]]:
    """A text of many digits in whose place another stands."""
    facts = {text.strip() for text in data.loaded.texts.values() if _FACT.fullmatch(text.strip())}
    for fact in sorted(facts, key=len, reverse=True):
        first, *behind = edit.old.split(fact)
        if len(behind) != 1 or not edit.new.startswith(first) or not edit.new.endswith(behind[0]):
            continue
        words = edit.new[len(first) : len(edit.new) - len(behind[0])]
        if words and words != fact and len(words) < 2 * len(fact) and _FACT.fullmatch(words):
            yield data.texts_that_say(fact), words
