"""Comments on elements of the tree -> Word's own comments, their ranges in the text and the threads that hold them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass

import docx.document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from reportgen.document.tree import REMARK, DocumentError, text_of
from reportgen.writers.docx.elements import Element, Runs, make, qn, run, val
from reportgen.writers.docx.parts import add_xml

AUTHOR = "reportgen"
"""Who asks, where no person did."""
THREADS = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
"""The relation to the part that says which comment answers which."""
_THREADS_TYPE = CT.WML_COMMENTS.replace("comments+xml", "commentsExtended+xml")
_FIRST_PARAGRAPH = 0x10000000
"""Word wants the ids of paragraphs below 0x80000000 and never 0."""


@dataclass(frozen=True)
class _Comment:
    """One comment; `answers` is the number of the one that it answers."""

    number: int
    who: str
    day: str
    text: str
    answers: int | None = None
    done: bool = False

    @property
    def paragraph(self) -> str:
        """What names its last paragraph, by which answers find it."""
        return f"{_FIRST_PARAGRAPH + self.number:08X}"

    def fill(self, comment: Element) -> None:
        """Put day and words into a w:comment of which python-docx has made the first paragraph."""
        del comment.attrib[qn("w:date")]
        if self.day:
            comment.set(qn("w:date"), f"{self.day}T00:00:00Z")
        first, *more = self.text.split("\n")
        comment[-1].extend(run(first))
        for line in more:
            comment.append(make("w:p", make("w:pPr", val("w:pStyle", "CommentText")), *run(line)))
        comment[-1].set(qn("w14:paraId"), self.paragraph)
        comment[-1].set(qn("w14:textId"), "77777777")


class Comments:
    """The comments of one document in reading order."""

    def __init__(self) -> None:
        self._written: list[_Comment] = []
        self._done: set[ET.Element] = set()

    def around(self, element: ET.Element, runs: Runs) -> Runs:
        """Runs between the ends of every comment on their element; an element of several runs has them at the first."""
        if element in self._done:
            return runs
        self._done.add(element)
        numbers = [number for remark in element.findall(REMARK) for number in self._add(remark, None)]
        starts = [make("w:commentRangeStart", id=number) for number in numbers]
        ends = [end for number in numbers for end in (make("w:commentRangeEnd", id=number), _reference(number))]
        return [*starts, *runs, *ends]

    def _add(self, remark: ET.Element, answers: int | None) -> list[int]:
        """A remark and its answers; a thread is one deep, as in Word."""
        number, done = len(self._written), remark.get("data-done") == "1"
        self._written.append(
            _Comment(
                number, remark.get("data-who") or AUTHOR, remark.get("data-day") or "", text_of(remark), answers, done
            )
        )
        above = number if answers is None else answers
        return [number, *(below for answer in remark.findall(REMARK) for below in self._add(answer, above))]

    def refuse_lost(self, body: ET.Element) -> None:
        """After the walk: no comment may be missing in the file."""
        lost = sum(1 for _ in body.iter(REMARK)) - len(self._written)
        if lost:
            raise DocumentError(f"有 {lost} 条批注没有写进 Word 稿：它们所在的地方没有文字")

    def put_into(self, document: docx.document.Document) -> None:
        """Write the comments and their threads; no part without a comment."""
        if not self._written:
            return
        comments = document.comments
        root: Element = document.part.part_related_by(RT.COMMENTS).element  # type: ignore[attr-defined] # an XmlPart
        root.set(qn("mc:Ignorable"), "w14")
        threads = make("w15:commentsEx")
        for comment in self._written:
            comments.add_comment(author=comment.who, initials=comment.who[:2])
            comment.fill(root[-1])
            threads.append(
                make("w15:commentEx", paraId=comment.paragraph, **self._above(comment), done=int(comment.done))
            )
        add_xml(document.part, "/word/commentsExtended.xml", _THREADS_TYPE, THREADS, threads)

    def _above(self, comment: _Comment) -> dict[str, str]:
        return {} if comment.answers is None else {"paraIdParent": self._written[comment.answers].paragraph}


def _reference(number: int) -> Element:
    return make("w:r", make("w:rPr", val("w:rStyle", "CommentReference")), make("w:commentReference", id=number))
