"""`explain`: where a figure comes from, and what a line of the data moves."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.kinds import kind_option, kinds_of
from reportgen.cli.say import form_option, more, print_json, problems_reported, refuse

if TYPE_CHECKING:
    from reportgen.build import BuiltReport


@click.command()
@click.argument("words", metavar="[文件夹] 键", nargs=-1)
@click.option(
    "--moves", metavar="文件:行", help="反过来问：改这一行（或工作簿的一格，如 决算.xls!Z04!F23），报告里哪些数会动。"
)
@kind_option
@form_option
def explain(words: tuple[str, ...], moves: str | None, kind: str | None, form: str) -> None:
    """一个数从哪里来、印在哪里。"""
    folder, key = _asked(words, moves)
    with problems_reported(form):
        from reportgen.build import assemble
        from reportgen.load import load

        loaded = load(folder, draft=True)
        all_made = [assemble(loaded, one, draft=True) for one in kinds_of(loaded, kind)]
    for made in all_made:
        more(made)
    if moves:
        _moved(all_made, moves, form)
    else:
        _explained(all_made, key, form)


def _moved(all_made: list[BuiltReport], moves: str, form: str) -> None:
    """What a line of the data moves, in every report that it moves anything of."""
    from reportgen.document.explain import Explainer

    place = _file_and_line(moves)
    explainers = {made.kind: Explainer(made.book, made.document) for made in all_made}
    if form == "json":
        entry = {
            kind: {
                h: {k: one.value_in_words(f) for k, f in figures.items()} for h, figures in one.moved(*place).items()
            }
            for kind, one in explainers.items()
        }
        print_json(entry if len(entry) > 1 else next(iter(entry.values())))
        return
    for kind, one in explainers.items():
        click.echo(f"== {kind}\n{one.moves(*place)}" if len(explainers) > 1 else one.moves(*place))


def _explained(all_made: list[BuiltReport], key: str, form: str) -> None:
    """One figure, as the first report tells it that prints it; of several, where else it is printed."""
    from reportgen.document.explain import Explainer
    from reportgen.figures import UnknownKey

    explainers = [Explainer(made.book, made.document) for made in all_made]
    missing: list[UnknownKey] = []
    found: list[tuple[str, Explainer]] = []
    for made, one in zip(all_made, explainers, strict=True):
        try:
            made.book.resolve(key)
            found.append((made.kind, one))
        except UnknownKey as error:
            missing.append(error)
    if not found:
        unknown = missing[0]
        nearest = f"是不是：{'、'.join(unknown.nearest)}" if unknown.nearest else "键的写法见 docs/data-format.md"
        refuse(f"没有这个数：{unknown.key}。{nearest}", form)
    found.sort(key=lambda entry: entry[1].book.canonical(key) not in entry[1].printed)
    if form == "json":
        one = found[0][1]
        print_json({"键": one.book.canonical(key), **one.record(one.book.resolve(key))})
        return
    shown = [entry for n, entry in enumerate(found) if n == 0 or entry[1].book.canonical(key) in entry[1].printed]
    for kind, one in shown:
        click.echo(f"== {kind}\n{one.explain(key)}" if len(shown) > 1 else one.explain(key))


def _asked(words: tuple[str, ...], moves: str | None) -> tuple[Path, str]:
    """The folder may be left out, and stand before the key or behind it; with --moves there is no key."""
    folders = words if moves else tuple(w for w in words if Path(w).is_dir()) or words[:-1]
    keys = tuple(w for w in words if w not in folders)
    if len(folders) > 1 or len(keys) != (0 if moves else 1):
        missing = f"没有写键：{folders[0]} 是文件夹。" if folders and not keys and not moves else ""
        raise click.UsageError(
            f"{missing}请写：reportgen explain [文件夹] 键，或 reportgen explain [文件夹] --moves 文件:行"
        )
    return Path(folders[0] if folders else "."), keys[0] if keys else ""


def _file_and_line(text: str) -> tuple[str, int, int]:
    """收支.yaml:12, or the cell of a workbook: 决算.xls!Z04!F23. The column is 0 where a line is named."""
    if cell := re.fullmatch(r"(.+[!！][^!！]+)[!！]([A-Za-z]{1,3})(\d+)", text):
        column = 0
        for letter in cell[2].upper():
            column = column * 26 + ord(letter) - 64
        return cell[1].replace("！", "!"), int(cell[3]), column
    match = re.fullmatch(r"(.+?)[:：](\d+)(?:[:：]\d+)?", text)
    if match is None:
        raise click.BadParameter(
            f"「{text}」应写成 文件:行，如 收支.yaml:12，或 决算.xls!Z04!F23", param_hint="--moves"
        )
    return match[1], int(match[2]), 0
