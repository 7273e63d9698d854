"""Accidents that happen to the sheets of an exported workbook: each a function of dice, a sheet and its figures.

`mutated(name, seed)` has one to three of them happen to a workbook of `tests/exports`, those to single figures before
those that move rows and columns, so that the places of the figures hold.
"""

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from export_variants import filled as fill_merged
from export_variants import numbers_as_text, placed, unmerged, without
from reportgen.reading.grid import Grid, GridCell, OpenedFile, Spot
from reportgen.recognise.amounts import SIZES
from reportgen.recognise.seen import RecognisedFile, SeenFigure
from workbook_moves import MOVES, Dice, Figures, Happens

UNIT = re.compile(r"(单位[：:]\s*(?:人民币)?)(元|千元|万元)")
DASHES = ("—", "－", "-", "–", "一", "", "——", "―", "/", "无", "0.00", "　")
STYLES = ("{:,.2f}", "￥{:,.2f}", " {:.2f} ", "　{:,.2f}", "{:.2f}元", "¥{:,.2f}", "{:,}", "'{:.2f}", "{:.4f}")
NO_NUMBERS = ("1.234,50", "待核", "#REF!", "约12万", "12..5", "见附表", "12.5%", "1,23,4", "①", "12-5", "#VALUE!", "…")
WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


@dataclass(frozen=True)
class Mutant:
    """A workbook and what happened to it: kinds of accidents, each with its sheet."""

    opened: OpenedFile
    happened: tuple[tuple[str, str], ...]

    clean: OpenedFile

    @property
    def sheets(self) -> frozenset[str]:
        """Those that are not as they were, by the names of both."""
        now = {grid.name: grid for grid in self.opened.grids}
        was = {grid.name: grid for grid in self.clean.grids}
        return frozenset(name for name in now | was if now.get(name) is not was.get(name))


def put(grid: Grid, changed: Mapping[tuple[int, int], GridCell | None]) -> Grid:
    cells = {**grid.cells, **changed}
    return placed(grid, {at: cell for at, cell in cells.items() if cell is not None})


def typed(cell: GridCell, text: str) -> GridCell:
    return replace(cell, text=text, number=None, formula="")


def stored(cell: GridCell, value: Decimal) -> GridCell:
    return replace(cell, text=f"{value:.2f}", number=value, formula="")


def at(figure: SeenFigure) -> tuple[int, int]:
    return figure.cell.spot.row, figure.cell.spot.column


def some_figure(dice: Dice, grid: Grid, figures: Figures, *, control: bool | None = None) -> SeenFigure | None:
    there = [f for f in figures if f.value and not f.cell.formula and (control is None or f.control == control)]
    there = [f for f in there if at(f) in grid.cells]
    return dice.choice(there) if there else None


# -- single figures ----------------------------------------------------------------------------------------------------


