"""Words that were typed anew over a figure or over a person's words in a sentence -> the references that they are.

Who types a sentence once more types its figures too; where they say what was printed, they are the same figures.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from reportgen.model.amount import NotANumber, parse_number
from reportgen.model.prose import BARE, REFERENCE, WORDS, how_printed
from reportgen.model.unit_words import IN_CHARACTERS, WrittenUnit, measure_at, measure_of, number_of
from reportgen.review.pull.tokens import Tokens

Printed = Mapping[str, str]
"""What was printed for each reference of a sentence, its unit with it."""
_TYPED = re.compile(r"[-－]?[\d０-９][\d０-９,，.．]*(?:(?<=[.．,，])(?!.))?")


@dataclass(frozen=True)
class _Lost:
    """A reference that was there, and is not in the words that came back."""

    token: str
    text: str


def printed_in(pattern: str, text: str) -> Printed:
    """What a sentence's text has in the places of its pattern's references."""
    parts = REFERENCE.split(pattern)
    found = re.fullmatch("(.+?)".join(map(re.escape, parts[::2])), text, re.DOTALL)
    tokens = [f"｛{key}｝" for key in parts[1::2]]
    return dict(zip(tokens, found.groups(), strict=True)) if found else {}


def with_references(sent: Tokens, returned: Tokens, printed: Printed) -> Tokens:
    """The words that came back, with references for what was typed anew and says the same."""
    found = list(returned)
    for start, end, lost in reversed(_places(sent, returned)):
        words = "".join(found[start:end])
        if any(len(token) > 1 for token in found[start:end]):
            continue
        tokens: list[str] = []
        for one in lost:
            where = _where(one, words, printed)
            if where is None:
                continue
            tokens += [*words[: where[0]], where[2]]
            words = words[where[1] :]
        found[start:end] = [*tokens, *words]
    for start, end, one, words in _moved(sent, found):
        if where := _where(one, words, printed):
            found[start:end] = [*words[: where[0]], where[2], *words[where[1] :]]
            return with_references(sent, tuple(found), printed)
    return tuple(found)


def typed_beside(
    sent: Tokens, returned: Tokens, emptied: Collection[str], printed: Printed
) -> tuple[Tokens, frozenset[str]]:
    """The words that came back where a person's words in them were typed anew outside of their place, which was left
    empty; and which of the references in `emptied` these are: nobody took their words out.
    """
    bare = tuple(token for token in returned if token not in emptied)
    over = frozenset(one.token for *_, lost in _places(sent, bare) for one in lost) & frozenset(emptied)
    if not over:
        return returned, over
    return with_references(sent, tuple(token for token in returned if token not in over), printed), over


def typed_over(sent: Tokens, returned: Tokens, printed: Printed) -> list[str]:
    """Why figures can't be what was typed in their places: in words, as another number, or in another unit."""
    reasons = []
    for start, end, lost in _places(sent, returned):
        words = "".join(returned[start:end])
        for one in lost:
            if not one.token.startswith(f"｛{WORDS}") and (said := _typed_instead(one, words, printed)):
                reasons.append(said)
    for *_, one, words in _moved(sent, returned):
        if said := other_reading(one.token, words, printed):
            reasons.append(said)
    return list(dict.fromkeys(reasons))


def other_reading(token: str, words: str, printed: Printed) -> str:
    """Why a figure that is gone can't be the same number that was typed in other words; '' where none was typed."""
    if token.startswith(f"｛{WORDS}") or (value := _number(printed.get(token, ""))[0]) is None:
        return ""
    same = [match for match in _TYPED.finditer(words) if _number(match[0])[0] == value]
    return _typed_instead(_Lost(token, ""), words[same[0].start() :], printed) if same else ""


def as_reference(token: str, words: str, printed: Printed) -> str | None:
    """Words that were typed anew, with a reference in the place where they say what was printed for it."""
    where = _where(_Lost(token, ""), words, printed)
    return f"{words[: where[0]]}{where[2]}{words[where[1] :]}" if where else None


def same_number(typed: str, printed: str) -> bool:
    """Whether a figure that was typed anew says what was printed: full-width digits, without commas, more zeros."""
    one, other = _number(typed), _number(printed)
    return one[0] is not None and one == other


def _places(sent: Tokens, returned: Sequence[str]) -> list[tuple[int, int, list[_Lost]]]:
    """Stretches of what came back in which references of what was sent are missing."""
    missing = _missing(sent, returned)
    found = []
    for op, i1, i2, j1, j2 in _changes(sent, returned):
        lost = [_Lost(token, "") for token in sent[i1:i2] if len(token) > 1 and missing[_plain(token)] > 0]
        if op == "replace" and lost:
            found.append((j1, _whole_unit(returned, j2), lost))
    return found


