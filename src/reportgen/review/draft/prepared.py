"""A made report -> the Word file that goes round: with its cover sheet, its questions as comments,
and what it was made from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path

from reportgen.build import BuiltReport
from reportgen.compare.snapshot import README, frozen_inputs, packed, secret_in, shown_hashes
from reportgen.document import Document, Draft
from reportgen.load import Loaded
from reportgen.model.finding import Level
from reportgen.review import review_comments
from reportgen.review.draft import reply
from reportgen.review.draft.annotate import Remark, annotate
from reportgen.review.draft.cover_sheet import CoverSheetContent, cover_sheet_of, worded
from reportgen.review.draft.deviations import largest
from reportgen.review.draft.places import Places
from reportgen.review.draft.questions import Question, asked_of, questions
from reportgen.review.draft.readers import EVERYBODY, READERS
from reportgen.review.draft.rounds import (
    IDENTITY,
    RECORD,
    SNAPSHOT,
    Copy,
    Round,
    folder_of,
    hash_of,
    number_of,
    rounds_in,
)
from reportgen.review.draft.stated import StatedChange, changes, stated
from reportgen.workspace.output import DRAFT, KeptDraft, printed_of, stem_of
from reportgen.writers.docx import write_docx

__all__ = ["EVERYBODY", "READERS", "Prepared", "prepare", "rounds_in"]

AUTHOR = "reportgen"


@dataclass(frozen=True)
class Prepared:
    """A file for review before it is written: its document, its name, and the round that keeps it."""

    made: BuiltReport
    document: Document
    file: str
    reader: str
    round: Round
    snapshot: bytes = field(repr=False)
    asked: tuple[Question, ...] = ()
    left: int = 0
    reply: Document | None = field(default=None, repr=False)

    def kept(self, content: bytes) -> KeptDraft:
        """What stays in the office of the written file."""
        draft = self.document.draft
        assert draft is not None  # noqa: S101 - annotate put it there
        copy = Copy(self.reader, draft.day, draft.identity, self.file, hashlib.sha256(content).hexdigest())
        loaded = self.made.book.loaded
        about = {
            "报告": self.made.kind,
            "单位": self.made.document.unit,
            "年度": loaded.data.year,
            "版本": version("reportgen"),
            "输入": loaded.hashes,
        }
        home = folder_of(self.round.number)
        files = {
            f"{home}/{self.file}": content,
            f"{home}/{SNAPSHOT}": self.snapshot,
            f"{home}/{RECORD}": self.round.with_copy(copy).record(about),
        }
        if self.reply:
            files[f"{home}/{reply.FILE}"] = write_docx(self.reply)
        return KeptDraft(self.file, files, frozenset(copy.sha256 for copy in self.round.copies))


def prepare(made: BuiltReport, home: Path, *, reader: str = EVERYBODY, day: date | None = None) -> Prepared:
    """The file for one reader (or for all) of a report whose rounds are kept in `home`;
    `day` is today's where none is given.

    The same inputs for the same reader give the same file, whenever it is made.
    """
    files = frozen_inputs(made, version("reportgen"))
    said = review_comments.read(home / review_comments.FOLDER)
    number, same, before = number_of(home, _made_from(files, home))
    begun = same or Round(number, _made_from(files, home), stated(made.book), _first_texts(made))
    made_for = begun.copy_for(reader)
    on = day or (made_for.day if made_for else date.today())
    asked, left, sheet = _cover_sheet(made, begun, before, reader, on)
    draft = _draft(made, sheet, files)
    remarks = [*_remarks(asked, on), *_answered(made, said, on)]
    cover, appendix = cover_sheet_of(made, sheet)
    document = annotate(made.document, remarks, draft, [cover], [appendix])
    name = f"{DRAFT}第{number}轮-{f'{reader}-' if reader else ''}{stem_of(made)}.docx"
    written = (
        home / folder_of(number) / reply.FILE
    )  # in the same round it would say the same: a person may have gone on with it
    answers = None if written.exists() else reply.reply_to(made, said, on)
    return Prepared(made, document, name, reader, begun, packed(files), tuple(asked), left, answers)


def _made_from(files: Mapping[str, bytes], home: Path) -> str:
    """One hash of the data, last year's, the edition, and what readers said and were answered."""
    parts = [(name, hashlib.sha256(content).hexdigest()) for name, content in files.items() if name != README]
    said = [str(comment.as_mapping()) for comment in review_comments.read(home / review_comments.FOLDER)]
    return hash_of([*parts, (review_comments.YAML, hash_of([("", one) for one in said]) if said else "")])