def figure_changed(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    if (figure := some_figure(dice, grid, figures)) is None or figure.value is None:
        return None
    by = dice.choice([Decimal(1), Decimal("0.5"), Decimal(1000), -figure.value * 2, figure.value * 9, -figure.value])
    return put(grid, {at(figure): stored(grid.cells[at(figure)], figure.value + by)})


def sum_changed(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    if (figure := some_figure(dice, grid, figures, control=True)) is None or figure.value is None:
        return None
    return put(grid, {at(figure): stored(grid.cells[at(figure)], figure.value + dice.choice([1, 100, -3]))})


def figure_blanked(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    figure = some_figure(dice, grid, figures)
    return put(grid, {at(figure): dice.choice([None, typed(grid.cells[at(figure)], "—")])}) if figure else None


def figure_unreadable(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    figure = some_figure(dice, grid, figures)
    return put(grid, {at(figure): typed(grid.cells[at(figure)], dice.choice(NO_NUMBERS))}) if figure else None


def figures_swapped(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    one, other = some_figure(dice, grid, figures), some_figure(dice, grid, figures)
    if one is None or other is None or one.value == other.value:
        return None
    return put(grid, {at(one): grid.cells[at(other)], at(other): grid.cells[at(one)]})


def formula_without_result(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    if (figure := some_figure(dice, grid, figures)) is None:
        return None
    row, _ = at(figure)
    text = dice.choice(["=VLOOKUP(A1,B:C,2)", "=[1]Sheet1!A1", f"=E{row}+F{row + 300}", "=SUM(A1:A2)", "=#REF!+1"])
    cell = replace(figure.cell, text="", number=dice.choice([None, Decimal(0)]), formula=text)
    return put(grid, {at(figure): cell})


def row_of_zeros(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    if (figure := some_figure(dice, grid, figures)) is None:
        return None
    row = [f for f in figures if at(f)[0] == at(figure)[0] and at(f) in grid.cells]
    return put(grid, {at(f): stored(grid.cells[at(f)], Decimal(0)) for f in row})


def unit_behind_a_figure(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    """1,234.50 in a sheet of 元 typed as 0.12345万元: the same."""
    money = [f for f in figures if f.value and f.unit == "元" and not f.cell.formula and at(f) in grid.cells]
    if not money:
        return None
    figure = dice.choice(money)
    value = (figure.value or 0) / 10000
    return put(grid, {at(figure): typed(grid.cells[at(figure)], f"{value:f}万元")})


# -- all figures of a sheet --------------------------------------------------------------------------------------------


def figures_typed(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    style, wide = dice.choice(STYLES), dice.random() < 0.2
    changed = {}
    for figure in figures:
        if figure.value is not None and figure.cell.number is not None and not figure.cell.formula:
            if figure.unit not in SIZES:
                text = f"{figure.value:f}"
            elif figure.value < 0 and dice.random() < 0.5:
                text = f"({-figure.value:,.2f})"
            elif figure.unit != "元" and style.endswith("元"):
                text = f"{figure.value:f}"
            else:
                text = style.format(figure.value)
            changed[at(figure)] = typed(figure.cell, text.translate(WIDE) if wide else text)
    return put(grid, changed)


def zeros_dashed(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    zeros = [f for f in figures if not f.value and not f.cell.formula and at(f) in grid.cells]
    one = dice.choice(DASHES)
    return put(grid, {at(f): typed(f.cell, one if dice.random() < 0.8 else dice.choice(DASHES)) for f in zeros})


def _unit_cells(grid: Grid) -> dict[tuple[int, int], GridCell]:
    return {at: cell for at, cell in grid.cells.items() if at[0] < 10 and UNIT.search(cell.text)}


def unit_line_changed(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    """The line says another unit than the figures are in."""
    unit = dice.choice(["元", "千元", "万元"])
    cells = {where: typed(c, UNIT.sub(rf"\g<1>{unit}", c.text)) for where, c in _unit_cells(grid).items()}
    return put(grid, cells) if cells else None


def unit_and_figures_changed(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    """Line and figures in another unit; counts stay."""
    unit = dice.choice(["元", "千元", "万元"])
    cells = {where: typed(c, UNIT.sub(rf"\g<1>{unit}", c.text)) for where, c in _unit_cells(grid).items()}
    if not cells or any(f.cell.formula and f.value is None for f in figures):
        return None
    for figure in figures:
        if figure.unit in SIZES and figure.value is not None and at(figure) in grid.cells:
            cell = grid.cells[at(figure)]
            value = figure.value * SIZES[figure.unit] / SIZES[unit]
            number = None if cell.number is None else value
            cells[at(figure)] = replace(cell, text=f"{value:f}", number=number)
    return put(grid, cells)


def unit_line_lost(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    return without(UNIT.pattern)(grid)


def rows_hidden(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    figure = some_figure(dice, grid, figures)
    if figure is None:
        return None
    row, column = at(figure)
    return dice.choice([replace(grid, hidden_rows=frozenset({row})), replace(grid, hidden_columns=frozenset({column}))])


def columns_in_pieces(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    """The codes as numbers, with blanks, a point and a zero, or in three cells."""
    codes = {w: c for w, c in grid.cells.items() if w[0] > 4 and re.fullmatch(r"[23]\d{2}(\d\d){0,2}", c.text.strip())}
    codes = {w: c for w, c in codes.items() if w[1] < 2}
    if not codes:
        return None
    how = dice.choice(["number", "blanks", "zero", "split", "quote", "wide"])
    changed: dict[tuple[int, int], GridCell] = {}
    for (row, column), cell in codes.items():
        text = cell.text.strip()
        if how == "number":
            changed[row, column] = replace(cell, text=text, number=Decimal(text))
        elif how == "split" and cell.columns >= 3:
            for place, part in enumerate((text[:3], text[3:5], text[5:7])):
                changed[row, column + place] = replace(typed(cell, part), columns=1)
        else:
            as_text = {"blanks": f" {text[:3]} {text[3:]} ", "zero": text + ".0", "quote": "'" + text}
            changed[row, column] = typed(cell, as_text.get(how, text.translate(WIDE)))
    return put(grid, changed)


def code_changed(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    codes = [w for w, c in grid.cells.items() if w[1] < 2 and re.fullmatch(r"[23]\d{4}(\d\d)?", c.text.strip())]
    if not codes:
        return None
    where = dice.choice(sorted(codes))
    text = grid.cells[where].text.strip()
    place = dice.randrange(len(text))
    text = text[:place] + str(dice.randrange(10)) + text[place + 1 :]
    return put(grid, {where: replace(grid.cells[where], text=text, number=None)})


def word_damaged(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    """A title, a head or a label with a letter lost, doubled, changed, or a word behind it."""
    words = [w for w, c in grid.cells.items() if c.number is None and re.search(r"[\u4e00-\u9fff]{2}", c.text)]
    if not words:
        return None
    where = dice.choice(sorted(w for w in words if w[0] < 8) or sorted(words)) if dice.random() < 0.5 else None
    where = where or dice.choice(sorted(words))
    text = grid.cells[where].text
    place = dice.randrange(len(text))
    text = dice.choice(
        [
            text[:place] + text[place + 1 :],
            text[:place] + text[place] + text[place:],
            text[:place] + "某" + text[place + 1 :],
            text + "（万元）",
            text + "※",
            " " + " ".join(text),
            text[:place] + "\n" + text[place:],
            "",
        ]
    )
    return put(grid, {where: typed(grid.cells[where], text)})


def year_changed(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    years = {w: typed(c, re.sub(r"20(\d\d)年", "2019年", c.text)) for w, c in grid.cells.items() if "年度" in c.text}
    return put(grid, years) if years else None


def department_changed(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    names = {w: c for w, c in grid.cells.items() if re.match(r"(编制)?(单位|部门)[：:]", c.text)}
    return put(grid, {w: typed(c, "编制单位：另一个局") for w, c in names.items()}) if names else None


def note_below(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    text = dice.choice(
        ["注：本年支出 1,234.50 元，", "说明：以上各数 100 元为准。", "制表人：张某　　2026年3月5日", "99.9"]
    )
    row = grid.height + dice.randrange(3)
    cell = GridCell(text, Spot(grid.file, grid.name))
    return put(grid, {(row, 0): cell, (row + 1, 0): replace(cell, text="其中其他 88.8")})


def numbers_lost(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    """Nothing but words is left: nobody filled it in."""
    return put(grid, {at(f): None for f in figures})


def unmerged_all(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    return dice.choice([unmerged, fill_merged])(grid)


def all_typed(dice: Dice, grid: Grid, figures: Figures) -> Grid | None:
    return numbers_as_text("{:,.2f}")(grid)


FIGURES: tuple[Happens, ...] = (
    figure_changed,
    figure_changed,
    sum_changed,
    figure_blanked,
    figure_unreadable,
    figures_swapped,
    formula_without_result,
    row_of_zeros,
    unit_behind_a_figure,
    figures_typed,
    zeros_dashed,
    unit_line_changed,
    unit_line_changed,
    unit_and_figures_changed,
    unit_line_lost,
    rows_hidden,
    columns_in_pieces,
    code_changed,
    word_damaged,
    word_damaged,
    word_damaged,
    year_changed,
    department_changed,
    note_below,
    numbers_lost,
    unmerged_all,
    all_typed,
)


# -- whole sheets ------------------------------------------------------------------------------------------------------

Grids = tuple[Grid, ...]


def _named(grid: Grid, name: str) -> Grid:
    renamed = replace(grid, name=name[:31])
    return placed(renamed, renamed.cells)


def sheet_hidden(dice: Dice, grids: Grids, number: int) -> Grids:
    return (*grids[:number], replace(grids[number], hidden=True), *grids[number + 1 :])


def sheet_renamed(dice: Dice, grids: Grids, number: int) -> Grids:
    name = dice.choice(
        [f"Sheet{number + 1}", "表", grids[number].name.replace(" ", "-"), dice.choice(grids).name + " "]
    )
    return (*grids[:number], _named(grids[number], name), *grids[number + 1 :])


def sheet_deleted(dice: Dice, grids: Grids, number: int) -> Grids:
    return grids[:number] + grids[number + 1 :]


def sheet_emptied(dice: Dice, grids: Grids, number: int) -> Grids:
    rows = dice.choice([0, 3, 8, 12])
    thin = dice.random() < 0.3  # a cell here and there instead
    kept = {at: c for at, c in grids[number].cells.items() if (dice.random() < 0.4 if thin else at[0] < rows)}
    return (*grids[:number], placed(grids[number], kept), *grids[number + 1 :])


def sheet_copied(dice: Dice, grids: Grids, number: int) -> Grids:
    copy = _named(grids[number], f"{grids[number].name[:27]} (2)")
    figures = [at for at, c in sorted(copy.cells.items()) if c.number and at[0] > 8 and at[1] > 3 and not c.formula]
    if figures and dice.random() < 0.7:  # an earlier state of it
        where = dice.choice(figures)
        copy = put(copy, {where: stored(copy.cells[where], (copy.cells[where].number or 0) + 100)})
    place = dice.choice([0, number, len(grids)])
    return (*grids[:place], copy, *grids[place:])


def names_swapped(dice: Dice, grids: Grids, number: int) -> Grids:
    other = dice.randrange(len(grids))
    swapped = list(grids)
    swapped[number], swapped[other] = (
        _named(grids[number], grids[other].name),
        _named(grids[other], grids[number].name),
    )
    return tuple(swapped)


def order_changed(dice: Dice, grids: Grids, number: int) -> Grids:
    return tuple(dice.sample(grids, len(grids)))


SHEETS: tuple[Callable[[Dice, Grids, int], Grids], ...] = (
    sheet_hidden,
    sheet_renamed,
    sheet_deleted,
    sheet_emptied,
    sheet_copied,
    names_swapped,
    order_changed,
)


def mutated(clean: OpenedFile, found: RecognisedFile, seed: int) -> Mutant:
    """One to three accidents, of which no two move the same sheet's cells before its figures are looked at."""
    dice = random.Random(seed)  # noqa: S311
    of_sheet: dict[str, list[SeenFigure]] = {}
    for table, figure in found.figures:
        of_sheet.setdefault(table.grid, []).append(figure)
    grids, happened = clean.grids, []
    steps = sorted(dice.choices((0, 1, 2), (6, 4, 2), k=dice.choice((1, 1, 1, 2, 3))))
    for step in steps:
        for _ in range(20):
            number = dice.randrange(len(grids))
            name = grids[number].name
            if step == 2:
                change = dice.choice(SHEETS)
                changed: Grids | None = change(dice, grids, number)
                kind = change.__name__
            else:
                happens = dice.choice(MOVES if step else FIGURES)
                one = happens(dice, grids[number], of_sheet.get(name, [])) if name in of_sheet else None
                changed = (*grids[:number], one, *grids[number + 1 :]) if one is not None else None
                kind = happens.__name__
            if changed is not None and changed != grids:
                grids = changed
                happened.append((kind, name))
                break
    return Mutant(replace(clean, grids=grids), tuple(happened), clean)
