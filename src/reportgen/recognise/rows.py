"""The rows of a sheet -> which row of the form each is, by code or by label, for each block beside the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from reportgen.reading.grid import GridCell
from reportgen.recognise.cells import Cells, holds_amount, is_dash
from reportgen.recognise.code_cells import code_and_name, code_of, digits_of
from reportgen.recognise.form import BY_CODE, CLASSES, CodeRows, NamedRow
from reportgen.recognise.heads import LEVELS, PlacedBlock, SheetLayout
from reportgen.recognise.labels import bare, find, fold, is_note, is_total
from reportgen.recognise.lists import CodeLists


@dataclass(frozen=True)
class FoundRow:
    """A row of a block on its sheet. picks: what it adds to the key; row: of the form; code: that it carries.

    level: unit and code as one text, of which longer ones are parts; total: of all rows with codes.
    """

    number: int
    block: int
    picks: tuple[str, ...]
    row: NamedRow | None = None
    code: str = ""
    unit: str = ""
    unit_name: str = ""
    name: str = ""
    total: bool = False
    cell: GridCell | None = None


@dataclass
class FoundRows:
    """The rows that were understood; strange: rows with a label that the form lacks; end: the first row behind them."""

    found: list[FoundRow] = field(default_factory=list)
    strange: list[tuple[int, int, GridCell]] = field(default_factory=list)
    end: int = 0


def read_rows(cells: Cells, layout: SheetLayout, lists: CodeLists) -> FoundRows:
    """All rows below the head, up to the notes."""
    rows = FoundRows(end=cells.height)
    last = [-1] * len(layout.blocks)
    left = min((c for placed in layout.blocks for c in (*placed.leading, *placed.amounts)), default=0)
    for number in range(layout.data, cells.height):
        own = cells.beginning(number)
        if len(own) == 1 and own[0][0] <= left and is_note(own[0][1].text):
            rows.end = number
            break
        words = _words_by_block(cells, layout, number)
        for place, placed in enumerate(layout.blocks):
            _read_row(cells, placed, place, number, words.get(place, []), lists, rows, last)
    _without_labels(cells, layout, rows)
    return rows


def _words_by_block(cells: Cells, layout: SheetLayout, number: int) -> dict[int, list[GridCell]]:
    """The labels and codes of a row. A merged label that reaches over the labels of a later block is that block's."""
    words: dict[int, list[GridCell]] = {}
    leads = [(c, place) for place, placed in enumerate(layout.blocks) for c in placed.leading]
    for column, cell in cells.beginning(number):
        covered = [place for c, place in leads if column <= c < column + cell.columns]
        if not covered and is_total(cell.text):  # where merging was lost it stands below the heads of the units
            covered = [place for place, placed in enumerate(layout.blocks) if column in placed.units.values()]
        if covered:
            words.setdefault(covered[-1], []).append(cell)
    for place in range(1, len(layout.blocks)):
        _hand_over(cells, layout, number, words, place)
    return words


def _hand_over(cells: Cells, layout: SheetLayout, number: int, words: dict[int, list[GridCell]], place: int) -> None:
    """A label of the next block that stands in this one's column, where merging was lost: its own figures are empty."""
    before = layout.blocks[place - 1]
    label = next(iter(words.get(place - 1, [])), None)
    if label is None or words.get(place) or any(_has_figure(cells, number, c) for c in before.amounts):
        return
    name = bare(label.text)
    if not _names(before, name) and _names(layout.blocks[place], name):
        words[place] = words.pop(place - 1)


def _filled(cells: Cells, number: int, column: int) -> bool:
    cell = cells.own(number, column)
    return cell is not None and (bool(cell.text.strip()) or cell.number is not None)


def _has_figure(cells: Cells, number: int, column: int) -> bool:
    cell = cells.own(number, column)
    return cell is not None and holds_amount(cell)


def _names(placed: PlacedBlock, label: str) -> bool:
    return any(isinstance(row, NamedRow) and label in row.labels for row in placed.block.rows)


