"""One reviewed file against one department-year -> what is to be written, and the account of it; all is written or nothing."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from reportgen.atomic_write import replace_files
from reportgen.build import BuiltReport, assemble, ordered
from reportgen.document.anchors import Anchor
from reportgen.load import files, load
from reportgen.model.finding import Source
from reportgen.review import review_comments
from reportgen.review.pull import remarks
from reportgen.review.pull.classify import Sorter
from reportgen.review.pull.edits import Edit, EditKind, Resolution
from reportgen.review.pull.open_reviewed_file import BOOKS, PDF, Incoming, addresses_of
from reportgen.review.pull.yaml_additions import files_with, with_item, with_key
from reportgen.review.pull.yaml_patch import CannotRevise, TextChange, revised
from reportgen.workspace.output import folder_of, output_root
from reportgen.writers.docx.opened import NotOurs, Opened
from reportgen.writers.docx.read_back import read_all

NOTES = "审阅记录.md"
BACKUPS = "备份"
Choice = Literal["", "ours", "theirs"]
Ask = Callable[[Edit], bool]


@dataclass
class Outcome:
    """What was found in one file, and every file that is to be written."""

    path: Path
    made: BuiltReport
    edits: list[Edit]
    remarks: int = 0
    new_remarks: int = 0
    data: dict[Path, bytes] = field(default_factory=dict)
    others: dict[Path, bytes] = field(default_factory=dict)
    backups: Path | None = None

    @property
    def counts(self) -> Counter[Resolution]:
        """How many edits came to what."""
        return Counter(edit.resolution for edit in self.edits)

    def write(self) -> None:
        """Put everything in its place, or nothing. Raises CannotWrite."""
        replace_files({**self.others, **self.data})


def pulled(
    draft: Incoming | Path,
    folder: Path,
    *,
    figures: bool = False,
    choice: Choice = "",
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
    suffix = path.suffix.lower()
    edits: list[Edit] = []
    if suffix == PDF:
        said = remarks.of_pdf(path)
    elif suffix in BOOKS:
        said = remarks.of_book(path)
    else:
        edits, said = _of_word(incoming.word, made, home)
    outcome = Outcome(path, made, edits, len(said))
    for edit in edits:
        _decide(edit, figures, choice, ask)
    _plan(outcome, folder)
    lists, outcome.new_remarks = review_comments.added(home, said) if said else ({}, 0)
    outcome.others |= {home / name: content for name, content in lists.items()}
    if edits or said:
        outcome.others[home / NOTES] = _notes(home / NOTES, outcome, today or date.today())
    _keep(outcome, home)
    return outcome


def _made_for(incoming: Incoming, folder: Path, kind: str | None) -> BuiltReport:
    """The report that a file is of: the one that is asked for, else by the file's title, else the first."""
    loaded = load(folder, draft=True)
    kinds: list[str | None] = [kind] if kind else [*ordered(loaded)]
    kinds = kinds or [None]
    first = assemble(loaded, kinds[0], draft=True)
    title = incoming.word.title if len(kinds) > 1 and incoming.is_word else ""
    others = (assemble(loaded, other, draft=True) for other in kinds[1:])
    return next((made for made in (first, *others) if made.document.title == title), first) if title else first


def _of_word(opened: Opened, made: BuiltReport, home: Path) -> tuple[list[Edit], list[review_comments.ReviewComment]]:
    _refuse_another(opened, made)
    kept = addresses_of(opened, sorted([*home.rglob("*.docx"), *home.parent.parent.glob("*.docx")]))
    returned = read_all(opened, kept)
    sorter = Sorter(made, returned)
    places = {
        name: (sorter.where(a), Anchor(a.kind, a.place, a.key, a.number).name) for name, a in sorter.addresses.items()
    }
    said = remarks.of_word(opened, returned, places)
    answers = {(made.book.loaded.data.department.short_name, known.answer) for known in review_comments.read(home)}
    return sorter.edits(), [
        remark for remark in said if (remark.who, remark.text) not in answers
    ]  # some editors make comments of replies


