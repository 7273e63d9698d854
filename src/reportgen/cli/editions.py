"""`editions`: which there are and for which years; a new one, what two print differently, where each piece is from."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.kinds import edition_names, kind_named, kind_option
from reportgen.cli.say import (
    DATA,
    FOLDER,
    LOUD,
    QUIET,
    form_option,
    from_here,
    levels,
    loudness,
    painted,
    print_findings,
    print_json,
    problems_reported,
    refuse,
)
from reportgen.model.finding import findings_as_json

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from reportgen.editions import Edition
    from reportgen.model.finding import Finding


class _ListsByItself(click.Group):
    """Without the name of a command it lists: `editions data/某局`, `editions --lint`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Click's hook."""
        asked = args[0] if args else ""
        if asked not in {*self.commands, *ctx.help_option_names} and (args or not ctx.resilient_parsing):
            args = ["list", *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Click's hook: what `list` takes too."""
        from click.shell_completion import CompletionItem

        listing = self.commands["list"].shell_complete(ctx, incomplete) if incomplete.startswith("-") else []
        return [*super().shell_complete(ctx, incomplete), *listing] or [CompletionItem(incomplete, type="dir")]


_where = click.option(
    "--in", "folder", metavar="文件夹", type=FOLDER, default=".", help="哪个单位的文件夹，如 data/某局；不写就是这里。"
)


@click.group(cls=_ListsByItself, subcommand_metavar="[文件夹] [--lint [版式]] | 命令 [参数]…")
def editions() -> None:
    """列出能用的版式；--lint 检查版式；new 新做一个，diff 比两个，show 说每一样从哪一层来。

    不写命令就是 list：reportgen editions data/某局 --lint ours。
    """


@editions.command("list")
@click.argument("folder", metavar="[文件夹]", type=FOLDER, default=".")
@click.option(
    "--lint",
    "linted",
    metavar="[版式]",
    is_flag=False,
    flag_value="",
    default=None,
    shell_complete=edition_names,
    help="检查版式本身：公式、states、没有的数、科目表、没人读的键、落空的改动；不写名字就检查全部。",
)
@form_option
def listed(folder: Path, linted: str | None, form: str) -> None:
    """列出能用的版式、给哪些年度用、站在哪几层上；--lint 检查版式。"""
    if linted and folder == Path(".") and _is_folder(linted):  # `--lint 文件夹`: all that can be used there
        folder, linted = Path(linted), ""
        if form == "text" and loudness() != QUIET:
            click.echo(f"{folder} 是文件夹：检查在那里能用的全部版式", err=True)
    if not folder.is_dir():
        refuse(f"没有这个文件夹：{folder}", form)
    project = folder.resolve()
    with problems_reported(form):
        if linted is not None:
            sys.exit(_lint(linted, project, form))
        _list(project, form)


def _is_folder(named: str) -> bool:
    """Whether it is a folder that is meant, and no edition of that name."""
    from reportgen.editions import list_editions, list_kinds

    here = Path.cwd()
    return Path(named).is_dir() and not any(named in list_editions(kind, here) for kind in list_kinds(here))


def _list(project: Path, form: str) -> None:
    found = _found(project)
    if form == "json":
        print_json({kind: [_plain(edition) for edition in editions_of] for kind, editions_of in found.items()})
        return
    for kind, editions_of in found.items():
        click.echo(f"{kind}{_variants(kind, project)}")
        for edition in editions_of:
            _tell(edition, project)


def _found(project: Path) -> dict[str, list[Edition]]:
    from reportgen.editions import EditionError, list_editions, load_edition, main_kinds

    found: dict[str, list[Edition]] = {kind: [] for kind in main_kinds(project)}
    for kind, editions_of in found.items():
        for name in list_editions(kind, project):
            try:
                editions_of.append(load_edition(kind, name, project))
            except EditionError as error:
                click.echo(f"版式「{name}」读不出来：{error}", err=True)
    return found


def _variants(kind: str, project: Path) -> str:
    from reportgen.editions import list_kinds

    names = [one.name for one in list_kinds(project).values() if one.variant_of == kind]
    return f"（也印 {'、'.join(names)}）" if names else ""


def _tell(edition: Edition, project: Path) -> None:
    from reportgen.editions.homes import template_roots

    layers = " ← ".join(layer.name for layer in edition.layers)
    years = edition.settings.years.replace("-", "—")
    told = f"    {edition.name}（{layers}）　{f'{years} 年度　' if years else ''}{edition.settings.title}"
    click.echo(told.rstrip())
    hidden = [root / edition.about.folder / edition.name for root in template_roots(project)]
    for other in hidden:
        if other != edition.layers[0] and (other / "edition.yaml").is_file():
            click.echo(f"        {from_here(edition.layers[0])} 盖住了 {from_here(other)}")
    if loudness() == LOUD:
        click.echo(f"        {from_here(edition.layers[0])}")


def _plain(edition: Edition) -> dict[str, object]:
    return {
        "名称": edition.name,
        "标题": edition.settings.title,
        "年度": edition.settings.years,
        "科目表": edition.subjects.get("年度", ""),
        "层": [layer.name for layer in edition.layers],
        "文件夹": str(edition.layers[0]),
    }


def _lint(name: str, project: Path, form: str) -> int:
    """The findings of one edition or of all; the exit code."""
    from reportgen.editions import list_editions, list_kinds, usual_kind
    from reportgen.lint import lint
    from reportgen.model.finding import Level

    reported: dict[Finding, None] = {}
    named = [
        (kind, edition)
        for kind, about in list_kinds(project).items()
        for edition in list_editions(kind, project)
        if edition == name or (not name and (not about.variant_of or _own(kind, edition, project)))
    ]
    for kind, edition in named or [(usual_kind(project), name)]:
        found = lint(kind, edition, project)
        if form == "text":
            print_findings(f for f in found if f not in reported)  # what stands in a lower layer is told once
            of = (
                f"（{kind}）" if [n for _, n in named].count(edition) > 1 else ""
            )  # two kinds may have editions of one name
            click.echo(f"{edition}{of}：{levels(found) if found else '没有问题'}")
        reported.update(dict.fromkeys(found))
    if form == "json":
        print_json(findings_as_json(reported))
    return DATA if any(f.level is Level.ERROR for f in reported) else 0


def _own(kind: str, name: str, project: Path) -> bool:
    """Whether an edition is an office's own: then it is examined in the words of every kind that it prints."""
    from reportgen.editions.years import meant

    return any(one.own for one in meant(kind, project) if one.name == name)


@editions.command("new")
@click.argument("name", metavar="名字")
@click.option("--from", "base", metavar="版式", required=True, shell_complete=edition_names, help="站在哪个版式上。")
@_where
@click.option(
    "--user", is_flag=True, help="放在自己的设置里，这台机器上的各个单位都能用；不写就放在单位的 templates 里。"
)
@kind_option
@form_option
def started(name: str, base: str, folder: Path, user: bool, kind: str | None, form: str) -> None:
    """新做一个版式：站在现成的一个上，一套写好注释的文件。"""
    from reportgen.editions.homes import user_home
    from reportgen.workspace.edition_new import start

    with problems_reported(form):
        made = start(name, base, _kind_of(base, kind, folder), folder, user_home() if user else _named_home())
    if form == "json":
        print_json({"名称": made.name, "文件夹": from_here(made.folder), "文件": list(map(from_here, made.files))})
        return
    click.echo(f"已新建版式 {made.name}，站在 {made.base.name} 上：")
    for path in made.files if loudness() != QUIET else ():
        click.echo(f"    {from_here(path)}")
    if loudness() != QUIET:
        click.echo(f"先看 {from_here(made.folder / 'edition.yaml')}。改了以后：")
        for command in made.commands[:2]:
            click.echo(f"    {command}")


@editions.command("diff")
@click.argument("old", metavar="版式甲", shell_complete=edition_names)
@click.argument("new", metavar="版式乙", shell_complete=edition_names)
@_where
@kind_option
@form_option
def compared(old: str, new: str, folder: Path, kind: str | None, form: str) -> None:
    """两个版式印出来差在哪里：设置、表、节，和用样例数据排出来的文字，一句一句比。"""
    from reportgen.compare.editions import differences
    from reportgen.editions import load_edition

    project = folder.resolve()
    with problems_reported(form):
        of = _kind_of(old, kind, folder)
        found = list(differences(load_edition(of, old, project), load_edition(of, new, project)))
    if form == "json":
        print_json([{"哪里": [d.group, d.place], "甲": d.old, "乙": d.new} for d in found])
        return
    click.echo(f"{of}：{old} → {new}" + ("" if found else "，印出来一样"))
    for group, several in groupby(found, lambda d: d.group):
        click.echo(group)
        for place, at in groupby(several, lambda d: d.place):
            click.echo(f"    {place}")
            for one in at:
                for mark, text, colour in (("−", one.old, "red"), ("＋", one.new, "green")):
                    for line in text.split("\n") if text else ():
                        click.echo(painted(f"        {mark} {line}", colour))


@editions.command("show")
@click.argument("name", metavar="版式", shell_complete=edition_names)
@_where
@kind_option
@form_option
def shown(name: str, folder: Path, kind: str | None, form: str) -> None:
    """一个版式的每一样从哪一层来：设置、表、节、宏、科目表。"""
    from reportgen.editions import load_edition
    from reportgen.editions.pieces import pieces

    project = folder.resolve()
    with problems_reported(form):
        edition = load_edition(_kind_of(name, kind, folder), name, project)
        found = list(pieces(edition, project))
    if form == "json":
        print_json(
            {
                **_plain(edition),
                "各样": [
                    {"类": p.group, "名称": p.name, "标题": p.title, "层": list(map(str, p.layers))} for p in found
                ],
            }
        )
        return
    _tell(edition, project)
    click.echo("各层，上面的盖下面的")
    for layer in edition.layers:
        click.echo(f"    {layer.name}　{from_here(layer)}")
    for group, several in groupby(found, lambda p: p.group):
        click.echo(group)
        for piece in several:
            names = " ← ".join(layer.name for layer in piece.layers)
            click.echo(f"    {' '.join(filter(None, (piece.name, piece.title)))}　{painted(names, 'cyan')}")


def _kind_of(edition: str, kind: str | None, folder: Path) -> str:
    """The kind that is asked for, else the first that has an edition of this name."""
    from reportgen.editions import list_editions, main_kinds, usual_kind

    project = folder.resolve()
    if kind is not None:
        return kind_named(kind, project) or usual_kind(project)
    having = [name for name in main_kinds(project) if edition in list_editions(name, project)]
    return having[0] if having else usual_kind(project)


def _named_home() -> Path | None:
    """The folder that `--templates` or the environment names, where there is one."""
    import os

    from reportgen.editions.homes import ENVIRONMENT

    named = os.environ.get(ENVIRONMENT, "").split(os.pathsep)[0]
    return Path(named) if named else None
