"""A Word file's own XML, changed as a reviewer would change it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
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


def bare(parts: Mapping[str, str]) -> bytes:
    """A Word file of nothing but these parts below word/: the document, and what it relates to."""
    kinds = {"document": "document.main+xml"} | {
        name: f"{name.rstrip('0123456789')}+xml" for name in parts if name != "document"
    }
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{MAIN}.{kind}"/>'
        for name, kind in kinds.items()
        if name in parts
    )
    relation = '<Relationship Id="{0}" Type="' + OFFICE + '/{1}" Target="{2}"/>'
    related = [relation.format(name, name.rstrip("0123456789"), f"{name}.xml") for name in parts if name != "document"]
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}">'
        f"{relation.format('document', 'officeDocument', 'word/document.xml')}</Relationships>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{"".join(related)}</Relationships>',
        **{f"word/{name}.xml": text for name, text in parts.items()},
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return target.getvalue()


def put(path: Path, content: bytes) -> Path:
    """A file with this content."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
