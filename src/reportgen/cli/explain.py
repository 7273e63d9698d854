"""`explain`: where a figure comes from, and what a line of the data moves."""

from __future__ import annotations

import re
from pathlib import Path

import click

from reportgen.cli.say import as_json, form_option, more, problems_told, refuse


@click.command()
@click.argument("words", metavar="[文件夹] 键", nargs=-1)
@click.option("--moves", metavar="文件:行", help="反过来问：改这一行，报告里哪些数会动。")
@form_option
def explain(words: tuple[str, ...], moves: str | None, form: str) -> None:
    """一个数从哪里来、印在哪里。"""
    folder, key = _asked(words, moves)
    with problems_told(form):
        from reportgen.build import make

        made = make(folder, draft=True)
    more(made)
    from reportgen.explain import Explainer
    from reportgen.report import UnknownKey

    explainer = Explainer(made.report, made.document)
    if moves:
        place = _file_and_line(moves)
        if form == "json":
            as_json({heading: {k: explainer.told(f) for k, f in figures.items()} for heading, figures in explainer.moved(*place).items()})
        else:
            click.echo(explainer.moves(*place))
        return
    try:
        if form == "json":
            from reportgen.output import origin_of

            as_json({"键": made.report.canonical(key), **origin_of(explainer, made.report.resolve(key))})
        else:
            click.echo(explainer.explain(key))
    except UnknownKey as error:
        nearest = f"是不是：{'、'.join(error.nearest)}" if error.nearest else "键的写法见 docs/data-format.md"
        refuse(f"没有这个数：{error.key}。{nearest}", form)


def _asked(words: tuple[str, ...], moves: str | None) -> tuple[Path, str]:
    """The folder may be left out, and stand before the key or behind it; with --moves there is no key."""
    folders = words if moves else tuple(w for w in words if Path(w).is_dir()) or words[:-1]
    keys = tuple(w for w in words if w not in folders)
    if len(folders) > 1 or len(keys) != (0 if moves else 1):
        missing = f"没有写键：{folders[0]} 是文件夹。" if folders and not keys and not moves else ""
        raise click.UsageError(f"{missing}请写：reportgen explain [文件夹] 键，或 reportgen explain [文件夹] --moves 文件:行")
    return Path(folders[0] if folders else "."), keys[0] if keys else ""


def _file_and_line(text: str) -> tuple[str, int]:
    match = re.fullmatch(r"(.+?)[:：](\d+)(?:[:：]\d+)?", text)
    if match is None:
        raise click.BadParameter(f"「{text}」应写成 文件:行，如 收支.yaml:12", param_hint="--moves")
    return match[1], int(match[2])
