"""The head of a table -> which of its columns is which column of a form, read down through merged cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from reportgen.reading.grid import GridCell
from reportgen.recognise.amounts import read_amount
from reportgen.recognise.cells import Cells, holds_amount
from reportgen.recognise.form import FormBlock, FormColumn, TableForm
from reportgen.recognise.labels import fold
from reportgen.recognise.lists import CodeLists

NUMBERS_ROW = "栏次"
LEVELS = ("类", "款", "项")
_LEADING = ("unit-code", "unit", "code", "label")
"""The columns that a block may begin with, the first that it has."""
_DEEPEST_HEAD = 30
"""FoundRows: a head that begins lower is none."""
Path = tuple[str, ...]


@dataclass
class PlacedBlock:
    """A block of a form on a sheet: the columns of its labels and codes, of its figures by name, of economic codes."""

    block: FormBlock
    leading: list[int] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    units: dict[str, int] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    amounts: dict[int, FormColumn] = field(default_factory=dict)
    code_of: dict[int, str] = field(default_factory=dict)
    missing: list[FormColumn] = field(default_factory=list)
    lost: list[FormColumn] = field(default_factory=list)
    """Those that may be missing, and are told."""


@dataclass(frozen=True)
class SheetLayout:
    """first, data: the first row of the head and the first below it; unknown: columns that the form lacks."""

    first: int
    data: int
    blocks: tuple[PlacedBlock, ...]
    unknown: tuple[tuple[int, Path], ...]

    @property
    def fit(self) -> float:
        """The share of the form's columns that were found, less what the sheet has besides."""
        found = sum(len(placed.amounts) for placed in self.blocks)
        wanted = found + sum(len(placed.missing) for placed in self.blocks)
        return found / (wanted + len(self.unknown) / 2) if found else 0.0


def lay_out(form: TableForm, cells: Cells, lists: CodeLists) -> SheetLayout | None:
    """Where the columns of a form stand on a sheet; None where the sheet has no head like the form's."""
    known = _known_words(form, lists)
    leading = _leading_words(form)
    first = next((r for r in range(min(cells.height, _DEEPEST_HEAD)) if _begins_head(cells, r, known)), None)
    if first is None:
        return None
    last, data = _end_of_head(cells, first, known, leading)
    paths = {c: _path(cells, c, first, last) for c in range(cells.width)}
    blocks = _place(form, {c: path for c, path in paths.items() if path}, lists)
    taken = {c for placed in blocks for c in (*placed.leading, *placed.lines, *placed.amounts, *placed.units.values())}
    unknown = tuple((c, path) for c, path in paths.items() if path and c not in taken and not _a_heading(path, leading))
    return SheetLayout(first, data, tuple(blocks), unknown)


def _known_words(form: TableForm, lists: CodeLists) -> frozenset[str]:
    columns = [column for block in form.blocks for column in block.columns]
    known = {word for column in columns for level in column.heads for word in level}
    if any(column.each for column in columns):
        known |= {fold(name) for names in lists.economic.values() for name in names} | {"小计"}
    return frozenset(known | {*LEVELS, "行次", NUMBERS_ROW, "项目"})


def _leading_words(form: TableForm) -> frozenset[str]:
    """What the heads of columns with labels and codes say; whatever else stands there is a row."""
    columns = [column for block in form.blocks for column in block.columns if column.kind != "amount"]
    return frozenset(
        {word for column in columns for level in column.heads for word in level} | {*LEVELS, "项目", "行次"}
    )


def _begins_head(cells: Cells, row: int, known: frozenset[str]) -> bool:
    own = [fold(cell.text) for _, cell in cells.beginning(row)]
    return bool(own) and 2 * sum(text in known for text in own) >= len(own)


def _end_of_head(cells: Cells, first: int, known: frozenset[str], leading: frozenset[str]) -> tuple[int, int]:
    """The last row that words of the head stand in, and the first row of data."""
    last = first
    for row in range(first, min(first + 8, cells.height)):
        own = cells.beginning(row)
        if any(fold(cell.text) == NUMBERS_ROW for _, cell in own) or (row > first and _counts(own)):
            return last, row + 1
        if row > first and own and not _goes_on(cells, first, own, known, leading):
            return last, row
        if own:
            last = row
    return last, last + 1


def _counts(own: list[tuple[int, GridCell]]) -> bool:
    """Whether a row only counts the columns: 1 2 3 …"""
    numbers = [read_amount(cell).value for _, cell in own]
    return len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))


def _goes_on(
    cells: Cells, first: int, own: list[tuple[int, GridCell]], known: frozenset[str], leading: frozenset[str]
) -> bool:
    if any(holds_amount(cell) and fold(cell.text) not in known for _, cell in own):
        return False
    for column, cell in own:
        above = cells.at(first, column)
        if above and fold(above.text) in leading and fold(cell.text) not in leading:
            return False
    return any(fold(cell.text) in known for _, cell in own)


