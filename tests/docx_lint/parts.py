"""The package: every part is reached, every relation leads somewhere."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from docx_lint.file import File, Rules

RULES = Rules()
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@RULES.rule("部件没有着落")
def _parts(file: File) -> Iterator[str]:
    """A relation to a part that is not there, a part that nothing relates to, a relation id that is not defined."""
    reached = {"[Content_Types].xml"}
    for name in sorted(n for n in file.parts if n.endswith(".rels")):
        reached.add(name)
        home = posixpath.dirname(posixpath.dirname(name))
        for relation in file.xml(name).iter(RELATION):
            target = posixpath.normpath(posixpath.join(home, relation.get("Target") or ""))
            reached.add(target)
            if target not in file.parts:
                yield target
    yield from sorted(file.parts.keys() - reached)
    relations = file.xml("word/_rels/document.xml.rels").iter(RELATION)
    defined = {relation.get("Id") for relation in relations}
    used = {value for e in file.document.iter() for name, value in e.attrib.items() if name.startswith(R)}
    yield from sorted(used - defined)
