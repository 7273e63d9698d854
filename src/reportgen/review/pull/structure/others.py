"""Rows, forms and standard sentences as wholes: gone, moved, joined, split, copied. They are told, a line each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.document.numbering import NUMBER
from reportgen.document.tree import squeeze
from reportgen.review.pull.current_report import OUTSIDE, CurrentReport
from reportgen.review.pull.edits import Edit, EditKind, OutsideData, RowsMoved
from reportgen.review.pull.structure.blocks import SentBlock
from reportgen.review.pull.structure.joins import stretch_of
from reportgen.review.pull.structure.matching import ends_with, likeness, out_of_order
from reportgen.review.pull.structure.moved_rows import rows_moved
from reportgen.writers.docx.standing import ControlState, ReviewedFile, Reviewer, UnanchoredText

_ROW = "删了一行：表里的行由数据来，没有写进数据；要删请在数据里删这一行{}"
_TABLE = "整张表删了：没有写进数据；要删请在数据里删它的那一份{}"
_NEW_ROW = "新加的一行没有写进数据；要加请在数据的表里加一行"
_MOVED_ROW = "这一行挪了位置；行的次序由数据和版式定，下一稿照旧"
_MOVED = "这一段挪了位置；次序由数据和版式定，下一稿照旧"
_JOINED = "两段并成了一段；标准的段落由版式分，下一稿照旧"
_JOINED_TO_ANOTHER = "不是一处的两段并成了一段；它们在数据里各有各的位置，没有并，下一稿照旧"
_WITH_HEADING = "这一段和标题并成了一段；标题由版式写，下一稿照旧"
_SPLIT = "一段拆成了几段；标准的段落由版式分，下一稿照旧"
_CHANGED_TOO = "；字也改了，没有写进数据，请在下一稿的这一段里改"
_GONE = "这一段不在文件里了；标准的一段由版式写，下一稿照旧，要删请在数据里删"
_SAME = 0.75
_BLANKS = re.compile(r"\s+")


@dataclass
class Others:
    """Looks at whatever is no person's list or text."""

    returned: ReviewedFile
    report: CurrentReport
    blocks: Sequence[SentBlock]
    states: dict[str, ControlState]
    free: list[UnanchoredText]
    settled: set[str]
    """Names of addresses of which nothing more is to be said."""
    gone: list[str]
    """Headings and such that no longer stand anywhere."""

    def tables(self) -> Iterator[Edit]:
        """Rows and tables that are gone, new or moved."""
        yield from self._tables()
        yield from self._new_rows()

    def sentences(self, firsts: dict[str, int], texts: Mapping[str, int]) -> Iterator[Edit]:
        """Sentences as wholes; `firsts`: for the first block of a person's list or text where it begins now;
        `texts`: for every block of one which list or text it is of.
        """
        yield from self._sentences()
        yield from self._joined_to_another(texts)
        yield from self._with_headings()
        yield from self._order(firsts)

    def _settle(self, block: SentBlock) -> None:
        self.settled.update(inner.name for inner in block.whole())

    def _empty(self, block: SentBlock) -> bool:
        return not (self.states[block.name].now or "").strip()

    # -- tables --------------------------------------------------------------------------------------------------------

    def _tables(self) -> Iterator[Edit]:
        tables: dict[str, dict[str, list[SentBlock]]] = defaultdict(lambda: defaultdict(list))
        for block in self.blocks:
            row = block.address.row
            if row and block.address.place not in OUTSIDE and block.address.text.strip():
                tables[row.partition(".")[0]][row].append(block)
        for rows in tables.values():
            left = {row: blocks for row, blocks in rows.items() if any(b.name not in self.settled for b in blocks)}
            gone = [row for row, blocks in left.items() if all(map(self._empty, blocks))]
            if len(gone) == len(rows) > 1:
                yield self._whole_table([block for blocks in rows.values() for block in blocks])
                continue
            for row in gone:
                for block in rows[row]:
                    self._settle(block)
                yield self._row(EditKind.ROW, rows[row], _ROW)
            yield from self._moved_rows([blocks for row, blocks in left.items() if row not in gone])

    def _row(self, kind: EditKind, blocks: Sequence[SentBlock], message: str, new: str = "") -> Edit:
        words = "　".join(block.address.text for block in blocks)
        hands = tuple(dict.fromkeys(hand for block in blocks for hand in self.states[block.name].hands))
        named = next((b for b in blocks if b.address.kind == "row"), blocks[0])
        line = message.format(self.report.row_in_data(blocks_keys(blocks))) if "{}" in message else message
        return Edit(kind, self.report.where(named.address), words, new, hands, OutsideData(line))

    def _whole_table(self, blocks: Sequence[SentBlock]) -> Edit:
        """A table of which nothing is left, with its heading and the notes below it."""
        named = next((b for b in blocks if b.address.kind == "row"), blocks[0])
        trail = named.address.key.rpartition("/")[0]
        for block in self.blocks:
            same = block.address.place == named.address.place and block.address.key in (trail, *())
            if block in blocks or (same and self._empty(block)):
                self._settle(block)
        around = Counter(self.report.plain_around(named.address))
        kept = []
        for words in self.gone:
            if around[squeeze(words)]:
                around[squeeze(words)] -= 1
            else:
                kept.append(words)
        self.gone = kept
        edit = self._row(EditKind.ROW, blocks, _TABLE)
        title = trail.rpartition("/")[2]
        return replace(edit, old=f"{title}（{len({b.address.row for b in blocks})} 行）")

    def _moved_rows(self, rows: Sequence[Sequence[SentBlock]]) -> Iterator[Edit]:
        places = [
            min((self.states[block.name].at for block in blocks if self.states[block.name].at >= 0), default=-1)
            for blocks in rows
        ]
        strayed = sorted(out_of_order(places))
        if strayed and (found := rows_moved(rows, places, strayed, self.report, _MOVED_ROW)):
            moved = [block for n in strayed for block in rows[n]]
            yield replace(self._row(EditKind.ORDER, moved, _MOVED_ROW, found[1]), target=found[0])
            return
        for n in strayed:
            yield self._row(EditKind.ORDER, rows[n], _MOVED_ROW, "（换了位置）")

    def _new_rows(self) -> Iterator[Edit]:
        """Rows that nobody wrote: all their words in one line."""
        own = {paragraph.row for paragraph in self.returned.paragraphs if paragraph.row and paragraph.names}
        copied = {text.row for text in self.free if text.row and text.at >= 0} & own
        rows: dict[int, list[UnanchoredText]] = defaultdict(list)
        for text in self.free:
            if text.row and not text.was and (text.row not in own or (text.row in copied and self._all_free(text.row))):
                rows[text.row].append(text)
        for row, own_texts in sorted(rows.items(), key=lambda found: -len(found[1])):
            texts = [text for text in own_texts if text in self.free]
            if not texts:
                continue
            address = self.states[texts[0].after].address if texts[0].after in self.states else None
            if address and address.place in OUTSIDE:
                continue  # what is written beside the slip is no row of data: it is told a paragraph at a time
            hands = tuple(dict.fromkeys(text.hand for text in texts if text.hand != Reviewer()))
            where = self.report.where(address) + "之后" if address else ""
            words = [p.text.strip() for p in self.returned.paragraphs if p.row == row and p.text.strip()]
            self.free[:] = [text for text in self.free if text not in texts]
            for taken in (Counter(words) - Counter(text.text for text in texts)).elements():
                same = next((text for text in self.free if text.text == taken and not text.was), None)
                if same:  # numbers and such, which stand in many tables, were taken for those that were written
                    self.free.remove(same)
            yield Edit(EditKind.ROW, where, "", "　".join(words), hands, OutsideData(_NEW_ROW))

    def _all_free(self, row: int) -> bool:
        free = {text.at for text in self.free}
        named = [n for n, p in enumerate(self.returned.paragraphs) if p.row == row and p.names and p.text.strip()]
        return all(n in free for n in named)

    # -- sentences -----------------------------------------------------------------------------------------------------

    def _sentences(self) -> Iterator[Edit]:
        blocks = [b for b in self.blocks if self._is_sentence(b)]
        for block in blocks:
            if block.name in self.settled:
                continue
            empty = [b for b in blocks if b is not block and self._empty(b) and b.name not in self.settled]
            yield from self._sentence(block, empty)
        for block in blocks:
            if self.states[block.name].pieces is None and block.name not in self.settled:
                self._settle(block)
                yield self._row(EditKind.GONE, [block], _GONE)
        yield from self._joined({b.name: b for b in blocks})

    def _is_sentence(self, block: SentBlock) -> bool:
        address = block.address
        return (
            address.kind == "words"
            and not address.row
            and address.place not in OUTSIDE
            and not address.locked
            and block.name not in self.settled
        )

    def _sentence(self, block: SentBlock, empty: Sequence[SentBlock]) -> Iterator[Edit]:
        """What became of one sentence that does not say what it said."""
        state, text = self.states[block.name], block.address.text
        now = state.now or ""
        if not now.strip():
            yield from self._found_elsewhere(block)
            return
        if now == text:
            return
        tail = next((t for t in self._behind(block) if ends_with(text, now, t.text)), None)
        if tail:
            self.free.remove(tail)
            yield self._whole(block, _SPLIT, f"{now}\n{tail.text}", text)
        elif "\n" in now and "\n" not in text:
            yield self._whole(block, _SPLIT, now, text)
        elif heading := next((words for words in self.gone if len(words) > 3 and now == text + words), None):
            self.gone.remove(heading)
            yield self._whole(block, _JOINED, now, now)
        elif now.startswith(text) and NUMBER.fullmatch(now[len(text) :]):
            yield self._whole(block, _WITH_HEADING, now, now)  # the rest of the heading was parted from its number
        else:
            for other in empty:
                words = other.address.text.strip()
                if len(words) > 4 and words not in text and stretch_of(words, now, text):
                    self._settle(other)
                    yield self._whole(block, _JOINED, now, text + other.address.text)

    def _whole(self, block: SentBlock, message: str, now: str, was: str) -> Edit:
        self._settle(block)
        same = squeeze(now).replace(" ", "") == squeeze(was).replace(" ", "")
        return self._row(EditKind.ORDER, [block], message if same else message + _CHANGED_TOO, now)

    def _behind(self, block: SentBlock) -> list[UnanchoredText]:
        at = self.states[block.name].at
        return [text for text in self.free if not text.was and text.at > at and text.after in self._names(block)]

    def _names(self, block: SentBlock) -> set[str]:
        return {inner.name for inner in block.whole()}

    def _found_elsewhere(self, block: SentBlock) -> Iterator[Edit]:
        """A sentence that lost its address stands somewhere else: dragged there, or typed anew."""
        for text in self.free:
            if text.was or text.row or likeness(block.address.text, text.text) < _SAME:
                continue
            self.free.remove(text)
            yield self._whole(block, _MOVED, text.text, block.address.text)
            return

    def _joined(self, blocks: dict[str, SentBlock]) -> Iterator[Edit]:
        """Sentences that stand in one paragraph now."""
        for paragraph in self.returned.paragraphs:
            inside = [blocks[name] for name in paragraph.names if name in blocks and not self._empty(blocks[name])]
            if len(inside) > 1 and not paragraph.row:
                yield self._row(EditKind.ORDER, inside, _JOINED, paragraph.text)

    def _joined_to_another(self, texts: Mapping[str, int]) -> Iterator[Edit]:
        """Paragraphs in which a person's list or text stands with something else now."""
        blocks = {block.name: block for block in self.blocks}
        for paragraph in self.returned.paragraphs:
            inside = [blocks[n] for n in paragraph.names if n in blocks and not self._empty(blocks[n])]
            of = {texts.get(block.name, block.name) for block in inside}
            if len(of) > 1 and not paragraph.row and any(block.name in texts for block in inside):
                yield self._row(EditKind.ORDER, inside, _JOINED_TO_ANOTHER, paragraph.text)

    def _with_headings(self) -> Iterator[Edit]:
        """Paragraphs of any words that have a heading in them now."""
        blocks = {block.name: block for block in self.blocks if block.address.place not in OUTSIDE}
        for paragraph in self.returned.paragraphs:
            inside = [blocks[n] for n in paragraph.names if n in blocks and not self._empty(blocks[n])]
            rest = _BLANKS.sub("", paragraph.text)
            for block in inside:
                rest = rest.replace(_BLANKS.sub("", self.states[block.name].now or ""), "", 1)
            if inside and rest and not paragraph.row and self.report.is_heading(rest):
                yield self._row(EditKind.ORDER, inside, _WITH_HEADING, paragraph.text)

    def _order(self, firsts: dict[str, int]) -> Iterator[Edit]:
        """Sentences that stand before what they stood behind."""
        standing = [
            (block, firsts.get(block.name, self.states[block.name].at))
            for block in self.blocks
            if not block.address.row
            and block.address.place not in OUTSIDE
            and (block.name in firsts or (self._is_sentence(block) and not self._empty(block)))
        ]
        within = {name: n for paragraph in self.returned.paragraphs for n, name in enumerate(paragraph.names)}
        places = [at * 1000 + within.get(block.name, 0) for block, at in standing]
        strayed = [standing[n][0] for n in sorted(out_of_order(places))]
        if found := self._of_records(strayed, dict(zip([block.name for block, _ in standing], places, strict=True))):
            yield replace(self._row(EditKind.ORDER, strayed, _MOVED, found[1]), target=found[0])
            return
        for block in strayed:
            yield self._row(EditKind.ORDER, [block], _MOVED, self.states[block.name].now or "")

    def _of_records(self, strayed: Sequence[SentBlock], places: Mapping[str, int]) -> tuple[RowsMoved, str] | None:
        """What is to be done where the sentences that moved are of a section that has one for each row of the data."""
        here = {block.address.place for block in strayed}
        own = [[b] for b in self.blocks if b.name in places and b.address.place in here]
        at = [n for n, (block,) in enumerate(own) if block in strayed]
        if len(here) != 1:
            return None
        return rows_moved(own, [places[block.name] for (block,) in own], at, self.report, _MOVED)


def blocks_keys(blocks: Sequence[SentBlock]) -> list[str]:
    """The keys of all addresses in blocks."""
    return [inner.address.key for block in blocks for inner in block.whole()]
