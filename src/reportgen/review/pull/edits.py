"""What one edit is and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from reportgen.review.pull.yaml_additions import Value
from reportgen.review.pull.yaml_patch import TextChange
from reportgen.writers.docx.standing import Reviewer


class EditKind(Enum):
    """What was changed, in the words of the report of a pull."""

    PROSE = "文字"
    SENTENCE = "标准句"
    STATED = "填报数"
    COMPUTED = "计算数"
    NAME = "名称"
    FORM = "版式"
    PARAGRAPH = "新段落"
    GONE = "不见了"
    DOUBLED = "有两处"


class Resolution(Enum):
    """What became of it."""

    WRITTEN = "写进数据"
    SAME = "数据里已经这样"
    KEPT = "留了数据里的"
    CONFLICT = "两边都改了"
    REFUSED = "不能这样改"
    NOTED = "记下，请处理"


@dataclass
class Edit:
    """One edit of a reviewed file: where, what stood there, what stands there, by whom, and what becomes of it."""

    kind: EditKind
    where: str
    old: str
    new: str
    reviewers: tuple[Reviewer, ...] = ()
    resolution: Resolution = Resolution.NOTED
    message: str = ""
    changes: list[TextChange] = field(default_factory=list)
    additions: list[tuple[tuple[str, ...], Value]] = field(default_factory=list)
    items: list[tuple[tuple[str, ...], int, str | None]] = field(default_factory=list)
    """Items of lists: below these keys, behind this number a new one, or (None) without it."""
    asks: bool = False
    """Whether a person must choose between two versions; then `changes` hold that of the draft."""

    @property
    def who(self) -> str:
        """Who did it, as far as the file tells."""
        return "、".join(dict.fromkeys(hand.who for hand in self.reviewers if hand.who))

    @property
    def day(self) -> str:
        """When, as far as the file tells: the last day."""
        return max((hand.day for hand in self.reviewers if hand.day), default="")
