"""Labels of rows that run over the page: legible on every page, in the middle of the rows that stand there.

WeasyPrint prints such a label once, at the head of its first rows, and leaves its place on the next pages
empty. Here it goes to the middle of its rows on the page where it begins, and stands on each further page again
with（续）below it. The repetition is decoration to a reader of the tags: the cell is one (`tags.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

CONTINUED = "（续）"


@dataclass(frozen=True)
class Label:
    """A cell that reaches below its page: so many rows are still to come, from this place of the table."""

    cell: Any
    rows: int
    place: int
    offset: float
    """How far from the left of its table it stands."""


def repeat_labels(rendering: Any) -> None:
    """Put the labels of rows where the rows are, on every page of a table."""
    open_labels: dict[Any, list[Label]] = {}
    for page in rendering.pages:
        for table in _tables(page._page_box):
            for group in table.children:
                if group.is_header or group.is_footer or not group.children:
                    continue
                before = open_labels.pop(id(group.element), [])
                labels = [*_beginning(table, group), *_continued(table, group, before)]
                if labels:
                    open_labels[id(group.element)] = labels


def _tables(root: Any) -> Iterator[Any]:
    from weasyprint.formatting_structure import boxes  # type: ignore[import-untyped]

    waiting = [root]
    while waiting:
        box = waiting.pop()
        if isinstance(box, boxes.TableBox):
            yield box
        elif isinstance(box, boxes.BlockBox) or box is root:
            waiting += reversed(box.children)


def _beginning(table: Any, group: Any) -> Iterator[Label]:
    """Cells that begin here and end on another page."""
    rows = group.children
    for number, row in enumerate(rows):
        for place, cell in enumerate(row.children):
            missing = number + cell.rowspan - len(rows)
            if missing > 0 and cell.children:
                yield Label(cell, missing, place, cell.position_x - table.position_x)
                room = _foot(rows[-1]) - cell.position_y
                if _height(cell) <= room:
                    _to_the_middle(cell, cell.position_y, room)


def _continued(table: Any, group: Any, labels: list[Label]) -> Iterator[Label]:
    """Cells that began on an earlier page: their labels again, and those that don't end here either."""
    rows = group.children
    for label in labels:
        here = min(label.rows, len(rows))
        top, room = rows[0].position_y, _foot(rows[here - 1]) - rows[0].position_y
        again = _again(label.cell, room)
        if again is not None:
            again.translate(dx=table.position_x + label.offset - again.position_x)
            _to_the_middle(again, top, room)
            rows[0].children = _inserted(rows[0].children, again)
        if label.rows > here:
            yield Label(label.cell, label.rows - here, label.place, label.offset)


def _inserted(cells: Any, cell: Any) -> list[Any]:
    """The cells of a row with one more, in the order in which they stand."""
    return sorted([*cells, cell], key=lambda each: each.grid_x)


def _again(cell: Any, room: float) -> Any | None:
    """A copy of the label with （续）below it, or as much of that as there is room for."""
    copy = cell.deepcopy()
    copy.is_repeated = True
    blocks = list(_blocks_of_lines(copy))
    if not blocks:
        return None
    last = blocks[-1]
    more = _line_of_text(last, CONTINUED)
    last.children = [*last.children, more]
    if _height(copy) <= room:
        return copy
    last.children = last.children[:-1]
    if _height(copy) <= room:
        return copy
    more.translate(dy=last.children[0].position_y - more.position_y)
    last.children, copy.children = [more], [last] if last is not copy else [more]
    return copy if more.height <= room else None


def _blocks_of_lines(box: Any) -> Iterator[Any]:
    from weasyprint.formatting_structure import boxes

    if any(isinstance(child, boxes.LineBox) for child in box.children):
        yield box
        return
    for child in box.children:
        if isinstance(child, boxes.BlockBox):
            yield from _blocks_of_lines(child)


def _line_of_text(block: Any, text: str) -> Any:
    """A line below the last, in its type."""
    from weasyprint.text.line_break import create_layout, line_size  # type: ignore[import-untyped]

    model = block.children[-1]
    line = model.deepcopy()
    box = next(_texts(line)).copy_with_text(text)
    layout = create_layout(text, box.style, None, None, 0)
    box.width = line_size(layout.get_first_line()[0], box.style)[0]
    layout.deactivate()
    box.pango_layout = layout
    line.children, line.width = [box], box.width
    centred = line.style["text_align_all"] == "center"
    box.position_x = block.content_box_x() + (max(0.0, block.width - box.width) / 2 if centred else 0.0)
    line.translate(dy=model.height)
    return line


def _texts(box: Any) -> Iterator[Any]:
    from weasyprint.formatting_structure import boxes

    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.TextBox):
            yield child
        else:
            yield from _texts(child)


def _foot(row: Any) -> float:
    return float(row.position_y + row.height)


def _lines(cell: Any) -> list[Any]:
    return [line for block in _blocks_of_lines(cell) for line in block.children]


def _height(cell: Any) -> float:
    lines = _lines(cell)
    return float(lines[-1].position_y + lines[-1].height - lines[0].position_y) if lines else 0.0


def _to_the_middle(cell: Any, top: float, room: float) -> None:
    """Move what stands in a cell to the middle of this much of it."""
    lines = _lines(cell)
    if not lines:
        return
    shift = top + (room - _height(cell)) / 2 - lines[0].position_y
    for child in cell.children:
        child.translate(dy=shift)
    cell.position_y = top
