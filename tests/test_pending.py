"""待填: a draft prints it, a final build refuses it, wherever it was typed."""

import shutil
from pathlib import Path

import pytest

from reportgen.build import assemble, build

SAMPLE = Path(__file__).parent.parent / "data" / "donghu-hrss" / "2023"


def changed(tmp_path: Path, file: str, old: str, new: str) -> Path:
    """A copy of the sample with one thing changed."""
    folder = tmp_path / "donghu-hrss" / "2023"
    shutil.copytree(SAMPLE, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize("typed", ["待填", "这句的后半还是待填"])
def test_a_final_build_refuses_words_that_are_still_to_be_filled_in(tmp_path, typed):
    """待填 typed as a reason or in a sentence blocks the final build and not the draft."""
    line = next(
        s
        for s in (SAMPLE / "上年和原因.yaml").read_text(encoding="utf-8").splitlines()
        if s.strip().startswith("总体:")
    )
    folder = changed(tmp_path, "上年和原因.yaml", line, f"{line[: len(line) - len(line.lstrip())]}总体: {typed}")
    assert assemble(folder).pending
    assert build(folder, ("json",))[1] == {}
    assert set(build(folder, ("json",), draft=True)[1]) == {"json"}


def test_an_empty_reason_is_no_reason(tmp_path):
    """The sentence asks for it instead of printing 主要原因是。"""
    line = next(
        s
        for s in (SAMPLE / "上年和原因.yaml").read_text(encoding="utf-8").splitlines()
        if s.strip().startswith("总体:")
    )
    folder = changed(tmp_path, "上年和原因.yaml", line, f"{line[: len(line) - len(line.lstrip())]}总体: ''")
    made = assemble(folder)
    assert "C076" in {f.code for f in made.findings}
    assert made.pending
