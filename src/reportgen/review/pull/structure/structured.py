"""A file that came back -> what was done to paragraphs, items and rows as wholes, and what is left to be looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from reportgen.document.numbering import without_number
from reportgen.document.patterns import pattern_of
from reportgen.figures import FigureBook
from reportgen.review.pull.current_report import OUTSIDE, CurrentReport
from reportgen.review.pull.edits import Edit, EditKind, EntryGone, Versions
from reportgen.review.pull.structure.blocks import SentBlock, blocks_of
from reportgen.review.pull.structure.entries import Left, Print
from reportgen.review.pull.structure.items import ItemEdits
from reportgen.review.pull.structure.others import Others
from reportgen.review.pull.structure.own_entries import moved, with_new_entries
from reportgen.review.pull.structure.prints import Reader, prints_of
from reportgen.review.pull.structure.rebase import rebased
from reportgen.review.pull.structure.under_headings import joined_headings, typed_behind_headings
from reportgen.review.pull.tables.compared import TypedCell
from reportgen.review.pull.tables.pasted import pasted
from reportgen.review.pull.tokens import tokens_of
from reportgen.writers.docx.standing import ReviewedFile


@dataclass(frozen=True)
class Structured:
    """The file under today's addresses without what is settled, and the edits that settled it."""

    returned: ReviewedFile
    edits: list[Edit]
    settled: frozenset[str]
    """Names of addresses of which nothing more is to be said."""
    typed: tuple[TypedCell, ...] = ()
    """Figures that were typed in tables without an address."""


def structured(
    returned: ReviewedFile, report: CurrentReport, book: FigureBook, is_list: Callable[[str], bool]
) -> Structured:
    """What became of the wholes; tables that were pasted or typed anew first."""
    returned = rebased(returned, report, is_list)
    tables = pasted(returned, report, book)
    structure = _Structure(tables.rest_of(returned), report, is_list, tables.settled).read()
    return replace(structure, edits=[*tables.edits, *structure.edits], typed=tuple(tables.typed))


class _Structure:
    """One file on its way."""

    def __init__(
        self, returned: ReviewedFile, report: CurrentReport, is_list: Callable[[str], bool], settled: set[str]
    ) -> None:
        self._returned, self._report = returned, report
        self._states = {state.address.name: state for state in returned.standing}
        self._addresses = {name: state.address for name, state in self._states.items()}
        self._blocks = blocks_of(self._addresses.values())
        self._prints = [
            found for found in prints_of(self._blocks, is_list) if found.items[0].block.address.place not in OUTSIDE
        ]
        self._free = list(returned.unanchored)
        self._gone = list(returned.gone)
        self._settled = settled

    def read(self) -> Structured:
        """The edits, print by print, then of all that is no person's list or text."""
        numbered = {i.block.name for found in self._prints if found.numbered for i in found.items}
        reader = Reader(self._states, self._addresses, self._returned.paragraphs, numbered)
        others = Others(self._returned, self._report, self._blocks, self._states, self._free, self._settled, self._gone)
        edits = list(others.tables())
        self._free, self._gone = others.free, others.gone
        edits += self._under_headings()
        firsts: dict[str, int] = {}
        stems = {found.items[0].block.name: found.items[0].place.stem for found in self._prints}
        for found in self._prints:
            if all(item.block.name in self._settled for item in found.items):
                continue
            left = reader.left(found, self._free)
            self._free = [text for text in self._free if text not in left.used]
            self._settle(found, left)
            if left.entries and not found.items[0].block.address.row:
                firsts[found.items[0].block.name] = left.entries[0].at
            edits += self._entry_gone(found, left) or ItemEdits(found, self._report, self._states).of(left)
        edits += self._terms_gone()
        others.free, others.gone = self._free, self._gone
        texts = {item.block.name: n for n, found in enumerate(self._prints) for item in found.items}
        edits += moved(stems, firsts, self._returned, self._report)
        edits += others.sentences(firsts, texts)
        returned = replace(self._returned, unanchored=tuple(others.free), gone=tuple(others.gone))
        return Structured(returned, [*with_new_entries(edits, self._report)], frozenset(others.settled))

    def _under_headings(self) -> list[Edit]:
        """What was typed behind its heading stays what it is, and takes no part in what is said of its list."""
        edits = []
        paragraphs = self._returned.paragraphs
        for one in typed_behind_headings(self._blocks, self._states, tuple(self._free), paragraphs, self._report):
            self._free.remove(one.text)
            self._gone = [words for words in self._gone if not one.is_under(words)]
            self._settled |= {inner.name for inner in one.block.whole()}
            edits.append(one.edit)
        edits += joined_headings(paragraphs, self._states, self._free, self._report)
        for found in self._prints:
            found.items = [item for item in found.items if item.block.name not in self._settled] or found.items
        return edits

    def _settle(self, found: Print, left: Left) -> None:
        """The words of its items are looked at already; of an item that lost its addresses or is gone everything is."""
        whole = {id(item) for item in left.removed}
        whole |= {id(i) for entry in (*left.entries, *left.away) for i in entry.items if entry.typed or i.gone}
        joined = [item for entry in left.entries for item in entry.items[1:]]
        whole |= {id(item) for item in joined if not (self._states[item.words.name].now or "").strip()}
        for item in found.items:
            self._settled |= {item.block.name, item.words.name}
            if id(item) in whole:
                self._settled |= {inner.name for inner in item.words.whole()}

    def _entry_gone(self, found: Print, left: Left) -> list[Edit]:
        """A heading of a person's with all the text below it was taken out."""
        first = found.items[0]
        name = first.place.stem.rpartition(".")[2]
        heading = next((words for words in self._gone if without_number(words).strip() == name), None)
        if found.is_list or left.entries or left.away or heading is None or first.gone:
            return []
        self._gone.remove(heading)
        return [self._gone_edit(first.block, first.place.stem, heading)]

    def _terms_gone(self) -> list[Edit]:
        """Terms that were taken out with their explanations."""
        edits = []
        for block in self._blocks:
            own = [inner for inner in block.inside if inner.address.prose]
            heads = [t for t in tokens_of(block.address.pattern) if len(t) > 1]
            if len(own) != 1 or len(heads) != 1 or block.name in self._settled or block.address.row:
                continue
            key = own[0].address.key
            name = key.rpartition(".")[2]
            if (self._states[block.name].now or "").strip() or name not in block.address.text:
                continue
            if any(without_number(text.text).startswith(name) for text in self._free):
                continue
            self._settled |= {inner.name for inner in block.whole()}
            edits.append(self._gone_edit(block, key, ""))
        return edits

    def _gone_edit(self, block: SentBlock, key: str, heading: str) -> Edit:
        words = next(inner for inner in block.whole() if inner.address.prose)
        sent = tokens_of(words.address.pattern or words.address.text)
        there = self._report.block_at(words.address)
        versions = Versions(sent, tokens_of(pattern_of(there.element)) if there else sent, ())
        old = f"{heading}\n{block.address.text}".strip()
        hands = self._states[block.name].hands
        return Edit(EditKind.ITEM, self._report.where(block.address), old, "", hands, EntryGone(key, versions))
