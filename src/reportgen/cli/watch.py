"""`watch`: a new draft at each save, until Ctrl-C; the last good one stays when the data can't be read."""

from __future__ import annotations

import gc
import time
from pathlib import Path

import click

from reportgen.cli.build import chosen_formats
from reportgen.cli.say import FOLDER, from_here, levels, painted, print_findings


@click.command()
@click.argument("folder", metavar="[文件夹]", type=FOLDER, default=".")
@click.option("--to", "formats", metavar="格式", default="html", callback=chosen_formats, help="要哪些格式，用逗号隔开；不写就是 html。")
@click.option("--out", type=FOLDER, help="放到哪里；不写就放在 data 旁边的 output。")
@click.option("--every", "interval", metavar="秒", type=click.FloatRange(0.1, 60), default=0.5, help="隔多久看一次；网络盘可以写大些。")
@click.option("--once", is_flag=True, help="生成一次就停。")
def watch(folder: Path, formats: tuple[str, ...], out: Path | None, interval: float, once: bool) -> None:
    """存一次盘就重新生成一次草稿，按 Ctrl-C 停。"""
    from reportgen.clerk.watch import watch as keep_watching

    gc.enable()  # it may run all day
    if not folder.is_dir():
        raise click.ClickException(f"没有这个文件夹：{folder}")
    click.echo(f"看着 {from_here(folder)}，按 Ctrl-C 停。")
    try:
        keep_watching((folder,), lambda changed: _rebuild(folder, formats, out, changed), rounds=1 if once else None, interval=interval)
    except KeyboardInterrupt:
        click.echo("\n停了。")


def _rebuild(folder: Path, formats: tuple[str, ...], out: Path | None, changed: list[str]) -> None:
    """Build the draft; say in a few lines how it went. What goes wrong leaves the last output as it was."""
    from reportgen.build import build
    from reportgen.environment import EnvironmentProblem
    from reportgen.finding import DataUnusable, Level
    from reportgen.output import output_root, write_files

    started = time.perf_counter()
    click.echo(f"{time.strftime('%H:%M:%S')}　{'、'.join(changed[:3])}{'……' if len(changed) > 3 else ''}")
    try:
        made, files = build(folder, formats, draft=True, warn=lambda _: None)
        written = write_files(made, files, out or output_root(folder), draft=True)
    except DataUnusable as unusable:
        print_findings(unusable.findings)
        click.echo(painted("还读不了，上一次生成的没有动。", "red"))
        return
    except EnvironmentProblem as problem:
        click.echo(f"{painted(str(problem), 'red')}\n上一次生成的没有动。")
        return
    print_findings(f for f in made.findings if f.level is Level.ERROR)
    click.echo(f"{levels(made.findings)}、待填 {len(made.pending)}　→ {'、'.join(from_here(p) for p in written.published)}　{time.perf_counter() - started:.1f} 秒")
