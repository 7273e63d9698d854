"""The data as they are to be written -> the next report, held against what the reviewer left: every place that differs,
and why; and rewritten sentences that would make an error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.build import BuiltReport, assemble, checked
from reportgen.document.numbering import without_number
from reportgen.document.tree import text_of
from reportgen.load import load
from reportgen.model.finding import Finding
from reportgen.review.pull.current_report import OUTSIDE, CurrentReport
from reportgen.review.pull.data_changes import DataChange
from reportgen.review.pull.edits import EntriesMoved, Resolution, ResolvedEdit, RowsMoved
from reportgen.review.pull.patch import PatchedData, patched_data
from reportgen.review.pull.structure.blocks import blocks_of
from reportgen.writers.docx.standing import ReviewedFile

_REWRITES = "改写"
_TAKEN = (Resolution.WRITTEN, Resolution.SAME)
_ELSEWHERE = "同一段文字在别处改了，这里跟着变"
_STALE = "送审以后数据改过"
_ORDER = "写进去以后，这一段的分法或标点和审阅稿不同"
_BLANKS = re.compile(r"\s+")
_ENDS = "。；;，, "


@dataclass(frozen=True)
class PrintedOtherwise:
    """A place where the next report won't say what the reviewer left, and why."""

    where: str
    left: str
    printed: str
    why: str


def proved(
    resolved: Sequence[ResolvedEdit], returned: ReviewedFile | None, made: BuiltReport
) -> tuple[PatchedData, list[PrintedOtherwise]]:
    """The patched files, where the next report that they give has no error by a rewritten sentence, and where that
    differs from the file.
    """
    loaded = made.book.loaded
    patch = patched_data(resolved, loaded)
    if returned is None or not patch.edits:
        return patch, []
    now = next_report(made, patch.files) if patch.files else made
    kept, refused = refused_by_checks([_in_order(edit, now) for edit in patch.edits], made, now)
    if refused or kept != patch.edits:
        patch = patched_data(kept, loaded)
        now = next_report(made, patch.files) if patch.files else made
    return patch, differences(returned, patch.edits, made, now)


def next_report(made: BuiltReport, files: Mapping[Path, bytes]) -> BuiltReport:
    """The report that the data give with these files in place of those on the disk, unchecked."""
    return assemble(load(made.book.loaded.folder, draft=True, instead=files), made.kind, draft=True, checks=False)


def refused_by_checks(
    edits: Sequence[ResolvedEdit], made: BuiltReport, now: BuiltReport
) -> tuple[list[ResolvedEdit], bool]:
    """The edits; a rewritten sentence in which the next report has an error is refused with it. Whether any was."""
    written = [edit for edit in edits if edit.resolution is Resolution.WRITTEN]
    if not any(_rewritten(change) for edit in written for change in edit.changes):
        return list(edits), False
    before = {(finding.code, finding.message) for finding in checked(made).errors}
    errors: dict[str, Finding] = {}
    for finding in checked(now).errors:
        if (finding.code, finding.message) in before or finding.source is None:
            continue
        path = now.book.loaded.path_at(finding.source)
        if len(path) > 1 and path[0] == _REWRITES:
            errors.setdefault(str(path[1]), finding)
    found = [
        _refused(edit, error) if (error := _error_of(edit, errors)) and edit.resolution is Resolution.WRITTEN else edit
        for edit in edits
    ]
    return found, found != list(edits)


def _in_order(edit: ResolvedEdit, now: BuiltReport) -> ResolvedEdit:
    """The edit; where the next report does not print the entries in the order that was written, that is not written."""
    target = edit.target
    if not isinstance(target, EntriesMoved | RowsMoved) or edit.resolution is not Resolution.WRITTEN:
        return edit
    if CurrentReport(now).order_of(target.now) == list(target.now):
        return edit
    return replace(edit, resolution=Resolution.NOTED, message=target.by_hand, changes=())


def _error_of(edit: ResolvedEdit, errors: Mapping[str, Finding]) -> Finding | None:
    names = {name for change in edit.changes if (name := _rewritten(change))}
    return next((errors[name] for name in names if name in errors), None)


def _rewritten(change: DataChange) -> str:
    """The name of the sentence that a change rewrites; '' for any other change."""
    address = getattr(change, "address", "")
    return address.removeprefix(f"{_REWRITES}.").removesuffix(".改为") if address.startswith(f"{_REWRITES}.") else ""


def _refused(edit: ResolvedEdit, error: Finding) -> ResolvedEdit:
    message = f"这样改写，定稿就有错误 {error.code}：{error.message}"
    return replace(edit, resolution=Resolution.REFUSED, message=message, changes=())


def differences(
    returned: ReviewedFile, edits: Sequence[ResolvedEdit], made: BuiltReport, now: BuiltReport
) -> list[PrintedOtherwise]:
    """Every block of the file that the next report does not print so. `returned`: under the addresses of today."""
    report, before = CurrentReport(now), CurrentReport(made)
    printed = {_bare(text_of(element)) for element in now.document.anchors}
    printed |= {_bare(text_of(e)) for e in now.document.root.iter() if e.tag in ("p", "li", "td", "th")}
    states = {state.address.name: state for state in returned.standing}
    found: list[PrintedOtherwise] = []
    for block in blocks_of(state.address for state in returned.standing):
        state, address = states[block.name], block.address
        left = (state.now or "").strip()
        if address.place in OUTSIDE or not left or _bare(left) in printed:
            continue
        there, was = report.block_at(address), before.block_at(address)
        text = _BLANKS.sub("", text_of(there.element)) if there else ""
        why = _why(left, address.text, report.where(address), edits)
        if not why:
            stale = was is not None and _bare(text_of(was.element)) != _bare(address.text)
            why = _STALE if stale else _ELSEWHERE if not state.changed else _ORDER
        found.append(PrintedOtherwise(report.where(address), left, text, why))
    found += [
        PrintedOtherwise("", text.text, "", _why(text.text, "", "", edits) or "新加的一段没有写进数据")
        for text in returned.unanchored
        if not text.was and not text.row and _bare(text.text) not in printed
    ]
    return found


def _why(left: str, sent: str, where: str, edits: Sequence[ResolvedEdit]) -> str:
    """What was said of the edit that made a text what it is, where it was not taken."""
    for edit in edits:
        if edit.resolution in _TAKEN or (where and edit.where and not edit.where.startswith(where)):
            continue
        new, old = edit.new.strip(), edit.old.strip()
        if (new and new in left) or (old and old in sent):
            return f"{edit.resolution.value}：{edit.message}"
    return ""


def _bare(text: str) -> str:
    """Words without the number, the blanks and the end that the report gives them."""
    return without_number(_BLANKS.sub("", text)).rstrip(_ENDS)
