"""A made report and its files in memory -> a folder, with the manifest and, apart, the office's own review file.

The folder changes in one step (`replace_all`): whoever looks finds the old report or the new one, with
the manifest that belongs to it.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.atomic_write import alone_in, replace_all
from reportgen.build import BuiltReport
from reportgen.document.explain import Explainer
from reportgen.document.provenance import in_words, listed
from reportgen.document.tree import squeeze
from reportgen.editions import Edition
from reportgen.model.finding import findings_as_json
from reportgen.workspace.file_names import file_stem
from reportgen.workspace.overwrite_guard import (
    EARLIER,
    MADE_FROM,
    OfAnother,
    guarded,
    of_another,
    way_to,
    written_before,
)
from reportgen.writers.formats import FORMATS, libraries_of

if TYPE_CHECKING:  # who only checks writes no page
    from reportgen.writers.html import Explanation

DRAFT = "草稿-"
INTERNAL = "内部"
MOST_SOURCES = 12
"""Lines of the data that a figure shows on the page for the office; 核对.json has them all."""
MOST_LISTED = 4
"""Places that a cell of the review lists."""


@dataclass(frozen=True)
class WrittenFolder:
    """The files of one build: those to publish, the manifest, the office's own, and older ones left as they were."""

    folder: Path
    published: tuple[Path, ...]
    manifest: Path
    internal: tuple[Path, ...]
    left: tuple[Path, ...]
    copies: tuple[Path, ...] = ()
    """Copies of Word files that a person had changed."""


def output_root(folder: Path) -> Path:
    """`output` beside the `data` that the folder lies in, else in the current folder."""
    data = next((p for p in folder.resolve().parents if p.name == "data"), None)
    return data.parent / "output" if data else Path.cwd() / "output"


@dataclass(frozen=True)
class KeptDraft:
    """A Word file for review: its name, what stays in the office with it by path, and the hashes of earlier ones."""

    file: str
    files: Mapping[str, bytes] = field(repr=False)
    known: frozenset[str] = frozenset()


def write_files(
    made: BuiltReport,
    files: Mapping[str, bytes],
    root: Path,
    draft: bool = False,
    review: bool = False,
    *,
    kept: KeptDraft | None = None,
    force: bool = False,
) -> WrittenFolder:
    """Put the report into `root`/<unit>/<year>/<kind>, if asked with the page and the workbook that explain it.

    A Word file that a person has changed is not written over, nor the report of another data folder; by `force` they
    are, and a copy of the Word file stays. Raises EnvironmentProblem when the files can't be written.
    """
    folder = folder_of(made, root)
    mark = DRAFT if draft else ""
    stem = f"{mark}{stem_of(made)}"
    published = {kept.file if kept and name == "docx" else f"{stem}.{name}": content for name, content in files.items()}
    manifest = f"{mark}manifest.json"
    home = made.book.loaded.folder
    reviewed = {**review_of(made), MADE_FROM: way_to(home, folder)}
    record, page, workbook = (f"{INTERNAL}/{mark}核对.{kind}" for kind in ("json", "html", "xlsx"))
    internal = {record: as_json(reviewed)}
    if review:
        from reportgen.writers.html import write_review

        explained = write_review(made.document, explanations_of(made))
        internal |= {page: explained, workbook: review_workbook(made, reviewed)}
    contents = {**published, **internal, **(kept.files if kept else {})}
    with alone_in(folder):  # what the manifest says of older files must still be so when it is written
        if not force:
            _refuse_of_another(folder, home)
        before = written_before(folder, manifest)
        copies = guarded(folder, contents, before, kept.known if kept else (), force=force)
        left = {name: hash_ for name, hash_ in before.items() if name not in published and (folder / name).is_file()}
        record_of = manifest_of(made, tuple(files), hashes_of(published), draft) | ({EARLIER: left} if left else {})
        replace_all(folder, {**contents, **copies, manifest: as_json(record_of)})
    usual = [*(f"{stem}.{name}" for name in FORMATS if name not in files), page, workbook]
    return WrittenFolder(
        folder,
        tuple(folder / name for name in published),
        folder / manifest,
        tuple(folder / name for name in internal),
        tuple(folder / name for name in usual if name not in internal and (folder / name).is_file()),
        tuple(folder / name for name in copies),
    )


def _refuse_of_another(folder: Path, home: Path) -> None:
    """Two data folders of one year beside each other have one folder for their reports: the first keeps it."""
    other = of_another(folder, (f"{INTERNAL}/{mark}核对.json" for mark in ("", DRAFT)), home)
    if other:
        raise OfAnother(
            f"{folder} 里是另一个数据文件夹 {other} 的报告（同一年度），没有动它",
            "另放一处：加 --out 别的文件夹；确定要换成这一个的：加 --force",
        )


def folder_of(made: BuiltReport, root: Path) -> Path:
    """Where a report's files belong below the root."""
    home = made.book.loaded.folder.resolve()
    return root / home.parent.name / str(made.book.loaded.data.year) / made.kind


def stem_of(made: BuiltReport) -> str:
    """The name of the report's files: its title, as every system allows it."""
    return file_stem(made.document.title, made.document.unit, made.book.loaded.data.department.short_name)


def stem_named(title: str) -> str:
    """A title as the name of files, where the unit is not known."""
    return file_stem(title)


