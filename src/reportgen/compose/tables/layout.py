"""One TableDefinition -> LaidTable: head, numbered rows, cells with figures and what each must equal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from reportgen.compose.tables.head import HeadCell, head_rows
from reportgen.compose.tables.laid import LaidCell, LaidRow, LaidTable
from reportgen.compose.tables.notes import formula_notes
from reportgen.compose.tables.rows import numbered, rows_of, with_what_there_is
from reportgen.editions import Column, Leg, Row, TableDefinition
from reportgen.editions.values import fill
from reportgen.editions.written import HeadLine
from reportgen.figures import FigureBook
from reportgen.figures.table_keys import cell_key, expand_terms, reading
from reportgen.figures.units import in_unit


def table_label(book: FigureBook, number: int) -> str:
    """公开01表 or 表1, by the edition."""
    return fill(book.edition.settings.table_number, number=number)


def lay_out(book: FigureBook) -> tuple[LaidTable, ...]:
    """All tables of the edition, in its order."""
    return tuple(_table(book, definition, n) for n, definition in enumerate(book.edition.tables, 1))


@dataclass
class _Body:
    """A leg's rows with their line numbers, in step with the other legs."""

    leg: Leg
    rows: list[Row]
    lines: list[int | None]


def _table(book: FigureBook, definition: TableDefinition, number: int) -> LaidTable:
    with reading(definition):
        for _, row in definition.keyed():
            if row.balances:
                book.resolve(row.balances)
        return _laid(book, definition, number)


def _laid(book: FigureBook, definition: TableDefinition, number: int) -> LaidTable:
    definition = with_what_there_is(book, definition)
    bodies = [_Body(leg, rows_of(book, leg), []) for leg in definition.legs]
    _pad(bodies, definition.least)
    _number(bodies)
    for body in bodies:
        body.rows = numbered(body.rows)
    laid = [_leg_cells(book, definition, n, body) for n, body in enumerate(bodies)]
    rows = [
        LaidRow(tuple(c for cells in across for c in cells), _style(bodies, n))
        for n, across in enumerate(zip(*laid, strict=True))
    ]
    rows.extend(_feet(book, definition, bodies))
    widths = [c.width for leg in definition.legs for c in leg.columns]
    total = sum(widths)
    return LaidTable(
        definition=definition,
        label=table_label(book, number),
        widths=tuple(round(100 * w / total, 2) for w in widths),
        head=head_rows(definition.legs),
        column_numbers=_column_numbers(definition),
        rows=tuple(rows),
        notes=(*(_fill(book, n) for n in definition.notes), *_formulas(book, definition, bodies)),
        nil=_nil(book, definition),
        head_lines=tuple(_head_line(book, definition, line) for line in definition.head_lines),
    )


def _head_line(book: FigureBook, definition: TableDefinition, line: HeadLine) -> tuple[str, str]:
    """What stands at the left and at the right of a line above the head."""
    left, right = (fill(_fill(book, text), 金额单位=definition.unit) for text in (line.left, line.right))
    return left, right


def _formulas(book: FigureBook, definition: TableDefinition, bodies: list[_Body]) -> tuple[str, ...]:
    """The notes that state the formulas, where the edition prints them."""
    return (
        formula_notes(definition, bodies_lines(bodies), book.edition.subjects)
        if book.edition.settings.formula_notes
        else ()
    )


def bodies_lines(bodies: list[_Body]) -> list[dict[str, int]]:
    """Per leg: row name -> line number (行次)."""
    return [{r.name: line for r, line in zip(b.rows, b.lines, strict=True) if r.name and line} for b in bodies]


def _fill(book: FigureBook, text: str) -> str:
    data = book.loaded.data
    day = order.day if (order := data.reports.get(book.edition.kind)) else None
    return fill(
        text,
        unit=data.department.full_name,
        short=data.department.short_name,
        year=data.year,
        last_year=data.year - 1,
        day=f"{day.year}年{day.month}月{day.day}日" if isinstance(day, date) else "",
        三公预算口径=data.three_public.budget.removesuffix("预算") + "预算",
    )


def _nil(book: FigureBook, definition: TableDefinition) -> str:
    keys = definition.nil_when
    return _fill(book, definition.nil) if keys and all(book.resolve(k).zero for k in keys) else ""


def _pad(bodies: list[_Body], least: int) -> None:
    """Blank lines until the feet of all legs stand on the same line, and there are at least so many."""
    for body in bodies:
        totals = 1 if body.rows and body.rows[-1].style == "total" else 0
        place = len(body.rows) - totals
        body.rows[place:place] = [Row("", "", blank=True)] * (least - len(body.rows))
    height = max(len(b.rows) for b in bodies)
    foot = max(len(b.leg.foot) for b in bodies)
    for body in bodies:
        body.rows += [Row("", "", blank=True)] * (height - len(body.rows))
        body.rows += [*body.leg.foot, *[Row("", "", blank=True)] * (foot - len(body.leg.foot))]


def _number(bodies: list[_Body]) -> None:
    """行次 run down the first leg, then down the next, blank lines included."""
    line = 0
    for body in bodies:
        has_lines = any(c.kind == "line" for c in body.leg.columns)
        for _ in body.rows:
            line += has_lines
            body.lines.append(line if has_lines else None)


def _style(bodies: list[_Body], row: int) -> str:
    return next((b.rows[row].style for b in bodies if b.rows[row].style in ("total", "group")), "")


