"""Random rounds of whole paragraphs: split, joined, moved, renumbered, deleted, copied, put in, edited, 1 to 4 at
a time, tracked or not; from seed 500,000 on also entries with their headings moved, headings joined to their text, and
names left out of lists.

The law: nothing lost (every word of the accepted text is in the next draft or told), nothing misplaced (the next draft
has what was taken in the reviewer's order), told or taken. REPORTGEN_ROUNDS=1000 makes as many rounds. The report of
the untouched data is made once for all rounds, and what a round would write is held against the next report unwritten.
"""

from __future__ import annotations

import contextlib
import os
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.build import BuiltReport, build
from reportgen.cli import commands
from reportgen.document.numbering import without_number
from reportgen.document.tree import squeeze, text_of
from reportgen.review.pull import outcome as pulling
from reportgen.review.pull import proof
from reportgen.review.pull.edits import Resolution
from reportgen.review.pull.outcome import Outcome, pulled
from reviewer import Element, Reviewer, W, accepted, text

ROUNDS = int(os.environ.get("REPORTGEN_ROUNDS", "25"))
FIRST = int(os.environ.get("REPORTGEN_FIRST", "0"))
HELD = (70062, 80329, 80374, 90051, 310242, 500295, 500301, 500382, 500791, 500794, 500838, 501105)
"""Rounds that went wrong once."""
WIDER = 500_000
WORK = ("民生服务平台稳定运行", "就业援助精准到人", "助老服务就在身边")
LISTED = ("江城区民生服务局、", "、江城区民生服务中心", "津贴补贴、", "、退休费", "办公费、", "维修（护）费、")
DUTIES = (
    "贯彻执行民生服务工作的法律法规和政策",
    "统筹就业困难人员",
    "建设、运行和管理全区民生服务平台",
    "承担区委、区政府交办的其他任务",
)
OWN = (
    *DUTIES,
    "自评结果作为编制下年部门预算的依据",
    "对支付进度慢的项目约谈",
    "江城区民生服务局是主管全区",
    "一人一策",
    "整合线上线下窗口",
)
STANDARD = ("2023年度支出合计1,415.90", "按支出功能分类", "2023年度区民生局机关运行经费支出86.20", "（七）基本支出：")
NEW = ("编制民生服务年度计划。", "开展社区走访，听取意见。", "做好档案管理工作。")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class Desk:
    """The data that nobody touches, their draft, and the report that they give."""

    data: Path
    draft: bytes
    made: BuiltReport


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    data = tmp_path_factory.mktemp("wholes-rounds") / "示例局" / "2023"
    CliRunner().invoke(commands, ["new", str(data)], catch_exceptions=False)
    made, files = build(data, ("docx",), draft=True)
    return Desk(data, files["docx"], made)


@pytest.fixture
def reports(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Mapping[Path, bytes], BuiltReport]]:
    """What `pull` makes of the files that it would write, as it makes them."""
    made: list[tuple[Mapping[Path, bytes], BuiltReport]] = []
    next_report = proof.next_report

    def kept(before: BuiltReport, files: Mapping[Path, bytes]) -> BuiltReport:
        made.append((files, next_report(before, files)))
        return made[-1][1]

    monkeypatch.setattr(pulling, "_made_for", lambda *_: desk.made)
    monkeypatch.setattr(proof, "next_report", kept)
    return made


