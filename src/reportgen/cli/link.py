"""`link`: numbers that were typed although the report has them become references, each when a person agrees."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.kinds import kind_named, kind_option
from reportgen.cli.say import FOLDER, form_option, from_here, painted, print_json, problems_reported, refuse, typed

if TYPE_CHECKING:
    from reportgen.review.link.proposals import Proposal


@click.command()
@click.argument("folder", metavar="文件夹", type=FOLDER)
@click.option("--yes", "every", is_flag=True, help="名称和数都对得上的全部写成引用，不一处一处问。")
@click.option("--only", metavar="序号", help="只写这几处，如 1,3,5-7（序号照列出来的）。")
@click.option("--dry-run", is_flag=True, help="只列出来，什么也不写。")
@kind_option
@form_option
def link(folder: Path, every: bool, only: str | None, dry_run: bool, kind: str | None, form: str) -> None:
    """文字里手打的数，如果就是报告里的一个数，写成 ｛键｝ 引用：逐处列出，点头的才写进数据。"""
    with problems_reported(form):
        from reportgen.build import assemble
        from reportgen.review.link.proposals import numbered, prints, proposals
        from reportgen.review.link.writing import linked
        from reportgen.writers.docx.opened import NotOurs

        made = assemble(folder, kind_named(kind, folder.resolve().parent), draft=True)
        found = proposals(made)
        listed = dict(numbered(found))
        wanted = _numbers(only, len(listed)) if only else set()
        asked = not (every or only or dry_run) and form == "text" and at_a_terminal()
        accepted: list[Proposal] = []
        for number, proposal in listed.items():
            if form == "text":
                _show(number, proposal, prints(made.book, proposal))
            take = number in wanted or (every and proposal.sure)
            if asked:
                answer = click.prompt("    写成引用吗？", type=click.Choice(["y", "n", "q"]), default="n")
                if answer == "q":
                    break
                take = answer == "y"
            accepted += [proposal] if take else []
        unclear = [proposal for proposal in found if not proposal.reference]
        try:
            result = linked(made, folder, [] if dry_run else accepted)
        except NotOurs as problem:
            refuse(f"{problem}。什么也没有改。", form)
        result.write()
    if form == "json":
        print_json(_plain(listed, unclear, [from_here(path) for path in result.files]))
        return
    for proposal in unclear:
        click.echo(f"{painted('要人看', 'yellow')}　{proposal.place}\n    {proposal.before}")
        click.echo(f"    「{proposal.typed}」可以是 {'、'.join(f'｛{key}｝' for key in proposal.keys)}，请自己选")
    for message in result.refused:
        click.echo(f"{painted('没有写', 'red')}　{message}")
    _sum_up(len(listed), len(unclear), len(accepted) - len(result.refused), asked or every or bool(only), dry_run)
    for path in result.files:
        click.echo(f"    {from_here(path)}")
    if result.backups:
        click.echo(f"改以前的文件留在 {from_here(result.backups)}\n下一步：reportgen check {typed(folder)}")


def at_a_terminal() -> bool:
    """Whether a person can be asked."""
    return sys.stdin.isatty()


def _numbers(text: str, most: int) -> set[int]:
    found: set[int] = set()
    for part in text.replace("，", ",").replace("、", ",").split(","):
        first, _, last = part.strip().partition("-")
        if not first.isdecimal() or (last and not last.isdecimal()):
            raise click.BadParameter(f"「{part}」不是序号，请写成 1,3,5-7", param_hint="--only")
        found |= set(range(int(first), int(last or first) + 1))
    if beyond := sorted(number for number in found if not 1 <= number <= most):
        raise click.BadParameter(f"没有第 {beyond[0]} 处，一共 {most} 处", param_hint="--only")
    return found


def _show(number: int, proposal: Proposal, printed: str) -> None:
    click.echo(f"{number}　{proposal.place}")
    click.echo(f"    {proposal.before}\n  → {proposal.after}")
    same = "印出来一样" if printed == proposal.typed else f"印成 {printed}"
    click.echo(f"    {proposal.why}；{same}")


def _sum_up(clear: int, unclear: int, written: int, decided: bool, dry_run: bool) -> None:
    if not clear and not unclear:
        click.echo("没有可以写成引用的手打的数")
        return
    done = "什么也没有写" if dry_run or not written else f"写成引用 {written} 处"
    click.echo(f"可以写成引用的 {clear} 处，要人看的 {unclear} 处；{done}")
    if clear and not dry_run and not decided:
        click.echo("要写：在终端里运行，一处一处问；或加 --yes、--only 1,3")


def _plain(listed: dict[int, Proposal], unclear: list[Proposal], written: list[str]) -> dict[str, object]:
    def told(proposal: Proposal) -> dict[str, object]:
        return {"处": proposal.place, "原来": proposal.before, "键": list(proposal.keys), "为什么": proposal.why}

    return {
        "可以写": [{"序号": n, **told(p), "改成": p.after, "拿得准": p.sure} for n, p in listed.items()],
        "要人看": [told(p) for p in unclear],
        "写了": written,
    }
