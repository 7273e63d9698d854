"""A published report -> its figures by key, each with its page: what the next year's 上年数 are taken from."""

from __future__ import annotations

from pathlib import Path

from reportgen.audit.choose_edition import department_of, fitting
from reportgen.audit.tables.seen_tables import see
from reportgen.reading.open import open_file
from reportgen.workspace.imports.published import PublishedReport


def published_report(path: Path, kind: str, project: Path) -> PublishedReport | None:
    """What the edition that fits best makes of a file; None where no table is of any. Raises Unreadable."""
    opened = open_file(path)
    fit = fitting(opened, kind, project=project)
    if fit is None:
        return None
    seen = see(opened, fit.edition)
    if not seen.tables:
        return None
    titles = tuple(dict.fromkeys(seen.titles[table.grid] for table in seen.tables))
    figures = tuple(figure for _, figure in seen.figures)
    department = seen.department or department_of(opened)
    unknown = tuple(grid.name for grid in seen.unknown)
    return PublishedReport(path, fit.edition.name, department, fit.year or seen.year, titles, unknown, figures)
