"""Tables that are missing, empty tables without their sentence, years that are not those of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.audit.finding import AuditFinding
from reportgen.audit.tables.seen_tables import SeenTables
from reportgen.audit.text.letters import fold
from reportgen.audit.text.stream import Stream
from reportgen.editions import Edition
from reportgen.model.finding import Level

_NOTHING = re.compile(r"(?:没有|无|未(?:发生|安排)|不涉及|为空|为(?:0(?![.\d]*[1-9])|零))")
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
        yield from _without_sentence(seen, edition, stream)
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


def _without_sentence(seen: SeenTables, edition: Edition, stream: Stream) -> Iterator[AuditFinding]:
    """A table without any figure says below itself why it is empty: in the edition's words, where a file has these."""
    text = stream.letters.text.replace("\n", "")
    own = {table.title: _own_words(table.nil) for table in edition.tables if table.nil}
    ours = any(pattern.search(text) for pattern in own.values())
    for table in seen.tables:
        title = seen.titles[table.grid]
        if any(figure.value for figure in table.figures) or not (table.figures or table.grid in seen.blank):
            continue
        subject = _subject(title)
        below = seen.below.get(table.grid)
        if below is not None and _says_nothing("".join(map(fold, below)), subject):
            continue
        elsewhere = _says_nothing(text, subject)
        pattern = own.get(title)
        if below is None and elsewhere and not (ours and pattern and not pattern.search(text)):
            continue
        if _says_nothing(seen.notes.get(table.grid, ""), subject):
            continue
        spot = table.figures[0].cell.spot if table.figures else seen.blank[table.grid]
        problem = "是空表，下面没有一句说明为什么是空的"
        expected = f"一句说明，如“本年度没有{subject}的收入和支出，故本表无数据”"
        level, sure = (Level.WARNING, "可能") if elsewhere or not text else (Level.ERROR, "确定")
        yield AuditFinding("A005", level, spot, f"《{title}》", title, problem, expected, sure=sure)  # type: ignore[arg-type]


def _own_words(nil: str) -> re.Pattern[str]:
    """The edition's sentence below an empty table, whatever stands in its braces."""
    words = re.split(r"\{[^}]*\}", nil)
    return re.compile(".{0,40}?".join(re.escape(fold(part)) for part in words))


def _says_nothing(text: str, subject: str) -> bool:
    """Whether words say that there is nothing of a subject."""
    return any(
        _NOTHING.search(text, max(match.start() - 30, 0), match.end() + 30)
        for match in re.finditer(re.escape(subject), text)
    )


def _subject(title: str) -> str:
    """政府性基金 of 政府性基金预算财政拨款收入支出决算表."""
    plain = fold(title).split("年度", 1)[-1]
    found = re.search(r"三公|政府性基金|国有资本经营|一般公共预算|财政拨款", plain)
    return found[0] if found else plain[:_WORTH]


def _years(stream: Stream, year: int) -> Iterator[AuditFinding]:
    """What is compared is compared with the year before."""
    text = stream.letters.text
    for match in _COMPARED.finditer(text):
        named = int(match[1])
        if named not in (year - 1, year):
            spot = stream.spot(match.start())
            problem = f"这是 {year} 年度的报告"
            yield AuditFinding("A012", Level.WARNING, spot, "", match[0], problem, f"{year - 1}年", sure="可能")
