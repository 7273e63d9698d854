"""Numbers in front of items are numbering in whatever way an edition writes them: none of them gets into the words."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from clerk import run
from reportgen.build import build
from reportgen.document.numbering import number_of, of_their_kind
from reportgen.load import load
from reportgen.review.pull.edits import Resolution
from reportgen.review.pull.outcome import pulled
from reviewer import Reviewer, new_run, runs, text

pytestmark = pytest.mark.xdist_group("pull-numbering")  # each draft is made once
TEMPLATE = Path(__file__).parents[1] / "templates/final-accounts/base/sections/duties.html"
WAYS = {
    "①": "{{ circled(loop.index) }}",
    "（1）": "（{{ loop.index }}）",
    "(1)": "({{ loop.index }})",
    "1、": "{{ loop.index }}、",
    "一、": "{{ ordinal(loop.index) }}、",
    "（一）": "（{{ ordinal(loop.index) }}）",
}
FIRST = "贯彻执行民生服务工作的法律法规和政策，拟订全区民生服务规划并组织实施"
SECOND = "统筹就业困难人员、困难家庭和老年人的服务与援助工作"
HOWS = ("mark", "tracked mark", "typed", "typed with other words", "typed after a comma")


@dataclass(frozen=True)
class Numbered:
    """A department whose edition numbers its duties in one way."""

    data: Path
    draft: bytes


@pytest.fixture(scope="module", params=WAYS)
def numbered(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Numbered:
    unit = tmp_path_factory.mktemp("numbered") / "data" / "示例局"
    run("new", unit / "2023", code=0)
    ours = unit / "templates" / "final-accounts" / "ours"
    (ours / "sections").mkdir(parents=True)
    page, main = TEMPLATE.read_text(encoding="utf-8"), unit / "2023" / "部门.yaml"
    (ours / "sections" / "duties.html").write_text(page.replace("{{ loop.index }}.", WAYS[request.param]), "utf-8")
    before = main.read_text(encoding="utf-8")
    known = re.search(r"版式: ([\w-]+)", before)
    assert known
    (ours / "edition.yaml").write_text(f"extends: {known[1]}\ntitle: 我们的\n", encoding="utf-8")
    main.write_text(before.replace(known[0], "版式: ours"), encoding="utf-8")
    return Numbered(unit / "2023", build(unit / "2023", ("docx",), draft=True)[1]["docx"])


@pytest.mark.parametrize("how", HOWS)
def test_joined_items_have_no_number_inside(numbered: Numbered, tmp_path: Path, how: str) -> None:
    shutil.copytree(numbered.data.parent, tmp_path / "data" / "示例局")
    data, reviewer = tmp_path / "data" / "示例局" / "2023", Reviewer(numbered.draft)
    p = reviewer.find(FIRST)
    q = reviewer.find(SECOND)
    assert number_of(text(p))
    assert number_of(text(q))
    if "other words" in how:
        reviewer.replaces(q, "援助", "帮扶援助", track=False)
        reviewer.replaces(p, "。", "", track=False)
    if "comma" in how:
        reviewer.replaces(p, "。", "，", track=False)
    words = text(q)
    if "mark" in how:
        reviewer.joins(p, q, track=how.startswith("tracked"))
    else:
        reviewer.deletes(q, track=False)
        runs(p)[-1].addnext(new_run(words))
    (tmp_path / "改.docx").write_bytes(reviewer.content)
    outcome = pulled(tmp_path / "改.docx", data)
    outcome.write()
    assert [edit.resolution for edit in outcome.edits] == [Resolution.WRITTEN]
    duties = load(data).data.duties
    assert len(duties) == 3
    second = SECOND.replace("援助", "帮扶援助") if "other words" in how else SECOND
    assert re.fullmatch(rf"{FIRST}[。，]?{second}。?", duties[0].strip())


@pytest.mark.parametrize(
    ("printed", "words", "left"),
    [
        ("②", "甲。③乙", "甲。乙"),
        ("（2）", "甲；（3）乙（4）", "甲；乙（4）"),
        ("2.", "甲。3.乙，共3.5万元", "甲。乙，共3.5万元"),
        ("2.", "甲。3.2023年起乙", "甲。2023年起乙"),
        ("二、", "甲。 十一、乙", "甲。乙"),
        ("二、", "统一、规范甲。", "统一、规范甲。"),
        ("（二）", "甲（二）乙。（三）丙", "甲（二）乙。丙"),
    ],
)
def test_numbers_of_one_kind_are_known_behind_a_sentence(printed: str, words: str, left: str) -> None:
    assert of_their_kind([printed]).sub("", words) == left


def test_without_numbers_there_is_none_to_take_out() -> None:
    assert of_their_kind([]).sub("", "甲。1.乙") == "甲。1.乙"
