"""`fmt` and `schema`: data files set straight, and the schema for editors."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reportgen.cli.kinds import kind_named, kind_option
from reportgen.cli.say import DATA, LOUD, QUIET, form_option, from_here, loudness, print_json, problems_reported


@click.command()
@click.argument("paths", metavar="[文件|文件夹]…", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="只看不改：有要整理的就以 1 退出。")
@form_option
def fmt(paths: tuple[Path, ...], only_check: bool, form: str) -> None:
    """把数据文件里的表对齐：汉字算两格；数、文字和注释都不动。"""
    from reportgen.atomic_write import CannotWrite
    from reportgen.workspace.fmt import NotTidied, tidy_file

    files = [file for path in paths or (Path(),) for file in _data_files(path)]
    untidy: list[str] = []
    failed: dict[str, str] = {}
    for file in files:
        try:
            if tidy_file(file, write=not only_check):
                untidy.append(from_here(file))
        except (NotTidied, CannotWrite) as problem:
            failed[from_here(file)] = str(problem)
    if form == "json":
        print_json(
            {"文件": list(map(from_here, files)), "要整理" if only_check else "整理了": untidy, "不能整理": failed}
        )
    else:
        _tell(list(map(from_here, files)), untidy, failed, only_check)
    sys.exit(DATA if failed or (only_check and untidy) else 0)


def _tell(files: list[str], untidy: list[str], failed: dict[str, str], only_check: bool) -> None:
    for file in files if loudness() != QUIET else ():
        if file in untidy:
            click.echo(f"{'要整理' if only_check else '整理了'}　{file}")
        elif file not in failed and loudness() == LOUD:
            click.echo(f"不用动　{file}")
    for file, why in failed.items():
        click.echo(f"{file}：{why}", err=True)
    click.echo(f"{len(files)} 个文件，{len(untidy)} 个{'要整理' if only_check else '整理过'}")


def _data_files(path: Path) -> list[Path]:
    return (
        sorted(p for p in path.iterdir() if p.suffix.lower() in (".yaml", ".yml") and p.is_file())
        if path.is_dir()
        else [path]
    )


@click.command()
@click.option("--edition", metavar="版式", help="带上这个版式的车辆种类和经济科目；不写就是各版式通用的。")
@click.option(
    "--out", metavar="文件", type=click.Path(dir_okay=False, path_type=Path), help="写到这个文件；不写就打印出来。"
)
@kind_option
@form_option
def schema(edition: str | None, out: Path | None, kind: str | None, form: str) -> None:
    """数据的 JSON Schema：编辑器（如 VS Code 的 YAML 插件）用它提示每个键。"""
    from reportgen.atomic_write import replace_files
    from reportgen.workspace.schema import schema_text

    with problems_reported(form):
        text = schema_text(edition, Path.cwd(), kind_named(kind, Path.cwd()))
        if out is not None:
            replace_files({out: text.encode()})
    line = f"# yaml-language-server: $schema={out.name}" if out else ""
    if out is None:
        click.echo(text, nl=False)  # it is JSON itself
    elif form == "json":
        print_json({"写到": from_here(out), "数据文件的第一行": line})
    else:
        click.echo(f"写好了 {from_here(out)}。在数据文件第一行写：{line}")
