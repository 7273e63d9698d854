"""What somebody changed in a reviewed file, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from enum import Enum
from typing import Literal

from reportgen.review.pull.data_changes import DataChange
from reportgen.review.pull.tokens import Tokens
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
    ITEM = "条目"
    ROW = "表格"
    ORDER = "次序"
    GONE = "不见了"
    DOUBLED = "有两处"
    BESIDES = "文字以外"


class Resolution(Enum):
    """What became of it."""

    WRITTEN = "写进数据"
    SAME = "数据里已经这样"
    KEPT = "留了数据里的"
    CONFLICT = "两边都改了"
    REFUSED = "不能这样改"
    NOTED = "记下，请处理"


# -- what an edit is about in the data ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Versions:
    """The same words three times: as they were sent, as the report says them now, and as they came back."""

    sent: Tokens
    standing: Tokens
    returned: Tokens
    printed: tuple[tuple[str, str], ...] = ()
    """What was printed for each reference when it was sent."""


@dataclass(frozen=True)
class OutsideData:
    """Nothing of the data is meant, or nobody can tell what; the message says so."""

    message: str
    refused: bool = False


@dataclass(frozen=True)
class OwnWords:
    """One paragraph (from 1) of a text that a person wrote; `block` when it is a paragraph of the report too."""

    address: str
    paragraph: int
    block: bool
    versions: Versions


@dataclass(frozen=True)
class StandardSentence:
    """A sentence of the template, under its anchor's name."""

    anchor: str
    versions: Versions


@dataclass(frozen=True)
class WrittenName:
    """A name in a table or a form; a locked one is computed."""

    old: str
    new: str
    locked: bool


@dataclass(frozen=True)
class TypedFigure:
    """A figure that was typed over: what came back in the places that were, and how many places print it."""

    key: str
    versions: tuple[str, ...]
    typed: int
    printed: int
    unit: str = ""
    """The unit that was typed behind it in place of its own."""


@dataclass(frozen=True)
class Place:
    """Which item of a person's list, or which paragraph of a person's text, numbers from 1; 0 is in front of all."""

    stem: str
    number: int
    is_list: bool

    @property
    def key(self) -> str:
        """As an address says it."""
        if self.is_list:
            return f"{self.stem}.{self.number}"
        return self.stem if self.number == 1 else f"{self.stem}¶{self.number}"


@dataclass(frozen=True)
class NewParagraph:
    """Paragraphs behind one of a person's text, or items behind one of a person's list."""

    after: Place
    words: tuple[str, ...]


@dataclass(frozen=True)
class ItemGone:
    """An item of a list, or a paragraph of a text, that was taken out."""

    place: Place
    versions: Versions


@dataclass(frozen=True)
class ItemMoved:
    """An item or a paragraph that stands behind another one now."""

    place: Place
    after: Place


@dataclass(frozen=True)
class ItemsMerged:
    """Items or paragraphs that were joined to the first of them; `versions` are those of the first, with the words of
    all; `sent`: the words of all as they were sent.
    """

    place: Place
    others: tuple[Place, ...]
    versions: Versions
    sent: Tokens


@dataclass(frozen=True)
class ItemSplit:
    """An item that became several; `versions` are those of the first of them."""

    place: Place
    versions: Versions
    rest: tuple[str, ...]


@dataclass(frozen=True)
class EntryGone:
    """An entry of a mapping that was taken out with its name: a term with its explanation, a heading with its text."""

    address: str
    versions: Versions


@dataclass(frozen=True)
class EntryRenamed:
    """An entry of a mapping whose name became another one: a heading over a person's text, a term."""

    address: str
    name: str


@dataclass(frozen=True)
class NewEntry:
    """An entry of a mapping that was put in behind another one: a term, or a heading, with its text."""

    after: str
    name: str
    words: tuple[str, ...]
    last: bool
    """Whether it stands behind all others, where a new key is written."""


@dataclass(frozen=True)
class EntriesMoved:
    """Entries of a mapping that stand in another order now: their addresses as they stand."""

    above: str
    now: tuple[str, ...]
    by_hand: str


@dataclass(frozen=True)
class RowsMoved:
    """Rows of a table of the data that are printed in another order now: the numbers of all rows (from 0) in the order
    that gives it, and the names of the printed rows' anchors as they stand.
    """

    table: tuple[str, ...]
    order: tuple[int, ...]
    now: tuple[str, ...]
    by_hand: str


Restructured = (
    NewParagraph
    | ItemGone
    | ItemMoved
    | ItemsMerged
    | ItemSplit
    | EntryGone
    | EntryRenamed
    | NewEntry
    | EntriesMoved
    | RowsMoved
)
Target = OutsideData | OwnWords | StandardSentence | WrittenName | TypedFigure | Restructured


# -- edits -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Edit:
    """One edit of a reviewed file: where, what stood there, what stands there, by whom,
    and what it is about in the data.
    """

    kind: EditKind
    where: str
    old: str
    new: str
    reviewers: tuple[Reviewer, ...]
    target: Target

    @property
    def who(self) -> str:
        """Who did it, as far as the file tells."""
        return "、".join(dict.fromkeys(reviewer.who for reviewer in self.reviewers if reviewer.who))

    @property
    def day(self) -> str:
        """When, as far as the file tells: the last day."""
        return max((reviewer.day for reviewer in self.reviewers if reviewer.day), default="")


@dataclass(frozen=True)
class ResolvedEdit(Edit):
    """An edit with what becomes of it, and why; `changes` are what is to be written, of one that is WRITTEN:
    all of them or none.
    """

    resolution: Resolution
    message: str
    changes: tuple[DataChange, ...] = ()


def resolved(edit: Edit, resolution: Resolution, message: str, *changes: DataChange) -> ResolvedEdit:
    """The edit with what becomes of it."""
    own = {field.name: getattr(edit, field.name) for field in fields(Edit)}
    return ResolvedEdit(**own, resolution=resolution, message=message, changes=changes)


# -- what a person decides ---------------------------------------------------------------------------------------------

Side = Literal["", "ours", "theirs"]
Ask = Callable[[ResolvedEdit], bool]


@dataclass(frozen=True)
class Choices:
    """What the person who pulls has decided: whether stated figures are written,
    which side wins where both changed, or who is asked.
    """

    figures: bool = False
    side: Side = ""
    ask: Ask | None = None

    def takes_theirs(self, conflict: ResolvedEdit) -> bool | None:
        """Whether the file's version wins; None where nobody decided."""
        if self.side:
            return self.side == "theirs"
        return self.ask(conflict) if self.ask else None
