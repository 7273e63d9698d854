"""Folders of templates -> the kinds of reports that can be made. A kind is a folder with a kind.yaml;
the engine knows none by name.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from reportgen.editions.layers import EditionError, read, read_as
from reportgen.editions.written import KindFile

FILE = "kind.yaml"
SHARED = "shared"
"""The folder of what all kinds have in common: the lowest layer of every edition."""


@dataclass(frozen=True)
class ReportKind:
    """A kind of report (报告种类).

    needs: the top-level keys without which none can be made (they also say which checks are run on it); dated: how many
    years after its own year it is made (a budget 0, accounts 1); short: what it is called in lists (决算).
    """

    name: str
    file: Path
    order: int
    needs: tuple[str, ...] = ()
    dated: int = 1
    short: str = ""

    @property
    def folder(self) -> str:
        """The name of the folder of its editions."""
        return self.file.parent.name

    @property
    def planned(self) -> bool:
        """It tells of a year to come (预算): what it has is that of the year before."""
        return self.dated == 0


def template_roots(project: Path | None = None) -> list[Path]:
    """Where editions are looked for: the project's own templates, then those that travel with the tool."""
    own = [project / "templates"] if project else []
    given = os.environ.get("REPORTGEN_TEMPLATES")
    return [p for p in (*([Path(given)] if given else []), *own, *shipped_roots()) if p.is_dir()]


def shipped_roots() -> tuple[Path, ...]:
    """Where the templates lie that travel with the tool: inside it when it is installed, else beside its source."""
    here = Path(__file__).resolve()
    return here.parent.parent / "templates", here.parents[3] / "templates"


def list_kinds(project: Path | None = None) -> dict[str, ReportKind]:
    """The kinds by name, in their order. Raises EditionError when a kind.yaml can't be read."""
    found: dict[str, ReportKind] = {}
    for root in template_roots(project):
        for path in sorted(root.glob(f"*/{FILE}")):
            kind = _kind(path)
            found.setdefault(kind.name, kind)
    return {kind.name: kind for kind in sorted(found.values(), key=lambda k: (k.order, k.folder))}


def find_kind(name: str, project: Path | None = None) -> ReportKind:
    """A kind by its name. Raises EditionError."""
    known = list_kinds(project)
    if name not in known:
        raise EditionError(f"还不会做「{name}」；会做的有：{'、'.join(known)}")
    return known[name]


def usual_kind(project: Path | None = None) -> str:
    """The kind that is meant where nobody says which."""
    return next(iter(list_kinds(project)))


def _kind(path: Path) -> ReportKind:
    written = read_as(KindFile, read(path), str(path))
    needs, short = tuple(written.needs), written.short or written.name
    return ReportKind(written.name, path, written.order, needs, written.dated, short)
