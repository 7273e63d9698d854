"""The inputs of a report, laid out so that it can be made again: data, last year's, the edition's layers.

They stay in the office: rows marked 涉密 are in them.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from reportgen.build import BuiltReport
from reportgen.editions.kinds import FILE as KIND_FILE
from reportgen.environment import EnvironmentProblem
from reportgen.load import Loaded
from reportgen.model.field import SECRET
from reportgen.reading.package import BROKEN
from reportgen.writers.zipped import zipped

README = "怎样重做.txt"
WITHHELD = "含涉密的行，散列只在冻结里"
_HOW = """\
这里冻结的是 {unit} {year} 年度{kind}当时用的全部输入，只留在单位内部：里面可能有涉密的行，不要上传。

重做一遍（得到和当时一样的字节）：
    reportgen publish data/{folder}/{year} --to 重做
核对公开的文件夹就是由这些数据做的：
    reportgen verify 公开的文件夹 --data data/{folder}/{year}

做的时候 reportgen 是 {version} 版；版本不同，结果可能不同。
"""


LARGEST = 64 << 20
"""Bytes of a snapshot unpacked; MOST files in it: far more than any department-year with its edition has."""
MOST = 5_000


class NoSnapshot(Exception):
    """A file that is no snapshot of ours, or one that nobody could have made honestly; the message says why."""


class ChangedMeanwhile(EnvironmentProblem):
    """An input is no longer what was read."""


def frozen_inputs(made: BuiltReport, version: str) -> dict[str, bytes]:
    """Every input by its path, as a project of its own."""
    loaded = made.book.loaded
    unit = loaded.folder.resolve().parent.name
    years = [loaded, *([loaded.previous] if loaded.previous else [])]
    files = {
        f"data/{unit}/{year.data.year}/{name}": _read(year, name) for year in years for name in sorted(year.hashes)
    }
    readme = _HOW.format(unit=made.document.unit, year=made.document.year, kind=made.kind, folder=unit, version=version)
    return {**files, **_edition(made, f"data/{unit}"), README: readme.encode()}


def secret_in(loaded: Loaded) -> bool:
    """Whether the inputs hold something that may not leave the office."""
    return bool(loaded.secret_rows or (loaded.previous and secret_in(loaded.previous)))


def shown_hashes(loaded: Loaded) -> dict[str, str]:
    """The hash of each file, but of one with secret rows: it would let a guess at what was taken out be tried."""
    secret = (
        {Path(name).name for name, lines in loaded.lines.items() if any(SECRET in line for line in lines)}
        if loaded.secret_rows
        else set()
    )
    return {name: WITHHELD if name in secret else hashed for name, hashed in loaded.hashes.items()}


def _read(loaded: Loaded, name: str) -> bytes:
    path = loaded.folder / name
    content = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(content).hexdigest() != loaded.hashes[name]:
        raise ChangedMeanwhile(f"{name} 在生成的时候改动了", "请等编辑好、存好盘以后再公开。")
    return content


def _edition(made: BuiltReport, home: str) -> dict[str, bytes]:
    """The kind and the layers with the subjects of all years, where a project keeps its own."""
    edition = made.book.edition
    files = {f"{home}/templates/{edition.about.folder}/{KIND_FILE}": edition.about.file.read_bytes()}
    for layer, place in edition.homes():
        files.update({f"{home}/templates/{place}/{name}": content for name, content in _below(layer).items()})
    for root in {layer.parents[place.count("/")]: None for layer, place in edition.homes()}:
        files.update(
            {f"{home}/templates/subjects/{name}": content for name, content in _below(root / "subjects").items()}
        )
    return files


def _below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".") and "__pycache__" not in path.parts
    }


def packed(files: Mapping[str, bytes]) -> bytes:
    """Files by path as one zip, the same bytes for the same files."""
    return zipped({name: files[name] for name in sorted(files)})


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files of a packed snapshot. Raises NoSnapshot for what is too large or leads out of its folder."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST or sum(e.file_size for e in entries) > LARGEST:
                raise NoSnapshot("里面的文件太多或太大")
            for entry in entries:
                path = PurePosixPath(entry.filename)
                if path.is_absolute() or ".." in path.parts or "\\" in entry.filename or ":" in entry.filename:
                    raise NoSnapshot(f"里面有指到外面的路径：{entry.filename[:80]}")
            return {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}
    except BROKEN as error:
        raise NoSnapshot("读不出来：不是快照，或者坏了") from error


def put_into(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files of a snapshot below a folder, to make the report again from them."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def home_in(files: Mapping[str, bytes], year: int) -> str:
    """The folder of the department-year in a snapshot: data/some-unit/2023. Raises NoSnapshot."""
    homes = sorted(
        {
            "/".join(parts[:3])
            for name in files
            if len(parts := name.split("/")) == 4 and parts[0] == "data" and parts[2] == str(year)
        }
    )
    if len(homes) != 1:
        raise NoSnapshot(f"里面没有 {year} 年度的数据")
    return homes[0]