def _refuse_another(opened: Opened, made: BuiltReport) -> None:
    """A draft of another department, year or kind must not reach these data."""
    title = opened.title
    if title and title != made.document.title:
        raise NotOurs(
            f"这是「{title[:60]}」的稿，数据文件夹里是「{made.document.title}」；用 --into 指到它的数据文件夹"
        )


def _decide(edit: Edit, figures: bool, choice: Choice, ask: Ask | None) -> None:
    """What a person has to say about an edit, where somebody has to."""
    if edit.kind is EditKind.STATED and edit.changes and figures:
        edit.resolution = Resolution.WRITTEN
    if edit.resolution is Resolution.CONFLICT and edit.asks:
        theirs = ask(edit) if ask and not choice else choice == "theirs"
        if theirs:
            edit.resolution = Resolution.WRITTEN
            edit.message += "；用了送审稿的"
        elif choice == "ours" or ask:
            edit.resolution = Resolution.KEPT  # it has been decided: nothing is left open


# -- the files of the data ---------------------------------------------------------------------------------------------


def _plan(outcome: Outcome, folder: Path) -> None:
    texts = {path.name: files.decode(files.read_bytes(path, path.name), path.name) for path in files.files_of(folder)}
    loaded = outcome.made.book.loaded
    for name, text in texts.items():
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != loaded.hashes.get(name):
            raise NotOurs(f"{name} 在读的时候改动了，请存好盘再来")
        del text
    before = dict(texts)
    _refuse_contradictions(outcome.edits)
    wanted = [edit for edit in outcome.edits if edit.resolution is Resolution.WRITTEN]
    for name in sorted({_file_of(change, loaded.sources) for edit in wanted for change in edit.changes}):
        texts[name] = _changed(texts[name], name, wanted, loaded.sources)
    for edit in _from_below(e for e in wanted if e.items):
        keys, number, words = edit.items[0]
        name = loaded.sources[(*keys, number)].file
        try:
            texts[name] = with_item(texts[name], name, keys, number, words)
        except (CannotRevise, KeyError) as error:
            edit.resolution, edit.message = Resolution.NOTED, str(error)
    main = loaded.sources[("部门",)].file
    done: dict[tuple[str, ...], object] = {}
    for edit in wanted:
        for keys, value in edit.additions:
            if keys in done:
                continue
            name = files_with(texts, keys[0]) or main
            try:
                texts[name] = with_key(texts[name], name, keys, value)
                done[keys] = value
                edit.message += f"，写在 {name}"
            except CannotRevise as error:
                edit.resolution, edit.message = Resolution.NOTED, str(error)
    outcome.data = {folder / name: text.encode() for name, text in texts.items() if text != before[name]}


def _from_below(edits: Iterable[Edit]) -> list[Edit]:
    """Edits of items, the last first, so that numbers stay; of several new ones behind an item too, and before it goes itself."""
    placed = [(-edit.items[0][1], edit.items[0][2] is None, -n, edit) for n, edit in enumerate(edits)]
    return [edit for *_, edit in sorted(placed, key=lambda found: found[:3])]


def _file_of(change: TextChange, sources: Mapping[tuple[str | int, ...], Source]) -> str:
    return sources[change.path].file


def _changed(text: str, name: str, edits: list[Edit], sources: Mapping[tuple[str | int, ...], Source]) -> str:
    own = [(edit, change) for edit in edits for change in edit.changes if _file_of(change, sources) == name]
    merged = list(_merged(change for _, change in own))
    try:
        return revised(text, name, merged)
    except CannotRevise:
        pass
    for change in sorted(merged, key=lambda c: (c.line, c.column), reverse=True):  # so that what can be written is
        try:
            text = revised(text, name, [change])
        except CannotRevise as error:
            for edit, own_change in own:
                if own_change.address == change.address:
                    edit.resolution, edit.message = Resolution.NOTED, str(error)
    return text


