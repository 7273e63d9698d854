"""A person's list or text as the draft printed it in one place -> what the reviewer left of it, entry by entry.

An entry is an item (or a paragraph of a text) with its words now, several that were joined, or new words. The number in
front of an item is the program's and no part of its words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set

from reportgen.document.numbering import number_of, without_number
from reportgen.model.prose import WORDS
from reportgen.review.pull.structure.blocks import SentBlock, only_numbers, place_of, typed_as
from reportgen.review.pull.structure.entries import (
    Item,
    Left,
    ListEntry,
    Print,
    between,
    in_reading_order,
    joined,
    numbered_parts,
    typed_behind,
    with_tails,
)
from reportgen.review.pull.structure.joins import found_within
from reportgen.review.pull.structure.matching import likeness, pairs
from reportgen.review.pull.structure.rebase import GONE
from reportgen.review.pull.tokens import tokens_now, tokens_of
from reportgen.writers.docx.addresses import ContentControl
from reportgen.writers.docx.standing import ControlState, ReadParagraph, UnanchoredText

_SAME = 0.75
"""How much an item without its address and a paragraph have in common where the item was moved there."""


def prints_of(blocks: Sequence[SentBlock], is_list: Callable[[str], bool]) -> Iterator[Print]:
    """The lists and texts of a draft, each place where one was printed."""
    found: Print | None = None
    for block in blocks:
        items = list(_items(block, is_list))
        if found and items and _goes_on(found.items[-1], items[0]):
            found.items += items
            found.crowded |= len(items) > 1
            continue
        if found:
            yield found
        found = Print(items, len(items) > 1) if items else None
    if found:
        yield found


def _goes_on(last: Item, item: Item) -> bool:
    one, other = last.place, item.place
    same = (one.stem, one.is_list) == (other.stem, other.is_list)
    return (
        same
        and last.block.address.row == item.block.address.row
        and last.block.address.place == (item.block.address.place)
    )


def _items(block: SentBlock, is_list: Callable[[str], bool]) -> Iterator[Item]:
    """The items that a block is made of: a person's words, or words with nothing but numbers between them."""
    if block.address.prose:
        inside = [block]
    else:
        inside = [inner for inner in block.inside if inner.address.prose]
        own = "".join(t for t in tokens_of(block.address.pattern) if len(t) == 1)
        if not inside or len(inside) < len(block.inside) or not only_numbers(own):
            return
    found = []
    for words in inside:
        place = place_of(words.address.key.removesuffix(GONE), is_list)
        if place is None or (words is not block and not place.is_list):
            return
        found.append(Item(place, block, words, words.address.key.endswith(GONE)))
    if len({item.place.stem for item in found}) == 1:
        yield from found


