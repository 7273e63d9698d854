"""The documents of a correction in their formats, and where they are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from reportgen.atomic_write import replace_all, replace_files
from reportgen.build import BuiltReport
from reportgen.compare.diff import Difference
from reportgen.compare.snapshot import frozen_inputs
from reportgen.document import Document
from reportgen.publish.correct.documents import corrected, notice_document
from reportgen.publish.correct.history import FILE, entry_of, read, with_entry, written
from reportgen.publish.correct.notice import Notice, Pages
from reportgen.publish.correct.published import CORRECTIONS, MANIFEST
from reportgen.workspace.file_names import file_stem
from reportgen.workspace.output import INTERNAL, as_json, folder_of, hashes_of, manifest_of, printed_of
from reportgen.writers.pdf.process import PdfWorker
from reportgen.writers.write import write_paged

FROZEN = "冻结"
MOST = 5
NO_PAGES = "没有生成 PDF，更正说明里的页码空着；要页码，--to 里加上 pdf"


@dataclass(frozen=True)
class CorrectionDocuments:
    """The notice, all files by name, and what was not perfect in print."""

    notice: Notice
    files: Mapping[str, bytes]
    formats: tuple[str, ...]
    warnings: tuple[str, ...]


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
    difference: Difference, formats: tuple[str, ...], worker: PdfWorker | None, notice: Callable[[Pages], Notice]
) -> CorrectionDocuments:
    """The corrected report, and the notice with the pages of both in it."""
    warnings: list[str] = []
    old_pages: Mapping[str, int] = {}
    if worker:
        old_pages = worker.print_alone(difference.old.document).pages
    else:
        warnings.append(NO_PAGES)
    report = corrected(difference.new)
    printed = write_paged(report, formats, worker, warnings.append)
    paged = notice((old_pages, printed.pages))
    paper = notice_document(paged, difference.new)
    files = {f"{_stem(paper)}.{name}": content for name, content in _notice(paper, formats, worker).items()}
    files |= {f"{_stem(report)}.{name}": content for name, content in printed.files.items()}
    return CorrectionDocuments(paged, files, formats, tuple(dict.fromkeys(warnings)))


def _notice(paper: Document, formats: tuple[str, ...], worker: PdfWorker | None) -> dict[str, bytes]:
    """The notice in those of the formats that a notice has: it carries no data, so nothing is enclosed."""
    from reportgen.writers.docx import write_docx

    files: dict[str, bytes] = {}
    if worker and "pdf" in formats:
        files["pdf"] = worker.print_alone(paper).content
    if "docx" in formats or not files:
        files["docx"] = write_docx(paper)
    return files


def _stem(document: Document) -> str:
    """The name of a document's files; what marks it stays at the end of a long one."""
    return file_stem(document.title, document.unit)


def write(difference: Difference, made: CorrectionDocuments, root: Path, out: Path | None) -> WrittenCorrection:
    """Write the files with the manifest of the corrected report, freeze its inputs,
    and keep the record beside the data.
    """
    data = difference.new.book.loaded.folder
    entries: Sequence[Mapping[str, object]] = with_entry(read(data), entry_of(difference, made.notice))
    folder = (out or folder_of(difference.new, root) / CORRECTIONS / f"第{len(entries)}次").resolve()
    manifest = as_json(manifest_of(difference.new, made.formats, hashes_of(made.files), draft=False))
    record = data.resolve() / FILE
    frozen = folder_of(difference.new, root) / INTERNAL / FROZEN / f"{CORRECTIONS}第{len(entries)}次"
    replace_all(
        frozen.resolve(), {**frozen_inputs(difference.new, version("reportgen")), MANIFEST: manifest}, alone=True
    )
    replace_all(folder, {**made.files, MANIFEST: manifest})
    record.parent.mkdir(parents=True, exist_ok=True)
    replace_files({record: written(entries)})
    return WrittenCorrection(folder, {name: folder / name for name in made.files}, record)
