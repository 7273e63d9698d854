"""What must be told of a file as a whole: forms that are missing, sheets that disagree, names, years, codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from reportgen.reading.grid import Notice, OpenedFile, Spot
from reportgen.recognise.agree import disagreements
from reportgen.recognise.amounts import SIZES
from reportgen.recognise.forms import Family, Library
from reportgen.recognise.listed import told_of_codes
from reportgen.recognise.lists import CodeLists
from reportgen.recognise.said import place, short, shown
from reportgen.recognise.seen import RecognisedTable, SeenFigure

TOGETHER = ("R032", "R033", "R045", "R047", "R049", "R050", "R069")
"""Told once for a file, however many sheets it is true of."""
NO_HEAD = "没有这张表的表头"
_FEWEST = 2
_NAMED, _MANY = 3, 4
"""So many cells are named; so many between two sheets have one cause."""


def told_of_file(
    opened: OpenedFile,
    tables: Sequence[RecognisedTable],
    ignored: Sequence[tuple[str, str]],
    texts: Mapping[str, tuple[str, ...]],
    against: Sequence[tuple[str, str, str]],
    library: Library,
    lists: CodeLists,
) -> Iterator[Notice]:
    """All notices of a file that are of no single sheet."""
    where = Spot(opened.path.name)
    yield from _sheets(opened, ignored, texts, against, where)
    for ident in dict.fromkeys(table.family for table in tables):
        yield from _missing(library.families[ident], [t for t in tables if t.family == ident], where)
    yield from _names(tables, where)
    yield from _units(tables, where)
    yield from _unusual_units(tables, library)
    yield from _disagree(tables)
    yield from _codes(tables, lists)
    yield from told_of_codes(tables, lists)


def _sheets(
    opened: OpenedFile,
    ignored: Sequence[tuple[str, str]],
    texts: Mapping[str, tuple[str, ...]],
    against: Sequence[tuple[str, str, str]],
    where: Spot,
) -> Iterator[Notice]:
    hidden = {grid.name for grid in opened.grids if grid.hidden}
    strange = [name for name, why in ignored if name not in hidden and why == "不认识"]
    if hidden:
        yield Notice("R036", f"隐藏的表单没有读：{'、'.join(sorted(hidden))}", where, "要读的，在工作簿里取消隐藏")
    if strange:
        yield Notice("R041", f"不认识的表单没有读：{'、'.join(strange)}", where, "里面有要用的数的，在 YAML 里写")
    if headless := [name for name, why in ignored if why == NO_HEAD]:
        yield Notice("R041", f"没有表头的表单没有读：{'、'.join(headless)}", where, "看是不是没有导全，重新导出")
    if texts:
        yield Notice("R048", f"是文字、没有数的表单：{'、'.join(texts)}", where, "文字可以抄进 YAML 的对应各处")
    for name, form, title in against:
        text = f"表单「{name}」的名称像 {form}，里面的标题是「{title}」：按表头读作 {form}"
        yield Notice("R053", text, replace(where, sheet=name), "核对是不是放错了表")


def _missing(family: Family, tables: Sequence[RecognisedTable], where: Spot) -> Iterator[Notice]:
    present = Counter(table.form for table in tables)
    for form in family.forms if len(present) >= _FEWEST else ():
        if form.lost and not present[form.id] and not any(present[other] for other in form.instead):
            name = f"{form.id} {next(iter(sorted(form.titles)), '')}".strip()
            text = f"没有「{name}」：{form.lost}，从这份工作簿里不知道"
            yield Notice("R035", text, where, "补导这张表，或在 YAML 里写")
    for ident, count in present.items():
        if count > 1:
            names = "、".join(table.grid for table in tables if table.form == ident)
            yield Notice(
                "R052", f"{count} 张表单都像 {ident}：{names}", where, "只留一张；同样的数不会加两遍，不同的会说"
            )


def _names(tables: Sequence[RecognisedTable], where: Spot) -> Iterator[Notice]:
    for code, what, said in (
        ("R039", "单位名称", [(t.department, t.grid) for t in tables if t.department]),
        ("R040", "年度", [(str(t.year), t.grid) for t in tables if t.year]),
    ):
        counts = Counter(value for value, _ in said)
        if len(counts) > 1:
            most = counts.most_common(1)[0][0]
            others = "、".join(f"「{short(grid)}」写着 {value}" for value, grid in said if value != most)
            yield Notice(
                code, f"各表的{what}不一样：多数是 {most}，{others}", where, "核对是不是混进了别的单位、别的年度的表"
            )


def _units(tables: Sequence[RecognisedTable], where: Spot) -> Iterator[Notice]:
    counts = Counter(table.unit for table in tables if table.unit in SIZES)
    if len(counts) > 1:
        most = counts.most_common(1)[0][0]
        others = "、".join(f"「{short(t.grid)}」是{t.unit}" for t in tables if t.unit in SIZES and t.unit != most)
        yield Notice("R051", f"金额单位不一样：多数是{most}，{others}；各照自己的单位读", where)


def _unusual_units(tables: Sequence[RecognisedTable], library: Library) -> Iterator[Notice]:
    """A sheet in another unit than usual, of which no other sheet has a figure that would confirm it."""
    counts = Counter(table.unit for table in tables if table.unit in SIZES)
    most = counts.most_common(1)[0][0] if counts else ""
    usual = {(form.family, form.id): form.usual for form in library.forms}
    for table in tables:
        wanted = usual.get((table.family, table.form)) or most
        money = {figure.key: figure for figure in table.figures if figure.value and figure.unit == table.unit}
        others = {f.key for other in tables if other is not table for f in other.figures if f.value}
        if table.unit in SIZES and table.unit != wanted and money and not others & money.keys():
            where = next(iter(money.values())).cell.spot
            text = (
                f"「{table.grid}」写的金额单位是{table.unit}，这里通常是{wanted}，没有别的表可以核对：照{table.unit}读"
            )
            yield Notice("R071", text, where, "核对这张表的金额单位，写错了的改对再导入")


def _disagree(tables: Sequence[RecognisedTable]) -> Iterator[Notice]:
    """Cells that should be the same; many between two sheets, which have one cause, as one."""
    between: dict[tuple[str, str], list[tuple[SeenFigure, SeenFigure]]] = {}
    for one, other in disagreements(tables):
        between.setdefault((one.cell.spot.sheet, other.cell.spot.sheet), []).append((one, other))
    for pairs in between.values():
        few = pairs if len(pairs) < _MANY else pairs[:1]
        more = "" if few is pairs else f"；这两张表单另有 {len(pairs) - 1} 个数也不一样：{_places(pairs[1:])}"
        for one, other in few:
            text = f"{_said(one)}，{_said(other)}，应该是同一个数（{one.key}）{more}"
            yield Notice("R031", text, other.cell.spot, "核对导出的工作簿，改对后重新导入")


def _places(pairs: Sequence[tuple[SeenFigure, SeenFigure]]) -> str:
    return "、".join(place(other.cell) for _, other in pairs[:_NAMED]) + ("等" if len(pairs) > _NAMED else "")


def _said(figure: SeenFigure) -> str:
    return f"{place(figure.cell)} 是 {shown(figure.value)} {figure.unit}".rstrip()


def _codes(tables: Sequence[RecognisedTable], lists: CodeLists) -> Iterator[Notice]:
    lacking: dict[str, tuple[str, Spot]] = {}
    for table in tables:
        for code, named in table.names.items():
            known = lists.economic if code.startswith("3") else lists.functional
            if code not in known:
                lacking.setdefault(code, named)
    if lacking and (lists.functional or lists.economic):
        names = "、".join(f"{code} {name}" for code, (name, _) in sorted(lacking.items()))
        text = f"{lists.year} 年的科目表里没有的编码，名称照工作簿：{names}"
        yield Notice("R037", text, next(iter(lacking.values()))[1], "核对后写进「科目」，或补进 templates/subjects/")


def together(notices: Iterable[Notice]) -> Iterator[Notice]:
    """Those that are true of many sheets as one: the first, and of how many more."""
    first: dict[str, Notice] = {}
    sheets: dict[str, list[str]] = {}
    for notice in notices:
        if notice.code in TOGETHER:
            first.setdefault(notice.code, notice)
            sheets.setdefault(notice.code, []).append(short(notice.spot.sheet))
        else:
            yield notice
    for code, notice in first.items():
        others = list(dict.fromkeys(sheets[code][1:]))
        more = f"；另有 {len(others)} 张表单也是：{'、'.join(others)}" if others else ""
        yield replace(notice, message=notice.message + more)