def _merged(changes: Iterable[TextChange]) -> Iterable[TextChange]:
    """One change for each text, with all that is changed in it."""
    by_address: dict[str, TextChange] = {}
    for change in changes:
        there = by_address.get(change.address)
        both = tuple(sorted({*(there.stretches if there else ()), *change.stretches}))
        by_address[change.address] = TextChange(
            change.path, change.address, change.old, change.line, change.column, both
        )
    return by_address.values()


def _refuse_contradictions(edits: list[Edit]) -> None:
    """The same text, printed in two places and edited differently in them, is for a person to decide."""
    seen: dict[str, list[Edit]] = {}
    for edit in edits:
        if edit.resolution is Resolution.WRITTEN:
            for address in [
                *(change.address for change in edit.changes),
                *(".".join(keys) for keys, _ in edit.additions),
            ]:
                seen.setdefault(address, []).append(edit)
    for address, same in seen.items():
        if len(same) > 1 and not _agree(same, address):
            for edit in same:
                edit.resolution = Resolution.CONFLICT
                edit.message += "；同一段文字印在几处，改得不一样，请定下一种"


def _agree(edits: list[Edit], address: str) -> bool:
    stretches = [set(change.stretches) for edit in edits for change in edit.changes if change.address == address]
    values = [str(value) for edit in edits for keys, value in edit.additions if ".".join(keys) == address]
    if len(set(values)) > 1:
        return False
    for n, one in enumerate(stretches):
        for other in stretches[n + 1 :]:
            if one != other and any(
                a[0] < max(b[1], b[0] + 1) and b[0] < max(a[1], a[0] + 1) for a in one for b in other
            ):
                return False
    return True


# -- what is kept ------------------------------------------------------------------------------------------------------


def _keep(outcome: Outcome, home: Path) -> None:
    """The files as they were, before they change."""
    if not outcome.data:
        return
    taken = (
        [int(path.name) for path in (home / BACKUPS).glob("*") if path.name.isdigit()]
        if (home / BACKUPS).is_dir()
        else []
    )
    outcome.backups = home / BACKUPS / f"{max(taken, default=0) + 1:03d}"
    outcome.others |= {outcome.backups / path.name: path.read_bytes() for path in outcome.data}


def _notes(path: Path, outcome: Outcome, today: date) -> bytes:
    """The account of every file that came back, the newest last; what stands there stays."""
    before = path.read_text(encoding="utf-8") if path.is_file() else "# 审阅记录\n"
    lines = ["", f"## {today.isoformat()}　{outcome.path.name}", "", summary(outcome), ""]
    for edit in outcome.edits:
        by = f"（{'，'.join(filter(None, (edit.who, edit.day)))}）" if edit.who or edit.day else ""
        lines.append(f"- **{edit.resolution.value}**　{edit.kind.value}　{edit.where}{by}")
        lines += [f"  - 原来：{_line(edit.old)}"] * bool(edit.old) + [f"  - 改成：{_line(edit.new) or '（删去）'}"]
        lines += [f"  - {_line(edit.message)}"] * bool(edit.message)
    return (before.rstrip("\n") + "\n" + "\n".join(lines) + "\n").encode()


def _line(text: str) -> str:
    return " ⏎ ".join(part.strip() for part in text.splitlines() if part.strip())


def summary(outcome: Outcome) -> str:
    """How many edits came to what, in one line."""
    counts = [f"{fate.value} {outcome.counts[fate]}" for fate in Resolution if outcome.counts[fate]]
    said = f"意见 {outcome.remarks} 条（新的 {outcome.new_remarks} 条）" if outcome.remarks else ""
    return "，".join(filter(None, [*counts, said])) or "没有改动，也没有意见"
