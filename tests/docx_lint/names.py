"""What is found again by its name: bookmarks, controls, links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from docx_lint.file import WP, File, Rules, W, text, value
from reportgen.writers.docx.addresses import LONGEST_LABEL
from reportgen.writers.docx.marks import LONGEST_NAME
from reportgen.writers.docx.read_back import read_back

RULES = Rules()


def _doubled(values: Iterator[str | None]) -> Iterator[str]:
    yield from (str(value) for value, times in Counter(values).items() if times > 1 or not value)


@RULES.rule("编号或名称重复")
def _ids(file: File) -> Iterator[str]:
    for tag, attribute in (("bookmarkStart", f"{W}id"), ("bookmarkStart", f"{W}name")):
        yield from _doubled(e.get(attribute) for e in file.document.iter(f"{W}{tag}"))
    yield from _doubled(e.get("id") for e in file.document.iter(f"{WP}docPr"))
    controls = [e for e in file.document.iter(f"{W}sdtPr") if e.find(f"{W}docPartObj") is None]
    for name in ("id", "tag"):
        yield from _doubled(value(e, f"{W}{name}") for e in controls)


@RULES.rule("书签没有成对")
def _ends(file: File) -> Iterator[str]:
    starts = Counter(e.get(f"{W}id") for e in file.document.iter(f"{W}bookmarkStart"))
    ends = Counter(e.get(f"{W}id") for e in file.document.iter(f"{W}bookmarkEnd"))
    yield from (str(name) for name in (starts - ends) + (ends - starts))


@RULES.rule("名称太长")
def _lengths(file: File) -> Iterator[str]:
    names = ((e.get(f"{W}name") or "", LONGEST_NAME) for e in file.document.iter(f"{W}bookmarkStart"))
    labels = (
        (value(e, f"{W}{name}"), LONGEST_LABEL) for e in file.document.iter(f"{W}sdtPr") for name in ("tag", "alias")
    )
    yield from (name for pairs in (names, labels) for name, most in pairs if len(name) > most)


@RULES.rule("控件可以删掉")
def _locks(file: File) -> Iterator[str]:
    for control in file.document.iter(f"{W}sdtPr"):
        if control.find(f"{W}docPartObj") is None and not value(control, f"{W}lock"):
            yield value(control, f"{W}tag")


@RULES.rule("地址与正文不一致")
def _addresses(file: File) -> Iterator[str]:
    yield from (f"{s.address.place} {s.address.key}" for s in read_back(file.content) if s.changed)


@RULES.rule("链接没有去处")
def _links(file: File) -> Iterator[str]:
    names = {e.get(f"{W}name") for e in file.document.iter(f"{W}bookmarkStart")}
    for link in file.document.iter(f"{W}hyperlink"):
        if link.get(f"{W}anchor") not in names:
            yield link.get(f"{W}anchor") or text(link)
    for code in file.document.iter(f"{W}instrText"):
        field = (code.text or "").split()
        if field[:1] == ["PAGEREF"] and field[1] not in names:
            yield field[1]
