"""A made report -> the files of the folder to upload; the folder on disk,
which is never overwritten by other content silently.
"""

from __future__ import annotations

import hashlib
import json
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from reportgen.atomic_write import replace_all
from reportgen.build import BuiltReport
from reportgen.compare.snapshot import frozen_inputs, shown_hashes
from reportgen.environment import EnvironmentProblem
from reportgen.model.finding import Finding, Level
from reportgen.publish.checksheet import ChecksheetLine, check_lines, sheet_of
from reportgen.publish.dictionary import dictionary_of
from reportgen.publish.pdf import fonts_of
from reportgen.publish.received import is_stray
from reportgen.publish.tables import tables_of
from reportgen.workspace.output import INTERNAL, as_json, folder_of, hashes_of, manifest_of, stem_of
from reportgen.writers.pdf.process import PdfWorker
from reportgen.writers.write import write_paged

FORMAT = "reportgen publication 1"
BUILT = "reportgen manifest 1"
MANIFEST, REPORT, DICTIONARY, SHEET = "manifest.json", "开放数据/report.json", "开放数据/数据字典.csv", "检查表.xlsx"
OPEN = "开放数据"
UPLOAD, FROZEN = "上网", "冻结"
PRIVATE = "C095"
"""The check of personal numbers: whatever its level, what it finds is not published."""
PUBLISHED = ("pdf", "xlsx", "json")
"""The formats of the folder to upload."""


@dataclass(frozen=True)
class Publication:
    """The files to upload by their paths, the sheet's lines, and what is kept in the office."""

    made: BuiltReport
    files: Mapping[str, bytes]
    lines: tuple[ChecksheetLine, ...]
    frozen: Mapping[str, bytes] = field(repr=False)

    @property
    def ident(self) -> str:
        """The publication's name: it changes with every byte of what is published or was put in."""
        hashes = sorted(
            hashes_of({**self.files, **{f"{FROZEN}/{name}": content for name, content in self.frozen.items()}}).items()
        )
        return hashlib.sha256(repr(hashes).encode()).hexdigest()[:12]


class Occupied(EnvironmentProblem):
    """The folder holds something else, which is never overwritten without being told to."""


def blocking(made: BuiltReport) -> list[Finding]:
    """What stands in the way: every 错误, and personal numbers at any level."""
    return [f for f in made.findings if f.level is Level.ERROR or f.code == PRIVATE]


def publication(
    made: BuiltReport, worker: PdfWorker | None = None, warn: Callable[[str], object] = warnings.warn
) -> Publication:
    """All files in memory; the same data give the same bytes."""
    printed = write_paged(made.document, PUBLISHED, worker, warn)
    files, lines = files_to_upload(made, printed.files, printed.pages)
    manifest = as_json(manifest_to_upload(made, files))
    return Publication(made, {**files, MANIFEST: manifest}, lines, frozen_inputs(made, version("reportgen")))


def files_to_upload(
    made: BuiltReport, written: Mapping[str, bytes], pages: Mapping[str, int]
) -> tuple[dict[str, bytes], tuple[ChecksheetLine, ...]]:
    """The report in its formats, with open data and check sheet; but for the manifest."""
    report = json.loads(written["json"])
    stem, lines = stem_of(made), check_lines(made, pages)
    files = {f"{stem}.{name}": content for name, content in written.items() if name != "json"}
    files |= {
        REPORT: written["json"],
        **{f"{OPEN}/{table.file}": table.csv for table in tables_of(report)},
        DICTIONARY: dictionary_of(made, report),
        SHEET: sheet_of(made, lines),
    }
    return files, tuple(lines)


def manifest_to_upload(
    made: BuiltReport, files: Mapping[str, bytes], formats: tuple[str, ...] = PUBLISHED
) -> dict[str, Any]:
    """That of a build, under its own format; of a file with secret rows not even the hash is published."""
    manifest = manifest_of(made, formats, hashes_of(files), draft=False)
    loaded = made.book.loaded
    inputs = {"本年": shown_hashes(loaded)} | ({"上年": shown_hashes(loaded.previous)} if loaded.previous else {})
    fonts = fonts_of(files[f"{stem_of(made)}.pdf"])
    return {**manifest, "格式": FORMAT, "输入": inputs, "字体": [*fonts]}


@dataclass(frozen=True)
class Published:
    """Where it stands, what is kept in the office, and whether there was anything to write."""

    folder: Path
    frozen: Path
    written: bool


def write(found: Publication, root: Path, folder: Path | None = None, *, replace: bool = False) -> Published:
    """Write the folder in one step, and freeze the inputs apart. Raises Occupied where other content stands."""
    home = folder_of(found.made, root)
    target = (folder or home / UPLOAD).resolve()
    frozen = (home / INTERNAL / FROZEN / found.ident).resolve()
    if frozen.is_relative_to(target):
        raise Occupied(f"{target} 里面有内部的文件夹", "请用 --to 换一个单独的文件夹，里面只放要上网的文件。")
    same = _same(target, found.files)
    if not same:
        _refuse_other(target, found.files, replace)
    replace_all(frozen, {**found.frozen, MANIFEST: found.files[MANIFEST]}, alone=True)
    if not same:
        replace_all(target, found.files, alone=True)
    return Published(target, frozen, not same)


def files_below(folder: Path) -> dict[str, bytes]:
    """The contents of a folder by path, but for stray files. Raises EnvironmentProblem for what can't be read."""
    try:
        return {
            name: p.read_bytes()
            for p in sorted(folder.rglob("*"))
            if p.is_file() and not is_stray(name := p.relative_to(folder).as_posix())
        }
    except OSError as error:
        raise EnvironmentProblem(
            f"读不了 {error.filename}：{error.strerror}", "请看文件夹的权限，文件是不是正开着。"
        ) from error


def _same(folder: Path, files: Mapping[str, bytes]) -> bool:
    return folder.is_dir() and files_below(folder) == dict(files)


def _refuse_other(folder: Path, files: Mapping[str, bytes], replace: bool) -> None:
    """An empty place is free; an earlier publication gives way when told to; anything else never."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if not folder.is_dir():
        raise Occupied(f"{folder} 是一个文件", "请用 --to 换一个文件夹。")
    there = files_below(folder)
    known = _known(there)
    if strange := sorted(there.keys() - known):
        what = "、".join(strange[:5]) + ("……" if len(strange) > 5 else "")
        raise Occupied(
            f"{folder} 里有不是 publish 写的文件：{what}", "没有动它。请把这些文件移走，或用 --to 换一个空文件夹。"
        )
    if not replace:
        changed = "、".join(sorted(name for name in {*there, *files} if there.get(name) != files.get(name)))
        raise Occupied(
            f"{folder} 里已经有一份公开稿，内容不同：{changed}",
            "没有动它。已经上网的，用 reportgen correct 更正，不要换掉；还没有上网、确定要换的，加 --replace"
            "（旧的输入仍在 内部/冻结 里）；两份都要留，用 --to 放到另一个文件夹。",
        )


def only_written(folder: Path) -> bool:
    """Whether all that stands in a folder was written with its manifest; nothing at all is."""
    there = files_below(folder) if folder.is_dir() else {}
    return not there.keys() - _known(there)


def _known(there: Mapping[str, bytes]) -> set[str]:
    """What an earlier publication says it wrote."""
    try:
        manifest = json.loads(there[MANIFEST])
        return {*manifest["输出"], MANIFEST} if manifest["格式"] in (FORMAT, BUILT) else set()
    except (KeyError, ValueError, TypeError, RecursionError):
        return set()
