"""The tables of the report beside the grids of a file -> cells that differ, tables and rows that are missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from reportgen.audit.beside.rows import CellText, TableRow, TableSide, joined
from reportgen.audit.beside.sentences import Basis
from reportgen.audit.finding import AuditFinding
from reportgen.model.finding import Level
from reportgen.reading.grid import Spot

_LEAST_FIT = 0.35


@dataclass(frozen=True)
class TableComparison:
    """findings; cells: how many figures were compared; tables: how many of the report's were found; unread: those that
    were found, and whose cells could not be told apart.
    """

    findings: tuple[AuditFinding, ...]
    cells: int
    tables: int
    unread: tuple[str, ...]


def compare_tables(
    wanted: Sequence[TableSide], grids: Sequence[TableSide], basis: Basis, *, words: bool
) -> TableComparison:
    """Each table of the report beside the grids that it was printed as. words: names of rows are compared too."""
    comparer = _TableComparer(basis, words)
    findings: list[AuditFinding] = []
    placed = place(wanted, grids)
    for number, table in enumerate(wanted):
        own = [grids[n] for n in placed[number]]
        if own:
            findings += comparer.table(table, joined(own))
        elif table.statement:
            problem = "这张表没有找到"
            findings.append(AuditFinding("A007", Level.WARNING, None, table.title, table.title, problem, sure="可能"))
    found = sum(1 for own in placed if own)
    return TableComparison(tuple(findings), comparer.cells, found, tuple(comparer.unread))


def place(wanted: Sequence[TableSide], grids: Sequence[TableSide]) -> list[list[int]]:
    """For each table the grids that it is printed as, both in their order; a grid may be of none."""
    fits = [[_fit(table, grid) for grid in grids] for table in wanted]
    best: list[list[float]] = [[0.0] * (len(grids) + 1) for _ in range(len(wanted) + 1)]
    for t in range(len(wanted) - 1, -1, -1):
        for g in range(len(grids) - 1, -1, -1):
            best[t][g] = max(best[t + 1][g], best[t][g + 1], fits[t][g] + best[t][g + 1] if fits[t][g] else 0.0)
    return _path(fits, best, len(wanted), len(grids))


def _path(fits: list[list[float]], best: list[list[float]], tables: int, grids: int) -> list[list[int]]:
    placed: list[list[int]] = [[] for _ in range(tables)]
    t = g = 0
    while t < tables and g < grids:
        if best[t][g] == best[t + 1][g]:
            t += 1
        elif fits[t][g] and best[t][g] == fits[t][g] + best[t][g + 1]:
            placed[t].append(g)
            g += 1
        else:
            g += 1
    return placed


def _fit(table: TableSide, grid: TableSide) -> float:
    """How surely a grid is of a table: by its title, its head, its rows; 0 where it is not."""
    title = 1.0 if table.title and (table.title in grid.title or _bare(table.title) in grid.title) else 0.0
    words = {cell.text for row in grid.rows[:6] for cell in row.cells}
    head = len(table.heads & words) / max(len(table.heads), 1)
    names = {row.name for row in grid.rows if row.name}
    rows = len(table.names & names) / max(min(len(table.names), len(names)), 1)
    fit = 2 * title + head + rows
    return fit if fit / 2 >= _LEAST_FIT or title else 0.0


def _bare(title: str) -> str:
    return title.split("年度", 1)[-1] or title


class _TableComparer:
    def __init__(self, basis: Basis, words: bool) -> None:
        self.basis, self.words = basis, words
        self.cells = 0
        self.unread: list[str] = []

    def table(self, table: TableSide, printed: TableSide) -> Iterator[AuditFinding]:
        """Row beside row, by their names."""
        one, other = [row for row in table.rows if not row.head], list(printed.rows)
        codes = SequenceMatcher(None, [r.name for r in one], [r.name for r in other], autojunk=False).get_opcodes()
        pairs: list[tuple[TableRow, TableRow]] = []
        for tag, i1, i2, j1, j2 in codes:
            if tag == "equal" or (tag == "replace" and i2 - i1 == j2 - j1):
                pairs += zip(one[i1:i2], other[j1:j2], strict=True)
        if one and not pairs:
            self.unread.append(table.title)
            return
        for row, found in pairs:
            yield from self._row(table, printed, row, found)

    def _row(self, table: TableSide, printed: TableSide, row: TableRow, found: TableRow) -> Iterator[AuditFinding]:
        # a page begins with the names of the groups that go on
        if self.words and not found.name.endswith((row.name, row.own_name)):
            named = {cell.text for cell in row.words}
            other = next((cell for cell in found.words if cell.text not in named), None)
            spot = other.spot if other else found.words[0].spot if found.words else None
            said, place = found.name.replace("|", " "), f"《{table.title}》"
            problem, expected = "这一行的名称或编码和数据得出的不同", row.name.replace("|", " ")
            yield AuditFinding("A008", Level.WARNING, spot, place, said, problem, expected, sure="可能")
        by_column = table.width == printed.width
        wanted, figures = row.figures, found.figures
        if by_column:
            columns = {cell.column: cell for cell in found.cells}
            for cell in wanted:
                yield from self._cell(table, row, cell, columns.get(cell.column), found)
            own = {cell.column for cell in row.cells}
            for cell in figures:
                if cell.column not in own:
                    yield self._told(table, row, cell.text, cell.spot, "这一格应当是空的", "", cell.key)
        elif len(wanted) == len(figures):
            for cell, there in zip(wanted, figures, strict=True):
                yield from self._cell(table, row, cell, there, found)
        elif wanted or figures:
            yield self._unequal(table, row, found)

    def _cell(
        self, table: TableSide, row: TableRow, wanted: CellText, printed: CellText | None, found: TableRow
    ) -> Iterator[AuditFinding]:
        self.cells += 1
        if printed is None:
            if wanted.amount:
                spot = _between(found, wanted.column)
                yield self._told(table, row, "（空）", spot, "这一格是空的", wanted.text, wanted.key)
        elif printed.amount != wanted.amount:
            yield self._told(table, row, printed.text, printed.spot, "和算出来的不同", wanted.text, wanted.key)

    def _unequal(self, table: TableSide, row: TableRow, found: TableRow) -> AuditFinding:
        spot = found.cells[0].spot if found.cells else None
        said = " ".join(cell.text for cell in found.cells)
        problem = f"这一行应有 {len(row.figures)} 个数，印了 {len(found.figures)} 个"
        expected = " ".join(cell.text for cell in row.figures)
        return AuditFinding("A006", Level.ERROR, spot, f"《{table.title}》{row.shown}", said, problem, expected)

    def _told(
        self, table: TableSide, row: TableRow, said: str, spot: Spot | None, problem: str, expected: str, key: str
    ) -> AuditFinding:
        basis = self.basis(key) if key else ()
        place = f"《{table.title}》{row.shown}"
        return AuditFinding("A006", Level.ERROR, spot, place, said, problem, expected, basis)


def _between(row: TableRow, column: int) -> Spot | None:
    """Where an empty cell would stand: between its neighbours."""
    before = next((cell.spot for cell in reversed(row.cells) if cell.column < column and cell.spot), None)
    after = next((cell.spot for cell in row.cells if cell.column > column and cell.spot), None)
    if before and after and before.box and after.box and before.page == after.page:
        box = (before.box[2], before.box[1], after.box[0], before.box[3])
        return Spot(before.file, before.sheet, before.row, column, before.page, box)
    return before or after
