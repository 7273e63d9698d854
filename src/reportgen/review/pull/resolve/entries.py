"""Entries of the department's own mappings (重点工作, 名词解释), whose names are printed: they go, come, get another name."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.review.pull.current_data import CurrentData, path_in
from reportgen.review.pull.data_changes import NewKey, RemovedKey, RenamedKey, Reordered
from reportgen.review.pull.edits import (
    Choices,
    Edit,
    EntriesMoved,
    EntryGone,
    EntryRenamed,
    NewEntry,
    Resolution,
    ResolvedEdit,
    RowsMoved,
    resolved,
)
from reportgen.review.pull.resolve.two_sides import written_or_conflict
from reportgen.review.pull.yaml_order import names_in

_STANDARD = "这一条由版式写，不能从这里删；要改写可以改它的文字"
_STANDARD_NAME = "这个名称由版式写，不能从这里改；它的解释可以改"
_TERMS = "名词解释"


def entry(
    edit: Edit,
    target: EntryGone | EntryRenamed | NewEntry | EntriesMoved | RowsMoved,
    data: CurrentData,
    choices: Choices,
) -> ResolvedEdit:
    """What becomes of an entry."""
    match target:
        case EntryGone(address, versions):
            text = data.text_at(address)
            if text is None or not _is_own(text.path, data):
                return resolved(edit, Resolution.REFUSED, _STANDARD)
            change = RemovedKey(tuple(map(str, text.path)))
            return written_or_conflict(edit, f"{text}，整条删去", lambda _: (change,), versions, choices)
        case EntryRenamed(address, name):
            path = path_in(data.loaded, address)
            if not _is_own(path, data):
                return resolved(edit, Resolution.REFUSED, _STANDARD_NAME)
            keys = tuple(map(str, path))
            message = f"{data.text_at(address) or data.loaded.home(*keys)}，键改成“{name}”"
            return resolved(edit, Resolution.WRITTEN, message, RenamedKey(keys, name))
        case NewEntry():
            return _new(edit, target, data)
        case EntriesMoved():
            return _moved(edit, target, data)
        case RowsMoved(table, order, _, by_hand):
            where = f"{data.loaded.home(*table)} {'.'.join(table)}"
            return resolved(edit, Resolution.WRITTEN, f"{where}，{edit.new}", Reordered(table, order, by_hand))


def _is_own(path: Sequence[str | int], data: CurrentData) -> bool:
    """Whether the entry is the department's, and not one that the edition prints in any case."""
    standard = {term.term for term in data.book.edition.terms}
    in_row = any(isinstance(key, int) for key in path)
    return not in_row and len(path) > 1 and not (path[0] == _TERMS and path[-1] in standard)


def _moved(edit: Edit, target: EntriesMoved, data: CurrentData) -> ResolvedEdit:
    """Entries in their new order; those of the data that are not printed stay behind the one that they stood behind."""
    paths = [path_in(data.loaded, address) for address in target.now]
    keys = paths[0][:-1]
    known = names_in(data.loaded.nodes, tuple(map(str, keys))) if keys else []
    now = [path[-1] for path in paths if path]
    if not keys or any(path[:-1] != keys for path in paths) or not {*now} <= {*known}:
        return resolved(edit, Resolution.NOTED, target.by_hand)
    order = list(now)
    for n, name in enumerate(known):
        if name not in order:
            order.insert(order.index(known[n - 1]) + 1 if n else 0, name)
    change = Reordered(tuple(map(str, keys)), tuple(order), target.by_hand)
    source = data.loaded.home(*keys)
    where = f"{source.file}:{source.line} {target.above}" if source else target.above
    return resolved(edit, Resolution.WRITTEN, f"{where}，次序改成：{edit.new}", change)


def _new(edit: Edit, target: NewEntry, data: CurrentData) -> ResolvedEdit:
    after = data.text_at(target.after)
    keys = tuple(map(str, after.path[:-1])) if after else (_TERMS,)
    address = ".".join((*keys, target.name))
    standard = keys == (_TERMS,) and target.name in {term.term for term in data.book.edition.terms}
    if standard or data.text_at(address):
        where = "版式里" if standard else "数据里"
        return resolved(edit, Resolution.NOTED, f"{where}已经有 {address}，没有再加；要改请改原来那一条")
    words = "\n\n".join(target.words)
    if not target.words:
        return resolved(edit, Resolution.NOTED, f"加了一个小标题，下面没有文字；有文字以后请在数据里加一条 {address}")
    if not target.last:
        return resolved(edit, Resolution.NOTED, f"加在中间的一条，请在 {after} 后面加上“{target.name}”和它的文字")
    return resolved(edit, Resolution.WRITTEN, f"{address}，加一条", NewKey((*keys, target.name), words))
