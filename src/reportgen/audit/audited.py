"""A file -> everything that an audit finds in it, and what was looked at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reportgen.audit.against import compared
from reportgen.audit.alone import Alone, without_repeated
from reportgen.audit.arithmetic import Arithmetic
from reportgen.audit.causes import table_findings
from reportgen.audit.choose_edition import department_of, fitting
from reportgen.audit.data_checks import DataChecks
from reportgen.audit.evaluations import evaluation_findings, forms_in
from reportgen.audit.finding import AuditFinding, in_order
from reportgen.audit.headings import outline_of
from reportgen.audit.labels import Labels
from reportgen.audit.learned_sums import with_learned
from reportgen.audit.left_over import left_over_findings, texts_count
from reportgen.audit.locate import located
from reportgen.audit.moved_apart import apart_findings
from reportgen.audit.own_checks import OwnChecks, with_own
from reportgen.audit.paragraphs import paragraphs_of
from reportgen.audit.percentages import percentage_findings
from reportgen.audit.recompose import recomposed
from reportgen.audit.repeated import repeated_findings
from reportgen.audit.sections import section_findings
from reportgen.audit.seen_tables import SeenTables, is_cut, see
from reportgen.audit.statements import StatedNumber, statements_of
from reportgen.audit.stream import stream_of
from reportgen.audit.structure import structure_findings
from reportgen.audit.subjects import subject_findings
from reportgen.build import BuiltReport
from reportgen.checks import CheckRun
from reportgen.editions import Edition
from reportgen.model.finding import Level
from reportgen.reading.container import PDF
from reportgen.reading.grid import OpenedFile
from reportgen.reading.open import open_file

_GOES_ON = re.compile(r"按[^,，。；]{1,14}分类|\d{1,2}[.、]|\(\d{1,2}\)|[①-⑳]")
"""How a paragraph begins that goes on with the list of the one before."""
_FEWEST = 3
"""Tables of an edition that a file must have for a report to be made of them."""
NOT_WHOLE = "有没有读出来的页或格，没有比：要的数可能在那里"
FORMAT = "reportgen audit 1"
"""Name and version of an audit in JSON."""


@dataclass(frozen=True)
class LedgerLine:
    """What was checked: how many, and why not more."""

    what: str
    count: int
    note: str = ""

    @property
    def status(self) -> str:
        """In a word."""
        return "查了" if self.count else "没有查"


@dataclass(frozen=True)
class Audited:
    """One file. department, year, edition: what it is taken for."""

    file: Path
    opened: OpenedFile
    findings: tuple[AuditFinding, ...]
    ledger: tuple[LedgerLine, ...]
    department: str = ""
    year: int | None = None
    edition: str = ""
    kind: str = ""
    rules: tuple[CheckRun, ...] = ()
    """The checks of our own data, on what the tables make."""

    @property
    def errors(self) -> tuple[AuditFinding, ...]:
        """Those that are surely wrong."""
        return tuple(f for f in self.findings if f.level is Level.ERROR)

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "file": self.file.name,
            "department": self.department,
            "year": self.year,
            "kind": self.kind,
            "edition": self.edition,
            "findings": [finding.as_json() for finding in self.findings],
            "ledger": [
                {"what": line.what, "count": line.count, "status": line.status, "note": line.note}
                for line in self.ledger
            ],
            "rules": [
                {"code": run.code, "title": run.title, "status": run.status, "count": run.count, "note": run.note}
                for run in self.rules
            ],
        }


def audit(path: Path, *, kind: str | None = None, edition: str | None = None) -> Audited:
    """A published report by itself. Raises Unreadable, and EditionError for an edition that is not there."""
    opened = open_file(path)
    fit = fitting(opened, kind, edition, path.resolve().parent)
    return _located(audited(opened, fit.edition if fit else None, fit.year if fit else None))


def audit_against(path: Path, made: BuiltReport) -> Audited:
    """A published file beside the report that a department's data give. Raises Unreadable."""
    opened = open_file(path)
    found = compared(opened, made.document, made.book)
    unread = "、".join(found.tables.unread)
    ledger = (
        LedgerLine("段落", len(found.text.standing), f"一共 {len(found.blocks)} 段"),
        LedgerLine("文字里的数", found.text.numbers),
        LedgerLine("表", found.tables.tables, f"没有比：{unread}" if unread else ""),
        LedgerLine("表里的数", found.tables.cells),
    )
    data = made.book.loaded.data
    edition = made.book.edition
    one = Audited(
        path, opened, found.findings, ledger, data.department.full_name, data.year, edition.name, edition.kind
    )
    return _located(one)


def _located(one: Audited) -> Audited:
    """The findings of a PDF with the boxes of their very words."""
    if one.opened.container != PDF or not one.findings:
        return one
    return replace(one, findings=in_order(located(one.findings, one.file.read_bytes())))


