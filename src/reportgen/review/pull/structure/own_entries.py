"""Entries of the data whose names are printed, as headings over a person's text or as terms: another name, another
place, new ones. They are the department's, and no words of the template.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reportgen.document.numbering import without_number
from reportgen.model.prose import WORDS
from reportgen.review.pull.current_report import CurrentReport
from reportgen.review.pull.edits import Edit, EditKind, EntriesMoved, EntryRenamed, NewEntry, NewParagraph, OutsideData
from reportgen.review.pull.structure.matching import out_of_order
from reportgen.review.pull.tokens import Tokens
from reportgen.writers.docx.addresses import ContentControl
from reportgen.writers.docx.standing import ReadParagraph, ReviewedFile, Reviewer, UnanchoredText

_TERMS = "名词解释"
_GONE = "小标题是数据里的键：{}；要删请连它的文字删那一条，要并到上一条请在数据里并"
_WHOLE = "{}的次序照数据印；要这样排，请在数据里挪那几条：{}"
_ALONE = "小标题挪了，下面的文字没有跟着挪（或者反过来）；它们是数据里的一条：{}，没有动"
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、\s*([^。；，：]{2,40})")
_NAME = re.compile(r"[^。；，：]{2,40}")
_TERM = re.compile(r"([^。；，：:]{2,40})[：:]\s*(.{4,})", re.DOTALL)


@dataclass(frozen=True)
class _PrintedEntry:
    """An entry with the paragraphs in which its heading and its text begin now."""

    stem: str
    heading: int
    text: int

    @property
    def name(self) -> str:
        """What its heading says."""
        return self.stem.rpartition(".")[2]


def renamed(text: UnanchoredText, report: CurrentReport, where: str) -> Edit | None:
    """A heading of the department's that has another name now; None for one that was joined to something else."""
    stem, name = report.own_entries.get(_bare(text.was)), without_number(text.text).strip()
    if stem is None or not _NAME.fullmatch(name) or report.is_heading(report.heading_before(name)[1]):
        return None
    hands = (text.hand,) if text.hand != Reviewer() else ()
    target = EntryRenamed(stem, name)
    return Edit(EditKind.NAME, report.own_heading(stem) or where, text.was, text.text, hands, target)


def renamed_term(sent: Tokens, returned: Tokens) -> EntryRenamed | None:
    """A term whose name alone was changed before its explanation."""
    own = [token for token in sent if token.startswith(f"｛{WORDS}{_TERMS}.")]
    if len(own) != 1 or own[0] not in returned or len([t for t in sent if len(t) > 1]) != 1:
        return None
    key = own[0].removeprefix(f"｛{WORDS}").removesuffix("｝")
    before, after = ("".join(tokens[: tokens.index(own[0])]) for tokens in (sent, returned))
    same = sent[sent.index(own[0]) :] == returned[returned.index(own[0]) :]
    name = _TERM.fullmatch(f"{without_number(after)}（解释）")
    if not same or not name or without_number(before).rstrip("：: ") != key.rpartition(".")[2]:
        return None
    return EntryRenamed(key, name[1].strip())


def heading_gone(words: str, report: CurrentReport) -> Edit | None:
    """A heading of the department's that no longer stands anywhere, while its text does."""
    stem = report.own_entries.get(_bare(words))
    if stem is None:
        return None
    message = OutsideData(_GONE.format(report.key_in_data(stem)))
    return Edit(EditKind.ITEM, report.own_heading(stem), words, "", (), message)


def new_term(text: UnanchoredText, addresses: Mapping[str, ContentControl], where: str) -> Edit | None:
    """A paragraph behind a term that reads like one."""
    beside, found = addresses.get(text.after), _TERM.fullmatch(without_number(text.text).strip())
    if beside is None or found is None or text.row:
        return None
    terms = [a.key for a in addresses.values() if a.place == beside.place and a.key.startswith(f"{_TERMS}.")]
    if not terms:
        return None
    hands = (text.hand,) if text.hand != Reviewer() else ()
    target = NewEntry(terms[-1], found[1].strip(), (found[2].strip(),), last=True)
    return Edit(EditKind.PARAGRAPH, where, "", text.text, hands, target)


