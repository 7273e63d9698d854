"""Accepted proposals -> the files of the data with the references in them, and the files as they were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.atomic_write import replace_files
from reportgen.build import BuiltReport
from reportgen.review import review_comments
from reportgen.review.link.proposals import Proposal
from reportgen.review.pull.outcome import next_backup
from reportgen.review.pull.patch import patched_files
from reportgen.workspace.output import folder_of, output_root


@dataclass(frozen=True)
class Linked:
    """What is to be written: files of the data, copies of them as they were, and what could not be written."""

    files: dict[Path, bytes]
    backups: Path | None
    refused: list[str]

    def write(self) -> None:
        """All of it, or nothing. Raises CannotWrite."""
        kept = {self.backups / path.name: path.read_bytes() for path in self.files} if self.backups else {}
        replace_files({**kept, **self.files})


def linked(made: BuiltReport, folder: Path, accepted: Sequence[Proposal]) -> Linked:
    """The files with every accepted reference. Raises NotOurs for a file that was changed meanwhile."""
    changes = [one.text.changed((one.start, one.end, one.reference)) for one in accepted]
    files, refused = patched_files(changes, made.book.loaded)
    home = folder_of(made, output_root(folder)) / review_comments.FOLDER
    return Linked(files, next_backup(home) if files else None, list(refused.values()))
