"""Where folders of templates may lie, nearest first: named by a person, beside the years and above, the user's own,
those that travel with the tool.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportgen.environment import EnvironmentProblem

ENVIRONMENT = "REPORTGEN_TEMPLATES"
"""One folder or several, as in PATH; `--templates` puts its folder before them."""
FOLDER = "templates"
DATA = "data"
"""The folder of all departments' data: reports go to `output` beside it."""


class NoTemplates(EnvironmentProblem):
    """The templates that travel with the tool, or a part of them, are in none of the folders."""

    def __init__(self, lacking: str, project: Path | None = None) -> None:
        looked = "、".join(home.as_text for home in homes(project)) or "哪里都没有"
        super().__init__(
            f"程序自带的模板不全：没有 {FOLDER}/{lacking}，找过 {looked}",
            "请重新安装 reportgen；模板在别处的，用 --templates 指到那个文件夹",
        )


@dataclass(frozen=True)
class TemplatesHome:
    """A folder that templates are looked for in, whether it is there or not, and how one calls it."""

    path: Path
    words: str

    @property
    def as_text(self) -> str:
        """The folder as one would type it here, and whether it is there."""
        return f"{shown(self.path)}{'' if self.path.is_dir() else '（没有这个文件夹）'}"


def template_roots(project: Path | None = None) -> list[Path]:
    """The folders of templates that are there, nearest first."""
    return [home.path for home in homes(project) if home.path.is_dir()]


def homes(project: Path | None = None) -> list[TemplatesHome]:
    """Every folder that is looked into. project: the folder that holds the years (data/某局)."""
    found: dict[Path, TemplatesHome] = {}
    for home in (*_named(), *_around(project), TemplatesHome(user_home(), "自己的设置"), *_shipped()):
        found.setdefault(home.path, home)
    return list(found.values())


def own_roots(project: Path | None = None) -> list[Path]:
    """Those that don't travel with the tool."""
    return [root for root in template_roots(project) if root not in shipped_roots()]


def shipped_roots() -> tuple[Path, ...]:
    """Where the templates lie that travel with the tool: inside it when it is installed, else beside its source."""
    here = Path(__file__).resolve()
    return here.parent.parent / FOLDER, here.parents[3] / FOLDER


def user_home() -> Path:
    """The templates in the user's folder of settings: ~/.config/reportgen/templates on Linux."""
    from click import get_app_dir  # it knows each system's place

    return Path(get_app_dir("reportgen")) / FOLDER


def project_folders(folder: Path) -> Iterator[Path]:
    """A folder and those above it, up to the project's root: where .git lies, else where `data` lies; without either
    all of them but the root of the disk.
    """
    folder = folder.resolve()
    above = [p for p in (folder, *folder.parents) if p != p.parent]
    data = next((p.parent for p in above if p.name == DATA), None)
    root = next((p for p in above if (p / ".git").exists()), data)
    for path in above:
        yield path
        if path == root:
            return


def shown(path: Path) -> str:
    """A path below this folder as one would type it; another one in full."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _named() -> Iterator[TemplatesHome]:
    for folder in filter(None, os.environ.get(ENVIRONMENT, "").split(os.pathsep)):
        yield TemplatesHome(Path(folder).expanduser().resolve(), f"--templates、{ENVIRONMENT}")


def _around(project: Path | None) -> Iterator[TemplatesHome]:
    for number, folder in enumerate(project_folders(project) if project else ()):
        if folder / FOLDER not in shipped_roots():
            yield TemplatesHome(folder / FOLDER, "年度文件夹旁边" if number == 0 else "上面的文件夹")


def _shipped() -> Iterator[TemplatesHome]:
    yield from (TemplatesHome(root, "程序自带的") for root in shipped_roots() if root.is_dir())