def with_new_entries(edits: Iterable[Edit], report: CurrentReport) -> Iterator[Edit]:
    """New paragraphs of a text, of which those that begin with a heading of its kind are entries of their own."""
    for edit in edits:
        target = edit.target
        stem = target.after.stem if isinstance(target, NewParagraph) and not target.after.is_list else ""
        if not isinstance(target, NewParagraph) or not _HEADING.fullmatch(report.own_heading(stem)):
            yield edit
            continue
        starts = [n for n, words in enumerate(target.words) if _HEADING.fullmatch(words.strip())]
        first = starts[0] if starts else len(target.words)
        if first:
            words = target.words[:first]
            yield replace(edit, new="\n".join(words), target=replace(target, words=words))
        above = stem.rpartition(".")[0]
        last = [s for s in report.own_entries.values() if s.rpartition(".")[0] == above][-1] == stem
        for start, end in pairwise([*starts, len(target.words)]):
            name = without_number(target.words[start].strip())
            entry = NewEntry(stem, name, target.words[start + 1 : end], last)
            yield replace(edit, new="\n".join(target.words[start:end]), target=entry)


def moved(
    stems: Mapping[str, str], firsts: dict[str, int], returned: ReviewedFile, report: CurrentReport
) -> Iterator[Edit]:
    """Entries that stand in another order, one line for all of a mapping; what is said here is taken out of `firsts`.

    stems: the entry of each first block of a text; firsts: in which paragraph it begins.
    """
    groups: dict[str, list[_PrintedEntry]] = defaultdict(list)
    for block, stem in stems.items():
        heading = _heading_at(stem, returned.paragraphs) if stem in report.own_entries.values() else -1
        if heading >= 0 and block in firsts:
            groups[stem.rpartition(".")[0]].append(_PrintedEntry(stem, heading, firsts[block]))
    for above, entries in groups.items():
        headings, texts = ([e.heading for e in entries], [e.text for e in entries])
        apart = sorted(entry for e in entries for entry in ((e.heading, e.stem), (e.text, e.stem)))
        pairs = [stem for _, stem in apart]
        found = _headings(above, report, returned)
        unread = len(found) > len(entries)  # some whose text is gone, or is no text by itself
        if not out_of_order(headings) and not out_of_order(texts) and pairs[::2] == pairs[1::2]:
            if not out_of_order([entry.heading for entry in found]):
                continue
            entries = found
        for block, stem in stems.items():
            if stem.rpartition(".")[0] == above:
                firsts.pop(block, None)
        yield _told(above, entries, report, whole=pairs[::2] == pairs[1::2], unread=unread)


def _headings(above: str, report: CurrentReport, returned: ReviewedFile) -> list[_PrintedEntry]:
    """The entries of a mapping whose headings stand somewhere, in the order of today, whatever became of the texts."""
    stems = [stem for stem in report.own_entries.values() if stem.rpartition(".")[0] == above]
    found = [_PrintedEntry(stem, _heading_at(stem, returned.paragraphs), -1) for stem in stems]
    return [entry for entry in found if entry.heading >= 0]


def _told(above: str, entries: Sequence[_PrintedEntry], report: CurrentReport, *, whole: bool, unread: bool) -> Edit:
    now = sorted(entries, key=lambda entry: entry.heading)
    old, new = ("、".join(entry.name for entry in order) for order in (entries, now))
    if whole:
        strayed = out_of_order([entries.index(entry) for entry in now])
        places = "、".join(report.key_in_data(now[n].stem) for n in sorted(strayed))
        message = _WHOLE.format(above, places)
        target = EntriesMoved(above, tuple(e.stem for e in now), message)
        return Edit(EditKind.ORDER, above, old, new, (), OutsideData(message) if unread else target)
    strayed_ = {*out_of_order([e.heading for e in entries]), *out_of_order([e.text for e in entries])}
    places = "、".join(report.key_in_data(entries[n].stem) for n in sorted(strayed_) or range(len(entries)))
    message = _ALONE.format(places)
    return Edit(EditKind.ORDER, above, old, new, (), OutsideData(message))


def _heading_at(stem: str, paragraphs: Sequence[ReadParagraph]) -> int:
    name = _bare(stem.rpartition(".")[2])
    found = [n for n, p in enumerate(paragraphs) if not p.row and _bare(p.text) == name]
    return found[-1] if found else -1


def _bare(words: str) -> str:
    return without_number(re.sub(r"\s+", "", words))
