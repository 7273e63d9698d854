"""`audit`: published reports, whoever made them: what is wrong, where, and by which cells."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.kinds import kind_named, kind_option
from reportgen.cli.say import (
    COLOURS,
    DATA,
    FOLDER,
    LOUD,
    form_option,
    from_here,
    loudness,
    painted,
    print_json,
    problems_reported,
)

if TYPE_CHECKING:
    from reportgen.audit.result import Audited
    from reportgen.build import BuiltReport

LIST = "公开稿检查.xlsx"
FEW = 3
"""Files that are not worth starting processes for."""


@click.command()
@click.argument(
    "files", metavar="文件…", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--edition", metavar="版式", help="照哪个版式查；不写就找最合的一个。")
@click.option(
    "--against", "data", metavar="数据文件夹", type=FOLDER, help="和一个部门的数据逐个数、逐句比：印前改过什么。"
)
@click.option(
    "--out",
    metavar="文件夹",
    type=click.Path(file_okay=False, path_type=Path),
    help="把问题清单（xlsx）和标出问题的 PDF 写到这里。",
)
@click.option("--json", "as_json", is_flag=True, help="同 --format json。")
@kind_option
@form_option
def audit(
    files: tuple[Path, ...],
    edition: str | None,
    data: Path | None,
    out: Path | None,
    as_json: bool,
    kind: str | None,
    form: str,
) -> None:
    """检查公开稿，不管是谁做的：PDF、Word、网页、工作簿。有错误就以 1 退出。

    表里的合计、各表之间、文字和表、比率、增减方向、空表说明、年份，都照表样查；每个问题写明页码、原文、应为和依据。
    """
    form = "json" if as_json else form
    with problems_reported(form):
        named = kind_named(kind)
        made = _report(data, named) if data else None
        audits: list[Audited] = []
        unread: dict[str, str] = {}
        if made is None and len(files) > FEW:
            _side_by_side(files, named, edition, audits, unread)
        else:
            for path in files:
                _audit_one(path, named, edition, made, audits, unread)
        if out is not None:
            _write(out, audits)
        if form == "json":
            print_json(_plain(audits, unread))
        else:
            _say(audits, unread, out)
    sys.exit(DATA if unread or any(one.errors for one in audits) else 0)


def _report(data: Path, kind: str | None) -> BuiltReport:
    from reportgen.build import assemble
    from reportgen.model.finding import DataUnusable

    try:
        return assemble(data, kind, checks=False)
    except DataUnusable:  # what is still missing can't be compared; the rest can
        return assemble(data, kind, draft=True, checks=False)


def _side_by_side(
    files: tuple[Path, ...], kind: str | None, edition: str | None, audits: list[Audited], unread: dict[str, str]
) -> None:
    """Many files on all cores, told in their order."""
    import os
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(min(os.cpu_count() or 1, len(files)), get_context("spawn")) as pool:
        for own, refused in pool.map(_apart, files, [kind] * len(files), [edition] * len(files)):
            audits += own
            unread.update(refused)


def _apart(path: Path, kind: str | None, edition: str | None) -> tuple[list[Audited], dict[str, str]]:
    """One file in a process of its own."""
    audits: list[Audited] = []
    unread: dict[str, str] = {}
    _audit_one(path, kind, edition, None, audits, unread)
    return audits, unread


def _audit_one(
    path: Path,
    kind: str | None,
    edition: str | None,
    made: BuiltReport | None,
    audits: list[Audited],
    unread: dict[str, str],
) -> None:
    from reportgen.audit import audited
    from reportgen.reading.grid import Unreadable

    try:
        one = audited.audit_against(path, made) if made else audited.audit(path, kind=kind, edition=edition)
    except Unreadable as problem:
        unread[from_here(path)] = f"[{problem.code}] {problem}。{problem.remedy}"
    else:
        audits.append(one)


def _write(out: Path, audits: list[Audited]) -> None:
    """The list, and each PDF with its marks."""
    from reportgen.atomic_write import replace_files
    from reportgen.audit.bureau_list import bureau_list
    from reportgen.audit.marked_pdf import marked
    from reportgen.reading.container import PDF

    written = {out / LIST: bureau_list(audits)}
    for one in audits:
        if one.opened.container == PDF and one.findings:
            written[out / f"{one.file.stem}（标出问题）.pdf"] = marked(one.file.read_bytes(), one.findings)
    replace_files(written)


def _plain(audits: list[Audited], unread: dict[str, str]) -> dict[str, object]:
    from reportgen.audit.result import FORMAT

    return {"format": FORMAT, "files": [one.as_json() for one in audits], "unread": unread}


def _say(audits: list[Audited], unread: dict[str, str], out: Path | None) -> None:
    for one in audits:
        about = "　".join(filter(None, (one.department, str(one.year or ""), one.kind, one.edition)))
        click.echo(f"{from_here(one.file)}　{about}")
        for finding in one.findings:
            level = painted(finding.level.value, COLOURS[finding.level.value])
            unsure = "（可能）" if finding.sure == "可能" else ""
            said = f"「{finding.said}」" if finding.said else ""
            place = finding.where or "全文"
            click.echo(f"  {place} {level} [{finding.code}]{unsure} {said}{finding.problem}{finding.correction}")
            for basis in finding.basis:
                click.echo(f"      依据：{basis}")
        checked = "，".join(f"{line.what} {line.count}" for line in one.ledger)
        click.echo(f"  查了：{checked}")
        for line in one.ledger if loudness() == LOUD else ():
            click.echo(f"      {line.what}：{line.status} {line.count}{f'（{line.note}）' if line.note else ''}")
        for run in one.rules if loudness() == LOUD else ():
            click.echo(f"      {run.code} {run.title}：{run.status} {run.count}{f'（{run.note}）' if run.note else ''}")
    for name, why in unread.items():
        click.echo(f"{painted('没有读', 'red')}　{name}　{why}", err=True)
    errors = sum(len(one.errors) for one in audits)
    found = sum(len(one.findings) for one in audits)
    click.echo(f"{len(audits)} 个文件，查出 {found} 处，其中错误 {errors} 处")
    if out is not None:
        click.echo(f"清单和标出问题的 PDF：{from_here(out)}")
