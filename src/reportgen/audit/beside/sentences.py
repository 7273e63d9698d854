"""The blocks of the report beside what is printed -> what differs: a figure, a direction, a unit, words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.audit.beside.align import OtherWords, PrintedBlock, align
from reportgen.audit.beside.expected import Slot, WantedBlock
from reportgen.audit.finding import AuditFinding, Sure
from reportgen.audit.text.letters import ANYTHING, NUMBER
from reportgen.audit.text.stream import Stream
from reportgen.model.figure import PERCENT
from reportgen.model.finding import Level

_END = re.compile(r"[。；\n]")
_DIRECTION = re.compile(
    "增加|增长|增收|增支|增幅|上升|提高|减少|下降|降低|降幅|减收|减支|持平|大于|小于|等于|高于|低于|超过|多于|少于|调增|调减|追加|核减"
)
_UNITS = re.compile(r"(?:亿|万|千)?元|%|个百分点|人次|批次|辆|台\(套\)|[个人家次项]")
_LEAST = 4
"""Letters of a block that is looked for: 表3 may stand anywhere."""
_MOST_WORDS = 48
Basis = Callable[[str], tuple[str, ...]]
"""The key of a figure -> the cells that it comes from."""


@dataclass(frozen=True)
class TextComparison:
    """findings; printed: where each block of the report stands; numbers: how many were compared."""

    findings: tuple[AuditFinding, ...]
    standing: Mapping[int, PrintedBlock]
    numbers: int
    by_block: Mapping[int, tuple[AuditFinding, ...]]
    """The findings by the number of their block."""


def compare_text(
    blocks: Sequence[WantedBlock], stream: Stream, basis: Basis, *, words: bool, elsewhere: str = ""
) -> TextComparison:
    """words: whether every other word is told too, because the report is this very one and not one of its kind;
    elsewhere: what stands in tables and right above them.
    """
    standing = align(blocks, stream.letters)
    comparer = _TextComparer(stream, basis, words)
    found: dict[int, tuple[AuditFinding, ...]] = {}
    for block in blocks:
        if (
            block.contents
            or len(block.letters.letters) < _LEAST
            or (block.number not in standing and block.letters.text in elsewhere)
        ):
            continue
        if block.number in standing:
            found[block.number] = tuple(comparer.block(standing[block.number]))
        elif block.nil or (words and not block.heading):
            found[block.number] = (comparer.missing(block, standing),)
    findings = tuple(one for own in found.values() for one in own)
    return TextComparison(findings, standing, comparer.numbers, found)


class _TextComparer:
    def __init__(self, stream: Stream, basis: Basis, words: bool) -> None:
        self.stream, self.basis, self.words = stream, basis, words
        self.numbers = 0

    def block(self, standing: PrintedBlock) -> Iterator[AuditFinding]:
        """What differs in a block that is printed."""
        for begin, printed, size in standing.same:
            for n in range(size):
                if begin + n in standing.block.letters.numbers:
                    yield from self._number(standing.block, begin + n, printed + n)
        for change in standing.changes:
            yield from self._change(standing.block, change)

    def _number(self, block: WantedBlock, at: int, printed_at: int) -> Iterator[AuditFinding]:
        wanted, printed = block.letters.numbers[at], self.stream.letters.numbers.get(printed_at)
        if printed is None:
            return
        self.numbers += 1
        if wanted.value == printed.value:
            return
        slot = block.slot(wanted.start, wanted.end)
        behind = block.letters.text[wanted.end : wanted.end + 1]
        if slot is None and behind == "年":
            code, problem = "A012", "的年份不对"
        elif (slot and slot.unit == PERCENT) or behind == PERCENT:
            code, problem = "A003", f"里的 {printed.text}% 和各数算出来的不同"
        else:
            code, problem = "A001", f"里的 {printed.text} 和{'数据' if self.words else '表'}里的不同"
        yield self._finding(code, block, printed_at, printed_at + 1, problem, wanted.text, slot)

    def _change(self, block: WantedBlock, change: OtherWords) -> Iterator[AuditFinding]:
        wanted = block.letters.words(change.first, change.last)
        printed = self.stream.letters.words(change.printed_first, change.printed_last)
        before = block.letters.letters[max(change.first - 1, 0) : change.first]
        wide, wide_printed = self._widened(block, change)
        slot = self._slot_near(block, change)
        if _directions(wide) != _directions(wide_printed) and _directions(wide_printed):
            problem, expected = "的增减方向和数对不上", _first_other(_directions(wide), _directions(wide_printed))
            yield self._finding("A002", block, change.printed_first, change.printed_last, problem, expected, slot)
        elif (
            before == NUMBER and (unit := _UNITS.match(_rest(block, change))) and not _same_unit(unit[0], wide_printed)
        ):
            yield self._finding("A004", block, change.printed_first, change.printed_last, "的单位不对", unit[0], slot)
        elif NUMBER in wanted and not self.words:
            return
        elif self.words and (printed or wanted):
            problem = "和数据得出的文字不同" if wanted else "里多了几个字"
            first, last = change.printed_first, change.printed_last
            yield self._finding("A008", block, first, last, problem, _short(wanted), slot, "可能")

    def _widened(self, block: WantedBlock, change: OtherWords) -> tuple[str, str]:
        """Both sides with a letter more at each end, which the words of direction may share."""
        one, other = block.letters.letters, self.stream.letters.letters
        return (
            one[max(change.first - 1, 0) : change.last + 1],
            other[max(change.printed_first - 1, 0) : change.printed_last + 1],
        )

    @staticmethod
    def _slot_near(block: WantedBlock, change: OtherWords) -> Slot | None:
        """The figure that the changed words are said of: the next one in the block."""
        end = block.letters.span(change.first, change.last)[0]
        return next((slot for slot in block.slots if slot.start >= end), None)

    def missing(self, block: WantedBlock, standing: Mapping[int, PrintedBlock]) -> AuditFinding:
        """A block that is not printed: told where the one before it ends."""
        number = next((n for n in range(block.number - 1, -1, -1) if n in standing), None)
        at = standing[number].last if number is not None else 0
        begin, end = self.stream.letters.span(max(at - 1, 0), at)
        level = Level.ERROR if block.nil else Level.WARNING
        code = "A005" if block.nil else "A008"
        expected = _short(block.letters.text.replace(ANYTHING, "…"))
        problem = "后面没有这一句" if number is not None else "里没有这一句"
        near = self._sentence(begin, end) if number is not None else "全文"
        return AuditFinding(code, level, self.stream.spot(begin), block.place, near, problem, expected)

    def _finding(
        self,
        code: str,
        block: WantedBlock,
        first: int,
        last: int,
        problem: str,
        expected: str,
        slot: Slot | None,
        sure: Sure = "确定",
    ) -> AuditFinding:
        begin, end = self.stream.letters.span(first, max(last, first + 1))
        level = Level.WARNING if code == "A008" else Level.ERROR
        basis = self.basis(slot.key) if slot and slot.key else ()
        said = self._sentence(begin, end)
        words = self.stream.letters.text[begin:end].replace("\n", "")
        spot = self.stream.spot(begin)
        key = slot.key if slot else ""
        return AuditFinding(code, level, spot, block.place, said, problem, expected, basis, sure, words, key=key)

    def _sentence(self, begin: int, end: int) -> str:
        """The clause around some printed words."""
        text = self.stream.letters.text
        left = max((m.end() for m in _END.finditer(text, max(begin - _MOST_WORDS, 0), begin)), default=0)
        left = max(left, begin - _MOST_WORDS)
        right = _END.search(text, end, end + 24)
        return text[left : right.start() if right else end + 12].replace("\n", "")


def _directions(words: str) -> tuple[str, ...]:
    return tuple(_DIRECTION.findall(words))


def _first_other(wanted: tuple[str, ...], printed: tuple[str, ...]) -> str:
    return next((w for w, p in zip(wanted, (*printed, *[""] * len(wanted)), strict=False) if w != p), "")


def _rest(block: WantedBlock, change: OtherWords) -> str:
    return block.letters.letters[change.first : change.first + 4]


def _same_unit(unit: str, printed: str) -> bool:
    return printed.lstrip(NUMBER).startswith(unit)


def _short(words: str) -> str:
    return words if len(words) <= _MOST_WORDS else f"{words[: _MOST_WORDS - 1]}…"
