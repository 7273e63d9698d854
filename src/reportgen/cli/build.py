"""`build`: the report's files, or why there are none."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.say import (
    DATA,
    FOLDER,
    QUIET,
    from_here,
    levels,
    loudness,
    more,
    print_findings,
    problems_told,
)

if TYPE_CHECKING:
    from reportgen.build import Made
    from reportgen.output import Written

MOST = 30
"""Places that are listed before it is too many to read."""
FORMATS = ("pdf", "docx", "xlsx", "html", "json")


def chosen_formats(_context: click.Context, _option: click.Parameter, text: str) -> tuple[str, ...]:
    """The formats of an option, in our order."""
    names = [name.strip().lower() for name in re.split("[,，、]", text) if name.strip()]
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        raise click.BadParameter(f"没有这种格式：{'、'.join(unknown) or '（空）'}；有的是 {','.join(FORMATS)}")
    return tuple(name for name in FORMATS if name in names)


@click.command()
@click.argument("folder", metavar="[文件夹]", type=FOLDER, default=".")
@click.option("--to", "formats", metavar="格式", default=",".join(FORMATS), callback=chosen_formats, help="要哪些格式，用逗号隔开；不写就全要。")
@click.option("--draft", is_flag=True, help="出草稿：有错误、有待填也生成，文件名前加“草稿-”。")
@click.option("--review", is_flag=True, help="另出一页 内部/核对.html：指着一个数就看到它的算法和出处。不公开。")
@click.option("--out", type=FOLDER, help="放到哪里；不写就放在 data 旁边的 output。")
def build(folder: Path, formats: tuple[str, ...], draft: bool, review: bool, out: Path | None) -> None:
    """生成一个部门年度的报告。"""
    with problems_told():
        from reportgen.writers.parallel import printing_press

        # Started before anything else is imported: it warms up while the report is made.
        with printing_press("pdf" in formats) as press:
            from reportgen.build import build as build_report
            from reportgen.output import output_root, write_files

            warnings: list[str] = []
            made, files = build_report(folder, formats, draft=draft, press=press, warn=warnings.append)
        more(made)
        print_findings(made.findings)
        if not files:
            _print_blocked(made)
            sys.exit(DATA)
        written = write_files(made, files, out or output_root(folder), draft, review)
        _print_written(made, written, warnings)


def _print_blocked(made: Made) -> None:
    from reportgen.explain import pending_places

    why = [f"{len(made.errors)} 个错误"] if made.errors else []
    if made.pending:
        why.append(f"{len(made.pending)} 处待填")
        places = list(dict.fromkeys(pending_places(made.document)))
        for heading, words in places[:MOST] if loudness() != QUIET else ():
            click.echo(f"待填　{heading}　{words}", err=True)
        if len(places) > MOST:
            click.echo(f"……还有 {len(places) - MOST} 处；全部的来处看 reportgen status", err=True)
    click.echo(f"没有生成：有 {'、'.join(why)}。改好再生成；要先看样子，加 --draft 出草稿。", err=True)


def _print_written(made: Made, written: Written, warnings: Iterable[str]) -> None:
    for warning in warnings:
        click.echo(f"提醒　{warning}")
    click.echo("已生成：")
    for path in (*written.published, written.manifest):
        click.echo(f"    {from_here(path)}")
    click.echo(f"内部核对用，不公开：\n    {from_here(written.review)}")
    if written.review_page:
        click.echo(f"    {from_here(written.review_page)}")
    if written.left:
        names = "、".join(path.name for path in written.left)
        click.echo(f"注意：这些是以前生成的，这次没有重做，可能与现在的数据不一致：{names}")
    click.echo(levels(made.findings) + (f"、待填 {len(made.pending)}" if made.pending else ""))
