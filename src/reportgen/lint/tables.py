"""Table definitions on the full specimen -> formulas that count otherwise than their picks, names that are no rows."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.checks.data.named_totals import judged, keys_of
from reportgen.checks.engine.leaves import Leaves
from reportgen.checks.engine.stated import StatedChecks
from reportgen.checks.printed.table_units import said_units
from reportgen.compose.tables import LaidTable
from reportgen.editions import RowGenerator, TableDefinition
from reportgen.editions.table import Leg, Row, Terms
from reportgen.figures import CircularKey, FigureBook, UnknownKey
from reportgen.figures.table_keys import COLUMNS_OF_RECORDS, is_record, static_rows
from reportgen.lint.files import Gathered, nearest
from reportgen.model.finding import Finding, Source
from reportgen.model.selection import NotAnAddress, Selection, parse

FORMULA, UNKNOWN, TWICE, NOTHING, WRONG_UNIT = "E002", "E005", "E007", "E009", "E010"


def names(gathered: Gathered) -> bool:
    """Before anything is laid out: formulas, picks and codes that name nothing.
    Whether every name stands for one thing.
    """
    told = len(gathered.findings)
    figures: dict[str, str] = {}
    _said_units(gathered)
    for table in gathered.edition.tables:
        known = set()
        for leg in table.legs:
            _once(gathered, table, leg, figures)
            rows = [*static_rows(leg, gathered.edition.subjects), *leg.foot]
            row_names, columns = [r.name for r in rows if r.name], [c.name for c in leg.columns if c.kind == "amount"]
            known |= {*row_names, *columns, *(r.key for r in rows if r.key)}
            for row in rows:
                _formula(gathered, table, row.formula, row_names, row.name, "行")
                _pick(gathered, table, row.pick, row.name)
            for column in leg.columns:
                _formula(gathered, table, column.formula, columns, column.name, "栏")
                _pick(gathered, table, column.pick, column.name)
        known |= (
            {f.row.name for f in table.feet} | {f.row.key or "" for f in table.feet} | {"rows", "columns", "balance"}
        )
        known |= {name.split(".")[0] for name in known}
        for name in table.checks:
            if name not in known:
                gathered.add_finding(
                    NOTHING,
                    f"checks 里的「{name}」不是表 {table.id} 的行、栏或数",
                    _place(gathered, table, name),
                    nearest(name, known),
                )
    return not any(f.code == TWICE for f in gathered.findings[told:])


def _said_units(gathered: Gathered) -> None:
    """The lines above a table name no other unit than that of its amounts; one line above many is told once."""
    wrong: dict[tuple[Source | None, str], list[TableDefinition]] = {}
    for table in gathered.edition.tables:
        for line in table.head_lines:
            for unit in (*said_units(line.left), *said_units(line.right)):
                if unit != table.unit:
                    files = (f"tables/{table.id}.yaml", "edition.yaml")
                    places = (gathered.place(file, f"：{unit}", f":{unit}") for file in files)
                    found = next((p for p in places if p and (p.line, p.column) != (1, 1)), None)
                    place = found or gathered.place("edition.yaml", "head_lines")
                    wrong.setdefault((place, unit), []).append(table)
    for (place, unit), tables in wrong.items():
        named = "、".join(table.id for table in tables)
        units = "、".join(dict.fromkeys(table.unit for table in tables))
        message = f"表 {named} 的 head_lines 写的是“单位：{unit}”，格子里的金额是{units}"
        gathered.add_finding(WRONG_UNIT, message, place, "请写 单位：{金额单位}，或改表的 unit")


def _once(gathered: Gathered, table: TableDefinition, leg: Leg, figures: dict[str, str]) -> None:
    """A row, a column, and a figure that a row or a column gives its name to, are there once."""
    rows = [row for row in (*leg.rows, *leg.foot) if isinstance(row, Row) and row.name]
    for what, names in (("行", [row.name for row in rows]), ("栏", [column.name for column in leg.columns])):
        for name in dict.fromkeys(n for n in names if names.count(n) > 1):
            gathered.add_finding(
                TWICE,
                f"表 {table.id}「{leg.name}」一半里有 {names.count(name)} {what}都叫「{name}」",
                _place(gathered, table, name),
                "名字不能相同；印出来的字写在 label 或 head 里",
            )
    for key, name in [*((row.key, row.name) for row in rows), *((column.key, column.name) for column in leg.columns)]:
        here = f"表 {table.id} 的「{name}」"
        if key and figures.setdefault(key, here) != here:
            gathered.add_finding(
                TWICE,
                f"「{key}」已经是{figures[key]}的名字",
                _place(gathered, table, f"key: {key}"),
                "一个 key 只能用一次；要印同一个数，写 pick",
            )


def _formula(
    gathered: Gathered, table: TableDefinition, formula: Terms, known: list[str], name: str, what: str
) -> None:
    for _, term in formula:
        ends = [part.strip() for part in term.split("..")] if ".." in term and term not in known else [term]
        for end in ends:
            if end not in known:
                message = f"表 {table.id}「{name}」的公式里有「{end}」，这张表没有这一{what}"
                gathered.add_finding(FORMULA, message, _place(gathered, table, name), nearest(end, known))


def _pick(gathered: Gathered, table: TableDefinition, pick: str | Selection | None, name: str) -> None:
    try:
        if isinstance(pick, str) and pick and pick not in COLUMNS_OF_RECORDS and not is_record(pick):
            parse(pick)
    except NotAnAddress as error:
        gathered.add_finding(
            UNKNOWN,
            f"表 {table.id}「{name}」的 pick「{pick}」里「{error.part}」不是资金、类别、科目",
            _place(gathered, table, name, str(pick)),
        )


def tables(gathered: Gathered, book: FigureBook, laid: tuple[LaidTable, ...]) -> None:
    """On a department that has a fact for everything, pick and formula must count the same leaves."""
    leaves = Leaves(book)
    for table in laid:
        stated = StatedChecks(book, (table,), leaves)
        stated.run()
        alike: dict[tuple[str, str], list[Finding]] = {}
        for finding in stated.findings:  # what a column forgets, it forgets in every row
            column = next(iter(_cell_of(table, finding.key)), finding.message)
            alike.setdefault((column, finding.code), []).append(finding)
        for first, *more in alike.values():
            again = f"；这一栏还有 {len(more)} 行一样" if more else ""
            _differs(gathered, table, first.message + again, _cell_of(table, first.key))
        for gap in stated.gaps:
            rows = [row.name for _, row in table.definition.keyed() if row.key == gap.key]
            _differs(gathered, table, gap.text, rows or _cell_of(table, gap.key))
        _feet(gathered, table)
        _empty(gathered, table)
    _named_totals(gathered, book)


def _named_totals(gathered: Gathered, book: FigureBook) -> None:
    """A total that is named by records adds each of its parts once; what the formulas told is not told again."""
    told = {f.source.line for f in gathered.findings if f.code == FORMULA and f.source}
    for key, problem in judged(book):
        table = next((t for t in gathered.edition.tables if key in keys_of(t)), None)
        place = _place(gathered, table, f"key: {key},", f"key: {key}") if table else None
        if problem and not (place and place.line in told):
            gathered.add_finding(FORMULA, f"「{key}」{problem}", place, "请看这个 key 旁边的 sum")


def _differs(gathered: Gathered, table: LaidTable, message: str, names: Iterable[str]) -> None:
    remedy = "请看这一栏（行）的 sum 和 pick；数据里每种资金、类别、科目都有数"
    gathered.add_finding(FORMULA, message, _place(gathered, table.definition, *names), remedy)


def _cell_of(table: LaidTable, key: str | None) -> tuple[str, ...]:
    """The column and the row of the cell with a formula that prints this figure."""
    cells = (cell for cell in table.cells() if cell.figure and cell.figure.key == key)
    return next(((cell.column, cell.row) for cell in cells if cell.row_terms or cell.column_terms), ())


def _feet(gathered: Gathered, table: LaidTable) -> None:
    """Every 经济科目 class that a leg prints is in one of the sums below the legs; and every class with 款 is printed."""
    definition, listed = table.definition, gathered.edition.subjects["经济科目"]
    printed = {
        code
        for leg in definition.legs
        for r in leg.rows
        if isinstance(r, RowGenerator) and r.each == "经济科目"
        for code in r.of
    }
    if not printed:
        return
    summed = {name.removeprefix("经济.") for foot in definition.feet for _, name in foot.row.formula}
    for code in sorted(printed - summed) if definition.feet else ():
        gathered.add_finding(
            FORMULA,
            f"表 {definition.id} 印了经济科目「{code}」，下面的合计却没有加它",
            _place(gathered, definition, "feet"),
            f"请在 sum 里加上 经济.{code}",
        )
    for code in dict.fromkeys(str(c)[:3] for c in listed if len(str(c)) == 5):
        if code not in printed:
            gathered.add_finding(
                FORMULA,
                f"经济科目「{code}」有款级科目，表 {definition.id} 却没有一栏印它",
                _place(gathered, definition, "of:"),
                f'请在 of 里加上 "{code}"',
            )


def _empty(gathered: Gathered, table: LaidTable) -> None:
    """A row or a column that is empty although there is a fact for everything picks nothing."""
    for kind, attribute in (("行", "row"), ("栏", "column")):
        filled: dict[str, bool] = {}
        for cell in table.cells():
            name = str(getattr(cell, attribute))
            filled[name] = filled.get(name, False) or bool(cell.figure and cell.figure.state != "blank")
        for name in (n for n, full in filled.items() if n and not full):
            gathered.add_finding(
                FORMULA,
                f"{table.name}「{name}」{kind}在什么都有的数据上也是空的",
                _place(gathered, table.definition, name),
                "请看它的 pick",
            )


def keys(gathered: Gathered, book: FigureBook) -> bool:
    """Whether every key that a definition names is a figure: balances and nil_when."""
    wrong = [
        key
        for table in gathered.edition.tables
        for key in (*table.nil_when, *(row.balances for _, row in table.keyed() if row.balances))
        if not known(gathered, book, key, _place(gathered, table, key), f"表 {table.id} 里的")
    ]
    return not wrong


def known(gathered: Gathered, book: FigureBook, key: str, source: Source | None, where: str) -> bool:
    """Whether a figure has this key; a finding when none has."""
    try:
        book.resolve(key)
    except CircularKey as error:
        gathered.add_finding(
            UNKNOWN, f"{where}「{error.key}」绕着圈子用到自己", source, "请看 figures.yaml 和各表的 sum"
        )
        return False
    except UnknownKey as error:
        near = f"是不是「{error.nearest[0]}」？" if error.nearest else nearest(key, book.known_keys())
        gathered.add_finding(UNKNOWN, f"{where}「{key}」不是报告里的数", source, near)
        return False
    return True


def _place(gathered: Gathered, table: TableDefinition, *names: str) -> Source | None:
    """Where a row or column of this name stands, in the nearest layer."""
    wanted = [text for name in names if name for text in (f"name: {name},", f"name: {name}}}", f"{name}: ", name)]
    return gathered.place(f"tables/{table.id}.yaml", *wanted)
