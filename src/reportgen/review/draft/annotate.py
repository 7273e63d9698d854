"""A document, remarks on its elements, and what stands before and behind it -> a copy that has them all."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, replace

from reportgen.document import Document, Draft
from reportgen.document.tree import REMARK, DocumentError


@dataclass(frozen=True)
class Remark:
    """A comment: who says what on which day, on which element of the document (None: on the cover sheet),
    and the answers to it.
    """

    target: ET.Element | None
    who: str
    day: str
    text: str
    answers: tuple[Remark, ...] = ()
    done: bool = False
    """Whether who said it has closed it (解决)."""

    def element(self) -> ET.Element:
        """As it stands in the tree."""
        made = ET.Element(
            REMARK, {"class": "comment", "data-who": self.who, **({"data-day": self.day} if self.day else {})}
        )
        if self.done:
            made.set("data-done", "1")
        made.text = self.text
        made.extend(answer.element() for answer in self.answers)
        return made


def annotate(
    document: Document,
    remarks: Sequence[Remark],
    draft: Draft,
    before: Sequence[ET.Element] = (),
    behind: Sequence[ET.Element] = (),
) -> Document:
    """The same document with its remarks, between sections that are not of the report; the given one stays as it is."""
    root = deepcopy(document.root)
    same = dict(zip(document.root.iter(), root.iter(), strict=True))
    body = same[document.body]
    body[:0] = deepcopy(list(before))
    body.extend(deepcopy(list(behind)))
    sheet = next((p for section in body for p in section if section.get("class") == "slip"), None)
    for remark in remarks:
        target = sheet if remark.target is None else same[remark.target]
        if target is None:
            raise DocumentError(f"批注没有地方放：{remark.text[:40]}")
        target.append(remark.element())
    return replace(document, root=root, draft=draft)
