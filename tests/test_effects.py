"""What a person wrote as whole sentences stands in paragraphs of its own; what belongs together stands together."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.build import assemble
from reportgen.workspace.new import begin

EFFECT = "  平台: 保障民生服务平台全年稳定运行，受理服务事项｛指标.平台.受理｝\n"
CLAUSE = "  援助: 帮助就业困难人员就业，帮扶｛指标.援助.帮扶｝\n"


def printed(folder: Path, file: str, changes: dict[str, str]) -> list[str]:
    """The words of the blocks of the sample with some things changed."""
    begin(folder / "2023")
    path = folder / "2023" / file
    text = path.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    made = assemble(folder / "2023", draft=True)
    blocks = (e for e in made.document.body.iter() if e.tag in ("p", "h2", "h3", "h4"))
    return ["".join("".join(e.itertext()).split()) for e in blocks]


def told(blocks: list[str]) -> list[str]:
    """The paragraphs on what projects achieved."""
    first = next(n for n, block in enumerate(blocks) if block.startswith("项目支出主要用于以下方面"))
    return [blocks[first], *(b for b in blocks[first + 1 : first + 3] if "主要成效是" in b)]


@pytest.mark.parametrize(
    "effect",
    [
        "全年稳定运行。受理事项多", "全年稳定运行；群众少跑路", "稳定；受理。满意", "稳定！受理", "稳定吗？稳定",
        "|\n    全年稳定运行。\n    群众少跑路", "|\n    全年稳定运行\n\n    群众少跑路", "稳定;受理", "一是稳定；二是满意。", "“稳定。”受理",
    ],
)  # fmt: skip
def test_effects_of_more_than_a_clause_are_numbered_paragraphs(effect: str, tmp_path: Path) -> None:
    found = told(printed(tmp_path, "预算和上年.yaml", {EFFECT: f"  平台: {effect}\n"}))
    assert found[0] == "项目支出主要用于以下方面："
    assert found[1].startswith("（1）民生服务平台运行维护86.50万元，主要成效是")
    assert found[2].startswith("（2）就业困难人员就业援助145.00万元，主要成效是")
    assert found[1].endswith(("。", "。”"))


@pytest.mark.parametrize(
    "effect", ["全年稳定运行，受理事项多", "全年稳定运行。", "稳定运行、群众满意；", "稳定（全年）"]
)
def test_clauses_stay_one_sentence(effect: str, tmp_path: Path) -> None:
    (found,) = told(printed(tmp_path, "预算和上年.yaml", {EFFECT: f"  平台: {effect}\n"}))
    assert "；就业困难人员就业援助145.00万元" in found
    assert "（1）" not in found


def test_one_project_alone_has_no_number(tmp_path: Path) -> None:
    found = told(printed(tmp_path, "预算和上年.yaml", {EFFECT: "  平台: 全年稳定。受理多\n", CLAUSE: ""}))
    assert found[1].startswith("民生服务平台运行维护86.50万元")


@pytest.mark.parametrize("score", [True, False])
def test_how_last_years_results_were_used_follows_the_problems(score: bool, tmp_path: Path) -> None:
    change = {} if score else {"  上年得分: 97.80\n": ""}
    blocks = printed(tmp_path, "整体自评.yaml", change)
    first = blocks.index("2.存在的问题和原因")
    assert blocks[first + 1].startswith("招标节约的资金调整不及时")
    assert blocks[first + 2].startswith("2022年度结果应用情况：")
    assert blocks[first + 3] == "3.下一步拟改进措施"
