"""Which files a publication has, whatever its manifest lists: none is left out, and none put in beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from reportgen.model.finding import Finding
from reportgen.publish.folder import DICTIONARY, MANIFEST, OPEN, REPORT, SHEET
from reportgen.publish.proof import ORIGINAL, found
from reportgen.publish.tables import PrintedTable

NOTICE = "更正说明"


def listed_otherwise(
    listed: Mapping[str, str], there: Collection[str], tables: tuple[PrintedTable, ...], own: Collection[str]
) -> Iterator[Finding]:
    """A file that every publication has and the manifest doesn't list, and one listed that none has.

    own: the names of the report's PDF and workbook.
    """
    wanted = {*own, REPORT, DICTIONARY, SHEET, *(f"{OPEN}/{table.file}" for table in tables)}
    for name in sorted(wanted - {*listed, *there}):
        yield found("V002", "每一份公开稿都有这个文件，这里没有，清单里也没有", name, ORIGINAL)
    words = {name.rpartition(".")[0] + ".docx" for name in own}  # of a correction
    for name in sorted({*listed} - wanted - words - {MANIFEST}):
        if name in there and not (NOTICE in name and "/" not in name and name.endswith((".pdf", ".docx"))):
            yield found("V004", "publish 不写这样的文件，清单里却列着", name, "请删去，或移到别处")
