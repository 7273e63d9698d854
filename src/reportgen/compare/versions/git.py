"""A git revision of a department-year -> its files; who wrote a line, and when. Git is asked as a program,
without a shell.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from reportgen.compare.snapshot import NoSnapshot, unpacked
from reportgen.compare.versions.problem import UnknownVersion

SECONDS = 30
_NOBODY = "0" * 40


@dataclass(frozen=True)
class GitFolder:
    """A folder in a repository: the repository's own folder, the path in it,
    and the commit ('' is the folder as it stands).
    """

    top: Path
    path: str
    commit: str = ""


def must_be_there(name: str) -> None:
    """Raises UnknownVersion where this machine has no git to look for a revision."""
    if shutil.which("git") is None:
        raise UnknownVersion(f"没有「{name}」这个文件或文件夹；要比 git 的版本，这台机器上先要装 git")


def kept(folder: Path) -> GitFolder | None:
    """Where a folder lies in a repository; None outside of one, or without git."""
    try:
        top = _git(folder, "rev-parse", "--show-toplevel")
    except UnknownVersion:
        return None
    root = Path(os.fsdecode(top.strip()))
    try:
        return GitFolder(root, folder.resolve().relative_to(root.resolve()).as_posix())
    except ValueError:
        return None


def commit_of(top: Path, revision: str) -> str:
    """The commit that a revision names. Raises UnknownVersion."""
    if not revision or revision.startswith("-") or "\0" in revision:
        raise UnknownVersion(f"「{revision}」不是 git 的版本")
    try:
        return _git(top, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").decode().strip()
    except UnknownVersion as error:
        raise UnknownVersion(
            f"git 里没有「{revision}」：没有这个文件或文件夹，git 里也没有这个版本（有哪些：git log --oneline）"
        ) from error


def taken(place: GitFolder) -> dict[str, bytes]:
    """The department-year as it was in that commit, with last year's and the unit's own templates, as a project.
    Raises UnknownVersion.
    """
    unit, _, year = place.path.rpartition("/")
    if not re.fullmatch(r"\d{4}", year):
        raise UnknownVersion(f"「{place.path}」不是部门年度的文件夹：最后一级应是年度，如 data/某局/2023")
    around = f"{unit}/" if unit else ""
    wanted = [f"{around}{name}" for name in (year, str(int(year) - 1), "templates")]
    listed = os.fsdecode(_git(place.top, "ls-tree", "-d", "--name-only", "-z", place.commit, "--", *wanted)).split("\0")
    if place.path not in listed:
        raise UnknownVersion(f"版本 {place.commit[:10]} 里还没有 {place.path}")
    there = [name for name in wanted if name in listed]
    archive = _git(place.top, "archive", "--format=zip", place.commit, "--", *there)
    try:
        files = unpacked(archive)
    except NoSnapshot as error:
        raise UnknownVersion(f"版本 {place.commit[:10]} 取不出来：{error}") from error
    name = unit.rpartition("/")[2] or place.top.name
    return {f"data/{name}/{path.removeprefix(around)}": content for path, content in files.items()}


def commit_in_words(top: Path, commit: str) -> str:
    """A commit for a reader: its short name, its day and its subject."""
    return os.fsdecode(_git(top, "show", "-s", "--no-show-signature", "--format=%h %cs %s", commit)).strip()


def wrote(place: GitFolder, file: str, lines: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Line -> who wrote it last, and on which day; nothing where git doesn't know."""
    path = f"{place.path}/{file}" if place.path != "." else file
    ranges = [f"-L{line},{line}" for line in sorted(set(lines))]
    try:
        text = _git(
            place.top, "blame", "--line-porcelain", *ranges, *([place.commit] if place.commit else []), "--", path
        )
    except UnknownVersion:
        return {}
    found: dict[int, tuple[str, str]] = {}
    number, who, commit = 0, "", ""
    for line in text.decode("utf-8", errors="replace").split("\n"):
        if head := re.match(r"([0-9a-f]{40}) \d+ (\d+)", line):
            commit, number = head[1], int(head[2])
        elif line.startswith("author "):
            who = line.removeprefix("author ")
        elif line.startswith("author-time "):
            found[number] = (
                ("（还没有提交）", "") if commit == _NOBODY else (who, _day(int(line.removeprefix("author-time "))))
            )
    return found


def _day(seconds: int) -> str:
    from datetime import datetime

    return datetime.fromtimestamp(seconds).astimezone().date().isoformat()


def _git(folder: Path, *words: str) -> bytes:
    """What git answers. Raises UnknownVersion when it refuses, or is not there."""
    quiet = {
        **os.environ,
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_PAGER": "cat",
        "LC_ALL": "C.UTF-8",
    }
    try:
        done = subprocess.run(  # noqa: S603 - a list of words, no shell
            ["git", "-C", str(folder), *words],  # noqa: S607 - the clerk's own git
            capture_output=True,
            check=False,
            timeout=SECONDS,
            env=quiet,
        )
    except FileNotFoundError as error:
        raise UnknownVersion("这台机器没有 git，不能比 git 的版本；请写两个数据文件夹、快照或送审稿") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UnknownVersion("git 没有回答") from error
    if done.returncode:
        raise UnknownVersion(f"git 说：{done.stderr.decode('utf-8', errors='replace').strip()[:200]}")
    return done.stdout
