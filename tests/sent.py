"""A draft of the small department-year, as it is sent and as it is read."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import small
from reportgen.build import BuiltReport, assemble
from reportgen.review.draft.prepared import Prepared, prepare
from reportgen.workspace.output import folder_of, write_files
from reportgen.writers.docx import write_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DAY = date(2024, 9, 10)
WORDS = {
    "主要职能": "[拟订示例政策, 组织示例工作]",
    "年初预算": "{2080101: 100.00, 2080102: 30.00}",
    "上年数": "{收入总计: 140.00, 支出总计: 140.00, 支出.一般公共: 140.00}",
}
"""More than budget and last year: 50.25 was spent where 30.00 was budgeted, and nobody says why."""


def folder(tmp_path: Path, **keys: str | None) -> Path:
    """The small department-year with a budget and last year's figures."""
    return small.write(tmp_path / "data" / "示例局" / "2023", **(WORDS | keys))


@dataclass(frozen=True)
class Sent:
    """One draft: what was prepared, the Word file, and where it was put."""

    prepared: Prepared
    content: bytes
    home: Path

    def xml(self, name: str) -> ET.Element:
        """A part of the file."""
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            return ET.fromstring(archive.read(name))

    @property
    def names(self) -> set[str]:
        """The parts of the file."""
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            return set(archive.namelist())

    def words(self, name: str = "word/document.xml") -> str:
        """All words of a part."""
        return "".join(t.text or "" for t in self.xml(name).iter(f"{W}t"))

    @property
    def comments(self) -> list[tuple[str, str, str]]:
        """Who says when what, in the order of the file."""
        if "word/comments.xml" not in self.names:
            return []
        return [
            (c.get(f"{W}author") or "", (c.get(f"{W}date") or "")[:10], "".join(t.text or "" for t in c.iter(f"{W}t")))
            for c in self.xml("word/comments.xml")
        ]

    def under(self, number: int) -> str:
        """The words that a comment stands on."""
        words, inside = [], False
        for element in self.xml("word/document.xml").iter():
            if element.get(f"{W}id") == str(number) and element.tag.startswith(f"{W}commentRange"):
                inside = element.tag == f"{W}commentRangeStart"
            elif inside and element.tag == f"{W}t":
                words.append(element.text or "")
        return "".join(words)


def send(data: Path, root: Path, reader: str = "", day: date | None = DAY, **options: object) -> Sent:
    """Make the draft and put it where a build puts it."""
    made: BuiltReport = assemble(data, draft=True)
    home = folder_of(made, root)
    prepared = prepare(made, home, reader=reader, day=day)
    content = write_docx(prepared.document)
    write_files(made, {"docx": content}, root, draft=True, kept=prepared.kept(content), **options)  # type: ignore[arg-type]
    return Sent(prepared, content, home)
