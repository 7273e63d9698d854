"""`editions` and `doctor`: what this installation has and what this machine lacks."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.say import (
    DATA,
    FOLDER,
    LOUD,
    MACHINE,
    form_option,
    from_here,
    levels,
    loudness,
    print_findings,
    print_json,
    refuse,
)
from reportgen.model.finding import findings_as_json

if TYPE_CHECKING:
    from reportgen.editions import Edition
    from reportgen.model.finding import Finding


@click.command()
@click.argument("folder", metavar="[文件夹]", type=FOLDER, default=".")
@click.option(
    "--lint",
    "linted",
    metavar="[版式]",
    is_flag=False,
    flag_value="",
    default=None,
    help="检查版式本身：公式、states、没有的数、科目表、没人读的键、落空的改动；不写名字就检查全部。",
)
@form_option
def editions(folder: Path, linted: str | None, form: str) -> None:
    """列出能用的版式；--lint 检查版式。"""
    from reportgen.editions import EditionError, list_editions, list_kinds, load_edition

    if linted and Path(linted).is_dir():  # `--lint 文件夹`: all that can be used there
        folder, linted = Path(linted), ""
    if not folder.is_dir():
        refuse(f"没有这个文件夹：{folder}", form)
    here = folder.resolve()
    project = here if (here / "templates").is_dir() else here.parent
    if linted is not None:
        sys.exit(_lint(linted, project, form))
    found: dict[str, list[Edition]] = {kind: [] for kind in list_kinds(project)}
    for kind, editions_of in found.items():
        for name in list_editions(kind, project):
            try:
                editions_of.append(load_edition(kind, name, project))
            except EditionError as error:
                click.echo(f"版式「{name}」读不出来：{error}", err=True)
    if form == "json":
        print_json({kind: [_plain(edition) for edition in editions_of] for kind, editions_of in found.items()})
        return
    for kind, editions_of in found.items():
        click.echo(kind)
        for edition in editions_of:
            layers = " ← ".join(layer.name for layer in edition.layers)
            click.echo(f"    {edition.name}（{layers}）　{edition.settings.title}".rstrip())
            if loudness() == LOUD:
                click.echo(f"        {from_here(edition.layers[0])}")


def _plain(edition: Edition) -> dict[str, object]:
    return {
        "名称": edition.name,
        "标题": edition.settings.title,
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
        for kind in list_kinds(project)
        for edition in list_editions(kind, project)
        if name in ("", edition)
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


@click.command()
@form_option
def doctor(form: str) -> None:
    """看这台机器缺什么。"""
    from reportgen.environment import PYTHON_LIBRARIES, diagnose
    from reportgen.writers.formats import FORMATS, format_named, need_pdf

    found = diagnose()
    lacking = [item.name for item in found if item.required and not item.ok]
    if form == "json":
        print_json(
            [
                {"名称": i.name, "有": i.ok, "情况": i.found, "必需": i.required, "办法": "" if i.ok else i.remedy}
                for i in found
            ]
        )
        sys.exit(MACHINE if lacking else 0)
    for item in found:
        mark = "有" if item.ok else "缺" if item.required else "无"
        click.echo(f"{mark}　{item.name}　{item.found}{'' if item.ok else f'。{item.remedy}'}")
    if lacking:
        unharmed = "、".join(format_named(name).label for name in FORMATS if not need_pdf([name]))
        others = "别的格式和命令也可能用不了" if PYTHON_LIBRARIES in lacking else f"{unharmed} 不受影响"
        click.echo(f"缺了这些，PDF 生成不了或者不对；{others}。")
        sys.exit(MACHINE)