def hashes_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """SHA-256 of each file."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def as_json(content: object) -> bytes:
    """A JSON file as we write them all."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def manifest_of(made: BuiltReport, formats: tuple[str, ...], hashes: Mapping[str, str], draft: bool) -> dict[str, Any]:
    """What the files were made from, with what, and every figure as printed. It holds no time: same input,
    same bytes.
    """
    loaded = made.book.loaded
    inputs = {"本年": loaded.hashes} | ({"上年": loaded.previous.hashes} if loaded.previous else {})
    return {
        "格式": "reportgen manifest 1",
        "报告": made.kind,
        "单位": made.document.unit,
        "年度": made.document.year,
        "草稿": draft,
        "输入": inputs,
        "版式": edition_told(made.book.edition),
        "版本": _versions(formats),
        "数": printed_of(made),
        "输出": dict(hashes),
    }


def edition_told(edition: Edition) -> dict[str, Any]:
    """Of each file of the edition, the layers that it comes from (nearest first) and the hash of all their contents."""
    files: dict[str, list[Path]] = {}
    for layer in edition.layers:
        for path in sorted(p for p in layer.rglob("*") if p.is_file() and not p.name.startswith(".")):
            files.setdefault(path.relative_to(layer).as_posix(), []).append(path)
    layer_of = {layer: layer.name for layer in edition.layers}
    return {
        "名称": edition.name,
        "层": list(layer_of.values()),
        "科目表": hashlib.sha256(json.dumps(edition.subjects, ensure_ascii=False, default=str).encode()).hexdigest(),
        "文件": {
            name: {
                "来自": [layer_of[next(x for x in path.parents if x in layer_of)] for path in paths],
                "sha256": hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest(),
            }
            for name, paths in sorted(files.items())
        },
    }


def _versions(formats: tuple[str, ...]) -> dict[str, str]:
    made_by = ("reportgen", "jinja2", *libraries_of(formats))
    from importlib.metadata import version

    return {"python": platform.python_version()} | {name: version(name) for name in made_by}


def printed_of(made: BuiltReport) -> dict[str, str | list[str]]:
    """Each key with its printed text, or texts where it is told in more than one way (another unit,
    without its sign).
    """
    texts: dict[str, dict[str, None]] = {}
    for place in made.document.reading.figures:
        if place.key:
            texts.setdefault(place.key, {})[squeeze(place.text)] = None
    return {key: next(iter(distinct)) if len(distinct) == 1 else list(distinct) for key, distinct in texts.items()}


def review_of(made: BuiltReport) -> dict[str, Any]:
    """For the office's own eyes: of every printed figure the origin and the leaves,
    with all findings and the ledger.
    """
    explainer = Explainer(made.book, made.document)
    return {
        "格式": "reportgen review 2",
        "说明": "内部核对用，不公开",
        **findings_as_json(made.findings),
        "检查": [
            {
                "编号": run.code,
                "检查": run.title,
                "方式": run.mode,
                "结果": run.status,
                "处": run.count,
                "说明": run.note,
            }
            for run in made.runs
        ],
        "待填": list(made.pending),
        "改写": [
            {"处": place, "原文": entry.before, "改为": entry.after, "谁": entry.who, "日期": entry.day}
            for place, entry in made.book.loaded.data.rewrites.items()
        ],
        "数": {key: explainer.record(made.book.resolve(key)) for key in explainer.printed},
    }


def explanations_of(made: BuiltReport) -> dict[str, Explanation]:
    """Of every printed figure the formula and the lines of the data, for the page for the office's own eyes."""
    from reportgen.writers.html import Explanation

    explainer = Explainer(made.book, made.document)
    figures = [made.book.resolve(key) for key in explainer.printed]
    return {f.key: Explanation(in_words(f), tuple(listed(explainer.leaves(f), f.key, MOST_SOURCES))) for f in figures}


LEDGER = (("编号", 7, True), ("检查", 44), ("结果", 11, True), ("处", 6, True), ("说明", 56))
REWRITTEN = (("处", 30), ("原文", 46), ("改为", 46), ("谁", 10, True), ("日期", 12, True))
FIGURES = (
    *(("键", 26), ("名称", 24), ("印作", 12, True), ("单位", 6, True), ("确切值", 12, True)),
    *(("由来", 11), ("算法", 24), ("填报", 36), ("印在", 28)),
)
"""Columns of the office's own lists: head, width, whether the words stand in the middle."""


def review_workbook(made: BuiltReport, review: Mapping[str, Any]) -> bytes:
    """The tables with lists behind them: the ledger of checks, rewritten sentences, every figure with its origin."""
    from reportgen.writers.xlsx import ListColumn, Listing
    from reportgen.writers.xlsx import write_review as write_review_workbook

    def listing(
        name: str, columns: Iterable[tuple[Any, ...]], records: Iterable[Mapping[str, Any]], title: str
    ) -> Listing:
        heads = tuple(ListColumn(*column) for column in columns)
        rows = [[_in_a_cell(record.get(column.head)) for column in heads] for record in records]
        return Listing(name, heads, rows, (f"{title}（内部，不公开）",))

    keyed = [{"键": key, **origin} for key, origin in review["数"].items()]
    listings = [listing("核对清单", LEDGER, review["检查"], "核对清单")]
    if review["改写"]:
        listings.append(listing("改写的句子", REWRITTEN, review["改写"], "改写过的标准句子"))
    listings.append(listing("数与来处", FIGURES, keyed, "每一个印出的数和它的来处"))
    return write_review_workbook(made.document, listings)


def _in_a_cell(value: Any) -> str:
    """A value of the review in a cell: of a long list the first, and how many there are."""
    if isinstance(value, list):
        more = [f"……共 {len(value)} 处"] if len(value) > MOST_LISTED else []
        return "\n".join([*map(str, value[:MOST_LISTED]), *more])
    return "" if value is None else str(value)
