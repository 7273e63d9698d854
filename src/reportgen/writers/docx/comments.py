"""Comments on elements of the tree -> Word's own comments, their ranges in the text and the parts that hold them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass

from reportgen.document.tree import REMARK, DocumentError, text_of
from reportgen.writers.docx.wml import NAMESPACES, quoted, run

AUTHOR = "reportgen"
"""Who asks, where no person did."""
_NEWER = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" mc:Ignorable="w14 w15"'
)
_SIGN = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>'
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

    @property
    def paragraph(self) -> str:
        """What names its last paragraph, by which answers find it."""
        return f"{_FIRST_PARAGRAPH + self.number:08X}"

    def xml(self) -> str:
        """The w:comment."""
        lines = self.text.split("\n")
        last = f' w14:paraId="{self.paragraph}" w14:textId="77777777"'
        paragraphs = "".join(
            f'<w:p{last if n == len(lines) else ""}><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>{_SIGN if n == 1 else ""}{run(line)}</w:p>'
            for n, line in enumerate(lines, start=1)
        )
        dated = f' w:date="{self.day}T00:00:00Z"' if self.day else ""
        return (
            f'<w:comment w:id="{self.number}" w:author={quoted(self.who)}{dated} w:initials={quoted(self.who[:2])}>'
            f"{paragraphs}</w:comment>"
        )

    def thread_xml(self, above: _Comment | None) -> str:
        """Its place among answers."""
        parent = f' w15:paraIdParent="{above.paragraph}"' if above else ""
        return f'<w15:commentEx w15:paraId="{self.paragraph}"{parent} w15:done="0"/>'


class Comments:
    """The comments of one document in reading order."""

    def __init__(self) -> None:
        self._written: list[_Comment] = []
        self._done: set[ET.Element] = set()

    def __bool__(self) -> bool:
        return bool(self._written)

    def around(self, element: ET.Element, runs: str) -> str:
        """Runs between the ends of every comment on their element; an element of several runs has them at the first."""
        if element in self._done:
            return runs
        self._done.add(element)
        numbers = [number for remark in element.findall(REMARK) for number in self._add(remark, None)]
        starts = "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in numbers)
        ends = "".join(
            f'<w:commentRangeEnd w:id="{n}"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="{n}"/></w:r>'
            for n in numbers
        )
        return f"{starts}{runs}{ends}"

    def _add(self, remark: ET.Element, answers: int | None) -> list[int]:
        """A remark and its answers; a thread is one deep, as in Word."""
        number = len(self._written)
        self._written.append(
            _Comment(number, remark.get("data-who") or AUTHOR, remark.get("data-day") or "", text_of(remark), answers)
        )
        above = number if answers is None else answers
        return [number, *(below for answer in remark.findall(REMARK) for below in self._add(answer, above))]

    def refuse_lost(self, body: ET.Element) -> None:
        """After the walk: no comment may be missing in the file."""
        lost = sum(1 for _ in body.iter(REMARK)) - len(self._written)
        if lost:
            raise DocumentError(f"有 {lost} 条批注没有写进 Word 稿：它们所在的地方没有文字")

    def parts(self) -> dict[str, str]:
        """The part of the comments, and that of their threads; none without a comment."""
        if not self._written:
            return {}
        comments = "".join(comment.xml() for comment in self._written)
        threads = "".join(
            comment.thread_xml(None if comment.answers is None else self._written[comment.answers])
            for comment in self._written
        )
        return {
            "comments.xml": f"<w:comments {NAMESPACES} {_NEWER}>{comments}</w:comments>",
            "commentsExtended.xml": f"<w15:commentsEx {_NEWER}>{threads}</w15:commentsEx>",
        }
