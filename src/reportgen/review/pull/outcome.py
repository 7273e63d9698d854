"""One reviewed file against one department-year -> what is to be written, and the account of it;
all is written or nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from reportgen.atomic_write import replace_files
from reportgen.build import BuiltReport, assemble
from reportgen.document.anchors import Anchor
from reportgen.figures.derive.orders import ordered
from reportgen.load import load
from reportgen.review import review_comments
from reportgen.review.draft.elsewhere import home_of_round
from reportgen.review.pull import notes, remarks
from reportgen.review.pull.classify import classify
from reportgen.review.pull.contradictions import without_contradictions
from reportgen.review.pull.current_data import CurrentData
from reportgen.review.pull.current_report import CurrentReport
from reportgen.review.pull.edits import Ask, Choices, Edit, ResolvedEdit, Side
from reportgen.review.pull.lists.problems import names_of, problems_of
from reportgen.review.pull.mass_deletion import refuse_mass_deletion
from reportgen.review.pull.notes import NOTES
from reportgen.review.pull.open_reviewed_file import BOOKS, PDF, Incoming, addresses_of
from reportgen.review.pull.proof import PrintedOtherwise, proved
from reportgen.review.pull.renamed import with_renames
from reportgen.review.pull.resolve import resolve
from reportgen.review.pull.retold import with_retold
from reportgen.review.pull.slip import besides_slip, opinions, slip_of, without_slip
from reportgen.review.pull.stated_facts import with_facts
from reportgen.review.pull.untaken import comments_of, edits_of, untaken
from reportgen.review.pull.whole_sentences import whole_or_not
from reportgen.review.review_comments import ReviewComment
from reportgen.workspace.output import folder_of, output_root
from reportgen.writers.docx.besides import besides_of
from reportgen.writers.docx.carried import draft_of
from reportgen.writers.docx.opened import NotOurs, Opened
from reportgen.writers.docx.read_back import read_all
from reportgen.writers.docx.sign_off import sign_off
from reportgen.writers.docx.standing import ReviewedFile

BACKUPS = "备份"


_UNFORESEEN = (ArithmeticError, AttributeError, LookupError, RuntimeError, StopIteration, TypeError, ValueError)
"""What a file that nobody wrote on purpose may make of a reader."""


@dataclass(frozen=True)
class Outcome:
    """What was found in one file, and every file that is to be written: of the data,
    and of what is kept beside the drafts.
    """

    edits: list[ResolvedEdit]
    remarks: int
    new_remarks: int
    data: dict[Path, bytes]
    others: dict[Path, bytes]
    backups: Path | None
    decided: tuple[ReviewComment, ...] = ()
    """What the slip says."""
    differences: tuple[PrintedOtherwise, ...] = ()
    """Where the next report won't say what the reviewer left."""
    told: tuple[str, ...] = ()
    """How a list was read, and what of it was left out."""

    @property
    def summary(self) -> str:
        """How many edits came to what, in one line."""
        return notes.summary(self.edits, self.remarks, self.new_remarks)

    def write(self) -> None:
        """Put everything in its place, or nothing. Raises CannotWrite."""
        replace_files({**self.others, **self.data})


def pulled(
    draft: Incoming | Path,
    folder: Path,
    *,
    figures: bool = False,
    choice: Side = "",
    ask: Ask | None = None,
    today: date | None = None,
    kind: str | None = None,
    deletions: bool = False,
) -> Outcome:
    """Read a file that came back. Raises NotOurs, DataUnusable, EnvironmentProblem; writes nothing yet.

    kind: which report of the department-year it is of; a Word file says so itself. deletions: whether a file from
    which very much is gone is taken at its word.
    """
    incoming = draft if isinstance(draft, Incoming) else Incoming(draft)
    path, made = incoming.path, _made_for(incoming, folder, kind)
    home = _home(incoming, made, folder) / review_comments.FOLDER
    data, choices = CurrentData(made), Choices(figures, choice, ask)
    said = _read(incoming, made, data, home)
    edits, comments = said.edits, said.comments
    decided = whole_or_not([resolve(edit, data, choices) for edit in edits])
    resolved = [*said.renamed, *_each_once(without_contradictions(decided))]
    if not deletions:
        refuse_mass_deletion(edits, made)
    patch, differing = proved(resolved, said.returned, made)
    comments += untaken(patch.edits)
    lists, new = review_comments.added(home, comments) if comments else ({}, 0)
    others = {home / name: content for name, content in lists.items()}
    if patch.edits or comments:
        line = notes.summary(patch.edits, len(comments), new)
        before = (home / NOTES).read_text(encoding="utf-8") if (home / NOTES).is_file() else ""
        entry = notes.with_entry(
            before, path.name, line, patch.edits, today or date.today(), slip_of(comments), differing
        )
        others[home / NOTES] = entry.encode()
    backups = next_backup(home) if patch.files else None
    if backups:
        others |= {backups / file.name: file.read_bytes() for file in patch.files}
    slip, found = slip_of(comments), tuple(differing)
    return Outcome(patch.edits, len(comments), new, patch.files, others, backups, slip, found, tuple(said.told))


