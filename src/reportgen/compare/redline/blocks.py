"""The blocks of an old and a new body or cell -> the new one's,
with those of the old one that are gone between them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reportgen.compare.redline.marks import TrackedKind, TrackedMarks, move_end
from reportgen.compare.redline.names import MARKERS, saying, value, words
from reportgen.compare.redline.pairing import Pair, PairedBlock, pair
from reportgen.compare.redline.paragraphs import compare, put_in, taken_out
from reportgen.compare.redline.tables import columns, compare_rows, parting, whole
from reportgen.writers.docx.elements import Element, W


@dataclass
class Block:
    """A paragraph, a table or another block, after the markers before it; what becomes of it."""

    element: Element
    before: list[Element] = field(default_factory=list)
    change: TrackedKind | None = None

    @property
    def kind(self) -> str:
        """The name of its element."""
        return str(self.element.tag).removeprefix(W)


def compare_blocks(old: Element, new: Element, marks: TrackedMarks) -> None:
    """Mark in a new w:body or w:tc what is other than in the old one."""
    had, has = _blocks(old), _blocks(new)
    at = new.index([*has[0].before, has[0].element][0]) if has else 0
    count = sum(1 + len(block.before) for block in has)
    result = _apart(_marked(_compared(had, has, marks), marks), marks)
    new[at : at + count] = [element for block in result for element in (*block.before, block.element)]


def _blocks(container: Element) -> list[Block]:
    found: list[Block] = []
    before: list[Element] = []
    for child in container:
        if child.tag in MARKERS:
            before.append(child)
        elif child.tag not in (f"{W}tcPr", f"{W}sectPr"):
            found.append(Block(child, before))
            before = []
    return found


def _compared(old: list[Block], new: list[Block], marks: TrackedMarks) -> list[Block]:
    result: list[Block] = []
    for i, j in _pairs(old, new):
        if j is None and i is not None:
            if old[i].kind in ("p", "tbl"):  # of contents there is only the new one
                result.append(Block(old[i].element, change="del"))
        elif i is None and j is not None:
            new[j].change = "ins" if new[j].kind in ("p", "tbl") else None
            result.append(new[j])
        elif i is not None and j is not None:
            result += _same(old[i], new[j], marks)
    return result


def _pairs(old: list[Block], new: list[Block]) -> list[Pair]:
    """A single paragraph in a cell stays the cell's paragraph, whatever it says;
    so do two last ones without another.
    """
    if len(old) == len(new) == 1 and old[0].kind == new[0].kind:
        return [(0, 0)]
    pairs = pair([_entry(block) for block in old], [_entry(block) for block in new])
    last = (len(old) - 1, len(new) - 1)
    if (last[0], None) in pairs and (None, last[1]) in pairs and old[-1].kind == new[-1].kind == "p":
        pairs = [p for p in pairs if p not in ((last[0], None), (None, last[1]))] + [last]
    return pairs


def _entry(block: Block) -> PairedBlock:
    if block.kind == "p":
        shape = (
            "p",
            block.element.find(f"{W}pPr/{W}sectPr") is not None,
            block.element.find(f"{W}r/{W}drawing") is not None,
        )
        tag = block.element.find(f"{W}sdt/{W}sdtPr/{W}tag")
        key = "" if tag is None else str(tag.get(f"{W}val", ""))
        return PairedBlock(shape, words(block.element), key, value(block.element, "pPr/pStyle"))
    if block.kind == "tbl":
        return PairedBlock("tbl", words(block.element), value(block.element, "tblPr/tblCaption"))
    return PairedBlock(block.kind, "")


def _same(old: Block, new: Block, marks: TrackedMarks) -> list[Block]:
    if new.kind == "p":
        compare(old.element, new.element, marks)
    elif new.kind == "tbl" and saying(old.element) != saying(new.element):
        if len(columns(old.element)) != len(columns(new.element)):
            new.change = "ins"
            return [Block(old.element, change="del"), new]
        compare_rows(old.element, new.element, marks, compare_blocks)
    return [new]


def _marked(blocks: list[Block], marks: TrackedMarks) -> list[Block]:
    """Mark what is put in and taken out.

    The end of the last paragraph can't be marked. Where paragraphs only come, or only go, after the last one that
    stays, the end of that one is marked instead, and the last one's takes its place.
    """
    tail = len(blocks)
    while tail and blocks[tail - 1].change and blocks[tail - 1].kind == "p":
        tail -= 1
    moves = 0 < tail < len(blocks) and blocks[tail - 1].kind == "p"
    for block in blocks:
        if block.change and block.kind == "tbl":
            whole(block.element, block.change, marks)
        elif block.change:
            end = not (moves and block is blocks[-1])
            (put_in if block.change == "ins" else taken_out)(block.element, marks, end=end)
    if moves and blocks[-1].change:
        move_end(blocks[tail - 1].element, blocks[-1].element, blocks[-1].change, marks)
    return blocks


def _apart(blocks: list[Block], marks: TrackedMarks) -> list[Block]:
    """Two tables that follow each other would be one."""
    result: list[Block] = []
    for block in blocks:
        if result and result[-1].kind == block.kind == "tbl":
            result.append(Block(parting(marks)))
        result.append(block)
    return result
