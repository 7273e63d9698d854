"""Words that were cut out in one place and typed in another one, or copied from a sentence: their figures stay what
they are. Where they say the same they become references again; where they say something else, both edits are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.model.prose import WORDS, how_printed
from reportgen.review.pull.current_data import CurrentData
from reportgen.review.pull.edits import (
    Edit,
    EntryGone,
    ItemGone,
    ItemsMerged,
    ItemSplit,
    NewEntry,
    NewParagraph,
    OwnWords,
    Resolution,
    ResolvedEdit,
    Versions,
    resolved,
)
from reportgen.review.pull.resolve.meant import refused_for
from reportgen.review.pull.retyped import as_reference, typed_over
from reportgen.review.pull.structure.matching import likeness
from reportgen.review.pull.tokens import tokens_of
from reportgen.writers.docx.standing import ControlState

_CLAUSE = re.compile(r"[^，。；：\n]+")
_SHORTEST = 4
_LIKE = 0.7
_COPY = "这一段是照「{}」抄的，里面的数是打上去的，没有写进数据；要再说一遍，请在数据里写它的键（｛…｝）"
_MOVED = "“{}”从别处挪来：{}；两处都没有改"


@dataclass(frozen=True)
class _CutFigure:
    """A figure that an edit takes out of a person's words: its clause there, and what was printed for it."""

    edit: Edit
    token: str
    printed: str
    clause: str


def with_retold(
    edits: Sequence[Edit], standing: Iterable[ControlState], data: CurrentData
) -> tuple[list[Edit], list[ResolvedEdit]]:
    """The edits with references for what was cut and typed again, and those that are refused."""
    lost = [one for edit in edits for one in _lost(edit)]
    sentences = [s.address.text for s in standing if not s.address.prose and "｛" in s.address.pattern]
    found: list[Edit] = []
    refused: dict[int, ResolvedEdit] = {}
    for edit in edits:
        if like := _copied(edit, sentences):
            message = _COPY.format(like[:20])
            refused[id(edit)] = resolved(edit, Resolution.NOTED, message)
            continue
        now = edit
        for one in lost:
            if one.edit is edit or not (typed := _typed(now)):
                continue
            now, reason = _told_again(now, typed, one, data)
            if reason:
                message = _MOVED.format(one.clause, reason)
                refused[id(edit)] = resolved(edit, Resolution.REFUSED, message)
                refused[id(one.edit)] = resolved(one.edit, Resolution.REFUSED, message)
        found.append(now if id(edit) not in refused else edit)
    return [edit for edit in found if id(edit) not in refused], [*refused.values()]


def _lost(edit: Edit) -> Iterator[_CutFigure]:
    versions = _versions(edit)
    if versions is None:
        return
    printed = dict(versions.printed)
    sent, kept = "".join(versions.sent), {how_printed(t[1:-1])[0] for t in versions.returned if len(t) > 1}
    if isinstance(edit.target, ItemSplit):
        kept |= {how_printed(t[1:-1])[0] for t in tokens_of("".join(edit.target.rest)) if len(t) > 1}
    for token in dict.fromkeys(versions.sent):
        if len(token) > 1 and not token.startswith(f"｛{WORDS}") and how_printed(token[1:-1])[0] not in kept:
            clause = next((c[0] for c in _CLAUSE.finditer(sent) if token in c[0]), "")
            if printed.get(token):
                said = "".join(printed.get(part, part) for part in tokens_of(clause))
                yield _CutFigure(edit, token, printed[token], said)


def _versions(edit: Edit) -> Versions | None:
    match edit.target:
        case OwnWords() | ItemGone() | EntryGone() | ItemSplit() | ItemsMerged():
            return edit.target.versions
        case _:
            return None


def _typed(edit: Edit) -> tuple[str, ...]:
    """The words that an edit brings in."""
    match edit.target:
        case NewParagraph(words=words) | NewEntry(words=words):
            return words
        case OwnWords(versions=versions):
            return ("".join(versions.returned),)
        case _:
            return ()


def _told_again(edit: Edit, typed: tuple[str, ...], lost: _CutFigure, data: CurrentData) -> tuple[Edit, str]:
    """The edit with the figure as a reference where the same clause says it, or why it can't stay."""
    printed = {lost.token: lost.printed}
    for n, words in enumerate(typed):
        for match in _CLAUSE.finditer(words):
            clause = match[0]
            if not _same_clause(clause, lost):
                continue
            reference = as_reference(lost.token, clause, printed)
            sent = tokens_of(lost.clause.replace(lost.printed, lost.token))
            if reference is None:
                if any(c.isdigit() for c in clause) or typed_over(sent, tokens_of(clause), printed):
                    key = how_printed(lost.token[1:-1])[0]
                    return edit, f"「{key}」印的是{lost.printed}，打上去的不是它；数不在句子里改，要改请改数据"
                continue
            own = Versions(sent, sent, tokens_of(reference))
            if reason := refused_for(own, data, own=True):
                return edit, reason
            now = words[: match.start()] + reference + words[match.end() :]
            return _with(edit, (*typed[:n], now, *typed[n + 1 :])), ""
    return edit, ""


def _same_clause(clause: str, lost: _CutFigure) -> bool:
    return len(clause) >= _SHORTEST and likeness(clause, lost.clause) >= _LIKE


def _with(edit: Edit, words: tuple[str, ...]) -> Edit:
    match edit.target:
        case NewParagraph() | NewEntry():
            return replace(edit, target=replace(edit.target, words=words))
        case OwnWords(versions=versions):
            return replace(edit, target=replace(edit.target, versions=replace(versions, returned=tokens_of(words[0]))))
        case _:
            return edit


def _copied(edit: Edit, sentences: Sequence[str]) -> str:
    """The standard sentence that new words were copied from; '' for none."""
    if not isinstance(edit.target, NewParagraph | NewEntry):
        return ""
    for words in edit.target.words:
        if any(c.isdigit() for c in words):
            like = next((s for s in sentences if len(s) > _SHORTEST * 3 and likeness(s, words) >= _LIKE), "")
            if like:
                return like
    return ""
