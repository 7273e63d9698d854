"""The draft of the sample that `new` makes, edited as a reviewer edits it: runs, tracked changes, parts."""

from __future__ import annotations

import copy
import functools
import io
import shutil
import tempfile
import zipfile
from datetime import date
from pathlib import Path

from lxml import etree

from reportgen.build import assemble
from reportgen.review.draft.prepared import prepare
from reportgen.review.pull.outcome import Outcome, pulled
from reportgen.workspace.new import begin
from reportgen.workspace.output import folder_of, write_files
from reportgen.writers.docx import write_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
WHO = {f"{W}author": "张科长", f"{W}date": "2024-09-10T09:00:00Z"}
DAY = date(2024, 9, 10)
BODY = "word/document.xml"


@functools.cache
def _sample() -> tuple[Path, bytes]:
    """A folder below which the data and the round lie, and the draft."""
    root = Path(tempfile.mkdtemp(prefix="reviewing-"))
    folder = root / "data" / "示例局" / "2023"
    begin(folder)
    made = assemble(folder, draft=True)
    home = folder_of(made, root / "output")
    prepared = prepare(made, home, day=DAY)
    content = write_docx(prepared.document)
    write_files(made, {"docx": content}, root / "output", draft=True, kept=prepared.kept(content))
    return root, content


class Review:
    """One reviewed draft of the sample, in a folder of its own."""

    def __init__(self, place: Path) -> None:
        root, content = _sample()
        self.root = place / "office"
        shutil.copytree(root, self.root)
        self.data = self.root / "data" / "示例局" / "2023"
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.body = etree.fromstring(self.parts[BODY])
        self._number = 9000

    @property
    def content(self) -> bytes:
        """The file as it came back."""
        if BODY in self.parts:
            self.parts[BODY] = etree.tostring(self.body, xml_declaration=True, encoding="UTF-8", standalone=True)
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in self.parts.items():
                archive.writestr(name, part)
        return target.getvalue()

    def pull(self, **options: object) -> Outcome:
        """Read it; nothing is written yet."""
        path = self.root / "改.docx"
        path.write_bytes(self.content)
        return pulled(path, self.data, today=DAY, **options)  # type: ignore[arg-type]

    def text(self, name: str) -> str:
        """A file of the data."""
        return (self.data / name).read_text(encoding="utf-8")

    # -- editing ----------------------------------------------------------------------------------

    def paragraph(self, words: str, style: str = "") -> etree._Element:
        """The first paragraph that says this."""
        for paragraph in self.body.iter(f"{W}p"):
            named = paragraph.find(f"{W}pPr/{W}pStyle")
            if words in text(paragraph) and (not style or (named is not None and named.get(f"{W}val") == style)):
                return paragraph
        raise AssertionError(f"not in the draft: {words}")

    def mark(self, tag: str) -> etree._Element:
        """w:ins, w:del with the reviewer's name."""
        element = etree.Element(f"{W}{tag}", {f"{W}id": str(self._number), **WHO})
        self._number += 1
        return element

    def replace(self, where: str, old: str, new: str, *, track: bool = True) -> None:
        """Words of a paragraph, as Word replaces them."""
        paragraph = self.paragraph(where)
        start = text(paragraph).index(old)
        replaced = between(paragraph, start, start + len(old))
        typed = run(new, replaced[0]) if new else None
        last = replaced[-1]
        for one in replaced:
            last = self._struck(one) if track else one
        if typed is not None:
            if track:
                put_in = self.mark("ins")
                put_in.append(typed)
                typed = put_in
            last.addnext(typed)
        if not track:
            for one in replaced:
                one.getparent().remove(one)

    def _struck(self, one: etree._Element) -> etree._Element:
        deleted = self.mark("del")
        one.addprevious(deleted)
        deleted.append(one)
        for words in one.findall(f"{W}t"):
            words.tag = f"{W}delText"
        return deleted

    def swap(self, name: str, old: str, new: str) -> None:
        """Text of a part."""
        self.parts[name] = self.parts[name].replace(old.encode(), new.encode())

    def relate(self, number: str, kind: str, target: str, part: bytes = b"", content_type: str = "") -> None:
        """A part more, to which the document relates."""
        relation = f'<Relationship Id="{number}" Type="{RELS}/{kind}" Target="{target}"/></Relationships>'
        self.swap("word/_rels/document.xml.rels", "</Relationships>", relation)
        if part:
            self.parts[f"word/{target}"] = part
        if content_type:
            override = f'<Override PartName="/word/{target}" ContentType="{content_type}"/></Types>'
            self.swap("[Content_Types].xml", "</Types>", override)


def runs(paragraph: etree._Element) -> list[etree._Element]:
    """The runs of a paragraph that are not deleted and stand in no text box."""
    gone = (f"{W}del", f"{W}moveFrom", f"{W}txbxContent")
    return [one for one in paragraph.iter(f"{W}r") if not any(above.tag in gone for above in one.iterancestors())]


def text(paragraph: etree._Element) -> str:
    """The words of a paragraph."""
    return "".join(words.text or "" for one in runs(paragraph) for words in one.findall(f"{W}t"))


def run(words: str, like: etree._Element | None = None) -> etree._Element:
    """A run of words."""
    made = etree.Element(f"{W}r")
    properties = None if like is None else like.find(f"{W}rPr")
    if properties is not None:
        made.append(copy.deepcopy(properties))
    said = etree.SubElement(made, f"{W}t", {SPACE: "preserve"})
    said.text = words
    return made


def between(paragraph: etree._Element, start: int, end: int) -> list[etree._Element]:
    """The runs from one letter to another, cut there."""
    for at in (start, end):
        _cut(paragraph, at)
    found, place = [], 0
    for one in runs(paragraph):
        length = sum(len(words.text or "") for words in one.findall(f"{W}t"))
        if length and place >= start and place + length <= end:
            found.append(one)
        place += length
    return found


def _cut(paragraph: etree._Element, at: int) -> None:
    place = 0
    for one in runs(paragraph):
        whole = "".join(words.text or "" for words in one.findall(f"{W}t"))
        if place < at < place + len(whole):
            one.addprevious(run(whole[: at - place], one))
            one.addprevious(run(whole[at - place :], one))
            one.getparent().remove(one)
            return
        place += len(whole)
