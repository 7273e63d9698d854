"""What a reviewer puts in another order: whole records in the data, with their comments, or one line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reportgen.build import BuiltReport, assemble, build
from reportgen.load import load
from reportgen.review.pull.data_changes import Reordered
from reportgen.review.pull.edits import EditKind, Resolution
from reportgen.review.pull.outcome import Outcome, pulled
from reportgen.review.pull.splices import CannotChange
from reportgen.review.pull.yaml_order import reordered, reordered_csv
from reportgen.workspace.new import begin
from reviewer import Element, Reviewer, row_of, text

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


# -- rows --------------------------------------------------------------------------------------------------------------


INDICATORS = "指标.yaml"
RATE, COUNT, TIME, PLEASED = "平台运行正常率", "受理服务事项", "故障平均响应时间", "平台用户满意度"
POINTS = {RATE: 20, COUNT: 30, TIME: 20, PLEASED: 10}


@pytest.fixture(scope="module")
def of_one_level(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """The sample with the indicators of one project of one level, so that only the data say their order."""
    folder = tmp_path_factory.mktemp("rows") / "示例局" / "2023"
    begin(folder)
    path = folder / INDICATORS
    words = path.read_text(encoding="utf-8").replace("产出/质量", "产出/数量").replace("产出/时效", "产出/数量")
    path.write_text(words.replace("    | 响应 |", "    # 问过平台\n    | 响应 |"), encoding="utf-8")
    return folder.parent, build(folder, ("docx",), draft=True)[1]["docx"]


@pytest.fixture
def rows(of_one_level: tuple[Path, bytes], tmp_path: Path) -> Desk:
    shutil.copytree(of_one_level[0], tmp_path / "data" / "示例局")
    return Desk(tmp_path / "data" / "示例局" / "2023", of_one_level[1])


def row(desk: Desk, words: str) -> Element:
    """The row in the form of the project, which says the points of its own."""
    return row_of(desk.reviewer.find(f"{words}（{POINTS[words]}分）"))


def indicators(desk: Desk) -> list[str]:
    return [one["指标"] for one in load(desk.data).data.indicators["平台"]]


@pytest.mark.parametrize(
    ("moved", "to", "behind", "order"),
    [
        (RATE, COUNT, True, [COUNT, RATE, TIME]),
        (TIME, RATE, False, [TIME, RATE, COUNT]),
        (TIME, RATE, True, [RATE, TIME, COUNT]),
        (RATE, TIME, True, [COUNT, TIME, RATE]),
    ],
)
def test_a_row_that_only_the_data_order_moves_there(
    rows: Desk, moved: str, to: str, behind: bool, order: list[str]
) -> None:
    lines = sorted(rows.file(INDICATORS).splitlines())
    element, beside = row(rows, moved), row(rows, to)
    beside.addnext(element) if behind else beside.addprevious(element)
    (edit,) = rows.pull().edits
    assert (edit.kind, edit.resolution) == (EditKind.ORDER, Resolution.WRITTEN), edit.message
    assert edit.message.startswith(f"{INDICATORS}:6:3 指标.平台，「")
    assert indicators(rows)[:3] == order
    assert sorted(rows.file(INDICATORS).splitlines()) == lines
    assert "    # 问过平台\n    | 响应 |" in rows.file(INDICATORS)


def test_a_row_that_leaves_its_level_is_told_and_stays(rows: Desk) -> None:
    before = rows.file(INDICATORS)
    row(rows, PLEASED).addnext(row(rows, RATE))
    (edit,) = rows.pull().edits
    assert (edit.kind, edit.resolution) == (EditKind.ORDER, Resolution.NOTED)
    assert rows.file(INDICATORS) == before


# -- files -------------------------------------------------------------------------------------------------------------


def reorder(text: str, *order: str | int, keys: tuple[str, ...] = ("甲",)) -> str:
    return reordered(text, "甲.yaml", Reordered(keys, order, "请手工挪"))


@pytest.mark.parametrize(
    ("before", "order", "after"),
    [
        ("甲:\n  一: 1\n  二: 2", ("二", "一"), "甲:\n  二: 2\n  一: 1"),
        (
            "甲:\r\n  一: 1\r\n  二: |\r\n    2\r\n乙: 3\r\n",
            ("二", "一"),
            "甲:\r\n  二: |\r\n    2\r\n  一: 1\r\n乙: 3\r\n",
        ),
        ('甲: # 注\n  "一": 1 # 一\n  二: 2\n', ("二", "一"), '甲: # 注\n  二: 2\n  "一": 1 # 一\n'),
        ("甲: {一: 1, 二: '2, 3'} # 注\n", ("二", "一"), "甲: {二: '2, 3', 一: 1} # 注\n"),
        ("甲:\n  一: [1, 2]\n  二:\n    - 3\n    - 4\n", ("二", "一"), "甲:\n  二:\n    - 3\n    - 4\n  一: [1, 2]\n"),
        (
            "甲: |\n  名 | 数\n  一 | 1\n  # 二的\n  二 | 2\n",
            (1, 0),
            "甲: |\n  名 | 数\n  # 二的\n  二 | 2\n  一 | 1\n",
        ),
        ("甲:\n  - {名: 一}\n  - 名: 二\n    数: 2\n", (1, 0), "甲:\n  - 名: 二\n    数: 2\n  - {名: 一}\n"),
        ("甲:\n  一: 1\n  二: 2\n  新: 3\n", ("二", "一"), "甲:\n  二: 2\n  一: 1\n  新: 3\n"),
    ],
)
def test_whole_lines_move_and_nothing_else(before: str, order: tuple[str | int, ...], after: str) -> None:
    assert reorder(before, *order) == after


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("甲: {一: 1,\n  二: 2}\n", ("二", "一")),
        ("甲:\n  - {名: 一}\n  - {名: 二}\n", (1, 5)),
        ("甲: [{名: 一}, {名: 二}]\n", (1, 0)),
        ("甲: 字\n", ("二", "一")),
        ("乙: 字\n", ("二", "一")),
    ],
)
def test_what_can_not_be_moved_safely_is_for_a_person(text: str, order: tuple[str | int, ...]) -> None:
    with pytest.raises(CannotChange, match="请手工挪"):
        reorder(text, *order)


def test_rows_of_a_csv_move_as_lines() -> None:
    change = Reordered(("甲",), (1, 0), "请手工挪")
    assert reordered_csv('名,数\r\n一,"1,000"\r\n二,2\r\n', change) == '名,数\r\n二,2\r\n一,"1,000"\r\n'
    with pytest.raises(CannotChange):
        reordered_csv('名,数\n一,"1\n2"\n二,2\n', change)


def test_an_entry_that_moved_and_got_another_name_is_not_put_in_order(desk: Desk) -> None:
    desk.reviewer.replaces(desk.heading(OLD), "身边", "家边", track=False)
    moves(desk, HELP, desk.heading(PLATFORM), track=False, before=True)
    outcome = desk.pull()
    assert {edit.kind for edit in outcome.edits} == {EditKind.ORDER, EditKind.NAME}
    assert sorted(desk.work) == sorted([HELP, PLATFORM, OLD.replace("身边", "家边")])
    assert desk.work.index(HELP) < desk.work.index(PLATFORM)


def test_an_entry_may_go_while_others_move(desk: Desk) -> None:
    for p in desk.section(OLD):
        desk.reviewer.deletes(p, track=False)
    moves(desk, HELP, desk.heading(PLATFORM), track=False, before=True)
    outcome = desk.pull()
    assert {edit.resolution for edit in outcome.edits} == {Resolution.WRITTEN}
    assert desk.work == [HELP, PLATFORM]


PROJECTS = ("民生服务平台运行维护", "就业困难人员就业援助", "社区助老服务")


@pytest.mark.parametrize(("moved", "to", "before"), [(2, 0, True), (0, 2, False), (1, 0, True)])
def test_a_paragraph_for_each_project_moves_the_project(rows: Desk, moved: int, to: int, before: bool) -> None:
    lines = sorted(rows.file("项目.yaml").splitlines())
    one, other = (rows.reviewer.find(f"{PROJECTS[n]}绩效自评综述") for n in (moved, to))
    rows.reviewer.moves(one, other, track=False, before=before)
    (edit,) = rows.pull().edits
    assert (edit.kind, edit.resolution) == (EditKind.ORDER, Resolution.WRITTEN), edit.message
    wanted = [n for n in range(3) if n != moved]
    wanted.insert(wanted.index(to) + (not before), moved)
    assert [p.full_name for p in load(rows.data).data.projects] == [PROJECTS[n] for n in wanted]
    assert sorted(rows.file("项目.yaml").splitlines()) == lines


def test_where_the_data_say_the_order_of_paragraphs_elsewhere_it_is_told(rows: Desk) -> None:
    path = rows.data / "项目.yaml"
    path.write_text("项目叙述: [平台, 援助, 助老]\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    before = path.read_bytes()
    one, other = (rows.reviewer.find(f"{PROJECTS[n]}绩效自评综述") for n in (2, 0))
    rows.reviewer.moves(one, other, track=False, before=True)
    (edit,) = rows.pull().edits
    assert (edit.kind, edit.resolution) == (EditKind.ORDER, Resolution.NOTED)
    assert path.read_bytes() == before
