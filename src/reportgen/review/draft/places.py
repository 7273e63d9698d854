"""A finding, an address or a key -> the element of the tree where a remark on it belongs."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from reportgen.document import Document
from reportgen.document.patterns import PATH
from reportgen.document.tree import HEADINGS, squeeze, text_of
from reportgen.figures import LAST_YEAR
from reportgen.load import Loaded
from reportgen.model.amount import PENDING
from reportgen.model.finding import Finding
from reportgen.review.draft.readers import section_for, top_of

_CARRIERS = frozenset(("data", "span", "p", "li", "td", "th", "figcaption", *HEADINGS))
"""What a remark may stand on, where it has words."""
_HOLDERS = frozenset(("li", "td", "th"))
"""What may hold blocks, on the first of which the remark stands."""


class Places:
    """Finds elements of one document."""

    def __init__(self, document: Document, loaded: Loaded) -> None:
        self._loaded = loaded
        self._reading = document.reading
        self._turn = {element: number for number, element in enumerate(document.body.iter())}
        self._keyed: dict[str, ET.Element] = {}
        self._pathed: dict[str, ET.Element] = {}
        self._gaps: dict[str, ET.Element] = {}
        for element in document.body.iter():
            self._keep(element)
        self._anchors = {anchor.name: element for element, anchor in document.anchors.items()}
        self._addresses = {path: address for address, path in loaded.addresses.items()}

    def _keep(self, element: ET.Element) -> None:
        if element.tag == "data" and squeeze(text_of(element)):
            self._keyed.setdefault(element.get("data-key") or "", element)
        if path := element.get(PATH):
            self._pathed.setdefault(path, element)
        if element.get("class") == "pending":
            self._gaps.setdefault(squeeze(text_of(element)).removeprefix(f"【{PENDING}：").removesuffix("】"), element)

    def order(self, element: ET.Element | None) -> int:
        """Where it stands among all, for sorting; what stands nowhere comes last."""
        return len(self._turn) if element is None else self._turn[element]

    def of_finding(self, finding: Finding, canonical: str) -> ET.Element | None:
        """The figure or the words that it is about, else the heading of their section."""
        near = self.of_key(canonical) if canonical else None
        if near is not None:
            return near
        return self.of_path(self._loaded.path_at(finding.source) if finding.source else (canonical.split(".")[0],))

    def of_key(self, key: str) -> ET.Element | None:
        """The first place where a figure is printed, or missing, or words with this address,
        or a figure whose key begins so.
        """
        this_year = key.removeprefix(f"{LAST_YEAR}.")
        for name, kept in ((key, self._keyed), (key, self._gaps), (key, self._pathed), (this_year, self._keyed)):
            if name in kept:
                return self._carrier(kept[name])
        below = next((element for name, element in self._keyed.items() if name.startswith(f"{key}.")), None)
        return self._carrier(below)

    def of_anchor(self, name: str) -> ET.Element | None:
        """What has this address now; else the heading of its section."""
        if name in self._anchors:
            return self._carrier(self._anchors[name])
        return self._title(name.split("/")[0])

    def of_path(self, path: tuple[str | int, ...]) -> ET.Element | None:
        """Where the words at this path of the data are printed;
        else the heading of the section that tells of its top-level key.
        """
        for length in range(len(path), 0, -1):
            found = self._pathed.get(self._addresses.get(path[:length], ""))
            if found is not None:
                return self._carrier(found)
        end = section_for(str(path[0])) if path else ""
        return self._title(next((name for name in self._reading.sections if end and name.endswith(f"-{end}")), ""))

    def heading(self, element: ET.Element | None) -> str:
        """The heading that an element stands under."""
        at = self._reading.standing.get(element) if element is not None else None
        return at.section.heading if at else ""

    def section_of(self, element: ET.Element) -> ET.Element:
        """The innermost section round an element."""
        return self._reading.standing[element].section.element

    def path_of(self, element: ET.Element) -> str:
        """Where in the data the words round an element stand; else what its section tells of."""
        around = (element, *self._above(element))
        path = next((above.get(PATH) for above in around if above.get(PATH)), None)
        return path or next(
            (top for above in around if above.tag == "section" and (top := top_of(above.get("id") or ""))), ""
        )

    def _title(self, section: str) -> ET.Element | None:
        """The heading of a section by its id."""
        found = self._reading.sections.get(section)
        return found.title if found else None

    def _carrier(self, element: ET.Element | None) -> ET.Element | None:
        """The element itself or what holds it, where a remark can stand."""
        while element is not None and not (
            element.tag in _CARRIERS and squeeze(text_of(element)) and not self._reading.standing[element].contents
        ):
            element = self._reading.parents.get(element)
        if element is None or element.tag not in _HOLDERS:
            return element
        return next(
            (
                block
                for block in element.iter()
                if block.tag in ("p", "li") and squeeze(text_of(block)) and block.find("p") is None
            ),
            element,
        )

    def _above(self, element: ET.Element) -> Iterator[ET.Element]:
        while element in self._reading.parents:
            element = self._reading.parents[element]
            yield element
