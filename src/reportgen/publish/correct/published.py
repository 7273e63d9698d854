"""The figures of a published report that the data tell otherwise now:
the manifest's printed texts against the present ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from reportgen.build import BuiltReport
from reportgen.checks.engine.waivers import LATER, explained
from reportgen.figures import UnknownKey
from reportgen.model.finding import Finding, Level
from reportgen.workspace.output import INTERNAL, folder_of, output_root, printed_of

CODE = LATER
UPLOAD, CORRECTIONS, FROZEN, MANIFEST = "上网", "更正", "冻结", "manifest.json"
MEND = "要改已公开的，用 reportgen correct --from {} --reason 原因；是数据改错了就改回去；口径不同、两个数都对的，写进「豁免」（检查 V011、键、理由）"


def moved_since(made: BuiltReport, root: Path | None = None) -> list[Finding]:
    """A finding for every figure of what was published last that is printed otherwise now;
    nothing where nothing was published.
    """
    home = folder_of(made, root or output_root(made.book.loaded.folder))
    found = [m for m in ((path, _read(path)) for path in manifests_of(home)) if isinstance(m[1].get("数"), dict)]
    if not found:
        return []
    now = printed_of(made)
    differing = [(path, _differing(manifest["数"], now)) for path, manifest in found]
    if any(not keys for _, keys in differing):
        return []
    path, keys = differing[-1]
    remedy = MEND.format(_typed(path.parent))
    return explained(made.book, _findings(made, keys, remedy))


def manifests_of(home: Path) -> list[Path]:
    """That of the folder to upload, then those of corrections, the latest last."""
    corrections = sorted(
        (home / CORRECTIONS).glob(f"第*次/{MANIFEST}"), key=lambda p: (len(p.parent.name), p.parent.name)
    )
    return [p for p in (home / UPLOAD / MANIFEST, *corrections[-1:]) if p.is_file()]


def frozen_correction(folder: Path, root: Path, number: int, kind: str | None) -> Path | None:
    """The frozen inputs of a correction of these data; None where they are not, or are those of several reports."""
    home = root / folder.resolve().parent.name / folder.resolve().name
    kinds = [home / kind] if kind else [one for one in sorted(home.glob("*")) if one.is_dir()]
    found = [p for one in kinds if (p := one / INTERNAL / FROZEN / f"{CORRECTIONS}第{number}次").is_dir()]
    return found[0] if len(found) == 1 else None


def _read(path: Path) -> Mapping[str, Any]:
    try:
        manifest = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return manifest if isinstance(manifest, dict) and manifest.get("草稿") is False else {}


def _differing(published: Mapping[str, Any], now: Mapping[str, str | list[str]]) -> dict[str, tuple[str, str]]:
    """What was published and is printed otherwise; a key that is printed besides tells nothing of what was
    published.
    """
    return {
        key: (_as_text(text), _as_text(now.get(key, ""))) for key, text in published.items() if text != now.get(key)
    }


def _as_text(texts: object) -> str:
    return "、".join(map(str, texts)) if isinstance(texts, list) else str(texts)


def _findings(made: BuiltReport, keys: Mapping[str, tuple[str, str]], remedy: str) -> Iterator[Finding]:
    for key, (then, now) in keys.items():
        try:
            label = made.book.resolve(key).label
        except UnknownKey:
            label = key
        said = f"现在是 {now}" if now else "现在不印了"
        yield Finding(CODE, Level.WARNING, f"已公开的报告里「{label}」印的是 {then}，{said}", key=key, remedy=remedy)


def _typed(folder: Path) -> str:
    import os

    near = os.path.relpath(folder)
    return str(folder) if near.startswith(os.path.join("..", "..")) else near
