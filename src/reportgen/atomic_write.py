"""Files in memory -> a folder, all at once: whoever looks finds the old folder whole, or the new one.

A copy of the folder is made beside it (hard links, so that it costs nothing), the new files are
written there, and the two folders change places in one step. Where the system has no such step
there are two renames, and what a kill between them leaves is put right by the next writing.
Two runs that write into one folder wait for each other (`alone_in`): what both wrote is there, whole.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from reportgen.environment import EnvironmentProblem

STALE = 600
"""Seconds after which what a killed run left beside the folder is swept away."""
_WHY = {
    errno.ENOSPC: ("磁盘满了", "请腾出一些地方再试；原来的文件没有动。"),
    errno.EDQUOT: ("磁盘配额用完了", "请腾出一些地方再试；原来的文件没有动。"),
    errno.EROFS: ("那里是只读的", "请用 --out 换一个能写的文件夹。"),
    errno.EACCES: (
        "没有权限，或者文件正开着",
        "请关上 Word、Excel 和阅读器里开着的文件；还不行就用 --out 换一个能写的文件夹。",
    ),
    errno.ENAMETOOLONG: ("路径太长", "请用 --out 换一个近一些的文件夹。"),
    errno.ENOENT: ("那里没有这个文件夹，也建不了", "请用 --out 换一个能写的文件夹。"),
    errno.ENOTDIR: ("路径上有一个同名的文件", "请把那个文件改名或移走。"),
    errno.EEXIST: ("路径上有一个同名的文件", "请把那个文件改名或移走。"),
}
_WHY[errno.EPERM] = _WHY[errno.EBUSY] = _WHY[errno.ETXTBSY] = _WHY[errno.EACCES]


PATIENCE = 60
"""Seconds that a run waits for another one that writes into the same folder."""


class CannotWrite(EnvironmentProblem):
    """The files can't be put where they belong; what was there before is untouched."""


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """While it lasts, no other run writes into the folder; one that does is waited for. It may be nested.
    Raises CannotWrite when the other one does not end.
    """
    from filelock import FileLock, Timeout  # who only checks waits for nothing

    with _in_chinese(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder.with_name(f".{folder.name}.lock"), PATIENCE, is_singleton=True)
        try:
            lock.acquire()
        except Timeout as error:
            raise CannotWrite(
                f"写不了 {folder}：另一个 reportgen 一直在往那里写", "请等它做完再试；原来的文件没有动。"
            ) from error
    try:
        yield
    finally:
        lock.release()


def replace_all(folder: Path, files: Mapping[str, bytes], *, alone: bool = False) -> None:
    """Put files (by their paths in the folder) into a folder, beside whatever else it holds, or alone.
    Raises CannotWrite.
    """
    with _in_chinese(folder):
        refuse_open(folder / name for name in files)
    staged = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        with alone_in(folder), _in_chinese(folder):
            _sweep(folder)
            _fill(staged, None if alone else folder, files)
            if not _swap(staged, folder):
                replace_files({folder / name: content for name, content in files.items()})
                if alone:
                    _clear(folder, files)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


_NOT_TAKEN = shutil.ignore_patterns("~$*", ".~*", ".*.lock")
"""Lock files of office programs and of our own runs belong to who made them, not to the folder."""


def _clear(folder: Path, files: Mapping[str, bytes]) -> None:
    for path in [p for p in folder.rglob("*") if p.is_file()]:
        if path.relative_to(folder).as_posix() not in files:
            path.unlink()


def _fill(staged: Path, folder: Path | None, files: Mapping[str, bytes]) -> None:
    shutil.rmtree(staged, ignore_errors=True)
    if folder and folder.is_dir():
        shutil.copytree(folder, staged, symlinks=True, copy_function=_link, ignore=_NOT_TAKEN)
    staged.mkdir(exist_ok=True)
    for name, content in files.items():
        path = staged / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)  # it may be one file with the old one
        path.write_bytes(content)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(source, target, follow_symlinks=False)