def audited(opened: OpenedFile, edition: Edition | None, year: int | None) -> Audited:
    """What is found in a file that is taken for a report of an edition; None: of none that is known."""
    seen = see(opened, edition) if edition else SeenTables((), {}, opened.grids, ())
    seen = with_learned(seen, [grid for grid in opened.grids if not is_cut(grid, opened)])
    stream = stream_of(opened.lines)
    whole = not (opened.unread or any(is_cut(grid, opened) for grid in opened.grids))
    labels = Labels(seen, stream, whole=whole)
    arithmetic = Arithmetic(stream, labels.known)
    forms = forms_in(opened.grids)
    findings: list[AuditFinding] = [
        *table_findings(seen),
        *evaluation_findings(opened, forms),
        *percentage_findings(stream, forms),
        *apart_findings(stream),
        *(subject_findings(seen, edition) if edition else ()),
    ]
    lead: list[StatedNumber] = []
    paragraphs = paragraphs_of(stream)
    for paragraph in paragraphs:
        stated = statements_of(stream.letters, paragraph)
        goes_on = bool(_GOES_ON.match(paragraph.text))
        findings += arithmetic.findings(paragraph, stated, lead if goes_on else ())
        lead = lead if goes_on else stated or lead
        findings += labels.findings(stated)
    ran: tuple[CheckRun, ...] = ()
    year, again = year or seen.year, 0
    own: list[str] = []
    findings += structure_findings(seen, edition if whole else None, stream, year)
    outline = outline_of(stream)
    unlike = NOT_WHOLE if edition else "没有合适的版式，只查了稿子自己的表和文字"
    if edition and whole:
        built, unlike = section_findings(outline, edition)
        findings += built
    if edition and year and whole and (made := recomposed(opened, seen, edition, year)):
        if len(seen.tables) >= _FEWEST:
            beside, data = Alone(opened, seen, stream, made), DataChecks(made)
            findings = without_repeated(findings, list(beside.findings(findings)))
            findings += data.findings(seen, beside.unlike)
            again, ran = beside.text.numbers, data.runs
        rules = OwnChecks(stream, paragraphs, made.book)
        findings = with_own(findings, rules.findings())
        own = rules.ran
    findings += left_over_findings(opened, in_text=not own)
    findings += repeated_findings(opened, stream, paragraphs, forms, findings)
    unread = _unread(opened, seen)
    return Audited(
        opened.path,
        opened,
        in_order([*findings, *unread]),
        (
            LedgerLine("表", len(seen.tables), "" if seen.tables else "没有认出一张表"),
            *_partly(seen),
            LedgerLine("表里的数", sum(1 for _, f in seen.figures if f.value is not None)),
            LedgerLine("合计和勾稽", len(seen.relations)),
            LedgerLine("自评和目标的表", len(forms)),
            LedgerLine("标题和目录", len(outline.body) + len(outline.contents), unlike),
            LedgerLine("文字里的数和表比", labels.told, "" if whole else NOT_WHOLE),
            LedgerLine("增减率", arithmetic.growths),
            LedgerLine("占比", arithmetic.shares),
            LedgerLine("完成率", arithmetic.completions),
            LedgerLine("文字里的数和表重新得出的比", again),
            LedgerLine("自己写报告时查文字的规则", len(own), "" if own else "不知道是哪一年、哪一种报告"),
            LedgerLine("没填的空、个人信息、重复的字", texts_count(opened)),
            _of_rules(ran),
        ),
        seen.department or department_of(opened),
        year,
        edition.name if edition else "",
        edition.kind if edition else "",
        ran,
    )


def _of_rules(rules: tuple[CheckRun, ...]) -> LedgerLine:
    """How many rules of our own checks ran; which, in `rules`."""
    ran = [run for run in rules if run.status in ("通过", "不通过", "由推导保证")]
    rest = Counter(run.status for run in rules if run not in ran)
    return LedgerLine("检查项", len(ran), "，".join(f"{status} {n} 项" for status, n in rest.items()))


def _partly(seen: SeenTables) -> Iterator[LedgerLine]:
    """Tables of which only some rows were looked at."""
    if seen.partly:
        named = "、".join(f"《{title}》" for title in seen.partly.values())
        yield LedgerLine("按单位、按项目列的行", 0, f"{named}里的这些行没有对照别的表")


def _unread(opened: OpenedFile, seen: SeenTables) -> Iterator[AuditFinding]:
    """All that could not be read, as one; never an error of the report."""
    said = [notice.message for notice in opened.notices if notice.code in ("R014", "R015", "R018")]
    strange = [cell for table in seen.tables if table.grid not in seen.partly for cell in table.unread]
    if strange:
        said.append(f"表里有 {len(strange)} 格有数，不知道是什么，如「{strange[0].text.strip()}」")
    if seen.without_unit:
        named = "、".join(f"《{title}》" for title in seen.without_unit)
        said.append(f"{named}没有写金额单位，里面的金额没有查")
    if not seen.tables:
        said.append("没有认出一张表，表里的数都没有查")
    if said:
        spot = strange[0].spot if strange else None
        yield AuditFinding("A009", Level.HINT, spot, "", "", f"没有读懂的：{'；'.join(said)}", sure="可能")
