"""What a person names -> a version: where its data lie (unpacked where they were packed), and what to call it."""

from __future__ import annotations

import contextlib
import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reportgen.compare.snapshot import NoSnapshot, home_in, put_into
from reportgen.compare.versions import git
from reportgen.compare.versions.git import GitFolder
from reportgen.compare.versions.packages import files_of
from reportgen.compare.versions.problem import UnknownVersion

MANIFEST, FROZEN, UPLOAD, INTERNAL = "manifest.json", "冻结", "上网", "内部"
ROUND = re.compile(r"第\d+轮")
_REVISION = re.compile(r"[^\s\x00-\x1f-][^\s\x00-\x1f]{0,199}")


@dataclass(frozen=True)
class Version:
    """A department-year that can be made.

    label: what to call it; kept: where git has it, if it does; manifest: what was published of it, if it was;
    passing: the folder is a copy that goes when the work is done, so that no place in it is told as a path.
    """

    label: str
    folder: Path
    kept: GitFolder | None = None
    manifest: Mapping[str, Any] | None = None
    passing: bool = False

    @property
    def kind(self) -> str | None:
        """The kind of report that was published of it; None where nothing says."""
        kind = (self.manifest or {}).get("报告")
        return kind if isinstance(kind, str) else None

    @property
    def printed(self) -> Mapping[str, str | list[str]]:
        """Key -> text, or texts, as it was published."""
        figures = (self.manifest or {}).get("数")
        return figures if isinstance(figures, dict) else {}


@contextlib.contextmanager
def open_version(name: str, beside: str = "") -> Iterator[Version]:
    """The version that a person names; `beside` is the other one, in whose repository a revision is looked for.
    Raises UnknownVersion.
    """
    with tempfile.TemporaryDirectory(prefix="reportgen-") as passing:
        yield _found(name, beside, Path(passing))


def _found(name: str, beside: str, passing: Path) -> Version:
    path = Path(name)
    try:
        if path.is_dir():
            return _of_folder(path, passing)
        if path.is_file():
            return (
                _of_folder(path.parent, passing)
                if path.name == MANIFEST
                else _of_files(path.name, files_of(path), passing)
            )
    except OSError:
        pass  # no path on this system: a revision perhaps
    return _of_revision(name, beside, passing)


def _of_folder(folder: Path, passing: Path) -> Version:
    """Data, a publication, frozen inputs, or a round of a draft."""
    manifest = _manifest(folder / MANIFEST)
    if _has_data(folder):
        return Version(_short(folder), folder, git.kept(folder))
    if (folder / "data").is_dir():
        return Version(_short(folder), _home(folder), manifest=manifest)
    if manifest is not None and (frozen := _frozen(folder)):
        return Version(f"公开稿 {_short(folder)}", _home(frozen), manifest=manifest)
    if (folder / UPLOAD).is_dir():
        return _of_folder(folder / UPLOAD, passing)
    if ROUND.fullmatch(folder.name) and (packed := sorted(folder.glob("*.zip"))):
        return replace(_of_files(packed[0].name, files_of(packed[0]), passing), label=folder.name)
    if manifest is not None and manifest.get("草稿") is False:
        raise UnknownVersion(
            f"{folder} 旁边的 {INTERNAL}/{FROZEN} 里没有它的输入，不能重做；请写冻结的那一份文件夹，如 output/…/{INTERNAL}/{FROZEN}/3f2a…，或数据文件夹"
        )
    raise UnknownVersion(
        f"{folder} 里没有能重做的报告：不是数据文件夹，也不是公开稿、内部/冻结 里的一份、快照或送审的一轮。"
        "build 写出的文件夹不带输入，请写数据文件夹"
    )


def _frozen(folder: Path) -> Path | None:
    """The inputs of what was published, or corrected, lie beside it,
    each with a copy of the manifest that it was published with.
    """
    own = (folder / MANIFEST).read_bytes()
    for home in (folder, *folder.resolve().parents[:2]):
        for place in (home / INTERNAL / FROZEN, home):
            for copy in sorted(place.glob(f"*/{MANIFEST}")):
                if (copy.parent / "data").is_dir() and copy.read_bytes() == own:
                    return copy.parent
    return None


def _of_files(label: str, files: Mapping[str, bytes], passing: Path) -> Version:
    """The files of a snapshot, put where they can be made again."""
    try:
        put_into(passing, files)
    except (OSError, ValueError) as error:
        raise UnknownVersion(f"{label} 里的快照放不下来：{error}") from error
    return Version(label, _home(passing), manifest=_manifest(passing / MANIFEST), passing=True)


def _of_revision(name: str, beside: str, passing: Path) -> Version:
    """REV, with the folder that the other version names or that one stands in; or REV:data/unit/year."""
    revision, colon, path = name.partition(":")
    other = Path(beside or ".")
    around = other if other.is_dir() else Path()
    if not _REVISION.fullmatch(revision):
        raise UnknownVersion(f"没有「{name}」：没有这个文件或文件夹")
    git.must_be_there(name)
    home = git.kept(around)
    if home is None:
        raise UnknownVersion(f"没有「{name}」：没有这个文件或文件夹，这里也不在 git 里")
    commit = git.commit_of(home.top, revision)
    place = GitFolder(home.top, path.strip("/") if colon else home.path, commit)
    if not colon and not _has_data(around):
        raise UnknownVersion(
            f"「{revision}」是 git 的版本，请说是哪个文件夹：{revision}:data/某局/2023，或另一边写数据文件夹"
        )
    found = _of_files(git.commit_in_words(home.top, commit), git.taken(place), passing)
    return replace(found, kept=place, manifest=None)


def _home(project: Path) -> Path:
    """The newest department-year of a project that holds one, and perhaps the year before."""
    files = {p.relative_to(project).as_posix(): b"" for p in project.glob("data/*/*/*") if p.is_file()}
    years = sorted({int(parts[2]) for name in files if re.fullmatch(r"\d{4}", (parts := name.split("/"))[2])})
    if not years:
        raise UnknownVersion("快照里没有部门年度的数据")
    try:
        return project / home_in(files, years[-1])
    except NoSnapshot as error:
        raise UnknownVersion(f"快照里不是一个部门年度：{error}") from error


def _has_data(folder: Path) -> bool:
    return any(p.suffix.lower() in (".yaml", ".yml") for p in folder.iterdir() if p.is_file())


def _manifest(path: Path) -> Mapping[str, Any] | None:
    try:
        manifest = json.loads(path.read_bytes()) if path.is_file() else None
    except (OSError, ValueError, RecursionError):
        return None
    return manifest if isinstance(manifest, dict) else None


def _short(folder: Path) -> str:
    """The last parts of a path, which is what tells two of them apart."""
    return "/".join(folder.resolve().parts[-2:])
