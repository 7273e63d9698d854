"""The documents of a correction in their formats, and where they are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from reportgen.atomic_write import replace_all, replace_files
from reportgen.build import BuiltReport
from reportgen.compare.diff import Difference
from reportgen.compare.snapshot import frozen_inputs
from reportgen.document import Document
from reportgen.publish.correct.documents import corrected, marked, notice_document
from reportgen.publish.correct.history import FILE, entry_of, read, with_entry, written
from reportgen.publish.correct.notice import CorrectionNotice, Pages, Words, spots
from reportgen.publish.correct.published import CORRECTIONS, MANIFEST
from reportgen.publish.folder import PUBLISHED, files_to_upload, manifest_to_upload, only_written
from reportgen.workspace.output import (
    INTERNAL,
    as_json,
    folder_of,
    hashes_of,
    manifest_of,
    printed_of,
    stem_named,
    stem_of,
)
from reportgen.writers.pdf.process import PdfWorker
from reportgen.writers.write import write_paged

FROZEN = "冻结"
MOST = 5
NO_PAGES = "没有生成 PDF，更正说明里的页码空着；要页码，--to 里加上 pdf"


@dataclass(frozen=True)
class CorrectionDocuments:
    """The notice, the report as it is marked, all files by name, what was not perfect in print, and whether the folder
    has all that is uploaded, so that it can be verified.
    """

    notice: CorrectionNotice
    made: BuiltReport
    files: Mapping[str, bytes]
    formats: tuple[str, ...]
    warnings: tuple[str, ...]
    complete: bool


@dataclass(frozen=True)
class WrittenCorrection:
    """Where they stand, and the record."""

    folder: Path
    files: Mapping[str, Path]
    record: Path


def not_as_published(old: BuiltReport, printed: Mapping[str, object]) -> list[str]:
    """Figures that the snapshot, made again, prints otherwise than was published; the first of them, in words."""
    if not printed:
        return []
    now = printed_of(old)
    differing = [key for key, text in printed.items() if now.get(key) != text]
    examples = [f"{key} 公开的是 {printed[key]}，重做是 {now.get(key, '没有')}" for key in differing[:MOST]]
    return [*examples, f"……共 {len(differing)} 个"] if len(differing) > MOST else examples


def documents(
    difference: Difference,
    formats: tuple[str, ...],
    worker: PdfWorker | None,
    notice: Callable[[Pages], CorrectionNotice],
) -> CorrectionDocuments:
    """The corrected report with all that is uploaded, and the notice with the pages of both in it."""
    warnings: list[str] = []
    pages: tuple[Mapping[str, int], Mapping[str, int]] = ({}, {})
    made = replace(difference.new, document=corrected(difference.new))
    printed = write_paged(made.document, formats, worker, warnings.append)
    if worker:
        old, new = spots(difference)
        pages = (
            worker.print_alone(marked(difference.old.document, old)).pages,
            worker.print_alone(marked(difference.new.document, new)).pages,
        )
    else:
        warnings.append(NO_PAGES)
    complete = set(PUBLISHED) <= set(formats)
    if complete:
        files, _ = files_to_upload(made, printed.files, printed.pages)
    else:
        files = {f"{stem_of(made)}.{name}": content for name, content in printed.files.items()}
    paged = notice(pages)
    paper = notice_document(paged, difference.new)
    told = {f"{stem_named(paper.title)}.{name}": content for name, content in _notice(paper, formats, worker).items()}
    return CorrectionDocuments(paged, made, {**told, **files}, formats, tuple(dict.fromkeys(warnings)), complete)


def _notice(paper: Document, formats: tuple[str, ...], worker: PdfWorker | None) -> dict[str, bytes]:
    """The notice in those of the formats that a notice has: it carries no data, so nothing is enclosed."""
    from reportgen.writers.docx import write_docx

    files: dict[str, bytes] = {}
    if worker and "pdf" in formats:
        files["pdf"] = worker.print_alone(paper).content
    if "docx" in formats or not files:
        files["docx"] = write_docx(paper)
    return files


def write(
    difference: Difference, made: CorrectionDocuments, root: Path, out: Path | None, *, redo: bool = False
) -> WrittenCorrection:
    """Write the files with the manifest of the corrected report, freeze its inputs,
    and keep the record beside the data; `redo`: in the place of the last correction.
    """
    data = difference.new.book.loaded.folder
    kept = read(data)
    entries: Sequence[Mapping[str, object]] = with_entry(kept[:-1] if redo else kept, entry_of(difference, made.notice))
    folder = (out or folder_of(difference.new, root) / CORRECTIONS / f"第{len(entries)}次").resolve()
    manifest = as_json(_manifest(made))
    record = data.resolve() / FILE
    frozen = folder_of(difference.new, root) / INTERNAL / FROZEN / f"{CORRECTIONS}第{len(entries)}次"
    replace_all(
        frozen.resolve(), {**frozen_inputs(difference.new, version("reportgen")), MANIFEST: manifest}, alone=True
    )
    replace_all(folder, {**made.files, MANIFEST: manifest}, alone=only_written(folder))
    record.parent.mkdir(parents=True, exist_ok=True)
    replace_files({record: written(entries)})
    return WrittenCorrection(folder, {name: folder / name for name in made.files}, record)


def _manifest(made: CorrectionDocuments) -> dict[str, Any]:
    """That of a folder to upload, with what was corrected; of a part of it, that of a build."""
    if not made.complete:
        return manifest_of(made.made, made.formats, hashes_of(made.files), draft=False)
    notice = made.notice
    told = {
        "次": notice.number,
        "日期": notice.day.isoformat(),
        "原公开日期": notice.published.isoformat(),
        "事项": [[line.name, _said(line.old), _said(line.new)] for line in notice.roots],
    }
    return {**manifest_to_upload(made.made, made.files, made.formats), "更正": told}


def _said(words: Words) -> str:
    return "".join(text for _, text in words)
