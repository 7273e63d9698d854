"""`status`: what is 待填 and whose it is, findings, days to the deadline."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.kinds import kind_option, kinds_of
from reportgen.cli.say import FOLDER, QUIET, form_option, loudness, more, painted, print_json, problems_reported, typed

if TYPE_CHECKING:
    from reportgen.model.finding import Finding
    from reportgen.workspace.status import Open, Status

MOST = 5


@click.command()
@click.argument("folder", metavar="[文件夹]", type=FOLDER, default=".")
@click.option("--today", metavar="日期", type=click.DateTime(["%Y-%m-%d"]), help="按哪一天算期限；不写就是今天。")
@click.option("--all", "every", is_flag=True, help="待填的全部列出来，不只列前几处。")
@kind_option
@form_option
def status(folder: Path, today: date | None, every: bool, kind: str | None, form: str) -> None:
    """还差什么：待填的按科室列，问题有几个，离公开期限还有几天。"""
    with problems_reported(form):
        from reportgen.build import assemble
        from reportgen.load import load
        from reportgen.publish.correct.published import moved_since
        from reportgen.workspace.status import status_of
        from reportgen.writers.formats import FORMATS

        day = date(today.year, today.month, today.day) if today else date.today()
        loaded = load(folder, draft=True)
        # every format: what it says at the end is of `build` without --to
        all_made = [assemble(loaded, one, draft=True, formats=FORMATS) for one in kinds_of(loaded, kind)]
        stands = [(made, status_of(made, day), moved_since(made)) for made in all_made]
    for made in all_made:
        more(made)
    if form == "json":
        entries = [
            {"报告": made.kind, **_plain(found), "已公开而现在不同的数": [finding.key for finding in moved]}
            for made, found, moved in stands
        ]
        print_json(entries[0] if len(entries) == 1 else entries)
        return
    for made, found, moved in stands:
        if len(stands) > 1:
            click.echo(painted(f"== {made.kind}", "cyan"))
        _print_status(folder, found, moved, every)


def _print_status(folder: Path, found: Status, moved: list[Finding], every: bool) -> None:
    """How one report stands."""
    click.echo(f"{found.unit}　{found.year} 年度")
    for office, items in found.offices.items():
        click.echo(painted(f"{office}　{len(items)} 处", "yellow"))
        if loudness() != QUIET:
            _list(items, every)
    click.echo(
        "、".join(f"{level} {count}" for level, count in found.levels.items())
        + f"、待填 {found.places}（报告里印出来的）"
    )
    if found.due:
        click.echo(
            found.deadline.as_text
            if found.deadline
            else "期限　还没有写批复日期（公开: {批复日期: …}）；批复后 20 日内公开"
        )
    if moved:
        click.echo(
            painted(
                f"已公开的报告里有 {len(moved)} 个数现在不同，逐个看 reportgen check；要更正：reportgen correct",
                "yellow",
            )
        )
    click.echo(
        painted(f"可以定稿：reportgen build {typed(folder)}", "green")
        if found.ready
        else f"还不能定稿；要看样子：reportgen build {typed(folder)} --draft"
    )


def _list(items: list[Open], every: bool) -> None:
    from reportgen.workspace.status import lines

    for name, group in lines(items):
        first = group[0]
        where = f"{first.source}　" if first.source else ""
        if len(group) == 1:
            click.echo(f"    {where}{first.name}")
            continue
        shown = group if every else group[:MOST]
        names = "、".join(item.own for item in shown)
        click.echo(f"    {where}{name} {len(group)} 处：{names}{'……' if len(shown) < len(group) else ''}")


def _plain(found: Status) -> dict[str, object]:
    deadline = found.deadline
    return {
        "单位": found.unit,
        "年度": found.year,
        "待填": {
            office: [{"名称": i.name, "位置": str(i.source or "")} for i in items]
            for office, items in found.offices.items()
        },
        "问题": dict(found.levels),
        "印出的待填": found.places,
        "可以定稿": found.ready,
        "期限": deadline
        and {
            "批复日期": str(deadline.approved),
            "最后一天": str(deadline.last_day),
            "公开日期": str(deadline.published) if deadline.published else None,
            "还有几天": deadline.left,
        },
    }
