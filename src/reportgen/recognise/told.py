"""What must be told of one sheet: sums that don't foot, odd cells, codes that nobody knows, what it can't say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.reading.grid import Notice, Spot, letters_of
from reportgen.recognise.above import Above
from reportgen.recognise.amounts import DASH_ONE, TYPED, UNREADABLE
from reportgen.recognise.lost import told_of_lost
from reportgen.recognise.rows import leaves
from reportgen.recognise.said import place, shown, some
from reportgen.recognise.sheet import SheetReading, unread
from reportgen.recognise.sums import Sum
from reportgen.recognise.sums_told import told_of_sums

_NAMED = 3
"""So many cells are named; of the others only the number."""


def told_of(reading: SheetReading, above: Above, sums: Sequence[Sum]) -> Iterator[Notice]:
    """All notices of a sheet."""
    where = Spot(reading.cells.grid.file, reading.cells.grid.name)
    yield from told_of_sums(sums, reading.unit)
    yield from _odd(reading, where)
    yield from _not_understood(reading)
    yield from _codes(reading, where)
    yield from _hidden(reading)
    yield from told_of_lost(reading)
    if reading.form.lacks:
        yield Notice("R046", f"「{where.sheet}」{reading.form.lacks}", where, "另外的材料里有的，补在 YAML 里")
    for meaning, cell in reading.told:
        yield Notice(
            "R047", f"{place(cell)} 写的是“{cell.text.strip()}”：{meaning}", cell.spot, "不是这样的，在 YAML 里写明"
        )
    if above.other_unit and above.unit_cell:
        text = f"「{where.sheet}」{place(above.other_unit)} 写着“{above.other_unit.text.strip()}”，"
        text += f"{place(above.unit_cell)} 写的金额单位是{reading.unit}：照{reading.unit}读"
        yield Notice("R070", text, above.other_unit.spot, "核对金额单位，改成一样的")
    if above.stamped and above.department_cell:
        yield Notice("R039", f"单位名称读作「{above.department}」，去掉了后面的（盖章）", above.department_cell.spot)


def _odd(reading: SheetReading, where: Spot) -> Iterator[Notice]:
    told = {
        TYPED: ("R032", "数写成了文字，照数读入：", ""),
        DASH_ONE: ("R045", "汉字“一”当作没有数的横线：", "真是 1 的请改成数字"),
        UNREADABLE: ("R054", "读不出是多少：", "在导出的工作簿里改成数字，或在 YAML 里写"),
        "formula": ("R034", "是公式，没有算好的结果，这里也算不出：", "用办公软件打开、重算、存盘后再用"),
    }
    for odd, (code, message, remedy) in told.items():
        if cells := reading.odd.get(odd):
            yield Notice(code, f"「{where.sheet}」{len(cells)} 格{message}{some(cells)}", cells[0].spot, remedy)
    computed = [figure for figure in reading.at.values() if figure.computed]
    if computed:
        yield Notice(
            "R033",
            f"「{where.sheet}」{len(computed)} 格是公式，存的结果是空的或 0，照公式重算："
            + "、".join(f"{place(f.cell)} = {shown(f.value)}" for f in computed[:_NAMED])
            + ("等" if len(computed) > _NAMED else ""),
            computed[0].cell.spot,
            "用办公软件打开、重算、存盘，可以看到同样的数",
        )


def _not_understood(reading: SheetReading) -> Iterator[Notice]:
    cells = [cell for cell in unread(reading) if cell not in reading.odd.get(UNREADABLE, [])]
    if cells:
        labels = "、".join(dict.fromkeys(cell.text.strip() for *_, cell in reading.rows.strange[:_NAMED]))
        yield Notice(
            "R042",
            f"「{reading.cells.grid.name}」{len(cells)} 格有数而不知道是什么：{some(cells)}"
            + (f"（{labels}）" if labels else ""),
            cells[0].spot,
            "要用的，在 YAML 里写；表样里有的行、栏，可以加到 templates/exports/ 里",
        )
    missing = [column.name for placed in reading.layout.blocks for column in placed.missing]
    if missing:
        where = Spot(reading.cells.grid.file, reading.cells.grid.name, reading.layout.first)
        yield Notice(
            "R043",
            f"「{where.sheet}」没有找到 {'、'.join(missing)} 栏，这几栏的数没有读",
            where,
            "看表头是不是换了叫法",
        )


def _codes(reading: SheetReading, where: Spot) -> Iterator[Notice]:
    coded = [row for row in reading.rows.found if row.code and reading.layout.blocks[row.block].block.by_code]
    seen: dict[tuple[int, str, str], int] = {}
    for row in coded:
        same = (row.block, row.unit, row.code)
        if same in seen and row.cell:
            text = f"「{where.sheet}」编码 {row.code} 有两行：第 {seen[same] + 1} 行和第 {row.number + 1} 行"
            yield Notice("R044", text, row.cell.spot, "各项目一行的表，只用各科目的合计行；录重了的，改导出的工作簿")
        seen.setdefault(same, row.number)
    if (
        coded
        and not any(row.unit for row in coded)
        and not any(not leaf for _, leaf in leaves(coded))
        and all(len(row.code) == 7 for row in coded)
    ):
        yield Notice("R049", f"「{where.sheet}」只有项级科目的行，没有类、款的行，类、款由程序相加", where)


def _hidden(reading: SheetReading) -> Iterator[Notice]:
    grid = reading.cells.grid
    rows = sorted({f.cell.spot.row for f in reading.at.values() if f.value} & grid.hidden_rows)
    columns = sorted({f.cell.spot.column for f in reading.at.values() if f.value} & grid.hidden_columns)
    for what, numbers in (("行", [str(r + 1) for r in rows]), ("列", [letters_of(c) for c in columns])):
        if numbers:
            text = f"「{grid.name}」隐藏的{what}里有数：第 {'、'.join(numbers)} {what}，也读了进来"
            yield Notice("R036", text, Spot(grid.file, grid.name), "不该有的，在导出的工作簿里删去")
