"""Random edits of a Word draft, pulled and built again: the report says what the reviewer left,
and nothing else moved.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import tempfile
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import small
from reportgen.build import BuiltReport, assemble
from reportgen.document.anchors import Anchor, anchors_of
from reportgen.document.numbering import number_of
from reportgen.document.patterns import pattern_of
from reportgen.document.tree import text_of
from reportgen.review.pull.edits import EditKind, Resolution
from reportgen.review.pull.outcome import pulled
from reportgen.writers.docx import write_docx
from reportgen.writers.docx.marks import name_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
KEYS = {
    "上年数": "{收入总计: 100, 支出总计: 100, 支出.基本支出: 80, 支出.项目支出: 20}",
    "原因": "{总体: 新设了一个科室}  # 财务科写的",
    "科目用途": "\n  208: 就业服务和社会保险经办",
    "主要职能": "\n- 拟订本区人力资源市场发展规划\n- '统筹推进“社会保障”体系建设'\n- |\n  负责就业创业工作，\n  落实｛收入总计｝的各项补贴",
    "重点工作": "\n  就业形势稳定: |\n    全年收入｛收入总计｝，支出｛支出总计｝，保障了重点群体就业。"
    "\n    各项指标都完成了。\n\n    第二段说社会保险，扩面顺利。\n  服务更便捷: 窗口办理时间缩短一半。",
}
WORDS = [
    "补充一句",
    "，其中",
    "甲乙丙",
    "“引号”",
    "3场",
    "，共1,234人",
    "：",
    "A类",
    "（含）",
    "。",
    "；",
    "……",
    "# 号",
    "“",
    "是",
]


@dataclass(frozen=True)
class Typed:
    """One edit: which of the addresses, from where, how many characters go, what comes, tracked or not."""

    address: int
    at: float
    cut: int
    words: str
    tracked: bool


TYPED = st.builds(
    Typed, st.integers(0, 10_000), st.floats(0, 1), st.integers(0, 6), st.sampled_from(["", *WORDS]), st.booleans()
)


class Draft:
    """The Word file, and the report that it was written from; nothing that is printed with an example."""

    def __init__(self, content: bytes, made: BuiltReport) -> None:
        self.content, self.made = content, made

    @cached_property
    def anchors(self) -> dict[ET.Element, Anchor]:
        """The anchors of the report: walked once for all rounds."""
        return dict(anchors_of(self.made.document.root))

    @cached_property
    def sentences(self) -> dict[str, tuple[Anchor, ET.Element]]:
        """What a reviewer may rewrite, by the name of its control; not the number of an item, nor the name of a term,
        which is a key.
        """
        return {
            name_of(s): (s, e)
            for e, s in self.anchors.items()
            if s.kind == "words" and not s.locked and e.tag in ("p", "span", "li")
            if not re.fullmatch(r"\d+[.．]｛文：[^｛｝]+｝|[^｛｝]*：｛文：名词解释[^｛｝]+｝[。]?", pattern_of(e))
        }

    @cached_property
    def inside(self) -> dict[str, set[str]]:
        """For each sentence, the controls within it."""
        return {
            name: {name_of(self.anchors[e]) for e in element.iter() if e in self.anchors and e is not element}
            for name, (_, element) in self.sentences.items()
        }

    @cached_property
    def figures(self) -> dict[tuple[str, str, int | None], str]:
        """Every figure's printed text by where it stands."""
        return figures_of(self.anchors)


@pytest.fixture(scope="module")
def draft() -> Draft:
    """A draft with prose of every kind."""
    with tempfile.TemporaryDirectory() as folder:
        made = assemble(small.write(Path(folder) / "2023", **KEYS), draft=True)
    return Draft(write_docx(made.document), made)


def figures_of(anchors: dict[ET.Element, Anchor]) -> dict[tuple[str, str, int | None], str]:
    """Every figure's printed text by where it stands."""
    return {(s.place, s.key, s.number): text_of(e) for e, s in anchors.items() if s.kind == "figure"}


def edited(content: bytes, edits: dict[str, Typed]) -> tuple[bytes, set[str]]:
    """The file with the edits made in its controls, and the controls in which something changed."""
    parts = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = ET.fromstring(parts["word/document.xml"])
    changed = {name for name, edit in edits.items() if _type(root, name, edit)}
    parts["word/document.xml"] = ET.tostring(root)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue(), changed


