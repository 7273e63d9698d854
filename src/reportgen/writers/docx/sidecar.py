"""The sidecar of a Word file -> the addresses that it was written with, and the words that have none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import cast

from reportgen.document.anchors import AnchorKind
from reportgen.writers.docx.addresses import NAMESPACE, ContentControl, hash_of
from reportgen.writers.docx.elements import Element
from reportgen.writers.docx.folded import folded
from reportgen.writers.docx.opened import NotOurs, OfAnotherVersion, Opened

_OTHERS = NAMESPACE.rpartition(":")[0]


def sidecar(opened: Opened) -> tuple[dict[str, ContentControl], Counter[str]]:
    """The addresses that the file was written with, and the words without one. Raises NotOurs."""
    for name, root in opened.stores():
        if root.tag.startswith(f"{{{_OTHERS}") and root.tag != f"{{{NAMESPACE}}}addresses":
            raise OfAnotherVersion(
                "这份稿子是别的版本的程序生成的，它的地址表现在读不了；请用那个版本收回，或重新出一稿"
            )
        if root.tag == f"{{{NAMESPACE}}}addresses":
            known = {address.name: address for address in _addresses(root, name)}
            plain = Counter(
                {
                    folded(entry.text or ""): int(entry.get("no", "1"))
                    for entry in root
                    if entry.tag == f"{{{NAMESPACE}}}t"
                }
            )
            return known, plain
    raise NotOurs("文件里没有地址表：不是本程序生成的 Word 稿，或者被别的软件另存过")


def written_besides(opened: Opened) -> tuple[list[str], list[str]]:
    """What the file's charts said when it was written, and the entries of its contents; nothing of a file that lost
    its sidecar.
    """
    roots = (root for _, root in opened.stores() if root.tag == f"{{{NAMESPACE}}}addresses")
    said = [(entry.tag, entry.text or "") for root in roots for entry in root]
    drawn, contents = ([text for tag, text in said if tag == f"{{{NAMESPACE}}}{name}"] for name in "co")
    return drawn, contents


def _addresses(root: Element, name: str) -> Iterator[ContentControl]:
    for entry in root:
        if entry.tag != f"{{{NAMESPACE}}}a":
            continue
        text, pattern = entry.text or "", entry.get("as", "")
        if entry.get("hash") != hash_of(text + pattern):
            raise NotOurs(f"{name} 被改过：{entry.get('key')}")
        yield ContentControl(
            entry.get("n", ""),
            cast("AnchorKind", entry.get("kind", "words")),
            entry.get("at", ""),
            entry.get("key", ""),
            int(entry.get("no", "1")),
            folded(text),
            folded(pattern),
            entry.get("unit", ""),
            bool(entry.get("locked")),
            bool(entry.get("prose")),
            entry.get("row", ""),
        )
