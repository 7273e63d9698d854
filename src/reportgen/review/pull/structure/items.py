"""What is left of a list or a text -> the edits that made it so: words, new, gone, moved, joined and split items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from reportgen.document.numbering import of_their_kind, without_number
from reportgen.document.patterns import pattern_of
from reportgen.review.pull.current_report import CurrentReport
from reportgen.review.pull.edits import (
    Edit,
    EditKind,
    ItemGone,
    ItemMoved,
    ItemsMerged,
    ItemSplit,
    NewParagraph,
    OutsideData,
    OwnWords,
    Place,
    Versions,
)
from reportgen.review.pull.retyped import printed_in, with_references
from reportgen.review.pull.structure.entries import Item, Left, ListEntry, Print
from reportgen.review.pull.structure.matching import likeness, out_of_order
from reportgen.review.pull.tokens import Tokens, tokens_of
from reportgen.writers.docx.folded import folded
from reportgen.writers.docx.standing import ControlState, Reviewer

_AWAY = "这一段挪到了别处，那里不是它的位置；数据里没有动，要挪请在数据里挪"
_COPY = "这一段是照「{}」复制的，没有写进数据；要印两次请在数据里加"
_DROPPED = "送审以后，这一条从数据里删了或者全改了，改动没有地方写"
_PARTED_AGAIN = "几条并了又分开，看不出哪些字是哪一条的，没有写进数据；请在数据里改"
_COPIED = 0.97


@dataclass
class ItemEdits:
    """Makes the edits of one print."""

    list_: Print
    report: CurrentReport
    states: dict[str, ControlState]
    _unchanged: list[Item] = field(default_factory=list)

    def of(self, left: Left) -> Iterator[Edit]:
        """Every edit, in the order of the file; what is gone last."""
        self._unchanged = [e.items[0] for e in left.entries if len(e.items) == 1 and e.tokens == e.items[0].sent]
        order = {id(item): n for n, item in enumerate(self.list_.items)}
        standing = [entry for entry in left.entries if entry.items]
        moved = {id(standing[n].items[0]) for n in out_of_order([order[id(entry.items[0])] for entry in standing])}
        after = Place(self.list_.items[0].place.stem, 0, self.list_.is_list)
        new: list[ListEntry] = []
        for entry in left.entries:
            if not entry.items:
                new.append(entry)
                continue
            yield from self._new(new, after)
            new = []
            item = entry.items[0]
            if item.gone:
                yield from self._of_gone(entry)
                continue
            if id(item) in moved:
                yield self._edit(EditKind.ORDER, item, entry.hands, ItemMoved(item.place, after), entry.text)
            yield from self._words(entry)
            after = item.place
        yield from self._new(new, after)
        for entry in left.away:
            yield self._edit(EditKind.ORDER, self._any(entry), entry.hands, OutsideData(_AWAY), entry.text)
        yield from self._removed(left.removed)

    def _any(self, entry: ListEntry) -> Item:
        return entry.items[0] if entry.items else self.list_.items[0]

    def _edit(self, kind: EditKind, item: Item, hands: Sequence[Reviewer], target: object, new: str) -> Edit:
        where = self.report.where(item.block.address)
        return Edit(kind, where, item.words.address.text, new, tuple(hands), target)  # type: ignore[arg-type]

    def _versions(self, item: Item, returned: Tokens) -> Versions:
        block = self.report.block_at(item.words.address)
        standing = pattern_of(block.element) if block else self.report.pattern_at(item.place.key)
        now = tokens_of(folded(standing)) if standing is not None else item.sent
        address = item.words.address
        printed = printed_in(address.pattern, address.text)
        return Versions(item.sent, now, with_references(item.sent, returned, printed), tuple(printed.items()))

    def _words(self, entry: ListEntry) -> Iterator[Edit]:
        """What became of the words of one entry."""
        item, others = entry.items[0], entry.items[1:]
        parts = _lines(entry.tokens) if self.list_.is_list else [entry.tokens]
        first = self._unnumbered(parts[0], entry) if parts else ()
        if others and len(parts) > 1:
            old = "\n".join(i.words.address.text for i in entry.items)
            where = self.report.where(item.block.address)
            yield Edit(EditKind.ITEM, where, old, entry.text, entry.hands, OutsideData(_PARTED_AGAIN))
        elif others:
            joined = self._unnumbered(tuple(token for part in parts for token in part), entry)
            sent = tuple(token for each in entry.items for token in each.sent)
            places = tuple(other.place for other in others)
            printed: dict[str, str] = {}
            for address in (each.words.address for each in entry.items):
                printed |= printed_in(address.pattern, address.text)
            versions = replace(
                self._versions(item, joined),
                returned=with_references(sent, joined, printed),
                printed=tuple(printed.items()),
            )
            target = ItemsMerged(item.place, places, versions, sent)
            old = "\n".join(i.words.address.text for i in entry.items)
            yield Edit(EditKind.ITEM, self.report.where(item.block.address), old, "".join(joined), entry.hands, target)
        elif len(parts) > 1:
            rest = tuple("".join(part) for part in parts[1:])
            split = ItemSplit(item.place, self._versions(item, first), rest)
            yield self._edit(EditKind.ITEM, item, entry.hands, split, entry.text)
        elif first != item.sent and "".join(first).strip() != "".join(item.sent).strip():
            state = self.states[item.words.name]
            block = self.report.block_at(item.words.address)
            folded = "\n" in item.words.address.text and "\n" not in item.words.address.pattern
            returned = tuple(t for t in first if t != "\n") if folded else first
            if returned == item.sent:
                return
            versions = self._versions(item, returned)
            if versions.returned == versions.sent:
                return
            own = OwnWords(_address(item.place), _paragraph(item.place), bool(block and block.block), versions)
            hands = state.hands if state.pieces is not None and state.changed else entry.hands
            now = state.now if state.now and state.changed else entry.text  # it may have been typed behind its place
            yield self._edit(EditKind.PROSE, item, hands, own, now)

    def _unnumbered(self, words: Tokens, entry: ListEntry) -> Tokens:
        """Words without the numbers of other items in them, which were joined to this one."""
        number = of_their_kind(self.list_.numbers)
        if any(number.search("".join(item.sent)) for item in entry.items):
            return words
        return tokens_of(number.sub("", "".join(words)))

    def _of_gone(self, entry: ListEntry) -> Iterator[Edit]:
        """An item that the data no longer have: only what was done to it is told."""
        item = entry.items[0]
        if entry.tokens != item.sent:
            yield self._edit(EditKind.PROSE, item, entry.hands, OutsideData(_DROPPED), entry.text)

    def _new(self, entries: Sequence[ListEntry], after: Place) -> Iterator[Edit]:
        """New entries behind an item; one that says what another item says is a copy."""
        taken: list[ListEntry] = []
        for entry in entries:
            like = next((i for i in self._unchanged if _copies(i, entry)), None)
            if like:
                message = OutsideData(_COPY.format(like.words.address.text[:20]))
                yield Edit(
                    EditKind.PARAGRAPH, self.report.where(like.block.address), "", entry.text, entry.hands, message
                )
            else:
                taken.append(entry)
        words = ["".join(part).strip() for entry in taken for part in (_lines(entry.tokens) if entry.tokens else [])]
        if words:
            hands = tuple(dict.fromkeys(hand for entry in taken for hand in entry.hands))
            where = self.report.where(self.list_.items[0].block.address)
            target = NewParagraph(after, tuple(words))
            yield Edit(EditKind.PARAGRAPH, where, "", "\n".join(words), hands, target)

    def _removed(self, items: Sequence[Item]) -> Iterator[Edit]:
        for item in items:
            hands = self.states[item.words.name].hands or self.states[item.block.name].hands
            if item.gone:
                continue
            yield self._edit(EditKind.ITEM, item, hands, ItemGone(item.place, self._versions(item, ())), "")


def _copies(item: Item, entry: ListEntry) -> bool:
    text = item.words.address.text.strip()
    return likeness(text.rstrip("。；"), without_number(entry.text).strip().rstrip("。；")) >= _COPIED


def _lines(tokens: Tokens) -> list[Tokens]:
    """The words a paragraph each, without numbers."""
    found: list[list[str]] = [[]]
    for piece in tokens:
        if piece == "\n":
            found.append([])
        else:
            found[-1].append(piece)
    kept = [found[0], *(tokens_of(without_number("".join(line))) for line in found[1:])]
    return [tuple(line) for line in kept if "".join(line).strip()]


def _address(place: Place) -> str:
    return place.key if place.is_list else place.stem


def _paragraph(place: Place) -> int:
    return 1 if place.is_list else place.number
