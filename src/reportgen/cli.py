"""The command line: build, check, explain, editions, doctor.

Exit codes: 0 fine; 1 the data stand in the way; 2 wrong usage; 3 this machine lacks something.
What a command needs is imported when it runs: `--help` and a wrong option answer at once.
"""

from __future__ import annotations

import contextlib
import gc
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from reportgen.build import Made
    from reportgen.finding import Finding
    from reportgen.output import Written

FORMATS = ("pdf", "docx", "xlsx", "html", "json")
DATA, MACHINE = 1, 3
HELP = {"help_option_names": ["-h", "--help"]}
FOLDER = click.Path(file_okay=False, path_type=Path)


def main() -> None:
    """The program; its output is UTF-8 on every system."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    gc.disable()  # one report and exit: 0.94 of the time, and no more memory
    commands()


@click.group(context_settings=HELP)
@click.version_option(package_name="reportgen", message="%(prog)s %(version)s")
def commands() -> None:
    """部门决算公开报告：一份 YAML，生成 PDF、Word、Excel、网页和 JSON。"""


def _formats(_context: click.Context, _option: click.Parameter, text: str) -> tuple[str, ...]:
    names = [name.strip().lower() for name in re.split("[,，、]", text) if name.strip()]
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        raise click.BadParameter(f"没有这种格式：{'、'.join(unknown) or '（空）'}；有的是 {','.join(FORMATS)}")
    return tuple(name for name in FORMATS if name in names)


@commands.command()
@click.argument("folder", metavar="[文件夹]", type=FOLDER, default=".")
@click.option("--to", "formats", default=",".join(FORMATS), callback=_formats, help="要哪些格式，用逗号隔开；不写就全要。")
@click.option("--draft", is_flag=True, help="出草稿：有错误、有待填也生成，文件名前加“草稿-”。")
@click.option("--out", type=FOLDER, help="放到哪里；不写就放在 data 旁边的 output。")
def build(folder: Path, formats: tuple[str, ...], draft: bool, out: Path | None) -> None:
    """生成一个部门年度的报告。"""
    with _problems_told():
        from reportgen.writers.parallel import printing_press

        # Started before anything else is imported: it warms up while the report is made.
        with printing_press("pdf" in formats) as press:
            from reportgen.build import build as build_report
            from reportgen.output import output_root, write_files

            warnings: list[str] = []
            made, files = build_report(folder, formats, draft=draft, press=press, warn=warnings.append)
        _print_findings(made.findings)
        if not files:
            _print_blocked(made)
            sys.exit(DATA)
        written = write_files(made, files, out or output_root(folder), draft)
        _print_written(made, written, warnings)


@commands.command()
@click.argument("folder", metavar="[文件夹]", type=FOLDER, default=".")
@click.option("--all", "every", is_flag=True, help="列出每一项检查和它的结果。")
def check(folder: Path, every: bool) -> None:
    """只检查，不生成。"""
    with _problems_told():
        from reportgen.build import make

        made = make(folder)
    _print_findings(made.findings)
    if every:
        for run in made.runs:
            note = f"　{run.note}" if run.note else ""
            click.echo(f"{run.code}　{run.status}　{run.count} 处　{run.title}{note}")
    for status in dict.fromkeys(run.status for run in made.runs):
        runs = [run for run in made.runs if run.status == status]
        codes = f"：{'、'.join(run.code for run in runs)}" if status in ("不通过", "未运行") else ""
        click.echo(f"{status} {len(runs)} 项，{sum(run.count for run in runs)} 处{codes}")
    if made.pending:
        click.echo(f"待填 {len(made.pending)} 处，正式生成前要补齐")
    click.echo(_levels(made.findings))
    sys.exit(DATA if made.errors else 0)


@commands.command()
@click.argument("words", metavar="[文件夹] 键", nargs=-1)
@click.option("--moves", metavar="文件:行", help="反过来问：改这一行，报告里哪些数会动。")
def explain(words: tuple[str, ...], moves: str | None) -> None:
    """一个数从哪里来、印在哪里。"""
    folder, key = _asked(words, moves)
    with _problems_told():
        from reportgen.build import make

        made = make(folder)
    from reportgen.explain import Explainer
    from reportgen.report import UnknownKey

    explainer = Explainer(made.report, made.document)
    if moves:
        click.echo(explainer.moves(*_file_and_line(moves)))
        return
    try:
        click.echo(explainer.explain(key))
    except UnknownKey as error:
        nearest = f"是不是：{'、'.join(error.nearest)}" if error.nearest else "键的写法见 docs/data-format.md"
        click.echo(f"没有这个数：{error.key}。{nearest}", err=True)
        sys.exit(DATA)


def _asked(words: tuple[str, ...], moves: str | None) -> tuple[Path, str]:
    """The folder may be left out: with --moves all that stands there is a folder, else the last is a key."""
    folders, keys = (words, ()) if moves else (words[:-1], words[-1:])
    if len(folders) > 1 or not (keys or moves):
        raise click.UsageError("请写：reportgen explain [文件夹] 键，或 reportgen explain [文件夹] --moves 文件:行")
    return Path(folders[0] if folders else "."), keys[0] if keys else ""


def _file_and_line(text: str) -> tuple[str, int]:
    match = re.fullmatch(r"(.+?)[:：](\d+)(?:[:：]\d+)?", text)
    if match is None:
        raise click.BadParameter(f"「{text}」应写成 文件:行，如 收支.yaml:12", param_hint="--moves")
    return match[1], int(match[2])


@commands.command()
@click.argument("folder", metavar="[文件夹]", type=FOLDER, default=".")
def editions(folder: Path) -> None:
    """列出能用的版式。"""
    from reportgen.editions import list_editions, load_edition
    from reportgen.editions.edition import KINDS

    project = folder.resolve().parent
    for kind in KINDS:
        click.echo(kind)
        for name in list_editions(kind, project):
            layers = [layer.name for layer in load_edition(kind, name, project).layers]
            click.echo(f"    {name}（{' ← '.join(layers)}）")


@commands.command()
def doctor() -> None:
    """看这台机器缺什么。"""
    from reportgen.environment import diagnose

    found = diagnose()
    for item in found:
        mark = "有" if item.ok else "缺" if item.required else "无"
        click.echo(f"{mark}　{item.name}　{item.found}{'' if item.ok else f'。{item.remedy}'}")
    if any(item.required and not item.ok for item in found):
        click.echo("缺了这些，PDF 生成不了或者不对；Word、Excel、网页和 JSON 不受影响。")
        sys.exit(MACHINE)


@contextlib.contextmanager
def _problems_told() -> Iterator[None]:
    """What is wrong with the data or the machine is told in Chinese; what is wrong with us is a traceback."""
    from reportgen.environment import EnvironmentProblem
    from reportgen.finding import DataUnusable
    from reportgen.writers.pdf import PdfError

    try:
        yield
    except DataUnusable as unusable:
        _print_findings(unusable.findings)
        click.echo(f"数据还不能用。{_levels(unusable.findings)}", err=True)
        sys.exit(DATA)
    except EnvironmentProblem as problem:
        click.echo(str(problem), err=True)
        click.echo("要看这台机器还缺什么：reportgen doctor；不要 PDF 时：--to docx,xlsx,html,json", err=True)
        sys.exit(MACHINE)
    except PdfError as problem:
        click.echo(str(problem), err=True)
        sys.exit(MACHINE)


def _print_findings(findings: Iterable[Finding]) -> None:
    for finding in findings:
        click.echo(str(finding))


def _levels(findings: Iterable[Finding]) -> str:
    from reportgen.finding import Level

    found = list(findings)
    return "、".join(f"{level.value} {sum(f.level is level for f in found)}" for level in Level)


def _print_blocked(made: Made) -> None:
    from reportgen.explain import pending_places

    why = [f"{len(made.errors)} 个错误"] if made.errors else []
    if made.pending:
        why.append(f"{len(made.pending)} 处待填")
        for heading, words in pending_places(made.document):
            click.echo(f"待填　{heading}　{words}", err=True)
    click.echo(f"没有生成：有 {'、'.join(why)}。改好再生成；要先看样子，加 --draft 出草稿。", err=True)


def _print_written(made: Made, written: Written, warnings: Iterable[str]) -> None:
    for warning in warnings:
        click.echo(f"提醒　{warning}")
    click.echo("已生成：")
    for path in (*written.published, written.manifest):
        click.echo(f"    {_from_here(path)}")
    click.echo(f"内部核对用，不公开：\n    {_from_here(written.review)}")
    if written.left:
        names = "、".join(path.name for path in written.left)
        click.echo(f"注意：这些是以前生成的，这次没有重做，可能与现在的数据不一致：{names}")
    click.echo(_levels(made.findings) + (f"、待填 {len(made.pending)}" if made.pending else ""))


def _from_here(path: Path) -> str:
    """A path as one would type it here; elsewhere, in full."""
    with contextlib.suppress(ValueError):
        near = os.path.relpath(path)
        if not near.startswith(os.path.join("..", "..")):
            return near
    return str(path)


if __name__ == "__main__":
    main()
