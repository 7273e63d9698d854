"""A file -> everything that an audit finds in it, and what was looked at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from reportgen.audit.beside.against import compared
from reportgen.audit.beside.alone import Alone, without_repeated
from reportgen.audit.beside.data_checks import DataChecks
from reportgen.audit.beside.own_checks import OwnChecks, with_own
from reportgen.audit.beside.recompose import recomposed
from reportgen.audit.choose_edition import department_of, fitting
from reportgen.audit.finding import AuditFinding, in_order
from reportgen.audit.forms.evaluation_forms import EvaluationForm
from reportgen.audit.forms.evaluations import evaluation_findings, forms_in
from reportgen.audit.locate import located
from reportgen.audit.outline.headings import outline_of
from reportgen.audit.outline.sections import section_findings
from reportgen.audit.outline.structure import structure_findings
from reportgen.audit.result import Audited, LedgerLine
from reportgen.audit.tables.causes import table_findings
from reportgen.audit.tables.learned_sums import with_learned
from reportgen.audit.tables.seen_tables import SeenTables, is_cut, see
from reportgen.audit.tables.subjects import subject_findings
from reportgen.audit.text.paragraphs import TextParagraph, paragraphs_of
from reportgen.audit.text.statements import StatedNumber, statements_of
from reportgen.audit.text.stream import Stream, stream_of
from reportgen.audit.words.arithmetic import Arithmetic
from reportgen.audit.words.labels import Labels
from reportgen.audit.words.left_over import left_over_findings, texts_count
from reportgen.audit.words.moved_apart import apart_findings
from reportgen.audit.words.one_cause import with_sums, without_explained
from reportgen.audit.words.percentages import percentage_findings
from reportgen.audit.words.reason_directions import ReasonDirections
from reportgen.audit.words.repeated import repeated_findings
from reportgen.audit.words.text_sums import TextSums
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
    looking = _Looking(opened, edition, year)
    looking.at_tables()
    looking.at_sentences()
    looking.at_structure()
    looking.at_the_report_of_its_tables()
    looking.at_what_is_left_over()
    return looking.result()


@dataclass
class _Looking:
    """One file being looked at: what was found so far, and the ledger of it."""

    opened: OpenedFile
    edition: Edition | None
    year: int | None
    findings: list[AuditFinding] = field(default_factory=list)
    ledger: list[LedgerLine] = field(default_factory=list)
    rules: tuple[CheckRun, ...] = ()
    rules_of_words: list[str] = field(default_factory=list)

    @cached_property
    def seen(self) -> SeenTables:
        """Its tables."""
        opened = self.opened
        seen = see(opened, self.edition) if self.edition else SeenTables((), {}, opened.grids, ())
        return with_learned(seen, [grid for grid in opened.grids if not is_cut(grid, opened)])

    @cached_property
    def stream(self) -> Stream:
        """Its text."""
        return stream_of(self.opened.lines)

    @cached_property
    def paragraphs(self) -> tuple[TextParagraph, ...]:
        """The same as paragraphs."""
        return paragraphs_of(self.stream)

    @cached_property
    def forms(self) -> tuple[EvaluationForm, ...]:
        """Its self-evaluations and goals."""
        return tuple(forms_in(self.opened.grids))

    @cached_property
    def whole(self) -> bool:
        """Whether all of it could be read."""
        return not (self.opened.unread or any(is_cut(grid, self.opened) for grid in self.opened.grids))

    def at_tables(self) -> None:
        """Sums, the same figure in two tables, scores, subjects."""
        seen = self.seen
        self.findings += [
            *table_findings(seen),
            *evaluation_findings(self.opened, self.forms),
            *(subject_findings(seen, self.edition) if self.edition else ()),
        ]
        self.ledger += [
            LedgerLine("表", len(seen.tables), "" if seen.tables else "没有认出一张表"),
            *_partly(seen),
            LedgerLine("表里的数", sum(1 for _, f in seen.figures if f.value is not None)),
            LedgerLine("合计和勾稽", len(seen.relations)),
            LedgerLine("自评和目标的表", len(self.forms)),
        ]

    def at_sentences(self) -> None:
        """What sentences say, beside the tables and by themselves."""
        labels = Labels(self.seen, self.stream, whole=self.whole)
        arithmetic = Arithmetic(self.stream, labels.known)
        sums, reasons = TextSums(self.stream), ReasonDirections(self.stream)
        self.findings += [*percentage_findings(self.stream, self.forms), *apart_findings(self.stream)]
        lead: list[StatedNumber] = []
        for paragraph in self.paragraphs:
            stated = statements_of(self.stream.letters, paragraph)
            goes_on = bool(_GOES_ON.match(paragraph.text))
            self.findings += arithmetic.findings(paragraph, stated, lead if goes_on else ())
            lead = lead if goes_on else stated or lead
            self.findings += labels.findings(stated)
            self.findings += reasons.findings(paragraph, stated)
            sums.add(stated)
        self.findings = with_sums(self.findings, sums.findings())
        self.ledger += [
            LedgerLine("文字里的数和表比", labels.told, "" if self.whole else NOT_WHOLE),
            LedgerLine("增减率", arithmetic.growths),
            LedgerLine("占比", arithmetic.shares),
            LedgerLine("完成率", arithmetic.completions),
            LedgerLine("文字里的合计", sums.sums),
        ]

    def at_structure(self) -> None:
        """Parts, sections and tables beside those of the edition."""
        edition, self.year = self.edition, self.year or self.seen.year
        outline = outline_of(self.stream)
        unlike = NOT_WHOLE if edition else "没有合适的版式，只查了稿子自己的表和文字"
        self.findings += structure_findings(self.seen, edition if self.whole else None, self.stream, self.year)
        if edition and self.whole:
            built, unlike = section_findings(outline, edition)
            self.findings += built
        self.ledger.append(LedgerLine("标题和目录", len(outline.body) + len(outline.contents), unlike))

    def at_the_report_of_its_tables(self) -> None:
        """The report that its own tables make, and the checks of our own reports over both."""
        compared_numbers = 0
        made = self._made()
        if made and len(self.seen.tables) >= _FEWEST:
            beside, data = Alone(self.opened, self.seen, self.stream, made), DataChecks(made)
            self.findings = without_repeated(self.findings, list(beside.findings(self.findings)))
            self.findings += data.findings(self.seen, beside.unlike)
            compared_numbers, self.rules = beside.text.numbers, data.runs
        if made:
            of_words = OwnChecks(self.stream, self.paragraphs, made.book)
            self.findings = with_own(self.findings, of_words.findings())
            self.rules_of_words = of_words.ran
        ran = len(self.rules_of_words)
        self.ledger += [
            LedgerLine("文字里的数和表重新得出的比", compared_numbers),
            LedgerLine("自己写报告时查文字的规则", ran, "" if ran else "不知道是哪一年、哪一种报告"),
        ]

    def _made(self) -> BuiltReport | None:
        if not (self.edition and self.year and self.whole):
            return None
        return recomposed(self.opened, self.seen, self.edition, self.year)

    def at_what_is_left_over(self) -> None:
        """Blanks, private data, what is said twice; and what could not be read."""
        self.findings += left_over_findings(self.opened, in_text=not self.rules_of_words)
        repeated = repeated_findings(self.opened, self.stream, self.paragraphs, self.forms, self.findings)
        self.findings = without_explained(self.findings, [*repeated])
        self.findings += _unread(self.opened, self.seen)
        self.ledger += [LedgerLine("没填的空、个人信息、重复的字", texts_count(self.opened)), _of_rules(self.rules)]

    def result(self) -> Audited:
        """All of it."""
        return Audited(
            self.opened.path,
            self.opened,
            in_order(self.findings),
            tuple(self.ledger),
            self.seen.department or department_of(self.opened),
            self.year,
            self.edition.name if self.edition else "",
            self.edition.kind if self.edition else "",
            self.rules,
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
