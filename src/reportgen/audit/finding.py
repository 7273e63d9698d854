"""What is wrong with a published report: where, in its own words, what should stand there and by which cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from reportgen.checks.engine.registry import DOCUMENT_CHECKS
from reportgen.model.finding import Level
from reportgen.reading.grid import Spot

Sure = Literal["确定", "可能"]
KINDS = {
    "A001": "数不一致",
    "A002": "增减说反",
    "A003": "比率不对",
    "A004": "单位不对",
    "A005": "该说的没有说",
    "A006": "表里的数不一致",
    "A007": "结构不完整",
    "A008": "文字改过",
    "A009": "没有读懂",
    "A010": "表里的合计不对",
    "A011": "表与表不一致",
    "A012": "年份不对",
    "A013": "自评表的分数或比率不对",
    "A014": "指标各处不一致",
    "A015": "百分比不合理",
    "A016": "缺部分或缺节",
    "A017": "顺序或编号不对",
    "A018": "目录和正文不一致",
    "A019": "没有写完",
    "A020": "个人信息",
    "A021": "字词重复",
    "A022": "科目名称或编码不对",
    "A023": "收入和支出说得不一样",
    "A030": "同一个数各处不一致",
}
"""The kinds of problems as a bureau's list has them, by code."""


@dataclass(frozen=True)
class AuditFinding:
    """One problem. place: table and row, or heading, as a reader says it; said: the words as printed; expected: what
    should stand there ("" where that is not known); basis: the cells and figures that say so.
    """

    code: str
    level: Level
    spot: Spot | None
    place: str
    said: str
    problem: str
    expected: str = ""
    basis: tuple[str, ...] = ()
    sure: Sure = "确定"
    words: str = ""
    """The wrong words within `said`, where these are not all of it."""
    cells: tuple[Spot, ...] = ()
    """Of a sum that doesn't foot: the cells that are added, any of which may be the wrong one."""
    key: str = ""
    """Of the figure of ours that it is about."""

    @property
    def kind(self) -> str:
        """What sort of problem it is."""
        rule = DOCUMENT_CHECKS.get(self.code)
        return KINDS.get(self.code) or (rule.rule.title if rule else "其他")

    @property
    def where(self) -> str:
        """Page and place for a reader."""
        page = f"第{self.spot.page}页" if self.spot and self.spot.page else ""
        return "　".join(filter(None, (page, self.place)))

    @property
    def should_be(self) -> str:
        """What should stand there, for a reader: a rate with its %."""
        bare = self.code == "A003" and self.expected[-1:].isdigit()
        return f"{self.expected}%" if bare else self.expected

    @property
    def correction(self) -> str:
        """The same behind the problem."""
        return f"，应是 {self.should_be}" if self.expected else ""

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "code": self.code,
            "kind": self.kind,
            "level": self.level.value,
            "confidence": self.sure,
            "file": self.spot.file if self.spot else None,
            "page": (self.spot.page or None) if self.spot else None,
            "box": list(self.spot.box) if self.spot and self.spot.box else None,
            "place": self.place,
            "said": self.said,
            "problem": self.problem,
            "expected": self.expected,
            "basis": list(self.basis),
        }

    def __str__(self) -> str:
        basis = f"（依据：{'；'.join(self.basis)}）" if self.basis else ""
        unsure = "（可能）" if self.sure == "可能" else ""
        place = self.where or "全文"
        return f"{place} {self.level.value} [{self.code}]{unsure} 「{self.said}」{self.problem}{self.correction}{basis}"


def in_order(findings: Iterable[AuditFinding]) -> tuple[AuditFinding, ...]:
    """By page and place on it, gravest first where there is no page; each once."""
    levels = list(Level)

    def turn(finding: AuditFinding) -> tuple[int, float, float, int]:
        spot = finding.spot
        box = spot.box if spot and spot.box else (0.0, 0.0, 0.0, 0.0)
        return (spot.page if spot else 0, box[1], box[0], levels.index(finding.level))

    return tuple(sorted(dict.fromkeys(findings), key=turn))