def _leg_cells(book: FigureBook, definition: TableDefinition, leg_number: int, body: _Body) -> list[list[LaidCell]]:
    columns = body.leg.columns
    names = [r.name for r in body.rows if r.name]
    addresses = {
        (row.name, column.name): _address(definition, leg_number, r, c)
        for r, row in enumerate(body.rows)
        if row.name
        for c, column in enumerate(columns)
        if column.kind == "amount" and cell_key(body.leg, row, column)
    }
    amounts = [c.name for c in columns if c.kind == "amount"]
    named = any(c.kind == "label" for c in columns)
    result = []
    for r, row in enumerate(body.rows):
        cells = []
        for column in columns:
            if column.kind != "amount":
                cells.append(_label(book, row, column, body.lines[r], named=named))
                continue
            terms = expand_terms(row.formula, names)
            by_row = tuple((s, addresses[n, column.name]) for s, n in terms if (n, column.name) in addresses)
            terms = expand_terms(column.formula, amounts) if row.name else ()
            by_column = tuple((s, addresses[row.name, n]) for s, n in terms if (row.name, n) in addresses)
            cell = _amount(book, definition, cell_key(body.leg, row, column), row)
            cells.append(
                replace(
                    cell,
                    address=addresses.get((row.name, column.name), "") if cell.figure else "",
                    terms=(by_row or by_column) if cell.figure else (),
                    row_terms=by_row,
                    column_terms=by_column,
                    column=column.name,
                )
            )
        result.append(_widened(cells) if definition.wide_totals and row.style == "total" else cells)
    return result


def _amount(book: FigureBook, definition: TableDefinition, key: str | None, row: Row) -> LaidCell:
    """The cell of a figure, without its place and its formulas."""
    figure = book.resolve(key) if key else None
    return LaidCell(
        "amount",
        figure=figure,
        printed=in_unit(figure, definition.unit) if figure else "",
        zeros=definition.zeros,
        awaited=row.style == "total",
        style="strong" if row.style == "strong" else "",
        row=row.name,
    )


def _widened(cells: list[LaidCell]) -> list[LaidCell]:
    """A row whose name stands in its empty cells of codes too."""
    codes = [n for n, cell in enumerate(cells) if cell.is_code and not cell.text]
    name = next((n for n, cell in enumerate(cells) if cell.kind == "label"), 0)
    if not codes or codes != list(range(codes[0], codes[0] + len(codes))) or name not in (codes[0] - 1, codes[-1] + 1):
        return cells
    first = min(codes[0], name)
    return [*cells[:first], replace(cells[name], colspan=len(codes) + 1), *cells[first + len(codes) + 1 :]]


def _address(definition: TableDefinition, leg: int, row: int, column: int) -> str:
    return f"t-{definition.id}-{'abcd'[leg]}{row + 1}-{column + 1}"


def _label(book: FigureBook, row: Row, column: Column, line: int | None, *, named: bool) -> LaidCell:
    """A cell that holds no amount. named: a column of the table has the names of its rows."""
    if column.kind in ("unit", "unit-code"):
        unit = next((u for u in book.loaded.data.units if u.name == row.unit), None)
        code = column.kind == "unit-code"
        if unit is None and not named:  # 合计 and the department
            return LaidCell("code" if code else "label", row.code if code else row.label)
        return LaidCell("code" if code else "label", "" if unit is None else unit.code if code else unit.full_name)
    if column.kind == "line":
        return LaidCell("line", str(line) if line else "")
    if column.kind == "code":
        return LaidCell("code", _level_of(row.code, column.level), style="strong" if row.style == "strong" else "")
    return LaidCell("label", row.label, indent=row.indent, style=row.style)


LEVELS = {"类": slice(0, 3), "款": slice(3, 5), "项": slice(5, 7)}
"""The digits of each level of a code."""


def _level_of(code: str, level: str) -> str:
    """2010601 -> 201, 06 or 01; whole where a column has no level of its own."""
    return code[LEVELS[level]] if level else code


def _feet(book: FigureBook, definition: TableDefinition, bodies: list[_Body]) -> list[LaidRow]:
    if not definition.feet:
        return []
    top = {
        row.pick: _address(definition, n, r, len(b.leg.columns) - 1)
        for n, b in enumerate(bodies)
        for r, row in enumerate(b.rows)
        if row.pick
    }
    cells: list[LaidCell] = []
    for foot in definition.feet:
        span = sum(len(definition.legs[n].columns) for n in foot.legs)
        terms = tuple((sign, top[name]) for sign, name in foot.row.formula if name in top)
        cells.append(LaidCell("label", foot.row.label, style="total", colspan=span - 1))
        cells.append(
            LaidCell(
                "amount",
                address=f"t-{definition.id}-f{foot.legs[0]}",
                figure=(figure := book.resolve(foot.row.key or "")),
                printed=in_unit(figure, definition.unit),
                zeros=definition.zeros,
                terms=terms,
                row_terms=terms,
                row=foot.row.name,
                column="决算数",
            )
        )
    return [LaidRow(tuple(cells), "total")]


def _column_numbers(definition: TableDefinition) -> tuple[HeadCell, ...]:
    if not definition.column_numbers:
        return ()
    cells: list[HeadCell] = []
    count = 0
    for leg in definition.legs:
        labels = [c for c in leg.columns if c.kind not in ("amount", "line")]
        first = True
        each = iter(definition.column_head if isinstance(definition.column_head, tuple) else ())
        for column in leg.columns:
            if column.kind == "amount":
                count = column.number or count + 1
                cells.append(HeadCell(str(count)))
            elif column.kind == "line":
                cells.append(HeadCell(""))
            elif isinstance(definition.column_head, tuple):
                cells.append(HeadCell(next(each, "")))
            elif first:
                cells.append(HeadCell(definition.column_head, colspan=len(labels)))
                first = False
    return tuple(cells)
