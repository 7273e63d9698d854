"""Terms of 名词解释: the first use of each leads to its explanation, and the explanation back."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from reportgen.document.tree import HEADINGS, squeeze, text_of
from reportgen.writers.html.added import MARK, added

SKIPPED = frozenset({"a", "data", "table", "nav", "figure", "section", *HEADINGS})


def link_terms(body: ET.Element) -> None:
    """Link the first use in the text of every term, and in the tables of every subject."""
    _Terms(body).link()
    subjects = {e.get("data-code", ""): e for e in body.iter("p") if e.get("data-code")}
    for row in body.iter("tr"):
        code, name = (
            row.find("td[@class='code']"),
            next((td for td in row if "name" in (td.get("class") or "").split()), None),
        )
        explained = subjects.pop(squeeze(text_of(code)), None) if code is not None else None
        if explained is not None and name is not None and name.text and not len(name):
            link = _use(name.text, explained)
            name.text = None
            name.append(link)


class _Terms:
    """Walks the running text once; a longer term hides the shorter ones within it, also when it is linked already."""

    def __init__(self, body: ET.Element) -> None:
        self.body = body
        self.waiting = {e.get("data-term", ""): e for e in body.iter("p") if e.get("data-term")}
        names = sorted(self.waiting, key=len, reverse=True)
        self.pattern = re.compile("|".join(map(re.escape, names)))

    def link(self) -> None:
        for section in self.body.iter("section"):
            explains = any(e.get("data-term") or e.get("data-code") for e in section)
            if self.waiting and section.get("class") == "text" and not explains:
                self._walk(section)

    def _walk(self, element: ET.Element) -> None:
        """The words of an element, and of what it holds, in reading order."""
        words = element.tag not in ("ol", "ul", "section")
        children = list(element)
        if words and element.text:
            element.text, links = self._split(element.text)
            element[:0] = links
        for child in children:
            if child.tag not in SKIPPED and MARK not in child.attrib:
                self._walk(child)
            if words and child.tail:
                child.tail, links = self._split(child.tail)
                at = list(element).index(child) + 1
                element[at:at] = links

    def _split(self, text: str) -> tuple[str, list[ET.Element]]:
        """The words before the first link, and the links with the words after each."""
        head, links, at = "", list[ET.Element](), 0
        for found in self.pattern.finditer(text):
            if found[0] not in self.waiting:
                continue
            between, at = text[at : found.start()], found.end()
            if links:
                links[-1].tail = between
            else:
                head = between
            links.append(_use(found[0], self.waiting.pop(found[0])))
        if not links:
            return text, []
        links[-1].tail = text[at:]
        return head, links


def _use(words: str, explained: ET.Element) -> ET.Element:
    """The link from the words to their explanation, which gets the way back."""
    home = f"use-{explained.get('id')}"
    link = ET.Element("a", {"class": "term", "id": home, "href": f"#{explained.get('id')}"})
    link.text = words
    explained.set("class", f"{explained.get('class', '')} explained".strip())
    explained.append(
        added("a", "回到正文", class_="back", href=f"#{home}", aria_label=f"回到正文中的“{words.strip()}”")
    )
    return link
