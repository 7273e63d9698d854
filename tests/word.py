"""A Word file's own XML, changed as a reviewer would change it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path


def rewritten(content: bytes, *pairs: tuple[str, str], parts: Mapping[str, bytes] | None = None) -> bytes:
    """The file with texts of its body replaced where they first stand, and parts put in."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        files = {name: old.read(name) for name in old.namelist()}
    text = files["word/document.xml"].decode()
    for before, after in pairs:
        assert before in text, before
        text = text.replace(before, after, 1)
    files["word/document.xml"] = text.encode()
    if "word/comments.xml" in (parts or {}) and "word/comments.xml" not in files:
        _relate_comments(files)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in (files | dict(parts or {})).items():
            new.writestr(name, part)
    return target.getvalue()


def _relate_comments(files: dict[str, bytes]) -> None:
    """Say that there are comments, as an editor does that adds the first."""
    relation = f'<Relationship Id="rIdComments" Type="{OFFICE}/comments" Target="comments.xml"/></Relationships>'
    override = f'<Override PartName="/word/comments.xml" ContentType="{MAIN}.comments+xml"/></Types>'
    for name, end, added in (
        ("word/_rels/document.xml.rels", b"</Relationships>", relation),
        ("[Content_Types].xml", b"</Types>", override),
    ):
        assert files[name].endswith(end)
        files[name] = files[name].removesuffix(end) + added.encode()


REFERENCE = (Path(__file__).parents[1] / "templates" / "shared" / "reference.docx").read_bytes()
"""The style document that the tool brings."""
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def bare(parts: Mapping[str, str], stores: Mapping[str, str] | None = None) -> bytes:
    """A Word file of nothing but these parts below word/, the document and what it relates to, and custom XML."""
    others = {name: name.rstrip("0123456789") for name in parts if name != "document"}
    kinds = {"document": "document.main", **others}
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{MAIN}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    related = [(name, kind, f"{name}.xml") for name, kind in others.items()]
    related += [(f"store{n}", "customXml", f"../customXml/{name}") for n, name in enumerate(stores or {})]
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": _relations([("document", "officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": _relations(related),
        **{f"word/{name}.xml": text for name, text in parts.items()},
        **{f"customXml/{name}": text for name, text in (stores or {}).items()},
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return target.getvalue()


def _relations(relations: Sequence[tuple[str, str, str]]) -> str:
    told = "".join(
        f'<Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target="{target}"/>' for id_, kind, target in relations
    )
    return f'<Relationships xmlns="{RELATIONS}">{told}</Relationships>'


def put(path: Path, content: bytes) -> Path:
    """A file with this content."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
