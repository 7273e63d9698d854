"""A draft of the report of 2021 that LibreOffice opened, changed and saved, as .docx and as .doc, comes back whole."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest

import office
from office import Edited, Typed
from reportgen.atomic_write import replace_files
from reportgen.build import build
from reportgen.document.tree import squeeze, text_of
from reportgen.environment import converted_by_office
from reportgen.review.pull.edits import EditKind, Resolution
from reportgen.review.pull.outcome import pulled
from word import rewritten

pytestmark = pytest.mark.xdist_group("office-pull")  # what LibreOffice saved is made once
ASKED = "这里要不要写得更具体？"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SAMPLE = Path(__file__).parent.parent / "data" / "dongxihu-hrss" / "2021"
TYPED = [
    Typed("守住底线", "守牢底线", tracked=True),
    Typed("收、支总计各减少", "收入、支出总计各减少"),
    Typed("抓好党的建设", "抓实党的建设"),
]


def commented(content: bytes) -> bytes:
    """The draft with a comment that somebody made in Word."""
    comments = (
        f'<w:comments {W}><w:comment w:id="0" w:author="某处长" w:date="2024-09-09T10:00:00Z">'
        f"<w:p><w:r><w:t>{ASKED}</w:t></w:r></w:p></w:comment></w:comments>"
    )
    archive = zipfile.ZipFile(io.BytesIO(content))
    kinds = (
        archive.read("[Content_Types].xml")
        .decode()
        .replace(
            "</Types>",
            '<Override PartName="/word/comments.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/></Types>',
        )
    )
    relations = (
        archive.read("word/_rels/document.xml.rels")
        .decode()
        .replace(
            "</Relationships>",
            '<Relationship Id="rIdComments" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" '
            'Target="comments.xml"/></Relationships>',
        )
    )
    parts = {
        "word/comments.xml": comments.encode(),
        "[Content_Types].xml": kinds.encode(),
        "word/_rels/document.xml.rels": relations.encode(),
    }
    return rewritten(
        content,
        ("基金风险防控一刻不松", '基金风险防控一刻不松</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r><w:r><w:t>'),
        parts=parts,
    )


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the sample, its draft, and what LibreOffice saved of it."""
    root = tmp_path_factory.mktemp("office")
    data = root / "data" / "dongxihu-hrss" / "2021"
    shutil.copytree(SAMPLE, data)
    _, files = build(data, ("docx",), draft=True)
    replace_files(
        {
            root / "output" / "dongxihu-hrss" / "2021" / "部门决算公开" / "草稿.docx": files["docx"],
            root / "draft.docx": files["docx"],
        }
    )
    office.edit(root, Edited("draft.docx", TYPED, {"back.docx": office.WORD, "back.doc": office.OLD_WORD}))
    return root


@pytest.mark.parametrize("name", ["back.docx", "back.doc"])
def test_every_edit_comes_back_and_nothing_else(session: Path, tmp_path: Path, name: str) -> None:
    root = tmp_path / "project"
    shutil.copytree(session, root, ignore=shutil.ignore_patterns("profile"))
    data = root / "data" / "dongxihu-hrss" / "2021"
    outcome = pulled(root / name, data)
    told = [(e.kind, e.resolution) for e in outcome.edits]
    assert set(told) == {(EditKind.PROSE, Resolution.WRITTEN), (EditKind.SENTENCE, Resolution.WRITTEN)}, [
        (e.kind, e.resolution, e.old, e.new, e.message) for e in outcome.edits
    ]
    assert len(told) == 3
    outcome.write()
    made, _ = build(data, ("docx",), draft=True)
    words = squeeze(text_of(made.document.root))
    assert all(t.by in words for t in TYPED)
    assert "守住底线" not in words


def test_a_tracked_edit_says_who_did_it(session: Path) -> None:
    outcome = pulled(session / "back.docx", session / "data" / "dongxihu-hrss" / "2021")
    tracked = next(e for e in outcome.edits if "守牢底线" in e.new)
    assert tracked.reviewers


@pytest.mark.parametrize("target", ["docx:MS Word 2007 XML", "doc:MS Word 97"])
def test_a_comment_comes_through_another_editor(session: Path, target: str) -> None:
    office.python()
    content = commented((session / "draft.docx").read_bytes())
    kind = target.partition(":")[0]
    saved = session / f"commented.{kind}"
    saved.write_bytes(converted_by_office(content, "docx", target, "", ""))
    outcome = pulled(saved, session / "data" / "dongxihu-hrss" / "2021")
    assert outcome.edits == []
    (listed,) = [text.decode() for path, text in outcome.others.items() if path.name == "意见.md"]
    assert ASKED in listed
    assert "十三、预算绩效情况说明" in listed
