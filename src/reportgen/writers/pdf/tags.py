"""The tag tree of a printed report, as one document: what runs over pages is one element again.

WeasyPrint builds its tags page by page: a table of five pages is five tables, a part is as many
sections as it has pages, a paragraph that turns the page is two. While it writes, `recorded` notes
which element each tag was made for; `repair_tags` then joins the fragments of one element, keeps a table's
head once (its repetitions are decoration), makes one cell of a label that runs over the page, says
which heads each cell stands under, and marks what belongs to no element (folios) as an artifact.
"""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pydyf  # type: ignore[import-untyped]

from reportgen.document.grid import ROW_SCOPES, heads, place

HEAD = {"THead", "TFoot"}
Element = Any
"""An element of the printed HTML (xml.etree)."""
Tag = Any
"""A structure element: a pydyf.Dictionary."""


class Recorded(dict[int, tuple[Element, str]]):
    """Object number of a tag -> the element that it was made for, and the box's name."""

    def __init__(self) -> None:
        super().__init__()
        self.repeated: set[int] = set()
        """Tags of labels that are printed again on a further page."""


@contextlib.contextmanager
def recorded() -> Iterator[Recorded]:
    """While this holds, WeasyPrint's tags are noted with their elements."""
    from weasyprint.pdf import tags  # type: ignore[import-untyped]

    made, build = Recorded(), tags._build_box_tree

    def noting(box: Any, *rest: Any) -> Iterator[Tag]:
        for tag in build(box, *rest):
            if box.element is not None:
                made.setdefault(tag.number, (box.element, box.element_tag))
                if getattr(box, "is_repeated", False):
                    made.repeated.add(tag.number)
            yield tag

    tags._build_box_tree = noting
    try:
        yield made
    finally:
        tags._build_box_tree = build


def repair_tags(pdf: Any, made: Recorded) -> None:
    """Make one tree of the pages' trees; name each enclosed file once."""
    _TagTree(pdf, made).repair()
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


