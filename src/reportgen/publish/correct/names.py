"""Keys and inputs -> what the public calls them: no dots, no short names of the office, no file."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportgen.build import BuiltReport
from reportgen.compare.diff.inputs import Input
from reportgen.document.provenance import AS_APPROVED
from reportgen.figures import LAST_YEAR, UnknownKey
from reportgen.model import selection

SIDES = ("收入", "支出")
PROJECTS, INDICATORS = ("项目", "自评", "项目文字"), "指标"
_NAMES = {"项目": "项目名称", "指标": "绩效指标名称", "单位构成": "单位名称"}
_NAMED_BY = ("名称", "指标", "全称")
_SAID = {
    "增减额": "比上年增减额",
    "增长率": "比上年增长率",
    "占": "占比",
    "合计": "合计数",
    "得分相加": "得分",
    "收支数据之和": "合计数",
    "三公": "“三公”经费",
    "经济": "支出经济分类",
    AS_APPROVED: "合计数",
}
_CODE = re.compile(r"(?:\d{3,7}) ")


class PublicNames:
    """The names of one report's figures and inputs."""

    def __init__(self, made: BuiltReport) -> None:
        self._made = made
        self._texts = made.book.loaded.texts

    def figure(self, key: str) -> str:
        """「其他就业补助支出（一般公共预算财政拨款、项目支出）」, 「社区助老服务：执行数」."""
        year = self._made.document.year
        if key.startswith(f"{LAST_YEAR}."):
            return f"{year - 1}年度{self.figure(key.removeprefix(f'{LAST_YEAR}.'))}"
        first, *rest = key.split(".")
        if first in PROJECTS or first == INDICATORS:
            return self._of_project(first, rest)
        words = [self._word(part) for part in rest]
        if first in SIDES and words:
            name, *more = words
            if rest[0] in selection.FULL_TERMS or rest[0] == "财政拨款":
                name = f"{name}{first}"
            elif not name.endswith(first) and not {"基本支出", "项目支出"} & {*rest}:
                more = [first, *more]
            return f"{name}（{'、'.join(more)}）" if more else name
        return f"{self._word(first)}：{' '.join(words)}" if words else self._word(first)

    def _of_project(self, first: str, rest: list[str]) -> str:
        if not rest:
            return first
        name = self.project(rest[0])
        if first == INDICATORS and len(rest) > 1:
            indicator = self._texts.get(".".join((first, *rest[:2], INDICATORS)), rest[1]).strip()
            what = " ".join(map(self._word, rest[2:])) or "实际完成值"
            return f"{name}：绩效指标“{indicator}”{what}"
        words = " ".join(map(self._word, rest[1:]))
        return f"{name}：{words}" if words else name

    def project(self, short: str) -> str:
        """The name of a project by what the office calls it."""
        return self._texts.get(f"项目.{short}.名称", short).strip()

    def _word(self, part: str) -> str:
        if selection.is_subject_code(part) or re.fullmatch(r"\d{5}", part):
            return self._made.book.subject_name(part)
        return selection.FULL_TERMS.get(part) or _SAID.get(part) or part

    def input(self, one: Input) -> str:
        """「项目名称」, 「社区助老服务：问题和原因」, 「主要职能第2条」."""
        first, *rest = one.label.split(" · ")
        if not rest:
            return self._key(first)
        if first in _NAMES and rest[-1] in _NAMED_BY:
            whose = f"（{self.project(rest[0])}）" if first == INDICATORS else ""
            return f"{_NAMES[first]}{whose}"
        if first in (*PROJECTS, INDICATORS):
            name = self.project(rest[0])
            more = [self._texts.get(f"{first}.{rest[0]}.{part}.{INDICATORS}", part).strip() for part in rest[1:]]
            return "：".join([name if first in PROJECTS else f"{name}的绩效指标", *more])
        if first == "部门":
            return f"部门{rest[-1]}"
        words = [self._texts.get(f"{first}.{part}.全称", part).strip() for part in rest]
        if re.fullmatch(r"第 \d+ 条", words[-1]):
            return f"{first}{''.join(words[:-1])}{words[-1].replace(' ', '')}"
        return "：".join([first, *map(self._key, words)])

    def _key(self, words: str) -> str:
        """A key among the words of an input by its public name; a code away from its name."""
        plain = _CODE.sub("", words)
        try:
            return self.figure(self._made.book.resolve(plain).key)
        except (UnknownKey, ValueError):
            return " ".join(selection.FULL_TERMS.get(part, part) for part in plain.split("."))

    def text(self, words: str) -> str:
        """The cells of a row without the names of money and kinds as the data write them."""
        for member, term in selection.FULL_TERMS.items():
            words = words.replace(f"{member}.", term)
        return words


def reckoned(rules: Iterable[str]) -> str:
    """By which rules figures followed, without their formulas: 「合计数、增长率」."""
    names = (rule.partition("：")[0].partition("（")[0] if rule != AS_APPROVED else rule for rule in rules)
    return "、".join(dict.fromkeys(_SAID.get(name, name) for name in names if name and name != "填报"))
