"""What a proof says: what doesn't agree, as findings, and what was proven."""

from __future__ import annotations

from reportgen.model.finding import Finding, Level, Source

Proof = tuple[list[Finding], str]
"""What doesn't agree; in words what agrees where there is nothing."""

CODES = {
    "V001": "公开稿里没有能用的 manifest.json",
    "V002": "清单里有的文件、每一份公开稿都有的文件不见了",
    "V003": "文件和清单里的散列不同，写出以后改动过",
    "V004": "多出了清单里没有的文件，或清单里列着 publish 不写的文件",
    "V005": "PDF 里附的文件和旁边的不同",
    "V006": "CSV 的一格和 report.json 不同，或 report.json 自己前后不同",
    "V007": "Excel 的一格和 report.json 不同",
    "V008": "PDF 里印的数和 report.json 不同",
    "V009": "由数据再做一遍，得到的不同",
    "V010": "数据文件和公开时的不同",
    "V020": "字体或库的版本和公开时的不同，文件的字节因此不同；数据和印出的数相同",
    "V021": "版式的文件和公开时的不同",
    "V022": "文件太大、太深，或读不了",
    "V023": "清单、数据字典或检查表和 report.json、PDF 不同",
    "V024": "更正说明的 PDF、Word 和清单里的更正事项不同，或更正版的 Word 和 report.json 不同",
    "V025": "PDF 里加了批注、脚本、表单，换了标题，或有东西盖在字上面",
    "V026": "数据字典的算式，由公开稿自己的数算出来的和 report.json 的值不同，或和版式里的不同",
}
MOST = 12
"""Figures that one file's findings name."""
ORIGINAL, AGAIN = "请用 publish 写出的原样", "PDF 和数据不是同一次做的，请重新 publish"


def found(code: str, message: str, file: str, remedy: str = "", line: int = 0, column: int = 0) -> Finding:
    """At a cell of a CSV, or about a file as a whole."""
    return Finding(code, Level.ERROR, message, Source(file, line, column) if line else None, file, remedy)
