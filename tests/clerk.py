"""Running the clerk's commands in tests."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner, Result

from reportgen.cli import commands

ROOT = Path(__file__).parents[1]
DONGXIHU, DONGHU, EVERYTHING = (
    ROOT / "data/dongxihu-hrss/2021",
    ROOT / "data/donghu-hrss/2023",
    ROOT / "tests/everything/2023",
)


def run(*words: str | Path, code: int | None = None) -> Result:
    """Run a command in this process; a traceback is a failure, and so is another exit code."""
    result = CliRunner().invoke(commands, list(map(str, words)), prog_name="reportgen")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    if code is not None:
        assert result.exit_code == code, result.output
    return result


def texts(folder: Path) -> dict[str, str]:
    """The data files of a folder."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))}


def replace(path: Path, old: str, new: str) -> None:
    """Change one text of a file, which must be there."""
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), encoding="utf-8")


def replace_everywhere(folder: Path, old: str, new: str) -> None:
    """Change one text wherever the data of a folder have it."""
    assert any(old in content for content in texts(folder).values())
    for name, content in texts(folder).items():
        (folder / name).write_text(content.replace(old, new), encoding="utf-8")


def documented(command: str) -> set[str]:
    """The keys that docs/json.md gives to the JSON value of a command."""
    page = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    section = page.split(f"\n### {command}\n")[1].split("\n#")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return {key for row in rows for key in re.findall("`([^`]+)`", row)}