class _TagTree:
    """The structure elements of a PDF that is about to be written."""

    def __init__(self, pdf: Any, made: Recorded) -> None:
        self.pdf, self.made = pdf, made
        self.root = pdf.objects[_number(pdf.catalog["StructTreeRoot"])]
        self.parent_tree = pdf.objects[_number(self.root["ParentTree"])]
        self.joined: dict[bytes, bytes] = {}
        """Reference of a fragment -> of the element that it has become part of."""
        self.tables: list[tuple[Tag, Element]] = []

    def repair(self) -> None:
        document = self._object(self.root["K"][0])
        self._join_children(document)
        for table, element in self.tables:
            self._heads(table, element)
        self._name_tree(document)
        self._release(document)

    # -- joining ----------------------------------------------------------------------------------

    def _join_children(self, parent: Tag) -> None:
        kept: list[Any] = []
        heads: set[Any] = set()
        before: tuple[Any, Tag] | None = None
        for kid in parent["K"]:
            tag = self._object(kid)
            source = self._source(tag)
            if source and tag["S"][1:] in HEAD:
                if source in heads:
                    continue  # repeated on another page
                heads.add(source)
            if source and before and before[0] == source:
                self._join(before[1], tag)
                continue
            kept.append(kid)
            before = (source, tag) if source else None
        parent["K"] = pydyf.Array(kept)
        for kid in kept:
            tag = self._object(kid)
            if tag is not None and tag.get("Type") == "/StructElem":
                self._join_children(tag)
        if parent["S"] == "/Table" and parent.number in self.made:
            self.tables.append((parent, self.made[parent.number][0]))

    def _source(self, tag: Tag | None) -> tuple[int, str, str] | None:
        """What a tag was made for; fragments of one element have the same."""
        if tag is None or tag.number not in self.made:
            return None
        element, name = self.made[tag.number]
        return id(element), name, tag["S"]

    def _join(self, first: Tag, fragment: Tag) -> None:
        """The children of a fragment become the first's."""
        for kid in fragment["K"]:
            if isinstance(kid, int) and fragment["Pg"] != first["Pg"]:
                kid = pydyf.Dictionary({"Type": "/MCR", "Pg": fragment["Pg"], "MCID": kid})
            tag = self._object(kid)
            if tag is not None and "P" in tag:
                tag["P"] = first.reference
            first["K"].append(kid)
        fragment["K"] = pydyf.Array()
        self.joined[fragment.reference] = first.reference

    # -- tables -----------------------------------------------------------------------------------

    def _heads(self, table: Tag, element: Element) -> None:
        """Scope of every head, the heads of every cell; a cell that runs over a page once, in its first row."""
        tags: dict[int, Tag] = {}
        for row in self._rows(table):
            kept = []
            for kid in row["K"]:
                tag = self._object(kid)
                if tag is not None and tag.number in self.made.repeated:
                    continue  # decoration
                source = self.made.get(tag.number) if tag is not None else None
                if source and id(source[0]) in tags:
                    self._join(tags[id(source[0])], tag)
                    continue
                if source:
                    tags[id(source[0])] = tag
                kept.append(kid)
            row["K"] = pydyf.Array(kept)
        cells = place(element)
        above = heads(cells)
        for cell in cells:
            tag = tags.get(id(cell.element))
            if tag is None:
                continue
            attributes = tag.setdefault("A", pydyf.Dictionary({"O": "/Table"}))
            for name, size in (("ColSpan", cell.columns), ("RowSpan", cell.rows)):
                if size > 1:
                    attributes[name] = size
            attributes.pop("Headers", None)
            if tag["S"] == "/TH":
                attributes["Scope"] = "/Row" if cell.element.get("scope") in ROW_SCOPES else "/Column"
                tag["ID"] = pydyf.String(f"{table.number}-{tag.number}")
            elif names := [tags[id(head)] for head in above[cell.element] if id(head) in tags]:
                attributes["Headers"] = pydyf.Array([pydyf.String(f"{table.number}-{head.number}") for head in names])

    def _rows(self, parent: Tag) -> Iterator[Tag]:
        for kid in parent["K"]:
            tag = self._object(kid)
            if tag is not None and tag.get("S") == "/TR":
                yield tag
            elif tag is not None and tag.get("S") in ("/THead", "/TBody", "/TFoot"):
                yield from self._rows(tag)

    def _name_tree(self, document: Tag) -> None:
        """IDs are looked up in a tree of names (ISO 32000-1, 14.7.2)."""
        named = sorted((tag["ID"].data, tag) for tag in self._below(document) if "ID" in tag)
        if named:
            names = pydyf.Array([part for _, tag in named for part in (tag["ID"], tag.reference)])
            self.root["IDTree"] = pydyf.Dictionary({"Names": names})

    # -- what is in no element --------------------------------------------------------------------

    def _release(self, document: Tag) -> None:
        """What no element holds any more is an artifact of its page, and nothing refers to it."""
        alive = {tag.reference for tag in self._below(document)} | {document.reference}
        loose: dict[bytes, set[int]] = defaultdict(set)
        for tag in self.pdf.objects:
            if isinstance(tag, pydyf.Dictionary) and tag.get("Type") == "/StructElem" and tag.reference not in alive:
                loose[tag["Pg"]].update(kid for kid in tag["K"] if isinstance(kid, int))
                tag.free = "f"
        nums = self.parent_tree["Nums"]
        for at in range(1, len(nums), 2):
            if isinstance(nums[at], list):
                nums[at] = pydyf.Array([self._living(reference, alive) for reference in nums[at]])
            else:
                nums[at] = self._living(nums[at], alive)
        for page, numbers in loose.items():
            stream = self._object(self._object(page)["Contents"])
            _to_artifacts(stream.stream, numbers)

    def _living(self, reference: bytes, alive: set[bytes]) -> bytes:
        while reference in self.joined:
            reference = self.joined[reference]
        return reference if reference in alive else b"null"

    def _below(self, tag: Tag) -> Iterator[Tag]:
        for kid in tag["K"]:
            child = self._object(kid)
            if child is not None and child.get("Type") == "/StructElem":
                yield child
                yield from self._below(child)

    def _object(self, kid: Any) -> Any:
        """The object behind a reference; None for what stands in the place itself."""
        return self.pdf.objects[_number(kid)] if isinstance(kid, bytes) else None


def _to_artifacts(operations: list[Any], numbers: set[int]) -> None:
    """Marked content of these numbers becomes an artifact."""
    for at, operand in enumerate(operations):
        if isinstance(operand, pydyf.Dictionary) and operand.get("MCID") in numbers and operations[at + 1] == b"BDC":
            operations[at - 1 : at + 2] = [b"/Artifact", b"", b"BMC"]


def _number(reference: bytes) -> int:
    return int(reference.split()[0])
