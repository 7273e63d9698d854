"""Folders of templates -> the kinds of reports that can be made. A kind is a folder with a kind.yaml;
the engine knows none by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from reportgen.editions.homes import NoTemplates, own_roots, shipped_roots, template_roots
from reportgen.editions.layers import EditionError, read, read_as
from reportgen.editions.written import KindFile

FILE = "kind.yaml"
SHARED = "shared"
"""The folder of what all kinds have in common: the lowest layer of every edition."""


@dataclass(frozen=True)
class ReportKind:
    """A kind of report (报告种类).

    needs: the top-level keys without which none can be made (they also say which checks are run on it); dated: how many
    years after its own year it is made (a budget 0, accounts 1); short: what it is called in lists (决算); variant_of:
    the kind whose editions it is printed by, in other words (单位决算公开 by those of 部门决算公开); renamed: editions that
    are no more, and how what they were for is written now.
    """

    name: str
    file: Path
    order: int
    needs: tuple[str, ...] = ()
    dated: int = 1
    short: str = ""
    variant_of: str = ""
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        """The name of the folder of its editions."""
        return self.file.parent.name

    @property
    def planned(self) -> bool:
        """It tells of a year to come (预算): what it has is that of the year before."""
        return self.dated == 0


def list_kinds(project: Path | None = None) -> dict[str, ReportKind]:
    """The kinds by name, in order, each before its variants; there is one at least.

    Raises EditionError when a kind.yaml can't be read, NoTemplates where there is none.
    """
    found: dict[str, ReportKind] = {}
    for root in template_roots(project):
        for path in sorted(root.glob(f"*/{FILE}")):
            for kind in _kinds(path):
                found.setdefault(kind.name, kind)
    if not found:
        raise NoTemplates(f"*/{FILE}", project)
    return {kind.name: kind for kind in sorted(found.values(), key=lambda k: (k.order, k.folder, k.variant_of != ""))}


def main_kinds(project: Path | None = None) -> dict[str, ReportKind]:
    """The kinds without their variants."""
    return {name: kind for name, kind in list_kinds(project).items() if not kind.variant_of}


def shadows(project: Path | None = None) -> Iterator[tuple[Path, Path]]:
    """Each kind.yaml of an office's own that takes the place of one that travels with the tool, and that one."""
    shipped = {
        kind.name: kind.file for root in shipped_roots() for path in root.glob(f"*/{FILE}") for kind in _kinds(path)
    }
    for root in own_roots(project):
        for path in sorted(root.glob(f"*/{FILE}")):
            kind = next(iter(_kinds(path)))
            if kind.name in shipped:
                yield path, shipped[kind.name]


def find_kind(name: str, project: Path | None = None) -> ReportKind:
    """A kind by its name. Raises EditionError."""
    known = list_kinds(project)
    if name not in known:
        raise EditionError(f"还不会做「{name}」；会做的有：{'、'.join(known)}")
    return known[name]


def usual_kind(project: Path | None = None) -> str:
    """The kind that is meant where nobody says which."""
    return next(iter(list_kinds(project)))


def _kinds(path: Path) -> list[ReportKind]:
    """The kind of a kind.yaml, then its variants."""
    written = read_as(KindFile, read(path), str(path))
    needs, short = tuple(written.needs), written.short or written.name
    main = ReportKind(written.name, path, written.order, needs, written.dated, short, renamed=written.renamed)
    return [
        main,
        *(
            replace(main, name=name, short=said.short or name, needs=tuple(said.needs or needs), variant_of=main.name)
            for name, said in written.variants.items()
        ),
    ]