def _path(cells: Cells, column: int, first: int, last: int) -> Path:
    """The words over a column from top to bottom; those of a merged cell, or of one that was filled in for it, once."""
    merged = any(cell.rows + cell.columns > 2 for row in range(first, last + 1) for _, cell in cells.beginning(row))
    words: list[str] = []
    before: GridCell | None = None
    for row in range(first, last + 1):
        cell = cells.at(row, column) or (None if merged else _reaching(cells, row, column, last))
        if cell is not None and fold(cell.text):
            same = cell is before or (not merged and words[-1:] == [fold(cell.text)])
            words += [] if same else [fold(cell.text)]
            before = cell
    return tuple(words)


def _reaching(cells: Cells, row: int, column: int, last: int) -> GridCell | None:
    """In a head without merged cells: the one to the left reaches over what stands below."""
    if not any(cells.own(lower, column) for lower in range(row + 1, last + 1)):
        return None
    left = (cells.own(row, c) for c in range(column - 1, -1, -1))
    return next((found for found in left if found is not None and fold(found.text)), None)


def _a_heading(path: Path, leading: frozenset[str]) -> bool:
    return all(word in leading for word in path)


def _place(form: TableForm, paths: dict[int, Path], lists: CodeLists) -> list[PlacedBlock]:
    starts = list(_starts(form, paths))
    placed = []
    for number, block in enumerate(form.blocks):
        start = starts[number]
        end = next((s for s in starts[number + 1 :] if s is not None), max(paths, default=0) + 1)
        inside = {c: path for c, path in paths.items() if start is not None and start <= c < end}
        placed.append(_place_block(block, inside, lists))
    return placed


def _starts(form: TableForm, paths: dict[int, Path]) -> Iterator[int | None]:
    """Where each block begins: at the first column of its labels to the right of the one before."""
    at = -1
    for block in form.blocks:
        leads = [column for kind in _LEADING for column in block.columns if column.kind == kind]
        lead = next(iter(leads), None)
        if lead is None:
            yield at + 1
            continue
        found = next((c for c in sorted(paths) if c > at and _leads(lead, paths[c])), None)
        if found is not None:
            at = found
        yield found


def _leads(column: FormColumn, path: Path) -> bool:
    return any(word in level for level in column.heads[-1:] for word in path)


def _place_block(block: FormBlock, paths: dict[int, Path], lists: CodeLists) -> PlacedBlock:
    placed, left = PlacedBlock(block), dict(paths)
    for column in block.columns:
        if column.kind == "amount":
            continue
        found = [c for c in sorted(left) if _leads(column, left[c])]
        if column.kind == "label":
            found = found[:1]
        for c in found:
            _lead(placed, column, c)
            del left[c]
    shared = _shared(block)
    for column in block.columns:
        if column.kind == "amount" and not column.each:
            best = max(sorted(left), key=lambda c: _score(column, left[c], shared), default=None)
            if best is not None and _score(column, left[best], shared):
                placed.amounts[best] = column
                del left[best]
            elif not column.optional:
                placed.missing.append(column)
            elif column.lost:
                placed.lost.append(column)
    for column in block.columns:
        if column.each:
            _place_codes(placed, column, left, lists)
    return placed


def _lead(placed: PlacedBlock, column: FormColumn, c: int) -> None:
    if column.kind == "line":
        placed.lines.append(c)
    elif column.kind in ("unit", "unit-code"):
        placed.units[column.kind] = c
    else:
        placed.leading.append(c)
        if column.kind == "code":
            placed.codes.append(c)


def _shared(block: FormBlock) -> int:
    """How many heads stand over all of a block's figures: they tell none of its columns, and others leave them out."""
    heads = [column.heads[:-1] for column in block.amounts]
    return sum(1 for level in zip(*heads, strict=False) if len(heads) > 1 and len(set(level)) == 1)


def _score(column: FormColumn, path: Path, shared: int) -> int:
    """How well the words over a column are the heads of one of the form: 0 not at all; more heads are better, words
    besides are worse.
    """
    if path[-1] not in column.heads[-1]:
        return 0
    rest = iter(path[:-1])
    if not all(any(word in level for word in rest) for level in column.heads[shared:-1]):
        return 0
    return 100 + 10 * len(column.heads) - len(path)


def _place_codes(placed: PlacedBlock, column: FormColumn, left: dict[int, Path], lists: CodeLists) -> None:
    """Columns that each stand for an economic code: 小计 or a 款 below the name of its 类."""
    for c, path in sorted(left.items()):
        group = next((code for word in path if (code := lists.group_of(word))), None)
        if group is None:
            continue
        whole = path[-1] in ("小计", "合计") or (len(path) == 1 and group not in placed.code_of.values())
        code = group if whole else lists.item_of(group, path[-1])
        if code:
            placed.amounts[c], placed.code_of[c] = column, code
            del left[c]