def _each_once(edits: Sequence[ResolvedEdit]) -> list[ResolvedEdit]:
    """The same change of the same line, made in several places of the file, is one."""
    told = {
        (edit.old, edit.new, edit.message, not edit.changes and n): edit for n, edit in reversed([*enumerate(edits)])
    }
    return list(told.values())[::-1]


def _made_for(incoming: Incoming, folder: Path, kind: str | None) -> BuiltReport:
    """The report that a file is of: the one that is asked for, else by the file's title, else the first."""
    loaded = load(folder, draft=True)
    kinds: list[str | None] = [kind] if kind else [*ordered(loaded)]
    kinds = kinds or [None]
    first = assemble(loaded, kinds[0], draft=True, checks=False)
    title = incoming.word.title if len(kinds) > 1 and incoming.is_word else ""
    others = (assemble(loaded, other, draft=True, checks=False) for other in kinds[1:])
    return next((made for made in (first, *others) if made.document.title == title), first) if title else first


# -- what the file says ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Said:
    """What a file says: edits, names that were replaced all over it, opinions; `told`: how a list was read."""

    edits: list[Edit]
    comments: list[ReviewComment]
    renamed: list[ResolvedEdit] = field(default_factory=list)
    returned: ReviewedFile | None = None
    told: list[str] = field(default_factory=list)


def _home(incoming: Incoming, made: BuiltReport, folder: Path) -> Path:
    """The report's folder below which the round lies that the file came from."""
    usual = folder_of(made, output_root(folder))
    carried = draft_of(incoming.word) if incoming.is_word else None
    starts = (incoming.path.resolve().parent, folder.resolve().parent.parent, Path.cwd())
    return home_of_round(carried.identity if carried else "", usual, starts)


def _read(incoming: Incoming, made: BuiltReport, data: CurrentData, home: Path) -> _Said:
    """The edits and the comments of a file of any kind. Raises NotOurs, also for what no reader foresaw."""
    path, suffix = incoming.path, incoming.path.suffix.lower()
    if suffix == PDF:
        return _Said([], remarks.of_pdf(path))
    if suffix in BOOKS:
        found = problems_of(path, names_of(made.book.loaded.data))
        return _Said([], found.comments, told=found.told)
    try:
        return _of_word(incoming.word, made, data, home)
    except _UNFORESEEN as error:
        raise NotOurs("文件里有读不懂的地方，可能坏了；请在 Word 里打开，另存为 .docx 再交") from error


def _of_word(opened: Opened, made: BuiltReport, data: CurrentData, home: Path) -> _Said:
    _refuse_another(opened, made)
    kept = addresses_of(opened, sorted([*home.rglob("*.docx"), *home.parent.parent.glob("*.docx")]))
    returned, report = read_all(opened, kept), CurrentReport(made)
    places = {
        a.name: (report.where(a), Anchor(a.kind, a.place, a.key, a.number).name)
        for a in (state.address for state in returned.standing)
    }
    before = review_comments.read(home)
    answers = {(made.book.loaded.data.department.short_name, known.answer) for known in before}
    others = (one for one in before if one.kind != review_comments.COMMENT)
    answers |= {(one.who, one.text) for one in others}  # they go round as comments
    comments = [
        comment
        for comment in remarks.of_word(opened, returned, places)
        if (comment.who, comment.text) not in answers  # some editors make comments of replies
    ]
    signed, carried = sign_off(opened, kept[1]), draft_of(opened)
    found = besides_slip(besides_of(opened, *kept), signed)
    edits = [*without_slip(classify(returned, report, made.book), signed), *edits_of(found, places)]
    reader = carried.draft.facts.get("给", "") if carried and carried.draft else ""
    rest, renamed = with_renames(edits, returned.standing, data)
    cover = next((place for place, anchor in places.values() if anchor.startswith("cover/")), "")
    rest, facts = with_facts(rest, data, cover)
    rest, retold = with_retold(rest, returned.standing, data)
    renamed += [*facts, *retold]
    return _Said(rest, [*opinions(signed, reader), *comments, *comments_of(found, places)], renamed, returned)


def _refuse_another(opened: Opened, made: BuiltReport) -> None:
    """A draft of another department, year or kind must not reach these data."""
    title = opened.title
    if title and title != made.document.title:
        raise NotOurs(
            f"这是「{title[:60]}」的稿，数据文件夹里是「{made.document.title}」；用 --into 指到它的数据文件夹"
        )


# -- what is kept ------------------------------------------------------------------------------------------------------


def next_backup(home: Path) -> Path:
    """The folder for the files as they were before they change."""
    above = home / BACKUPS
    taken = [int(path.name) for path in above.glob("*") if path.name.isdigit()] if above.is_dir() else []
    return above / f"{max(taken, default=0) + 1:03d}"
