"""The inputs of a published report, laid out so that it can be made again: data, last year's, the edition's layers.

They stay in the office: rows marked 涉密 are in them.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from reportgen.build import Made
from reportgen.environment import EnvironmentProblem
from reportgen.load import Loaded

README = "怎样重做.txt"
_HOW = """\
这里冻结的是 {unit} {year} 年度{kind}公开时用的全部输入，只留在单位内部：里面可能有涉密的行，不要上传。

重做一遍（得到和公开时一样的字节）：
    reportgen publish data/{folder}/{year} --to 重做
核对公开的文件夹就是由这些数据做的：
    reportgen verify 公开的文件夹 --data data/{folder}/{year}

做的时候 reportgen 是 {version} 版；版本不同，结果可能不同。
"""


class ChangedMeanwhile(EnvironmentProblem):
    """An input is no longer what was read."""


def frozen_inputs(made: Made, version: str) -> dict[str, bytes]:
    """Every input by its path, as a project of its own."""
    loaded = made.report.loaded
    unit = loaded.folder.resolve().parent.name
    years = [loaded, *([loaded.previous] if loaded.previous else [])]
    files = {f"data/{unit}/{year.data.year}/{name}": _read(year, name) for year in years for name in sorted(year.hashes)}
    told = _HOW.format(unit=made.document.unit, year=made.document.year, kind=made.kind, folder=unit, version=version)
    return {**files, **_edition(made, f"data/{unit}"), README: told.encode()}


def _read(loaded: Loaded, name: str) -> bytes:
    path = loaded.folder / name
    content = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(content).hexdigest() != loaded.hashes[name]:
        raise ChangedMeanwhile(f"{name} 在生成的时候改动了", "请等编辑好、存好盘以后再公开。")
    return content


def _edition(made: Made, home: str) -> dict[str, bytes]:
    """The layers with the subjects of all years, where a project keeps its own."""
    layers = made.report.edition.layers
    files: dict[str, bytes] = {}
    for layer in layers:
        files.update({f"{home}/templates/{layer.parent.name}/{layer.name}/{name}": content for name, content in _below(layer).items()})
    for root in {layer.parent.parent: None for layer in layers}:
        files.update({f"{home}/templates/subjects/{name}": content for name, content in _below(root / "subjects").items()})
    return files


def _below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith(".") and "__pycache__" not in path.parts
    }
