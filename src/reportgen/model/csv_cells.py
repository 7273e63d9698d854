"""Cells of CSV files: words that a spreadsheet would run as a formula are kept from it, and read back as they are."""

from __future__ import annotations

import re

_RUNS = re.compile(r"\s*[=+\-@]")
_NUMBER = re.compile(r"\s*[-+]?[\d,]*\.?\d+\s*[%‰]?\s*|[-+—–\s]+")
_KEPT = re.compile(r"'+(?=\s*[=+\-@]|[\t\r])")


def written_cell(words: str) -> str:
    """The words as they stand in a CSV file: with an apostrophe before what Excel would run; numbers stay numbers."""
    runs = words.startswith(("\t", "\r")) or (_RUNS.match(words) and not _NUMBER.fullmatch(words))
    return f"'{words}" if runs or _KEPT.match(words) else words


def read_cell(written: str) -> str:
    """The words of a cell that `written_cell` may have written."""
    return written[1:] if _KEPT.match(written) else written
