"""What holds of reports of departments in every format (test_agree) holds of 单位决算公开 and 单位预算公开."""

from __future__ import annotations

import pytest

import test_agree
from clerk import run

UNITS = {"单位决算公开": "单位决算", "单位预算公开": "单位预算"}


@pytest.fixture(scope="session", params=UNITS)
def sample(request, sample_of, tmp_path_factory):
    folder = tmp_path_factory.mktemp("unit") / "data" / "某单位" / "2024"
    run("new", folder, "--kind", request.param, code=0)
    return sample_of(request.param, str(folder))


globals().update(
    {
        name: found
        for name, found in vars(test_agree).items()
        if name.startswith("test_") or name in ("tree", "figures", "word", "workbook", "pdf_text")
    }
)


def test_all_five_formats_say_unit_and_never_this_department(sample):
    text = "".join(sample.made.document.root.itertext())
    assert sample.name in text
    assert "本部门" not in text
    assert "部门决算" not in text
    assert set(sample.files) >= {"docx", "xlsx", "html", "json"}