def _type(root: ET.Element, name: str, edit: Typed) -> bool:
    """Type in one run of the control's own words."""
    control = next(
        s
        for s in root.iter(f"{W}sdt")
        if s.find(f"{W}sdtPr/{W}tag") is not None and s.find(f"{W}sdtPr/{W}tag").get(f"{W}val") == name
    )
    body = control.find(f"{W}sdtContent")
    runs = [run for run in body.findall(f"{W}r") if run.find(f"{W}t") is not None]
    if not runs:
        return False
    run = runs[min(int(edit.at * len(runs)), len(runs) - 1)]
    text = run.find(f"{W}t").text or ""
    start = min(int(edit.at * 7919) % (len(text) + 1), len(text))
    start = max(start, len(number_of(text)) if run is runs[0] else 0)  # the number is the program's
    gone = text[start : start + edit.cut]
    if gone == edit.words:
        return False
    if gone == text and not edit.words and len(runs) == 1:
        return False  # a sentence that is emptied is another matter
    place = list(body).index(run)
    body.remove(run)
    pieces = [_run(text[:start])]
    if edit.tracked:
        pieces += [_tracked("del", gone, "delText"), _tracked("ins", edit.words, "t")]
    else:
        pieces.append(_run(edit.words))
    pieces.append(_run(text[start + edit.cut :]))
    body[place:place] = [piece for piece in pieces if piece is not None]
    return True


def _run(text: str, kind: str = "t") -> ET.Element | None:
    if not text:
        return None
    run = ET.Element(f"{W}r")
    ET.SubElement(run, f"{W}{kind}", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}).text = text
    return run


def _tracked(kind: str, text: str, holder: str) -> ET.Element | None:
    run = _run(text, holder)
    if run is None:
        return None
    change = ET.Element(f"{W}{kind}", {f"{W}id": "9", f"{W}author": "某处长", f"{W}date": "2024-09-10T08:00:00Z"})
    change.append(run)
    return change


def shown(content: bytes) -> dict[str, str]:
    """What each control of the file says, deletions left out, read without our reader."""
    root = ET.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))
    found = {}
    for control in root.iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        if tag is not None:
            found[tag.get(f"{W}val")] = "".join(t.text or "" for t in control.iter(f"{W}t"))
    return found


def closed(text: str) -> str:
    """Without what the report puts at the end of a person's words by itself."""
    return re.sub(r"\s+", " ", text).strip().rstrip("。；;，, ")


@settings(
    max_examples=int(os.environ.get("REPORTGEN_ROUNDS", "60")),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a round is short as it is
)
@given(st.lists(TYPED, min_size=1, max_size=4))
def test_what_a_reviewer_left_is_what_the_next_report_says(draft: Draft, typed: list[Typed]) -> None:
    content, anchors = draft.content, draft.sentences
    names = sorted(anchors)
    wanted = {names[t.address % len(names)]: t for t in typed}
    back, changed = edited(content, wanted)
    left = shown(back)
    folder = Path(tempfile.mkdtemp())
    try:
        data = small.write(folder / "2023", **KEYS)
        (folder / "back.docx").write_bytes(back)
        outcome = pulled(folder / "back.docx", data)
        assert {e.resolution for e in outcome.edits} <= {Resolution.WRITTEN, Resolution.REFUSED}, [
            (e.kind, e.resolution, e.old, e.new, e.message) for e in outcome.edits
        ]
        assert {e.kind for e in outcome.edits} <= {EditKind.PROSE, EditKind.SENTENCE, EditKind.NAME}
        assert len(outcome.edits) == len(changed)
        if any(wanted[name].tracked for name in changed):
            assert "某处长" in {hand.who for e in outcome.edits for hand in e.reviewers}
        outcome.write()
        now = assemble(data, draft=True)
        after = dict(anchors_of(now.document.root))
        printed = {name_of(s): closed(text_of(e)) for e, s in after.items()}
        before = {name: closed(text_of(anchors[name][1])) for name in changed}
        stayed = {name for name in changed if printed[name] == before[name] != closed(left[name])}
        refused = [e.message for e in outcome.edits if e.resolution is Resolution.REFUSED]
        assert len(stayed) == len(refused), refused  # a unit, a direction or a year beside a figure is not for words
        taken = changed - stayed
        assert {name: printed[name] for name in taken} == {name: closed(left[name]) for name in taken}
        untouched = [n for n in names if n not in changed and not draft.inside[n] & changed]
        assert [n for n in untouched if n in printed and printed[n] != closed(text_of(anchors[n][1]))] == []
        figures = figures_of(after)
        assert {k: v for k, v in draft.figures.items() if k in figures and figures[k] != v} == {}
        assert [pattern_of(e) for e, s in after.items() if s.prose and s.key == "原因.总体"] != []
    finally:
        shutil.rmtree(folder, ignore_errors=True)
