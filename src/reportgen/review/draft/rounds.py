"""The rounds of review of one report: what was sent to whom, made from what. They stay in the office.

内部/送审/第N轮/ holds the Word files as they were sent, the inputs packed, and 送审.json. A round ends when an input
changes; the same inputs are the same round, however often and for however many readers its file is made.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from reportgen.review.review_comments import FOLDER
from reportgen.workspace.output import as_json

FORMAT = "reportgen round 1"
RECORD, SNAPSHOT = "送审.json", "快照.zip"
_NUMBERED = re.compile(r"第(\d+)轮")
IDENTITY = 12
"""Hexadecimal digits of a file's identity: they fit into a bookmark's name."""


@dataclass(frozen=True)
class Copy:
    """One file as it was sent: to whom ('' for everybody), on which day, and what it was."""

    reader: str
    day: date
    identity: str
    file: str
    sha256: str


@dataclass(frozen=True)
class Round:
    """One round: the hash of all that it was made from, what was put in, what was printed, and its copies."""

    number: int
    made_from: str
    stated: Mapping[str, str] = field(repr=False)
    printed: Mapping[str, str] = field(repr=False)
    copies: tuple[Copy, ...] = ()

    def copy_for(self, reader: str) -> Copy | None:
        """The file that this reader got."""
        return next((copy for copy in self.copies if copy.reader == reader), None)

    def with_copy(self, copy: Copy) -> Round:
        """The same with a file in place of the one that the same reader had."""
        others = (c for c in self.copies if c.reader != copy.reader)
        return Round(self.number, self.made_from, self.stated, self.printed, (*others, copy))

    def record(self, about: Mapping[str, Any]) -> bytes:
        """送审.json."""
        copies = [{**asdict(copy), "day": copy.day.isoformat()} for copy in sorted(self.copies, key=lambda c: c.reader)]
        entry = {"格式": FORMAT, **about, "轮次": self.number, "依据": self.made_from}
        names = dict(
            zip(("reader", "day", "identity", "file", "sha256"), ("给", "日期", "标识", "文件", "sha256"), strict=True)
        )
        return as_json(
            {
                **entry,
                "稿": [{names[k]: v for k, v in copy.items()} for copy in copies],
                "填报": dict(self.stated),
                "数": dict(self.printed),
            }
        )


def folder_of(number: int) -> str:
    """Where a round is kept, below the report's folder."""
    return f"{FOLDER}/第{number}轮"


def rounds_in(home: Path) -> list[Round]:
    """The rounds of the report in this folder, the last at the end; what can't be read is none."""
    folder = home / FOLDER
    numbers = sorted(
        int(m[1]) for path in (folder.iterdir() if folder.is_dir() else ()) if (m := _NUMBERED.fullmatch(path.name))
    )
    return [found for number in numbers if (found := _read(home / folder_of(number) / RECORD, number))]


def _read(path: Path, number: int) -> Round | None:
    try:
        entry = json.loads(path.read_text(encoding="utf-8"))
        copies = tuple(
            Copy(c["给"], date.fromisoformat(c["日期"]), c["标识"], c["文件"], c["sha256"]) for c in entry["稿"]
        )
        return Round(number, entry["依据"], entry["填报"], entry["数"], copies) if entry["格式"] == FORMAT else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def hash_of(parts: Iterable[tuple[str, str]]) -> str:
    """One hash of named hashes."""
    return hashlib.sha256(json.dumps(sorted(parts), ensure_ascii=False).encode()).hexdigest()


def number_of(home: Path, made_from: str) -> tuple[int, Round | None, Round | None]:
    """The number that a file made from this has, the same round where it was begun before, and the round before it."""
    sent = rounds_in(home)
    last = sent[-1] if sent else None
    if last and last.made_from == made_from:
        return last.number, last, sent[-2] if len(sent) > 1 else None
    taken = [int(m[1]) for p in (home / FOLDER).glob("第*轮") if (m := _NUMBERED.fullmatch(p.name))]
    return max(taken, default=0) + 1, None, last
