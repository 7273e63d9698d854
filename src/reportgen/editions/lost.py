"""An edition that is not there -> what is there, where it was looked for, and what lies there of that name."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path

from reportgen.editions.homes import homes, shown, template_roots
from reportgen.editions.kinds import ReportKind, main_kinds
from reportgen.editions.layers import EditionError

FILE = "edition.yaml"


def no_edition(about: ReportKind, name: str, known: list[str], project: Path | None) -> EditionError:
    """Why an edition of a kind was not found."""
    if now := _now(about, name, project):
        return EditionError(f"没有版式「{name}」了：{now}", key="extends")
    nearest = difflib.get_close_matches(name, known, 1, 0.5)
    asked = f"是不是「{nearest[0]}」？" if nearest else ""
    message = f"没有版式「{name[:40]}」；{asked}有的是：{'、'.join(known)}"
    return EditionError(f"{message}。{where_looked(about, name, project)}", key="extends")


def where_looked(about: ReportKind, name: str, project: Path | None) -> str:
    """How it is written now, where it had another name; else the folders that were looked into, and what lies there
    and is no edition of this kind.
    """
    if now := _now(about, name, project):
        return f"现在{now}"
    looked = "；".join(f"{home.words} {home.as_text}" for home in homes(project))
    return f"找过：{looked}。{''.join(_astray(about, name, project))}".rstrip("。")


def _now(about: ReportKind, name: str, project: Path | None) -> str:
    """How it is written now, what an edition of this name was for; '' where there was none."""
    kinds = (about, *main_kinds(project).values())
    return next((now for kind in kinds if (now := kind.renamed.get(name))), "")


def _astray(about: ReportKind, name: str, project: Path | None) -> Iterator[str]:
    """Folders of this name that lie in a wrong place, or lack the file that makes them an edition."""
    if not re.fullmatch(r"[\w.-]{1,80}", name):
        return
    for root in template_roots(project):
        here = root / about.folder / name
        if here.is_dir() and not (here / FILE).is_file():
            yield f"{shown(here)} 里没有 {FILE}。"
        if (root / name / FILE).is_file():
            yield f"{shown(root / name)} 放错了地方，应放在 {shown(root / about.folder)} 里。"
        for other in main_kinds(project).values():
            if other.folder != about.folder and (root / other.folder / name / FILE).is_file():
                yield f"{shown(root / other.folder / name)} 是{other.name}的版式。"
