"""`subjects`: a 科目 by name or code, with our explanation."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.say import DATA, form_option, painted, print_json, problems_reported, refuse

if TYPE_CHECKING:
    from reportgen.workspace.subjects import SubjectLine

MOST = 40


def _year(_context: click.Context, _option: click.Parameter, text: str | None) -> str | None:
    """Four digits."""
    if text is not None and not re.fullmatch(r"\d{4}", text, re.ASCII):
        raise click.BadParameter(f"「{text}」应是四位数字，如 2023")
    return text


@click.command()
@click.argument("word", metavar="词或编码")
@click.option("--year", metavar="年度", callback=_year, help="哪一年的科目，如 2023；不写就是最近的。")
@form_option
def subjects(word: str, year: str | None, form: str) -> None:
    """查科目：写名称里的字或编码，如 就业、20807、30201。"""
    from reportgen.workspace.subjects import find_subjects

    with problems_reported(form):
        listed, found = find_subjects(word, year, Path.cwd())
    if form == "json":
        print_json([_plain(s) for s in found])
        sys.exit(0 if found else DATA)
    if not found:
        refuse(f"{listed} 年的科目表里没有「{word}」。可以只写一两个字，如 就业；或写编码的前几位，如 208")
    click.echo(f"{listed} 年的科目，{len(found)} 个：")
    for subject in found[:MOST]:
        click.echo(f"{painted(subject.code, 'cyan')}　{subject.as_text}")
        if subject.instead:
            click.echo(f"    已经废止，改用 {subject.instead}")
        if subject.note:
            click.echo(f"    {subject.note}")
    if len(found) > MOST:
        click.echo(f"……还有 {len(found) - MOST} 个，请把词写长一些")


def _plain(subject: SubjectLine) -> dict[str, object]:
    return {
        "编码": subject.code,
        "名称": subject.name,
        "表": subject.kind,
        "路径": list(subject.path),
        "说明": subject.note,
        "改用": subject.instead or None,
    }
