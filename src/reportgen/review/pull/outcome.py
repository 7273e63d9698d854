"""One reviewed file against one department-year -> what is to be written, and the account of it;
all is written or nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reportgen.atomic_write import replace_files
from reportgen.build import BuiltReport, assemble
from reportgen.document.anchors import Anchor
from reportgen.figures.derive.orders import ordered
from reportgen.load import load
from reportgen.review import review_comments
from reportgen.review.pull import notes, remarks
from reportgen.review.pull.classify import classify
from reportgen.review.pull.contradictions import without_contradictions
from reportgen.review.pull.current_data import CurrentData
from reportgen.review.pull.current_report import CurrentReport
from reportgen.review.pull.edits import Ask, Choices, Edit, ResolvedEdit, Side
from reportgen.review.pull.lists.problems import FoundProblems, names_of, problems_of
from reportgen.review.pull.notes import NOTES
from reportgen.review.pull.open_reviewed_file import BOOKS, PDF, Incoming, addresses_of
from reportgen.review.pull.patch import patched_data
from reportgen.review.pull.resolve import resolve
from reportgen.review.review_comments import ReviewComment
from reportgen.workspace.output import folder_of, output_root
from reportgen.writers.docx.opened import NotOurs, Opened
from reportgen.writers.docx.read_back import read_all

BACKUPS = "备份"


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
) -> Outcome:
    """Read a file that came back. Raises NotOurs, DataUnusable, EnvironmentProblem; writes nothing yet.

    kind: which report of the department-year it is of; a Word file says so itself.
    """
    incoming = draft if isinstance(draft, Incoming) else Incoming(draft)
    path, made = incoming.path, _made_for(incoming, folder, kind)
    home = folder_of(made, output_root(folder)) / review_comments.FOLDER
    found = _of_list(incoming, made)
    edits, comments = ([], found.comments) if found else _read(incoming, made, home)
    data, choices = CurrentData(made), Choices(figures, choice, ask)
    resolved = without_contradictions([resolve(edit, data, choices) for edit in edits])
    patch = patched_data(resolved, data.loaded)
    lists, new = review_comments.added(home, comments) if comments else ({}, 0)
    others = {home / name: content for name, content in lists.items()}
    if edits or comments:
        line = notes.summary(patch.edits, len(comments), new)
        others[home / NOTES] = _with_entry(home / NOTES, path.name, line, patch.edits, today or date.today())
    backups = next_backup(home) if patch.files else None
    if backups:
        others |= {backups / file.name: file.read_bytes() for file in patch.files}
    told = tuple(found.told) if found else ()
    return Outcome(patch.edits, len(comments), new, patch.files, others, backups, told)


def _made_for(incoming: Incoming, folder: Path, kind: str | None) -> BuiltReport:
    """The report that a file is of: the one that is asked for, else by the file's title, else the first."""
    loaded = load(folder, draft=True)
    kinds: list[str | None] = [kind] if kind else [*ordered(loaded)]
    kinds = kinds or [None]
    first = assemble(loaded, kinds[0], draft=True)
    title = incoming.word.title if len(kinds) > 1 and incoming.is_word else ""
    others = (assemble(loaded, other, draft=True) for other in kinds[1:])
    return next((made for made in (first, *others) if made.document.title == title), first) if title else first


# -- what the file says ------------------------------------------------------------------------------------------------


def _read(incoming: Incoming, made: BuiltReport, home: Path) -> tuple[list[Edit], list[ReviewComment]]:
    """The edits and the comments of a file of any kind."""
    path, suffix = incoming.path, incoming.path.suffix.lower()
    if suffix == PDF:
        return [], remarks.of_pdf(path)
    return _of_word(incoming.word, made, home)


def _of_list(incoming: Incoming, made: BuiltReport) -> FoundProblems | None:
    """The problems of a bureau's list; None where the file is none."""
    if incoming.path.suffix.lower() not in BOOKS:
        return None
    return problems_of(incoming.path, names_of(made.book.loaded.data))


def _of_word(opened: Opened, made: BuiltReport, home: Path) -> tuple[list[Edit], list[ReviewComment]]:
    _refuse_another(opened, made)
    kept = addresses_of(opened, sorted([*home.rglob("*.docx"), *home.parent.parent.glob("*.docx")]))
    returned, report = read_all(opened, kept), CurrentReport(made)
    places = {
        a.name: (report.where(a), Anchor(a.kind, a.place, a.key, a.number).name)
        for a in (state.address for state in returned.standing)
    }
    answers = {(made.book.loaded.data.department.short_name, known.answer) for known in review_comments.read(home)}
    comments = [
        comment
        for comment in remarks.of_word(opened, returned, places)
        if (comment.who, comment.text) not in answers  # some editors make comments of replies
    ]
    return classify(returned, report, made.book), comments


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


def _with_entry(path: Path, name: str, line: str, edits: Sequence[ResolvedEdit], today: date) -> bytes:
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    return notes.with_entry(before, name, line, edits, today).encode()
