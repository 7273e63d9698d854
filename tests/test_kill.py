"""A build killed at a random moment leaves the earlier report whole (scripts/kill.py kills many more)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))

import kill

pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs process groups")


def test_a_killed_build_leaves_a_whole_report(tmp_path: Path) -> None:
    outcomes = kill.kill_at_random(tmp_path, 20, "xlsx,html,json")
    assert [name for name in outcomes if name.startswith("不完整")] == []
    assert outcomes.total() == 20
    assert outcomes["打断，旧的完整"]


def test_a_report_that_is_not_whole_would_be_found(tmp_path: Path) -> None:
    versions = kill.prepare(tmp_path)
    kill.seconds_of(versions[0], tmp_path / "out", "json")
    folder = kill.folder_of(tmp_path / "out")
    assert kill.wrong_with(folder) == ""
    next(p for p in folder.iterdir() if p.name.endswith("公开.json")).write_bytes(b"{}")
    assert "对不上" in kill.wrong_with(folder)
