"""Names that a standard sentence lists because the data have them: which come and go is no wording."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from reportgen.build import build
from reportgen.review.pull.edits import Resolution
from reportgen.review.pull.outcome import Outcome, pulled
from reportgen.workspace.new import begin
from reviewer import Reviewer

pytestmark = pytest.mark.xdist_group("pull-listed")  # the draft is made once
UNITS = "“三公”经费的单位包括江城区民生服务局、江城区民生服务中心"
PEOPLE, OFFICE = "主要包括：基本工资、津贴补贴", "主要包括：办公费、印刷费"


@dataclass(frozen=True)
class Desk:
    """The sample with its draft."""

    data: Path
    draft: bytes

    def pull(self, words: str, old: str, new: str) -> Outcome:
        reviewer = Reviewer(self.draft)
        reviewer.replaces(reviewer.find(words), old, new, track=True)
        (self.data.parent / "改.docx").write_bytes(reviewer.content)
        outcome = pulled(self.data.parent / "改.docx", self.data)
        outcome.write()
        return outcome


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("listed") / "示例局" / "2023"
    begin(folder)
    return Desk(folder, build(folder, ("docx",), draft=True)[1]["docx"])


@pytest.fixture
def desk(made: Desk, tmp_path: Path) -> Desk:
    shutil.copytree(made.data.parent, tmp_path / "data" / "示例局")
    return Desk(tmp_path / "data" / "示例局" / "2023", made.draft)


@pytest.mark.parametrize(
    ("words", "old", "new", "told"),
    [
        (UNITS, "江城区民生服务局、", "", "“江城区民生服务局”"),
        (UNITS, "、江城区民生服务中心", "", "部门.yaml:37 单位构成.服务中心.全称"),
        (UNITS, "江城区民生服务中心", "江城区服务中心", "部门.yaml:37 单位构成.服务中心.全称"),
        (UNITS, "江城区民生服务中心", "江城区民生服务中心、江城区社区学院", "“江城区社区学院”加在照数据列出来的名称里"),
        (UNITS, "江城区民生服务局、江城区民生服务中心", "江城区民生服务中心、江城区民生服务局", "次序"),
        (UNITS, "江城区民生服务局、江城区民生服务中心", "本级", "“江城区民生服务局、江城区民生服务中心”"),
        (PEOPLE, "绩效工资、", "", "收支.yaml:29:3 基本支出.30107"),
        (PEOPLE, "基本工资、", "", "“基本工资”"),
        (PEOPLE, "、退休费", "", "“退休费”"),
        (PEOPLE, "、住房公积金、退休费", "等", "“住房公积金、退休费”"),
        (OFFICE, "维修（护）费、", "", "“维修（护）费”"),
        (OFFICE, "、办公设备购置", "", "“办公设备购置”"),
    ],
)
def test_a_name_that_the_data_list_is_told_with_its_line_and_nothing_is_rewritten(
    desk: Desk, words: str, old: str, new: str, told: str
) -> None:
    before = {path.name: path.read_bytes() for path in desk.data.iterdir()}
    (edit,) = desk.pull(words, old, new).edits
    assert edit.resolution is Resolution.REFUSED
    assert told in edit.message
    assert {path.name: path.read_bytes() for path in desk.data.iterdir()} == before


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        (UNITS, "的单位包括", "的单位有"),
        (PEOPLE, "主要包括：", "主要有："),
        (PEOPLE, "退休费", "退休费等"),
        (PEOPLE, "住房公积金、退休费", "住房公积金和退休费"),
        ("机关运行经费：指行政单位", "、出差", ""),
        ("“三公”经费：指本部门", "、公务接待费三项", "三项"),
    ],
)
def test_other_words_and_lists_of_the_template_are_wording(desk: Desk, words: str, old: str, new: str) -> None:
    (edit,) = desk.pull(words, old, new).edits
    assert edit.resolution is Resolution.WRITTEN, edit.message
