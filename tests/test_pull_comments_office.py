"""A draft for review with its slip and its comments, which LibreOffice opened, changed, commented and saved,
more than once.
"""

from __future__ import annotations

import io
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest

import office
from office import Edited, Said, Typed
from reportgen.build import assemble
from reportgen.document.tree import squeeze, text_of
from reportgen.review.pull.edits import EditKind, Resolution
from reportgen.review.pull.outcome import Outcome, pulled
from sent import Sent, send

pytestmark = pytest.mark.xdist_group("office-comments")  # what LibreOffice saved is made once
SAMPLE = Path(__file__).parent.parent / "data" / "dongxihu-hrss" / "2021"
DAY = date(2022, 9, 5)
FIRST = [
    Typed("守住底线", "守牢底线", tracked=True),
    Typed("收、支总计各减少", "收入、支出总计各减少"),
    Typed("没有估算准确", "没有估算得很准", nth=2),  # the first one stands on the slip
]
SECOND = [Typed("抓好党的建设", "抓实党的建设", tracked=True)]
SAID = [Said("基金风险防控一刻不松", "请写具体一点", "某处长")]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with its first round, changed in LibreOffice, saved, opened again, changed and saved again."""
    root = tmp_path_factory.mktemp("office")
    shutil.copytree(SAMPLE, root / "data" / "dongxihu-hrss" / "2021")
    (root / "draft.docx").write_bytes(sent(root).content)
    office.edit(
        root,
        Edited("draft.docx", FIRST, {"first.docx": office.WORD, "first.doc": office.OLD_WORD}, SAID),
        Edited("first.docx", SECOND, {"second.docx": office.WORD}),
        Edited("draft.docx", [], {"opened-1.docx": office.WORD}),
        *(Edited(f"opened-{n}.docx", [], {f"opened-{n + 1}.docx": office.WORD}) for n in (1, 2)),
    )
    return root


def sent(root: Path) -> Sent:
    return send(root / "data" / "dongxihu-hrss" / "2021", root / "output", day=DAY)


@pytest.fixture
def copy(project: Path, tmp_path: Path) -> Path:
    """One of its own for each test."""
    shutil.copytree(project, tmp_path / "project", ignore=shutil.ignore_patterns("profile"))
    return tmp_path / "project"


def pull(root: Path, name: str) -> Outcome:
    return pulled(root / name, root / "data" / "dongxihu-hrss" / "2021", today=DAY)


def told(outcome: Outcome) -> list[tuple[EditKind, Resolution, str]]:
    return [(e.kind, e.resolution, e.new) for e in outcome.edits]


def test_the_draft_has_comments(project: Path) -> None:
    comments = zipfile.ZipFile(io.BytesIO((project / "draft.docx").read_bytes())).read("word/comments.xml").decode()
    assert comments.count("<w:comment ") > 1


@pytest.mark.parametrize(
    ("name", "typed"), [("first.docx", FIRST), ("first.doc", FIRST), ("second.docx", FIRST + SECOND)]
)
def test_every_edit_comes_back_and_nothing_else(copy: Path, name: str, typed: list[Typed]) -> None:
    outcome = pull(copy, name)
    assert {(e.kind, e.resolution) for e in outcome.edits} == {
        (EditKind.PROSE, Resolution.WRITTEN),
        (EditKind.SENTENCE, Resolution.WRITTEN),
    }, told(outcome)
    assert len(outcome.edits) == len(typed), told(outcome)
    tracked = [e for e in outcome.edits if any(t.by in e.new for t in typed if t.tracked)]
    assert all(e.reviewers for e in tracked)
    assert len(tracked) == len([t for t in typed if t.tracked])
    outcome.write()
    words = squeeze(text_of(assemble(copy / "data" / "dongxihu-hrss" / "2021", draft=True).document.root))
    assert [t.words for t in typed if t.by not in words] == []
    assert "没有估算准确" not in words


@pytest.mark.parametrize("name", ["first.docx", "first.doc", "second.docx"])
def test_the_comment_of_a_reviewer_is_listed_once_and_ours_are_not(copy: Path, name: str) -> None:
    outcome = pull(copy, name)
    assert (outcome.remarks, outcome.new_remarks) == (1, 1)
    outcome.write()
    listed = (next(path for path in outcome.others if path.name == "意见.md")).read_text(encoding="utf-8")
    assert "请写具体一点" in listed
    assert pull(copy, name).new_remarks == 0


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_draft_that_was_only_opened_and_saved_brings_nothing(project: Path, times: int) -> None:
    outcome = pull(project, f"opened-{times}.docx")
    assert (told(outcome), outcome.data, outcome.others) == ([], {}, {})
