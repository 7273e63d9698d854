"""What a publication alone can't tell, in a sentence: only the data could."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.editions import Edition
from reportgen.publish.dictionary_agree import formulas_agree, read_dictionary
from reportgen.publish.folder import DICTIONARY, REPORT
from reportgen.publish.received import parsed
from reportgen.publish.recomputed import SUM, hidden
from reportgen.publish.tables import tables_of

MOST = 5
"""Keys that are named."""


def unchecked(there: Mapping[str, bytes], edition: Edition | None) -> str:
    """The sentence for a publication that was looked at without its data. Raises what a broken file raises."""
    report, content = parsed(there[REPORT]), there[DICTIONARY]
    _, undecided = formulas_agree(report, content, edition)
    read = read_dictionary(content)
    formulas = {row[1]: row[5] for _, row in read.of_report()} if read else {}
    in_tables = {cell.key for table in tables_of(report) for row in table.rows for cell in row}
    alone = [
        figure["键"]
        for figure in report["数"]
        if hidden(figure) and figure["键"] not in in_tables and formulas.get(figure["键"], "") in ("", SUM)
    ]
    said = ["这些数是不是由单位的数据算出来的"]
    if alone:
        said.append(f"{_named(alone)}没有四舍五入的「值」比印出的多出的位数")
    if undecided:
        said.append(f"{_named(undecided)}的算式（要用没有公开的数）")
    if edition is None:
        said.append("检查表该有哪几条、数据字典里各栏的算式（清单里写的版式不在这里，或改过）")
    said.append("数的名称；检查表里核对的次数和人工填的各项")
    return "；".join(said)


def _named(keys: list[str]) -> str:
    return "、".join(keys[:MOST]) + (f" 等 {len(keys)} 个数" if len(keys) > MOST else " ")
