"""Tables that are missing, empty tables without their sentence, years that are not those of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.audit.finding import AuditFinding
from reportgen.audit.letters import fold
from reportgen.audit.seen_tables import SeenTables
from reportgen.audit.stream import Stream
from reportgen.editions import Edition
from reportgen.model.finding import Level

_NOTHING = re.compile(r"(?:没有|无|未(?:发生|安排)|不涉及|为空)")
_COMPARED = re.compile(
    r"(?:与|比|较)(20\d\d)年(?:度)?(?:相比|比较|决算|预算|支出|收入)?[^,，。；]{0,8}(?=[,，]|增加|减少|持平|相比)"
)
_FEWEST = 5
"""Tables of an edition that a file must have for one that it lacks to be missing."""
_WORTH = 4
"""Letters of a title that tell an empty table's sentence from another's."""


def structure_findings(
    seen: SeenTables, edition: Edition | None, stream: Stream, year: int | None
) -> Iterator[AuditFinding]:
    """What the form of the report lacks."""
    if edition is not None:
        yield from _missing(seen, edition, stream)
        yield from _without_sentence(seen, stream)
    if year is not None:
        yield from _years(stream, year)


def _missing(seen: SeenTables, edition: Edition, stream: Stream) -> Iterator[AuditFinding]:
    found = set(seen.titles.values())
    lost = [table.title for table in edition.tables if table.title not in found]
    if not lost or len(found) < _FEWEST:
        return
    text = stream.letters.text.replace("\n", "")
    gone = [title for title in lost if fold(title) not in text]
    if gone:
        problem = f"没有找到：{'、'.join(f'《{title}》' for title in gone)}"
        yield AuditFinding("A007", Level.WARNING, None, "", "各表", problem, sure="可能")


def _without_sentence(seen: SeenTables, stream: Stream) -> Iterator[AuditFinding]:
    """A table without any figure says why it is empty."""
    text = stream.letters.text.replace("\n", "")
    for table in seen.tables:
        title = seen.titles[table.grid]
        if not table.figures or any(figure.value for figure in table.figures):
            continue
        subject = _subject(title)
        said = any(
            _NOTHING.search(text, max(match.start() - 30, 0), match.end() + 30)
            for match in re.finditer(re.escape(subject), text)
        )
        if not said:
            spot = table.figures[0].cell.spot
            expected = f"本年度没有{subject}收入、支出，本表无数据（本地格式的说法）"
            yield AuditFinding(
                "A005", Level.ERROR, spot, f"《{title}》", title, "是空表，没有一句说明为什么是空的", expected
            )


def _subject(title: str) -> str:
    """政府性基金 of 政府性基金预算财政拨款收入支出决算表."""
    plain = fold(title).split("年度", 1)[-1]
    found = re.match(r"(?:财政拨款)?(\"?三公\"?|政府性基金|国有资本经营|.{4})", plain)
    return found[1].strip('"') if found else plain[:_WORTH]


def _years(stream: Stream, year: int) -> Iterator[AuditFinding]:
    """What is compared is compared with the year before."""
    text = stream.letters.text
    for match in _COMPARED.finditer(text):
        named = int(match[1])
        if named not in (year - 1, year):
            spot = stream.spot(match.start())
            problem = f"这是 {year} 年度的报告"
            yield AuditFinding("A012", Level.WARNING, spot, "", match[0], problem, f"{year - 1}年", sure="可能")
