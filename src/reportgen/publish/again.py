"""Made again from the data: the same bytes, or which input, file and figure differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from reportgen.build import BuiltReport, assemble
from reportgen.compare.snapshot import WITHHELD
from reportgen.model.finding import Finding, Level
from reportgen.publish.folder import (
    MANIFEST,
    PUBLISHED,
    REPORT,
    blocking,
    files_to_upload,
    manifest_to_upload,
    publication,
)
from reportgen.publish.proof import MOST, Proof, found
from reportgen.publish.received import BROKEN, parsed
from reportgen.workspace.output import as_json
from reportgen.writers.write import write_paged


def made_again(data: Path, there: Mapping[str, bytes], manifest: Mapping[str, Any]) -> Proof:
    """Make it again and compare."""
    made = assemble(data, str(manifest["报告"]) if manifest.get("报告") else None)
    if stop := blocking(made):
        return [
            found("V009", f"由这些数据做不出公开稿：有 {len(stop)} 处错误或个人信息", str(data), "看 reportgen check")
        ], ""
    loaded = made.book.loaded
    inputs = {"本年": loaded.hashes, "上年": loaded.previous.hashes if loaded.previous else {}}
    problems = [f for year, now in inputs.items() for f in _inputs(year, _part(manifest, "输入", year), now)]
    again = _again(made, manifest)
    now = parsed(again[MANIFEST])
    problems += _editions(_part(manifest, "版式", "文件"), _part(now, "版式", "文件"))
    others = {name for name in there if "更正" in manifest and name not in again}  # the notice needs the old data too
    differing = sorted(name for name in ({*there, *again} - others) if there.get(name) != again.get(name))
    versions = _versions(manifest, now)
    if not differing:
        told = f"由 {data} 再做一遍，{len(again)} 个文件逐个字节相同"
        return problems, told + ("（更正说明没有再做，它要有原来的数据）" if others else "")
    if differing == [MANIFEST] and versions and _only_bytes(there, again, differing):
        return problems, f"由 {data} 再做一遍，{len(again)} 个文件逐个字节相同（{versions}）"
    if versions and not problems and _only_bytes(there, again, differing):
        return [_of_versions(data, differing, versions)], (
            f"由 {data} 再做一遍，数据、版式和印出的每一个数、每一句都相同；{versions}，字节不能逐个比"
        )
    figures = _figures(there.get(REPORT, b""), again[REPORT])
    said = f"；不同的数：{'；'.join(figures)}" if figures else ""
    for name in differing:
        if name == MANIFEST and len(differing) > 1:
            continue  # it holds the hashes of the others
        message = (
            f"由 {data} 再做一遍，这个文件不同{said if name == REPORT else ''}{f'（{versions}）' if versions else ''}"
        )
        problems.append(found("V009", message, name, "数据或版式在公开以后改过；要换成新的，用 publish --replace"))
    return problems, ""


def _again(made: BuiltReport, manifest: Mapping[str, Any]) -> Mapping[str, bytes]:
    """The files made again, of a correction as it is marked."""
    if "更正" not in manifest:
        return publication(made, warn=lambda _: None).files
    from reportgen.publish.correct.documents import corrected

    marked = replace(made, document=corrected(made))
    formats = (*PUBLISHED, *(name for name in ("docx",) if any(n.endswith(".docx") for n in manifest["输出"])))
    printed = write_paged(marked.document, formats, None, lambda _: None)
    files, _ = files_to_upload(marked, printed.files, printed.pages)
    fresh = manifest_to_upload(marked, files, tuple(formats))
    listed = {name: hashed for name, hashed in manifest["输出"].items() if name not in files}
    hashes = {**listed, **fresh["输出"]}
    in_order = {name: hashes[name] for name in (*(n for n in manifest["输出"] if n in hashes), *hashes)}
    return {**files, MANIFEST: as_json({**fresh, "输出": in_order, "更正": manifest["更正"]})}


def _part(manifest: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    value: Any = manifest
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def _only_bytes(there: Mapping[str, bytes], again: Mapping[str, bytes], differing: Iterable[str]) -> bool:
    """Whether the differing files tell the same: same figures and tables, and the same words on the pages."""
    if there.keys() != again.keys():
        return False
    bound = (".pdf", ".xlsx", ".docx", MANIFEST)
    if not all(name.endswith(bound) for name in differing):
        return False
    before, after = parsed(there[MANIFEST]), parsed(again[MANIFEST])
    told = {*before, *after} - {"版本", "字体", "输出"}
    return all(before.get(name) == after.get(name) for name in told)


def _of_versions(data: Path, differing: Iterable[str], versions: str) -> Finding:
    files = "、".join(name for name in differing if name != MANIFEST) or MANIFEST
    message = f"由 {data} 再做一遍，{files}的字节不同：{versions}；数据、版式没有变，印出的数都相同"
    remedy = "要逐个字节地证明，请用公开时的字体和版本"
    return Finding("V020", Level.HINT, message, None, MANIFEST, remedy)


def _editions(published: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Finding]:
    for name in sorted({*published, *now}):
        if published.get(name) != now.get(name):
            what = "公开时没有" if name not in published else "现在没有" if name not in now else "公开以后改过"
            yield found("V021", f"版式的文件 {name}，{what}", name, "用 内部/冻结 里的版式再核对一遍")


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
    """Which libraries and fonts are others than at the publication."""
    before, after = _part(manifest, "版本"), _part(now, "版本")
    other = [
        f"{name} {before.get(name, '没有')}，现在是 {after.get(name, '没有')}"
        for name in {**before, **after}
        if after.get(name) != before.get(name)
    ]
    said = [f"公开时用的是 {'、'.join(other)}"] if other else []
    fonts, present = manifest.get("字体"), now.get("字体")
    if isinstance(fonts, list) and fonts != present:
        said.append(f"公开时的字体是 {'、'.join(map(str, fonts))}，现在是 {'、'.join(present or ['（没有）'])}")
    return "；".join(said)


def _figures(there: bytes, again: bytes) -> list[str]:
    """The keys whose printed text differs."""
    try:
        before, after = ({f["键"]: f["印作"] for f in parsed(content)["数"]} for content in (there, again))
    except BROKEN:
        return []
    keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    texts = [
        f"{key} 公开稿印 {before.get(key, '（没有）')}，数据做出来是 {after.get(key, '（没有）')}"
        for key in keys[:MOST]
    ]
    return [*texts, f"……共 {len(keys)} 个"] if len(keys) > MOST else texts
