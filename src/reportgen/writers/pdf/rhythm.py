"""Tables in the text take whole lines of the page, so that the text below them stands on its grid again.

A figure is drawn in whole lines; how high a table becomes is known only when it is laid out. What it is short of
a whole line is shared between the space above and below it. WeasyPrint 70 has no `block-step`, which would say so
in the style sheet. As in `justify.py`, REPORTGEN_JUSTIFY=off leaves WeasyPrint's own ways.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import Any

IN_TEXT = "plain"
"""The class of a table that stands in the text."""


@contextlib.contextmanager
def whole_lines() -> Iterator[None]:
    """While this holds, tables in the text take whole lines."""
    if os.environ.get("REPORTGEN_JUSTIFY") == "off":
        yield
        return
    from weasyprint.layout import block  # type: ignore[import-untyped]

    stock, top = block.block_box_layout, 0.0

    def layout(context: Any, box: Any, bottom_space: float, skip: Any, containing: Any, *rest: Any) -> Any:
        nonlocal top
        if box.is_for_root_element:
            top = box.position_y
        result = stock(context, box, bottom_space, skip, containing, *rest)
        table, resume = result[:2]
        if table is not None and resume is None and table.is_table_wrapper and _in_text(table):
            _fill(table, top, context.page_bottom - bottom_space, containing)
        return result

    block.block_box_layout = layout
    try:
        yield
    finally:
        block.block_box_layout = stock


def _in_text(table: Any) -> bool:
    return table.element is not None and IN_TEXT in (table.element.get("class") or "").split()


def _fill(table: Any, top: float, bottom: float, text: Any) -> None:
    """Make a table higher by what its last line lacks, as far as the page reaches."""
    from weasyprint.text.line_break import strut  # type: ignore[import-untyped]

    line, _ = strut(text.style)
    foot = table.border_box_y() + table.border_height()
    missing = -(foot + table.margin_bottom - top) % line
    missing = max(0.0, min(missing, bottom - foot)) if missing < line - 0.01 else 0.0
    table.height += missing
    if table.margin_top:  # else it stands at the head of the page
        for child in table.children:
            child.translate(dy=missing / 2)
