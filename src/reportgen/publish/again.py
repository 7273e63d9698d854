"""Made again from the data: the same bytes, or which input, file and figure differ."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from reportgen.build import assemble
from reportgen.compare.snapshot import WITHHELD
from reportgen.model.finding import Finding
from reportgen.publish.folder import MANIFEST, REPORT, blocking, publication
from reportgen.publish.proof import MOST, Proof, found


def made_again(data: Path, there: Mapping[str, bytes], manifest: Mapping[str, Any]) -> Proof:
    """Make it again and compare."""
    made = assemble(data, str(manifest["报告"]) if manifest.get("报告") else None)
    if stop := blocking(made):
        return [
            found("V009", f"由这些数据做不出公开稿：有 {len(stop)} 处错误或个人信息", str(data), "看 reportgen check")
        ], ""
    loaded = made.book.loaded
    inputs = {"本年": loaded.hashes, "上年": loaded.previous.hashes if loaded.previous else {}}
    problems = [f for year, now in inputs.items() for f in _inputs(year, manifest.get("输入", {}).get(year, {}), now)]
    again = publication(made, warn=lambda _: None).files
    versions = _versions(manifest, json.loads(again[MANIFEST]))
    differing = [name for name in {*there, *again} if there.get(name) != again.get(name)]
    if versions and _but_versions(there[MANIFEST]) == _but_versions(again[MANIFEST]):
        differing.remove(MANIFEST)
    if differing:
        figures = _figures(there.get(REPORT, b""), again[REPORT])
        said = f"；不同的数：{'；'.join(figures)}" if figures else ""
        for name in sorted(differing):
            message = f"由 {data} 再做一遍，这个文件不同{said if name == REPORT else ''}{versions}"
            problems.append(found("V009", message, name, "数据或版式在公开以后改过；要换成新的，用 publish --replace"))
    return problems, f"由 {data} 再做一遍，{len(again)} 个文件逐个字节相同{versions}"


def _but_versions(manifest: bytes) -> dict[str, Any]:
    return {name: value for name, value in json.loads(manifest).items() if name != "版本"}


def _inputs(year: str, published: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Finding]:
    for name in sorted({*published, *now}):
        if published.get(name) == WITHHELD and name in now:
            continue
        if published.get(name) != now.get(name):
            what = (
                "公开时没有这个文件"
                if name not in published
                else "公开时有，现在没有"
                if name not in now
                else "公开以后改过"
            )
            yield found("V010", f"{year}的数据文件，{what}", name, "用 内部/冻结 里的数据再核对一遍")


def _versions(manifest: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    other = [
        f"{name} {version}，现在是 {now['版本'].get(name, '没有')}"
        for name, version in manifest.get("版本", {}).items()
        if now["版本"].get(name) != version
    ]
    return f"（公开时用的是 {'、'.join(other)}）" if other else ""


def _figures(there: bytes, again: bytes) -> list[str]:
    """The keys whose printed text differs."""
    try:
        before, after = ({f["键"]: f["印作"] for f in json.loads(content)["数"]} for content in (there, again))
    except (ValueError, KeyError, TypeError):
        return []
    keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    texts = [
        f"{key} 公开稿印 {before.get(key, '（没有）')}，数据做出来是 {after.get(key, '（没有）')}"
        for key in keys[:MOST]
    ]
    return [*texts, f"……共 {len(keys)} 个"] if len(keys) > MOST else texts
