"""A total that an edition defines by name must take in every part that the data have."""

from __future__ import annotations

from pathlib import Path

import pytest

import small
from clerk import run
from reportgen.build import assemble

MONEY = (
    "\n  预算口径: 年初预算\n  金额: |\n    项目 | 预算数 | 决算数\n    因公出国（境）费 | - | -\n    公务用车购置费 | - | -\n"
    "    公务用车运行维护费 | 3 | 2\n    公务接待费 | 2 | 1"
)


def told(project: Path, terms: str) -> list[str]:
    home = project / "templates" / "final-accounts" / "province"
    (home / "tables").mkdir(parents=True)
    (home / "edition.yaml").write_text("extends: hubei-2023\n", encoding="utf-8")
    whole = Path("templates/final-accounts/base/tables/three-public.yaml")
    text = (Path(__file__).parents[1] / whole).read_text(encoding="utf-8")
    text = text.replace("sum: [出国决算, 车决算, 接待决算]", f"sum: [{terms}]")
    (home / "tables" / "three-public.yaml").write_text(text, encoding="utf-8")
    order = "\n  部门决算公开: {版式: province, 预算口径: 年初预算}"
    made = assemble(small.write(project / "2023", 报告=order, 三公经费=MONEY), draft=True)
    return [f.message for f in made.findings if f.code == "S046"]


def test_a_total_with_all_its_parts_is_right(tmp_path: Path) -> None:
    assert told(tmp_path, "出国决算, 车决算, 接待决算") == []


@pytest.mark.parametrize(
    ("terms", "problem"),
    [
        ("出国决算, 车决算", "没有加「三公.公务接待费.决算数」"),
        ("车决算, 接待决算, 出国决算, 接待决算", "把「三公.公务接待费.决算数」加了两次"),
        ("出国决算, 购置决算, 接待决算", "没有加「三公.公务用车运行维护费.决算数」"),
    ],
)
def test_a_forgotten_or_doubled_part_is_told(tmp_path: Path, terms: str, problem: str) -> None:
    assert told(tmp_path, terms) == [f"版式里「三公.合计.决算数」{problem}"]


TOTAL = "{name: 决算合计, head: 合计, width: 8.3, key: 三公.合计.决算数"


@pytest.mark.parametrize("terms", ["出国决算, 接待决算", "车决算, 接待决算, 出国决算, 接待决算"])
def test_lint_and_check_tell_the_line_of_the_sum(tmp_path: Path, terms: str) -> None:
    (problem,) = told(tmp_path, terms)
    home = tmp_path / "templates" / "final-accounts" / "province"
    lines = (home / "tables" / "three-public.yaml").read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if TOTAL in text)
    linted = run("editions", tmp_path, "--lint", "province").output
    assert f"province/tables/three-public.yaml:{line}:" in linted
    assert f"[E002] 「三公.合计.决算数」{problem.removeprefix('版式里「三公.合计.决算数」')}" in linted
    checked = run("check", tmp_path / "2023").output
    assert f"province/tables/three-public.yaml:{line}:" in checked
    assert "[S046]" in checked
