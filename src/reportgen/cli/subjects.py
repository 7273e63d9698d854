"""`subjects`: a 科目 by name or code, with our explanation."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.say import DATA, FOLDER, form_option, from_here, painted, print_json, problems_reported, refuse

if TYPE_CHECKING:
    from reportgen.workspace.learn.list_file import Learned
    from reportgen.workspace.subjects import SubjectLine

MOST = 40
NO_CODES = "没有什么可学的：表里要有一栏编码（类 3 位、款 5 位、项 7 位，如 208、20801、2080101；类、款、项分三栏也行），旁边一栏是名称"


def _year(_context: click.Context, _option: click.Parameter, text: str | None) -> str | None:
    """Four digits."""
    if text is not None and not re.fullmatch(r"\d{4}", text, re.ASCII):
        raise click.BadParameter(f"「{text}」应是四位数字，如 2023")
    return text


@click.command()
@click.argument("word", metavar="[词或编码]", required=False)
@click.option("--year", metavar="年度", callback=_year, help="哪一年的科目，如 2023；不写就是最近的。")
@click.option(
    "--learn",
    "table",
    metavar="文件",
    type=click.Path(dir_okay=False, path_type=Path),
    help="从一张有编码和名称的表（xlsx、xls、csv、Word、粘贴的文字）学科目，记进单位自己的科目表；先说差在哪里。",
)
@click.option("--in", "folder", metavar="文件夹", type=FOLDER, default=".", help="哪个单位的文件夹；不写就是这里。")
@click.option("--yes", is_flag=True, help="不问，直接记；没有它，只有人在终端上答“是”才记。")
@form_option
def subjects(word: str | None, year: str | None, table: Path | None, folder: Path, yes: bool, form: str) -> None:
    """查科目：写名称里的字或编码，如 就业、20807、30201；什么都不写就列出有哪些年的科目表。"""
    from reportgen.workspace.subjects import find_subjects

    if table is not None:
        _learn(table, year, folder, yes, form)
        return
    if word is None:
        _tell_lists(folder, form)
        return
    with problems_reported(form):
        listed, found = find_subjects(word, year, folder.resolve())
    if form == "json":
        print_json([_plain(s) for s in found])
        sys.exit(0 if found else DATA)
    instead = f"没有 {year} 年的科目表，用 {listed} 年的科目表。" if year and year != listed else ""
    if not found:
        refuse(f"{instead}{listed} 年的科目表里没有「{word}」。可以只写一两个字，如 就业；或写编码的前几位，如 208")
    click.echo(f"{instead}{listed} 年的科目，{len(found)} 个：")
    for subject in found[:MOST]:
        click.echo(f"{painted(subject.code, 'cyan')}　{subject.as_text}")
        if subject.instead:
            click.echo(f"    已经废止，改用 {subject.instead}")
        if subject.note:
            click.echo(f"    {subject.note}")
    if len(found) > MOST:
        click.echo(f"……还有 {len(found) - MOST} 个，请把词写长一些")


def _tell_lists(folder: Path, form: str) -> None:
    """The years that have a list, each with what it is known from."""
    from reportgen.editions.subjects import SOURCES, list_subjects, load_subjects

    project = folder.resolve()
    with problems_reported(form):
        known = {year: [str(said) for said in load_subjects(year, project)[SOURCES]] for year in list_subjects(project)}
    if form == "json":
        print_json(known)
        return
    for year, sources in known.items():
        click.echo(f"{year} 年的科目表")
        for said in sources or ["没有写来源"]:
            click.echo(f"    {said}")


def _learn(table: Path, year: str | None, folder: Path, yes: bool, form: str) -> None:
    """Show what differs; write it when a person agrees."""
    from reportgen.editions.subjects import list_subjects
    from reportgen.workspace.learn.list_file import learn, write
    from reportgen.workspace.learn.rows import NoTable

    with problems_reported(form):
        try:
            told = learn(table, year or list_subjects(folder.resolve())[-1], folder)
            if told.nothing:
                refuse(f"{table.name} 里没有认出科目编码，{NO_CODES}", form)
        except NoTable as problem:
            refuse(str(problem), form)
        if form == "text":
            _show(told)
        agreed = bool(told.changes) and (yes or (form == "text" and _agreed(told)))
        if agreed:
            write(told, told.changes)
    if form == "json":
        print_json(_as_json(told, agreed))
    elif agreed:
        click.echo(
            f"记进了 {from_here(told.file)}：{len(told.changes)} 个。新的项级科目请补一句说明（note），印在名词解释里。"
        )
    elif told.changes and not yes:
        click.echo("没有记。要记，加 --yes。")


def _agreed(told: Learned) -> bool:
    return sys.stdin.isatty() and click.confirm(f"记进 {from_here(told.file)}？")


def _show(told: Learned) -> None:
    """What differs from the list that is used."""
    here = (
        f"用 {told.listed} 年的科目表（没有 {told.year} 年的）"
        if told.listed != told.year
        else f"{told.year} 年的科目表"
    )
    new = [one for one in told.changes if not one.old]
    click.echo(
        f"{told.source.name}：和{here}相同 {told.same} 个，新的 {len(new)} 个，改名 {len(told.changes) - len(new)} 个"
    )
    for one in told.changes:
        click.echo(f"    {painted(one.code, 'cyan')}　{f'{one.old} → ' if one.old else '新　'}{one.new}")
    for code, names in told.doubtful.items():
        click.echo(f"    {code}　文件里有 {len(names)} 个名称，不记：{'、'.join(names)}")
    for one in told.lost:
        click.echo(f"    {one.code}　{one.new}：它的类或款哪里都没有，不记")
    if any(one.table == "经济科目" and not one.old for one in told.changes):
        click.echo("    新的经济科目在一般公共预算基本支出表里也多印一行")


def _as_json(told: Learned, agreed: bool) -> dict[str, object]:
    return {
        "文件": from_here(told.file),
        "科目表": told.listed,
        "相同": told.same,
        "不同": [{"编码": one.code, "原来": one.old or None, "现在": one.new} for one in told.changes],
        "名称不一": told.doubtful,
        "没有上级": [one.code for one in told.lost],
        "记了": agreed,
    }


def _plain(subject: SubjectLine) -> dict[str, object]:
    return {
        "编码": subject.code,
        "名称": subject.name,
        "表": subject.kind,
        "路径": list(subject.path),
        "说明": subject.note,
        "改用": subject.instead or None,
    }
