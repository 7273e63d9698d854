"""Each slip of the hand has its own finding, and where it is known the line as it should be.

tests/typos/CODE-name.yaml is a list of cases: text (a file beside the small department-year), corrected
(the line as it should be), level (错误 when not said), times (findings of the code), also (other codes),
alone: false (correcting that one line does not mend it all).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import small
from reportgen.editions import load_edition
from reportgen.figures.derive import derive
from reportgen.load import Loaded, load
from reportgen.model.finding import Finding

Case = dict[str, Any]
CASES = [
    pytest.param(path.stem[:4], case, id=f"{path.stem}-{n}")
    for path in sorted((Path(__file__).parent / "typos").glob("*.yaml"))
    for n, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1)
]


def read(folder: Path, case: Case, text: str) -> tuple[Loaded, list[Finding]]:
    """The small department-year with the text beside it, and all that is found up to the figures."""
    small.write(folder, **case.get("swap", {}))
    (folder / "又.yaml").write_bytes(text.encode("utf-8"))
    loaded = load(folder, draft=True)
    report = derive(loaded, load_edition("部门决算公开", "hubei-2023"))
    return loaded, [f for f in (*loaded.findings, *report.findings) if f.source and f.source.file == "又.yaml"]


@pytest.mark.parametrize(("code", "case"), CASES)
def test_a_slip_is_found_and_corrected(code: str, case: Case, tmp_path: Path) -> None:
    _, findings = read(tmp_path / "a", case, case["text"])
    told = "\n".join(f.as_text() for f in findings)
    assert {f.code for f in findings} == {code, *case.get("also", ())}, told
    own = [f for f in findings if f.code == code]
    assert len(own) == case.get("times", 1), told
    assert own[0].level.value == case.get("level", "错误")
    assert own[0].excerpt
    assert own[0].remedy
    assert own[0].corrected == case.get("corrected", ""), told


@pytest.mark.parametrize(
    ("code", "case"), [p for p in CASES if "corrected" in p.values[1] and p.values[1].get("alone", True)]
)
def test_the_corrected_line_reads_as_the_slip_was_read_and_has_no_finding(
    code: str, case: Case, tmp_path: Path
) -> None:
    loaded, findings = read(tmp_path / "a", case, case["text"])
    place = next(f.source for f in findings if f.code == code)
    assert place
    lines = case["text"].split("\n")
    lines[place.line - 1] = case["corrected"]
    corrected, left = read(tmp_path / "b", case, "\n".join(lines))
    assert [str(f) for f in left if f.code not in case.get("also", ())] == []
    assert corrected.data == loaded.data


@pytest.mark.parametrize(
    "text",
    [
        "人员: {行政: 10}   # 含参公\n",
        "人员: {行政: 10} #含参公\n",
        "人员:\n  行政: 10 #含参公\n",
        "项目叙述: [[205,208], 甲]\n",
        "原因: {总体: 招聘会：50场}\n",
        "原因: {总体: 时间12:30开始}\n",
        "公开: {网址: http://example.invalid/a#b}\n",
        "重点工作:\n  党建: |\n    　　党建引领。\n    招聘会: 50场 #1 完成\n",
        "整体自评:\n  改进措施:\n    - 加强培训，加快支付\n    - 目标≥90%\n",
        "机关运行经费: -5\n",
        "主要职能:\n  机构：三个。\n",
        "# 只有注释\n",
        "原因: {总体: “三支一扶”人员}\n",
        "政府采购: |\n  类别 | 金额\n  货物 | -\n",
        "\ufeff人员: {行政: 1}\r\n机关运行经费: 5\r\n",
    ],
)
def test_what_is_written_well_raises_no_finding(text: str, tmp_path: Path) -> None:
    _, findings = read(tmp_path, {}, text)
    assert [f.as_text() for f in findings if f.code != "D014"] == []


def test_every_slip_stands_in_the_guide() -> None:
    guide = (Path(__file__).parents[1] / "docs" / "bad-input.md").read_text(encoding="utf-8")
    assert [p.values[0] for p in CASES if str(p.values[0]) not in guide] == []
