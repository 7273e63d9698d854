"""`new`: a folder to begin with, the sample or last year's with its figures taken out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.kinds import kind_named, kind_option
from reportgen.cli.say import FOLDER, QUIET, form_option, from_here, loudness, print_json, problems_reported, typed

if TYPE_CHECKING:
    from reportgen.workspace.new import Begun
    from reportgen.workspace.rollover import Rolled


@click.command()
@click.argument("folder", metavar="文件夹", type=FOLDER)
@click.option(
    "--from",
    "source",
    metavar="上年文件夹",
    type=FOLDER,
    help="照上年的数据开头：单位、职能、项目、指标名称留着，数和文字改成待填。",
)
@click.option("--edition", metavar="版式", help="用哪个版式；不写就按年度选。有哪些见 reportgen editions。")
@kind_option
@form_option
def new(folder: Path, source: Path | None, edition: str | None, kind: str | None, form: str) -> None:
    """新建一个部门年度：一套写好注释、能直接生成的样例，或照上年开头。"""
    rolled = None
    with problems_reported(form):
        kind = kind_named(kind, folder.resolve().parent)
        if source is None:
            from reportgen.workspace.new import begin

            begun = begin(folder, edition, kind)
        else:
            from reportgen.workspace.rollover import roll_over

            rolled = roll_over(source, folder, edition, kind)
            begun = rolled.begun
    if form == "json":
        print_json(_plain(begun, rolled))
    elif rolled is None:
        click.echo(f"已建好 {begun.year} 年度的样例（版式 {begun.edition}）：")
        _tell_next(begun, f"先看 {from_here(folder / '部门.yaml')}，再把内容换成本单位的。随时可以：")
    else:
        click.echo(f"已照 {from_here(rolled.source)} 建好 {begun.year} 年度（版式 {begun.edition}）：")
        _tell_next(
            begun,
            "接下来：",
            f"改成待填 {rolled.pending} 处。{rolled.link}",
            *(f"注意　{note}" for note in rolled.notes),
        )


def _tell_next(begun: Begun, head: str, *lines: str) -> None:
    """The files, what a person must look at, and what to type next."""
    for path in begun.files if loudness() != QUIET else ():
        click.echo(f"    {from_here(path)}")
    for line in lines:
        click.echo(line)
    if loudness() != QUIET:
        click.echo(
            f"{head}\n    reportgen status {typed(begun.folder)}\n    reportgen build {typed(begun.folder)} --draft"
        )


def _plain(begun: Begun, rolled: Rolled | None) -> dict[str, object]:
    made: dict[str, object] = {
        "文件夹": from_here(begun.folder),
        "年度": begun.year,
        "报告": begun.kind,
        "版式": begun.edition,
        "文件": [from_here(path) for path in begun.files],
    }
    if rolled:
        made |= {
            "上年文件夹": from_here(rolled.source),
            "改成待填": rolled.pending,
            "上年数": rolled.link,
            "注意": list(rolled.notes),
        }
    return made
