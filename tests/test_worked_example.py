"""The worked example of docs/editions.md, from an empty folder to an edition like Shanghai's, done to the letter."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clerk import run

DOCS = Path(__file__).parents[1] / "docs" / "editions.md"


def test_the_example_gives_a_final_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = DOCS.read_text(encoding="utf-8").split("## 从空文件夹到一个上海式的版式\n")[1].split("\n## ")[0]
    files = re.findall(r"```yaml\n# (\S+)\n(.*?)```", text, re.S)
    begin, lint, diff, new, check, build = (c.split() for c in re.findall(r"`reportgen ([^`]+)`", text))
    run(*begin, code=0)
    for file, content in files:
        Path(file).write_text(content, encoding="utf-8")
    assert run(*lint, code=0).output.count("没有问题") == 2
    assert "shanghai-2024" in run(*diff, code=0).output
    run(*new, code=0)
    assert "错误 0、提醒 0、提示 0" in run(*check, code=0).output
    run(*build[:-1], "html", code=0)
    assert [*tmp_path.rglob("*.html")]
    assert len(files) == 4
