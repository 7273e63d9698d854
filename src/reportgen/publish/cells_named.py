"""A PDF or a Word file by the edition's own tables -> the cells that print something else, each by its key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportgen.edition_tables.forms_of_edition import as_printed
from reportgen.edition_tables.framed import framed
from reportgen.edition_tables.recognised import EditionTables, Recognised
from reportgen.editions import Edition
from reportgen.figures.keys import in_its_own_unit
from reportgen.load.workbook.given import canonical
from reportgen.publish.tables import NUMBER, PrintedTable, PublishedCell
from reportgen.reading.grid import Unreadable
from reportgen.reading.open import open_file
from reportgen.recognise.seen import SeenFigure
from reportgen.workspace.imports.published import page_of


@dataclass(frozen=True)
class CellOtherwise:
    """A cell that prints another amount than report.json: where, under which key, and both amounts."""

    place: str
    key: str
    printed: str
    wanted: str

    def __str__(self) -> str:
        shown = f"印的是 {self.printed}" if self.printed else "是空的"
        return f"{self.place}{shown}，report.json 里 {self.key} 是 {self.wanted}"


def cells_otherwise(
    tables: tuple[PrintedTable, ...], edition: Edition | None, content: bytes, name: str
) -> list[CellOtherwise]:
    """All of a file, in its order; none where the edition is not here, or no table can be read."""
    if edition is None:
        return []
    try:
        opened = open_file(Path(name), data=content)
    except Unreadable:
        return []
    known, by_form = EditionTables(edition), {table.id.removeprefix("t-"): table for table in tables}
    found = [one for grid in framed(opened).grids if (one := known.of(grid)) and one.form.id in by_form]
    return [cell for one in found for cell in _otherwise(one, by_form[one.form.id])]


def _otherwise(found: Recognised, table: PrintedTable) -> Iterator[CellOtherwise]:
    wanted: dict[str, list[PublishedCell]] = {}
    for cell in (cell for row in table.rows for cell in row if cell.key and NUMBER.fullmatch(cell.plain)):
        wanted.setdefault(_name(cell.key), []).append(cell)
    figures = {_name(as_printed(figure.key)): figure for figure in found.table.figures}
    left, more = [key for key in wanted if key not in figures], [key for key in figures if key not in wanted]
    if len(left) == len(more) == 1:  # the whole has a name of its own: 本年收入合计 is 收入
        figures[left[0]] = figures.pop(more[0])
    for key, figure in figures.items():
        cells = wanted.get(key, [])
        if cells and not any(_amount(figure) == cell.plain for cell in cells):
            yield CellOtherwise(_place(found, figure), cells[0].key, figure.printed.strip(), cells[0].text)


def _name(key: str) -> str:
    return canonical(in_its_own_unit(key))


def _amount(figure: SeenFigure) -> str:
    return figure.printed.strip().replace(",", "").replace("−", "-")


def _place(found: Recognised, figure: SeenFigure) -> str:
    return f"{page_of(str(figure.cell.spot))}《{found.table.title}》{figure.label or '合计'}「{figure.column}」"
