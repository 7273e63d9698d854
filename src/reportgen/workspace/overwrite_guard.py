"""Word files that a person has changed since they were written: found by content, never by time,
and never written over.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterable, Mapping
from itertools import count
from pathlib import Path

from reportgen.atomic_write import CannotWrite, refuse_open

OUTPUT, EARLIER = "输出", "以前的输出"
"""In a manifest: the hash of each file that was written with it,
and of those of earlier builds that still stand there.
"""

MADE_FROM = "数据文件夹"
"""In the office's own record: the way from the report's folder to the data folder that it was made from."""


class OfAnother(CannotWrite):
    """The folder holds the report of another data folder of the same year."""


class Edited(CannotWrite):
    """What stands there is not what was written: somebody has worked on it."""


def written_before(folder: Path, manifest: str) -> dict[str, str]:
    """The hash of each file of a folder as it was last written, as far as its manifest says."""
    try:
        content = json.loads((folder / manifest).read_text(encoding="utf-8"))
        return {**content.get(EARLIER, {}), **content[OUTPUT]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def of_another(folder: Path, records: Iterable[str], home: Path) -> Path | None:
    """The data folder that a report's folder was made from, where that is another one which is still there."""
    for record in records:
        try:
            said = str(json.loads((folder / record).read_text(encoding="utf-8"))[MADE_FROM])
            other = (folder / said).resolve()
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if other.is_dir() and other != home.resolve():
            return other
    return None


def way_to(home: Path, folder: Path) -> str:
    """Where a data folder is, from a report's folder: it stays right when both are moved together."""
    try:
        return Path(os.path.relpath(home.resolve(), folder.resolve())).as_posix()
    except ValueError:  # on another drive
        return home.resolve().as_posix()


def guarded(
    folder: Path,
    files: Mapping[str, bytes],
    before: Mapping[str, str],
    known: Collection[str] = (),
    *,
    force: bool = False,
) -> dict[str, bytes]:
    """Copies to keep of Word files that would be written over although a person changed them.
    Raises Edited without `force`.

    `before` has the hash of each file as it was written, `known` hashes of whatever else we wrote.
    """
    refuse_open(folder / name for name in files)
    changed = {
        name: there
        for name in files
        if name.endswith(".docx") and (there := _there(folder / name)) not in (None, files[name])
    }
    changed = {
        name: there
        for name, there in changed.items()
        if there is not None and not _ours(there, before.get(name), known)
    }
    if changed and not force:
        first = folder / next(iter(changed))
        raise Edited(
            f"{'、'.join(name.rpartition('/')[2] for name in changed)} 生成以后有人改过，没有动它",
            f'把改动收回数据：reportgen pull "{first}"；另放一处：加 --out 别的文件夹，或把它改个名字；确定要换掉：加 --force，改过的会留一份',
        )
    return {_copy_name(folder, name): content for name, content in changed.items()}


def _there(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError as error:
        raise CannotWrite(f"读不了 {path}", "看不出有没有人改过，没有动它。请看文件的权限，是不是正开着。") from error


def _ours(content: bytes, written: str | None, known: Collection[str]) -> bool:
    digest = hashlib.sha256(content).hexdigest()
    return digest == written or digest in known


def _copy_name(folder: Path, name: str) -> str:
    """…-改过的-1.docx, the first that is free."""
    stem = name.removesuffix(".docx")
    return next(free for n in count(1) if not (folder / (free := f"{stem}-改过的-{n}.docx")).exists())
