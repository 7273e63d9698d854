"""Which kinds of reports a command is about: the one that is asked for, else those that the department-year orders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from reportgen.load import Loaded

kind_option = click.option(
    "--kind",
    "-k",
    metavar="报告",
    help="哪一种报告，写全称或其中几个字，如 预算、决算、自评；不写就是数据里「报告」列的。",
)


def kind_named(words: str | None, project: Path | None = None) -> str | None:
    """The kind that a person means: its name, or words that only its name has. None where nobody says.
    Ends the program otherwise.
    """
    from reportgen.editions import list_kinds

    if words is None:
        return None
    known = list_kinds(project)
    meant = [words] if words in known else [name for name in known if words.strip() and words.strip() in name]
    meant = [name for name in meant if known[name].variant_of not in meant]  # 决算 is that of the whole department
    if len(meant) != 1:
        message = (
            f"「{words}」可以是 {'、'.join(meant)}，请写全"
            if meant
            else f"没有「{words}」这种报告；会做的有：{'、'.join(known)}"
        )
        raise click.BadParameter(message, param_hint="--kind")
    return meant[0]


def kinds_of(loaded: Loaded, words: str | None) -> list[str | None]:
    """What to make of a department-year, in the order of its 报告; [None] where nothing is ordered yet,
    which is told when it is made.
    """
    from reportgen.figures.derive.orders import ordered

    asked = kind_named(words, loaded.folder.resolve().parent)
    return [asked] if asked else [*ordered(loaded)] or [None]


def one_kind_of(loaded: Loaded, words: str | None) -> str | None:
    """The same where only one can be meant; several that are ordered are asked about."""
    kinds = kinds_of(loaded, words)
    if len(kinds) > 1:
        raise click.UsageError(
            f"这个文件夹要出 {len(kinds)} 种报告，请说是哪一种：{'、'.join(f'--kind {kind}' for kind in kinds)}"
        )
    return kinds[0]


def edition_names(_context: click.Context, _option: click.Parameter, incomplete: str) -> list[str]:
    """What Tab offers for an edition: those that can be used here."""
    from reportgen.editions import EditionError, NoTemplates, list_editions, main_kinds

    here = Path.cwd()
    try:
        names = {name for kind in main_kinds(here) for name in list_editions(kind, here)}
    except (EditionError, NoTemplates):  # nothing to offer: the command itself tells why
        return []
    return sorted(name for name in names if name.startswith(incomplete))
