"""Every line of Python can be read without scrolling: 120 characters, docstrings and Chinese ones as well."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PRAGMA = re.compile(r"  # (noqa|type: ignore)[^#]*$")
"""What only tools read, at the end of a line, does not count."""


def test_no_line_is_longer_than_120_characters():
    """The linter's own rule counts a Chinese character as two."""
    files = [path for folder in ("src", "tests", "scripts") for path in (ROOT / folder).rglob("*.py")]
    assert len(files) > 300
    assert [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(PRAGMA.sub("", line)) > 120
    ] == []
