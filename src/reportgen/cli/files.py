"""`fmt` and `schema`: data files set straight, and the schema for editors."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reportgen.cli.say import DATA, QUIET, from_here, loudness


@click.command()
@click.argument("paths", metavar="[文件|文件夹]…", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="只看不改：有要整理的就以 1 退出。")
def fmt(paths: tuple[Path, ...], only_check: bool) -> None:
    """把数据文件里的表对齐：汉字算两格；数、文字和注释都不动。"""
    from reportgen.clerk.fmt import NotTidied, tidy_file

    files = [file for path in paths or (Path(),) for file in _data_files(path)]
    untidy, failed = [], False
    for file in files:
        try:
            if tidy_file(file, write=not only_check):
                untidy.append(file)
        except (NotTidied, OSError) as error:
            failed = True
            click.echo(f"{from_here(file)}：{error.strerror if isinstance(error, OSError) else error}", err=True)
    for file in untidy if loudness() != QUIET else ():
        click.echo(f"{'要整理' if only_check else '整理了'}　{from_here(file)}")
    click.echo(f"{len(files)} 个文件，{len(untidy)} 个{'要整理' if only_check else '整理过'}")
    sys.exit(DATA if failed or (only_check and untidy) else 0)


def _data_files(path: Path) -> list[Path]:
    return sorted(p for p in path.iterdir() if p.suffix.lower() in (".yaml", ".yml") and p.is_file()) if path.is_dir() else [path]


@click.command()
@click.option("--edition", metavar="版式", help="带上这个版式的车辆种类和经济科目；不写就是各版式通用的。")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="写到这个文件；不写就打印出来。")
def schema(edition: str | None, out: Path | None) -> None:
    """数据的 JSON Schema：编辑器（如 VS Code 的 YAML 插件）用它提示每个键。"""
    from reportgen.clerk.schema import schema_text
    from reportgen.editions import EditionError

    try:
        text = schema_text(edition, Path.cwd())
    except EditionError as error:
        raise click.ClickException(str(error)) from error
    if out is None:
        click.echo(text, nl=False)
        return
    try:
        out.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise click.ClickException(f"写不了 {out}：{error.strerror}") from error
    click.echo(f"写好了 {from_here(out)}。在数据文件第一行写：# yaml-language-server: $schema={out.name}")
