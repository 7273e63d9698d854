"""Items, paragraphs, rows and forms that a reviewer deletes, adds, moves, splits, joins or copies."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.build import BuiltReport, assemble, build
from reportgen.cli import commands
from reportgen.document.tree import squeeze, text_of
from reportgen.load import load
from reportgen.review.pull.edits import EditKind, Resolution
from reportgen.review.pull.outcome import Outcome, pulled
from reportgen.writers.docx.opened import NotOurs
from reviewer import Element, Reviewer, row_of, runs, text

pytestmark = pytest.mark.xdist_group("pull-wholes")  # the draft is made once
CASE = Path(__file__).parent / "files" / "deleted-in-libreoffice.docx"
"""The draft with item 2 of 主要职能 deleted in LibreOffice 7.4, changes tracked."""
DUTIES = (
    "贯彻执行民生服务工作的法律法规和政策，拟订全区民生服务规划并组织实施",
    "统筹就业困难人员、困难家庭和老年人的服务与援助工作",
    "建设、运行和管理全区民生服务平台，指导街道和社区的民生服务工作",
    "承担区委、区政府交办的其他任务",
)
FIRST, SECOND, THIRD, FOURTH = DUTIES
USES = ("自评结果作为编制下年部门预算的依据", "对支付进度慢的项目约谈实施单位，限期整改")
TRACKED = pytest.mark.parametrize("track", [True, False])


class Desk:
    """The sample with its draft, and a reviewer at it."""

    def __init__(self, data: Path, draft: bytes, root: Path) -> None:
        self.data, self.root, self.reviewer = data, root, Reviewer(draft)

    def pull(self, **options: object) -> Outcome:
        """The draft comes back and is written."""
        back = self.root / "改.docx"
        back.write_bytes(self.reviewer.content)
        outcome = pulled(back, self.data, **options)  # type: ignore[arg-type]
        outcome.write()
        return outcome

    @property
    def duties(self) -> tuple[str, ...]:
        return tuple(words.strip() for words in load(self.data).data.duties)

    @property
    def uses(self) -> tuple[str, ...]:
        return tuple(
            words for address, words in load(self.data).texts.items() if address.startswith("绩效说明.结果应用.")
        )

    def file(self, name: str) -> str:
        return (self.data / name).read_text(encoding="utf-8")

    def next(self) -> BuiltReport:
        return assemble(self.data, draft=True)

    def says(self, words: str) -> bool:
        return squeeze(words) in squeeze(text_of(self.next().document.root))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    root = tmp_path_factory.mktemp("wholes")
    CliRunner().invoke(commands, ["new", str(root / "示例局" / "2023")], catch_exceptions=False)
    _, files = build(root / "示例局" / "2023", ("docx",), draft=True)
    return root / "示例局", files["docx"]


@pytest.fixture
def desk(sample: tuple[Path, bytes], tmp_path: Path) -> Desk:
    home, draft = sample
    shutil.copytree(home, tmp_path / "data" / "示例局")
    return Desk(tmp_path / "data" / "示例局" / "2023", draft, tmp_path)


def nothing_rewritten(desk: Desk) -> bool:
    return not any("\n改写" in desk.file(path.name) for path in desk.data.glob("*.yaml"))


def told(outcome: Outcome) -> list[tuple[EditKind, Resolution]]:
    return [(edit.kind, edit.resolution) for edit in outcome.edits]


# -- items of a list ---------------------------------------------------------------------------------------------------


@TRACKED
@pytest.mark.parametrize("which", [0, 1, 2, 3])
@pytest.mark.parametrize("renumbered", [True, False])
def test_an_item_that_is_deleted_goes_and_nothing_else(desk: Desk, which: int, track: bool, renumbered: bool) -> None:
    desk.reviewer.deletes(desk.reviewer.find(f"{which + 1}.{DUTIES[which]}"), track=track)
    if renumbered:
        for number in range(which + 2, 5):
            p = desk.reviewer.find(f"{number}.{DUTIES[number - 1]}")
            desk.reviewer.replaces(p, f"{number}.", f"{number - 1}.", track=track)
    assert told(desk.pull()) == [(EditKind.ITEM, Resolution.WRITTEN)]
    assert desk.duties == DUTIES[:which] + DUTIES[which + 1 :]
    assert nothing_rewritten(desk)
    assert desk.says(f"3.{desk.duties[2]}")


@TRACKED
@pytest.mark.parametrize("where", [0, 1, 2, 3, 4])
@pytest.mark.parametrize("renumbered", [True, False])
def test_an_item_that_is_put_in_stands_where_it_was_put(desk: Desk, where: int, track: bool, renumbered: bool) -> None:
    if renumbered:
        for number in range(where + 1, 5):
            p = desk.reviewer.find(f"{number}.{DUTIES[number - 1]}")
            desk.reviewer.replaces(p, f"{number}.", f"{number + 1}.", track=track)
    beside = desk.reviewer.find(DUTIES[max(where - 1, 0)])
    desk.reviewer.types(beside, f"{where + 1}.编制民生服务年度计划。", track=track, before=where == 0)
    assert told(desk.pull()) == [(EditKind.PARAGRAPH, Resolution.WRITTEN)]
    assert desk.duties == (*DUTIES[:where], "编制民生服务年度计划", *DUTIES[where:])
    assert nothing_rewritten(desk)


@TRACKED
@pytest.mark.parametrize(("item", "to", "before"), [(2, 0, True), (1, 2, False), (0, 3, False), (3, 1, True)])
def test_an_item_that_was_dragged_moves(desk: Desk, item: int, to: int, before: bool, track: bool) -> None:
    desk.reviewer.moves(desk.reviewer.find(DUTIES[item]), desk.reviewer.find(DUTIES[to]), track=track, before=before)
    assert told(desk.pull()) == [(EditKind.ORDER, Resolution.WRITTEN)]
    rest = [duty for duty in DUTIES if duty != DUTIES[item]]
    rest.insert(rest.index(DUTIES[to]) + (0 if before else 1), DUTIES[item])
    assert desk.duties == tuple(rest)
    assert "   # 可以不写" in desk.file("部门.yaml")
    assert nothing_rewritten(desk)


@TRACKED
def test_an_item_that_was_split_becomes_two(desk: Desk, track: bool) -> None:
    p = desk.reviewer.find(THIRD)
    desk.reviewer.splits(p, text(p).index("指导街道"), track=track)
    assert told(desk.pull()) == [(EditKind.ITEM, Resolution.WRITTEN)]
    assert desk.duties == (FIRST, SECOND, "建设、运行和管理全区民生服务平台，", "指导街道和社区的民生服务工作", FOURTH)


@TRACKED
def test_items_that_were_joined_become_one(desk: Desk, track: bool) -> None:
    desk.reviewer.joins(desk.reviewer.find(SECOND), desk.reviewer.find(THIRD), track=track)
    assert told(desk.pull()) == [(EditKind.ITEM, Resolution.WRITTEN)]
    assert [duty.rstrip("。") for duty in desk.duties] == [FIRST, f"{SECOND}。{THIRD}", FOURTH]
    assert nothing_rewritten(desk)


def test_two_items_at_once(desk: Desk) -> None:
    desk.reviewer.deletes(desk.reviewer.find(FIRST), track=True)
    desk.reviewer.deletes(desk.reviewer.find(FOURTH), track=False)
    desk.reviewer.replaces(desk.reviewer.find(THIRD), "指导街道", "督促指导街道", track=True)
    desk.pull()
    assert desk.duties == (SECOND, THIRD.replace("指导", "督促指导"))


def test_a_copied_item_is_told_and_an_edited_copy_is_a_new_one(desk: Desk) -> None:
    desk.reviewer.copies(desk.reviewer.find(SECOND))
    outcome = desk.pull()
    assert told(outcome) == [(EditKind.PARAGRAPH, Resolution.NOTED)]
    assert "复制" in outcome.edits[0].message
    assert desk.duties == DUTIES


def test_an_edited_copy_is_a_new_item(desk: Desk) -> None:
    copy = desk.reviewer.copies(desk.reviewer.find(SECOND))
    desk.reviewer.replaces(copy, "就业困难人员、困难家庭和老年人的服务与援助", "社会组织的登记和年检", track=False)
    desk.pull()
    assert desk.duties == (FIRST, SECOND, "统筹社会组织的登记和年检工作", THIRD, FOURTH)


def test_an_item_dragged_to_a_strange_place_is_told_and_stays(desk: Desk) -> None:
    desk.reviewer.moves(desk.reviewer.find(SECOND), desk.reviewer.find("机关运行经费支出86.20"), track=False)
    outcome = desk.pull()
    assert told(outcome) == [(EditKind.ORDER, Resolution.NOTED)]
    assert desk.duties == DUTIES


def test_a_list_that_is_deleted_whole_is_told(desk: Desk) -> None:
    for duty in DUTIES:
        desk.reviewer.deletes(desk.reviewer.find(duty), track=True)
    assert {edit.resolution for edit in desk.pull().edits} == {Resolution.NOTED}
    assert desk.duties == DUTIES


@pytest.mark.parametrize("track", [True, False])
def test_a_list_in_brackets_takes_all_of_it_too(desk: Desk, track: bool) -> None:
    first, second = (desk.reviewer.find(words) for words in USES)
    desk.reviewer.moves(first, second, track=track)
    desk.reviewer.types(second, "中间加的一条，见报告。", track=track)
    desk.pull()
    assert desk.uses == (USES[1], "中间加的一条，见报告", USES[0])


def test_a_paragraph_of_a_list_without_numbers_may_be_split_and_joined(desk: Desk) -> None:
    p = desk.reviewer.find(USES[1])
    desk.reviewer.splits(p, text(p).index("限期整改"), track=False)
    desk.pull()
    assert desk.uses == (USES[0], "对支付进度慢的项目约谈实施单位，", "限期整改")


def test_joined_paragraphs_of_a_list_without_numbers_are_one(desk: Desk) -> None:
    desk.reviewer.joins(*(desk.reviewer.find(words) for words in USES), track=False)
    desk.pull()
    assert [words.rstrip("。") for words in desk.uses] == ["。".join(USES)]


def test_an_item_in_a_cell_is_one_too(desk: Desk) -> None:
    cell = desk.reviewer.find("申请调整。2.按季度通报支付进度")
    desk.reviewer.replaces(cell, "2.按季度通报支付进度。", "2.加强培训。3.按季度通报支付进度。", track=False)
    desk.pull()
    assert "改进措施: [招标节约的资金及时申请调整, 加强培训, 按季度通报支付进度]" in desk.file("整体自评.yaml")


# -- texts, terms ------------------------------------------------------------------------------------------------------


def test_a_paragraph_more_keeps_the_comment_in_its_line(desk: Desk) -> None:
    desk.reviewer.types(desk.reviewer.find("江城区民生服务局是主管"), "第二段概述。", track=True)
    desk.pull()
    assert "概述: |-   # 可以不写\n" in desk.file("部门.yaml")
    assert load(desk.data).texts["部门.概述"].endswith("工作部门。\n\n第二段概述。")


@TRACKED
def test_a_term_goes_whole(desk: Desk, track: bool) -> None:
    desk.reviewer.deletes(desk.reviewer.find("（十五）民生服务平台"), track=track)
    assert told(desk.pull()) == [(EditKind.ITEM, Resolution.WRITTEN)]
    assert "\n名词解释:" not in desk.file("重点工作和解释.yaml")
    assert nothing_rewritten(desk)


def test_a_term_of_the_edition_stays_and_that_is_one_line(desk: Desk) -> None:
    desk.reviewer.deletes(desk.reviewer.find("（七）基本支出："), track=True)
    assert told(desk.pull()) == [(EditKind.ITEM, Resolution.REFUSED)]


def test_a_heading_and_its_text_go_whole(desk: Desk) -> None:
    desk.reviewer.deletes(desk.reviewer.find("二、就业援助精准到人"), track=True)
    desk.reviewer.deletes(desk.reviewer.find("一人一策"), track=True)
    desk.reviewer.replaces(desk.reviewer.find("三、助老服务就在身边"), "三、", "二、", track=True)
    assert told(desk.pull()) == [(EditKind.ITEM, Resolution.WRITTEN)]
    assert "就业援助精准到人" not in desk.file("重点工作和解释.yaml")


@TRACKED
def test_figures_of_a_split_text_stay_references(desk: Desk, track: bool) -> None:
    p = desk.reviewer.find("一人一策")
    desk.reviewer.splits(p, text(p).index("举办社区"), track=track)
    desk.pull()
    assert "    举办社区招聘活动｛事实.招聘活动｝。" in desk.file("重点工作和解释.yaml")
    assert desk.says("举办社区招聘活动18场")


# -- rows, forms, standard sentences -----------------------------------------------------------------------------------


@TRACKED
def test_a_deleted_row_is_one_line_and_nothing_is_written(desk: Desk, track: bool) -> None:
    desk.reviewer.deletes_row(row_of(desk.reviewer.find("故障平均响应时间（20分）")), track=track)
    outcome = desk.pull()
    assert told(outcome) == [(EditKind.ROW, Resolution.NOTED)]
    assert "故障平均响应时间" in outcome.edits[0].old
    assert "指标.yaml:10" in outcome.edits[0].message
    assert not outcome.data


@TRACKED
def test_a_deleted_form_is_one_line(desk: Desk, track: bool) -> None:
    title = desk.reviewer.find("2023年度民生服务平台运行维护项目绩效自评表", -1)
    gone = [title]
    while not text(last := gone[-1].getnext()).startswith("2023年度就业困难人员就业援助项目自评结果"):
        gone.append(last)
    for element in gone:
        if not element.tag.endswith("}tbl"):
            desk.reviewer.deletes(element, track=track)
        elif track:
            for row in list(element.iter(f"{element.tag[:-3]}tr")):
                desk.reviewer.deletes_row(row, track=True)
        else:
            element.getparent().remove(element)
    outcome = desk.pull()
    assert told(outcome) == [(EditKind.ROW, Resolution.NOTED)], [(e.old, e.message) for e in outcome.edits]
    assert not outcome.data


def test_a_copied_and_a_moved_row_are_told(desk: Desk) -> None:
    row = row_of(desk.reviewer.find("故障平均响应时间（20分）"))
    desk.reviewer.copies(row)
    assert told(desk.pull()) == [(EditKind.ROW, Resolution.NOTED)]


def test_a_moved_row_is_told(desk: Desk) -> None:
    row = row_of(desk.reviewer.find("故障平均响应时间（20分）"))
    row.getnext().addnext(row)
    assert told(desk.pull()) == [(EditKind.ORDER, Resolution.NOTED)]


SPENT, BY_FUNCTION = "2023年度支出合计1,415.90", "按支出功能分类"
Act = Callable[[Reviewer], object]


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda r: r.joins(r.find(SPENT), r.find(BY_FUNCTION), track=True), "并成了一段"),
        (lambda r: r.joins(r.find(SPENT), r.find(BY_FUNCTION), track=False), "并成了一段"),
        (lambda r: r.splits(r.find(SPENT), 40, track=True), "拆成了几段"),
        (lambda r: r.splits(r.find(SPENT), 40, track=False), "拆成了几段"),
        (lambda r: r.moves(r.find(SPENT), r.find(BY_FUNCTION), track=False), "挪了位置"),
        (lambda r: r.moves(r.find(SPENT), r.find(BY_FUNCTION), track=True), "挪了位置"),
        (lambda r: r.deletes(r.find(BY_FUNCTION), track=True), "不能整句删去"),
        (lambda r: r.deletes(r.find(BY_FUNCTION), track=False), "不在文件里了"),
        (lambda r: r.copies(r.find("机关运行经费支出86.20")), "新加的一段"),
    ],
)
def test_the_wholes_of_standard_sentences_are_told_once(desk: Desk, act: Act, words: str) -> None:
    act(desk.reviewer)
    outcome = desk.pull()
    assert len(outcome.edits) == 1, told(outcome)
    assert words in outcome.edits[0].message
    assert outcome.edits[0].resolution in (Resolution.NOTED, Resolution.REFUSED)
    assert not outcome.data


# -- drafts that are older than the data -------------------------------------------------------------------------------


def duties_become(desk: Desk, before: str, after: str) -> None:
    path = desk.data / "部门.yaml"
    path.write_text(desk.file("部门.yaml").replace(before, after), encoding="utf-8")


@pytest.mark.parametrize("choice", ["", "theirs", "ours"])
def test_an_item_is_found_by_what_it_said(desk: Desk, choice: str) -> None:
    duties_become(desk, f"  - {SECOND}\n", "")
    desk.reviewer.replaces(desk.reviewer.find(THIRD), "指导街道", "督促指导街道", track=True)
    assert told(desk.pull(choice=choice)) == [(EditKind.PROSE, Resolution.WRITTEN)]
    assert desk.duties == (FIRST, THIRD.replace("指导", "督促指导"), FOURTH)


def test_a_stale_deletion_takes_the_item_that_it_meant(desk: Desk) -> None:
    duties_become(desk, f"  - {SECOND}\n", f"  - 新加在前面的一条\n  - {SECOND}\n")
    desk.reviewer.deletes(desk.reviewer.find(SECOND), track=True)
    desk.pull()
    assert desk.duties == (FIRST, "新加在前面的一条", THIRD, FOURTH)


def test_an_edit_of_an_item_that_the_data_lost_is_told(desk: Desk) -> None:
    duties_become(desk, f"  - {THIRD}\n", "")
    desk.reviewer.replaces(desk.reviewer.find(THIRD), "指导街道", "督促指导街道", track=True)
    outcome = desk.pull(choice="theirs")
    assert told(outcome) == [(EditKind.PROSE, Resolution.NOTED)]
    assert desk.duties == (FIRST, SECOND, FOURTH)


def test_two_reviewers_change_different_words_of_one_item(desk: Desk) -> None:
    duties_become(desk, "民生服务工作\n", "民生服务工作及考核\n")
    desk.reviewer.replaces(desk.reviewer.find(THIRD), "指导街道", "督促指导街道", track=True)
    assert told(desk.pull()) == [(EditKind.PROSE, Resolution.WRITTEN)]
    assert desk.duties[2] == THIRD.replace("指导", "督促指导") + "及考核"


def test_two_reviewers_change_the_same_words(desk: Desk) -> None:
    duties_become(desk, "指导街道", "监督街道")
    desk.reviewer.replaces(desk.reviewer.find(THIRD), "指导街道", "督促街道", track=True)
    assert told(desk.pull()) == [(EditKind.PROSE, Resolution.CONFLICT)]


def test_an_item_deleted_in_libreoffice_goes(sample: tuple[Path, bytes], tmp_path: Path) -> None:
    """LibreOffice begins bookmarks within the deletion and ends the outer one first."""
    shutil.copytree(sample[0], tmp_path / "data" / "示例局")
    desk = Desk(tmp_path / "data" / "示例局" / "2023", CASE.read_bytes(), tmp_path)
    assert told(desk.pull()) == [(EditKind.ITEM, Resolution.WRITTEN)]
    assert desk.duties == (FIRST, THIRD, FOURTH)


# -- the proof, and files that an editor emptied -----------------------------------------------------------------------


def test_a_file_whose_words_are_gone_is_refused_in_one_sentence(desk: Desk) -> None:
    for p in desk.reviewer.paragraphs():
        for run in runs(p):
            run.getparent().remove(run)
    with pytest.raises(NotOurs, match=r"^这份稿里有 \d+ 处文字整段没有了，.*--deletions"):
        desk.pull()


def test_a_few_deletions_are_no_mass(desk: Desk) -> None:
    for words in (SECOND, USES[0], "（十五）民生服务平台", "一人一策"):
        desk.reviewer.deletes(desk.reviewer.find(words), track=True)
    assert {edit.resolution for edit in desk.pull().edits} == {Resolution.WRITTEN}


def test_the_next_report_is_held_against_the_file(desk: Desk) -> None:
    desk.reviewer.deletes(desk.reviewer.find(SECOND), track=True)
    assert desk.pull().differences == ()


def test_what_was_not_taken_is_a_difference_with_its_reason(desk: Desk) -> None:
    desk.reviewer.joins(desk.reviewer.find(SPENT), desk.reviewer.find(BY_FUNCTION), track=False)
    (difference,) = desk.pull().differences
    assert "并成了一段" in difference.why
    assert difference.left.startswith(SPENT)
    (notes,) = desk.root.rglob("审阅记录.md")
    assert "对照：下一稿有 1 处和审阅稿不一样" in notes.read_text(encoding="utf-8")


def test_what_follows_from_another_place_is_told(desk: Desk) -> None:
    cell = desk.reviewer.find("申请调整。2.按季度通报支付进度")
    desk.reviewer.replaces(cell, "2.按季度通报支付进度。", "", track=True)
    assert {difference.why for difference in desk.pull().differences} == {"同一段文字在别处改了，这里跟着变"}


def test_a_heading_that_was_joined_to_a_sentence_is_no_wording(desk: Desk) -> None:
    p = desk.reviewer.find("机关运行经费支出86.20")
    desk.reviewer.joins(p, p.getnext(), track=False)
    assert told(desk.pull()) == [(EditKind.ORDER, Resolution.NOTED)]
    assert nothing_rewritten(desk)


@TRACKED
@pytest.mark.parametrize("words", ["整合线上线下窗口", "机关运行经费支出86.20"])
def test_a_heading_that_was_joined_to_a_paragraph_is_told(desk: Desk, words: str, track: bool) -> None:
    p = desk.reviewer.find(words)
    desk.reviewer.joins(p, p.getnext(), track=track)
    outcome = desk.pull()
    assert outcome.edits
    assert all(edit.resolution is not Resolution.WRITTEN for edit in outcome.edits) or not track
    assert nothing_rewritten(desk)


def test_a_copy_inside_a_joined_item_stands_where_it_was_put(desk: Desk) -> None:
    p = desk.reviewer.find(FIRST)
    desk.reviewer.joins(p, p.getnext(), track=True)
    desk.reviewer.copies(p)
    desk.pull()
    assert desk.duties[0].index(FIRST[:10], 5) < desk.duties[0].index(SECOND[:10])


@TRACKED
@pytest.mark.parametrize(("unit", "taken"), [("18次", True), ("18万场", False)])
def test_a_figure_of_a_split_text_means_what_it_meant(desk: Desk, unit: str, taken: bool, track: bool) -> None:
    p = desk.reviewer.find("一人一策")
    desk.reviewer.splits(p, text(p).index("举办社区"), track=track)
    desk.reviewer.replaces(desk.reviewer.find("招聘活动18场"), "18场", unit, track=track)
    assert [edit.resolution for edit in desk.pull().edits] == [Resolution.WRITTEN if taken else Resolution.REFUSED]


@pytest.fixture(scope="module")
def with_figures(sample: tuple[Path, bytes], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """The sample with a figure in the second duty."""
    home = tmp_path_factory.mktemp("figures") / "示例局"
    shutil.copytree(sample[0], home)
    file = home / "2023" / "部门.yaml"
    words = file.read_text(encoding="utf-8").replace(SECOND, f"{SECOND}，比上年增加招聘活动｛事实.招聘活动｝")
    file.write_text(words, encoding="utf-8")
    return home, build(home / "2023", ("docx",), draft=True)[1]["docx"]


@pytest.mark.parametrize(("joins", "track"), [(True, True), (True, False), (False, True), (False, False)])
@pytest.mark.parametrize(
    ("old", "new", "taken"),
    [
        ("招聘", "招聘", True),
        ("困难家庭", "特困家庭", True),
        ("18场", "18万场", False),
        ("18场", "19场", False),
        ("18场", "十八场", False),
        ("18场", "18场以内", False),
        ("活动18场", "活动近18场", False),
        ("增加", "减少", False),
    ],
)
def test_a_figure_of_a_joined_or_split_item_means_what_it_meant(
    with_figures: tuple[Path, bytes], tmp_path: Path, old: str, new: str, taken: bool, joins: bool, track: bool
) -> None:
    desk = Desk(shutil.copytree(with_figures[0], tmp_path / "示例局") / "2023", with_figures[1], tmp_path)
    second = desk.reviewer.find(SECOND)
    if joins:
        desk.reviewer.joins(desk.reviewer.find(FIRST), second, track=track)
    else:
        desk.reviewer.splits(second, text(second).index("比上年"), track=track)
    if old != new:
        desk.reviewer.replaces(desk.reviewer.find(old if old in SECOND else "增加招聘活动18场"), old, new, track=track)
    outcome = desk.pull()
    assert all(edit.resolution is Resolution.WRITTEN for edit in outcome.edits) == taken
    assert "｛事实.招聘活动｝" in desk.file("部门.yaml")
    assert desk.says("招聘活动18场")


@TRACKED
@pytest.mark.parametrize("new_item", [True, False])
@pytest.mark.parametrize(
    ("clause", "taken"),
    [
        ("比上年增加招聘活动18场", True),
        *((f"比上年增加招聘活动{typed}", False) for typed in ("18万场", "19场", "十八场", "18场以内", "近18场")),
        ("比上年减少招聘活动18场", False),
    ],
)
def test_a_clause_that_was_cut_and_typed_elsewhere_keeps_what_its_figure_means(
    with_figures: tuple[Path, bytes], tmp_path: Path, clause: str, taken: bool, new_item: bool, track: bool
) -> None:
    desk = Desk(shutil.copytree(with_figures[0], tmp_path / "示例局") / "2023", with_figures[1], tmp_path)
    desk.reviewer.replaces(desk.reviewer.find(SECOND), "，比上年增加招聘活动18场", "", track=track)
    last = desk.reviewer.find(FOURTH)
    if new_item:
        desk.reviewer.types(last, f"5.{clause}，覆盖全区。", track=track)
    else:
        desk.reviewer.replaces(last, "任务", f"任务，{clause}", track=track)
    wanted = Resolution.WRITTEN if taken else Resolution.REFUSED
    assert [edit.resolution for edit in desk.pull().edits] == [wanted] * 2
    assert desk.file("部门.yaml").count("｛事实.招聘活动｝") == 1
    assert "18" not in "".join(desk.duties)


def test_a_standard_sentence_that_was_pasted_among_own_words_brings_no_typed_figures(desk: Desk) -> None:
    pasted = text(desk.reviewer.find("区民生局机关运行经费支出86.20")).replace("86.20万元", "86.20元")
    desk.reviewer.types(desk.reviewer.find("一人一策"), pasted, track=True)
    (edit,) = desk.pull().edits
    assert (edit.kind, edit.resolution) == (EditKind.PARAGRAPH, Resolution.NOTED)
    assert "86.20元" not in desk.file("重点工作和解释.yaml")


@TRACKED
def test_a_text_that_was_joined_to_a_list_behind_it_is_told(desk: Desk, track: bool) -> None:
    p = desk.reviewer.find("江城区民生服务局是主管全区")
    desk.reviewer.joins(p, p.getnext(), track=track)
    outcome = desk.pull()
    assert outcome.edits
    assert FIRST in "".join(desk.duties) or any(FIRST in edit.new for edit in outcome.edits)


def test_three_joined_items_of_which_the_last_was_changed_are_one(desk: Desk) -> None:
    p = desk.reviewer.find(FIRST)
    for words in (SECOND, THIRD):
        desk.reviewer.joins(p, desk.reviewer.find(words), track=False)
    desk.reviewer.replaces(p, "指导街道", "督促街道", track=False)
    desk.pull()
    assert len(desk.duties) == 2
    assert THIRD.replace("指导", "督促") in desk.duties[0]
    assert "2." not in desk.duties[0]


def test_an_item_that_is_gone_is_not_taken_for_a_part_of_one_that_is_like_it(desk: Desk) -> None:
    desk.reviewer.deletes(desk.reviewer.find(SECOND), track=False)
    desk.reviewer.replaces(desk.reviewer.find(FIRST), "拟订全区", "拟定全区", track=False)
    desk.pull()
    assert desk.duties == (FIRST.replace("拟订", "拟定"), THIRD, FOURTH)


# -- entries whose names are printed -----------------------------------------------------------------------------------

WORK = "重点工作和解释.yaml"


def heading(desk: Desk, words: str) -> Element:
    return next(p for p in desk.reviewer.paragraphs() if text(p).endswith(f"、{words}"))


@TRACKED
def test_a_heading_of_the_department_that_gets_another_name_is_its_key(desk: Desk, track: bool) -> None:
    desk.reviewer.replaces(heading(desk, "就业援助精准到人"), "精准到人", "精准到户", track=track)
    desk.reviewer.replaces(desk.reviewer.find("一人一策"), "实行", "全面实行", track=track)
    outcome = desk.pull()
    assert {edit.resolution for edit in outcome.edits} == {Resolution.WRITTEN}
    assert "  就业援助精准到户: |\n    对就业困难人员全面实行" in desk.file(WORK)
    assert desk.says("二、就业援助精准到户")


@TRACKED
def test_a_heading_that_is_gone_without_its_text_is_told_with_its_line(desk: Desk, track: bool) -> None:
    desk.reviewer.deletes(heading(desk, "就业援助精准到人"), track=track)
    (edit,) = desk.pull().edits
    assert f"{WORK}:5 重点工作.就业援助精准到人" in edit.message
    assert "版式" not in edit.message


@TRACKED
def test_a_heading_that_was_dragged_from_its_text_is_told(desk: Desk, track: bool) -> None:
    desk.reviewer.moves(heading(desk, "助老服务就在身边"), heading(desk, "就业援助精准到人"), track=track, before=True)
    (edit,) = desk.pull().edits
    assert f"{WORK}:5" in edit.message or f"{WORK}:7" in edit.message


@TRACKED
def test_a_heading_with_a_text_is_a_new_entry(desk: Desk, track: bool) -> None:
    typed = desk.reviewer.types(desk.reviewer.find("助餐和巡访服务覆盖"), "四、社区走访全面开展", track=track)
    desk.reviewer.types(typed, "走访社区，听取意见。", track=track)
    (edit,) = desk.pull().edits
    assert edit.resolution is Resolution.WRITTEN
    assert "\n  社区走访全面开展: 走访社区，听取意见。\n" in desk.file(WORK)
    assert desk.says("四、社区走访全面开展")


def test_a_new_entry_in_the_middle_is_told_where_to_put_it(desk: Desk) -> None:
    typed = desk.reviewer.types(desk.reviewer.find("一人一策"), "三、社区走访全面开展", track=False)
    desk.reviewer.types(typed, "走访社区，听取意见。", track=False)
    (edit,) = desk.pull().edits
    assert edit.resolution is Resolution.NOTED
    assert f"{WORK}:5" in edit.message


@TRACKED
def test_a_new_term_is_an_entry_of_the_glossary(desk: Desk, track: bool) -> None:
    desk.reviewer.types(desk.reviewer.find("指集中受理群众就业"), "（十九）社区走访：指到社区听取意见。", track=track)
    (edit,) = desk.pull().edits
    assert edit.resolution is Resolution.WRITTEN
    assert "\n  社区走访: 指到社区听取意见。\n" in desk.file(WORK)
    assert desk.says("社区走访：指到社区听取意见。")


@TRACKED
@pytest.mark.parametrize("words", ["（七）基本支出：", "指集中受理群众就业"])
def test_a_term_that_is_there_already_is_not_put_in_again(desk: Desk, words: str, track: bool) -> None:
    p = desk.reviewer.find(words)
    desk.reviewer.types(p, text(p), track=track)
    outcome = desk.pull()
    assert told(outcome) == [(EditKind.PARAGRAPH, Resolution.NOTED)]
    assert desk.file(WORK).count("民生服务平台: ") == 1


@pytest.mark.parametrize(("old", "new"), [("增加2.20", "减少2.20"), ("86.20万元", "86.20元"), ("区民生局", "我局")])
def test_standard_sentences_of_which_the_joined_one_was_changed_are_no_rewriting(
    desk: Desk, old: str, new: str
) -> None:
    p = desk.reviewer.find("2023年度收入合计1,413.60")
    after = desk.reviewer.find("区民生局机关运行经费支出86.20")
    desk.reviewer.joins(p, after, track=False)
    desk.reviewer.replaces(p, old, new, track=False)
    outcome = desk.pull()
    assert outcome.edits
    assert nothing_rewritten(desk)


def test_a_heading_that_was_parted_from_its_number_is_told(desk: Desk) -> None:
    p = desk.reviewer.find("区民生局机关运行经费支出86.20")
    desk.reviewer.joins(p, p.getnext(), track=False)
    desk.reviewer.splits(p, text(p).index("政府采购"), track=False)
    assert EditKind.ORDER in {edit.kind for edit in desk.pull().edits}
    assert nothing_rewritten(desk)


@TRACKED
def test_a_term_with_another_name_is_its_key_and_one_of_the_edition_stays(desk: Desk, track: bool) -> None:
    desk.reviewer.replaces(desk.reviewer.find("指集中受理群众就业"), "平台：", "大厅：", track=track)
    desk.reviewer.replaces(desk.reviewer.find("预算财政拨款收入：指"), "收入：", "收入额：", track=track)
    outcome = desk.pull()
    assert [edit.resolution for edit in outcome.edits if "大厅" in edit.new] == [Resolution.WRITTEN]
    assert "\n  民生服务大厅: 指集中" in desk.file(WORK)
    assert nothing_rewritten(desk)


@TRACKED
def test_a_standard_sentence_that_can_not_go_keeps_the_words_in_it(desk: Desk, *, track: bool) -> None:
    before = desk.file("项目.yaml")
    desk.reviewer.deletes(desk.reviewer.find("3.社区助老服务绩效自评综述"), track=track)
    outcome = desk.pull()
    assert desk.file("项目.yaml") == before
    if track:  # else nothing of it is in the file any more, which is told as such
        refused = [edit.message for edit in outcome.edits if edit.resolution is Resolution.REFUSED]
        assert len([message for message in refused if "标准句不能整句删去" in message]) == 3, refused
    else:
        assert [edit for edit in outcome.edits if edit.kind is EditKind.GONE]


@pytest.mark.parametrize(
    ("words", "edit"),
    [
        ("江城区民生服务局是主管全区", ("主管", "负责")),
        ("一人一策", ("实行", "全面实行")),
        ("整合线上线下窗口", ("整合", "有序整合")),
        ("2023年度支出合计1,415.90", ("支出合计", "支出总计")),
    ],
)
@pytest.mark.parametrize("changed", [False, True])
def test_words_that_were_typed_behind_their_heading_stay_where_they_belong(
    desk: Desk, words: str, edit: tuple[str, str], *, changed: bool
) -> None:
    before = {path.name: path.read_bytes() for path in desk.data.iterdir()}
    below = desk.reviewer.find(words)
    if changed:
        desk.reviewer.replaces(below, *edit, track=False)
    heading = below.getprevious()
    assert heading is not None
    desk.reviewer.joins(heading, below, track=False)
    outcome = desk.pull()
    assert told(outcome) == [(EditKind.ORDER, Resolution.NOTED)]
    assert ("字也改了" in outcome.edits[0].message) == changed
    assert {path.name: path.read_bytes() for path in desk.data.iterdir()} == before


@TRACKED
def test_two_headings_in_one_paragraph_are_told_and_stay(desk: Desk, track: bool) -> None:
    before = desk.file(WORK)
    first, second = heading(desk, "就业援助精准到人"), heading(desk, "助老服务就在身边")
    desk.reviewer.moves(first.getnext(), second.getnext(), track=False)
    desk.reviewer.joins(first, second, track=track)
    outcome = desk.pull()
    assert any("标题" in edit.message and "助老服务就在身边" in f"{edit.old}{edit.new}" for edit in outcome.edits)
    assert "就业援助精准到人: |" in desk.file(WORK)
    assert desk.file(WORK).count("｛") == before.count("｛")
