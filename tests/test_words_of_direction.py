"""An edition may say that a figure went up or down in any words: every check that looks for one reads the edition's."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import small
from clerk import run
from reportgen.build import assemble
from reportgen.editions import load_edition
from reportgen.model.finding import DataUnusable, Finding
from reportgen.model.senses import senses_in

Edited = Callable[..., Path]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample that `new` writes, made once."""
    folder = tmp_path_factory.mktemp("sample") / "2024"
    assert run("new", folder, "--kind", "决算").exit_code == 0
    return folder


@pytest.fixture
def by_own_edition(sample: Path, tmp_path: Path) -> Edited:
    """The sample by an edition that says this besides; `replace`: words of its data, and what stands there instead."""

    def made(said: str, replace: dict[str, str] | None = None) -> Path:
        home = tmp_path / "templates" / "final-accounts" / "ours-2024"
        home.mkdir(parents=True)
        (home / "edition.yaml").write_text(f"extends: hubei-2024\nyears: 2024\n{said}\n", encoding="utf-8")
        folder = shutil.copytree(sample, tmp_path / "2024")
        for file in folder.glob("*.yaml"):
            text = file.read_text(encoding="utf-8").replace("版式: hubei-2024", "版式: ours-2024")
            for before, after in (replace or {}).items():
                text = text.replace(before, after)
            file.write_text(text, encoding="utf-8")
        return folder

    return made


def found(folder: Path) -> list[str]:
    return [str(finding) for finding in assemble(folder).findings]


@pytest.mark.parametrize(
    "said",
    [
        "words: {增长: 上升}",
        "words: {下降: 降低}",
        "words: {增加: 多支, 减少: 少支}",
        "words: {增加: 增加了, 减少: 减少了, 增长: 增幅为, 下降: 降幅为}",
        "words: {增加: 增, 减少: 减, 增长: 增, 下降: 减}",
        "words: {增加: 多, 减少: 少, 增长: 高, 下降: 低}",
        "words: {增加: 净增, 减少: 净减, 增长: 上浮, 下降: 下浮}",
        "words: {增长: '', 下降: ''}",
        "words: {增加: '增加 ', 减少: '减少 '}",
        "words: {追加: 调增, 调减: 核减, 增长: 提高, 下降: 回落}",
        "phrases: {持平: 没有变化, 上年无: ''}",
    ],
)
def test_any_words_make_a_final_report(by_own_edition: Edited, said: str) -> None:
    assert found(by_own_edition(said)) == []


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("words: {增加: 减少, 减少: 增加}", "2:13 错误 [B002] words 里「增加」的词写的是“减少”，意思正相反"),
        ("words: {下降: 上升}", "2:13 错误 [B002] words 里「下降」的词写的是“上升”，意思正相反"),
        ("words: {增加: ''}", "2:13 错误 [B002] words 里「增加」的词空着，读者看不出是多了还是少了"),
        ("words: {下降: ''}", "2:13 错误 [B002] words 里「下降」的词空着，读者看不出是多了还是少了"),
        ("words: {追加: 调整, 调减: 调整}", "2:21 错误 [B002] words 里「追加」和「调减」的词都是“调整”"),
    ],
)
def test_words_that_hide_the_direction_are_the_edition_s_mistake(tmp_path: Path, said: str, problem: str) -> None:
    home = tmp_path / "templates" / "final-accounts" / "ours"
    home.mkdir(parents=True)
    (home / "edition.yaml").write_text(f"extends: hubei-2023\n{said}\n", encoding="utf-8")
    folder = small.write(tmp_path / "2023", 报告="\n  部门决算公开: {版式: ours, 预算口径: 年初预算}")
    with pytest.raises(DataUnusable) as caught:
        assemble(folder)
    assert [str(finding).startswith(f"ours/edition.yaml:{problem}") for finding in caught.value.findings] == [True]
    linted = run("editions", tmp_path, "--lint", "ours").output
    assert f"ours/edition.yaml:{problem.split(' ')[0]}" in linted
    assert problem.split("] ")[1] in linted


def wrong(folder: Path, code: str) -> list[Finding]:
    return [finding for finding in assemble(folder, draft=True).findings if finding.code == code]


@pytest.mark.parametrize("words", ["{减少: 少支}", "{减少: 少}", "{减少: 缩减了}"])
def test_a_reason_that_says_the_opposite_is_found_behind_any_words(by_own_edition: Edited, words: str) -> None:
    folder = by_own_edition(f"words: {words}", {"落实过紧日子的要求，压减公务接待和用车": "新增了公务用车"})
    assert any("新增" in finding.message for finding in wrong(folder, "C077"))


@pytest.mark.parametrize(("said", "hits"), [("比上年多支", 0), ("比上年少支", 1), ("比上年增加", 0), ("比上年减少", 1)])
def test_a_person_s_direction_in_the_edition_s_words_is_held_against_the_figure(
    by_own_edition: Edited, said: str, hits: int
) -> None:
    replaced = {"整合线上线下窗口，": f"收支总计{said}。"}
    folder = by_own_edition("words: {增加: 多支, 减少: 少支}", replaced)
    assert len(wrong(folder, "C172")) == hits


def test_a_review_that_turns_the_direction_is_seen_in_the_edition_s_words() -> None:
    own = {"多支": "增", "少支": "减"}
    up, down = senses_in("比上年多支", 2024, own), senses_in("比上年少支", 2024, own)
    assert up != down
    assert senses_in("比上年多支", 2024) == senses_in("比上年少支", 2024)
    assert load_edition("部门决算公开", "hubei-2024").directions.senses["增长"] == "增"


@pytest.mark.parametrize("number", ["{n}.", "{n}、", "（{n}）", "{一}、", "{①}", ""])
def test_a_glossary_numbered_in_any_way_has_no_broken_numbers(by_own_edition: Edited, number: str) -> None:
    assert found(by_own_edition(f'numbers: {{名词: "{number}"}}')) == []
