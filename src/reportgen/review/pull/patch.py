"""Resolved edits -> the files of the data with their changes in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.load import Loaded, files
from reportgen.review.pull.csv_patch import patched_cells
from reportgen.review.pull.data_changes import DataChange, NewKey, TextChange
from reportgen.review.pull.edits import Resolution, ResolvedEdit
from reportgen.review.pull.yaml_patch import patched
from reportgen.writers.docx.opened import NotOurs


@dataclass(frozen=True)
class PatchedData:
    """The files that change, and the edits: what could not be written after all is noted."""

    files: dict[Path, bytes]
    edits: list[ResolvedEdit]


def patched_data(edits: Sequence[ResolvedEdit], loaded: Loaded) -> PatchedData:
    """Every change of the edits, made in its file. Raises NotOurs for a file that was changed since it was loaded."""
    withdrawn: dict[int, str] = {}
    while True:
        kept = [edit for n, edit in enumerate(edits) if n not in withdrawn]
        done, refused = patched_files([change for edit in kept for change in edit.changes], loaded)
        more = {
            n: why
            for n, edit in enumerate(edits)
            if n not in withdrawn and (why := next(filter(None, (_why(c, refused) for c in edit.changes)), None))
        }
        withdrawn |= more
        if not more or all(len(edits[n].changes) < 2 for n in more):
            return PatchedData(done, [_after(edit, withdrawn.get(n), loaded) for n, edit in enumerate(edits)])


def patched_files(changes: Iterable[DataChange], loaded: Loaded) -> tuple[dict[Path, bytes], dict[DataChange, str]]:
    """The files with the changes in them, and why some are not. Raises NotOurs."""
    texts = {path: _text_of(path, loaded) for path in files.files_of(loaded.folder, alone=True)}
    by_file: dict[str, list[DataChange]] = {}
    for change in _one_for_each_text(changes):
        by_file.setdefault(_file_of(change, loaded), []).append(change)
    done: dict[Path, bytes] = {}
    refused: dict[DataChange, str] = {}
    known = {path.name for path in texts}
    for file, its in by_file.items():  # a workbook is replaced, never written into
        refused |= dict.fromkeys(its, f"出自 {file}，工作簿里的请自己改，换成更正过的") if file not in known else {}
    for path, text in texts.items():
        if own := by_file.get(path.name):
            made, problems = _patched(path, text, own, loaded)
            refused |= problems
            done |= {path: files.encoded_as(path.read_bytes(), made)} if made != text else {}
    return done, refused


def _patched(path: Path, text: str, changes: Sequence[DataChange], loaded: Loaded) -> tuple[str, dict[DataChange, str]]:
    """The text of a YAML or CSV file with its changes, and why some of them are not made."""
    if path.suffix.lower() == ".csv":
        return patched_cells(path.name, text, changes)
    result = patched(path.name, text, changes, loaded)
    return result.text, result.refused


def _text_of(path: Path, loaded: Loaded) -> str:
    raw = files.read_bytes(path, path.name)
    if hashlib.sha256(raw).hexdigest() != loaded.hashes.get(path.name):
        raise NotOurs(f"{path.name} 在读的时候改动了，请存好盘再来")
    return files.decode(raw, path.name)


def _file_of(change: DataChange, loaded: Loaded) -> str:
    """The file in which a change is made: a new key goes to its top key, else to where the department stands."""
    if isinstance(change, TextChange):
        return change.source.file
    top = loaded.source(change.keys[0]) if isinstance(change, NewKey) else loaded.source(*change.keys)
    main = top or loaded.source("部门")
    return main.file if main else ""


def _one_for_each_text(changes: Iterable[DataChange]) -> list[DataChange]:
    """The changes, those of one text put together."""
    by_address: dict[str, TextChange] = {}
    others: list[DataChange] = []
    for change in changes:
        if isinstance(change, TextChange):
            there = by_address.get(change.address)
            both = {*(there.stretches if there else ()), *change.stretches}
            by_address[change.address] = replace(change, stretches=tuple(sorted(both)))
        else:
            others.append(change)
    return [*by_address.values(), *dict.fromkeys(others)]


def _after(edit: ResolvedEdit, why: str | None, loaded: Loaded) -> ResolvedEdit:
    """The edit with what became of its changes in the files."""
    if why is not None:
        return replace(edit, resolution=Resolution.NOTED, message=why, changes=())
    new = next((change for change in edit.changes if isinstance(change, NewKey)), None)
    return replace(edit, message=f"{edit.message}，写在 {_file_of(new, loaded)}") if new else edit


def _why(own: DataChange, refused: dict[DataChange, str]) -> str | None:
    """Why a change was not made: itself, or the changes of its text together."""
    for change, why in refused.items():
        if change == own or (
            isinstance(change, TextChange) and isinstance(own, TextChange) and change.address == own.address
        ):
            return why
    return None
