"""Who is asked what, and how much at a time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from reportgen.build import assemble
from reportgen.checks.engine.pages import reader_of_check
from reportgen.review.draft import readers
from reportgen.review.draft.prepared import READERS, prepare
from reportgen.review.draft.questions import MOST, Question, asked_of
from reportgen.review.draft.readers import reader_of_gap
from sent import DAY, folder, send

TABLE = yaml.safe_load((Path(readers.__file__).with_name("readers.yaml")).read_text(encoding="utf-8"))


def test_the_table_names_only_readers() -> None:
    named = {TABLE["其余"], *TABLE["待填"].values(), *TABLE["问题"].values()}
    assert named == set(READERS)


@pytest.mark.parametrize(
    ("code", "reader"),
    [
        ("C062", "财务"),
        ("C103", "科室"),
        ("C081", "财务"),
        ("C089", "科室"),
        ("C095", "领导"),
        ("W001", "领导"),
        ("X999", "财务"),
    ],
)
def test_a_rule_says_who_is_asked(code: str, reader: str) -> None:
    assert reader_of_check(code) == reader


@pytest.mark.parametrize(
    ("path", "reader"),
    [
        ("原因.收入总计", "财务"),
        ("原因.支出.2080102.一般公共", "科室"),
        ("项目文字.社保.产出和效益", "科室"),
        ("", "财务"),
    ],
)
def test_the_longest_beginning_of_an_address_decides(path: str, reader: str) -> None:
    assert reader_of_gap(path) == reader


@pytest.mark.parametrize("reader", READERS)
def test_a_reader_is_asked_his_own_questions_only(reader: str, tmp_path: Path) -> None:
    data = folder(tmp_path, 核定数="{支出.208: 160.00}")
    made = assemble(data, draft=True)
    everything = prepare(made, tmp_path, day=DAY).asked
    own = prepare(made, tmp_path, reader=reader, day=DAY).asked
    assert own
    assert [q.text for q in own] == [q.text for q in everything if q.reader == reader]


def test_twenty_questions_at_most_and_the_rest_is_counted() -> None:
    asked = [Question("提醒", "财务", None) for _ in range(MOST + 5)] + [Question("提醒", "科室", None)]
    own, left = asked_of(asked, "财务")
    assert (len(own), left) == (20, 5)
    assert asked_of(asked, "") == (asked, 0)


def test_a_leader_decides_on_the_largest_deviations(tmp_path: Path) -> None:
    texts = [text for _, _, text in send(folder(tmp_path), tmp_path / "output", "领导").comments]
    assert sum("偏差较大" in text for text in texts) == len(texts)
    assert any("决算50.25，年初预算30.00，完成167.5%。还没有写原因" in text for text in texts)


def test_a_deviation_of_three_public_is_told_with_its_own_budget(tmp_path: Path) -> None:
    money = (
        "{预算口径: 年初预算, 金额: [{项目: 公务接待费, 预算数: 1, 决算数: 90}, {项目: 因公出国（境）费, 预算数: 0, "
        "决算数: 0}, {项目: 公务用车购置费, 预算数: 0, 决算数: 0}, {项目: 公务用车运行维护费, 预算数: 0, 决算数: 0}]}"
    )
    sent = send(folder(tmp_path, 三公经费=money), tmp_path / "output", "领导")
    assert any("“三公”经费：公务接待费，决算90.00，年初预算1.00，完成9,000.0%" in text for _, _, text in sent.comments)
    assert "“三公”经费：公务接待费（比年初预算）" in sent.words()


def test_a_written_reason_is_told_with_its_deviation(tmp_path: Path) -> None:
    data = folder(tmp_path, 原因="{支出.2080102: 新增示例项目。}")
    texts = [text for _, _, text in send(data, tmp_path / "output", "领导").comments]
    assert any("所写原因：新增示例项目。请定" in text for text in texts)


def test_questions_are_numbered_gravest_first(tmp_path: Path) -> None:
    sent = send(folder(tmp_path, 核定数="{支出.208: 160.00}"), tmp_path / "output")
    kinds = [q.kind for q in sent.prepared.asked]
    assert kinds == sorted(kinds, key=["错误", "待填", "成效", "偏差", "提醒"].index)
    assert {re.match(r"\d+", text)[0] for _, _, text in sent.comments} == {str(n + 1) for n in range(len(kinds))}


def test_a_project_without_effects_is_asked_about_with_its_figures(tmp_path: Path) -> None:
    projects = "|\n  代号 | 名称 | 科目 | 全年预算 | 执行数\n  示例 | 示例项目 | 2080102 | 60 | 50.25"
    texts = [text for _, _, text in send(folder(tmp_path, 项目=projects), tmp_path / "output", "科室").comments]
    assert any(
        "没有写成效：全年预算60.00万元，执行数50.25万元，执行率83.8%。请写主要产出和效益" in text for text in texts
    )


def test_figures_that_are_pending_are_one_question_a_section(tmp_path: Path) -> None:
    data = folder(
        tmp_path, 收支="|\n  科目 | 一般公共.基本支出 | 一般公共.项目支出\n  2080101 | 100.00 | -\n  2080102 | - | 待填"
    )
    sent = send(data, tmp_path / "output")
    counted = [q for q in sent.prepared.asked if q.count > 1]
    assert counted
    assert len({q.heading for q in counted}) == len(counted)