def _sweep(folder: Path) -> None:
    """Bring back a folder that a kill between two renames left aside; clear what killed runs left."""
    aside = sorted(folder.parent.glob(f".{folder.name}.*.old"), key=lambda p: p.stat().st_mtime)
    if aside and not folder.exists():
        aside.pop().rename(folder)
    for path in (*aside, *folder.parent.glob(f".{folder.name}.*.part")):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > STALE:
                shutil.rmtree(path, ignore_errors=True)


# -- changing places -----------------------------------------------------------------------------


def _swap(staged: Path, folder: Path) -> bool:
    """Let the two change places; False where the folder can't be moved, because something holds it."""
    if not folder.exists():
        staged.rename(folder)
        return True
    if _exchange(staged, folder):
        return True
    aside = folder.with_name(f".{folder.name}.{os.getpid()}.old")
    try:
        folder.rename(aside)
    except OSError:
        return False
    try:
        staged.rename(folder)
    except OSError:
        aside.rename(folder)
        return False
    shutil.rmtree(aside, ignore_errors=True)
    return True


def _exchange(a: Path, b: Path) -> bool:
    """Two names change places in one step of the system; False where it has none."""
    import ctypes

    here, swap = -100, 2  # AT_FDCWD; RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            return int(libc.renamex_np(os.fsencode(a), os.fsencode(b), swap)) == 0
        return int(libc.renameat2(here, os.fsencode(a), here, os.fsencode(b), swap)) == 0
    except (AttributeError, OSError, TypeError):
        return False


def replace_files(files: Mapping[Path, bytes]) -> None:
    """Write all beside their places first, then rename them in order; leave nothing behind on failure."""
    waiting: dict[Path, Path] = {}
    try:
        with _in_chinese(next(iter(files), Path("文件"))):
            for path, content in files.items():
                path.parent.mkdir(parents=True, exist_ok=True)
                waiting[path] = path.with_name(f".{path.name}.{os.getpid()}.part")
                waiting[path].write_bytes(content)
            for path, beside in waiting.items():
                beside.replace(path)
    finally:
        for beside in waiting.values():
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)


@contextlib.contextmanager
def _in_chinese(place: Path) -> Iterator[None]:
    """What the system says, in Chinese, with what to do."""
    try:
        yield
    except shutil.Error as error:
        raise CannotWrite(
            f"写不了 {place}：原有的文件读不了", "请检查文件夹的权限，或用 --out 换一个文件夹。"
        ) from error
    except OSError as error:
        reason, remedy = _WHY.get(
            error.errno or 0, (f"系统错误 {error.errno}", "请看文件是不是开着、磁盘是否已满、文件夹能否写入。")
        )
        raise CannotWrite(f"写不了 {error.filename2 or error.filename or place}：{reason}", remedy) from error


# -- files that are open -------------------------------------------------------------------------


def refuse_open(paths: Iterable[Path]) -> None:
    """Raise CannotWrite for files that Word, WPS, Excel or LibreOffice has open, by their lock files."""
    open_ones = [(path, lock) for path in paths for lock in locks_of(path)]
    if open_ones:
        names = "、".join(dict.fromkeys(path.name for path, _ in open_ones))
        who = next((f"（{user}）" for _, lock in open_ones if (user := _user_of(lock))), "")
        locks = "、".join(dict.fromkeys(lock.name for _, lock in open_ones))
        raise CannotWrite(
            f"文件正开着{who}：{names}",
            f"请关上再生成；如果没有开着，是上次没有正常关闭留下的，请删掉 {locks} 再试。原来的文件没有动。",
        )


def locks_of(path: Path) -> list[Path]:
    """The lock files that say a document is open: ~$ of Word, WPS and Excel, .~lock.…# of LibreOffice."""
    name = path.name
    if path.suffix.lower() not in (".docx", ".xlsx"):
        return []
    names = (f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~lock.{name}#", f".~{name}")
    return [lock for lock in (path.with_name(n) for n in names) if lock.is_file()]


def _user_of(lock: Path) -> str:
    """Who has it open, where the lock file says so."""
    try:
        raw = lock.read_bytes()[:200]
    except OSError:
        return ""
    if lock.name.startswith(".~lock"):
        return raw.decode("utf-8", errors="ignore").split(",")[0].strip()
    text = raw[1 : 1 + raw[0]].decode("gb18030", errors="ignore") if raw else ""
    return "".join(c for c in text if c.isprintable()).strip()
