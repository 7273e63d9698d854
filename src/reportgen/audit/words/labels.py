"""Amounts told behind the name of a row or a total -> whether the tables have them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from reportgen.audit.finding import AuditFinding, Sure
from reportgen.audit.tables.causes import _row
from reportgen.audit.tables.seen_tables import SeenTables, cell_words, value_of
from reportgen.audit.text.statements import StatedNumber
from reportgen.audit.text.stream import Stream
from reportgen.model.finding import Level
from reportgen.model.selection import FUND
from reportgen.recognise.labels import bare, is_total
from reportgen.recognise.picks import parse
from reportgen.recognise.seen import SeenFigure

_LEAST_NAME = 4
_NOT_OF_NOW = re.compile(
    r"上年|去年|上一年|结转|目标|计划|调整|追加|其中|人均|占|比|较|项目(?!支出)|预算(?!财政拨款|拨款|支出|资金|收入)"
)
_ENDS = re.compile(
    r"(?:支出|收入)?(?:预算|决算)?(?:数|总额|金额|共计|合计|共|为|是|安排|达到?|约|预算|决算|支出决算|科目|类级|款级|\(类\)|〔类〕|\"|的)*$"
)
_TOTALS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"财政拨款(?:收支|收入支出|收入、支出|收、支)总计$"), ("财政拨款收入总计", "财政拨款支出总计")),
    (re.compile(r"财政拨款收入总计$"), ("财政拨款收入总计",)),
    (re.compile(r"财政拨款支出总计$"), ("财政拨款支出总计",)),
    (re.compile(r"(?<!拨款)(?:收支|收入支出|收、支)总计$"), ("收入总计", "支出总计")),
    (re.compile(r"(?<!拨款)收入总计$"), ("收入总计",)),
    (re.compile(r"(?<!拨款)支出总计$"), ("支出总计",)),
    (re.compile(r"(?:本年|年度|^)收入合计$"), ("收入", "本年收入合计")),
    (re.compile(r"(?:本年|年度|^)支出合计$"), ("支出", "本年支出合计")),
)
_PATH = re.compile(r"([^,，。；、\d]{2,30})\(类\)([^,，。；\d]{2,40})\(款\)([^,，。；\d]{2,40})\(项\)")


_CHANGED = re.compile(
    r"(?:比|较|与)?(?:上年|去年|20\d\d年度?)?(?:决算|预算)?(?:数|相比)?(?:各)?(?:增加|减少|增长|下降)(?:了)?$"
)
_PLANNED = re.compile(r"(?:年初|全年|调整)预算")
_ELSEWHERE = re.compile(r"绩效|自评|附件|佐证|名词|工作完成|职能|职责|项目")
"""Sections that tell of projects, or of no figures at all."""
_SPENT = re.compile(r"(?:支出决算数?|决算数|支出|决算)(?:为|是)?$")
_FEW = 2
"""Rows of a table whose columns are what it tells of."""
_MOST_BETWEEN = 3
"""Sentences that may stand between a 项 and what is told of it."""


@dataclass(frozen=True)
class NamedFigures:
    """What a name may stand for: the figures of its row or column."""

    name: str
    figures: tuple[SeenFigure, ...]
    sure: bool


class Labels:
    """The names in the tables of a file; told: how many amounts were found under theirs."""

    def __init__(self, seen: SeenTables, stream: Stream, *, whole: bool = True) -> None:
        """whole: the file was read to its last page; else a number may stand where nobody could look."""
        self.seen, self.stream, self._whole = seen, stream, whole
        self.told = 0
        self._by_name = _by_name(seen)
        self._longest = max(map(len, self._by_name), default=0)

    def findings(self, stated: Sequence[StatedNumber]) -> Iterator[AuditFinding]:
        """Amounts of a paragraph that no cell of their name has."""
        for one in stated if self._whole else ():
            if not one.money or one.meaning not in ("amount", "budget"):
                continue
            named = self._subject(one) or self._named(one)
            if named is None:
                continue
            self.told += 1
            known = [figure for figure in named.figures if figure.unit in _SIZES or figure.value is not None]
            if not known or any(_is(one, figure) for figure in known) or not (named.sure or self._complete):
                continue
            nearest = min(known, key=lambda figure: abs(value_of(figure) - one.value * one.size))
            yield self._finding(one, named, nearest)

    @cached_property
    def _complete(self) -> bool:
        """Whether all that the tables say was understood: else a number may stand where nobody looked."""
        return not any(table.unread for table in self.seen.tables)

    def _subject(self, one: StatedNumber) -> NamedFigures | None:
        """What was spent under a 项 that the sentence or the one before it names with its 类 and 款."""
        if one.meaning != "amount" or not _SPENT.search(one.words) or _NOT_OF_NOW.search(one.words):
            return None
        text = self.stream.letters.text[one.paragraph.start : one.start].replace("\n", "")
        path = next(iter([*_PATH.finditer(text)][-1:]), None)
        if path is None or (
            "。" in text[path.end() + 1 :].rstrip("。") and text[path.end() :].count("。") > _MOST_BETWEEN
        ):
            return None
        codes = self._codes.get(bare(path[3]), ())
        kind = bare(path[1])
        own = [
            code
            for code in codes
            if self._classes.get(code[:3], "").endswith(kind) or kind.endswith(self._classes.get(code[:3], "?"))
        ]
        figures = [f for code in own for f in self._of_code.get(code, ()) if "收入" not in f.key]
        if not any((pick := parse(figure.key)) and pick[FUND] for figure in figures):
            return None  # only of all money the tables tell: of one fund it may be less
        return NamedFigures(path[3], tuple(figures), sure=len(own) == 1)

    @cached_property
    def _codes(self) -> Mapping[str, tuple[str, ...]]:
        """Names of 项 -> their codes."""
        found: dict[str, tuple[str, ...]] = {}
        for table in self.seen.tables:
            for code, (name, _) in table.names.items():
                if len(code) == len("2080101") and code not in found.get(bare(name), ()):
                    found[bare(name)] = (*found.get(bare(name), ()), code)
        return found

    @cached_property
    def _classes(self) -> Mapping[str, str]:
        return {code: bare(name) for t in self.seen.tables for code, (name, _) in t.names.items() if len(code) == 3}

    @cached_property
    def _of_code(self) -> Mapping[str, list[SeenFigure]]:
        found: dict[str, list[SeenFigure]] = defaultdict(list)
        for _, figure in self.seen.figures:
            for part in figure.key.split("."):
                if len(part) == len("2080101") and part.isdigit():
                    found[part].append(figure)
        return found

    def _named(self, one: StatedNumber) -> NamedFigures | None:
        words = one.words
        for pattern, keys in _TOTALS:
            if pattern.search(_plain(words)):
                figures = tuple(f for key in keys for _, f in self.seen.by_key.get(key, ()))
                return NamedFigures(words, figures, sure=True) if figures else None
        planned = _PLANNED.search(one.before) and "决算" not in words
        if planned or _NOT_OF_NOW.search(words) or _ELSEWHERE.search(one.paragraph.section):
            return None
        plain = _plain(words)
        for candidate in dict.fromkeys((words.strip('"'), plain)):
            for length in range(min(len(candidate), self._longest), _LEAST_NAME - 1, -1):
                name = candidate[-length:]
                if own := self._by_name.get(name):
                    return NamedFigures(name, own, sure=len({value_of(f) for f in own}) == 1)
        return None

    def known(self, words: str) -> tuple[Decimal, ...]:
        """The amounts of 元 that stand under the name at the end of some words, those of this year's 决算 first."""
        plain = _plain(_CHANGED.sub("", words))
        for length in range(min(len(plain), self._longest), _LEAST_NAME - 1, -1):
            if own := self._by_name.get(plain[-length:]):
                return tuple(dict.fromkeys(value_of(figure) for figure in own if figure.value))
        return ()

    def _finding(self, one: StatedNumber, named: NamedFigures, nearest: SeenFigure) -> AuditFinding:
        sure: Sure = "确定" if named.sure else "可能"
        level = Level.ERROR if named.sure else Level.WARNING
        spot = self.stream.spot(one.start)
        basis = (f"{_row(self.seen, nearest)} {cell_words(nearest.cell)}{nearest.unit}",)
        problem = "，表里没有这个数"
        expected = f"{cell_words(nearest.cell)}{nearest.unit}" if named.sure else ""
        said = f"{one.before[-40:]}{one.printed}"
        return AuditFinding(
            "A001", level, spot, one.paragraph.section, said, problem, expected, basis, sure, one.printed
        )