def _read_row(
    cells: Cells,
    placed: PlacedBlock,
    place: int,
    number: int,
    words: list[GridCell],
    lists: CodeLists,
    rows: FoundRows,
    last: list[int],
) -> None:
    by_code = placed.block.by_code
    if by_code:
        found = _coded(cells, placed, place, number, words, by_code)
        if found:
            rows.found.append(found)
            return
    label = next((cell for cell in words if _is_label(cell)), None)
    if label is None:
        figures = (cells.own(number, c) for c in placed.amounts if placed.leading and _has_figure(cells, number, c))
        rows.strange += [(number, place, cell) for cell in figures if cell is not None][:1]
        return
    row = _named(placed, place, number, label, lists, last)
    if row is None and by_code and is_total(label.text):
        row = FoundRow(number, place, (by_code.pick,), total=True, cell=label)
    if row:
        rows.found.append(row)
    elif any(_has_figure(cells, number, c) for c in placed.amounts):
        rows.strange.append((number, place, label))


def _is_label(cell: GridCell) -> bool:
    """Whether a cell in the columns of labels and codes says something: 类, 款 and what is typed for nothing don't."""
    return bool(fold(cell.text)) and fold(cell.text) not in LEVELS and not is_dash(cell) and fold(cell.text) != "0.00"


def _coded(
    cells: Cells, placed: PlacedBlock, place: int, number: int, words: list[GridCell], by_code: CodeRows
) -> FoundRow | None:
    standing = [cells.own(number, c) for c in placed.codes]
    code = code_of([cell for cell in standing if cell is not None] if standing and standing[0] else standing)
    name = next((cell for cell in words if fold(cell.text) and cell not in standing), None)
    # where the head of the code was merged over the names, they stand below it as well
    name = name or next((cell for cell in words if fold(cell.text) and not digits_of(cell)), None)
    called = name.text.strip() if name else ""
    if not code and words:
        code, called = code_and_name(words[0])
    if not code or (by_code.each == "经济科目" and not code.startswith("3")):
        return None
    unit_cell = cells.at(number, placed.units["unit-code"]) if "unit-code" in placed.units else None
    unit = fold(unit_cell.text) if unit_cell else ""
    unit_words = cells.at(number, placed.units["unit"]) if "unit" in placed.units else None
    unit_name = unit_words.text.strip() if unit_words else ""
    picks = tuple(filter(None, (by_code.pick, unit, code)))
    return FoundRow(
        number,
        place,
        picks,
        code=code,
        unit=unit,
        unit_name=unit_name,
        name=called,
        cell=standing[0] if standing else name,
    )


def _named(
    placed: PlacedBlock, place: int, number: int, label: GridCell, lists: CodeLists, last: list[int]
) -> FoundRow | None:
    rows = [row for row in placed.block.rows if isinstance(row, NamedRow)]
    at = find(label.text, [row.labels for row in rows], last[place])
    if at is not None:
        last[place] = at
        row = rows[at]
        return FoundRow(number, place, (row.pick or "",), row=row, name=label.text.strip(), cell=label)
    for listed in placed.block.rows:
        if isinstance(listed, CodeRows) and listed.each not in BY_CODE:
            by_name = lists.class_of if listed.each == CLASSES else lists.group_of
            if code := by_name(label.text):
                return FoundRow(number, place, (listed.pick, code), code=code, name=label.text.strip(), cell=label)
    return None


def _without_labels(cells: Cells, layout: SheetLayout, rows: FoundRows) -> None:
    """A block without labels has one row: the first below the head with something in it."""
    for place, placed in enumerate(layout.blocks):
        row = next((row for row in placed.block.rows if isinstance(row, NamedRow)), None)
        if placed.leading or row is None:
            continue
        for number in range(layout.data, rows.end):
            if any(_filled(cells, number, c) for c in placed.amounts):
                rows.found.append(FoundRow(number, place, (row.pick or "",), row=row))
                break


def leaves(rows: list[FoundRow]) -> Iterator[tuple[FoundRow, bool]]:
    """Each row with a code, and whether no longer code of its unit begins with its own."""
    codes: dict[tuple[int, str], set[str]] = {}
    for row in rows:
        if row.code:
            codes.setdefault((row.block, row.unit), set()).add(row.code)
    for row in rows:
        if row.code:
            known = codes[row.block, row.unit]
            yield row, not any(other != row.code and other.startswith(row.code) for other in known)