def _moved(sent: Tokens, returned: Sequence[str]) -> Iterator[tuple[int, int, _Lost, str]]:
    """References that are missing, with each stretch of words that was typed elsewhere."""
    missing = _missing(sent, returned)
    lost = [_Lost(token, "") for token in dict.fromkeys(sent) if len(token) > 1 and missing[_plain(token)] > 0]
    if not lost:
        return
    for op, _, _, j1, j2 in _changes(sent, returned):
        if op not in ("insert", "replace") or any(len(token) > 1 for token in returned[j1:j2]):
            continue
        end = _whole_unit(returned, j2)
        for one in lost:
            yield j1, end, one, "".join(returned[j1:end])


def _missing(sent: Sequence[str], returned: Sequence[str]) -> Counter[str]:
    """How often each reference is missing in what came back."""
    one, other = (Counter(_plain(token) for token in tokens if len(token) > 1) for tokens in (sent, returned))
    return one - other


def _changes(sent: Sequence[str], returned: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    one, other = ([_plain(t) if len(t) > 1 else t for t in tokens] for tokens in (sent, returned))
    return [code for code in SequenceMatcher(None, one, other, autojunk=False).get_opcodes() if code[0] != "equal"]


def _whole_unit(returned: Sequence[str], end: int) -> int:
    """A unit that was typed anew may be taken for the letters that stood there."""
    while end < len(returned) and len(returned[end]) == 1 and returned[end] in "0123456789,.，．%万元亿千百":
        end += 1
    return end


def _plain(token: str) -> str:
    return how_printed(token[1:-1])[0]


def _where(lost: _Lost, words: str, printed: Printed) -> tuple[int, int, str] | None:
    """From where to where the words say what was printed for a reference, and how it is written there."""
    text = printed.get(lost.token, "")
    if not text:
        return None
    at = words.find(text)
    if at >= 0 and not (text[-1].isdigit() and words[at + len(text) : at + len(text) + 1].isdigit()):
        return at, at + len(text), lost.token
    value, unit = _number(text)
    if value is None:
        return None
    for match in _TYPED.finditer(words):
        typed, _ = _number(match[0])
        measure = measure_at(words, match.end())
        if typed != value:
            continue
        if not unit:
            return match.start(), match.end(), lost.token
        if measure and measure.same_as(measure_of(unit)):
            behind = words[match.end() :]
            ends = match.end() + len(behind) - len(behind.lstrip()) + len(measure.unit)
            if measure.unit == unit:
                return match.start(), ends, lost.token
            return match.start(), match.end(), f"{lost.token[:-1]}{BARE}｝"
    return None


def _number(text: str) -> tuple[Decimal | None, str]:
    """A number as printed or typed, and what stands behind it."""
    plain = unicodedata.normalize("NFKC", text).strip()
    match = re.match(r"-?[\d,]+(?:\.\d+)?", plain)
    try:
        return (parse_number(match[0]), plain[match.end() :].strip()) if match else (None, "")
    except NotANumber:
        try:
            return (parse_number(match[0].replace(",", "")), plain[match.end() :].strip()) if match else (None, "")
        except NotANumber:
            return None, ""


def _typed_instead(lost: _Lost, words: str, printed: Printed) -> str:
    key, text = _plain(lost.token), printed.get(lost.token, "")
    value, unit = _number(text)
    if value is None:
        return ""
    for match in _TYPED.finditer(words):
        typed, _ = _number(match[0])
        measure = measure_at(words, match.end())
        if typed is None:
            continue
        said = f"{match[0]}{measure.unit if measure else ''}"
        if unit and measure and _is_same_amount(typed, measure, value, measure_of(unit)):
            return f"「{key}」印的是{text}，改成了{said}：值一样，单位由程序定，不在句子里改"
        return f"「{key}」印的是{text}，改成了{said}：数不在句子里改，要改请改数据"
    for match in IN_CHARACTERS.finditer(words):
        if (number := number_of(match[2])) is not None and (match[1] or len(match[2]) > 1 or number == value):
            return f"「{key}」印的是{text}，改成了汉字“{match[0]}”：数跟着数据变，要留阿拉伯数字"
    return ""


def _is_same_amount(typed: Decimal, measure: WrittenUnit, value: Decimal, unit: WrittenUnit) -> bool:
    factor = measure.in_units_of(unit)
    return factor is not None and typed * factor == value
