"""`check`: findings and the ledger of checks, in print or as a file; `check --explain`: what a check is about."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.kinds import kind_option, kinds_of
from reportgen.cli.say import (
    DATA,
    FOLDER,
    from_here,
    levels,
    painted,
    print_findings,
    print_json,
    problems_reported,
    refuse,
)

if TYPE_CHECKING:
    from reportgen.build import BuiltReport
    from reportgen.checks import CheckRun
    from reportgen.model.finding import Finding

FORMATS = ("text", "json", "sarif", "xlsx")


@click.command()
@click.argument("folder", metavar="[文件夹]", type=FOLDER, default=".")
@click.option("--all", "every", is_flag=True, help="列出每一项检查和它的结果，提示也全列。")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    help="结果的格式：文字、JSON、SARIF 2.1.0 或 Excel 清单。",
)
@click.option(
    "-o",
    "--output",
    metavar="文件",
    type=click.Path(dir_okay=False, path_type=Path),
    help="写到这个文件；xlsx 不写就是 检查结果.xlsx。",
)
@kind_option
@click.option("--explain", "code", metavar="编号", help="说明一项检查：规则、为什么、怎么改，如 --explain C047。")
def check(folder: Path, every: bool, form: str, output: Path | None, kind: str | None, code: str | None) -> None:
    """只检查，不生成。"""
    if code:
        _explain(code, folder, form)
        return
    if form == "text":
        _in_print(folder, kind, every, output)
    else:
        _exported(folder, kind, form, output)


def _explain(code: str, folder: Path, form: str) -> None:
    from reportgen.checks.engine.pages import explain, explained, nearest

    here = folder.resolve()
    project = here if (here / "templates").is_dir() else here.parent
    page = explain(code, project)
    if not page:
        near = nearest(code, project)
        refuse(f"没有「{code}」这项检查。{'是不是 ' + '、'.join(near) if near else '全部检查见 docs/checks.md'}", form)
    if form == "json":
        print_json(explained(code, project))
    else:
        click.echo(page)


def _made(folder: Path, kind: str | None) -> Iterator[BuiltReport]:
    """Every report that is asked for, as it may be checked. Raises DataUnusable at the first that can't be made."""
    from reportgen.build import assemble
    from reportgen.load import load

    loaded = load(folder)
    return (_with_published(assemble(loaded, one)) for one in kinds_of(loaded, kind))


def _in_print(folder: Path, kind: str | None, every: bool, output: Path | None) -> None:
    with problems_reported():
        all_made = list(_made(folder, kind))
    lines: list[str] = []
    for made in all_made:
        heading = [f"== {made.kind}"] if len(all_made) > 1 else []
        if output is None:
            for line in heading:
                click.echo(painted(line, "cyan"))
            print_findings(made.findings, every=every)
            for line in _ledger(made, every):
                click.echo(line)
        lines += [*heading, *map(str, made.findings), *_ledger(made, every)]
    if output is not None:
        _write(output, "".join(f"{line}\n" for line in lines).encode())
    sys.exit(DATA if any(made.errors for made in all_made) else 0)


def _with_published(made: BuiltReport) -> BuiltReport:
    """With what the published report tells otherwise, where there is one."""
    from reportgen.model.finding import sort_findings
    from reportgen.publish.correct.published import moved_since

    moved = moved_since(made)
    return replace(made, findings=tuple(sort_findings([*made.findings, *moved]))) if moved else made


def _ledger(made: BuiltReport, every: bool) -> list[str]:
    lines = []
    for run in made.runs if every else ():
        lines.append(f"{run.code}　{run.status}　{run.count} 处　{run.title}{f'　{run.note}' if run.note else ''}")
    for status in dict.fromkeys(run.status for run in made.runs):
        runs = [run for run in made.runs if run.status == status]
        codes = f"：{'、'.join(run.code for run in runs)}" if status in ("不通过", "已豁免", "未运行") else ""
        lines.append(f"{status} {len(runs)} 项，{sum(run.count for run in runs)} 处{codes}")
    lines += [f"{run.code} {run.note}" for run in made.runs if "已豁免" in run.note and not every]
    return [*lines, *_blocking(made), levels(made.findings)]


def _blocking(made: BuiltReport) -> list[str]:
    """What stops the final, in one line: 提醒 and 提示 don't, but what is not yet written does."""
    errors = [f"错误 {len(made.errors)} 个要改"] if made.errors else []
    perhaps = "（有的改好错误就没有了）" if errors else ""
    pending = [f"待填 {len(made.pending)} 处要补{perhaps}"] if made.pending else []
    return [f"出不了定稿：{'、'.join(errors + pending)}"] if errors or pending else []


def _exported(folder: Path, kind: str | None, form: str, output: Path | None) -> None:
    from reportgen.checks.engine.export import FORMATS as EXPORTS
    from reportgen.model.finding import DataUnusable, Level

    findings: Sequence[Finding]
    runs: Sequence[CheckRun]
    try:
        all_made = list(_made(folder, kind))
        findings = tuple(dict.fromkeys(f for made in all_made for f in made.findings))
        runs = tuple(
            run if len(all_made) == 1 else replace(run, title=f"{made.kind}：{run.title}")
            for made in all_made
            for run in made.runs
        )
        pending = sum(len(made.pending) for made in all_made)
    except DataUnusable as unusable:
        findings, runs, pending = unusable.findings, (), 0
    content = EXPORTS[form](findings, runs, pending, folder.resolve().parent)
    if output is None and form == "xlsx":
        output = Path("检查结果.xlsx")
    if output is None:
        click.echo(content.decode(), nl=False)
    else:
        _write(output, content)
    sys.exit(DATA if any(f.level is Level.ERROR for f in findings) else 0)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        click.echo(f"写不了 {from_here(path)}：{error.strerror}。文件是不是正开着？文件夹在不在？", err=True)
        sys.exit(DATA)
    click.echo(f"已写到 {from_here(path)}")
