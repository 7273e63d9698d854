"""What stands at the addresses of a Word file that came back, as the reader hands it on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from reportgen.writers.docx.addresses import ContentControl


@dataclass(frozen=True)
class Reviewer:
    """Who changed something with changes tracked, and when as the file tells it; '' where changes were not tracked."""

    who: str = ""
    day: str = ""


@dataclass(frozen=True)
class ControlPiece:
    """Words at an address, or (`name`) the beginning or the end of another address inside it."""

    text: str = ""
    hand: Reviewer = Reviewer()
    name: str = ""
    opens: bool = False


@dataclass(frozen=True)
class ControlState:
    """An address with what stands there now; None where neither bookmark nor control is left."""

    address: ContentControl
    pieces: tuple[ControlPiece, ...] | None
    hands: tuple[Reviewer, ...] = ()
    doubled: bool = False
    held: bool = False
    """Whether its control is there, which says where it ends."""
    at: int = -1
    """The paragraph in which it begins (`ReviewedFile.paragraphs`); -1 where it is nowhere."""

    @property
    def now(self) -> str | None:
        """The words that stand there now."""
        return None if self.pieces is None else "".join(piece.text for piece in self.pieces)

    @property
    def changed(self) -> bool:
        """Whether somebody changed it."""
        return self.now != self.address.text


@dataclass(frozen=True)
class UnanchoredText:
    """A paragraph without an address that was not written so: what it says, who wrote it,
    behind which address it stands.
    """

    text: str
    hand: Reviewer
    after: str
    was: str = ""
    """The words of a heading or caption that it seems to have been."""
    at: int = -1
    """Which paragraph it is."""
    row: int = 0
    """The row of a table in which it stands, counted through the file; 0 outside of tables."""
    cell: int = 0
    """The cell, counted so."""


@dataclass(frozen=True)
class CellPlace:
    """A cell of a table, tables counted from 1 through the file, rows and columns from 0; a deleted row is none.

    columns: how many it spans; covered: it goes on from the cell over it.
    """

    table: int
    row: int
    column: int
    columns: int = 1
    covered: bool = False


@dataclass(frozen=True)
class ReadParagraph:
    """A paragraph with every tracked change accepted: the outermost addresses in it, in their order, and its words.

    One whose mark was deleted is a part of the next one.
    """

    names: tuple[str, ...]
    text: str
    row: int = 0
    cell: int = 0
    place: CellPlace | None = None


@dataclass(frozen=True)
class ReviewedFile:
    """All that a reviewed file says: of each address, of none, and of which the words are missing."""

    standing: tuple[ControlState, ...]
    unanchored: tuple[UnanchoredText, ...]
    gone: tuple[str, ...]
    """Words without an address (headings, captions) that no longer stand anywhere."""
    anchors: dict[str, str] = field(default_factory=dict)
    """Of each comment, by its id, the address where it begins; '' for none."""
    quoted: dict[str, str] = field(default_factory=dict)
    """Of each comment, by its id, the words that it is about."""
    paragraphs: tuple[ReadParagraph, ...] = ()
    """The paragraphs of the file in their order."""


def texts_of(pieces: Iterable[ControlPiece]) -> str:
    """The words of pieces."""
    return "".join(piece.text for piece in pieces)