def _first_texts(made: BuiltReport) -> dict[str, str]:
    """Each printed figure by its key; of one that is printed in several ways, the first."""
    return {key: text if isinstance(text, str) else text[0] for key, text in printed_of(made).items()}


def _cover_sheet(
    made: BuiltReport, begun: Round, before: Round | None, reader: str, day: date
) -> tuple[list[Question], int, CoverSheetContent]:
    places, deviations = Places(made.document, made.book.loaded), largest(made.book, made.kind)
    asked, left = asked_of(questions(made, places, deviations), reader)
    asked = worded(made, asked)
    sheet = CoverSheetContent(
        number=begun.number,
        day=day,
        reader=reader,
        identity=_identity(made, begun, reader),
        before=before.number if before else None,
        inputs=changes(before.stated, begun.stated) if before else (),
        figures=_moved(made, before, begun),
        deviations=deviations,
        questions=tuple(asked),
        left=left,
        errors=len(made.errors),
        pending=len(made.pending),
        hints=tuple(f for f in made.findings if f.level is Level.HINT),
        runs=made.runs,
    )
    return asked, left, sheet


def _moved(made: BuiltReport, before: Round | None, begun: Round) -> tuple[StatedChange, ...]:
    """The printed figures that changed, by their names."""
    labels = made.document.labels
    moved = changes(before.printed, begun.printed) if before else ()
    return tuple(StatedChange(labels.get(change.name, change.name), change.old, change.new) for change in moved)


def _identity(made: BuiltReport, begun: Round, reader: str) -> str:
    """What names the file. Where something is secret it is made of nothing that could be tried by guessing."""
    parts = [*_inputs(made.book.loaded).items(), *begun.printed.items(), ("轮次", str(begun.number)), ("给", reader)]
    if not secret_in(made.book.loaded):
        parts.append(("依据", begun.made_from))
    return hash_of(parts)[:IDENTITY]


def _inputs(loaded: Loaded) -> dict[str, str]:
    """The hashes of the files of both years that may be told."""
    last = loaded.previous
    return shown_hashes(loaded) | (
        {f"../{last.folder.name}/{name}": digest for name, digest in shown_hashes(last).items()} if last else {}
    )


def _draft(made: BuiltReport, sheet: CoverSheetContent, files: Mapping[str, bytes]) -> Draft:
    loaded = made.book.loaded
    facts = {
        "报告": made.kind,
        "单位": made.document.unit,
        "年度": str(made.document.year),
        "轮次": str(sheet.number),
        "给": sheet.reader,
        "文件夹": loaded.folder.resolve().parent.name,
        "版式": made.book.edition.name,
        "版本": version("reportgen"),
    }
    heading = f"草稿　第{sheet.number}轮　不公开"
    snapshot = b"" if secret_in(loaded) else packed(files)
    return Draft(sheet.identity, heading, sheet.day, facts, _inputs(loaded), snapshot)


def _remarks(asked: list[Question], day: date) -> list[Remark]:
    return [Remark(q.target, AUTHOR, day.isoformat(), f"{number}．{q.text}") for number, q in enumerate(asked, start=1)]


def _answered(made: BuiltReport, said: Sequence[review_comments.ReviewComment], day: date) -> list[Remark]:
    """What readers said of earlier rounds, each with its answer, where they said it."""
    if not said:
        return []
    places, short = Places(made.document, made.book.loaded), made.book.loaded.data.department.short_name
    return [
        Remark(
            places.of_anchor(o.anchor or o.where),
            o.who,
            o.day,
            o.text,
            (Remark(None, short, day.isoformat(), o.answer),) if o.answer else (),
            o.done and not o.answer,
        )
        for o in said
        if o.text
    ]
