"""`new`: a folder to begin with, the sample or last year's with its figures taken out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.say import FOLDER, from_here, problems_told

if TYPE_CHECKING:
    from reportgen.clerk.rollover import Rolled


@click.command()
@click.argument("folder", metavar="文件夹", type=FOLDER)
@click.option("--from", "source", metavar="上年文件夹", type=FOLDER, help="照上年的数据开头：单位、职能、项目、指标名称留着，数和文字改成待填。")
@click.option("--edition", metavar="版式", help="用哪个版式；不写就按年度选。有哪些见 reportgen editions。")
def new(folder: Path, source: Path | None, edition: str | None) -> None:
    """新建一个部门年度：一套写好注释、能直接生成的样例，或照上年开头。"""
    with problems_told():
        if source is None:
            from reportgen.clerk.new import begin

            begun = begin(folder, edition)
            click.echo(f"已建好 {begun.year} 年度的样例（版式 {begun.edition}）：")
        else:
            from reportgen.clerk.rollover import roll_over

            rolled = roll_over(source, folder, edition)
            begun = rolled.begun
            click.echo(f"已照 {from_here(source)} 建好 {begun.year} 年度（版式 {begun.edition}）：")
    for path in begun.files:
        click.echo(f"    {from_here(path)}")
    if source is not None:
        _tell(rolled)
    here = from_here(folder)
    quoted = f'"{here}"' if " " in here else here
    if source is None:
        click.echo(f"先看 {from_here(folder / '部门.yaml')}，再把内容换成本单位的。随时可以：")
    else:
        click.echo("接下来：")
    click.echo(f"    reportgen status {quoted}\n    reportgen build {quoted} --draft")


def _tell(rolled: Rolled) -> None:
    """What was carried over, and what a person must look at."""
    click.echo(f"改成待填 {rolled.pending} 处。{rolled.link}")
    for note in rolled.notes:
        click.echo(f"注意　{note}")