_SIZES = frozenset(("元", "千元", "万元", "亿元"))


def _plain(words: str) -> str:
    """Without what stands between a name and its number."""
    return _ENDS.sub("", words.replace("〔类〕", "").replace('"', "")) or words


def _is(one: StatedNumber, figure: SeenFigure) -> bool:
    """Whether an amount is the figure, rounded to its places."""
    return abs(one.value * one.size - value_of(figure)) <= (one.half * one.size if _finer(one, figure) else Decimal(0))


def _finer(one: StatedNumber, figure: SeenFigure) -> bool:
    """Whether the table tells more places than the sentence."""
    exact = value_of(figure) / one.size
    return exact != exact.quantize(Decimal(1).scaleb(-one.places))


def _by_name(seen: SeenTables) -> Mapping[str, tuple[SeenFigure, ...]]:
    """The names of rows with all their figures, and of columns with those of the totals."""
    found: dict[str, list[SeenFigure]] = defaultdict(list)
    few = {table.grid for table in seen.tables if len({figure.label for figure in table.figures}) <= _FEW}
    for table, figure in seen.figures:
        name = bare(figure.label)
        for called in {name, name.removesuffix("合计"), figure.key}:
            if len(called) >= _LEAST_NAME and "." not in called:
                found[called].append(figure)
        total = not name or is_total(figure.label) or "合计" in name or "总计" in name or table.grid in few
        if figure.column and total:
            found[bare(figure.column)].append(figure)
        if table.grid in few and figure.key.startswith("三公."):
            found[bare(figure.key.split(".")[1])].append(figure)
    whole = {name: [f for other, own in found.items() if other.endswith(name) for f in own] for name in found}
    return {name: tuple(figures) for name, figures in whole.items() if any(f.value for f in figures)}
