"""What a template may not do with the data that it reads."""

import pytest
from jinja2.exceptions import SecurityError

import small
from reportgen.compose.phrases import Phrases
from reportgen.compose.template import environment
from reportgen.compose.template_context import TemplateContext
from reportgen.editions import load_edition


@pytest.mark.parametrize(
    "changed",
    [
        "data.projects.append(1)",
        "data.units.sort()",
        "data.duties.clear()",
        "data.reasons.update({'总体': '别的'})",
        "data.staff.pop('行政')",
        "data.accounts[0].clear()",
        "data.indicators.setdefault('甲', [])",
    ],
)
def test_a_template_changes_no_data(tmp_path, changed):
    loaded = small.loaded(tmp_path, 人员="{行政: 1}", 原因="{总体: 好}")
    before = loaded.data.model_copy(deep=True)
    template = environment(load_edition("部门决算公开", "hubei-2023")).from_string(f"{{% do {changed} %}}")
    with pytest.raises(SecurityError):
        template.render(data=loaded.data)
    assert loaded.data == before


def test_the_budget_stage_of_the_glossary_is_that_of_the_report_at_hand(tmp_path):
    reports = "\n  部门预算公开: {版式: hubei-2023, 预算口径: 全年预算}\n  部门决算公开: {版式: hubei-2023, 预算口径: 年初预算}"
    made = small.report(
        tmp_path, 报告=reports, 年初预算="{2080101: 1, 2080108: 5}", 全年预算="{2080101: 1, 2080199: 5}"
    )
    (listed,) = [entry["subjects"] for entry in TemplateContext(made, Phrases(made)).glossary if entry["subjects"]]
    assert [code for code, _ in listed] == ["2080101", "2080102", "2080108"]