class Round:
    """One reviewer with one to four things to do."""

    def __init__(self, draft: bytes, seed: int) -> None:
        self.dice, self.reviewer = random.Random(seed), Reviewer(draft)  # noqa: S311 - a game, no secret
        self.did: list[str] = []
        acts: list[Callable[[], str]] = [
            self.split,
            self.join,
            self.move,
            self.renumber,
            self.delete,
            self.copy,
            self.add,
            self.edit,
            self.unit,
        ]
        acts += [self.entry, self.entry, self.heading, self.name] if seed >= WIDER else []
        for _ in range(self.dice.randint(1, 4)):
            act = self.dice.choice(acts)
            with contextlib.suppress(IndexError, ValueError, StopIteration):  # what it was meant for is gone already
                self.did.append(f"{act.__name__} {act()}")

    @property
    def track(self) -> bool:
        return self.dice.random() < 0.5

    def any(self, *kinds: str) -> Element:
        return self.reviewer.find(self.dice.choice(kinds or (*OWN, *OWN, *STANDARD)))

    def split(self) -> str:
        p = self.any()
        at = self.dice.choice([m.end() for m in re.finditer("[，。；、]", text(p)[:-3]) if m.end() > 4])
        words, track = text(p)[:8], self.track
        self.reviewer.splits(p, at, track=track)
        return f"{words} {at} {track}"

    def join(self) -> str:
        p, track = self.any(), self.track
        words, following = text(p)[:8], p.getnext()
        if following is None or following.tag != f"{W}p" or not text(following):
            raise ValueError
        self.reviewer.joins(p, following, track=track)
        return f"{words} {track}"

    def move(self) -> str:
        group = self.dice.choice([DUTIES, OWN[4:6], STANDARD[:2]])
        one, other = self.dice.sample(group, 2)
        p, to, before, track = self.reviewer.find(one), self.reviewer.find(other), self.dice.random() < 0.5, self.track
        if p is to:
            raise ValueError
        self.reviewer.moves(p, to, track=track, before=before)
        return f"{one[:6]} {'vor' if before else 'hinter'} {other[:6]} {track}"

    def renumber(self) -> str:
        p, track, number = self.any(*DUTIES), self.track, str(self.dice.randint(1, 9))
        old = re.match(r"\d+(?=\.)", text(p))
        if old is None:
            raise ValueError
        self.reviewer.replaces(p, f"{old[0]}.", f"{number}.", track=track)
        return f"{text(p)[:8]} {track}"

    def delete(self) -> str:
        p, track = self.any(), self.track
        words = text(p)[:8]
        self.reviewer.deletes(p, track=track)
        return f"{words} {track}"

    def copy(self) -> str:
        p = self.any()
        self.reviewer.copies(p)
        return text(p)[:8]

    def add(self) -> str:
        p, track, words = self.any(), self.track, self.dice.choice(NEW)
        number = self.dice.choice(["", "2.", "9."]) if re.match(r"\d", text(p)) else ""
        self.reviewer.types(p, number + words, track=track)
        return f"{text(p)[:8]} + {words} {track}"

    def edit(self) -> str:
        p, track = self.any(*OWN), self.track
        clauses = list(re.finditer("[，、和]", text(p)))
        mark = self.dice.choice(clauses)
        old = text(p)[mark.start() : mark.end() + 2]
        self.reviewer.replaces(p, old, old + "认真", track=track)
        return f"{text(p)[:8]} {track}"

    def _heading(self, words: str) -> Element:
        return next(p for p in self.reviewer.paragraphs() if re.fullmatch(rf"[一二三]、{words}", text(p)))

    def entry(self) -> str:
        """A heading with the paragraph below it is dragged before another heading."""
        one, other = self.dice.sample(WORK, 2)
        heading, to, track = self._heading(one), self._heading(other), self.track
        below = heading.getnext()
        if below is None or below is to or not text(below):
            raise ValueError
        for p in (heading, below):
            self.reviewer.moves(p, to, track=track, before=True)
        return f"{one} vor {other} {track}"

    def heading(self) -> str:
        """A heading is joined to what stands below it."""
        heading, track = self._heading(self.dice.choice(WORK)), self.track
        below = heading.getnext()
        if below is None or not text(below):
            raise ValueError
        words = text(heading)
        self.reviewer.joins(heading, below, track=track)
        return f"{words} {track}"

    def name(self) -> str:
        """A name is left out of a list that the data give."""
        listed, track = self.dice.choice(LISTED), self.track
        p = next(p for p in self.reviewer.paragraphs() if listed in text(p) and re.search("包括", text(p)))
        self.reviewer.replaces(p, listed, "", track=track)
        return f"{listed} {track}"

    def unit(self) -> str:
        p, track = self.reviewer.find(STANDARD[2]), self.track
        self.reviewer.replaces(p, "86.20万元", "86.20元", track=track)
        return f"{track}"