class Reader:
    """Reads what is left of a print from the addresses and the paragraphs without one."""

    def __init__(
        self,
        states: Mapping[str, ControlState],
        addresses: Mapping[str, ContentControl],
        paragraphs: Sequence[ReadParagraph],
        numbered: Set[str],
    ) -> None:
        """`numbered`: the outermost addresses of numbered lists."""
        self._states, self._addresses, self._numbered = states, addresses, numbered
        self._paragraphs = paragraphs
        self._content = [at for at, paragraph in enumerate(paragraphs) if paragraph.text.strip()]
        self._rank = {at: rank for rank, at in enumerate(self._content)}

    def left(self, list_: Print, free: Sequence[UnanchoredText]) -> Left:
        """What is left of it; `free` are the paragraphs that belong to nothing yet."""
        entries = [entry for block in self._blocks(list_) for entry in self._standing(block, list_)]
        known = {id(item) for entry in entries for item in entry.items}
        missing = [item for item in list_.items if id(item) not in known]
        used: list[UnanchoredText] = []
        if missing:
            self._found_by_words(missing, free, entries, used)
        entries.sort(key=lambda entry: entry.at)
        entries, away = self._together(entries, list_)
        self._adopt(list_, [text for text in free if text not in used], entries, used)
        entries = in_reading_order(entries, self._paragraphs)
        typed_behind(entries)
        entries = entries if list_.crowded else joined(entries)
        found_within(missing, entries)
        entries = with_tails(entries)
        known = {id(item) for entry in (*entries, *away) for item in entry.items}
        return Left(entries, away, [item for item in missing if id(item) not in known], used)

    @staticmethod
    def _blocks(list_: Print) -> list[SentBlock]:
        return list({item.block.name: item.block for item in list_.items}.values())

    def _standing(self, block: SentBlock, list_: Print) -> Iterator[ListEntry]:
        """The entries of one block where it still stands."""
        state = self._states[block.name]
        items = [item for item in list_.items if item.block is block]
        if block is items[0].words:
            tokens = tokens_now(state, self._addresses)
            if "".join(tokens).strip():
                yield ListEntry(state.at, tokens, items, state.hands)
            return
        pieces: list[tuple[Item | None, list[str]]] = []
        by_token = {f"｛{WORDS}{item.words.address.key}｝": item for item in items}
        own: list[str] = []
        for token in tokens_now(state, self._addresses):
            item = by_token.get(token)
            if item is None:
                own.append(token)
                continue
            before = between(own, pieces, crowded=list_.crowded)
            words = list(tokens_now(self._states[item.words.name], self._addresses))
            more: list[list[str]] = []
            if list_.crowded:
                words, more = numbered_parts(words, item)
            pieces.append((item, [*before, *words]))
            pieces += [(None, part) for part in more]
            own = []
        between(own, pieces, crowded=list_.crowded, last=True)
        for item, words in pieces:
            if "".join(words).strip():
                hands = self._states[item.words.name].hands if item else ()
                yield ListEntry(
                    state.at, tuple(words), [item] if item else [], tuple(dict.fromkeys([*hands, *state.hands]))
                )
        if not pieces and not only_numbers("".join(own)):
            yield ListEntry(state.at, tuple(without_number("".join(own))), [], state.hands)

    @staticmethod
    def _found_by_words(
        missing: list[Item], free: Sequence[UnanchoredText], entries: list[ListEntry], used: list[UnanchoredText]
    ) -> None:
        """Items whose words stand in a paragraph without an address, or in a new entry: they were moved there."""
        new = [entry for entry in entries if not entry.items]
        texts = [entry.text for entry in new] + [without_number(text.text) for text in free if not text.was]
        plain = [text for text in free if not text.was]
        found = pairs([item.words.address.text for item in missing], texts, _SAME)
        for at, n in found.items():
            item = missing[at]
            if likeness(item.words.address.text, texts[n]) < _SAME:
                continue
            tokens = typed_as(texts[n], item.words.printed())
            if n < len(new):
                new[n].items, new[n].tokens, new[n].typed = [item], tokens, True
                continue
            text = plain[n - len(new)]
            hands = (text.hand,) if text.hand.who else ()
            entries.append(ListEntry(text.at, tokens, [item], hands, typed=True))
            used.append(text)

    def _together(self, entries: list[ListEntry], list_: Print) -> tuple[list[ListEntry], list[ListEntry]]:
        """The entries that stand together, and those that were dragged away over something else."""
        own = {item.block.name for item in list_.items}
        groups: list[list[ListEntry]] = []
        for entry in entries:
            before = groups[-1][-1].at if groups else None
            if before is not None and not self._between(before, entry.at, own):
                groups[-1].append(entry)
            else:
                groups.append([entry])
        if not groups:
            return [], []
        main = max(groups, key=lambda group: sum(not entry.typed for entry in group) + len(group))
        return main, [entry for group in groups if group is not main for entry in group]

    def _between(self, before: int, after: int, own: set[str]) -> bool:
        """Whether something that has an address of its own stands between two paragraphs."""
        return any(set(self._paragraphs[at].names) - own for at in self._content if before < at < after)

    def _adopt(
        self, list_: Print, free: Sequence[UnanchoredText], entries: list[ListEntry], used: list[UnanchoredText]
    ) -> None:
        """New paragraphs beside those of the print are new entries of it."""
        names = {item.block.name for item in list_.items}
        own = {entry.at for entry in entries} | {at for at in self._content if names & set(self._paragraphs[at].names)}
        row = bool(list_.items[0].block.address.row)
        cells = {self._paragraphs[at].cell for at in own}
        fits = [text for text in free if not text.was and (text.cell in cells if row else not text.row)]
        for step, texts in ((-1, fits), (1, fits[::-1])):
            for text in texts:
                beside = self._rank.get(text.at, 0) + step
                if text in used or not 0 <= beside < len(self._content) or self._content[beside] not in own:
                    continue
                if step > 0 and not (number_of(text.text) if list_.numbered else self._begins(text)):
                    continue
                if step < 0 and not list_.numbered and self._of_numbered_list_behind(text):
                    continue
                own.add(text.at)
                used.append(text)
                hands = (text.hand,) if text.hand.who else ()
                words = without_number(text.text) if list_.is_list else text.text
                entries.append(ListEntry(text.at, tuple(words), [], hands))

    def _begins(self, text: UnanchoredText) -> bool:
        """Whether what stands in front of a paragraph is a heading: nothing that has an address of its own."""
        rank = self._rank.get(text.at, 0)
        return rank == 0 or not self._paragraphs[self._content[rank - 1]].names

    def _of_numbered_list_behind(self, text: UnanchoredText) -> bool:
        """Whether a numbered paragraph goes with the numbered ones behind it."""
        rank = self._rank.get(text.at, 0) + 1
        behind = self._paragraphs[self._content[rank]].names if rank < len(self._content) else ()
        return bool(number_of(text.text)) and bool(self._numbered & set(behind))
