"""`pull`: the edits of a reviewed Word file go back into the data."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.kinds import kind_named, kind_option
from reportgen.cli.say import (
    DATA,
    FOLDER,
    form_option,
    from_here,
    loudness,
    painted,
    print_json,
    problems_reported,
    refuse,
    typed,
)

if TYPE_CHECKING:
    from reportgen.review.pull.edits import ResolvedEdit
    from reportgen.review.pull.outcome import Outcome

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
MOST = 40
"""Edits that are listed at the terminal before it is too many to read."""
COLOURS = {"WRITTEN": "green", "SAME": "green", "KEPT": "green", "CONFLICT": "red", "REFUSED": "red", "NOTED": "yellow"}
"""Of `Resolution`, by name."""


@click.command()
@click.argument("draft", metavar="稿件", type=FILE)
@click.option(
    "--into", "folder", metavar="文件夹", type=FOLDER, help="写进哪个数据文件夹；不写就照稿件的单位和年度在 data 里找。"
)
@click.option("--dry-run", is_flag=True, help="只说会怎样，什么也不写。")
@click.option("--figures", is_flag=True, help="填报的数也照稿件改；不加只列出来。")
@click.option("--ours", "choice", flag_value="ours", help="两边都改了的，留数据里的。")
@click.option("--theirs", "choice", flag_value="theirs", help="两边都改了的，用稿件的。")
@click.option("--ask", is_flag=True, help="两边都改了的，一处一处问。")
@click.option("--deletions", is_flag=True, help="大段大段删去了的稿也照收；不加就先问。")
@kind_option
@form_option
def pull(
    draft: Path,
    folder: Path | None,
    dry_run: bool,
    figures: bool,
    choice: str | None,
    ask: bool,
    deletions: bool,
    kind: str | None,
    form: str,
) -> None:
    """把审阅过的 Word 稿（.docx、.doc、.wps）、PDF 的批注、检查单位的问题清单（.xlsx）收回来：改动写进数据，意见列成清单。"""
    if ask and form == "json":
        raise click.BadParameter("--ask 要在终端里问，不能和 --format json 一起用")
    with problems_reported(form):
        from reportgen.review.pull.locate import home_of
        from reportgen.review.pull.open_reviewed_file import Incoming
        from reportgen.review.pull.outcome import pulled
        from reportgen.writers.docx.opened import NotOurs

        try:
            incoming = Incoming(draft)
            data = folder or home_of(incoming, Path.cwd())
            chosen: Any = choice or ""
            outcome = pulled(
                incoming,
                data,
                figures=figures,
                choice=chosen,
                ask=_ask if ask else None,
                kind=kind_named(kind, data.resolve().parent),
                deletions=deletions,
            )
        except NotOurs as problem:
            refuse(f"{draft.name}：{problem}。什么也没有改。", form)
        if ask and outcome.told and not _as_read(outcome):
            refuse(f"{draft.name}：没有照这样收。什么也没有改。", form)
        if not dry_run:
            outcome.write()
    if form == "json":
        print_json(_plain(outcome, dry_run))
    else:
        _show(outcome, dry_run, data, figures=figures)
    sys.exit(DATA if any(edit.resolution.name == "CONFLICT" for edit in outcome.edits) else 0)


def _ask(edit: ResolvedEdit) -> bool:
    click.echo(f"\n{edit.where}\n    稿件：{edit.new}\n    {edit.message}")
    return click.confirm("用稿件的吗？（不用就留数据里的）", default=False)


def _as_read(outcome: Outcome) -> bool:
    """Whether a person wants a list taken as it was read."""
    click.echo("\n".join(outcome.told))
    return click.confirm(f"照这样收 {outcome.remarks} 条吗？（不收就什么也不改）", default=True)


def _show(outcome: Outcome, dry_run: bool, folder: Path, *, figures: bool) -> None:
    from reportgen.review.pull.shown import change_of

    for line in outcome.told:
        click.echo(line)
    listed = outcome.edits[:MOST] if loudness() >= 0 else []
    for edit in listed:
        result = painted(edit.resolution.value, COLOURS[edit.resolution.name])
        by = f"（{'，'.join(filter(None, (edit.who, edit.day)))}）" if edit.who or edit.day else ""
        click.echo(f"{result}　{edit.kind.value}　{edit.where}{by}")
        click.echo(f"    {change_of(edit.old, edit.new)}")
        if edit.message:
            click.echo(f"    {edit.message}")
    if len(outcome.edits) > len(listed) > 0:
        click.echo(f"……还有 {len(outcome.edits) - MOST} 处；全部在审阅记录里（--format json 也有）")
    for one in outcome.decided:
        click.echo(f"{one.where}　{one.who}{f'，{one.day}' if one.day else ''}：{' '.join(one.text.split())}")
    if figures:
        stated = [edit for edit in outcome.edits if edit.kind.value == "填报数"]
        done = sum(edit.resolution.name == "WRITTEN" for edit in stated)
        others = f"，没有改 {len(stated) - done} 个，原因在上面" if len(stated) > done else ""
        click.echo(f"--figures：填报的数改了 {done} 个{others}" if stated else "--figures：稿件里没有改过填报的数")
    click.echo(("试读，什么也没有写：" if dry_run else "") + outcome.summary)
    if outcome.differences:
        click.echo(f"对照：下一稿有 {len(outcome.differences)} 处和审阅稿不一样，为什么都写在审阅记录里")
    if dry_run:
        return
    for path in (*outcome.data, *(p for p in outcome.others if outcome.backups is None or p.parent != outcome.backups)):
        click.echo(f"    {from_here(path)}")
    if outcome.backups:
        click.echo(f"改以前的文件留在 {from_here(outcome.backups)}")
        click.echo(f"下一步：reportgen check {typed(folder)}")


def _plain(outcome: Outcome, dry_run: bool) -> dict[str, object]:
    edits = [
        {
            "结果": e.resolution.value,
            "种类": e.kind.value,
            "处": e.where,
            "原来": e.old,
            "改成": e.new,
            "谁": e.who,
            "何时": e.day,
            "说明": e.message,
        }
        for e in outcome.edits
    ]
    return {
        "试读": dry_run,
        "改动": edits,
        "对照": [{"处": d.where, "审阅稿": d.left, "下一稿": d.printed, "为什么": d.why} for d in outcome.differences],
        "意见": outcome.remarks,
        "清单": list(outcome.told),
        "新意见": outcome.new_remarks,
        "写了": [] if dry_run else [from_here(path) for path in (*outcome.data, *outcome.others)],
    }