def bare(words: str) -> str:
    return without_number(_BLANKS.sub("", words)).rstrip("。；，")


def clauses_of(words: str) -> list[str]:
    return [part for part in re.split(r"[，。；：、\n]", _BLANKS.sub("", words)) if len(without_number(part)) > 3]


def lost(left: list[str], outcome: Outcome, printed: str) -> list[str]:
    """Clauses of the accepted text that are neither printed nor told."""
    told = _BLANKS.sub("", "".join(f"{e.old}{e.new}{e.message}" for e in outcome.edits))
    told += _BLANKS.sub("", "".join(d.left for d in outcome.differences))
    return [clause for words in left for clause in clauses_of(words) if without_number(clause) not in printed + told]


@pytest.mark.parametrize("seed", [*HELD, *range(FIRST, FIRST + ROUNDS)])
def test_nothing_is_lost_and_nothing_misplaced(
    desk: Desk, reports: list[tuple[Mapping[Path, bytes], BuiltReport]], tmp_path: Path, seed: int
) -> None:
    one = Round(desk.draft, seed)
    (tmp_path / "back.docx").write_bytes(one.reviewer.content)
    outcome = pulled(tmp_path / "back.docx", desk.data)
    assert not outcome.data or reports[-1][0] == outcome.data
    now = reports[-1][1] if outcome.data else desk.made
    before, after = desk.made.book.loaded.texts, now.book.loaded.texts
    printed = _BLANKS.sub("", squeeze(text_of(now.document.root)))
    assert lost(accepted(one.reviewer.content), outcome, printed) == [], one.did
    told = [(e.kind.value, e.resolution.value, e.old, e.new, e.message) for e in outcome.edits]
    written = [e for e in outcome.edits if e.resolution is Resolution.WRITTEN]
    assert bool(written) == bool(outcome.data), (one.did, told)
    assert "改写" not in {address.partition(".")[0] for address in after}, (one.did, told)
    mine = {edit.message.partition("，")[0].partition("：")[0] for edit in written}
    assert mine or before == after, (one.did, told)
    _check_order(one, outcome, list(now.book.loaded.data.duties), told)
    _check_entries(one, outcome, list(now.book.loaded.data.key_work), told)
    if one.did and not outcome.edits:
        assert all(act.startswith(("renumber", "move")) or _undone(one, desk.draft) for act in one.did), one.did


def _undone(one: Round, draft: bytes) -> bool:
    """Whether all that was done leaves the file as it was."""
    return list(map(bare, accepted(one.reviewer.content))) == list(map(bare, accepted(draft)))


def _check_order(one: Round, outcome: Outcome, duties: list[str], told: object) -> None:
    """The duties stand in the order that the reviewer left them in, where all of it was taken."""
    if any(e.resolution is not Resolution.WRITTEN for e in outcome.edits):
        return
    left = [re.sub(r"(?<=。)\d\.", "", bare(words)) for words in accepted(one.reviewer.content)]
    at = 0
    for duty in duties:  # the same words may stand in several places
        at = next((n for n, words in enumerate(left[at:], start=at) if bare(duty) and bare(duty) in words), -1)
        assert at >= 0, (one.did, duty, duties, told)


def _check_entries(one: Round, outcome: Outcome, entries: list[str], told: object) -> None:
    """The entries stand in the order that the reviewer left their headings in, where all of it was taken."""
    if any(e.resolution is not Resolution.WRITTEN for e in outcome.edits):
        return
    left = [bare(words) for words in accepted(one.reviewer.content)]
    places = [left.index(entry) for entry in entries if entry in left]
    assert places == sorted(places), (one.did, entries, told)
