"""The tables of an edition -> forms by which the tables of a file are recognised: the same columns, rows and keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from reportgen.editions import Column, Edition, Leg, Row, TableDefinition
from reportgen.figures.table_keys import PROJECT, cell_key, fixed_rows
from reportgen.recognise.form import BY_CODE, CodeRows, FormBlock, FormColumn, NamedRow, TableForm, row_words, words
from reportgen.recognise.forms import Family, Library
from reportgen.recognise.labels import heading
from reportgen.recognise.lists import CodeLists, lists_of

DEPARTMENT_WORDS = ("部门", "单位名称", "编制单位", "编制部门", "公开部门", "公开单位", "填报单位", "单位", "预算单位")
_TAGS = re.compile(r"<[^>]*>|\{[^}]*\}")
_BY_FACTS = {"用到的经济科目": "经济科目"}
_PICKS = {"经济": "支出.一般公共.基本支出"}
"""Names of records that select from the ledger."""
_SAME_HEADS = tuple(
    words(group)
    for group in (
        ("决算数", "金额"),
        ("合计", "小计"),
        ("项目", "项目（按功能分类）"),
        ("科目名称", "功能分类科目名称", "经济分类科目名称"),
        ("科目编码", "功能分类科目编码", "支出功能分类科目编码", "经济分类科目编码"),
        ("附属单位上缴收入", "附属单位缴款"),
        ("对附属单位补助支出", "对附属单位补助"),
    )
)
_SAME_ROWS = {
    "使用非财政拨款结余": ("使用非财政拨款结余（含专用结余）", "使用非财政拨款结余和专用结余", "用事业基金弥补收支差额")
}
_CODE = re.compile(r"\.?\{code\}")


def library_of(edition: Edition) -> Library:
    """All tables of an edition as the one family of forms."""
    forms = tuple(form_of(edition, table) for table in edition.tables)
    return Library({edition.name: Family(edition.name, edition.name, "(?!)", DEPARTMENT_WORDS, (), forms)})


def code_lists_of(edition: Edition) -> CodeLists:
    """The codes that the edition's year knows."""
    return lists_of(edition.subjects, {})


def as_printed(key: str) -> str:
    """The key that an edition prints where a form selects from the ledger: 经济.301 of 支出.301.一般公共.基本支出."""
    for record, pick in _PICKS.items():
        first, _, rest = pick.partition(".")
        if selected := re.fullmatch(rf"{first}\.(3\d\d(?:\d\d)?)\.{re.escape(rest)}", key):
            return f"{record}.{selected[1]}"
    return key


def form_of(edition: Edition, table: TableDefinition) -> TableForm:
    """A table as a form."""
    blocks = tuple(_block(leg, table, number, edition.subjects) for number, leg in enumerate(table.legs))
    return TableForm(
        id=table.id, family=edition.name, titles=frozenset({heading(_plain(table.title))}), blocks=blocks, unit=""
    )


def rows_unknown(table: TableDefinition) -> bool:
    """Whether rows of a table are units or projects, which only its department knows."""
    rows = [entry for leg in table.legs for entry in leg.rows if not isinstance(entry, Row)]
    return any(entry.dynamic and _BY_FACTS.get(entry.each, entry.each) not in BY_CODE for entry in rows)


def _plain(words_: str) -> str:
    return _TAGS.sub("", words_)


def _block(leg: Leg, table: TableDefinition, number: int, subjects: Mapping[str, Any]) -> FormBlock:
    columns = tuple(_column(column) for column in leg.columns)
    rows = [*_rows(leg, subjects)]
    rows += [
        NamedRow(foot.row.name, row_words((_plain(foot.row.label),)), key=foot.row.key, formula=foot.row.formula)
        for foot in table.feet
        if foot.legs[-1] == number
    ]
    return FormBlock(columns, tuple(rows), leg.pick)


def _column(column: Column) -> FormColumn:
    return FormColumn(
        column.name,
        "amount" if column.kind == "amount" else column.kind,
        tuple(_called(_plain(head) or column.name) for head in column.heads),
        column.pick,
        column.key,
        column.formula,
        control=bool(column.formula),
        optional=column.optional or column.kind == "line",
    )


def _called(head: str) -> frozenset[str]:
    """All that a column may be called by in other places' tables."""
    own = words((head,))
    return own.union(*(group for group in _SAME_HEADS if own & group))


def _rows(leg: Leg, subjects: Mapping[str, Any]) -> Iterator[NamedRow | CodeRows]:
    for entry in (*leg.rows, *leg.foot):
        if isinstance(entry, Row):
            if entry.name:
                yield _row(leg, entry)
        elif (listed := _BY_FACTS.get(entry.each, entry.each)) in BY_CODE:
            pick = _CODE.sub("", entry.pick)
            yield CodeRows(listed, _PICKS.get(pick, pick))
        elif not entry.dynamic:
            yield from (_row(leg, row) for row in fixed_rows(entry, subjects))


def _row(leg: Leg, row: Row) -> NamedRow:
    """With the key of each of its cells, as the edition has it."""
    keys = {column.name: key for column in leg.columns if (key := _key(leg, row, column))}
    label = re.sub(r"^、", "", _plain(row.label))
    return NamedRow(
        row.name,
        row_words((label, *_SAME_ROWS.get(row.name, ()))),
        row.pick if isinstance(row.pick, str) else None,
        row.key,
        keys,
        formula=row.formula,
        control=bool(row.formula),
    )


def _key(leg: Leg, row: Row, column: Column) -> str | None:
    if column.kind != "amount" or (column.pick and PROJECT in column.pick):
        return None
    return cell_key(leg, row, column)
