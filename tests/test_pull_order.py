"""What a reviewer puts in another order: whole records in the data, with their comments, or one line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reportgen.build import BuiltReport, assemble, build
from reportgen.load import load
from reportgen.review.pull.edits import EditKind, Resolution
from reportgen.review.pull.outcome import Outcome, pulled
from reportgen.workspace.new import begin
from reviewer import Element, Reviewer, text

pytestmark = pytest.mark.xdist_group("pull-order")  # the drafts are made once
TRACKED = pytest.mark.parametrize("track", [True, False])
WORK = "重点工作和解释.yaml"
PLATFORM, HELP, OLD = "民生服务平台稳定运行", "就业援助精准到人", "助老服务就在身边"
PLAIN = """\
重点工作:                      # 第四部分：小标题: 文字；空一行是另起一段
  民生服务平台稳定运行: |
    整合线上线下窗口，全年受理服务事项｛指标.平台.受理｝，平台用户满意度｛指标.平台.满意｝。
  就业援助精准到人: |
    对就业困难人员实行一人一策，帮扶｛指标.援助.帮扶｝；举办社区招聘活动｛事实.招聘活动｝。
  助老服务就在身边: |
    助餐和巡访服务覆盖｛指标.助老.覆盖｝社区，服务｛指标.助老.服务｝。
"""
WITH_COMMENTS = """\
重点工作:
  # 平台：服务中心写
  民生服务平台稳定运行: 整合线上线下窗口，稳定运行。   # 已核
  # 服务中心的到这里

  # 援助：就业科写
  # 九月再核
  就业援助精准到人: >
    对就业困难人员
    实行一人一策。

  助老服务就在身边: |   # 养老科

    助餐和巡访服务。

    # 这一行是文字，不是注释
# 后面是事实
"""
IN_BRACES = "重点工作: {民生服务平台稳定运行: 稳定运行。, 就业援助精准到人: '一人一策, 有序', \"助老服务就在身边\": 助餐}  # 一行\n"


class Desk:
    """One department-year with its draft, and a reviewer at it."""

    def __init__(self, data: Path, draft: bytes) -> None:
        self.data, self.reviewer = data, Reviewer(draft)

    def pull(self) -> Outcome:
        back = self.data.parent / "改.docx"
        back.write_bytes(self.reviewer.content)
        outcome = pulled(back, self.data)
        outcome.write()
        return outcome

    def file(self, name: str = WORK) -> str:
        return (self.data / name).read_text(encoding="utf-8")

    def next(self) -> BuiltReport:
        return assemble(self.data, draft=True)

    def heading(self, words: str) -> Element:
        return next(p for p in self.reviewer.paragraphs() if text(p).endswith(f"、{words}"))

    def section(self, words: str) -> list[Element]:
        """A heading with the paragraphs below it."""
        found = [self.heading(words)]
        names = (PLATFORM, HELP, OLD)
        while (p := found[-1].getnext()) is not None and text(p) and not text(p).endswith(names) and len(found) < 3:
            if text(p).startswith(("第", "一、", "二、", "三、", "四、")):
                break
            found.append(p)
        return found

    @property
    def work(self) -> list[str]:
        return [*load(self.data).data.key_work]


@pytest.fixture(scope="module", params=[PLAIN, WITH_COMMENTS, IN_BRACES], ids=["plain", "comments", "braces"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes, str]:
    folder = tmp_path_factory.mktemp("order") / "示例局" / "2023"
    begin(folder)
    before = (folder / WORK).read_text(encoding="utf-8")
    (folder / WORK).write_text(request.param + before[before.index("\n# 只在文字里出现") :], encoding="utf-8")
    return folder.parent, build(folder, ("docx",), draft=True)[1]["docx"], request.param


@pytest.fixture
def desk(written: tuple[Path, bytes, str], tmp_path: Path) -> Desk:
    shutil.copytree(written[0], tmp_path / "data" / "示例局")
    return Desk(tmp_path / "data" / "示例局" / "2023", written[1])


def moves(desk: Desk, name: str, to: Element, *, track: bool, before: bool) -> None:
    parts = desk.section(name)
    for p in parts if before else parts[::-1]:
        desk.reviewer.moves(p, to, track=track, before=before)


@TRACKED
@pytest.mark.parametrize(
    ("name", "to", "before", "order"),
    [
        (HELP, PLATFORM, True, [HELP, PLATFORM, OLD]),
        (OLD, PLATFORM, True, [OLD, PLATFORM, HELP]),
        (OLD, HELP, True, [PLATFORM, OLD, HELP]),
    ],
)
def test_headings_with_their_texts_stand_in_their_new_order_in_the_data(
    desk: Desk, name: str, to: str, before: bool, order: list[str], track: bool
) -> None:
    lines, texts = sorted(desk.file().splitlines()), load(desk.data).texts
    moves(desk, name, desk.heading(to), track=track, before=before)
    (edit,) = desk.pull().edits
    assert (edit.kind, edit.resolution) == (EditKind.ORDER, Resolution.WRITTEN), edit.message
    assert edit.message == f"{WORK}:1 重点工作，次序改成：{'、'.join(order)}"
    assert desk.work == order
    assert load(desk.data).texts == texts
    if "{" not in desk.file().splitlines()[0]:
        assert sorted(desk.file().splitlines()) == lines
    printed = [h for h in map(text_of_heading, desk.next().document.root.iter("h2")) if h.endswith(tuple(order))]
    assert [h.partition("、")[2] for h in printed] == order


def text_of_heading(element: object) -> str:
    return "".join(element.itertext()).strip()  # type: ignore[attr-defined]


@TRACKED
def test_the_comments_go_with_their_entry(desk: Desk, written: tuple[Path, bytes, str], track: bool) -> None:
    if written[2] is not WITH_COMMENTS:
        return
    moves(desk, OLD, desk.heading(PLATFORM), track=track, before=True)
    desk.pull()
    assert desk.file().startswith("""\
重点工作:
  助老服务就在身边: |   # 养老科

    助餐和巡访服务。

    # 这一行是文字，不是注释

  # 平台：服务中心写
  民生服务平台稳定运行: 整合线上线下窗口，稳定运行。   # 已核
  # 服务中心的到这里

  # 援助：就业科写
  # 九月再核
  就业援助精准到人: >
    对就业困难人员
    实行一人一策。
# 后面是事实
""")


@TRACKED
def test_a_heading_that_moved_and_other_words_are_both_written(desk: Desk, track: bool) -> None:
    moves(desk, HELP, desk.heading(PLATFORM), track=track, before=True)
    desk.reviewer.replaces(
        desk.reviewer.find("整合线上线下窗口" if "整合" in desk.file() else "稳定运行。"),
        "稳定" if "平台用户" not in desk.file() else "整合",
        "有序整合",
        track=track,
    )
    outcome = desk.pull()
    assert {edit.resolution for edit in outcome.edits} == {Resolution.WRITTEN}
    assert desk.work == [HELP, PLATFORM, OLD]
    assert "有序整合" in desk.file()


def test_back_again_is_the_file_as_it_was(desk: Desk) -> None:
    before = desk.file()
    moves(desk, HELP, desk.heading(PLATFORM), track=False, before=True)
    desk.pull()
    _, files = build(desk.data, ("docx",), draft=True)
    desk.reviewer = Reviewer(files["docx"])
    moves(desk, PLATFORM, desk.heading(HELP), track=False, before=True)
    desk.pull()
    assert desk.file() == before
